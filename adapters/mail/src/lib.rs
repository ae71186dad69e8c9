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

use std::fmt;
use std::str::FromStr;

use defray_core::outbox::OutboxMessage;

pub use jiff::tz::TimeZone;

/// The language of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// The language English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: &'static [Self] = &[Self::English, Self::Chinese];

    /// The language tag: `en` or `zh`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|one| one.tag() == text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            format!("`{shown}`: expected `en` or `zh`")
        })
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

/// Renders an outbox message as a mail. Its instants are shown in `zone`.
///
/// # Errors
///
/// [`RenderError`] when a template has a defect.
pub fn render(outbox_message: &OutboxMessage, language: Language, zone: &TimeZone) -> Result<Rendered, RenderError> {
    templates::render(outbox_message.notification.template(), language, &facts::of(outbox_message, language, zone))
}
