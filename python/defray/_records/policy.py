"""The records of `policy`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .._native import fill, built_in_policy
from .fund import Fund
from .provider import Provider
from .time import MeteringWindow

__all__ = [
    "CardTier",
    "ItemName",
    "MeteringUnit",
    "Policy",
    "ValidityAt",
    "Waterfall",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Waterfall:
    """The order in which funds pay, for some items or for all."""

    items: Sequence[str] | None = field(kw_only=False, default=None)
    """The items it is for, in any case; absent: every item not named by an earlier entry."""

    enterprise: Sequence[Fund]
    """The order when the enterprise account pays."""

    cloud: Sequence[Fund]
    """The order when a cloud account pays."""

    def __init__(
        self,
        items: Sequence[str] | None = None,
        *,
        enterprise: Sequence[Fund],
        cloud: Sequence[Fund],
    ) -> None:
        fill(self, ("items", "enterprise", "cloud"), items, enterprise, cloud)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CardTier:
    """A full-reduction voucher that comes with the purchase of a card (M3)."""

    at_least: Decimal = field(kw_only=False)
    """The smallest face of the card, in the account's currency."""

    voucher: Decimal
    """The face of the voucher."""

    valid_for: timedelta | None = None
    """How long the voucher is valid; absent: it never expires."""

    def __init__(self, at_least: Decimal, *, voucher: Decimal, valid_for: timedelta | None = None) -> None:
        fill(self, ("at_least", "voucher", "valid_for"), at_least, voucher, valid_for)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class MeteringUnit:
    """What the charges of a provider's cloud accounts are metered as (W6)."""

    provider: Provider = field(kw_only=False)
    """The provider."""

    product_code: str | None = None
    """The product it is for; absent: every product not named by an earlier entry."""

    dimension: str
    """What is counted, by the provider's name for it."""

    unit: Decimal
    """The price of one unit, in the account's currency."""

    def __init__(self, provider: Provider, *, product_code: str | None = None, dimension: str, unit: Decimal) -> None:
        fill(self, ("provider", "product_code", "dimension", "unit"), provider, product_code, dimension, unit)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ItemName:
    """Another name of an item, such as an exporter's name of a service (W3)."""

    name: str = field(kw_only=False)
    """The other name, in any case."""

    item: str
    """The item that it means."""

    def __init__(self, name: str, *, item: str) -> None:
        fill(self, ("name", "item"), name, item)


class ValidityAt(StrEnum):
    """The instant at which the validity of lots is judged when a bill is settled (W5)."""

    SETTLEMENT = "settlement"
    """The instant of the settlement."""

    USAGE_START = "usage_start"
    """The start of the bill's usage period, or the instant of the settlement when the usage begins
    later.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that may differ between accounts. See each field for its default."""

    waterfalls: Sequence[Waterfall] = field(default_factory=lambda: built_in_policy().waterfalls)
    """The first entry that names the bill's item, or names none, is used. Default: W1, W2, W3."""

    credit_limit: Decimal | None = field(default_factory=lambda: built_in_policy().credit_limit)
    """How far the overdraft may go (W7), in the account's currency. Default: no limit."""

    grace: timedelta = field(default_factory=lambda: built_in_policy().grace)
    """From the start of arrears to the lock. Default: 14 days."""

    deadline_notice: timedelta = field(default_factory=lambda: built_in_policy().deadline_notice)
    """How long before the lock the reminder is due; not shorter than `grace`: no reminder. Default:
    3 days.
    """

    card_multiple: Decimal = field(default_factory=lambda: built_in_policy().card_multiple)
    """A bought card's face is a positive multiple of this. Default: 100."""

    card_tiers: Sequence[CardTier] = field(default_factory=lambda: built_in_policy().card_tiers)
    """Vouchers that come with cards (M3). Default: none."""

    clock_tolerance: timedelta = field(default_factory=lambda: built_in_policy().clock_tolerance)
    """How far a command's instant may lie before the account's last decision (T1). Default: 5
    minutes.
    """

    voluntary_changes_per_month: int | None = field(default_factory=lambda: built_in_policy().voluntary_changes_per_month)
    """Voluntary changes of method per workspace and UTC calendar month (C2). Default: no limit."""

    lock_in: bool = field(default_factory=lambda: built_in_policy().lock_in)
    """Whether a workspace must stay with an active cloud account (C2). Default: no."""

    site_providers: Mapping[str, Sequence[Provider]] | None = field(default_factory=lambda: built_in_policy().site_providers)
    """The providers a site admits (C2); a site not named admits all. Default: no restriction."""

    metering_windows: Mapping[Provider, MeteringWindow] = field(default_factory=lambda: dict(built_in_policy().metering_windows))
    """Until when usage from before an end can be metered, by provider."""

    metering: Sequence[MeteringUnit] = field(default_factory=lambda: built_in_policy().metering)
    """What charges are metered as. Default: units of 0.01."""

    unique_references: bool = field(default_factory=lambda: built_in_policy().unique_references)
    """Whether a top-up is refused when an earlier one of the account had its reference (M1).
    Default: no.
    """

    item_names: Sequence[ItemName] = field(default_factory=lambda: built_in_policy().item_names)
    """Other names of items (W3). Default: `dial` means `dial_test`."""

    payable_unit: Decimal = field(default_factory=lambda: built_in_policy().payable_unit)
    """The smallest amount that a person can pay, in the account's currency. Arrears begin and end
    by whole units of it (W7). Default: 0.01.
    """

    validity_at: ValidityAt = field(default_factory=lambda: built_in_policy().validity_at)
    """The instant at which the validity of lots is judged (W5). Default: the settlement."""

    suspended_patience: timedelta = field(default_factory=lambda: built_in_policy().suspended_patience)
    """From the suspension of a cloud account until the enterprise account pays its bills (P3).
    Default: 30 days.
    """


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Waterfall: ("record", ""),
    CardTier: ("record", ""),
    MeteringUnit: ("record", ""),
    ItemName: ("record", ""),
    Policy: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
