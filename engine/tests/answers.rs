//! The rules for answers: A1, A2, A4, A5.

use std::ops::ControlFlow;

use crate::common::{acme, bill, bind, contents, does, hours, keyed, march, open, options, records, top_up, voucher};
use defray::core::account::Account;
use defray::core::command::VoidLot;
use defray::core::event::Event;
use defray::core::id::Note;
use defray::core::records::Key;
use defray::core::time::{Instant, Seconds};
use defray::{Answer, Engine, Error, GENESIS, MemoryStore, Mode, Options, Request, no_progress};

fn engine() -> (MemoryStore, Engine) {
    let store = MemoryStore::default();
    let engine = Engine::open_in(store.clone(), options()).unwrap();
    acme(&engine);
    (store, engine)
}

#[test]
fn a1_a_refusal_leaves_no_trace_not_even_what_fell_due_before_it() {
    // Each commit stores its records, or none does.
    for changed_bytes in [1, 1_000_000] {
        let store = MemoryStore::default();
        let engine = Engine::open_in(store.clone(), Options { changed_bytes, ..options() }).unwrap();
        acme(&engine);
        let lot = |id: &str| voucher("acme", id, "1 CNY", Some(hours(24)));
        does(&engine, [lot("v"), bill("b-1", "cn1/ws", "2 CNY"), lot("w")]);
        let before = contents(&engine, &store);
        // By then a lot has expired, and the account is locked.
        let late = |request: Request| request.at(hours(2_000));
        let void = VoidLot { account: "acme".parse().unwrap(), lot: "nothing".parse().unwrap(), reason: None };
        for (request, refusal) in [
            (late(void.into()), ("unknown_lot", "", "lot")),
            (late(top_up("acme", "1 USD")), ("currency_mismatch", "W5", "amount")),
            (keyed(late(bill("b-2", "cn1/ws", "-1 CNY")), "k-1"), ("bill_negative", "W8", "amount")),
            (keyed(late(bill("b-1", "cn1/ws", "3 CNY")), "k-2"), ("bill_conflict", "P4", "bill")),
        ] {
            let error = engine.submit(request).unwrap_err();
            assert_eq!((error.code(), error.rule(), error.field()), refusal);
            assert_eq!(contents(&engine, &store), before, "{error}");
        }
        // What fell due happens with the next command that is accepted. The keys of the refused commands are free.
        let Answer::Done(done) = engine.submit(keyed(late(top_up("acme", "1 CNY")), "k-1")).unwrap() else {
            panic!("done")
        };
        let happened: Vec<_> = done.events.iter().map(Event::name).collect();
        assert_eq!(happened.iter().filter(|name| **name == "lot_expired").count(), 1, "{happened:?}");
        assert_ne!(contents(&engine, &store), before);
        does(&engine, [keyed(late(open("beta")), "k-2")]);
    }
}

#[test]
fn a1_an_atomic_batch_leaves_no_trace_either_its_keys_included() {
    let (store, engine) = engine();
    let before = contents(&engine, &store);
    let batch = vec![keyed(top_up("acme", "1 CNY"), "k-1"), keyed(open("beta"), "k-2"), keyed(open("acme"), "k-3")];
    let codes: Vec<_> = engine.submit_all(batch, Mode::Atomic).into_iter().map(|one| one.unwrap_err().code()).collect();
    assert_eq!(codes, ["batch_refused", "batch_refused", "account_exists"]);
    assert_eq!(contents(&engine, &store), before);
    does(&engine, [keyed(open("beta"), "k-1"), keyed(open("gamma"), "k-2")]);
    engine.verify(&mut defray::no_progress).unwrap();
}

#[test]
fn a2_the_same_key_and_command_give_the_first_result() {
    let (store, engine) = engine();
    let request = || keyed(top_up("acme", "5.0 CNY"), "k-1");
    let Answer::Done(first) = engine.submit(request()).unwrap() else { panic!("done") };
    let later = contents(&engine, &store);
    // Instant and actor are not compared, and amounts are compared by value.
    let again = [request(), request().at(hours(9)), request().by(Note::new("li.wei").unwrap()), request().at(hours(0))];
    for request in again.into_iter().chain([keyed(top_up("acme", "5 CNY"), "k-1")]) {
        assert_eq!(engine.submit(request).unwrap(), Answer::Repeated(first.clone()));
    }
    assert_eq!(contents(&engine, &store), later, "nothing is recorded");
    drop(engine);
    // The same after the file is opened again, with and without a checkpoint before.
    for _ in 0..2 {
        let engine = Engine::open_in(store.clone(), options()).unwrap();
        assert_eq!(engine.submit(request()).unwrap(), Answer::Repeated(first.clone()));
        does(&engine, [top_up("acme", "1 CNY")]);
    }
}

#[test]
fn a2_the_same_key_with_another_command_is_a_conflict() {
    let (store, engine) = engine();
    does(&engine, [keyed(top_up("acme", "5 CNY"), "k-1")]);
    let before = contents(&engine, &store);
    for other in [top_up("acme", "5.000000000001 CNY"), bill("b-1", "cn1/ws", "5 CNY"), top_up("nobody", "5 CNY")] {
        let error = engine.submit(keyed(other, "k-1")).unwrap_err();
        assert_eq!((error.code(), error.rule()), ("idempotency_conflict", "A2"));
        let Error::IdempotencyConflict { position, first, .. } = error else { panic!("{error}") };
        assert_eq!((position, first), (3, "top_up"));
        assert_eq!(contents(&engine, &store), before);
    }
}

#[test]
fn a2_a_key_counts_within_its_own_commit() {
    let (_, engine) = engine();
    let batch = vec![keyed(top_up("acme", "5 CNY"), "k-1"), keyed(top_up("acme", "5 CNY"), "k-1"), open("beta")];
    let answers = engine.submit_all(batch, Mode::Atomic);
    assert!(matches!(&answers[0], Ok(Answer::Done(done)) if done.position == 3));
    assert!(matches!(&answers[1], Ok(Answer::Repeated(done)) if done.position == 3));
    let conflict = vec![keyed(open("gamma"), "k-2"), keyed(open("delta"), "k-2")];
    let answers = engine.submit_all(conflict, Mode::Independent);
    assert!(matches!(&answers[0], Ok(Answer::Done(done)) if done.position == 5), "{answers:?}");
    assert_eq!(answers[1].as_ref().unwrap_err().code(), "idempotency_conflict");
    assert_eq!(engine.snapshot().account(&"acme".parse().unwrap()).unwrap().cash.to_string(), "5 CNY");
}

#[test]
fn a2_two_threads_with_one_key_have_one_effect() {
    let (_, engine) = engine();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let submit = |_| scope.spawn(|| engine.submit(keyed(top_up("acme", "1 CNY"), "k-1")).unwrap());
        let threads: Vec<_> = (0..16).map(submit).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Answer::Done(_))).count(), 1);
    assert!(answers.iter().all(|answer| answer.done().unwrap().position == 3));
    assert_eq!(engine.snapshot().account(&"acme".parse().unwrap()).unwrap().cash.to_string(), "1 CNY");
}

#[test]
fn a4_the_journal_alone_rebuilds_every_record() {
    let (_, engine) = engine();
    does(&engine, (0..50).map(|number| bill(&format!("b-{number}"), "cn1/ws", "0.1 CNY")));
    let snapshot = engine.snapshot();
    let rebuilt = snapshot.as_of_position(snapshot.position(), &mut defray::no_progress).unwrap();
    // Records of idempotency keys follow from no event, but this ledger has none.
    assert_eq!(records(rebuilt.snapshot()).unwrap(), records(&snapshot).unwrap());
    assert_eq!(snapshot.verify(&mut defray::no_progress).unwrap().records, records(&snapshot).unwrap().len() as u64);
}

#[test]
fn a5_a_wrong_argument_is_an_error_that_names_it_and_changes_nothing() {
    let (store, engine) = engine();
    let (snapshot, before) = (engine.snapshot(), contents(&engine, &store));
    let (acme, nobody) = ("acme".parse().unwrap(), "nobody".parse().unwrap());
    let of = |from, to| snapshot.statement(&acme, from, to, &mut no_progress);
    for (outcome, code, message) in [
        (
            of(hours(2), hours(2)).map(drop),
            "bad_argument",
            "`to` is `2026-03-01T02:00:00Z`: expected an instant after `from`",
        ),
        (
            of(Instant::LAST, Instant::FIRST).map(drop),
            "bad_argument",
            "`to` is `1970-01-01T00:00:00Z`: expected an instant after `from`",
        ),
        (snapshot.entry(0).map(drop), "not_found", "there is no journal position `0`"),
        (snapshot.entry(3).map(drop), "not_found", "there is no journal position `3`"),
        (
            snapshot.as_of_position(u64::MAX, &mut no_progress).map(drop),
            "not_found",
            "there is no journal position `18446744073709551615`",
        ),
        (snapshot.account(&nobody).map(drop), "not_found", "there is no account `nobody`"),
        (
            snapshot.expect_head(u64::MAX, GENESIS),
            "head_mismatch",
            &format!(
                "the journal has only 2 entries, but head {GENESIS} after position 18446744073709551615 was expected: this file is an older copy or a different ledger"
            ),
        ),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
    }
    // Bytes that are no key are the beginning of no record.
    for bytes in [&[0xFF; 300][..], b"\0", b"account"] {
        assert_eq!(snapshot.page(&Key::from_bytes(bytes), None, usize::MAX).unwrap(), []);
    }
    assert_eq!(of(Instant::FIRST, Instant::LAST).unwrap().movements.len(), 0);
    assert_eq!(contents(&engine, &store), before);
}

#[test]
fn what_is_due_is_seen_before_it_is_recorded() {
    let engine = Engine::open_in(MemoryStore::default(), options()).unwrap();
    does(&engine, [open("acme"), bind("acme", "cn1/ws"), open("beta"), bind("beta", "cn1/ws-2")]);
    does(&engine, [voucher("acme", "v", "1 CNY", Some(hours(5)))]);
    does(&engine, [bill("b-1", "cn1/ws-2", "5 CNY").at(hours(1))]);
    let (acme, beta) = ("acme".parse().unwrap(), "beta".parse().unwrap());
    let snapshot = engine.snapshot();
    let locked = hours(1).plus(Seconds::days(14));
    for (at, lots, standing) in [(hours(4), 1, "in_arrears"), (hours(5), 0, "in_arrears"), (locked, 0, "locked")] {
        for seen in [&snapshot.seen(at).unwrap(), &snapshot.seen_for(&acme, at).unwrap()] {
            let account = seen.account(&acme).unwrap();
            assert_eq!((account.lots.len(), account.decided_at), (lots, march()), "{at}");
        }
        for seen in [&snapshot.seen(at).unwrap(), &snapshot.seen_for(&beta, at).unwrap()] {
            assert_eq!(seen.account(&beta).unwrap().standing.name().name(), standing, "{at}");
            assert_eq!(seen.outbox().count(), 1, "the outbox holds what is recorded");
        }
    }
    // The same as what is recorded later, but for the instant of the last decision.
    let seen = snapshot.seen(locked).unwrap();
    assert_eq!(seen.verify(&mut no_progress).unwrap(), snapshot.verify(&mut no_progress).unwrap());
    assert_eq!((seen.next_deadline().unwrap(), snapshot.next_deadline().unwrap()), (None, Some(hours(5))));
    assert!(engine.advance(locked, &mut |_, _| ControlFlow::Continue(())).unwrap());
    for id in [acme, beta] {
        let recorded = engine.snapshot().account(&id).unwrap();
        let expected = Account { decided_at: recorded.decided_at, ..seen.account(&id).unwrap().as_ref().clone() };
        assert_eq!(*recorded, expected);
    }
}
