//! The records of `matching`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static UNMATCHED_REASON: Class = Class::named("UnmatchedReason");

impl ToPython for defray::core::matching::UnmatchedReason {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        UNMATCHED_REASON.member(
            py,
            match self {
                Self::NotLinked => "NOT_LINKED",
                Self::ContradictsLink => "CONTRADICTS_LINK",
                Self::Withdrawn => "WITHDRAWN",
                Self::NextPeriod => "NEXT_PERIOD",
                Self::AccountClosed => "ACCOUNT_CLOSED",
            },
        )
    }
}

impl FromPython for defray::core::matching::UnmatchedReason {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "not_linked" => Ok(Self::NotLinked),
            "contradicts_link" => Ok(Self::ContradictsLink),
            "withdrawn" => Ok(Self::Withdrawn),
            "next_period" => Ok(Self::NextPeriod),
            "account_closed" => Ok(Self::AccountClosed),
            other => Err(InputFault::value(
                other,
                "one of not_linked, contradicts_link, withdrawn, next_period, account_closed",
            )),
        }
    }
}

static UNMATCHED_SUBSCRIPTION: Class = Class::named("UnmatchedSubscription");

impl ToPython for defray::core::matching::UnmatchedSubscription {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            identity,
            provider,
            signals,
            first,
            last,
            state,
            stated_accounts,
            reason,
            subscription,
            subscription_ended,
            link_from,
            succeeds,
        } = self;
        UNMATCHED_SUBSCRIPTION
            .make(py)?
            .with(intern!(py, "identity"), identity)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "signals"), signals)?
            .with(intern!(py, "first"), first)?
            .with(intern!(py, "last"), last)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "stated_accounts"), stated_accounts)?
            .with(intern!(py, "reason"), reason)?
            .with(intern!(py, "subscription"), subscription)?
            .with(intern!(py, "subscription_ended"), subscription_ended)?
            .with(intern!(py, "link_from"), link_from)?
            .with(intern!(py, "succeeds"), succeeds)?
            .done()
    }
}
