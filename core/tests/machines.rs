//! The three state tables, each written out again by hand, compared cell by cell, searched, and driven through real
//! commands.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::world::{
    Ask, World, advance, agreed, bill, choose, choose_enterprise, dissolve, link, open, relocate, said, top_up,
    withdraw,
};
use defray_core::cloud_account::{self, CloudAccountState, CloudAccountTransition, CloudAccountTrigger};
use defray_core::id::CloudAccountId;
use defray_core::machine::Edge;
use defray_core::method::{self, Method, MethodState, MethodTransition, MethodTrigger, Payer};
use defray_core::standing::{self, StandingState, StandingTrigger};
use serde_json::json;

/// A table in words: state × trigger → cell.
type Table = BTreeMap<(&'static str, &'static str), &'static str>;

/// Reads a table: the first line names the triggers, every other line a state and its cells. `-` is a cell that cannot
/// be.
fn read(text: &'static str) -> Table {
    let mut lines = text.trim().lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let triggers = lines.next().unwrap();
    let mut table = Table::new();
    for line in lines {
        let (state, cells) = line.split_first().unwrap();
        assert_eq!(cells.len(), triggers.len(), "the record of {state}");
        table.extend(triggers.iter().zip(cells).map(|(trigger, cell)| ((*state, *trigger), *cell)));
    }
    table
}

/// The cells that lead to another place, as transitions; `places` says where a cell leads.
fn moving(table: &Table, places: impl Fn(&'static str) -> Vec<&'static str>) -> BTreeSet<(String, String, String)> {
    let owned = |from: &str, trigger: &str, to: &str| (from.to_owned(), trigger.to_owned(), to.to_owned());
    let edges = |((from, trigger), cell): (&(&'static str, &'static str), &&'static str)| {
        places(cell).into_iter().map(|to| owned(from, trigger, to)).collect::<Vec<_>>()
    };
    table.iter().flat_map(edges).collect()
}

fn listed(edges: &[Edge]) -> BTreeSet<(String, String, String)> {
    let set: BTreeSet<_> =
        edges.iter().map(|edge| (edge.from.into(), edge.trigger.into(), edge.to.to_owned())).collect();
    assert_eq!(set.len(), edges.len(), "no transition is listed twice");
    set
}

/// Every state that transitions lead to from `start`.
fn reached(edges: &BTreeSet<(String, String, String)>, start: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([start.to_owned()]);
    let mut waiting = VecDeque::from([start.to_owned()]);
    while let Some(state) = waiting.pop_front() {
        for (_, _, to) in edges.iter().filter(|(from, ..)| *from == state) {
            if reached.insert(to.clone()) {
                waiting.push_back(to.clone());
            }
        }
    }
    reached
}

fn names(all: impl IntoIterator<Item = &'static str>) -> BTreeSet<String> {
    all.into_iter().map(str::to_owned).collect()
}

// --- cloud accounts
// -----------------------------------------------------------------------------------------------------------------

const CLOUD_ACCOUNT: &str = "
            activated  resumed    suspended  failed     ended      withdrawn  deadline
pending     active     active     stay       failed     closing    failed     -
active      stay       stay       suspended  stay       closing    refused    -
suspended   stay       active     stay       stay       closing    refused    -
failed      stay       stay       stay       stay       stay       refused    -
closing     stay       stay       stay       stay       stay       refused    closed
closed      stay       stay       stay       stay       stay       refused    stay
";

#[test]
fn every_cell_of_the_cloud_account_table_is_as_designed() {
    let expected = read(CLOUD_ACCOUNT);
    let mut compared = 0;
    for &state in CloudAccountState::ALL {
        for &trigger in CloudAccountTrigger::ALL {
            let cell = match cloud_account::next(state, trigger) {
                CloudAccountTransition::To(to) => to.name(),
                CloudAccountTransition::Stay => "stay",
                CloudAccountTransition::Refused => "refused",
                CloudAccountTransition::Never => "-",
            };
            assert_eq!(cell, expected[&(state.name(), trigger.name())], "{state} × {trigger}");
            compared += 1;
        }
    }
    assert_eq!((compared, expected.len()), (42, 42));
}

#[test]
fn the_cloud_account_table_reaches_every_state_and_lists_its_transitions() {
    let is_state = |cell| if matches!(cell, "stay" | "refused" | "-") { vec![] } else { vec![cell] };
    let edges = moving(&read(CLOUD_ACCOUNT), is_state);
    assert_eq!(listed(&cloud_account::edges()), edges);
    assert_eq!(reached(&edges, "pending"), names(CloudAccountState::ALL.iter().map(|state| state.name())));
    // Nothing leaves what is over.
    assert!(edges.iter().all(|(from, ..)| from != "failed" && from != "closed"));
}

/// A world with the cloud account `ca-1` in a state, brought there by messages and time.
fn cloud_account_in(state: &str) -> World {
    let mut world = World::new();
    world.does(link("ca-1"));
    let signals: &[&str] = match state {
        "active" => &["activated"],
        "suspended" => &["activated", "suspended"],
        "failed" => &["failed"],
        "closing" | "closed" => &["activated", "ended"],
        _ => &[],
    };
    for (minute, signal) in signals.iter().enumerate() {
        world.at(&format!("03-01T00:0{minute}")).does(said("ca-1", signal));
    }
    if state == "closed" {
        world.at("03-01T02:00").does(advance());
    }
    assert_eq!(world.cloud_state("ca-1").name(), state);
    world
}

#[test]
fn every_cell_of_the_cloud_account_table_happens_through_commands() {
    for ((state, trigger), cell) in read(CLOUD_ACCOUNT) {
        let mut world = cloud_account_in(state);
        world.now = world.now.plus(defray_core::time::Seconds::new(60).unwrap());
        match trigger {
            "withdrawn" if cell == "refused" => {
                assert_eq!(world.refuses(withdraw("ca-1")), "cloud_account_not_pending")
            }
            "withdrawn" => drop(world.does(withdraw("ca-1"))),
            // The deadline comes for a closing one, and for others time passes without any effect.
            "deadline" => drop(world.at("12-31").ask(advance())),
            signal => drop(world.does(said("ca-1", signal))),
        }
        let expected = if matches!(cell, "stay" | "refused" | "-") { state } else { cell };
        assert_eq!(world.cloud_state("ca-1").name(), expected, "{state} × {trigger}");
    }
}

// --- settlement method
// --------------------------------------------------------------------------------------------------------------

const METHOD: &str = "
            choose_enterprise choose_active choose_pending choose_held target_activated target_failed target_ended payer_ended             payer_replaced         payer_replaced_pending  move       dissolve
enterprise  stay              cloud         opening        stay        -                -             -            -                       -                      -                       enterprise dissolved
opening     enterprise        cloud         opening        stay        cloud            previous      previous     opening_from_enterprise opening_from_successor opening_from_enterprise enterprise dissolved
cloud       enterprise        cloud         opening        stay        -                -             -            enterprise              cloud                  opening_successor       enterprise dissolved
dissolved   refused           refused       refused        refused     -                -             -            -                       -                      -                       refused    refused
";

const fn method_word(cell: MethodTransition) -> &'static str {
    match cell {
        MethodTransition::Stay => "stay",
        MethodTransition::Enterprise => "enterprise",
        MethodTransition::Cloud => "cloud",
        MethodTransition::Opening => "opening",
        MethodTransition::Previous => "previous",
        MethodTransition::OpeningFromEnterprise => "opening_from_enterprise",
        MethodTransition::OpeningFromSuccessor => "opening_from_successor",
        MethodTransition::OpeningSuccessor => "opening_successor",
        MethodTransition::Dissolved => "dissolved",
        MethodTransition::Refused => "refused",
        MethodTransition::Never => "-",
    }
}

#[test]
fn every_cell_of_the_method_table_is_as_designed() {
    let expected = read(METHOD);
    let mut compared = 0;
    for &state in MethodState::ALL {
        for &trigger in MethodTrigger::ALL {
            let cell = method_word(method::next(state, trigger));
            assert_eq!(cell, expected[&(state.name(), trigger.name())], "{state} × {trigger}");
            compared += 1;
        }
    }
    assert_eq!((compared, expected.len()), (48, 48));
}

#[test]
fn the_method_table_reaches_every_state_and_lists_its_transitions() {
    let places = |cell| match cell {
        "stay" | "refused" | "-" => vec![],
        "previous" => vec!["enterprise", "cloud"],
        "opening_from_enterprise" | "opening_from_successor" | "opening_successor" => vec!["opening"],
        state => vec![state],
    };
    let edges = moving(&read(METHOD), places);
    assert_eq!(listed(&method::edges()), edges);
    assert_eq!(reached(&edges, "enterprise"), names(MethodState::ALL.iter().map(|state| state.name())));
    assert!(edges.iter().all(|(from, ..)| from != "dissolved"));
}

/// What may be fired at a method when there are two cloud accounts: the triggers with what they are about.
fn possible(method: &Method, about: &CloudAccountId) -> Vec<MethodTrigger> {
    let held = method.is_choice_of(&Payer::CloudAccount(about.clone()));
    let target = matches!(method, Method::Opening { cloud_account, .. } if cloud_account == about);
    let pays = method.payer() == Some(Payer::CloudAccount(about.clone()));
    let mut triggers = vec![MethodTrigger::ChooseEnterprise, MethodTrigger::Move, MethodTrigger::Dissolve];
    triggers.extend(if held {
        vec![MethodTrigger::ChooseHeld]
    } else {
        vec![MethodTrigger::ChooseActive, MethodTrigger::ChoosePending]
    });
    if *method == Method::Enterprise || *method == Method::Dissolved {
        triggers.push(MethodTrigger::ChooseHeld);
    }
    if target {
        triggers.extend([MethodTrigger::TargetActivated, MethodTrigger::TargetFailed, MethodTrigger::TargetEnded]);
    } else if pays {
        triggers.push(MethodTrigger::PayerEnded);
    }
    // The trigger is about the successor of the cloud account that pays.
    if !pays && method.payer().is_some_and(|payer| payer.cloud_account().is_some()) {
        triggers.push(MethodTrigger::PayerReplacedPending);
        triggers.extend((!target).then_some(MethodTrigger::PayerReplaced));
    }
    triggers
}

#[test]
fn a_search_over_methods_passes_through_every_cell_that_can_be() {
    let two: [CloudAccountId; 2] = ["ca-1".parse().unwrap(), "ca-2".parse().unwrap()];
    let (mut seen, mut cells) = (vec![Method::Enterprise], BTreeSet::new());
    let mut next = 0;
    while let Some(method) = seen.get(next).cloned() {
        next += 1;
        for about in &two {
            for trigger in possible(&method, about) {
                cells.insert((method.name().name(), trigger.name()));
                let after = method::after(&method, trigger, Some(about), defray_core::rules::CURRENT);
                let refused = method::next(method.name(), trigger) == MethodTransition::Refused;
                assert_eq!(after.is_none(), refused, "{method:?} × {trigger}");
                let after = after.filter(|after| !seen.contains(after));
                seen.extend(after);
            }
        }
    }
    let expected: BTreeSet<_> = read(METHOD).into_iter().filter(|(_, cell)| *cell != "-").map(|(at, _)| at).collect();
    assert_eq!(cells, expected);
    // Enterprise, two clouds, dissolved, and every way of opening one from another.
    assert_eq!(seen.len(), 1 + 2 + 1 + 6, "{seen:?}");
}

/// `cn1/ws` in a state. `ca-1` and `ca-3` are active, `ca-2` and `ca-4` pending; `beta` is another account.
fn method_in(state: &str) -> World {
    let mut world = World::new();
    world.does(open("beta"));
    for id in ["ca-1", "ca-2", "ca-3", "ca-4"] {
        world.does(link(id));
    }
    world.does(said("ca-1", "activated"));
    world.does(said("ca-3", "activated"));
    world.at("03-02");
    match state {
        "cloud" => drop(world.does(choose("cn1/ws", "ca-1"))),
        "opening" => drop(world.does(choose("cn1/ws", "ca-2"))),
        "opening from cloud" => {
            world.does(choose("cn1/ws", "ca-1"));
            world.at("03-03").does(choose("cn1/ws", "ca-2"));
        }
        "dissolved" => drop(world.does(dissolve("cn1/ws"))),
        "cloud with successor" | "cloud with pending successor" => drop(world.does(choose("cn1/ws", "ca-1"))),
        "opening with successor" | "opening with pending successor" => {
            world.does(choose("cn1/ws", "ca-1"));
            world.at("03-03").does(choose("cn1/ws", "ca-2"));
        }
        _ => {}
    }
    if state.ends_with("successor") {
        let successor = if state.contains("pending") { "ca-4" } else { "ca-3" };
        world.does(agreed("ca-1", json!({"id": "a-1"})));
        world.does(agreed(successor, json!({"id": "a-2", "previous": "a-1"})));
    }
    world.at("03-04");
    world
}

fn stories_of_successors() -> Vec<(&'static str, &'static str, Ask, &'static str)> {
    vec![
        ("opening with successor", "payer_replaced", said("ca-1", "ended"), "opening ca-2 from ca-3"),
        (
            "opening with pending successor",
            "payer_replaced_pending",
            said("ca-1", "ended"),
            "opening ca-2 from enterprise",
        ),
        ("cloud with successor", "payer_replaced", said("ca-1", "ended"), "ca-3"),
        (
            "cloud with pending successor",
            "payer_replaced_pending",
            said("ca-1", "ended"),
            "opening ca-4 from enterprise",
        ),
    ]
}

#[test]
fn every_cell_of_the_method_table_happens_through_commands() {
    let ws = "cn1/ws";
    let (enterprise, one, other) = (|| choose_enterprise(ws), || choose(ws, "ca-1"), || choose(ws, "ca-3"));
    let (two, four) = (|| choose(ws, "ca-2"), || choose(ws, "ca-4"));
    let (away, gone) = (|| relocate(ws, "beta"), || dissolve(ws));
    let stories: Vec<(&str, &str, Ask, &str)> = vec![
        ("enterprise", "choose_enterprise", enterprise(), "enterprise"),
        ("enterprise", "choose_held", enterprise(), "enterprise"),
        ("enterprise", "choose_active", one(), "ca-1"),
        ("enterprise", "choose_pending", two(), "opening ca-2 from enterprise"),
        ("enterprise", "move", away(), "enterprise"),
        ("enterprise", "dissolve", gone(), "dissolved"),
        ("opening", "choose_enterprise", enterprise(), "enterprise"),
        ("opening", "choose_active", other(), "ca-3"),
        ("opening", "choose_pending", four(), "opening ca-4 from enterprise"),
        ("opening", "choose_held", two(), "opening ca-2 from enterprise"),
        ("opening", "target_activated", said("ca-2", "activated"), "ca-2"),
        ("opening", "target_failed", said("ca-2", "failed"), "enterprise"),
        ("opening", "target_failed", withdraw("ca-2"), "enterprise"),
        ("opening", "target_ended", said("ca-2", "ended"), "enterprise"),
        ("opening", "move", away(), "enterprise"),
        ("opening", "dissolve", gone(), "dissolved"),
        ("opening from cloud", "choose_enterprise", enterprise(), "enterprise"),
        ("opening from cloud", "choose_active", one(), "ca-1"),
        ("opening from cloud", "choose_pending", four(), "opening ca-4 from ca-1"),
        ("opening from cloud", "target_activated", said("ca-2", "activated"), "ca-2"),
        ("opening from cloud", "target_failed", said("ca-2", "failed"), "ca-1"),
        ("opening from cloud", "target_failed", withdraw("ca-2"), "ca-1"),
        ("opening from cloud", "target_ended", said("ca-2", "ended"), "ca-1"),
        ("opening from cloud", "payer_ended", said("ca-1", "ended"), "opening ca-2 from enterprise"),
        ("cloud", "choose_enterprise", enterprise(), "enterprise"),
        ("cloud", "choose_active", other(), "ca-3"),
        ("cloud", "choose_pending", two(), "opening ca-2 from ca-1"),
        ("cloud", "choose_held", one(), "ca-1"),
        ("cloud", "payer_ended", said("ca-1", "ended"), "enterprise"),
        ("cloud", "move", away(), "enterprise"),
        ("cloud", "dissolve", gone(), "dissolved"),
        ("dissolved", "choose_enterprise", enterprise(), "workspace_dissolved"),
        ("dissolved", "choose_active", one(), "workspace_dissolved"),
        ("dissolved", "choose_pending", two(), "workspace_dissolved"),
        ("dissolved", "choose_held", enterprise(), "workspace_dissolved"),
        ("dissolved", "move", away(), "workspace_dissolved"),
        ("dissolved", "dissolve", gone(), "workspace_dissolved"),
    ];
    let mut covered = BTreeSet::new();
    for (state, trigger, ask, expected) in stories.into_iter().chain(stories_of_successors()) {
        let mut world = method_in(state);
        if expected == "workspace_dissolved" {
            assert_eq!(world.refuses(ask), expected, "{state} × {trigger}");
        } else {
            world.does(ask);
            assert_eq!(world.method(), expected, "{state} × {trigger}");
        }
        covered.insert((state.split(' ').next().unwrap(), trigger));
    }
    let can_be: BTreeSet<_> = read(METHOD).into_iter().filter(|(_, cell)| *cell != "-").map(|(at, _)| at).collect();
    assert_eq!(covered, can_be, "a message for every cell that can be");
}

#[test]
fn what_a_marketplace_says_cannot_reach_a_method_that_has_nothing_to_do_with_it() {
    for state in ["enterprise", "dissolved"] {
        for (id, signal) in [("ca-1", "ended"), ("ca-2", "activated"), ("ca-2", "failed"), ("ca-4", "ended")] {
            let mut world = method_in(state);
            world.does(said(id, signal));
            assert_eq!(world.method(), state, "{id} {signal}");
        }
    }
    // The activation, failure or end of another cloud account has no effect.
    for (id, signal) in [("ca-2", "activated"), ("ca-2", "failed"), ("ca-3", "ended")] {
        let mut world = method_in("cloud");
        world.does(said(id, signal));
        assert_eq!(world.method(), "ca-1", "{id} {signal}");
    }
}

// --- standing
// -----------------------------------------------------------------------------------------------------------------

const STANDING: &str = "
            overdraft_begins  overdraft_repaid  deadline
good        in_arrears        -                 -
in_arrears  -                 good              locked
locked      -                 good              -
";

#[test]
fn every_cell_of_the_standing_table_is_as_designed() {
    let expected = read(STANDING);
    for &state in StandingState::ALL {
        for &trigger in StandingTrigger::ALL {
            let cell = standing::next(state, trigger).map_or("-", StandingState::name);
            assert_eq!(cell, expected[&(state.name(), trigger.name())], "{state} × {trigger}");
        }
    }
    assert_eq!(expected.len(), StandingState::ALL.len() * StandingTrigger::ALL.len());
}

#[test]
fn the_standing_table_reaches_every_state_and_lists_its_transitions() {
    let edges = moving(&read(STANDING), |cell| if cell == "-" { vec![] } else { vec![cell] });
    assert_eq!(listed(&standing::edges()), edges);
    assert_eq!(reached(&edges, "good"), names(StandingState::ALL.iter().map(|state| state.name())));
}

fn standing_in(state: &str) -> World {
    let mut world = World::new();
    if state != "good" {
        world.does(bill("b-1", "10 CNY"));
    }
    if state == "locked" {
        world.at("03-15").does(advance());
    }
    assert_eq!(world.account().standing.name().name(), state);
    world
}

#[test]
fn every_cell_of_the_standing_table_happens_through_commands() {
    for ((state, trigger), cell) in read(STANDING) {
        let mut world = standing_in(state);
        match trigger {
            // Where there is an overdraft already, it only grows.
            "overdraft_begins" => drop(world.does(bill("b-2", "1 CNY"))),
            "overdraft_repaid" => drop(world.does(top_up("10 CNY"))),
            _ => drop(world.at("03-15").ask(advance())),
        }
        let expected = if cell == "-" { state } else { cell };
        assert_eq!(world.account().standing.name().name(), expected, "{state} × {trigger}");
    }
}
