//! defray as a system that settles bills.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use defray::core::bill::Bill;
use defray::core::command::{BindWorkspace, Command, GrantCard, IssueVoucher, OpenAccount, SettleBill, TopUp};
use defray::core::fund::LotKind;
use defray::core::id::{AccountId, ItemId};
use defray::core::time::{Instant, Period};
use defray::{Engine, Error, Mode, Options, Request};

use crate::outcome::Outcome;
use crate::system::{Client, System, SystemKind, nothing_missing};
use crate::workload::{FUNDS, UsageBill, millionths, money};

/// The kind of this system.
pub const DEFRAY: SystemKind = SystemKind {
    name: "defray",
    knows_ids: true,
    missing: nothing_missing,
    create: |folder, accounts| Ok(Box::new(DefraySystem::create(folder, accounts)?)),
};

/// The usage that all bills are for begins at this instant, and the accounts are opened at it.
pub const USAGE_START: &str = "2026-03-01T00:00:00Z";
/// The usage ends at this instant.
pub const USAGE_END: &str = "2026-03-02T00:00:00Z";
/// The bills arrive at this instant, after the usage.
pub const BILLED_AT: &str = "2026-03-02T00:10:00Z";

/// A ledger file.
#[derive(Debug)]
pub struct DefraySystem {
    /// The open ledger.
    pub engine: Engine,
    path: PathBuf,
}

impl DefraySystem {
    /// Makes a ledger in `folder` with this number of accounts.
    ///
    /// # Errors
    ///
    /// An error of the engine.
    pub fn create(folder: &Path, accounts: u64) -> Outcome<Self> {
        Self::create_at(&folder.join("bench.defray"), accounts)
    }

    /// Makes a ledger in the file `path` with this number of accounts.
    ///
    /// # Errors
    ///
    /// An error of the engine.
    pub fn create_at(path: &Path, accounts: u64) -> Outcome<Self> {
        let engine = Engine::create(path, Options::default())?;
        open_accounts(&engine, accounts)?;
        Ok(Self { engine, path: path.to_path_buf() })
    }
}

impl System for DefraySystem {
    fn client(&self) -> Outcome<Box<dyn Client + '_>> {
        Ok(Box::new(DefrayClient { engine: &self.engine, requests: Vec::new() }))
    }

    fn flush(&self) -> Outcome<()> {
        Ok(self.engine.checkpoint()?)
    }

    fn left(&self, account: u64) -> Outcome<[i64; 4]> {
        let snapshot = self.engine.snapshot();
        let account = snapshot.account(&account_id(account)?)?;
        let mut left = [0, 0, 0, millionths(&account.cash.to_string())?];
        for lot in snapshot.lots(&account)? {
            let place = match lot.kind {
                LotKind::OrdinaryVoucher => 0,
                LotKind::FullReductionVoucher => 1,
                LotKind::Card => 2,
            };
            if let Some(fund) = left.get_mut(place) {
                *fund += millionths(&lot.available.to_string())?;
            }
        }
        Ok(left)
    }

    fn close(self: Box<Self>) -> Outcome<u64> {
        self.engine.close()?;
        Ok(std::fs::metadata(&self.path)?.len())
    }
}

struct DefrayClient<'s> {
    engine: &'s Engine,
    requests: Vec<Request>,
}

impl Client for DefrayClient<'_> {
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.requests.reserve(bills.len());
        for bill in bills {
            self.requests.push(settle_request(bill)?);
        }
        Ok(())
    }

    fn settle(&mut self) -> Outcome<()> {
        for answer in self.engine.submit_all(std::mem::take(&mut self.requests), Mode::Independent) {
            let answer = answer?;
            if answer.done().is_none_or(|done| done.receipts().next().is_none()) {
                return Err(format!("a bill was not settled now: {answer:?}").into());
            }
        }
        Ok(())
    }
}

/// The request that settles a bill.
///
/// # Errors
///
/// An error when the bill has a field that the engine does not take.
pub fn settle_request(bill: &UsageBill) -> Outcome<Request> {
    let of_all = OF_ALL_BILLS.as_ref().ok_or("a constant is not valid")?;
    let bill = Bill {
        id: bill.id.parse()?,
        workspace: format!("cn1/ws-{}", bill.account).parse()?,
        item: of_all.item.clone(),
        amount: money(bill.amount).parse()?,
        period: of_all.period,
    };
    Ok(Request::new(SettleBill { bill, account: None }).at(of_all.billed_at))
}

/// What all bills have.
struct OfAllBills {
    item: ItemId,
    period: Period,
    billed_at: Instant,
}

/// Parsed once, as a host does that settles many bills of one day.
static OF_ALL_BILLS: LazyLock<Option<OfAllBills>> = LazyLock::new(|| {
    let (start, end) = (USAGE_START.parse().ok()?, USAGE_END.parse().ok()?);
    Some(OfAllBills {
        item: "logs".parse().ok()?,
        period: Period::new(start, end).ok()?,
        billed_at: BILLED_AT.parse().ok()?,
    })
});

/// The id of the account with this number.
///
/// # Errors
///
/// Never in practice: the text is always an id.
pub fn account_id(number: u64) -> Outcome<AccountId> {
    Ok(format!("account-{number}").parse()?)
}

/// Submits commands, all of which must be accepted.
///
/// # Errors
///
/// The first error of a command.
pub fn submit(engine: &Engine, requests: Vec<Request>) -> Result<(), Error> {
    engine.submit_all(requests, Mode::Independent).into_iter().try_for_each(|answer| answer.map(|_| ()))
}

fn open_accounts(engine: &Engine, accounts: u64) -> Outcome<()> {
    let at: Instant = USAGE_START.parse()?;
    let mut requests = Vec::new();
    for number in 0..accounts {
        requests.extend(account_commands(number)?.map(|command| Request::new(command).at(at)));
        if requests.len() >= 6_000 || number + 1 == accounts {
            submit(engine, std::mem::take(&mut requests))?;
        }
    }
    Ok(())
}

/// The commands that open an account with a workspace and its four funds.
///
/// # Errors
///
/// Never in practice: all texts have the form that the engine takes.
pub fn account_commands(number: u64) -> Outcome<[Command; 6]> {
    let account = account_id(number)?;
    let [ordinary, full_reduction, card, cash] = FUNDS;
    let voucher = |lot: &str, kind, face| -> Outcome<Command> {
        Ok(IssueVoucher {
            account: account.clone(),
            lot: lot.parse()?,
            kind,
            face: money(face).parse()?,
            valid_from: None,
            valid_until: Some("2027-01-01T00:00:00Z".parse()?),
            minimum_bill: None,
        }
        .into())
    };
    Ok([
        OpenAccount { account: account.clone(), currency: "CNY".parse()? }.into(),
        BindWorkspace {
            account: account.clone(),
            workspace: format!("cn1/ws-{number}").parse()?,
            since: None,
            display_name: None,
        }
        .into(),
        voucher("v-1", LotKind::OrdinaryVoucher, ordinary)?,
        voucher("v-2", LotKind::FullReductionVoucher, full_reduction)?,
        GrantCard {
            account: account.clone(),
            lot: "c-1".parse()?,
            face: money(card).parse()?,
            valid_from: None,
            valid_until: None,
        }
        .into(),
        TopUp { account, amount: money(cash).parse()?, reference: None }.into(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::fill;
    use crate::workload::{AMOUNT, IdOrder, Workload};

    #[test]
    fn bills_are_paid_from_the_funds_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let system = DefraySystem::create(folder.path(), 2).unwrap();
        assert_eq!(system.left(1).unwrap(), FUNDS);
        // 300 bills of 0.0125 for each of the two accounts: 3.75, so both vouchers are empty.
        fill(&system, Workload { accounts: 2, ids: IdOrder::Random }, 600).unwrap();
        for account in 0..2 {
            assert_eq!(system.left(account).unwrap(), [0, 0, 5_000_000 + 2_000_000 - 300 * AMOUNT, FUNDS[3]]);
        }
        assert!(Box::new(system).close().unwrap() > 0);
    }

    #[test]
    fn a_known_bill_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let system = DefraySystem::create(folder.path(), 1).unwrap();
        let bill = Workload { accounts: 1, ids: IdOrder::Ordered }.bill(0);
        let mut client = system.client().unwrap();
        for settled in [true, false] {
            client.prepare(std::slice::from_ref(&bill)).unwrap();
            assert_eq!(client.settle().is_ok(), settled);
        }
        assert_eq!(system.left(0).unwrap()[0], FUNDS[0] - AMOUNT);
    }
}
