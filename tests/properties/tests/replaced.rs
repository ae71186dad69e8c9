//! Replaced cloud accounts converge: timelines, their causes and the payers of bills depend on what happened, and not
//! on the order in which messages about ends, agreements and successors come, nor on when a successor is linked.

use std::collections::BTreeMap;

use defray_core::Record;
use defray_core::records::RecordKind;
use defray_core::{Key, records::ViewExt, time::Instant};
use defray_oracle::Answer;
use defray_properties::lockstep::Lockstep;
use defray_properties::observe::observe;
use defray_properties::runner::{cases, same};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use serde_json::{Value, json};

/// The state after all steps and messages.
const LATER: u64 = 10_000;

/// The cloud accounts. All but the last one are linked from the beginning; the last one is linked among the messages.
const CLOUDS: [&str; 4] = ["x", "y", "z", "v"];
const SIGNALS: [&str; 8] =
    ["activated", "ended", "end_completed", "suspended", "resumed", "failed", "ignored", "activated"];

/// What a message says. It comes at an odd minute of its own.
#[derive(Clone, Debug)]
struct Said {
    about: usize,
    signal: &'static str,
    /// The agreement, by the cloud account whose it is; the previous one; and whether it was replaced.
    agreement: Option<(usize, Option<usize>, bool)>,
    /// Whether it states another account (C4).
    another: bool,
}

/// Where it takes place.
#[derive(Clone, Debug)]
struct Scene {
    /// Whether `x` has the identity that can be used again.
    reusable: bool,
    /// Whether an end closes a cloud account at once.
    closing: bool,
    /// What the account does with its workspaces: in even minutes.
    steps: BTreeMap<u64, (usize, usize)>,
    /// In odd minutes.
    said: BTreeMap<u64, Said>,
    /// The minute in which `v` is linked, in time; an even one.
    linked: u64,
    /// The workspaces and the starts of the usage of bills.
    bills: Vec<(usize, u64)>,
}

fn said() -> impl Strategy<Value = Said> {
    let previous = prop::option::weighted(0.7, 0_usize..4);
    let replaced = prop::bool::weighted(0.1);
    let whose = (prop::bool::weighted(0.1), 0_usize..4);
    let agreement = prop::option::weighted(0.7, (whose, previous, replaced));
    let signal = select(SIGNALS.to_vec());
    (0_usize..4, signal, agreement, prop::bool::weighted(0.04)).prop_map(|(about, signal, agreement, another)| {
        let agreement =
            agreement.map(|((other, any), previous, replaced)| (if other { any } else { about }, previous, replaced));
        // A subscription that has ended is not linked.
        let lasts = ["activated", "suspended", "resumed", "ignored"].contains(&signal);
        let signal = if about == 3 && !lasts { "activated" } else { signal };
        Said { about, signal, agreement, another: another && about == 1 }
    })
}

fn scene() -> impl Strategy<Value = Scene> {
    let even = || (1_u64..200).prop_map(|half| half * 2);
    let odd = || (0_u64..200).prop_map(|half| half * 2 + 1);
    let steps = prop::collection::btree_map(even(), (0_usize..3, 0_usize..12), 1..8);
    let said = prop::collection::btree_map(odd(), said(), 2..9);
    let bills = prop::collection::vec((0_usize..3, 0_u64..420), 0..6);
    (any::<bool>(), any::<bool>(), steps, said, even(), bills).prop_map(
        |(reusable, closing, steps, said, linked, bills)| Scene { reusable, closing, steps, said, linked, bills },
    )
}

fn minute(minutes: u64) -> String {
    let start: Instant = "2026-03-01T00:00:00Z".parse().unwrap();
    let after = i64::try_from(minutes).unwrap() * 60_000_000_000;
    Instant::from_nanoseconds(start.nanoseconds() + after).unwrap().to_string()
}

/// One of the orders in which everything can become known: messages by their minute, and the link of `v`.
#[derive(Clone, Debug)]
enum Item {
    Said(u64),
    Linked,
}

/// What must be the same: cloud accounts, workspaces, lifecycles, and money.
type Outcome = (Value, Value, Value, Value);

impl Scene {
    fn subscription(&self, place: usize) -> (Value, &'static str, String) {
        let name = CLOUDS[place];
        if !self.reusable {
            let instance = (70 + place).to_string();
            let identity = format!("alicloud:{instance}");
            return (json!({"provider": "alicloud", "account_id": "1", "instance_id": instance}), "alicloud", identity);
        }
        if place == 0 {
            let fields = json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"});
            return (fields, "aws", "aws:customer:p:c".to_owned());
        }
        let arn = format!("arn:aws:license-manager::1:license:l-{name}");
        (
            json!({"provider": "aws", "account_id": "000000000001", "license_arn": arn}),
            "aws",
            format!("aws:license:l-{name}"),
        )
    }

    fn link(&self, place: usize) -> Value {
        json!({
            "command": "link_cloud_account", "account": "a0", "cloud_account": CLOUDS[place],
            "subscription": self.subscription(place).0,
        })
    }

    /// Two accounts with money, three workspaces; `x`, `y` and `z` are linked, and `z` is active.
    fn begin(&self) -> Lockstep {
        let window = if self.closing { 0 } else { 100_000_000 };
        let policy = json!({"metering_windows": {"aws": window, "alicloud": window}});
        let mut commands = Vec::new();
        for account in ["a0", "a1"] {
            commands.push(json!({"command": "open_account", "account": account, "currency": "CNY"}));
            commands.push(json!({"command": "set_policy", "account": account, "policy": policy}));
            commands.push(json!({"command": "top_up", "account": account, "amount": "10000 CNY"}));
        }
        commands.extend((0..3).map(|place| self.link(place)));
        let (_, provider, identity) = self.subscription(2);
        commands.push(json!({"command": "ingest", "message": {
            "provider": provider, "identity": identity, "kind": "k", "signal": "activated",
        }}));
        for place in 0..3 {
            commands.push(json!({"command": "bind_workspace", "account": "a0", "workspace": format!("s/w{place}")}));
        }
        let mut both = Lockstep::default();
        for command in commands {
            give(&mut both, command, 0).unwrap();
        }
        both
    }

    fn step(&self, when: u64) -> Value {
        let (workspace, what) = self.steps[&when];
        let mut command = json!({"command": "choose_method", "account": "a0", "workspace": format!("s/w{workspace}")});
        match what {
            0..=3 => command["method"] = json!({"cloud_account": "x"}),
            4 => command["method"] = json!("enterprise"),
            5..=7 => command["method"] = json!({"cloud_account": "y"}),
            8 | 9 => command["method"] = json!({"cloud_account": "z"}),
            10 => {
                command["command"] = json!("move_workspace");
                command["to"] = json!("a1");
            }
            _ => command["command"] = json!("dissolve_workspace"),
        }
        command
    }

    fn message(&self, stamp: u64) -> Value {
        let said = &self.said[&stamp];
        let (_, provider, identity) = self.subscription(said.about);
        let mut message = json!({
            "provider": provider, "identity": identity, "kind": "k", "id": format!("m{stamp}"), "signal": said.signal,
            "occurred_at": minute(stamp),
        });
        if let Some((whose, previous, replaced)) = &said.agreement {
            message["agreement"] = json!({
                "id": CLOUDS[*whose], "previous": previous.map(|previous| CLOUDS[previous]), "replaced": replaced,
            });
        }
        if said.another {
            message["account_id"] = json!(if self.reusable { "000000000002" } else { "2" });
        }
        json!({"command": "ingest", "message": message})
    }

    fn settle(&self, both: &mut Lockstep) {
        for (place, (workspace, start)) in self.bills.iter().enumerate() {
            let period = json!({"start": minute(*start), "end": minute(LATER)});
            let bill = json!({
                "id": format!("b{place}"), "workspace": format!("s/w{workspace}"), "item": "logs",
                "amount": format!("{} CNY", 1 << place), "period": period,
            });
            let _ = give(both, json!({"command": "settle_bill", "bill": bill}), LATER);
        }
    }

    /// All steps and bills first, then everything else in this order.
    fn told_late(&self, order: &[Item]) -> Outcome {
        let mut both = self.begin();
        for when in self.steps.keys() {
            let _ = give(&mut both, self.step(*when), *when);
        }
        self.settle(&mut both);
        for (place, item) in order.iter().enumerate() {
            let when = LATER + 7 * place as u64;
            match item {
                Item::Said(stamp) => give(&mut both, self.message(*stamp), when).unwrap(),
                Item::Linked => give(&mut both, self.link(3), when).unwrap(),
            };
        }
        outcome(both)
    }

    /// Everything when it happens, the bills last. `None`: a step was refused, or had no effect, for what was known by
    /// then, so it is another history.
    fn told_in_time(&self) -> Option<Outcome> {
        let (mut both, mut alone) = (self.begin(), self.begin());
        for when in 0..LATER {
            if self.said.contains_key(&when) {
                give(&mut both, self.message(when), when).unwrap();
            }
            if self.linked == when {
                give(&mut both, self.link(3), when).unwrap();
            }
            if self.steps.contains_key(&when) {
                let (now, uninformed) =
                    (give(&mut both, self.step(when), when), give(&mut alone, self.step(when), when));
                if now != uninformed {
                    return None;
                }
            }
        }
        self.settle(&mut both);
        Some(outcome(both))
    }

    fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = self.said.keys().copied().map(Item::Said).collect();
        items.push(Item::Linked);
        items
    }
}

/// To the core and to the oracle.
fn give(both: &mut Lockstep, mut command: Value, minutes: u64) -> Result<Answer, String> {
    command["at"] = json!(minute(minutes));
    both.answer(&command).unwrap_or_else(|difference| panic!("{difference}"))
}

fn outcome(mut both: Lockstep) -> Outcome {
    let _ = give(&mut both, json!({"command": "advance"}), LATER * 2);
    both.observation().unwrap();
    let view = &both.subject.rows;
    let seen = observe(view);
    let mut lifecycles = BTreeMap::new();
    for (_, row) in view.scan_all(&Key::all(RecordKind::CloudAccount)).unwrap() {
        if let Record::CloudAccount(one) = row {
            lifecycles.insert(one.id.to_string(), json!(one.lifecycle));
        }
    }
    let owed = |(id, meter): (&String, &Value)| (id.clone(), json!([meter["owed"], meter["credit"]]));
    // A meter is made by its first charge; without one, nothing is owed.
    let mut meters: BTreeMap<String, Value> = seen["meters"].as_object().unwrap().iter().map(owed).collect();
    meters.retain(|_, sums| *sums != json!(["0 CNY", "0 CNY"]));
    let balance = |account: &str| {
        let account = &seen["accounts"][account];
        json!([account["cash"], account["overdraft"], account["standing"]])
    };
    let money = json!([balance("a0"), balance("a1"), meters]);
    (seen["cloud_accounts"].clone(), seen["workspaces"].clone(), json!(lifecycles), money)
}

fn agree(one: &Outcome, other: &Outcome) -> Result<(), String> {
    same("cloud accounts", &one.0, &other.0)
        .and_then(|()| same("timelines", &one.1, &other.1))
        .and_then(|()| same("lifecycles", &one.2, &other.2))
        .and_then(|()| same("money", &one.3, &other.3))
}

fn config() -> Config {
    // Few and small numbers: proptest's own shrinking serves well here.
    Config { max_shrink_iters: 4_000, ..cases(3_000) }
}

proptest! {
    #![proptest_config(config())]

    /// In any order, with duplicates, after choices and bills: the same successors, timelines, causes and money.
    #[test]
    fn successors_converge(
        (scene, order, again) in scene().prop_flat_map(|scene| {
            let items = scene.items();
            let stamps: Vec<u64> = scene.said.keys().copied().collect();
            (Just(scene), Just(items).prop_shuffle(), prop::collection::vec(select(stamps), 0..3))
        }),
    ) {
        let mut shuffled = order;
        for (place, twice) in again.into_iter().enumerate() {
            shuffled.insert((place * 3).min(shuffled.len()), Item::Said(twice));
        }
        let checked = agree(&scene.told_late(&scene.items()), &scene.told_late(&shuffled));
        prop_assert!(checked.is_ok(), "{}", checked.err().unwrap_or_default());
    }

    /// What becomes known late has the same result as what is known in time (T2).
    #[test]
    fn a_late_successor_is_as_good_as_one_in_time(scene in scene()) {
        if let Some(in_time) = scene.told_in_time() {
            let mut order = scene.items();
            order.reverse();
            let mut late = scene.told_late(&order);
            if scene.said.values().any(|said| said.signal == "suspended") {
                // In time, bills are held for what is suspended (P3).
                late.3 = in_time.3.clone();
            }
            let checked = agree(&in_time, &late);
            prop_assert!(checked.is_ok(), "{}", checked.err().unwrap_or_default());
        }
    }

    /// A customer comes back between both messages about an end: the new subscription is the same whenever the second
    /// message comes, before it is linked or after (T2).
    #[test]
    fn a_new_subscription_outlives_the_completion_of_the_old_one(
        activated in 1_u64..90,
        completed in 0_u64..90,
        suspended in prop::option::of(1_u64..90),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let tell = |both: &mut Lockstep, signal: &str, stamp: u64, when: u64| give(both, json!({
            "command": "ingest", "message": {
                "provider": "aws", "identity": "aws:customer:p:c", "kind": "k", "signal": signal,
                "id": format!("{signal} {stamp}"), "occurred_at": minute(stamp),
            },
        }), when).unwrap();
        let scene = Scene {
            reusable: true, closing: true, steps: BTreeMap::new(), said: BTreeMap::new(), linked: 2, bills: Vec::new(),
        };
        let lead = |order: &[usize]| {
            let mut both = scene.begin();
            tell(&mut both, "activated", 1, 1);
            tell(&mut both, "ended", 100, 200);
            for (place, item) in order.iter().enumerate() {
                let when = 300 + place as u64;
                match item {
                    0 => drop(tell(&mut both, "activated", 100 + activated, when)),
                    1 => drop(tell(&mut both, "end_completed", 100 + completed, when)),
                    2 => {
                        if let Some(suspended) = suspended {
                            tell(&mut both, "suspended", 100 + activated + suspended, when);
                        }
                    }
                    _ => {
                        let mut link = scene.link(0);
                        link["cloud_account"] = json!("x2");
                        give(&mut both, link, when).unwrap();
                    }
                }
            }
            outcome(both)
        };
        let (one, other) = (lead(&[0, 1, 2, 3]), lead(&order));
        let checked = agree(&one, &other);
        prop_assert!(checked.is_ok(), "{}", checked.err().unwrap_or_default());
        let state = if suspended.is_some() { "suspended" } else { "active" };
        prop_assert_eq!(&one.0["x2"]["state"], state);
        prop_assert_eq!(&one.0["x"]["ended_at"], &json!(minute(100)));
    }
}
