//! The records of `time`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PERIOD: Class = Class::named("Period");

impl ToPython for defray::core::time::Period {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let start = &self.start();
        let end = &self.end();
        PERIOD.make(py)?.with(intern!(py, "start"), start)?.with(intern!(py, "end"), end)?.done()
    }
}

impl FromPython for defray::core::time::Period {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        PERIOD.expect(value)?;
        let py = value.py();
        Ok(Self::new(field(value, intern!(py, "start"))?, field(value, intern!(py, "end"))?)?)
    }
}
