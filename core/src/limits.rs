//! Every bound of the domain, stated once.

use rust_decimal::Decimal;

/// Longest id in bytes of UTF-8.
pub const ID_BYTES_MAX: usize = 128;
/// Longest site name in bytes of UTF-8.
pub const SITE_BYTES_MAX: usize = 64;
/// Longest free text (a reason, a reference, an actor) in bytes of UTF-8.
pub const TEXT_BYTES_MAX: usize = 1_024;
/// Longest raw marketplace message kept, in bytes: what AWS SNS allows a message to be.
pub const RAW_MESSAGE_BYTES_MAX: usize = 256 * 1_024;
/// Longest address that lets its holder act, in bytes.
pub const ADDRESS_BYTES_MAX: usize = 2_048;
/// Most decimals an amount of money may have.
pub const DECIMALS_MAX: u32 = 12;
/// Amounts, balances and totals stay below this in absolute value. With [`DECIMALS_MAX`] decimals that is 27 digits, and
/// `Decimal` holds 28 exactly: no addition within the bound can round.
pub const AMOUNT_BOUND: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);
/// Most lots (open ones) of one account.
pub const OPEN_LOTS_MAX: usize = 10_000;
/// Most entries in one waterfall list, tier list or item list of a policy.
pub const POLICY_ENTRIES_MAX: usize = 256;
/// Most signals kept for one subscription.
pub const SIGNALS_MAX: usize = 10_000;
/// Most steps (binding, choices, moves) in the history of one workspace.
pub const STEPS_MAX: usize = 10_000;
/// Most reversals of one bill.
pub const REVERSALS_MAX: usize = 1_000;
/// Longest duration in a policy, in seconds: a hundred years of 365 days.
pub const DURATION_SECONDS_MAX: u64 = 3_153_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_bound_is_ten_to_the_fifteenth() {
        assert_eq!(AMOUNT_BOUND, Decimal::from(1_000_000_000_000_000_u64));
    }
}
