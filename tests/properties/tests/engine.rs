//! The engine over a store in memory, with tiny checkpoints and reopened at any time, is the core in memory.

use defray::{Error, ErrorClass, Mode, Table};
use defray_properties::engine::{CLOCK, Reopened, request, worded};
use defray_properties::history::{Theme, histories};
use defray_properties::observe::{observe, pending};
use defray_properties::runner::{cases, judge, same};
use defray_properties::subject::{Asked, Subject};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(600))]

    /// The same answers and the same records, wherever records lie; and `verify` finds nothing.
    #[test]
    fn the_engine_is_the_core_with_a_memory(
        history in histories(Theme::Anything, 60),
        changed_bytes in prop::sample::select(vec![1_usize, 1_500, 6_000]),
        reopenings in prop::collection::vec((0_usize..90, any::<bool>()), 0..6),
    ) {
        judge(&history, &|commands| {
            let mut subject = Subject::by_clock(CLOCK);
            let mut engine = Reopened::new(changed_bytes);
            for (place, command) in commands.iter().enumerate() {
                for (_, crash) in reopenings.iter().filter(|(at, _)| *at == place) {
                    engine.reopen(*crash);
                }
                let asked = Asked::read(command);
                let given = worded(engine.engine().submit(request(&asked)));
                same("answers", &subject.apply_asked(&asked), &given)?;
                let snapshot = engine.engine().snapshot();
                same("observations", &observe(&subject.rows), &observe(&snapshot))?;
                same("outbox", &pending(&subject.rows), &pending(&snapshot))?;
                same("positions", &(subject.journal.len() as u64), &snapshot.position())?;
            }
            let snapshot = engine.engine().snapshot();
            for (entry, mine) in snapshot.journal(1).zip(&subject.journal) {
                let (entry, _) = entry.map_err(|error| error.to_string())?;
                same("events", &mine.events, &entry.events)?;
                same("decision instants", &mine.decided_at, &entry.at)?;
            }
            let verified = engine.engine().verify(&mut defray::no_progress).map_err(|error| error.to_string())?;
            same("entries verified", &(subject.journal.len() as u64), &verified.entries)
        })?;
    }

    /// A1: a refused command changes no record, no outbox message and no byte of the store, and is not in the journal.
    #[test]
    fn a1_a_refusal_leaves_no_trace(
        history in histories(Theme::Anything, 60),
        changed_bytes in prop::sample::select(vec![1_usize, 6_000, 1_000_000]),
    ) {
        judge(&history, &|commands| {
            let engine = Reopened::new(changed_bytes);
            for command in commands {
                let before = engine.state();
                match engine.engine().submit(request(&Asked::read(command))) {
                    Ok(_) => {}
                    Err(error) if error.class() == ErrorClass::Refused => {
                        same("the states around a refusal", &before.contents()?, &engine.state().contents()?)?;
                    }
                    Err(other) => return Err(format!("{command}: {other:?}")),
                }
            }
            Ok(())
        })?;
    }

    /// A4: the same commands lead to the same chain and the same stored records. It does not matter which commands
    /// share a commit, when records are written, and when the ledger is opened again.
    #[test]
    fn a4_commits_checkpoints_and_reopening_change_no_byte(
        history in histories(Theme::Anything, 60),
        changed_bytes in prop::sample::select(vec![1_usize, 1_500, 6_000]),
        sizes in prop::collection::vec(1_usize..9, 1..12),
        reopenings in prop::collection::vec((0_usize..90, any::<bool>()), 0..6),
    ) {
        judge(&history, &|commands| {
            let mut one_by_one = Reopened::new(changed_bytes);
            for (place, command) in commands.iter().enumerate() {
                for (_, crash) in reopenings.iter().filter(|(at, _)| *at == place) {
                    one_by_one.reopen(*crash);
                }
                drop(one_by_one.engine().submit(request(&Asked::read(command))));
            }
            let (grouped, mut rest, mut turns) = (Reopened::new(1_000_000), commands, sizes.iter().cycle());
            while let Some(size) = turns.next().filter(|_| !rest.is_empty()) {
                let (group, after) = rest.split_at((*size).min(rest.len()));
                rest = after;
                let requests = group.iter().map(|command| request(&Asked::read(command))).collect();
                drop(grouped.engine().submit_all(requests, Mode::Independent));
            }
            let (one, other) = (one_by_one.engine().snapshot(), grouped.engine().snapshot());
            same("positions", &one.position(), &other.position())?;
            same("heads", &one.head(), &other.head())?;
            for engine in [&one_by_one, &grouped] {
                engine.engine().checkpoint().map_err(|error| error.to_string())?;
            }
            same("stored records", &one_by_one.state().stored(Table::Records), &grouped.state().stored(Table::Records))
        })?;
    }

    /// A batch is done whole or not at all; an independent one is its commands one after the other.
    #[test]
    fn a_batch_is_all_or_nothing(
        history in histories(Theme::Anything, 60),
        changed_bytes in prop::sample::select(vec![1_usize, 1_500, 6_000]),
        sizes in prop::collection::vec((1_usize..7, any::<bool>()), 1..12),
    ) {
        judge(&history, &|commands| {
            let mut subject = Subject::by_clock(CLOCK);
            let engine = Reopened::new(changed_bytes);
            let (mut rest, mut turns) = (commands, sizes.iter().cycle());
            while let Some((size, atomic)) = turns.next().filter(|_| !rest.is_empty()) {
                let (batch, after) = rest.split_at((*size).min(rest.len()));
                rest = after;
                let asked: Vec<Asked> = batch.iter().map(Asked::read).collect();
                let mut tried = subject.clone();
                let expected: Vec<_> = asked.iter().map(|asked| tried.apply_asked(asked)).collect();
                let mode = if *atomic { Mode::Atomic } else { Mode::Independent };
                let before = engine.state();
                let given = engine.engine().submit_all(asked.iter().map(request).collect(), mode);
                match expected.iter().position(Result::is_err).filter(|_| *atomic) {
                    None => {
                        subject = tried;
                        let given: Vec<_> = given.into_iter().map(worded).collect();
                        same("answers", &expected, &given)?;
                    }
                    Some(refused) => {
                        for (place, (expected, given)) in expected.iter().zip(given).enumerate() {
                            let fits = match &given {
                                Err(Error::BatchRefused { index }) => place != refused && *index == refused,
                                _ => place == refused && worded(given.clone()) == *expected,
                            };
                            if !fits {
                                return Err(format!("command {place} of a batch whose {refused} is refused: {given:?}"));
                            }
                        }
                        same("the states around the batch", &before.contents()?, &engine.state().contents()?)?;
                    }
                }
                same("observations", &observe(&subject.rows), &observe(&engine.engine().snapshot()))?;
                same("positions", &(subject.journal.len() as u64), &engine.engine().snapshot().position())?;
            }
            engine.engine().verify(&mut defray::no_progress).map(drop).map_err(|error| error.to_string())
        })?;
    }
}
