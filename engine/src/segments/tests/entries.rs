//! Every entry is restored exactly, in as few bytes as its form allows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use defray_core::account::Language;
use defray_core::bill::{BillRecord, BillStatus};
use defray_core::command::{Command, SetMailSettings, SettleBill};
use defray_core::event::Event;
use defray_core::id::Note;
use defray_core::metering::UsageState;
use defray_core::method::Payer;
use defray_core::receipt::{PayerReason, Receipt};
use defray_core::time::Instant;

use crate::journal::Entry;
use crate::migration::read_format_2;
use crate::segments::commanded::commanded_bill;
use crate::segments::encode::{AS_COMMANDED, BEYOND_COMMAND, WHOLE, put_entry, put_event};
use crate::segments::parts::{EntryParts, Known};
use crate::segments::{bills, decode, varint};
use crate::store::{RedbStore, Store};
use crate::testing::Dice;

use super::world::{entries_of_a_world, entries_of_the_benchmark, settled_record};

fn encoded(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_entry(&mut bytes, entry.position, &EntryParts::from(entry)).unwrap();
    bytes
}

fn assert_restored(entry: &Entry) {
    let bytes = encoded(entry);
    let decoded = decode::decode_entry(entry.position, &bytes);
    assert_eq!(decoded.as_ref(), Ok(entry), "{bytes:?}");
    // The form does not depend on whether the entry was read or decided.
    assert_eq!(encoded(&decoded.unwrap()), bytes);
}

/// The first byte of the form of each event.
fn forms(entry: &Entry) -> Vec<u8> {
    let Entry { position, at, actor, rules, command, events, .. } = entry;
    let known = Known { position: *position, at: *at, actor: actor.as_ref(), rules: *rules, command };
    let form = |event: &Event| {
        let mut bytes = Vec::new();
        put_event(&mut bytes, &known, event).unwrap();
        bytes[0]
    };
    events.iter().map(form).collect()
}

/// Commands, their own events, and the form of these.
const OWN_EVENTS: [(&str, &str, u8); 22] = [
    ("open_account", "account_opened", AS_COMMANDED),
    ("set_policy", "policy_set", AS_COMMANDED),
    ("acknowledge", "outbox_message_acknowledged", AS_COMMANDED),
    ("rename_workspace", "workspace_renamed", AS_COMMANDED),
    ("set_mail_settings", "mail_settings_set", AS_COMMANDED),
    ("bind_workspace", "workspace_bound", AS_COMMANDED),
    ("issue_voucher", "lot_opened", AS_COMMANDED),
    ("grant_card", "lot_opened", AS_COMMANDED),
    ("buy_card", "lot_opened", AS_COMMANDED),
    ("redeem_huawei_order", "lot_opened", AS_COMMANDED),
    ("claim_charges", "charges_claimed", BEYOND_COMMAND),
    ("top_up", "topped_up", BEYOND_COMMAND),
    ("void_lot", "lot_voided", BEYOND_COMMAND),
    ("ingest", "message_received", BEYOND_COMMAND),
    ("settle_bill", "bill_held", BEYOND_COMMAND),
    ("restate_bill", "bill_held", BEYOND_COMMAND),
    ("reverse_bill", "bill_reversed", BEYOND_COMMAND),
    ("restate_bill", "bill_reversed", BEYOND_COMMAND),
    ("restate_bill", "bill_restated", BEYOND_COMMAND),
    ("acknowledge_metering", "metering_acknowledged", BEYOND_COMMAND),
    ("settle_bill", "bill_settled", bills::SETTLED),
    ("restate_bill", "bill_settled", bills::SETTLED),
];

/// Whether an event is about another bill or another usage record than the command.
fn is_of_another(command: &Command, event: &Event) -> bool {
    let bill = match event {
        // A record that is too late falls back first.
        Event::MeteringAcknowledged { state: UsageState::TooLate, .. } => return true,
        Event::MeteringAcknowledged { record, .. } => {
            return !matches!(command, Command::AcknowledgeMetering(command) if command.record == *record);
        }
        Event::BillHeld { bill, .. } => &bill.id,
        Event::BillSettled { record } => &record.bill.id,
        _ => return false,
    };
    commanded_bill(command).is_none_or(|commanded| commanded.id != *bill)
}

#[test]
fn entries_of_random_ledgers_are_restored() {
    let (mut own, mut commands, mut whole) = (BTreeMap::new(), BTreeSet::new(), 0);
    for seed in 0..60 {
        for entry in entries_of_a_world(seed, 300) {
            assert_restored(&entry);
            let command = entry.command.name();
            commands.insert(command);
            for (event, form) in entry.events.iter().zip(forms(&entry)) {
                whole += usize::from(form == WHOLE);
                if !is_of_another(&entry.command, event) {
                    // The other bits of a settled bill say what follows.
                    let form = if form & bills::SETTLED != 0 { bills::SETTLED } else { form };
                    own.entry((command, event.name())).or_insert_with(BTreeSet::new).insert(form);
                }
            }
        }
    }
    let missing: Vec<_> = Command::NAMES.iter().filter(|name| !commands.contains(*name)).collect();
    assert!(missing.is_empty(), "no ledger has {missing:?}");
    for (command, event, form) in OWN_EVENTS {
        assert_eq!(own.get(&(command, event)), Some(&BTreeSet::from([form])), "{event} of {command}");
    }
    assert!(whole > 0);
}

#[test]
fn entries_of_files_of_an_older_version_are_restored() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for file in std::fs::read_dir(fixtures).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "defray") {
            continue;
        }
        let copy = folder.path().join(file.file_name().unwrap());
        std::fs::copy(&file, &copy).unwrap();
        let store = RedbStore::open(&copy, 1 << 20).unwrap();
        let snapshot = store.snapshot().unwrap();
        for entry in read_format_2(snapshot.as_ref()) {
            assert_restored(&entry.unwrap().0);
            count += 1;
        }
    }
    assert!(count > 50, "the files have {count} entries");
}

#[test]
fn a_settled_bill_of_the_benchmark_has_few_bytes() {
    let entries = entries_of_the_benchmark(100, 1_000);
    assert_eq!(entries.len(), 1_000);
    let sizes: Vec<usize> = entries.iter().map(|entry| encoded(entry).len()).collect();
    let largest = sizes.iter().max().unwrap();
    assert!(*largest <= 120, "{largest} bytes");
    entries.iter().for_each(assert_restored);
}

/// An entry that settles a bill, and its record.
fn settled() -> (Entry, BillRecord) {
    let entry = entries_of_the_benchmark(3, 1).remove(0);
    let record = settled_record(&entry.events[0]).unwrap().as_ref().clone();
    (entry, record)
}

fn with_record(entry: &Entry, record: BillRecord) -> Entry {
    Entry { events: vec![Event::BillSettled { record: Arc::new(record) }], ..entry.clone() }
}

fn with_receipt(entry: &Entry, record: &BillRecord, change: impl FnOnce(&mut Receipt)) -> Entry {
    let mut receipt = record.receipt().unwrap().clone();
    change(&mut receipt);
    with_record(entry, BillRecord { status: BillStatus::Settled(receipt), ..record.clone() })
}

#[test]
fn a_receipt_that_contradicts_the_bill_is_written_whole() {
    let (entry, record) = settled();
    assert!(forms(&entry)[0] & bills::SETTLED != 0);
    let other = |change: fn(&mut Receipt)| with_receipt(&entry, &record, change);
    for entry in [
        other(|receipt| receipt.bill = "another".parse().unwrap()),
        other(|receipt| receipt.workspace = "cn1/another".parse().unwrap()),
        other(|receipt| receipt.account = "another".parse().unwrap()),
        other(|receipt| receipt.amount = "1 CNY".parse().unwrap()),
        other(|receipt| receipt.settled_at = Instant::LAST),
        other(|receipt| receipt.slices[0].amount = "1 USD".parse().unwrap()),
        other(|receipt| receipt.skips[0].available = "1 USD".parse().ok()),
        with_record(&entry, BillRecord { status: BillStatus::Cancelled { at: entry.at }, ..record.clone() }),
    ] {
        assert_eq!(forms(&entry), [WHOLE]);
        assert_restored(&entry);
    }
}

#[test]
fn what_differs_from_the_command_is_written_with_the_receipt() {
    let (entry, record) = settled();
    let other = |change: fn(&mut Receipt)| with_receipt(&entry, &record, change);
    let bill = defray_core::bill::Bill { id: "another".parse().unwrap(), ..record.bill.clone() };
    let receipt = Receipt { bill: bill.id.clone(), ..record.receipt().unwrap().clone() };
    for entry in [
        other(|receipt| receipt.payer = Payer::CloudAccount("cloud-1".parse().unwrap())),
        other(|receipt| receipt.payer_reason = PayerReason::InForce { since: Instant::LAST }),
        other(|receipt| {
            receipt.payer_reason = PayerReason::SuspendedTooLong {
                cloud_account: "cloud-1".parse().unwrap(),
                suspended_since: Instant::FIRST,
                deadline: Instant::LAST,
            };
        }),
        other(|receipt| receipt.slices.clear()),
        other(|receipt| receipt.slices[0].amount = "-999999999999999.999999999999 CNY".parse().unwrap()),
        with_record(&entry, BillRecord { restates: "first".parse().ok(), ..record.clone() }),
        with_record(&entry, BillRecord { bill, status: BillStatus::Settled(receipt), ..record.clone() }),
    ] {
        assert!(forms(&entry)[0] & bills::SETTLED != 0, "{:?}", entry.events);
        assert_restored(&entry);
    }
}

#[test]
fn an_event_of_another_command_is_written_whole() {
    let (entry, _) = settled();
    let account: defray_core::id::AccountId = "account-1".parse().unwrap();
    let command = SetMailSettings { account: account.clone(), language: Some(Language::ALL[0]), time_zone: None };
    let settings = defray_core::account::MailSettings { language: None, time_zone: None };
    let event = Event::MailSettingsSet { account, settings };
    let other = Entry { command: command.into(), events: vec![event], ..entry.clone() };
    assert_eq!(forms(&other), [WHOLE]);
    assert_restored(&other);
    // Events of a command among those of another command, and none at all.
    let both = Entry { events: [other.events.clone(), entry.events.clone()].concat(), ..other };
    assert_restored(&both);
    assert_restored(&Entry { events: Vec::new(), ..entry });
}

#[test]
fn all_versions_of_rules_and_all_instants_are_restored() {
    let (entry, _) = settled();
    for rules in [0, 1, 2, 3, 15, 16, 17, u32::MAX] {
        assert_restored(&Entry { rules, ..entry.clone() });
    }
    let instants = [0, 1, 999_999_999, 1_000_000_000, 1_000_000_001, Instant::LAST.nanoseconds()];
    let instants = instants.map(|nanoseconds| Instant::from_nanoseconds(nanoseconds).unwrap());
    for at in instants {
        for asked_at in instants {
            for recorded_at in instants {
                assert_restored(&Entry { at, asked_at, recorded_at, ..entry.clone() });
            }
        }
    }
    for actor in ["", "ann", &"n".repeat(1_024)] {
        assert_restored(&Entry { actor: Note::new(actor).ok(), simulated: true, ..entry.clone() });
    }
}

#[test]
fn parts_of_entries_are_restored_in_any_combination() {
    let mut dice = Dice::new(7);
    let entries: Vec<Entry> = (100..106).flat_map(|seed| entries_of_a_world(seed, 200)).collect();
    let one = |dice: &mut Dice| &entries[dice.below(entries.len() as u64) as usize];
    for _ in 0..3_000 {
        // Commands, instants and events of different entries: nothing fits together.
        let (times, command, position) = (one(&mut dice), one(&mut dice).command.clone(), dice.roll());
        let events = (0..dice.below(4)).flat_map(|_| one(&mut dice).events.clone()).collect();
        let (actor, idempotency_key) = (one(&mut dice).actor.clone(), one(&mut dice).idempotency_key.clone());
        assert_restored(&Entry { position, command, events, actor, idempotency_key, ..times.clone() });
    }
    // The same bill for another account, another bill of the same command.
    for entry in entries.iter().filter(|entry| matches!(entry.command, Command::SettleBill(_))) {
        let Command::SettleBill(SettleBill { bill, .. }) = &entry.command else { continue };
        for account in [None, "account-0".parse().ok(), "account-9".parse().ok()] {
            let command = SettleBill { bill: bill.clone(), account }.into();
            assert_restored(&Entry { command, ..entry.clone() });
        }
    }
}

#[test]
fn spans_have_one_form_each() {
    let mut dice = Dice::new(3);
    let largest = Instant::LAST.nanoseconds();
    let edges = [0, 1, -1, 1_000_000_000, -1_000_000_000, largest, -largest, i64::MAX];
    let random = (0..2_000).map(|_| (dice.roll() as i64) >> (1 + dice.below(63)));
    for nanoseconds in edges.into_iter().chain(random) {
        let mut bytes = Vec::new();
        varint::put_span(&mut bytes, nanoseconds);
        let end = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
        let first = bytes[..end].iter().rev().fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f));
        let rest = bytes[end..].try_into().map_or(0, u32::from_le_bytes);
        assert_eq!(varint::span(first, rest), Some(nanoseconds));
        assert!(nanoseconds % 1_000_000_000 != 0 || bytes.len() <= 6, "{nanoseconds}: {bytes:?}");
    }
    // An odd number needs nanoseconds, an even number has none.
    assert_eq!((varint::span(3, 0), varint::span(3, 1_000_000_000), varint::span(2, 1)), (None, None, None));
}
