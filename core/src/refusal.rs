//! What a rule says no to. Each refusal has a stable code; the message is for people (A6).

use alloc::boxed::Box;

use crate::bill::Bill;
use crate::cloud_account::CloudAccountState;
use crate::id::{AccountId, BillId, CloudAccountId, LotId, OrderId, ReversalId, SubscriptionIdentity, WorkspaceId};
use crate::marketplace::MessageError;
use crate::money::{Currency, Money};
use crate::policy::PolicyError;
use crate::position::EntryPosition;
use crate::provider::Provider;
use crate::time::Instant;

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident $code:literal $rule:literal $field:literal { $($part:ident: $type:ty,)* } $message:literal)+) => {
        /// A lawful no. Nothing has changed, and nothing remembers that it was asked (A1).
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum Refusal {
            $(
                $(#[$doc])*
                #[error($message)]
                #[allow(missing_docs, reason = "the message says what each part is")]
                $variant { $($part: $type,)* },
            )+
        }

        impl Refusal {
            /// Every code, in the order of this list.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }

            /// The rule that says no, such as `W8`; empty where none of the numbered rules does.
            pub const fn rule(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $rule),+ }
            }

            /// The field of the command that it is about.
            pub const fn field(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $field),+ }
            }
        }
    };
}

refusals! {
    /// The id is taken.
    AccountExists "account_exists" "" "account" { account: AccountId, }
        "account `{account}` exists already: expected a new id"
    /// No such account.
    UnknownAccount "unknown_account" "" "account" { account: AccountId, }
        "there is no account `{account}`: expected one that was opened"
    /// It was closed.
    AccountClosed "account_closed" "" "account" { account: AccountId, closed_at: Instant, }
        "account `{account}` was closed at {closed_at}: expected an open one"
    /// The host's clock is wrong.
    ClockRanBackwards "clock_ran_backwards" "T1" "at" { account: AccountId, at: Instant, decided_at: Instant, tolerance_seconds: u64, }
        "`at` is {at}, but account `{account}` was last decided at {decided_at}: expected no more than {tolerance_seconds} s before that; is the host's clock right?"
    /// Workspaces are bound to it.
    AccountHasWorkspaces "account_has_workspaces" "" "account" { account: AccountId, workspace: WorkspaceId, }
        "account `{account}` still has workspace `{workspace}`: expected all dissolved or moved"
    /// It owes money.
    AccountInArrears "account_in_arrears" "" "account" { account: AccountId, overdraft: Money, }
        "account `{account}` owes {overdraft}: expected no overdraft"
    /// Bills wait.
    AccountHasHeldBills "account_has_held_bills" "" "account" { account: AccountId, bill: BillId, }
        "account `{account}` has held bill `{bill}`: expected every bill settled or reversed"
    /// Subscriptions are alive.
    AccountHasCloudAccounts "account_has_cloud_accounts" "" "account" { account: AccountId, cloud_account: CloudAccountId, state: CloudAccountState, }
        "account `{account}` has cloud account `{cloud_account}`, which is {state}: expected every one closed or failed"
    /// It could not decide, or would break a rule.
    InvalidPolicy "invalid_policy" "" "policy" { field: Box<str>, value: Box<str>, expected: Box<str>, }
        "`policy.{field}` is `{value}`: expected {expected}"
    /// The fields of a marketplace message contradict each other.
    InvalidMessage "invalid_message" "" "message" { field: Box<str>, value: Box<str>, expected: Box<str>, }
        "`message.{field}` is `{value}`: expected {expected}"
    /// Two currencies.
    CurrencyMismatch "currency_mismatch" "W5" "amount" { given: Money, currency: Currency, }
        "{given} is not in {currency}, the account's currency: currencies do not mix"
    /// Nothing or less.
    AmountNotPositive "amount_not_positive" "" "amount" { given: Money, }
        "{given} is not above zero"
    /// Too much to stay exact.
    AmountOutOfRange "amount_out_of_range" "W6" "amount" { account: AccountId, }
        "a balance or total of account `{account}` would reach 10^15: expected less, so that every sum stays exact"
    /// A minimum on the wrong kind.
    MinimumNotAllowed "minimum_not_allowed" "W5" "minimum_bill" { lot: LotId, minimum: Money, }
        "lot `{lot}` has a minimum bill of {minimum}: only full-reduction vouchers may have one"
    /// A card is not a voucher.
    NotAVoucher "not_a_voucher" "M3" "kind" { lot: LotId, }
        "lot `{lot}` is a card: expected `ordinary_voucher` or `full_reduction_voucher`; cards are granted, bought or redeemed"
    /// The id is taken.
    LotExists "lot_exists" "" "lot" { account: AccountId, lot: LotId, }
        "account `{account}` has had a lot `{lot}` already: expected a new id"
    /// Too many lots.
    TooManyLots "too_many_lots" "" "lot" { account: AccountId, most: usize, }
        "account `{account}` has {most} open lots already, the most an account may have"
    /// It would never pay.
    ValidityEmpty "validity_empty" "W5" "valid_until" { lot: LotId, valid_from: Instant, valid_until: Instant, at: Instant, }
        "lot `{lot}` would be valid from {valid_from} until {valid_until}, decided at {at}: expected `valid_until` after both"
    /// Cards come in multiples.
    CardNotAMultiple "card_not_a_multiple" "M2" "face" { face: Money, multiple: Money, }
        "a card of {face} is not a multiple of {multiple}"
    /// Cards are bought from cash.
    CashNotEnough "cash_not_enough" "M2" "face" { face: Money, cash: Money, }
        "a card of {face} costs more than the {cash} of cash there is"
    /// An order counts once.
    OrderAlreadyRedeemed "order_already_redeemed" "M2" "order" { order: OrderId, account: AccountId, }
        "order `{order}` was redeemed already, by account `{account}`: an order counts once"
    /// No such lot.
    UnknownLot "unknown_lot" "" "lot" { account: AccountId, lot: LotId, }
        "account `{account}` has no lot `{lot}`"
    /// It is void.
    LotAlreadyVoid "lot_already_void" "" "lot" { lot: LotId, }
        "lot `{lot}` is void already"
    /// It has expired.
    LotExpired "lot_expired" "W5" "lot" { lot: LotId, valid_until: Instant, }
        "lot `{lot}` expired at {valid_until}"
    /// The id is taken.
    WorkspaceExists "workspace_exists" "" "workspace" { workspace: WorkspaceId, account: AccountId, }
        "workspace `{workspace}` is bound already, to account `{account}`"
    /// Binding looks back, not ahead.
    SinceInFuture "since_in_future" "T3" "since" { since: Instant, at: Instant, }
        "`since` is {since}, after the decision at {at}: expected an instant not later"
    /// No such workspace.
    UnknownWorkspace "unknown_workspace" "" "workspace" { workspace: WorkspaceId, }
        "there is no workspace `{workspace}`: expected one that was bound"
    /// Only a workspace's own account may change it.
    NotOwner "not_owner" "C1" "account" { account: AccountId, what: Box<str>, owner: AccountId, }
        "{what} belongs to account `{owner}`, not to `{account}`: only its own account may change it"
    /// It is no more.
    WorkspaceDissolved "workspace_dissolved" "" "workspace" { workspace: WorkspaceId, dissolved_at: Instant, }
        "workspace `{workspace}` was dissolved at {dissolved_at}"
    /// It is there already.
    SameAccount "same_account" "" "to" { account: AccountId, }
        "the workspace is with account `{account}` already: expected another one"
    /// The id is taken.
    CloudAccountExists "cloud_account_exists" "" "cloud_account" { cloud_account: CloudAccountId, }
        "there is or was a cloud account `{cloud_account}`: expected a new id"
    /// One subscription, one living link.
    SubscriptionAlreadyLinked "subscription_already_linked" "" "subscription" { identity: SubscriptionIdentity, cloud_account: CloudAccountId, }
        "subscription `{identity}` is linked already, as cloud account `{cloud_account}`"
    /// It is over.
    SubscriptionEnded "subscription_ended" "" "subscription" { identity: SubscriptionIdentity, ended_at: Instant, }
        "subscription `{identity}` ended or failed at {ended_at}, by the marketplace's own message: expected one that is alive"
    /// No such cloud account.
    UnknownCloudAccount "unknown_cloud_account" "" "cloud_account" { cloud_account: CloudAccountId, }
        "there is no cloud account `{cloud_account}`: expected one that was linked"
    /// Only the marketplace ends what it confirmed.
    CloudAccountNotPending "cloud_account_not_pending" "" "cloud_account" { cloud_account: CloudAccountId, state: CloudAccountState, }
        "cloud account `{cloud_account}` is {state}: only a pending one can be withdrawn; a subscription in force is ended in its marketplace"
    /// It pays no more.
    CloudAccountEnded "cloud_account_ended" "" "method" { cloud_account: CloudAccountId, state: CloudAccountState, }
        "cloud account `{cloud_account}` is {state}: expected one that is pending, active or suspended"
    /// The policy does not let that provider pay there.
    ProviderNotAdmitted "provider_not_admitted" "C2" "method" { site: Box<str>, provider: Provider, }
        "site `{site}` does not admit {provider} (policy `site_providers`)"
    /// The policy keeps workspaces with an active cloud account.
    LockedIn "locked_in" "C2" "method" { workspace: WorkspaceId, cloud_account: CloudAccountId, }
        "workspace `{workspace}` is paid by cloud account `{cloud_account}`, which is active: expected its subscription ended first (policy `lock_in`)"
    /// The policy limits changes.
    ChangeLimitReached "change_limit_reached" "C2" "method" { workspace: WorkspaceId, most: u32, }
        "workspace `{workspace}` has had {most} voluntary change(s) of method this month, all that the policy allows"
    /// Too long a history.
    TooManySteps "too_many_steps" "" "workspace" { workspace: WorkspaceId, most: usize, }
        "workspace `{workspace}` has {most} steps in its history already, the most it may have"
    /// Too many messages.
    TooManySignals "too_many_signals" "" "message" { identity: SubscriptionIdentity, most: usize, }
        "subscription `{identity}` has {most} messages kept already, the most it may have"
    /// The same id with other content.
    BillConflict "bill_conflict" "P4" "bill" { bill: BillId, first: Box<Bill>, given: Box<Bill>, }
        "bill `{bill}` is known with other content: first {first}; now {given}"
    /// Its usage has no payer.
    UsageBeforeBinding "usage_before_binding" "P5" "period.start" { workspace: WorkspaceId, start: Instant, bound_at: Instant, }
        "the usage began at {start}, but workspace `{workspace}` was bound at {bound_at}: nobody pays for what was before"
    /// Its usage has no payer.
    UsageAfterDissolution "usage_after_dissolution" "P5" "period.start" { workspace: WorkspaceId, start: Instant, dissolved_at: Instant, }
        "the usage began at {start}, but workspace `{workspace}` was dissolved at {dissolved_at}: nobody pays for what is after"
    /// Credits are reversals.
    BillNegative "bill_negative" "W8" "amount" { bill: BillId, amount: Money, }
        "bill `{bill}` is {amount}, below zero: to give value back, reverse the bill that took it (`reverse_bill`)"
    /// No such bill.
    UnknownBill "unknown_bill" "" "bill" { bill: BillId, }
        "there is no bill `{bill}`"
    /// The same id with other content.
    ReversalConflict "reversal_conflict" "P4" "reversal" { bill: BillId, reversal: ReversalId, first: Box<str>, given: Box<str>, }
        "reversal `{reversal}` of bill `{bill}` is known with other content: first {first}, now {given}"
    /// More than is left.
    ReversalTooLarge "reversal_too_large" "W9" "amount" { bill: BillId, given: Money, left: Money, }
        "{given} of bill `{bill}` cannot be given back: only {left} is left of it"
    /// Nothing is left.
    NothingToReverse "nothing_to_reverse" "W9" "bill" { bill: BillId, }
        "nothing is left of bill `{bill}` to give back"
    /// A held bill has no parts.
    ReversalMustBeWhole "reversal_must_be_whole" "W9" "amount" { bill: BillId, given: Money, whole: Money, }
        "bill `{bill}` is held, so it can only be cancelled whole: expected {whole} or no amount, not {given}"
    /// Too many reversals.
    TooManyReversals "too_many_reversals" "" "bill" { bill: BillId, most: usize, }
        "bill `{bill}` has {most} reversals already, the most it may have"
    /// No such usage record.
    UnknownUsageRecord "unknown_usage_record" "N2" "record" { record: EntryPosition, }
        "there is no usage record `{record}`"
    /// No such outbox message.
    UnknownOutboxMessage "unknown_outbox_message" "N3" "outbox_message" { outbox_message: EntryPosition, }
        "there is no outbox_message `{outbox_message}`"
}

impl From<PolicyError> for Refusal {
    fn from(error: PolicyError) -> Self {
        let PolicyError { field, value, expected } = error;
        Self::InvalidPolicy { field, value, expected }
    }
}

impl From<MessageError> for Refusal {
    fn from(error: MessageError) -> Self {
        let MessageError { field, value, expected } = error;
        Self::InvalidMessage { field: field.into(), value, expected: expected.into() }
    }
}
