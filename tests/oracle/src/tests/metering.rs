//! Meters and usage records (N2, W6).

use serde_json::{Value, json};

use super::{World, t};
use crate::Answer;

/// `s/w` is paid by the AliCloud account `x` from 3 March on, metered in units of that price.
pub(super) fn metered(unit: &str) -> World {
    let mut world = World::new();
    world.policy(json!({"metering": [{"provider": "alicloud", "dimension": "Unit", "unit": unit}]}));
    world.link("02T00:00", "x");
    world.signal("03T00:00", "x", "activated");
    world.choose("03T00:00", "x");
    world
}

impl World {
    pub(super) fn request(&mut self, at: &str, cloud: &str) -> Answer {
        self.apply(json!({"command": "request_metering", "at": t(at), "cloud_account": cloud})).unwrap()
    }

    /// Asks for a record, which there must be. Gives its number and what it is.
    pub(super) fn record(&mut self, at: &str, cloud: &str) -> (String, Value) {
        assert_eq!(self.request(at, cloud), Answer::Done(Vec::new()));
        let number = self.see(&format!("/meters/{cloud}/in_flight")).as_str().unwrap().to_string();
        let record = self.see(&format!("/usage_records/{number}"));
        (number, record)
    }

    pub(super) fn provider_says(&mut self, at: &str, record: &str, outcome: Value) -> Answer {
        let command = json!({"command": "acknowledge_metering", "at": t(at), "record": record, "outcome": outcome});
        self.apply(command).unwrap()
    }

    /// Accepted, owed, credit and reversed of the meter of `x`.
    pub(super) fn meter(&self) -> [String; 4] {
        let meter = self.see("/meters/x");
        ["accepted", "owed", "credit", "reversed"].map(|name| meter[name].as_str().unwrap().replace(" CNY", ""))
    }

    /// The bills and amounts that the meter of `x` still has.
    pub(super) fn charges(&self) -> Vec<(String, String)> {
        let charges = self.see("/meters/x/charges");
        let text = |value: &Value| value.as_str().unwrap().to_string();
        charges.as_array().unwrap().iter().map(|one| (text(&one["bill"]), text(&one["amount"]))).collect()
    }
}

#[test]
fn w6_a_split_charge_and_its_carry() {
    let mut world = metered("1");
    // Positions 7 and 8.
    let receipt = &world.bill("03T10:05", "b-1", "2.6 CNY", "03T10:00")[0];
    let slice = json!({
        "fund": "cloud_account", "amount": "2.6 CNY",
        "charge": {"cloud_account": "x", "position": "7.0"},
    });
    assert_eq!(receipt["slices"], json!([slice]));
    world.bill("03T10:06", "b-2", "0.9 CNY", "03T10:00");

    // 3.5 wait: three units go out, the last of them from b-2.
    let (first, record) = world.record("03T11:00", "x");
    assert_eq!(first, "9.0");
    let expected = json!({
        "cloud_account": "x", "state": "in_flight", "dimension": "Unit", "start": t("03T10:00"),
        "end": t("03T11:00"), "unit": "1 CNY", "quantity": 3, "credit": "0 CNY",
        "upto": {"position": "8.0", "part": "0.4 CNY"}, "requested_at": t("03T11:00"), "send_until": t("03T12:00"),
    });
    assert_eq!(record, expected);
    assert_eq!(world.meter(), ["0", "3.5", "0", "0"]);
    assert_eq!(world.request("03T11:01", "x"), Answer::Replayed);

    world.provider_says("03T11:05", &first, json!("accepted"));
    assert_eq!(world.meter(), ["3", "0.5", "0", "0"]);
    assert_eq!(world.see("/meters/x/head"), json!({"position": "8.0", "part": "0.4 CNY"}));
    assert_eq!(world.see(&format!("/usage_records/{first}/accepted")), 3);
    assert_eq!(world.provider_says("03T11:06", &first, json!({"rejected": {}})), Answer::Kept);

    // Position 11; the carried half and this half are one unit.
    world.bill("03T11:10", "b-3", "0.5 CNY", "03T10:00");
    let (_, record) = world.record("03T12:00", "x");
    assert_eq!(record["quantity"], 1);
    assert_eq!(record["from"], json!({"position": "8.0", "part": "0.4 CNY"}));
    assert_eq!(record["upto"], json!({"position": "11.0", "part": "0.5 CNY"}));
}

#[test]
fn what_is_too_little_waits() {
    let mut world = metered("7.3");
    world.bill("03T10:05", "b-1", "7.29 CNY", "03T10:00");
    assert_eq!(world.request("03T11:00", "x"), Answer::Kept);
    // Nothing was recorded, so the account's clock stands where it stood.
    world.bill("03T10:05", "b-2", "7.32 CNY", "03T10:00");
    let (_, record) = world.record("03T11:00", "x");
    // 14.61 is twice 7.3 and 0.01.
    assert_eq!(record["quantity"], 2);
    assert_eq!(record["upto"]["part"], "7.31 CNY");
}

#[test]
fn value_that_comes_back_after_acceptance_is_credit() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "10 CNY", "03T10:00");
    let (first, _) = world.record("03T11:00", "x");
    world.provider_says("03T11:00", &first, json!("accepted"));
    world.reverse("03T11:01", "b-1", "r", Some("4 CNY"));
    assert_eq!(world.meter(), ["10", "0", "4", "0"]);

    // 3 wait and 4 are credit: nothing to meter.
    world.bill("03T11:10", "b-2", "3 CNY", "03T10:00");
    assert_eq!(world.request("03T12:00", "x"), Answer::Kept);
    // 5.5 wait: less 4, one unit. It takes 5, of which the credit pays 4.
    world.bill("03T11:10", "b-3", "2.5 CNY", "03T10:00");
    let (second, record) = world.record("03T12:00", "x");
    assert_eq!((&record["quantity"], &record["credit"]), (&json!(1), &json!("4 CNY")));
    assert_eq!(record["upto"]["part"], "2 CNY");
    assert_eq!(world.meter(), ["10", "5.5", "4", "0"]);
    world.provider_says("03T12:00", &second, json!("accepted"));
    assert_eq!(world.meter(), ["11", "0.5", "0", "0"]);
}

#[test]
fn value_comes_back_first_off_what_waits_then_off_what_is_in_flight() {
    let mut world = metered("4");
    world.bill("03T10:05", "b-1", "9 CNY", "03T10:00");
    let (first, _) = world.record("03T11:00", "x");
    // 8 in flight, 1 waits.
    world.reverse("03T11:01", "b-1", "r-1", Some("3 CNY"));
    assert_eq!(world.meter(), ["0", "8", "0", "2"]);
    assert_eq!(world.see("/meters/x/charges/0/reversed"), "2 CNY");
    world.provider_says("03T11:02", &first, json!("accepted"));
    assert_eq!(world.meter(), ["8", "0", "2", "0"]);
}

#[test]
fn a_void_record_frees_its_hour_and_its_charges() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    world.bill("03T10:05", "b-2", "5 CNY", "03T10:00");
    let (first, _) = world.record("03T11:00", "x");
    world.reverse("03T11:00", "b-1", "r", Some("2 CNY"));
    assert_eq!(world.meter(), ["0", "10", "0", "2"]);
    world.provider_says("03T11:01", &first, json!({"rejected": {"reason": "throttled"}}));
    assert_eq!(world.meter(), ["0", "8", "0", "0"]);
    assert_eq!(world.see(&format!("/usage_records/{first}/state")), "void");
    assert_eq!(world.see("/meters/x/head"), Value::Null);
    let (_, again) = world.record("03T11:02", "x");
    assert_eq!((&again["start"], &again["quantity"]), (&json!(t("03T10:00")), &json!(8)));
}

#[test]
fn an_hour_is_used_once() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    let (first, _) = world.record("03T11:00", "x");
    world.provider_says("03T11:00", &first, json!("accepted"));
    world.bill("03T11:10", "b-2", "5 CNY", "03T10:00");
    // The hour from ten is used, the one from nine too old, the one from eleven not over.
    assert_eq!(world.request("03T11:59", "x"), Answer::Kept);
    let (_, record) = world.record("03T12:00", "x");
    assert_eq!(record["start"], json!(t("03T11:00")));
}

#[test]
fn the_last_hour_before_an_end_may_be_a_part() {
    let mut world = metered("1");
    world.bill("06T10:10", "b-1", "5 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    let (first, record) = world.record("06T10:40", "x");
    assert_eq!((&record["start"], &record["end"]), (&json!(t("06T10:00")), &json!(t("06T10:20"))));
    world.provider_says("06T10:41", &first, json!("accepted"));
    world.bill("06T10:42", "b-2", "5 CNY", "05T00:00");
    let (_, record) = world.record("06T10:59", "x");
    assert_eq!((&record["start"], &record["end"]), (&json!(t("06T09:00")), &json!(t("06T10:00"))));
}

#[test]
fn five_minutes_are_too_short() {
    let mut world = metered("1");
    world.bill("06T10:00", "b-1", "5 CNY", "05T00:00");
    world.signal("06T10:05", "x", "ended");
    let (_, record) = world.record("06T10:40", "x");
    assert_eq!((&record["start"], &record["end"]), (&json!(t("06T09:00")), &json!(t("06T10:00"))));

    for (activated, metered) in [("03T10:55", false), ("03T10:54", true)] {
        let mut world = World::new();
        world.link("02T00:00", "x");
        world.signal(activated, "x", "activated");
        world.choose(activated, "x");
        world.bill("03T10:57", "b-1", "5 CNY", "03T10:56");
        if metered {
            let (_, record) = world.record("03T11:00", "x");
            // The unit unless a policy says otherwise: 0.01.
            assert_eq!((&record["start"], &record["quantity"]), (&json!(t(activated)), &json!(500)));
        } else {
            assert_eq!(world.request("03T11:00", "x"), Answer::Kept);
        }
    }
}

/// How many records of one unit each can be had at noon.
fn records_at_noon(world: &mut World, cloud: &str) -> usize {
    let mut count = 0;
    loop {
        world.bill("04T12:00", &format!("b-{count}"), "0.01 CNY", "04T00:00");
        if world.request("04T12:00", cloud) == Answer::Kept {
            return count;
        }
        let number = world.see(&format!("/meters/{cloud}/in_flight"));
        world.provider_says("04T12:00", number.as_str().unwrap(), json!("accepted"));
        count += 1;
    }
}

#[test]
fn hours_are_metered_up_to_six_or_two_hours_late() {
    let mut world = metered("0.01");
    // From eleven; the one from ten began two hours ago, and that is not less.
    assert_eq!(records_at_noon(&mut world, "x"), 1);

    let mut world = World::new();
    world.done(json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "y",
        "subscription": {"provider": "aws", "customer_identifier": "c", "product_code": "p"},
    }));
    world.message("03T00:00", "aws:customer:p:c", "activated", Some(&t("03T00:00")), None);
    world.choose("03T00:00", "y");
    // From eleven, ten, nine, eight and seven.
    assert_eq!(records_at_noon(&mut world, "y"), 5);
}

#[test]
fn the_unit_is_that_of_the_first_entry_that_fits() {
    let metering = json!([
        {"provider": "alicloud", "dimension": "d", "unit": "2"},
        {"provider": "aws", "product_code": "other", "dimension": "d", "unit": "3"},
        {"provider": "aws", "product_code": "p", "dimension": "d", "unit": "4"},
        {"provider": "aws", "dimension": "d", "unit": "5"},
    ]);
    let mut world = World::new();
    world.policy(json!({"metering": metering}));
    world.done(json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "y",
        "subscription": {"provider": "aws", "customer_identifier": "c", "product_code": "p"},
    }));
    world.message("03T00:00", "aws:customer:p:c", "activated", Some(&t("03T00:00")), None);
    world.choose("03T00:00", "y");
    world.bill("04T12:00", "b", "10 CNY", "04T00:00");
    let (_, record) = world.record("04T12:00", "y");
    assert_eq!((&record["unit"], &record["quantity"]), (&json!("4 CNY"), &json!(2)));

    for wrong in [
        json!([{"provider": "aws", "dimension": "d", "unit": "0"}]),
        json!([{"provider": "aws", "dimension": "d", "unit": "1"}, {"provider": "aws", "dimension": "e", "unit": "2"}]),
    ] {
        let command = json!({
            "command": "set_policy", "at": t("05T00:00"), "account": "acme", "policy": {"metering": wrong},
        });
        assert_eq!(world.no(command), "invalid_policy");
    }
}

#[test]
fn a_duplicate_keeps_what_the_provider_has() {
    let begin = || {
        let mut world = metered("1");
        world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
        world.bill("03T10:05", "b-2", "5 CNY", "03T10:00");
        let (record, _) = world.record("03T11:00", "x");
        (world, record)
    };
    let (mut world, record) = begin();
    world.provider_says("03T11:01", &record, json!({"duplicate": {"quantity": 10}}));
    assert_eq!(world.meter(), ["10", "0", "0", "0"]);

    // Less: the first seven are accepted, three wait again.
    let (mut world, record) = begin();
    world.provider_says("03T11:01", &record, json!({"duplicate": {"quantity": 7}}));
    assert_eq!(world.meter(), ["7", "3", "0", "0"]);
    assert_eq!(world.charges(), [("b-2".to_string(), "3 CNY".to_string())]);
    assert_eq!(world.see("/meters/x/head/part"), "2 CNY");
    assert_eq!(world.see(&format!("/usage_records/{record}/accepted")), 7);
    // Its hour is used all the same.
    assert_eq!(world.request("03T11:30", "x"), Answer::Kept);

    // More: the difference is credit.
    let (mut world, record) = begin();
    world.provider_says("03T11:01", &record, json!({"duplicate": {"quantity": 12}}));
    assert_eq!(world.meter(), ["12", "0", "2", "0"]);

    // Less, and 4 of b-2 came back meanwhile: 3 of them wait again no more, the fourth the provider has.
    let (mut world, record) = begin();
    world.reverse("03T11:00", "b-2", "r", Some("4 CNY"));
    world.provider_says("03T11:01", &record, json!({"duplicate": {"quantity": 7}}));
    assert_eq!(world.meter(), ["7", "0", "1", "0"]);
}

#[test]
fn nobody_knows_and_who_asks_for_nothing() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    assert_eq!(world.provider_says("03T11:01", &record, json!("unprocessed")), Answer::Kept);
    assert_eq!(world.meter(), ["0", "5", "0", "0"]);
    let unknown =
        json!({"command": "acknowledge_metering", "at": t("03T11:01"), "record": "1.0", "outcome": "accepted"});
    assert_eq!(world.no(unknown), "unknown_usage_record");
    let unknown = json!({"command": "request_metering", "at": t("03T11:01"), "cloud_account": "nobody's"});
    assert_eq!(world.no(unknown), "unknown_cloud_account");
    // Never refused for the clock, however late.
    world.provider_says("01T00:00", &record, json!("accepted"));
    assert_eq!(world.meter(), ["5", "0", "0", "0"]);
}

#[test]
fn an_account_with_a_record_in_flight_is_not_closed() {
    let mut world = metered("1");
    world.bill("06T10:10", "b-1", "5 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    let (record, _) = world.record("06T10:40", "x");
    world.done(json!({"command": "dissolve_workspace", "at": t("06T10:50"), "account": "acme", "workspace": "s/w"}));
    let close = |at: &str| json!({"command": "close_account", "at": t(at), "account": "acme"});
    world.provider_says("06T10:55", &record, json!({"duplicate": {}}));
    assert_eq!(world.no(close("06T13:00")), "account_has_cloud_accounts");
    assert_eq!(world.see("/cloud_accounts/x/state"), "closing", "A1: the refusal left no trace");
    world.provider_says("06T13:00", &record, json!("accepted"));
    world.done(close("06T13:00"));
}
