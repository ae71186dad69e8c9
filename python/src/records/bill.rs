//! The records of `bill`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static BILL: Class = Class::named("Bill");

impl ToPython for defray::core::bill::Bill {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, workspace, item, amount, period } = self;
        BILL.make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "item"), item)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "period"), period)?
            .done()
    }
}

impl FromPython for defray::core::bill::Bill {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        BILL.expect(value)?;
        let py = value.py();
        Ok(Self {
            id: field(value, intern!(py, "id"))?,
            workspace: field(value, intern!(py, "workspace"))?,
            item: field(value, intern!(py, "item"))?,
            amount: field(value, intern!(py, "amount"))?,
            period: field(value, intern!(py, "period"))?,
        })
    }
}

static HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED: Class = Class::named("HoldReasonCloudAccountSuspended");

static HOLD_REASON_CREDIT_LIMIT: Class = Class::named("HoldReasonCreditLimit");

impl ToPython for defray::core::bill::HoldReason {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::CloudAccountSuspended { cloud_account } => {
                HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED.make(py)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
            }
            Self::CreditLimit { uncovered, credit_left } => HOLD_REASON_CREDIT_LIMIT
                .make(py)?
                .with(intern!(py, "uncovered"), uncovered)?
                .with(intern!(py, "credit_left"), credit_left)?
                .done(),
        }
    }
}

static BILL_STATUS_HELD: Class = Class::named("BillStatusHeld");

static BILL_STATUS_SETTLED: Class = Class::named("BillStatusSettled");

static BILL_STATUS_CANCELLED: Class = Class::named("BillStatusCancelled");

impl ToPython for defray::core::bill::BillStatus {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Held { reason, since, queue } => BILL_STATUS_HELD
                .make(py)?
                .with(intern!(py, "reason"), reason)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "queue"), queue)?
                .done(),
            Self::Settled(value) => BILL_STATUS_SETTLED.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Cancelled { at } => BILL_STATUS_CANCELLED.make(py)?.with(intern!(py, "at"), at)?.done(),
        }
    }
}

static REFUND_TARGET: Class = Class::named("RefundTarget");

impl ToPython for defray::core::bill::RefundTarget {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        REFUND_TARGET.member(
            py,
            match self {
                Self::Lot => "LOT",
                Self::ExpiredLot => "EXPIRED_LOT",
                Self::VoidLot => "VOID_LOT",
                Self::Cash => "CASH",
                Self::Overdraft => "OVERDRAFT",
                Self::CloudAccount => "CLOUD_ACCOUNT",
            },
        )
    }
}

impl FromPython for defray::core::bill::RefundTarget {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "lot" => Ok(Self::Lot),
            "expired_lot" => Ok(Self::ExpiredLot),
            "void_lot" => Ok(Self::VoidLot),
            "cash" => Ok(Self::Cash),
            "overdraft" => Ok(Self::Overdraft),
            "cloud_account" => Ok(Self::CloudAccount),
            other => Err(InputFault::value(other, "one of lot, expired_lot, void_lot, cash, overdraft, cloud_account")),
        }
    }
}

static REFUND: Class = Class::named("Refund");

impl ToPython for defray::core::bill::Refund {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { slice, fund, lot, amount, to } = self;
        REFUND
            .make(py)?
            .with(intern!(py, "slice"), slice)?
            .with(intern!(py, "fund"), fund)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "to"), to)?
            .done()
    }
}

static REVERSAL: Class = Class::named("Reversal");

impl ToPython for defray::core::bill::Reversal {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, asked, amount, at, reason, refunds } = self;
        REVERSAL
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "asked"), asked)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "refunds"), refunds)?
            .done()
    }
}

static CORRECTION_REASON: Class = Class::named("CorrectionReason");

impl ToPython for defray::core::bill::CorrectionReason {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        CORRECTION_REASON.member(
            py,
            match self {
                Self::Unmetered => "UNMETERED",
                Self::NotSubscribed => "NOT_SUBSCRIBED",
                Self::PayerChanged => "PAYER_CHANGED",
                Self::NotAnswered => "NOT_ANSWERED",
            },
        )
    }
}

impl FromPython for defray::core::bill::CorrectionReason {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "unmetered" => Ok(Self::Unmetered),
            "not_subscribed" => Ok(Self::NotSubscribed),
            "payer_changed" => Ok(Self::PayerChanged),
            "not_answered" => Ok(Self::NotAnswered),
            other => Err(InputFault::value(other, "one of unmetered, not_subscribed, payer_changed, not_answered")),
        }
    }
}

static CORRECTION: Class = Class::named("Correction");

impl ToPython for defray::core::bill::Correction {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { at, reason, from, payer, payer_reason, amount, refunds, slices, skips } = self;
        CORRECTION
            .make(py)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "from_"), from)?
            .with(intern!(py, "payer"), payer)?
            .with(intern!(py, "payer_reason"), payer_reason)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "refunds"), refunds)?
            .with(intern!(py, "slices"), slices)?
            .with(intern!(py, "skips"), skips)?
            .done()
    }
}

static BILL_RECORD: Class = Class::named("BillRecord");

impl ToPython for defray::core::bill::BillRecord {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, account, status, reversals, corrections } = self;
        BILL_RECORD
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "status"), status)?
            .with(intern!(py, "reversals"), reversals)?
            .with(intern!(py, "corrections"), corrections)?
            .done()
    }
}
