//! A1 to A3.

use serde_json::json;

use super::{World, t};
use crate::Answer;

#[test]
fn a1_a_refusal_leaves_no_trace_not_even_what_fell_due() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", Some("05T00:00"));
    let wrong = json!({"command": "top_up", "at": t("06T00:00"), "account": "acme", "amount": "1 USD"});
    assert_eq!(world.no(wrong), "currency_mismatch");
    assert_eq!(world.lot("v").1, "open");
    // Nor has the clock moved.
    world.top_up("02T00:00", "1 CNY");
    world.top_up("06T00:00", "1 CNY");
    assert_eq!(world.lot("v").1, "expired");
}

#[test]
fn a2_idempotency_keys() {
    let mut world = World::new();
    let top_up = |at: &str, amount: &str, actor: &str| {
        json!({
            "command": "top_up", "at": t(at), "account": "acme", "amount": amount, "actor": actor,
            "idempotency_key": "k", "reference": null,
        })
    };
    let refused = json!({
        "command": "top_up", "at": t("02T00:00"), "account": "acme", "amount": "1 USD", "idempotency_key": "k",
    });
    assert_eq!(world.no(refused), "currency_mismatch");
    world.done(top_up("02T00:00", "1 CNY", "ann"));
    assert_eq!(world.apply(top_up("01T00:00", "1.0 CNY", "bob")), Ok(Answer::Replayed));
    assert_eq!(world.no(top_up("02T00:00", "2 CNY", "ann")), "idempotency_conflict");
    assert_eq!(world.see("/accounts/acme/cash"), "1 CNY");
}

/// Conservation is checked after every command of every test; here, that the check itself can fail.
#[test]
fn a3_money_that_comes_from_nowhere_is_noticed() {
    let mut world = World::new();
    world.top_up("02T00:00", "10 CNY");
    world.bill("03T00:00", "b-1", "12 CNY", "01T00:00");
    world.oracle.conservation().unwrap();
    let mut broken = world.clone();
    broken.oracle.state.account("acme").cash += 1;
    assert!(broken.oracle.conservation().unwrap_err().starts_with("A3"));
    let mut broken = world.clone();
    broken.oracle.state.bills.get_mut("b-1").unwrap().slices.pop();
    assert!(broken.oracle.one_payer().unwrap_err().starts_with("W6"));
}

#[test]
fn amounts_stay_below_ten_to_the_fifteenth() {
    let mut world = World::new();
    world.top_up("02T00:00", "999999999999999 CNY");
    let more = json!({"command": "top_up", "at": t("02T00:00"), "account": "acme", "amount": "1 CNY"});
    assert_eq!(world.no(more), "amount_out_of_range");
}

#[test]
fn what_fell_due_happens_in_order_of_its_instant() {
    let mut world = World::new();
    world.open("aaa");
    world.policy(json!({"grace": 86400, "deadline_notice": 3600}));
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.bill("02T00:00", "b-1", "1 CNY", "01T00:00");
    world.voucher("02T00:00", "v", "1 CNY", Some("03T00:00"));
    world.signal("02T21:00", "x", "ended");
    // Notice 2T23:00 and deadline 3T00:00, all at once.
    world.top_up("04T00:00", "1 CNY");
    assert_eq!(world.templates(), ["arrears_begun", "deadline_near", "account_locked", "account_unlocked"]);
    assert_eq!(world.lot("v").1, "expired");
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");
    assert_eq!(world.advance("05T00:00"), Answer::Kept);
}
