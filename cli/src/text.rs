//! Text forms of money, instants and names.

use defray::core::account::{Language, MailSettings};
use defray::core::bill::HoldReason;
use defray::core::fund::Origin;
use defray::core::id::DisplayName;
use defray::core::method::{Cause, Method, Payer, PayerInterval};
use defray::core::money::Money;
use defray::core::receipt::{PayerReason, Skip, SkipReason};
use defray::core::standing::Standing;
use defray::core::time::Instant;

/// An amount without its currency, with at least two decimals and thousands separators: `1,234.50`.
pub(crate) fn amount(money: &Money) -> String {
    money.grouped()
}

/// An amount with its currency: `1,234.50 CNY`.
pub(crate) fn money(money: &Money) -> String {
    format!("{} {}", amount(money), money.currency())
}

/// An instant: `2026-03-01 08:00:30Z`, without zero seconds `2026-03-01 08:00Z`, at midnight `2026-03-01`.
pub(crate) fn instant(at: Instant) -> String {
    let text = at.to_string();
    if let Some(day) = text.strip_suffix("T00:00:00Z") {
        return day.to_owned();
    }
    let minutes = text.strip_suffix(":00Z").map(|minutes| format!("{minutes}Z"));
    minutes.unwrap_or(text).replacen('T', " ", 1)
}

/// The day of an instant: `2026-03-01`.
pub(crate) fn day(at: Instant) -> String {
    let text = at.to_string();
    text.split_once('T').map_or_else(|| text.clone(), |(day, _)| day.to_owned())
}

/// An id, or a part of it, with the display name: `cn1/ws-1 (Production)`.
pub(crate) fn named(id: &str, name: Option<&DisplayName>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{id} ({name})"))
}

/// The language and the time zone that an account has set for its mails.
pub(crate) fn mail_settings(settings: Option<&MailSettings>) -> String {
    let language = settings.and_then(|settings| settings.language).map_or("the host's language", Language::name);
    let zone =
        settings.and_then(|settings| settings.time_zone.as_ref()).map_or("the host's time zone", |zone| zone.as_str());
    format!("{language}, {zone}")
}

/// The payer.
pub(crate) fn payer(payer: &Payer) -> String {
    match payer {
        Payer::Enterprise => "enterprise account".into(),
        Payer::CloudAccount(id) => format!("cloud account {id}"),
    }
}

/// The way in which a lot came to the account.
pub(crate) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Issued => "issued".into(),
        Origin::Granted => "granted".into(),
        Origin::Bought => "bought".into(),
        Origin::Gift { card } => format!("gift of {card}"),
        Origin::HuaweiOrder { order, huawei_account } => format!("Huawei order {order}, account {huawei_account}"),
    }
}

/// The settlement method of a workspace.
pub(crate) fn method(method: &Method) -> String {
    match method {
        Method::Enterprise => payer(&Payer::Enterprise),
        Method::CloudAccount(id) => payer(&Payer::CloudAccount(id.clone())),
        Method::Opening { cloud_account, from } => {
            format!("opening cloud account {cloud_account} ({} pays until it is active)", payer(from))
        }
        Method::Dissolved => "dissolved".into(),
    }
}

/// The cause of an interval of a timeline.
pub(crate) fn cause(interval: &PayerInterval) -> String {
    let actor = |by: &Option<defray::core::id::Note>| by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
    match &interval.cause {
        Cause::Bound => "bound".into(),
        Cause::Chosen { by } => format!("chosen{}", actor(by)),
        Cause::Activated { cloud_account } => format!("{cloud_account} became active"),
        Cause::Forced { cloud_account } => format!("forced: {cloud_account} ended"),
        Cause::Moved { by } => format!("moved from another account{}", actor(by)),
        Cause::Replaced { cloud_account } => format!("took the place of {cloud_account}, which ended"),
    }
}

/// The standing of an account.
pub(crate) fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Good => "good".into(),
        Standing::InArrears { since, deadline, .. } => {
            format!("in arrears since {}, locked on {} unless repaid", instant(*since), instant(*deadline))
        }
        Standing::Locked { since, deadline } => {
            format!("locked on {}, in arrears since {}", instant(*deadline), instant(*since))
        }
    }
}

/// The rule that determined the payer.
pub(crate) fn payer_reason(reason: &PayerReason) -> String {
    match reason {
        PayerReason::InForce { since } => {
            format!("P1: the workspace's method at the start of the usage, in force since {}", instant(*since))
        }
        PayerReason::NoLongerMetered {
            cloud_account,
            ended_at: Some(ended_at),
            metering_deadline: Some(metering_deadline),
        } => format!(
            "P2: cloud account {cloud_account} ended on {} and could be metered until {}, so the enterprise account pays",
            instant(*ended_at),
            instant(*metering_deadline)
        ),
        PayerReason::NoLongerMetered { cloud_account, .. } => {
            format!(
                "P2: the provider of cloud account {cloud_account} accepts no usage, so the enterprise account pays"
            )
        }
        PayerReason::SuspendedTooLong { cloud_account, suspended_since, deadline } => format!(
            "P3: cloud account {cloud_account} is suspended since {}, so the enterprise account pays since {}",
            instant(*suspended_since),
            instant(*deadline)
        ),
    }
}

/// The lot of a skip, or the first and the last lot of a range and their number.
pub(crate) fn skipped_lots(skip: &Skip) -> String {
    let lot = skip.lot.as_ref().map_or(String::new(), ToString::to_string);
    match &skip.range {
        None => lot,
        Some(range) => format!("{lot} to {} ({} lots)", range.last, range.count),
    }
}

/// Why a fund paid nothing: the rule and the amounts.
pub(crate) fn skip_reason(reason: &SkipReason) -> String {
    let rule = reason.rule();
    match reason {
        SkipReason::NotInWaterfall => format!("{rule}: this kind of fund does not pay bills of this item"),
        SkipReason::NotYetValid { valid_from } => format!("{rule}: valid only from {}", instant(*valid_from)),
        SkipReason::BelowMinimum { minimum } => format!("{rule}: only for bills of at least {}", money(minimum)),
        SkipReason::NotNeeded => format!("{rule}: earlier funds covered the bill"),
        SkipReason::Empty => format!("{rule}: it was empty"),
    }
}

/// Why a bill is held.
pub(crate) fn hold_reason(reason: &HoldReason) -> String {
    match reason {
        HoldReason::CloudAccountSuspended { cloud_account } => {
            format!("P3: cloud account {cloud_account} is suspended")
        }
        HoldReason::CreditLimit { uncovered, credit_left: Some(left) } => {
            format!(
                "W7: the overdraft would have to pay {}, but its credit limit leaves {}",
                money(uncovered),
                money(left)
            )
        }
        HoldReason::CreditLimit { uncovered, credit_left: None } => {
            format!("W7: {} would remain, and no fund may pay it", money(uncovered))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn amounts_have_thousands_and_two_decimals() {
        for (given, read) in [
            ("0 CNY", "0.00"),
            ("1234567.5 CNY", "1,234,567.50"),
            ("-999 CNY", "-999.00"),
            ("-1000.001 CNY", "-1,000.001"),
            ("0.00000001 CNY", "0.00000001"),
        ] {
            assert_eq!(amount(&given.parse().unwrap()), read);
        }
    }

    #[test]
    fn instants_at_midnight_are_days() {
        assert_eq!(instant("2026-03-01T00:00:00Z".parse().unwrap()), "2026-03-01");
        assert_eq!(instant("2026-03-01T08:30:00Z".parse().unwrap()), "2026-03-01 08:30Z");
        assert_eq!(instant("2026-03-01T00:00:30Z".parse().unwrap()), "2026-03-01 00:00:30Z");
    }
}
