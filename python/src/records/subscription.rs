//! The records of `subscription`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static SUBSCRIPTION: Class = Class::named("Subscription");

impl ToPython for defray::core::subscription::Subscription {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let defray::core::provider::Identifiers {
            provider,
            account_id,
            instance_id,
            license_arn,
            customer_identifier,
            product_code,
        } = self.identifiers();
        SUBSCRIPTION
            .make(py)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "account_id"), account_id)?
            .with(intern!(py, "instance_id"), instance_id)?
            .with(intern!(py, "license_arn"), license_arn)?
            .with(intern!(py, "customer_identifier"), customer_identifier)?
            .with(intern!(py, "product_code"), product_code)?
            .done()
    }
}

impl FromPython for defray::core::subscription::Subscription {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        SUBSCRIPTION.expect(value)?;
        let py = value.py();
        Ok(Self::try_from(defray::core::provider::Identifiers {
            provider: field(value, intern!(py, "provider"))?,
            account_id: field(value, intern!(py, "account_id"))?,
            instance_id: field(value, intern!(py, "instance_id"))?,
            license_arn: field(value, intern!(py, "license_arn"))?,
            customer_identifier: field(value, intern!(py, "customer_identifier"))?,
            product_code: field(value, intern!(py, "product_code"))?,
        })?)
    }
}

static SUBSCRIPTION_LINK: Class = Class::named("SubscriptionLink");

impl ToPython for defray::core::subscription::SubscriptionLink {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { cloud_account, after } = self;
        SUBSCRIPTION_LINK
            .make(py)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "after"), after)?
            .done()
    }
}

static RECORDED_SIGNAL: Class = Class::named("RecordedSignal");

impl ToPython for defray::core::subscription::RecordedSignal {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { signal, occurred_at, message, rules } = self;
        RECORDED_SIGNAL
            .make(py)?
            .with(intern!(py, "signal"), signal)?
            .with(intern!(py, "occurred_at"), occurred_at)?
            .with(intern!(py, "message"), message)?
            .with(intern!(py, "rules"), rules)?
            .done()
    }
}
