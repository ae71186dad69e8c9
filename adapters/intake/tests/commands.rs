//! Commands as lines of JSON: reading, writing, and errors.

use std::collections::BTreeSet;

use defray_core::command::Command;
use defray_core::id::{Note, RawMessage};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::Provider;
use defray_intake::commands::{Request, read_request, read_request_with, write_request};
use defray_intake::error::{Code, InputError};
use defray_intake::present::command_json;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn error(line: &str) -> InputError {
    match read_request(line.as_bytes()) {
        Ok(request) => panic!("{line} was read as {request:?}"),
        Err(error) => error,
    }
}

/// A line, its error code and the exact error message.
const ERRORS: &[(&str, Code, &str)] = &[
    (
        r#"{"command": "top_up", "account": "acme", "amount": "12 cny"}"#,
        Code::BadValue,
        r#"`amount` is `"12 cny"`: expected three capital letters, such as `CNY`"#,
    ),
    (
        r#"{"command": "top_up", "account": "acme", "amount": "0.0000000000001 CNY"}"#,
        Code::BadValue,
        r#"`amount` is `"0.0000000000001 CNY"`: expected at most 12 decimals, as nothing is rounded"#,
    ),
    (
        r#"{"command": "top_up", "account": "acme", "amount": 12}"#,
        Code::WrongType,
        r#"`amount` is `12`: expected money, such as "100.50 CNY""#,
    ),
    (
        r#"{"command": "top_up", "account": " acme", "amount": "12 CNY"}"#,
        Code::BadValue,
        r#"`account` is `" acme"`: expected 1 to 128 bytes without control characters and without a blank at either end"#,
    ),
    (
        r#"{"command": "top_up", "account": "acme"}"#,
        Code::MissingField,
        "`amount` is missing: expected a value, as `top_up` requires it",
    ),
    (
        r#"{"command": "top_up", "account": null, "amount": "1 CNY"}"#,
        Code::MissingField,
        "`account` is missing: expected a value, as `top_up` requires it",
    ),
    (
        r#"{"command": "open_account", "account": "acme", "currency": "CNY", "colour": null}"#,
        Code::UnknownField,
        "`colour` is not known here: expected one of `account`, `currency`, or of every command `at`, `actor`, `idempotency_key`",
    ),
    (
        r#"{"command": "advance", "by": 1}"#,
        Code::UnknownField,
        "`by` is not known here: expected no such field, or of every command `at`, `actor`, `idempotency_key`",
    ),
    (
        r#"{"command": "settle_bill", "bill": {"id": "b-1", "workspace": "s/w", "item": "logs", "amount": "1 CNY", "period": {"start": "2026-03-01 08:00", "end": "2026-03-01T09:00:00Z"}}}"#,
        Code::BadValue,
        "`bill.period.start` is `\"2026-03-01 08:00\"`: expected RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199",
    ),
    (
        r#"{"command": "settle_bill", "bill": {"id": "b-1", "workspace": "s/w", "item": "logs", "amount": "1 CNY", "period": {"start": "2026-03-01T09:00:00Z", "end": "2026-03-01T09:00:00Z"}}}"#,
        Code::BadValue,
        "`bill.period` is `{\"start\":\"2026-03-01T09:00:00Z\",\"end\":\"2026-03-01T09:00:00Z\"}`: expected `end` after `start`",
    ),
    (
        r#"{"command": "settle_bill", "bill": {"id": "b-1", "workspace": "s/w", "item": "logs", "amount": "1 CNY", "period": {"start": "2026-03-01T09:00:00Z"}}}"#,
        Code::MissingField,
        "`bill.period.end` is missing: expected a value, as `settle_bill` requires it",
    ),
    (
        r#"{"command": "settle_bill", "bill": ["b-1", "s/w", "logs", "1 CNY"]}"#,
        Code::WrongType,
        r#"`bill` is `["b-1","s/w","logs","1 CNY"]`: expected an object"#,
    ),
    (
        r#"{"command": "set_policy", "policy": {"waterfalls": [{"enterprise": ["cash", "gold"], "cloud": []}]}}"#,
        Code::BadValue,
        "`policy.waterfalls[0].enterprise[1]` is `\"gold\"`: expected one of `ordinary_voucher`, `full_reduction_voucher`, `card`, `cash`, `overdraft`, `cloud_account`",
    ),
    (
        r#"{"command": "set_policy", "policy": {"grace": -1}}"#,
        Code::BadValue,
        "`policy.grace` is `-1`: expected a whole number, 0 or more",
    ),
    (
        r#"{"command": "set_policy", "policy": {"grace": 1.5}}"#,
        Code::WrongType,
        "`policy.grace` is `1.5`: expected a whole number, 0 or more",
    ),
    (
        r#"{"command": "set_policy", "policy": {"credit_limit": "-5"}}"#,
        Code::BadValue,
        "`policy.credit_limit` is `\"-5\"`: expected a decimal of 0 or more, such as `100`",
    ),
    (
        r#"{"command": "set_policy", "policy": {"card_tiers": [{"at_least": "100", "voucher": "-0.01"}]}}"#,
        Code::BadValue,
        "`policy.card_tiers[0].voucher` is `\"-0.01\"`: expected a decimal of 0 or more, such as `100`",
    ),
    (
        r#"{"command": "set_policy", "policy": {"grace": 3153600001}}"#,
        Code::BadValue,
        "`policy.grace` is `3153600001`: expected at most 3153600000 seconds",
    ),
    (
        r#"{"command": "set_policy", "policy": {"metering_windows": {"azure": 1}}}"#,
        Code::BadValue,
        "`policy.metering_windows.azure` is `azure`: expected one of `alicloud`, `aws`, `huawei_cloud`",
    ),
    (
        r#"{"command": "set_policy", "policy": {"metering_windows": {"aws": "soon"}}}"#,
        Code::BadValue,
        "`policy.metering_windows.aws` is `\"soon\"`: expected whole seconds or \"end_of_next_hour\"",
    ),
    (
        r#"{"command": "set_policy", "policy": {"site_providers": {"s": null}}}"#,
        Code::WrongType,
        "`policy.site_providers.s` is `null`: expected a list",
    ),
    (
        r#"{"command": "choose_method", "account": "a", "workspace": "s/w", "method": "cloud_account"}"#,
        Code::WrongType,
        "`method` is `\"cloud_account\"`: expected `\"enterprise\"` or `{\"cloud_account\": \"ID\"}`",
    ),
    (
        r#"{"command": "choose_method", "account": "a", "workspace": "s/w", "method": {"enterprise": null}}"#,
        Code::WrongType,
        "`method` is `{\"enterprise\":null}`: expected `\"enterprise\"` or `{\"cloud_account\": \"ID\"}`",
    ),
    (
        r#"{"command": "choose_method", "account": "a", "workspace": "s/w", "method": {"cloud_account": "c", "x": 1}}"#,
        Code::WrongType,
        "`method` is `{\"cloud_account\":\"c\",\"x\":1}`: expected `\"enterprise\"` or `{\"cloud_account\": \"ID\"}`",
    ),
    (
        r#"{"command": "choose_method", "account": "a", "workspace": "w", "method": {"cloud_account": 3}}"#,
        Code::BadValue,
        "`workspace` is `\"w\"`: expected site and id with `/` between them, such as `cn1-hangzhou/ws_42`",
    ),
    (
        r#"{"command": "choose_method", "account": "a", "workspace": "s/w", "method": {"cloud_account": 3}}"#,
        Code::WrongType,
        "`method.cloud_account` is `3`: expected a cloud account id",
    ),
    (
        r#"{"command": "link_cloud_account", "account": "a", "cloud_account": "c", "subscription": {"provider": "aws", "account_id": "12", "license_arn": "l-1"}}"#,
        Code::BadValue,
        "`subscription.account_id` is `12`: expected the customer's AWS account, 12 digits such as `071964067459`",
    ),
    (
        r#"{"command": "link_cloud_account", "account": "a", "cloud_account": "c", "subscription": {"provider": "huawei_cloud", "account_id": "h"}}"#,
        Code::MissingField,
        "`subscription.instance_id` is missing: expected the product instance id",
    ),
    (
        r#"{"command": "acknowledge", "outbox_message": "17"}"#,
        Code::BadValue,
        "`outbox_message` is `\"17\"`: expected the entry and a place in it, such as `17.0`",
    ),
    (
        r#"{"command": "advance", "at": "yesterday"}"#,
        Code::BadValue,
        "`at` is `\"yesterday\"`: expected RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199",
    ),
    (r#"{"command": "advance", "actor": 7}"#, Code::WrongType, "`actor` is `7`: expected a text"),
    (
        r#"{"command": "advance", "idempotency_key": ""}"#,
        Code::BadValue,
        "`idempotency_key` is `\"\"`: expected 1 to 128 bytes without control characters and without a blank at either end",
    ),
    (
        r#"{"command": "ingest", "provider": "aws", "raw": "{}"}"#,
        Code::BadValue,
        "`raw` is `{}`: expected the canonical form in `message`: raw messages cannot be parsed here",
    ),
    (
        r#"{"command": "ingest", "raw": "{}"}"#,
        Code::MissingField,
        "`provider` is missing: expected a value, as `ingest` requires it",
    ),
    (
        r#"{"command": "ingest", "raw": "{}", "message": {}}"#,
        Code::UnknownField,
        "`raw` is not known here: expected `message`, or of every command `at`, `actor`, `idempotency_key`",
    ),
    ("[1, 2]", Code::WrongType, "`[1,2]`: expected an object with the field `command`"),
    (
        r#"{"command": "advance", "at": null"#,
        Code::NotJson,
        "`the end of the line`: expected one JSON value (byte 34: EOF while parsing an object)",
    ),
];

#[test]
fn a5_errors_name_place_value_and_expectation() {
    for (line, code, message) in ERRORS {
        let error = error(line);
        assert_eq!((error.code, error.to_string().as_str()), (*code, *message), "{line}");
    }
}

#[test]
fn a_missing_or_unknown_command_lists_all() {
    for (line, code) in [
        ("{}", Code::MissingField),
        (r#"{"command": null}"#, Code::MissingField),
        (r#"{"command": 1}"#, Code::WrongType),
        (r#"{"command": "topup"}"#, Code::UnknownCommand),
    ] {
        let error = error(line);
        assert_eq!((error.code, error.path.as_str()), (code, "command"), "{line}");
        assert!(Command::NAMES.iter().all(|name| error.expected.contains(name)), "{line}: {error}");
    }
}

#[test]
fn a_value_in_an_error_is_never_long() {
    let long = "x".repeat(100_000);
    for line in [
        format!(r#"{{"command": "{long}"}}"#),
        format!(r#"{{"command": "advance", "{long}": "{long}"}}"#),
        format!(r#"{{"command": "top_up", "account": "{long}", "amount": "1 CNY"}}"#),
        format!(r#"{{"command": "settle_bill", "bill": ["{long}"]}}"#),
        format!(r#"{{"command": "advance"}} {long}"#),
    ] {
        let error = error(&line);
        assert!(error.value.chars().count() <= 64 && error.to_string().len() < 1_000, "{error}");
    }
}

#[test]
fn the_canonical_line_has_the_envelope_first_and_nothing_absent() {
    let line = r#"{"reason": null, "amount": "5.00 CNY", "reversal": "r-1", "bill": "b-1", "idempotency_key": "k",
        "at": "2026-03-01T16:00:00+08:00", "actor": "ops", "command": "reverse_bill"}"#;
    let request = read_request(line.as_bytes()).unwrap();
    assert_eq!(
        write_request(&request),
        r#"{"command":"reverse_bill","at":"2026-03-01T08:00:00Z","actor":"ops","idempotency_key":"k","bill":"b-1","reversal":"r-1","amount":"5 CNY"}"#
    );
    assert_eq!(
        command_json(&request.command).to_string(),
        r#"{"command":"reverse_bill","bill":"b-1","reversal":"r-1","amount":"5 CNY"}"#
    );
}

#[test]
fn null_is_absent_wherever_a_field_may_be_left_out() {
    let read = |line: &str| read_request(line.as_bytes()).unwrap();
    assert_eq!(
        read(
            r#"{"command": "set_policy", "account": null, "policy": {"grace": null, "credit_limit": null}, "at": null}"#
        ),
        read(r#"{"command": "set_policy", "policy": {}}"#)
    );
    assert_eq!(
        read(
            r#"{"command": "ingest", "provider": null, "raw": null, "message": {"provider": "aws", "id": null, "kind": "k", "signal": "ignored"}}"#
        ),
        read(r#"{"command": "ingest", "message": {"provider": "aws", "kind": "k", "signal": "ignored"}}"#)
    );
}

#[test]
fn a_raw_message_goes_through_the_parser_and_its_errors_stay_in_place() {
    let line = br#"{"raw": "hello", "command": "ingest", "provider": "aws", "message": null, "actor": "sqs"}"#;
    let parse = |provider: Provider, raw: &str| -> Result<MarketplaceMessage, InputError> {
        Ok(MarketplaceMessage {
            provider,
            id: None,
            identity: None,
            kind: Note::new("greeting").unwrap(),
            signal: Signal::Ignored,
            occurred_at: None,
            raw: RawMessage::new(raw).ok(),
            confirm: None,
            rejected: None,
            account_id: None,
            agreement: None,
        })
    };
    let request = read_request_with(line, &parse).unwrap();
    assert_eq!(
        write_request(&request),
        r#"{"command":"ingest","actor":"sqs","message":{"provider":"aws","kind":"greeting","signal":"ignored","raw":"hello"}}"#
    );
    let fail = |_, raw: &str| Err(InputError::new(Code::MissingField, "detail.id", raw, "an id"));
    let error = read_request_with(line, &fail).unwrap_err();
    assert_eq!(error.path, "raw.detail.id");
}

#[test]
fn every_command_is_generated() {
    let mut runner = TestRunner::deterministic();
    let names: BTreeSet<_> =
        (0..2_000).map(|_| crate::common::request().new_tree(&mut runner).unwrap().current().command.name()).collect();
    assert_eq!(names, Command::NAMES.iter().copied().collect());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_is_read_back(request in crate::common::request()) {
        let line = write_request(&request);
        prop_assert!(!line.contains('\n') && !line.contains(":null"), "{}", line);
        let read: Result<Request, _> = read_request(line.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&request), "{}", line);
        prop_assert_eq!(write_request(&request), line);
    }
}
