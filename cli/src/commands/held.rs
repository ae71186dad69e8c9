//! `held`: lists the held bills, with what they wait for (P3, W7).

use std::sync::Arc;

use defray::core::bill::{BillRecord, BillStatus, HoldReason};
use defray::core::id::{AccountId, BillId};
use defray::core::receipt::Slice;
use defray::core::records::RecordKind;
use defray::core::waterfall::Plan;
use defray::core::{Key, Outlook, Record};
use defray::{Error, Snapshot, Waiting};
use serde_json::{Value, json};

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::tables::{Sheet, fund};
use crate::{ledger, output, text};

pub(crate) fn run(context: &Context, account: Option<&AccountId>) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let recorded = engine.snapshot();
    let (snapshot, prefix) = match account {
        Some(account) => (recorded.seen_for(account, ledger::now())?, Key::held_by(account)),
        None => (recorded.seen(ledger::now())?, Key::all(RecordKind::Held)),
    };
    let mut sheet =
        Sheet::new(&["account", "bill", "workspace", ">amount", "since", "waits for", "until", "would be paid by"]);
    let mut any = false;
    for record in snapshot.all(prefix) {
        let Record::BillId(id) = record? else { continue };
        let held = Held::of(&snapshot, &id)?;
        any = true;
        if context.json {
            output::json_line(&held.json())?;
        } else {
            sheet.row(&held.row());
        }
    }
    if !context.json {
        output::raw(&if any { sheet.text() } else { "No bills are held.\n".to_owned() })?;
    }
    Ok(Outcome::Done)
}

/// A held bill, and what it waits for.
struct Held {
    record: Arc<BillRecord>,
    waiting: Waiting,
}

/// The slices that would pay.
fn slices(outlook: &Outlook) -> &[Slice] {
    let (Plan::Covered { slices, .. } | Plan::Short { slices, .. }) = &outlook.plan;
    slices
}

impl Held {
    fn of(snapshot: &Snapshot, id: &BillId) -> Result<Self, Error> {
        let record = snapshot.bill(id)?;
        let waiting = snapshot.waiting(&record)?;
        Ok(Self { record, waiting })
    }

    fn json(&self) -> Value {
        let (bill, waiting) = (&self.record.bill, &self.waiting);
        let mut value = json!({
            "account": self.record.account.as_str(),
            "bill": bill.id.as_str(),
            "workspace": bill.workspace.as_str(),
            "item": bill.item.as_str(),
            "amount": bill.amount.to_string(),
        });
        if let BillStatus::Held { reason, since, .. } = &self.record.status {
            value["reason"] = output::record(reason);
            value["since"] = since.to_string().into();
        }
        if let Some(until) = waiting.until {
            value["until"] = until.to_string().into();
        }
        if let Some(outlook) = &waiting.outlook {
            value["would_pay"] = output::record(&slices(outlook));
            value["missing"] = outlook.missing.to_string().into();
        }
        value
    }

    fn row(&self) -> [String; 8] {
        let (bill, waiting) = (&self.record.bill, &self.waiting);
        let (since, reason) = match &self.record.status {
            BillStatus::Held { reason, since, .. } => (text::instant(*since), waits_for(reason)),
            BillStatus::Settled(_) | BillStatus::Cancelled { .. } => (String::new(), String::new()),
        };
        [
            self.record.account.to_string(),
            bill.id.to_string(),
            bill.workspace.to_string(),
            text::money(&bill.amount),
            since,
            reason,
            waiting.until.map_or_else(String::new, text::instant),
            waiting.outlook.as_ref().map_or_else(|| "nothing".to_owned(), would_pay),
        ]
    }
}

/// The funds that would pay, and the amount that is missing.
fn would_pay(outlook: &Outlook) -> String {
    let paid = |slice: &Slice| {
        let lot = slice.lot.as_ref().map_or_else(String::new, |lot| format!(" {lot}"));
        format!("{}{lot} {}", fund(slice.fund), text::amount(&slice.amount))
    };
    let mut parts: Vec<String> = slices(outlook).iter().map(paid).collect();
    if outlook.missing.is_positive() {
        parts.push(format!("{} are missing", text::amount(&outlook.missing)));
    }
    parts.join(", ")
}

/// What a held bill waits for, in short.
fn waits_for(reason: &HoldReason) -> String {
    match reason {
        HoldReason::CloudAccountSuspended { cloud_account } => format!("P3: {cloud_account} to resume"),
        HoldReason::CreditLimit { .. } => "W7: more funds".to_owned(),
    }
}
