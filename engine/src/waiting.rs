//! What held bills wait for, and their sums by reason.

use std::collections::BTreeMap;

use defray_core::bill::{BillRecord, BillStatus, HoldReason};
use defray_core::id::{AccountId, CloudAccountId};
use defray_core::money::Money;
use defray_core::time::Instant;
use defray_core::{Outlook, outlook};

use crate::error::Error;
use crate::snapshot::Snapshot;

/// What a held bill waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The instant from which on the enterprise account pays instead of the suspended cloud account (P3); absent: the
    /// credit limit holds the bill, or the suspension was recorded under version 1 of the rules.
    pub until: Option<Instant>,
    /// How it would be paid now, for this bill alone. If nothing is missing, the next command that tries held bills
    /// again pays it. Absent: the cloud account that should pay is suspended.
    pub outlook: Option<Outlook>,
}

/// The held bills of an account that wait for the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSum {
    /// The suspended cloud account; absent: the credit limit holds the bills.
    pub cloud_account: Option<CloudAccountId>,
    /// The number of the bills, above zero.
    pub bills: usize,
    /// The sum of the bills.
    pub amount: Money,
}

impl Snapshot {
    /// What a held bill waits for.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account or cloud account; an error of class environment or corrupt
    /// when the records cannot be read.
    pub fn waiting(&self, record: &BillRecord) -> Result<Waiting, Error> {
        let until = match &record.status {
            BillStatus::Held { reason: HoldReason::CloudAccountSuspended { cloud_account }, .. } => {
                self.cloud_account(cloud_account)?.patience.map(|patience| patience.deadline)
            }
            BillStatus::Held { .. } | BillStatus::Settled(_) | BillStatus::Cancelled { .. } => None,
        };
        let at = self.account(&record.account)?.decided_at;
        let outlook = outlook(self, record, at).map_err(|stop| self.explain(stop))?;
        Ok(Waiting { until, outlook })
    }

    /// The number and the sum of the held bills of an account by what they wait for: first the credit limit, then the
    /// cloud accounts in order of id.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn held_sums(&self, account: &AccountId) -> Result<Vec<HeldSum>, Error> {
        let zero = Money::zero(self.account(account)?.currency);
        let mut sums: BTreeMap<Option<CloudAccountId>, HeldSum> = BTreeMap::new();
        for record in self.held_bills_of(account) {
            let record = record?;
            let BillStatus::Held { reason, .. } = &record.status else { continue };
            let cloud_account = match reason {
                HoldReason::CloudAccountSuspended { cloud_account } => Some(cloud_account.clone()),
                HoldReason::CreditLimit { .. } => None,
            };
            let new = HeldSum { cloud_account: cloud_account.clone(), bills: 0, amount: zero };
            let sum = sums.entry(cloud_account).or_insert(new);
            sum.bills += 1;
            let added = sum.amount.plus(&record.bill.amount);
            sum.amount = added.map_err(|error| Error::Bug(format!("held bills of `{account}`: {error}")))?;
        }
        Ok(sums.into_values().collect())
    }
}
