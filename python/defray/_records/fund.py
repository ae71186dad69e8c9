"""The records of `fund`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from .._native import Money

__all__ = [
    "Fund",
    "Lot",
    "LotKind",
    "LotState",
    "Origin",
    "OriginBought",
    "OriginGift",
    "OriginGranted",
    "OriginHuaweiOrder",
    "OriginIssued",
]


class Fund(StrEnum):
    """A kind of fund: a source of money in a waterfall."""

    ORDINARY_VOUCHER = "ordinary_voucher"
    """A voucher without a minimum bill."""

    FULL_REDUCTION_VOUCHER = "full_reduction_voucher"
    """A voucher that may have a minimum bill."""

    CARD = "card"
    """A stored-value card."""

    CASH = "cash"
    """The account's cash."""

    OVERDRAFT = "overdraft"
    """The overdraft: a debt of the account, never a value that it has."""

    CLOUD_ACCOUNT = "cloud_account"
    """The cloud account: the provider charges the customer through the marketplace subscription."""


class LotKind(StrEnum):
    """The kinds of lot: each lot is one voucher or one card."""

    ORDINARY_VOUCHER = "ordinary_voucher"
    """A voucher without a minimum bill."""

    FULL_REDUCTION_VOUCHER = "full_reduction_voucher"
    """A voucher that may have a minimum bill."""

    CARD = "card"
    """A stored-value card."""


@dataclass(frozen=True, slots=True)
class OriginIssued:
    """A voucher issued by the vendor."""


@dataclass(frozen=True, slots=True)
class OriginGranted:
    """A card granted by a partner or the vendor."""


@dataclass(frozen=True, slots=True)
class OriginBought:
    """A card bought from the account's cash."""


@dataclass(frozen=True, slots=True)
class OriginGift:
    """A voucher that came with the purchase of a card (M3)."""

    card: str
    """The card that it came with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginHuaweiOrder:
    """A card that was paid for in Huawei Cloud's market (M2)."""

    order: str = field(kw_only=False)
    """The number of the order."""

    huawei_account: str
    """The Huawei Cloud account that placed the order."""


Origin: TypeAlias = (
    OriginIssued
    | OriginGranted
    | OriginBought
    | OriginGift
    | OriginHuaweiOrder
)
"""The way in which a lot came to the account."""


class LotState(StrEnum):
    """The state of a lot: whether it can still pay."""

    OPEN = "open"
    """The lot has value left and is neither expired nor void."""

    EXHAUSTED = "exhausted"
    """All value of the lot was used."""

    EXPIRED = "expired"
    """The validity of the lot has ended. The value that was left is lost."""

    VOID = "void"
    """The lot was made void. The value that was left is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One voucher or one card."""

    id: str = field(kw_only=False)
    """The id of the lot, unique within its account."""

    kind: LotKind
    """The kind of the lot."""

    face: Money
    """The value of the lot when the account received it."""

    available: Money
    """The value that is left in the lot, from zero to `face`."""

    valid_from: datetime
    """The first instant at which the lot can pay."""

    valid_until: datetime | None
    """The first instant at which the lot can no longer pay; absent: it never expires."""

    minimum_bill: Money | None
    """The smallest bill that the lot pays (W5). Only full-reduction vouchers have one."""

    issued_at: datetime
    """The instant at which the account received the lot."""

    origin: Origin
    """The way in which the lot came to the account."""

    state: LotState
    """The state of the lot."""

    closed_at: datetime | None
    """The instant at which the lot left the state `open`; absent: it is open."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    OriginIssued: ("name", "issued"),
    OriginGranted: ("name", "granted"),
    OriginBought: ("name", "bought"),
    OriginGift: ("fields", "gift"),
    OriginHuaweiOrder: ("fields", "huawei_order"),
    Lot: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
