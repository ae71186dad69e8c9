"""Every error code has the exception of its class, and the exceptions have the right fields."""

from __future__ import annotations

import copy
import os
import pickle
import re
from pathlib import Path

import defray
import pytest
from conftest import START, bill
from defray import (
    Advance,
    ClosedError,
    CorruptError,
    DefrayError,
    Engine,
    EnvironmentFailure,
    ErrorClass,
    ForkedError,
    InternalError,
    MisuseError,
    Money,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    SettleBill,
    TopUp,
    WrongTypeError,
)
from defray import _errors, _native

ROOT = Path(os.environ.get("DEFRAY_ROOT", Path(__file__).parents[2]))
CLASSES = {
    "Refused": RefusedError,
    "Misuse": MisuseError,
    "Environment": EnvironmentFailure,
    "Unknown": OutcomeUnknownError,
    "Corrupt": CorruptError,
    "Bug": InternalError,
}
SPECIAL = {"not_found": NotFoundError, "wrong_type": WrongTypeError, "closed": ClosedError, "forked": ForkedError}


def documented() -> list[tuple[int, str, str]]:
    found, heading = [], ""
    for line in (ROOT / "docs" / "errors.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif row := re.match(r"\| (\d+) \| `(\w+)` \|", line):
            found.append((int(row[1]), row[2], heading))
    return found


def test_the_documented_codes_are_the_engines() -> None:
    assert [(number, name, heading.lower()) for number, name, heading in sorted(documented())] == sorted(_native.codes())
    assert len(documented()) > 100


@pytest.mark.parametrize("number, code, heading", documented())
def test_a_code_has_its_class(number: int, code: str, heading: str) -> None:
    error = _errors.make("what", code, number, heading.lower(), "bill.amount", "W8", 3, heading == "Environment")
    assert type(error) is SPECIAL.get(code, CLASSES[heading])
    assert isinstance(error, CLASSES[heading]) and isinstance(error, DefrayError)
    for one in (error, pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(one) is type(error)
        assert (str(one), one.code, one.number, one.class_) == ("what", code, number, ErrorClass(heading.lower()))
        assert (one.field, one.rule, one.index) == ("bill.amount", "W8", 3)
        assert one.retryable is (heading == "Environment")


def test_classes_have_standard_base_classes() -> None:
    bases = {error: error.__bases__ for error in [*CLASSES.values(), *SPECIAL.values()]}
    assert bases == {
        RefusedError: (DefrayError,),
        MisuseError: (DefrayError, ValueError),
        EnvironmentFailure: (DefrayError,),
        OutcomeUnknownError: (DefrayError,),
        CorruptError: (DefrayError,),
        InternalError: (DefrayError,),
        NotFoundError: (RefusedError, LookupError),
        WrongTypeError: (MisuseError, TypeError),
        ClosedError: (MisuseError,),
        ForkedError: (MisuseError,),
    }
    assert DefrayError.__bases__ == (Exception,)


def test_a_refusal_has_code_number_class_and_field(db: Engine) -> None:
    with pytest.raises(RefusedError) as raised:
        db.top_up("unknown", amount=Money(1, "CNY"))
    error = raised.value
    assert (error.code, error.number, error.class_, error.field) == ("unknown_account", 505, ErrorClass.REFUSED, "account")
    assert error.rule is None and error.index is None and error.retryable is False
    assert "unknown" in str(error)


def test_a_refusal_names_its_rule(db: Engine) -> None:
    with pytest.raises(RefusedError) as raised:
        db.settle_bill(bill(amount="-1"))
    assert (raised.value.code, raised.value.rule) == ("bill_negative", "W8")


def test_a_query_for_a_record_that_does_not_exist(db: Engine) -> None:
    with pytest.raises(LookupError, match="account `unknown`") as raised:
        db.account("unknown")
    assert isinstance(raised.value, NotFoundError) and raised.value.code == "not_found"


@pytest.mark.parametrize("id", ["", " x", "x" * 129, "a\nb"])
def test_an_id_is_checked(db: Engine, id: str) -> None:
    with pytest.raises(MisuseError) as raised:
        db.top_up(id, amount=Money(1, "CNY"))
    assert (raised.value.code, raised.value.field) == ("bad_value", "account")


def test_an_error_has_the_path_of_the_field(db: Engine) -> None:
    wrong = defray.Bill("b", workspace="no-slash", item="logs", amount=Money(1, "CNY"), period=bill().period)
    with pytest.raises(MisuseError) as raised:
        db.settle_bill(wrong)
    assert (raised.value.code, raised.value.field) == ("bad_value", "bill.workspace")
    with pytest.raises(WrongTypeError) as typed:
        db.settle_bill("b-1")  # type: ignore[arg-type]
    assert (typed.value.code, typed.value.field) == ("wrong_type", "bill")
    with pytest.raises(MisuseError) as subscription:
        link = defray.Subscription(defray.Provider.AWS, account_id="071964067459")
        db.link_cloud_account("acme", cloud_account="ca-1", subscription=link)
    assert (subscription.value.field, subscription.value.code) == ("subscription.customer_identifier", "missing_field")
    with pytest.raises(WrongTypeError) as no_command:
        db.submit(bill())  # type: ignore[arg-type]
    assert (no_command.value.code, no_command.value.field) == ("wrong_type", None)
    assert "expected a command" in str(no_command.value)


def test_a_str_is_not_a_list(db: Engine) -> None:
    waterfall = defray.Waterfall("sms", enterprise=[defray.Fund.CASH], cloud=[defray.Fund.CLOUD_ACCOUNT])
    with pytest.raises(WrongTypeError) as raised:
        db.set_policy("acme", policy=defray.Policy(waterfalls=[waterfall]))
    assert (raised.value.code, raised.value.field) == ("wrong_type", "policy.waterfalls[0].items")


def test_files_that_are_missing_or_not_ledgers(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as missing:
        defray.open(tmp_path / "none.defray")
    assert (missing.value.code, missing.value.retryable) == ("file_missing", True)
    (tmp_path / "other").write_bytes(b"something else" * 1_000)
    with pytest.raises(CorruptError) as other:
        defray.open(tmp_path / "other")
    assert other.value.code == "not_a_ledger"


def test_a_panic_is_an_internal_error() -> None:
    with pytest.raises(InternalError) as raised:
        _native.testing_panic()  # type: ignore[attr-defined, unused-ignore]
    assert (raised.value.code, raised.value.number) == ("panic", 902)
    assert "on purpose" in str(raised.value)


def test_a_refused_command_does_not_stop_its_batch(db: Engine) -> None:
    good, bad = TopUp("acme", amount=Money(1, "CNY")), TopUp("unknown", amount=Money(1, "CNY"))
    answers = db.submit_all([good, bad, good])
    assert [type(answer) for answer in answers] == [defray.Done, RefusedError, defray.Done]
    refused = answers[1]
    assert isinstance(refused, DefrayError) and (refused.code, refused.index) == ("unknown_account", 1)
    assert db.account("acme").cash == Money("102.50", "CNY")


def test_an_atomic_batch_is_executed_as_a_whole_or_not_at_all(db: Engine) -> None:
    good, bad = TopUp("acme", amount=Money(1, "CNY")), TopUp("unknown", amount=Money(1, "CNY"))
    before = db.position
    with pytest.raises(RefusedError) as raised:
        db.submit_all([good, good, bad, good], atomic=True)
    assert (raised.value.code, raised.value.index) == ("unknown_account", 2)
    assert db.position == before
    assert [type(answer) for answer in db.submit_all([good, good], atomic=True)] == [defray.Done, defray.Done]
    assert db.account("acme").cash == Money("102.50", "CNY")


def test_a_batch_with_a_wrong_type_is_not_submitted(db: Engine) -> None:
    before = db.position
    with pytest.raises(WrongTypeError) as raised:
        db.submit_all([Advance(), SettleBill(bill()), TopUp("acme", amount=1.5)])  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.index, raised.value.field) == ("wrong_type", 2, "amount")
    assert db.position == before


def test_a_request_is_recorded_with_its_envelope(db: Engine) -> None:
    request = defray.Request(TopUp("acme", amount=Money(1, "CNY")), at=START, actor="li.wei", idempotency_key="wire-7")
    done = db.submit(request)
    assert isinstance(done, defray.Done)
    entry, head = db.entry(done.position)
    assert (entry.at, entry.actor, entry.idempotency_key) == (START, "li.wei", "wire-7")
    assert (entry.command, entry.events, head) == (request.command, done.events, done.head)
