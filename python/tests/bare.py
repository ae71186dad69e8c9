"""Tests of an environment where only the wheel is installed, without pytest and without libraries that read tables."""

from __future__ import annotations

import importlib.util
import tempfile
from datetime import datetime, timedelta, timezone
from importlib.metadata import requires
from pathlib import Path

import defray
from defray import Bill, Money, Period, _native

for absent in ("pandas", "polars", "pyarrow", "duckdb", "matplotlib", "numpy"):
    assert importlib.util.find_spec(absent) is None, f"{absent} is installed: this test needs an environment without it"
assert not requires("defray"), "the wheel must require nothing"
assert not hasattr(_native, "testing_panic"), "the shipped wheel must not have the function that panics"

start = datetime(2026, 3, 1, tzinfo=timezone.utc)
with tempfile.TemporaryDirectory() as folder:
    with defray.create(Path(folder) / "ledger.defray", clock=defray.ManualClock(start)) as db:
        db.open_account("acme", currency="CNY")
        db.bind_workspace("acme", workspace="cn1/ws-1")
        db.top_up("acme", amount=Money("100.50", "CNY"))
        period = Period(start, end=start + timedelta(days=1))
        bill = Bill("b-1", workspace="cn1/ws-1", item="logs", amount=Money("0.000000000001", "CNY"), period=period)
        db.settle_bill(bill)
        payments = db.table("payments")
        payments.to_csv(Path(folder) / "payments.csv")
        rows = (Path(folder) / "payments.csv").read_text("utf-8").splitlines()
        assert len(rows) == 2 and "0.000000000001" in rows[1]
        # The stream itself needs no library. A method that needs one names it in the error.
        assert "arrow_array_stream" in repr(payments.__arrow_c_stream__())
        for library, read in (("pandas", payments.to_pandas), ("polars", payments.to_polars)):
            try:
                read()
            except ImportError as error:
                assert error.name == library, error
            else:
                raise AssertionError(f"{library} is not installed, but its method succeeded")
        assert db.verify().entries == db.position == 4
print("the wheel works without other packages")
