//! The tables and their columns.

use std::fmt;
use std::str::FromStr;

/// The kind of the values in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// UTF-8 text.
    Text,
    /// An exact amount: 38 digits, 12 of them decimals. Its currency is in the column `currency`, or is the account's
    /// currency.
    Amount,
    /// A point in time in UTC, with nanoseconds.
    Instant,
    /// A whole number, 0 or more.
    Count,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The stable name.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: ColumnKind,
    /// `true` when values can be absent.
    pub optional: bool,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $name:literal { $($column:ident: $kind:ident $($optional:literal)?,)+ })+) => {
        /// A table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table { $($(#[$doc])* $variant,)+ }

        impl Table {
            /// All tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The columns, in order.
            pub const fn columns(self) -> &'static [Column] {
                match self {
                    $(Self::$variant => const { &[
                        $(Column { name: stringify!($column), kind: ColumnKind::$kind, optional: false $(|| $optional)? }),+
                    ] },)+
                }
            }
        }
    };
}

tables! {
    /// One row per amount that a fund paid for a bill or got back. Amounts that a fund got back are negative.
    Payments = "payments" {
        position: Count,
        decided_at: Instant,
        event: Text,
        account: Text,
        workspace: Text,
        bill: Text,
        item: Text,
        period_start: Instant,
        period_end: Instant,
        payer: Text true,
        fund: Text,
        lot: Text true,
        amount: Amount,
        currency: Text,
    }
    /// One row per bill. `status_at`: the instant at which it was settled, held or cancelled.
    Bills = "bills" {
        bill: Text,
        account: Text,
        workspace: Text,
        item: Text,
        period_start: Instant,
        period_end: Instant,
        amount: Amount,
        reversed: Amount,
        currency: Text,
        status: Text,
        status_at: Instant,
        payer: Text true,
        payer_rule: Text true,
    }
    /// One row per account.
    Accounts = "accounts" {
        account: Text,
        currency: Text,
        standing: Text,
        cash: Amount,
        overdraft: Amount,
        opened_at: Instant,
        closed_at: Instant true,
        decided_at: Instant,
    }
    /// One row per voucher and card, including exhausted, expired and void ones.
    Lots = "lots" {
        account: Text,
        lot: Text,
        kind: Text,
        face: Amount,
        available: Amount,
        currency: Text,
        minimum_bill: Amount true,
        valid_from: Instant,
        valid_until: Instant true,
        issued_at: Instant,
        origin: Text,
        state: Text,
        closed_at: Instant true,
    }
    /// One row per interval of a workspace's timeline: the payer of usage, from an instant until another.
    /// `display_name` is the present one of the workspace.
    Timeline = "timeline" {
        workspace: Text,
        account: Text,
        payer: Text,
        from: Instant,
        until: Instant true,
        cause: Text,
        recorded_at: Instant,
        display_name: Text true,
    }
    /// One row per cloud account.
    CloudAccounts = "cloud_accounts" {
        cloud_account: Text,
        account: Text,
        provider: Text,
        subscription: Text,
        state: Text,
        linked_at: Instant,
        active_from: Instant true,
        ended_at: Instant true,
        metering_deadline: Instant true,
    }
    /// One row per outbox message, pending or acknowledged. Messages for the operator have no account, so they are in
    /// no table of one account.
    Outbox = "outbox" {
        outbox_message: Text,
        raised_at: Instant,
        template: Text,
        account: Text true,
        acknowledged_at: Instant true,
    }
    /// One row per held bill, by account and in the order in which the bills began to be held. `until`: the instant
    /// from which on the enterprise account pays for the suspended cloud account. `missing`: the amount that no fund
    /// covers now, for this bill alone; absent while the cloud account that should pay is suspended.
    Held = "held" {
        bill: Text,
        account: Text,
        workspace: Text,
        item: Text,
        amount: Amount,
        currency: Text,
        since: Instant,
        reason: Text,
        cloud_account: Text true,
        until: Instant true,
        missing: Amount true,
    }
    /// One row per entry of the journal. An entry belongs to the accounts of its events. An entry without an account is
    /// in no table of one account.
    Journal = "journal" {
        position: Count,
        decided_at: Instant,
        asked_at: Instant,
        recorded_at: Instant,
        actor: Text true,
        idempotency_key: Text true,
        command: Text,
        events: Count,
        head: Text,
    }
    /// One row per subscription with signals that wait for a link. The columns from `account_id` on are what a link has
    /// to name, as far as it is known. No row belongs to an account, so none is in a table of one account.
    Unmatched = "unmatched" {
        identity: Text,
        provider: Text,
        signals: Count,
        first: Instant,
        last: Instant,
        state: Text,
        reason: Text,
        stated_accounts: Text true,
        subscription_ended: Instant true,
        link_from: Instant true,
        account_id: Text true,
        instance_id: Text true,
        license_id: Text true,
        customer_identifier: Text true,
        product_code: Text true,
        succeeds: Text true,
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Table {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|table| table.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|table| table.name()).collect();
            format!("`{}`: expected one of {}", text.chars().take(80).collect::<String>(), names.join(", "))
        })
    }
}
