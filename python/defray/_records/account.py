"""The records of `account`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .._native import Money
from .fund import Lot
from .outbox import NotMeteredBills
from .policy import Policy
from .position import EntryPosition
from .standing import Standing

__all__ = [
    "Account",
    "Closing",
    "Language",
    "MailSettings",
    "NotMeteredDay",
    "Sending",
    "Suspension",
    "Totals",
]


class Language(StrEnum):
    """The language of a mail."""

    ENGLISH = "en"
    """The language English."""

    CHINESE = "zh"
    """Simplified Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The language and the time zone of the mails to an account."""

    language: Language | None = field(kw_only=False)
    """The language of the mails; absent: the default of the host."""

    time_zone: str | None
    """The time zone of the instants in the mails; absent: the default of the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The metering deadline of a closing cloud account."""

    deadline: datetime = field(kw_only=False)
    """The instant at which the cloud account closes."""

    cloud_account: str
    """The cloud account that closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the whole history of an account. They balance at every step (A3): see `invariants`.
    """

    topped_up: Money = field(kw_only=False)
    """The cash that was paid in."""

    vouchers: Money
    """The faces of all vouchers, issued or received as gifts."""

    cards: Money
    """The faces of cards that were granted or redeemed. A bought card is not counted: it was paid
    from cash.
    """

    cloud_paid: Money
    """The amount charged to cloud accounts, less refunds."""

    settled: Money
    """The amount of settled bills, less refunds."""

    expired: Money
    """The value that expired in lots."""

    voided: Money
    """The value of lots that were made void."""

    forfeited: Money
    """The value that was forfeited when the account was closed."""

    held: Money
    """The amount of bills that are held now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A usage record in flight that falls back when it has no answer in time."""

    until: datetime = field(kw_only=False)
    """The instant at which the usage record falls back."""

    record: EntryPosition
    """The number of the usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The next due instant of a suspended cloud account (P3)."""

    due: datetime = field(kw_only=False)
    """The instant of the notice or, after it, of the deadline."""

    cloud_account: str
    """The suspended cloud account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeteredDay:
    """The bills of a UTC day that came after the metering deadline of their cloud account (P2)."""

    day: datetime = field(kw_only=False)
    """The start of the UTC day in which the bills were settled."""

    cloud_accounts: tuple[NotMeteredBills, ...]
    """The bills of each cloud account, in order of its id, at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The customer's account, with its wallet. Lots that can no longer pay are separate records."""

    id: str = field(kw_only=False)
    """The id of the account."""

    currency: str
    """The currency of the account. It never changes."""

    opened_at: datetime
    """The instant at which the account was opened."""

    closed_at: datetime | None
    """The instant at which the account was closed permanently; absent: it is open."""

    policy: Policy | None
    """The policy of the account; absent: the default policy of the ledger applies."""

    cash: Money
    """The cash, never below zero."""

    overdraft: Money
    """The debt, never below zero. When it is at least one payable unit, the account is in arrears.
    """

    standing: Standing
    """The standing: good, in arrears or locked."""

    lots: tuple[Lot, ...]
    """The vouchers and cards that can pay, in the order in which they pay (W4)."""

    closings: tuple[Closing, ...]
    """The metering deadlines of its closing cloud accounts, earliest first."""

    decided_at: datetime
    """The instant of the last decision about the account (T1)."""

    totals: Totals
    """The sums over the history of the account."""

    sendings: tuple[Sending, ...]
    """The usage records in flight that fall back when they have no answer in time, earliest first
    (N2).
    """

    suspensions: tuple[Suspension, ...]
    """What falls due for its suspended cloud accounts, earliest first."""

    not_metered: NotMeteredDay | None
    """The bills of the present UTC day that came after a metering deadline (P2), for the
    notification at the end of the day; absent: there are none.
    """

    mail_settings: MailSettings | None
    """The language and the time zone of its mails; absent: the account has set neither."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    MailSettings: ("record", ""),
    Closing: ("record", ""),
    Totals: ("record", ""),
    Sending: ("record", ""),
    Suspension: ("record", ""),
    NotMeteredDay: ("record", ""),
    Account: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
