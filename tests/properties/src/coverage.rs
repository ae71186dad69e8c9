//! What histories reached: every command, refusal, cell of the state tables, reason and mail, counted.

mod names;
mod once_a_day;
mod successors;

use std::collections::BTreeMap;
use std::fmt;

use defray_core::bill::{BillRecord, Reversal};
use defray_core::cloud_account::{
    self, CloudAccountState, CloudAccountTransition, CloudAccountTrigger, Patience, SubscriptionLifecycle,
};
use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::{AccountId, BillId, CloudAccountId};
use defray_core::marketplace::MarketplaceMessage;
use defray_core::metering::{MeteringOutcome, UsageState};
use defray_core::method::{self, Method, MethodTransition, MethodTrigger, Payer};
use defray_core::money::Money;
use defray_core::position::EntryPosition;
use defray_core::records::ViewExt;
use defray_core::standing::{self, Standing, StandingTrigger};
use defray_core::subscription::RecordedSignal;
use defray_core::{EventContext, Key, MemoryRecords, Record, Refusal, evolve};
use defray_oracle::Answer;
use serde_json::Value;

use crate::subject::{Asked, Subject};

/// Counts, by what was reached.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    seen: BTreeMap<String, u64>,
}

impl Coverage {
    /// Runs commands and counts what they reach.
    pub fn run(&mut self, commands: &[Value]) {
        let mut subject = Subject::default();
        for command in commands {
            let asked = Asked::read(command);
            let (mut rows, entries) = (subject.rows.clone(), subject.journal.len());
            let answer = subject.apply_asked(&asked);
            self.answer(&rows, &asked, &answer);
            self.refused_choice(&rows, &asked, &answer);
            self.changed_nothing(&rows, &asked, &answer);
            let Some(entry) = subject.journal.get(entries) else { continue };
            let context = EventContext { at: entry.decided_at, position: entries as u64 + 1 };
            let undone = answer == Ok(Answer::Disposition("contradicts_link".to_owned()));
            successors::of_command(&entry.events).into_iter().for_each(|(kind, what)| self.saw(kind, what));
            for (place, event) in entry.events.iter().enumerate() {
                let next = entry.events.get(place + 1);
                once_a_day::of_event(&rows, &asked, event, next)
                    .into_iter()
                    .for_each(|(kind, what)| self.saw(kind, what));
                self.event(&rows, &asked, undone, event);
                evolve(&mut rows, context, event).expect("an event that happened fits");
            }
        }
    }

    /// How often it was seen.
    pub fn count(&self, what: &str) -> u64 {
        self.seen.get(what).copied().unwrap_or(0)
    }

    fn saw(&mut self, kind: &str, what: impl fmt::Display) {
        *self.seen.entry(format!("{kind} {what}")).or_default() += 1;
    }

    fn answer(&mut self, before: &MemoryRecords, asked: &Asked, answer: &Result<Answer, String>) {
        let name = asked.command.name();
        match answer {
            Ok(answer) => {
                self.saw("accepted", name);
                match answer {
                    Answer::Disposition(disposition) => self.saw("disposition", disposition),
                    Answer::Replayed => self.saw("replayed", name),
                    Answer::Kept => self.saw("kept", name),
                    Answer::Done(_) => {}
                }
            }
            Err(code) => {
                self.saw("refused", name);
                self.saw("code", code);
                if let Command::WithdrawCloudAccount(command) = &asked.command
                    && code == "cloud_account_not_pending"
                    && let Some(found) = before.cloud_account(&command.cloud_account).expect("records can be read")
                {
                    self.cell("cloud account", found.state, CloudAccountTrigger::Withdrawn);
                }
            }
        }
    }

    fn cell(&mut self, table: &str, state: impl fmt::Display, trigger: impl fmt::Display) {
        self.saw("cell", format_args!("{table}: {state} × {trigger}"));
    }

    fn method_cell(&mut self, method: &Method, trigger: MethodTrigger) {
        self.cell("method", method.name(), trigger);
    }

    /// Which choice a dissolved workspace refused.
    fn refused_choice(&mut self, before: &MemoryRecords, asked: &Asked, answer: &Result<Answer, String>) {
        if *answer != Err("workspace_dissolved".to_owned()) {
            return;
        }
        let trigger = match &asked.command {
            Command::MoveWorkspace(_) => MethodTrigger::Move,
            Command::DissolveWorkspace(_) => MethodTrigger::Dissolve,
            Command::ChooseMethod(command) => choice(before, &command.method),
            // It has nothing to do with the method.
            Command::RenameWorkspace(_) => return,
            other => panic!("{} refused for a dissolved workspace", other.name()),
        };
        self.method_cell(&Method::Dissolved, trigger);
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each event that covers a name")]
    fn event(&mut self, before: &MemoryRecords, asked: &Asked, undone: bool, event: &Event) {
        self.saw("event", event.name());
        successors::of_event(before, asked, event).into_iter().for_each(|(kind, what)| self.saw(kind, what));
        match event {
            Event::StandingChanged { account, standing } => self.standing(before, account, standing),
            Event::MethodKept { method, .. } => self.method_cell(method, MethodTrigger::ChooseHeld),
            Event::StepTaken { workspace, .. } => {
                let method = before.workspace(workspace).expect("records").expect("a workspace").method.clone();
                let trigger = match &asked.command {
                    Command::MoveWorkspace(_) => MethodTrigger::Move,
                    Command::DissolveWorkspace(_) => MethodTrigger::Dissolve,
                    Command::ChooseMethod(command) => choice(before, &command.method),
                    other => panic!("{} takes no step", other.name()),
                };
                self.method_cell(&method, trigger);
            }
            Event::MethodChanged { workspace, method, intervals, .. } => {
                let forced = matches!(
                    asked.command,
                    Command::Ingest(_) | Command::WithdrawCloudAccount(_) | Command::UnlinkCloudAccount(_)
                );
                let was = before.workspace(workspace).expect("records").expect("a workspace").method.clone();
                if let Some(trigger) = successors::replaced(before, &was, method, intervals) {
                    self.method_cell(&was, trigger);
                } else if forced {
                    self.forced(before, workspace, asked, undone);
                }
            }
            Event::CloudAccountChanged { cloud_account, was, state, lifecycle, patience, .. } => {
                self.cloud_account_changed(asked, *was, *state, lifecycle);
                self.patience(before, cloud_account, *patience);
            }
            Event::MessageReceived { message, cloud_account, recorded_signal, .. } => {
                self.message(before, message, cloud_account.as_ref(), recorded_signal.as_ref());
            }
            Event::BillSettled { record } => self.settled(before, record),
            Event::BillRestated { account, bill, by } => self.restated(before, account, bill, by.as_ref()),
            Event::BillHeld { reason, .. } => {
                let reason = serde_json::to_value(reason).expect("a reason is JSON");
                reason.as_object().into_iter().flatten().for_each(|(why, _)| self.saw("held for", why));
            }
            Event::BillCorrected { correction, .. } => {
                self.saw("corrected", correction.reason);
                self.saw("corrected by", asked.command.name());
                let to = if correction.payer.cloud_account().is_some() { "a cloud account" } else { "enterprise" };
                self.saw("corrected", format_args!("{} to {to}", correction.reason));
            }
            Event::MeteringAcknowledged { outcome, record, state, .. } => {
                self.answered(before, outcome, *record);
                self.became(before, *record, *state);
            }
            Event::BillReversed { bill, payer, reversal, .. } => {
                self.reversed_charges(before, bill, reversal);
                if payer.is_none() {
                    self.saw("returned to", "no fund: a held bill");
                }
                for one in &reversal.refunds {
                    let to = serde_json::to_value(one.to).expect("a destination is JSON");
                    self.saw("returned to", to.as_str().unwrap_or_default());
                }
            }
            Event::OutboxMessageQueued { notification, .. } => self.saw("mail", notification.template()),
            _ => {}
        }
    }

    fn cloud_account_changed(
        &mut self,
        asked: &Asked,
        was: CloudAccountState,
        state: CloudAccountState,
        lifecycle: &SubscriptionLifecycle,
    ) {
        if state == CloudAccountState::Closed {
            self.cell("cloud account", was, CloudAccountTrigger::Deadline);
        }
        if !lifecycle.withdrawn {
            return;
        }
        // An undone link is no withdrawal, and is possible in other states.
        if matches!(asked.command, Command::WithdrawCloudAccount(_)) {
            self.cell("cloud account", was, CloudAccountTrigger::Withdrawn);
        } else {
            self.saw("undone by", format_args!("{} in {was}", asked.command.name()));
        }
    }

    /// The notice or the deadline of a suspension was due.
    fn patience(&mut self, before: &MemoryRecords, id: &CloudAccountId, now: Option<Patience>) {
        let was = before.cloud_account(id).expect("records").and_then(|found| found.patience);
        if let (Some(was), Some(now)) = (was, now) {
            if now.over && !was.over {
                self.saw("a suspension", "over");
            } else if was.notice.is_some() && now.notice.is_none() {
                self.saw("a suspension", "noticed");
            }
        }
    }

    fn message(
        &mut self,
        before: &MemoryRecords,
        message: &MarketplaceMessage,
        cloud_account: Option<&CloudAccountId>,
        recorded: Option<&RecordedSignal>,
    ) {
        if let (Some(id), Some(trigger)) = (cloud_account, CloudAccountTrigger::of(message.signal)) {
            let state = before.cloud_account(id).expect("records").expect("a cloud account").state;
            self.cell("cloud account", state, trigger);
            let opens = |workspace: &Record| {
                let Record::WorkspaceId(workspace) = workspace else { return false };
                let found = before.workspace(workspace).expect("records").expect("it chose the cloud account");
                matches!(&found.method, Method::Opening { cloud_account, .. } if cloud_account == id)
            };
            if (state, trigger) == (CloudAccountState::Pending, CloudAccountTrigger::Suspended)
                && before
                    .scan_all(&Key::workspaces_of_cloud_account(id))
                    .expect("records")
                    .iter()
                    .any(|(_, one)| opens(one))
            {
                self.saw("a suspension", "while a workspace opens it");
            }
        }
        if let (Some(identity), Some(signal)) = (&message.identity, recorded) {
            let known = before.subscription(identity).expect("records");
            self.fold(known.iter().flat_map(|known| &known.signals).chain([signal]));
        }
    }

    /// How a bill was replaced. `before` has what the command did already.
    fn restated(&mut self, before: &MemoryRecords, account: &AccountId, bill: &BillId, by: Option<&BillId>) {
        let record = |id: &BillId| before.bill(id).expect("records").expect("it was recorded");
        let was = if record(bill).receipt().is_some() { "settled" } else { "held" };
        if record(bill).restates.is_some() {
            self.saw("restated", "in place of another");
        }
        let Some(by) = by else { return self.saw("restated", format_args!("{was}, withdrawn")) };
        let now = record(by);
        let status = if now.receipt().is_some() { "settled" } else { "held" };
        self.saw("restated", format_args!("{was}, by {status}"));
        if now.account != *account {
            self.saw("restated", "for another account");
        }
    }

    fn settled(&mut self, before: &MemoryRecords, record: &BillRecord) {
        let account = before.account(&record.account).expect("records").expect("an account");
        let policy = before.policy_of(&account).expect("records");
        let given = &record.bill.item;
        let item = policy.item(given);
        if item.as_str().eq_ignore_ascii_case("sms") {
            let by = if given.is_like(item) { "its name" } else { "another name" };
            self.saw("item", format_args!("sms by {by}"));
        }
        let Some(receipt) = record.receipt() else { return };
        for skip in &receipt.skips {
            let reason = serde_json::to_value(&skip.reason).expect("a reason is JSON");
            let name = reason.as_str().map(str::to_owned);
            let name = name.or_else(|| reason.as_object().and_then(|tagged| tagged.keys().next().cloned()));
            self.saw("skip", name.unwrap_or_default());
        }
        receipt.slices.iter().for_each(|slice| self.saw("slice", slice.fund));
        let reason = serde_json::to_value(&receipt.payer_reason).expect("a reason is JSON");
        reason.as_object().into_iter().flatten().for_each(|(rule, _)| self.saw("payer by", rule));
    }

    fn answered(&mut self, before: &MemoryRecords, outcome: &MeteringOutcome, record: EntryPosition) {
        let record = before.usage_record(record).expect("records").expect("it was asked for");
        let outcome = serde_json::to_value(outcome).expect("an outcome is JSON");
        let tagged = outcome.as_object().and_then(|tagged| tagged.iter().next());
        let Some((name, fields)) = tagged else {
            self.saw("answered", outcome.as_str().unwrap_or_default());
            return;
        };
        let quantity = fields["quantity"].as_u64().map(|quantity| quantity.cmp(&u64::from(record.quantity)));
        match quantity {
            None => self.saw("answered", name),
            Some(order) => self.saw("answered", format_args!("{name}: {order:?}")),
        }
    }

    /// From which state to which an answer, or the lack of one, led a record.
    fn became(&mut self, before: &MemoryRecords, record: EntryPosition, state: UsageState) {
        let record = before.usage_record(record).expect("records").expect("it was asked for");
        let meter = before.meter(&record.cloud_account).expect("records").expect("the record took from it");
        let in_flight = meter.in_flight.as_ref().is_some_and(|in_flight| in_flight.record == record.number);
        let when = if in_flight { "answered in time, then" } else { "answered after the fall back, then" };
        self.saw(when, format_args!("{}: {state}", record.state));
    }

    /// In which state an answer changed nothing about a record.
    fn changed_nothing(&mut self, before: &MemoryRecords, asked: &Asked, answer: &Result<Answer, String>) {
        if let Command::AcknowledgeMetering(command) = &asked.command
            && *answer == Ok(Answer::Kept)
        {
            let record = before.usage_record(command.record).expect("records").expect("it was asked for");
            self.saw("changes nothing about a record", record.state);
        }
    }

    /// In which phases charges were from which value came back.
    fn reversed_charges(&mut self, before: &MemoryRecords, bill: &BillId, reversal: &Reversal) {
        let record = before.bill(bill).expect("records").expect("it was recorded");
        for returned in &reversal.refunds {
            let Some((_, slice)) = record.slices().find(|(number, _)| *number == returned.slice) else { continue };
            let Some(place) = &slice.charge else { continue };
            // A charge of which nothing is left is none.
            let (Some(meter), Some(charge)) =
                (before.meter(&place.cloud_account).expect("records"), before.charge(place).expect("records"))
            else {
                self.saw("reversed from", "accepted");
                continue;
            };
            let parts = meter.parts(&charge).expect("within what is charged");
            let more = |one: &Money, other: &Money| one.minus(other).is_ok_and(|rest| rest.is_positive());
            if parts.waiting.is_positive() {
                self.saw("reversed from", "waiting");
            }
            let rest = returned.amount.minus(&parts.waiting).expect("within what is charged");
            if rest.is_positive() && more(&parts.in_flight, &charge.reversed) {
                self.saw("reversed from", "in flight");
            }
            if more(&rest, &parts.in_flight) {
                self.saw("reversed from", "accepted");
            }
        }
    }

    fn standing(&mut self, before: &MemoryRecords, account: &AccountId, now: &Standing) {
        let before = before.account(account).expect("records").map_or(Standing::Good, |account| account.standing);
        let trigger = match (before, now) {
            (Standing::InArrears { .. }, Standing::InArrears { .. }) => return,
            (_, Standing::Good) => StandingTrigger::OverdraftRepaid,
            (_, Standing::InArrears { .. }) => StandingTrigger::OverdraftBegins,
            (_, Standing::Locked { .. }) => StandingTrigger::Deadline,
        };
        self.cell("standing", before.name(), trigger);
    }

    /// What a changed lifecycle did to a workspace's method.
    fn forced(
        &mut self,
        before: &MemoryRecords,
        workspace: &defray_core::id::WorkspaceId,
        asked: &Asked,
        undone: bool,
    ) {
        let method = before.workspace(workspace).expect("records").expect("a workspace").method.clone();
        let signal = match &asked.command {
            Command::Ingest(command) if !undone => CloudAccountTrigger::of(command.message.signal),
            _ => Some(CloudAccountTrigger::Withdrawn),
        };
        let about = match &asked.command {
            Command::Ingest(command) => {
                // A message about an agreement only can have an effect too.
                let identity = command.message.identity.as_ref();
                let known = identity.and_then(|identity| before.subscription(identity).expect("records"));
                known.iter().flat_map(|known| &known.links).map(|link| link.cloud_account.clone()).collect()
            }
            Command::WithdrawCloudAccount(command) => vec![command.cloud_account.clone()],
            Command::UnlinkCloudAccount(command) => vec![command.cloud_account.clone()],
            _ => Vec::new(),
        };
        let target = matches!(&method, Method::Opening { cloud_account, .. } if about.contains(cloud_account));
        let payer = method.payer().and_then(|payer| payer.cloud_account().cloned());
        let trigger = match signal {
            Some(CloudAccountTrigger::Ended) if target => MethodTrigger::TargetEnded,
            Some(CloudAccountTrigger::Failed | CloudAccountTrigger::Withdrawn) if target => MethodTrigger::TargetFailed,
            Some(_) if target => MethodTrigger::TargetActivated,
            Some(CloudAccountTrigger::Ended) if payer.is_some_and(|payer| about.contains(&payer)) => {
                MethodTrigger::PayerEnded
            }
            _ => return,
        };
        self.method_cell(&method, trigger);
    }

    /// The cells that a fold passes through.
    fn fold<'s>(&mut self, signals: impl Iterator<Item = &'s RecordedSignal>) {
        let mut signals: Vec<&RecordedSignal> = signals.collect();
        signals.sort_by(|one, other| one.happened_before(other));
        let mut lifecycle = SubscriptionLifecycle::PENDING;
        for signal in signals {
            if let Some(trigger) = CloudAccountTrigger::of(signal.signal) {
                self.cell("cloud account", lifecycle.state, trigger);
                lifecycle = lifecycle.after(trigger, signal.occurred_at, signal.rules);
            }
        }
    }

    /// What should have been seen and was not, except for what `exempt` names.
    pub fn missing(&self, exempt: &[(&str, &str)]) -> Vec<String> {
        let wanted = wanted();
        let excused = |what: &String| exempt.iter().any(|(name, _)| name == what);
        wanted.into_iter().filter(|what| self.count(what) == 0 && !excused(what)).collect()
    }

    /// Cells, reasons and codes that were seen and are not known.
    pub fn unforeseen(&self) -> Vec<String> {
        let wanted = wanted();
        let listed =
            ["cell", "code", "skip", "mail", "returned to", "disposition", "slice", "payer by", "held for", "answered"];
        let known = |what: &&String| {
            let open = !listed.iter().any(|kind| what.starts_with(&format!("{kind} ")));
            open || wanted.contains(what)
        };
        self.seen.keys().filter(|what| !known(what)).cloned().collect()
    }

    /// What was seen although `exempt` says that it cannot be.
    pub fn wrongly_exempt(&self, exempt: &[(&str, &str)]) -> Vec<String> {
        let seen = exempt.iter().filter(|(name, _)| self.count(name) > 0);
        seen.map(|(name, _)| (*name).to_owned()).collect()
    }
}

fn choice(before: &MemoryRecords, wish: &Payer) -> MethodTrigger {
    let Payer::CloudAccount(id) = wish else { return MethodTrigger::ChooseEnterprise };
    match before.cloud_account(id).expect("records can be read").map(|found| found.state) {
        Some(CloudAccountState::Active | CloudAccountState::Suspended) => MethodTrigger::ChooseActive,
        _ => MethodTrigger::ChoosePending,
    }
}

/// Everything that the histories must reach.
fn wanted() -> Vec<String> {
    let mut wanted = Vec::new();
    for name in Command::NAMES {
        wanted.push(format!("accepted {name}"));
        wanted.push(format!("refused {name}"));
    }
    wanted.extend(Refusal::CODES.iter().map(|code| format!("code {code}")));
    wanted.push("code idempotency_conflict".to_owned());
    for state in CloudAccountState::ALL {
        for trigger in CloudAccountTrigger::ALL {
            if cloud_account::next(*state, *trigger) != CloudAccountTransition::Never {
                wanted.push(format!("cell cloud account: {state} × {trigger}"));
            }
        }
    }
    for state in method::MethodState::ALL {
        for trigger in MethodTrigger::ALL {
            if method::next(*state, *trigger) != MethodTransition::Never {
                wanted.push(format!("cell method: {state} × {trigger}"));
            }
        }
    }
    for state in standing::StandingState::ALL {
        for trigger in StandingTrigger::ALL {
            if standing::next(*state, *trigger).is_some() {
                wanted.push(format!("cell standing: {state} × {trigger}"));
            }
        }
    }
    for (kind, names) in names::NAMED.iter().chain(successors::NAMED).chain(once_a_day::NAMED) {
        wanted.extend(names.iter().map(|name| format!("{kind} {name}")));
    }
    wanted
}

/// A table for people.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all: BTreeMap<&str, u64> = self.seen.iter().map(|(what, count)| (what.as_str(), *count)).collect();
        let wanted = wanted();
        for what in &wanted {
            all.entry(what).or_default();
        }
        all.into_iter().try_for_each(|(what, count)| writeln!(f, "{count:>8}  {what}"))
    }
}
