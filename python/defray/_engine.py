"""The engine, and the functions that open a ledger."""

from __future__ import annotations

import builtins
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import TracebackType
from typing import IO, Any, Literal, Self

from . import _native, marketplaces
from ._commands import CommandMethods
from ._errors import DefrayError
from ._records import (
    Account,
    BillRecord,
    Charge,
    Check,
    CloudAccount,
    Entry,
    Lot,
    Memory,
    Meter,
    OutboxMessage,
    EntryPosition,
    Plan,
    Policy,
    Progress,
    Provider,
    Statement,
    Statistics,
    PayerInterval,
    UnmatchedSubscription,
    UsageRecord,
    Verified,
    Workspace,
)
from ._values import Answer, Head, Request

__all__ = ["Engine", "create", "open", "open_in_memory"]

StrPath = str | os.PathLike[str]
ProgressCallback = Callable[[Progress], object]


def open(
    path: StrPath,
    *,
    create: bool = False,
    check: Check = Check.FULL,
    clock: _native.ManualClock | None = None,
    expected: tuple[int, Head] | None = None,
    page_cache_bytes: int | None = None,
    cached_bytes: int | None = None,
    changed_bytes: int | None = None,
    simulate: bool = False,
    threads: bool = True,
    read_only: bool = False,
    progress: ProgressCallback | None = None,
) -> Engine:
    """Opens a ledger file.

    `create`: whether the file is created when it does not exist.

    `check`: how much of the file is compared with its checksums at opening.

    `clock`: the clock that gives the recording time, and the time of commands without an instant; absent: the clock of
    the operating system.

    `expected`: a journal position and the head after it, as the host stored them earlier. A file without them is an
    older copy or a different ledger, and is not opened.

    `page_cache_bytes`: memory for cached pages of the file, in bytes; absent: 64 MiB.

    `cached_bytes`: memory for records that are kept after they were read, in bytes, estimated; absent: 64 MiB.

    `changed_bytes`: memory for changed records, in bytes, estimated. When they take more, a checkpoint writes them to
    the file; absent: 32 MiB. A larger number makes the first open after a crash slower.

    `simulate`: whether commands may have instants that are ahead of the clock (T1). Each entry records that it was made
    in a simulation. Simulate with a copy of the file, because an instant in the future expires vouchers and locks
    accounts. Otherwise such a command is refused (`at_in_future`).

    `threads`: whether the engine may start threads: for sweeps, for merges of what large commits changed, and to commit
    for several threads that submit at the same time. They end when the engine is closed. Otherwise the calling threads
    do all of it in turns.

    `read_only`: whether the file is opened for reading only. It then needs no write permission and is not changed,
    several processes can read it at the same time, and every command raises `EnvironmentFailure` (`read_only`).

    `progress`: a function that is called periodically with the `Progress` while a file of format 2 is converted. An
    exception that it raises stops the conversion, and the file stays as it is.

    Raises `EnvironmentFailure` when the file does not exist (`file_missing`), is open in another engine (`file_locked`)
    or cannot be opened, or when it must be migrated and is opened for reading only (`needs_migration`). Raises
    `CorruptError` when it is damaged, is not a ledger, has another format, or does not
    contain `expected` (`head_mismatch`).

    >>> import tempfile, pathlib
    >>> from defray import Money
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "ledger.defray"
    >>> with open(path, create=True) as db:
    ...     done = db.open_account("acme", currency="CNY")
    ...     done = db.top_up("acme", amount=Money("100.50", "CNY"), idempotency_key="wire-7")
    ...     print(db.account("acme").cash)
    100.5 CNY
    """
    return Engine(
        path,
        "open_or_create" if create else "open",
        check=check,
        clock=clock,
        expected=expected,
        page_cache_bytes=page_cache_bytes,
        cached_bytes=cached_bytes,
        changed_bytes=changed_bytes,
        simulate=simulate,
        threads=threads,
        read_only=read_only,
        progress=progress,
    )


def create(path: StrPath, *, clock: _native.ManualClock | None = None, simulate: bool = False) -> Engine:
    """Creates a ledger file and opens it. After a crash the file is complete or does not exist.

    `clock` and `simulate`: as in `open`.

    Raises `EnvironmentFailure` when the file exists (`file_exists`) or cannot be created.
    """
    return Engine(path, "create", clock=clock, simulate=simulate)


def open_in_memory(*, clock: _native.ManualClock | None = None, simulate: bool = False) -> Engine:
    """Opens a new ledger in memory. Its data are lost when it is closed. `clock` and `simulate`: as in `open`."""
    return Engine(None, "open", clock=clock, simulate=simulate)


class Engine(_native.Engine, CommandMethods):
    """An open ledger. `defray.open`, `defray.create` and `defray.open_in_memory` return one. Close it, or use it as a
    context manager.

    Any number of threads may use it at the same time: writers share a commit, and readers never wait for writers. A
    process that is forked after the ledger was opened cannot use it. In asyncio, use it through `asyncio.to_thread`.

    Each query reads the records after the last commit. Take a `snapshot()` for several queries of the same records.

    Every method raises `ClosedError` after the ledger is closed and `ForkedError` in a forked child. It raises
    `WrongTypeError` or `MisuseError` for an argument of a wrong type or value, and `EnvironmentFailure` or
    `CorruptError` when the file cannot be read. Other exceptions are documented at each method; those of a query at the
    method of `Snapshot` with its name.
    """

    __slots__ = ("__weakref__",)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        # Acknowledged commands are on disk without a close, but the file is locked until the close.
        if not self.closed and not self.forked:
            warnings.warn(f"{self!r} was never closed", ResourceWarning, stacklevel=2, source=self)

    def __repr__(self) -> str:
        state = ", closed" if self.closed else ""
        return f"<defray.Engine {self.path if self.path is not None else 'in memory'}{state}>"

    def receive(
        self,
        provider: Provider,
        delivery: marketplaces.Delivery,
        trust: marketplaces.Trust,
        /,
        *,
        at: datetime | None = None,
        access: Mapping[str, str] | None = None,
        keep_rejected: bool = False,
    ) -> marketplaces.Received:
        """Verifies a marketplace delivery, records it, and makes the reply: everything that a host does with one
        delivery.

        A rejected delivery and an error of the ledger are in the result, because both have a reply.
        `docs/marketplaces.md` has a table of deliveries, recorded messages and replies.

        `at`: the instant of the decision (T1), aware; absent: the engine's clock.

        `access`: the access data that the buyer's console shows of an instance, such as `frontEndUrl`.

        `keep_rejected`: whether rejected deliveries are recorded in the ledger. Strangers can send any number of them.

        Raises `MisuseError` when a value of `trust` or of the delivery has a wrong type.

        >>> import defray
        >>> from defray import Provider, marketplaces
        >>> target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false"
        >>> target += "&token=12317a5ad7d2428e1069ad4a5c81a7f7"
        >>> call = marketplaces.Delivery(method="GET", target=target)
        >>> with defray.open_in_memory() as db:
        ...     received = db.receive(Provider.ALI_CLOUD, call, marketplaces.Trust(secrets=["isvkey"]))
        >>> received.results[0].disposition
        <MessageDisposition.UNMATCHED: 'unmatched'>
        >>> received.reply.body
        '{"success":"true"}'
        """
        return marketplaces.receive(
            self, provider, delivery, trust, at=at, access=access, keep_rejected=keep_rejected
        )

    @property
    def position(self) -> int:
        """The last journal position; 0 before the first entry."""
        return self.snapshot().position

    @property
    def head(self) -> Head:
        """The head of the hash chain after the last entry."""
        return self.snapshot().head

    def account(self, id: str, /) -> Account:
        """The account with this id, with its wallet."""
        return self.snapshot().account(id)

    def workspace(self, id: str, /) -> Workspace:
        """The workspace with this site and id, such as `cn1-hangzhou/ws-1`."""
        return self.snapshot().workspace(id)

    def cloud_account(self, id: str, /) -> CloudAccount:
        """The cloud account with this id."""
        return self.snapshot().cloud_account(id)

    def bill(self, id: str, /) -> BillRecord:
        """The bill with this id, with its receipt, reversals and corrections."""
        return self.snapshot().bill(id)

    def outlook(self, bill: str, /) -> Plan | None:
        """The plan that would pay a held bill from the present funds; None while the cloud account that should pay is
        suspended (P3).
        """
        return self.snapshot().outlook(bill)

    def outbox_message(self, number: EntryPosition, /) -> OutboxMessage:
        """The outbox message with this number, pending or acknowledged (N3)."""
        return self.snapshot().outbox_message(number)

    def meter(self, cloud_account: str, /) -> Meter:
        """The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait.
        All sums are zero when the cloud account was never charged.
        """
        return self.snapshot().meter(cloud_account)

    def pending_charges(self, cloud_account: str, /) -> tuple[Charge, ...]:
        """The charges of a cloud account that its provider has not accepted in full, oldest first."""
        return self.snapshot().pending_charges(cloud_account)

    def usage_record(self, number: EntryPosition, /) -> UsageRecord:
        """The usage record with this number, in any state (N2)."""
        return self.snapshot().usage_record(number)

    def charges_of(self, number: EntryPosition, /) -> tuple[tuple[Charge, _native.Money], ...]:
        """The charges that a usage record covers, oldest first, each with the amount that it covers. Of a void record:
        what it covered, less later refunds.
        """
        return self.snapshot().charges_of(number)

    def shares_of(self, number: EntryPosition, /) -> dict[str, int]:
        """The share of each workspace in the quantity of a usage record, in whole units, in order of the workspaces.
        The sum of the shares is the quantity.
        """
        return self.snapshot().shares_of(number)

    def policy(self, account: str, /) -> Policy:
        """The policy that applies to an account: its own, or the default of the ledger."""
        return self.snapshot().policy(account)

    def lots(self, account: str, /) -> tuple[Lot, ...]:
        """All lots of an account: open ones first, in paying order (W4), then the others by id."""
        return self.snapshot().lots(account)

    def payer_at(self, workspace: str, at: datetime, /) -> PayerInterval:
        """The payer of usage of a workspace that begins at `at` (P1)."""
        return self.snapshot().payer_at(workspace, at)

    def next_deadline(self) -> datetime | None:
        """The instant at which the host should call `advance` next: the earliest deadline of all accounts; None when
        there is none.
        """
        return self.snapshot().next_deadline()

    def entry(self, position: int, /) -> tuple[Entry, Head]:
        """The journal entry at `position`, from 1, and the head of the hash chain after it."""
        return self.snapshot().entry(position)

    def journal(self, start: int = 1, /) -> Iterator[tuple[Entry, Head]]:
        """The journal entries from the position `start`, in order; the first position is 1. Each item is a pair of an
        entry and the head of the hash chain after it.
        """
        return self.snapshot().journal(start)

    def journal_of(self, account: str, start: int = 1, /) -> Iterator[tuple[Entry, Head]]:
        """The journal entries from the position `start` that concern an account, in order; the first position is 1.
        Each item is a pair of an entry and the head of the hash chain after it. Reads no other entries.
        """
        return self.snapshot().journal_of(account, start)

    def accounts(self) -> Iterator[Account]:
        """All accounts, in order of their ids."""
        return self.snapshot().accounts()

    def workspaces_of(self, account: str, /) -> Iterator[Workspace]:
        """The workspaces of an account, in order of site and id, without dissolved ones."""
        return self.snapshot().workspaces_of(account)

    def cloud_accounts_of(self, account: str, /) -> Iterator[CloudAccount]:
        """The cloud accounts of an account, also ended ones, in order of their ids."""
        return self.snapshot().cloud_accounts_of(account)

    def held_bills_of(self, account: str, /) -> Iterator[BillRecord]:
        """The held bills of an account (P3, W7), oldest first."""
        return self.snapshot().held_bills_of(account)

    def outbox(self) -> Iterator[OutboxMessage]:
        """The outbox messages that are not acknowledged yet, oldest first (N3)."""
        return self.snapshot().outbox()

    def unmatched(self) -> Iterator[UnmatchedSubscription]:
        """The subscriptions with signals that wait for a link, in order of their identities, each with what a link has
        to name. To see what is due, ask the snapshot of `seen`.
        """
        return self.snapshot().unmatched()

    def meters(self) -> Iterator[Meter]:
        """The meters of all cloud accounts that were ever charged, in order of the cloud accounts."""
        return self.snapshot().meters()

    def usage_records_of(self, cloud_account: str, /) -> Iterator[UsageRecord]:
        """The usage records of a cloud account, oldest first."""
        return self.snapshot().usage_records_of(cloud_account)

    def expect_head(self, position: int, head: Head, /) -> None:
        """Checks that the journal had `head` after `position`. Raises `CorruptError` with the code `head_mismatch` when
        it did not: the file is an older copy or a different ledger.
        """
        self.snapshot().expect_head(position, head)

    def migrated_from(self) -> tuple[int, Head] | None:
        """The last position of the journal in format 2 from which the ledger was converted, and the head after it
        there; None when it was not converted. `expect_head` still accepts a head of format 2.
        """
        return self.snapshot().migrated_from()

    def as_of(self, at: datetime, /, *, progress: ProgressCallback | None = None) -> _native.Snapshot:
        """A snapshot of the records as they were known at `at`, after every decision made by then. Its own journal is
        empty. Reads the whole journal.

        `progress`: is called periodically; an exception from it, or Ctrl-C, ends the operation and is raised.
        """
        return self.snapshot().as_of(at, progress=progress)

    def as_of_position(self, position: int, /, *, progress: ProgressCallback | None = None) -> _native.Snapshot:
        """A snapshot of the records as they were after the journal position `position`. Its own journal is empty. Reads
        the journal up to there. `progress`: as in `as_of`.
        """
        return self.snapshot().as_of_position(position, progress=progress)

    def seen(self, at: datetime, /) -> _native.Snapshot:
        """A snapshot of the records with everything that is due at `at`, as if it were recorded: lots have expired,
        accounts are locked, cloud accounts are closed, as the next decision about each account sees them. The journal
        and the outbox are those of the present.
        """
        return self.snapshot().seen(at)

    def statement(
        self, account: str, start: datetime, end: datetime, /, *, progress: ProgressCallback | None = None
    ) -> Statement:
        """The movements of an account from `start` up to, not including, `end`, with the balances before and after, and
        the bills that are held at its end. Reads the whole journal. `progress`: as in `as_of`.
        """
        return self.snapshot().statement(account, start, end, progress=progress)

    def verify(self, *, progress: ProgressCallback | None = None) -> Verified:
        """Verifies the ledger (A4), while other threads can continue to submit; see `Snapshot.verify`. `progress`: as
        in `as_of`.
        """
        return self.snapshot().verify(progress=progress)

    def statistics(self) -> Statistics:
        """The number of journal entries, and of records of each kind, and the memory that the open ledger takes. Reads
        every key.
        """
        return self.snapshot().statistics()

    def memory(self) -> Memory:
        """The memory that the open ledger takes, in bytes. It is quick: nothing is read from the file."""
        return self.snapshot().memory()

    def table(
        self,
        name: Literal[
            "payments",
            "bills",
            "accounts",
            "lots",
            "timeline",
            "cloud_accounts",
            "outbox",
            "held",
            "journal",
            "unmatched",
        ],
        /,
        *,
        account: str | None = None,
    ) -> _native.Table:
        """A table for pandas, polars, pyarrow, duckdb or CSV, with the rows of all accounts or of one. `account`: the
        id of an account; absent: all accounts.
        """
        return self.snapshot().table(name, account=account)

    def import_jsonl(
        self, source: StrPath | IO[bytes] | IO[str], /, *, actor: str | None = None, atomic: bool = False
    ) -> list[Answer | DefrayError]:
        """Submits the commands of a file of JSON Lines (`docs/commands/README.md`), in order. Returns an answer or an
        exception for each line that is not empty.

        Without `atomic`, a wrong line has its exception in the list, and the other lines are submitted. With `atomic`,
        all lines are executed in one commit, or none is and the first error is raised. The `index` of an error is the
        position of its line among the lines that are not empty, from 0.

        `actor`: the actor of lines without one.

        Raises `OSError` when the file cannot be read.
        """
        if isinstance(source, (str, os.PathLike)):
            with builtins.open(source, "rb") as file:
                return self._import(file, actor, atomic)
        return self._import(source, actor, atomic)

    def _import(self, file: IO[bytes] | IO[str], actor: str | None, atomic: bool) -> list[Answer | DefrayError]:
        per_commit = 1_024
        results: list[Answer | DefrayError] = []
        indexes: list[int] = []
        batch: list[Request] = []

        def submit() -> None:
            for index, answer in zip(indexes, self.submit_all(batch, atomic=atomic, actor=actor), strict=True):
                if isinstance(answer, DefrayError):
                    answer.index = index
                results[index] = answer
            indexes.clear()
            batch.clear()

        for line in file:
            if not line.strip():
                continue
            index = len(results)
            try:
                request = _native.read_command(line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n"))
            except DefrayError as error:
                error.index = index
                if atomic:
                    raise
                results.append(error)
                continue
            results.append(_PENDING)  # `submit` replaces it.
            indexes.append(index)
            batch.append(request)
            if len(batch) == per_commit and not atomic:
                submit()
        submit()
        return results


# Holds the place of an answer until its batch is submitted.
_PENDING: Any = None
