//! What must not be kept: masked where it stands, everything else left byte for byte as it came.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use defray_json::LEVELS_MAX;
use serde_json::value::RawValue;

use crate::json;

/// What stands in a kept message in the place of a secret.
pub const MASK: &str = "***";
const MASK_IN_JSON: &str = "\"***\"";

/// Whether the value of a field of this name lets its holder act.
///
/// Tokens register a buyer, confirm a topic or prove to AliCloud's SPI who calls; SNS's two addresses
/// subscribe or unsubscribe the one that opens them. Names are compared loosely: to mask too much loses nothing that is
/// needed.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    name.ends_with("token") || name.ends_with("subscribeurl")
}

/// Whether a text that cannot be read might name a secret, perhaps with a letter written as an escape (`\u0074oken`).
fn may_name_a_secret(text: &str) -> bool {
    let plain = text.to_ascii_lowercase();
    plain.contains("token") || plain.contains("subscribeurl") || text.contains("\\u00")
}

/// `text` with its secrets masked, those in a string that is itself JSON included. `text` was read by [`json::parse`]
/// before.
pub(crate) fn mask_json(text: &str) -> String {
    mask(text, true)
}

fn mask(text: &str, into_strings: bool) -> String {
    let mut found = Found { text, into_strings, replacements: Vec::new() };
    found.search(text, LEVELS_MAX);
    found.replaced()
}

/// Places in `text`, and what to put there.
struct Found<'t> {
    text: &'t str,
    into_strings: bool,
    replacements: Vec<(Range<usize>, String)>,
}

impl<'t> Found<'t> {
    /// Looks through `value`, a part of the text. What cannot be looked through is taken for secret.
    fn search(&mut self, value: &'t str, levels_left: usize) {
        let searched = match (value.as_bytes().first(), levels_left.checked_sub(1)) {
            (Some(b'{'), Some(levels_left)) => self.search_object(value, levels_left),
            (Some(b'['), Some(levels_left)) => self.search_array(value, levels_left),
            (Some(b'{' | b'['), None) => None,
            (Some(b'"'), _) if self.into_strings => self.search_string(value),
            _ => Some(()),
        };
        if searched.is_none() {
            self.replace(value, MASK_IN_JSON.into());
        }
    }

    fn search_object(&mut self, value: &'t str, levels_left: usize) -> Option<()> {
        let entries: BTreeMap<String, &'t RawValue> = serde_json::from_str(value).ok()?;
        for (name, value) in entries {
            if is_secret(&name) {
                self.replace(value.get(), MASK_IN_JSON.into());
            } else {
                self.search(value.get(), levels_left);
            }
        }
        Some(())
    }

    fn search_array(&mut self, value: &'t str, levels_left: usize) -> Option<()> {
        let elements: Vec<&'t RawValue> = serde_json::from_str(value).ok()?;
        for element in elements {
            self.search(element.get(), levels_left);
        }
        Some(())
    }

    /// SNS carries the message proper as JSON in a string. One such layer is looked into, so that the work stays
    /// bounded.
    fn search_string(&mut self, value: &'t str) -> Option<()> {
        let inner: String = serde_json::from_str(value).ok()?;
        if !inner.trim_start().starts_with(['{', '[']) {
            return Some(());
        }
        let inner = inner.trim();
        // Read strictly first: of a key given twice, a looser reader would see, and mask, only one.
        if json::parse(inner, "a string").is_err() {
            return if may_name_a_secret(inner) { None } else { Some(()) };
        }
        let masked = mask(inner, false);
        if masked != inner {
            self.replace(value, serde_json::to_string(&masked).ok()?);
        }
        Some(())
    }

    fn replace(&mut self, value: &'t str, replacement: String) {
        // `value` is a slice of the text, so the distance between their starts is its place in it.
        let start = value.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.replacements.push((start..start.saturating_add(value.len()), replacement));
    }

    fn replaced(mut self) -> String {
        self.replacements.sort_by_key(|(place, _)| place.start);
        let mut whole = String::with_capacity(self.text.len());
        let mut copied = 0;
        for (place, replacement) in &self.replacements {
            whole.push_str(self.text.get(copied..place.start).unwrap_or_default());
            whole.push_str(replacement);
            copied = place.end;
        }
        whole.push_str(self.text.get(copied..).unwrap_or_default());
        whole
    }
}
