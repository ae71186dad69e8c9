//! Answers to commands. They keep core's values and show them as Python's when asked, so that a batch costs little more than its work.

use defray::core::PriorResult;
use defray::{Answer, Done};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use crate::traits::ToPython;

/// The answer to a command as a Python object.
pub(crate) fn answer(py: Python<'_>, answer: Answer) -> PyResult<Bound<'_, PyAny>> {
    Ok(match answer {
        Answer::Done(done) => Bound::new(py, PyDone { done, events: PyOnceLock::new() })?.into_any(),
        Answer::Repeated(done) => Bound::new(py, PyRepeated { done, events: PyOnceLock::new() })?.into_any(),
        Answer::Already(prior) => Bound::new(py, PyAlready { prior })?.into_any(),
    })
}

macro_rules! happened {
    ($class:ident, $name:literal, $doc:literal) => {
        #[doc = $doc]
        #[pyclass(frozen, name = $name, module = "defray")]
        pub(crate) struct $class {
            done: Done,
            events: PyOnceLock<Py<PyTuple>>,
        }

        #[pymethods]
        impl $class {
            /// Its place in the journal.
            #[getter]
            fn position(&self) -> u64 {
                self.done.position
            }

            /// When it was decided (T1).
            #[getter]
            fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.done.at.to_python(py)
            }

            /// The chain's head after it. A host that keeps this can tell an older copy of the file.
            #[getter]
            fn head<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.done.head.to_python(py)
            }

            /// What happened, at least one event. Made when it is first asked for.
            #[getter]
            fn events<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
                let made = || Ok::<_, PyErr>(self.done.events.to_python(py)?.cast_into::<PyTuple>()?.unbind());
                Ok(self.events.get_or_try_init(py, made)?.bind(py))
            }

            /// The receipts of all bills it settled.
            #[getter]
            fn receipts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let receipts = self.done.receipts().map(|receipt| receipt.to_python(py));
                PyTuple::new(py, receipts.collect::<PyResult<Vec<_>>>()?)
            }

            /// The receipt of the bill it settled; None if it settled none.
            #[getter]
            fn receipt<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
                self.done.receipts().next().map(|receipt| receipt.to_python(py)).transpose()
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| other.get().done == self.done)
            }

            fn __hash__(&self) -> u64 {
                self.done.position
            }

            fn __repr__(&self) -> String {
                let names: Vec<&str> = self.done.events.iter().map(|event| event.name()).collect();
                format!("<{} at position {}: {}>", $name, self.done.position, names.join(", "))
            }
        }
    };
}

happened!(PyDone, "Done", "It happened now, and is on disk.");
happened!(PyRepeated, "Repeated", "It happened before, under the same idempotency key (A2): the first result again.");

/// It had happened before (P4), or there was nothing to do: nothing was recorded.
#[pyclass(frozen, name = "Already", module = "defray")]
pub(crate) struct PyAlready {
    prior: PriorResult,
}

#[pymethods]
impl PyAlready {
    /// What had happened before.
    #[getter]
    fn prior<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.prior.to_python(py)
    }

    /// The receipt of the bill, if that is what had been settled before.
    #[getter]
    fn receipt<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        match &self.prior {
            PriorResult::Bill(record) => record.receipt().map(|receipt| receipt.to_python(py)).transpose(),
            PriorResult::Reversal(_) | PriorResult::UsageRecord(_) | PriorResult::Message(_) | PriorResult::Nothing => {
                Ok(None)
            }
        }
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().prior == self.prior)
    }

    fn __hash__(&self) -> u64 {
        0
    }

    fn __repr__(&self) -> &'static str {
        match self.prior {
            PriorResult::Bill(_) => "<Already: the bill is known>",
            PriorResult::Reversal(_) => "<Already: the reversal is known>",
            PriorResult::UsageRecord(_) => "<Already: the usage record is in flight>",
            PriorResult::Message(_) => "<Already: the message is known>",
            PriorResult::Nothing => "<Already: nothing to do>",
        }
    }
}
