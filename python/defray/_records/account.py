"""The records of `account`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .._native import Money
from .fund import Lot
from .policy import Policy
from .standing import Standing

__all__ = [
    "Account",
    "Closing",
    "Totals",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closing cloud account's metering deadline."""

    deadline: datetime = field(kw_only=False)
    """When it closes."""

    cloud_account: str
    """The one that closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over an account's whole history. They balance at every step (A3): see `invariants`."""

    topped_up: Money = field(kw_only=False)
    """Cash paid in."""

    vouchers: Money
    """Faces of vouchers issued or given with cards."""

    cards: Money
    """Faces of cards granted or redeemed; those bought came out of cash."""

    cloud_paid: Money
    """Bills charged to cloud accounts, less what was reversed of that."""

    settled: Money
    """Bills settled, less what was reversed."""

    expired: Money
    """Value that expired in lots."""

    voided: Money
    """Value of lots made void."""

    forfeited: Money
    """Value given up when the account was closed."""

    held: Money
    """Bills that are held now: they will be settled yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The customer's account, with its wallet. Lots that can no longer pay are kept apart, as
    records of their own.
    """

    id: str = field(kw_only=False)
    """Its id."""

    currency: str
    """Its only currency."""

    opened_at: datetime
    """When it was opened."""

    closed_at: datetime | None
    """When it was closed, for ever."""

    policy: Policy | None
    """Its own policy; absent: the file's."""

    cash: Money
    """Cash, never below zero."""

    overdraft: Money
    """Debt, never below zero; above zero the account is in arrears."""

    standing: Standing
    """Whether it is in arrears."""

    lots: tuple[Lot, ...]
    """Vouchers and cards that still have value, in the order in which they pay."""

    closings: tuple[Closing, ...]
    """Metering deadlines of its closing cloud accounts, earliest first."""

    decided_at: datetime
    """The instant of the last decision about it (T1)."""

    totals: Totals
    """Sums over its history."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Closing: ("record", ""),
    Totals: ("record", ""),
    Account: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
