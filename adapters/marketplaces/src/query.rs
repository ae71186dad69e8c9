//! The queries of HTTP GET calls: decoded strictly, no parameter twice, secrets masked.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use percent_encoding::percent_decode_str;

use crate::error::UnreadableMessage;
use crate::secret::{MASK, is_secret};

/// The query of a URL, of a path with a query, or of what is a query already.
pub(crate) fn of(text: &str) -> Result<&str, UnreadableMessage> {
    let expected = "a query, or a path or URL with one, such as `/spi?action=releaseInstance&instanceId=1`";
    let starts_with = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let query = if text.starts_with(['/', '?']) || starts_with("http://") || starts_with("https://") {
        text.split_once('?').ok_or(UnreadableMessage::UnknownShape { expected })?.1
    } else {
        text
    };
    if query.contains('#') {
        // No request carries a fragment; taken for part of a value it would make another identity.
        let expected = "no `#`, which is written `%23` within a value";
        return Err(UnreadableMessage::MalformedQuery { place: "the query".into(), expected });
    }
    Ok(query)
}

/// The decoded parameters.
pub(crate) struct Parameters<'q>(BTreeMap<Cow<'q, str>, Cow<'q, str>>);

impl<'q> Parameters<'q> {
    pub(crate) fn of(query: &'q str) -> Result<Self, UnreadableMessage> {
        let mut parameters = BTreeMap::new();
        for (index, (name, value)) in pairs(query).enumerate() {
            let name = decoded(name).ok_or_else(|| malformed(index))?;
            let value = decoded(value).ok_or_else(|| malformed(index))?;
            if parameters.contains_key(&name) {
                return Err(UnreadableMessage::duplicate(shown(&name)));
            }
            parameters.insert(name, value);
        }
        Ok(Self(parameters))
    }

    /// A parameter that says something, without the blanks around it.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.verbatim(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A parameter with every blank in it.
    pub(crate) fn verbatim(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(AsRef::as_ref)
    }

    pub(crate) fn optional(&self, name: &str) -> Result<Option<&str>, UnreadableMessage> {
        match self.get(name) {
            // What was encoded twice holds its neighbours, the token perhaps among them.
            Some(value) if value.contains('&') => {
                let expected = "a value without `&`; was the query encoded twice?";
                Err(UnreadableMessage::wrong_value(name, shown(value), expected))
            }
            value => Ok(value),
        }
    }

    pub(crate) fn required(&self, name: &str, expected: &'static str) -> Result<&str, UnreadableMessage> {
        self.optional(name)?.ok_or_else(|| UnreadableMessage::missing(name, expected))
    }

    /// All but `except`, decoded, by name in byte order, as `name=value` with `&` between.
    pub(crate) fn sorted_except(&self, except: &str) -> String {
        joined(self.0.iter().filter(|(name, _)| *name != except).map(|(name, value)| (name.as_ref(), value.as_ref())))
    }
}

/// All parameters but `except` as they stand in the query, undecoded, by name in byte order.
pub(crate) fn sorted_undecoded_except(query: &str, except: &str) -> String {
    let mut parameters: Vec<(&str, &str)> = pairs(query).filter(|(name, _)| *name != except).collect();
    parameters.sort_unstable();
    joined(parameters.into_iter())
}

fn joined<'p>(parameters: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let mut whole = String::new();
    for (name, value) in parameters {
        if !whole.is_empty() {
            whole.push('&');
        }
        whole.push_str(name);
        whole.push('=');
        whole.push_str(value);
    }
    whole
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn malformed(index: usize) -> UnreadableMessage {
    let place = format!("parameter {}", index.saturating_add(1));
    UnreadableMessage::MalformedQuery { place, expected: "UTF-8, with two hexadecimal digits after each `%`" }
}

/// Form decoding: `+` is a blank, `%` and two digits are a byte, the bytes are UTF-8.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    let whole = |rest: &str| rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    if !text.split('%').skip(1).all(whole) {
        return None;
    }
    if !text.contains('+') {
        return percent_decode_str(text).decode_utf8().ok();
    }
    let with_blanks = text.replace('+', " ");
    let decoded = percent_decode_str(&with_blanks).decode_utf8().ok()?;
    Some(Cow::Owned(decoded.into_owned()))
}

/// The part of a decoded text that an error may show: no further than where a neighbour would begin.
fn shown(text: &str) -> &str {
    text.split(['&', '=']).next().unwrap_or_default()
}

/// The query with its secrets masked and all else as it came.
pub(crate) fn masked(query: &str) -> String {
    let pairs: Vec<Cow<'_, str>> = query.split('&').map(masked_pair).collect();
    pairs.join("&")
}

fn masked_pair(pair: &str) -> Cow<'_, str> {
    match pair.split_once('=') {
        Some((name, _)) if decoded(name).is_none_or(|name| is_secret(&name)) => Cow::Owned(format!("{name}={MASK}")),
        _ => Cow::Borrowed(pair),
    }
}
