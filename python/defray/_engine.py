"""An open ledger, and how to open one."""

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
    UsageRecord,
    Verified,
    Workspace,
)
from ._values import Answer, Head, Request

__all__ = ["Engine", "create", "open", "open_in_memory"]

StrPath = str | os.PathLike[str]
Watcher = Callable[[Progress], object]


def open(
    path: StrPath,
    *,
    create: bool = False,
    check: Check = Check.FULL,
    clock: _native.ManualClock | None = None,
    expected: tuple[int, Head] | None = None,
    page_cache_bytes: int | None = None,
    cached_records: int | None = None,
    changed_records: int | None = None,
) -> Engine:
    """Opens a ledger file; with `create`, makes it if there is none of that name.

    `expected` is the journal's end as the host knows it, a position and the head after it: a file that does not have it is an older copy or
    another one, and is not opened. `clock`: where time comes from, by default the operating system.

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
        cached_records=cached_records,
        changed_records=changed_records,
    )


def create(path: StrPath, *, clock: _native.ManualClock | None = None) -> Engine:
    """Creates a ledger file, which must not exist, and opens it. A crash leaves a whole ledger or none."""
    return Engine(path, "create", clock=clock)


def open_in_memory(*, clock: _native.ManualClock | None = None) -> Engine:
    """Opens an empty ledger that is gone when it is closed."""
    return Engine(None, "open", clock=clock)


class Engine(_native.Engine, CommandMethods):
    """A ledger, open. Made by `defray.open`, `defray.create` and `defray.open_in_memory`; close it, or use it in a `with`.

    Any number of threads may use it at once: writers share a commit, readers never wait for them. It is no use in a process forked from
    the one that opened it. In asyncio, call it through `asyncio.to_thread`.

    It answers every question of its present snapshot; take a `snapshot()` for several answers that belong together.
    """

    __slots__ = ("__weakref__",)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        # Nothing acknowledged depends on it, but the file stays locked until then.
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
        """Proves a delivery of a marketplace, records it, and makes the answer: all that a host does with one delivery.

        A rejected delivery and an error of the ledger are in the result, because both have an answer.
        `docs/marketplaces.md` has a table of deliveries, what is recorded, and answers.

        `at`: the instant of the decision (T1), aware; absent: the engine's clock.

        `access`: the access data that the buyer's console shows of an instance, such as `frontEndUrl`.

        `keep_rejected`: whether rejected deliveries are recorded in the ledger. Strangers can send any number of them.

        >>> import defray
        >>> from defray import Provider, marketplaces
        >>> target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7"
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
        """The chain's head after the last entry."""
        return self.snapshot().head

    def account(self, id: str, /) -> Account:
        """The account of that id, with its wallet."""
        return self.snapshot().account(id)

    def workspace(self, id: str, /) -> Workspace:
        """The workspace of that site and id, such as `cn1-hangzhou/ws-1`."""
        return self.snapshot().workspace(id)

    def cloud_account(self, id: str, /) -> CloudAccount:
        """The cloud account of that id."""
        return self.snapshot().cloud_account(id)

    def bill(self, id: str, /) -> BillRecord:
        """A bill with its receipt, reversals and corrections."""
        return self.snapshot().bill(id)

    def outlook(self, bill: str, /) -> Plan | None:
        """How the funds would pay a held bill now; None while the cloud account that should pay is suspended."""
        return self.snapshot().outlook(bill)

    def outbox_message(self, number: EntryPosition, /) -> OutboxMessage:
        """An outbox_message, owed or met: by its number."""
        return self.snapshot().outbox_message(number)

    def meter(self, cloud_account: str, /) -> Meter:
        """What a cloud account's provider has of its charges, what is on its way, and what waits; of one never charged, nothing."""
        return self.snapshot().meter(cloud_account)

    def pending_charges(self, cloud_account: str, /) -> tuple[Charge, ...]:
        """The charges of a cloud account that its provider does not have yet, oldest first: nothing or only a part of each was accepted."""
        return self.snapshot().pending_charges(cloud_account)

    def usage_record(self, number: EntryPosition, /) -> UsageRecord:
        """A usage record, whatever became of it (N2): by its number."""
        return self.snapshot().usage_record(number)

    def charges_of(self, number: EntryPosition, /) -> tuple[tuple[Charge, _native.Money], ...]:
        """The charges that a usage record carries, oldest first, each with the part of it that it carries. Of a void record: what it
        carried, less what was given back since.
        """
        return self.snapshot().charges_of(number)

    def shares_of(self, number: EntryPosition, /) -> dict[str, int]:
        """Whose part of a usage record's quantity is how much, by workspace: whole units that together are the quantity."""
        return self.snapshot().shares_of(number)

    def policy(self, account: str, /) -> Policy:
        """The policy that an account is under: its own, or the file's."""
        return self.snapshot().policy(account)

    def lots(self, account: str, /) -> tuple[Lot, ...]:
        """All lots of an account: open ones first, in paying order (W4), then the others by id."""
        return self.snapshot().lots(account)

    def payer_at(self, workspace: str, at: datetime, /) -> PayerInterval:
        """Who pays usage of a workspace that begins at `at`."""
        return self.snapshot().payer_at(workspace, at)

    def next_deadline(self) -> datetime | None:
        """When `advance` should be called next: the earliest instant at which something falls due; None if nothing will."""
        return self.snapshot().next_deadline()

    def entry(self, position: int, /) -> tuple[Entry, Head]:
        """One entry of the journal, and the chain's head after it."""
        return self.snapshot().entry(position)

    def journal(self, start: int = 1, /) -> Iterator[tuple[Entry, Head]]:
        """The journal from a position on (the first is 1): pairs of an entry and the chain's head after it."""
        return self.snapshot().journal(start)

    def accounts(self) -> Iterator[Account]:
        """All accounts, by id."""
        return self.snapshot().accounts()

    def workspaces_of(self, account: str, /) -> Iterator[Workspace]:
        """The workspaces of an account, by site and id; dissolved ones are no longer among them."""
        return self.snapshot().workspaces_of(account)

    def cloud_accounts_of(self, account: str, /) -> Iterator[CloudAccount]:
        """The cloud accounts of an account, ended ones included, by id."""
        return self.snapshot().cloud_accounts_of(account)

    def held_bills_of(self, account: str, /) -> Iterator[BillRecord]:
        """The bills of an account that wait, oldest first."""
        return self.snapshot().held_bills_of(account)

    def outbox(self) -> Iterator[OutboxMessage]:
        """What is still owed to the world, oldest first (N3)."""
        return self.snapshot().outbox()

    def meters(self) -> Iterator[Meter]:
        """The meters of all cloud accounts that were ever charged, by cloud account."""
        return self.snapshot().meters()

    def usage_records_of(self, cloud_account: str, /) -> Iterator[UsageRecord]:
        """The usage records of a cloud account, oldest first."""
        return self.snapshot().usage_records_of(cloud_account)

    def expect_head(self, position: int, head: Head, /) -> None:
        """Checks that the journal had `head` after `position`: otherwise this is an older copy or another file."""
        self.snapshot().expect_head(position, head)

    def as_of(self, at: datetime, /, *, progress: Watcher | None = None) -> _native.Snapshot:
        """Records as they were known at `at`: with every decision made by then. Reads the whole journal."""
        return self.snapshot().as_of(at, progress=progress)

    def as_of_position(self, position: int, /, *, progress: Watcher | None = None) -> _native.Snapshot:
        """Records as they were after journal position `position`. Reads the journal up to there."""
        return self.snapshot().as_of_position(position, progress=progress)

    def statement(
        self, account: str, start: datetime, end: datetime, /, *, progress: Watcher | None = None
    ) -> Statement:
        """What moved on an account from `start` up to, not including, `end`, with the balances before and after."""
        return self.snapshot().statement(account, start, end, progress=progress)

    def verify(self, *, progress: Watcher | None = None) -> Verified:
        """Proves the ledger (A4) while others go on working; see `Snapshot.verify`."""
        return self.snapshot().verify(progress=progress)

    def statistics(self) -> Statistics:
        """Counts what there is. Reads every key."""
        return self.snapshot().statistics()

    def table(
        self,
        name: Literal["payments", "bills", "accounts", "lots", "timeline", "cloud_accounts", "outbox", "journal"],
        /,
        *,
        account: str | None = None,
    ) -> _native.Table:
        """A table, that of one account or of all, for pandas, polars, pyarrow, duckdb, or as CSV."""
        return self.snapshot().table(name, account=account)

    def import_jsonl(
        self, source: StrPath | IO[bytes] | IO[str], /, *, actor: str | None = None, atomic: bool = False
    ) -> list[Answer | DefrayError]:
        """Submits the commands of a file of JSON Lines (`docs/commands/README.md`), in order, and gives an answer or an exception for each line.

        A line that is no command has its error in its place, and the others go ahead. With `atomic` all lines are done in one commit or
        none is: then the first error is raised, its `index` the line's place from 0. `actor` is named where a line names nobody.
        """
        if isinstance(source, (str, os.PathLike)):
            with builtins.open(source, "rb") as file:
                return self._import(file, actor, atomic)
        return self._import(source, actor, atomic)

    def _import(self, file: IO[bytes] | IO[str], actor: str | None, atomic: bool) -> list[Answer | DefrayError]:
        per_commit = 1_024
        given: list[Answer | DefrayError] = []
        places: list[int] = []
        batch: list[Request] = []

        def submit() -> None:
            for place, answer in zip(places, self.submit_all(batch, atomic=atomic, actor=actor), strict=True):
                if isinstance(answer, DefrayError):
                    answer.index = place
                given[place] = answer
            places.clear()
            batch.clear()

        for line in file:
            if not line.strip():
                continue
            place = len(given)
            try:
                request = _native.read_command(line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n"))
            except DefrayError as error:
                error.index = place
                if atomic:
                    raise
                given.append(error)
                continue
            given.append(_PENDING)  # Its answer comes with the batch.
            places.append(place)
            batch.append(request)
            if len(batch) == per_commit and not atomic:
                submit()
        submit()
        return given


_PENDING: Any = None
