//! Input of any kind: A5. Values at the edge of their range are decided, values beyond it are errors that say what was
//! expected.

use crate::world::{
    Ask, World, acknowledge, advance, alicloud, answered, bill, bind, buy, choose, choose_enterprise, claim, close,
    dissolve, full_reduction, grant, link, mail_settings, meter, open, policy, redeem, relocate, rename, restate,
    reverse, reverse_part, said, says_why, top_up, void, voucher, withdraw, withdraw_charge,
};
use defray_core::command::Command;
use defray_core::id::{AccountId, Note, RawMessage, Site, WorkspaceId};
use defray_core::money::Money;
use defray_core::position::EntryPosition;
use defray_core::time::{Instant, Seconds};
use serde_json::{Value, json};

const MOST: &str = "999999999999999.999999999999 CNY";
const LEAST: &str = "0.000000000001 CNY";
const AMOUNTS: [&str; 6] = [MOST, LEAST, "0 CNY", "-0.000000000001 CNY", "-999999999999999.999999999999 CNY", "1 USD"];
const LAST: &str = "2199-12-31T23:59:59.999999999Z";

/// Every command that takes an amount, with this amount.
fn commands_with(amount: &str) -> Vec<Ask> {
    vec![
        top_up(amount),
        voucher("v", amount),
        full_reduction("r", amount).with("minimum_bill", amount),
        grant("g", amount),
        buy("c", amount),
        redeem("h", "order", amount),
        bill("b", amount),
        reverse_part("b", "part", amount),
        policy(json!({"credit_limit": amount.trim_start_matches('-').split(' ').next()})),
    ]
}

/// Every command that takes no amount, about things that exist and things that do not.
fn commands_without() -> Vec<Ask> {
    vec![
        open("acme"),
        open(&"x".repeat(128)),
        link("ca"),
        said("ca", "activated"),
        choose("cn1/ws", "ca"),
        said("ca", "suspended"),
        said("ca", "resumed"),
        meter("ca"),
        answered("1.0", json!("accepted")),
        answered(&format!("{}.{}", u64::MAX, u32::MAX), json!("accepted")),
        choose_enterprise("cn1/ws"),
        said("ca", "ended"),
        withdraw("ca"),
        restate("b", "b-2", "1 CNY"),
        withdraw_charge("b-2"),
        claim("export", "part", &["b", "b-2", "none"]),
        reverse("b", "all"),
        void("v"),
        acknowledge("1.0"),
        acknowledge(&format!("{}.{}", u64::MAX, u32::MAX)),
        bind("cn1/other"),
        relocate("cn1/other", "acme"),
        rename("cn1/other", Some("other")),
        rename("cn1/other", None),
        mail_settings(Some("zh"), Some("Asia/Shanghai")),
        mail_settings(None, None),
        dissolve("cn1/other"),
        dissolve("cn1/ws"),
        advance(),
        close(),
    ]
}

#[test]
fn a5_amounts_at_the_edge_of_their_range_are_decided() {
    let (mut done, mut refused) = (0, 0);
    for first in AMOUNTS {
        for second in AMOUNTS {
            let mut world = World::new();
            for ask in commands_with(first).into_iter().chain(commands_with(second)).chain(commands_without()) {
                match world.ask(ask.clone()) {
                    Ok(_) => done += 1,
                    Err(refusal) => {
                        says_why(&ask, &refusal);
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(done > 500 && refused > 500, "{done} done, {refused} refused");
}

#[test]
fn a5_the_first_and_the_last_instant_are_decided() {
    for instants in [[Instant::FIRST; 2], [Instant::FIRST, Instant::LAST], [Instant::LAST; 2]] {
        let mut world = World::empty();
        world.now = instants[0];
        world.does(open("acme"));
        world.does(bind("cn1/ws"));
        if instants[0] < Instant::LAST {
            world.does(voucher("dated", "1 CNY").with("valid_until", LAST));
        }
        world.does(policy(json!({"grace": 3_153_600_000_u64, "deadline_notice": 3_153_600_000_u64})));
        world.now = instants[1];
        let mut done = 0;
        for ask in commands_with("1 CNY").into_iter().chain(commands_without()) {
            match world.ask(ask.clone()) {
                Ok(_) => done += 1,
                Err(refusal) => says_why(&ask, &refusal),
            }
        }
        assert!(done > 10, "{done} done at {}", instants[1]);
    }
}

/// The error of a text that is not valid.
fn error<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> String {
    text.parse::<T>().err().unwrap_or_else(|| panic!("{text} was read")).to_string()
}

#[test]
fn a5_a_value_beyond_its_range_is_an_error_with_the_value_and_the_expectation() {
    let long = "x".repeat(129);
    for (said, value, expected) in [
        (error::<Money>("1000000000000000 CNY"), "1000000000000000", "below 1000000000000000"),
        (error::<Money>("-1000000000000000 CNY"), "-1000000000000000", "below 1000000000000000"),
        (error::<Money>("99999999999999999999999999999999999999 CNY"), "9999999999", "expected"),
        (error::<Money>("0.0000000000001 CNY"), "0.0000000000001", "12 decimals"),
        (error::<Money>("1e5 CNY"), "1e5", "no exponent"),
        (error::<Money>("NaN CNY"), "NaN", "expected digits"),
        (error::<Money>("\u{ff11} CNY"), "\u{ff11}", "expected digits"),
        (error::<Money>("5"), "`5`", "a decimal and a currency"),
        (error::<Money>("5 cny"), "cny", "three capital letters"),
        (error::<Instant>("2200-01-01T00:00:00Z"), "2200-01-01T00:00:00Z", "RFC 3339"),
        (error::<Instant>("1969-12-31T23:59:59.999999999Z"), "1969-12-31", "from 1970"),
        (error::<Instant>("2026-02-30T00:00:00Z"), "2026-02-30", "RFC 3339"),
        (error::<AccountId>(""), "``", "1 to 128 bytes"),
        (error::<AccountId>(&long), "xxxxxxxx", "1 to 128 bytes"),
        (error::<AccountId>(" a"), " a", "blank"),
        (error::<AccountId>("a\u{0}b"), "a", "control characters"),
        (error::<WorkspaceId>("no-site"), "no-site", "`/`"),
        (error::<EntryPosition>("17"), "17", "expected"),
        (error::<EntryPosition>("18446744073709551616.0"), "18446744073709551616", "expected"),
    ] {
        assert!(said.contains(value) && said.contains(expected), "`{value}` and `{expected}` in: {said}");
        assert!(said.len() < 400 && !said.contains('\0'), "{said}");
    }
}

#[test]
fn a5_the_longest_texts_are_read_and_one_byte_more_is_not() {
    let text = |bytes: usize| "é".repeat(bytes / 2) + &"x".repeat(bytes % 2);
    assert!(text(128).parse::<AccountId>().is_ok_and(|id| id.as_str().len() == 128));
    let error = text(129).parse::<AccountId>().unwrap_err();
    assert_eq!(
        (error.what, error.expected.as_ref()),
        ("an account id", "1 to 128 bytes without control characters and without a blank at either end")
    );
    assert_eq!(Site::new(&text(64)).unwrap().as_str().len(), 64);
    assert_eq!(
        Site::new(&text(65)).unwrap_err().expected,
        "1 to 64 bytes without `/`, control characters, or a blank at either end"
    );
    assert_eq!(Note::new(&text(1_024)).unwrap().as_str().len(), 1_024);
    assert_eq!(Note::new(&text(1_025)).unwrap_err().expected, "at most 1024 bytes without control characters");
    assert_eq!(RawMessage::new(&text(256 * 1_024)).unwrap().as_str().len(), 256 * 1_024);
    assert_eq!(RawMessage::new(&text(256 * 1_024 + 1)).unwrap_err().expected, "at most 262144 bytes");
    assert_eq!(Seconds::new(3_153_600_000).unwrap().get(), 3_153_600_000);
    assert!(Seconds::new(3_153_600_001).is_none());
}

#[test]
fn a5_a_command_with_a_wrong_field_is_an_error_and_no_command() {
    for (command, names) in [
        (json!({"top_up": {"account": "acme"}}), "missing field `amount`"),
        (json!({"top_up": {"account": "acme", "amount": 5}}), "expected"),
        (json!({"top_up": {"account": "acme", "amount": "5 CNY", "colour": "red"}}), "unknown field `colour`"),
        (json!({"top_up": {"account": "acme", "amount": "1000000000000000 CNY"}}), "out of range"),
        (json!({"pay": {"account": "acme"}}), "unknown variant `pay`"),
        (
            json!({"link_cloud_account": {"account": "acme", "cloud_account": "ca", "subscription": aliased()}}),
            "instance",
        ),
        (json!({"acknowledge": {"outbox_message": "1"}}), "expected"),
        (json!({}), "expected"),
    ] {
        let error = serde_json::from_value::<Command>(command.clone()).unwrap_err().to_string();
        assert!(error.contains(names), "{command}: {error}");
    }
}

/// A subscription whose instance id means "not ready".
fn aliased() -> Value {
    let mut subscription = alicloud("0");
    subscription["instance_id"] = "0".into();
    subscription
}

#[test]
fn a5_no_id_has_a_character_that_people_cannot_see() {
    for (text, point) in [
        ("acme\u{feff}", "U+FEFF"),
        ("\u{feff}acme", "U+FEFF"),
        ("ac\u{200b}me", "U+200B"),
        ("ac\u{200d}me", "U+200D"),
        ("ac\u{202e}me", "U+202E"),
        ("ac\u{2066}me", "U+2066"),
        ("ac\u{ad}me", "U+00AD"),
        ("ac\u{2028}me", "U+2028"),
        ("ac\u{34f}me", "U+034F"),
        ("ac\u{3164}me", "U+3164"),
        ("acme\u{fe0f}", "U+FE0F"),
        ("acme\u{e0061}", "U+E0061"),
        // Other spellings of é, Å and 豈.
        ("cafe\u{301}", "U+0301"),
        ("\u{212b}ngstrom", "U+212B"),
        ("\u{f900}", "U+F900"),
    ] {
        let workspace = format!("cn1/{text}");
        let errors = [
            error::<AccountId>(text),
            error::<defray_core::id::SubscriptionIdentity>(text),
            error::<WorkspaceId>(&workspace),
            Site::new(text).unwrap_err().to_string(),
        ];
        for error in errors {
            assert!(error.contains(point), "{point} in: {error}");
        }
    }
    for text in ["caf\u{e9}", "企业账号", "Ω-1", "a b", "👍", "ws\u{a0}1"] {
        assert!(text.parse::<AccountId>().is_ok(), "{text}");
    }
}
