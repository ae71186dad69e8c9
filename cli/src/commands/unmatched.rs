//! `unmatched`: lists the subscriptions whose messages wait for a link, with what a link has to name.

use defray::core::id::{CloudAccountId, ProviderIdentifier};
use defray::core::matching::{UnmatchedReason, UnmatchedSubscription};
use defray::core::provider::KnownIdentifiers;

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::tables::Sheet;
use crate::{json, ledger, output, text};

pub(crate) fn run(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot().seen(ledger::now())?;
    if context.json {
        for row in json::unmatched(&snapshot)? {
            output::json_line(&row)?;
        }
        return Ok(Outcome::Done);
    }
    let rows = snapshot.unmatched().collect::<Result<Vec<_>, _>>()?;
    if rows.is_empty() {
        output::line("No messages wait for a link.")?;
        return Ok(Outcome::Done);
    }
    let mut sheet = Sheet::new(&["identity", ">signals", "first", "last", "state", "why", "a link has to name"]);
    for row in rows {
        sheet.row(&[
            row.identity.to_string(),
            row.signals.to_string(),
            text::instant(row.first),
            text::instant(row.last),
            row.state.to_string(),
            why(row.reason).to_owned(),
            named(&row),
        ]);
    }
    output::raw(&sheet.text())?;
    Ok(Outcome::Done)
}

const fn why(reason: UnmatchedReason) -> &'static str {
    match reason {
        UnmatchedReason::NotLinked => "it was never linked",
        UnmatchedReason::ContradictsLink => "the last link named another account",
        UnmatchedReason::Withdrawn => "the last link was withdrawn or undone",
        UnmatchedReason::NextPeriod => "the last link has ended",
        UnmatchedReason::AccountClosed => "the account of the last link is closed",
    }
}

/// What a link has to name, or why no link is possible.
fn named(row: &UnmatchedSubscription) -> String {
    let Some(known) = &row.subscription else {
        let ended = row.subscription_ended.map_or_else(String::new, |at| format!(" on {}", text::instant(at)));
        return format!("no link is possible: the subscription ended or failed{ended}");
    };
    let KnownIdentifiers { provider, account_id, instance_id, license_id, customer_identifier, product_code } = known;
    let mut parts = vec![provider.to_string()];
    let identifiers = [
        ("account_id", account_id),
        ("instance_id", instance_id),
        ("license_id", license_id),
        ("customer_identifier", customer_identifier),
        ("product_code", product_code),
    ];
    parts.extend(identifiers.into_iter().filter_map(|(name, id)| Some(format!("{name} {}", id.as_ref()?))));
    if account_id.is_none() && !row.stated_accounts.is_empty() {
        let stated: Vec<&str> = row.stated_accounts.iter().map(ProviderIdentifier::as_str).collect();
        parts.push(format!("account_id one of {}", stated.join(", ")));
    }
    if !row.succeeds.is_empty() {
        let succeeds: Vec<&str> = row.succeeds.iter().map(CloudAccountId::as_str).collect();
        parts.push(format!("by the account of {}, which it succeeds", succeeds.join(", ")));
    }
    parts.extend(row.link_from.map(|from| format!("from {} on", text::instant(from))));
    parts.join(", ")
}
