//! The records of `time`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static METERING_WINDOW_AFTER: Class = Class::named("MeteringWindowAfter");

static METERING_WINDOW_END_OF_NEXT_HOUR: Class = Class::named("MeteringWindowEndOfNextHour");

impl ToPython for defray::core::time::MeteringWindow {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::After(value) => METERING_WINDOW_AFTER.make(py)?.with(intern!(py, "value"), value)?.done(),
            Self::EndOfNextHour => METERING_WINDOW_END_OF_NEXT_HOUR.only(py),
        }
    }
}

impl FromPython for defray::core::time::MeteringWindow {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        let py = value.py();
        if METERING_WINDOW_AFTER.is_class_of(value)? {
            return Ok(Self::After(field(value, intern!(py, "value"))?));
        }
        if METERING_WINDOW_END_OF_NEXT_HOUR.is_class_of(value)? {
            return Ok(Self::EndOfNextHour);
        }
        Err(InputFault::ty(value, "a MeteringWindow"))
    }
}

static PERIOD: Class = Class::named("Period");

impl ToPython for defray::core::time::Period {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let start = &self.start();
        let end = &self.end();
        PERIOD.make(py)?.with(intern!(py, "start"), start)?.with(intern!(py, "end"), end)?.done()
    }
}

impl FromPython for defray::core::time::Period {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        PERIOD.expect(value)?;
        let py = value.py();
        Ok(Self::new(field(value, intern!(py, "start"))?, field(value, intern!(py, "end"))?)?)
    }
}
