//! A second reading of defray's rules.
//!
//! Property tests give random commands to the engine and to this oracle and demand equal results. It shares no code
//! with the engine, keeps the whole state in memory and takes the rules word by word, so that a reader can hold it
//! next to `docs/commands/README.md`. Speed is no aim.

mod account;
mod agreements;
mod bills;
mod check;
mod cloud;
mod corrections;
pub mod form;
mod late;
mod life;
mod meter;
mod method;
mod money;
mod observe;
mod owner;
mod patience;
mod policy;
mod read;
mod restatements;
mod spelling;
mod standing;
mod state;
mod successors;
#[cfg(test)]
mod tests;
mod time;
mod timeline;
mod unmatched;
mod wallet;
mod waterfall;

use serde_json::Value;

use crate::money::TOO_MUCH;
use crate::read::{refuse, text, text_if};
use crate::spelling::own_fields;
use crate::state::{Meter, Side, State, Status};

/// What a command that was not refused answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Done; the receipts of the bills it settled, in order.
    Done(Vec<Value>),
    /// The first result stands (A2, P4, a repeated reversal or restatement).
    Replayed,
    /// The method already held, nothing due, nothing to meter, nothing to claim, already acknowledged or answered:
    /// done, and nothing changed.
    Kept,
    /// The disposition of a marketplace message: `duplicate`, `ignored`, `unmatched`, `applied`, `no_change`,
    /// `rejected` or `contradicts_link`.
    Disposition(String),
}

/// The state of one defray file, held in memory.
#[derive(Clone, Debug, Default)]
pub struct Oracle {
    state: State,
}

impl Oracle {
    /// Applies one command in its interchange form, `at` included. An error is the refusal's code.
    pub fn apply(&mut self, command: &Value) -> Result<Answer, String> {
        // A1: whole or not at all.
        let before = self.state.clone();
        let result = self.state.run(command);
        if result.is_err() {
            self.state = before;
        }
        result
    }

    /// The complete observable state.
    pub fn observe(&self) -> Value {
        observe::observe(&self.state)
    }

    /// The numbers of the pending outbox, in the order of `outbox` in [`Oracle::observe`].
    pub fn pending(&self) -> Vec<String> {
        let all = self.state.outbox.iter();
        all.filter(|one| !one.acknowledged).map(|one| one.number.clone()).collect()
    }

    /// The disposition a marketplace message got when it was first received; a `duplicate` gives it again.
    pub fn first_verdict(&self, provider: &str, id: &str) -> Option<String> {
        self.state.messages.get(&(provider.to_string(), id.to_string())).cloned()
    }

    /// A3: for each account, money in = money out + balances.
    pub fn conservation(&self) -> Result<(), String> {
        check::conservation(&self.state)
    }

    /// Every workspace has exactly one payer at every instant, and the one its method says now; every settled bill
    /// was paid exactly (W6).
    pub fn one_payer(&self) -> Result<(), String> {
        check::one_payer(&self.state)
    }
}

impl State {
    fn run(&mut self, command: &Value) -> Result<Answer, String> {
        let name = text(command, "command");

        // A2: same key and content, the first result; same key, other content, conflict.
        let key = text_if(command, "idempotency_key");
        if let Some(key) = &key
            && let Some(first) = self.keys.get(key)
        {
            if *first == own_fields(command) {
                return Ok(Answer::Replayed);
            }
            return refuse("idempotency_conflict");
        }

        self.raised = 0;
        self.happened = 0;
        self.strained = false;
        self.caught_up.clear();
        let missed = self.missed_successors();
        let answer = match name.as_str() {
            "open_account" => self.open_account(command),
            "close_account" => self.close_account(command),
            "set_mail_settings" => self.set_mail_settings(command),
            "set_policy" => self.set_policy(command),
            "top_up" => self.top_up(command),
            "issue_voucher" => self.issue_voucher(command),
            "grant_card" => self.grant_card(command),
            "buy_card" => self.buy_card(command),
            "redeem_huawei_order" => self.redeem_huawei_order(command),
            "void_lot" => self.void_lot(command),
            "bind_workspace" => self.bind_workspace(command),
            "move_workspace" => self.move_workspace(command),
            "dissolve_workspace" => self.dissolve_workspace(command),
            "rename_workspace" => self.rename_workspace(command),
            "link_cloud_account" => self.link_cloud_account(command),
            "withdraw_cloud_account" => self.withdraw_cloud_account(command),
            "unlink_cloud_account" => self.unlink_cloud_account(command),
            "choose_method" => self.choose_method(command),
            "ingest" => self.ingest(command),
            "settle_bill" => self.settle_bill(command),
            "restate_bill" => self.restate_bill(command),
            "claim_charges" => self.claim_charges(command),
            "reverse_bill" => self.reverse_bill(command),
            "request_metering" => self.request_metering(command),
            "acknowledge_metering" => self.acknowledge_metering(command),
            "advance" => self.advance(command),
            "acknowledge" => self.acknowledge(command),
            other => panic!("no such command: {other}"),
        }?;
        // What catching up settled was settled first.
        let answer = match answer {
            Answer::Done(receipts) => Answer::Done([std::mem::take(&mut self.caught_up), receipts].concat()),
            other => other,
        };

        self.notify_of_missed_successors(&missed);

        let in_range = if self.strained { refuse("amount_out_of_range") } else { self.check_range() };
        // A message, a provider's answer and the passing of time are never refused for this.
        let never_refused = ["ingest", "acknowledge_metering", "request_metering", "advance"];
        assert!(in_range.is_ok() || !never_refused.contains(&name.as_str()), "{command} leads out of range");
        in_range?;
        self.check_meters()?;

        // A key is remembered with what is recorded. Replays, duplicates, nothing due and a second acknowledgement
        // record nothing. Keeping the method is a decision like any other, and is recorded.
        let recorded = match &answer {
            Answer::Done(_) => true,
            Answer::Replayed => false,
            Answer::Kept => name == "choose_method",
            Answer::Disposition(disposition) => disposition != "duplicate",
        };
        if recorded {
            self.position += 1;
            if let Some(key) = key {
                self.keys.insert(key, own_fields(command));
            }
        }
        Ok(answer)
    }

    /// What a provider has of a cloud account, and the credit, stay in the range of money.
    fn check_meters(&self) -> Result<(), String> {
        let too_much = |meter: &Meter| meter.credit >= TOO_MUCH || meter.accepted >= TOO_MUCH;
        if self.meters.values().any(too_much) { refuse("amount_out_of_range") } else { Ok(()) }
    }

    /// All that ever came in, the overdraft and the held bills together stay below 10^15.
    pub(crate) fn check_range(&self) -> Result<(), String> {
        for (id, account) in &self.accounts {
            let mut reach = account.overdraft;
            for movement in &self.movements {
                if movement.account == *id && movement.side == Side::In {
                    reach += movement.amount;
                }
            }
            for bill in self.bills.values() {
                if bill.account == *id && matches!(bill.status, Status::Held(_)) {
                    reach += bill.charge.amount;
                }
            }
            if reach >= TOO_MUCH {
                return refuse("amount_out_of_range");
            }
        }
        Ok(())
    }
}
