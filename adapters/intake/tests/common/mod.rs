//! Generated requests: every command, with and without each optional field.

pub(crate) mod rows;

use std::collections::BTreeMap;

use defray_core::account::Language;
use defray_core::bill::Bill;
use defray_core::command::*;
use defray_core::fund::{Fund, LotKind};
use defray_core::id::{DisplayName, Note, RawMessage, SecretAddress, Site, TimeZoneName, WorkspaceId};
use defray_core::marketplace::{MarketplaceMessage, Signal, TopicConfirmation};
use defray_core::metering::MeteringOutcome;
use defray_core::method::Payer;
use defray_core::money::{Money, PolicyAmount};
use defray_core::policy::{CardTier, ItemName, MeteringUnit, Policy, ValidityAt, Waterfall};
use defray_core::position::EntryPosition;
use defray_core::provider::{Identifiers, Provider};
use defray_core::subscription::Subscription;
use defray_core::time::MeteringWindow;
use defray_core::time::{Instant, Period, Seconds};
use defray_intake::commands::Request;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A text for an id, also with quotes, backslashes, slashes and non-ASCII characters.
fn id<T: std::str::FromStr<Err: std::fmt::Debug> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    "[a-zé语\"\\\\/@:.]{1,12}".prop_map(|text| text.parse().unwrap())
}

fn display_name() -> impl Strategy<Value = DisplayName> {
    "[a-zé语\"\\\\(]{1,6}( [🦀)]{1,3})?".prop_map(|text| DisplayName::new(&text).unwrap())
}

fn time_zone() -> impl Strategy<Value = TimeZoneName> {
    "[A-Z][a-z]{2,8}(/[A-Z][a-z_+-]{1,8})?".prop_map(|text| TimeZoneName::new(&text).unwrap())
}

fn note() -> impl Strategy<Value = Note> {
    "[ a-zé语\"\\\\🦀]{0,12}".prop_map(|text| Note::new(&text).unwrap())
}

fn site() -> impl Strategy<Value = Site> {
    "[a-z\"语-]{1,9}".prop_map(|text| Site::new(&text).unwrap())
}

fn workspace() -> impl Strategy<Value = WorkspaceId> {
    ("[a-z0-9-]{1,9}", "[a-z/_\"语]{1,9}").prop_map(|(site, id)| WorkspaceId::new(&site, &id).unwrap())
}

fn instant() -> impl Strategy<Value = Instant> {
    let any = 0..=Instant::LAST.nanoseconds();
    prop_oneof![any, (0..7_258_118_400_i64).prop_map(|seconds| seconds * 1_000_000_000)]
        .prop_map(|nanoseconds| Instant::from_nanoseconds(nanoseconds).unwrap())
}

fn period() -> impl Strategy<Value = Period> {
    (instant(), instant()).prop_filter_map("empty", |(one, other)| Period::new(one.min(other), one.max(other)).ok())
}

fn money() -> impl Strategy<Value = Money> {
    let decimal = ("-?", 0..1_000_000_000_000_000_u64, 0..1_000_000_000_000_u64);
    (decimal, "[A-Z]{3}")
        .prop_map(|((sign, whole, part), code)| format!("{sign}{whole}.{part:012} {code}").parse().unwrap())
}

fn figure() -> impl Strategy<Value = PolicyAmount> {
    (0..1_000_000_u32, 0..1_000_u32).prop_map(|(whole, part)| format!("{whole}.{part:03}").parse().unwrap())
}

fn seconds() -> impl Strategy<Value = Seconds> {
    (0..=3_153_600_000_u64).prop_map(|seconds| Seconds::new(seconds).unwrap())
}

fn provider() -> impl Strategy<Value = Provider> {
    select(Provider::ALL)
}

fn waterfall() -> impl Strategy<Value = Waterfall> {
    let funds = || vec(select(Fund::ALL), 0..4);
    (option::of(vec(id(), 0..3)), funds(), funds()).prop_map(|(items, enterprise, cloud)| Waterfall {
        items,
        enterprise,
        cloud,
    })
}

fn policy() -> impl Strategy<Value = Box<Policy>> {
    let tier = (figure(), figure(), option::of(seconds())).prop_map(|(at_least, voucher, valid_for)| CardTier {
        at_least,
        voucher,
        valid_for,
    });
    let window = prop_oneof![Just(MeteringWindow::EndOfNextHour), seconds().prop_map(MeteringWindow::After)];
    let sites = proptest::collection::btree_map(site(), vec(provider(), 0..3), 0..3);
    let windows = proptest::collection::btree_map(provider(), window, 0..4);
    (
        (vec(waterfall(), 0..3), option::of(figure()), seconds(), seconds(), figure()),
        (
            vec(tier, 0..3),
            seconds(),
            option::of(any::<u32>()),
            any::<bool>(),
            option::of(sites),
            windows,
            vec(metering_unit(), 0..3),
            vec((id(), id()).prop_map(|(name, item)| ItemName { name, item }), 0..3),
        ),
    )
        .prop_map(|(first, second)| policy_of(first, second))
}

fn metering_unit() -> impl Strategy<Value = MeteringUnit> {
    (provider(), option::of(id()), id(), figure()).prop_map(|(provider, product_code, dimension, unit)| MeteringUnit {
        provider,
        product_code,
        dimension,
        unit,
    })
}

fn outcome() -> impl Strategy<Value = MeteringOutcome> {
    prop_oneof![
        Just(MeteringOutcome::Accepted),
        Just(MeteringOutcome::NotSubscribed),
        Just(MeteringOutcome::Unprocessed),
        option::of(any::<u32>()).prop_map(|quantity| MeteringOutcome::Duplicate { quantity }),
        option::of(note()).prop_map(|reason| MeteringOutcome::Rejected { reason }),
    ]
}

type First = (Vec<Waterfall>, Option<PolicyAmount>, Seconds, Seconds, PolicyAmount);
type Second = (
    Vec<CardTier>,
    Seconds,
    Option<u32>,
    bool,
    Option<BTreeMap<Site, Vec<Provider>>>,
    BTreeMap<Provider, MeteringWindow>,
    Vec<MeteringUnit>,
    Vec<ItemName>,
);

fn policy_of(first: First, second: Second) -> Box<Policy> {
    let (waterfalls, credit_limit, grace, deadline_notice, card_multiple) = first;
    let (
        card_tiers,
        clock_tolerance,
        voluntary_changes_per_month,
        lock_in,
        site_providers,
        metering_windows,
        metering,
        item_names,
    ) = second;
    Box::new(Policy {
        waterfalls,
        credit_limit,
        grace,
        deadline_notice,
        card_multiple,
        card_tiers,
        clock_tolerance,
        voluntary_changes_per_month,
        lock_in,
        site_providers,
        metering_windows,
        metering,
        // Fields of version 2 of the rules, derived so that the tuples above stay short.
        payable_unit: card_multiple,
        validity_at: if lock_in { ValidityAt::UsageStart } else { ValidityAt::Settlement },
        suspended_patience: grace,
        unique_references: !lock_in,
        item_names,
    })
}

fn subscription() -> impl Strategy<Value = Subscription> {
    let of = |provider, fields: [&str; 5]| {
        let [account_id, instance_id, license_arn, customer_identifier, product_code] =
            fields.map(|text| text.parse().ok());
        let typed = Identifiers { provider, account_id, instance_id, license_arn, customer_identifier, product_code };
        Subscription::try_from(typed).unwrap()
    };
    prop_oneof![
        ("[0-9]{1,19}", "[1-9][0-9]{3,9}").prop_map(move |(account, instance)| of(
            Provider::AliCloud,
            [&format!("ops@{account}"), &instance, "", "", ""]
        )),
        ("[0-9]{12}", "[0-9a-f]{8}").prop_map(move |(account, licence)| of(
            Provider::Aws,
            [&account, "", &format!("arn:aws:license-manager::1:license:l-{licence}"), "", ""]
        )),
        ("[a-zA-Z]{1,9}", "[a-z0-9]{1,9}")
            .prop_map(move |(customer, product)| of(Provider::Aws, ["", "", "", &customer, &product])),
        ("[a-z0-9]{1,9}", "[a-z0-9]{1,9}")
            .prop_map(move |(account, instance)| of(Provider::HuaweiCloud, [&account, &instance, "", "", ""])),
    ]
}

fn message() -> impl Strategy<Value = Box<MarketplaceMessage>> {
    let names = (provider(), option::of(id()), option::of(id()), note());
    (names, select(Signal::ALL), option::of(instant()), option::of(any::<String>())).prop_map(
        |((provider, id, identity, kind), signal, occurred_at, raw)| {
            let raw = raw.and_then(|raw: String| RawMessage::new(&raw).ok());
            // Messages with `rejected` or `confirm` have no effect. The length of the kind selects one of them or none.
            let marks = (signal == Signal::Ignored).then_some(kind.as_str().len() % 3);
            let address = || SecretAddress::new("https://sns.example/?Token=1").ok();
            let confirmed = || Some(TopicConfirmation { topic: kind.clone(), address: address()? });
            let confirm = if marks == Some(1) { confirmed() } else { None };
            let rejected = (marks == Some(2)).then(|| kind.clone());
            let account_id = None;
            Box::new(MarketplaceMessage {
                provider,
                id,
                identity,
                kind,
                signal,
                occurred_at,
                raw,
                confirm,
                rejected,
                account_id,
                agreement: None,
            })
        },
    )
}

fn bill() -> impl Strategy<Value = Bill> {
    (id(), workspace(), id(), money(), period()).prop_map(|(id, workspace, item, amount, period)| Bill {
        id,
        workspace,
        item,
        amount,
        period,
    })
}

/// A strategy for all commands.
#[allow(clippy::too_many_lines, reason = "one strategy for each command")]
fn command() -> impl Strategy<Value = Command> {
    let payer = prop_oneof![Just(Payer::Enterprise), id().prop_map(Payer::CloudAccount)];
    let instants = || (option::of(instant()), option::of(instant()));
    let money_in = prop_oneof![
        (id(), "[A-Z]{3}").prop_map(|(account, code)| OpenAccount { account, currency: code.parse().unwrap() }.into()),
        id().prop_map(|account| CloseAccount { account }.into()),
        (option::of(id()), policy()).prop_map(|(account, policy)| SetPolicy { account, policy }.into()),
        (id(), money(), option::of(note())).prop_map(|(account, amount, reference)| TopUp {
            account,
            amount,
            reference
        }
        .into()),
        (id(), id(), select(LotKind::ALL), money(), instants(), option::of(money())).prop_map(
            |(account, lot, kind, face, (valid_from, valid_until), minimum_bill)| {
                IssueVoucher { account, lot, kind, face, valid_from, valid_until, minimum_bill }.into()
            }
        ),
        (id(), id(), money(), instants()).prop_map(|(account, lot, face, (valid_from, valid_until))| {
            GrantCard { account, lot, face, valid_from, valid_until }.into()
        }),
        (id(), id(), money(), option::of(instant())).prop_map(|(account, lot, face, valid_until)| BuyCard {
            account,
            lot,
            face,
            valid_until
        }
        .into()),
        (id(), id(), id(), id(), money(), option::of(instant())).prop_map(
            |(account, lot, order, huawei_account, face, valid_until)| {
                RedeemHuaweiOrder { account, lot, order, huawei_account, face, valid_until }.into()
            }
        ),
        (id(), id(), option::of(note())).prop_map(|(account, lot, reason)| VoidLot { account, lot, reason }.into()),
    ];
    let workspaces = prop_oneof![
        (id(), workspace(), option::of(instant()), option::of(display_name())).prop_map(
            |(account, workspace, since, display_name)| {
                BindWorkspace { account, workspace, since, display_name }.into()
            }
        ),
        (id(), workspace(), option::of(display_name())).prop_map(|(account, workspace, display_name)| {
            RenameWorkspace { account, workspace, display_name }.into()
        }),
        (id(), option::of(select(Language::ALL)), option::of(time_zone()))
            .prop_map(|(account, language, time_zone)| SetMailSettings { account, language, time_zone }.into()),
        (id(), workspace(), id()).prop_map(|(account, workspace, to)| MoveWorkspace { account, workspace, to }.into()),
        (id(), workspace()).prop_map(|(account, workspace)| DissolveWorkspace { account, workspace }.into()),
        (id(), workspace(), payer)
            .prop_map(|(account, workspace, method)| ChooseMethod { account, workspace, method }.into()),
    ];
    let others = prop_oneof![
        (id(), id(), subscription()).prop_map(|(account, cloud_account, subscription)| {
            LinkCloudAccount { account, cloud_account, subscription }.into()
        }),
        (id(), id()).prop_map(|(account, cloud_account)| WithdrawCloudAccount { account, cloud_account }.into()),
        (id(), id(), note()).prop_map(|(account, cloud_account, reason)| {
            UnlinkCloudAccount { account, cloud_account, reason }.into()
        }),
        message().prop_map(|message| Ingest { message }.into()),
        bill().prop_map(|bill| SettleBill { bill, account: None }.into()),
        (id(), id(), option::of(money()), option::of(note()))
            .prop_map(|(bill, reversal, amount, reason)| ReverseBill { bill, reversal, amount, reason }.into()),
        (id(), id(), option::of(bill()), option::of(note())).prop_map(|(bill, reversal, by, reason)| RestateBill {
            bill,
            reversal,
            by,
            reason
        }
        .into()),
        (id(), id(), vec(id(), 0..4))
            .prop_map(|(export_name, part, bills)| { ClaimCharges { export_name, part, bills }.into() }),
        Just(Advance {}.into()),
        any::<(u64, u32)>()
            .prop_map(|(position, index)| { Acknowledge { outbox_message: EntryPosition { position, index } }.into() }),
        id().prop_map(|cloud_account| RequestMetering { cloud_account }.into()),
        ((any::<u64>(), any::<u32>()), outcome(), option::of(note())).prop_map(
            |((position, index), outcome, provider_record)| {
                let record = EntryPosition { position, index };
                AcknowledgeMetering { record, outcome, provider_record }.into()
            }
        ),
    ];
    prop_oneof![money_in, workspaces, others]
}

/// A strategy for all requests.
pub(crate) fn request() -> impl Strategy<Value = Request> {
    (command(), option::of(instant()), option::of(note()), option::of(id()))
        .prop_map(|(command, at, actor, idempotency_key)| Request { command, at, actor, idempotency_key })
}
