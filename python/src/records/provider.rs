//! The records of `provider`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static PROVIDER: Class = Class::named("Provider");

impl ToPython for defray::core::provider::Provider {
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

impl FromPython for defray::core::provider::Provider {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "alicloud" => Ok(Self::AliCloud),
            "aws" => Ok(Self::Aws),
            "huawei_cloud" => Ok(Self::HuaweiCloud),
            other => Err(InputFault::value(other, "one of alicloud, aws, huawei_cloud")),
        }
    }
}

static KNOWN_IDENTIFIERS: Class = Class::named("KnownIdentifiers");

impl ToPython for defray::core::provider::KnownIdentifiers {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { provider, account_id, instance_id, license_id, customer_identifier, product_code } = self;
        KNOWN_IDENTIFIERS
            .make(py)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "account_id"), account_id)?
            .with(intern!(py, "instance_id"), instance_id)?
            .with(intern!(py, "license_id"), license_id)?
            .with(intern!(py, "customer_identifier"), customer_identifier)?
            .with(intern!(py, "product_code"), product_code)?
            .done()
    }
}
