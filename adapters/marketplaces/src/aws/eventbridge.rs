//! What comes through EventBridge: agreements and licences.

use alloc::format;
use alloc::string::String;

use defray_core::id::{AgreementId, SubscriptionIdentity};
use defray_core::marketplace::{MarketplaceMessage, Signal, StatedAgreement};
use defray_core::provider::{Provider, aws_license_identity};
use serde_json::Value;

use crate::error::UnreadableMessage;
use crate::json::Fields;
use crate::message;

/// Anyone may put events on a bus; these are AWS Marketplace's.
const SOURCE: &str = "aws.agreement-marketplace";
/// The end of the name of an event about what the operator of the ledger bought.
const WHAT_WE_BOUGHT: &str = " - Acceptor";
/// The states of an ended agreement that say that another agreement takes its place.
const TAKEN_OVER: [&str; 3] = ["RENEWED", "REPLACED", "SUPERSEDED"];
const LICENSE_FORM: &str = "a licence ARN such as `arn:aws:license-manager::123456789012:license:l-0123456789abcdef`";

/// What an event says: its signal, whom it concerns, and its kind.
type Meaning = (Signal, Option<SubscriptionIdentity>, String);

/// An EventBridge event.
pub(super) fn event(fields: &Fields<'_>) -> Result<MarketplaceMessage, UnreadableMessage> {
    let full_name = fields.required("detail-type", "the event's name, such as `License Updated - Manufacturer`")?;
    let source = fields.required("source", "where the event comes from, such as `aws.agreement-marketplace`")?;
    let id = fields.required("id", "the event's id")?;
    let time = fields.required("time", "when it happened, such as `2026-08-30T21:36:03Z`")?;
    let (signal, identity, kind) = if source == SOURCE {
        meaning(without_our_part(full_name), fields)?
    } else {
        (Signal::Ignored, None, format!("{source}: {full_name}"))
    };
    let account = if identity.is_some() { acceptor(fields)? } else { None };
    let account_id = message::account(Provider::Aws, signal, "detail.acceptor.accountId", account)?;
    Ok(MarketplaceMessage {
        provider: Provider::Aws,
        id: Some(message::id(&fields.path("id"), id)?),
        identity,
        kind: message::kind(&fields.path("detail-type"), &kind)?,
        signal,
        occurred_at: Some(message::instant(&fields.path("time"), time)?),
        raw: None,
        confirm: None,
        rejected: None,
        account_id,
        agreement: if source == SOURCE { agreement(fields) } else { None },
    })
}

/// The event's name without our part in the sale. Where we have both parts only one of the two events comes.
fn without_our_part(full_name: &str) -> &str {
    let part = [" - Proposer", " - Manufacturer"].iter().find_map(|part| full_name.strip_suffix(part));
    part.unwrap_or(full_name)
}

fn meaning(name: &str, fields: &Fields<'_>) -> Result<Meaning, UnreadableMessage> {
    match name {
        "License Updated" => Ok((Signal::Activated, Some(required_license(fields)?), name.into())),
        "License Deprovisioned" => Ok((Signal::Ended, Some(required_license(fields)?), name.into())),
        "Purchase Agreement Ended" => agreement_ended(name, fields),
        "Purchase Agreement Created" => Ok((Signal::Ignored, license_if_present(fields), created(name, fields))),
        _ => Ok((Signal::Ignored, license_if_present(fields), name.into())),
    }
}

/// The agreement of an event, and in whose place it is. What is not an id is left out, as it decides no payment by
/// itself.
fn agreement(fields: &Fields<'_>) -> Option<StatedAgreement> {
    let name = fields.get("detail-type")?.as_str().filter(|name| !name.ends_with(WHAT_WE_BOUGHT))?;
    let stated = fields.get("detail")?.get("agreement")?;
    let id = |name: &str| stated.get(name).and_then(Value::as_str).and_then(|text| AgreementId::new(text).ok());
    let has_ended = without_our_part(name) == "Purchase Agreement Ended";
    let status = stated.get("status").and_then(Value::as_str);
    let replaced = has_ended && status.is_some_and(|status| TAKEN_OVER.contains(&status));
    Some(StatedAgreement { id: id("id")?, previous: id("previousAgreementId"), replaced })
}

/// What a new agreement is to an older one, which newer events say, as text for people.
fn created(name: &str, fields: &Fields<'_>) -> String {
    let detail = fields.get("detail").and_then(|detail| detail.get("agreement"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_/-".contains(&byte);
    let text = |name: &str| {
        let text = detail.and_then(|agreement| agreement.get(name)).and_then(Value::as_str)?;
        Some(text).filter(|text| (1..=64).contains(&text.len()) && text.bytes().all(plain))
    };
    match (text("intent"), text("previousAgreementId")) {
        (Some(intent), Some(previous)) => format!("{name} ({intent} of {previous})"),
        (Some(intent), None) => format!("{name} ({intent})"),
        (None, Some(previous)) => format!("{name} (after {previous})"),
        (None, None) => name.into(),
    }
}

/// The end of an agreement is the end of a licence only if the licence is named and nothing takes the agreement's
/// place.
fn agreement_ended(name: &str, fields: &Fields<'_>) -> Result<Meaning, UnreadableMessage> {
    let status = status(fields)?.unwrap_or("no status");
    if !["CANCELLED", "EXPIRED", "TERMINATED"].contains(&status) {
        // `RENEWED` and `REPLACED`: a successor pays on. Anything else is not known to be an end.
        return Ok((Signal::Ignored, license_if_present(fields), format!("{name} ({status})")));
    }
    match license(fields)? {
        Some(license) => Ok((Signal::Ended, Some(license), format!("{name} ({status})"))),
        // An agreement id matches no subscription; `License Deprovisioned` follows and does.
        None => Ok((Signal::Ignored, None, format!("{name} ({status}, no licence)"))),
    }
}

fn status<'v>(fields: &Fields<'v>) -> Result<Option<&'v str>, UnreadableMessage> {
    let Some(detail) = fields.fields("detail", "detail.")? else { return Ok(None) };
    let Some(agreement) = detail.fields("agreement", "detail.agreement.")? else { return Ok(None) };
    Ok(agreement.text("status", "the agreement's status, such as `CANCELLED`")?.filter(|status| !status.is_empty()))
}

fn license(fields: &Fields<'_>) -> Result<Option<SubscriptionIdentity>, UnreadableMessage> {
    let Some(detail) = fields.fields("detail", "detail.")? else { return Ok(None) };
    let Some(license) = detail.fields("license", "detail.license.")? else { return Ok(None) };
    let Some(arn) = license.text("arn", LICENSE_FORM)? else { return Ok(None) };
    let identity = aws_license_identity(arn);
    identity.map(Some).ok_or_else(|| UnreadableMessage::wrong_value(&license.path("arn"), arn, LICENSE_FORM))
}

/// The account that bought. The ARN of a licence can name a different account.
fn acceptor<'v>(fields: &Fields<'v>) -> Result<Option<&'v str>, UnreadableMessage> {
    let Some(detail) = fields.fields("detail", "detail.")? else { return Ok(None) };
    let Some(acceptor) = detail.fields("acceptor", "detail.acceptor.")? else { return Ok(None) };
    acceptor.text("accountId", "the account that bought, 12 digits")
}

fn required_license(fields: &Fields<'_>) -> Result<SubscriptionIdentity, UnreadableMessage> {
    license(fields)?.ok_or_else(|| UnreadableMessage::missing("detail.license.arn", LICENSE_FORM))
}

/// For a message without effect: whom it concerns is good to know but nothing to stop at.
fn license_if_present(fields: &Fields<'_>) -> Option<SubscriptionIdentity> {
    license(fields).ok().flatten()
}
