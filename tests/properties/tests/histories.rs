//! Histories that chance does not find, through the core and the oracle: several messages have to fit together.

use defray_properties::coverage::Coverage;
use defray_properties::lockstep::{Lockstep, run};
use defray_properties::observe::observe;
use serde_json::{Value, json};

const T0: &str = "2026-03-01T00:00:00Z";

/// An instant in March 2026.
fn t(day_and_hour: &str) -> String {
    format!("2026-03-{day_and_hour}:00:00Z")
}

/// What is observed at the end, and what the commands reach.
fn lead(commands: &[Value]) -> (Value, Coverage) {
    let both: Result<Lockstep, String> = run(commands, |both, _, _| {
        both.observation()?;
        both.money()?;
        both.one_payer()
    });
    let mut coverage = Coverage::default();
    coverage.run(commands);
    (observe(&both.unwrap_or_else(|problem| panic!("{problem}")).subject.rows), coverage)
}

fn begin(window: u64) -> Vec<Value> {
    let policy = json!({"metering_windows": {"aws": window, "alicloud": window}});
    let mut commands = Vec::new();
    for (account, workspace) in [("a0", "s/w0"), ("a1", "s/w1")] {
        commands.push(json!({"command": "open_account", "at": T0, "account": account, "currency": "CNY"}));
        commands.push(json!({"command": "set_policy", "at": T0, "account": account, "policy": policy}));
        commands.push(json!({"command": "top_up", "at": T0, "account": account, "amount": "100 CNY"}));
        commands.push(json!({"command": "bind_workspace", "at": T0, "account": account, "workspace": workspace}));
    }
    commands
}

fn legacy(id: &str, at: &str) -> Value {
    let subscription = json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"});
    json!({
        "command": "link_cloud_account", "at": t(at), "account": "a0", "cloud_account": id, "subscription": subscription,
    })
}

fn instance(account: &str, id: &str, instance: &str, at: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": account, "cloud_account": id,
        "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": instance},
    })
}

fn choose(account: &str, workspace: &str, cloud: &str, at: &str) -> Value {
    json!({
        "command": "choose_method", "at": t(at), "account": account, "workspace": workspace,
        "method": {"cloud_account": cloud},
    })
}

fn tell(signal: &str, at: &str, occurred: &str) -> Value {
    json!({"command": "ingest", "at": t(at), "message": {
        "provider": "aws", "identity": "aws:customer:p:c", "kind": "k", "signal": signal, "occurred_at": t(occurred),
    }})
}

fn agree(instance: Option<&str>, signal: &str, agreement: Value, at: &str) -> Value {
    json!({"command": "ingest", "at": t(at), "message": {
        "provider": "alicloud", "identity": instance.map(|instance| format!("alicloud:{instance}")), "kind": "k",
        "signal": signal, "agreement": agreement,
    }})
}

fn bill(id: &str, workspace: &str, at: &str, start: &str) -> Value {
    json!({"command": "settle_bill", "at": t(at), "bill": {
        "id": id, "workspace": workspace, "item": "logs", "amount": "10 CNY",
        "period": {"start": t(start), "end": "2199-01-01T00:00:00Z"},
    }})
}

/// `one` failed on the 3rd. `two` pays from the 4th, and ended by a completion on the 15th. Then a late message says
/// that the completion is that of an end of `one`, and the next signal about `two` decides it again.
fn ended_by_the_completion_of_another_end(window: u64, between: &[Value]) -> (Value, Coverage) {
    let mut commands = begin(window);
    commands.extend([
        legacy("one", "02T00"),
        tell("failed", "03T00", "03T00"),
        legacy("two", "04T00"),
        tell("activated", "04T00", "04T00"),
        choose("a0", "s/w0", "two", "04T12"),
        tell("end_completed", "15T00", "15T00"),
        bill("b", "s/w0", "15T13", "15T12"),
        tell("ended", "16T12", "02T12"),
    ]);
    commands.extend_from_slice(between);
    commands.push(tell("resumed", "17T00", "05T00"));
    lead(&commands)
}

#[test]
fn an_end_moves_later_with_its_deadline() {
    let (seen, coverage) = ended_by_the_completion_of_another_end(864_000, &[tell("ended", "17T00", "16T00")]);
    assert_eq!(seen["cloud_accounts"]["two"]["ended_at"], t("16T00"));
    assert_eq!(seen["cloud_accounts"]["two"]["metering_deadline"], t("26T00"));
    assert_eq!(coverage.count("an end later"), 1);
}

#[test]
fn a_closed_cloud_account_stays_closed_when_its_end_moves_later() {
    let (seen, coverage) = ended_by_the_completion_of_another_end(0, &[tell("ended", "17T00", "16T00")]);
    assert_eq!(seen["cloud_accounts"]["two"]["ended_at"], t("16T00"));
    assert_eq!(seen["cloud_accounts"]["two"]["state"], "closed");
    assert_eq!(coverage.count("an end later of a closed one"), 1);

    let (seen, coverage) = ended_by_the_completion_of_another_end(0, &[]);
    assert_eq!(seen["cloud_accounts"]["two"]["ended_at"], t("15T00"));
    assert_eq!(seen["cloud_accounts"]["two"]["state"], "closed");
    assert_eq!(coverage.count("an end revoked"), 0);
}

#[test]
fn an_end_that_was_none_gives_the_bills_back() {
    let (seen, coverage) = ended_by_the_completion_of_another_end(864_000, &[]);
    assert_eq!(seen["cloud_accounts"]["two"]["state"], "active");
    assert_eq!(seen["bills"]["b"]["corrections"][0]["payer"], json!({"cloud_account": "two"}));
    assert_eq!(coverage.count("an end revoked"), 1);
}

/// One agreement was stated for subscriptions of two accounts, and so was the next one. The message that connects them
/// is about no subscription.
#[test]
fn one_message_changes_the_successors_of_two_accounts() {
    let mut commands = begin(864_000);
    for (account, workspace, old, new) in [("a0", "s/w0", "70", "80"), ("a1", "s/w1", "71", "81")] {
        commands.extend([
            instance(account, &format!("c{old}"), old, "02T00"),
            instance(account, &format!("c{new}"), new, "02T00"),
            agree(Some(old), "activated", json!({"id": "old"}), "02T00"),
            agree(Some(new), "activated", json!({"id": "new"}), "02T00"),
            choose(account, workspace, &format!("c{old}"), "02T00"),
            agree(Some(old), "ended", Value::Null, "03T00"),
            bill(&format!("b{old}"), workspace, "04T00", "03T12"),
        ]);
    }
    commands.push(json!({"command": "top_up", "at": t("06T00"), "account": "a1", "amount": "1 CNY"}));
    commands.push(agree(None, "ignored", json!({"id": "new", "previous": "old"}), "05T00"));
    let (seen, coverage) = lead(&commands);
    for (old, new) in [("70", "80"), ("71", "81")] {
        assert_eq!(seen["cloud_accounts"][format!("c{old}")]["successor"], format!("c{new}"));
        let correction = &seen["bills"][format!("b{old}")]["corrections"][0];
        assert_eq!(correction["payer"], json!({"cloud_account": format!("c{new}")}));
        // The decision instant is that of both.
        assert_eq!(correction["at"], t("06T00"));
    }
    assert_eq!(coverage.count("successor changes of two accounts in one command"), 1);
}

/// The link of a successor that pays, and has a successor of its own, is undone.
#[test]
fn an_undone_link_in_a_chain_takes_its_bills_along() {
    for by_message in [true, false] {
        let mut commands = begin(864_000);
        for (id, number) in [("x", "70"), ("y", "71"), ("z", "72")] {
            commands.push(instance("a0", id, number, "02T00"));
        }
        commands.extend([
            agree(Some("70"), "activated", json!({"id": "a"}), "02T00"),
            agree(Some("71"), "activated", json!({"id": "b", "previous": "a"}), "02T00"),
            agree(Some("72"), "activated", json!({"id": "c", "previous": "b"}), "02T00"),
            choose("a0", "s/w0", "x", "02T00"),
            agree(Some("70"), "ended", Value::Null, "03T00"),
            bill("b", "s/w0", "04T00", "03T12"),
        ]);
        if by_message {
            let mut contradicts = agree(Some("71"), "resumed", Value::Null, "05T00");
            contradicts["message"]["account_id"] = json!("2");
            commands.push(contradicts);
        } else {
            commands.push(json!({
                "command": "unlink_cloud_account", "at": t("05T00"), "account": "a0", "cloud_account": "y", "reason": "r",
            }));
        }
        let (seen, coverage) = lead(&commands);
        assert_eq!(seen["workspaces"]["s/w0"]["method"], "enterprise");
        assert_eq!(seen["cloud_accounts"]["x"]["successor"], Value::Null);
        let corrections: Vec<&Value> =
            seen["bills"]["b"]["corrections"].as_array().unwrap().iter().map(|one| &one["payer"]).collect();
        assert_eq!(corrections, [&json!({"cloud_account": "z"}), &json!("enterprise")]);
        assert_eq!(coverage.count("successor changes of two in one command"), 1);
    }
}

/// A message that states an agreement, and contradicts the link that it concerns: the undone one is no successor.
#[test]
fn a_message_that_undoes_its_own_link_leaves_no_successor() {
    let mut commands = begin(864_000);
    commands.extend([
        instance("a0", "x", "70", "02T00"),
        instance("a0", "y", "71", "02T00"),
        agree(Some("70"), "failed", json!({"id": "a"}), "03T00"),
    ]);
    let mut contradicts = agree(Some("71"), "resumed", json!({"id": "b", "previous": "a"}), "04T00");
    contradicts["message"]["account_id"] = json!("2");
    commands.push(contradicts);
    let (seen, coverage) = lead(&commands);
    assert_eq!(seen["cloud_accounts"]["y"]["state"], "failed");
    assert_eq!(seen["cloud_accounts"]["x"]["successor"], Value::Null);
    assert_eq!(coverage.count("event successor_changed"), 2);
}

/// What is due of the accounts whose successors change happens first, also if the message has no other effect.
#[test]
fn an_ignored_message_that_changes_a_successor_has_what_is_due_happen_first() {
    for about in [Some("70"), None] {
        let mut commands = begin(3_600);
        commands.extend([
            instance("a0", "x", "70", "02T00"),
            instance("a0", "y", "71", "02T00"),
            agree(Some("71"), "ended", json!({"id": "b", "previous": "a"}), "03T00"),
        ]);
        if about.is_none() {
            commands.push(agree(Some("70"), "ignored", json!({"id": "c"}), "03T00"));
        }
        let stated = if about.is_none() { json!({"id": "b", "previous": "c"}) } else { json!({"id": "a"}) };
        commands.push(agree(about, "ignored", stated, "04T00"));
        let (seen, _) = lead(&commands);
        assert_eq!(seen["cloud_accounts"]["x"]["successor"], "y");
        assert_eq!(seen["cloud_accounts"]["y"]["state"], "closed");
    }
}
