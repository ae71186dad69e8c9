//! The records of `cloud_account`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PROVIDER: Class = Class::named("Provider");

impl ToPython for defray::core::cloud_account::Provider {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        PROVIDER.member(
            py,
            match self {
                Self::AliCloud => "ALI_CLOUD",
                Self::Aws => "AWS",
                Self::HuaweiCloud => "HUAWEI_CLOUD",
            },
        )
    }
}

impl FromPython for defray::core::cloud_account::Provider {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        match text(value)? {
            "alicloud" => Ok(Self::AliCloud),
            "aws" => Ok(Self::Aws),
            "huawei_cloud" => Ok(Self::HuaweiCloud),
            other => Err(Wrong::value(other, "one of alicloud, aws, huawei_cloud")),
        }
    }
}

static SUBSCRIPTION: Class = Class::named("Subscription");

impl ToPython for defray::core::cloud_account::Subscription {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let defray::core::cloud_account::Identifiers {
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

impl FromPython for defray::core::cloud_account::Subscription {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        SUBSCRIPTION.expect(value)?;
        let py = value.py();
        let identifiers = defray::core::cloud_account::Identifiers {
            provider: field(value, intern!(py, "provider"))?,
            account_id: field(value, intern!(py, "account_id"))?,
            instance_id: field(value, intern!(py, "instance_id"))?,
            license_arn: field(value, intern!(py, "license_arn"))?,
            customer_identifier: field(value, intern!(py, "customer_identifier"))?,
            product_code: field(value, intern!(py, "product_code"))?,
        };
        Ok(Self::try_from(identifiers)?)
    }
}

static SIGNAL: Class = Class::named("Signal");

impl ToPython for defray::core::cloud_account::Signal {
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
            },
        )
    }
}

impl FromPython for defray::core::cloud_account::Signal {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        match text(value)? {
            "activated" => Ok(Self::Activated),
            "resumed" => Ok(Self::Resumed),
            "suspended" => Ok(Self::Suspended),
            "failed" => Ok(Self::Failed),
            "ended" => Ok(Self::Ended),
            "ignored" => Ok(Self::Ignored),
            other => Err(Wrong::value(other, "one of activated, resumed, suspended, failed, ended, ignored")),
        }
    }
}

static TOPIC_CONFIRMATION: Class = Class::named("TopicConfirmation");

impl ToPython for defray::core::cloud_account::TopicConfirmation {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { topic, address } = self;
        TOPIC_CONFIRMATION.make(py)?.with(intern!(py, "topic"), topic)?.with(intern!(py, "address"), address)?.done()
    }
}

impl FromPython for defray::core::cloud_account::TopicConfirmation {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        TOPIC_CONFIRMATION.expect(value)?;
        let py = value.py();
        Ok(Self { topic: field(value, intern!(py, "topic"))?, address: field(value, intern!(py, "address"))? })
    }
}

static MARKETPLACE_MESSAGE: Class = Class::named("MarketplaceMessage");

impl ToPython for defray::core::cloud_account::MarketplaceMessage {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected } = self;
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
            .done()
    }
}

impl FromPython for defray::core::cloud_account::MarketplaceMessage {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
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
        })
    }
}

static CLOUD_ACCOUNT_STATE: Class = Class::named("CloudAccountState");

impl ToPython for defray::core::cloud_account::CloudAccountState {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        CLOUD_ACCOUNT_STATE.member(
            py,
            match self {
                Self::Pending => "PENDING",
                Self::Active => "ACTIVE",
                Self::Suspended => "SUSPENDED",
                Self::Failed => "FAILED",
                Self::Closing => "CLOSING",
                Self::Closed => "CLOSED",
            },
        )
    }
}

impl FromPython for defray::core::cloud_account::CloudAccountState {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        match text(value)? {
            "pending" => Ok(Self::Pending),
            "active" => Ok(Self::Active),
            "suspended" => Ok(Self::Suspended),
            "failed" => Ok(Self::Failed),
            "closing" => Ok(Self::Closing),
            "closed" => Ok(Self::Closed),
            other => Err(Wrong::value(other, "one of pending, active, suspended, failed, closing, closed")),
        }
    }
}

static SUBSCRIPTION_LIFECYCLE: Class = Class::named("SubscriptionLifecycle");

impl ToPython for defray::core::cloud_account::SubscriptionLifecycle {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { state, active_from, ended_at, failed_at, withdrawn } = self;
        SUBSCRIPTION_LIFECYCLE
            .make(py)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "active_from"), active_from)?
            .with(intern!(py, "ended_at"), ended_at)?
            .with(intern!(py, "failed_at"), failed_at)?
            .with(intern!(py, "withdrawn"), withdrawn)?
            .done()
    }
}

static CLOUD_ACCOUNT: Class = Class::named("CloudAccount");

impl ToPython for defray::core::cloud_account::CloudAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { id, account, subscription, linked_at, state, lifecycle, metering_deadline } = self;
        CLOUD_ACCOUNT
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "subscription"), subscription)?
            .with(intern!(py, "linked_at"), linked_at)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "lifecycle"), lifecycle)?
            .with(intern!(py, "metering_deadline"), metering_deadline)?
            .done()
    }
}

static SUBSCRIPTION_LINK: Class = Class::named("SubscriptionLink");

impl ToPython for defray::core::cloud_account::SubscriptionLink {
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

impl ToPython for defray::core::cloud_account::RecordedSignal {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { signal, occurred_at, message } = self;
        RECORDED_SIGNAL
            .make(py)?
            .with(intern!(py, "signal"), signal)?
            .with(intern!(py, "occurred_at"), occurred_at)?
            .with(intern!(py, "message"), message)?
            .done()
    }
}
