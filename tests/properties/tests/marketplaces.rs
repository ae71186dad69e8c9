//! Marketplace messages converge: the result depends on the events, not on the number, time and order of messages.

use std::collections::BTreeMap;

use defray_core::Record;
use defray_core::cloud_account::SubscriptionLifecycle;
use defray_core::records::RecordKind;
use defray_core::{Key, records::ViewExt, time::Instant};
use defray_properties::observe::observe;
use defray_properties::runner::{cases, same};
use defray_properties::subject::Subject;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};

const SIGNALS: [&str; 6] = ["activated", "ended", "suspended", "resumed", "failed", "end_completed"];

/// The state after all steps and messages.
const LATER: u64 = 10_000;

fn minute(minutes: u64) -> String {
    let start: Instant = "2026-03-01T00:00:00Z".parse().unwrap();
    let after = i64::try_from(minutes).unwrap() * 60_000_000_000;
    Instant::from_nanoseconds(start.nanoseconds() + after).unwrap().to_string()
}

/// What the account does with its workspaces: in even minutes.
type Steps = BTreeMap<u64, (usize, usize)>;
/// The messages about `x`, each in an odd minute of its own.
type Messages = BTreeMap<u64, usize>;

fn steps() -> impl Strategy<Value = Steps> {
    prop::collection::btree_map((1_u64..200).prop_map(|half| half * 2), (0_usize..3, 0_usize..12), 1..10)
}

fn messages() -> impl Strategy<Value = Messages> {
    prop::collection::btree_map((0_u64..200).prop_map(|half| half * 2 + 1), 0..SIGNALS.len(), 1..7)
}

fn identity(reusable: bool) -> (Value, &'static str, &'static str) {
    if reusable {
        (json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"}), "aws", "aws:customer:p:c")
    } else {
        (json!({"provider": "alicloud", "account_id": "1", "instance_id": "72"}), "alicloud", "alicloud:72")
    }
}

/// Two accounts, three workspaces; `x` and `y` pending, `z` active.
fn begin(reusable: bool) -> Subject {
    let mut subject = Subject::default();
    let z = json!({"provider": "huawei_cloud", "account_id": "h", "instance_id": "z"});
    let y = json!({"provider": "huawei_cloud", "account_id": "h", "instance_id": "y"});
    let mut commands = vec![
        json!({"command": "open_account", "account": "a0", "currency": "CNY"}),
        json!({"command": "open_account", "account": "a1", "currency": "CNY"}),
    ];
    for (id, subscription) in [("x", identity(reusable).0), ("y", y), ("z", z)] {
        let fields = json!({"account": "a0", "cloud_account": id, "subscription": subscription});
        commands.push(with(fields, "link_cloud_account"));
    }
    commands.push(with(
        json!({"message": {"provider": "huawei_cloud", "identity": "huawei_cloud:z", "kind": "k", "signal": "activated"}}),
        "ingest",
    ));
    for place in 0..3 {
        commands.push(with(json!({"account": "a0", "workspace": format!("s/w{place}")}), "bind_workspace"));
    }
    for command in commands {
        subject.apply(&at(command, 0)).unwrap();
    }
    subject
}

fn with(mut fields: Value, command: &str) -> Value {
    fields["command"] = json!(command);
    fields
}

fn at(mut command: Value, minutes: u64) -> Value {
    command["at"] = json!(minute(minutes));
    command
}

fn step((workspace, what): (usize, usize)) -> Value {
    let fields = json!({"account": "a0", "workspace": format!("s/w{workspace}")});
    let choose = |method: Value| {
        let mut command = with(fields.clone(), "choose_method");
        command["method"] = method;
        command
    };
    match what {
        0..=4 => choose(json!({"cloud_account": "x"})),
        5 | 6 => choose(json!("enterprise")),
        7 | 8 => choose(json!({"cloud_account": "y"})),
        9 => choose(json!({"cloud_account": "z"})),
        10 => {
            let mut command = with(fields.clone(), "move_workspace");
            command["to"] = json!("a1");
            command
        }
        _ => with(fields.clone(), "dissolve_workspace"),
    }
}

fn message(reusable: bool, stamp: u64, signal: usize) -> Value {
    let (_, provider, identity) = identity(reusable);
    with(
        json!({"message": {
            "provider": provider, "identity": identity, "kind": "k", "id": format!("m{stamp}"), "signal": SIGNALS[signal],
            "occurred_at": minute(stamp),
        }}),
        "ingest",
    )
}

/// What must be the same: states, lifecycles and timelines.
fn outcome(mut subject: Subject) -> (Value, Value, SubscriptionLifecycle) {
    let _ = subject.apply(&at(json!({"command": "advance"}), LATER * 2)).unwrap();
    let seen = observe(&subject.rows);
    let mut lifecycles = subject.rows.scan_all(&Key::all(RecordKind::CloudAccount)).unwrap().into_iter();
    let lifecycle = lifecycles.find_map(|(_, row)| match row {
        Record::CloudAccount(one) if one.id.as_str() == "x" => Some(one.lifecycle),
        _ => None,
    });
    (seen["cloud_accounts"].clone(), seen["workspaces"].clone(), lifecycle.unwrap())
}

/// All steps first, then all messages in this order.
fn told_late(reusable: bool, steps: &Steps, order: &[(u64, usize)]) -> (Value, Value, SubscriptionLifecycle) {
    let mut subject = begin(reusable);
    for (when, asked) in steps {
        let _ = subject.apply(&at(step(*asked), *when));
    }
    for (place, (stamp, signal)) in order.iter().enumerate() {
        subject.apply(&at(message(reusable, *stamp, *signal), LATER + 7 * place as u64)).unwrap();
    }
    outcome(subject)
}

/// Everything when it happens. `None`: a step was refused for what was known by then, so it is another history.
fn told_in_time(reusable: bool, steps: &Steps, messages: &Messages) -> Option<(Value, Value, SubscriptionLifecycle)> {
    let (mut subject, mut alone) = (begin(reusable), begin(reusable));
    for when in 0..LATER {
        if let Some(signal) = messages.get(&when) {
            subject.apply(&at(message(reusable, when, *signal), when)).unwrap();
        }
        if let Some(asked) = steps.get(&when) {
            let command = at(step(*asked), when);
            let (now, uninformed) = (subject.apply(&command), alone.apply(&command));
            if now != uninformed {
                return None;
            }
        }
    }
    Some(outcome(subject))
}

fn config() -> Config {
    // Few and small numbers: proptest's own shrinking serves well here.
    Config { max_shrink_iters: 4_000, ..cases(6_000) }
}

proptest! {
    #![proptest_config(config())]

    /// In any order, with duplicates, after link and choices: the same states, lifecycles and timelines.
    #[test]
    fn messages_converge(
        reusable: bool,
        steps in steps(),
        (messages, order, again) in messages().prop_flat_map(|messages| {
            let pairs: Vec<(u64, usize)> = messages.iter().map(|(stamp, signal)| (*stamp, *signal)).collect();
            let again = prop::collection::vec(prop::sample::select(pairs.clone()), 0..4);
            (Just(messages), Just(pairs).prop_shuffle(), again)
        }),
    ) {
        let sorted: Vec<(u64, usize)> = messages.iter().map(|(stamp, signal)| (*stamp, *signal)).collect();
        let mut shuffled = order;
        for (place, twice) in again.into_iter().enumerate() {
            shuffled.insert((place * 3).min(shuffled.len()), twice);
        }
        let (one, other) = (told_late(reusable, &steps, &sorted), told_late(reusable, &steps, &shuffled));
        prop_assert_eq!(one, other);
    }

    /// A late message has the same result as one in time (T2).
    #[test]
    fn late_is_as_good_as_in_time(reusable: bool, steps in steps(), messages in messages()) {
        if let Some(in_time) = told_in_time(reusable, &steps, &messages) {
            let sorted: Vec<(u64, usize)> = messages.iter().rev().map(|(stamp, signal)| (*stamp, *signal)).collect();
            let late = told_late(reusable, &steps, &sorted);
            let checked = same("states", &in_time.0, &late.0)
                .and_then(|()| same("timelines", &in_time.1, &late.1))
                .and_then(|()| same("lifecycles", &in_time.2, &late.2));
            prop_assert!(checked.is_ok(), "{}", checked.err().unwrap_or_default());
        }
    }
}
