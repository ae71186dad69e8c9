//! Every refusal code, brought about by a story of its own (A6).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::world::{
    Ask, World, acknowledge, answered, bill, bind, buy, choose, choose_enterprise, close, dissolve, full_reduction,
    grant, link, link_legacy, meter, open, policy, redeem, relocate, reverse, reverse_part, said, said_of, says_why,
    top_up, unlink, void, voucher, withdraw,
};
use defray_core::Refusal;
use defray_core::limits::{OPEN_LOTS_MAX, REVERSALS_MAX, SIGNALS_MAX, STEPS_MAX};
use defray_core::marketplace::Signal;
use defray_core::method::{MethodAction, Payer};
use defray_core::records::{Key, Record, RecordStore, ViewExt};
use defray_core::subscription::RecordedSignal;
use serde_json::{Value, json};

/// Commands that are done, in order, from a world with `acme`, `cn1/ws` and the active cloud account `ca-1`.
fn after(commands: impl IntoIterator<Item = Ask>) -> World {
    let mut world = World::with_active("ca-1");
    commands.into_iter().for_each(|command| drop(world.does(command)));
    world
}

/// An account whose top-ups need unique references, and that has used one.
fn with_reference() -> World {
    after([policy(json!({"unique_references": true})), top_up("1 CNY").with("reference", "w-1")])
}

/// The code, what was done before, and what is refused then.
type Story = (&'static str, World, Ask);

fn stories() -> Vec<Story> {
    let mut stories = stories_of_accounts();
    stories.extend(stories_of_bills());
    stories
}

fn stories_of_accounts() -> Vec<Story> {
    let new = || after([]);
    let ended = || after([said("ca-1", "ended")]);
    vec![
        ("account_exists", new(), open("acme")),
        ("unknown_account", new(), top_up("1 CNY").of("nobody")),
        ("account_closed", after([open("beta"), close().of("beta")]), top_up("1 CNY").of("beta")),
        ("clock_ran_backwards", earlier(new()), top_up("1 CNY")),
        ("at_in_future", ahead_of_its_clock(), top_up("1 CNY")),
        ("account_has_workspaces", new(), close()),
        ("account_in_arrears", after([bill("b-1", "1 CNY"), dissolve("cn1/ws")]), close()),
        ("account_has_held_bills", with_held_bill(), close()),
        ("account_has_cloud_accounts", after([dissolve("cn1/ws")]), close()),
        ("invalid_policy", new(), policy(json!({"card_multiple": "0"}))),
        ("invalid_message", new(), said("ca-1", "ended").inner("identity", Value::Null)),
        ("currency_mismatch", new(), top_up("1 USD")),
        ("amount_not_positive", new(), top_up("0 CNY")),
        ("reference_used", with_reference(), top_up("1 CNY").with("reference", "w-1")),
        ("amount_out_of_range", after([top_up("999999999999999 CNY")]), top_up("1 CNY")),
        ("minimum_not_allowed", new(), voucher("v", "1 CNY").with("minimum_bill", "1 CNY")),
        ("not_a_voucher", new(), voucher("v", "1 CNY").with("kind", "card")),
        ("lot_exists", after([voucher("v", "1 CNY")]), grant("v", "1 CNY")),
        ("too_many_lots", with_many_lots(), voucher("v", "1 CNY")),
        ("validity_empty", new(), voucher("v", "1 CNY").until("03-01")),
        ("card_not_a_multiple", after([top_up("100 CNY")]), buy("c", "50 CNY")),
        ("cash_not_enough", new(), buy("c", "100 CNY")),
        ("order_already_redeemed", after([redeem("c", "o-1", "100 CNY")]), redeem("d", "o-1", "100 CNY")),
        ("unknown_lot", new(), void("v")),
        ("lot_already_void", after([voucher("v", "1 CNY"), void("v")]), void("v")),
        ("lot_expired", later(after([voucher("v", "1 CNY").until("03-02")])), void("v")),
        ("workspace_exists", after([dissolve("cn1/ws")]), bind("cn1/ws")),
        ("since_in_future", new(), bind("cn1/new").with("since", crate::world::t("03-02"))),
        ("unknown_workspace", new(), dissolve("cn1/nothing")),
        ("not_owner", after([open("beta")]), choose_enterprise("cn1/ws").of("beta")),
        ("workspace_dissolved", after([dissolve("cn1/ws")]), choose_enterprise("cn1/ws")),
        ("same_account", new(), relocate("cn1/ws", "acme")),
        ("cloud_account_exists", new(), link_legacy("ca-1", "cust")),
        ("subscription_already_linked", new(), link("ca-2").with("subscription", crate::world::alicloud("ca-1"))),
        ("subscription_ended", later(ended()), link("ca-2").with("subscription", crate::world::alicloud("ca-1"))),
        ("subscription_of_another", stated(), link("ca-2")),
        ("identifiers_swapped", stated_short(), swapped()),
        ("cloud_account_not_linked", ended_at_once(), unlink("ca-1")),
        ("cloud_account_metered", metered(), unlink("ca-1")),
        ("reason_missing", new(), unlink("ca-1").with("reason", " ")),
        ("unknown_cloud_account", new(), withdraw("ca-9")),
        ("cloud_account_not_pending", new(), withdraw("ca-1")),
        ("cloud_account_ended", ended(), choose("cn1/ws", "ca-1")),
        ("provider_not_admitted", after([policy(json!({"site_providers": {"cn1": []}}))]), choose("cn1/ws", "ca-1")),
        ("locked_in", locked_in(), choose_enterprise("cn1/ws")),
        ("change_limit_reached", with_one_change(), choose_enterprise("cn1/ws")),
        ("too_many_steps", with_many_steps(), dissolve("cn1/ws")),
        ("too_many_signals", with_many_signals(), said("ca-1", "suspended")),
        ("unknown_outbox_message", new(), acknowledge("1.0")),
        ("unknown_usage_record", new(), answered("1.0", json!("accepted"))),
    ]
}

fn stories_of_bills() -> Vec<Story> {
    let new = || after([]);
    let no_credit = || after([policy(json!({"credit_limit": "0"}))]);
    vec![
        ("bill_conflict", after([bill("b-1", "1 CNY")]), bill("b-1", "2 CNY")),
        ("usage_before_binding", later(new()), bill("b-1", "1 CNY").used_at("02-28")),
        ("usage_after_dissolution", after([dissolve("cn1/ws")]), bill("b-1", "1 CNY")),
        ("bill_negative", new(), bill("b-1", "-1 CNY")),
        ("unknown_bill", new(), reverse("b-1", "r-1")),
        ("reversal_conflict", after([bill("b-1", "2 CNY"), reverse("b-1", "r")]), reverse_part("b-1", "r", "2 CNY")),
        ("reversal_too_large", after([bill("b-1", "1 CNY")]), reverse_part("b-1", "r-1", "1.1 CNY")),
        ("nothing_to_reverse", after([bill("b-1", "0 CNY")]), reverse("b-1", "r-1")),
        ("reversal_must_be_whole", done(no_credit(), bill("b-1", "2 CNY")), reverse_part("b-1", "r-1", "1 CNY")),
        ("too_many_reversals", with_many_reversals(), reverse_part("b-1", "r-1", "1 CNY")),
    ]
}

#[test]
fn a6_every_code_is_given_by_a_story_and_its_refusal_says_what_it_is_about() {
    let mut given = BTreeSet::new();
    for (code, mut world, asked) in stories() {
        let refusal = world.ask(asked.clone()).expect_err(code);
        assert_eq!(refusal.code(), code, "{refusal}");
        says_why(&asked, &refusal);
        assert!(given.insert(code), "one story is enough");
    }
    assert_eq!(given, Refusal::CODES.iter().copied().collect(), "every code there is");
}

/// The marketplace stated another account for the instance of `ca-2`.
fn stated() -> World {
    after([said("ca-2", "activated").inner("account_id", "4444444444444444")])
}

/// The marketplace stated the account 4444444444 for the instance of `ca-2`.
fn stated_short() -> World {
    after([said("ca-2", "activated").inner("account_id", "4444444444")])
}

/// A link of `ca-2` with account id and instance id exchanged.
fn swapped() -> Ask {
    let account = crate::world::instance("ca-2");
    let subscription = json!({"provider": "alicloud", "account_id": account, "instance_id": "4444444444"});
    link("ca-2").with("subscription", subscription)
}

fn ended_at_once() -> World {
    after([link("ca-2"), withdraw("ca-2"), unlink("ca-1")])
}

/// The marketplace has accepted usage of `ca-1`.
fn metered() -> World {
    let mut world = after([choose("cn1/ws", "ca-1"), bill("b-1", "5 CNY")]);
    world.at("03-01T01:00").does(meter("ca-1"));
    world
}

fn done(mut world: World, command: Ask) -> World {
    world.does(command);
    world
}

fn later(mut world: World) -> World {
    world.at("03-05");
    world
}

fn earlier(mut world: World) -> World {
    world.at("02-01");
    world
}

fn ahead_of_its_clock() -> World {
    let mut world = later(after([]));
    world.clock = Some(crate::world::instant("03-04"));
    world
}

fn with_held_bill() -> World {
    after([policy(json!({"credit_limit": "0"})), bill("b-1", "1 CNY"), dissolve("cn1/ws")])
}

fn locked_in() -> World {
    after([choose("cn1/ws", "ca-1"), policy(json!({"lock_in": true}))])
}

fn with_one_change() -> World {
    after([policy(json!({"voluntary_changes_per_month": 1})), choose("cn1/ws", "ca-1")])
}

/// As many lots as an account may have, put there directly.
fn with_many_lots() -> World {
    let mut world = after([voucher("v-0", "1 CNY")]);
    let mut account = world.account().as_ref().clone();
    let lot = account.lots[0].clone();
    account.lots = (1..=OPEN_LOTS_MAX)
        .map(|number| {
            let mut lot = lot.clone();
            lot.id = format!("v-{number:05}").parse().unwrap();
            lot
        })
        .collect();
    world.records.put(Key::account(&account.id.clone()), Some(Record::Account(Arc::new(account))));
    world
}

fn with_many_steps() -> World {
    let mut world = after([choose("cn1/ws", "ca-1")]);
    let mut workspace = world.workspace("cn1/ws").as_ref().clone();
    let mut step = workspace.steps[1].clone();
    while workspace.steps.len() < STEPS_MAX {
        step.action = MethodAction::Choose(Payer::Enterprise);
        workspace.steps.push(step.clone());
    }
    world.records.put(Key::workspace(&workspace.id.clone()), Some(Record::Workspace(Arc::new(workspace))));
    world
}

fn with_many_signals() -> World {
    let mut world = after([]);
    let identity = format!("alicloud:{}", crate::world::instance("ca-1")).parse().unwrap();
    let mut known = world.records.subscription(&identity).unwrap().unwrap().as_ref().clone();
    let signal = RecordedSignal { signal: Signal::Resumed, occurred_at: world.now, message: None, rules: 1 };
    known.signals.resize(SIGNALS_MAX, signal);
    world.records.put(Key::subscription(&identity), Some(Record::Subscription(Arc::new(known))));
    world
}

fn with_many_reversals() -> World {
    let mut world = after([bill("b-1", "2 CNY"), reverse_part("b-1", "r-0", "0.000000000001 CNY")]);
    let mut record = world.bill_record("b-1").as_ref().clone();
    let reversal = record.reversals[0].clone();
    record.reversals.resize(REVERSALS_MAX, reversal);
    world.records.put(Key::bill(&record.bill.id.clone()), Some(Record::Bill(Arc::new(record))));
    world
}

#[test]
fn the_limits_count_to_the_last_one() {
    let mut world = with_many_lots();
    let mut account = world.account().as_ref().clone();
    account.lots.pop();
    // One place left: it is given, and the next one is not.
    account.totals.vouchers = format!("{} CNY", OPEN_LOTS_MAX - 1).parse().unwrap();
    world.records.put(Key::account(&account.id.clone()), Some(Record::Account(Arc::new(account))));
    world.does(full_reduction("r", "1 CNY"));
    assert_eq!(world.refuses(full_reduction("s", "1 CNY")), "too_many_lots");
}

/// N1: a message that asks for a confirmation queues it, so it must not be taken for a signal; a signal names its
/// subscription.
#[test]
fn an_invalid_message_is_refused_by_the_field() {
    let confirm = json!({"topic": "t", "address": "https://sns.example/?Token=1"});
    let ended = || said("ca-1", "ended");
    let ignored = || said("ca-1", "ignored");
    for (ask, wanted) in [
        (ended().inner("identity", Value::Null), Some("identity")),
        (ended().inner("confirm", confirm.clone()), Some("signal")),
        (ended().inner("rejected", "forged"), Some("signal")),
        (ignored().inner("rejected", "forged").inner("confirm", confirm.clone()), Some("confirm")),
        (ignored().inner("identity", Value::Null), None),
        (ignored().inner("confirm", confirm), None),
        (ignored().inner("rejected", "forged"), None),
    ] {
        let refused = match World::with_active("ca-1").ask(ask) {
            Ok(_) => None,
            Err(Refusal::InvalidMessage { field, .. }) => Some(field.into_string()),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(refused.as_deref(), wanted);
    }
}

#[test]
fn an_invalid_policy_is_refused_by_the_field() {
    let cloud = json!(["cloud_account"]);
    let entry = |enterprise: Value, cloud: Value| json!([{"enterprise": enterprise, "cloud": cloud}]);
    let tier = json!({"at_least": "1", "voucher": "1"});
    let cases = [
        ("waterfalls", json!({"waterfalls": []})),
        ("waterfalls.items", json!({"waterfalls": [{"items": ["sms"], "enterprise": ["cash"], "cloud": cloud}]})),
        (
            "waterfalls.items",
            json!({"waterfalls": [
            {"enterprise": ["cash"], "cloud": cloud}, {"enterprise": ["cash"], "cloud": cloud}]}),
        ),
        ("waterfalls.enterprise", json!({"waterfalls": entry(json!(["cash", "cash"]), cloud.clone())})),
        ("waterfalls.enterprise", json!({"waterfalls": entry(json!([]), cloud.clone())})),
        ("waterfalls.enterprise", json!({"waterfalls": entry(json!(["cloud_account"]), cloud.clone())})),
        ("waterfalls.enterprise", json!({"waterfalls": entry(json!(["overdraft", "cash"]), cloud.clone())})),
        ("waterfalls.cloud", json!({"waterfalls": entry(json!(["cash"]), json!(["cash", "cloud_account"]))})),
        ("waterfalls.cloud", json!({"waterfalls": entry(json!(["cash"]), json!(["overdraft", "cloud_account"]))})),
        ("waterfalls.cloud", json!({"waterfalls": entry(json!(["cash"]), json!(["cloud_account", "card"]))})),
        ("waterfalls.cloud", json!({"waterfalls": entry(json!(["cash"]), json!([]))})),
        ("card_multiple", json!({"card_multiple": "0.000"})),
        ("card_tiers.at_least", json!({"card_tiers": [{"at_least": "0", "voucher": "1"}]})),
        ("card_tiers.voucher", json!({"card_tiers": [{"at_least": "1", "voucher": "0"}]})),
        ("card_tiers.at_least", json!({"card_tiers": [tier, tier]})),
        ("voluntary_changes_per_month", json!({"voluntary_changes_per_month": 0})),
    ];
    for (expected, given) in cases {
        let Err(Refusal::InvalidPolicy { field, .. }) = World::new().ask(policy(given.clone())) else {
            panic!("{given} is valid")
        };
        assert_eq!(field.as_ref(), expected, "{given}");
    }
}

/// The order of checks is part of the contract: the first that fails gives the refusal.
#[test]
fn of_several_reasons_the_first_in_the_contract_is_given() {
    let mut world = after([open("beta"), close().of("beta"), voucher("v", "1 CNY")]);
    // Unknown before closed before clock before the rest.
    assert_eq!(world.refuses(relocate("cn1/nothing", "nobody").of("beta")), "account_closed");
    assert_eq!(world.refuses(relocate("cn1/nothing", "nobody")), "unknown_account");
    world.at("02-01");
    assert_eq!(world.refuses(voucher("v", "-1 USD")), "clock_ran_backwards");
    world.at("03-01");
    assert_eq!(world.refuses(voucher("v", "-1 USD")), "currency_mismatch");
    assert_eq!(world.refuses(voucher("v", "-1 CNY").with("kind", "card")), "amount_not_positive");
    assert_eq!(world.refuses(buy("v", "150 CNY")), "card_not_a_multiple");
    assert_eq!(world.refuses(buy("v", "200 CNY").until("02-01")), "lot_exists");
    assert_eq!(world.refuses(buy("w", "200 CNY").until("02-01")), "validity_empty");
    assert_eq!(world.refuses(buy("w", "200 CNY")), "cash_not_enough");
    // A known bill is answered before anything else is looked at.
    world.does(bill("b-1", "1 CNY"));
    world.at("02-01");
    assert_eq!(world.refuses(bill("b-1", "2 CNY").on("cn1/nothing")), "bill_conflict");
    assert_eq!(world.refuses(bill("b-2", "-2 USD").on("cn1/nothing")), "unknown_workspace");
    assert_eq!(world.refuses(bill("b-2", "-2 USD").used_at("02-01")), "usage_before_binding");
    assert_eq!(world.refuses(bill("b-2", "-2 USD")), "clock_ran_backwards");
    world.at("03-01");
    assert_eq!(world.refuses(bill("b-2", "-2 USD")), "currency_mismatch");
    // Held already comes before whether it could be chosen now.
    world.does(choose("cn1/ws", "ca-1"));
    world.does(policy(json!({"lock_in": true, "site_providers": {"cn1": []}})));
    world.does(choose("cn1/ws", "ca-1"));
    world.does(said_of("ca-2", "activated", "03-01"));
    world.does(link("ca-2"));
    assert_eq!(world.refuses(choose("cn1/ws", "ca-2")), "provider_not_admitted");
}
