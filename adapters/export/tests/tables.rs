//! Every table of a small ledger whose amounts can be checked by hand. Arrow and CSV have the same values.
#![allow(clippy::unwrap_used, clippy::panic)]

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{Decimal128Type, TimestampNanosecondType, UInt64Type};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::DataType;
use defray::{Engine, MemoryStore, Mode, Options, Snapshot};
use defray_export::{Table, TextForm, csv, csv_in, schema, stream};
use defray_intake::commands::read_request;

/// Account acme pays b-1 (30 CNY) with a voucher (20) and cash (10) and gets 15 back. Its cloud account pays b-2 until
/// AliCloud ends the subscription.
const HISTORY: &str = r#"
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"other","currency":"USD"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1-hangzhou/ws-1"}
{"command":"top_up","at":"2026-03-01T00:00:00Z","account":"acme","amount":"100 CNY"}
{"command":"issue_voucher","at":"2026-03-01T00:00:00Z","account":"acme","lot":"v-1","kind":"ordinary_voucher","face":"20 CNY","valid_until":"2026-04-01T00:00:00Z"}
{"command":"settle_bill","at":"2026-03-02T00:00:00Z","bill":{"id":"b-1","workspace":"cn1-hangzhou/ws-1","item":"logs","amount":"30.000000000001 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-02T00:00:00Z"}}}
{"command":"reverse_bill","at":"2026-03-02T01:00:00Z","bill":"b-1","reversal":"r-1","amount":"15 CNY"}
{"command":"rename_workspace","at":"2026-03-02T01:00:00Z","account":"acme","workspace":"cn1-hangzhou/ws-1","display_name":"Production"}
{"command":"link_cloud_account","at":"2026-03-02T02:00:00Z","account":"acme","cloud_account":"ca-1","subscription":{"provider":"alicloud","account_id":"1041031108983109","instance_id":"122779388"}}
{"command":"ingest","at":"2026-03-02T03:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"createInstance","signal":"activated","occurred_at":"2026-03-02T03:00:00Z"}}
{"command":"choose_method","at":"2026-03-02T04:00:00Z","account":"acme","workspace":"cn1-hangzhou/ws-1","method":{"cloud_account":"ca-1"}}
{"command":"settle_bill","at":"2026-03-03T00:00:00Z","actor":"meter, \"night\" run","idempotency_key":"k-1","bill":{"id":"b-2","workspace":"cn1-hangzhou/ws-1","item":"sms","amount":"7 CNY","period":{"start":"2026-03-02T05:00:00Z","end":"2026-03-02T06:00:00Z"}}}
{"command":"ingest","at":"2026-03-04T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"releaseInstance","signal":"ended","occurred_at":"2026-03-04T00:00:00Z"}}
{"command":"ingest","at":"2026-03-04T00:00:00Z","message":{"provider":"aws","identity":"aws:license:l-0abc","kind":"License Updated","signal":"activated","account_id":"123456789012"}}
"#;

/// Two accounts with rows in every table. Everything of an account has its name.
const TWO_ACCOUNTS: &str = include_str!("../../../tests/data/two-accounts.jsonl");

fn played() -> Snapshot {
    play(HISTORY)
}

fn play(history: &str) -> Snapshot {
    let fixed = "2026-03-05T00:00:00Z".parse().unwrap();
    let options = Options { clock: std::sync::Arc::new(move || fixed), ..Options::default() };
    let engine = Engine::open_in(MemoryStore::default(), options).unwrap();
    let lines = history.lines().filter(|line| !line.is_empty());
    let requests = lines.map(|line| read_request(line.as_bytes()).unwrap()).collect();
    for answer in engine.submit_all(requests, Mode::Independent) {
        answer.unwrap();
    }
    engine.snapshot()
}

fn text(snapshot: &Snapshot, table: Table, account: Option<&str>) -> String {
    let mut text = Vec::new();
    csv(snapshot, table, account.map(|account| account.parse().unwrap()), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn payments_are_exact_and_returns_are_below_zero() {
    let text = text(&played(), Table::Payments, None);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "6,2026-03-02T00:00:00Z,bill_settled,acme,cn1-hangzhou/ws-1,b-1,logs,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,enterprise,ordinary_voucher,v-1,20,CNY",
            "6,2026-03-02T00:00:00Z,bill_settled,acme,cn1-hangzhou/ws-1,b-1,logs,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,enterprise,cash,,10.000000000001,CNY",
            "7,2026-03-02T01:00:00Z,bill_reversed,acme,cn1-hangzhou/ws-1,b-1,logs,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,enterprise,cash,,-10.000000000001,CNY",
            "7,2026-03-02T01:00:00Z,bill_reversed,acme,cn1-hangzhou/ws-1,b-1,logs,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,enterprise,ordinary_voucher,v-1,-4.999999999999,CNY",
            "12,2026-03-03T00:00:00Z,bill_settled,acme,cn1-hangzhou/ws-1,b-2,sms,2026-03-02T05:00:00Z,2026-03-02T06:00:00Z,ca-1,cloud_account,,7,CNY",
        ]
    );
}

#[test]
fn every_table_has_the_rows_it_should() {
    let snapshot = played();
    let rows = |table| text(&snapshot, table, None).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        rows(Table::Bills),
        [
            "b-1,acme,cn1-hangzhou/ws-1,logs,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,30.000000000001,15,CNY,settled,2026-03-02T00:00:00Z,enterprise,P1",
            "b-2,acme,cn1-hangzhou/ws-1,sms,2026-03-02T05:00:00Z,2026-03-02T06:00:00Z,7,0,CNY,settled,2026-03-03T00:00:00Z,ca-1,P1",
        ]
    );
    assert_eq!(
        rows(Table::Accounts),
        [
            "acme,CNY,good,100,0,2026-03-01T00:00:00Z,,2026-03-04T00:00:00Z",
            "other,USD,good,0,0,2026-03-01T00:00:00Z,,2026-03-01T00:00:00Z",
        ]
    );
    assert_eq!(
        rows(Table::Lots),
        [
            "acme,v-1,ordinary_voucher,20,4.999999999999,CNY,,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,2026-03-01T00:00:00Z,issued,open,"
        ]
    );
    assert_eq!(
        rows(Table::Timeline),
        [
            "cn1-hangzhou/ws-1,acme,enterprise,2026-03-01T00:00:00Z,2026-03-02T04:00:00Z,bound,2026-03-01T00:00:00Z,Production",
            "cn1-hangzhou/ws-1,acme,ca-1,2026-03-02T04:00:00Z,2026-03-04T00:00:00Z,chosen,2026-03-02T04:00:00Z,Production",
            "cn1-hangzhou/ws-1,acme,enterprise,2026-03-04T00:00:00Z,,forced,2026-03-04T00:00:00Z,Production",
        ]
    );
    assert_eq!(
        rows(Table::CloudAccounts),
        [
            "ca-1,acme,alicloud,alicloud:122779388,closing,2026-03-02T02:00:00Z,2026-03-02T03:00:00Z,2026-03-04T00:00:00Z,2026-03-04T02:00:00Z"
        ]
    );
    assert_eq!(
        rows(Table::Unmatched),
        [
            "aws:license:l-0abc,aws,1,2026-03-04T00:00:00Z,2026-03-04T00:00:00Z,active,not_linked,123456789012,,,123456789012,,l-0abc,,,"
        ]
    );
    assert_eq!(text(&snapshot, Table::Unmatched, Some("acme")).lines().count(), 1, "they belong to no account");
    assert_eq!(rows(Table::Outbox).len(), 1);
    let journal = rows(Table::Journal);
    assert_eq!(journal.len(), 14);
    assert!(journal[11].contains(r#","meter, ""night"" run",k-1,settle_bill,"#), "{}", journal[11]);
    assert!(journal[13].ends_with(&snapshot.head().to_string()), "the last head is the ledger's");
}

#[test]
fn a_table_of_one_account_leaves_the_others_out() {
    let snapshot = play(TWO_ACCOUNTS);
    for table in Table::ALL.iter().filter(|table| **table != Table::Unmatched) {
        let all = rows(&snapshot, *table, None);
        let [acme, globex] = ["acme", "globex"].map(|account| rows(&snapshot, *table, Some(account)));
        assert!(!acme.is_empty() && !globex.is_empty(), "{table}");
        assert!(acme.iter().all(|row| all.contains(row) && !row.contains("globex")), "{table}: {acme:#?}");
        assert!(globex.iter().all(|row| all.contains(row) && !row.contains("acme")), "{table}: {globex:#?}");
        for row in &all {
            assert!(!row.contains("acme") || acme.contains(row), "{table}: {row}");
            assert!(!row.contains("globex") || globex.contains(row), "{table}: {row}");
        }
    }
}

#[test]
fn held_bills_say_what_they_wait_for() {
    const SUSPENDED: &str = r#"
{"command":"ingest","at":"2026-03-03T01:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"expiredInstance","signal":"suspended","occurred_at":"2026-03-03T01:00:00Z"}}
{"command":"set_policy","at":"2026-03-03T01:00:00Z","account":"acme","policy":{"credit_limit":"5"}}
{"command":"settle_bill","at":"2026-03-03T02:00:00Z","bill":{"id":"b-3","workspace":"cn1-hangzhou/ws-1","item":"logs","amount":"9 CNY","period":{"start":"2026-03-02T07:00:00Z","end":"2026-03-02T08:00:00Z"}}}
{"command":"settle_bill","at":"2026-03-03T03:00:00Z","bill":{"id":"b-4","workspace":"cn1-hangzhou/ws-1","item":"logs","amount":"170 CNY","period":{"start":"2026-03-01T07:00:00Z","end":"2026-03-01T08:00:00Z"}}}
"#;
    let without_the_end: Vec<&str> = HISTORY.lines().filter(|line| !line.contains("releaseInstance")).collect();
    let snapshot = play(&(without_the_end.join("\n") + SUSPENDED));
    // 4.999999999999 of the voucher, 100 of cash and 5 of the credit limit are there.
    let expected = [
        "b-3,acme,cn1-hangzhou/ws-1,logs,9,CNY,2026-03-03T02:00:00Z,cloud_account_suspended,ca-1,2026-04-02T01:00:00Z,",
        "b-4,acme,cn1-hangzhou/ws-1,logs,170,CNY,2026-03-03T03:00:00Z,credit_limit,,,60.000000000001",
    ];
    assert_eq!(rows(&snapshot, Table::Held, None), expected);
    let sums: Vec<_> = snapshot.held_sums(&"acme".parse().unwrap()).unwrap();
    let short = |sum: &defray::HeldSum| {
        format!("{:?} {} {}", sum.cloud_account.as_ref().map(|id| id.as_str()), sum.bills, sum.amount)
    };
    assert_eq!(sums.iter().map(short).collect::<Vec<_>>(), ["None 1 170 CNY", "Some(\"ca-1\") 1 9 CNY"]);
}

/// The policy and the topic of the marketplace are of no account; the move and what fell due are of both.
#[test]
fn an_entry_belongs_to_the_accounts_of_its_events() {
    let snapshot = play(TWO_ACCOUNTS);
    let commands = |account| -> Vec<String> {
        let rows = rows(&snapshot, Table::Journal, account).into_iter().filter(|row| row.contains(",operator,"));
        rows.map(|row| row.split(',').nth(6).unwrap().to_owned()).collect()
    };
    assert_eq!(commands(None), ["set_policy", "move_workspace", "ingest", "advance", "acknowledge"]);
    assert_eq!(commands(Some("acme")), ["move_workspace", "advance"]);
    assert_eq!(commands(Some("globex")), ["move_workspace", "advance"]);
}

fn rows(snapshot: &Snapshot, table: Table, account: Option<&str>) -> Vec<String> {
    text(snapshot, table, account).lines().skip(1).map(str::to_owned).collect()
}

/// Reads the table through the Arrow C stream, like another language.
fn batches(snapshot: &Snapshot, table: Table, account: Option<&str>) -> Vec<RecordBatch> {
    let account = account.map(|account| account.parse().unwrap());
    let reader = RecordBatchStreamReader::try_new(stream(snapshot, table, account)).unwrap();
    assert_eq!(reader.schema(), schema(table));
    reader.map(Result::unwrap).collect()
}

/// A value in its CSV form.
fn written(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Decimal128(38, 12) => {
            let units = column.as_primitive::<Decimal128Type>().value(row);
            rust_decimal::Decimal::from_i128_with_scale(units, 12).normalize().to_string()
        }
        DataType::Timestamp(_, _) => {
            let nanoseconds = column.as_primitive::<TimestampNanosecondType>().value(row);
            defray::core::time::Instant::from_nanoseconds(nanoseconds).unwrap().to_string()
        }
        other => panic!("{other} is no kind of column here"),
    }
}

#[test]
fn arrow_and_csv_say_the_same() {
    let ledgers = [(played(), None), (play(TWO_ACCOUNTS), Some("acme")), (play(TWO_ACCOUNTS), Some("globex"))];
    for (snapshot, account) in ledgers {
        for table in Table::ALL {
            let mut from_arrow: Vec<Vec<String>> = Vec::new();
            for batch in batches(&snapshot, *table, account) {
                for row in 0..batch.num_rows() {
                    from_arrow.push(batch.columns().iter().map(|column| written(column, row)).collect());
                }
            }
            let text = text(&snapshot, *table, account);
            let mut reader = csv_reader(&text);
            let from_csv: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let belongs_to_none = *table == Table::Unmatched && account.is_some();
            let held_by_none = *table == Table::Held && account.is_none();
            assert!(from_csv.is_empty() == belongs_to_none || held_by_none, "{table}");
            assert_eq!(from_arrow, from_csv, "{table}");
        }
    }
}

fn csv_reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::Reader::from_reader(text.as_bytes())
}

#[test]
fn a_text_that_is_a_formula_begins_with_an_apostrophe_in_a_sheet() {
    let commands = r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","actor":" =1+1","account":"=HYPERLINK(1)","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","actor":"＝A1","account":"+a","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","actor":"ann","account":"@a","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"-a","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"a=b","currency":"CNY"}
"#;
    let snapshot = play(commands);
    let column = |form, table, column: usize| -> Vec<String> {
        let mut text = Vec::new();
        csv_in(form, &snapshot, table, None, &mut text).unwrap();
        let mut reader = ::csv::Reader::from_reader(text.as_slice());
        reader.records().map(|row| row.unwrap().get(column).unwrap().to_owned()).collect()
    };
    assert_eq!(column(TextForm::Exact, Table::Accounts, 0), ["+a", "-a", "=HYPERLINK(1)", "@a", "a=b"]);
    assert_eq!(column(TextForm::Sheet, Table::Accounts, 0), ["'+a", "'-a", "'=HYPERLINK(1)", "'@a", "a=b"]);
    assert_eq!(column(TextForm::Sheet, Table::Journal, 4), ["' =1+1", "'＝A1", "ann", "", ""]);
    // Amounts below zero stay numbers.
    let snapshot = play(TWO_ACCOUNTS);
    let mut text = Vec::new();
    csv_in(TextForm::Sheet, &snapshot, Table::Payments, None, &mut text).unwrap();
    assert!(String::from_utf8(text).unwrap().contains(",cash,,-5,CNY"));
}

#[test]
fn a_stream_may_be_dropped_half_way_and_outlives_the_engine() {
    let snapshot = played();
    let mut reader = RecordBatchStreamReader::try_new(stream(&snapshot, Table::Journal, None)).unwrap();
    drop(snapshot);
    assert!(reader.next().unwrap().unwrap().num_rows() > 0);
    drop(stream(&played(), Table::Bills, None));
}

#[test]
fn many_pages_give_every_row_once() {
    let engine = Engine::open_in(MemoryStore::default(), Options::default()).unwrap();
    let lines = (0..2_500).map(|number| {
        format!(
            r#"{{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"a-{number:04}","currency":"CNY"}}"#
        )
    });
    let requests = lines.map(|line| read_request(line.as_bytes()).unwrap()).collect();
    for answer in engine.submit_all(requests, Mode::Independent) {
        answer.unwrap();
    }
    for table in [Table::Accounts, Table::Journal] {
        let text = text(&engine.snapshot(), table, None);
        let keys: std::collections::BTreeSet<&str> =
            text.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
        assert_eq!((text.lines().count(), keys.len()), (2_501, 2_500), "{table}");
    }
}
