"""Exact money: accepted and refused amounts, arithmetic, and conversions without loss."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import defray
import pytest
from defray import Engine, Money, MisuseError, Policy, WrongTypeError
from hypothesis import given
from hypothesis import strategies as st

AMOUNTS = st.decimals(
    min_value=Decimal("-999999999999999.999999999999"),
    max_value=Decimal("999999999999999.999999999999"),
    places=12,
)
CURRENCIES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)


@given(AMOUNTS, CURRENCIES)
def test_every_amount_is_kept_exactly(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert money.amount == amount
    assert money.currency == currency
    assert Money.parse(str(money)) == money
    assert eval(repr(money), {"Money": Money}) == money
    assert pickle.loads(pickle.dumps(money)) == money
    assert hash(Money(f"{amount:f}", currency)) == hash(money)


@given(AMOUNTS)
def test_the_engine_returns_the_same_amount(amount: Decimal) -> None:
    line = defray.write_command(defray.TopUp("acme", amount=Money(amount, "CNY")))
    command = defray.read_command(line).command
    assert isinstance(command, defray.TopUp)
    assert command.amount.amount == amount


@given(st.integers(-(10**14), 10**14), st.integers(0, 12))
def test_a_decimal_may_be_written_with_an_exponent(digits: int, places: int) -> None:
    for written in (Decimal(digits).scaleb(-places), Decimal(f"{digits}E-{places}"), Decimal(digits).scaleb(-places).normalize()):
        assert Money(written, "CNY").amount == written


@pytest.mark.parametrize("amount", [Decimal("1E+3"), 1000, "1000", "1000.000", Decimal("1000.0000000000000000000")])
def test_one_amount_has_many_forms(amount: Decimal | int | str) -> None:
    assert Money(amount, "CNY") == Money(1000, "CNY")
    assert str(Money(amount, "CNY")) == "1000 CNY"


@pytest.mark.parametrize("amount", [0.1, 1.0, True, False, None, 1j, Fraction(1, 2), b"1", [1], float("nan")])
def test_a_type_that_is_not_exact_is_refused(amount: Any) -> None:
    with pytest.raises(TypeError) as raised:
        Money(amount, "CNY")
    assert isinstance(raised.value, WrongTypeError)
    assert (raised.value.code, raised.value.field) == ("wrong_type", "amount")


@pytest.mark.parametrize(
    "amount",
    [
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        Decimal("1E+400"),
        Decimal("1E-400"),
        Decimal("0.0000000000001"),
        Decimal(10) ** 15,
        pytest.param(10**5000, id="an int that Python does not convert to a str"),
        "1e3",
        "1,000",
        " 1",
        "１",
        "",
        "\ud800",
    ],
)
def test_an_amount_that_cannot_be_kept_exactly_is_refused(amount: Decimal | int | str) -> None:
    with pytest.raises(ValueError) as raised:
        Money(amount, "CNY")
    assert isinstance(raised.value, MisuseError)
    assert not isinstance(raised.value, TypeError)
    assert (raised.value.code, raised.value.field) == ("bad_value", "amount")
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("currency", ["cny", "CN", "CNYX", "", "C Y"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(MisuseError, match="three capital letters") as raised:
        Money(1, currency)
    assert (raised.value.code, raised.value.field) == ("bad_value", "currency")
    with pytest.raises(MisuseError, match="three capital letters") as zero:
        Money.zero(currency)
    assert (zero.value.code, zero.value.field) == ("bad_value", "currency")


@pytest.mark.parametrize("text", ["", "1", "CNY", "CNY 1", "1 cny", "1  CNY", " 1 CNY", "1.5.0 CNY", "1e3 CNY"])
def test_a_text_that_is_not_money_is_refused(text: str) -> None:
    with pytest.raises(MisuseError) as raised:
        Money.parse(text)
    assert (raised.value.code, raised.value.field) == ("bad_value", "text")


@given(AMOUNTS, AMOUNTS)
def test_arithmetic_is_exact_or_an_error(one: Decimal, other: Decimal) -> None:
    for operation in (operator.add, operator.sub):
        expected: Decimal = operation(one, other)
        if abs(expected) < Decimal(10) ** 15:
            assert operation(Money(one, "CNY"), Money(other, "CNY")).amount == expected
        else:
            with pytest.raises(MisuseError, match="out of range") as raised:
                operation(Money(one, "CNY"), Money(other, "CNY"))
            assert raised.value.code == "bad_value"
    assert (Money(one, "CNY") < Money(other, "CNY")) == (one < other)
    assert (Money(one, "CNY") == Money(other, "CNY")) == (one == other)
    assert -Money(one, "CNY") == Money(-one, "CNY")
    assert abs(Money(one, "CNY")) == Money(abs(one), "CNY")
    assert bool(Money(one, "CNY")) == bool(one)


def test_a_sum_out_of_range_is_an_error() -> None:
    most = Money("999999999999999.999999999999", "CNY")
    for operation, other in ((operator.add, most), (operator.sub, -most)):
        with pytest.raises(MisuseError, match="out of range") as raised:
            operation(most, other)
        assert (raised.value.code, raised.value.field) == ("bad_value", "money")


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt, operator.ge])
def test_currencies_do_not_mix(operation: Callable[[Money, Money], object]) -> None:
    with pytest.raises(MisuseError, match="currencies do not mix") as raised:
        operation(Money(1, "CNY"), Money(1, "USD"))
    assert (raised.value.code, raised.value.field) == ("bad_value", "money")
    assert Money(1, "CNY") != Money(1, "USD")


@pytest.mark.parametrize("other", [1, Decimal(1), "1 CNY", None])
def test_money_and_a_bare_number_do_not_mix(other: Any) -> None:
    assert Money(1, "CNY") != other
    with pytest.raises(TypeError):
        _ = Money(1, "CNY") + other
    with pytest.raises(TypeError):
        _ = Money(1, "CNY") < other


def test_money_can_be_summed() -> None:
    assert sum([Money("0.1", "CNY"), Money("0.2", "CNY")], Money.zero("CNY")) == Money("0.3", "CNY")
    assert sum([Money("0.1", "CNY"), Money("0.2", "CNY")]) == Money("0.3", "CNY")


def test_money_is_frozen() -> None:
    money = Money(1, "CNY")
    with pytest.raises(AttributeError):
        money.amount = Decimal(2)  # type: ignore[misc]
    assert copy.deepcopy(money) == copy.copy(money) == money
    match money:
        case Money(amount, currency):
            matched: tuple[Decimal, str] | None = (amount, currency)
        case _:
            matched = None
    assert matched == (Decimal(1), "CNY")


def test_floats_are_refused_deep_inside_a_command(db: Engine) -> None:
    tier: Any = defray.CardTier(Decimal(1000), voucher=0.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError) as raised:
        db.set_policy("acme", policy=Policy(card_tiers=[defray.CardTier(Decimal(1), voucher=Decimal(1)), tier]))
    assert isinstance(raised.value, WrongTypeError)
    assert (raised.value.code, raised.value.field) == ("wrong_type", "policy.card_tiers[1].voucher")
    assert "0.5" in str(raised.value)


def test_the_default_of_every_policy_field_is_built_in(db: Engine) -> None:
    assert Policy() == defray.built_in_policy() == db.policy("acme")
    own = Policy(credit_limit=Decimal("1000"))
    db.set_policy("acme", policy=own)
    assert db.policy("acme") == own
    assert own != Policy()
