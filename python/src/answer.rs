//! Answers to commands. They hold core's values and convert them to Python objects when a property is read, so a large
//! batch is fast when the caller does not read all answers.

use defray::core::PriorResult;
use defray::{Answer, Done};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use crate::traits::ToPython;

/// Converts the answer to a command to a Python object.
pub(crate) fn answer(py: Python<'_>, answer: Answer) -> PyResult<Bound<'_, PyAny>> {
    Ok(match answer {
        Answer::Done(done) => Bound::new(py, PyDone { done, events: PyOnceLock::new() })?.into_any(),
        Answer::Repeated(done) => Bound::new(py, PyRepeated { done, events: PyOnceLock::new() })?.into_any(),
        Answer::Already(prior) => Bound::new(py, PyAlready { prior })?.into_any(),
    })
}

macro_rules! answer_with_events {
    ($class:ident, $name:literal, $doc:literal) => {
        #[doc = $doc]
        #[pyclass(frozen, name = $name, module = "defray")]
        pub(crate) struct $class {
            done: Done,
            events: PyOnceLock<Py<PyTuple>>,
        }

        #[pymethods]
        impl $class {
            /// The position of the command's entry in the journal, from 1.
            #[getter]
            fn position(&self) -> u64 {
                self.done.position
            }

            /// The decision instant (T1), in UTC.
            #[getter]
            fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.done.at.to_python(py)
            }

            /// The head of the hash chain after the entry. A host that stores the position and the head can detect an
            /// older copy of the file (`expected` of `defray.open`).
            #[getter]
            fn head<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.done.head.to_python(py)
            }

            /// The events of the command, in order; at least one. They are converted at the first use of this property.
            #[getter]
            fn events<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
                let convert = || Ok::<_, PyErr>(self.done.events.to_python(py)?.cast_into::<PyTuple>()?.unbind());
                Ok(self.events.get_or_try_init(py, convert)?.bind(py))
            }

            /// The receipts of all bills that the command settled, in order; empty if it settled none.
            #[getter]
            fn receipts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let receipts = self.done.receipts().map(|receipt| receipt.to_python(py));
                PyTuple::new(py, receipts.collect::<PyResult<Vec<_>>>()?)
            }

            /// The receipt of the first bill that the command settled; None if it settled none.
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

answer_with_events!(PyDone, "Done", "The command was accepted. Its events are on disk.");
answer_with_events!(
    PyRepeated,
    "Repeated",
    "The same command was accepted before with the same idempotency key (A2). This is the first result; nothing was recorded again."
);

/// The command had no effect and nothing was recorded: the same thing was recorded before (P4), or there was nothing to
/// do.
#[pyclass(frozen, name = "Already", module = "defray")]
pub(crate) struct PyAlready {
    prior: PriorResult,
}

#[pymethods]
impl PyAlready {
    /// The record that existed before, such as a `PriorResultBill`; `PriorResultNothing` if there was nothing to do.
    #[getter]
    fn prior<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.prior.to_python(py)
    }

    /// The receipt of the bill that was settled before; None if the command was not about a settled bill.
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
