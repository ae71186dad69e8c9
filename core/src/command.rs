//! The commands. `docs/commands/README.md` describes the interchange form of each, field by field.

use alloc::boxed::Box;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::account::Language;
use crate::bill::Bill;
use crate::fund::LotKind;
use crate::id::{
    AccountId, BillId, CloudAccountId, DisplayName, ExportId, IdempotencyKey, LotId, Note, OrderId, ProviderIdentifier,
    ReversalId, TimeZoneName, WorkspaceId,
};
use crate::marketplace::MarketplaceMessage;
use crate::metering::MeteringOutcome;
use crate::method::Payer;
use crate::money::{Currency, Money};
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::subscription::Subscription;
use crate::time::Instant;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:literal $variant:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $variant { $($(#[$field_doc])* pub $field: $type,)* }

            impl From<$variant> for Command {
                fn from(command: $variant) -> Self {
                    Self::$variant(command)
                }
            }
        )+

        /// Any command.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Command {
            $($(#[$doc])* #[serde(rename = $name)] $variant($variant),)+
        }

        impl Command {
            /// The names of all commands, in the order of this list.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name in the interchange form.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),+ }
            }
        }
    };
}

commands! {
    /// Opens an account.
    "open_account" OpenAccount {
        /// The id of the account. It must be new.
        account: AccountId,
        /// The currency of the account. It never changes.
        currency: Currency,
    }
    /// Closes an account permanently.
    "close_account" CloseAccount {
        /// The account to close. It must be open, without overdraft, workspaces, held bills or live cloud accounts.
        account: AccountId,
    }
    /// Replaces the policy of an account, or the file's default.
    "set_policy" SetPolicy {
        /// The account that gets the policy; absent: the default for every account without a policy of its own.
        #[serde(default)]
        account: Option<AccountId>,
        /// The whole policy. A field that is left out takes its built-in default.
        policy: Box<Policy>,
    }
    /// Pays money into an account (M1).
    "top_up" TopUp {
        /// The account that receives the money.
        account: AccountId,
        /// The amount paid in, above zero, in the account's currency.
        amount: Money,
        /// The reference of the payment, as free text.
        #[serde(default)]
        reference: Option<Note>,
    }
    /// Issues a voucher (M3).
    "issue_voucher" IssueVoucher {
        /// The account that receives the voucher.
        account: AccountId,
        /// The id of the voucher. It must be new within the account.
        lot: LotId,
        /// The kind of voucher: ordinary or full-reduction. A card is refused.
        kind: LotKind,
        /// The value of the voucher, above zero, in the account's currency.
        face: Money,
        /// The first instant at which the voucher can pay; absent: the instant of the decision.
        #[serde(default)]
        valid_from: Option<Instant>,
        /// The first instant at which the voucher can no longer pay; absent: it never expires.
        #[serde(default)]
        valid_until: Option<Instant>,
        /// The smallest bill that the voucher pays (W5). Only full-reduction vouchers may have one.
        #[serde(default)]
        minimum_bill: Option<Money>,
    }
    /// Grants a stored-value card (M2).
    "grant_card" GrantCard {
        /// The account that receives the card.
        account: AccountId,
        /// The id of the card. It must be new within the account.
        lot: LotId,
        /// The value of the card, above zero, in the account's currency.
        face: Money,
        /// The first instant at which the card can pay; absent: the instant of the decision.
        #[serde(default)]
        valid_from: Option<Instant>,
        /// The first instant at which the card can no longer pay; absent: it never expires.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Buys a stored-value card from cash (M2).
    "buy_card" BuyCard {
        /// The account that buys the card.
        account: AccountId,
        /// The id of the card. It must be new within the account.
        lot: LotId,
        /// The value of the card, which is also its price: a multiple of the policy's `card_multiple`, at most the
        /// cash.
        face: Money,
        /// The first instant at which the card can no longer pay; absent: it never expires.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Redeems an order from Huawei Cloud's market for a card (M2).
    "redeem_huawei_order" RedeemHuaweiOrder {
        /// The account that receives the card.
        account: AccountId,
        /// The id of the card. It must be new within the account.
        lot: LotId,
        /// The number of the order. One order can be redeemed once in the whole ledger.
        order: OrderId,
        /// The Huawei Cloud account that placed the order.
        huawei_account: ProviderIdentifier,
        /// The value of the card: a multiple of the policy's `card_multiple`, in the account's currency.
        face: Money,
        /// The first instant at which the card can no longer pay; absent: it never expires.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Makes a voucher or a card void. The value left in it is lost.
    "void_lot" VoidLot {
        /// The account that owns the lot.
        account: AccountId,
        /// The voucher or card to make void.
        lot: LotId,
        /// The reason, as free text.
        #[serde(default)]
        reason: Option<Note>,
    }
    /// Binds a workspace to an account, or extends its first binding backwards (P5).
    "bind_workspace" BindWorkspace {
        /// The account that the workspace will belong to.
        account: AccountId,
        /// The site and the id of the workspace. It must be new, unless `since` is before its first binding to this
        /// account.
        workspace: WorkspaceId,
        /// The instant from which the account pays for the usage, not after the decision; absent: the instant of the
        /// decision.
        #[serde(default)]
        since: Option<Instant>,
        /// The name by which people know the workspace; absent: it has none. It has no effect when a binding is
        /// extended.
        #[serde(default)]
        display_name: Option<DisplayName>,
    }
    /// Moves a workspace to another account.
    "move_workspace" MoveWorkspace {
        /// The account that owns the workspace before the move.
        account: AccountId,
        /// The workspace to move.
        workspace: WorkspaceId,
        /// The account that owns the workspace after the move. It must have the same currency.
        to: AccountId,
    }
    /// Dissolves a workspace. Usage that begins later has no payer (P5).
    "dissolve_workspace" DissolveWorkspace {
        /// The account that owns the workspace.
        account: AccountId,
        /// The workspace to dissolve.
        workspace: WorkspaceId,
    }
    /// Links a marketplace subscription to an account.
    "link_cloud_account" LinkCloudAccount {
        /// The account that gets the cloud account.
        account: AccountId,
        /// The id of the cloud account in this ledger. It must be new.
        cloud_account: CloudAccountId,
        /// The identifiers by which the provider knows the subscription.
        subscription: Subscription,
    }
    /// Withdraws a cloud account that the marketplace has not confirmed.
    "withdraw_cloud_account" WithdrawCloudAccount {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account to withdraw. It must be pending.
        cloud_account: CloudAccountId,
    }
    /// Chooses the settlement method of a workspace (C1).
    "choose_method" ChooseMethod {
        /// The account that owns the workspace.
        account: AccountId,
        /// The workspace whose method changes.
        workspace: WorkspaceId,
        /// The payer that is chosen: the enterprise account or one of the account's cloud accounts.
        method: Payer,
    }
    /// Receives a message from a marketplace.
    "ingest" Ingest {
        /// The message in its canonical form.
        message: Box<MarketplaceMessage>,
    }
    /// Settles a bill (P4).
    "settle_bill" SettleBill {
        /// The bill. Its id settles once.
        bill: Bill,
        /// The account that the caller expects to pay; the command is refused (C1) when it is not the
        /// workspace's owner at the start of the usage. Absent: that owner, without a check.
        #[serde(default)]
        account: Option<AccountId>,
    }
    /// Reverses a bill: refunds its value, whole or in part (W9).
    "reverse_bill" ReverseBill {
        /// The bill to reverse.
        bill: BillId,
        /// The id of this reversal. It must be unique within the bill.
        reversal: ReversalId,
        /// The amount to refund, above zero and at most what is left of the bill; absent: all that is left.
        #[serde(default)]
        amount: Option<Money>,
        /// The reason, as free text.
        #[serde(default)]
        reason: Option<Note>,
    }
    /// Asks for the next usage record of a cloud account (N2).
    "request_metering" RequestMetering {
        /// The cloud account whose charges are to be metered.
        cloud_account: CloudAccountId,
    }
    /// Records the answer of a provider to a usage record (N2).
    "acknowledge_metering" AcknowledgeMetering {
        /// The number of the usage record.
        record: EntryPosition,
        /// The answer of the provider.
        outcome: MeteringOutcome,
        /// The provider's own id of the usage record.
        #[serde(default)]
        provider_record: Option<Note>,
    }
    /// Applies everything that has fallen due: expiries, reminders, locks and metering deadlines.
    "advance" Advance {
    }
    /// Records that the host delivered an outbox message (N3).
    "acknowledge" Acknowledge {
        /// The number of the outbox message.
        outbox_message: EntryPosition,
    }
    /// Undoes a wrong link to a subscription, while nothing is metered (C4).
    "unlink_cloud_account" UnlinkCloudAccount {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account to unlink. It must be pending, active, suspended or closing.
        cloud_account: CloudAccountId,
        /// The reason, as free text; not empty.
        reason: Note,
    }
    /// Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4).
    "restate_bill" RestateBill {
        /// The bill that is replaced.
        bill: BillId,
        /// The id of the reversal of that bill. It must be unique within the bill.
        reversal: ReversalId,
        /// The bill that takes its place, of the same workspace and with a new id; absent: the provider withdrew the
        /// charge.
        #[serde(default)]
        by: Option<Bill>,
        /// The reason, as free text.
        #[serde(default)]
        reason: Option<Note>,
    }
    /// Records which part of an export the charges of some bills are in (P4).
    "claim_charges" ClaimCharges {
        /// The name of the export.
        export_name: ExportId,
        /// The part of the export, such as a digest of its content.
        part: ExportId,
        /// The bills whose charges are in this part.
        bills: Vec<BillId>,
    }
    /// Sets or removes the display name of a workspace.
    "rename_workspace" RenameWorkspace {
        /// The account that owns the workspace.
        account: AccountId,
        /// The workspace to rename. Its site and id stay.
        workspace: WorkspaceId,
        /// The name by which people know the workspace; absent: it has none any more.
        #[serde(default)]
        display_name: Option<DisplayName>,
    }
    /// Sets the language and the time zone of the mails to an account.
    "set_mail_settings" SetMailSettings {
        /// The account that receives the mails.
        account: AccountId,
        /// The language of the mails; absent: the default of the host.
        #[serde(default)]
        language: Option<Language>,
        /// The time zone of the instants in the mails, a name of the IANA database such as `Asia/Shanghai`; absent: the
        /// default of the host. Only its form is checked.
        #[serde(default)]
        time_zone: Option<TimeZoneName>,
    }
}

/// A command with its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The command itself.
    pub command: Command,
    /// The instant of the decision (T1); absent: the time of the host's clock.
    pub at: Option<Instant>,
    /// The person or program that asks, as free text.
    pub actor: Option<Note>,
    /// The caller's own id of the command, which makes a retry safe (A2).
    pub idempotency_key: Option<IdempotencyKey>,
}

impl Request {
    /// A request for `command` alone: at the time of the host's clock, without an actor and without a key.
    pub fn new(command: impl Into<Command>) -> Self {
        Self { command: command.into(), at: None, actor: None, idempotency_key: None }
    }

    /// The same request, to be decided at `at`.
    #[must_use]
    pub const fn at(mut self, at: Instant) -> Self {
        self.at = Some(at);
        self
    }

    /// The same request, with `actor` as the one that asks.
    #[must_use]
    pub fn by(mut self, actor: Note) -> Self {
        self.actor = Some(actor);
        self
    }

    /// The same request, with the caller's own id of the command (A2).
    #[must_use]
    pub fn with_key(mut self, key: IdempotencyKey) -> Self {
        self.idempotency_key = Some(key);
        self
    }
}

impl<C: Into<Command>> From<C> for Request {
    fn from(command: C) -> Self {
        Self::new(command)
    }
}
