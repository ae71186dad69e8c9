//! Which tables there are, and their columns.

use std::fmt;
use std::str::FromStr;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// An exact amount: 38 digits, 12 of them decimals. Its currency stands in the column `currency`.
    Amount,
    /// A point in time, nanoseconds, UTC.
    Instant,
    /// A whole number.
    Count,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, stable.
    pub name: &'static str,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether it may be empty.
    pub optional: bool,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $name:literal { $($column:ident: $kind:ident $($optional:literal)?,)+ })+) => {
        /// A table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table { $($(#[$doc])* $variant,)+ }

        impl Table {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Its columns, in order.
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
    /// One row for every fund that paid a bill or got something back, the latter below zero: who paid, out of which money.
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
    /// One row for every bill. `status_at`: when it was settled or cancelled, or since when it is held.
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
    /// One row for every account.
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
    /// One row for every voucher and card, those used up included.
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
    /// One row for every interval of a workspace's timeline: who pays its usage, from when until when.
    Timeline = "timeline" {
        workspace: Text,
        account: Text,
        payer: Text,
        from: Instant,
        until: Instant true,
        cause: Text,
        recorded_at: Instant,
    }
    /// One row for every cloud account.
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
    /// One row for every outbox message, met or not.
    Obligations = "outbox" {
        outbox_message: Text,
        raised_at: Instant,
        template: Text,
        account: Text true,
        acknowledged_at: Instant true,
    }
    /// One row for every entry of the journal.
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
