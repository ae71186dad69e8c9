//! Policies of every kind, some of them invalid.

use serde_json::{Value, json};

use crate::dice::Dice;

pub(super) fn policy(dice: &mut Dice<'_>) -> Value {
    let mut policy = json!({});
    if dice.chance(8) {
        let (field, value) = invalid(dice);
        policy[field] = value;
    } else if dice.chance(25) {
        policy["waterfalls"] = waterfalls(dice);
    }
    if dice.chance(30) {
        policy["item_names"] = item_names(dice);
    }
    if dice.chance(45) {
        policy["credit_limit"] = json!(dice.pick(&["100", "0", "5.5", "1000", "0.000000000001", "300.50"]));
    }
    if dice.chance(60) {
        policy["grace"] = json!(dice.pick(&[3_600, 0, 1, 86_400, 7_200, 604_800]));
    }
    if dice.chance(50) {
        policy["deadline_notice"] = json!(dice.pick(&[0, 1, 3_600, 1_800, 86_400]));
    }
    if dice.chance(50) {
        policy["card_multiple"] = json!(dice.pick(&["10", "0.5", "7", "1", "100.00"]));
    }
    if dice.chance(40) {
        policy["card_tiers"] = dice
            .pick(&[
                json!([{"at_least": "100", "voucher": "10", "valid_for": 86_400}]),
                json!([{"at_least": "50.0", "voucher": "5"}, {"at_least": "200", "voucher": "40", "valid_for": 60}]),
                json!([{"at_least": "10", "voucher": "1.5", "valid_for": 0}]),
            ])
            .clone();
    }
    if dice.chance(30) {
        policy["clock_tolerance"] = json!(dice.pick(&[0, 60, 86_400, 7_200]));
    }
    changes_and_references(dice, &mut policy);
    metering_fields(dice, &mut policy);
    arrears_and_suspensions(dice, &mut policy);
    policy
}

fn changes_and_references(dice: &mut Dice<'_>, policy: &mut Value) {
    if dice.chance(25) {
        policy["voluntary_changes_per_month"] = json!(dice.pick(&[2, 1, 3]));
    }
    if dice.chance(15) {
        policy["lock_in"] = json!(true);
    }
    if dice.chance(15) {
        policy["unique_references"] = json!(true);
    }
    if dice.chance(15) {
        let sites = [
            json!({"s0": ["aws"]}),
            json!({"s0": [], "s1": ["alicloud", "huawei_cloud"]}),
            json!({"s2": ["aws", "alicloud"]}),
            json!({}),
        ];
        policy["site_providers"] = dice.pick(&sites).clone();
    }
}

fn metering_fields(dice: &mut Dice<'_>, policy: &mut Value) {
    if dice.chance(30) {
        let windows = [
            json!({"aws": 0}),
            json!({"aws": "end_of_next_hour", "alicloud": 60}),
            json!({"alicloud": 86_400, "huawei_cloud": 0, "aws": 604_800}),
        ];
        policy["metering_windows"] = dice.pick(&windows).clone();
    }
    if dice.chance(35) {
        policy["metering"] = metering(dice);
    }
}

/// Other names of items. An item that a name means is not looked up again.
fn item_names(dice: &mut Dice<'_>) -> Value {
    let choices = [
        json!([]),
        json!([{"name": "short messages", "item": "sms"}, {"name": "Ünit", "item": "Dial_TEST"}]),
        json!([{"name": "DIAL", "item": "SMS"}, {"name": "sms", "item": "logs"}]),
        json!([{"name": "Logs", "item": "traces"}, {"name": "traces", "item": "sms"}]),
    ];
    dice.pick(&choices).clone()
}

fn arrears_and_suspensions(dice: &mut Dice<'_>, policy: &mut Value) {
    if dice.chance(40) {
        policy["payable_unit"] = json!(dice.pick(&["1", "0.01", "0.5", "100", "7.3", "0.000000000001"]));
    }
    if dice.chance(30) {
        policy["validity_at"] = json!(dice.pick(&["usage_start", "usage_start", "settlement"]));
    }
    if dice.chance(50) {
        policy["suspended_patience"] = json!(dice.pick(&[3_600, 0, 60, 86_400, 604_800]));
    }
}

/// Units so small that all goes out, so big that little does, and some that divide nothing evenly.
fn metering(dice: &mut Dice<'_>) -> Value {
    let unit = dice.pick(&["1", "7.3", "0.01", "1000", "0.000000000003", "30", "500000"]);
    let entry = |provider: &str| json!({"provider": provider, "dimension": "d", "unit": unit});
    match dice.below(4) {
        0 => json!([entry("aws"), entry("alicloud"), entry("huawei_cloud")]),
        1 => json!([entry("aws")]),
        2 => json!([entry("alicloud"), {"provider": "aws", "product_code": "p", "dimension": "e", "unit": "2.5"}]),
        _ => json!([{"provider": "aws", "product_code": "q", "dimension": "e", "unit": "3"}, entry("aws")]),
    }
}

fn waterfalls(dice: &mut Dice<'_>) -> Value {
    let choices = [
        json!([{"enterprise": ["cash", "overdraft"], "cloud": ["cloud_account"]}]),
        json!([{"enterprise": ["card", "cash"], "cloud": ["card", "cloud_account"]}]),
        json!([
            {"items": ["sms"], "enterprise": ["full_reduction_voucher", "cash"], "cloud": ["ordinary_voucher", "cloud_account"]},
            {"items": ["LOGS", "sms"], "enterprise": ["overdraft"], "cloud": ["cloud_account"]},
            {"enterprise": ["cash", "card", "ordinary_voucher", "full_reduction_voucher", "overdraft"],
             "cloud": ["full_reduction_voucher", "ordinary_voucher", "card", "cloud_account"]},
        ]),
        json!([{"enterprise": ["ordinary_voucher"], "cloud": ["full_reduction_voucher", "cloud_account"]}]),
    ];
    dice.pick(&choices).clone()
}

fn invalid(dice: &mut Dice<'_>) -> (&'static str, Value) {
    let choices = [
        ("waterfalls", json!([])),
        ("waterfalls", json!([{"enterprise": ["cash", "cash"], "cloud": ["cloud_account"]}])),
        ("waterfalls", json!([{"enterprise": ["cloud_account"], "cloud": ["cloud_account"]}])),
        ("waterfalls", json!([{"enterprise": ["cash"], "cloud": ["cash", "cloud_account"]}])),
        ("waterfalls", json!([{"enterprise": ["cash"], "cloud": ["card"]}])),
        ("waterfalls", json!([{"enterprise": ["overdraft", "cash"], "cloud": ["cloud_account"]}])),
        ("waterfalls", json!([{"enterprise": [], "cloud": ["cloud_account"]}])),
        ("waterfalls", json!([{"items": ["sms"], "enterprise": ["cash"], "cloud": ["cloud_account"]}])),
        (
            "waterfalls",
            json!([
                {"items": [], "enterprise": ["cash"], "cloud": ["cloud_account"]},
                {"enterprise": ["cash"], "cloud": ["cloud_account"]},
            ]),
        ),
        ("metering", json!([{"provider": "aws", "dimension": "d", "unit": "0"}])),
        ("payable_unit", json!("0")),
        (
            "metering",
            json!([
                {"provider": "aws", "dimension": "d", "unit": "1"}, {"provider": "aws", "dimension": "e", "unit": "2"},
            ]),
        ),
        (
            "item_names",
            json!([{"name": "Ü", "item": "sms"}, {"name": "x", "item": "sms"}, {"name": "ü", "item": "logs"}]),
        ),
        ("card_multiple", json!("0")),
        ("voluntary_changes_per_month", json!(0)),
        ("card_tiers", json!([{"at_least": "10", "voucher": "1"}, {"at_least": "10.0", "voucher": "2"}])),
        ("card_tiers", json!([{"at_least": "10", "voucher": "0"}])),
    ];
    dice.pick(&choices).clone()
}
