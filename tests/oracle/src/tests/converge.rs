//! In every order and with every repetition of the messages about a subscription, the cloud account, its life and the
//! timelines come out the same, and the same as if each message had come in time.
//!
//! In time, a choice of a cloud account that has ended or failed is refused. Late, the same choice has no effect (T2).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::random::{Dice, instant};
use super::{World, alicloud, number};
use crate::Answer;
use crate::state::CloudState;

/// After all steps and all stamps.
const LATER: i128 = 3000;

/// A message about the subscription of the cloud account `x` or `y`; or of `z` or `v`, if they can be replaced.
#[derive(Clone, Debug)]
struct Sent {
    about: &'static str,
    signal: String,
    /// Its `occurred_at`, in minutes.
    minute: i128,
    id: Option<String>,
    /// The account that it states.
    account: Option<&'static str>,
    agreement: Value,
}

/// The choices of the workspaces, and the messages about two subscriptions.
struct Case {
    /// That of `x`.
    identity: &'static str,
    policy: Value,
    /// Sorted by minute; the minutes are even.
    steps: Vec<(i128, Value)>,
    /// The minutes are odd.
    sent: Vec<Sent>,
    /// The minute in which `v` is linked, in time, if it is.
    linked: Option<i128>,
}

fn case(dice: &mut Dice, distinct: bool, policy: Value) -> Case {
    let mut steps = Vec::new();
    for place in 0..4 {
        let name = format!("s/w{place}");
        let mut minute = 0;
        for _ in 0..1 + dice.below(4) {
            minute += 2 * (1 + dice.below(30)) as i128;
            let method = match dice.pick(&["x", "x", "x", "y", "y", "z", "enterprise"]) {
                "enterprise" => json!("enterprise"),
                cloud => json!({"cloud_account": cloud}),
            };
            steps.push((
                minute,
                json!({"command": "choose_method", "account": "acme", "workspace": name, "method": method}),
            ));
        }
        minute += 2 * (1 + dice.below(30)) as i128;
        match dice.below(4) {
            0 => {
                steps.push((minute, json!({"command": "dissolve_workspace", "account": "acme", "workspace": name})));
            }
            1 => steps.push((
                minute,
                json!({"command": "move_workspace", "account": "acme", "to": "beta", "workspace": name}),
            )),
            _ => {}
        }
    }
    steps.sort_by_key(|(minute, _)| *minute);

    let mut sent: Vec<Sent> = Vec::new();
    for place in 0..2 + dice.below(4) {
        let signals = ["activated", "activated", "suspended", "resumed", "failed", "ended", "ended", "end_completed"];
        let spread = if distinct { 100 } else { 3 };
        let mut minute = 2 * dice.below(spread) as i128 * (100 / spread as i128) + 1;
        while distinct && sent.iter().any(|other| other.minute == minute) {
            minute += 2;
        }
        let id = if dice.below(5) == 0 { None } else { Some(format!("m-{place}")) };
        let about = if dice.below(3) == 0 { "y" } else { "x" };
        let signal = dice.pick(&signals).to_string();
        sent.push(Sent { about, signal, minute, id, account: None, agreement: Value::Null });
    }
    let identity = if dice.below(2) == 0 { "alicloud:x" } else { "aws:customer:p:x" };
    Case { identity, policy, steps, sent, linked: None }
}

/// The messages are about agreements too, and `v` is linked among them. Mostly `x` ends and is replaced.
fn with_agreements(dice: &mut Dice, mut case: Case) -> Case {
    case.identity = "alicloud:x";
    case.sent.truncate(4);
    case.sent.sort_by_key(|sent| sent.minute);
    for (place, sent) in case.sent.iter_mut().enumerate() {
        let usual = dice.below(5) > 0;
        sent.about = match place {
            0 | 1 if usual => "x",
            2 if usual => dice.pick(&["y", "y", "v"]),
            _ => dice.pick(&["x", "y", "z", "v"]),
        };
        match place {
            0 | 2 if usual => sent.signal = "activated".to_string(),
            1 if usual => sent.signal = dice.pick(&["ended", "end_completed"]).to_string(),
            _ => {}
        }
        // What has ended is not linked.
        if sent.about == "v" && !["activated", "suspended", "resumed"].contains(&sent.signal.as_str()) {
            sent.signal = dice.pick(&["activated", "ignored"]).to_string();
        }
        let previous = match (dice.below(4), sent.about) {
            (0, _) => dice.pick(&["x", "y", "z", "v"]),
            (_, "x") => "z",
            _ => "x",
        };
        let previous = if dice.below(5) == 0 { Value::Null } else { json!(previous) };
        if dice.below(6) > 0 {
            let replaced = dice.below(9) == 0;
            sent.agreement = json!({"id": sent.about, "previous": previous, "replaced": replaced});
        }
    }
    case.linked = Some(2 * dice.below(60) as i128);
    case
}

fn link(identity: &str, id: &str, minute: i128) -> Value {
    let subscription = match identity.split_once(':').unwrap() {
        ("alicloud", instance) => json!({"provider": "alicloud", "account_id": "1", "instance_id": number(instance)}),
        _ => json!({"provider": "aws", "product_code": "p", "customer_identifier": "x"}),
    };
    json!({
        "command": "link_cloud_account", "at": instant(minute), "account": "acme", "cloud_account": id,
        "subscription": subscription,
    })
}

impl Case {
    /// Four workspaces; `x` and `y` are pending, `z` is active.
    fn begin(&self) -> World {
        let mut world = World::default();
        world.open("acme");
        world.open("beta");
        world.policy(self.policy.clone());
        for place in 0..4 {
            let name = format!("s/w{place}");
            world.done(json!({"command": "bind_workspace", "at": instant(0), "account": "acme", "workspace": name}));
        }
        world.done(link(self.identity, "x", 0));
        world.done(link("alicloud:y", "y", 0));
        world.done(link("alicloud:z", "z", 0));
        world.message("01T00:00", "alicloud:z", "activated", None, None);
        world
    }

    fn send(&self, world: &mut World, message: &Sent, minute: i128) -> String {
        let identity =
            if message.about == "x" { self.identity.to_string() } else { format!("alicloud:{}", message.about) };
        let (provider, rest) = identity.split_once(':').unwrap();
        let identity = if provider == "alicloud" { alicloud(rest) } else { identity.clone() };
        let body = json!({
            "provider": provider, "identity": identity, "kind": "k", "id": message.id, "account_id": message.account,
            "signal": message.signal, "occurred_at": instant(message.minute), "agreement": message.agreement,
        });
        match world.apply(json!({"command": "ingest", "at": instant(minute), "message": body})) {
            Ok(Answer::Disposition(disposition)) => disposition,
            other => panic!("{other:?}"),
        }
    }

    /// Bills of all workspaces.
    fn bill_all(&self, world: &mut World) {
        for account in ["acme", "beta"] {
            world.done(json!({"command": "top_up", "at": instant(LATER), "account": account, "amount": "1000 CNY"}));
        }
        for place in 0..12 {
            let bill = json!({
                "id": format!("b-{place}"), "workspace": format!("s/w{}", place % 4), "item": "logs",
                "amount": format!("{} CNY", 1 << place), "period": {"start": instant(40 * place + 3), "end": instant(LATER)},
            });
            // Of a time after it was dissolved.
            let _ = world.apply(json!({"command": "settle_bill", "at": instant(LATER), "bill": bill}));
        }
    }

    /// The steps and the bills first, before any message.
    fn steps_first(&self) -> World {
        let mut world = self.begin();
        for (minute, step) in &self.steps {
            // Choosing what is already held is kept; a dissolved or moved workspace has no later step.
            if let Err(code) = world.apply(at(step, *minute)) {
                panic!("{code}: {step}");
            }
        }
        self.bill_all(&mut world);
        world
    }

    /// Everything when it happens, and how many choices were refused, because the cloud account had ended or failed.
    fn in_time(&self) -> (World, usize) {
        let mut world = self.begin();
        let mut refused = 0;
        for minute in 0..LATER {
            for message in self.sent.iter().filter(|message| message.minute == minute) {
                self.send(&mut world, message, minute);
            }
            if self.linked == Some(minute) {
                world.done(link("alicloud:v", "v", minute));
            }
            for (_, step) in self.steps.iter().filter(|(when, _)| *when == minute) {
                if let Err(code) = world.apply(at(step, minute)) {
                    assert_eq!(code, "cloud_account_ended", "{step}");
                    refused += 1;
                }
            }
        }
        (world, refused)
    }
}

fn at(command: &Value, minute: i128) -> Value {
    let mut command = command.clone();
    command["at"] = json!(instant(minute));
    command
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in orders(count - 1) {
        for place in 0..count {
            let mut order = shorter.clone();
            order.insert(place, count - 1);
            all.push(order);
        }
    }
    all
}

/// The lives and all the timelines; the state and the deadline, but for a closed one that turns out to have failed: it
/// stays closed, and so its state shows the order.
fn outcome(world: &World) -> Value {
    let mut all = vec![world.see("/workspaces")];
    for id in ["x", "y", "z", "v"] {
        let Some(cloud) = &world.oracle.state.cloud_accounts.get(id) else {
            continue;
        };
        let mut shown = world.see(&format!("/cloud_accounts/{id}"));
        if cloud.life.state == CloudState::Failed {
            assert!(matches!(cloud.state(), CloudState::Failed | CloudState::Closed));
            shown["state"] = json!("failed");
        }
        all.push(json!([shown, format!("{:?}", cloud.life)]));
    }
    json!(all)
}

/// What the payers pay in the end. A meter is made by its first charge; without one, nothing is owed.
fn money(world: &World) -> Value {
    let mut meters = world.see("/meters");
    meters.as_object_mut().unwrap().retain(|_, meter| meter["owed"] != "0 CNY");
    for (_, meter) in meters.as_object_mut().unwrap() {
        *meter = meter["owed"].clone();
    }
    json!([world.see("/accounts/acme/cash"), world.see("/accounts/beta/cash"), meters])
}

/// Sends all messages in all orders, some of them twice, and returns all results.
fn all_orders_agree(case: &Case, dice: &mut Dice) -> World {
    let before = case.steps_first();
    let mut first: Option<(World, Value, Result<Answer, String>)> = None;
    for order in orders(case.sent.len() + usize::from(case.linked.is_some())) {
        let mut world = before.clone();
        let mut so_far: Vec<Sent> = Vec::new();
        for place in order {
            let Some(message) = case.sent.get(place) else {
                world.done(link("alicloud:v", "v", LATER));
                continue;
            };
            case.send(&mut world, message, LATER);
            so_far.push(message.clone());
            // Sends a message again, with its own id or with a new one.
            let mut again = so_far[dice.below(so_far.len() as u64) as usize].clone();
            match dice.below(4) {
                0 => {}
                1 => {
                    again.id = Some(format!("again-{}", so_far.len()));
                    case.send(&mut world, &again, LATER);
                }
                _ => {
                    let disposition = case.send(&mut world, &again, LATER);
                    assert!(again.id.is_none() || disposition == "duplicate");
                }
            }
        }
        let found = json!([outcome(&world), money(&world)]);
        // A next link sees the same, too.
        let mut linked = world.clone();
        let next = linked.apply(link(case.identity, "next", LATER));
        let found = json!([found, linked.see("/cloud_accounts/next")]);
        match &first {
            None => first = Some((world, found, next)),
            Some((_, expected, answer)) => {
                assert_eq!((expected, answer), (&found, &next), "{:?} {:?}", case.sent, case.steps);
            }
        }
    }
    first.unwrap().0
}

#[test]
fn all_orders_agree_and_agree_with_what_came_in_time() {
    // Long enough that nothing is closed meanwhile.
    let window = json!({"metering_windows": {"alicloud": 100_000_000, "aws": 100_000_000}});
    let (mut refused, mut answers) = (0, BTreeSet::new());
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let case = case(&mut dice, true, window.clone());
        let late = all_orders_agree(&case, &mut dice);
        let (in_time, refusals) = case.in_time();
        assert_eq!(outcome(&in_time), outcome(&late), "{:?} {:?}", case.sent, case.steps);
        refused += refusals;
        answers.extend(late.templates());
    }
    // The cases reach what they are for.
    assert!(refused > 15, "only {refused}");
    assert!(answers.contains("method_changed_by_force") && answers.contains("chosen_payer_ended"), "{answers:?}");
}

#[test]
fn all_orders_agree_where_signals_share_their_instants() {
    let window = json!({"metering_windows": {"alicloud": 100_000_000, "aws": 100_000_000}});
    for seed in 100..160 {
        let mut dice = Dice(seed);
        let case = case(&mut dice, false, window.clone());
        all_orders_agree(&case, &mut dice);
    }
}

/// The same where an end closes the cloud account the moment it is heard of.
#[test]
fn all_orders_agree_where_an_end_closes_at_once() {
    for seed in 200..260 {
        let mut dice = Dice(seed);
        let case = case(&mut dice, seed % 2 == 0, json!({}));
        all_orders_agree(&case, &mut dice);
    }
}

/// T2: successors, in every order of what is known of them.
#[test]
fn all_orders_agree_where_cloud_accounts_are_replaced() {
    let window = json!({"metering_windows": {"alicloud": 100_000_000}});
    let (mut refused, mut causes, mut mails, mut same) = (0, BTreeSet::new(), BTreeSet::new(), 0);
    for seed in 400..445 {
        let mut dice = Dice(seed);
        let policy = if seed % 3 == 0 { json!({}) } else { window.clone() };
        let case = case(&mut dice, seed % 2 == 0, policy);
        let case = with_agreements(&mut dice, case);
        let late = all_orders_agree(&case, &mut dice);
        mails.extend(late.templates());
        let (mut steps, mut took) = (late.see("/workspaces"), Vec::new());
        for (name, workspace) in steps.as_object_mut().unwrap() {
            took.push(late.oracle.state.workspaces[name].steps.len());
            for interval in workspace["timeline"].as_array().unwrap() {
                causes.insert(interval["cause"].to_string());
            }
        }
        let (in_time, refusals) = case.in_time();
        refused += refusals;
        // A choice of what was being opened or paid already, as a successor, takes no step.
        let taken = in_time.oracle.state.workspaces.values().map(|workspace| workspace.steps.len());
        if seed % 2 == 0 && seed % 3 != 0 && refusals == 0 && taken.eq(took) {
            assert_eq!(outcome(&in_time), outcome(&late), "{:?} {:?}", case.sent, case.steps);
            same += 1;
        }
    }
    assert!(refused > 10 && same > 5, "only {refused}, {same}");
    assert!(causes.contains("{\"replaced\":{\"cloud_account\":\"x\"}}"), "{causes:?}");
    for mail in ["subscription_replaced", "bills_corrected", "successor_not_linked"] {
        assert!(mails.contains(mail), "{mails:?}");
    }
}

/// C4: a message that states another account undoes the link in every order.
#[test]
fn all_orders_agree_where_messages_state_accounts() {
    let mut undone = 0;
    for seed in 300..360 {
        let mut dice = Dice(seed);
        let mut case = case(&mut dice, seed % 2 == 0, json!({}));
        case.identity = "alicloud:x";
        for sent in &mut case.sent {
            sent.account = [None, Some("1"), Some("001"), Some("2")][dice.below(4) as usize];
        }
        let world = all_orders_agree(&case, &mut dice);
        for id in ["x", "y"] {
            let another = case.sent.iter().any(|sent| sent.about == id && sent.account == Some("2"));
            let cloud = &world.oracle.state.cloud_accounts[id];
            assert_eq!(cloud.withdrawn, another, "{:?}", case.sent);
            if another {
                undone += 1;
                assert_eq!(world.see(&format!("/cloud_accounts/{id}")), json!({"account": "acme", "state": "failed"}));
                assert_eq!(cloud.life.failed_at, Some(cloud.linked_at));
            }
        }
    }
    assert!(undone > 15, "only {undone}");
}
