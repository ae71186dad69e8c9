//! Laws that hold at every step, as checks: money is conserved (A3), every instant has one payer.

use alloc::format;
use alloc::string::String;

use crate::account::Account;
use crate::money::{Money, MoneyError};
use crate::standing::Standing;
use crate::workspace::Workspace;

/// Money in = money out + balances, for one account, exactly (A3).
///
/// In: top-ups, vouchers, cards that were not bought from cash, and what cloud accounts paid. Out: bills settled, value expired, voided and
/// forfeited. Balances: cash and lots less the overdraft.
pub fn money_is_conserved(account: &Account) -> Result<(), String> {
    let totals = &account.totals;
    // The debt is taken off what it paid first: no sum on the way is above the last one.
    let sides = || -> Result<(Money, Money), MoneyError> {
        let mut out = totals.settled.minus(&account.overdraft)?;
        let lots = account.lots.iter().map(|lot| &lot.available);
        for part in [&account.cash, &totals.expired, &totals.voided, &totals.forfeited].into_iter().chain(lots) {
            out = out.plus(part)?;
        }
        Ok((totals.came_in()?, out))
    };
    let (money_in, accounted_for) = sides().map_err(|error| format!("account `{}`: {error}", account.id))?;
    if money_in != accounted_for {
        return Err(format!("account `{}`: {money_in} came in, {accounted_for} is accounted for", account.id));
    }
    Ok(())
}

/// Nothing is below zero, lots hold at most their face, and the standing says whether there is an overdraft (W7).
pub fn wallet_is_well_formed(account: &Account) -> Result<(), String> {
    let owes = account.overdraft.is_positive();
    let within = |lot: &crate::fund::Lot| lot.available.is_positive() && lot.available.amount() <= lot.face.amount();
    let problem = if account.cash.is_negative() || account.overdraft.is_negative() {
        "a balance is below zero"
    } else if owes == (account.standing == Standing::Good) {
        "the standing does not fit the overdraft"
    } else if !account.lots.iter().all(within) {
        "a lot holds nothing or more than its face"
    } else if !account.lots.is_sorted_by(|one, other| one.paying_order(other).is_lt()) {
        "lots are not in their paying order (W4)"
    } else {
        return Ok(());
    };
    Err(format!("account `{}`: {problem}", account.id))
}

/// A timeline has no gap and no overlap: each stretch begins after the one before, and says something new.
pub fn timeline_has_one_payer(workspace: &Workspace) -> Result<(), String> {
    let adjoining = |pair: &[crate::method::Stretch]| match pair {
        [one, next] => one.from < next.from && (one.payer != next.payer || one.account != next.account),
        _ => false,
    };
    // Dissolved at the instant from which it was bound, it never had one.
    let never = workspace.steps.first().is_some_and(|bound| workspace.dissolved_at == Some(bound.at));
    if workspace.timeline.is_empty() != never || !workspace.timeline.windows(2).all(adjoining) {
        return Err(format!("workspace `{}`: its timeline does not give one payer for each instant", workspace.id));
    }
    Ok(())
}
