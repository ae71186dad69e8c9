"""Every record that the engine returns is complete: each field has a value of the type in its annotation."""

from __future__ import annotations

import dataclasses
import json
import pickle
import typing
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any

import defray
import pytest
from conftest import START, bill
from defray import DefrayError, Engine, _records
from test_scenarios import FILES

# The results of queries that are not in scenarios. `test_results_that_are_not_in_scenarios` checks them.
# `bill_not_metered` is in ledgers of version 1 of the rules only.
NOT_IN_SCENARIOS = {"NotificationBillNotMetered", "PlanCovered", "PlanShort", "Progress", "Statistics"}


def classes() -> dict[str, type]:
    named = ((name, getattr(_records, name)) for name in _records.__all__)
    return {name: one for name, one in named if isinstance(one, type) and dataclasses.is_dataclass(one)}


def enums() -> list[type[StrEnum]]:
    found = (getattr(_records, name) for name in _records.__all__)
    return [one for one in found if isinstance(one, type) and issubclass(one, StrEnum)]


def check(value: Any, hint: Any, place: str) -> None:
    """Checks that a value and all its parts have the types of the annotation `hint`."""
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if isinstance(hint, UnionType) or origin is typing.Union:
        for one in arguments:
            if one is type(None) and value is None:
                return
            if isinstance(one, type) and type(value) is one:
                return check_record(value, place)
            if typing.get_origin(one) is not None and not isinstance(one, UnionType) and value is not None:
                return check(value, one, place)
            if isinstance(one, type) and isinstance(value, one):
                return check(value, one, place)
        raise AssertionError(f"{place}: {value!r} is no {hint}")
    if origin in (tuple, Sequence):
        assert type(value) is tuple, f"{place}: {value!r} is no tuple"
        for index, one in enumerate(value):
            check(one, arguments[0], f"{place}[{index}]")
        return
    if origin is Mapping:
        assert isinstance(value, Mapping), place
        for key, one in value.items():
            check(key, arguments[0], f"{place} key")
            check(one, arguments[1], f"{place}[{key}]")
        return
    if hint is datetime:
        assert isinstance(value, datetime) and value.utcoffset() == timedelta(), place
        return
    assert type(value) is hint, f"{place}: {value!r} is a {type(value).__name__}, not a {hint}"
    check_record(value, place)


# The names of the dataclasses that were checked.
SEEN: set[str] = set()


def check_record(value: Any, place: str) -> None:
    if not dataclasses.is_dataclass(value):
        return
    SEEN.add(type(value).__name__)
    hints = typing.get_type_hints(type(value))
    for field in dataclasses.fields(value):
        check(getattr(value, field.name), hints[field.name], f"{place}.{field.name}")
    assert pickle.loads(pickle.dumps(value)) == value
    kind: Any = type(value)
    made = kind(**{field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    assert made == value and repr(made) == repr(value)


def check_all_queries(db: Engine) -> None:
    account_ids = [account.id for account in db.accounts()]
    for entry, head in db.journal():
        check_record(entry, "entry")
        assert isinstance(head, defray.Head)
        for event in entry.events:
            if isinstance(event, defray.EventBillHeld):
                check_record(db.bill(event.bill.id), "bill")
                check_record(db.preview(event.bill), "preview")
    for id in account_ids:
        for lot in db.lots(id):
            check_record(lot, "lot")
        for iterator in (db.workspaces_of, db.cloud_accounts_of, db.held_bills_of):
            for one in iterator(id):
                check_record(one, "record")
        check_record(db.policy(id), "policy")
        check_record(db.statement(id, START - timedelta(days=900), START + timedelta(days=900)), "statement")
    for outbox_message in db.outbox():
        check_record(outbox_message, "outbox_message")
        assert db.outbox_message(outbox_message.number) == outbox_message
    for meter in db.meters():
        check_record(meter, "meter")
        assert db.meter(meter.cloud_account) == meter
        for charge in db.pending_charges(meter.cloud_account):
            check_record(charge, "charge")
        for usage in db.usage_records_of(meter.cloud_account):
            check_record(usage, "usage")
            assert db.usage_record(usage.number) == usage
            for charge, part in db.charges_of(usage.number):
                check_record(charge, "carried")
                assert defray.Money.zero(charge.amount.currency) < part <= charge.amount
            shares = db.shares_of(usage.number)
            expected = usage.quantity if db.charges_of(usage.number) else 0
            assert list(shares) == sorted(shares) and sum(shares.values()) == expected
    check_record(db.verify(), "verified")
    check_record(db.statistics(), "statistics")


def test_every_record_of_every_scenario_is_complete() -> None:
    for path in FILES:
        clock = defray.ManualClock(START)
        with defray.open_in_memory(clock=clock) as db:
            for text in path.read_text("utf-8").splitlines():
                line = json.loads(text)
                given = line.get("do") or {}
                previewed = (line.get("ask") or {}).get("preview") or given.get("bill")
                if isinstance(previewed, dict):
                    try:
                        command = defray.read_command(json.dumps({"command": "settle_bill", "bill": previewed})).command
                        assert isinstance(command, defray.SettleBill)
                        check_record(db.preview(command.bill, at=START), "preview")
                    except (defray.RefusedError, defray.MisuseError):
                        pass
                if given:
                    try:
                        request = defray.read_command(json.dumps(given))
                        clock.set(request.at or START)
                        check_record(request.command, "command")
                        answer = db.submit(request)
                    except DefrayError:
                        continue
                    if isinstance(answer, defray.Already):
                        check_record(answer.prior, "replay")
                    for account in db.accounts():
                        check_record(account, "account")
                    for meter in db.meters():
                        check_record(meter, "meter")
                    for row in db.unmatched():
                        check_record(row, "unmatched")
            check_all_queries(db)
    unseen = set(classes()) - SEEN - NOT_IN_SCENARIOS
    assert not unseen, f"no scenario returns these; add one, or a test: {sorted(unseen)}"


def test_results_that_are_not_in_scenarios(db: Engine) -> None:
    db.set_policy(policy=defray.Policy(credit_limit=Decimal(100)))
    held = db.settle_bill(bill(amount="1000"))
    assert isinstance(held, defray.Done) and held.receipt is None
    (waiting,) = db.held_bills_of("acme")
    assert waiting == db.bill("b-1")
    short = db.outlook("b-1")
    assert isinstance(short, defray.PlanShort)
    check_record(short, "plan")
    # A new default policy does not try held bills again, so the bill is still held.
    db.set_policy(policy=defray.Policy())
    covered = db.outlook("b-1")
    assert isinstance(covered, defray.PlanCovered)
    check_record(covered, "plan")
    reported: list[defray.Progress] = []
    db.verify(progress=reported.append)
    for progress in reported:
        check_record(progress, "progress")
    assert (reported[-1].done, reported[-1].of) == (db.position, db.position)
    check_record(db.statistics(), "statistics")
    assert db.statistics().records["accounts"] == 1
    memory = db.memory()
    assert memory == db.statistics().memory
    assert 0 < memory.changed_bytes < memory.changed_bytes_max
    assert 0 < memory.unswept_entry_bytes == memory.log_used_bytes < memory.log_bytes


def test_a_union_can_be_matched() -> None:
    method: defray.Method = defray.MethodOpening("ca-1", from_=defray.PayerEnterprise())
    match method:
        case defray.MethodOpening(id, from_=defray.PayerEnterprise()):
            assert id == "ca-1"
        case _:
            pytest.fail("no match")
    assert isinstance(method, defray.Method)


def test_members_of_enums_are_the_interchange_forms() -> None:
    members = [member for one in enums() for member in one]
    assert len(members) > 50
    for member in members:
        assert str(member) == member.value == member.value.lower()
    assert defray.Fund("cash") is defray.Fund.CASH


def test_records_are_frozen_and_by_name() -> None:
    one = bill()
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.id = "other"  # type: ignore[misc]
    with pytest.raises(TypeError, match="positional argument"):
        defray.Period(START, START)  # type: ignore[call-arg, misc, unused-ignore]
    assert dataclasses.replace(one, id="b-2").id == "b-2"
    assert hash(one) == hash(bill())


def test_json_of_python_is_the_engines() -> None:
    """The engine and Python write the same bytes for a command."""
    count = 0
    for path in FILES:
        for text in path.read_text("utf-8").splitlines():
            try:
                command = defray.read_command(json.dumps(json.loads(text).get("do"))).command
            except DefrayError:
                continue
            assert defray.to_json(command) == defray.write_command(command)
            assert defray.read_command(defray.to_json(command)).command == command
            count += 1
    assert count > 500


def test_heads() -> None:
    head = defray.Head.fromhex("ab" * 32)
    assert isinstance(head, defray.Head) and str(head) == "ab" * 32 and len(head) == 32
    assert pickle.loads(pickle.dumps(head)) == head
    with pytest.raises(ValueError, match="a head is 32 bytes, not 5"):
        defray.Head(b"short")


def test_entry_positions_have_one_form() -> None:
    assert defray.EntryPosition.parse("17.0") == defray.EntryPosition(17, index=0)
    for wrong in ("17", "17.00", "017.0", "-1.0", "a.b", "", "1.2.3", "１.0"):
        with pytest.raises(ValueError, match="expected such as `17.0`"):
            defray.EntryPosition.parse(wrong)
