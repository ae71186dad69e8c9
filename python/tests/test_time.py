"""Instants and durations: only aware ones, exact to the nanosecond."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import defray
import pytest
from conftest import START, bill
from defray import Advance, Engine, MisuseError, NanoDatetime, Policy, Request, WrongTypeError
from hypothesis import given
from hypothesis import strategies as st

OFFSETS = st.integers(-(23 * 60), 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1970, 1, 3), datetime(2199, 12, 30), timezones=OFFSETS | st.just(timezone.utc))
LAST = 7_258_118_400 * 10**9 - 1


def through(at: datetime) -> datetime:
    """The instant after the conversions to core's value and back."""
    back = defray.read_command(defray.write_command(Request(Advance(), at=at))).at
    assert back is not None
    return back


@given(INSTANTS)
def test_every_instant_is_kept_exactly(at: datetime) -> None:
    back = through(at)
    assert back == at
    assert back.tzinfo is timezone.utc
    assert type(back) is datetime


@given(st.integers(0, LAST))
def test_every_nanosecond_is_kept_exactly(nanoseconds: int) -> None:
    at = NanoDatetime.from_nanoseconds(nanoseconds)
    back = through(at)
    assert back == at
    assert type(back) is (NanoDatetime if nanoseconds % 1_000 else datetime)
    assert NanoDatetime.from_nanoseconds(at.to_nanoseconds()) == at
    assert at.astimezone(timezone(timedelta(hours=8))) == at
    assert pickle.loads(pickle.dumps(at)) == copy.deepcopy(at) == at
    assert hash(at) == hash(at.astimezone(timezone(timedelta(hours=-5))))
    assert through(NanoDatetime._of(at.plain(), at.nanosecond)) == at


@given(st.integers(0, LAST), st.integers(0, LAST))
def test_nanoseconds_have_an_order(one: int, other: int) -> None:
    a, b = NanoDatetime.from_nanoseconds(one), NanoDatetime.from_nanoseconds(other)
    assert (a < b, a <= b, a == b, a > b, a >= b) == (one < other, one <= other, one == other, one > other, one >= other)
    assert (a < b.plain()) == (one < other // 1_000 * 1_000)
    assert (b.plain() < a) == (other // 1_000 * 1_000 < one)
    assert (a == b.plain()) == (one == other // 1_000 * 1_000)
    # A difference is in whole microseconds, rounded down.
    assert (a - b) // timedelta(microseconds=1) == (one - other) // 1_000
    assert (a + timedelta(seconds=1)).to_nanoseconds() == one + 10**9
    assert (b.plain() - a) // timedelta(microseconds=1) == (other // 1_000 * 1_000 - one) // 1_000


def test_a_daylight_saving_fold_is_two_instants() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    assert through(first.replace(fold=1)) - through(first) == timedelta(hours=1)


def test_pandas_instants_keep_their_nanoseconds() -> None:
    pandas = pytest.importorskip("pandas")
    at = pandas.Timestamp("2026-03-01T00:00:00.000000007Z")
    assert through(at) == NanoDatetime(2026, 3, 1, tzinfo=timezone.utc, nanosecond=7)


@pytest.mark.parametrize("at", [datetime(2026, 3, 1), date(2026, 3, 1), "2026-03-01T00:00:00Z", 0, 1772323200.0])
def test_a_value_that_is_not_an_aware_datetime_is_refused(db: Engine, at: Any) -> None:
    with pytest.raises(TypeError) as raised:
        db.submit(Advance(), at=at)
    assert isinstance(raised.value, WrongTypeError)
    assert (raised.value.code, raised.value.field) == ("wrong_type", "at")
    assert "aware datetime" in str(raised.value)
    with pytest.raises(WrongTypeError) as previewed:
        db.preview(bill(at=START), at=at)
    assert (previewed.value.code, previewed.value.field) == ("wrong_type", "at")
    with pytest.raises(WrongTypeError) as inside:
        db.submit(defray.BindWorkspace("acme", workspace="cn1/ws-2", since=at))
    assert (inside.value.code, inside.value.field) == ("wrong_type", "since")


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_instants_out_of_range_are_refused(year: int) -> None:
    with pytest.raises(MisuseError, match="from 1970 up to the end of 2199") as raised:
        through(datetime(year, 6, 1, tzinfo=timezone.utc))
    assert (raised.value.code, raised.value.field) == ("bad_value", "at")


@given(st.integers(0, 3_153_600_000))
def test_durations_are_kept_exactly(seconds: int) -> None:
    line = defray.write_command(defray.SetPolicy(policy=Policy(grace=timedelta(seconds=seconds))))
    command = defray.read_command(line).command
    assert isinstance(command, defray.SetPolicy)
    assert command.policy.grace == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "grace", [timedelta(seconds=-1), timedelta(microseconds=1), timedelta(days=40_000), timedelta.max, timedelta.min]
)
def test_durations_are_whole_seconds(grace: timedelta) -> None:
    with pytest.raises(ValueError) as raised:
        defray.write_command(defray.SetPolicy(policy=Policy(grace=grace)))
    assert isinstance(raised.value, MisuseError)
    assert (raised.value.code, raised.value.field) == ("bad_value", "policy.grace")


@pytest.mark.parametrize("grace", [1, 1.5, "1"])
def test_a_number_is_not_a_duration(grace: Any) -> None:
    with pytest.raises(WrongTypeError) as raised:
        defray.write_command(defray.SetPolicy(policy=Policy(grace=grace)))
    assert (raised.value.code, raised.value.field) == ("wrong_type", "policy.grace")
