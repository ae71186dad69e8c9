//! The invariants of the records, as checks: money is conserved (A3), every instant has one payer, and every charge is
//! metered or waits (N2).

use core::ops::ControlFlow;

use alloc::format;
use alloc::string::String;

use crate::account::Account;
use crate::metering::{Charge, Meter};
use crate::money::{Money, MoneyError};
use crate::policy::Policy;
use crate::records::each_charge;
use crate::records::{Key, Record, Unreadable, View, ViewExt};
use crate::standing::Standing;
use crate::workspace::Workspace;

/// Money in = money out + balances, for one account, exactly (A3).
///
/// In: top-ups, vouchers, cards that were not bought from cash, and payments by cloud accounts. Out: settled bills, and
/// value that expired, was made void or was forfeited. Balances: cash and lots, less the overdraft.
///
/// # Errors
///
/// The account and the two sums that differ, as text.
pub fn money_is_conserved(account: &Account) -> Result<(), String> {
    let totals = &account.totals;
    // The debt is subtracted first, so no intermediate sum is above the last one.
    let sides = || -> Result<(Money, Money), MoneyError> {
        let mut out = totals.settled.minus(&account.overdraft)?;
        let lots = account.lots.iter().map(|lot| &lot.available);
        for part in [&account.cash, &totals.expired, &totals.voided, &totals.forfeited].into_iter().chain(lots) {
            out = out.plus(part)?;
        }
        Ok((totals.total_credits()?, out))
    };
    let (money_in, accounted_for) = sides().map_err(|error| format!("account `{}`: {error}", account.id))?;
    if money_in != accounted_for {
        return Err(format!("account `{}`: {money_in} came in, {accounted_for} is accounted for", account.id));
    }
    Ok(())
}

/// The charges to the cloud accounts of an account are: the part that the providers accepted, the part in flight, and
/// the part that waits, less the credit (N2). The sums of each meter are the sums of its charges.
///
/// # Errors
///
/// The account or the meter, and the amounts that differ, as text.
pub fn metering_adds_up(view: &(impl View + ?Sized), account: &Account) -> Result<(), String> {
    let broken = |error: &dyn core::fmt::Display| format!("account `{}`: {error}", account.id);
    let mut charged = Money::zero(account.currency);
    let listed = view.scan_all(&Key::cloud_accounts_of(&account.id)).map_err(|error| broken(&error))?;
    for (_, record) in listed {
        let Record::CloudAccountId(id) = record else { continue };
        if let Some(meter) = view.meter(&id).map_err(|error| broken(&error))? {
            meter_adds_up(view, &meter)?;
            let sum = meter.charged().and_then(|one| charged.plus(&one));
            charged = sum.map_err(|error| broken(&error))?;
        }
    }
    let paid = account.totals.cloud_paid;
    if charged != paid {
        return Err(broken(&format!("cloud accounts paid {paid}, their meters say {charged}")));
    }
    Ok(())
}

/// The sums of a meter are the sums of its charges, and its marks are positions of charges (N2).
fn meter_adds_up(view: &(impl View + ?Sized), meter: &Meter) -> Result<(), String> {
    let broken =
        |error: &dyn core::fmt::Display| format!("the meter of cloud account `{}`: {error}", meter.cloud_account);
    let zero = Money::zero(meter.waiting.currency());
    let (mut waiting, mut in_flight, mut reversed, mut last) = (zero, zero, zero, None);
    let mut add = |charge: &Charge| -> Result<bool, MoneyError> {
        let parts = meter.parts(charge)?;
        waiting = waiting.plus(&parts.waiting)?;
        in_flight = in_flight.plus(&parts.in_flight)?;
        reversed = reversed.plus(&charge.reversed)?;
        let ordered = last < Some(charge.position) && meter.last >= Some(charge.position);
        last = Some(charge.position);
        let whole = [&parts.waiting, &parts.in_flight, &parts.accepted].into_iter().all(|part| !part.is_negative());
        Ok(ordered && whole && charge.amount.is_positive())
    };
    let mut sound = true;
    let walked = each_charge(view, &meter.cloud_account, None, |charge| match add(&charge) {
        Ok(good) => {
            sound &= good;
            Ok(ControlFlow::Continue(()))
        }
        Err(error) => Err(Unreadable(format!("{error}"))),
    });
    walked.map_err(|error| broken(&error))?;
    let flying = meter.in_flight.as_ref().map_or((zero, zero), |one| (one.taken, one.reversed));
    if !sound || waiting != meter.waiting || (in_flight, reversed) != flying || meter.credit.is_negative() {
        let (flies, back) = flying;
        let said = format!("{} waits, {flies} in flight, {back} of it refunded", meter.waiting);
        return Err(broken(&format!("it says {said}; its charges say {waiting}, {in_flight}, {reversed}")));
    }
    Ok(())
}

/// No balance is below zero, no lot holds more than its face, and the standing fits the overdraft (W7): without an
/// overdraft it is good, it is not good while the overdraft is payable by the account's own policy, and its instants
/// are in order. See [`standing_is_exact`] for the other direction.
///
/// # Errors
///
/// The account and the problem, as text.
pub fn wallet_is_well_formed(account: &Account) -> Result<(), String> {
    let within = |lot: &crate::fund::Lot| lot.available.is_positive() && lot.available.amount() <= lot.face.amount();
    // A new default policy does not compare the standing with the overdraft, so only the own policy is known to fit.
    let payable = account.policy.as_ref().is_some_and(|own| own.is_payable(&account.overdraft));
    let fits = match account.standing {
        Standing::Good => !payable,
        Standing::InArrears { since, deadline, notice } => {
            account.overdraft.is_positive()
                && since <= deadline
                && since <= account.decided_at
                && notice.is_none_or(|notice| notice <= deadline)
        }
        Standing::Locked { since, deadline } => {
            account.overdraft.is_positive() && since <= deadline && deadline <= account.decided_at
        }
    };
    let problem = if account.cash.is_negative() || account.overdraft.is_negative() {
        "a balance is below zero"
    } else if !fits {
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

/// The standing is good exactly while the overdraft is less than one payable unit of `policy` (W7), the policy that
/// applies to the account. It holds where that policy is the account's own, or has applied since the account was
/// opened, and where all was decided under version 2 of the rules or later: an account that was in arrears for less
/// than a payable unit before is so until the next decision compares.
///
/// # Errors
///
/// The account, as text.
pub fn standing_is_exact(account: &Account, policy: &Policy) -> Result<(), String> {
    if policy.is_payable(&account.overdraft) == (account.standing == Standing::Good) {
        let (id, standing) = (&account.id, account.standing.name());
        return Err(format!("account `{id}`: it is {standing} with an overdraft of {}", account.overdraft));
    }
    Ok(())
}

/// A timeline has no gap and no overlap: each interval begins after the one before, and has another account or payer.
///
/// # Errors
///
/// The workspace, as text.
pub fn timeline_has_one_payer(workspace: &Workspace) -> Result<(), String> {
    let adjoining = |pair: &[crate::method::PayerInterval]| match pair {
        [one, next] => one.from < next.from && (one.payer != next.payer || one.account != next.account),
        _ => false,
    };
    // A workspace that was dissolved at the instant of its binding has no interval.
    let never = workspace.steps.first().is_some_and(|bound| workspace.dissolved_at == Some(bound.at));
    if workspace.timeline.is_empty() != never || !workspace.timeline.windows(2).all(adjoining) {
        return Err(format!("workspace `{}`: its timeline does not give one payer for each instant", workspace.id));
    }
    Ok(())
}
