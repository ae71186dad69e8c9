//! The small world in which histories take place, and the commands of one step after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use defray_core::account::Account;
use defray_core::command::Command;
use defray_core::metering::UsageState;
use defray_core::records::{RecordKind, ViewExt};
use defray_core::time::Instant;
use defray_core::{Record, View};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::history::{History, Theme};
use crate::observe::is_open;
use crate::observe::rows;
use crate::subject::Subject;

pub(crate) const SECOND: i64 = 1_000_000_000;
pub(crate) const HOUR: i64 = 3_600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Accounts that may exist: the first two share a currency.
pub(crate) const ACCOUNTS: [&str; 4] = ["a0", "a1", "a2", "a3"];
pub(crate) const WORKSPACES: [&str; 6] = ["s0/w0", "s0/w1", "s0/w2", "s1/w0", "s1/w1", "s2/w/0"];

/// Subscriptions and their identities. The first two are of the identity that can be used again.
pub(crate) fn subscriptions() -> [(Value, &'static str, &'static str); 9] {
    let arn = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef";
    let licence = |name: &str| {
        let arn = format!("arn:aws:license-manager::123456789012:license:{name}");
        json!({"provider": "aws", "account_id": "071964067459", "license_arn": arn})
    };
    [
        (json!({"provider": "aws", "customer_identifier": "c0", "product_code": "p"}), "aws", "aws:customer:p:c0"),
        (json!({"provider": "aws", "customer_identifier": "c1", "product_code": "p"}), "aws", "aws:customer:p:c1"),
        (
            json!({"provider": "aws", "account_id": "071964067459", "license_arn": arn}),
            "aws",
            "aws:license:l-0123456789abcdef",
        ),
        (
            json!({"provider": "alicloud", "account_id": "ops@0123456789012345", "instance_id": "70"}),
            "alicloud",
            "alicloud:70",
        ),
        (
            json!({"provider": "huawei_cloud", "account_id": "h", "instance_id": "i0"}),
            "huawei_cloud",
            "huawei_cloud:i0",
        ),
        (json!({"provider": "alicloud", "account_id": "42", "instance_id": "71"}), "alicloud", "alicloud:71"),
        (licence("l-1"), "aws", "aws:license:l-1"),
        (licence("l-2"), "aws", "aws:license:l-2"),
        (json!({"provider": "alicloud", "account_id": "42", "instance_id": "9"}), "alicloud", "alicloud:9"),
    ]
}

/// The agreement of a subscription. Two of different providers have the same name, and are different agreements.
pub(crate) fn agreement_of(identity: &str) -> String {
    let place = subscriptions().iter().position(|(_, _, known)| *known == identity).unwrap_or(0);
    format!("g{}", [0, 1, 2, 3, 4, 5, 6, 7, 2][place])
}

/// Accounts of a provider that a link names and a message states. Those of AliCloud are two: zeros make no difference.
pub(crate) fn accounts_of(provider: &str) -> &'static [&'static str] {
    match provider {
        "alicloud" => &["0123456789012345", "42", "123456789012345", "0042"],
        "aws" => &["071964067459", "000000000001"],
        _ => &["h", "g"],
    }
}

/// Everything that a step is made from.
pub(crate) struct World {
    pub(crate) theme: Theme,
    swarm: Vec<u8>,
    pub(crate) huge: bool,
    /// The core, which has taken every command so far.
    pub(crate) subject: Subject,
    pub(crate) now: i64,
    pub(crate) given: Vec<Value>,
    /// Numbers for ids that are new.
    pub(crate) fresh: usize,
}

impl History {
    /// The commands, in their interchange form.
    pub fn commands(&self) -> Vec<Value> {
        let mut world = World::new(self);
        world.prepare(self.preparations);
        for step in &self.steps {
            world.step(&mut Dice::new(step));
        }
        world.given
    }
}

impl World {
    pub(crate) fn new(history: &History) -> Self {
        let start = if history.late { "2199-12-01T00:00:00Z" } else { "2026-03-01T00:00:00Z" };
        let start: Instant = start.parse().expect("an instant");
        Self {
            theme: history.theme,
            swarm: history.swarm.clone(),
            huge: history.huge,
            subject: Subject::default(),
            now: start.nanoseconds(),
            given: Vec::new(),
            fresh: 0,
        }
    }

    /// What most histories begin with; each bit of `which` makes one of them.
    pub(crate) fn prepare(&mut self, which: u64) {
        let commands = if self.theme == Theme::Successors { self.replaceable_ones() } else { self.usual_ones() };
        for (place, mut command) in commands.into_iter().enumerate() {
            if which >> place & 1 == 1 {
                command["at"] = json!(show(self.now));
                self.give(command);
            }
        }
    }

    /// One account with three licences and three instances; some of them pay.
    fn replaceable_ones(&mut self) -> Vec<Value> {
        let mut commands = vec![
            json!({"command": "open_account", "account": "a0", "currency": "CNY"}),
            json!({"command": "top_up", "account": "a0", "amount": "5000 CNY"}),
            json!({"command": "open_account", "account": "a1", "currency": "CNY"}),
        ];
        for workspace in WORKSPACES {
            commands.push(json!({"command": "bind_workspace", "account": "a0", "workspace": workspace}));
        }
        let policy = json!({"metering_windows": {"aws": 864_000, "alicloud": 3_600}});
        commands.push(json!({"command": "set_policy", "account": "a0", "policy": policy}));
        let all = subscriptions();
        for (number, place) in [2, 6, 7, 3, 5, 8, 0].into_iter().enumerate() {
            let (subscription, provider, identity) = all[place].clone();
            let id = format!("c{}", self.new_number());
            commands.push(json!({
                "command": "link_cloud_account", "account": "a0", "cloud_account": id, "subscription": subscription,
            }));
            commands.push(json!({"command": "ingest", "message": {
                "provider": provider, "id": format!("first-{place}"), "identity": identity, "kind": "hello",
                "signal": if number % 3 == 2 { "ignored" } else { "activated" }, "occurred_at": show(self.now),
                "agreement": {"id": agreement_of(identity)},
            }}));
            if number < WORKSPACES.len() {
                commands.push(json!({
                    "command": "choose_method", "account": "a0", "workspace": WORKSPACES[number],
                    "method": {"cloud_account": id},
                }));
            }
        }
        commands
    }

    /// Three accounts; of five cloud accounts three are active and pay.
    fn usual_ones(&mut self) -> Vec<Value> {
        let mut commands = vec![
            json!({"command": "open_account", "account": "a0", "currency": "CNY"}),
            json!({"command": "open_account", "account": "a1", "currency": "CNY"}),
            json!({"command": "open_account", "account": "a2", "currency": "USD"}),
            json!({"command": "top_up", "account": "a0", "amount": "500 CNY"}),
            json!({"command": "top_up", "account": "a1", "amount": "20 CNY"}),
        ];
        for (place, workspace) in WORKSPACES.iter().take(5).enumerate() {
            let account = ACCOUNTS[[0, 0, 1, 0, 2][place]];
            commands.push(json!({"command": "bind_workspace", "account": account, "workspace": workspace}));
        }
        for (place, (subscription, provider, identity)) in subscriptions().into_iter().take(5).enumerate() {
            let account = ACCOUNTS[[0, 1, 0, 0, 2][place]];
            let id = format!("c{}", self.new_number());
            commands.push(json!({
                "command": "link_cloud_account", "account": account, "cloud_account": id, "subscription": subscription,
            }));
            if place < 3 {
                commands.push(json!({"command": "ingest", "message": {
                    "provider": provider, "id": format!("first-{place}"), "identity": identity, "kind": "hello",
                    "signal": "activated", "occurred_at": show(self.now),
                }}));
                let workspace = ["s0/w0", "s0/w2", "s1/w0"][place];
                commands.push(json!({
                    "command": "choose_method", "account": account, "workspace": workspace,
                    "method": {"cloud_account": id},
                }));
            }
        }
        commands
    }

    /// Makes the commands of one step.
    pub(crate) fn step(&mut self, dice: &mut Dice<'_>) {
        self.tick(dice);
        let command = match dice.below(24) {
            23 if !self.given.is_empty() => self.again(dice),
            22 if self.theme != Theme::Successors && dice.chance(40) => return self.wind_up(dice),
            _ => self.new_command(dice),
        };
        self.give(command);
    }

    pub(crate) fn give(&mut self, command: Value) {
        // What it answers is for the properties to judge, and so is a panic: they find the fewest commands that lead
        // there.
        let _ = catch_unwind(AssertUnwindSafe(|| self.subject.apply(&command)));
        self.given.push(command);
    }

    /// Time goes on, mostly; sometimes exactly to, or a hair before or after, an instant at which something happens.
    fn tick(&mut self, dice: &mut Dice<'_>) {
        let far = match self.theme {
            Theme::Money => 60,
            Theme::Anything | Theme::Marketplaces | Theme::Successors => 20,
        };
        self.now += match dice.weigh(&[(20, 0), (18, 1), (6, 2), (6, 3), (3, 4), (1, 5), (14, 6)]) {
            0 => 0,
            1 => SECOND * (dice.below(100) as i64),
            2 => SECOND * (dice.below(7_200) as i64),
            3 => HOUR * (dice.below(far) as i64),
            4 => DAY * (dice.below(10) as i64),
            5 => DAY * (dice.below(60) as i64) + 1,
            _ => {
                let boundaries = self.boundaries();
                let ahead: Vec<i64> = boundaries.into_iter().filter(|at| *at >= self.now).collect();
                if ahead.is_empty() {
                    return;
                }
                let boundary = ahead[dice.below(ahead.len().min(3))];
                boundary + *dice.pick(&[0, 0, 1, -1, SECOND]) - self.now
            }
        };
        // A day at least is left for what begins now.
        self.now = self.now.clamp(0, Instant::LAST.nanoseconds() - 2 * DAY);
    }

    /// Instants at which something begins, ends or falls due, in order.
    pub(crate) fn boundaries(&self) -> Vec<i64> {
        let mut all = Vec::new();
        for account in self.accounts() {
            all.extend(account.next_due());
            all.extend(account.closings.iter().map(|closing| closing.deadline));
            all.extend(account.suspensions.iter().map(|suspension| suspension.due));
            for lot in &account.lots {
                all.push(lot.valid_from);
                all.extend(lot.valid_until);
            }
        }
        // The last sending times of records that can still be sent.
        let records = self.usage_records();
        let in_flight = records.iter().filter(|record| record.state == UsageState::InFlight);
        all.extend(in_flight.filter_map(|record| record.send_until));
        let mut all: Vec<i64> = all.into_iter().map(Instant::nanoseconds).collect();
        // Midnight, where something is notified once in a day.
        if self.counts_days() {
            all.push((self.now / DAY + 1) * DAY);
        }
        // When an hour is over it can be metered.
        if !self.meters().is_empty() {
            all.push((self.now / HOUR + 1) * HOUR);
        }
        all.sort_unstable();
        all
    }

    fn new_command(&mut self, dice: &mut Dice<'_>) -> Value {
        let weights: Vec<(usize, usize)> = (0..Command::NAMES.len())
            .map(|place| (self.weight(place), place))
            .filter(|(weight, _)| *weight > 0)
            .collect();
        let place = if weights.is_empty() { dice.below(Command::NAMES.len()) } else { dice.weigh(&weights) };
        let mut command = self.make(Command::NAMES[place], dice);
        command["command"] = json!(Command::NAMES[place]);
        let back = match dice.weigh(&[(88, 0), (9, 1), (2, 2), (1, 3)]) {
            0 => 0,
            1 => SECOND * (dice.below(300) as i64),
            2 => HOUR * (dice.below(5) as i64),
            _ => DAY * (dice.below(40) as i64),
        };
        command["at"] = json!(show(self.now - back));
        if dice.chance(12) {
            command["idempotency_key"] = json!(format!("k{}", dice.below(12)));
        }
        if dice.chance(5) {
            command["actor"] = json!("somebody");
        }
        command
    }

    /// The weight of a command: its usual share in this theme, by the swarm.
    fn weight(&self, place: usize) -> usize {
        let (usual, marketplaces, money, successors) = match Command::NAMES[place] {
            "settle_bill" => (10, 5, 12, 9),
            "ingest" => (8, 14, 1, 20),
            "choose_method" => (6, 9, 1, 5),
            "link_cloud_account" => (3, 5, 1, 3),
            "reverse_bill" => (4, 1, 6, 1),
            "restate_bill" => (3, 2, 5, 1),
            "claim_charges" => (1, 0, 2, 0),
            "top_up" | "issue_voucher" | "grant_card" | "buy_card" | "redeem_huawei_order" => (3, 1, 5, 1),
            "set_policy" | "void_lot" | "bind_workspace" => (2, 1, 2, 1),
            "rename_workspace" | "set_mail_settings" => (1, 1, 1, 0),
            "withdraw_cloud_account" => (1, 2, 0, 1),
            "unlink_cloud_account" => (1, 2, 1, 1),
            // Rarely, where there is nothing to request or to answer.
            "request_metering" if self.meters().iter().any(|meter| meter.waiting.is_positive()) => (8, 9, 6, 3),
            "acknowledge_metering" if self.usage_records().iter().any(is_open) => (10, 10, 8, 4),
            "advance" | "acknowledge" => (2, 2, 2, 1),
            _ => (1, 1, 1, 0),
        };
        let share = match self.theme {
            Theme::Anything => usual,
            Theme::Marketplaces => marketplaces,
            Theme::Money => money,
            Theme::Successors => successors,
        };
        share * usize::from(self.swarm[place])
    }

    /// An earlier command once more: as it was, at another instant, or with a key that was used.
    fn again(&self, dice: &mut Dice<'_>) -> Value {
        let mut command = self.given[dice.below(self.given.len())].clone();
        if dice.chance(60) {
            command["at"] = json!(show(self.now));
        }
        if dice.chance(10) {
            command["idempotency_key"] = json!(format!("k{}", dice.below(12)));
        }
        command
    }

    pub(crate) const fn new_number(&mut self) -> usize {
        self.fresh += 1;
        self.fresh
    }

    pub(crate) fn accounts(&self) -> Vec<Account> {
        let accounts = rows(&self.subject.rows, RecordKind::Account);
        accounts
            .filter_map(|row| if let Record::Account(account) = row { Some(account.as_ref().clone()) } else { None })
            .collect()
    }

    /// The account of that name in the records.
    pub(crate) fn account(&self, id: &str) -> Option<Account> {
        let id = id.parse().expect("an id");
        ViewExt::account(&self.subject.rows, &id).expect("records can be read").map(|account| account.as_ref().clone())
    }

    pub(crate) fn view(&self) -> &dyn View {
        &self.subject.rows
    }

    /// An instant `offset` from now.
    pub(crate) fn at(&self, offset: i64) -> Value {
        json!(show(self.now + offset))
    }
}

/// An instant in the interchange form, within its range.
pub(crate) fn show(nanoseconds: i64) -> String {
    let last = Instant::LAST.nanoseconds();
    Instant::from_nanoseconds(nanoseconds.clamp(0, last)).unwrap_or(Instant::FIRST).to_string()
}
