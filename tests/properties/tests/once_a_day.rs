//! What is notified once in a UTC day, in histories that chance does not find, through the core and the oracle.

use defray_properties::coverage::Coverage;
use defray_properties::lockstep::run;
use defray_properties::observe::observe;
use serde_json::{Value, json};

/// An instant in March 2026.
fn t(day_and_hour: &str) -> String {
    format!("2026-03-{day_and_hour}:00:00Z")
}

/// What is observed at the end, and what the commands reach.
fn lead(commands: &[Value]) -> (Value, Coverage) {
    let both = run(commands, |both, _, _| {
        both.observation()?;
        both.money()?;
        both.one_payer()
    });
    let mut coverage = Coverage::default();
    coverage.run(commands);
    (observe(&both.unwrap_or_else(|problem| panic!("{problem}")).subject.rows), coverage)
}

fn policy(at: &str, policy: Value) -> Value {
    json!({"command": "set_policy", "at": t(at), "account": "a", "policy": policy})
}

/// Account `a` with the workspaces `s/w1` and `s/w2`, and the cloud accounts `c1` and `c2`, pending.
fn begin() -> Vec<Value> {
    let at = t("01T00");
    let mut commands = vec![json!({"command": "open_account", "at": at, "account": "a", "currency": "CNY"})];
    for number in ["1", "2"] {
        let workspace = format!("s/w{number}");
        commands.push(json!({"command": "bind_workspace", "at": at, "account": "a", "workspace": workspace}));
        commands.push(json!({
            "command": "link_cloud_account", "at": at, "account": "a", "cloud_account": format!("c{number}"),
            "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": number},
        }));
    }
    commands
}

fn choose(number: &str, at: &str) -> Value {
    json!({
        "command": "choose_method", "at": t(at), "account": "a", "workspace": format!("s/w{number}"),
        "method": {"cloud_account": format!("c{number}")},
    })
}

fn tell(number: &str, signal: &str, at: &str, occurred: &str) -> Value {
    json!({"command": "ingest", "at": t(at), "message": {
        "provider": "alicloud", "identity": format!("alicloud:{number}"), "kind": "k", "signal": signal,
        "occurred_at": t(occurred),
    }})
}

fn bill(id: &str, number: &str, amount: &str, at: &str, start: &str) -> Value {
    json!({"command": "settle_bill", "at": t(at), "bill": {
        "id": id, "workspace": format!("s/w{number}"), "item": "logs", "amount": amount,
        "period": {"start": t(start), "end": "2199-01-01T00:00:00Z"},
    }})
}

fn simple(command: &str, at: &str) -> Value {
    json!({"command": command, "at": t(at)})
}

/// Both cloud accounts pay since the 2nd and ended on the 10th.
fn ended() -> Vec<Value> {
    let mut commands = begin();
    for number in ["1", "2"] {
        commands.push(tell(number, "activated", "01T00", "01T00"));
        commands.push(choose(number, "02T00"));
    }
    commands.extend(["1", "2"].map(|number| tell(number, "ended", "10T00", "10T00")));
    commands
}

#[test]
fn a_bill_that_waited_for_credit_waits_for_a_cloud_account() {
    let mut commands = begin();
    commands.extend([
        policy("01T00", json!({"credit_limit": "0", "suspended_patience": 864_000})),
        choose("1", "02T00"),
        bill("b1", "1", "5 CNY", "03T00", "02T12"),
        bill("b2", "1", "6 CNY", "03T00", "02T12"),
        // It was activated before the usage, and is suspended: neither bill is tried again for it ...
        tell("1", "suspended", "04T00", "02T10"),
        tell("1", "activated", "04T00", "02T06"),
        // ... until value comes in.
        json!({"command": "top_up", "at": t("04T01"), "account": "a", "amount": "1 CNY"}),
        bill("b3", "1", "7 CNY", "04T02", "02T12"),
        tell("1", "resumed", "05T00", "05T00"),
    ]);
    let (seen, coverage) = lead(&commands);
    assert_eq!(coverage.count("begins to be held cloud_account_suspended after credit_limit, notified"), 1);
    let again = "begins to be held cloud_account_suspended after credit_limit, not the first of the day";
    assert_eq!(coverage.count(again), 1);
    assert_eq!(coverage.count("mail bills_held"), 2);
    assert_eq!(seen["bills"]["b3"]["receipt"]["payer"], json!({"cloud_account": "c1"}));
}

#[test]
fn a_bill_that_waited_for_a_cloud_account_waits_for_credit() {
    let mut commands = begin();
    commands.extend([
        policy("01T00", json!({"credit_limit": "0", "suspended_patience": 86_400, "deadline_notice": 3_600})),
        tell("1", "activated", "01T00", "01T00"),
        choose("1", "02T00"),
        tell("1", "suspended", "03T00", "03T00"),
        bill("b1", "1", "5 CNY", "03T12", "03T01"),
        bill("b2", "1", "6 CNY", "03T12", "03T01"),
        bill("b0", "1", "0 CNY", "03T12", "03T01"),
        simple("advance", "04T00"),
        bill("b3", "1", "6 CNY", "04T00", "03T01"),
        json!({"command": "top_up", "at": t("05T00"), "account": "a", "amount": "6 CNY"}),
        bill("b4", "1", "6 CNY", "05T00", "03T01"),
    ]);
    let (seen, coverage) = lead(&commands);
    assert_eq!(coverage.count("begins to be held credit_limit after cloud_account_suspended, notified"), 1);
    assert_eq!(coverage.count("held by advance"), 2);
    // One on the 3rd for the cloud account, and for credit one on the 4th and one on the 5th.
    assert_eq!(coverage.count("mail bills_held"), 3);
    assert_eq!(seen["bills"]["b0"]["status"], "settled");
}

#[test]
fn late_bills_of_two_cloud_accounts_are_counted_and_the_end_of_one_moves() {
    let mut commands = ended();
    commands.extend([
        bill("b1", "1", "5 CNY", "11T00", "05T00"),
        bill("b2", "2", "6 CNY", "11T01", "05T00"),
        tell("1", "ended", "11T02", "09T00"),
        bill("b3", "1", "7 CNY", "11T03", "05T00"),
        bill("b4", "1", "0 CNY", "11T03", "05T00"),
        simple("advance", "11T23"),
        simple("advance", "12T00"),
    ]);
    let (seen, coverage) = lead(&commands);
    assert_eq!(coverage.count("late bill with another end than the one before"), 1);
    assert_eq!(coverage.count("late bills of 2 cloud accounts"), 1);
    assert_eq!(seen["accounts"]["a"].get("not_metered"), None);
    let outbox = seen["outbox"].as_array().unwrap();
    let mail = outbox.iter().find(|mail| mail["template"] == "bills_not_metered").unwrap();
    assert_eq!((&mail["bills"], &mail["amount"]), (&json!(3), &json!("18 CNY")));
    assert_eq!(mail["cloud_accounts"][0]["ended_at"], t("09T00"));
}

#[test]
fn the_sum_of_late_bills_of_a_day_stays_below_the_limit() {
    let mut commands = ended();
    for (number, amount) in
        ["600000000000000", "399999999999999.999999999999", "0.000000000001", "1"].iter().enumerate()
    {
        let (id, amount) = (format!("b{number}"), format!("{amount} CNY"));
        commands.push(bill(&id, "1", &amount, "11T00", "05T00"));
        commands.push(json!({"command": "reverse_bill", "at": t("11T00"), "bill": id, "reversal": "r"}));
    }
    commands.push(simple("advance", "12T00"));
    let (_, coverage) = lead(&commands);
    assert_eq!(coverage.count("late bills notified by settle_bill"), 1);
    assert_eq!(coverage.count("late bills notified by advance"), 1);
}

#[test]
fn an_account_is_closed_before_the_end_of_the_day() {
    let mut commands = ended();
    commands.extend([
        bill("b1", "1", "5 CNY", "11T00", "05T00"),
        json!({"command": "top_up", "at": t("11T00"), "account": "a", "amount": "6 CNY"}),
    ]);
    for workspace in ["s/w1", "s/w2"] {
        commands.push(json!({
            "command": "dissolve_workspace", "at": t("11T01"), "account": "a", "workspace": workspace,
        }));
    }
    commands.push(json!({"command": "close_account", "at": t("11T02"), "account": "a"}));
    commands.push(simple("advance", "13T00"));
    let (seen, coverage) = lead(&commands);
    assert_eq!(seen["accounts"]["a"]["closed"], true);
    assert_eq!(coverage.count("late bills notified by close_account"), 1);
    assert_eq!(coverage.count("late bills notified by advance"), 0);
}

/// Lot, deadlines and the day end at one midnight.
#[test]
fn at_midnight_the_end_of_the_day_is_last() {
    let mut commands = ended();
    commands.extend([
        policy("10T12", json!({"grace": 86_400, "deadline_notice": 3_600, "suspended_patience": 86_400})),
        json!({
            "command": "issue_voucher", "at": t("10T12"), "account": "a", "lot": "l", "kind": "ordinary_voucher",
            "face": "3 CNY", "valid_until": t("12T00"), "minimum_bill": null,
        }),
        bill("b1", "1", "8 CNY", "11T00", "05T00"),
        bill("b2", "1", "1 CNY", "12T00", "05T00"),
        simple("advance", "13T00"),
    ]);
    let (seen, coverage) = lead(&commands);
    let templates: Vec<&str> =
        seen["outbox"].as_array().unwrap().iter().map(|mail| mail["template"].as_str().unwrap()).collect();
    let expected = ["arrears_begun", "deadline_near", "account_locked", "bills_not_metered", "bills_not_metered"];
    assert_eq!(templates[templates.len() - 5..], expected);
    assert_eq!(coverage.count("late bills notified by settle_bill"), 1);
}
