"""Records as tables: pandas, polars, pyarrow, duckdb and CSV have the same rows."""

from __future__ import annotations

import csv
import gc
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import defray
import duckdb
import pandas
import polars
import pyarrow
import pytest
from conftest import START, bill, set_up_account
from defray import Engine, Money, _native

NAMES: Any = _native.table_names


@pytest.fixture
def paid(db: Engine) -> Engine:
    """A ledger with at least one row in every table."""
    db.open_account("other", currency="USD")
    instance = defray.Subscription(defray.Provider.ALI_CLOUD, account_id="1041031108983109", instance_id="122779388")
    db.link_cloud_account("acme", cloud_account="ca-1", subscription=instance)
    confirmation = defray.TopicConfirmation("arn:aws:sns:us-east-1:1:topic", address="https://sns.example/confirm")
    provider, signal = defray.Provider.AWS, defray.Signal.IGNORED
    db.ingest(defray.MarketplaceMessage(provider, kind="SubscriptionConfirmation", signal=signal, confirm=confirmation))
    identity, activated = "aws:license:l-0abc", defray.Signal.ACTIVATED
    db.ingest(defray.MarketplaceMessage(provider, kind="License Updated", signal=activated, identity=identity))
    db.issue_voucher("acme", lot="v-1", kind=defray.LotKind.ORDINARY_VOUCHER, face=Money("20.000000000001", "CNY"))
    db.settle_bill(bill("b-1", "120"))
    db.settle_bill(bill("b-2", "0.1"))
    return db


def test_every_reader_sees_the_same(paid: Engine) -> None:
    with paid.snapshot() as snapshot:
        arrow = pyarrow.table(snapshot.table("payments"))
        amounts = [(row["bill"], row["fund"], row["amount"]) for row in arrow.to_pylist()]
        assert amounts == [
            ("b-1", "ordinary_voucher", Decimal("20.000000000001")),
            ("b-1", "cash", Decimal("99.999999999999")),
            ("b-2", "cash", Decimal("0.1")),
        ]
        assert arrow.schema.field("amount").type == pyarrow.decimal128(38, 12)
        assert arrow.schema.field("decided_at").type == pyarrow.timestamp("ns", "UTC")

        frame = polars.DataFrame(snapshot.table("payments"))
        assert frame.rows() == snapshot.table("payments").to_polars().rows()
        assert frame["amount"].dtype == polars.Decimal(38, 12)
        assert frame["amount"].sum() == Decimal("120.1")

        data = snapshot.table("payments").to_pandas()
        assert isinstance(data, pandas.DataFrame)
        assert sum(data["amount"]) == Decimal("120.1") and len(data) == 3

        payments = snapshot.table("payments")
        counted = duckdb.sql("select sum(amount), count(*) from payments")
        assert counted is not None and counted.fetchall() == [(Decimal("120.1"), 3)]
        assert payments.name == "payments" and "payments" in repr(payments)


def test_the_names_of_all_tables() -> None:
    expected = ["payments", "bills", "accounts", "lots", "timeline", "cloud_accounts", "outbox"]
    assert NAMES == [*expected, "held", "journal", "unmatched"]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_the_same_as_csv(paid: Engine, name: Any, tmp_path: Path) -> None:
    with paid.snapshot() as snapshot:
        table = snapshot.table(name)
        columns = pyarrow.table(table).to_pydict()
        assert list(columns) == table.columns
        table.to_csv(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    # No bill is held.
    assert (rows or name == "held") and len(rows) == len(next(iter(columns.values())))
    for place, row in enumerate(rows):
        for column, text in row.items():
            assert text == written(columns[column][place]), (place, column)


def written(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return defray.to_json(value).strip('"')
        case _:
            return str(value)


def test_one_account_alone(paid: Engine) -> None:
    assert pyarrow.table(paid.table("accounts", account="other")).column("account").to_pylist() == ["other"]
    assert pyarrow.table(paid.table("accounts")).num_rows == 2
    with pytest.raises(defray.MisuseError) as raised:
        paid.table("nothing")  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.field) == ("bad_value", "name")
    assert "payments" in str(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_of_one_account_has_no_row_of_another(name: Any, tmp_path: Path) -> None:
    history = Path(__file__).parents[2] / "tests" / "data" / "two-accounts.jsonl"
    with defray.open_in_memory() as db:
        assert not [one for one in db.import_jsonl(history) if isinstance(one, defray.DefrayError)]
        everything = pyarrow.table(db.table(name)).to_pylist()
        for account, other in (("acme", "globex"), ("globex", "acme")):
            table = db.table(name, account=account)
            rows = pyarrow.table(table).to_pylist()
            # An unmatched subscription belongs to no account.
            assert bool(rows) == (name != "unmatched")
            assert all(row in everything and other not in str(row) for row in rows)
            named = [row for row in everything if account in str(row)]
            assert name == "unmatched" or [row for row in rows if account in str(row)] == named
            table.to_csv(tmp_path / "table.csv")
            text = (tmp_path / "table.csv").read_text(encoding="utf-8")
            assert len(text.splitlines()) == len(rows) + 1 and other not in text


def test_a_stream_keeps_its_snapshot_open(paid: Engine) -> None:
    past = paid.as_of(START)
    stream = pyarrow.RecordBatchReader.from_stream(past.table("accounts"))
    past.close()
    del past
    gc.collect()
    assert stream.read_all().num_rows == 2


def test_an_unread_stream_is_released(path: Path) -> None:
    with defray.create(path) as db:
        set_up_account(db)
        db.checkpoint()
        streams = [db.table("accounts").__arrow_c_stream__() for _ in range(100)]
        with pytest.raises(defray.EnvironmentFailure) as raised:
            db.compact()
        assert raised.value.code == "busy"
        streams.clear()
        gc.collect()
        assert db.compact() is True


def test_a_stream_of_a_closed_ledger_is_an_error(path: Path) -> None:
    with defray.create(path) as db:
        db.open_account("acme", currency="CNY")
        db.checkpoint()
        stream = pyarrow.RecordBatchReader.from_stream(db.table("accounts"))
    with pytest.raises(pyarrow.ArrowInvalid, match="the ledger is closed"):
        stream.read_all()


def test_many_rows_come_in_batches(db: Engine) -> None:
    many = 20_000
    db.submit_all([defray.OpenAccount(f"a-{number:05}", currency="CNY") for number in range(many)])
    reader = pyarrow.RecordBatchReader.from_stream(db.table("accounts"))
    sizes = [batch.num_rows for batch in reader]
    assert len(sizes) > 1 and sum(sizes) == many + 1


def test_a_sheet_has_no_formulas(db: Engine, tmp_path: Path) -> None:
    db.open_account("=1+1", currency="CNY")
    for sheet, written in ((False, "=1+1"), (True, "'=1+1")):
        db.table("accounts").to_csv(tmp_path / "accounts.csv", sheet=sheet)
        with (tmp_path / "accounts.csv").open(newline="", encoding="utf-8") as file:
            assert [row["account"] for row in csv.DictReader(file)] == [written, "acme"]


def test_csv_that_cannot_be_written(paid: Engine, tmp_path: Path) -> None:
    with pytest.raises(OSError) as raised:
        paid.table("bills").to_csv(tmp_path / "no" / "folder.csv")
    assert raised.value.errno == 2


def test_instants_are_utc(paid: Engine) -> None:
    (at,) = set(pyarrow.table(paid.table("bills")).column("status_at").to_pylist())
    assert at == START and at.utcoffset() == timezone.utc.utcoffset(None)
