//! `bills` with charges that are restated, parts of exports, late usage, credits, and items never seen before.

use std::fs;
use std::path::PathBuf;

use crate::common::{Place, Ran};
use serde_json::{Value, json};

const COLUMNS: &str = "BillingAccountId,SubAccountId,RegionId,ServiceName,BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,SkuId,InvoiceId,ChargeCategory";

/// A row of one day in June: amount, SKU and invoice.
fn row(amount: &str, sku: &str, invoice: &str) -> String {
    format!("acct,sub,us,Storage,{amount},USD,2026-06-01T00:00:00Z,2026-06-02T00:00:00Z,{sku},{invoice},Usage\n")
}

fn credit(amount: &str) -> String {
    row(amount, "s-1", "").replace("Usage", "Credit")
}

fn file(place: &Place, name: &str, rows: &[String]) -> PathBuf {
    place.write(name, format!("{COLUMNS}\n{}", rows.concat()))
}

fn bills(place: &Place, files: &[&PathBuf], options: &[&str]) -> Ran {
    let files = files.iter().map(|file| file.to_str().unwrap());
    let all: Vec<&str> = ["bills", "--at", "2026-06-03T00:00:00Z", "--create-missing"]
        .into_iter()
        .chain(options.iter().copied())
        .chain(files)
        .collect();
    place.run(&all)
}

fn result(place: &Place, files: &[&PathBuf], options: &[&str], code: i32) -> Value {
    bills(place, files, &[options, &["--json"]].concat()).exits(code).json()
}

fn owed(place: &Place) -> String {
    place.json(&["show", "account", "acct"])["overdraft"].as_str().unwrap().to_owned()
}

/// Settled, already settled, refused.
fn counts(result: &Value) -> [u64; 3] {
    ["settled", "already_settled", "refused"].map(|count| result[count].as_u64().unwrap())
}

#[test]
fn p4_a_charge_is_the_same_however_its_row_is_written() {
    let place = Place::empty();
    let first = file(&place, "first.csv", &[row("10", "s-1", ""), row("5", "s-2", "")]);
    assert_eq!(counts(&result(&place, &[&first], &[], 0)), [2, 0, 0]);
    let state = place.state();
    // An invoice, another spelling of amounts and instants, another order, and a stray column.
    let text = format!("Id,{COLUMNS}\n7,{}8,{}", row("5.00", "s-2", "inv"), row("10.0", "s-1", "inv"));
    let second = place.write("second.csv", text.replace("T00:00:00Z", " 00:00:00"));
    assert_eq!(counts(&result(&place, &[&second], &[], 0)), [0, 2, 0]);
    assert_eq!((place.state(), owed(&place)), (state, "15 USD".into()));
}

#[test]
fn p4_a_restated_charge_is_shown_and_replaced_on_request() {
    let place = Place::empty();
    let first = file(&place, "first.csv", &[row("10", "s-1", ""), row("5", "s-1", ""), row("1", "s-2", "")]);
    result(&place, &[&first], &[], 0);
    let second = file(&place, "second.csv", &[row("5", "s-1", ""), row("12", "s-1", ""), row("1", "s-2", "")]);
    let rejects = place.path("rejects.csv");
    let refused = result(&place, &[&second], &["--rejects", rejects.to_str().unwrap()], 1);
    assert_eq!(counts(&refused), [0, 1, 2]);
    let [shown] = refused["restated"].as_array().unwrap().as_slice() else { panic!("{refused}") };
    assert_eq!((&shown["line"], &shown["settled"], &shown["amount"]), (&json!(3), &json!("10 USD"), &json!("12 USD")));
    assert_eq!(shown["replaced"], false);
    assert_eq!((owed(&place), &refused["refused_sums"]), ("16 USD".into(), &json!(["12 USD"])));
    bills(&place, &[&second], &[]).exits(1).says(&["settled before", "10.00 USD", "12.00 USD", "--restate"]);

    // The file of refused rows has all rows of the charge, so that it can be imported by itself.
    assert_eq!(fs::read_to_string(&rejects).unwrap().lines().count(), 3);
    let replaced = result(&place, &[&rejects], &["--restate"], 0);
    assert_eq!((counts(&replaced), owed(&place)), ([1, 1, 0], "18 USD".into()));
    assert_eq!(replaced["refunded_sums"], json!(["10 USD"]));
    let bill = replaced["restated"][0]["bill"].as_str().unwrap();
    let record = place.json(&["show", "bill", bill]);
    let by = record["restated"]["by"].as_str().unwrap();
    assert_eq!(place.json(&["show", "bill", by])["restates"], bill);
    place.run(&["show", "bill", by]).exits(0).says(&["restates", bill]);
    place.run(&["show", "bill", bill]).exits(0).says(&["restated", by]);

    assert_eq!(counts(&result(&place, &[&second], &[], 0)), [0, 3, 0]);
    // The first file is not the present state of the charge.
    assert_eq!(counts(&result(&place, &[&first], &[], 1)), [0, 1, 2]);
    // A row that is gone is withdrawn.
    let third = file(&place, "third.csv", &[row("12", "s-1", "")]);
    assert_eq!(result(&place, &[&third], &[], 1)["restated"][0]["settled"], "5 USD");
    let withdrawn = result(&place, &[&third], &["--restate"], 0);
    assert_eq!((counts(&withdrawn), owed(&place)), ([0, 1, 0], "13 USD".into()));
    place.run(&["verify"]).exits(0);
}

#[test]
fn p4_a_bill_that_was_reversed_by_hand_is_not_settled_again() {
    let place = Place::empty();
    let first = file(&place, "first.csv", &[row("10", "s-1", "")]);
    result(&place, &[&first], &[], 0);
    let id = place.run(&["export", "--format", "csv", "--table", "bills"]).exits(0).out;
    let id = id.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let reverse =
        format!(r#"{{"command":"reverse_bill","at":"2026-06-04T00:00:00Z","bill":"{id}","reversal":"gift"}}"#);
    place.apply(reverse).exits(0);
    assert_eq!(counts(&result(&place, &[&first], &[], 0)), [0, 1, 0]);
    assert_eq!(owed(&place), "0 USD");
}

#[test]
fn p4_equal_rows_in_two_parts_of_an_export_count_twice() {
    let parts = |place: &Place| {
        let one = file(place, "one.csv", &[row("10", "s-1", "")]);
        let two = file(place, "two.csv", &[row("10", "s-1", "inv"), row("1", "s-2", "")]);
        (one, two)
    };
    // In one call, in any order.
    let place = Place::empty();
    let (one, two) = parts(&place);
    assert_eq!(counts(&result(&place, &[&one, &two], &[], 0)), [3, 0, 0]);
    assert_eq!(counts(&result(&place, &[&two, &one], &[], 0)), [0, 3, 0]);
    // One part alone has fewer rows than the charge.
    assert_eq!(counts(&result(&place, &[&one], &[], 1)), [0, 0, 1]);

    // In several calls with one name, and each of them again.
    let place = Place::empty();
    let (one, two) = parts(&place);
    let june = ["--export", "june"];
    for expected in [[1, 0, 0], [0, 1, 0]] {
        assert_eq!(counts(&result(&place, &[&one], &june, 0)), expected);
    }
    for expected in [[2, 0, 0], [0, 2, 0]] {
        assert_eq!(counts(&result(&place, &[&two], &june, 0)), expected);
    }
    assert_eq!(owed(&place), "21 USD");
    // Another export has the same charges, in other parts.
    let again = ["--export", "june, second run"];
    assert_eq!(counts(&result(&place, &[&two], &again, 0)), [0, 2, 0]);
    assert_eq!(counts(&result(&place, &[&one], &again, 0)), [0, 1, 0]);
    // A third equal row is new, because both bills are in other parts.
    let three = file(&place, "three.csv", &[row("10", "s-1", "third")]);
    assert_eq!(counts(&result(&place, &[&three], &again, 0)), [1, 0, 0]);
    place.run(&["verify"]).exits(0);
}

/// The ids of version 1 of the rules are a digest of the whole row.
#[test]
fn p4_bills_with_ids_of_version_1_are_recognised() {
    let sample = fs::read_to_string(crate::common::repository("data/focus-1.0-sample-300.csv")).unwrap();
    let lines: Vec<&str> = sample.lines().collect();
    let place = Place::empty();
    let ledger = |bills: &[(&str, &str)]| {
        // The same bills under their older ids.
        let older = Place::empty();
        let header = "bill,account,workspace,item,amount,period_start,period_end\n";
        let rows: String = bills
            .iter()
            .map(|(id, amount)| {
                format!(
                    "{id},1234567890123,us-west-2/51738928782,Amazon Simple Queue Service,{amount} USD,2024-09-18T22:00:00Z,2024-09-18T23:00:00Z\n"
                )
            })
            .collect();
        let plain = older.write("plain.csv", header.to_owned() + &rows);
        result(&older, &[&plain], &["--format", "plain"], 0);
        older
    };
    let first = place.write("first.csv", lines[..2].join("\n"));
    let tagged = place.write("tagged.csv", format!("{},x_Note\n{},new", lines[0], lines[1]));
    let restated = place.write("restated.csv", lines[..2].join("\n").replace("0.00000080000,", "0.00000090000,"));
    let older = ledger(&[("focus:c109b3d7b003866a9b2805878a4dac23", "0.0000008")]);
    // The same row; a row that is written otherwise.
    assert_eq!(counts(&result(&older, &[&first], &[], 0)), [0, 1, 0]);
    assert_eq!(counts(&result(&older, &[&tagged], &[], 0)), [0, 1, 0]);
    // Another amount is a restatement of the older bill.
    let refused = result(&older, &[&restated], &[], 1);
    assert_eq!(refused["restated"][0]["bill"], "focus:c109b3d7b003866a9b2805878a4dac23");
    assert_eq!(counts(&result(&older, &[&restated], &["--restate"], 0)), [1, 0, 0]);
    assert_eq!(counts(&result(&older, &[&restated], &[], 0)), [0, 1, 0]);
    assert_eq!(older.json(&["show", "account", "1234567890123"])["overdraft"], "0.0000009 USD");
    older.run(&["verify"]).exits(0);
    // A bill that is not the import's own stays out.
    let other = ledger(&[("b-1", "0.0000008")]);
    assert_eq!(counts(&result(&other, &[&first], &[], 0)), [1, 0, 0]);
}

#[test]
fn p5_late_usage_extends_the_binding_and_each_name_is_reported() {
    let place = Place::empty();
    let june = file(&place, "june.csv", &[row("1", "s-1", "")]);
    let made = result(&place, &[&june], &[], 0);
    assert_eq!(
        made["created"],
        json!([
            {"account_opened": "acct"},
            {"workspace_bound": "us/sub", "account": "acct", "since": "2026-06-01T00:00:00Z"},
        ])
    );
    let may = file(&place, "may.csv", &[row("3", "s-1", "").replace("2026-06", "2026-05")]);
    bills(&place, &[&may], &[]).exits(0).says(&["binding extended", "us/sub", "2026-05-01"]);
    assert_eq!(owed(&place), "4 USD");
    // Another account did not have the workspace first.
    let other =
        file(&place, "other.csv", &[row("3", "s-1", "").replace("2026-06", "2026-04").replace("acct", "other")]);
    let refused = result(&place, &[&other], &[], 1);
    assert_eq!((&refused["refusals"][0]["code"], &refused["created"]), (&json!("usage_before_binding"), &json!([])));
}

#[test]
fn w8_credits_are_refused_with_their_sum_or_booked_once() {
    let rows = [row("10", "s-1", ""), credit("-4"), credit("-1"), credit("-1")];
    let place = Place::empty();
    let first = file(&place, "first.csv", &rows);
    let refused = result(&place, &[&first], &[], 1);
    assert_eq!((counts(&refused), &refused["refused_sums"]), ([1, 0, 3], &json!(["-6 USD"])));
    bills(&place, &[&first], &[]).exits(1).says(&["sum refused", "-6.00 USD"]);

    let booked = result(&place, &[&first], &["--credits", "cash"], 0);
    assert_eq!((&booked["credited"], &booked["credited_sums"]), (&json!(3), &json!(["-6 USD"])));
    assert_eq!(owed(&place), "4 USD");
    let turned: Vec<String> = rows.iter().rev().cloned().collect();
    let turned = file(&place, "turned.csv", &turned);
    assert_eq!(counts(&result(&place, &[&turned], &["--credits", "cash"], 0)), [0, 4, 0]);
    // Another way, other amounts or another number of credits are not booked a second time.
    assert_eq!(counts(&result(&place, &[&first], &["--credits", "voucher"], 1)), [0, 1, 3]);
    let fewer = file(&place, "fewer.csv", &rows[..3]);
    let result_of_fewer = result(&place, &[&fewer], &["--credits", "cash"], 1);
    assert_eq!((counts(&result_of_fewer), &result_of_fewer["refusals"][0]["code"]), ([0, 1, 2], &json!("restated")));
    assert_eq!(owed(&place), "4 USD");

    let place = Place::empty();
    let first = file(&place, "first.csv", &rows);
    result(&place, &[&first], &["--credits", "voucher"], 0);
    let lots = place.json(&["show", "wallet", "acct"])["lots"].clone();
    let faces: Vec<&str> = lots.as_array().unwrap().iter().map(|lot| lot["face"].as_str().unwrap()).collect();
    assert_eq!((faces, owed(&place)), (vec!["4 USD", "1 USD", "1 USD"], "10 USD".into()));
}

/// Each file is read more than once. What can be read only once is copied.
#[test]
fn standard_input_can_make_missing_names() {
    let place = Place::empty();
    let text = format!("{COLUMNS}\n{}", row("10", "s-1", ""));
    let import = ["bills", "-", "--create-missing", "--at", "2026-06-03T00:00:00Z", "--json", "--export", "june"];
    let first = place.run_with(&import, text.as_bytes()).exits(0).json();
    assert_eq!((counts(&first), owed(&place)), ([1, 0, 0], "10 USD".into()));
    let created = json!([
        {"account_opened": "acct"},
        {"workspace_bound": "us/sub", "account": "acct", "since": "2026-06-01T00:00:00Z"},
    ]);
    assert_eq!(first["created"], created);
    assert_eq!(counts(&place.run_with(&import, text.as_bytes()).exits(0).json()), [0, 1, 0]);
}

/// The fixture has the bills of the first 40 rows of the sample. The last version of format 2 imported them.
#[test]
fn p4_a_ledger_of_format_2_is_not_charged_again() {
    let place = Place::empty();
    let fixture = crate::common::repository("fixtures/format-2/focus-import.defray");
    fs::copy(fixture, place.ledger()).unwrap();
    let sample = fs::read_to_string(crate::common::repository("data/focus-1.0-sample-300.csv")).unwrap();
    let rows: Vec<&str> = sample.lines().take(41).collect();
    let import = |file: &PathBuf, options: &[&str], code: i32| {
        let file = ["bills", "--at", "2024-10-06T00:00:00Z", "--json", file.to_str().unwrap()];
        place.run(&[&file[..], options].concat()).exits(code).json()
    };
    // The same rows; then with a further column, so that no row has the digest that it had.
    let same = place.write("same.csv", rows.join("\n"));
    assert_eq!(counts(&import(&same, &[], 0)), [0, 40, 0]);
    let noted: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(line, row)| format!("{row},{}", if line == 0 { "x_Note" } else { "n" }))
        .collect();
    let noted = place.write("noted.csv", noted.join("\n"));
    assert_eq!(counts(&import(&noted, &[], 0)), [0, 40, 0]);
    // The other rows are new.
    let all = place.write("all.csv", &sample);
    let rest = sample.lines().count() as u64 - 41;
    assert_eq!(counts(&import(&all, &["--create-missing"], 0)), [rest, 40, 0]);
    assert_eq!(counts(&import(&all, &[], 0)), [0, rest + 40, 0]);
    place.run(&["verify"]).exits(0);
}

#[test]
fn w6_rounding_only_on_request_and_shown() {
    let place = Place::empty();
    let first = file(&place, "first.csv", &[row("0.30000000000000004", "s-1", ""), row("1.2E-15", "s-2", "")]);
    assert_eq!(counts(&result(&place, &[&first], &[], 1)), [0, 0, 2]);
    let rounded = result(&place, &[&first], &["--round", "12"], 0);
    assert_eq!(rounded["rounded"], json!([{"rows": 2, "difference": "0.00000000000000124 USD"}]));
    assert_eq!(owed(&place), "0.3 USD");
    bills(&place, &[&first], &["--round", "12"]).exits(0).says(&["rounded", "2 rows"]);
    bills(&place, &[&first], &["--round", "13"]).exits(2).says(&["--round"]);
    let plain = place.write("plain.csv", "bill,workspace,item,amount,period_start,period_end\n");
    bills(&place, &[&plain], &["--format", "plain", "--round", "12"]).exits(2).says(&["--round", "FOCUS"]);
}

#[test]
fn w3_items_that_were_never_seen_are_reported() {
    let place = Place::empty();
    let items = ["Storage", "SMS", "Short Messages"];
    let rows: Vec<String> = items.iter().map(|item| row("1", item, "").replace("Storage", item)).collect();
    let first = file(&place, "first.csv", &rows);
    // The policy names `sms`.
    assert_eq!(result(&place, &[&first], &[], 0)["new_items"], json!(["Short Messages", "Storage"]));
    let second = file(&place, "second.csv", &[row("1", "s", "").replace("Storage", "STORAGE")]);
    assert_eq!(result(&place, &[&second], &[], 0)["new_items"], json!([]));
    let third = file(&place, "third.csv", &[row("1", "s", "").replace("Storage", "Traces")]);
    bills(&place, &[&third], &[]).exits(0).says(&["item never seen before", "Traces"]);
}

#[test]
fn parts_with_other_columns_share_one_file_of_refused_rows() {
    let place = Place::empty();
    let first = file(&place, "first.csv", &[row("x", "s-1", "inv")]);
    let text = format!("Id,{COLUMNS}\n7,{}", row("y", "s-2", ""));
    let second = place.write("second.csv", text);
    let rejects = place.path("rejects.csv");
    let result = result(&place, &[&first, &second], &["--rejects", rejects.to_str().unwrap()], 1);
    assert_eq!(result["refusals"][0]["rows"], 2);
    let written = fs::read_to_string(&rejects).unwrap();
    let mut lines = written.lines();
    assert_eq!(lines.next().unwrap(), format!("{COLUMNS},Id,defray_code,defray_message"));
    assert!(lines.next().unwrap().starts_with("acct,sub,us,Storage,x,"));
    assert!(lines.next().unwrap().contains(",s-2,,Usage,7,bad_value,"));
}
