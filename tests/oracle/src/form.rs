//! The forms of ids and of the identifiers of a subscription, each a plain reading of the text.

use serde_json::Value;

use crate::owner::account_of;
use crate::read::text_if;

/// `Cf`, `Zl`, `Zp` and `Default_Ignorable_Code_Point` of Unicode: first and last code point of each range.
#[rustfmt::skip]
const INVISIBLE: [(u32, u32); 25] = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891),
    (0x8E2, 0x8E2), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
];

/// The characters that the normal form NFC writes as others: `NFC_Quick_Check` is `No`.
#[rustfmt::skip]
const NEVER_IN_NFC: [(u32, u32); 73] = [
    (0x340, 0x341), (0x343, 0x344), (0x374, 0x374), (0x37E, 0x37E), (0x387, 0x387), (0x958, 0x95F), (0x9DC, 0x9DD),
    (0x9DF, 0x9DF), (0xA33, 0xA33), (0xA36, 0xA36), (0xA59, 0xA5B), (0xA5E, 0xA5E), (0xB5C, 0xB5D), (0xF43, 0xF43),
    (0xF4D, 0xF4D), (0xF52, 0xF52), (0xF57, 0xF57), (0xF5C, 0xF5C), (0xF69, 0xF69), (0xF73, 0xF73), (0xF75, 0xF76),
    (0xF78, 0xF78), (0xF81, 0xF81), (0xF93, 0xF93), (0xF9D, 0xF9D), (0xFA2, 0xFA2), (0xFA7, 0xFA7), (0xFAC, 0xFAC),
    (0xFB9, 0xFB9), (0x1F71, 0x1F71), (0x1F73, 0x1F73), (0x1F75, 0x1F75), (0x1F77, 0x1F77), (0x1F79, 0x1F79),
    (0x1F7B, 0x1F7B), (0x1F7D, 0x1F7D), (0x1FBB, 0x1FBB), (0x1FBE, 0x1FBE), (0x1FC9, 0x1FC9), (0x1FCB, 0x1FCB),
    (0x1FD3, 0x1FD3), (0x1FDB, 0x1FDB), (0x1FE3, 0x1FE3), (0x1FEB, 0x1FEB), (0x1FEE, 0x1FEF), (0x1FF9, 0x1FF9),
    (0x1FFB, 0x1FFB), (0x1FFD, 0x1FFD), (0x2000, 0x2001), (0x2126, 0x2126), (0x212A, 0x212B), (0x2329, 0x232A),
    (0x2ADC, 0x2ADC), (0xF900, 0xFA0D), (0xFA10, 0xFA10), (0xFA12, 0xFA12), (0xFA15, 0xFA1E), (0xFA20, 0xFA20),
    (0xFA22, 0xFA22), (0xFA25, 0xFA26), (0xFA2A, 0xFA6D), (0xFA70, 0xFAD9), (0xFB1D, 0xFB1D), (0xFB1F, 0xFB1F),
    (0xFB2A, 0xFB36), (0xFB38, 0xFB3C), (0xFB3E, 0xFB3E), (0xFB40, 0xFB41), (0xFB43, 0xFB44), (0xFB46, 0xFB4E),
    (0x1D15E, 0x1D164), (0x1D1BB, 0x1D1C0), (0x2F800, 0x2FA1D),
];

fn within(ranges: &[(u32, u32)], character: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(character)))
}

/// Whether a text is an id. Of NFC, only what one character alone shows is checked: a text of several characters that
/// NFC would join, or put in another order, is an id here.
pub fn id(text: &str) -> bool {
    (1..=128).contains(&text.len()) && is_seen(text)
}

/// Whether a text is a display name, with the same limit of what is checked of NFC. Its length counts characters.
pub fn display_name(text: &str) -> bool {
    (1..=128).contains(&text.chars().count()) && is_seen(text)
}

fn is_seen(text: &str) -> bool {
    let seen = |character: char| !character.is_control() && !within(&INVISIBLE, character);
    text.trim() == text && text.chars().all(|character| seen(character) && !within(&NEVER_IN_NFC, character))
}

/// Whether a text has the form of a time zone.
pub fn time_zone(text: &str) -> bool {
    let part = |part: &str| {
        let mut bytes = part.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-_".contains(&byte))
    };
    (1..=64).contains(&text.len()) && text.split('/').all(part)
}

fn digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn instance(text: &str) -> bool {
    digits(text, 1, 19) && !text.starts_with('0')
}

/// Small letters and digits, at least one.
fn small(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether a message's `identity` has the form of its provider.
pub fn identity(provider: &str, identity: &str) -> bool {
    let after = |prefix: &str| identity.strip_prefix(prefix);
    match provider {
        "alicloud" => after("alicloud:").is_some_and(instance),
        "huawei_cloud" => after("huawei_cloud:").is_some_and(|instance| !instance.is_empty()),
        _ => {
            let licence = ["aws:license:l-", "aws:license:lic-"].into_iter().find_map(after);
            let customer = after("aws:customer:").and_then(|rest| rest.split_once(':'));
            licence.is_some_and(small)
                || customer.is_some_and(|(product, customer)| !product.is_empty() && !customer.is_empty())
        }
    }
}

/// Whether the account that a message states has the form that a link needs.
pub fn account(provider: &str, account: &str) -> bool {
    match provider {
        "alicloud" => digits(account, 1, 19),
        "huawei_cloud" => id(account),
        _ => digits(account, 12, 12),
    }
}

/// Whether the identifiers of a link have the forms of its provider. Anything else is misuse.
pub fn subscription(subscription: &Value) -> bool {
    let provider = text_if(subscription, "provider").unwrap_or_default();
    let account = account_of(subscription);
    let given = |name: &str| text_if(subscription, name).is_some_and(|given| id(&given));
    let account_fits = account.as_ref().is_some_and(|named| self::account(&provider, named));
    match provider.as_str() {
        "alicloud" => {
            let found = text_if(subscription, "instance_id").unwrap_or_default();
            // 16 digits are usual for an account.
            let swapped = found.len() == 16 && account.is_some_and(|account| account.len() != 16);
            account_fits && instance(&found) && !swapped
        }
        "huawei_cloud" => account_fits && given("instance_id"),
        _ => match text_if(subscription, "license_arn") {
            Some(arn) => {
                let arn = arn.to_lowercase();
                let tail = arn.rsplit(':').next().unwrap_or_default();
                account_fits && (tail.starts_with("l-") || tail.starts_with("lic-"))
            }
            None => given("customer_identifier") && given("product_code") && (account.is_none() || account_fits),
        },
    }
}
