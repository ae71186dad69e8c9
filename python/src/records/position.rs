//! The records of `position`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static ENTRY_POSITION: Class = Class::named("EntryPosition");

impl ToPython for defray::core::position::EntryPosition {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { position, index } = self;
        ENTRY_POSITION.make(py)?.with(intern!(py, "position"), position)?.with(intern!(py, "index"), index)?.done()
    }
}

impl FromPython for defray::core::position::EntryPosition {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ENTRY_POSITION.expect(value)?;
        let py = value.py();
        Ok(Self { position: field(value, intern!(py, "position"))?, index: field(value, intern!(py, "index"))? })
    }
}

static CHARGE_POSITION: Class = Class::named("ChargePosition");

impl ToPython for defray::core::position::ChargePosition {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { cloud_account, position } = self;
        CHARGE_POSITION
            .make(py)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "position"), position)?
            .done()
    }
}
