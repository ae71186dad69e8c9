"""The scenarios of the repository, run through the typed interface of Python: every command becomes a dataclass, every
result is read from dataclasses, and the JSON of the results must be the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import defray
import pytest
from defray import Balances, BillStatusHeld, BillStatusSettled, DefrayError, Engine, Movement, EntryPosition, Snapshot
from defray import to_jsonable as shown

SCENARIOS = Path(os.environ.get("DEFRAY_SCENARIOS", Path(__file__).parents[2] / "tests" / "scenarios"))
FILES = sorted(SCENARIOS.glob("*.jsonl"))


def test_there_are_scenarios() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario(path: Path) -> None:
    clock = defray.ManualClock(instant("1970-01-01T00:00:00Z"))
    compared = 0
    with defray.open_in_memory(clock=clock) as db:
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            line = json.loads(text)
            if "do" in line:
                result = submitted(db, clock, line["do"])
            elif "ask" in line:
                result = answered(db, line["ask"])
            else:
                continue
            written = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
            expected = json.dumps(line["gives"], ensure_ascii=False, separators=(",", ":"))
            assert written == expected, f"{path.name}, line {number}"
            compared += 1
    assert compared > 0


def instant(text: str) -> datetime:
    return defray.read_command(json.dumps({"command": "advance", "at": text})).at or pytest.fail("no instant")


def submitted(db: Engine, clock: defray.ManualClock, command: dict[str, Any]) -> dict[str, Any]:
    clock.set(instant(command["at"]))
    line = json.dumps(command, ensure_ascii=False)
    try:
        request = defray.read_command(line)
        # The conversion to core's value and back loses nothing.
        assert defray.read_command(defray.write_command(request)) == request
        result = shown(db.submit(request))
    except DefrayError as error:
        result = shown(error)
    assert isinstance(result, dict)
    result.pop("head", None)
    return result


def answered(db: Engine, question: dict[str, Any]) -> Any:
    question = dict(question)
    as_of, seen_at, at = (question.pop(name, None) for name in ("as_of", "seen_at", "at"))
    ((what, asked),) = question.items()
    try:
        if what == "preview":
            return preview(db, asked, at)
        with ExitStack() as opened:
            snapshot = opened.enter_context(db.snapshot())
            if as_of is not None:
                snapshot = opened.enter_context(snapshot.as_of(instant(as_of)))
            if seen_at is not None:
                snapshot = opened.enter_context(snapshot.seen(instant(seen_at)))
            return looked_up(snapshot, what, asked)
    except (defray.RefusedError, defray.MisuseError) as error:
        return shown(error)


def looked_up(snapshot: Snapshot, what: str, asked: Any) -> Any:
    match what:
        case "account":
            described = (
                f"{one.id} ({one.subscription.provider}, {one.state})" for one in snapshot.cloud_accounts_of(asked)
            )
            return {
                **shown(snapshot.account(asked)),
                "workspaces": count(snapshot.workspaces_of(asked)),
                "held_bills": count(snapshot.held_bills_of(asked)),
                "cloud_accounts": list(described),
            }
        case "wallet":
            account = snapshot.account(asked)
            wallet = {"account": account.id, "cash": account.cash, "overdraft": account.overdraft}
            return shown({**wallet, "lots": snapshot.lots(asked)})
        case "workspace":
            return shown(snapshot.workspace(asked))
        case "timeline":
            return shown(snapshot.workspace(asked).timeline)
        case "cloud_account":
            return shown(snapshot.cloud_account(asked))
        case "meter":
            return {**shown(snapshot.meter(asked)), "charges": [shown(one) for one in snapshot.pending_charges(asked)]}
        case "usage_record":
            number = usage_record(asked)
            carried = (
                {"bill": charge.bill, "workspace": charge.workspace, "amount": part}
                for charge, part in snapshot.charges_of(number)
            )
            return {**shown(snapshot.usage_record(number)), "charges": [shown(one) for one in carried]}
        case "bill":
            return shown(snapshot.bill(asked))
        case "payer":
            workspace, text = asked
            at = instant(text)
            return {**shown(snapshot.payer_at(workspace, at)), "workspace": workspace, "at": shown(at)}
        case "outbox":
            return [shown(one) for one in snapshot.outbox()]
        case "unmatched":
            return [shown(one) for one in snapshot.unmatched()]
        case "statement":
            account_id, start, end = asked
            one = snapshot.statement(account_id, instant(start), instant(end))
            about = {"account": one.account, "from": one.from_, "to": one.to}
            moved = [shown(movement(moved)) for moved in one.movements]
            balanced = {"opening": balances(one.opening), "movements": moved, "closing": balances(one.closing)}
            return shown({**about, **balanced, "held": [shown(held) for held in one.held]})
        case "next_deadline":
            next_deadline = snapshot.next_deadline()
            return {} if next_deadline is None else shown({"next_deadline": next_deadline})
        case "verify":
            return {"ok": True, **shown(snapshot.verify())}
        case _:
            pytest.fail(f"an unknown query: {what}")


def usage_record(text: str) -> defray.EntryPosition:
    position, index = text.split(".")
    return defray.EntryPosition(int(position), index=int(index))


def count(records: Iterable[object]) -> int:
    return sum(1 for _ in records)


def balances(held: Balances) -> dict[str, Any]:
    by_fund = {
        defray.Fund.ORDINARY_VOUCHER: held.ordinary_vouchers,
        defray.Fund.FULL_REDUCTION_VOUCHER: held.full_reduction_vouchers,
        defray.Fund.CARD: held.cards,
        defray.Fund.CASH: held.cash,
        defray.Fund.OVERDRAFT: held.overdraft,
        defray.Fund.CLOUD_ACCOUNT: held.cloud_charged,
    }
    assert list(by_fund) == list(defray.Fund)
    return {str(fund): str(money) for fund, money in by_fund.items()}


def movement(one: Movement) -> dict[str, Any]:
    described = dict(at=one.at, position=one.position, event=one.event, about=one.about, fund=one.fund)
    return {**described, **({} if one.lot is None else {"lot": one.lot}), "change": one.change}


def preview(db: Engine, bill: dict[str, Any], at: str | None) -> dict[str, Any]:
    command = defray.read_command(json.dumps({"command": "settle_bill", "bill": bill})).command
    assert isinstance(command, defray.SettleBill)
    given = command.bill
    foreseen = db.preview(given, at=None if at is None else instant(at))
    match foreseen:
        case defray.PreviewSettled(receipt, known=False):
            status: defray.BillStatus = BillStatusSettled(receipt)
        case defray.PreviewHeld(reason, since=since, known=False):
            status = BillStatusHeld(reason, since=since, queue=EntryPosition(0, index=0))
        case _:
            return {**shown(db.bill(given.id)), "known": True, "preview": True}
    account = db.payer_at(given.workspace, given.period.start).account
    record = defray.BillRecord(
        given, account=account, status=status, reversals=(), corrections=(), restates=None, restated=None
    )
    return {**shown(record), "known": False, "preview": True}


def commands() -> Iterator[defray.Command]:
    for path in FILES:
        for text in path.read_text("utf-8").splitlines():
            if command := json.loads(text).get("do"):
                try:
                    yield defray.read_command(json.dumps(command)).command
                except defray.MisuseError:
                    pass


def test_every_command_is_in_a_scenario() -> None:
    found = {type(command).__name__ for command in commands()}
    assert found == {command.__name__ for command in defray.Command.__args__}
