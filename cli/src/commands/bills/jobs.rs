//! The commands of an import, and what their answers mean for its result.

use defray::core::PriorResult;
use defray::core::bill::BillStatus;
use defray::core::command::{ClaimCharges, Command, IssueVoucher, RestateBill, SettleBill, TopUp};
use defray::core::event::Event;
use defray::core::fund::LotKind;
use defray::core::id::{AccountId, BillId, ExportId, IdempotencyKey, LotId, Note, ReversalId};
use defray::core::money::Money;
use defray::core::records::ViewExt;
use defray::{Answer, Engine, Error, ErrorClass, Mode, Request, Snapshot};
use defray_intake::bills::BillRow;

use super::summary::{Restated, Summary};
use super::{ROWS_PER_COMMIT, request};
use crate::args::{Bills, Credits};
use crate::failure::Failure;

/// A code and a message for people.
pub(super) type Refused = (&'static str, String);

/// The index of a file among the input files, and a line in it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u64,
}

/// One command of an import.
pub(super) struct Job {
    pub(super) place: Place,
    /// The row; `None` when a bill is withdrawn that no row has.
    pub(super) row: Option<BillRow>,
    /// The bill that is replaced or withdrawn, and its amount.
    replaced: Option<(BillId, Money)>,
    is_credit: bool,
    request: Request,
}

impl Job {
    /// The row names the account. A workspace of a different account must not be charged.
    pub(super) fn settle(place: Place, row: BillRow, bills: &Bills) -> Self {
        let account = row.account.clone().filter(|_| !bills.any_account);
        let request = request(SettleBill { bill: row.bill.clone(), account }, bills);
        Self { place, row: Some(row), replaced: None, is_credit: false, request }
    }

    pub(super) fn replace(
        place: Place,
        row: BillRow,
        replaced: (BillId, Money),
        bills: &Bills,
    ) -> Result<Self, Failure> {
        let reversal = ReversalId::new(row.bill.id.as_str()).map_err(wrong)?;
        let (bill, by, reason) =
            (replaced.0.clone(), Some(row.bill.clone()), reason("the provider restated the charge"));
        let request = request(RestateBill { bill, reversal, by, reason }, bills);
        Ok(Self { place, row: Some(row), replaced: Some(replaced), is_credit: false, request })
    }

    pub(super) fn withdraw(place: Place, bill: BillId, settled: Money, bills: &Bills) -> Result<Self, Failure> {
        let reversal = ReversalId::new("withdrawn").map_err(wrong)?;
        let reason = reason("the provider withdrew the charge");
        let request = request(RestateBill { bill: bill.clone(), reversal, by: None, reason }, bills);
        Ok(Self { place, row: None, replaced: Some((bill, settled)), is_credit: false, request })
    }

    pub(super) fn credit(place: Place, row: BillRow, command: Command, bills: &Bills) -> Self {
        let mut request = request(command, bills);
        // An idempotency key has the same form as a bill id.
        request.idempotency_key = IdempotencyKey::new(row.bill.id.as_str()).ok();
        Self { place, row: Some(row), replaced: None, is_credit: true, request }
    }
}

fn reason(text: &str) -> Option<Note> {
    Some(Note::shortened(text))
}

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::Input { code: "bad_value", message: error.to_string() }
}

/// The command that books a negative row. `others` is the id that one more credit of the name would have.
pub(super) fn credit_command(
    snapshot: &Snapshot,
    bills: &Bills,
    row: &BillRow,
    others: Option<&BillId>,
) -> Result<Result<Command, Refused>, Failure> {
    let bill = &row.bill;
    if let Some(one_more) = others.and_then(|id| IdempotencyKey::new(id.as_str()).ok())
        && ViewExt::position_of_key(snapshot, &one_more).map_err(wrong)?.is_some()
    {
        return Ok(Err(("restated", "more credits of this name were booked before: correct them by hand".to_owned())));
    }
    let account: AccountId = match snapshot.payer_at(&bill.workspace, bill.period.start()) {
        Ok(interval) => interval.account,
        Err(error) if error.class() == ErrorClass::Refused => return Ok(Err((error.code(), error.to_string()))),
        Err(error) => return Err(error.into()),
    };
    if let Some(named) = row.account.as_ref().filter(|named| **named != account && !bills.any_account) {
        let message = format!("workspace `{}` belonged to account `{account}`, not to `{named}`", bill.workspace);
        return Ok(Err(("not_owner", message)));
    }
    let amount = Money::zero(bill.amount.currency()).minus(&bill.amount).map_err(wrong)?;
    Ok(Ok(match bills.credits {
        Credits::Cash => {
            let reference = reason(&format!("credit {}", bill.id));
            TopUp { account, amount, reference }.into()
        }
        Credits::Voucher | Credits::Refuse => {
            let lot = LotId::new(bill.id.as_str()).map_err(wrong)?;
            let (kind, face) = (LotKind::OrdinaryVoucher, amount);
            IssueVoucher { account, lot, kind, face, valid_from: None, valid_until: None, minimum_bill: None }.into()
        }
    }))
}

/// What an accepted command did.
pub(super) enum Effect {
    Settled,
    Held,
    Already,
    Credited,
    Withdrawn,
}

pub(super) struct Counted {
    effect: Effect,
    refunded: Vec<Money>,
}

impl Counted {
    /// Adds the effect to the result of the import.
    pub(super) fn count(self, job: &Job, place: Option<(String, u64)>, summary: &mut Summary) -> Result<(), Failure> {
        let amount = job.row.as_ref().map(|row| row.bill.amount);
        match self.effect {
            Effect::Settled => {
                summary.settled += 1;
                amount.map_or(Ok(()), |amount| summary.sums.add(&amount))?;
            }
            Effect::Held => summary.held += 1,
            Effect::Already => summary.already += 1,
            Effect::Credited => {
                summary.credited += 1;
                amount.map_or(Ok(()), |amount| summary.credited_sums.add(&amount))?;
            }
            Effect::Withdrawn => {}
        }
        for refunded in &self.refunded {
            summary.refunded_sums.add(refunded)?;
        }
        if job.replaced.is_some() {
            summary.restated.push(Restated { place, amount, bill: job.replaced.clone(), done: true });
        }
        Ok(())
    }
}

/// What a job did, or why it was refused.
pub(super) type Executed = Result<Counted, Refused>;

/// The jobs of one commit.
pub(super) struct Batch<'a> {
    engine: &'a Engine,
    bills: &'a Bills,
    part: Option<ExportId>,
    jobs: Vec<Job>,
    /// The bills whose charges are in the files, for a named export.
    claims: Vec<BillId>,
}

impl<'a> Batch<'a> {
    pub(super) const fn new(engine: &'a Engine, bills: &'a Bills, part: Option<ExportId>) -> Self {
        Self { engine, bills, part, jobs: Vec::new(), claims: Vec::new() }
    }

    #[allow(clippy::unnecessary_wraps, reason = "each kind of row ends with a result")]
    pub(super) fn add(&mut self, job: Job) -> Result<(), Failure> {
        if let Some(row) = job.row.as_ref().filter(|_| !job.is_credit) {
            self.claim(row.bill.id.clone());
        }
        self.jobs.push(job);
        Ok(())
    }

    pub(super) fn claim(&mut self, bill: BillId) {
        if self.part.is_some() {
            self.claims.push(bill);
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.jobs.len() >= ROWS_PER_COMMIT || self.claims.len() >= ROWS_PER_COMMIT
    }

    /// Executes the jobs in one commit, each by itself.
    pub(super) fn commit(&mut self) -> Result<Vec<(Job, Executed)>, Failure> {
        let (jobs, bills) = (std::mem::take(&mut self.jobs), std::mem::take(&mut self.claims));
        let mut requests: Vec<Request> = jobs.iter().map(|job| job.request.clone()).collect();
        if let (Some(export), Some(part)) = (&self.bills.export, &self.part)
            && !bills.is_empty()
        {
            // The bills of refused rows are not known, and are left out.
            let claim = ClaimCharges { export_name: export.clone(), part: part.clone(), bills };
            requests.push(request(claim, self.bills));
        }
        let mut answers = self.engine.submit_all(requests, Mode::Independent);
        for claimed in answers.split_off(jobs.len()) {
            claimed?;
        }
        let done = |(job, answer)| effect(&job, answer).map(|done| (job, done));
        jobs.into_iter().zip(answers).map(done).collect()
    }
}

fn effect(job: &Job, answer: Result<Answer, Error>) -> Result<Executed, Failure> {
    let counted = |effect: Effect| Ok(Ok(Counted { effect, refunded: Vec::new() }));
    let done = match answer {
        Ok(Answer::Done(done)) => done,
        Ok(Answer::Already(PriorResult::Bill(record))) if matches!(record.status, BillStatus::Held { .. }) => {
            return counted(Effect::Held);
        }
        Ok(Answer::Already(_) | Answer::Repeated(_)) => return counted(Effect::Already),
        Err(Error::IdempotencyConflict { .. }) => {
            let message = "the credit was booked before with another amount or in another way: correct it by hand";
            return Ok(Err(("restated", message.to_owned())));
        }
        Err(error) if error.class() == ErrorClass::Refused => return Ok(Err((error.code(), error.to_string()))),
        Err(error) => return Err(error.into()),
    };
    let bill = job.row.as_ref().map(|row| &row.bill.id);
    let held = |event: &Event| matches!(event, Event::BillHeld { bill: held, .. } if Some(&held.id) == bill);
    let refunded = done.events.iter().filter_map(|event| match event {
        Event::BillReversed { reversal, .. } => Some(reversal.amount),
        _ => None,
    });
    let refunded = refunded.collect();
    let effect = match &job.row {
        None => Effect::Withdrawn,
        Some(_) if job.is_credit => Effect::Credited,
        Some(_) if done.events.iter().any(held) => Effect::Held,
        Some(_) => Effect::Settled,
    };
    Ok(Ok(Counted { effect, refunded }))
}
