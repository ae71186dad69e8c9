//! The records of `standing`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static STANDING_GOOD: Class = Class::named("StandingGood");

static STANDING_IN_ARREARS: Class = Class::named("StandingInArrears");

static STANDING_LOCKED: Class = Class::named("StandingLocked");

impl ToPython for defray::core::standing::Standing {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Good => STANDING_GOOD.only(py),
            Self::InArrears { since, deadline, notice } => STANDING_IN_ARREARS
                .make(py)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "notice"), notice)?
                .done(),
            Self::Locked { since, deadline } => STANDING_LOCKED
                .make(py)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .done(),
        }
    }
}
