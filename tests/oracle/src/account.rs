//! Accounts: open, close, policy; the decision instant (T1); what falls due.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Answer;
use crate::late::end_of_day;
use crate::policy::Policy;
use crate::read::{field, instant, refuse, text, text_if};
use crate::state::{Account, CloudState, LotEnd, MailSettings, RecordState, Side, Standing, State, Status};

/// Something that falls due. Sorts by instant, then account, then the order of the contract, then number, then id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    instant: i128,
    account: String,
    what: What,
    /// Of a usage record.
    number: (u64, u64),
    id: String,
    /// Of one cloud account, the notice is before the deadline.
    last: bool,
}

/// In the order in which things of one instant happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Lot,
    Notice,
    Deadline,
    CloudAccount,
    UsageRecord,
    Suspension,
    EndOfDay,
}

/// So many pairs of an account and a due instant, one `advance` processes.
const PAIRS: usize = 1_024;

/// An entry position, which sorts by its numbers and not as text.
fn in_parts(number: &str) -> (u64, u64) {
    let (position, index) = number.split_once('.').expect("position.index");
    (position.parse().expect("a number"), index.parse().expect("a number"))
}

impl State {
    /// "Known account": `unknown_account`, then `account_closed`.
    pub(crate) fn known_account(&self, account: &str) -> Result<(), String> {
        match self.accounts.get(account) {
            None => refuse("unknown_account"),
            Some(found) if found.closed => refuse("account_closed"),
            Some(_) => Ok(()),
        }
    }

    /// T1 and catching up, for a command about these accounts. Gives the decision instant.
    pub(crate) fn begin(&mut self, accounts: &[&str], at: i128) -> Result<i128, String> {
        let mut decided = at;
        for account in accounts {
            let last = self.accounts[*account].last;
            if last - at > self.policy(account).clock_tolerance {
                return refuse("clock_ran_backwards");
            }
            decided = decided.max(last);
        }
        for account in accounts {
            self.account(account).last = decided;
        }
        self.catch_up_all(accounts, decided);
        Ok(decided)
    }

    /// For a marketplace message or an answer about these accounts: T1 without a refusal, and catching up.
    pub(crate) fn begin_message(&mut self, accounts: &BTreeSet<String>, at: i128) -> i128 {
        let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
        let decided = accounts.iter().map(|account| self.accounts[*account].last).fold(at, i128::max);
        for account in &accounts {
            self.account(account).last = decided;
        }
        self.catch_up_all(&accounts, decided);
        decided
    }

    /// What has fallen due for an account at or before an instant.
    fn due(&self, id: &str, by: i128) -> Vec<Due> {
        let account = &self.accounts[id];
        let mut due = Vec::new();
        let mut push = |instant: i128, what: What, thing: &str, last: bool| {
            if instant <= by {
                let number = if what == What::UsageRecord { in_parts(thing) } else { (0, 0) };
                due.push(Due { instant, account: id.to_string(), what, number, id: thing.to_string(), last });
            }
        };
        for (cloud_id, cloud) in &self.cloud_accounts {
            if cloud.account == id
                && let Some(patience) = &cloud.patience
            {
                if let Some(notice) = patience.notice {
                    push(notice, What::Suspension, cloud_id, false);
                }
                if !patience.over {
                    push(patience.deadline, What::Suspension, cloud_id, true);
                }
            }
        }
        let mut add = |instant: i128, what: What, thing: &str| push(instant, what, thing, true);
        for (lot_id, lot) in &account.lots {
            if lot.available > 0
                && let Some(until) = lot.valid_until
            {
                add(until, What::Lot, lot_id);
            }
        }
        if let Standing::InArrears { deadline, notice, .. } = account.standing {
            if let Some(notice) = notice {
                add(notice, What::Notice, "");
            }
            add(deadline, What::Deadline, "");
        }
        for (cloud_id, cloud) in &self.cloud_accounts {
            if cloud.account == id
                && cloud.state() == CloudState::Closing
                && let Some(deadline) = cloud.metering_deadline
            {
                add(deadline, What::CloudAccount, cloud_id);
            }
        }
        if let Some(late) = &account.late {
            add(end_of_day(late.day), What::EndOfDay, "");
        }
        for (number, record) in &self.usage_records {
            if self.cloud_accounts[&record.cloud_account].account == id && record.state == RecordState::InFlight {
                add(record.send_until, What::UsageRecord, number);
            }
        }
        due
    }

    /// Catching up, and what follows from it at the decision instant.
    fn catch_up_all(&mut self, accounts: &[&str], decided: i128) {
        self.catch_up(accounts, decided, None);
        let accounts: BTreeSet<&str> = accounts.iter().copied().collect();
        for account in accounts {
            self.after_catching_up(account, decided);
        }
    }

    /// P3: when everything that was due for the account has happened, bills that waited for the end of a patience are
    /// tried again, at the decision instant.
    fn after_catching_up(&mut self, account: &str, decided: i128) {
        if std::mem::take(&mut self.account(account).patience_ended) {
            let receipts = self.try_suspended_again(account, decided);
            self.caught_up.extend(receipts);
        }
    }

    /// Lets happen what has fallen due for these accounts, one thing after the other: what happens at a metering
    /// deadline can make more fall due. Up to the pair `last`, if there is one. Gives the accounts to which something
    /// happened.
    fn catch_up(&mut self, accounts: &[&str], by: i128, last: Option<(i128, String)>) -> BTreeSet<String> {
        let mut touched = BTreeSet::new();
        loop {
            let mut due = Vec::new();
            for account in accounts {
                due.extend(self.due(account, by));
            }
            let Some(first) = due.into_iter().min() else {
                return touched;
            };
            if last.as_ref().is_some_and(|(instant, account)| (*instant, account) < (first.instant, &first.account)) {
                return touched;
            }
            self.happened += 1;
            match first.what {
                What::Lot => self.expire_lot(&first.account, &first.id),
                What::Notice => self.notice(&first.account),
                What::Deadline => self.lock(&first.account),
                What::CloudAccount => self.close_cloud_account(&first.id, first.instant),
                What::UsageRecord => self.last_sending_time(&first.id),
                What::Suspension if first.last => self.patience_deadline(&first.id),
                What::Suspension => self.patience_notice(&first.id),
                What::EndOfDay => self.notify_of_late_bills(&first.account),
            }
            touched.insert(first.account);
        }
    }

    pub(crate) fn expire_lot(&mut self, account: &str, id: &str) {
        let lot = self.account(account).lots.get_mut(id).expect("found above");
        let left = lot.available;
        lot.available = 0;
        lot.expired += left;
        lot.end = Some(LotEnd::Expired);
        self.record(account, Side::Out, "expired", left);
    }

    /// `advance`: everything due by `at`, in all accounts, in bounded parts.
    pub(crate) fn advance(&mut self, command: &Value) -> Result<Answer, String> {
        let at = instant(command, "at");
        let ids: Vec<String> = self.accounts.keys().cloned().collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut pairs = BTreeSet::new();
        for id in &ids {
            for due in self.due(id, at) {
                pairs.insert((due.instant, due.account));
            }
        }
        let last = pairs.into_iter().nth(PAIRS - 1);
        let touched = self.catch_up(&ids, at, last);
        if touched.is_empty() {
            return Ok(Answer::Kept);
        }
        for id in touched {
            // The decision instant is the later of `at` and the account's last; never refused.
            let account = self.account(&id);
            account.last = account.last.max(at);
            let decided = account.last;
            // What is left for the next command is still due.
            if self.due(&id, at).is_empty() {
                self.after_catching_up(&id, decided);
            }
        }
        Ok(Answer::Done(Vec::new()))
    }

    /// `acknowledge`: concerns no account, no clock. Twice is harmless (N3).
    pub(crate) fn acknowledge(&mut self, command: &Value) -> Result<Answer, String> {
        let number = text(command, "outbox_message");
        match self.outbox.iter_mut().find(|one| one.number == number) {
            None => refuse("unknown_outbox_message"),
            Some(one) if one.acknowledged => Ok(Answer::Kept),
            Some(one) => {
                one.acknowledged = true;
                Ok(Answer::Done(Vec::new()))
            }
        }
    }

    pub(crate) fn open_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        if self.accounts.contains_key(&id) {
            return refuse("account_exists");
        }
        let account = Account {
            currency: text(command, "currency"),
            closed: false,
            closed_at: None,
            standing: Standing::Good,
            patience_ended: false,
            late: None,
            mail_settings: MailSettings::default(),
            references: BTreeSet::new(),
            cash: 0,
            overdraft: 0,
            lots: Default::default(),
            policy: None,
            last: instant(command, "at"),
        };
        self.accounts.insert(id, account);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn close_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        if self.workspaces.values().any(|ws| ws.account == id && ws.dissolved_at().is_none()) {
            return refuse("account_has_workspaces");
        }
        if self.owes_a_payable_unit(&id) {
            return refuse("account_in_arrears");
        }
        if self.bills.values().any(|bill| bill.account == id && matches!(bill.status, Status::Held(_))) {
            return refuse("account_has_held_bills");
        }
        let own = self.cloud_accounts.iter().filter(|(_, cloud)| cloud.account == id);
        if own.into_iter().any(|(own_id, cloud)| cloud.living() || self.in_flight(own_id).is_some()) {
            return refuse("account_has_cloud_accounts");
        }
        self.notify_of_late_bills(&id);
        let account = self.account(&id);
        account.closed = true;
        account.closed_at = Some(decided);
        let mut forfeited = account.cash;
        account.cash = 0;
        for lot in account.lots.values_mut().filter(|lot| lot.available > 0) {
            forfeited += lot.available;
            lot.available = 0;
            lot.end = Some(LotEnd::Void);
        }
        self.record(&id, Side::Out, "forfeited", forfeited);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn set_policy(&mut self, command: &Value) -> Result<Answer, String> {
        let policy = field(command, "policy").expect("policy");
        let Some(id) = text_if(command, "account") else {
            // Without an account it concerns none: no clock, no bills tried again.
            self.default_policy = Policy::parse(policy)?;
            return Ok(Answer::Done(Vec::new()));
        };
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        self.account(&id).policy = Some(Policy::parse(policy)?);
        self.look_at_overdraft(&id, decided);
        Ok(Answer::Done(self.try_held_again(&id, decided)))
    }
    /// `set_mail_settings`. The same again is no change, before the clock.
    pub(crate) fn set_mail_settings(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        self.known_account(&id)?;
        let settings =
            MailSettings { language: text_if(command, "language"), time_zone: text_if(command, "time_zone") };
        if self.accounts[&id].mail_settings == settings {
            return Ok(Answer::Kept);
        }
        self.begin(&[&id], instant(command, "at"))?;
        self.account(&id).mail_settings = settings;
        Ok(Answer::Done(Vec::new()))
    }
}
