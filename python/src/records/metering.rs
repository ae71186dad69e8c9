//! The records of `metering`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static METERING_OUTCOME_ACCEPTED: Class = Class::named("MeteringOutcomeAccepted");

static METERING_OUTCOME_DUPLICATE: Class = Class::named("MeteringOutcomeDuplicate");

static METERING_OUTCOME_REJECTED: Class = Class::named("MeteringOutcomeRejected");

static METERING_OUTCOME_NOT_SUBSCRIBED: Class = Class::named("MeteringOutcomeNotSubscribed");

static METERING_OUTCOME_UNPROCESSED: Class = Class::named("MeteringOutcomeUnprocessed");

impl ToPython for defray::core::metering::MeteringOutcome {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Accepted => METERING_OUTCOME_ACCEPTED.only(py),
            Self::Duplicate { quantity } => {
                METERING_OUTCOME_DUPLICATE.make(py)?.with(intern!(py, "quantity"), quantity)?.done()
            }
            Self::Rejected { reason } => {
                METERING_OUTCOME_REJECTED.make(py)?.with(intern!(py, "reason"), reason)?.done()
            }
            Self::NotSubscribed => METERING_OUTCOME_NOT_SUBSCRIBED.only(py),
            Self::Unprocessed => METERING_OUTCOME_UNPROCESSED.only(py),
        }
    }
}

impl FromPython for defray::core::metering::MeteringOutcome {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        let py = value.py();
        if METERING_OUTCOME_ACCEPTED.is_class_of(value)? {
            return Ok(Self::Accepted);
        }
        if METERING_OUTCOME_DUPLICATE.is_class_of(value)? {
            return Ok(Self::Duplicate { quantity: field(value, intern!(py, "quantity"))? });
        }
        if METERING_OUTCOME_REJECTED.is_class_of(value)? {
            return Ok(Self::Rejected { reason: field(value, intern!(py, "reason"))? });
        }
        if METERING_OUTCOME_NOT_SUBSCRIBED.is_class_of(value)? {
            return Ok(Self::NotSubscribed);
        }
        if METERING_OUTCOME_UNPROCESSED.is_class_of(value)? {
            return Ok(Self::Unprocessed);
        }
        Err(InputFault::ty(value, "a MeteringOutcome"))
    }
}

static METER_MARK: Class = Class::named("MeterMark");

impl ToPython for defray::core::metering::MeterMark {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { position, part } = self;
        METER_MARK.make(py)?.with(intern!(py, "position"), position)?.with(intern!(py, "part"), part)?.done()
    }
}

static USAGE_STATE: Class = Class::named("UsageState");

impl ToPython for defray::core::metering::UsageState {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        USAGE_STATE.member(
            py,
            match self {
                Self::InFlight => "IN_FLIGHT",
                Self::Accepted => "ACCEPTED",
                Self::Void => "VOID",
                Self::Disputed => "DISPUTED",
                Self::TooLate => "TOO_LATE",
            },
        )
    }
}

impl FromPython for defray::core::metering::UsageState {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "in_flight" => Ok(Self::InFlight),
            "accepted" => Ok(Self::Accepted),
            "void" => Ok(Self::Void),
            "disputed" => Ok(Self::Disputed),
            "too_late" => Ok(Self::TooLate),
            other => Err(InputFault::value(other, "one of in_flight, accepted, void, disputed, too_late")),
        }
    }
}

static USAGE_RECORD: Class = Class::named("UsageRecord");

impl ToPython for defray::core::metering::UsageRecord {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            number,
            account,
            cloud_account,
            dimension,
            start,
            end,
            unit,
            quantity,
            credit,
            from,
            upto,
            state,
            requested_at,
            settled_at,
            accepted,
            reason,
            provider_record,
            send_until,
        } = self;
        USAGE_RECORD
            .make(py)?
            .with(intern!(py, "number"), number)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "dimension"), dimension)?
            .with(intern!(py, "start"), start)?
            .with(intern!(py, "end"), end)?
            .with(intern!(py, "unit"), unit)?
            .with(intern!(py, "quantity"), quantity)?
            .with(intern!(py, "credit"), credit)?
            .with(intern!(py, "from_"), from)?
            .with(intern!(py, "upto"), upto)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "requested_at"), requested_at)?
            .with(intern!(py, "settled_at"), settled_at)?
            .with(intern!(py, "accepted"), accepted)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "provider_record"), provider_record)?
            .with(intern!(py, "send_until"), send_until)?
            .done()
    }
}

static IN_FLIGHT: Class = Class::named("InFlight");

impl ToPython for defray::core::metering::InFlight {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { record, upto, taken, reversed } = self;
        IN_FLIGHT
            .make(py)?
            .with(intern!(py, "record"), record)?
            .with(intern!(py, "upto"), upto)?
            .with(intern!(py, "taken"), taken)?
            .with(intern!(py, "reversed"), reversed)?
            .done()
    }
}

static METER: Class = Class::named("Meter");

impl ToPython for defray::core::metering::Meter {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { cloud_account, account, accepted, waiting, credit, head, in_flight, last, hours } = self;
        METER
            .make(py)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "accepted"), accepted)?
            .with(intern!(py, "waiting"), waiting)?
            .with(intern!(py, "credit"), credit)?
            .with(intern!(py, "head"), head)?
            .with(intern!(py, "in_flight"), in_flight)?
            .with(intern!(py, "last"), last)?
            .with(intern!(py, "hours"), hours)?
            .done()
    }
}

static CHARGE: Class = Class::named("Charge");

impl ToPython for defray::core::metering::Charge {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, workspace, position, amount, reversed } = self;
        CHARGE
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "position"), position)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "reversed"), reversed)?
            .done()
    }
}
