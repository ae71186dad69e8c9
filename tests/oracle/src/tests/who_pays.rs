//! P1 to P5, T1 to T3.

use serde_json::json;

use super::{World, slices, t};
use crate::Answer;

#[test]
fn p1_the_method_at_the_start_of_the_period_pays() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("03T00:00", "x", "activated");
    world.choose("05T00:00", "x");
    world.top_up("05T00:00", "100 CNY");
    let before = world.bill("10T00:00", "b-1", "30 CNY", "04T23:59");
    assert_eq!(before[0]["payer"], "enterprise");
    assert_eq!(before[0]["payer_reason"], json!({"P1": {"since": t("01T00:00")}}));
    let after = world.bill("10T00:00", "b-2", "30 CNY", "05T00:00");
    assert_eq!(after[0]["payer"], json!({"cloud_account": "x"}));
    assert_eq!(after[0]["payer_reason"], json!({"P1": {"since": t("05T00:00")}}));
    assert_eq!(world.see("/accounts/acme/cash"), "70 CNY");
}

#[test]
fn p2_a_closed_cloud_account_never_pays() {
    let mut world = World::new();
    world.top_up("01T00:00", "100 CNY");
    world.link("02T00:00", "x");
    world.signal("03T00:00", "x", "activated");
    world.choose("05T00:00", "x");
    world.signal("06T10:00", "x", "ended");
    // AliCloud: the first full hour strictly after 10:00 is 11:00; plus one hour.
    assert_eq!(world.see("/cloud_accounts/x/metering_deadline"), json!(t("06T12:00")));
    let open = world.bill("06T11:59", "b-1", "10 CNY", "05T01:00");
    assert_eq!(open[0]["payer"]["cloud_account"], "x");
    let closed = world.bill("06T12:00", "b-2", "10 CNY", "05T01:00");
    assert_eq!(closed[0]["payer"], "enterprise");
    let reason = json!({
        "P2": {"cloud_account": "x", "ended_at": t("06T10:00"), "metering_deadline": t("06T12:00")},
    });
    assert_eq!(closed[0]["payer_reason"], reason);
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");
    let zero = world.bill("06T12:00", "b-3", "0 CNY", "05T01:00");
    assert_eq!(zero[0]["payer_reason"], reason);
    // One mail for the force, one for b-1, which was not metered in time, and one for b-2 at the end of the day, which
    // does not count the zero bill.
    assert_eq!(world.templates(), ["method_changed_by_force", "usage_not_metered"]);
    world.advance("07T00:00");
    assert_eq!(world.see("/outbox/2/template"), "bills_not_metered");
    assert_eq!((world.see("/outbox/2/bills"), world.see("/outbox/2/amount")), (json!(1), json!("10 CNY")));
}

#[test]
fn p3_held_while_suspended_then_paid_by_the_cloud() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("03T00:00", "x", "activated");
    world.choose("05T00:00", "x");
    world.signal("06T00:00", "x", "suspended");
    assert_eq!(world.bill("07T00:00", "b-1", "10 CNY", "05T01:00"), Vec::<serde_json::Value>::new());
    assert_eq!(world.see("/bills/b-1/status"), "held");
    world.signal("08T00:00", "x", "resumed");
    assert_eq!(world.see("/bills/b-1/status"), "settled");
    assert_eq!(world.see("/bills/b-1/receipt/settled_at"), json!(t("08T00:00")));
    assert_eq!(world.see("/bills/b-1/receipt/payer/cloud_account"), "x");
}

#[test]
fn p3_held_while_suspended_then_paid_by_the_enterprise_account_from_the_end_on() {
    let mut world = World::new();
    world.top_up("01T00:00", "15 CNY");
    world.link("02T00:00", "x");
    world.signal("03T00:00", "x", "activated");
    world.choose("05T00:00", "x");
    world.signal("06T00:00", "x", "suspended");
    world.bill("08T00:00", "b-1", "10 CNY", "05T01:00");
    world.bill("08T00:00", "b-2", "10 CNY", "07T01:00");
    // It ended at 7 March 00:00; the deadline, 02:00, has passed: closed at once, and P2 for b-1, P1 for b-2.
    world.late_signal("09T00:00", "x", "ended", "07T00:00");
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");
    assert_eq!(world.see("/bills/b-1/receipt/payer_reason/P2/cloud_account"), "x");
    assert_eq!(world.see("/bills/b-2/receipt/payer_reason"), json!({"P1": {"since": t("07T00:00")}}));
    // 15 of cash: b-1 takes 10, b-2 the other 5 and 5 of overdraft.
    assert_eq!(world.see("/accounts/acme/overdraft"), "5 CNY");
    assert_eq!(world.templates(), ["arrears_begun", "method_changed_by_force"]);
    assert_eq!(world.see("/accounts/acme/not_metered/cloud_accounts/0/amount"), "10 CNY");
}

#[test]
fn p4_a_bill_settles_once() {
    let mut world = World::new();
    world.top_up("01T00:00", "100 CNY");
    world.bill("02T00:00", "b-1", "10 CNY", "01T01:00");
    let same = world.bill_of("09T00:00", "b-1", "logs", "10.00 CNY", "01T01:00");
    assert_eq!(world.apply(same), Ok(Answer::Replayed));
    // The replay comes before the clock.
    let early = world.bill_of("01T00:00", "b-1", "logs", "10 CNY", "01T01:00");
    assert_eq!(world.apply(early), Ok(Answer::Replayed));
    let other = world.bill_of("09T00:00", "b-1", "logs", "10.01 CNY", "01T01:00");
    assert_eq!(world.no(other), "bill_conflict");
    assert_eq!(world.see("/accounts/acme/cash"), "90 CNY");
}

#[test]
fn p4_a_held_bill_is_known_and_a_cancelled_one_never_settles() {
    let mut world = World::new();
    world.policy(json!({"credit_limit": "0"}));
    world.bill("02T00:00", "b-1", "10 CNY", "01T00:00");
    let again = world.bill_of("03T00:00", "b-1", "logs", "10 CNY", "01T00:00");
    assert_eq!(world.apply(again.clone()), Ok(Answer::Replayed));
    world.reverse("03T00:00", "b-1", "r", None);
    world.top_up("04T00:00", "100 CNY");
    assert_eq!(world.apply(again), Ok(Answer::Replayed));
    assert_eq!(world.see("/bills/b-1/status"), "cancelled");
}

#[test]
fn p5_usage_before_the_binding_or_after_the_dissolution_has_no_payer() {
    let mut world = World::new();
    let early = json!({
        "command": "settle_bill", "at": t("02T00:00"),
        "bill": {"id": "b-1", "workspace": "s/w", "item": "logs", "amount": "1 CNY",
                 "period": {"start": "2026-02-28T23:59:59Z", "end": t("01T00:00")}},
    });
    assert_eq!(world.no(early), "usage_before_binding");
    world.done(json!({"command": "dissolve_workspace", "at": t("05T00:00"), "account": "acme", "workspace": "s/w"}));
    let late = world.bill_of("06T00:00", "b-2", "logs", "1 CNY", "05T00:00");
    assert_eq!(world.no(late), "usage_after_dissolution");
    let receipts = world.bill("06T00:00", "b-3", "1 CNY", "04T23:59");
    assert_eq!(slices(&receipts[0]), super::pairs(&[("overdraft", "1 CNY")]));
    assert_eq!(world.see("/workspaces/s~1w/method"), "dissolved");
}

fn bind(at: &str, account: &str, since: Option<&str>) -> serde_json::Value {
    json!({"command": "bind_workspace", "at": t(at), "account": account, "workspace": "s/x", "since": since.map(t)})
}

#[test]
fn p5_the_first_account_can_extend_its_binding_backwards() {
    let mut world = World::new();
    world.open("beta");
    world.done(bind("10T00:00", "acme", Some("09T00:00")));
    // Another account; the same instant; later; without `since`, which is now.
    assert_eq!(world.no(bind("11T00:00", "beta", Some("05T00:00"))), "workspace_exists");
    assert_eq!(world.no(bind("11T00:00", "acme", Some("09T00:00"))), "workspace_exists");
    assert_eq!(world.no(bind("11T00:00", "acme", Some("12T00:00"))), "workspace_exists");
    assert_eq!(world.no(bind("11T00:00", "acme", None)), "workspace_exists");
    world.done(bind("11T00:00", "acme", Some("08T00:00")));
    let timeline = world.timeline_of("s~1x");
    assert_eq!(timeline, json!([{"from": t("08T00:00"), "account": "acme", "payer": "enterprise"}]));
    let bill = |id: &str, start: &str| {
        json!({
            "command": "settle_bill", "at": t("11T00:00"),
            "bill": {"id": id, "workspace": "s/x", "item": "logs", "amount": "1 CNY",
                     "period": {"start": t(start), "end": t("30T00:00")}},
        })
    };
    assert_eq!(world.no(bill("b-1", "07T23:59")), "usage_before_binding");
    let receipts = world.done(bill("b-1", "08T00:00"));
    assert_eq!(receipts[0]["payer_reason"], json!({"P1": {"since": t("08T00:00")}}));
    // "That binding" is the extended one: back again, and not forward.
    assert_eq!(world.no(bind("11T00:00", "acme", Some("08T12:00"))), "workspace_exists");
    world.done(bind("11T00:00", "acme", Some("07T00:00")));
    world.done(bill("b-2", "07T00:00"));
    // It concerns the account, so its clock counts.
    assert_eq!(world.no(bind("10T23:54", "acme", Some("06T00:00"))), "clock_ran_backwards");
}

#[test]
fn p5_a_binding_is_extended_also_if_another_account_has_the_workspace() {
    let mut world = World::new();
    world.open("beta");
    world.done(bind("10T00:00", "acme", None));
    let to = json!({
        "command": "move_workspace", "at": t("10T00:00"), "account": "acme", "to": "beta", "workspace": "s/x",
    });
    // Moved at once: acme never paid, until its binding is extended.
    world.done(to);
    let of_beta = json!({"from": t("10T00:00"), "account": "beta", "payer": "enterprise"});
    assert_eq!(world.timeline_of("s~1x"), json!([of_beta]));
    assert_eq!(world.no(bind("11T00:00", "beta", Some("09T00:00"))), "workspace_exists");
    world.done(bind("11T00:00", "acme", Some("09T00:00")));
    let of_acme = json!({"from": t("09T00:00"), "account": "acme", "payer": "enterprise"});
    assert_eq!(world.timeline_of("s~1x"), json!([of_acme, of_beta]));
    assert_eq!(world.see("/workspaces/s~1x/account"), "beta");
    // Dissolved: the same, and it stays dissolved.
    let dissolve = json!({"command": "dissolve_workspace", "at": t("12T00:00"), "account": "beta", "workspace": "s/x"});
    world.done(dissolve);
    world.done(bind("13T00:00", "acme", Some("08T00:00")));
    let of_acme = json!({"from": t("08T00:00"), "account": "acme", "payer": "enterprise"});
    assert_eq!(world.timeline_of("s~1x"), json!([of_acme, of_beta]));
    assert_eq!(world.see("/workspaces/s~1x/method"), "dissolved");
    // A closed account extends nothing.
    world.done(json!({"command": "dissolve_workspace", "at": t("13T00:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("13T00:00"), "account": "acme"}));
    assert_eq!(world.no(bind("13T00:00", "acme", Some("07T00:00"))), "account_closed");
}

#[test]
fn p5_a_workspace_that_was_dissolved_at_once_has_a_time_after_all() {
    let mut world = World::new();
    world.done(bind("10T00:00", "acme", None));
    world.done(json!({"command": "dissolve_workspace", "at": t("10T00:00"), "account": "acme", "workspace": "s/x"}));
    assert_eq!(world.timeline_of("s~1x"), json!([]));
    world.done(bind("10T00:00", "acme", Some("09T00:00")));
    let timeline = world.timeline_of("s~1x");
    assert_eq!(timeline, json!([{"from": t("09T00:00"), "account": "acme", "payer": "enterprise"}]));
    let bill = |id: &str, start: &str| {
        json!({
            "command": "settle_bill", "at": t("10T00:00"),
            "bill": {"id": id, "workspace": "s/x", "item": "logs", "amount": "1 CNY",
                     "period": {"start": t(start), "end": t("30T00:00")}},
        })
    };
    assert_eq!(world.done(bill("b-1", "09T23:59")).len(), 1);
    assert_eq!(world.no(bill("b-2", "10T00:00")), "usage_after_dissolution");
}

#[test]
fn p5_an_extended_binding_changes_nothing_that_follows() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("02T00:00", "x", "activated");
    world.link("02T00:00", "y");
    world.done(bind("10T00:00", "acme", None));
    let choose = |world: &World, at: &str, cloud: &str| world.choice(at, "s/x", cloud);
    // At the very instant of the binding, x pays; then y is being opened.
    let first = choose(&world, "10T00:00", "x");
    world.done(first);
    let second = choose(&world, "11T00:00", "y");
    world.done(second);
    let by_x = json!({"from": t("10T00:00"), "account": "acme", "payer": {"cloud_account": "x"}});
    assert_eq!(world.timeline_of("s~1x"), json!([by_x]));
    world.done(bind("12T00:00", "acme", Some("01T00:00")));
    let by_acme = json!({"from": t("01T00:00"), "account": "acme", "payer": "enterprise"});
    assert_eq!(world.timeline_of("s~1x"), json!([by_acme, by_x]));
    let opening = json!({"opening": {"cloud_account": "y", "from": {"cloud_account": "x"}}});
    assert_eq!(world.see("/workspaces/s~1x/method"), opening);
    // A late message: y was active since 3 March, so it pays from its choice on, and the extended time stays.
    world.late_signal("13T00:00", "y", "activated", "03T00:00");
    let by_y = json!({"from": t("11T00:00"), "account": "acme", "payer": {"cloud_account": "y"}});
    assert_eq!(world.timeline_of("s~1x"), json!([by_acme, by_x, by_y]));
    // The end of x before the binding was known too late: its choice had no effect.
    world.late_signal("14T00:00", "x", "ended", "09T00:00");
    assert_eq!(world.timeline_of("s~1x"), json!([by_acme, by_y]));
}

#[test]
fn t1_decisions_never_run_backwards() {
    let mut world = World::new();
    world.top_up("10T00:00", "10 CNY");
    // Five minutes back is within the tolerance, and is decided at the account's last instant.
    let receipts = world.bill("09T23:55", "b-1", "1 CNY", "02T00:00");
    assert_eq!(receipts[0]["settled_at"], json!(t("10T00:00")));
    let far = world.bill_of("09T23:54", "b-2", "logs", "1 CNY", "02T00:00");
    assert_eq!(world.no(far), "clock_ran_backwards");
    // Another account has a clock of its own; a move takes the latest of both.
    world.open("beta");
    let back = json!({
        "command": "move_workspace", "at": t("09T00:00"), "account": "acme", "to": "beta", "workspace": "s/w",
    });
    assert_eq!(world.no(back), "clock_ran_backwards");
    let moved = json!({
        "command": "move_workspace", "at": t("09T23:58"), "account": "acme", "to": "beta", "workspace": "s/w",
    });
    world.done(moved);
    assert_eq!(world.timeline()[1]["from"], json!(t("10T00:00")));
    assert_eq!(
        world.no(json!({"command": "top_up", "at": t("09T00:00"), "account": "beta", "amount": "1 CNY"})),
        "clock_ran_backwards"
    );
}

#[test]
fn t2_the_marketplaces_own_instant_rules() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.choose("03T00:00", "x");
    assert_eq!(world.see("/workspaces/s~1w/method/opening/from"), "enterprise");
    // Activated at 4 March, heard of on 6 March.
    world.late_signal("06T00:00", "x", "activated", "04T00:00");
    assert_eq!(world.timeline()[1]["from"], json!(t("04T00:00")));
    // Ended at 5 March, heard of on 8 March.
    world.late_signal("08T00:00", "x", "ended", "05T00:00");
    let expected = json!([
        {"from": t("01T00:00"), "account": "acme", "payer": "enterprise"},
        {"from": t("04T00:00"), "account": "acme", "payer": {"cloud_account": "x"}},
        {"from": t("05T00:00"), "account": "acme", "payer": "enterprise"},
    ]);
    assert_eq!(world.timeline(), expected);
}

#[test]
fn t3_a_voluntary_change_is_never_earlier_than_its_decision() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.choose("05T00:00", "x");
    // Activated before the choice: the choice rules.
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.timeline()[1], json!({"from": t("05T00:00"), "account": "acme", "payer": {"cloud_account": "x"}}));
    world.choose("07T00:00", "enterprise");
    assert_eq!(world.timeline()[2]["from"], json!(t("07T00:00")));
}

#[test]
fn a_move_leaves_earlier_usage_with_the_old_account() {
    let mut world = World::new();
    world.open("beta");
    world.done(json!({
        "command": "move_workspace", "at": t("05T00:00"), "account": "acme", "to": "beta", "workspace": "s/w",
    }));
    let old = world.bill("06T00:00", "b-1", "1 CNY", "04T00:00");
    let new = world.bill("06T00:00", "b-2", "2 CNY", "05T00:00");
    assert_eq!((&old[0]["account"], &new[0]["account"]), (&json!("acme"), &json!("beta")));
    assert_eq!(world.see("/accounts/beta/overdraft"), "2 CNY");
}
