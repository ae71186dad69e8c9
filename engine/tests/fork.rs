//! A process that forks while a ledger is open.

use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use defray::{Engine, Error};
use fork::{Fork, fork, waitpid};

use crate::common::{march, open, options, top_up};

/// What the child sees of the ledger that its parent opened; 0: everything was refused.
fn child(engine: Engine) -> i32 {
    let forked = |error: Error| error.code() == "forked";
    let commands = engine.submit(top_up("acme", "1 CNY")).is_err_and(forked)
        && engine.checkpoint().is_err_and(forked)
        && engine.compact().is_err_and(forked);
    let account = "acme".parse().map(|acme| engine.snapshot().account(&acme).is_err());
    // The child must not write to the file when it drops the engine, and not wait for a thread that it does not have.
    drop(engine);
    if commands && account == Ok(true) { 0 } else { 1 }
}

#[test]
fn a_fork_cannot_use_the_ledger_and_does_not_harm_it() {
    const ROUNDS: u32 = 12;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forked.defray");
    let engine = Arc::new(Engine::create(&path, options()).unwrap());
    engine.submit(open("acme")).unwrap();
    let stop = AtomicBool::new(false);
    let submitted: u64 = std::thread::scope(|scope| {
        // Other threads submit while this one forks, so that locks are taken and commits are in progress.
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut submitted = 0;
                    while !stop.load(Ordering::Relaxed) {
                        engine.submit(top_up("acme", "1 CNY")).unwrap();
                        submitted += 1;
                    }
                    submitted
                })
            })
            .collect();
        for round in 0..ROUNDS {
            // The child never returns into the test, whose other threads do not exist there.
            match fork().unwrap() {
                Fork::Child => exit(shared_child(&engine)),
                Fork::Parent(process) => assert_eq!(waitpid(process).unwrap(), 0, "round {round}"),
            }
        }
        stop.store(true, Ordering::Relaxed);
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let engine = Arc::try_unwrap(engine).unwrap();
    match fork().unwrap() {
        Fork::Child => exit(child(engine)),
        Fork::Parent(process) => assert_eq!(waitpid(process).unwrap(), 0, "the child owns the engine alone"),
    }
    engine.submit(top_up("acme", "1 CNY")).unwrap();
    engine.close().unwrap();
    let engine = Engine::open(&path, options()).unwrap();
    assert_eq!(engine.snapshot().position(), submitted + 2, "nothing that was answered is lost, and nothing is added");
    assert_eq!(engine.verify(&mut defray::no_progress).unwrap().entries, submitted + 2);
    assert_eq!(engine.snapshot().account(&"acme".parse().unwrap()).unwrap().decided_at, march());
}

fn shared_child(engine: &Engine) -> i32 {
    let commands = engine.submit(top_up("acme", "1 CNY")).is_err_and(|error| error.code() == "forked");
    let account = "acme".parse().map(|acme| engine.snapshot().account(&acme).is_err());
    if commands && account == Ok(true) { 0 } else { 1 }
}
