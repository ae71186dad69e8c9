//! The records of `engine`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static CHECK: Class = Class::named("Check");

impl ToPython for defray::Check {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        CHECK.member(
            py,
            match self {
                Self::Full => "FULL",
                Self::Quick => "QUICK",
            },
        )
    }
}

impl FromPython for defray::Check {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "full" => Ok(Self::Full),
            "quick" => Ok(Self::Quick),
            other => Err(InputFault::value(other, "one of full, quick")),
        }
    }
}

static PRIOR_RESULT_BILL: Class = Class::named("PriorResultBill");

static PRIOR_RESULT_REVERSAL: Class = Class::named("PriorResultReversal");

static PRIOR_RESULT_USAGE_RECORD: Class = Class::named("PriorResultUsageRecord");

static PRIOR_RESULT_MESSAGE: Class = Class::named("PriorResultMessage");

static PRIOR_RESULT_NOTHING: Class = Class::named("PriorResultNothing");

impl ToPython for defray::core::PriorResult {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Bill(value) => PRIOR_RESULT_BILL.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Reversal(value) => PRIOR_RESULT_REVERSAL.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::UsageRecord(value) => PRIOR_RESULT_USAGE_RECORD.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Message(value) => PRIOR_RESULT_MESSAGE.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Nothing => PRIOR_RESULT_NOTHING.only(py),
        }
    }
}

static ENTRY: Class = Class::named("Entry");

impl ToPython for defray::Entry {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { position, at, asked_at, recorded_at, actor, idempotency_key, command, events, rules, simulated } =
            self;
        ENTRY
            .make(py)?
            .with(intern!(py, "position"), position)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "asked_at"), asked_at)?
            .with(intern!(py, "recorded_at"), recorded_at)?
            .with(intern!(py, "actor"), actor)?
            .with(intern!(py, "idempotency_key"), idempotency_key)?
            .with(intern!(py, "command"), command)?
            .with(intern!(py, "events"), events)?
            .with(intern!(py, "rules"), rules)?
            .with(intern!(py, "simulated"), simulated)?
            .done()
    }
}

static BALANCES: Class = Class::named("Balances");

impl ToPython for defray::Balances {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { ordinary_vouchers, full_reduction_vouchers, cards, cash, overdraft, cloud_charged } = self;
        BALANCES
            .make(py)?
            .with(intern!(py, "ordinary_vouchers"), ordinary_vouchers)?
            .with(intern!(py, "full_reduction_vouchers"), full_reduction_vouchers)?
            .with(intern!(py, "cards"), cards)?
            .with(intern!(py, "cash"), cash)?
            .with(intern!(py, "overdraft"), overdraft)?
            .with(intern!(py, "cloud_charged"), cloud_charged)?
            .done()
    }
}

static MOVEMENT: Class = Class::named("Movement");

impl ToPython for defray::Movement {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { at, position, event, about, fund, lot, change } = self;
        MOVEMENT
            .make(py)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "position"), position)?
            .with(intern!(py, "event"), event)?
            .with(intern!(py, "about"), about)?
            .with(intern!(py, "fund"), fund)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "change"), change)?
            .done()
    }
}

static HELD_BILL: Class = Class::named("HeldBill");

impl ToPython for defray::HeldBill {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, workspace, amount, reason, since } = self;
        HELD_BILL
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "since"), since)?
            .done()
    }
}

static STATEMENT: Class = Class::named("Statement");

impl ToPython for defray::Statement {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, currency, from, to, opening, movements, closing, held } = self;
        STATEMENT
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "currency"), currency)?
            .with(intern!(py, "from_"), from)?
            .with(intern!(py, "to"), to)?
            .with(intern!(py, "opening"), opening)?
            .with(intern!(py, "movements"), movements)?
            .with(intern!(py, "closing"), closing)?
            .with(intern!(py, "held"), held)?
            .done()
    }
}

static PREVIEW_SETTLED: Class = Class::named("PreviewSettled");

static PREVIEW_HELD: Class = Class::named("PreviewHeld");

static PREVIEW_CANCELLED: Class = Class::named("PreviewCancelled");

impl ToPython for defray::Preview {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Settled { receipt, known } => PREVIEW_SETTLED
                .make(py)?
                .with(intern!(py, "receipt"), receipt)?
                .with(intern!(py, "known"), known)?
                .done(),
            Self::Held { reason, since, known } => PREVIEW_HELD
                .make(py)?
                .with(intern!(py, "reason"), reason)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "known"), known)?
                .done(),
            Self::Cancelled => PREVIEW_CANCELLED.only(py),
        }
    }
}

static PROGRESS: Class = Class::named("Progress");

impl ToPython for defray::Progress {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { done, of } = self;
        PROGRESS.make(py)?.with(intern!(py, "done"), done)?.with(intern!(py, "of"), of)?.done()
    }
}

static VERIFIED: Class = Class::named("Verified");

impl ToPython for defray::Verified {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { entries, decided_again, checked_by_events, records, accounts, simulated, head } = self;
        VERIFIED
            .make(py)?
            .with(intern!(py, "entries"), entries)?
            .with(intern!(py, "decided_again"), decided_again)?
            .with(intern!(py, "checked_by_events"), checked_by_events)?
            .with(intern!(py, "records"), records)?
            .with(intern!(py, "accounts"), accounts)?
            .with(intern!(py, "simulated"), simulated)?
            .with(intern!(py, "head"), head)?
            .done()
    }
}

static MEMORY: Class = Class::named("Memory");

impl ToPython for defray::Memory {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            changed_bytes,
            changed_bytes_max,
            cached_bytes,
            cached_bytes_max,
            unswept_entry_bytes,
            unswept_entry_bytes_max,
            entry_cache_bytes,
            entry_cache_bytes_max,
            log_used_bytes,
            log_bytes,
        } = self;
        MEMORY
            .make(py)?
            .with(intern!(py, "changed_bytes"), changed_bytes)?
            .with(intern!(py, "changed_bytes_max"), changed_bytes_max)?
            .with(intern!(py, "cached_bytes"), cached_bytes)?
            .with(intern!(py, "cached_bytes_max"), cached_bytes_max)?
            .with(intern!(py, "unswept_entry_bytes"), unswept_entry_bytes)?
            .with(intern!(py, "unswept_entry_bytes_max"), unswept_entry_bytes_max)?
            .with(intern!(py, "entry_cache_bytes"), entry_cache_bytes)?
            .with(intern!(py, "entry_cache_bytes_max"), entry_cache_bytes_max)?
            .with(intern!(py, "log_used_bytes"), log_used_bytes)?
            .with(intern!(py, "log_bytes"), log_bytes)?
            .done()
    }
}

static STATISTICS: Class = Class::named("Statistics");

impl ToPython for defray::Statistics {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { entries, head, checkpoint, records, memory } = self;
        STATISTICS
            .make(py)?
            .with(intern!(py, "entries"), entries)?
            .with(intern!(py, "head"), head)?
            .with(intern!(py, "checkpoint"), checkpoint)?
            .with(intern!(py, "records"), records)?
            .with(intern!(py, "memory"), memory)?
            .done()
    }
}
