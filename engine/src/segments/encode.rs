//! The bytes of an entry. `decode.rs` reads them, and `mod.rs` describes them.

use defray_core::command::{Command, SettleBill};
use defray_core::event::Event;
use defray_core::rules;
use defray_core::time::Instant;

use crate::error::Error;

use super::beyond::BeyondCommand;
use super::bills::{SettledBill, put_bill, put_settled};
use super::commanded::commanded_event;
use super::output::{put_instant, put_stored, put_text};
use super::parts::{EntryParts, Known};
use super::varint::put_number;

// The bits of the first byte of an entry.
pub(super) const ACTOR: u8 = 0x01;
pub(super) const KEY: u8 = 0x02;
pub(super) const SIMULATED: u8 = 0x04;
/// The caller gave another instant than the decision has, and it follows.
pub(super) const ASKED_AT: u8 = 0x08;
/// The version of the rules, less the first one, is in the bits from here on.
pub(super) const RULES_SHIFT: u32 = 4;
/// The version of the rules does not fit there, and follows as a number.
pub(super) const OTHER_RULES: u8 = 15;

// The first byte of a command.
/// The command follows in its stored form.
pub(super) const OTHER_COMMAND: u8 = 0;
/// The command settles a bill, which follows.
pub(super) const SETTLE: u8 = 1;
/// The command settles a bill, and names an account. Both follow.
pub(super) const SETTLE_FOR_ACCOUNT: u8 = 2;

// The first byte of an event. That of a settled bill has the bit `bills::SETTLED`.
/// The event follows in its stored form.
pub(super) const WHOLE: u8 = 0;
/// The event follows from the command alone.
pub(super) const AS_COMMANDED: u8 = 1;
/// What the event says beyond the command follows.
pub(super) const BEYOND_COMMAND: u8 = 2;

/// Appends the bytes of the entry at a position.
pub(super) fn put_entry(out: &mut Vec<u8>, position: u64, parts: &EntryParts<'_>) -> Result<(), Error> {
    let EntryParts { at, asked_at, recorded_at, actor, idempotency_key, command, events, rules, simulated } = *parts;
    let later_rules = rules.wrapping_sub(rules::FIRST);
    let rules_bits = u8::try_from(later_rules).unwrap_or(OTHER_RULES).min(OTHER_RULES);
    let bit = |is_set, bit| if is_set { bit } else { 0 };
    out.push(
        rules_bits << RULES_SHIFT
            | bit(actor.is_some(), ACTOR)
            | bit(idempotency_key.is_some(), KEY)
            | bit(simulated, SIMULATED)
            | bit(asked_at != at, ASKED_AT),
    );
    if rules_bits == OTHER_RULES {
        put_number(out, u64::from(rules));
    }
    put_instant(out, Instant::FIRST, at);
    if asked_at != at {
        put_instant(out, at, asked_at);
    }
    put_instant(out, at, recorded_at);
    if let Some(actor) = actor {
        put_text(out, actor.as_str());
    }
    if let Some(key) = idempotency_key {
        put_text(out, key.as_str());
    }
    put_command(out, at, command)?;
    put_number(out, events.len() as u64);
    let known = Known { position, at, actor, rules, command };
    events.iter().try_for_each(|event| put_event(out, &known, event))
}

fn put_command(out: &mut Vec<u8>, at: Instant, command: &Command) -> Result<(), Error> {
    let Command::SettleBill(SettleBill { bill, account }) = command else {
        out.push(OTHER_COMMAND);
        return put_stored(out, command);
    };
    out.push(if account.is_some() { SETTLE_FOR_ACCOUNT } else { SETTLE });
    put_bill(out, at, bill)?;
    if let Some(account) = account {
        put_text(out, account.as_str());
    }
    Ok(())
}

pub(super) fn put_event(out: &mut Vec<u8>, known: &Known<'_>, event: &Event) -> Result<(), Error> {
    if let Event::BillSettled { record } = event
        && let Some(settled) = SettledBill::of(known, record)
    {
        return put_settled(out, known, &settled);
    }
    if let Some(beyond) = BeyondCommand::of(known, event) {
        out.push(BEYOND_COMMAND);
        return put_stored(out, &beyond);
    }
    if commanded_event(known).as_ref() == Some(event) {
        out.push(AS_COMMANDED);
        return Ok(());
    }
    out.push(WHOLE);
    put_stored(out, event)
}
