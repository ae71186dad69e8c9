"""The records of `engine`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from .._native import Money
from .._values import Head
from .bill import BillRecord, HoldReason, Reversal
from .command import Command
from .event import Event
from .fund import Fund
from .marketplace import MessageDisposition
from .metering import UsageRecord
from .receipt import Receipt

__all__ = [
    "Balances",
    "Check",
    "Entry",
    "ErrorClass",
    "Movement",
    "Preview",
    "PreviewCancelled",
    "PreviewHeld",
    "PreviewSettled",
    "PriorResult",
    "PriorResultBill",
    "PriorResultMessage",
    "PriorResultNothing",
    "PriorResultReversal",
    "PriorResultUsageRecord",
    "Progress",
    "Statement",
    "Statistics",
    "Verified",
]


class Check(StrEnum):
    """How much of the file is read and compared with its checksums when it is opened."""

    FULL = "full"
    """All of it, at about a gigabyte a second. Finds damage before any answer rests on it."""

    QUICK = "quick"
    """What is read is checked when it is read."""


@dataclass(frozen=True, slots=True)
class PriorResultBill:
    """The bill is known (P4)."""

    value: BillRecord


@dataclass(frozen=True, slots=True)
class PriorResultReversal:
    """The reversal is known."""

    value: Reversal


@dataclass(frozen=True, slots=True)
class PriorResultUsageRecord:
    """The usage record was asked for and not answered yet."""

    value: UsageRecord


@dataclass(frozen=True, slots=True)
class PriorResultMessage:
    """The marketplace message is known; this became of it."""

    value: MessageDisposition


@dataclass(frozen=True, slots=True)
class PriorResultNothing:
    """Nothing has fallen due, there is nothing to meter, or it was acknowledged before."""


PriorResult: TypeAlias = (
    PriorResultBill
    | PriorResultReversal
    | PriorResultUsageRecord
    | PriorResultMessage
    | PriorResultNothing
)
"""What came of a command before, found again: nothing happens now, and nothing is recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted command and what followed from it."""

    position: int = field(kw_only=False)
    """Its place in the journal, from 1."""

    at: datetime
    """The decision instant (T1)."""

    asked_at: datetime
    """The instant the caller gave, or the engine's clock if it gave none."""

    recorded_at: datetime
    """When the engine recorded it, by its clock."""

    actor: str | None
    """Who asked."""

    idempotency_key: str | None
    """The caller's own id for the command (A2)."""

    command: Command
    """What was asked."""

    events: tuple[Event, ...]
    """What happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """The balances of an account by fund."""

    ordinary_vouchers: Money = field(kw_only=False)
    """The value of all ordinary vouchers that can pay."""

    full_reduction_vouchers: Money
    """The value of all full-reduction vouchers that can pay."""

    cards: Money
    """The value of all stored-value cards that can pay."""

    cash: Money
    """The cash."""

    overdraft: Money
    """The debt of the account."""

    cloud_charged: Money
    """The amount charged to cloud accounts since the account was opened, less refunds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement on an account."""

    at: datetime = field(kw_only=False)
    """The decision instant (T1)."""

    position: int
    """The journal position."""

    event: str
    """The name of the event, such as `bill_settled`."""

    about: str
    """The bill, lot, account or reference that the event is about; empty for a top-up without a
    reference.
    """

    fund: Fund
    """The fund whose balance changed."""

    lot: str | None
    """The lot whose value changed; absent: the fund has no lots."""

    change: Money
    """The change of the fund's balance. For the overdraft, the change of the debt; for the cloud
    account, the change of the amount that was charged.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What moved on an account in a period."""

    account: str = field(kw_only=False)
    """The account."""

    currency: str
    """The currency of the account."""

    from_: datetime
    """The first instant of the period."""

    to: datetime
    """The first instant after the period."""

    opening: Balances
    """The balances before the period."""

    movements: tuple[Movement, ...]
    """Every movement of the period, in order of the journal. `closing` is `opening` plus all of
    them, exactly.
    """

    closing: Balances
    """The balances after the period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSettled:
    """It would be paid like this."""

    receipt: Receipt = field(kw_only=False)
    """Who would pay, out of which money, and why."""

    known: bool
    """Whether this is what happened already: the bill is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewHeld:
    """It would wait."""

    reason: HoldReason = field(kw_only=False)
    """Why."""

    since: datetime
    """From when on: the decision instant (T1), or when it was held."""

    known: bool
    """Whether it waits already."""


@dataclass(frozen=True, slots=True)
class PreviewCancelled:
    """It is known and was cancelled."""


Preview: TypeAlias = (
    PreviewSettled
    | PreviewHeld
    | PreviewCancelled
)
"""What settling a bill would give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a long work has come."""

    done: int = field(kw_only=False)
    """Journal entries or records done."""

    of: int
    """Of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was verified."""

    entries: int = field(kw_only=False)
    """Journal entries whose chain holds and whose commands led to the same events again."""

    records: int
    """LayeredRecords that are the same again."""

    accounts: int
    """Accounts whose money is conserved to the last decimal (A3)."""

    head: Head
    """The chain's head at the end. Keep it: a later file that does not contain it is not this one's
    successor.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Figures about a ledger."""

    entries: int = field(kw_only=False)
    """Journal entries."""

    head: Head
    """The chain's head at the end."""

    checkpoint: int
    """Up to which entry records are written to their table; newer ones are decided again on opening
    after a crash.
    """

    records: Mapping[str, int]
    """LayeredRecords by kind."""


class ErrorClass(StrEnum):
    """Whose fault an error is, and so what to do about it."""

    REFUSED = "refused"
    """A rule said no. Nothing changed; ask for something else."""

    MISUSE = "misuse"
    """The caller's input makes no sense. Nothing changed; mend the caller."""

    ENVIRONMENT = "environment"
    """Disk, permissions, locks. Nothing changed; mend the surroundings and try again."""

    UNKNOWN = "unknown"
    """The commit failed in the middle: it may or may not have happened. Open the file again and
    repeat the command with the same idempotency key.
    """

    CORRUPT = "corrupt"
    """The file is damaged. Restore a backup."""

    BUG = "bug"
    """Ours. Please report it."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PriorResultBill: ("one", "bill"),
    PriorResultReversal: ("one", "reversal"),
    PriorResultUsageRecord: ("one", "usage_record"),
    PriorResultMessage: ("one", "message"),
    PriorResultNothing: ("name", "nothing"),
    Entry: ("record", ""),
    Balances: ("record", ""),
    Movement: ("record", ""),
    Statement: ("record", ""),
    PreviewSettled: ("fields", "settled"),
    PreviewHeld: ("fields", "held"),
    PreviewCancelled: ("name", "cancelled"),
    Progress: ("record", ""),
    Verified: ("record", ""),
    Statistics: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
