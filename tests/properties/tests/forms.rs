//! The forms of ids and identifiers: the core reads what the oracle says is one, and nothing else.

use defray_core::command::Command;
use defray_core::id::{AccountId, DisplayName, TimeZoneName};
use defray_oracle::form;
use serde_json::{Value, json};

/// Every character that a text can have, between two digits, at the front and at the end.
#[test]
fn every_character_is_in_an_id_or_not_as_the_oracle_says() {
    for character in '\0'..=char::MAX {
        // No digit is joined with a character after it.
        for text in [format!("1{character}1"), format!("{character}1"), format!("1{character}")] {
            let read = text.parse::<AccountId>();
            assert_eq!(read.is_ok(), form::id(&text), "U+{:04X}: {read:?}", u32::from(character));
        }
    }
}

#[test]
fn an_id_has_1_to_128_bytes() {
    for length in [0, 1, 127, 128, 129, 4_096] {
        let text = "x".repeat(length);
        assert_eq!(text.parse::<AccountId>().is_ok(), form::id(&text), "{length}");
    }
}

#[test]
fn every_character_is_in_a_display_name_or_not_as_the_oracle_says() {
    for character in '\0'..=char::MAX {
        for text in [format!("1{character}1"), format!("{character}1"), format!("1{character}")] {
            let read = DisplayName::new(&text);
            assert_eq!(read.is_ok(), form::display_name(&text), "U+{:04X}: {read:?}", u32::from(character));
        }
    }
}

#[test]
fn a_display_name_has_1_to_128_characters() {
    for length in [0, 1, 127, 128, 129, 4_096] {
        for character in ["x", "店", "\u{1F6D2}"] {
            let text = character.repeat(length);
            assert_eq!(DisplayName::new(&text).is_ok(), form::display_name(&text), "{length} of {character}");
        }
    }
}

#[test]
fn every_character_is_in_a_time_zone_or_not_as_the_oracle_says() {
    for character in '\0'..=char::MAX {
        let texts =
            [format!("A{character}B"), format!("{character}B"), format!("A{character}"), format!("A/{character}")];
        for text in texts {
            assert_eq!(TimeZoneName::new(&text).is_ok(), form::time_zone(&text), "{text:?}");
        }
    }
}

#[test]
fn names_of_time_zones_are_read_as_the_oracle_says() {
    let long = ["A".repeat(64), "A".repeat(65), format!("{}/B", "A".repeat(62)), format!("{}/B", "A".repeat(63))];
    let texts = [
        "",
        "UTC",
        "Asia/Shanghai",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+8",
        "Etc/GMT-14",
        "/UTC",
        "UTC/",
        "A//B",
        "8",
        "A/8",
        "+8",
        "A b",
        "EST5EDT",
        "posix/Asia/Tokyo",
        "../etc/passwd",
        "A/..",
    ];
    for text in texts.into_iter().chain(long.iter().map(String::as_str)) {
        assert_eq!(TimeZoneName::new(text).is_ok(), form::time_zone(text), "{text:?}");
    }
}

/// Each first text is another spelling of the second.
#[test]
fn texts_of_several_characters_have_one_spelling() {
    for (other, id) in [
        ("e\u{301}", "\u{e9}"),
        ("A\u{30a}", "\u{c5}"),
        ("\u{41}\u{30a}\u{301}", "\u{1fa}"),
        // Marks in another order.
        ("s\u{307}\u{323}", "\u{1e69}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"),
        // Hangul: two and three parts.
        ("\u{1100}\u{1161}", "\u{ac00}"),
        ("\u{1100}\u{1161}\u{11a8}", "\u{ac01}"),
        ("\u{ac00}\u{11a8}", "\u{ac01}"),
        // Kana with a mark of its own.
        ("\u{304b}\u{3099}", "\u{304c}"),
        // A character that is never in NFC, beside others.
        ("x\u{212b}y", "x\u{c5}y"),
    ] {
        assert!(other.parse::<AccountId>().is_err(), "{other:?}");
        assert!(id.parse::<AccountId>().is_ok(), "{id:?}");
    }
}

fn reads(subscription: &Value) -> bool {
    let link = json!({"account": "a", "cloud_account": "c", "subscription": subscription});
    serde_json::from_value::<Command>(json!({"link_cloud_account": link})).is_ok()
}

#[test]
fn identifiers_of_a_link_are_read_as_the_oracle_says() {
    let sixteen = "1234567890123456";
    let texts = [
        "0",
        "7",
        "07",
        "122779388",
        "1234567890123456789",
        "12345678901234567890",
        sixteen,
        "0234567890123456",
        "6543210987654321",
        "071964067459",
        "ops@1234567890123456",
        "ops@7",
        "ops@",
        "i",
        "",
        " 7",
        "7 ",
        "7\u{200b}",
        "-7",
        "٧",
        "1.0",
    ];
    let compare = |subscription: Value| {
        assert_eq!(reads(&subscription), form::subscription(&subscription), "{subscription}");
    };
    for account in texts {
        for instance in texts {
            for provider in ["alicloud", "huawei_cloud"] {
                compare(json!({"provider": provider, "account_id": account, "instance_id": instance}));
            }
        }
        let arn = "arn:aws:license-manager::294406891311:license:l-0123456789abcdef";
        compare(json!({"provider": "aws", "account_id": account, "license_arn": arn}));
        compare(json!({"provider": "aws", "account_id": account, "customer_identifier": "c", "product_code": "p"}));
    }
    compare(json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"}));
    compare(json!({"provider": "aws", "customer_identifier": "c"}));
    compare(json!({"provider": "aws", "product_code": "p", "account_id": "071964067459"}));
}
