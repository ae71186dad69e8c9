//! Refusals: what a rule does not allow. Each refusal has a stable code. Its message is for people (A6).

use alloc::boxed::Box;

use crate::bill::Bill;
use crate::cloud_account::CloudAccountState;
use crate::id::{
    AccountId, BillId, CloudAccountId, LotId, Note, OrderId, ProviderIdentifier, ReversalId, SubscriptionIdentity,
    WorkspaceId,
};
use crate::marketplace::MessageError;
use crate::money::{Currency, Money};
use crate::policy::PolicyError;
use crate::position::EntryPosition;
use crate::provider::Provider;
use crate::time::Instant;

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident $code:literal $rule:literal $field:literal { $($part:ident: $type:ty,)* } $message:literal)+) => {
        /// A rule does not allow the command. Nothing has changed, and the refusal is not recorded (A1).
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
            /// All codes, in the order of the list in this file.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }

            /// The number of the rule, such as `W8`; empty: the refusal belongs to no numbered rule.
            pub const fn rule(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $rule),+ }
            }

            const fn listed_field(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $field),+ }
            }
        }
    };
}

refusals! {
    /// An account with this id exists already.
    AccountExists "account_exists" "" "account" { account: AccountId, }
        "account `{account}` exists already: expected a new id"
    /// There is no account with this id.
    UnknownAccount "unknown_account" "" "account" { account: AccountId, }
        "there is no account `{account}`: expected one that was opened"
    /// The account was closed. A closed account takes part in nothing.
    AccountClosed "account_closed" "" "account" { account: AccountId, closed_at: Instant, }
        "account `{account}` was closed at {closed_at}: expected an open one"
    /// The given instant is before the last decision about the account, by more than the tolerance of the policy.
    ClockRanBackwards "clock_ran_backwards" "T1" "at" { account: AccountId, at: Instant, decided_at: Instant, tolerance_seconds: u64, }
        "`at` is {at}, but account `{account}` was last decided at {decided_at}: expected no more than {tolerance_seconds} s before that; is the host's clock right?"
    /// The given instant is ahead of the clock of the ledger, by more than the tolerance of the policy.
    AtInFuture "at_in_future" "T1" "at" { what: Box<str>, at: Instant, now: Instant, tolerance_seconds: u64, }
        "`{what}` is {at}, but the clock of the ledger shows {now}: expected no more than {tolerance_seconds} s after that; is the host's clock right?"
    /// The account still has workspaces, so it cannot be closed.
    AccountHasWorkspaces "account_has_workspaces" "" "account" { account: AccountId, workspace: WorkspaceId, }
        "account `{account}` still has workspace `{workspace}`: expected all dissolved or moved"
    /// The account has an overdraft, so it cannot be closed.
    AccountInArrears "account_in_arrears" "" "account" { account: AccountId, overdraft: Money, }
        "account `{account}` owes {overdraft}: expected no overdraft"
    /// The account has held bills, so it cannot be closed.
    AccountHasHeldBills "account_has_held_bills" "" "account" { account: AccountId, bill: BillId, }
        "account `{account}` has held bill `{bill}`: expected every bill settled or reversed"
    /// The account has cloud accounts that are in use or can still be metered, so it cannot be closed.
    AccountHasCloudAccounts "account_has_cloud_accounts" "" "account" { account: AccountId, cloud_account: CloudAccountId, state: CloudAccountState, }
        "account `{account}` has cloud account `{cloud_account}`, which is {state}: expected every one closed or failed"
    /// A field of the policy has a value that no rule can use.
    InvalidPolicy "invalid_policy" "" "policy" { field: Box<str>, value: Box<str>, expected: Box<str>, }
        "`policy.{field}` is `{value}`: expected {expected}"
    /// The fields of a marketplace message contradict each other.
    InvalidMessage "invalid_message" "" "message" { field: Box<str>, value: Box<str>, expected: Box<str>, }
        "`message.{field}` is `{value}`: expected {expected}"
    /// An amount, or the account that a workspace moves to, is in another currency than the account.
    CurrencyMismatch "currency_mismatch" "W5" "amount" { field: &'static str, given: Box<str>, expected: Box<str>, }
        "`{field}` is `{given}`: expected {expected}; currencies do not mix"
    /// The amount is zero or negative.
    AmountNotPositive "amount_not_positive" "" "amount" { field: &'static str, given: Money, currency: Currency, }
        "`{field}` is `{given}`: expected an amount above zero, such as `100 {currency}`"
    /// An earlier top-up of the account had the same reference, and the policy wants unique references.
    ReferenceUsed "reference_used" "M1" "reference" { account: AccountId, reference: Note, position: u64, }
        "`reference` is `{reference}`: a top-up of account `{account}` had it at journal position {position}; expected a new reference, such as the number of the payment (policy `unique_references`)"
    /// A balance or total would be too large to stay exact.
    AmountOutOfRange "amount_out_of_range" "W6" "amount" { account: AccountId, }
        "a balance or total of account `{account}` would reach 10^15: expected less, so that every sum stays exact"
    /// Only a full-reduction voucher can have a minimum bill.
    MinimumNotAllowed "minimum_not_allowed" "W5" "minimum_bill" { lot: LotId, minimum: Money, }
        "`minimum_bill` of lot `{lot}` is `{minimum}`: expected none, as only a voucher of kind `full_reduction_voucher` may have one"
    /// The kind of the lot is not a kind of voucher.
    NotAVoucher "not_a_voucher" "M3" "kind" { lot: LotId, }
        "`kind` of lot `{lot}` is `card`: expected `ordinary_voucher` or `full_reduction_voucher`; cards are granted, bought or redeemed"
    /// The account has a lot with this id already.
    LotExists "lot_exists" "" "lot" { account: AccountId, lot: LotId, }
        "account `{account}` has had a lot `{lot}` already: expected a new id"
    /// The account has the largest allowed number of open lots.
    TooManyLots "too_many_lots" "" "lot" { account: AccountId, most: usize, }
        "account `{account}` has {most} open lots already, the most an account may have"
    /// The lot could never pay: its validity ends before it begins, or has ended.
    ValidityEmpty "validity_empty" "W5" "valid_until" { lot: LotId, valid_from: Instant, valid_until: Instant, at: Instant, }
        "lot `{lot}` would be valid from {valid_from} until {valid_until}, decided at {at}: expected `valid_until` after both"
    /// The face value of a bought card is not a multiple of the amount in the policy.
    CardNotAMultiple "card_not_a_multiple" "M2" "face" { face: Money, multiple: Money, }
        "`face` is `{face}`: expected a multiple of {multiple}, such as `{multiple}`"
    /// The account has less cash than the price of the card.
    CashNotEnough "cash_not_enough" "M2" "face" { face: Money, cash: Money, }
        "`face` is `{face}`: expected at most {cash}, the cash of the account"
    /// The order was redeemed already.
    OrderAlreadyRedeemed "order_already_redeemed" "M2" "order" { order: OrderId, account: AccountId, }
        "order `{order}` was redeemed already, by account `{account}`: an order counts once"
    /// The account has no lot with this id.
    UnknownLot "unknown_lot" "" "lot" { account: AccountId, lot: LotId, }
        "account `{account}` has no lot `{lot}`"
    /// The lot was made void already.
    LotAlreadyVoid "lot_already_void" "" "lot" { lot: LotId, }
        "lot `{lot}` is void already"
    /// The validity of the lot has ended.
    LotExpired "lot_expired" "W5" "lot" { lot: LotId, valid_until: Instant, }
        "lot `{lot}` expired at {valid_until}"
    /// A workspace with this site and id exists already.
    WorkspaceExists "workspace_exists" "" "workspace" { workspace: WorkspaceId, account: AccountId, }
        "workspace `{workspace}` is bound already, to account `{account}`"
    /// The given start of the binding is later than the decision.
    SinceInFuture "since_in_future" "T3" "since" { since: Instant, at: Instant, }
        "`since` is {since}, after the decision at {at}: expected an instant not later"
    /// There is no workspace with this site and id.
    UnknownWorkspace "unknown_workspace" "" "workspace" { workspace: WorkspaceId, }
        "there is no workspace `{workspace}`: expected one that was bound"
    /// The workspace belongs to another account. Only its own account may change it.
    NotOwner "not_owner" "C1" "account" { account: AccountId, what: Box<str>, owner: AccountId, }
        "{what} belongs to account `{owner}`, not to `{account}`: only its own account may change it"
    /// The workspace was dissolved.
    WorkspaceDissolved "workspace_dissolved" "" "workspace" { workspace: WorkspaceId, dissolved_at: Instant, }
        "workspace `{workspace}` was dissolved at {dissolved_at}"
    /// The workspace belongs to the target account already.
    SameAccount "same_account" "" "to" { account: AccountId, }
        "the workspace belongs to account `{account}` already: expected another account"
    /// A cloud account with this id exists already.
    CloudAccountExists "cloud_account_exists" "" "cloud_account" { cloud_account: CloudAccountId, }
        "there is or was a cloud account `{cloud_account}`: expected a new id"
    /// The subscription is linked to another cloud account that is in use, or that is closing.
    SubscriptionAlreadyLinked "subscription_already_linked" "" "subscription" { identity: SubscriptionIdentity, cloud_account: CloudAccountId, state: Box<str>, expected: Box<str>, }
        "subscription `{identity}` is linked already, as cloud account `{cloud_account}`, which is {state}: expected {expected}"
    /// The marketplace stated another account for the subscription than the link names.
    SubscriptionOfAnother "subscription_of_another" "C4" "subscription" { identity: SubscriptionIdentity, }
        "subscription `{identity}` belongs to another account, by the marketplace's own message: expected the account that bought it"
    /// Account id and instance id are exchanged: the marketplace knows them the other way round.
    IdentifiersSwapped "identifiers_swapped" "C4" "subscription" { instance: ProviderIdentifier, account: ProviderIdentifier, }
        "`account_id` and `instance_id` are swapped: by the marketplace's own message `{account}` is the account, and `{instance}` is the instance"
    /// The subscription has ended, so it cannot be linked.
    SubscriptionEnded "subscription_ended" "" "subscription" { identity: SubscriptionIdentity, ended_at: Instant, }
        "subscription `{identity}` ended or failed at {ended_at}, by the marketplace's own message: expected one that can still pay"
    /// There is no cloud account with this id, or it belongs to another account.
    UnknownCloudAccount "unknown_cloud_account" "" "cloud_account" { cloud_account: CloudAccountId, }
        "there is no cloud account `{cloud_account}`: expected one that was linked"
    /// The cloud account was active already. Only the marketplace can end it.
    CloudAccountNotPending "cloud_account_not_pending" "" "cloud_account" { cloud_account: CloudAccountId, state: CloudAccountState, }
        "cloud account `{cloud_account}` is {state}: only a pending one can be withdrawn; a subscription in force is ended in its marketplace"
    /// The cloud account has failed or is closed, so there is no link to undo.
    CloudAccountNotLinked "cloud_account_not_linked" "C4" "cloud_account" { cloud_account: CloudAccountId, state: CloudAccountState, }
        "cloud account `{cloud_account}` is {state}: expected one that is pending, active, suspended or closing"
    /// A provider has accepted usage of the cloud account, or has not answered a usage record yet.
    CloudAccountMetered "cloud_account_metered" "C4" "cloud_account" { cloud_account: CloudAccountId, }
        "usage of cloud account `{cloud_account}` was reported to its marketplace: a link can be undone only while nothing is metered"
    /// The reason is empty.
    ReasonMissing "reason_missing" "C4" "reason" { cloud_account: CloudAccountId, }
        "`reason` is empty: expected why cloud account `{cloud_account}` is unlinked"
    /// The cloud account has failed or ended, so it cannot be chosen.
    CloudAccountEnded "cloud_account_ended" "" "method" { cloud_account: CloudAccountId, state: CloudAccountState, }
        "cloud account `{cloud_account}` is {state}: expected one that is pending, active or suspended"
    /// The policy does not allow this provider on the site of the workspace.
    ProviderNotAdmitted "provider_not_admitted" "C2" "method" { site: Box<str>, provider: Provider, }
        "site `{site}` does not admit {provider} (policy `site_providers`)"
    /// The policy does not allow a workspace with an active cloud account to move.
    LockedIn "locked_in" "C2" "method" { workspace: WorkspaceId, cloud_account: CloudAccountId, }
        "workspace `{workspace}` is paid by cloud account `{cloud_account}`, which is active: expected its subscription ended first (policy `lock_in`)"
    /// The workspace has the largest number of changes that the policy allows in a month.
    ChangeLimitReached "change_limit_reached" "C2" "method" { workspace: WorkspaceId, most: u32, }
        "workspace `{workspace}` has had {most} voluntary change(s) of method this month, all that the policy allows"
    /// The history of the workspace has the largest allowed number of steps.
    TooManySteps "too_many_steps" "" "workspace" { workspace: WorkspaceId, most: usize, }
        "workspace `{workspace}` has {most} steps in its history already, the most it may have"
    /// The subscription has the largest allowed number of signals.
    TooManySignals "too_many_signals" "" "message" { identity: SubscriptionIdentity, most: usize, }
        "subscription `{identity}` has {most} messages kept already, the most it may have"
    /// A bill with this id and other content was recorded already.
    BillConflict "bill_conflict" "P4" "bill" { bill: BillId, first: Box<Bill>, given: Box<Bill>, }
        "bill `{bill}` is known with other content: first {first}; now {given}"
    /// The usage began before the workspace was bound, so it has no payer.
    UsageBeforeBinding "usage_before_binding" "P5" "period.start" { workspace: WorkspaceId, start: Instant, bound_at: Instant, }
        "the usage began at {start}, but workspace `{workspace}` was bound at {bound_at}: usage before that has no payer"
    /// The usage began after the workspace was dissolved, so it has no payer.
    UsageAfterDissolution "usage_after_dissolution" "P5" "period.start" { workspace: WorkspaceId, start: Instant, dissolved_at: Instant, }
        "the usage began at {start}, but workspace `{workspace}` was dissolved at {dissolved_at}: usage after that has no payer"
    /// The amount of the bill is negative. A credit is a reversal.
    BillNegative "bill_negative" "W8" "amount" { bill: BillId, amount: Money, }
        "`amount` of bill `{bill}` is `{amount}`: expected 0 or more; to refund value, reverse the bill that took it (`reverse_bill`)"
    /// There is no bill with this id.
    UnknownBill "unknown_bill" "" "bill" { bill: BillId, }
        "there is no bill `{bill}`"
    /// The bill has a reversal with this id and other content already.
    ReversalConflict "reversal_conflict" "P4" "reversal" { bill: BillId, reversal: ReversalId, first: Box<str>, given: Box<str>, }
        "reversal `{reversal}` of bill `{bill}` is known with other content: first {first}, now {given}"
    /// The reversal is larger than the part of the bill that was not reversed yet.
    ReversalTooLarge "reversal_too_large" "W9" "amount" { bill: BillId, given: Money, left: Money, }
        "`amount` is `{given}`: expected at most {left}, which is left of bill `{bill}`"
    /// The whole bill was reversed already.
    NothingToReverse "nothing_to_reverse" "W9" "bill" { bill: BillId, }
        "nothing is left of bill `{bill}` to refund"
    /// A held bill can only be reversed as a whole.
    ReversalMustBeWhole "reversal_must_be_whole" "W9" "amount" { bill: BillId, given: Money, whole: Money, }
        "`amount` is `{given}`: expected `{whole}` or no amount, as bill `{bill}` is held and can only be cancelled whole"
    /// The bill has the largest allowed number of reversals.
    TooManyReversals "too_many_reversals" "" "bill" { bill: BillId, most: usize, }
        "bill `{bill}` has {most} reversals already, the most it may have"
    /// There is no usage record with this number.
    UnknownUsageRecord "unknown_usage_record" "N2" "record" { record: EntryPosition, }
        "there is no usage record `{record}`"
    /// There is no outbox message with this number.
    UnknownOutboxMessage "unknown_outbox_message" "N3" "outbox_message" { outbox_message: EntryPosition, }
        "there is no outbox_message `{outbox_message}`"
}

impl Refusal {
    /// The field of the command that the refusal is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::CurrencyMismatch { field, .. } | Self::AmountNotPositive { field, .. } => field,
            other => other.listed_field(),
        }
    }
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
