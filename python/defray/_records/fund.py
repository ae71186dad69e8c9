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
    """One kind of source in a waterfall."""

    ORDINARY_VOUCHER = "ordinary_voucher"
    """A voucher that pays any eligible bill."""

    FULL_REDUCTION_VOUCHER = "full_reduction_voucher"
    """A voucher that may action for a minimum bill."""

    CARD = "card"
    """A stored-value card."""

    CASH = "cash"
    """The account's cash."""

    OVERDRAFT = "overdraft"
    """The card balance below zero: a debt the account takes on, never money it has."""

    CLOUD_ACCOUNT = "cloud_account"
    """The marketplace subscription: the cloud provider charges the customer."""


class LotKind(StrEnum):
    """The kinds of fund that come in lots."""

    ORDINARY_VOUCHER = "ordinary_voucher"
    """A voucher that pays any eligible bill."""

    FULL_REDUCTION_VOUCHER = "full_reduction_voucher"
    """A voucher that may action for a minimum bill."""

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
    """The card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginHuaweiOrder:
    """A card paid for in Huawei Cloud's market (M2)."""

    order: str = field(kw_only=False)
    """The order there."""

    huawei_account: str
    """Who ordered."""


Origin: TypeAlias = (
    OriginIssued
    | OriginGranted
    | OriginBought
    | OriginGift
    | OriginHuaweiOrder
)
"""How a lot came to the account."""


class LotState(StrEnum):
    """Whether a lot can still pay."""

    OPEN = "open"
    """It has value left and is neither expired nor void."""

    EXHAUSTED = "exhausted"
    """All its value was used."""

    EXPIRED = "expired"
    """Its validity is over; what was left is gone."""

    VOID = "void"
    """It was made void; what was left is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One voucher or one card."""

    id: str = field(kw_only=False)
    """Its name within the account."""

    kind: LotKind
    """What it is."""

    face: Money
    """Its value when it came."""

    available: Money
    """Its value now."""

    valid_from: datetime
    """The first instant it pays."""

    valid_until: datetime | None
    """The first instant it no longer pays; absent: it never expires."""

    minimum_bill: Money | None
    """The smallest bill it pays (full-reduction vouchers only)."""

    issued_at: datetime
    """When it came."""

    origin: Origin
    """How it came."""

    state: LotState
    """Whether it can still pay."""

    closed_at: datetime | None
    """When it left `LotState::Open`, if it has."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    OriginIssued: ("name", "issued"),
    OriginGranted: ("name", "granted"),
    OriginBought: ("name", "bought"),
    OriginGift: ("fields", "gift"),
    OriginHuaweiOrder: ("fields", "huawei_order"),
    Lot: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
