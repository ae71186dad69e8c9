use defray_core::limits::RAW_MESSAGE_BYTES_MAX;
use defray_core::provider::Provider::{AliCloud, Aws};
use defray_marketplaces::{MASK, read};

use super::sns::{SUBSCRIBED, notification};
use super::{code, line_of};

#[test]
fn no_text_is_no_message() {
    for provider in [Aws, AliCloud] {
        for empty in ["", " \r\n\t"] {
            assert_eq!(code(provider, empty), "empty_message");
        }
        assert_eq!(code(provider, b"action=x\xff"), "not_utf8");
        assert_eq!(code(provider, b"\xff\xfe{\0"), "not_utf8");
    }
    assert_eq!(
        line_of(Aws, b"{\"action\":\"\xc0\x80\"}"),
        "not_utf8: byte 11 of the message is not UTF-8: expected UTF-8 throughout"
    );
}

#[test]
fn a_byte_order_mark_is_an_error() {
    assert_eq!(code(Aws, format!("\u{FEFF}{SUBSCRIBED}")), "byte_order_mark");
    assert_eq!(code(AliCloud, "\u{FEFF}action=x"), "byte_order_mark");
    assert_eq!(code(Aws, notification(&format!("\u{FEFF}{SUBSCRIBED}"))), "malformed_json");
}

#[test]
fn the_longest_message_is_read_and_one_byte_more_is_not() {
    let start = r#"{"action":"x","padding":""#;
    let padded = |bytes: usize| format!("{start}{}\"}}", "p".repeat(bytes - start.len() - 2));
    assert_eq!(code(Aws, padded(RAW_MESSAGE_BYTES_MAX)), "read");
    assert_eq!(code(Aws, padded(RAW_MESSAGE_BYTES_MAX + 1)), "message_too_long");
    assert_eq!(code(AliCloud, "a".repeat(RAW_MESSAGE_BYTES_MAX + 1)), "message_too_long");
}

#[test]
fn a_message_that_masking_makes_too_long_is_refused() {
    let start = r#"{"action":"x","token":1,"padding":""#;
    let raw = format!("{start}{}\"}}", "p".repeat(RAW_MESSAGE_BYTES_MAX - start.len() - 2));
    assert_eq!(code(Aws, raw), "message_too_long");
}

#[test]
fn what_is_not_one_whole_json_value_is_malformed() {
    for raw in [
        "{",
        "}",
        "{]",
        "[1,",
        r#"{"action":"x"} {}"#,
        r#"{"action":"x",}"#,
        "{'action':'x'}",
        "NaN",
        r#"{"a":1e999}"#,
        r#"{"a":"\ud800"}"#,
    ] {
        assert_eq!(code(Aws, raw), "malformed_json", "{raw}");
    }
}

#[test]
fn a_cut_off_message_is_an_error_wherever_it_is_cut() {
    let whole = notification(SUBSCRIBED);
    for end in 0..whole.len() {
        let cut = whole.get(..end).unwrap_or_default();
        assert_ne!(code(Aws, cut), "read", "{cut}");
    }
}

#[test]
fn json_of_no_known_shape_is_an_error() {
    for raw in ["{}", r#"{"Records":[{"body":"{}"}]}"#, r#"{"action":null}"#] {
        assert_eq!(code(Aws, raw), "unknown_shape", "{raw}");
    }
    for raw in ["[]", "7", "\"text\"", "null", "true"] {
        assert_eq!(code(Aws, raw), "wrong_type", "{raw}");
    }
}

#[test]
fn a_key_given_twice_is_an_error_at_any_depth() {
    for raw in [
        r#"{"action":"x","action":"x"}"#,
        r#"{"action":"x","\u0061ction":"y"}"#,
        r#"{"action":"x","a":[{"b":{"c":1,"c":2}}]}"#,
    ] {
        assert_eq!(code(Aws, raw), "duplicate_field", "{raw}");
        assert_eq!(code(Aws, notification(raw)), "duplicate_field", "{raw}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    let nested = |levels: usize| format!(r#"{{"action":"x","a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
    assert_eq!(code(Aws, nested(31)), "read");
    assert_eq!(code(Aws, nested(32)), "nested_too_deep");
    assert_eq!(code(Aws, notification(&nested(32))), "nested_too_deep");
    assert_eq!(code(Aws, "[".repeat(RAW_MESSAGE_BYTES_MAX)), "nested_too_deep");
    assert_eq!(code(Aws, r#"{"a":"#.repeat(40_000)), "nested_too_deep");
}

#[test]
fn strings_of_json_in_strings_of_json_stop_at_one_layer() {
    let mut text = SUBSCRIBED.to_string();
    for _ in 0..10 {
        text = serde_json::json!({"action": "x", "inner": text}).to_string();
    }
    assert_eq!(line_of(Aws, text), "ignored | - | x | - | -");
}

#[test]
fn a_kind_is_a_short_text_without_control_characters() {
    for action in ["", "a\\u0000b", "a\\nb", &"a".repeat(1_025)] {
        assert_eq!(code(Aws, format!(r#"{{"action":"{action}"}}"#)), "wrong_value");
    }
    assert_eq!(code(AliCloud, format!("action={}", "a".repeat(1_025))), "wrong_value");
}

#[test]
fn an_error_shows_no_more_than_a_line_of_a_value() {
    let raw = SUBSCRIBED.replace("X01EXAMPLEX", &"\\u202e\\n".repeat(500));
    let answer = line_of(Aws, raw);
    assert!(answer.len() < 1_000 && !answer.contains(['\n', '\u{202e}']), "{answer}");
}

#[test]
fn many_secrets_in_a_large_message_are_all_masked() {
    let entries: Vec<String> = (0..10_000).map(|n| format!(r#""k{n}":{{"token":"abcd"}}"#)).collect();
    let raw = format!(r#"{{"action":"x",{}}}"#, entries.join(","));
    let kept = read(Aws, raw.as_bytes()).ok().and_then(|message| message.raw);
    assert_eq!(kept.as_ref().map(|kept| kept.as_str()), Some(raw.replace("abcd", MASK).as_str()));
}
