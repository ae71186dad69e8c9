//! The records of `cloud_account`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static CLOUD_ACCOUNT_STATE: Class = Class::named("CloudAccountState");

impl ToPython for defray::core::cloud_account::CloudAccountState {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        CLOUD_ACCOUNT_STATE.member(
            py,
            match self {
                Self::Pending => "PENDING",
                Self::Active => "ACTIVE",
                Self::Suspended => "SUSPENDED",
                Self::Failed => "FAILED",
                Self::Closing => "CLOSING",
                Self::Closed => "CLOSED",
            },
        )
    }
}

impl FromPython for defray::core::cloud_account::CloudAccountState {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "pending" => Ok(Self::Pending),
            "active" => Ok(Self::Active),
            "suspended" => Ok(Self::Suspended),
            "failed" => Ok(Self::Failed),
            "closing" => Ok(Self::Closing),
            "closed" => Ok(Self::Closed),
            other => Err(InputFault::value(other, "one of pending, active, suspended, failed, closing, closed")),
        }
    }
}

static SUBSCRIPTION_LIFECYCLE: Class = Class::named("SubscriptionLifecycle");

impl ToPython for defray::core::cloud_account::SubscriptionLifecycle {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { state, active_from, ended_at, failed_at, withdrawn, over_rules, suspended_since } = self;
        SUBSCRIPTION_LIFECYCLE
            .make(py)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "active_from"), active_from)?
            .with(intern!(py, "ended_at"), ended_at)?
            .with(intern!(py, "failed_at"), failed_at)?
            .with(intern!(py, "withdrawn"), withdrawn)?
            .with(intern!(py, "over_rules"), over_rules)?
            .with(intern!(py, "suspended_since"), suspended_since)?
            .done()
    }
}

static PATIENCE: Class = Class::named("Patience");

impl ToPython for defray::core::cloud_account::Patience {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { deadline, notice, over } = self;
        PATIENCE
            .make(py)?
            .with(intern!(py, "deadline"), deadline)?
            .with(intern!(py, "notice"), notice)?
            .with(intern!(py, "over"), over)?
            .done()
    }
}

static CLOUD_ACCOUNT: Class = Class::named("CloudAccount");

impl ToPython for defray::core::cloud_account::CloudAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, account, subscription, linked_at, state, lifecycle, metering_deadline, patience, successor } =
            self;
        CLOUD_ACCOUNT
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "subscription"), subscription)?
            .with(intern!(py, "linked_at"), linked_at)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "lifecycle"), lifecycle)?
            .with(intern!(py, "metering_deadline"), metering_deadline)?
            .with(intern!(py, "patience"), patience)?
            .with(intern!(py, "successor"), successor)?
            .done()
    }
}
