//! Renders outbox messages as mails: plain text and HTML, in English and Chinese.
//!
//! An [`OutboxMessage`] contains all values that a template needs (N1), so a mail can be rendered without the ledger,
//! and it describes the state at the time of the event. The folder `templates/` has one template per notification and
//! language. The same template gives the plain text and the HTML.
//!
//! ```
//! use defray_core::outbox::{Notification, OutboxMessage};
//! use defray_mail::{Language, TimeZone, render};
//! let message = OutboxMessage {
//!     number: "17.0".parse()?,
//!     raised_at: "2026-03-17T00:00:00Z".parse()?,
//!     notification: Notification::AccountUnlocked { account: "acme".parse()? },
//!     acknowledged_at: None,
//! };
//! let mail = render(&message, Language::English, &TimeZone::UTC)?;
//! assert_eq!(mail.subject, "Account acme is unlocked again");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod facts;
mod templates;

use defray_core::account::MailSettings;
use defray_core::id::TimeZoneName;
use defray_core::outbox::OutboxMessage;
use defray_core::text::shorten;

pub use defray_core::account::Language;
pub use jiff::tz::TimeZone;

/// A name that is not in the time zone database of this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a time zone: expected a name of the IANA time zone database, such as `Asia/Shanghai`")]
pub struct UnknownTimeZone {
    /// The given name, shortened.
    pub name: String,
}

/// The time zone with a name of the IANA time zone database. The database is compiled into the program.
///
/// # Errors
///
/// [`UnknownTimeZone`] when the database does not have the name.
///
/// ```
/// assert!(defray_mail::time_zone("Asia/Shanghai").is_ok());
/// assert!(defray_mail::time_zone("Asia/Atlantis").is_err());
/// ```
pub fn time_zone(name: &str) -> Result<TimeZone, UnknownTimeZone> {
    TimeZone::get(name).map_err(|_| UnknownTimeZone { name: shorten(name) })
}

/// The language and the time zone of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The language.
    pub language: Language,
    /// The time zone of the instants.
    pub zone: TimeZone,
}

impl Default for Form {
    /// English, and UTC.
    fn default() -> Self {
        Self { language: Language::English, zone: TimeZone::UTC }
    }
}

impl Form {
    /// The form of a mail to an account with these settings: what the account has set, and this form for the rest. The
    /// second value is the time zone of the account if the database does not have it; then the zone of this form is
    /// taken.
    pub fn for_account(&self, settings: Option<&MailSettings>) -> (Self, Option<TimeZoneName>) {
        let Some(MailSettings { language, time_zone: zone }) = settings else { return (self.clone(), None) };
        let found = zone.as_ref().map(|zone| time_zone(zone.as_str()).map_err(|_| zone.clone()));
        let (zone, unknown) = match found {
            Some(Ok(zone)) => (zone, None),
            Some(Err(unknown)) => (self.zone.clone(), Some(unknown)),
            None => (self.zone.clone(), None),
        };
        (Self { language: language.unwrap_or(self.language), zone }, unknown)
    }
}

/// A rendered mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The body as a complete HTML document.
    pub html: String,
}

/// A template that cannot be rendered. This is a defect of this crate.
#[derive(Debug, thiserror::Error)]
#[error("the template `{template}` cannot be rendered: {cause}")]
pub struct RenderError {
    /// The name of the template.
    pub template: &'static str,
    /// The message of the template engine.
    pub cause: String,
}

/// Renders an outbox message as a mail. Its instants are shown in `zone`, and each of them names the zone.
///
/// # Errors
///
/// [`RenderError`] when a template has a defect.
pub fn render(outbox_message: &OutboxMessage, language: Language, zone: &TimeZone) -> Result<Rendered, RenderError> {
    templates::render(outbox_message.notification.template(), language, &facts::of(outbox_message, language, zone))
}
