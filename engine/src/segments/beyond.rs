//! What an event says beyond its command, for commands whose events depend on the records too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use defray_core::bill::{HoldReason, Refund, Reversal};
use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::{AccountId, BillId, CloudAccountId};
use defray_core::marketplace::MessageDisposition;
use defray_core::metering::{MeterMark, UsageState};
use defray_core::method::Payer;
use defray_core::money::Money;
use defray_core::subscription::RecordedSignal;
use serde::{Deserialize, Serialize};

use super::commanded::{commanded_account, commanded_bill};
use super::parts::Known;

/// The fields of an event that its command does not give. It is written in its stored form (postcard), so variants and
/// fields are added at the end only.
#[derive(Serialize, Deserialize)]
pub(super) enum BeyondCommand<'e> {
    /// A bill of the command was recorded and waits.
    BillHeld { account: Option<Cow<'e, AccountId>>, reason: Cow<'e, HoldReason> },
    /// The bill of the command was reversed.
    BillReversed {
        account: Cow<'e, AccountId>,
        payer: Cow<'e, Option<Payer>>,
        amount: Money,
        refunds: Cow<'e, [Refund]>,
    },
    /// The bill of the command was replaced.
    BillRestated { account: Cow<'e, AccountId> },
    /// The message of the command was received.
    MessageReceived {
        disposition: MessageDisposition,
        cloud_account: Cow<'e, Option<CloudAccountId>>,
        account: Cow<'e, Option<AccountId>>,
        recorded_signal: Cow<'e, Option<RecordedSignal>>,
    },
    /// The answer of the command was recorded.
    MeteringAcknowledged {
        account: Cow<'e, AccountId>,
        cloud_account: Cow<'e, CloudAccountId>,
        state: UsageState,
        accepted: u32,
        head: Option<MeterMark>,
    },
    /// The money of the command was paid in.
    ToppedUp { repaid: Money, repeats: Option<u64> },
    /// The lot of the command was made void.
    LotVoided { amount: Money },
    /// The charges of these bills, by their index in the command, are in the part of an export.
    ChargesClaimed { bills: Vec<u32> },
}

impl<'e> BeyondCommand<'e> {
    /// What the event says beyond the command. `None` when it is an event of another kind than the command's, or when
    /// the two contradict each other: then [`Self::event`] would restore another event.
    pub(super) fn of(known: &Known<'_>, event: &'e Event) -> Option<Self> {
        let beyond = Self::of_kind(known.command, event)?;
        // Such events are few, and most of their fields are cheap to clone.
        (beyond.event(known).as_ref() == Some(event)).then_some(beyond)
    }

    fn of_kind(command: &Command, event: &'e Event) -> Option<Self> {
        Some(match (command, event) {
            (Command::SettleBill(_) | Command::RestateBill(_), Event::BillHeld { account, bill: _, reason }) => {
                let own = commanded_account(command) == Some(account);
                let account = if own { None } else { Some(Cow::Borrowed(account)) };
                Self::BillHeld { account, reason: Cow::Borrowed(reason) }
            }
            (
                Command::ReverseBill(_) | Command::RestateBill(_),
                Event::BillReversed { account, bill: _, payer, reversal },
            ) => Self::BillReversed {
                account: Cow::Borrowed(account),
                payer: Cow::Borrowed(payer),
                amount: reversal.amount,
                refunds: Cow::Borrowed(&reversal.refunds),
            },
            (Command::RestateBill(_), Event::BillRestated { account, bill: _, by: _ }) => {
                Self::BillRestated { account: Cow::Borrowed(account) }
            }
            (
                Command::Ingest(_),
                Event::MessageReceived { message: _, disposition, cloud_account, account, recorded_signal },
            ) => Self::MessageReceived {
                disposition: *disposition,
                cloud_account: Cow::Borrowed(cloud_account),
                account: Cow::Borrowed(account),
                recorded_signal: Cow::Borrowed(recorded_signal),
            },
            (
                Command::AcknowledgeMetering(_),
                Event::MeteringAcknowledged { account, cloud_account, state, accepted, head, .. },
            ) => Self::MeteringAcknowledged {
                account: Cow::Borrowed(account),
                cloud_account: Cow::Borrowed(cloud_account),
                state: *state,
                accepted: *accepted,
                head: *head,
            },
            (Command::TopUp(_), Event::ToppedUp { repaid, repeats, .. }) => {
                Self::ToppedUp { repaid: *repaid, repeats: *repeats }
            }
            (Command::VoidLot(_), Event::LotVoided { amount, .. }) => Self::LotVoided { amount: *amount },
            (Command::ClaimCharges(command), Event::ChargesClaimed { bills, .. }) => {
                let known: BTreeMap<_, _> = command.bills.iter().zip(0..).collect();
                let bills: Option<_> = bills.iter().map(|bill| known.get(bill).copied()).collect();
                Self::ChargesClaimed { bills: bills? }
            }
            _ => return None,
        })
    }

    /// The event. `None` when it cannot be an event of the command.
    pub(super) fn event(&self, known: &Known<'_>) -> Option<Event> {
        Some(match (self, known.command) {
            (Self::BillHeld { account, reason }, command) => Event::BillHeld {
                account: account.as_deref().or_else(|| commanded_account(command))?.clone(),
                bill: Box::new(commanded_bill(command)?.clone()),
                reason: reason.clone().into_owned(),
            },
            (Self::BillReversed { account, payer, amount, refunds }, _) => Event::BillReversed {
                account: account.clone().into_owned(),
                bill: reversed_bill(known.command)?.clone(),
                payer: payer.clone().into_owned(),
                reversal: Box::new(commanded_reversal(known, *amount, refunds)?),
            },
            (Self::BillRestated { account }, Command::RestateBill(command)) => Event::BillRestated {
                account: account.clone().into_owned(),
                bill: command.bill.clone(),
                by: command.by.as_ref().map(|bill| bill.id.clone()),
            },
            (
                Self::MessageReceived { disposition, cloud_account, account, recorded_signal },
                Command::Ingest(command),
            ) => Event::MessageReceived {
                message: Arc::new(command.message.as_ref().clone()),
                disposition: *disposition,
                cloud_account: cloud_account.clone().into_owned(),
                account: account.clone().into_owned(),
                recorded_signal: recorded_signal.clone().into_owned(),
            },
            (
                Self::MeteringAcknowledged { account, cloud_account, state, accepted, head },
                Command::AcknowledgeMetering(command),
            ) => Event::MeteringAcknowledged {
                account: account.clone().into_owned(),
                cloud_account: cloud_account.clone().into_owned(),
                record: command.record,
                outcome: command.outcome.clone(),
                state: *state,
                accepted: *accepted,
                head: *head,
                provider_record: command.provider_record.clone(),
            },
            (Self::ToppedUp { repaid, repeats }, Command::TopUp(command)) => Event::ToppedUp {
                account: command.account.clone(),
                amount: command.amount,
                repaid: *repaid,
                reference: command.reference.clone(),
                repeats: *repeats,
            },
            (Self::LotVoided { amount }, Command::VoidLot(command)) => Event::LotVoided {
                account: command.account.clone(),
                lot: command.lot.clone(),
                amount: *amount,
                reason: command.reason.clone(),
            },
            (Self::ChargesClaimed { bills }, Command::ClaimCharges(command)) => Event::ChargesClaimed {
                export_name: command.export_name.clone(),
                part: command.part.clone(),
                bills: chosen(&command.bills, bills)?,
            },
            _ => return None,
        })
    }
}

/// The bill that a command reverses.
const fn reversed_bill(command: &Command) -> Option<&BillId> {
    match command {
        Command::ReverseBill(command) => Some(&command.bill),
        Command::RestateBill(command) => Some(&command.bill),
        _ => None,
    }
}

/// The reversal by a command.
fn commanded_reversal(known: &Known<'_>, amount: Money, refunds: &[Refund]) -> Option<Reversal> {
    let (id, asked, reason) = match known.command {
        Command::ReverseBill(command) => (&command.reversal, command.amount, &command.reason),
        Command::RestateBill(command) => (&command.reversal, None, &command.reason),
        _ => return None,
    };
    let (id, reason, refunds) = (id.clone(), reason.clone(), refunds.to_vec());
    Some(Reversal { id, asked, amount, at: known.at, reason, refunds })
}

/// The bills with these indexes.
fn chosen(bills: &[BillId], indexes: &[u32]) -> Option<Vec<BillId>> {
    indexes.iter().map(|index| bills.get(usize::try_from(*index).ok()?).cloned()).collect()
}
