//! `explain`, `payer`, `statement`, `preview`: queries whose results are computed.

use std::path::Path;

use defray::core::bill::{Bill, BillRecord, BillStatus};
use defray::core::fund::{Lot, LotState};
use defray::core::id::{AccountId, BillId, WorkspaceId};
use defray::core::time::Instant;
use defray_intake::json::{from_value, read_value};
use serde_json::Value;

use defray::Snapshot;
use defray::core::cloud_account::{CloudAccountState, Patience};
use defray::core::method::PayerInterval;
use defray::core::waterfall::Plan;

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::json::Previewed;
use crate::tables::{Sheet, facts, fund};
use crate::{details, json, ledger, output, tables, text};

/// Prints the amount that each fund paid, and why the other funds did not pay.
pub(crate) fn explain(context: &Context, bill: &BillId) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let recorded = engine.snapshot();
    let snapshot = recorded.seen_for(&recorded.bill(bill)?.account, ledger::now())?;
    let record = snapshot.with_each_lot(&*snapshot.bill(bill)?, &mut defray::no_progress)?;
    let lots = snapshot.lots(&*snapshot.account(&record.account)?)?;
    if context.json {
        let mut value = output::record(&record);
        let others: Vec<Value> = not_considered(&record, &lots)
            .into_iter()
            .map(|(lot, why)| serde_json::json!({ "lot": lot.id.as_str(), "fund": lot.kind.fund().name(), "why": why }))
            .collect();
        value["not_considered"] = others.into();
        if let (BillStatus::Held { .. }, Some(planned)) = (&record.status, snapshot.outlook(&record)?) {
            let (Plan::Short { slices, skips, .. } | Plan::Covered { slices, skips }) = planned;
            value["outlook"] =
                serde_json::json!({ "slices": output::record(&slices), "skips": output::record(&skips) });
        }
        output::json_line(&details::with_usage_records(&snapshot, &record, value)?)?;
    } else {
        output::raw(&explanation(&record, &lots))?;
        output::raw(&details::bill_text(&snapshot, &record)?)?;
        if let (BillStatus::Held { .. }, Some(planned)) = (&record.status, snapshot.outlook(&record)?) {
            output::raw(&tables::outlook(&planned))?;
        }
    }
    Ok(Outcome::Done)
}

/// A bill as text, with the reasons why other lots of the account were not considered.
pub(crate) fn explanation(record: &BillRecord, lots: &[Lot]) -> String {
    let mut out = tables::bill(record);
    let others = not_considered(record, lots);
    if !others.is_empty() {
        let mut sheet = Sheet::new(&["not considered", "lot", "reason"]);
        for (lot, why) in others {
            sheet.row(&[fund(lot.kind.fund()), lot.id.as_str(), &why]);
        }
        out.push_str(&sheet.text());
    }
    out
}

/// The lots that were not open when the bill was settled, each with the reason. The receipt does not contain them.
fn not_considered<'l>(record: &BillRecord, lots: &'l [Lot]) -> Vec<(&'l Lot, String)> {
    let BillStatus::Settled(receipt) = &record.status else { return Vec::new() };
    let slices = receipt.slices.iter().filter_map(|slice| slice.lot.as_ref());
    let named: Vec<_> = slices.chain(receipt.skips.iter().filter_map(|skip| skip.lot.as_ref())).collect();
    let at = receipt.settled_at;
    let why = |lot: &Lot| match (lot.state, lot.closed_at) {
        _ if lot.issued_at >= at => format!("it was issued later, on {}", text::instant(lot.issued_at)),
        // The lot was closed after the settlement. So at the settlement it was empty, and a later refund opened it
        // again.
        (_, Some(closed)) if closed > at => "W7: it was empty then".into(),
        (LotState::Expired, Some(closed)) => format!("W5: it expired on {}", text::instant(closed)),
        (LotState::Void, Some(closed)) => format!("it was voided on {}", text::instant(closed)),
        (LotState::Exhausted, Some(closed)) => format!("W7: it was used up on {}", text::instant(closed)),
        _ => "W7: it was empty then".into(),
    };
    lots.iter().filter(|lot| !named.contains(&&lot.id)).map(|lot| (lot, why(lot))).collect()
}

pub(crate) fn payer(context: &Context, workspace: &WorkspaceId, at: Instant) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot();
    let interval = snapshot.payer_at(workspace, at)?;
    if context.json {
        output::json_line(&json::payer(workspace, at, &interval))?;
    } else {
        output::raw(&facts(&[
            ("workspace", workspace.to_string()),
            ("usage begins", text::instant(at)),
            ("payer", text::payer(&interval.payer)),
            ("a bill settled now", settled_now(&snapshot.seen_for(&interval.account, ledger::now())?, &interval)?),
            ("account", interval.account.to_string()),
            ("in force since", format!("{} ({})", text::instant(interval.from), text::cause(&interval))),
            ("recorded", text::instant(interval.recorded_at)),
        ]))?;
    }
    Ok(Outcome::Done)
}

/// The effect of the payer's state on a bill that is settled now (P2, P3).
fn settled_now(snapshot: &Snapshot, interval: &PayerInterval) -> Result<String, Failure> {
    const BY_PAYER: &str = "is paid by this payer";
    let Some(id) = interval.payer.cloud_account() else { return Ok(BY_PAYER.into()) };
    let cloud_account = snapshot.cloud_account(id)?;
    Ok(match (cloud_account.state, cloud_account.metering_deadline) {
        (CloudAccountState::Closed, _) => format!("is paid by the enterprise account: {id} is closed (P2)"),
        (CloudAccountState::Closing, Some(deadline)) => {
            format!("{BY_PAYER} until {}, then by the enterprise account (P2)", text::instant(deadline))
        }
        (CloudAccountState::Suspended, _) => match cloud_account.patience {
            Some(Patience { over: true, deadline, .. }) => format!(
                "is paid by the enterprise account: {id} is suspended, and its bills were held until {} (P3)",
                text::instant(deadline)
            ),
            Some(Patience { deadline, .. }) => {
                format!("is held: {id} is suspended; the enterprise account pays from {} (P3)", text::instant(deadline))
            }
            None => format!("is held: {id} is suspended (P3)"),
        },
        _ => BY_PAYER.into(),
    })
}

pub(crate) fn statement(
    context: &Context,
    account: &AccountId,
    from: Instant,
    to: Instant,
) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let statement = engine.snapshot().statement(account, from, to, &mut defray::no_progress)?;
    if context.json {
        output::json_line(&json::statement(&statement))?;
    } else {
        output::raw(&tables::statement(&statement))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn preview(context: &Context, file: &Path, at: Option<Instant>) -> Result<Outcome, Failure> {
    const BILL_BYTES_MAX: usize = 1 << 20;
    let bytes = ledger::input_bytes(file, BILL_BYTES_MAX)?;
    let bill: Bill = read_value(bytes.trim_ascii_end())
        .and_then(|value| from_value(&value))
        .map_err(|error| Failure::Input { code: error.code.name(), message: format!("{}: {error}", file.display()) })?;
    let engine = ledger::read(context)?;
    let previewed = Previewed::of(&engine, bill, at)?;
    if context.json {
        output::json_line(&previewed.json())?;
    } else {
        let head = if previewed.known {
            "The bill exists already; this is its status.\n"
        } else {
            "This is a preview. Nothing was settled.\n"
        };
        output::raw(&format!("{head}{}", tables::bill(&previewed.record)))?;
    }
    Ok(Outcome::Done)
}
