"""Exact money: what is taken, what is refused, what comes back."""

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
def test_every_amount_comes_back_exactly(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert money.amount == amount
    assert money.currency == currency
    assert Money.parse(str(money)) == money
    assert eval(repr(money), {"Money": Money}) == money
    assert pickle.loads(pickle.dumps(money)) == money
    assert hash(Money(f"{amount:f}", currency)) == hash(money)


@given(AMOUNTS)
def test_the_engine_gives_back_what_it_was_given(amount: Decimal) -> None:
    line = defray.write_command(defray.TopUp("acme", amount=Money(amount, "CNY")))
    command = defray.read_command(line).command
    assert isinstance(command, defray.TopUp)
    assert command.amount.amount == amount


@given(st.integers(-(10**14), 10**14), st.integers(0, 12))
def test_a_decimal_may_be_written_with_an_exponent(digits: int, places: int) -> None:
    for written in (Decimal(digits).scaleb(-places), Decimal(f"{digits}E-{places}"), Decimal(digits).scaleb(-places).normalize()):
        assert Money(written, "CNY").amount == written


@pytest.mark.parametrize("amount", [Decimal("1E+3"), 1000, "1000", "1000.000", Decimal("1000.0000000000000000000")])
def test_one_amount_has_many_spellings(amount: Decimal | int | str) -> None:
    assert Money(amount, "CNY") == Money(1000, "CNY")
    assert str(Money(amount, "CNY")) == "1000 CNY"


@pytest.mark.parametrize("amount", [0.1, 1.0, True, False, None, 1j, Fraction(1, 2), b"1", [1], float("nan")])
def test_what_is_not_exact_is_no_amount(amount: Any) -> None:
    with pytest.raises(TypeError) as raised:
        Money(amount, "CNY")
    assert isinstance(raised.value, WrongTypeError)
    assert raised.value.field == "amount"


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
        pytest.param(10**5000, id="an int that Python does not print"),
        "1e3",
        "1,000",
        " 1",
        "１",
        "",
        "\ud800",
    ],
)
def test_what_cannot_be_kept_exactly_is_refused(amount: Decimal | int | str) -> None:
    with pytest.raises(ValueError) as raised:
        Money(amount, "CNY")
    assert isinstance(raised.value, MisuseError)
    assert not isinstance(raised.value, TypeError)
    assert raised.value.code == "bad_value"
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("currency", ["cny", "CN", "CNYX", "", "C Y"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(ValueError, match="three capital letters"):
        Money(1, currency)


@given(AMOUNTS, AMOUNTS)
def test_arithmetic_is_exact_or_an_error(one: Decimal, other: Decimal) -> None:
    for operation in (operator.add, operator.sub):
        expected: Decimal = operation(one, other)
        if abs(expected) < Decimal(10) ** 15:
            assert operation(Money(one, "CNY"), Money(other, "CNY")).amount == expected
        else:
            with pytest.raises(ValueError, match="out of range"):
                operation(Money(one, "CNY"), Money(other, "CNY"))
    assert (Money(one, "CNY") < Money(other, "CNY")) == (one < other)
    assert (Money(one, "CNY") == Money(other, "CNY")) == (one == other)
    assert -Money(one, "CNY") == Money(-one, "CNY")
    assert abs(Money(one, "CNY")) == Money(abs(one), "CNY")
    assert bool(Money(one, "CNY")) == bool(one)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt, operator.ge])
def test_currencies_do_not_mix(operation: Callable[[Money, Money], object]) -> None:
    with pytest.raises(ValueError, match="currencies do not mix"):
        operation(Money(1, "CNY"), Money(1, "USD"))
    assert Money(1, "CNY") != Money(1, "USD")


@pytest.mark.parametrize("other", [1, Decimal(1), "1 CNY", None])
def test_money_and_a_bare_number_do_not_mix(other: Any) -> None:
    assert Money(1, "CNY") != other
    with pytest.raises(TypeError):
        Money(1, "CNY") + other
    with pytest.raises(TypeError):
        Money(1, "CNY") < other


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
            assert (amount, currency) == (1, "CNY")


def test_floats_are_refused_deep_inside_a_command(db: Engine) -> None:
    tier: Any = defray.CardTier(Decimal(1000), voucher=0.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError) as raised:
        db.set_policy("acme", policy=Policy(card_tiers=[defray.CardTier(Decimal(1), voucher=Decimal(1)), tier]))
    assert isinstance(raised.value, WrongTypeError)
    assert raised.value.field == "policy.card_tiers[1].voucher"
    assert "0.5" in str(raised.value)


def test_a_policy_begins_with_what_is_built_in(db: Engine) -> None:
    assert Policy() == defray.built_in_policy() == db.policy("acme")
    own = Policy(credit_limit=Decimal("1000"))
    db.set_policy("acme", policy=own)
    assert db.policy("acme") == own
    assert own != Policy()
