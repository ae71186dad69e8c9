//! Each error names the field, the value and what is expected, and has a stable code.

use crate::common::Place;

const AT: &str = "2026-02-02T00:00:00Z";

/// Accounts in two currencies, a workspace, 100 CNY, a settled bill of 5 CNY.
fn ledger() -> Place {
    let place = Place::empty();
    let commands = r#"{"command":"open_account","at":"2026-02-01T00:00:00Z","account":"acme","currency":"CNY"}
{"command":"open_account","at":"2026-02-01T00:00:00Z","account":"abroad","currency":"USD"}
{"command":"bind_workspace","at":"2026-02-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}
{"command":"top_up","at":"2026-02-01T00:00:00Z","account":"acme","amount":"100 CNY"}
{"command":"settle_bill","at":"2026-02-02T00:00:00Z","bill":{"id":"b-1","workspace":"cn1/ws-1","item":"logs","amount":"5 CNY","period":{"start":"2026-02-01T00:00:00Z","end":"2026-02-02T00:00:00Z"}}}
"#;
    place.apply(commands).exits(0);
    place
}

fn command(name: &str, fields: &str) -> String {
    format!(r#"{{"command":"{name}","at":"{AT}","account":"acme",{fields}}}"#)
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of commands with their texts")]
fn commands() {
    let place = ledger();
    let before = place.state();
    let bill = |amount: &str| {
        let period = r#"{"start":"2026-02-01T00:00:00Z","end":"2026-02-02T00:00:00Z"}"#;
        format!(r#""bill":{{"id":"b-2","workspace":"cn1/ws-1","item":"logs","amount":"{amount}","period":{period}}}"#)
    };
    for (name, fields, says) in [
        (
            "set_policy",
            r#""policy":{"credit_limit":"-1"}"#,
            "`policy.credit_limit` is `\"-1\"`: expected a decimal of 0 or more, such as `100` [bad_value]",
        ),
        (
            "set_policy",
            r#""policy":{"credit_limit":"1 CNY"}"#,
            "expected a decimal of 0 or more without a currency, such as `100` [bad_value]",
        ),
        (
            "choose_method",
            r#""workspace":"cn1/ws-1","method":"ali-1""#,
            r#"`method` is `"ali-1"`: expected `"enterprise"` or `{"cloud_account": "ali-1"}` [bad_value]"#,
        ),
        (
            "choose_method",
            r#""workspace":"cn1/ws-1","method":7"#,
            r#"`method` is `7`: expected `"enterprise"` or `{"cloud_account": "#,
        ),
        (
            "top_up",
            r#""amount":"-5 CNY""#,
            "`amount` is `-5 CNY`: expected an amount above zero, such as `100 CNY` [amount_not_positive]",
        ),
        (
            "top_up",
            r#""amount":"5 USD""#,
            "`amount` is `5 USD`: expected an amount in CNY, the currency of account `acme`, such as `5 CNY`",
        ),
        (
            "issue_voucher",
            r#""lot":"v","kind":"voucher","face":"5 CNY""#,
            "`kind` is `\"voucher\"`: expected `ordinary_voucher` or `full_reduction_voucher` [bad_value]",
        ),
        (
            "issue_voucher",
            r#""lot":"v","kind":"card","face":"5 CNY""#,
            "`kind` of lot `v` is `card`: expected `ordinary_voucher` or `full_reduction_voucher`",
        ),
        (
            "issue_voucher",
            r#""lot":"v","kind":"ordinary_voucher","face":"0 CNY""#,
            "`face` is `0 CNY`: expected an amount above zero",
        ),
        (
            "issue_voucher",
            r#""lot":"v","kind":"full_reduction_voucher","face":"5 CNY","minimum_bill":"5 USD""#,
            "`minimum_bill` is `5 USD`: expected an amount in CNY",
        ),
        (
            "issue_voucher",
            r#""lot":"v","kind":"ordinary_voucher","face":"5 CNY","minimum_bill":"5 CNY""#,
            "`minimum_bill` of lot `v` is `5 CNY`: expected none",
        ),
        (
            "buy_card",
            r#""lot":"c","face":"5 CNY""#,
            "`face` is `5 CNY`: expected a multiple of 100 CNY, such as `100 CNY` [card_not_a_multiple]",
        ),
        (
            "buy_card",
            r#""lot":"c","face":"500 CNY""#,
            "`face` is `500 CNY`: expected at most 95 CNY, the cash of the account [cash_not_enough]",
        ),
        (
            "move_workspace",
            r#""workspace":"cn1/ws-1","to":"abroad""#,
            "`to` is `abroad`: expected an account in CNY, the currency of account `acme`, not one in USD; currencies do not mix [currency_mismatch]",
        ),
        ("settle_bill", &bill("5 USD"), "`amount` is `5 USD`: expected an amount in CNY"),
        ("settle_bill", &bill("-5 CNY"), "`amount` of bill `b-2` is `-5 CNY`: expected 0 or more"),
    ] {
        place.apply(command(name, fields)).exits(1).says(&[says]);
    }
    let reverse = format!(r#"{{"command":"reverse_bill","at":"{AT}","bill":"b-1","reversal":"r","amount":"9 CNY"}}"#);
    place.apply(reverse).exits(1).says(&["`amount` is `9 CNY`: expected at most 5 CNY, which is left of bill `b-1`"]);
    assert_eq!(place.state(), before);
}

#[test]
fn a_linked_subscription_says_until_when() {
    let place = ledger();
    let link = |id: &str, at: &str| {
        let subscription = r#"{"provider":"alicloud","account_id":"1041031108983109","instance_id":"122779388"}"#;
        format!(
            r#"{{"command":"link_cloud_account","at":"{at}","account":"acme","cloud_account":"{id}","subscription":{subscription}}}"#
        )
    };
    let message = |signal: &str| {
        format!(
            r#"{{"command":"ingest","at":"{AT}","message":{{"provider":"alicloud","identity":"alicloud:122779388","kind":"x","signal":"{signal}","occurred_at":"{AT}"}}}}"#
        )
    };
    place.apply(link("ali-1", AT)).exits(0);
    let second = || place.apply(link("ali-2", AT)).exits(1);
    second().says(&["as cloud account `ali-1`, which is pending", "withdraw_cloud_account"]);
    place.apply(message("activated")).exits(0);
    second().says(&["which is active: expected `ali-1` in use, or ended first in its marketplace"]);
    place.apply(message("ended")).exits(0);
    second().says(&["closing until 2026-02-02T02:00:00Z: expected a link at that instant or later"]);
}

#[test]
fn arguments_and_files() {
    let place = ledger();
    place.run(&["journal", "--from", "2026-02-01"]).exits(2).says(&["'2026-02-01'", "such as `17`", "statement"]);
    let ledger = place.ledger();
    let ledger = ledger.to_str().unwrap();
    for arguments in [&["apply", ledger][..], &["bills", ledger], &["preview", ledger]] {
        place.run(arguments).exits(3).says(&["this file is a ledger", "export", "[is_a_ledger]"]);
    }
    let header = "bill,workspace,item,amount,period_start,period_end\n";
    let file = |name: &str, content: Vec<u8>| place.write(name, content).to_str().unwrap().to_owned();
    for (mark, named) in [(";", "semicolons"), ("\t", "tabs")] {
        let separated = file("separated.csv", header.replace(',', mark).into_bytes());
        let ran = place.run(&["bills", "--format", "plain", &separated]).exits(3);
        ran.says(&[named, "expected commas, such as `bill,workspace,item", "[wrong_separator]"]);
    }
    let little = header.encode_utf16().flat_map(u16::to_le_bytes);
    let with_mark = file("utf-16.csv", [0xff, 0xfe].into_iter().chain(little.clone()).collect());
    let without = file("utf-16-bare.csv", little.collect());
    for utf_16 in [with_mark, without] {
        place.run(&["bills", "--format", "plain", &utf_16]).exits(3).says(&["UTF-16", "expected UTF-8", "[not_utf8]"]);
    }
}

#[test]
fn refused_rows_of_different_kinds_have_an_example_each() {
    let place = ledger();
    let mut rows = "bill,workspace,item,amount,period_start,period_end\n".to_owned();
    for (number, (workspace, amount, start)) in [
        ("cn1/ws-1", "1", "2026-02-01T00:00:00Z"),
        ("cn1/ws-1", "2", "2026-02-01T00:00:00Z"),
        ("cn1/ws-1", "1 CNY", "yesterday"),
        ("cn1/ws-8", "1 CNY", "2026-02-01T00:00:00Z"),
        ("cn1/ws-9", "1 CNY", "2026-02-01T00:00:00Z"),
    ]
    .into_iter()
    .enumerate()
    {
        rows += &format!("r-{number},{workspace},logs,{amount},{start},2026-02-02T00:00:00Z\n");
    }
    let file = place.write("rows.csv", rows);
    let ran = place.run(&["bills", "--format", "plain", "--json", file.to_str().unwrap()]).exits(1).json();
    let examples = |index: usize| {
        let refusal = &ran["refusals"][index];
        let list = refusal["examples"].as_array().unwrap();
        let rows: Vec<u64> = list.iter().map(|one| one["rows"].as_u64().unwrap()).collect();
        (refusal["code"].as_str().unwrap().to_owned(), refusal["rows"].as_u64().unwrap(), rows)
    };
    assert_eq!(examples(0), ("bad_value".to_owned(), 3, vec![2, 1]));
    assert_eq!(examples(1), ("unknown_workspace".to_owned(), 2, vec![1, 1]));
    let shown = place.run(&["bills", "--format", "plain", file.to_str().unwrap()]).exits(1);
    shown.says(&["`amount`", "`yesterday`", "cn1/ws-8", "cn1/ws-9"]);
}
