//! Ids and texts. A value is checked once, when it is created; afterwards its type proves that it is valid.

use core::borrow::Borrow;
use core::fmt;
use core::str::FromStr;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id_text::IdText;
use crate::limits::{
    ADDRESS_BYTES_MAX, DISPLAY_NAME_CHARS_MAX, ID_BYTES_MAX, RAW_MESSAGE_BYTES_MAX, SITE_BYTES_MAX, TEXT_BYTES_MAX,
    TIME_ZONE_BYTES_MAX,
};
use crate::text::{shorten, text};

/// A text that is not a valid id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not {what}: expected {expected}")]
pub struct ParseIdError {
    /// The given text, shortened.
    pub value: String,
    /// The kind of value that was expected, such as "an account id".
    pub what: &'static str,
    /// The expected form. It names a code point that is not allowed.
    pub expected: Cow<'static, str>,
}

impl ParseIdError {
    fn new(value: &str, what: &'static str, expected: &'static str) -> Self {
        let expected = match unseen(value) {
            Some(Unseen::Invisible(char)) => format!("{expected}; U+{:04X} is invisible", u32::from(char)).into(),
            Some(Unseen::NotNormal(char)) => {
                format!("{expected}, in the normal form NFC of Unicode, which U+{:04X} is not in", u32::from(char))
                    .into()
            }
            None => expected.into(),
        };
        Self { value: shorten(value), what, expected }
    }
}

const ID_FORM: &str = "1 to 128 bytes without control characters and without a blank at either end";
const SITE_FORM: &str = "1 to 64 bytes without `/`, control characters, or a blank at either end";
const DISPLAY_NAME_FORM: &str = "1 to 128 characters without control characters and without a blank at either end";
const TIME_ZONE_FORM: &str = "a name of the IANA time zone database such as `Asia/Shanghai` or `UTC`, at most 64 bytes";
const WORKSPACE_FORM: &str = "site and id with `/` between them, such as `cn1-hangzhou/ws_42`";

fn well_formed(text: &str, bytes_max: usize) -> bool {
    was_well_formed(text, bytes_max) && unseen(text).is_none()
}

/// The form of ids in all versions of defray. A ledger of an older version may hold ids with invisible characters.
fn was_well_formed(text: &str, bytes_max: usize) -> bool {
    !text.is_empty() && text.len() <= bytes_max && text.trim() == text && !text.chars().any(char::is_control)
}

/// A code point by which two ids can differ although people read the same text.
enum Unseen {
    Invisible(char),
    NotNormal(char),
}

fn unseen(text: &str) -> Option<Unseen> {
    if text.is_ascii() {
        return None;
    }
    if let Some(char) = text.chars().find(|char| is_invisible(*char)) {
        return Some(Unseen::Invisible(char));
    }
    let mut normal = text.nfc();
    let differing = text.chars().skip_while(|char| normal.next() == Some(*char));
    // After a letter of ASCII the mark that combines with it differs.
    differing.into_iter().find(|char| !char.is_ascii()).map(Unseen::NotNormal)
}

/// Format characters, separators of lines and paragraphs, and the characters that Unicode displays as nothing
/// (`Default_Ignorable_Code_Point`).
fn is_invisible(char: char) -> bool {
    use GeneralCategory::{Format, LineSeparator, ParagraphSeparator};
    matches!(char.general_category(), Format | LineSeparator | ParagraphSeparator)
        || matches!(
            char,
            '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2065}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{e0000}'..='\u{e0fff}'
        )
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $what:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(IdText);

        impl $name {
            /// Checks `text` and makes an id of it.
            ///
            /// # Errors
            ///
            /// [`ParseIdError`] when the text is empty or too long, has control characters, invisible characters or
            /// blanks where they are not allowed, or is not in the normal form NFC of Unicode.
            pub fn new(text: &str) -> Result<Self, ParseIdError> {
                if well_formed(text, ID_BYTES_MAX) {
                    Ok(Self(IdText::from(text)))
                } else {
                    Err(ParseIdError::new(text, $what, ID_FORM))
                }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The bytes of the text.
            #[inline]
            pub fn as_bytes(&self) -> &[u8] {
                self.0.as_bytes()
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let is_stored = !deserializer.is_human_readable();
                let text = text(deserializer, $what)?;
                if is_stored && was_well_formed(&text, ID_BYTES_MAX) {
                    return Ok(Self(IdText::from(&*text)));
                }
                Self::new(&text).map_err(de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// The id of an account: the customer's enterprise account at the vendor.
    AccountId "an account id";
    /// The id of a lot: one voucher or one card, unique within its account.
    LotId "a lot id";
    /// The id of a cloud account: an account's link to one marketplace subscription. The host gives it.
    CloudAccountId "a cloud account id";
    /// The id of a bill. Each bill is settled once (P4).
    BillId "a bill id";
    /// The id of a reversal, unique within its bill.
    ReversalId "a reversal id";
    /// The billing item of a bill, such as `logs` or `sms`.
    ItemId "an item";
    /// The name of the unit in which a provider counts usage.
    Dimension "a dimension";
    /// The number of an order in Huawei Cloud's market.
    OrderId "an order number";
    /// The provider's id of a marketplace message.
    MessageId "a message id";
    /// The caller's own id of a command (A2).
    IdempotencyKey "an idempotency key";
    /// The identity of a marketplace subscription, such as `alicloud:1551111111`.
    SubscriptionIdentity "a subscription identity";
    /// A provider's id of an agreement with a customer, such as `agmt-4mwg1nevbokzw95eca5797ixs`.
    AgreementId "an agreement id";
    /// The name of an export of charges, or of a part of it.
    ExportId "an export's name";
    /// An identifier of a provider: an account id, instance id, product code and others.
    ProviderIdentifier "a provider's identifier";
}

impl ItemId {
    /// Whether both names are the same, ignoring case (W3).
    pub fn is_like(&self, other: &Self) -> bool {
        let (bytes, other_bytes) = (self.as_bytes(), other.as_bytes());
        if bytes.is_ascii() && other_bytes.is_ascii() {
            return bytes.eq_ignore_ascii_case(other_bytes);
        }
        let lower = |name: &Self| name.as_str().to_lowercase();
        lower(self) == lower(other)
    }
}

impl Dimension {
    /// The name of a provider.
    pub(crate) fn known(name: &'static str) -> Self {
        Self(IdText::from(name))
    }
}

/// Free text for people: a reason, a reference, an actor. At most 1 024 bytes, without control characters; may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note(Arc<str>);

impl Note {
    /// Checks `text` and makes a note of it.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text is longer than 1 024 bytes or has control characters.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        if text.len() <= TEXT_BYTES_MAX && !text.chars().any(char::is_control) {
            Ok(Self(text.into()))
        } else {
            let expected = "at most 1024 bytes without control characters";
            Err(ParseIdError { value: shorten(text), what: "a text", expected: expected.into() })
        }
    }

    /// Whether the text is empty, or has only spaces.
    pub fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }

    /// Makes a note of as much of `text` as fits, without its control characters.
    ///
    /// ```
    /// use defray_core::id::Note;
    /// assert_eq!(Note::shortened("two\nlines").as_str(), "twolines");
    /// assert_eq!(Note::shortened(&"é".repeat(1_000)).as_str().len(), 1_024);
    /// ```
    pub fn shortened(text: &str) -> Self {
        let mut short = String::new();
        for one in text.chars().filter(|one| !one.is_control()) {
            if short.len() + one.len_utf8() > TEXT_BYTES_MAX {
                break;
            }
            short.push(one);
        }
        Self(short.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&text(deserializer, "a text")?).map_err(de::Error::custom)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The display name of a workspace: 1 to 128 characters (Unicode code points) that people can see, without a blank at
/// either end, in the normal form NFC of Unicode. It need not be unique.
///
/// ```
/// use defray_core::id::DisplayName;
/// assert_eq!(DisplayName::new("生产环境 (Shanghai)")?.as_str(), "生产环境 (Shanghai)");
/// assert!(DisplayName::new("a name\u{202e}").is_err());
/// # Ok::<(), defray_core::id::ParseIdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisplayName(Arc<str>);

impl DisplayName {
    /// Checks `text` and makes a display name of it.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text is empty or has more than 128 characters, has control characters, invisible
    /// characters, or a blank at either end, or is not in the normal form NFC of Unicode.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        // A character has at most four bytes.
        let fits = text.len() <= 4 * DISPLAY_NAME_CHARS_MAX && text.chars().count() <= DISPLAY_NAME_CHARS_MAX;
        if fits && well_formed(text, text.len()) {
            Ok(Self(text.into()))
        } else {
            Err(ParseIdError::new(text, "a display name", DISPLAY_NAME_FORM))
        }
    }

    /// The display name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for DisplayName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_stored = !deserializer.is_human_readable();
        let text = text(deserializer, "a display name")?;
        // A later edition of Unicode may have other invisible characters and another normal form.
        if is_stored && was_well_formed(&text, 4 * DISPLAY_NAME_CHARS_MAX) {
            return Ok(Self(text.into()));
        }
        Self::new(&text).map_err(de::Error::custom)
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a time zone in the IANA time zone database, such as `Asia/Shanghai`: at most 64 bytes of ASCII. Only the
/// form is checked, because the database changes and a ledger must not depend on its edition.
///
/// ```
/// use defray_core::id::TimeZoneName;
/// assert!(TimeZoneName::new("America/Port-au-Prince").is_ok());
/// assert!(TimeZoneName::new("+08:00").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeZoneName(Arc<str>);

impl TimeZoneName {
    /// Checks the form of `text` and makes the name of a time zone of it.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text is longer than 64 bytes, or is not one or more parts with `/` between them, each
    /// of them a letter of ASCII and then letters, digits, `+`, `-` or `_`.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        let follows = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_');
        let is_part = |part: &str| {
            let bytes = part.as_bytes();
            bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.iter().all(|byte| follows(*byte))
        };
        if text.len() <= TIME_ZONE_BYTES_MAX && text.split('/').all(is_part) {
            Ok(Self(text.into()))
        } else {
            Err(ParseIdError::new(text, "a time zone", TIME_ZONE_FORM))
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for TimeZoneName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&text(deserializer, "a time zone")?).map_err(de::Error::custom)
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A marketplace message as it was received: any text of at most 256 KiB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RawMessage(Arc<str>);

impl RawMessage {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text is longer than 256 KiB.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        if text.len() <= RAW_MESSAGE_BYTES_MAX {
            Ok(Self(text.into()))
        } else {
            Err(ParseIdError { value: shorten(text), what: "a raw message", expected: "at most 262144 bytes".into() })
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for RawMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&text(deserializer, "a raw message")?).map_err(de::Error::custom)
    }
}

/// An address that lets its holder act. It does not appear in debug output or in errors.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SecretAddress(Arc<str>);

impl SecretAddress {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text does not begin with `https://`, is longer than 2 048 bytes, or has blanks or
    /// control characters. The error does not show the text.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        let plain = |text: &str| !text.chars().any(|one| one.is_control() || one.is_whitespace());
        if text.starts_with("https://") && text.len() <= ADDRESS_BYTES_MAX && plain(text) {
            Ok(Self(text.into()))
        } else {
            let expected = "`https://` and what follows, at most 2048 bytes without blanks and control characters";
            Err(ParseIdError { value: "***".into(), what: "an address", expected: expected.into() })
        }
    }

    /// The address. Use it only where it is opened.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<'de> Deserialize<'de> for SecretAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&text(deserializer, "an address")?).map_err(de::Error::custom)
    }
}

/// The site of a workspace, such as `cn1-hangzhou`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Site(Arc<str>);

impl Site {
    /// Checks `text` and makes a site of it.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the text is empty, too long, or has a `/`, a blank or a control character.
    pub fn new(text: &str) -> Result<Self, ParseIdError> {
        if well_formed(text, SITE_BYTES_MAX) && !text.contains('/') {
            Ok(Self(text.into()))
        } else {
            Err(ParseIdError::new(text, "a site", SITE_FORM))
        }
    }

    /// The site as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Site {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_stored = !deserializer.is_human_readable();
        let text = text(deserializer, "a site")?;
        if is_stored && was_well_formed(&text, SITE_BYTES_MAX) && !text.contains('/') {
            return Ok(Self(text.into()));
        }
        Self::new(&text).map_err(de::Error::custom)
    }
}

/// The id of a workspace: a site and an id on that site, written `site/id`. The id may itself contain `/`.
///
/// ```
/// use defray_core::id::WorkspaceId;
/// let workspace: WorkspaceId = "us-west-2//subscriptions/7".parse()?;
/// assert_eq!(workspace.site(), "us-west-2");
/// # Ok::<(), defray_core::id::ParseIdError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkspaceId(IdText);

impl WorkspaceId {
    /// The workspace `id` on `site`.
    ///
    /// # Errors
    ///
    /// [`ParseIdError`] when the two together are too long.
    pub fn new(site: &str, id: &str) -> Result<Self, ParseIdError> {
        Site::new(site)?;
        if !well_formed(id, ID_BYTES_MAX) {
            return Err(ParseIdError::new(id, "a workspace id", ID_FORM));
        }
        Ok(Self(IdText::from(format!("{site}/{id}").as_str())))
    }

    /// The site of the workspace.
    pub fn site(&self) -> &str {
        self.as_str().split_once('/').map_or("", |(site, _)| site)
    }

    /// The id of the workspace in its site.
    pub fn id_in_site(&self) -> &str {
        self.as_str().split_once('/').map_or("", |(_, id)| id)
    }

    /// The whole id, `site/id`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The bytes of the text.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl FromStr for WorkspaceId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let wrong = || ParseIdError::new(text, "a workspace", WORKSPACE_FORM);
        let (site, id) = text.split_once('/').ok_or_else(wrong)?;
        Self::new(site, id)
    }
}

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for WorkspaceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for WorkspaceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_stored = !deserializer.is_human_readable();
        let text = text(deserializer, WORKSPACE_FORM)?;
        let was_valid = |(site, id)| was_well_formed(site, SITE_BYTES_MAX) && was_well_formed(id, ID_BYTES_MAX);
        if is_stored && text.split_once('/').is_some_and(was_valid) {
            return Ok(Self(IdText::from(&*text)));
        }
        text.parse().map_err(de::Error::custom)
    }
}
