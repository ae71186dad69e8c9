//! Every command is converted from core to C and back to core, without a change.

use std::collections::BTreeSet;

use engine::Request;
use engine::core::command::Command;

use crate::layout::{Arena, ToC};
use crate::reading::FromC;

/// Each command at least once, with every field that it can have.
const COMMANDS: &[&str] = &[
    r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","actor":"ops","idempotency_key":"k-1","account":"acme","currency":"CNY"}"#,
    r#"{"command":"close_account","account":"acme"}"#,
    r#"{"command":"set_policy","policy":{"credit_limit":"50.5","grace":0,"voluntary_changes_per_month":2,"lock_in":true,"card_tiers":[{"at_least":"100","voucher":"5.25","valid_for":60},{"at_least":"200","voucher":"1"}],"site_providers":{"cn1":["aws"],"cn2":[]},"metering_windows":{"aws":7200},"metering":[{"provider":"aws","product_code":"p","dimension":"语","unit":"0.01"},{"provider":"alicloud","dimension":"d","unit":"1"}],"unique_references":true,"item_names":[{"name":"语","item":"sms"}]}}"#,
    r#"{"command":"top_up","account":"acme","amount":"0.000000000001 CNY","reference":""}"#,
    r#"{"command":"issue_voucher","account":"acme","lot":"v","kind":"full_reduction_voucher","face":"30 CNY","valid_from":"2026-03-01T00:00:00.000000001Z","valid_until":"2199-12-31T23:59:59.999999999Z","minimum_bill":"10 CNY"}"#,
    r#"{"command":"grant_card","account":"acme","lot":"c","face":"999999999999999.999999999999 CNY","valid_from":"1970-01-01T00:00:00Z"}"#,
    r#"{"command":"buy_card","account":"acme","lot":"c","face":"-5 CNY"}"#,
    r#"{"command":"redeem_huawei_order","account":"acme","lot":"c","order":"o","huawei_account":"h","face":"1 CNY"}"#,
    r#"{"command":"void_lot","account":"acme","lot":"c","reason":"语"}"#,
    r#"{"command":"bind_workspace","account":"acme","workspace":"cn1//a/b","since":"2026-03-01T00:00:00Z","display_name":"语 (a)"}"#,
    r#"{"command":"rename_workspace","account":"acme","workspace":"cn1/w","display_name":"a b"}"#,
    r#"{"command":"rename_workspace","account":"acme","workspace":"cn1/w"}"#,
    r#"{"command":"set_mail_settings","account":"acme","language":"zh","time_zone":"Asia/Shanghai"}"#,
    r#"{"command":"set_mail_settings","account":"acme"}"#,
    r#"{"command":"move_workspace","account":"acme","workspace":"cn1/w","to":"other"}"#,
    r#"{"command":"dissolve_workspace","account":"acme","workspace":"cn1/w"}"#,
    r#"{"command":"link_cloud_account","account":"acme","cloud_account":"ca","subscription":{"provider":"aws","account_id":"123456789012","license_arn":"arn:aws:license-manager::123456789012:license:l-0123456789abcdef","product_code":"p"}}"#,
    r#"{"command":"withdraw_cloud_account","account":"acme","cloud_account":"ca"}"#,
    r#"{"command":"unlink_cloud_account","account":"acme","cloud_account":"ca","reason":"语"}"#,
    r#"{"command":"ingest","message":{"provider":"alicloud","identity":"alicloud:1","kind":"k","signal":"activated","account_id":"42"}}"#,
    r#"{"command":"choose_method","account":"acme","workspace":"cn1/w","method":{"cloud_account":"ca"}}"#,
    r#"{"command":"choose_method","account":"acme","workspace":"cn1/w","method":"enterprise"}"#,
    r#"{"command":"ingest","message":{"provider":"alicloud","id":"m","identity":"alicloud:1","kind":"","signal":"ended","occurred_at":"2026-03-01T00:00:00Z","raw":"a\u0000b"}}"#,
    r#"{"command":"ingest","message":{"provider":"aws","kind":"k","signal":"ignored"}}"#,
    r#"{"command":"settle_bill","bill":{"id":"b","workspace":"cn1/w","item":"logs","amount":"1 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-02T00:00:00Z"}},"account":"acme"}"#,
    r#"{"command":"reverse_bill","bill":"b","reversal":"r","amount":"1 CNY","reason":"r"}"#,
    r#"{"command":"restate_bill","bill":"b","reversal":"r","by":{"id":"b-2","workspace":"cn1/w","item":"logs","amount":"2 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-02T00:00:00Z"}},"reason":"语"}"#,
    r#"{"command":"restate_bill","bill":"b","reversal":"r"}"#,
    r#"{"command":"claim_charges","export_name":"语","part":"p","bills":["b","b-2"]}"#,
    r#"{"command":"claim_charges","export_name":"e","part":"p","bills":[]}"#,
    r#"{"command":"request_metering","cloud_account":"ca"}"#,
    r#"{"command":"acknowledge_metering","record":"18446744073709551615.4294967295","outcome":"accepted","provider_record":""}"#,
    r#"{"command":"acknowledge_metering","record":"1.0","outcome":{"duplicate":{"quantity":0}}}"#,
    r#"{"command":"acknowledge_metering","record":"1.0","outcome":{"duplicate":{}}}"#,
    r#"{"command":"acknowledge_metering","record":"1.0","outcome":{"rejected":{"reason":"语"}}}"#,
    r#"{"command":"acknowledge_metering","record":"1.0","outcome":"not_subscribed"}"#,
    r#"{"command":"acknowledge_metering","record":"1.0","outcome":"unprocessed"}"#,
    r#"{"command":"advance"}"#,
    r#"{"command":"acknowledge","outbox_message":"18446744073709551615.4294967295"}"#,
];

fn assert_unchanged(request: &Request) {
    let arena = Arena::new();
    let c = request.to_c(&arena);
    // SAFETY: the pointers are into the arena, which still exists.
    let back = unsafe { Request::from_c(&c) };
    assert_eq!(&back.unwrap(), request);
}

#[test]
fn every_command_is_unchanged() {
    let mut seen = BTreeSet::new();
    for line in COMMANDS {
        let request = defray_bindings_support::request(line.as_bytes()).unwrap();
        seen.insert(request.command.name());
        assert_unchanged(&request);
    }
    assert_eq!(seen, Command::NAMES.iter().copied().collect(), "each command must be in COMMANDS");
}

/// Not under Miri, where it would take hours.
#[cfg(not(miri))]
#[test]
fn every_command_of_the_scenarios_is_unchanged() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scenarios");
    let mut commands = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(command) = line.get("do") else { continue };
            // Some commands are intentionally wrong.
            let Ok(request) = defray_bindings_support::request(command.to_string().as_bytes()) else { continue };
            assert_unchanged(&request);
            commands += 1;
        }
    }
    assert!(commands > 400, "only {commands} commands");
}
