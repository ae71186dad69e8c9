//! The entry that bytes contain. `encode.rs` writes them.

use defray_core::command::{Command, SettleBill};
use defray_core::event::Event;
use defray_core::rules;
use defray_core::time::Instant;

use crate::journal::Entry;

use super::beyond::BeyondCommand;
use super::bills::{SETTLED, take_bill, take_settled};
use super::commanded::commanded_event;
use super::damage::Malformed;
use super::encode::{
    ACTOR, AS_COMMANDED, ASKED_AT, BEYOND_COMMAND, KEY, OTHER_COMMAND, OTHER_RULES, RULES_SHIFT, SETTLE,
    SETTLE_FOR_ACCOUNT, SIMULATED, WHOLE,
};
use super::input::Input;
use super::parts::Known;

/// The entry at a position.
pub(super) fn decode_entry(position: u64, bytes: &[u8]) -> Result<Entry, Malformed> {
    let mut input = Input::new(bytes);
    let bits = input.byte()?;
    let rules = match bits >> RULES_SHIFT {
        OTHER_RULES => u32::try_from(input.number()?).map_err(|_| "the version of the rules is too large")?,
        later => rules::FIRST + u32::from(later),
    };
    let at = input.instant(Instant::FIRST)?;
    let asked_at = if bits & ASKED_AT == 0 { at } else { input.instant(at)? };
    let recorded_at = input.instant(at)?;
    let actor = if bits & ACTOR == 0 { None } else { Some(input.stored()?) };
    let idempotency_key = if bits & KEY == 0 { None } else { Some(input.stored()?) };
    let command = take_command(&mut input, at)?;
    let count = input.number()?;
    let mut events = Vec::new();
    let known = Known { position, at, actor: actor.as_ref(), rules, command: &command };
    for _ in 0..count {
        events.push(take_event(&mut input, &known)?);
    }
    input.finish()?;
    let simulated = bits & SIMULATED != 0;
    Ok(Entry { position, at, asked_at, recorded_at, actor, idempotency_key, command, events, rules, simulated })
}

fn take_command(input: &mut Input<'_>, at: Instant) -> Result<Command, Malformed> {
    let first = input.byte()?;
    Ok(match first {
        OTHER_COMMAND => input.stored()?,
        SETTLE => SettleBill { bill: take_bill(input, at)?, account: None }.into(),
        SETTLE_FOR_ACCOUNT => SettleBill { bill: take_bill(input, at)?, account: Some(input.stored()?) }.into(),
        unknown => return Err(format!("a command begins with the unknown byte {unknown}").into()),
    })
}

fn take_event(input: &mut Input<'_>, known: &Known<'_>) -> Result<Event, Malformed> {
    match input.byte()? {
        WHOLE => input.stored(),
        AS_COMMANDED => commanded_event(known).ok_or_else(|| "an event does not follow from its command".into()),
        BEYOND_COMMAND => {
            let beyond: BeyondCommand<'_> = input.stored()?;
            beyond.event(known).ok_or_else(|| "an event does not belong to its command".into())
        }
        settled if settled & SETTLED != 0 => take_settled(input, known, settled),
        unknown => Err(format!("an event begins with the unknown byte {unknown}").into()),
    }
}
