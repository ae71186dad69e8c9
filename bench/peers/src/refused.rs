//! The errors of bills that a peer does not settle.

use defray_bench::outcome::Outcome;
use defray_bench::workload::UsageBill;

/// The id of the bill is known.
pub(crate) fn known<T>(bill: &UsageBill) -> Outcome<T> {
    Err(format!("the bill {} is known", bill.id).into())
}

/// The funds do not cover the bill.
pub(crate) fn not_covered<T>(bill: &UsageBill) -> Outcome<T> {
    Err(format!("the funds of account {} do not cover the bill {}", bill.account, bill.id).into())
}
