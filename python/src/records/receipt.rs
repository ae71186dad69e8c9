//! The records of `receipt`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PAYER_REASON_IN_FORCE: Class = Class::named("PayerReasonInForce");

static PAYER_REASON_NO_LONGER_METERED: Class = Class::named("PayerReasonNoLongerMetered");

static PAYER_REASON_SUSPENDED_TOO_LONG: Class = Class::named("PayerReasonSuspendedTooLong");

impl ToPython for defray::core::receipt::PayerReason {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::InForce { since } => PAYER_REASON_IN_FORCE.make(py)?.with(intern!(py, "since"), since)?.done(),
            Self::NoLongerMetered { cloud_account, ended_at, metering_deadline } => PAYER_REASON_NO_LONGER_METERED
                .make(py)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "ended_at"), ended_at)?
                .with(intern!(py, "metering_deadline"), metering_deadline)?
                .done(),
            Self::SuspendedTooLong { cloud_account, suspended_since, deadline } => PAYER_REASON_SUSPENDED_TOO_LONG
                .make(py)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "suspended_since"), suspended_since)?
                .with(intern!(py, "deadline"), deadline)?
                .done(),
        }
    }
}

static SLICE: Class = Class::named("Slice");

impl ToPython for defray::core::receipt::Slice {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { fund, lot, charge, amount } = self;
        SLICE
            .make(py)?
            .with(intern!(py, "fund"), fund)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "charge"), charge)?
            .with(intern!(py, "amount"), amount)?
            .done()
    }
}

static SKIP_REASON_NOT_IN_WATERFALL: Class = Class::named("SkipReasonNotInWaterfall");

static SKIP_REASON_NOT_YET_VALID: Class = Class::named("SkipReasonNotYetValid");

static SKIP_REASON_BELOW_MINIMUM: Class = Class::named("SkipReasonBelowMinimum");

static SKIP_REASON_NOT_NEEDED: Class = Class::named("SkipReasonNotNeeded");

static SKIP_REASON_EMPTY: Class = Class::named("SkipReasonEmpty");

impl ToPython for defray::core::receipt::SkipReason {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::NotInWaterfall => SKIP_REASON_NOT_IN_WATERFALL.only(py),
            Self::NotYetValid { valid_from } => {
                SKIP_REASON_NOT_YET_VALID.make(py)?.with(intern!(py, "valid_from"), valid_from)?.done()
            }
            Self::BelowMinimum { minimum } => {
                SKIP_REASON_BELOW_MINIMUM.make(py)?.with(intern!(py, "minimum"), minimum)?.done()
            }
            Self::NotNeeded => SKIP_REASON_NOT_NEEDED.only(py),
            Self::Empty => SKIP_REASON_EMPTY.only(py),
        }
    }
}

static LOT_RANGE: Class = Class::named("LotRange");

impl ToPython for defray::core::receipt::LotRange {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { last, count } = self;
        LOT_RANGE.make(py)?.with(intern!(py, "last"), last)?.with(intern!(py, "count"), count)?.done()
    }
}

static SKIP: Class = Class::named("Skip");

impl ToPython for defray::core::receipt::Skip {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { fund, lot, available, reason, range } = self;
        SKIP.make(py)?
            .with(intern!(py, "fund"), fund)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "available"), available)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "range"), range)?
            .done()
    }
}

static RECEIPT: Class = Class::named("Receipt");

impl ToPython for defray::core::receipt::Receipt {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, workspace, account, payer, payer_reason, amount, settled_at, slices, skips } = self;
        RECEIPT
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "payer"), payer)?
            .with(intern!(py, "payer_reason"), payer_reason)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "settled_at"), settled_at)?
            .with(intern!(py, "slices"), slices)?
            .with(intern!(py, "skips"), skips)?
            .done()
    }
}
