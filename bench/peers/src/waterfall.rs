//! The waterfall of the peers: four funds in a constant order, and a receipt as text.

use std::fmt::Write;

/// The names of the funds in receipts, in the order in which they pay.
const NAMES: [&str; 4] = ["ordinary_voucher v-1", "full_reduction_voucher v-2", "card c-1", "cash"];

/// Pays `amount` from the funds and writes the receipt: what each fund pays, or what it has and why it pays nothing.
/// `false`, without a change of the funds, when they do not cover the amount.
pub(crate) fn pay(funds: &mut [i64; 4], amount: i64, receipt: &mut String) -> bool {
    receipt.clear();
    if funds.iter().sum::<i64>() < amount {
        return false;
    }
    let mut rest = amount;
    for (fund, name) in funds.iter_mut().zip(NAMES) {
        let part = rest.min(*fund);
        // Writing to a text cannot fail.
        let _ = match (part > 0, rest > 0) {
            (true, _) => write!(receipt, "{name}:{part};"),
            (false, true) => write!(receipt, "-{name} empty;"),
            (false, false) => write!(receipt, "-{name} {fund} not needed;"),
        };
        *fund -= part;
        rest -= part;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn funds_pay_in_order_and_the_receipt_says_so() {
        let (mut funds, mut receipt) = ([5, 0, 10, 100], String::new());
        assert!(pay(&mut funds, 12, &mut receipt));
        assert_eq!(funds, [0, 0, 3, 100]);
        let expected = "ordinary_voucher v-1:5;-full_reduction_voucher v-2 empty;card c-1:7;-cash 100 not needed;";
        assert_eq!(receipt, expected);
    }

    #[test]
    fn an_amount_that_is_not_covered_changes_nothing() {
        let (mut funds, mut receipt) = ([1, 2, 3, 4], String::new());
        assert!(!pay(&mut funds, 11, &mut receipt));
        assert_eq!(funds, [1, 2, 3, 4]);
        assert!(pay(&mut funds, 10, &mut receipt));
        assert_eq!(funds, [0; 4]);
    }
}
