//! `advance` in bounded parts; what is due counts as happened.

use serde_json::{Value, json};

use super::{World, t};
use crate::Answer;

/// Ten o'clock on 5 March and so many seconds.
fn second(seconds: usize) -> String {
    format!("2026-03-05T10:{:02}:{:02}Z", seconds / 60, seconds % 60)
}

impl World {
    /// Vouchers that expire one second after the other, from one second after ten on.
    fn vouchers(&mut self, count: usize) {
        for number in 1..=count {
            self.done(json!({
                "command": "issue_voucher", "at": t("05T00:00"), "account": "acme", "lot": format!("v-{number:04}"),
                "kind": "ordinary_voucher", "face": "1 CNY", "valid_until": second(number),
            }));
        }
    }

    fn open_vouchers(&self) -> usize {
        let lots = self.see("/accounts/acme/lots");
        lots.as_object().unwrap().values().filter(|lot| lot["state"] == "open").count()
    }
}

#[test]
fn one_advance_processes_a_bounded_number_of_pairs() {
    let mut world = World::new();
    world.vouchers(1_030);
    // Another account has its own pairs: one is among the first 1 024, and one is not.
    world.open("beta");
    for (lot, at) in [("early", 1), ("late", 1_030)] {
        world.done(json!({
            "command": "issue_voucher", "at": t("05T00:00"), "account": "beta", "lot": lot,
            "kind": "ordinary_voucher", "face": "1 CNY", "valid_until": second(at),
        }));
    }
    let beta = |world: &World, lot: &str| world.see(&format!("/accounts/beta/lots/{lot}/state"));
    assert_eq!(world.advance("06T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.open_vouchers(), 7);
    assert_eq!((beta(&world, "early"), beta(&world, "late")), (json!("expired"), json!("open")));
    // Others are accepted in between, and everything of their account is due.
    world.done(json!({"command": "top_up", "at": t("06T00:00"), "account": "beta", "amount": "1 CNY"}));
    assert_eq!((world.open_vouchers(), beta(&world, "late")), (7, json!("expired")));
    assert_eq!(world.advance("06T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.open_vouchers(), 0);
    assert_eq!(world.advance("06T00:00"), Answer::Kept);
}

#[test]
fn all_of_an_account_at_one_instant_is_one_pair() {
    let mut world = World::new();
    world.vouchers(1_024);
    for number in 0..5 {
        world.done(json!({
            "command": "issue_voucher", "at": t("05T00:00"), "account": "acme", "lot": format!("same-{number}"),
            "kind": "ordinary_voucher", "face": "1 CNY", "valid_until": second(1_024),
        }));
    }
    world.advance("06T00:00");
    assert_eq!(world.open_vouchers(), 0);
}

#[test]
fn what_becomes_due_by_a_pair_counts_if_it_is_not_later_than_the_last() {
    for (grace, locked) in [(1_023, true), (1_024, false)] {
        let mut world = World::new();
        world.policy(json!({"grace": grace, "deadline_notice": grace, "metering_windows": {"alicloud": 3600}}));
        world.link("01T00:00", "x");
        world.signal("01T00:00", "x", "activated");
        world.choose("02T00:00", "x");
        world.bill("03T00:00", "b-1", "10 CNY", "02T12:00");
        let sms = json!([{"enterprise": ["overdraft"], "cloud": ["cloud_account"]}]);
        let policy = json!({
            "grace": grace, "deadline_notice": grace, "metering_windows": {"alicloud": 3600}, "waterfalls": sms,
        });
        world.policy_at("03T00:00", policy);
        // The metering deadline is at ten, and with it arrears begin. It is the first pair.
        world.vouchers(1_030);
        world.signal("05T09:00", "x", "ended");
        world.advance("06T00:00");
        assert_eq!(world.open_vouchers(), 7);
        let is_locked = world.see("/accounts/acme/standing").get("locked").is_some();
        assert_eq!(is_locked, locked, "{grace}");
        world.advance("06T00:00");
        let standing = json!({"locked": {"since": second(0), "deadline": second(grace)}});
        assert_eq!(world.see("/accounts/acme/standing"), standing);
    }
}

#[test]
fn bills_wait_for_the_last_part() {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 3600, "deadline_notice": 3600}));
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.signal("05T09:00", "x", "suspended");
    world.bill("05T09:00", "b-1", "10 CNY", "02T12:00");
    for number in 1..=1_030 {
        world.done(json!({
            "command": "issue_voucher", "at": t("05T09:00"), "account": "acme", "lot": format!("v-{number:04}"),
            "kind": "ordinary_voucher", "face": "1 CNY", "valid_until": second(number),
        }));
    }
    assert_eq!(world.advance("06T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.see("/bills/b-1/status"), "held");
    let Answer::Done(receipts) = world.advance("06T00:00") else { panic!("lots were due") };
    assert_eq!(receipts[0]["slices"], json!([{"fund": "overdraft", "amount": "10 CNY"}]));
}

#[test]
fn a_cloud_account_of_another_account_is_closed_from_its_metering_deadline_on() {
    let link = |account: &str, id: &str, at: &str| -> Value {
        json!({
            "command": "link_cloud_account", "at": t(at), "account": account, "cloud_account": id,
            "subscription": {"provider": "aws", "customer_identifier": "c", "product_code": "p"},
        })
    };
    let mut world = World::new();
    world.open("beta");
    world.done(link("acme", "x", "01T00:00"));
    let identity = "aws:customer:p:c";
    world.message("02T00:00", identity, "activated", Some(&t("02T00:00")), Some("m-1"));
    world.message("04T00:00", identity, "ended", Some(&t("04T00:00")), Some("m-2"));
    assert_eq!(world.see("/cloud_accounts/x/metering_deadline"), json!(t("04T01:00")));
    assert_eq!(world.no(link("beta", "y", "04T00:59")), "subscription_already_linked");
    world.done(link("beta", "y", "04T01:00"));
    // Nothing is recorded for the other account until it catches up.
    assert_eq!(world.see("/cloud_accounts/x/state"), "closing");
    world.message("05T00:00", identity, "activated", Some(&t("05T00:00")), Some("m-3"));
    assert_eq!(world.see("/cloud_accounts/y/state"), "active");
    assert_eq!(world.advance("05T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");

    // What is not reusable has ended for every account.
    let mut world = World::new();
    world.open("beta");
    world.link("01T00:00", "x");
    world.signal("02T00:00", "x", "ended");
    let again = |at: &str| -> Value {
        json!({
            "command": "link_cloud_account", "at": t(at), "account": "beta", "cloud_account": "y",
            "subscription": {
                "provider": "alicloud", "account_id": "1234567890123456", "instance_id": super::number("x"),
            },
        })
    };
    assert_eq!(world.no(again("02T01:59")), "subscription_already_linked");
    assert_eq!(world.no(again("02T02:00")), "subscription_ended");
}
