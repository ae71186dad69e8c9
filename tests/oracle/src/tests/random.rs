//! Random histories: the invariants hold in every history, and nothing panics.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::World;
use crate::Answer;
use crate::time::{parse_instant, print_instant};

/// A small generator of its own; the same numbers on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    fn maybe(&mut self, value: Value) -> Value {
        if self.below(3) == 0 { value } else { Value::Null }
    }

    fn name(&mut self, prefix: &str, count: u64) -> String {
        format!("{prefix}{}", self.below(count))
    }
}

pub(crate) fn instant(minutes: i128) -> String {
    print_instant(parse_instant("2026-03-01T00:00:00Z") + minutes * 60 * 1_000_000_000)
}

fn money(dice: &mut Dice) -> String {
    let currency = if dice.below(30) == 0 { "USD" } else { "CNY" };
    format!("{}.{} {currency}", dice.below(40), dice.below(100))
}

fn method(dice: &mut Dice) -> Value {
    if dice.below(3) == 0 { json!("enterprise") } else { json!({"cloud_account": dice.name("c", 9)}) }
}

fn policy(dice: &mut Dice) -> Value {
    let limit = dice.maybe(json!(dice.0.to_string().chars().take(2).collect::<String>()));
    let changes = dice.maybe(json!(2));
    let sites = dice.maybe(json!({"s0": ["aws"]}));
    let tiers = dice.maybe(json!([{"at_least": "10", "voucher": "3", "valid_for": 7200}]));
    let falls = dice.maybe(json!([{"enterprise": ["card", "overdraft"], "cloud": ["cloud_account"]}]));
    let window = dice.below(2) * 7200;
    let windows = dice.maybe(json!({"aws": window, "alicloud": window}));
    let unit = dice.pick(&["0.01", "1", "7.3"]);
    let names = dice.maybe(json!([{"name": "Text", "item": "SMS"}, {"name": "sms", "item": "logs"}]));
    let metering = dice.maybe(json!([{"provider": "aws", "product_code": "p", "dimension": "d", "unit": unit}]));
    json!({
        "credit_limit": limit, "grace": dice.below(3) * 3600, "deadline_notice": dice.below(2) * 1800,
        "card_multiple": "5", "lock_in": dice.below(4) == 0, "voluntary_changes_per_month": changes,
        "site_providers": sites, "card_tiers": tiers, "waterfalls": falls, "metering_windows": windows,
        "metering": metering, "item_names": names, "payable_unit": dice.pick(&["0.01", "3", "25.5"]),
        "suspended_patience": dice.below(4) * 3600, "validity_at": dice.pick(&["settlement", "usage_start"]),
    })
}

fn subscription(dice: &mut Dice) -> Value {
    match dice.below(3) {
        0 => {
            json!({"provider": "alicloud", "account_id": dice.name("1", 2), "instance_id": dice.name("1", 3)})
        }
        1 => {
            json!({"provider": "huawei_cloud", "account_id": dice.pick(&["h", "h", "i0"]), "instance_id": dice.name("i", 3)})
        }
        _ => {
            let account = dice.maybe(json!("000000000000"));
            json!({
                "provider": "aws", "customer_identifier": dice.name("i", 3), "product_code": "p", "account_id": account,
            })
        }
    }
}

/// The account that a message states, if it states one.
fn stated(dice: &mut Dice, prefix: &str) -> Value {
    match (dice.below(3), prefix) {
        (0, "alicloud:1") => json!(dice.name("1", 2)),
        (0, "huawei_cloud:i") => json!(if dice.below(3) == 0 { "i1" } else { "h" }),
        (0, _) => json!(format!("00000000000{}", dice.below(2))),
        _ => Value::Null,
    }
}

fn message(dice: &mut Dice, now: i128) -> Value {
    let prefix = dice.pick(&["alicloud:1", "huawei_cloud:i", "aws:customer:p:i"]);
    let signals = ["activated", "activated", "suspended", "resumed", "resumed", "failed", "ended", "ignored"];
    let occurred = instant((now - dice.below(400) as i128).max(0) + 20);
    json!({
        "provider": prefix.split(':').next(), "identity": dice.name(prefix, 3), "kind": "k",
        "signal": dice.pick(&signals), "id": dice.name("m", 2000), "account_id": stated(dice, prefix),
        "occurred_at": if dice.below(4) == 0 { Value::Null } else { json!(occurred) },
    })
}

/// An outcome for a record that may be there.
fn outcome(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 | 1 => json!("accepted"),
        2 => json!({"duplicate": {"quantity": dice.below(3000)}}),
        3 | 4 => json!({"duplicate": {}}),
        5 => json!({"rejected": {}}),
        6 => json!("not_subscribed"),
        _ => json!("unprocessed"),
    }
}

/// A cloud account, mostly one with a meter.
fn metered(dice: &mut Dice, seen: &Value) -> String {
    let all: Vec<&String> = seen["meters"].as_object().unwrap().keys().collect();
    if all.is_empty() || dice.below(9) == 0 {
        return dice.name("c", 14);
    }
    all[dice.below(all.len() as u64) as usize].clone()
}

/// The number of a record: mostly of one that can still be answered.
fn record(dice: &mut Dice, seen: &Value) -> String {
    let all = seen["usage_records"].as_object().unwrap().iter();
    let open: Vec<&String> = all
        .filter(|(_, one)| one["state"] != "void" && one["state"] != "accepted" || dice.below(9) == 0)
        .map(|(number, _)| number)
        .collect();
    if open.is_empty() { "1.0".to_string() } else { open[dice.below(open.len() as u64) as usize].clone() }
}

/// A bill that may be there: mostly one that was not replaced.
fn in_place(dice: &mut Dice, seen: &Value) -> String {
    let all = seen["bills"].as_object().unwrap().iter();
    let all: Vec<&String> = all.filter(|(_, one)| one["restated"].is_null()).map(|(id, _)| id).collect();
    if all.is_empty() || dice.below(5) == 0 {
        return dice.name("b", 90);
    }
    all[dice.below(all.len() as u64) as usize].clone()
}

fn bill(dice: &mut Dice, now: i128, id: String) -> Value {
    let start = (now - dice.below(900) as i128).max(0);
    json!({
        "id": id, "workspace": dice.name("s0/w", 5), "item": dice.pick(&["logs", "sms", "SMS", "text", "dial"]),
        "amount": money(dice), "period": {"start": instant(start), "end": instant(start + 60)},
    })
}

fn command(dice: &mut Dice, step: u64, now: i128, seen: &Value) -> Value {
    let mut made = match dice.below(52) {
        0 => json!({"command": "close_account", "account": dice.name("a", 12)}),
        1 => {
            json!({"command": "set_policy", "account": dice.maybe(json!("a1")), "policy": policy(dice)})
        }
        2..=4 => json!({"command": "top_up", "amount": money(dice)}),
        5 => {
            let minimum = money(dice);
            let minimum = dice.maybe(json!(minimum));
            let until = now + 20 + dice.below(200) as i128;
            json!({
                "command": "issue_voucher", "lot": dice.name("l", 40), "face": money(dice), "minimum_bill": minimum,
                "kind": dice.pick(&["ordinary_voucher", "full_reduction_voucher"]),
                "valid_from": dice.maybe(json!(instant(now + 60))),
                "valid_until": dice.maybe(json!(instant(until))),
            })
        }
        6 => {
            let until = dice.maybe(json!(instant(now + 100)));
            json!({"command": "grant_card", "lot": dice.name("l", 40), "face": money(dice), "valid_until": until})
        }
        7 => {
            let face = format!("{} CNY", dice.below(7) * 5);
            json!({"command": "buy_card", "lot": dice.name("l", 40), "face": face})
        }
        8 => json!({
            "command": "redeem_huawei_order", "lot": dice.name("l", 40), "order": dice.name("o", 9),
            "huawei_account": "h", "face": "10 CNY",
        }),
        9 => json!({"command": "void_lot", "lot": dice.name("l", 40)}),
        10 | 11 => {
            let since = dice.maybe(json!(instant((now - 200).max(0))));
            json!({"command": "bind_workspace", "workspace": dice.name("s0/w", 5), "since": since})
        }
        12 if dice.below(4) == 0 => {
            json!({"command": "move_workspace", "workspace": dice.name("s0/w", 5), "to": dice.name("a", 3)})
        }
        12 if dice.below(4) == 0 => {
            json!({"command": "dissolve_workspace", "workspace": dice.name("s0/w", 5)})
        }
        12..=14 => json!({
            "command": "link_cloud_account", "cloud_account": dice.name("c", 14), "subscription": subscription(dice),
        }),
        15 if dice.below(4) == 0 => {
            json!({"command": "withdraw_cloud_account", "cloud_account": dice.name("c", 14)})
        }
        15 if dice.below(4) == 0 => json!({
            "command": "unlink_cloud_account", "cloud_account": dice.name("c", 10), "reason": dice.pick(&["wrong", "wrong", " "]),
        }),
        15..=21 => {
            json!({"command": "choose_method", "workspace": dice.name("s0/w", 5), "method": method(dice)})
        }
        22..=27 => json!({"command": "ingest", "message": message(dice, now)}),
        28..=34 => {
            let id = dice.name("b", 90);
            json!({"command": "settle_bill", "bill": bill(dice, now, id)})
        }
        35..=37 => {
            let amount = money(dice);
            let amount = dice.maybe(json!(amount));
            json!({
                "command": "reverse_bill", "bill": dice.name("b", 90), "reversal": dice.name("r", 3), "amount": amount,
            })
        }
        38 => json!({"command": "advance"}),
        40..=44 => json!({"command": "request_metering", "cloud_account": metered(dice, seen)}),
        45..=47 => {
            json!({"command": "acknowledge_metering", "record": record(dice, seen), "outcome": outcome(dice)})
        }
        48..=50 => {
            let id = in_place(dice, seen);
            let mut by = bill(dice, now, format!("c{step}"));
            if let Some(workspace) = seen["bills"][&id].pointer("/receipt/workspace") {
                by["workspace"] = workspace.clone();
            }
            let by = if dice.below(5) == 0 { Value::Null } else { by };
            json!({"command": "restate_bill", "bill": id, "reversal": dice.name("r", 9), "by": by})
        }
        51 => {
            let bills = [dice.name("b", 90), dice.name("b", 90)];
            json!({
                "command": "claim_charges", "export_name": dice.name("e", 2), "part": dice.name("p", 3), "bills": bills,
            })
        }
        _ => json!({"command": "acknowledge", "outbox_message": format!("{}.0", dice.below(step + 1))}),
    };
    let fields = made.as_object_mut().unwrap();
    let name = fields["command"].as_str().unwrap().to_string();
    let global = [
        "set_policy",
        "ingest",
        "settle_bill",
        "reverse_bill",
        "restate_bill",
        "claim_charges",
        "advance",
        "acknowledge",
        "request_metering",
        "acknowledge_metering",
    ];
    if !global.contains(&name.as_str()) {
        fields.entry("account").or_insert(json!(if dice.below(12) == 0 { "a1" } else { "a0" }));
    }
    fields.insert("at".to_string(), json!(instant(now - dice.below(7) as i128)));
    if dice.below(5) == 0 {
        fields.insert("idempotency_key".to_string(), json!(dice.name("k", 200)));
    }
    made
}

#[test]
fn random_histories_keep_the_laws() {
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut world = World::default();
        for account in ["a0", "a1", "a2"] {
            world.open(account);
        }
        for (place, name) in ["s0/w0", "s0/w1", "s0/w2", "s0/w3"].into_iter().enumerate() {
            let at = instant(if place < 2 { 0 } else { 9 });
            let bind = json!({"command": "bind_workspace", "at": at, "account": "a0", "workspace": name});
            world.done(bind);
        }
        let mut now = 10;
        for step in 0..400 {
            now += dice.below(20) as i128;
            let command = command(&mut dice, step, now, &world.oracle.observe());
            let name = command["command"].as_str().unwrap().to_string();
            let answer = match world.apply(command) {
                Ok(Answer::Done(receipts)) if receipts.is_empty() => "done".to_string(),
                Ok(Answer::Done(_)) => "settled".to_string(),
                Ok(Answer::Replayed) => "replayed".to_string(),
                Ok(Answer::Kept) => "kept".to_string(),
                Ok(Answer::Disposition(disposition)) => disposition,
                Err(code) => code,
            };
            *answers.entry(format!("{name}: {answer}")).or_default() += 1;
        }
        for record in world.oracle.observe()["usage_records"].as_object().unwrap().values() {
            let answered = if record["accepted"].is_null() { "" } else { ", with a quantity" };
            *answers.entry(format!("record: {}{answered}", record["state"].as_str().unwrap())).or_default() += 1;
        }
        for template in world.templates() {
            *answers.entry(format!("mail: {template}")).or_default() += 1;
        }
        for bill in world.oracle.observe()["bills"].as_object().unwrap().values() {
            for rule in bill["receipt"]["payer_reason"].as_object().into_iter().flat_map(|reason| reason.keys()) {
                *answers.entry(format!("payer: {rule}")).or_default() += 1;
            }
            for correction in bill["corrections"].as_array().unwrap() {
                let reason = correction["reason"].as_str().unwrap();
                *answers.entry(format!("correction: {reason}")).or_default() += 1;
            }
        }
    }
    // The histories reach the corners; otherwise they prove little.
    for wanted in [
        "settle_bill: settled",
        "settle_bill: done",
        "ingest: applied",
        "ingest: no_change",
        "ingest: unmatched",
        "ingest: contradicts_link",
        "unlink_cloud_account: done",
        "unlink_cloud_account: reason_missing",
        "unlink_cloud_account: cloud_account_not_linked",
        "bind_workspace: workspace_exists",
        "restate_bill: settled",
        "restate_bill: done",
        "restate_bill: bill_restated",
        "restate_bill: restated_elsewhere",
        "restate_bill: reversal_conflict",
        "restate_bill: usage_before_binding",
        "claim_charges: done",
        "claim_charges: kept",
        "link_cloud_account: subscription_of_another",
        "link_cloud_account: identifiers_swapped",
        "top_up: settled",
        "reverse_bill: done",
        "choose_method: kept",
        "choose_method: locked_in",
        "choose_method: change_limit_reached",
        "choose_method: cloud_account_ended",
        "advance: done",
        "link_cloud_account: subscription_ended",
        "buy_card: done",
        "close_account: account_has_workspaces",
        "request_metering: done",
        "request_metering: kept",
        "request_metering: replayed",
        "acknowledge_metering: done",
        "acknowledge_metering: kept",
        "mail: account_locked",
        "mail: account_unlocked",
        "mail: suspension_deadline_near",
        "payer: P1",
        "payer: P2",
        "payer: P3",
        "correction: payer_changed",
        "correction: unmetered",
        "correction: not_subscribed",
        "correction: not_answered",
        "record: accepted, with a quantity",
        "record: disputed",
        "record: too_late",
        "record: void",
    ] {
        assert!(answers.contains_key(wanted), "never seen: {wanted}; seen: {answers:#?}");
    }
}
