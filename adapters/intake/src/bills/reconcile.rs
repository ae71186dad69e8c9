//! Compares the rows of one charge with the bills that were settled for it (P4).

use std::collections::BTreeMap;

use defray_core::money::Money;

/// The rows and bills of one charge, compared as multisets of amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// For each row the index of the bill that has its amount; `None` when no bill is left for it.
    pub matched: Vec<Option<usize>>,
    /// The indexes of the bills that no row has, in order.
    pub left: Vec<usize>,
}

impl Reconciled {
    /// The indexes of the rows that no bill has, in order.
    pub fn new_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.matched.iter().enumerate().filter(|(_, bill)| bill.is_none()).map(|(row, _)| row)
    }
}

/// Gives each row the first bill that has its amount and that no row before has.
pub fn reconcile(rows: &[Money], bills: &[Money]) -> Reconciled {
    let mut by_amount: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (place, bill) in bills.iter().enumerate().rev() {
        by_amount.entry((bill.currency(), bill.amount())).or_default().push(place);
    }
    let mut take = |row: &Money| by_amount.get_mut(&(row.currency(), row.amount())).and_then(Vec::pop);
    let matched = rows.iter().map(&mut take).collect();
    let mut left: Vec<usize> = by_amount.into_values().flatten().collect();
    left.sort_unstable();
    Reconciled { matched, left }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn money(units: u8) -> Money {
        format!("{units} CNY").parse().unwrap()
    }

    fn sorted(amounts: impl Iterator<Item = Money>) -> Vec<String> {
        let mut texts: Vec<String> = amounts.map(|amount| amount.to_string()).collect();
        texts.sort();
        texts
    }

    proptest! {
        #[test]
        fn each_bill_is_matched_once_and_by_its_amount(rows in vec(0_u8..4, 0..12), bills in vec(0_u8..4, 0..12)) {
            let rows: Vec<Money> = rows.into_iter().map(money).collect();
            let bills: Vec<Money> = bills.into_iter().map(money).collect();
            let found = reconcile(&rows, &bills);
            let mut used: Vec<usize> = found.matched.iter().flatten().copied().collect();
            for (row, bill) in found.matched.iter().enumerate() {
                prop_assert!(bill.is_none_or(|bill| bills[bill] == rows[row]));
            }
            // No amount is both in a row without a bill and in a bill without a row.
            for row in found.new_rows() {
                prop_assert!(found.left.iter().all(|bill| bills[*bill] != rows[row]));
            }
            used.extend(&found.left);
            used.sort_unstable();
            prop_assert_eq!(used, (0..bills.len()).collect::<Vec<_>>());
        }

        #[test]
        fn the_order_of_rows_does_not_matter(rows in vec(0_u8..4, 0..12), bills in vec(0_u8..4, 0..12)) {
            let rows: Vec<Money> = rows.into_iter().map(money).collect();
            let bills: Vec<Money> = bills.into_iter().map(money).collect();
            let turned: Vec<Money> = rows.iter().rev().copied().collect();
            let (one, other) = (reconcile(&rows, &bills), reconcile(&turned, &bills));
            prop_assert_eq!(&one.left, &other.left);
            prop_assert_eq!(
                sorted(one.new_rows().map(|row| rows[row])),
                sorted(other.new_rows().map(|row| turned[row]))
            );
        }
    }
}
