//! The records of `waterfall`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PLAN_COVERED: Class = Class::named("PlanCovered");

static PLAN_SHORT: Class = Class::named("PlanShort");

impl ToPython for defray::core::waterfall::Plan {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Covered { slices, skips } => {
                PLAN_COVERED.make(py)?.with(intern!(py, "slices"), slices)?.with(intern!(py, "skips"), skips)?.done()
            }
            Self::Short { uncovered, slices, skips } => PLAN_SHORT
                .make(py)?
                .with(intern!(py, "uncovered"), uncovered)?
                .with(intern!(py, "slices"), slices)?
                .with(intern!(py, "skips"), skips)?
                .done(),
        }
    }
}
