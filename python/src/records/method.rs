//! The records of `method`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PAYER_ENTERPRISE: Class = Class::named("PayerEnterprise");

static PAYER_CLOUD_ACCOUNT: Class = Class::named("PayerCloudAccount");

impl ToPython for defray::core::method::Payer {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Enterprise => PAYER_ENTERPRISE.only(py),
            Self::CloudAccount(value) => PAYER_CLOUD_ACCOUNT.make(py)?.with(intern!(py, "value"), value)?.done(),
        }
    }
}

impl FromPython for defray::core::method::Payer {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        let py = value.py();
        if PAYER_ENTERPRISE.is_class_of(value)? {
            return Ok(Self::Enterprise);
        }
        if PAYER_CLOUD_ACCOUNT.is_class_of(value)? {
            return Ok(Self::CloudAccount(field(value, intern!(py, "value"))?));
        }
        Err(InputFault::ty(value, "a Payer"))
    }
}

static METHOD_ACTION_BIND: Class = Class::named("MethodActionBind");

static METHOD_ACTION_CHOOSE: Class = Class::named("MethodActionChoose");

static METHOD_ACTION_MOVE: Class = Class::named("MethodActionMove");

static METHOD_ACTION_DISSOLVE: Class = Class::named("MethodActionDissolve");

impl ToPython for defray::core::method::MethodAction {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Bind => METHOD_ACTION_BIND.only(py),
            Self::Choose(value) => METHOD_ACTION_CHOOSE.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Move => METHOD_ACTION_MOVE.only(py),
            Self::Dissolve => METHOD_ACTION_DISSOLVE.only(py),
        }
    }
}

static METHOD_STEP: Class = Class::named("MethodStep");

impl ToPython for defray::core::method::MethodStep {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { at, account, action, by, rules } = self;
        METHOD_STEP
            .make(py)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "action"), action)?
            .with(intern!(py, "by"), by)?
            .with(intern!(py, "rules"), rules)?
            .done()
    }
}

static CAUSE_BOUND: Class = Class::named("CauseBound");

static CAUSE_CHOSEN: Class = Class::named("CauseChosen");

static CAUSE_ACTIVATED: Class = Class::named("CauseActivated");

static CAUSE_FORCED: Class = Class::named("CauseForced");

static CAUSE_MOVED: Class = Class::named("CauseMoved");

static CAUSE_REPLACED: Class = Class::named("CauseReplaced");

impl ToPython for defray::core::method::Cause {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Bound => CAUSE_BOUND.only(py),
            Self::Chosen { by } => CAUSE_CHOSEN.make(py)?.with(intern!(py, "by"), by)?.done(),
            Self::Activated { cloud_account } => {
                CAUSE_ACTIVATED.make(py)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
            }
            Self::Forced { cloud_account } => {
                CAUSE_FORCED.make(py)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
            }
            Self::Moved { by } => CAUSE_MOVED.make(py)?.with(intern!(py, "by"), by)?.done(),
            Self::Replaced { cloud_account } => {
                CAUSE_REPLACED.make(py)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
            }
        }
    }
}

static PAYER_INTERVAL: Class = Class::named("PayerInterval");

impl ToPython for defray::core::method::PayerInterval {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { from, account, payer, cause, recorded_at } = self;
        PAYER_INTERVAL
            .make(py)?
            .with(intern!(py, "from_"), from)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "payer"), payer)?
            .with(intern!(py, "cause"), cause)?
            .with(intern!(py, "recorded_at"), recorded_at)?
            .done()
    }
}

static METHOD_ENTERPRISE: Class = Class::named("MethodEnterprise");

static METHOD_OPENING: Class = Class::named("MethodOpening");

static METHOD_CLOUD_ACCOUNT: Class = Class::named("MethodCloudAccount");

static METHOD_DISSOLVED: Class = Class::named("MethodDissolved");

impl ToPython for defray::core::method::Method {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Enterprise => METHOD_ENTERPRISE.only(py),
            Self::Opening { cloud_account, from } => METHOD_OPENING
                .make(py)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "from_"), from)?
                .done(),
            Self::CloudAccount(value) => METHOD_CLOUD_ACCOUNT.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::Dissolved => METHOD_DISSOLVED.only(py),
        }
    }
}
