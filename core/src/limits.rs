//! Every limit of the domain, in one place.

use rust_decimal::Decimal;

/// The largest id, in bytes of UTF-8.
pub const ID_BYTES_MAX: usize = 128;
/// The largest site name, in bytes of UTF-8.
pub const SITE_BYTES_MAX: usize = 64;
/// The longest display name, in characters (Unicode code points).
pub const DISPLAY_NAME_CHARS_MAX: usize = 128;
/// The longest name of a time zone, in bytes.
pub const TIME_ZONE_BYTES_MAX: usize = 64;
/// The largest free text (a reason, a reference, an actor), in bytes of UTF-8.
pub const TEXT_BYTES_MAX: usize = 1_024;
/// The largest marketplace message that is stored, in bytes: the limit of AWS SNS.
pub const RAW_MESSAGE_BYTES_MAX: usize = 256 * 1_024;
/// The largest address that lets its holder act, in bytes.
pub const ADDRESS_BYTES_MAX: usize = 2_048;
/// The largest number of decimals of an amount.
pub const DECIMALS_MAX: u32 = 12;
/// Amounts, balances and totals are below this in absolute value. With [`DECIMALS_MAX`] decimals that is 27 digits, and
/// `Decimal` holds 28 exactly: no addition within the limit rounds.
pub const AMOUNT_BOUND: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);
/// The largest number of open lots of one account.
pub const OPEN_LOTS_MAX: usize = 10_000;
/// The largest number of lots that paid nothing that a receipt names one by one; those after them are ranges. Most
/// accounts have fewer lots, so their receipts name each lot, and a receipt stays within some kilobytes for all others.
pub const SKIPPED_LOTS_NAMED_MAX: usize = 32;
/// The largest number of entries in one waterfall list, tier list or item list of a policy.
pub const POLICY_ENTRIES_MAX: usize = 256;
/// The largest number of signals of one subscription.
pub const SIGNALS_MAX: usize = 10_000;
/// The largest number of steps (binding, choices, moves) in the history of one workspace.
pub const STEPS_MAX: usize = 10_000;
/// The largest number of reversals of one bill.
pub const REVERSALS_MAX: usize = 1_000;
/// The largest number of due instants of accounts that one `advance` processes.
pub const ADVANCE_MAX: usize = 1_024;
/// The largest entry of the journal in bytes: a command with its events. It is large on purpose. One command corrects
/// all bills of a cloud account, or pays all held bills of an account, with about 100 bytes for each; and what is due
/// for an account is part of its next command, so a bound that an account reaches would stop that account.
pub const ENTRY_BYTES_MAX: usize = 512 << 20;
/// The largest commit in bytes: the entries that one write makes durable. The file holds an entry in one value, and the
/// largest value of redb has 3 GiB.
pub const COMMIT_BYTES_MAX: usize = 1 << 30;
/// The longest duration in a policy, in seconds: a hundred years of 365 days.
pub const DURATION_SECONDS_MAX: u64 = 3_153_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_bound_is_ten_to_the_fifteenth() {
        assert_eq!(AMOUNT_BOUND, Decimal::from(1_000_000_000_000_000_u64));
    }
}
