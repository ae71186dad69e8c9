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
    "LotRange",
    "PayerReason",
    "PayerReasonInForce",
    "PayerReasonNoLongerMetered",
    "PayerReasonSuspendedTooLong",
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
    """The payer was in force at the start of the usage period."""

    since: datetime
    """The start of the payer's interval in the timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerReasonNoLongerMetered:
    """The usage of the cloud account in force can no longer be metered, so the enterprise account
    pays.
    """

    cloud_account: str = field(kw_only=False)
    """The cloud account that was in force."""

    ended_at: datetime | None
    """The instant at which its subscription ended; absent: the provider refused the usage of a
    subscription that had not ended.
    """

    metering_deadline: datetime | None
    """The deadline until which its usage could be metered; only after its end is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerReasonSuspendedTooLong:
    """The cloud account in force is suspended for longer than the policy's `suspended_patience`, so
    the enterprise account pays.
    """

    cloud_account: str = field(kw_only=False)
    """The cloud account that is in force."""

    suspended_since: datetime
    """The instant since which it is suspended."""

    deadline: datetime
    """The instant from which on the enterprise account pays."""


PayerReason: TypeAlias = (
    PayerReasonInForce
    | PayerReasonNoLongerMetered
    | PayerReasonSuspendedTooLong
)
"""The reason why this payer pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The part of a bill that one fund paid."""

    fund: Fund = field(kw_only=False)
    """The fund that paid."""

    lot: str | None
    """The lot that paid; absent: the fund has no lots."""

    charge: ChargePosition | None
    """The position of the charge in the cloud account's meter; only for the fund `cloud_account`.
    """

    amount: Money
    """The amount paid, above zero."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotInWaterfall:
    """The waterfall for this item and this payer does not contain the fund (W1, W2, W3)."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotYetValid:
    """The validity of the lot has not begun (W5)."""

    valid_from: datetime
    """The first instant at which the lot can pay."""


@dataclass(frozen=True, slots=True)
class SkipReasonBelowMinimum:
    """The bill is smaller than the minimum of the voucher (W5)."""

    minimum: Money
    """The smallest bill that the voucher pays."""


@dataclass(frozen=True, slots=True)
class SkipReasonNotNeeded:
    """The funds before it covered the whole bill."""


@dataclass(frozen=True, slots=True)
class SkipReasonEmpty:
    """The fund had no value."""


SkipReason: TypeAlias = (
    SkipReasonNotInWaterfall
    | SkipReasonNotYetValid
    | SkipReasonBelowMinimum
    | SkipReasonNotNeeded
    | SkipReasonEmpty
)
"""The reason why a fund paid nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRange:
    """The other lots of a `Skip` that is about several lots. A receipt names the first
    `SKIPPED_LOTS_NAMED_MAX` lots that paid nothing, one by one. Of those after them, all lots of
    one kind with one reason are a range. Lots between the first and the last one that paid, or did
    not pay for another reason, do not belong to it.
    """

    last: str = field(kw_only=False)
    """The last lot of the range, in the order in which lots pay (W4)."""

    count: int
    """The number of lots of the range, the first and the last one included: two or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A fund that paid nothing, or several lots of one kind that paid nothing for one reason."""

    fund: Fund = field(kw_only=False)
    """The fund."""

    lot: str | None
    """The lot; absent: the fund has no lots. With `range` it is the first lot, in the order in
    which lots pay (W4).
    """

    available: Money | None
    """The value that the fund had; absent for funds that hold no value (overdraft, cloud account).
    With `range` it is the sum of the values of all lots of the range.
    """

    reason: SkipReason
    """The reason why the fund paid nothing. With `range` it holds for each lot of the range:
    `valid_from` is the earliest of theirs, `minimum` the smallest.
    """

    range: LotRange | None
    """Present: several lots, of which `lot` is the first; absent: one fund or one lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receipt of a settled bill: who paid it, out of which money, and why."""

    bill: str = field(kw_only=False)
    """The bill."""

    workspace: str
    """The workspace whose usage the bill is for."""

    account: str
    """The account that the bill is recorded for."""

    payer: Payer
    """The payer of the bill."""

    payer_reason: PayerReason
    """The reason why this payer pays."""

    amount: Money
    """The amount of the bill."""

    settled_at: datetime
    """The instant at which the bill was settled."""

    slices: tuple[Slice, ...]
    """The slices, in the order in which the funds paid. Their sum is exactly the amount of the bill
    (W6).
    """

    skips: tuple[Skip, ...]
    """The funds that paid nothing, each with the reason, in the order in which they would have
    paid. A `LotRange` has the place of its first lot.
    """


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PayerReasonInForce: ("fields", "P1"),
    PayerReasonNoLongerMetered: ("fields", "P2"),
    PayerReasonSuspendedTooLong: ("fields", "P3"),
    Slice: ("record", ""),
    SkipReasonNotInWaterfall: ("name", "not_in_waterfall"),
    SkipReasonNotYetValid: ("fields", "not_yet_valid"),
    SkipReasonBelowMinimum: ("fields", "below_minimum"),
    SkipReasonNotNeeded: ("name", "not_needed"),
    SkipReasonEmpty: ("name", "empty"),
    LotRange: ("record", ""),
    Skip: ("record", ""),
    Receipt: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
