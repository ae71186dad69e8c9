//! Rows of FOCUS files: valid bills, and the errors of other rows.

use std::collections::BTreeSet;

use crate::common::rows::{FOCUS_COLUMNS, focus};
use defray_core::money::Money;
use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::{BillRow, Mapping, RowError};
use defray_intake::error::Code;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/focus-1.0-sample-300.csv");

fn sample() -> Vec<u8> {
    std::fs::read(SAMPLE).unwrap()
}

fn bills(file: &[u8]) -> Vec<BillRow> {
    focus(file).into_iter().map(Result::unwrap).collect()
}

fn ids(rows: &[BillRow]) -> Vec<String> {
    rows.iter().map(|row| row.bill.id.to_string()).collect()
}

#[test]
fn the_sample_is_read_whole_and_exactly() {
    let rows = bills(&sample());
    assert_eq!(rows.len(), 300);
    let zero = Money::zero("USD".parse().unwrap());
    let sum = rows.iter().fold(zero, |sum, row| sum.plus(&row.bill.amount).unwrap());
    // Python: sum(decimal.Decimal(row["BilledCost"]) for row in csv.DictReader(file)) == Decimal("5.16919349920")
    assert_eq!(sum, "5.16919349920 USD".parse().unwrap());
    assert_eq!(rows.iter().filter(|row| row.bill.amount.is_positive()).count(), 188);
    assert_eq!(rows.iter().filter(|row| row.bill.amount.is_zero()).count(), 112);
    assert_eq!(rows[0].line, 2);
    assert_eq!(rows[0].account, "1234567890123".parse().ok());
    assert_eq!(
        rows[0].bill.to_string(),
        "0.0000008 USD for `Amazon Simple Queue Service` of `us-west-2/51738928782` from 2024-09-18T22:00:00Z to 2024-09-18T23:00:00Z"
    );
}

/// Computed with Python's `csv` and `blake3`, from the description in the documentation of the module.
const FIRST_IDS: [&str; 3] = [
    "focus:c109b3d7b003866a9b2805878a4dac23",
    "focus:5f2d2eed30b7913ccc965ffa5cd6df26",
    "focus:f2528632a9a9b8f7a5dbc073c0582f90",
];

#[test]
fn the_ids_of_the_sample_are_unique_and_never_change() {
    let ids = ids(&bills(&sample()));
    assert_eq!(ids[..3], FIRST_IDS);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 300);
}

#[test]
fn the_order_of_columns_does_not_matter() {
    let file = sample();
    let mut source = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
    let mut shuffled = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    for record in source.byte_records().map(Result::unwrap) {
        let mut fields: Vec<_> = record.iter().collect();
        fields.reverse();
        fields.rotate_left(17);
        shuffled.write_record(fields).unwrap();
    }
    let shuffled = shuffled.into_inner().unwrap();
    assert_eq!(ids(&bills(&shuffled)), ids(&bills(&file)));
}

#[test]
fn identical_rows_are_numbered_and_every_value_counts() {
    let text = String::from_utf8(sample()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (header, row, other) = (lines[0], lines[1], lines[2]);
    let file = [header, row, other, row, other, row].join("\r\n");
    let id = |number: usize, suffix: &str| format!("{}{suffix}", FIRST_IDS[number]);
    assert_eq!(ids(&bills(file.as_bytes())), [id(0, ""), id(1, ""), id(0, "-2"), id(1, "-2"), id(0, "-3")]);

    // A row with one more column without a value has the same id. A different value gives a different id.
    let wider = format!("{header},x_Note\n{row},\n{row},NULL\n{row},new\n");
    let wider = ids(&bills(wider.as_bytes()));
    assert_eq!(wider[..2], [id(0, ""), id(0, "-2")]);
    assert!(!wider[2].starts_with(FIRST_IDS[0]));
}

fn one_focus(row: &str) -> Result<BillRow, RowError> {
    let rows = focus(format!("{FOCUS_COLUMNS}\n{row}\n").as_bytes());
    assert_eq!(rows.len(), 1, "{row}");
    rows.into_iter().next().unwrap()
}

#[test]
fn focus_rows_as_exporters_write_them() {
    for (row, account, bill) in [
        (
            "a,w,r,logs,8E-7,USD,2024-09-18 22:00:00,2024-09-18 23:00:00",
            Some("a"),
            "0.0000008 USD for `logs` of `r/w` from 2024-09-18T22:00:00Z to 2024-09-18T23:00:00Z",
        ),
        (
            "NULL,/subscriptions/7,\"NULL\",\"a, \"\"b\"\"\",-1.50,EUR,2024-09-18T22:00:00Z,2024-09-19T00:00:00+00:00",
            None,
            "-1.5 EUR for `a, \"b\"` of `global//subscriptions/7` from 2024-09-18T22:00:00Z to 2024-09-19T00:00:00Z",
        ),
        (
            ",w,,logs,0,USD,2024-09-19T06:00:00+08:00,2024-09-18 23:00:00 UTC",
            None,
            "0 USD for `logs` of `global/w` from 2024-09-18T22:00:00Z to 2024-09-18T23:00:00Z",
        ),
    ] {
        let read = one_focus(row).unwrap();
        assert_eq!(read.account.map(|account| account.to_string()).as_deref(), account, "{row}");
        assert_eq!(read.bill.to_string(), bill, "{row}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of rows and messages")]
fn focus_rows_that_are_not_bills_say_why() {
    let time = "2024-09-18 22:00:00,2024-09-18 23:00:00";
    let table: &[(String, Code, &str)] = &[
        (
            format!("a,w,r,logs,NaN,USD,{time}"),
            Code::BadValue,
            "line 2, column `BilledCost`: `NaN`: expected a decimal such as `12.5` or `8E-7`",
        ),
        (
            format!("a,w,r,logs,1E-13,USD,{time}"),
            Code::BadValue,
            "line 2, column `BilledCost`: `1E-13`: expected at most 12 decimals, as nothing is rounded",
        ),
        (
            format!("a,w,r,logs,1e15,USD,{time}"),
            Code::BadValue,
            "line 2, column `BilledCost`: `1e15`: expected an absolute value below 1000000000000000",
        ),
        (
            format!("a,w,r,logs,NULL,USD,{time}"),
            Code::MissingValue,
            "line 2, column `BilledCost`: `absent`: expected a decimal such as `12.5` or `8E-7`",
        ),
        (
            format!("a,w,r,logs,1,usd,{time}"),
            Code::BadValue,
            "line 2, column `BillingCurrency`: `usd`: expected a currency of three capital letters, such as `CNY`",
        ),
        (
            format!("a,NULL,r,logs,1,USD,{time}"),
            Code::MissingValue,
            "line 2, column `SubAccountId`: `absent`: expected a workspace id",
        ),
        (
            format!("a,w,r/r,logs,1,USD,{time}"),
            Code::BadValue,
            "line 2, column `RegionId`: `r/r`: expected a site: 1 to 64 bytes without `/`, control characters, or a blank at either end",
        ),
        (
            format!("a,w,r,,1,USD,{time}"),
            Code::MissingValue,
            "line 2, column `ServiceName`: `absent`: expected an item",
        ),
        (
            "a,w,r,logs,1,USD,2024-09-18,2024-09-18 23:00:00".to_owned(),
            Code::BadValue,
            "line 2, column `ChargePeriodStart`: `2024-09-18`: expected a date and time such as `2024-09-18T22:00:00Z` or `2024-09-18 22:00:00` (UTC), from 1970 up to the end of 2199",
        ),
        (
            "a,w,r,logs,1,USD,2024-09-18 23:00:00,2200-01-01 00:00:00".to_owned(),
            Code::BadValue,
            "line 2, column `ChargePeriodEnd`: `2200-01-01 00:00:00`: expected a date and time such as `2024-09-18T22:00:00Z` or `2024-09-18 22:00:00` (UTC), from 1970 up to the end of 2199",
        ),
        (
            "a,w,r,logs,1,USD,2024-09-18 23:00:00,2024-09-18 23:00:00".to_owned(),
            Code::BadValue,
            "line 2, column `ChargePeriodEnd`: `2024-09-18 23:00:00`: expected an instant after the start, 2024-09-18T23:00:00Z",
        ),
        (
            format!("{},w,r,logs,1,USD,{time}", "x".repeat(129)),
            Code::BadValue,
            &format!(
                "line 2, column `BillingAccountId`: `{}…`: expected an account id: 1 to 128 bytes without control characters and without a blank at either end",
                "x".repeat(63)
            ),
        ),
        (
            format!("w,r,logs,1,USD,{time}"),
            Code::RaggedRow,
            "line 2: `7 fields`: expected 8 fields, one for each column of the header",
        ),
        (
            format!("a,w,r,\"lo\"gs,1,USD,{time}"),
            Code::TextAfterQuote,
            "line 2, column `ServiceName`: `logs`: expected a comma or the end of the line after a closing quote (a quote in a quoted field is doubled)",
        ),
        (
            format!("a,w,r,\"logs,1,USD,{time}"),
            Code::UnclosedQuote,
            "line 2, column `ServiceName`: `logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\\n`: expected a closing quote for the one opened on line 2",
        ),
    ];
    for (row, code, message) in table {
        let error = one_focus(row).unwrap_err();
        assert_eq!((error.code, error.to_string().as_str()), (*code, *message), "{row}");
    }
}

#[test]
fn a_row_that_is_not_text_is_an_error_and_one_that_is_too_long_ends_the_rows() {
    let good = "a,w,r,logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00";
    let mut file = format!("{FOCUS_COLUMNS}\n").into_bytes();
    file.extend(b"a,w,r,logs\xff,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\n");
    file.extend(format!("\"{}\"\n{good}\n", "x\n".repeat(600_000)).bytes());
    let rows = focus(&file);
    let messages: Vec<_> =
        rows.iter().map(|row| row.as_ref().map_err(ToString::to_string).map(|row| row.line)).collect();
    assert_eq!(
        messages,
        [
            Err("line 2, column `ServiceName`: `logs\u{fffd}`: expected UTF-8".to_owned()),
            Err("line 3: `a longer record`: expected at most 1048576 bytes a record".to_owned()),
        ]
    );
    assert_eq!(rows[0].as_ref().unwrap_err().original.get(3), Some(&b"logs\xff"[..]));
}

#[test]
fn a_mapping_reads_other_columns_and_fills_in_defaults() {
    let mapping = Mapping::parse([
        "account=InvoiceIssuerName",
        "amount=EffectiveCost",
        "default_site=cn1",
        "default_workspace=shared",
    ])
    .unwrap();
    let file = "InvoiceIssuerName,ServiceName,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd\n\
                Issuer Inc.,logs,2,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\n";
    let row = FocusReader::new(file.as_bytes(), mapping.clone()).unwrap().next().unwrap().unwrap();
    assert_eq!(row.account, "Issuer Inc.".parse().ok());
    assert_eq!((row.bill.workspace.as_str(), row.bill.amount.to_string().as_str()), ("cn1/shared", "2 USD"));

    // The file must have a column that an override names, even if the default column is optional.
    let file = file.replace("InvoiceIssuerName", "InvoiceIssuer");
    let error = FocusReader::new(file.as_bytes(), mapping).map(drop).unwrap_err();
    assert!(
        error.to_string().starts_with("columns are missing: `InvoiceIssuerName`; found `InvoiceIssuer`,"),
        "{error}"
    );

    for (text, code, message) in [
        (
            "acount=X",
            Code::UnknownTarget,
            "`acount` cannot be mapped: expected `target=column` with one of the targets `account`, `workspace`, `site`, `item`, `amount`, `currency`, `period_start`, `period_end`, `default_site`, `default_workspace`",
        ),
        ("item", Code::BadValue, "`item` cannot be mapped: expected `item=` and a column's name"),
        (
            "default_site=a/b",
            Code::BadValue,
            "`default_site=a/b` cannot be mapped: expected a site: 1 to 64 bytes without `/`, control characters, or a blank at either end",
        ),
        (
            "default_workspace=",
            Code::BadValue,
            "`default_workspace=` cannot be mapped: expected a workspace id: 1 to 128 bytes without control characters and without a blank at either end",
        ),
    ] {
        let error = Mapping::default().with(text).unwrap_err();
        assert_eq!((error.code, error.to_string().as_str()), (code, message));
    }
}

#[test]
fn words_for_nothing_in_the_column_of_an_id_are_absent() {
    const CHARGE: &str = "1,USD,2026-06-01T00:00:00Z,2026-06-02T00:00:00Z";
    for word in ["null", "NULL", "NaN", "nan", "None", "\\N", "\\n", "N/A", "n/a", "#N/A", "<NA>", " null "] {
        let file = format!("{FOCUS_COLUMNS}\n{word},sub-9,us-east-1,n6,{CHARGE}\na,sub-9,{word},n6,{CHARGE}\n");
        let rows = bills(file.as_bytes());
        assert_eq!(rows[0].account, None, "{word}");
        assert_eq!(rows[1].bill.workspace.site(), "global", "{word}");
        for row in [format!("a,{word},us-east-1,n1"), format!("a,sub-9,us-east-1,{word}")] {
            let file = format!("{FOCUS_COLUMNS}\n{row},{CHARGE}\n");
            let error = focus(file.as_bytes()).remove(0).unwrap_err();
            assert_eq!(error.code, Code::MissingValue, "{row}");
        }
        let mapping = Mapping::default().with("default_workspace=shared").unwrap();
        let file = format!("{FOCUS_COLUMNS}\na,{word},us-east-1,n1,{CHARGE}\n");
        let row = FocusReader::new(file.as_bytes(), mapping).unwrap().next().unwrap().unwrap();
        assert_eq!(row.bill.workspace.as_str(), "us-east-1/shared", "{word}");
    }
    // A name that only contains such a word is a name.
    let file = format!("{FOCUS_COLUMNS}\nnullable,none-1,NaN-2,null object,{CHARGE}\n");
    assert_eq!(bills(file.as_bytes())[0].bill.workspace.as_str(), "NaN-2/none-1");
}
