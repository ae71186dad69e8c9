"""Rules that every interface keeps (`docs/rules/always.md`), through Python's typed interface: A1, A2 and A5."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import defray
import pytest
from conftest import DAY, START, bill, set_up_account
from defray import Done, Engine, Money, Repeated, TopUp


def end(db: Engine) -> tuple[int, defray.Head, Money]:
    """The end of the journal and the balance, which a command without an effect does not change."""
    return db.position, db.head, db.account("acme").cash


def is_the_first_result(answer: defray.Answer | defray.DefrayError, first: Done) -> None:
    assert isinstance(answer, Repeated)
    assert (answer.position, answer.at, answer.head) == (first.position, first.at, first.head)
    assert (answer.events, answer.receipts, answer.receipt) == (first.events, first.receipts, first.receipt)


def test_a1_an_atomic_batch_with_a_refusal_changes_nothing(db: Engine) -> None:
    before = end(db)
    with pytest.raises(defray.RefusedError) as raised:
        first = defray.Request(TopUp("acme", amount=Money(5, "CNY")), idempotency_key="k-1")
        db.submit_all([first, TopUp("unknown", amount=Money(5, "CNY"))], atomic=True)
    assert (raised.value.code, raised.value.index) == ("unknown_account", 1)
    assert end(db) == before
    # The key of the first command is not used either.
    assert isinstance(db.top_up("acme", amount=Money(7, "CNY"), idempotency_key="k-1"), Done)


def test_a1_a_method_is_chosen_for_several_workspaces_or_for_none(db: Engine) -> None:
    db.bind_workspace("acme", workspace="us1/ws-2", at=START)
    before = end(db)
    (workspace, *_) = db.workspaces_of("acme")
    both = (workspace.id, "us1/ws-2")

    def commands(workspaces: tuple[str, ...]) -> list[defray.ChooseMethod]:
        return [defray.ChooseMethod("acme", workspace=one, method=defray.PayerEnterprise()) for one in workspaces]

    with pytest.raises(defray.RefusedError) as raised:
        db.submit_all(commands((*both, "us1/unknown")), atomic=True, at=START)
    assert (raised.value.code, raised.value.index, end(db)) == ("unknown_workspace", 2, before)
    answers = db.submit_all(commands(both), atomic=True, at=START)
    assert [isinstance(answer, Done) for answer in answers] == [True, True]


def test_a2_the_same_key_with_the_same_command_gives_the_first_result(path: Path) -> None:
    with defray.create(path) as db:
        set_up_account(db)
        first = db.top_up("acme", amount=Money("5.0", "CNY"), idempotency_key="k-1")
        assert isinstance(first, Done)
        paid = defray.EventToppedUp("acme", amount=Money(5, "CNY"), repaid=Money(0, "CNY"), reference=None, repeats=None)
        assert first.events == (paid,)
        recorded = end(db)
        assert recorded == (4, first.head, Money("105.50", "CNY"))
        again: list[Callable[[], defray.Answer]] = [
            lambda: db.top_up("acme", amount=Money("5.0", "CNY"), idempotency_key="k-1"),
            lambda: db.submit(TopUp("acme", amount=Money(5, "CNY")), idempotency_key="k-1"),
            lambda: db.submit(defray.Request(TopUp("acme", amount=Money(5, "CNY")), idempotency_key="k-1")),
            # The instant and the actor are not compared.
            lambda: db.top_up("acme", amount=Money(5, "CNY"), at=START, actor="li.wei", idempotency_key="k-1"),
        ]
        for repeat in again:
            is_the_first_result(repeat(), first)
            assert end(db) == recorded
    with defray.open(path) as db:
        is_the_first_result(db.top_up("acme", amount=Money(5, "CNY"), idempotency_key="k-1"), first)
        assert end(db) == recorded
        assert db.verify().entries == 4


def test_a2_the_first_result_of_a_bill_has_its_receipt(db: Engine, clock: defray.ManualClock) -> None:
    clock.set(START + DAY)
    first = db.settle_bill(bill(), idempotency_key="k-1")
    assert isinstance(first, Done) and first.receipt is not None
    assert [(slice.fund, slice.amount) for slice in first.receipt.slices] == [
        (defray.Fund.CASH, Money("100.50", "CNY")),
        (defray.Fund.OVERDRAFT, Money("19.50", "CNY")),
    ]
    is_the_first_result(db.settle_bill(bill(), idempotency_key="k-1"), first)
    # Without the key, the same bill is known (P4).
    known = db.settle_bill(bill())
    assert isinstance(known, defray.Already) and known.receipt == first.receipt
    assert known.prior == defray.PriorResultBill(db.bill("b-1"))
    assert db.position == first.position


def test_a2_the_same_key_with_another_command_is_a_conflict(db: Engine) -> None:
    assert isinstance(db.top_up("acme", amount=Money(5, "CNY"), idempotency_key="k-1"), Done)
    before = end(db)
    conflicts: list[Callable[[], defray.Answer]] = [
        lambda: db.top_up("acme", amount=Money("5.000000000001", "CNY"), idempotency_key="k-1"),
        lambda: db.top_up("acme", amount=Money(5, "CNY"), reference="wire 7", idempotency_key="k-1"),
        lambda: db.top_up("unknown", amount=Money(5, "CNY"), idempotency_key="k-1"),
        lambda: db.settle_bill(bill(), idempotency_key="k-1"),
    ]
    for conflict in conflicts:
        with pytest.raises(defray.RefusedError, match="k-1") as raised:
            conflict()
        assert (raised.value.code, raised.value.number, raised.value.rule) == ("idempotency_conflict", 502, "A2")
        assert (raised.value.field, raised.value.retryable) == ("idempotency_key", False)
        assert end(db) == before


def test_a2_a_key_counts_within_its_own_batch(db: Engine) -> None:
    request = defray.Request(TopUp("acme", amount=Money(5, "CNY")), idempotency_key="k-1")
    other = defray.Request(TopUp("acme", amount=Money(6, "CNY")), idempotency_key="k-1")
    first, again, conflict = db.submit_all([request, request, other])
    assert isinstance(first, Done) and first.position == 4
    is_the_first_result(again, first)
    assert isinstance(conflict, defray.RefusedError)
    assert (conflict.code, conflict.rule, conflict.index) == ("idempotency_conflict", "A2", 2)
    assert end(db) == (4, first.head, Money("105.50", "CNY"))


def test_a2_threads_with_one_key_have_one_effect(db: Engine) -> None:
    answers: list[defray.Answer] = []

    def submit() -> None:
        answers.append(db.top_up("acme", amount=Money(5, "CNY"), idempotency_key="k-1"))

    threads = [threading.Thread(target=submit) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (first,) = (answer for answer in answers if isinstance(answer, Done))
    repeated = [answer for answer in answers if not isinstance(answer, Done)]
    assert len(repeated) == 15
    for answer in repeated:
        is_the_first_result(answer, first)
    assert end(db) == (4, first.head, Money("105.50", "CNY"))


LONG = "x" * 129
# A wrong call; the class, the code and the field of its error; the value and the expectation in the message.
BAD_INPUT: list[tuple[Callable[[Any], object], type[defray.DefrayError], str, str | None, str, str]] = [
    (lambda db: db.top_up(LONG, amount=Money(1, "CNY")), defray.MisuseError, "bad_value", "account", "xxxxx", "1 to 128 bytes"),
    (lambda db: db.top_up(7, amount=Money(1, "CNY")), defray.WrongTypeError, "wrong_type", "account", "7", "a str"),
    (lambda db: db.top_up("acme", amount=0.5), defray.WrongTypeError, "wrong_type", "amount", "0.5", "a Money"),
    (lambda db: db.top_up("acme", amount=None), defray.WrongTypeError, "wrong_type", "amount", "None", "a Money"),
    (lambda _: Money(Decimal(10) ** 15, "CNY"), defray.MisuseError, "bad_value", "amount", "1000000000000000", "below"),
    (lambda _: Money("1e5", "CNY"), defray.MisuseError, "bad_value", "amount", "1e5", "no exponent"),
    (lambda _: Money(1, "cny"), defray.MisuseError, "bad_value", "currency", "cny", "three capital letters"),
    (lambda db: db.bind_workspace("acme", workspace="no-site"), defray.MisuseError, "bad_value", "workspace", "no-site", "`/`"),
    (lambda db: db.submit("top_up"), defray.WrongTypeError, "wrong_type", None, "top_up", "a command"),
    (lambda db: db.submit(None), defray.WrongTypeError, "wrong_type", None, "None", "a command"),
    (lambda db: db.settle_bill(bill(id="a\0b")), defray.MisuseError, "bad_value", "bill.id", "a", "control characters"),
    (
        lambda db: db.preview(defray.Bill("b", workspace="cn1/ws-1", item="logs", amount=1, period=bill().period)),  # type: ignore[arg-type]
        defray.WrongTypeError, "wrong_type", "bill.amount", "1", "a Money",
    ),
    (
        lambda db: db.preview(bill(), at=datetime(2200, 1, 1, tzinfo=START.tzinfo)),
        defray.MisuseError, "bad_value", "at", "2200-01-01", "up to the end of 2199",
    ),
    (
        lambda db: db.set_policy(policy=defray.Policy(grace=timedelta(microseconds=1))),
        defray.MisuseError, "bad_value", "policy.grace", "0:00:00.000001", "whole seconds",
    ),
    (lambda db: db.entry(2**64), defray.MisuseError, "bad_value", "position", str(2**64), "a count from 0"),
    (lambda db: db.account("\ud800"), defray.MisuseError, "bad_value", "id", "…", "Unicode"),
    (lambda _: defray.read_command('{"command": "pay"}'), defray.MisuseError, "unknown_command", "command", "pay", "expected"),
]  # fmt: skip


@pytest.mark.parametrize("call, kind, code, field, value, expected", BAD_INPUT)
def test_a5_bad_input_is_an_error_with_field_value_and_expectation(
    db: Engine,
    call: Callable[[Any], object],
    kind: type[defray.DefrayError],
    code: str,
    field: str | None,
    value: str,
    expected: str,
) -> None:
    before = end(db)
    with pytest.raises(kind) as raised:
        call(db)
    assert type(raised.value) is kind
    assert (raised.value.code, raised.value.field) == (code, field)
    message = str(raised.value)
    assert value in message and expected in message and len(message) < 600 and "\n" not in message
    assert end(db) == before
