"""The fixtures and functions that several test files use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import defray
import hypothesis
import pytest
from defray import Bill, Engine, ManualClock, Money, Period

START = datetime(2026, 3, 1, tzinfo=timezone.utc)
DAY = timedelta(days=1)


def bill(id: str = "b-1", amount: str = "120", at: datetime = START) -> Bill:
    return Bill(id, workspace="cn1/ws-1", item="logs", amount=Money(amount, "CNY"), period=Period(at, end=at + DAY))


def set_up_account(db: Engine) -> None:
    """Opens the account `acme` with one workspace and 100.50 CNY of cash: three journal entries."""
    db.open_account("acme", currency="CNY")
    db.bind_workspace("acme", workspace="cn1/ws-1")
    db.top_up("acme", amount=Money("100.50", "CNY"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def db(clock: ManualClock) -> Iterator[Engine]:
    with defray.open_in_memory(clock=clock) as db:
        set_up_account(db)
        yield db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.defray"


# Every run uses the same examples, so the result is the same on every machine. `make python-soak` uses random ones.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=20_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
