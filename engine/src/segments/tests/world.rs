//! Random ledgers in memory. All entries are made by the rules of the core.

use std::sync::Arc;

use defray_core::account::Language;
use defray_core::bill::Bill;
use defray_core::command::{
    Acknowledge, AcknowledgeMetering, Advance, BindWorkspace, BuyCard, ChooseMethod, ClaimCharges, CloseAccount,
    Command, DissolveWorkspace, GrantCard, Ingest, IssueVoucher, LinkCloudAccount, MoveWorkspace, OpenAccount,
    RedeemHuaweiOrder, RenameWorkspace, RequestMetering, RestateBill, ReverseBill, SetMailSettings, SetPolicy,
    SettleBill, TopUp, UnlinkCloudAccount, VoidLot, WithdrawCloudAccount,
};
use defray_core::event::Event;
use defray_core::fund::LotKind;
use defray_core::id::{
    AccountId, BillId, CloudAccountId, DisplayName, IdempotencyKey, Note, ProviderIdentifier, TimeZoneName, WorkspaceId,
};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::metering::MeteringOutcome;
use defray_core::method::Payer;
use defray_core::money::Money;
use defray_core::policy::Policy;
use defray_core::position::EntryPosition;
use defray_core::provider::{Identifiers, Provider};
use defray_core::subscription::Subscription;
use defray_core::time::{Instant, Period, Seconds};
use defray_core::{Decision, MemoryRecords, RecordStore, decide, rules};

use crate::journal::Entry;
use crate::testing::Dice;

const HOUR: u32 = 1;

/// A ledger, the journal that it would have, and what later commands can refer to.
pub(super) struct World {
    dice: Dice,
    records: MemoryRecords,
    now: Instant,
    fresh: u64,
    bills: Vec<Bill>,
    usage_records: Vec<EntryPosition>,
    messages: Vec<EntryPosition>,
    pub(super) entries: Vec<Entry>,
}

/// What comes with a command.
struct Envelope {
    asked_at: Instant,
    recorded_at: Instant,
    actor: Option<Note>,
    key: Option<IdempotencyKey>,
    simulated: bool,
}

/// The entries of a random ledger.
pub(super) fn entries_of_a_world(seed: u64, steps: usize) -> Vec<Entry> {
    let mut world = World::new(seed);
    world.prepare();
    for _ in 0..steps {
        world.step();
    }
    world.entries
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            records: MemoryRecords::default(),
            now: "2026-03-01T00:00:00Z".parse().unwrap(),
            fresh: 0,
            bills: Vec::new(),
            usage_records: Vec::new(),
            messages: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Decides a command, at about the present time and by any person. An accepted command becomes an entry.
    fn give(&mut self, command: impl Into<Command>) {
        let asked_at = if self.dice.below(8) == 0 { self.now.minus(Seconds::hours(HOUR)) } else { self.now };
        let actor = (self.dice.below(4) == 0).then(|| Note::new("ann").unwrap());
        let key = (self.dice.below(4) == 0).then(|| self.fresh("key").parse().unwrap());
        let late = Instant::from_nanoseconds(self.now.nanoseconds() + self.dice.below(3_000_000_000) as i64).unwrap();
        let recorded_at = *self.one_of(&[asked_at, late, self.now]);
        let simulated = self.dice.coin();
        let envelope = Envelope { asked_at, recorded_at, actor, key, simulated };
        self.decide(command.into(), envelope);
    }

    fn decide(&mut self, command: Command, envelope: Envelope) {
        let Envelope { asked_at, recorded_at, actor, key: idempotency_key, simulated } = envelope;
        let position = self.entries.len() as u64 + 1;
        let decision = decide(&self.records, &command, asked_at, None, actor.as_ref(), position);
        let Ok(Decision::Happened { at, events, changes }) = decision else { return };
        changes.into_iter().for_each(|(key, record)| self.records.put(key, record));
        for event in &events {
            match event {
                Event::MeteringRequested { record } => self.usage_records.push(record.number),
                Event::OutboxMessageQueued { number, .. } => self.messages.push(*number),
                _ => {}
            }
        }
        self.entries.push(Entry {
            position,
            at,
            asked_at,
            recorded_at,
            actor,
            idempotency_key,
            command,
            events,
            rules: rules::CURRENT,
            simulated,
        });
    }

    fn fresh(&mut self, name: &str) -> String {
        self.fresh += 1;
        format!("{name}-{}", self.fresh)
    }

    fn one_of<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.dice.below(choices.len() as u64) as usize]
    }

    fn account(&mut self) -> AccountId {
        format!("account-{}", self.dice.below(3)).parse().unwrap()
    }

    fn workspace(&mut self) -> WorkspaceId {
        format!("cn1/ws-{}", self.dice.below(6)).parse().unwrap()
    }

    fn cloud_account(&mut self) -> CloudAccountId {
        format!("cloud-{}", self.dice.below(4)).parse().unwrap()
    }

    fn money(&mut self, whole_below: u64) -> Money {
        let decimals = *self.one_of(&["", ".5", ".0125", ".000000000001"]);
        format!("{}{decimals} CNY", self.dice.below(whole_below) + 1).parse().unwrap()
    }

    fn note(&mut self) -> Option<Note> {
        self.one_of(&[None, Some(Note::new("because").unwrap()), Some(Note::new("").unwrap())]).clone()
    }

    fn later(&mut self) -> Option<Instant> {
        let days = self.dice.below(20) as u32 + 1;
        self.dice.coin().then(|| self.now.plus(Seconds::days(days)))
    }

    fn prepare(&mut self) {
        for number in 0..3 {
            let account: AccountId = format!("account-{number}").parse().unwrap();
            self.give(OpenAccount { account: account.clone(), currency: "CNY".parse().unwrap() });
            let policy = Policy { credit_limit: Some("20".parse().unwrap()), ..Policy::default() };
            self.give(SetPolicy { account: Some(account.clone()), policy: Box::new(policy) });
            for place in 0..2 {
                let workspace = format!("cn1/ws-{}", 2 * number + place).parse().unwrap();
                self.give(BindWorkspace { account: account.clone(), workspace, since: None, display_name: None });
            }
            let cloud_account: CloudAccountId = format!("cloud-{number}").parse().unwrap();
            let subscription = subscription(number);
            self.give(LinkCloudAccount {
                account: account.clone(),
                cloud_account: cloud_account.clone(),
                subscription,
            });
            self.message(number, Signal::Activated);
            let (workspace, method) =
                (format!("cn1/ws-{}", 2 * number).parse().unwrap(), Payer::CloudAccount(cloud_account));
            self.give(ChooseMethod { account, workspace, method });
        }
    }

    fn message(&mut self, number: u64, signal: Signal) {
        let id = self.fresh("message").parse().unwrap();
        let raw = self.dice.coin().then(|| defray_core::id::RawMessage::new(&"{}".repeat(300)).unwrap());
        let message = MarketplaceMessage {
            provider: Provider::AliCloud,
            id: Some(id),
            identity: Some(subscription(number).identity().clone()),
            kind: Note::new("hello").unwrap(),
            signal,
            occurred_at: self.dice.coin().then(|| self.now.minus(Seconds::hours(HOUR))),
            raw,
            confirm: None,
            rejected: None,
            account_id: None,
            agreement: None,
        };
        self.give(Ingest { message: Box::new(message) });
    }

    /// A new bill.
    fn bill(&mut self, workspace: WorkspaceId) -> Bill {
        let id: BillId = self.fresh("2026-03-01/bill").parse().unwrap();
        let start = self.now.minus(Seconds::hours(self.dice.below(60) as u32 + 2)).hour();
        let period = Period::new(start, start.plus(Seconds::hours(HOUR))).unwrap();
        let amount = if self.dice.below(10) == 0 { "0 CNY".parse().unwrap() } else { self.money(12) };
        let bill = Bill { id, workspace, item: "logs".parse().unwrap(), amount, period };
        self.bills.push(bill.clone());
        bill
    }

    /// A bill that a command gave, accepted or not.
    fn known_bill(&mut self) -> Bill {
        let workspace = self.workspace();
        match self.bills.len() as u64 {
            0 => self.bill(workspace),
            count => self.bills[self.dice.below(count) as usize].clone(),
        }
    }

    fn step(&mut self) {
        let seconds = *self.one_of(&[0, 1, 60, 3_600, 7_200, 86_400]);
        self.now = self.now.plus(Seconds::new(seconds).unwrap());
        if self.dice.below(5) == 0 {
            self.now = Instant::from_nanoseconds(self.now.nanoseconds() + 123_456_789).unwrap();
        }
        match self.dice.below(5) {
            0 => self.step_of_money(),
            1 => self.step_of_clouds(),
            2 => self.step_of_accounts(),
            _ => {
                let (workspace, account) = (self.workspace(), self.account());
                let bill = self.bill(workspace);
                let account = (self.dice.below(3) == 0).then_some(account);
                self.give(SettleBill { bill, account });
            }
        }
    }

    fn step_of_money(&mut self) {
        let (account, valid_until) = (self.account(), self.later());
        match self.dice.below(9) {
            0 | 1 => {
                let (amount, reference) = (self.money(30), self.note());
                self.give(TopUp { account, amount, reference });
            }
            2 | 3 => {
                let kind = *self.one_of(&[LotKind::OrdinaryVoucher, LotKind::FullReductionVoucher]);
                let minimum_bill = (kind == LotKind::FullReductionVoucher).then(|| self.money(8));
                let (lot, face, valid_from) = (self.fresh("voucher").parse().unwrap(), self.money(3), self.later());
                let valid_until = valid_from.map(|from| from.plus(Seconds::days(3)));
                self.give(IssueVoucher { account, lot, kind, face, valid_from, valid_until, minimum_bill });
            }
            4 => {
                let (lot, face) = (self.fresh("card").parse().unwrap(), self.money(5));
                self.give(GrantCard { account, lot, face, valid_from: None, valid_until });
            }
            5 => {
                let amount = "100 CNY".parse().unwrap();
                self.give(TopUp { account: account.clone(), amount, reference: None });
                let (lot, face) = (self.fresh("card").parse().unwrap(), "100 CNY".parse().unwrap());
                self.give(BuyCard { account, lot, face, valid_until });
            }
            6 => {
                let (lot, order) = (self.fresh("card").parse().unwrap(), self.fresh("order").parse().unwrap());
                let huawei_account = ProviderIdentifier::new("h").unwrap();
                let face = "100 CNY".parse().unwrap();
                self.give(RedeemHuaweiOrder { account, lot, order, huawei_account, face, valid_until });
            }
            7 => {
                let (lot, reason) = (format!("card-{}", self.dice.below(self.fresh + 1)).parse().unwrap(), self.note());
                self.give(VoidLot { account, lot, reason });
            }
            _ => {
                let Bill { id: bill, workspace, .. } = self.known_bill();
                let (reversal, reason) = (self.fresh("reversal").parse().unwrap(), self.note());
                let amount = self.dice.coin().then(|| self.money(2));
                if self.dice.coin() {
                    self.give(ReverseBill { bill, reversal, amount, reason });
                } else {
                    let by = (self.dice.below(3) > 0).then(|| self.bill(workspace));
                    self.give(RestateBill { bill, reversal, by, reason });
                }
            }
        }
    }

    fn step_of_clouds(&mut self) {
        let (account, cloud_account, workspace) = (self.account(), self.cloud_account(), self.workspace());
        let number = self.dice.below(4);
        match self.dice.below(8) {
            0 => {
                let signal = *self.one_of(&[Signal::Suspended, Signal::Resumed, Signal::Activated, Signal::Ended]);
                self.message(number, signal);
            }
            1 => {
                let subscription = subscription(number);
                self.give(LinkCloudAccount { account, cloud_account, subscription });
            }
            2 => {
                let method = if self.dice.coin() { Payer::Enterprise } else { Payer::CloudAccount(cloud_account) };
                self.give(ChooseMethod { account, workspace, method });
            }
            3 => self.give(RequestMetering { cloud_account }),
            4 => {
                let all = self.usage_records.clone();
                let Some(record) = all.last().copied() else { return };
                let reason = self.note();
                let outcome = self.one_of(&[MeteringOutcome::Accepted, MeteringOutcome::Rejected { reason }]).clone();
                let provider_record = self.note();
                self.give(AcknowledgeMetering { record, outcome, provider_record });
            }
            5 => self.give(WithdrawCloudAccount { account, cloud_account }),
            6 => self.give(UnlinkCloudAccount { account, cloud_account, reason: Note::new("wrong").unwrap() }),
            _ => self.give(Advance {}),
        }
    }

    fn step_of_accounts(&mut self) {
        let (account, workspace, to) = (self.account(), self.workspace(), self.account());
        let display_name = self.one_of(&[None, Some(DisplayName::new("生产环境").unwrap())]).clone();
        match self.dice.below(10) {
            0 => {
                let workspace = self.fresh("cn1/new").parse().unwrap();
                let since = self.dice.coin().then(|| self.now.minus(Seconds::days(1)));
                self.give(BindWorkspace { account, workspace, since, display_name });
            }
            1 => self.give(MoveWorkspace { account, workspace, to }),
            2 => self.give(RenameWorkspace { account, workspace, display_name }),
            3 => {
                let language = self.one_of(&[None, Language::ALL.first().copied()]).to_owned();
                self.give(SetMailSettings { account, language, time_zone: TimeZoneName::new("Asia/Shanghai").ok() });
            }
            4 => {
                let limit = self.dice.below(40).to_string().parse().unwrap();
                let policy = Policy { credit_limit: Some(limit), ..Policy::default() };
                let account = self.dice.coin().then_some(account);
                self.give(SetPolicy { account, policy: Box::new(policy) });
            }
            5 => {
                let bills = vec![self.known_bill().id, self.known_bill().id];
                let (export_name, part) = ("focus".parse().unwrap(), self.fresh("part").parse().unwrap());
                self.give(ClaimCharges { export_name, part, bills });
            }
            6 => {
                let Some(outbox_message) = self.messages.pop() else { return };
                self.give(Acknowledge { outbox_message });
            }
            7 => {
                let account: AccountId = self.fresh("new").parse().unwrap();
                self.give(OpenAccount { account: account.clone(), currency: "USD".parse().unwrap() });
                self.give(CloseAccount { account });
            }
            8 if self.dice.below(6) == 0 => self.give(DissolveWorkspace { account, workspace }),
            _ => self.give(Advance {}),
        }
    }
}

fn subscription(number: u64) -> Subscription {
    let identifier = |text: String| ProviderIdentifier::new(&text).ok();
    Subscription::try_from(Identifiers {
        account_id: identifier("0123456789012345".into()),
        instance_id: identifier(format!("15511{number}")),
        ..Identifiers::of(Provider::AliCloud)
    })
    .unwrap()
}

/// Entries like those of the benchmark: accounts with two vouchers, a card and cash, and bills with ids in order.
pub(super) fn entries_of_the_benchmark(accounts: u64, bills: u64) -> Vec<Entry> {
    let start: Instant = "2026-03-01T00:00:00Z".parse().unwrap();
    let mut world = World::new(1);
    // The host gives the instants, and neither an actor nor a key.
    let give = |world: &mut World, at: Instant, command: Command| {
        let recorded_at = Instant::from_nanoseconds(at.nanoseconds() + 7_777_777_777_777 + world.entries.len() as i64);
        let recorded_at = recorded_at.unwrap();
        world.decide(command, Envelope { asked_at: at, recorded_at, actor: None, key: None, simulated: false });
    };
    for number in 0..accounts {
        let account: AccountId = format!("account-{number}").parse().unwrap();
        let workspace = format!("cn1/ws-{number}").parse().unwrap();
        let currency = "CNY".parse().unwrap();
        give(&mut world, start, OpenAccount { account: account.clone(), currency }.into());
        let bind = BindWorkspace { account: account.clone(), workspace, since: None, display_name: None };
        give(&mut world, start, bind.into());
        for (lot, kind) in [("v-1", LotKind::OrdinaryVoucher), ("v-2", LotKind::FullReductionVoucher)] {
            let voucher = IssueVoucher {
                account: account.clone(),
                lot: lot.parse().unwrap(),
                kind,
                face: "1 CNY".parse().unwrap(),
                valid_from: None,
                valid_until: "2027-01-01T00:00:00Z".parse().ok(),
                minimum_bill: None,
            };
            give(&mut world, start, voucher.into());
        }
        let (lot, face) = ("c-1".parse().unwrap(), "5 CNY".parse().unwrap());
        let card = GrantCard { account: account.clone(), lot, face, valid_from: None, valid_until: None };
        give(&mut world, start, card.into());
        give(&mut world, start, TopUp { account, amount: "1000 CNY".parse().unwrap(), reference: None }.into());
    }
    let prepared = world.entries.len();
    for number in 0..bills {
        let bill = Bill {
            id: format!("2026-03-01/{number:010}").parse().unwrap(),
            workspace: format!("cn1/ws-{}", number.wrapping_mul(7_919) % accounts).parse().unwrap(),
            item: "logs".parse().unwrap(),
            amount: "0.0125 CNY".parse().unwrap(),
            period: Period::new(start, start.plus(Seconds::days(1))).unwrap(),
        };
        let at = "2026-03-02T00:10:00Z".parse().unwrap();
        give(&mut world, at, SettleBill { bill, account: None }.into());
    }
    world.entries.split_off(prepared)
}

/// The record of an event of a settled bill.
pub(super) fn settled_record(event: &Event) -> Option<&Arc<defray_core::bill::BillRecord>> {
    match event {
        Event::BillSettled { record } => Some(record),
        _ => None,
    }
}
