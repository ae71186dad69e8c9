"""The records of `receipt`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .fund import Fund
from .method import Payer
from .position import ChargePosition

__all__ = [
    "PayerReason",
    "PayerReasonInForce",
    "PayerReasonNoLongerMetered",
    "Receipt",
    "Skip",
    "SkipReason",
    "SkipReasonBelowMinimum",
    "SkipReasonEmpty",
    "SkipReasonNotInWaterfall",
    "SkipReasonNotNeeded",
    "SkipReasonNotYetValid",
    "Slice",
]


@dataclass(frozen=True, slots=True)
class PayerReasonInForce:
    """It was in force at the start of the usage period."""

    since: datetime
    """The start of the interval of the timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerReasonNoLongerMetered:
    """The cloud account in force could not be metered any more, so the enterprise account pays."""

    cloud_account: str = field(kw_only=False)
    """The one that was in force."""

    ended_at: datetime | None
    """When it ended; absent: its provider refused the usage of a subscription that had not ended.
    """

    metering_deadline: datetime | None
    """Until when its usage could be metered, once it has ended."""


PayerReason: TypeAlias = (
    PayerReasonInForce
    | PayerReasonNoLongerMetered
)
"""Why this payer and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What one fund paid."""

    fund: Fund = field(kw_only=False)
    """The fund."""

    lot: str | None
    """The lot, for funds that come in lots."""

    charge: ChargePosition | None
    """The place of the charge in the cloud account's meter, for the slice of a cloud account."""

    amount: Money
    """How much it paid, above zero."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotInWaterfall:
    """The waterfall for this item and payer does not name this kind (W1, W2, W3)."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotYetValid:
    """Its validity has not begun (W5)."""

    valid_from: datetime
    """When it begins."""


@dataclass(frozen=True, slots=True)
class SkipReasonBelowMinimum:
    """The bill is smaller than the voucher's minimum (W5)."""

    minimum: Money
    """The minimum."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotNeeded:
    """The bill was covered before its turn came."""


@dataclass(frozen=True, slots=True)
class SkipReasonEmpty:
    """There was nothing in it."""


SkipReason: TypeAlias = (
    SkipReasonNotInWaterfall
    | SkipReasonNotYetValid
    | SkipReasonBelowMinimum
    | SkipReasonNotNeeded
    | SkipReasonEmpty
)
"""Why a fund paid nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A fund that paid nothing."""

    fund: Fund = field(kw_only=False)
    """The fund."""

    lot: str | None
    """The lot, for funds that come in lots."""

    available: Money | None
    """What it could have paid; absent for funds that hold nothing (overdraft, cloud account)."""

    reason: SkipReason
    """Why it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Who paid a bill, out of which money, and why."""

    bill: str = field(kw_only=False)
    """The bill."""

    workspace: str
    """Whose usage."""

    account: str
    """Whose bill."""

    payer: Payer
    """Who paid."""

    payer_reason: PayerReason
    """Why this payer."""

    amount: Money
    """The bill's amount."""

    settled_at: datetime
    """When it was settled."""

    slices: tuple[Slice, ...]
    """What paid, in order; the sum is the bill's amount exactly (W6)."""

    skips: tuple[Skip, ...]
    """What did not pay, and why."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PayerReasonInForce: ("fields", "P1"),
    PayerReasonNoLongerMetered: ("fields", "P2"),
    Slice: ("record", ""),
    SkipReasonNotInWaterfall: ("name", "not_in_waterfall"),
    SkipReasonNotYetValid: ("fields", "not_yet_valid"),
    SkipReasonBelowMinimum: ("fields", "below_minimum"),
    SkipReasonNotNeeded: ("name", "not_needed"),
    SkipReasonEmpty: ("name", "empty"),
    Skip: ("record", ""),
    Receipt: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
