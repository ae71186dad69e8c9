//! What may be asked. `docs/commands/README.md` describes the interchange form of each, field by field.

use alloc::boxed::Box;
use serde::{Deserialize, Serialize};

use crate::bill::Bill;
use crate::fund::LotKind;
use crate::id::{
    AccountId, BillId, CloudAccountId, IdempotencyKey, LotId, Note, OrderId, ProviderIdentifier, ReversalId,
    WorkspaceId,
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

        /// Everything that may be asked.
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
        /// Its id, new.
        account: AccountId,
        /// Its only currency.
        currency: Currency,
    }
    /// Closes an account for ever.
    "close_account" CloseAccount {
        /// Which.
        account: AccountId,
    }
    /// Replaces the policy of an account, or the file's default.
    "set_policy" SetPolicy {
        /// Whose; absent: of every account that has none of its own.
        #[serde(default)]
        account: Option<AccountId>,
        /// The whole policy; fields left out take the built-in defaults.
        policy: Box<Policy>,
    }
    /// Pays money in (M1).
    "top_up" TopUp {
        /// Whose.
        account: AccountId,
        /// How much.
        amount: Money,
        /// The payment's own reference.
        #[serde(default)]
        reference: Option<Note>,
    }
    /// Issues a voucher (M3).
    "issue_voucher" IssueVoucher {
        /// Whose.
        account: AccountId,
        /// Its id, new within the account.
        lot: LotId,
        /// An ordinary or a full-reduction voucher.
        kind: LotKind,
        /// Its value.
        face: Money,
        /// The first instant it pays; absent: at once.
        #[serde(default)]
        valid_from: Option<Instant>,
        /// The first instant it no longer pays; absent: never.
        #[serde(default)]
        valid_until: Option<Instant>,
        /// The smallest bill it pays, for full-reduction vouchers.
        #[serde(default)]
        minimum_bill: Option<Money>,
    }
    /// Grants a stored-value card (M2).
    "grant_card" GrantCard {
        /// Whose.
        account: AccountId,
        /// Its id, new within the account.
        lot: LotId,
        /// Its value.
        face: Money,
        /// The first instant it pays; absent: at once.
        #[serde(default)]
        valid_from: Option<Instant>,
        /// The first instant it no longer pays; absent: never.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Buys a stored-value card from cash (M2).
    "buy_card" BuyCard {
        /// Whose.
        account: AccountId,
        /// Its id, new within the account.
        lot: LotId,
        /// Its value and its price.
        face: Money,
        /// The first instant it no longer pays; absent: never.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Redeems an order of Huawei Cloud's market into a card (M2).
    "redeem_huawei_order" RedeemHuaweiOrder {
        /// Whose.
        account: AccountId,
        /// The card's id, new within the account.
        lot: LotId,
        /// The order; counts once over the whole file.
        order: OrderId,
        /// Who ordered.
        huawei_account: ProviderIdentifier,
        /// The card's value.
        face: Money,
        /// The first instant it no longer pays; absent: never.
        #[serde(default)]
        valid_until: Option<Instant>,
    }
    /// Makes a lot void.
    "void_lot" VoidLot {
        /// Whose.
        account: AccountId,
        /// Which.
        lot: LotId,
        /// Why.
        #[serde(default)]
        reason: Option<Note>,
    }
    /// Binds a new workspace to an account.
    "bind_workspace" BindWorkspace {
        /// Whose.
        account: AccountId,
        /// Its site and id, new.
        workspace: WorkspaceId,
        /// When its usage begins to be the account's to pay; absent: now.
        #[serde(default)]
        since: Option<Instant>,
    }
    /// Moves a workspace to another account.
    "move_workspace" MoveWorkspace {
        /// Its owner now.
        account: AccountId,
        /// Which.
        workspace: WorkspaceId,
        /// Its owner from now on.
        to: AccountId,
    }
    /// Ends a workspace.
    "dissolve_workspace" DissolveWorkspace {
        /// Its owner.
        account: AccountId,
        /// Which.
        workspace: WorkspaceId,
    }
    /// Links a marketplace subscription to an account.
    "link_cloud_account" LinkCloudAccount {
        /// Whose.
        account: AccountId,
        /// Our name for the link, new.
        cloud_account: CloudAccountId,
        /// The provider's identifiers.
        subscription: Subscription,
    }
    /// Gives up a link that the marketplace never confirmed.
    "withdraw_cloud_account" WithdrawCloudAccount {
        /// Whose.
        account: AccountId,
        /// Which.
        cloud_account: CloudAccountId,
    }
    /// Chooses the settlement method of a workspace (C1).
    "choose_method" ChooseMethod {
        /// The workspace's owner.
        account: AccountId,
        /// Which.
        workspace: WorkspaceId,
        /// Who shall pay.
        method: Payer,
    }
    /// Takes in what a marketplace said.
    "ingest" Ingest {
        /// The message in canonical form.
        message: Box<MarketplaceMessage>,
    }
    /// Settles a bill (P4).
    "settle_bill" SettleBill {
        /// The bill.
        bill: Bill,
        /// Whose it is, as the caller knows it; absent: whoever the workspace belonged to at the start of the usage.
        #[serde(default)]
        account: Option<AccountId>,
    }
    /// Gives a bill's value back, whole or in part (W9).
    "reverse_bill" ReverseBill {
        /// Which.
        bill: BillId,
        /// This giving-back's id, unique within the bill.
        reversal: ReversalId,
        /// How much; absent: all that is left.
        #[serde(default)]
        amount: Option<Money>,
        /// Why.
        #[serde(default)]
        reason: Option<Note>,
    }
    /// Asks for the next usage record of a cloud account (N2).
    "request_metering" RequestMetering {
        /// Whose usage.
        cloud_account: CloudAccountId,
    }
    /// Tells what the provider answered to a usage record (N2).
    "acknowledge_metering" AcknowledgeMetering {
        /// Which.
        record: EntryPosition,
        /// What it answered.
        outcome: MeteringOutcome,
        /// The provider's own id of the record.
        #[serde(default)]
        provider_record: Option<Note>,
    }
    /// Lets everything happen that has fallen due.
    "advance" Advance {
    }
    /// Tells that an outbox message was met (N3).
    "acknowledge" Acknowledge {
        /// Which.
        outbox_message: EntryPosition,
    }
}

/// A command with its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub command: Command,
    /// The instant of the decision (T1); absent: the host's clock.
    pub at: Option<Instant>,
    /// Who asks.
    pub actor: Option<Note>,
    /// The caller's own id for the command (A2).
    pub idempotency_key: Option<IdempotencyKey>,
}

impl Request {
    /// The bare command, decided at the host's clock.
    pub fn new(command: impl Into<Command>) -> Self {
        Self { command: command.into(), at: None, actor: None, idempotency_key: None }
    }

    /// Decided at `at`.
    #[must_use]
    pub const fn at(mut self, at: Instant) -> Self {
        self.at = Some(at);
        self
    }

    /// Asked by `actor`.
    #[must_use]
    pub fn by(mut self, actor: Note) -> Self {
        self.actor = Some(actor);
        self
    }

    /// With the caller's own id (A2).
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
