//! The core alone: the journal makes everything again, and a command that is sent again changes nothing.

use defray_core::bill::{BillStatus, HoldReason};
use defray_core::event::Event;
use defray_core::records::ViewExt;
use defray_core::waterfall::Plan;
use defray_core::{Key, Record, outlook};
use defray_properties::history::{Theme, histories};
use defray_properties::observe::observe;
use defray_properties::runner::{cases, judge, same};
use defray_properties::subject::{Asked, Entry, Subject};
use proptest::prelude::*;
use serde_json::Value;

fn applied(commands: &[Value]) -> Subject {
    let mut subject = Subject::default();
    for command in commands {
        let _ = subject.apply(command);
    }
    subject
}

/// The same command after its way through JSON.
fn written_and_read(asked: &Asked) -> Result<Asked, String> {
    let written = serde_json::to_string(&asked.command).map_err(|error| error.to_string())?;
    let command = serde_json::from_str(&written).map_err(|error| format!("{error}: {written}"))?;
    Ok(Asked { command, ..asked.clone() })
}

/// No bill is held for credit that could be paid, in the accounts whose held bills an entry tried.
fn nothing_could_be_paid(subject: &Subject, entry: &Entry) -> Result<(), String> {
    for event in &entry.events {
        let account = match event {
            Event::ToppedUp { account, .. }
            | Event::LotOpened { account, .. }
            | Event::BillReversed { account, .. } => account,
            Event::PolicySet { account: Some(account), .. } => account,
            _ => continue,
        };
        for (_, held) in subject.rows.scan_all(&Key::held_by(account)).map_err(|error| error.to_string())? {
            let Record::BillId(id) = held else { continue };
            let record = subject.rows.bill(&id).map_err(|error| error.to_string())?.ok_or("a held bill is missing")?;
            let BillStatus::Held { reason: HoldReason::CreditLimit { .. }, .. } = &record.status else { continue };
            let planned = outlook(&subject.rows, &record, entry.decided_at).map_err(|error| error.to_string())?;
            let planned = planned.map(|outlook| outlook.plan);
            if !matches!(planned, Some(Plan::Short { .. })) {
                return Err(format!("bill {id} is held for credit: {planned:?}"));
            }
        }
    }
    Ok(())
}

fn decides_the_same_again(commands: &[Value]) -> Result<(), String> {
    let first = applied(commands);
    let mut again = Subject::default();
    for entry in &first.journal {
        let answer = again.apply_asked(&written_and_read(&entry.asked)?);
        if answer.is_err() {
            return Err(format!("{:?} was accepted and is now {answer:?}", entry.asked));
        }
    }
    same("journals", &first.journal, &again.journal)?;
    same("records", &first.rows, &again.rows)
}

fn makes_the_records(commands: &[Value]) -> Result<(), String> {
    let subject = applied(commands);
    same("records", &subject.rows, &subject.evolved())
}

proptest! {
    #![proptest_config(cases(1_500))]

    /// The statement of every account, made from the events alone, has the balances of the account after each event.
    #[test]
    fn statements_have_the_balances_of_the_accounts(history in histories(Theme::Money, 120)) {
        judge(&history, &|commands| applied(commands).statements_agree())?;
    }

    /// A4: the accepted commands, written as JSON, read and decided again from nothing, lead to the same events and
    /// records. So an export of commands is enough to make a ledger again.
    #[test]
    fn the_journal_decides_the_same_again(history in histories(Theme::Anything, 120)) {
        judge(&history, &decides_the_same_again)?;
    }

    /// The same, where cloud accounts are replaced.
    #[test]
    fn successors_are_decided_again(history in histories(Theme::Successors, 80)) {
        judge(&history, &decides_the_same_again)?;
    }

    /// The events alone make the records.
    #[test]
    fn events_make_the_records(history in histories(Theme::Anything, 120)) {
        judge(&history, &makes_the_records)?;
    }

    /// The same, where cloud accounts are replaced.
    #[test]
    fn events_make_successors(history in histories(Theme::Successors, 80)) {
        judge(&history, &makes_the_records)?;
    }

    /// W7: after value came in or the policy changed, no bill that the credit limit holds could be paid.
    #[test]
    fn value_that_comes_in_pays_every_bill_that_it_covers(history in histories(Theme::Anything, 120)) {
        judge(&history, &|commands| {
            let mut subject = Subject::default();
            for command in commands {
                let entries = subject.journal.len();
                let _ = subject.apply(command);
                subject.journal.get(entries).map_or(Ok(()), |entry| nothing_could_be_paid(&subject, entry))?;
            }
            Ok(())
        })?;
    }

    /// A2, P4: any part of a history that carried keys or ids, sent again, changes nothing.
    #[test]
    fn sending_again_changes_nothing(history in histories(Theme::Anything, 100), share in 0_usize..=100) {
        judge(&history, &|commands| {
            let mut subject = Subject::default();
            let keyed: Vec<Asked> = commands
                .iter()
                .enumerate()
                .map(|(place, command)| Asked { key: Some(format!("own-{place}")), ..Asked::read(command) })
                .collect();
            let first: Vec<_> = keyed.iter().map(|asked| subject.apply_asked(asked)).collect();
            let (rows, seen) = (subject.rows.clone(), observe(&subject.rows));
            for (asked, first) in keyed.iter().zip(&first).take(keyed.len() * share / 100) {
                // A command that was refused or recorded nothing may have another answer now; a recorded command may
                // not.
                if first.is_ok() && subject.journal.iter().any(|entry| entry.asked.key == asked.key) {
                    same("the answer to a command sent again", &Ok(defray_oracle::Answer::Replayed), &subject.apply_asked(asked))?;
                }
            }
            same("records", &rows, &subject.rows)?;
            same("observations", &seen, &observe(&subject.rows))
        })?;
    }
}
