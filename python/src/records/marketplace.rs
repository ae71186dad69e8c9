//! The records of `marketplace`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static SIGNAL: Class = Class::named("Signal");

impl ToPython for defray::core::marketplace::Signal {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        SIGNAL.member(
            py,
            match self {
                Self::Activated => "ACTIVATED",
                Self::Resumed => "RESUMED",
                Self::Suspended => "SUSPENDED",
                Self::Failed => "FAILED",
                Self::Ended => "ENDED",
                Self::Ignored => "IGNORED",
                Self::EndCompleted => "END_COMPLETED",
            },
        )
    }
}

impl FromPython for defray::core::marketplace::Signal {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "activated" => Ok(Self::Activated),
            "resumed" => Ok(Self::Resumed),
            "suspended" => Ok(Self::Suspended),
            "failed" => Ok(Self::Failed),
            "ended" => Ok(Self::Ended),
            "ignored" => Ok(Self::Ignored),
            "end_completed" => Ok(Self::EndCompleted),
            other => Err(InputFault::value(
                other,
                "one of activated, resumed, suspended, failed, ended, ignored, end_completed",
            )),
        }
    }
}

static TOPIC_CONFIRMATION: Class = Class::named("TopicConfirmation");

impl ToPython for defray::core::marketplace::TopicConfirmation {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { topic, address } = self;
        TOPIC_CONFIRMATION.make(py)?.with(intern!(py, "topic"), topic)?.with(intern!(py, "address"), address)?.done()
    }
}

impl FromPython for defray::core::marketplace::TopicConfirmation {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        TOPIC_CONFIRMATION.expect(value)?;
        let py = value.py();
        Ok(Self { topic: field(value, intern!(py, "topic"))?, address: field(value, intern!(py, "address"))? })
    }
}

static STATED_AGREEMENT: Class = Class::named("StatedAgreement");

impl ToPython for defray::core::marketplace::StatedAgreement {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, previous, replaced } = self;
        STATED_AGREEMENT
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "previous"), previous)?
            .with(intern!(py, "replaced"), replaced)?
            .done()
    }
}

impl FromPython for defray::core::marketplace::StatedAgreement {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        STATED_AGREEMENT.expect(value)?;
        let py = value.py();
        Ok(Self {
            id: field(value, intern!(py, "id"))?,
            previous: field(value, intern!(py, "previous"))?,
            replaced: field(value, intern!(py, "replaced"))?,
        })
    }
}

static MARKETPLACE_MESSAGE: Class = Class::named("MarketplaceMessage");

impl ToPython for defray::core::marketplace::MarketplaceMessage {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected, account_id, agreement } =
            self;
        MARKETPLACE_MESSAGE
            .make(py)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "identity"), identity)?
            .with(intern!(py, "kind"), kind)?
            .with(intern!(py, "signal"), signal)?
            .with(intern!(py, "occurred_at"), occurred_at)?
            .with(intern!(py, "raw"), raw)?
            .with(intern!(py, "confirm"), confirm)?
            .with(intern!(py, "rejected"), rejected)?
            .with(intern!(py, "account_id"), account_id)?
            .with(intern!(py, "agreement"), agreement)?
            .done()
    }
}

impl FromPython for defray::core::marketplace::MarketplaceMessage {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        MARKETPLACE_MESSAGE.expect(value)?;
        let py = value.py();
        Ok(Self {
            provider: field(value, intern!(py, "provider"))?,
            id: field(value, intern!(py, "id"))?,
            identity: field(value, intern!(py, "identity"))?,
            kind: field(value, intern!(py, "kind"))?,
            signal: field(value, intern!(py, "signal"))?,
            occurred_at: field(value, intern!(py, "occurred_at"))?,
            raw: field(value, intern!(py, "raw"))?,
            confirm: field(value, intern!(py, "confirm"))?,
            rejected: field(value, intern!(py, "rejected"))?,
            account_id: field(value, intern!(py, "account_id"))?,
            agreement: field(value, intern!(py, "agreement"))?,
        })
    }
}

static MESSAGE_DISPOSITION: Class = Class::named("MessageDisposition");

impl ToPython for defray::core::marketplace::MessageDisposition {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        MESSAGE_DISPOSITION.member(
            py,
            match self {
                Self::Applied => "APPLIED",
                Self::NoChange => "NO_CHANGE",
                Self::Unmatched => "UNMATCHED",
                Self::Ignored => "IGNORED",
                Self::Rejected => "REJECTED",
                Self::ContradictsLink => "CONTRADICTS_LINK",
            },
        )
    }
}

impl FromPython for defray::core::marketplace::MessageDisposition {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "applied" => Ok(Self::Applied),
            "no_change" => Ok(Self::NoChange),
            "unmatched" => Ok(Self::Unmatched),
            "ignored" => Ok(Self::Ignored),
            "rejected" => Ok(Self::Rejected),
            "contradicts_link" => Ok(Self::ContradictsLink),
            other => Err(InputFault::value(
                other,
                "one of applied, no_change, unmatched, ignored, rejected, contradicts_link",
            )),
        }
    }
}
