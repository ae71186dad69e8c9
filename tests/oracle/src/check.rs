//! What must hold after any history, computed from what was recorded and not from the code that recorded it.

use crate::money::print_decimal;
use crate::state::{CloudState, Method, Payer, Side, State, Status};
use crate::time::print_instant;

/// A3: for each account, money in = money out + balances.
pub(crate) fn conservation(state: &State) -> Result<(), String> {
    for (id, account) in &state.accounts {
        let mut money_in = 0;
        let mut money_out = 0;
        let mut billed = 0;
        let mut cloud_paid = 0;
        for movement in state.movements.iter().filter(|movement| movement.account == *id) {
            match movement.side {
                Side::In => money_in += movement.amount,
                Side::Out => money_out += movement.amount,
            }
            match movement.cause {
                "billed" => billed += movement.amount,
                "cloud_paid" => cloud_paid += movement.amount,
                _ => {}
            }
        }
        let mut balances = account.cash - account.overdraft;
        for (lot_id, lot) in &account.lots {
            if lot.available < 0 {
                return Err(format!("W7: lot {lot_id} of {id} is below zero"));
            }
            balances += lot.available;
        }
        if account.cash < 0 || account.overdraft < 0 {
            return Err(format!("W7: cash or overdraft of {id} is below zero"));
        }
        if money_in != money_out + balances {
            return Err(format!(
                "A3: {id}: in {} is not out {} plus balances {}",
                print_decimal(money_in),
                print_decimal(money_out),
                print_decimal(balances)
            ));
        }
        // The same bills counted from the bills themselves.
        let mut settled = 0;
        for bill in state.bills.values() {
            if bill.account == *id && bill.status == Status::Settled {
                settled += bill.charge.amount - bill.reversed;
            }
        }
        if settled != billed {
            return Err(format!("A3: {id}: bills settled less reversed differ from the money that left for them"));
        }
        let mut charged = 0;
        for (cloud_id, cloud) in &state.cloud_accounts {
            if cloud.account == *id {
                charged += metered(state, cloud_id)?;
            }
        }
        if charged != cloud_paid {
            return Err(format!("A3: {id}: what its cloud accounts are charged differs from what they paid"));
        }
    }
    Ok(())
}

/// What bills charge to a cloud account, counted from the meter and from the bills: accepted + owed - credit -
/// reversed.
fn metered(state: &State, cloud_id: &str) -> Result<i128, String> {
    let mut from_bills = 0;
    for bill in state.bills.values() {
        for slice in bill.slices.iter().filter(|slice| slice.cloud_account.as_deref() == Some(cloud_id)) {
            from_bills += slice.amount - slice.returned;
        }
    }
    let Some(meter) = state.meters.get(cloud_id) else {
        return if from_bills == 0 { Ok(0) } else { Err(format!("N2: {cloud_id} has charges and no meter")) };
    };
    let mut from_meter = meter.accepted - meter.credit;
    let mut in_flight = 0;
    for charge in &meter.charges {
        if charge.waits < 0 || charge.reversed < 0 || charge.reversed > charge.in_flight || charge.accepted < 0 {
            return Err(format!("N2: a charge of bill {} in the meter of {cloud_id} is not valid", charge.bill));
        }
        from_meter += charge.waits + charge.in_flight - charge.reversed;
        in_flight += charge.in_flight;
    }
    if meter.credit < 0 || from_meter != from_bills {
        return Err(format!(
            "N2: the meter of {cloud_id} comes to {} and its bills to {}",
            print_decimal(from_meter),
            print_decimal(from_bills)
        ));
    }
    let records = state.usage_records.values().filter(|record| record.cloud_account == cloud_id);
    let open: Vec<_> = records.filter(|record| record.in_flight()).collect();
    let taken: i128 = open.iter().map(|record| record.quantity * record.unit + record.credit).sum();
    if open.len() > 1 || taken != in_flight {
        return Err(format!("N2: what is in flight of {cloud_id} is not what its record took"));
    }
    Ok(from_bills)
}

/// Exactly one payer at every instant, the right one now, and every settled bill paid exactly.
pub(crate) fn one_payer(state: &State) -> Result<(), String> {
    for (name, workspace) in &state.workspaces {
        let dissolved = workspace.dissolved_at();
        let Some(last) = workspace.timeline.last() else {
            if dissolved == Some(workspace.since()) {
                continue;
            }
            return Err(format!("{name} has no payer"));
        };
        if workspace.timeline[0].from != workspace.since() {
            return Err(format!("{name} has no payer from its first instant"));
        }
        for pair in workspace.timeline.windows(2) {
            if pair[0].from >= pair[1].from {
                return Err(format!("{name} has two payers at {}", print_instant(pair[1].from)));
            }
            if pair[0].account == pair[1].account && pair[0].payer == pair[1].payer {
                return Err(format!("{name} has one payer in two intervals at {}", print_instant(pair[1].from)));
            }
        }
        if let Some(dissolved) = dissolved
            && last.from >= dissolved
        {
            return Err(format!("{name} has a payer from its dissolution on"));
        }
        if dissolved.is_none() && last.account != workspace.account {
            return Err(format!("{name} is paid for by {}, which does not own it", last.account));
        }
        if dissolved.is_none() && last.payer != workspace.payer_now() {
            return Err(format!("{name}: the timeline and the method differ about who pays now"));
        }
        if let Method::Opening { target, .. } = &workspace.method
            && state.cloud_accounts[target].state() != CloudState::Pending
        {
            return Err(format!("{name} is opening {target}, which is not pending"));
        }
        for (place, interval) in workspace.timeline.iter().enumerate() {
            let Payer::Cloud(id) = &interval.payer else {
                continue;
            };
            let cloud = &state.cloud_accounts[id];
            if cloud.account != interval.account {
                return Err(format!("{name} is paid for by {id} of another account"));
            }
            if cloud.life.active_from.is_none_or(|active_from| interval.from < active_from) {
                return Err(format!("{name} is paid for by {id} before it was active"));
            }
            let next = workspace.timeline.get(place + 1).map(|next| next.from);
            let until = next.or(dissolved);
            if let Some(ended_at) = cloud.life.ended_at
                && until.is_none_or(|until| until > ended_at)
            {
                return Err(format!("{name} is paid for by {id} after its end"));
            }
        }
    }
    for (id, cloud) in &state.cloud_accounts {
        let suspended = cloud.state() == CloudState::Suspended;
        if suspended != cloud.life.suspended_since.is_some() || suspended != cloud.patience.is_some() {
            return Err(format!("P3: {id} has patience and is not suspended, or the reverse"));
        }
    }
    for (id, bill) in &state.bills {
        let named = |by: &String| state.bills.get(by).is_some_and(|by| by.restates.as_ref() == Some(id));
        let names = |of: &String| {
            let restated = state.bills.get(of).and_then(|of| of.restated.as_ref());
            restated.is_some_and(|restated| restated.by.as_ref() == Some(id))
        };
        let by = bill.restated.as_ref().and_then(|restated| restated.by.as_ref());
        if !by.is_none_or(named) || !bill.restates.as_ref().is_none_or(names) {
            return Err(format!("P4: bill {id} and the one that it names do not name each other"));
        }
        if bill.restated.is_some() && (matches!(bill.status, Status::Held(_)) || bill.reversed != bill.charge.amount) {
            return Err(format!("P4: bill {id} was replaced, and something is left of it"));
        }
        let mut paid = 0;
        let mut returned = 0;
        for slice in &bill.slices {
            paid += slice.amount;
            returned += slice.returned;
        }
        let exactly = paid == bill.charge.amount + bill.corrected && returned == bill.reversed + bill.corrected;
        if bill.status == Status::Settled && !exactly {
            return Err(format!("W6: bill {id} was not paid or refunded exactly"));
        }
        if bill.status != Status::Settled && (paid != 0 || bill.receipt.is_some()) {
            return Err(format!("P4: bill {id} is not settled and yet was paid"));
        }
    }
    Ok(())
}
