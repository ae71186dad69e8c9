//! The engine on a disk that loses power, or fails once, at each operation.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::common::{bill, bind, choose, hours, keyed, link, open, options, said, top_up, voucher};
use defray::core::command::{Acknowledge, Advance, ReverseBill};
use defray::core::marketplace::Signal;
use defray::testing::{Damage, Dice, FaultyDisk, Harm, Image};
use defray::{Answer, Check, Engine, Error, ErrorClass, Head, Mode, Options, Request};

/// About 25 group commits. Each request has a key. They include all kinds of lots, a forced reversion of several
/// workspaces, an acknowledgement, and checkpoints.
fn workload() -> Vec<Vec<Request>> {
    let mut steps = vec![
        vec![open("acme"), open("beta"), top_up("acme", "100 CNY")],
        (0..6).map(|number| bind("acme", &format!("cn1/ws-{number}"))).collect(),
        vec![voucher("acme", "v-1", "5 CNY", Some(hours(30))), voucher("acme", "v-2", "5 CNY", None)],
        vec![link("acme", "ca-1"), said("ca-1", Signal::Activated)],
        (0..5).map(|number| choose("acme", &format!("cn1/ws-{number}"), "ca-1")).collect(),
    ];
    let bills = |from: usize, to: usize| {
        (from..to).map(|number| {
            vec![
                bill(&format!("b-{number}-a"), "cn1/ws-0", "1.25 CNY"),
                bill(&format!("b-{number}-b"), "cn1/ws-5", "20 CNY"),
            ]
        })
    };
    steps.extend(bills(0, 8));
    steps.push(vec![said("ca-1", Signal::Ended)]);
    steps.push(vec![
        ReverseBill {
            bill: "b-3-b".parse().unwrap(),
            reversal: "r-1".parse().unwrap(),
            amount: Some("7 CNY".parse().unwrap()),
            reason: None,
        }
        .into(),
    ]);
    steps.extend(bills(8, 14));
    steps.push(vec![Request::new(Advance {}).at(hours(40))]);
    steps.push(vec![top_up("acme", "500 CNY").at(hours(41)), top_up("beta", "1 CNY").at(hours(41))]);
    let mail = steps.iter().take(5).map(Vec::len).sum::<usize>() + 16 + 1;
    let outbox_message = format!("{mail}.0").parse().unwrap();
    steps.push(vec![Acknowledge { outbox_message }.into()]);
    steps.push(vec![top_up("acme", "1 CNY").at(hours(42))]);
    let keyed_step = |(step, requests): (usize, Vec<Request>)| {
        let key = |(place, request)| keyed(request, &format!("k-{step}-{place}"));
        requests.into_iter().enumerate().map(key).collect()
    };
    steps.into_iter().enumerate().map(keyed_step).collect()
}

/// Options with a checkpoint after every few commits.
fn small() -> Options {
    Options { changed_bytes: 20_000, cached_bytes: 12_000, page_cache_bytes: 1 << 16, ..options() }
}

/// The end of the journal after each step of a run without failures. The clock is constant, so every run has the same
/// heads.
struct Course {
    steps: Vec<Vec<Request>>,
    ends: Vec<(u64, Head)>,
    start: Image,
    operations: u64,
    mutations: u64,
}

fn course() -> Course {
    let disk = FaultyDisk::new(Image::default());
    drop(Engine::create_on(disk.clone(), small()).unwrap());
    let (start, steps) = (disk.image(), workload());
    let disk = FaultyDisk::new(start.clone());
    let engine = Engine::open_on(disk.clone(), small()).unwrap();
    let mut ends = vec![end(&engine)];
    for step in &steps {
        for answer in engine.submit_all(step.clone(), Mode::Independent) {
            assert!(matches!(answer.unwrap(), Answer::Done(_)));
        }
        ends.push(end(&engine));
    }
    assert!(engine.snapshot().statistics().unwrap().checkpoint > 0);
    drop(engine);
    Course { steps, ends, start, operations: disk.operations(), mutations: disk.mutations() }
}

fn end(engine: &Engine) -> (u64, Head) {
    let snapshot = engine.snapshot();
    (snapshot.position(), snapshot.head())
}

/// Runs the workload until the disk fails. Returns the number of acknowledged steps and the error.
fn run(disk: &FaultyDisk, course: &Course) -> (usize, Option<Error>) {
    let engine = match Engine::open_on(disk.clone(), small()) {
        Ok(engine) => engine,
        Err(error) => return (0, Some(error)),
    };
    for (number, step) in course.steps.iter().enumerate() {
        let answers = engine.submit_all(step.clone(), Mode::Independent);
        let Some(failure) = answers.into_iter().find_map(Result::err) else { continue };
        assert!(matches!(failure.class(), ErrorClass::Unknown | ErrorClass::Environment), "{failure}");
        assert_ne!(failure.code(), "halted");
        all_is_halted(&engine);
        return (number, Some(failure));
    }
    (course.steps.len(), None)
}

fn all_is_halted(engine: &Engine) {
    let halted = |outcome: Result<(), Error>| assert_eq!(outcome.unwrap_err().code(), "halted");
    halted(engine.submit(open("gamma")).map(drop));
    halted(engine.submit(open("acme")).map(drop));
    halted(engine.checkpoint());
    halted(engine.compact().map(drop));
}

/// Opens the file after the failure. It must contain all acknowledged steps, and at most the one step after them whose
/// outcome was unknown. Repeating that step with the same keys must have exactly one effect.
fn check(image: Image, course: &Course, acknowledged: usize) -> bool {
    let proved = fingerprint(&image).is_multiple_of(4);
    let engine = Engine::open_on(FaultyDisk::new(image), Options { check: Check::Full, ..small() }).unwrap();
    let unknown_was_done = course.ends.get(acknowledged + 1) == Some(&end(&engine));
    if !unknown_was_done {
        assert_eq!(end(&engine), course.ends[acknowledged], "acknowledged: {acknowledged} steps");
    }
    // A verification syncs a temporary file on the real disk, so only some of the files are verified.
    if unknown_was_done || proved {
        engine.verify(&mut defray::no_progress).unwrap();
    }
    if let Some(step) = course.steps.get(acknowledged) {
        for answer in engine.submit_all(step.clone(), Mode::Independent) {
            match answer.unwrap() {
                Answer::Repeated(_) => assert!(unknown_was_done),
                Answer::Done(_) => assert!(!unknown_was_done),
                Answer::Already(replay) => panic!("{replay:?}"),
            }
        }
        assert_eq!(end(&engine), course.ends[acknowledged + 1]);
    }
    unknown_was_done && acknowledged < course.steps.len()
}

#[test]
fn a_power_cut_at_any_change_loses_nothing_acknowledged_and_doubles_nothing() {
    let course = course();
    let (mut images, mut distinct, mut unknown_done) = (0, BTreeSet::new(), 0);
    let mut dice = Dice::new(11);
    for moment in 0..course.mutations {
        let disk = FaultyDisk::new(course.start.clone()).crash_at(moment);
        let (acknowledged, _) = run(&disk, &course);
        for damage in Damage::ALL {
            let image = disk.image_after_crash(damage, &mut dice);
            images += 1;
            if distinct.insert((acknowledged, fingerprint(&image))) {
                unknown_done += u32::from(check(image, &course, acknowledged));
            }
        }
    }
    let (steps, different) = (course.steps.len(), distinct.len());
    println!(
        "{steps} group commits, power cut at each of {} changes: {images} images ({different} different), 0 lost, 0 doubled;",
        course.mutations
    );
    println!("in {unknown_done} the step without an answer was there");
    assert!(unknown_done > 0);
}

fn fingerprint(image: &Image) -> u64 {
    let mut hasher = DefaultHasher::new();
    image.to_bytes().hash(&mut hasher);
    hasher.finish()
}

#[test]
fn one_error_at_any_operation_halts_the_engine_and_is_healed_by_opening_again() {
    let course = course();
    let (mut runs, mut failed, mut distinct) = (0, 0, BTreeSet::new());
    for operation in 0..course.operations {
        for harm in [Harm::None, Harm::Half, Harm::Done] {
            let disk = FaultyDisk::new(course.start.clone()).fail_at(operation, harm);
            let (acknowledged, failure) = run(&disk, &course);
            runs += 1;
            failed += u32::from(failure.is_some());
            let image = disk.image();
            if distinct.insert((acknowledged, fingerprint(&image))) {
                check(image, &course, acknowledged);
            }
        }
    }
    println!(
        "{runs} runs with one error at each of {} operations: {failed} answered, all by halting",
        course.operations
    );
    assert!(failed > 100);
}

/// During a compaction the records are not available to readers. After a failure at any operation, a reader must get an
/// error, never an empty result.
#[test]
fn an_error_while_compacting_is_never_an_empty_ledger() {
    let course = course();
    for harm in [Harm::None, Harm::Done] {
        for operation in 0.. {
            let disk = FaultyDisk::new(course.start.clone());
            let engine = Engine::open_on(disk.clone(), small()).unwrap();
            for step in &course.steps[..20] {
                engine.submit_all(step.clone(), Mode::Independent).into_iter().for_each(|answer| drop(answer.unwrap()));
            }
            let disk = disk.clone().fail_at(disk.operations() + operation, harm);
            let before = disk.operations();
            let outcome = engine.compact();
            let count = disk.operations() - before;
            match engine.snapshot().account(&"acme".parse().unwrap()) {
                Ok(account) => assert_eq!(account.currency.as_str(), "CNY"),
                Err(error) => assert_eq!(error.class(), ErrorClass::Environment, "{operation}: {error}"),
            }
            if let Err(failure) = &outcome {
                assert!(matches!(failure.class(), ErrorClass::Unknown | ErrorClass::Environment), "{failure}");
                all_is_halted(&engine);
            }
            drop(engine);
            check(disk.image(), &course, 20);
            if count <= operation {
                assert!(operation > 5, "the error was tried everywhere");
                break;
            }
        }
    }
}

/// redb makes a compaction with one-phase commits, which a power cut can tear.
#[test]
fn a_power_cut_while_compacting_loses_nothing() {
    let course = course();
    let (mut images, mut distinct, mut dice) = (0, BTreeSet::new(), Dice::new(12));
    for moment in 0.. {
        let disk = FaultyDisk::new(course.start.clone());
        let engine = Engine::open_on(disk.clone(), small()).unwrap();
        for step in &course.steps[..20] {
            engine.submit_all(step.clone(), Mode::Independent).into_iter().for_each(|answer| drop(answer.unwrap()));
        }
        let (disk, before) = (disk.clone().restart(moment), disk.mutations());
        let outcome = engine.compact();
        drop(engine);
        for damage in Damage::ALL {
            let image = disk.image_after_crash(damage, &mut dice);
            images += 1;
            if distinct.insert(fingerprint(&image)) {
                check(image, &course, 20);
            }
        }
        if outcome.is_ok() && disk.mutations() - before <= moment {
            println!(
                "power cut at each of {moment} changes of a compaction: {images} images ({} different)",
                distinct.len()
            );
            assert!(moment > 20);
            return;
        }
    }
}
