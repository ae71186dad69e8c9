"""The lifecycle of a ledger in Python: opening, closing, snapshots, iterators, threads, forks, Ctrl-C, `kill -9`."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import io
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import defray
import pytest
from conftest import DAY, START, bill, set_up_account
from defray import Check, ClosedError, Engine, EnvironmentFailure, Head, ManualClock, Money, Progress, TopUp


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Starts a second process that imports the same installed package."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(script), *map(str, arguments)]
    folders = os.pathsep.join([str(Path(defray.__file__).parents[1]), str(Path(__file__).parent)])
    environment = {**os.environ, "PYTHONPATH": folders}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def finished(process: subprocess.Popen[str], seconds: float = 60) -> str:
    """The output of a process that must end without an error."""
    out, err = process.communicate(timeout=seconds)
    assert process.returncode == 0, err
    return out


def test_a_file_is_created_opened_and_kept(path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as missing:
        defray.open(path)
    assert missing.value.code == "file_missing"
    with defray.create(path) as db:
        set_up_account(db)
        position, head = db.position, db.head
        assert os.fspath(db.path or "") == str(path) and str(path) in repr(db)
    assert db.closed and "closed" in repr(db)
    with pytest.raises(EnvironmentFailure) as exists:
        defray.create(path)
    assert exists.value.code == "file_exists"
    with defray.open(path, create=True, check=Check.QUICK, expected=(position, head)) as db:
        assert db.account("acme").cash == Money("100.50", "CNY")
        db.expect_head(position, head)
        with pytest.raises(EnvironmentFailure) as locked:
            defray.open(path)
        assert locked.value.code == "file_locked"
    with pytest.raises(defray.CorruptError) as other:
        defray.open(path, expected=(position, Head(bytes(32))))
    assert other.value.code == "head_mismatch"


def test_closing_again_has_no_effect(db: Engine) -> None:
    for close in (db.close, db.close, lambda: db.__exit__(None, None, None)):
        close()
        assert db.closed


CALLS: list[Callable[[Engine], object]] = [
    lambda db: db.top_up("acme", amount=Money(1, "CNY")),
    lambda db: db.submit_all([]),
    lambda db: db.preview(bill()),
    lambda db: db.snapshot(),
    lambda db: db.account("acme"),
    lambda db: db.accounts(),
    lambda db: db.verify(),
    lambda db: db.checkpoint(),
    lambda db: db.compact(),
    lambda db: db.backup("nowhere"),
    lambda db: db.table("bills"),
    lambda db: db.import_jsonl(io.BytesIO()),
    lambda db: db.position,
]


@pytest.mark.parametrize("call", CALLS)
def test_every_call_fails_after_a_close(db: Engine, call: Callable[[Engine], object]) -> None:
    db.close()
    with pytest.raises(ClosedError) as raised:
        call(db)
    assert isinstance(raised.value, ValueError) and raised.value.code == "closed"


def test_snapshots_iterators_and_tables_of_a_closed_ledger_are_closed(path: Path) -> None:
    with defray.create(path) as db:
        set_up_account(db)
        snapshot, accounts, table, journal = db.snapshot(), db.accounts(), db.table("journal"), db.journal()
        past = db.as_of_position(1)
        answer = db.top_up("acme", amount=Money(1, "CNY"))
        next(journal)
    uses: list[Callable[[], object]] = [
        lambda: snapshot.account("acme"),
        lambda: past.account("acme"),
        lambda: next(accounts),
        lambda: next(journal),
        lambda: table.to_csv(path.with_suffix(".csv")),
        lambda: table.__arrow_c_stream__(),
    ]
    for use in uses:
        with pytest.raises(ClosedError) as raised:
            use()
        assert raised.value.code == "closed"
    # An answer does not need the ledger.
    assert isinstance(answer, defray.Done)
    (event,) = answer.events
    assert isinstance(event, defray.EventToppedUp) and event.amount == Money(1, "CNY")
    # The open objects do not keep the file open.
    with defray.open(path) as again:
        assert again.account("acme").cash == Money("101.50", "CNY")


def test_a_ledger_never_closed_is_warned_about(path: Path) -> None:
    db = defray.create(path)
    with pytest.warns(ResourceWarning, match="never closed"):
        del db
        gc.collect()
    defray.open(path).close()


def test_an_open_ledger_cannot_be_pickled(db: Engine) -> None:
    for one in (db, db.snapshot(), db.accounts(), db.table("bills")):
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(one)


def test_a_snapshot_never_changes(db: Engine) -> None:
    with db.snapshot() as before:
        db.top_up("acme", amount=Money(1, "CNY"))
        assert before.account("acme").cash == Money("100.50", "CNY")
        assert db.account("acme").cash == Money("101.50", "CNY")
        assert before.position + 1 == db.position
        assert "position 3" in repr(before)
    with pytest.raises(ClosedError) as raised:
        before.account("acme")
    assert (raised.value.code, str(raised.value)) == ("closed", "the snapshot is closed")
    with pytest.raises(ClosedError) as entered, before:
        pass
    assert entered.value.code == "closed"


def test_compacting_needs_every_snapshot_closed(path: Path) -> None:
    with defray.create(path) as db:
        set_up_account(db)
        db.checkpoint()
        with db.snapshot() as snapshot:
            snapshot.account("acme")
            with pytest.raises(EnvironmentFailure) as busy:
                db.compact()
            assert busy.value.code == "busy"
        assert [db.compact(), db.compact()] == [True, False], "a new file has unused space, a compact file has none"
        assert db.account("acme").cash == Money("100.50", "CNY")
        assert db.verify().accounts == 1


def test_a_batch_may_have_one_envelope(db: Engine, clock: ManualClock) -> None:
    clock.set(START + DAY)
    own = defray.Request(TopUp("acme", amount=Money(1, "CNY")), at=START + DAY, actor="wang.fang")
    first, second = db.submit_all([TopUp("acme", amount=Money(1, "CNY")), own], at=START, actor="li.wei")
    assert isinstance(first, defray.Done) and isinstance(second, defray.Done)
    assert (first.at, second.at) == (START, START + DAY)
    assert [entry.actor for entry, _ in db.journal(first.position)] == ["li.wei", "wang.fang"]


def test_iterators_are_lazy_and_see_one_snapshot(db: Engine) -> None:
    many = 1_000
    db.submit_all([defray.OpenAccount(f"a-{number:04}", currency="CNY") for number in range(many)])
    accounts = db.accounts()
    first = next(accounts)
    assert iter(accounts) is accounts
    db.submit_all([defray.OpenAccount(f"b-{number:04}", currency="CNY") for number in range(many)])
    assert first.id == "a-0000"
    rest = [account.id for account in accounts]
    assert rest == [f"a-{number:04}" for number in range(1, many)] + ["acme"]
    assert list(accounts) == []
    positions = [entry.position for entry, _ in db.journal(5)]
    assert positions == list(range(5, db.position + 1))
    assert list(db.journal(db.position + 1)) == []


def test_the_journal_of_one_account(db: Engine) -> None:
    many = 600
    db.submit_all([defray.OpenAccount(f"a-{number:04}", currency="CNY") for number in range(many)])
    before = [entry.position for entry, _ in db.journal_of("acme")]
    for _ in range(2):
        db.submit_all([TopUp("acme", amount=Money(1, "CNY")) for _ in range(300)])
    journal = dict((entry.position, head) for entry, head in db.journal())
    found = [(entry.position, head) for entry, head in db.journal_of("acme")]
    last = db.position
    assert [position for position, _ in found] == [*before, *range(last - 599, last + 1)]
    assert all(journal[position] == head for position, head in found)
    assert [entry.position for entry, _ in db.journal_of("acme", last)] == [last]
    assert len(list(db.journal_of("a-0007"))) == 1
    with pytest.raises(defray.NotFoundError):
        db.journal_of("none")


def test_a_ledger_of_format_2_is_converted_and_reports_its_progress(tmp_path: Path) -> None:
    path = tmp_path / "ledger.defray"
    root = Path(os.environ.get("DEFRAY_ROOT", Path(__file__).parents[2]))
    fixtures = root / "tests" / "fixtures" / "format-2"
    path.write_bytes((fixtures / "story-arrears.defray").read_bytes())

    def stop(progress: defray.Progress) -> None:
        raise KeyError(progress.of)

    with pytest.raises(KeyError):
        defray.open(path, progress=stop)
    with pytest.raises(defray.EnvironmentFailure) as raised:
        defray.open(path, read_only=True)
    assert raised.value.code == "needs_migration", "the file is as it was"
    reported: list[defray.Progress] = []
    with defray.open(path, progress=reported.append) as db:
        assert reported and reported[-1].done == reported[-1].of
        migrated = db.migrated_from()
        assert migrated is not None
        position, head = migrated
        assert (position, str(head)) == (9, "29232ef0e7ab9efa0af0b730158883333382d33bb88595e893b7992a924a1839")
        db.expect_head(position, head)
        assert db.head != head
    count = len(reported)
    with defray.open(path, create=True, progress=reported.append):
        assert len(reported) == count, "it is converted once"
    with defray.open_in_memory() as other:
        assert other.migrated_from() is None


def test_messages_that_wait_for_a_link(db: Engine) -> None:
    provider = defray.Provider.HUAWEI_CLOUD
    assert list(db.unmatched()) == []
    many = 300
    for number in range(many):
        message = defray.MarketplaceMessage(
            provider,
            identity=f"huawei_cloud:i-{number:04}",
            kind="newInstance",
            signal=defray.Signal.ACTIVATED,
            occurred_at=START,
            account_id="hw-7",
        )
        db.ingest(message)
    rows = list(db.unmatched())
    assert [row.identity for row in rows] == [f"huawei_cloud:i-{number:04}" for number in range(many)]
    first = rows[0]
    assert (first.signals, first.first, first.state) == (1, START, defray.CloudAccountState.ACTIVE)
    assert first.reason == defray.UnmatchedReason.NOT_LINKED and first.stated_accounts == ("hw-7",)
    known = first.subscription
    assert known is not None and (known.account_id, known.instance_id, known.license_id) == ("hw-7", "i-0000", None)
    link = defray.Subscription(provider, account_id=known.account_id, instance_id=known.instance_id)
    with db.snapshot() as before:
        db.link_cloud_account("acme", cloud_account="ca-1", subscription=link)
        assert len(list(db.unmatched())) == many - 1
        assert len(list(before.unmatched())) == many


def test_display_names_and_mail_settings(db: Engine) -> None:
    db.bind_workspace("acme", workspace="cn1/named", display_name="Production")
    assert db.workspace("cn1/named").display_name == "Production"
    db.rename_workspace("acme", workspace="cn1/named")
    assert db.workspace("cn1/named").display_name is None
    with pytest.raises(defray.MisuseError, match="without a blank at either end"):
        db.rename_workspace("acme", workspace="cn1/named", display_name=" x")
    assert db.account("acme").mail_settings is None
    db.set_mail_settings("acme", language=defray.Language.CHINESE, time_zone="Asia/Shanghai")
    assert db.account("acme").mail_settings == defray.MailSettings(defray.Language.CHINESE, time_zone="Asia/Shanghai")


def test_metering(db: Engine, clock: ManualClock) -> None:
    db.bind_workspace("acme", workspace="cn1/ws-2")
    provider = defray.Provider.ALI_CLOUD
    instance = defray.Subscription(provider, account_id="1041031108983109", instance_id="122779388")
    db.link_cloud_account("acme", cloud_account="ca-1", subscription=instance)
    assert db.meter("ca-1").waiting == Money("0", "CNY") and list(db.meters()) == []
    activated = defray.MarketplaceMessage(
        provider,
        identity="alicloud:122779388",
        kind="createInstance",
        signal=defray.Signal.ACTIVATED,
        occurred_at=START,
    )
    db.ingest(activated)
    for workspace in ("cn1/ws-1", "cn1/ws-2"):
        db.choose_method("acme", workspace=workspace, method=defray.PayerCloudAccount("ca-1"))
    clock.set(START + DAY)
    usage = bill("b-1", "7.005", START + DAY / 2)
    db.settle_bill(usage)
    db.settle_bill(dataclasses.replace(usage, id="b-2", workspace="cn1/ws-2", amount=Money("2", "CNY")))
    # In units of 0.01: 900 are sent, 0.005 of the second bill wait.
    requested = db.request_metering("ca-1")
    assert isinstance(requested, defray.Done)
    (event,) = requested.events
    assert isinstance(event, defray.EventMeteringRequested)
    record = event.record
    again = db.request_metering("ca-1")
    assert isinstance(again, defray.Already) and again.prior == defray.PriorResultUsageRecord(record)
    assert record.quantity == 900 and list(db.usage_records_of("ca-1")) == [record]
    assert [(charge.bill, part) for charge, part in db.charges_of(record.number)] == [
        ("b-1", Money("7.005", "CNY")),
        ("b-2", Money("1.995", "CNY")),
    ]
    assert db.shares_of(record.number) == {"cn1/ws-1": 700, "cn1/ws-2": 200}
    assert [charge.bill for charge in db.pending_charges("ca-1")] == ["b-1", "b-2"]
    db.acknowledge_metering(record.number, outcome=defray.MeteringOutcomeDuplicate(899), provider_record="r-1")
    (meter,) = db.meters()
    assert meter == db.meter("ca-1") and meter.in_flight is None and meter.head is not None
    assert (meter.accepted, meter.waiting) == (Money("8.99", "CNY"), Money("0.015", "CNY"))
    assert [charge.bill for charge in db.pending_charges("ca-1")] == ["b-2"]
    assert db.usage_record(record.number).accepted == 899
    unknown = defray.EntryPosition(1, index=0)
    with pytest.raises(defray.RefusedError, match="there is no usage record `1.0`") as refused:
        db.acknowledge_metering(unknown, outcome=defray.MeteringOutcomeAccepted())
    assert (refused.value.code, refused.value.field) == ("unknown_usage_record", "record")
    for query in (db.usage_record, db.charges_of, db.shares_of):
        with pytest.raises(defray.NotFoundError, match="usage record `1.0`") as raised:
            query(unknown)
        assert raised.value.code == "not_found"
    for query_of_cloud_account in (db.meter, db.pending_charges):
        with pytest.raises(defray.NotFoundError, match="cloud account `ca-2`") as raised:
            query_of_cloud_account("ca-2")
        assert raised.value.code == "not_found"


def test_the_past(db: Engine, clock: ManualClock) -> None:
    clock.set(START + DAY)
    db.top_up("acme", amount=Money(1, "CNY"))
    with db.as_of(START) as then:
        assert then.account("acme").cash == Money("100.50", "CNY")
        accounts = then.accounts()
        with db.as_of_position(1) as first:
            with pytest.raises(defray.NotFoundError) as raised:
                first.workspace("cn1/ws-1")
            assert raised.value.code == "not_found"
    # An iterator keeps the temporary ledger of a snapshot of the past.
    del then
    gc.collect()
    assert [account.id for account in accounts] == ["acme"]
    with pytest.raises(defray.NotFoundError, match="journal position `99`") as missing:
        db.as_of_position(99)
    assert missing.value.code == "not_found"


def test_backup(path: Path, db: Engine) -> None:
    seen: list[Progress] = []
    position, head = db.backup(path, progress=seen.append)
    assert (position, head) == (db.position, db.head)
    assert seen and all(isinstance(one, Progress) and one.done <= one.of for one in seen)
    with defray.open(path, expected=(position, head)) as copy:
        assert copy.account("acme") == db.account("acme")
        assert copy.verify() == db.verify()


def test_an_exception_in_progress_ends_the_operation(db: Engine) -> None:
    class Stop(Exception):
        pass

    def stop(progress: Progress) -> None:
        raise Stop(progress)

    calls: list[Callable[[], object]] = [
        lambda: db.verify(progress=stop),
        lambda: db.as_of(START, progress=stop),
        lambda: db.as_of_position(3, progress=stop),
        lambda: db.statement("acme", START, START + DAY, progress=stop),
    ]
    for call in calls:
        with pytest.raises(Stop):
            call()
    assert db.verify().entries == db.position


def test_progress_may_query_and_close_the_ledger(path: Path) -> None:
    balances: list[Money] = []

    def query(_: Progress) -> None:
        balances.append(db.account("acme").cash)

    with defray.create(path) as db:
        set_up_account(db)
        db.verify(progress=query)
        assert set(balances) == {Money("100.50", "CNY")}
        copy = path.with_name("copy.defray")
        end = db.backup(copy, progress=lambda _: db.close())
        assert db.closed
    for file in (path, copy):
        with defray.open(file, expected=end) as again:
            assert again.verify().entries == 3


@pytest.fixture(scope="module")
def long_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with defray.create(tmp_path_factory.mktemp("long") / "ledger.defray") as db:
        set_up_account(db)
        for _ in range(10):
            db.submit_all([TopUp("acme", amount=Money("0.01", "CNY"))] * 3_000)
        yield db


def test_ctrl_c_ends_a_long_verify(long_ledger: Engine) -> None:
    start = time.monotonic()
    complete: list[Progress] = []
    assert long_ledger.verify(progress=complete.append).entries == 30_003
    duration = time.monotonic() - start

    # The interrupt is from a timer of the operating system, because a thread of Python may run only after the verify.
    previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        # On a busy machine the second verify can be several times faster than the first.
        for part in (4, 8, 16, 32):
            reported: list[Progress] = []
            signal.setitimer(signal.ITIMER_REAL, duration / part)
            with pytest.raises(KeyboardInterrupt):
                long_ledger.verify(progress=reported.append)
                # The verify ended before the timer: keep the interrupt within this block.
                time.sleep(duration)
            if len(reported) < len(complete):
                break
        assert len(reported) < len(complete), "an interrupt ends the verify before its end"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert long_ledger.verify().entries == 30_003


def test_other_threads_run_meanwhile(long_ledger: Engine) -> None:
    steps = 0
    done = threading.Event()

    def count() -> None:
        nonlocal steps
        while not done.is_set():
            steps += 1
            time.sleep(0)

    counter = threading.Thread(target=count)
    counter.start()
    before = steps
    long_ledger.verify()
    after = steps
    done.set()
    counter.join()
    assert after - before > 100


def test_many_threads_have_all_their_effects(path: Path) -> None:
    threads, each = 8, 50
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(each):
                key = f"{number}-{step}"
                answer = db.top_up("acme", amount=Money("0.01", "CNY"), idempotency_key=key)
                assert isinstance(answer, defray.Done)
                assert db.account("acme").cash >= Money("0.01", "CNY")
                next(db.accounts())
        except BaseException as error:
            errors.append(error)

    with defray.create(path) as db:
        db.open_account("acme", currency="CNY")
        workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert not errors
        assert db.account("acme").cash == Money("4.00", "CNY")
        assert db.verify().entries == threads * each + 1


def test_one_iterator_may_serve_many_threads(long_ledger: Engine) -> None:
    journal = long_ledger.journal()
    found: list[int] = []

    def take() -> None:
        for entry, _ in journal:
            found.append(entry.position)

    takers = [threading.Thread(target=take) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert sorted(found) == list(range(1, long_ledger.position + 1))


def test_closing_waits_for_others(path: Path) -> None:
    db = defray.create(path)
    set_up_account(db)
    outcomes: list[str] = []
    acknowledged: list[int] = []

    def write() -> None:
        while True:
            try:
                answer = db.top_up("acme", amount=Money(1, "CNY"))
            except ClosedError as error:
                outcomes.append(error.code)
                return
            assert isinstance(answer, defray.Done)
            acknowledged.append(answer.position)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    time.sleep(0.05)
    db.close()
    # The file is unlocked when `close` returns, although other threads used the ledger.
    with defray.open(path) as again:
        entries = again.verify().entries
    for writer in writers:
        writer.join()
    assert outcomes == ["closed"] * 4
    assert acknowledged and sorted(acknowledged) == list(range(4, entries + 1))


def test_asyncio(db: Engine) -> None:
    async def main() -> list[Any]:
        calls = (asyncio.to_thread(db.top_up, "acme", amount=Money(1, "CNY")) for _ in range(8))
        return await asyncio.gather(*calls)

    assert sorted(answer.position for answer in asyncio.run(main())) == list(range(4, 12))
    assert db.account("acme").cash == Money("108.50", "CNY")


FORK = """
    import os, sys
    import defray
    from conftest import set_up_account, START, DAY
    from defray import ForkedError, Money

    db = defray.create(sys.argv[1])
    set_up_account(db)
    snapshot, accounts, table = db.snapshot(), db.accounts(), db.table("bills")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        codes = []
        for call in (
            lambda: db.account("acme"),
            lambda: db.top_up("acme", amount=Money(1, "CNY")),
            lambda: snapshot.account("acme"),
            lambda: next(accounts),
            lambda: table.__arrow_c_stream__(),
            lambda: db.verify(),
        ):
            try:
                call()
                codes.append("no error")
            except ForkedError as error:
                codes.append(error.code)
        os.write(writing, " ".join(codes).encode())
        if sys.argv[2] == "exit":
            del db, snapshot, accounts, table  # This must not change the parent's file.
            sys.exit(0)
        db.close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0, status
    print(os.read(reading, 1000).decode())
    # The child must not have unlocked the file.
    try:
        defray.open(sys.argv[1])
        sys.exit("the file is not locked")
    except defray.EnvironmentFailure as error:
        assert error.code == "file_locked"
    db.top_up("acme", amount=Money(1, "CNY"))
    assert db.verify().entries == 4
    snapshot.close()
    db.close()
    with defray.open(sys.argv[1]) as db:
        assert db.account("acme").cash == Money("101.50", "CNY")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("end", ["exit", "close"])
def test_a_forked_child_gets_an_error(path: Path, end: str) -> None:
    assert finished(python(FORK, path, end)).split() == ["forked"] * 6


KILLED = """
    import sys
    import defray
    from conftest import set_up_account
    from defray import Money

    db = defray.open(sys.argv[1], create=True)
    if db.position == 0:
        set_up_account(db)
    number = int(sys.argv[2])
    while True:
        done = db.top_up("acme", amount=Money("0.01", "CNY"), idempotency_key=f"k-{number}")
        print(number, done.position, done.head, flush=True)
        number += 1
"""


def test_what_was_acknowledged_survives_kill_9(path: Path) -> None:
    acknowledged: list[tuple[int, int, str]] = []
    for _ in range(3):
        with python(KILLED, path, len(acknowledged)) as process:
            assert process.stdout is not None
            for _ in range(40):
                number, position, head = process.stdout.readline().split()
                acknowledged.append((int(number), int(position), head))
            process.send_signal(signal.SIGKILL)
            # The other lines of the process. `communicate` would skip the lines in the buffer of `readline`.
            out = process.stdout.read()
        for line in out.splitlines():
            if len(parts := line.split()) == 3 and len(parts[2]) == 64:
                acknowledged.append((int(parts[0]), int(parts[1]), parts[2]))
        with defray.open(path) as db:
            for count, place, expected in acknowledged:
                entry, found = db.entry(place)
                assert (entry.idempotency_key, str(found)) == (f"k-{count}", expected)
            assert db.position - acknowledged[-1][1] <= 1, "at most one command was not acknowledged yet"
            assert db.verify().entries == db.position
            # The last command may have happened or not. In both cases a retry is safe (A2).
            again = db.top_up("acme", amount=Money("0.01", "CNY"), idempotency_key=f"k-{len(acknowledged)}")
            acknowledged.append((len(acknowledged), again.position, str(again.head)))  # type: ignore[union-attr]
    assert len(acknowledged) >= 120


def test_import_of_json_lines(db: Engine, tmp_path: Path) -> None:
    lines = [
        '{"command": "top_up", "account": "acme", "amount": "1 CNY", "actor": "li.wei"}',
        "",
        '{"command": "top_up", "account": "acme", "amount": 1}',
        '{"command": "top_up", "account": "unknown", "amount": "1 CNY"}',
        '{"command": "top_up", "account": "acme", "amount": "2 CNY"}',
    ]
    file = tmp_path / "commands.jsonl"
    file.write_text("\n".join(lines))
    answers = db.import_jsonl(file, actor="import")
    assert [type(answer).__name__ for answer in answers] == ["Done", "WrongTypeError", "RefusedError", "Done"]
    wrong, refused = answers[1:3]
    assert isinstance(wrong, defray.MisuseError) and isinstance(refused, defray.RefusedError)
    assert (wrong.index, wrong.field, wrong.code) == (1, "amount", "wrong_type")
    assert (refused.index, refused.field, refused.code) == (2, "account", "unknown_account")
    assert db.account("acme").cash == Money("103.50", "CNY")
    actors = [entry.actor for entry, _ in db.journal(db.position - 1)]
    assert actors == ["li.wei", "import"]

    before = db.position
    with file.open("rb") as stream, pytest.raises(defray.MisuseError) as raised:
        db.import_jsonl(stream, atomic=True)
    assert (raised.value.code, raised.value.index, db.position) == ("wrong_type", 1, before)
    with pytest.raises(defray.RefusedError) as second:
        db.import_jsonl(iter(line + "\n" for line in [lines[0], lines[3]]), atomic=True)  # type: ignore[arg-type]
    assert (second.value.code, second.value.index, db.position) == ("unknown_account", 1, before)


def test_a_long_import_is_committed_in_parts(db: Engine, tmp_path: Path) -> None:
    file = tmp_path / "commands.jsonl"
    file.write_text('{"command": "top_up", "account": "acme", "amount": "0.01 CNY"}\n' * 2_500)
    answers = db.import_jsonl(file)
    assert [answer.position for answer in answers if isinstance(answer, defray.Done)] == list(range(4, 2_504))


def test_marketplace_messages(db: Engine) -> None:
    link = defray.Subscription(defray.Provider.ALI_CLOUD, account_id="ops@0123456789012345", instance_id="1551111111")
    db.link_cloud_account("acme", cloud_account="ali-1", subscription=link)
    assert db.cloud_account("ali-1").subscription.account_id == "0123456789012345"
    secret = "do-not-show"
    raw = f"token={secret}&action=createInstance&instanceId=1551111111"
    with pytest.raises(defray.MisuseError) as raised:
        defray.read_marketplace_message(defray.Provider.AWS, b"\xff" + secret.encode())
    assert (raised.value.code, raised.value.field) == ("bad_value", "raw")
    assert secret not in str(raised.value)
    message = defray.read_marketplace_message(defray.Provider.ALI_CLOUD, raw)
    assert message.provider is defray.Provider.ALI_CLOUD
    answer = db.ingest(message)
    assert isinstance(answer, defray.Done)
    received = answer.events[0]
    assert isinstance(received, defray.EventMessageReceived)
    assert received.disposition is defray.MessageDisposition.APPLIED
    assert db.cloud_account("ali-1").state is defray.CloudAccountState.ACTIVE


def test_clocks() -> None:
    clock = ManualClock(START)
    with defray.open_in_memory(clock=clock) as db:
        first = db.open_account("a", currency="CNY")
        clock.set(START + timedelta(hours=1))
        second = db.open_account("b", currency="CNY")
        assert isinstance(first, defray.Done) and isinstance(second, defray.Done)
        assert (first.at, second.at) == (START, START + timedelta(hours=1))
        assert clock.now == second.at
        assert db.next_deadline() is None
        clock.set(START)
        assert clock.now == START
        with pytest.raises(defray.WrongTypeError) as naive:
            clock.set(START.replace(tzinfo=None))
        assert (naive.value.code, naive.value.field) == ("wrong_type", "now")
        assert clock.now == START
    # The same commands give the same bytes.
    with defray.open_in_memory(clock=ManualClock(START)) as db:
        again = db.open_account("a", currency="CNY")
        assert isinstance(again, defray.Done) and again.head == first.head
