//! M1 to M3, standing and notifications (N1, N3).

use serde_json::json;

use super::{World, t};
use crate::Answer;

#[test]
fn m1_a_top_up_repays_the_overdraft_first() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "30 CNY", "01T00:00");
    world.top_up("03T00:00", "10 CNY");
    assert_eq!(world.see("/accounts/acme/overdraft"), "20 CNY");
    assert_eq!(world.see("/accounts/acme/cash"), "0 CNY");
    world.top_up("03T00:00", "25 CNY");
    assert_eq!(world.see("/accounts/acme/cash"), "5 CNY");
    assert_eq!(world.see("/accounts/acme/standing"), "good");
}

#[test]
fn m2_cards_are_bought_granted_or_redeemed() {
    let mut world = World::new();
    world.top_up("01T00:00", "250 CNY");
    let buy = |lot: &str, face: &str| json!({"command": "buy_card", "at": t("02T00:00"), "account": "acme", "lot": lot, "face": face});
    assert_eq!(world.no(buy("c", "150 CNY")), "card_not_a_multiple");
    assert_eq!(world.no(buy("c", "300 CNY")), "cash_not_enough");
    world.done(buy("c", "200 CNY"));
    assert_eq!(world.see("/accounts/acme/cash"), "50 CNY");
    assert_eq!(world.no(buy("c", "100 CNY")), "lot_exists");
    let redeem = |account: &str, lot: &str, order: &str| {
        json!({
            "command": "redeem_huawei_order", "at": t("02T00:00"), "account": account, "lot": lot,
            "order": order, "huawei_account": "h", "face": "100 CNY",
        })
    };
    world.done(redeem("acme", "h-1", "o-1"));
    world.open("beta");
    assert_eq!(world.no(redeem("beta", "h-1", "o-1")), "order_already_redeemed");
    world.done(redeem("beta", "h-1", "o-2"));
    // A granted card need be no multiple.
    world.card("02T00:00", "g", "0.5 CNY");
}

#[test]
fn m3_vouchers_have_kind_and_validity_and_cards_bought_may_bring_one() {
    let mut world = World::new();
    let issue = |lot: &str, kind: &str, more: serde_json::Value| {
        let mut command = json!({
            "command": "issue_voucher", "at": t("02T00:00"), "account": "acme", "lot": lot, "kind": kind,
            "face": "10 CNY",
        });
        command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        command
    };
    assert_eq!(world.no(issue("v", "ordinary_voucher", json!({"minimum_bill": "1 CNY"}))), "minimum_not_allowed");
    assert_eq!(world.no(issue("v", "full_reduction_voucher", json!({"minimum_bill": "1 USD"}))), "currency_mismatch");
    assert_eq!(world.no(issue("v", "ordinary_voucher", json!({"valid_until": t("02T00:00")}))), "validity_empty");

    world.policy(json!({"card_tiers": [
        {"at_least": "10000", "voucher": "1000", "valid_for": 86400},
        {"at_least": "30000", "voucher": "5000"},
    ]}));
    world.top_up("03T00:00", "50000 CNY");
    let buy = |lot: &str, face: &str| json!({"command": "buy_card", "at": t("03T00:00"), "account": "acme", "lot": lot, "face": face});
    world.done(buy("small", "9900 CNY"));
    assert_eq!(world.see("/accounts/acme/lots/small-gift"), json!(null));
    world.done(buy("mid", "10000 CNY"));
    assert_eq!(
        world.see("/accounts/acme/lots/mid-gift"),
        json!({"kind": "full_reduction_voucher", "available": "1000 CNY", "state": "open"})
    );
    world.done(buy("big", "30000 CNY"));
    assert_eq!(world.lot("big-gift").0, "5000 CNY");
    world.advance("04T00:00");
    assert_eq!(world.lot("mid-gift").1, "expired");
    assert_eq!(world.lot("big-gift").1, "open");
}

#[test]
fn a_void_lot_is_out_of_play() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", None);
    let void = json!({"command": "void_lot", "at": t("02T00:00"), "account": "acme", "lot": "v"});
    world.done(void.clone());
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "void".to_string()));
    assert_eq!(world.no(void), "lot_already_void");
}

#[test]
fn n1_arrears_notice_lock_and_unlock_each_once() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "30 CNY", "01T00:00");
    world.bill("02T00:00", "b-2", "1 CNY", "01T00:00");
    // 14 days of grace; the notice is due 3 days before.
    let expected = json!({"in_arrears": {"since": t("02T00:00"), "deadline": t("16T00:00")}});
    assert_eq!(world.see("/accounts/acme/standing"), expected);
    assert_eq!(world.advance("12T23:59"), Answer::Kept);
    assert_eq!(world.advance("13T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.advance("16T00:00"), Answer::Done(Vec::new()));
    let expected = json!({"locked": {"since": t("02T00:00"), "deadline": t("16T00:00")}});
    assert_eq!(world.see("/accounts/acme/standing"), expected);
    // Standing never stops a bill.
    world.bill("17T00:00", "b-3", "1 CNY", "01T00:00");
    world.top_up("18T00:00", "32 CNY");
    let expected = json!([
        {"template": "arrears_begun", "account": "acme", "overdraft": "30 CNY", "payable": "30 CNY",
         "since": t("02T00:00"), "deadline": t("16T00:00")},
        {"template": "deadline_near", "account": "acme", "overdraft": "31 CNY", "payable": "31 CNY",
         "deadline": t("16T00:00")},
        {"template": "account_locked", "account": "acme", "overdraft": "31 CNY", "payable": "31 CNY",
         "since": t("02T00:00"), "deadline": t("16T00:00")},
        {"template": "account_unlocked", "account": "acme"},
    ]);
    assert_eq!(world.see("/outbox"), expected);
}

#[test]
fn n3_acknowledging_twice_is_harmless() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "30 CNY", "01T00:00");
    world.advance("13T00:00");
    // Entries: open, bind, bill, advance.
    assert_eq!(world.oracle.pending(), ["3.0", "4.0"]);
    let acknowledge = |number: &str| json!({"command": "acknowledge", "at": t("01T00:00"), "outbox_message": number});
    world.done(acknowledge("3.0"));
    assert_eq!(world.apply(acknowledge("3.0")), Ok(Answer::Kept));
    assert_eq!(world.no(acknowledge("3.1")), "unknown_outbox_message");
    assert_eq!(world.templates(), ["deadline_near"]);
}

#[test]
fn an_account_closes_when_nothing_is_open() {
    let mut world = World::new();
    let close = |day: &str| json!({"command": "close_account", "at": t(day), "account": "acme"});
    assert_eq!(world.no(close("02T00:00")), "account_has_workspaces");
    world.policy(json!({"credit_limit": "5"}));
    world.bill("02T00:00", "b-1", "5 CNY", "01T00:00");
    world.bill("02T00:00", "b-2", "9 CNY", "01T00:00");
    world.link("02T00:00", "x");
    world.done(json!({"command": "dissolve_workspace", "at": t("03T00:00"), "account": "acme", "workspace": "s/w"}));
    assert_eq!(world.no(close("04T00:00")), "account_in_arrears");
    world.top_up("04T00:00", "8 CNY");
    // 5 repaid, 3 of cash and 5 of credit are not 9.
    assert_eq!(world.no(close("04T00:00")), "account_has_held_bills");
    world.reverse("04T00:00", "b-2", "r", None);
    assert_eq!(world.no(close("04T00:00")), "account_has_cloud_accounts");
    world.done(json!({
        "command": "withdraw_cloud_account", "at": t("05T00:00"), "account": "acme", "cloud_account": "x",
    }));
    world.voucher("05T00:00", "v", "1 CNY", None);
    world.done(close("06T00:00"));
    assert_eq!(world.see("/accounts/acme/cash"), "0 CNY");
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "void".to_string()));
    assert_eq!(world.no(close("06T00:00")), "account_closed");
}
