//! `bills`: imports of CSV files. A repeated import settles nothing again.

use std::fs;

use crate::common::{Place, on, repository};
use serde_json::json;

/// The sum of the column `BilledCost` of the sample, computed by hand from the file.
const SAMPLE_SUM: &str = "5.1691934992 USD";

fn sample() -> String {
    repository("data/focus-1.0-sample-300.csv").to_str().unwrap().to_owned()
}

#[test]
fn the_focus_sample_settles_once() {
    let place = Place::empty();
    let import = ["bills", &sample(), "--create-missing", "--actor", "importer"];
    let first = place.json(&import);
    assert_eq!((&first["rows"], &first["settled"], &first["refused"]), (&json!(300), &json!(300), &json!(0)));
    assert_eq!(first["sums"], json!([SAMPLE_SUM]));
    let state = place.state();
    assert_eq!(state["records"]["bills"], 300);

    let second = place.json(&import);
    assert_eq!((&second["settled"], &second["already_settled"]), (&json!(0), &json!(300)));
    assert_eq!(place.state(), state);
    place.run(&import).exits(0).says(&["already settled", "300"]);
    place.run(&["verify"]).exits(0);

    let again = Place::empty();
    again.apply(place.run(&["export"]).exits(0).out).exits(0);
    assert_eq!(again.state()["records"], state["records"]);
    let account = |place: &Place| place.json(&["show", "account", "1234567890123"]);
    assert_eq!(account(&again), account(&place));
    assert_eq!(account(&place)["overdraft"], SAMPLE_SUM);
    let payments = place.run(&["export", "--format", "csv"]).exits(0).out;
    assert_eq!(again.run(&["export", "--format", "csv"]).exits(0).out.lines().count(), payments.lines().count());
}

#[test]
fn without_create_missing_every_row_is_refused_and_written_to_the_file() {
    let place = Place::with_ledger();
    let before = place.state();
    let rejects = place.path("rejects.csv");
    let ran = place.run(&["bills", &sample(), "--rejects", rejects.to_str().unwrap(), "--json"]).exits(1);
    assert_eq!(ran.json()["refusals"][0]["code"], "unknown_workspace");
    assert_eq!(ran.json()["refused"], 300);
    assert_eq!(place.state(), before);

    let text = fs::read_to_string(&rejects).unwrap();
    assert!(text.lines().next().unwrap().ends_with("defray_code,defray_message"));
    assert!(text.contains("unknown_workspace"));
    // The file of refused rows can be imported without changes.
    let other = place.path("other.defray");
    let again = on(&other, &["bills", rejects.to_str().unwrap(), "--create-missing", "--json"], b"").exits(0);
    assert_eq!((&again.json()["settled"], &again.json()["sums"]), (&json!(300), &json!([SAMPLE_SUM])));
}

#[test]
fn plain_files_too() {
    let place = Place::with_ledger();
    let header = "bill,account,workspace,item,amount,period_start,period_end\n";
    let row = |id: &str, amount: &str| {
        format!("{id},acme,cn1/ws-1,logs,{amount},2024-03-02T00:00:00Z,2024-03-03T00:00:00Z\n")
    };
    let file = place
        .write("bills.csv", format!("{header}{}{}{}", row("b-1", "20 CNY"), row("b-2", "x"), row("b-3", "5.50 CNY")));
    let rejects = place.path("rejects.csv");
    let import = [
        "bills",
        file.to_str().unwrap(),
        "--format",
        "plain",
        "--at",
        "2024-03-04T00:00:00Z",
        "--rejects",
        rejects.to_str().unwrap(),
    ];
    place.run(&import).exits(1).says(&["rows read", "bad_value", "25.50 CNY"]);
    assert_eq!(fs::read_to_string(&rejects).unwrap().lines().count(), 2);
    // An existing file of refused rows is not overwritten, and nothing is settled.
    place.run(&import).exits(4).says(&["rejects.csv", "exists"]);
    let import = &import[..6];
    let result = place.run(&[import, &["--json"]].concat()).exits(1).json();
    assert_eq!((&result["already_settled"], &result["refused"]), (&json!(2), &json!(1)));
    assert_eq!(place.json(&["show", "wallet", "acme"])["lots"][0]["available"], "24.5 CNY");
    place.run(&[import, &["--map", "item=X"]].concat()).exits(2).says(&["--map"]);
    place.run(&["bills", &sample(), "--map", "colour=X"]).exits(2).says(&["colour"]);
}

/// Regression: `--rejects` overwrote any file, even the ledger or the file that was being read.
#[test]
fn rejects_never_overwrite_the_ledger_or_the_input() {
    let place = Place::with_ledger();
    let text = "bill,workspace,item,amount,period_start,period_end\nb-1,cn1/nowhere,logs,1 CNY,2024-03-02T00:00:00Z,2024-03-03T00:00:00Z\n";
    let file = place.write("bills.csv", text);
    let ledger = place.ledger();
    for target in [&file, &ledger] {
        let import = ["bills", file.to_str().unwrap(), "--format", "plain", "--rejects", target.to_str().unwrap()];
        place.run(&import).exits(4).says(&["exists"]);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    place.run(&["verify"]).exits(0);
}

/// Regression: the account in a row was only used to create workspaces, so a row of one customer could be charged to
/// another customer.
#[test]
fn a_row_is_not_charged_to_another_account() {
    let place = Place::with_ledger();
    let text = "bill,account,workspace,item,amount,period_start,period_end\nb-1,other,cn1/ws-1,logs,1 CNY,2024-03-02T00:00:00Z,2024-03-03T00:00:00Z\n";
    let file = place.write("bills.csv", text);
    let import = ["bills", file.to_str().unwrap(), "--format", "plain", "--at", "2024-03-04T00:00:00Z"];
    place.run(&import).exits(1).says(&["not_owner", "other", "acme"]);
    place.run(&[&import[..], &["--any-account"]].concat()).exits(0);
}

#[test]
fn a_file_that_cannot_be_read_makes_no_ledger() {
    let place = Place::empty();
    place.run(&["bills", "/no/such/file", "--create-missing"]).exits(4).says(&["/no/such/file"]);
    place.run(&["bills", "-", "-", "--create-missing"]).exits(2).says(&["at most once"]);
    let empty = place.write("empty.csv", "");
    place.run(&["bills", empty.to_str().unwrap(), "--create-missing"]).exits(3).says(&["no_header"]);
    assert!(!place.ledger().exists());
}

/// A held bill is explained like a paid one: what each fund would pay, and why the other funds would not pay.
#[test]
fn a_held_bill_is_explained_fund_by_fund() {
    let place = Place::with_ledger();
    let at = r#""at":"2024-03-04T00:00:00Z""#;
    let commands = format!(
        r#"{{"command":"set_policy",{at},"account":"acme","policy":{{"credit_limit":"5"}}}}
{{"command":"settle_bill",{at},"bill":{{"id":"big","workspace":"cn1/ws-1","item":"logs","amount":"100000 CNY","period":{{"start":"2024-03-02T00:00:00Z","end":"2024-03-03T00:00:00Z"}}}}}}
"#
    );
    let file = place.write("held.jsonl", commands);
    place.run(&["apply", file.to_str().unwrap()]).exits(0).says(&["bill big held"]);
    place.run(&["explain", "big"]).exits(0).says(&["W7", "would pay", "uncovered (W7)", "cash"]);
    let outlook = &place.json(&["explain", "big"])["outlook"];
    assert!(outlook["slices"].as_array().is_some_and(|slices| !slices.is_empty()), "{outlook}");
}
