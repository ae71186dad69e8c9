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
    "HeldBill",
    "Memory",
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
    """How much of the file is compared with its checksums when it is opened."""

    FULL = "full"
    """The whole file, at about one gigabyte per second. Damage is found before any answer depends
    on it.
    """

    QUICK = "quick"
    """Nothing at opening. Each page is checked when it is read."""


@dataclass(frozen=True, slots=True)
class PriorResultBill:
    """The bill was recorded before (P4)."""

    value: BillRecord


@dataclass(frozen=True, slots=True)
class PriorResultReversal:
    """The reversal was recorded before."""

    value: Reversal


@dataclass(frozen=True, slots=True)
class PriorResultUsageRecord:
    """The usage record was requested before and has no answer yet."""

    value: UsageRecord


@dataclass(frozen=True, slots=True)
class PriorResultMessage:
    """The marketplace message was received before, with this disposition."""

    value: MessageDisposition


@dataclass(frozen=True, slots=True)
class PriorResultNothing:
    """Nothing has fallen due, there is nothing to meter, the message was acknowledged before, or
    the name or the settings are the same already.
    """


PriorResult: TypeAlias = (
    PriorResultBill
    | PriorResultReversal
    | PriorResultUsageRecord
    | PriorResultMessage
    | PriorResultNothing
)
"""The result of an earlier, identical command. Nothing changes, and nothing is recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted command and its events."""

    position: int = field(kw_only=False)
    """The position in the journal, from 1."""

    at: datetime
    """The decision instant (T1)."""

    asked_at: datetime
    """The instant that the caller gave. Without one, the time of the engine's clock."""

    recorded_at: datetime
    """The time of the engine's clock when the entry was recorded."""

    actor: str | None
    """Who submitted the command, if the caller said so."""

    idempotency_key: str | None
    """The idempotency key of the command, if the caller gave one (A2)."""

    command: Command
    """The accepted command."""

    events: tuple[Event, ...]
    """The events of the command, in order; at least one."""

    rules: int
    """The version of the rules under which the command was decided."""

    simulated: bool = False
    """`true` when the ledger was open for simulation: `at` may be ahead of `recorded_at` by any
    time (T1).
    """


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
class HeldBill:
    """A bill that is recorded and waits to be paid (P3, W7)."""

    bill: str = field(kw_only=False)
    """The bill."""

    workspace: str
    """The workspace whose usage the bill is for."""

    amount: Money
    """The amount of the bill, zero or more."""

    reason: HoldReason
    """The reason why the bill waits."""

    since: datetime
    """The instant since which the bill waits. When the reason changes, it stays the same."""


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

    held: tuple[HeldBill, ...]
    """The bills that are held at the end of the period, in the order in which they began to be
    held. They are not paid from any balance yet.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSettled:
    """The bill would be paid, or was paid already."""

    receipt: Receipt = field(kw_only=False)
    """Who pays, out of which funds, and why."""

    known: bool
    """`true` when the bill was settled already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewHeld:
    """The bill would be held, or is held already."""

    reason: HoldReason = field(kw_only=False)
    """Why the bill is held."""

    since: datetime
    """Since when the bill is held. For a new bill: the decision instant (T1)."""

    known: bool
    """`true` when the bill is held already."""


@dataclass(frozen=True, slots=True)
class PreviewCancelled:
    """The bill is known and was cancelled."""


Preview: TypeAlias = (
    PreviewSettled
    | PreviewHeld
    | PreviewCancelled
)
"""The result that settling a bill would have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress of a long operation."""

    done: int = field(kw_only=False)
    """The number of journal entries or records that are done."""

    of: int
    """The number of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The result of a verification."""

    entries: int = field(kw_only=False)
    """The number of journal entries. Their hash chain is intact."""

    decided_again: int
    """The number of entries that were decided under the current version of the rules. Each command
    produced the same events again.
    """

    checked_by_events: int
    """The number of entries that were decided under an older version of the rules. Their commands
    are not decided again. Their events produce the records, together with all other entries.
    """

    records: int
    """The number of records. Each is equal to the record that the journal produces."""

    accounts: int
    """The number of accounts. In each of them money is conserved exactly (A3)."""

    simulated: int
    """The number of entries that were made in a simulation. Their instants may be ahead of the
    clock (T1).
    """

    head: Head
    """The head of the hash chain at the end. A later file that does not contain it does not
    continue this ledger.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The memory that an open ledger takes, and the log in its file, in bytes, when the snapshot
    was taken. The sizes of records are estimates. What a snapshot alone keeps is not counted, and
    neither is the cache of pages of the file (`page_cache_bytes` of the options bounds it).
    """

    changed_bytes: int = field(kw_only=False)
    """Records that changed since the last sweep began, and those that the last sweep wrote, in
    bytes.
    """

    changed_bytes_max: int
    """The bound of `changed_bytes`: twice `changed_bytes` of the options, for the records of the
    last sweep and the newer ones. A commit can exceed each half.
    """

    cached_bytes: int
    """Unchanged records that are kept for the next decisions, and filters that say which bills are
    known, in bytes.
    """

    cached_bytes_max: int
    """The bound of `cached_bytes`: `cached_bytes` of the options."""

    unswept_entry_bytes: int
    """Journal entries that are not in the tables of the file yet, in bytes."""

    unswept_entry_bytes_max: int
    """The bound of `unswept_entry_bytes`: the entries that the log has room for. It grows with the
    log. One commit can exceed it.
    """

    entry_cache_bytes: int
    """Journal entries that were read for repeated commands and for settled bills and are kept, in
    bytes.
    """

    entry_cache_bytes_max: int
    """The bound of `entry_cache_bytes`."""

    log_used_bytes: int
    """The part of the log in the file that is in use, in bytes. The log has two copies of each
    commit that is not in the tables yet.
    """

    log_bytes: int
    """The size of the log in the file, in bytes. It grows with the journal, up to 64 MiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Statistics of a ledger."""

    entries: int = field(kw_only=False)
    """The number of journal entries."""

    head: Head
    """The head of the hash chain at the end."""

    checkpoint: int
    """The position of the last checkpoint. The first open after a crash decides the commands after
    it again.
    """

    records: Mapping[str, int]
    """The number of records, by kind."""

    memory: Memory
    """The memory that the open ledger takes, and its log."""


class ErrorClass(StrEnum):
    """The class of an error: what failed, and what the caller can do about it."""

    REFUSED = "refused"
    """A rule refused the command. Nothing changed. Send a different command."""

    MISUSE = "misuse"
    """An argument is not valid. Nothing changed. Correct the calling program."""

    ENVIRONMENT = "environment"
    """The disk, a permission or a file lock prevented the operation. Nothing changed. Remove the
    cause and try again.
    """

    UNKNOWN = "unknown"
    """The commit failed, and it is not known whether it happened. Open the file again and repeat
    the command with the same idempotency key.
    """

    CORRUPT = "corrupt"
    """The file is damaged. Restore a backup."""

    BUG = "bug"
    """A defect of defray. Please report it."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PriorResultBill: ("one", "bill"),
    PriorResultReversal: ("one", "reversal"),
    PriorResultUsageRecord: ("one", "usage_record"),
    PriorResultMessage: ("one", "message"),
    PriorResultNothing: ("name", "nothing"),
    Entry: ("record", ""),
    Balances: ("record", ""),
    Movement: ("record", ""),
    HeldBill: ("record", ""),
    Statement: ("record", ""),
    PreviewSettled: ("fields", "settled"),
    PreviewHeld: ("fields", "held"),
    PreviewCancelled: ("name", "cancelled"),
    Progress: ("record", ""),
    Verified: ("record", ""),
    Memory: ("record", ""),
    Statistics: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
