//! Who pays, when, and who may change it: P1 to P5, T1 to T3, C1 to C4, each as a short story.

use crate::world::{
    World, advance, bill, bind, choose, choose_enterprise, dissolve, instant, legacy_said_of, link, link_legacy,
    on_cloud_since_the_tenth, open, permutations, policy, relocate, said, said_of, top_up, unlink, voucher, who_pays,
    withdraw,
};
use defray_core::marketplace::MessageDisposition;
use defray_core::{PriorResult, Refusal};
use serde_json::{Value, json};

#[test]
fn p1_the_start_of_the_usage_decides_who_pays() {
    let mut world = on_cloud_since_the_tenth();
    world.at("03-20");
    let before = world.settles(bill("b-1", "1 CNY").used_at("03-09T23:59:59.999999999"));
    assert_eq!(who_pays(&before), "enterprise P1");
    let from_then_on = world.settles(bill("b-2", "1 CNY").used_at("03-10"));
    assert_eq!(who_pays(&from_then_on), "ca-1 P1");
    world.does(choose_enterprise("cn1/ws"));
    // The bill comes later, its usage does not.
    assert_eq!(who_pays(&world.settles(bill("b-3", "1 CNY").used_at("03-19"))), "ca-1 P1");
    assert_eq!(who_pays(&world.settles(bill("b-4", "1 CNY").used_at("03-20"))), "enterprise P1");
}

#[test]
fn p1_usage_from_before_a_move_stays_with_the_old_account() {
    let mut world = World::new();
    world.does(open("beta"));
    world.at("03-05").does(relocate("cn1/ws", "beta"));
    let old = world.settles(bill("b-1", "1 CNY").used_at("03-04T23:59"));
    let new = world.settles(bill("b-2", "1 CNY").used_at("03-05"));
    assert_eq!((old.account.as_str(), new.account.as_str()), ("acme", "beta"));
}

#[test]
fn p2_an_ended_cloud_account_pays_until_its_metering_deadline_and_not_at_it() {
    // AliCloud: the first full hour strictly after the end, plus one. AWS: one hour.
    for (end, deadline, nearly) in [
        ("03-11T05:30", "03-11T07:00", "03-11T06:59:59.999999999"),
        ("03-11T05:00", "03-11T07:00", "03-11T06:59:59.999999999"),
        ("03-11T04:59:59.999999999", "03-11T06:00", "03-11T05:59:59.999999999"),
    ] {
        let mut world = on_cloud_since_the_tenth();
        world.at(end).does(said("ca-1", "ended"));
        assert_eq!(world.cloud_account("ca-1").metering_deadline, Some(instant(deadline)));
        let in_time = world.at(nearly).settles(bill("b-1", "1 CNY").used_at("03-10"));
        assert_eq!(who_pays(&in_time), "ca-1 P1");
        let late = world.at(deadline).settles(bill("b-2", "1 CNY").used_at("03-10"));
        assert_eq!(who_pays(&late), "enterprise P2");
        assert_eq!(world.cloud_state("ca-1").name(), "closed");
        // The bill that came in time was not metered in time, either.
        let mails = ["method_changed_by_force", "usage_not_metered", "arrears_begun"];
        assert_eq!(world.owed(), mails);
        world.at("03-12").does(advance());
        assert_eq!(world.owed()[3..], ["bills_not_metered"]);
    }
}

#[test]
fn p2_an_aws_subscription_is_metered_for_one_hour() {
    let mut world = World::new();
    world.does(link_legacy("ca-1", "cust"));
    world.does(legacy_said_of("cust", "activated", "03-01"));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02T10:10").does(legacy_said_of("cust", "ended", "03-02T10:10"));
    assert_eq!(world.cloud_account("ca-1").metering_deadline, Some(instant("03-02T11:10")));
}

#[test]
fn p2_a_bill_of_nothing_raises_no_mail() {
    let mut world = on_cloud_since_the_tenth();
    world.at("03-11").does(said("ca-1", "ended"));
    let late = world.at("03-12").settles(bill("b-1", "0 CNY").used_at("03-10"));
    assert_eq!(who_pays(&late), "enterprise P2");
    assert_eq!(world.owed(), ["method_changed_by_force"]);
}

#[test]
fn p4_a_bill_settles_once() {
    let mut world = World::new();
    world.does(top_up("100 CNY"));
    let first = world.settles(bill("b-1", "10 CNY"));
    // Amounts are compared by value; the clock is not looked at.
    for again in [bill("b-1", "10 CNY"), bill("b-1", "10.000 CNY")] {
        let PriorResult::Bill(record) = world.at("02-01").replays(again) else { panic!("a bill") };
        assert_eq!(record.receipt(), Some(&first));
    }
    let others = [
        bill("b-1", "10.000000000001 CNY"),
        bill("b-1", "10 CNY").item("traces"),
        bill("b-1", "10 CNY").on("cn1/other"),
        bill("b-1", "10 CNY").used_at("03-02"),
    ];
    for other in others {
        let Err(Refusal::BillConflict { first, given, .. }) = world.ask(other) else { panic!("a conflict") };
        assert_ne!(first, given, "it shows both");
    }
    assert_eq!(world.cash(), "90 CNY");
}

#[test]
fn p4_a_held_bill_is_known_too() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "0"})));
    world.holds(bill("b-1", "10 CNY"));
    world.replays(bill("b-1", "10 CNY"));
    assert_eq!(world.refuses(bill("b-1", "11 CNY")), "bill_conflict");
}

#[test]
fn p5_usage_from_before_the_binding_or_after_the_end_has_no_payer() {
    let mut world = World::new();
    world.at("03-02").does(bind("cn1/late").with("since", crate::world::t("03-01T12:00")));
    let early = bill("b-1", "1 CNY").on("cn1/late").used_at("03-01T11:59:59.999999999");
    let Err(Refusal::UsageBeforeBinding { start, bound_at, .. }) = world.ask(early) else { panic!("refused") };
    assert_eq!((start, bound_at), (instant("03-01T11:59:59.999999999"), instant("03-01T12:00")), "it names both");
    world.settles(bill("b-1", "1 CNY").on("cn1/late").used_at("03-01T12:00"));

    world.at("03-05").does(dissolve("cn1/late"));
    assert_eq!(world.refuses(bill("b-2", "1 CNY").on("cn1/late").used_at("03-05")), "usage_after_dissolution");
    world.settles(bill("b-2", "1 CNY").on("cn1/late").used_at("03-04T23:59:59.999999999"));
}

#[test]
fn t1_decisions_of_an_account_never_run_backwards() {
    let mut world = World::new();
    world.at("03-02").does(top_up("1 CNY"));
    // Five minutes back are tolerated, and decided at the later instant.
    let receipt = world.at("03-01T23:55").settles(bill("b-1", "1 CNY"));
    assert_eq!(receipt.settled_at, instant("03-02"));
    assert_eq!(world.at("03-01T23:54:59.999999999").refuses(top_up("1 CNY")), "clock_ran_backwards");
    // Another account has its own time.
    world.at("03-01").does(open("beta"));
    world.does(policy(json!({"clock_tolerance": 0})).of("beta"));
    world.at("03-01T12:00").does(top_up("1 CNY").of("beta"));
    assert_eq!(world.at("03-01T11:59:59.999999999").refuses(top_up("1 CNY").of("beta")), "clock_ran_backwards");
    world.at("03-01T12:00").does(top_up("1 CNY").of("beta"));
}

#[test]
fn t1_no_instant_is_further_ahead_of_the_clock_than_the_tolerance() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.clock = Some(instant("03-02"));
    // Five minutes ahead are tolerated.
    world.at("03-02T00:05").does(top_up("1 CNY"));
    world.at("03-02T00:05:00.000000001");
    let ahead = [
        top_up("1 CNY"),
        bill("b-1", "1 CNY"),
        bind("cn1/other"),
        open("beta"),
        policy(json!({})),
        policy(json!({})).with("account", Value::Null),
        advance(),
        said("ca-1", "activated"),
        said("ca-1", "ignored"),
    ];
    for command in ahead {
        assert_eq!(world.refuses(command), "at_in_future");
    }
    // The instant of the provider has the tolerance of the default policy, for every owner of the cloud account.
    world.at("03-02");
    world.does(policy(json!({"clock_tolerance": 0})));
    assert_eq!(world.at("03-02T00:00:01").refuses(top_up("1 CNY")), "at_in_future");
    assert_eq!(world.refuses(said_of("ca-1", "activated", "03-02T00:05:01")), "at_in_future");
    assert_eq!(world.refuses(said_of("ca-9", "activated", "03-20")), "at_in_future");
    world.does(said_of("ca-1", "activated", "03-02T00:05"));
    // A simulation has no clock.
    let command = top_up("1 CNY").command();
    let at = "2199-03-01T00:00:00Z".parse().unwrap();
    assert!(defray_core::decide(&world.records, &command, at, None, None, 99).is_ok());
}

#[test]
fn t1_what_falls_due_in_between_happens_first_and_keeps_its_own_instant() {
    let mut world = World::new();
    world.does(voucher("v", "5 CNY").until("03-02"));
    let events = world.at("03-04").does(top_up("1 CNY"));
    assert_eq!(events.iter().map(|event| event.name()).collect::<Vec<_>>(), ["lot_expired", "topped_up"]);
    let lot = "v".parse().unwrap();
    let closed = defray_core::records::ViewExt::closed_lot(&world.records, &"acme".parse().unwrap(), &lot).unwrap();
    assert_eq!(closed.unwrap().closed_at, Some(instant("03-02")));
}

#[test]
fn t1_a_marketplace_message_is_never_refused_for_its_time() {
    let mut world = on_cloud_since_the_tenth();
    assert_eq!(world.at("02-01").disposition(said("ca-1", "ended")), MessageDisposition::Applied);
    assert_eq!(world.at("01-01").ask(advance()).unwrap(), defray_core::Decision::Already(PriorResult::Nothing));
    assert_eq!(world.account().decided_at, instant("03-10"));
}

#[test]
fn t2_the_marketplace_s_own_instant_corrects_the_timeline_from_then_on() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.at("03-02").does(choose("cn1/ws", "ca-1"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise"]);
    world.at("03-09").does(said_of("ca-1", "activated", "03-05"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise", "03-05 acme ca-1"]);
    world.at("03-10").does(said_of("ca-1", "ended", "03-07"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise", "03-05 acme ca-1", "03-07 acme enterprise"]);
    // A bill that was settled in between stands; the next one goes by the corrected timeline.
    assert_eq!(who_pays(&world.settles(bill("b-1", "1 CNY").used_at("03-08"))), "enterprise P1");
    // An even earlier end moves it again.
    world.does(said_of("ca-1", "ended", "03-06"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise", "03-05 acme ca-1", "03-06 acme enterprise"]);
    assert_eq!(world.owed().iter().filter(|mail| **mail == "method_changed_by_force").count(), 1);
}

#[test]
fn t2_any_order_of_arrival_leads_to_the_same_life_and_timeline() {
    let messages = [("activated", "03-03"), ("suspended", "03-05"), ("resumed", "03-06"), ("ended", "03-08")];
    let mut worlds = Vec::new();
    for order in permutations(&messages) {
        let mut world = World::new();
        world.does(link("ca-1"));
        world.does(choose("cn1/ws", "ca-1"));
        world.at("03-09");
        for (signal, at) in order {
            world.does(said_of("ca-1", signal, at));
        }
        worlds.push((world.timeline(), world.cloud_account("ca-1").lifecycle, world.method()));
    }
    assert_eq!(worlds.len(), 24);
    assert_eq!(worlds[0].0, ["03-01 acme enterprise", "03-03 acme ca-1", "03-08 acme enterprise"]);
    assert!(worlds.iter().all(|world| *world == worlds[0]));
}

#[test]
fn t2_nothing_happens_before_it_has_happened() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.at("03-02").does(said_of("ca-1", "activated", "03-02T00:05"));
    assert_eq!(world.cloud_account("ca-1").lifecycle.active_from, Some(instant("03-02")), "taken as received");
}

#[test]
fn t2_messages_from_before_the_link_count_and_a_message_counts_once() {
    let mut world = World::new();
    let activated = || said_of("ca-1", "activated", "03-01").inner("id", "m-1");
    assert_eq!(world.disposition(activated()), MessageDisposition::Unmatched);
    assert_eq!(world.replays(activated()), PriorResult::Message(MessageDisposition::Unmatched));
    world.does(link("ca-1"));
    assert_eq!(world.cloud_state("ca-1").name(), "active");
    assert_eq!(
        world.disposition(said("ca-1", "ignored").inner("kind", "modify_instance")),
        MessageDisposition::Ignored
    );
    assert_eq!(world.disposition(said("ca-1", "activated")), MessageDisposition::NoChange);
}

#[test]
fn t2_an_identity_of_the_reusable_kind_begins_again_after_its_end() {
    let mut world = World::new();
    world.does(link_legacy("ca-1", "cust"));
    world.does(legacy_said_of("cust", "activated", "03-01"));
    world.at("03-02").does(legacy_said_of("cust", "ended", "03-02"));
    assert_eq!(
        world.at("03-03").disposition(legacy_said_of("cust", "activated", "03-03")),
        MessageDisposition::Unmatched
    );
    world.does(link_legacy("ca-2", "cust"));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
    // A late word about the first period concerns the first link.
    world.at("03-04").does(legacy_said_of("cust", "ended", "03-01T12:00"));
    assert_eq!(world.cloud_account("ca-1").lifecycle.ended_at, Some(instant("03-01T12:00")));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
}

#[test]
fn t3_a_voluntary_change_takes_effect_when_it_is_decided_and_never_earlier() {
    let mut world = World::with_active("ca-1");
    world.at("03-05").does(choose("cn1/ws", "ca-1"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise", "03-05 acme ca-1"]);
    // Chosen while pending, activated before the choice: it pays from the choice.
    let mut world = World::new();
    world.does(link("ca-2"));
    world.at("03-05").does(choose("cn1/ws", "ca-2"));
    world.at("03-09").does(said_of("ca-2", "activated", "03-02"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise", "03-05 acme ca-2"]);
    assert_eq!(
        world.refuses(bind("cn1/new").with("since", crate::world::t("03-09T00:00:00.000000001"))),
        "since_in_future"
    );
}

#[test]
fn c1_only_its_own_account_may_change_a_workspace_or_use_a_cloud_account() {
    let mut world = World::with_active("ca-1");
    world.does(open("beta"));
    world.does(bind("cn1/other").of("beta"));
    let commands = [
        choose_enterprise("cn1/ws"),
        dissolve("cn1/ws"),
        relocate("cn1/ws", "acme"),
        choose("cn1/other", "ca-1"),
        withdraw("ca-1"),
    ];
    for command in commands {
        assert_eq!(world.refuses(command.of("beta")), "not_owner");
    }
}

#[test]
fn c1_who_asked_is_recorded() {
    let mut world = World::with_active("ca-1");
    world.at("03-02");
    let by = defray_core::id::Note::new("li.wei").unwrap();
    let command = choose("cn1/ws", "ca-1").command();
    let decision = defray_core::decide(&world.records, &command, world.now, Some(world.now), Some(&by), 9).unwrap();
    let defray_core::Decision::Happened { events, .. } = decision else { panic!("it happens") };
    let defray_core::event::Event::StepTaken { step, .. } = &events[0] else { panic!("a step") };
    assert_eq!(step.by.as_ref().unwrap().as_str(), "li.wei");
}

#[test]
fn c2_a_month_has_so_many_voluntary_changes_and_no_more() {
    let mut world = World::with_active("ca-1");
    world.does(policy(json!({"voluntary_changes_per_month": 2})));
    world.does(choose("cn1/ws", "ca-1"));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-31T23:59:59.999999999").does(choose_enterprise("cn1/ws"));
    assert_eq!(world.refuses(choose("cn1/ws", "ca-1")), "change_limit_reached");
    world.at("04-01").does(choose("cn1/ws", "ca-1"));
    // Each workspace has its own count.
    world.does(bind("cn1/two"));
    world.does(choose("cn1/two", "ca-1"));
}

#[test]
fn c2_lock_in_keeps_a_workspace_with_a_cloud_account_that_is_active() {
    let mut world = World::with_active("ca-1");
    world.does(link("ca-2"));
    world.does(policy(json!({"lock_in": true})));
    world.does(choose("cn1/ws", "ca-1"));
    assert_eq!(world.refuses(choose_enterprise("cn1/ws")), "locked_in");
    assert_eq!(world.refuses(choose("cn1/ws", "ca-2")), "locked_in");
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02").does(said("ca-1", "suspended"));
    world.does(choose_enterprise("cn1/ws"));
}

#[test]
fn c2_a_site_admits_the_providers_it_names() {
    let mut world = World::with_active("ca-1");
    world.does(policy(json!({"site_providers": {"cn1": ["aws"], "eu1": []}})));
    world.does(bind("us1/ws"));
    world.does(bind("eu1/ws"));
    assert_eq!(world.refuses(choose("cn1/ws", "ca-1")), "provider_not_admitted");
    assert_eq!(world.refuses(choose("eu1/ws", "ca-1")), "provider_not_admitted");
    world.does(choose("us1/ws", "ca-1"));
}

#[test]
fn c3_a_forced_reversion_is_stopped_by_no_policy_and_counts_as_no_change() {
    let mut world = World::with_active("ca-1");
    let strict = json!({"lock_in": true, "voluntary_changes_per_month": 1, "site_providers": {"cn1": ["alicloud"]}});
    world.does(policy(strict));
    for number in 0..5 {
        world.does(bind(&format!("cn1/ws-{number}")));
        world.does(choose(&format!("cn1/ws-{number}"), "ca-1"));
    }
    world.does(link("ca-2"));
    world.at("03-02").does(said("ca-1", "ended"));
    assert_eq!(world.method(), "enterprise");
    for number in 0..5 {
        let workspace = world.workspace(&format!("cn1/ws-{number}"));
        assert_eq!(workspace.method, defray_core::method::Method::Enterprise, "all in the one commit");
    }
    // `cn1/ws` never chose: its one change is still there.
    world.does(choose("cn1/ws", "ca-2"));
}

#[test]
fn c3_one_mail_names_the_workspaces_that_were_with_it() {
    let mut world = World::with_active("ca-1");
    for name in ["cn1/b", "cn1/a", "cn1/left"] {
        world.does(bind(name));
        world.does(choose(name, "ca-1"));
    }
    world.at("03-02").does(choose_enterprise("cn1/left"));
    let events = world.does(said("ca-1", "ended"));
    let mails = events.iter().filter_map(|event| match event {
        defray_core::event::Event::OutboxMessageQueued { notification, .. } => Some(notification.as_ref().clone()),
        _ => None,
    });
    let mails: Vec<_> = mails.collect();
    let [defray_core::outbox::Notification::MethodChangedByForce { workspaces, .. }] = mails.as_slice() else {
        panic!("{mails:?}")
    };
    assert_eq!(workspaces.iter().map(ToString::to_string).collect::<Vec<_>>(), ["cn1/a", "cn1/b"]);
}

/// The account that sent `createInstance` for the instance of `ca-1` according to AliCloud.
fn created_by(account: &str) -> crate::world::Ask {
    said("ca-1", "activated").inner("kind", "createInstance").inner("account_id", account)
}

const STRANGER: &str = "6543210987654321";

#[test]
fn c4_a_link_must_name_the_account_that_the_marketplace_stated() {
    let mut world = World::new();
    assert_eq!(world.disposition(created_by(STRANGER)), MessageDisposition::Unmatched);
    assert_eq!(world.refuses(link("ca-1")), "subscription_of_another");
    // The refusal does not say whose the subscription is.
    let refusal = world.ask(link("ca-1")).unwrap_err().to_string();
    assert!(!refusal.contains(STRANGER), "{refusal}");
    world.does(open("owner"));
    let mut owned = crate::world::alicloud("ca-1");
    owned["account_id"] = format!("ops@{STRANGER}").into();
    world.does(link("ca-2").of("owner").with("subscription", owned));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
}

#[test]
fn c4_zeros_at_the_front_of_an_alicloud_account_do_not_matter() {
    let mut world = World::new();
    world.does(created_by("42"));
    let mut padded = crate::world::alicloud("ca-1");
    padded["account_id"] = "0000000000000042".into();
    world.does(link("ca-1").with("subscription", padded));
    assert_eq!(world.cloud_state("ca-1").name(), "active");
}

#[test]
fn c4_a_message_that_states_another_account_fails_the_link_in_every_order() {
    let renewed = || said("ca-1", "resumed").inner("kind", "renewInstance");
    for order in permutations(&[0, 1, 2]) {
        let mut world = World::new();
        world.does(link("ca-1"));
        world.at("03-02").does(choose("cn1/ws", "ca-1"));
        for one in order {
            let message = match one {
                0 => renewed(),
                1 => created_by(STRANGER),
                _ => said("ca-1", "suspended"),
            };
            let disposition = world.at("03-03").disposition(message);
            assert!(one != 1 || disposition == MessageDisposition::ContradictsLink, "{disposition}");
        }
        assert_eq!(world.cloud_state("ca-1").name(), "failed");
        assert_eq!(world.timeline(), ["03-01 acme enterprise"]);
        assert_eq!(world.method(), "enterprise");
        assert_eq!(world.owed().len(), 1, "{:?}", world.owed());
        // The owner can link the subscription now, with everything that the marketplace said of it.
        let mut owned = crate::world::alicloud("ca-1");
        owned["account_id"] = STRANGER.into();
        world.does(open("owner"));
        world.does(link("ca-2").of("owner").with("subscription", owned));
        assert_ne!(world.cloud_state("ca-2").name(), "pending");
        assert_eq!(world.disposition(said("ca-1", "ended")), MessageDisposition::Applied);
        assert_eq!(world.cloud_state("ca-2").name(), "closing");
    }
}

#[test]
fn c4_an_unlinked_cloud_account_never_paid() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    assert_eq!(who_pays(&world.settles(bill("b-1", "1 CNY"))), "ca-1 P1");
    world.at("03-02").does(unlink("ca-1"));
    assert_eq!(world.timeline(), ["03-01 acme enterprise"]);
    assert_eq!(world.account().overdraft, "1 CNY".parse().unwrap(), "the bill is corrected");
    assert_eq!(world.owed().iter().filter(|mail| **mail == "method_changed_by_force").count(), 1);
    // The link is free again, and the signals are there for it.
    world.does(link("ca-2").with("subscription", crate::world::alicloud("ca-1")));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
    assert_eq!(world.refuses(unlink("ca-1")), "cloud_account_not_linked");
}

#[test]
fn c4_identifiers_have_the_form_of_their_provider_and_swapped_ones_are_named() {
    let error = |account: &str, instance: &str| {
        let typed = json!({"provider": "alicloud", "account_id": account, "instance_id": instance});
        let read = serde_json::from_value::<defray_core::subscription::Subscription>(typed);
        read.map_or_else(|error| error.to_string(), |_| String::new())
    };
    assert_eq!(error("1041031108983109", "122779388"), "");
    for instance in ["x", "0", "012", "12345678901234567890", "１２", "1 2", "-1"] {
        assert!(error("1041031108983109", instance).contains("instance_id"), "{instance}");
    }
    for (account, instance) in [("122779388", "1041031108983109"), ("122779388", "ops@1041031108983109")] {
        assert!(error(account, instance).contains("swapped"), "{account}, {instance}");
    }
}

#[test]
fn n1_a_message_names_a_subscription_of_its_own_provider() {
    let mut world = World::new();
    for (provider, identity) in [
        ("alicloud", "aws:license:l-0123456789abcdef"),
        ("alicloud", "alicloud:"),
        ("alicloud", "alicloud:x"),
        ("alicloud", "122779388"),
        ("aws", "alicloud:122779388"),
        ("aws", "aws:license:arn:aws:license-manager::123456789012:license:l-0abc"),
        ("aws", "aws:license:L-0ABC"),
        ("aws", "aws:customer:product"),
        ("aws", "aws:customer::X01"),
        ("huawei_cloud", "huawei_cloud:"),
    ] {
        for signal in ["activated", "ended", "ignored"] {
            let message = said("ca-1", signal).inner("provider", provider).inner("identity", identity);
            assert_eq!(world.refuses(message), "invalid_message", "{provider} {identity}");
        }
    }
    assert_eq!(world.refuses(created_by("account")), "invalid_message");
    let rejected = said("ca-1", "ignored").inner("identity", "x").inner("rejected", "forged: the token does not fit");
    assert_eq!(world.disposition(rejected), MessageDisposition::Rejected, "nothing in it is trusted");
}
