//! Every subcommand, with text and with `--json`, and its documented exit codes.

use crate::common::{FIRST, Place, Ran, bill, defray, on, repository, settle};
use serde_json::{Value, json};

const LATE: &str = "2024-03-04T00:00:00Z";

/// A ledger with a bill of 120 CNY: the voucher paid 50, cash paid 70.
fn with_bill() -> Place {
    let place = Place::with_ledger();
    place.apply(settle("b-1", "120 CNY", LATE)).exits(0);
    place
}

#[test]
fn apply_answers_every_line_in_order() {
    let place = Place::with_ledger();
    let lines = settle("b-1", "120 CNY", LATE) + "\n" + &settle("b-1", "120 CNY", LATE) + &settle("b-1", "1 CNY", LATE);
    let ran = place.run_with(&["apply", "-", "--json", "--actor", "night job"], lines.as_bytes()).exits(1);
    let results = ran.json_lines();
    let result: Vec<_> = results.iter().map(|one| (one["line"].as_u64().unwrap(), one["ok"] == true)).collect();
    assert_eq!(result, [(1, true), (3, true), (4, false)]);
    assert_eq!(results[0]["position"], 5);
    assert_eq!(results[1]["repeated"], true);
    assert_eq!(results[2]["error"]["code"], "bill_conflict");
    assert_eq!(results[2]["error"]["rule"], "P4");
    let entry = place.run(&["journal", "--from", "5", "--json"]).exits(0).json();
    assert_eq!(entry["actor"], "night job");
    place.apply(settle("b-2", "-1 CNY", LATE)).exits(1).says(&["line 1", "refused", "W8", "[bill_negative]"]);
    place.apply(settle("b-2", "1 CNY", LATE)).exits(0).says(&["done", "bill b-2 settled: 1.00 CNY by enterprise"]);
}

#[test]
fn apply_atomic_is_all_or_nothing() {
    let place = Place::with_ledger();
    let before = place.state();
    let good = settle("b-1", "120 CNY", LATE);
    let refused = good.clone() + &settle("b-2", "-1 CNY", LATE) + &settle("b-3", "1 CNY", LATE);
    let ran = place.run_with(&["apply", "-", "--atomic", "--json"], refused.as_bytes()).exits(1);
    let codes: Vec<Value> = ran.json_lines().iter().map(|one| one["error"]["code"].clone()).collect();
    assert_eq!(codes, ["batch_refused", "bill_negative", "batch_refused"]);
    let malformed = good.clone() + "{\n" + &good;
    let ran = place.run_with(&["apply", "-", "--atomic", "--json"], malformed.as_bytes()).exits(1);
    assert_eq!(ran.json()["line"], 2);
    assert_eq!(place.state(), before);
    place.run_with(&["apply", "-", "--atomic"], (good + &settle("b-3", "1 CNY", LATE)).as_bytes()).exits(0);
    assert_eq!(place.state()["records"]["bills"], 2);
}

#[test]
fn show_tells_every_record_or_what_is_missing() {
    let place = with_bill();
    let link = r#"{"command":"link_cloud_account","at":"2024-03-04T00:00:00Z","account":"acme","cloud_account":"ca-1","subscription":{"provider":"alicloud","account_id":"1","instance_id":"7"}}"#;
    place.apply(link).exits(0);
    for (what, id, human, field, value) in [
        ("account", "acme", "30.00 CNY", "cash", json!("30 CNY")),
        ("wallet", "acme", "v-1", "cash", json!("30 CNY")),
        ("workspace", "cn1/ws-1", "enterprise", "method", json!("enterprise")),
        ("cloud-account", "ca-1", "pending", "state", json!("pending")),
        ("bill", "b-1", "70.00", "account", json!("acme")),
    ] {
        place.run(&["show", what, id]).exits(0).says(&[human]);
        assert_eq!(place.json(&["show", what, id])[field], value, "{what}");
        let missing = place.run(&["show", what, "no/such", id, "--json"]).exits(1);
        assert_eq!(missing.error_json()["code"], "not_found", "{what}");
        assert_eq!(missing.json()[field], value, "what is there is shown all the same: {what}");
    }
    place.run(&["show", "timeline", "cn1/ws-1"]).exits(0).says(&["2024-03-01", "enterprise"]);
    assert_eq!(place.json(&["show", "timeline", "cn1/ws-1"])[0]["payer"], "enterprise");
    place.run(&["show", "account"]).exits(2).says(&["<IDS>"]);
}

#[test]
fn as_of_shows_what_was_known_then() {
    let place = with_bill();
    let cash = |as_of: &str| place.json(&["show", "wallet", "acme", "--as-of", as_of])["cash"].clone();
    assert_eq!(cash("2024-03-03T23:59:59Z"), "100 CNY");
    assert_eq!(cash(LATE), "30 CNY");
    place.run(&["show", "bill", "b-1", "--as-of", "2024-03-03T00:00:00Z"]).exits(1).says(&["not_found"]);
    place.run(&["show", "account", "acme", "--as-of", "2024-02-01T00:00:00Z"]).exits(1).says(&["[not_found]", "acme"]);
    place.run(&["show", "account", "acme", "--as-of", "yesterday"]).exits(2).says(&["yesterday", "RFC 3339"]);
}

#[test]
fn explain_payer_and_statement() {
    let place = with_bill();
    place.run(&["explain", "b-1"]).exits(0).says(&["120.00", "50.00", "70.00", "P1"]);
    let explained = place.json(&["explain", "b-1"]);
    assert_eq!(explained["status"]["settled"]["slices"][1]["amount"], "70 CNY");
    place.run(&["explain", "b-9"]).exits(1).says(&["b-9"]);
    place.run(&["payer", "cn1/ws-1", LATE]).exits(0).says(&["enterprise account", "2024-03-01"]);
    assert_eq!(place.json(&["payer", "cn1/ws-1", LATE])["payer"], "enterprise");
    place.run(&["payer", "cn1/ws-1", "2024-02-01T00:00:00Z"]).exits(1).says(&["[usage_before_binding]"]);
    place.run(&["payer", "no-site", LATE]).exits(2).says(&["no-site", "`/`"]);
    let march = ["statement", "acme", "--from", "2024-03-02T00:00:00Z", "--to", "2024-04-01T00:00:00Z"];
    place.run(&march).exits(0).says(&["100.00", "30.00"]);
    let statement = place.json(&march);
    assert_eq!(statement["opening"]["cash"], "100 CNY");
    assert_eq!(statement["closing"]["cash"], "30 CNY");
    assert_eq!(statement["movements"].as_array().unwrap().len(), 2);
    place.run(&["statement", "acme", "--from", LATE, "--to", LATE]).exits(2).says(&["`to`"]);
    let of_nobody = ["statement", "nobody", "--from", LATE, "--to", "2024-04-01T00:00:00Z"];
    place.run(&of_nobody).exits(1).says(&["[not_found]", "nobody"]);
}

#[test]
fn preview_changes_nothing() {
    let place = with_bill();
    let before = place.state();
    let preview =
        |id: &str, amount: &str| place.run_with(&["preview", "-", "--at", LATE, "--json"], bill(id, amount).as_bytes());
    let result = preview("b-2", "40 CNY").exits(0).json();
    assert_eq!((&result["known"], &result["preview"]), (&json!(false), &json!(true)));
    assert_eq!(
        result["status"]["settled"]["slices"],
        json!([{"fund":"cash","amount":"30 CNY"},{"fund":"overdraft","amount":"10 CNY"}])
    );
    assert_eq!(preview("b-1", "120 CNY").exits(0).json()["known"], true);
    assert_eq!(preview("b-1", "121 CNY").exits(1).error_json()["code"], "bill_conflict");
    assert_eq!(preview("b-2", "-1 CNY").exits(1).error_json()["code"], "bill_negative");
    assert_eq!(preview("b-2", "1").exits(3).error_json()["code"], "bad_value");
    place
        .run_with(&["preview", "-", "--at", LATE], bill("b-2", "40 CNY").as_bytes())
        .exits(0)
        .says(&["Nothing was settled"]);
    assert_eq!(place.state(), before);
}

#[test]
fn a_preview_holds_from_the_decision_on() {
    let place = Place::with_ledger();
    place
        .apply(r#"{"command":"set_policy","at":"2024-03-04T12:00:00Z","account":"acme","policy":{"credit_limit":"0"}}"#)
        .exits(0);
    let since = |at: &[&str]| {
        let ran = place.run_with(&[&["preview", "-", "--json"], at].concat(), bill("b-1", "999 CNY").as_bytes());
        ran.exits(0).json()["status"]["held"]["since"].as_str().unwrap().to_owned()
    };
    assert_eq!(since(&["--at", "2024-03-05T00:00:00Z"]), "2024-03-05T00:00:00Z");
    // Within the tolerance of the clock (T1), and at the host's clock.
    assert_eq!(since(&["--at", "2024-03-04T11:59:00Z"]), "2024-03-04T12:00:00Z");
    assert!(since(&[]).as_str() > "2024-03-05");
}

/// The rows of the table whose header has these columns, with one blank between two cells.
fn table(out: &str, header: &str) -> Vec<String> {
    let mut lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert!(lines.any(|line| line == header), "`{header}` is missing: {out}");
    let is_rule = |line: &String| line.starts_with('─');
    assert!(lines.next().as_ref().is_some_and(is_rule), "{out}");
    lines.take_while(|line| !is_rule(line)).collect()
}

/// The figures of one month follow from the commands of the demo. CARD-1 had 100 and paid 95.25 and 3.20 of the first
/// two bills, so 1.55 are left for the rows: 0.9587869985 + 0.5912130015. All rows together are 5.1691934992.
#[test]
fn the_demo_shows_who_paid_how_much_and_that_the_ledger_verifies() {
    let shown = defray(&["demo"], b"").exits(0).out;
    assert_eq!(
        table(&shown, "payer fund lot bills paid"),
        [
            "cloud account ali-1 stored-value card CARD-1 33 0.9587869985",
            "cloud account ali-1 cloud account 21 3.2068249775",
            "enterprise account stored-value card CARD-1 82 0.5912130015",
            "enterprise account cash 53 0.4123685217",
        ]
    );
    assert_eq!(
        table(&shown, "fund in out balance"),
        [
            "ordinary voucher 3.00 -3.00 0.00",
            "full-reduction voucher 25.00 -25.00 0.00",
            "stored-value card 105.00 -105.00 0.00",
            "cash 552.6808065008 -500.00 52.6808065008",
            "overdraft (debt) 247.3191934992 -247.3191934992 0.00",
            "charged to cloud accounts 143.2068249775 -0.0068249775 143.20",
        ]
    );
    let verification = shown.split("9. Verification").nth(1).unwrap();
    for line in [
        "  journal  411 entries: the hash chain is intact, and every command has the same events again\n",
        "  records  610: all are the same again\n",
        "  money    conserved exactly\n",
    ] {
        assert!(verification.contains(line), "`{line}` is missing: {verification}");
    }
    let results = defray(&["demo", "--json"], b"").exits(0).json_lines();
    let (verified, commands) = results.split_last().unwrap();
    assert_eq!((&verified["ok"], &verified["entries"], &verified["records"]), (&json!(true), &json!(411), &json!(610)));
    let last = commands.last().unwrap();
    assert_eq!((&last["position"], &last["head"]), (&verified["entries"], &verified["head"]));
    let imports: Vec<_> = commands.iter().filter(|result| result.get("rows").is_some()).collect();
    assert_eq!(imports.iter().map(|import| &import["settled"]).collect::<Vec<_>>(), [&json!(300), &json!(0)]);
}

#[test]
fn advance_and_outbox() {
    let place = with_bill();
    place.run(&["outbox"]).exits(0).says(&["No outbox messages are pending."]);
    place.apply(settle("b-2", "40 CNY", LATE)).exits(0);
    place.run(&["outbox", "list"]).exits(0).says(&["6.0", "acme"]);
    assert!(place.json(&["outbox"])["notification"]["arrears_begun"].is_object());
    place.run(&["advance", "2024-03-18T00:00:00Z"]).exits(0).says(&["locked"]);
    place.run(&["advance", "2024-03-18T00:00:00Z"]).exits(0).says(&["nothing to do"]);
    assert_eq!(place.run(&["outbox", "--json"]).exits(0).json_lines().len(), 3);
    let acknowledge = ["outbox", "ack", "6.0", "7.0", "--at", "2024-03-18T00:00:00Z"];
    place.run(&acknowledge).exits(0).says(&["outbox message 6.0 acknowledged", "outbox message 7.0 acknowledged"]);
    place.run(&acknowledge).exits(0).says(&["nothing to do"]);
    assert_eq!(place.json(&["outbox"])["number"], "7.1");
    let unknown = place.run(&["outbox", "ack", "9.9", "7.1", "--json"]).exits(1);
    assert_eq!(unknown.json_lines().len(), 2, "the other one is acknowledged all the same");
    place.run(&["outbox", "ack", "6"]).exits(2).says(&["17.0"]);
}

#[test]
fn verify_compares_the_expected_head() {
    let place = with_bill();
    let verified = place.json(&["verify"]);
    assert_eq!((&verified["ok"], &verified["entries"], &verified["accounts"]), (&json!(true), &json!(5), &json!(1)));
    let head = verified["head"].as_str().unwrap().to_owned();
    place
        .run(&["verify", "--expect-head", &head])
        .exits(0)
        .says(&["decided again  5: each command has the same events again", &head]);
    place.apply(settle("b-2", "1 CNY", LATE)).exits(0);
    place.run(&["verify", "--expect-head", &head, "--at-position", "5"]).exits(0);
    place.run(&["verify", "--expect-head", &head]).exits(3).says(&["head_mismatch", &head]);
    place.run(&["verify", "--expect-head", &head, "--at-position", "9"]).exits(3).says(&["only 6 entries"]);
    place.run(&["verify", "--expect-head", "0a"]).exits(2).says(&["0a", "64 hexadecimal digits"]);
    place.run(&["verify", "--at-position", "5"]).exits(2).says(&["--expect-head"]);
}

#[test]
fn journal_stats_backup_and_compact() {
    let place = with_bill();
    assert_eq!(place.run(&["journal", "--json"]).exits(0).json_lines().len(), 5);
    let entries = place.run(&["journal", "--from", "4", "--json"]).exits(0).json_lines();
    assert_eq!(entries.iter().map(|entry| entry["position"].as_u64().unwrap()).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(entries[1]["command"]["command"], "settle_bill");
    place.run(&["journal", "--from", "9"]).exits(1).says(&["journal position `9`"]);
    place.run(&["journal"]).exits(0).says(&["settle_bill", "bill b-1 settled"]);

    place.run(&["stats"]).exits(0).says(&["journal entries", "5"]);
    place.run(&["stats"]).exits(0).says(&["log in use", "of 1048576 bytes"]);
    place.run(&["stats"]).exits(0).says(&["changed records in memory", "0 of 67108864 bytes"]);
    let memory = &place.json(&["stats"])["memory"];
    assert_eq!((memory["changed_bytes_max"].as_u64(), memory["log_used_bytes"].as_u64()), (Some(64 << 20), Some(0)));
    assert_eq!(place.json(&["stats"])["records"]["bills"], 1);

    let copy = place.path("copy.defray");
    let result = place.json(&["backup", copy.to_str().unwrap()]);
    assert_eq!(result["head"], place.state()["head"]);
    on(&copy, &["verify"], b"").exits(0);
    on(&copy, &["show", "bill", "b-1"], b"").exits(0);
    place.run(&["backup", copy.to_str().unwrap()]).exits(4).says(&["copy.defray", "already exists"]);

    let before = place.state();
    let result = place.json(&["compact"]);
    assert!(result["bytes_after"].as_u64() <= result["bytes_before"].as_u64());
    place.run(&["compact"]).exits(0).says(&["bytes before"]);
    assert_eq!(place.state(), before);
    place.run(&["verify"]).exits(0);
}

#[test]
fn export_rebuilds_the_ledger_elsewhere() {
    let place = with_bill();
    place.apply(settle("b-2", "40 CNY", LATE)).exits(0);
    place.run(&["advance", "2024-03-18T00:00:00Z"]).exits(0);
    let exported = place.run(&["export"]).exits(0).out;
    assert_eq!(exported.lines().count(), 7);
    let again = Place::empty();
    again.apply(&exported).exits(0);
    assert_eq!(again.state()["records"], place.state()["records"]);
    for shown in [["account", "acme"], ["wallet", "acme"], ["workspace", "cn1/ws-1"], ["bill", "b-1"], ["bill", "b-2"]]
    {
        let show = |place: &Place| place.json(&["show", shown[0], shown[1]]);
        assert_eq!(show(&again), show(&place));
    }
    let bills = place.run(&["export", "--format", "csv", "--table", "bills", "--account", "acme"]).exits(0).out;
    assert!(bills.starts_with("bill,account,workspace,item,"), "{bills}");
    place.run(&["export", "--format", "csv", "--account", "nobody"]).exits(1).says(&["[not_found]", "nobody"]);
    place.run(&["export", "--table", "bills"]).exits(2).says(&["--table", "csv"]);
    let csv = place.run(&["export", "--format", "csv"]).exits(0).out;
    assert_eq!(csv.lines().count(), 1 + 4, "voucher 50, cash 70, cash 30, overdraft 10\n{csv}");
    assert!(csv.contains("b-1,logs,2024-03-02T00:00:00Z,2024-03-03T00:00:00Z,enterprise,ordinary_voucher,v-1,50,CNY"));
}

#[test]
fn usage_errors_exit_2_and_environment_errors_4() {
    let place = Place::empty();
    defray(&["show", "account", "acme"], b"").exits(2).says(&["--db FILE"]);
    defray::<&str>(&[], b"").exits(2).says(&["Usage: defray"]);
    defray(&["pay"], b"").exits(2).says(&["pay"]);
    defray(&["--help"], b"").exits(0).says(&["apply", "verify", "scenario"]);
    defray(&["--version"], b"").exits(0);
    let missing = place.run(&["show", "account", "acme", "--json"]).exits(4);
    assert_eq!(missing.error_json()["class"], "environment");
    assert_eq!(missing.error_json()["code"], "file_missing");
    assert!(!place.ledger().exists(), "a query creates no ledger");
    place.apply(FIRST).exits(0);
    place.run(&["apply", "/no/such/file"]).exits(4).says(&["/no/such/file"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = with_bill();
    let line = format!("{} --db '{}' export | head -n 1", env!("CARGO_BIN_EXE_defray"), place.ledger().display());
    let ran = crate::common::run(std::process::Command::new("sh").args(["-c", &line]), b"").exits(0);
    let first = place.run(&["export"]).exits(0).out.lines().next().unwrap().to_owned();
    assert_eq!((ran.out.trim_end(), ran.err.as_str()), (first.as_str(), ""));
}

#[test]
fn a_mail_is_shown_in_words() {
    let place = Place::with_ledger();
    let bill = r#"{"command":"settle_bill","at":"2026-03-03T00:00:00Z","bill":{"id":"b-big","workspace":"cn1/ws-1","item":"sms","amount":"1100 CNY","period":{"start":"2026-03-02T00:00:00Z","end":"2026-03-03T00:00:00Z"}}}"#;
    place.apply(bill).exits(0);
    let number = place.run(&["outbox", "list", "--json"]).exits(0).json()["number"].as_str().unwrap().to_owned();
    place
        .run(&["outbox", "render", &number])
        .exits(0)
        .says(&["Subject: Account acme is in arrears: please repay 1,000.00 CNY by 17 March 2026, 00:00"]);
    place
        .run(&["outbox", "render", &number, "--language", "zh", "--time-zone", "Asia/Shanghai", "--form", "html"])
        .exits(0)
        .says(&["<html lang=\"zh\">", "2026年3月17日 08:00"]);
    assert!(place.run(&["outbox", "render", &number, "--json"]).exits(0).json()["html"].is_string());
    place.run(&["outbox", "render", "999.0"]).exits(1).says(&["[not_found]", "999.0"]);
    place.run(&["outbox", "render", &number, "--time-zone", "Mars/Olympus"]).exits(2).says(&["Mars/Olympus"]);
}

#[test]
fn an_instant_in_the_future_is_refused_outside_a_simulation() {
    let place = Place::with_ledger();
    let before = place.state();
    let refused =
        |ran: Ran| drop(ran.exits(1).says(&["T1: `at` is 2062-", "the clock of the ledger", "[at_in_future]"]));
    refused(place.run(&["advance", "2062-01-01T00:00:00Z"]));
    refused(place.apply(settle("b-1", "1 CNY", "2062-01-01T00:00:00Z")));
    place
        .apply(r#"{"command":"ingest","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"k","signal":"activated","occurred_at":"2062-01-01T00:00:00Z"}}"#)
        .exits(1)
        .says(&["`message.occurred_at` is 2062-"]);
    assert_eq!(place.state(), before);
    // A preview records nothing.
    let preview = ["preview", "-", "--at", "2062-01-01T00:00:00Z"];
    place.run_with(&preview, bill("b-1", "1 CNY").as_bytes()).exits(0);
    let copy = place.path("copy.defray");
    place.run(&["backup", copy.to_str().unwrap()]).exits(0);
    let lines = settle("b-1", "1 CNY", "2062-01-01T00:00:00Z");
    on(&copy, &["apply", "-", "--simulate"], lines.as_bytes()).exits(0).says(&["SIMULATION", "done"]);
    for command in [&["show", "account", "acme"][..], &["verify"], &["stats", "--json"], &["export"]] {
        on(&copy, command, b"").exits(0).says(&["SIMULATION"]);
    }
    let verified = on(&copy, &["verify", "--json"], b"").exits(0);
    assert_eq!(verified.json()["simulated"], 1);
    // The commands of a simulation are no commands of a real ledger.
    let exported = on(&copy, &["export"], b"").out;
    Place::empty().apply(exported).exits(1).says(&["[at_in_future]"]);
}

#[test]
fn apply_answers_when_there_is_nothing_more_to_read() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    let place = Place::empty();
    let mut command = Command::new(env!("CARGO_BIN_EXE_defray"));
    command.arg("--db").arg(place.ledger()).args(["apply", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut input = child.stdin.take().unwrap();
    for line in FIRST.lines() {
        writeln!(input, "{line}").unwrap();
        assert!(answers.next().unwrap().unwrap().contains("done"), "{line}");
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn every_table_can_be_limited_to_one_account() {
    let place = Place::empty();
    place.run(&["apply", repository("data/two-accounts.jsonl").to_str().unwrap()]).exits(0);
    for table in ["payments", "bills", "accounts", "lots", "timeline", "cloud_accounts", "outbox", "held", "journal"] {
        let export = |more: &[&str]| {
            let out = place.run(&[&["export", "--format", "csv", "--table", table], more].concat()).exits(0).out;
            out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        let all = export(&[]);
        for (account, other) in [("acme", "globex"), ("globex", "acme")] {
            let rows = export(&["--account", account]);
            assert!(!rows.is_empty(), "{table}: no rows of {account}");
            assert!(rows.iter().all(|row| all.contains(row) && !row.contains(other)), "{table}: {rows:#?}");
            let named = all.iter().filter(|row| row.contains(account)).count();
            assert_eq!(rows.iter().filter(|row| row.contains(account)).count(), named, "{table}");
        }
    }
    place.run(&["export", "--format", "csv", "--account", "unknown"]).exits(1).says(&["[not_found]", "unknown"]);
}

#[test]
fn a_sheet_has_no_formulas() {
    let place = Place::empty();
    place.apply(FIRST.replace("acme", "=1+1")).exits(0);
    let export = ["export", "--format", "csv", "--table", "accounts"];
    let first = |arguments: &[&str]| {
        place.run(arguments).exits(0).out.lines().nth(1).unwrap().split(',').next().unwrap().to_owned()
    };
    assert_eq!(first(&export), "=1+1");
    assert_eq!(first(&[&export[..], &["--sheet"]].concat()), "'=1+1");
    place.run(&["export", "--sheet"]).exits(2).says(&["`--sheet` require `--format csv`"]);
}

#[test]
fn a_repeated_reference_is_said_and_refused_by_the_policy() {
    let place = Place::with_ledger();
    let top_up = |reference: &str| {
        format!(r#"{{"command":"top_up","at":"{LATE}","account":"acme","amount":"10 CNY","reference":"{reference}"}}"#)
    };
    place.apply(top_up("wire-1")).exits(0).says(&["10.00 CNY added to cash\n"]);
    let again = "the reference wire-1 was used before, at journal position 5";
    place.apply(top_up("wire-1")).exits(0).says(&[again]);
    place.run(&["journal", "--from", "6"]).exits(0).says(&[again]);
    place
        .apply(format!(
            r#"{{"command":"set_policy","at":"{LATE}","account":"acme","policy":{{"unique_references":true}}}}"#
        ))
        .exits(0);
    place.apply(top_up("wire-1")).exits(1).says(&["M1", "`reference` is `wire-1`", "[reference_used]"]);
    place.apply(top_up("wire-2")).exits(0);
    place.run(&["verify"]).exits(0);
}
