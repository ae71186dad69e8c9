//! The records of `workspace`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static WORKSPACE: Class = Class::named("Workspace");

impl ToPython for defray::core::workspace::Workspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, account, method, steps, timeline, dissolved_at, display_name } = self;
        WORKSPACE
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "method"), method)?
            .with(intern!(py, "steps"), steps)?
            .with(intern!(py, "timeline"), timeline)?
            .with(intern!(py, "dissolved_at"), dissolved_at)?
            .with(intern!(py, "display_name"), display_name)?
            .done()
    }
}
