//! The records of `policy`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static WATERFALL: Class = Class::named("Waterfall");

impl ToPython for defray::core::policy::Waterfall {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { items, enterprise, cloud } = self;
        WATERFALL
            .make(py)?
            .with(intern!(py, "items"), items)?
            .with(intern!(py, "enterprise"), enterprise)?
            .with(intern!(py, "cloud"), cloud)?
            .done()
    }
}

impl FromPython for defray::core::policy::Waterfall {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        WATERFALL.expect(value)?;
        let py = value.py();
        Ok(Self {
            items: field(value, intern!(py, "items"))?,
            enterprise: field(value, intern!(py, "enterprise"))?,
            cloud: field(value, intern!(py, "cloud"))?,
        })
    }
}

static CARD_TIER: Class = Class::named("CardTier");

impl ToPython for defray::core::policy::CardTier {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { at_least, voucher, valid_for } = self;
        CARD_TIER
            .make(py)?
            .with(intern!(py, "at_least"), at_least)?
            .with(intern!(py, "voucher"), voucher)?
            .with(intern!(py, "valid_for"), valid_for)?
            .done()
    }
}

impl FromPython for defray::core::policy::CardTier {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        CARD_TIER.expect(value)?;
        let py = value.py();
        Ok(Self {
            at_least: field(value, intern!(py, "at_least"))?,
            voucher: field(value, intern!(py, "voucher"))?,
            valid_for: field(value, intern!(py, "valid_for"))?,
        })
    }
}

static METERING_UNIT: Class = Class::named("MeteringUnit");

impl ToPython for defray::core::policy::MeteringUnit {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { provider, product_code, dimension, unit } = self;
        METERING_UNIT
            .make(py)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "product_code"), product_code)?
            .with(intern!(py, "dimension"), dimension)?
            .with(intern!(py, "unit"), unit)?
            .done()
    }
}

impl FromPython for defray::core::policy::MeteringUnit {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        METERING_UNIT.expect(value)?;
        let py = value.py();
        Ok(Self {
            provider: field(value, intern!(py, "provider"))?,
            product_code: field(value, intern!(py, "product_code"))?,
            dimension: field(value, intern!(py, "dimension"))?,
            unit: field(value, intern!(py, "unit"))?,
        })
    }
}

static ITEM_NAME: Class = Class::named("ItemName");

impl ToPython for defray::core::policy::ItemName {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { name, item } = self;
        ITEM_NAME.make(py)?.with(intern!(py, "name"), name)?.with(intern!(py, "item"), item)?.done()
    }
}

impl FromPython for defray::core::policy::ItemName {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ITEM_NAME.expect(value)?;
        let py = value.py();
        Ok(Self { name: field(value, intern!(py, "name"))?, item: field(value, intern!(py, "item"))? })
    }
}

static VALIDITY_AT: Class = Class::named("ValidityAt");

impl ToPython for defray::core::policy::ValidityAt {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        VALIDITY_AT.member(
            py,
            match self {
                Self::Settlement => "SETTLEMENT",
                Self::UsageStart => "USAGE_START",
            },
        )
    }
}

impl FromPython for defray::core::policy::ValidityAt {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "settlement" => Ok(Self::Settlement),
            "usage_start" => Ok(Self::UsageStart),
            other => Err(InputFault::value(other, "one of settlement, usage_start")),
        }
    }
}

static POLICY: Class = Class::named("Policy");

impl ToPython for defray::core::policy::Policy {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            waterfalls,
            credit_limit,
            grace,
            deadline_notice,
            card_multiple,
            card_tiers,
            clock_tolerance,
            voluntary_changes_per_month,
            lock_in,
            site_providers,
            metering_windows,
            metering,
            unique_references,
            item_names,
            payable_unit,
            validity_at,
            suspended_patience,
        } = self;
        POLICY
            .make(py)?
            .with(intern!(py, "waterfalls"), waterfalls)?
            .with(intern!(py, "credit_limit"), credit_limit)?
            .with(intern!(py, "grace"), grace)?
            .with(intern!(py, "deadline_notice"), deadline_notice)?
            .with(intern!(py, "card_multiple"), card_multiple)?
            .with(intern!(py, "card_tiers"), card_tiers)?
            .with(intern!(py, "clock_tolerance"), clock_tolerance)?
            .with(intern!(py, "voluntary_changes_per_month"), voluntary_changes_per_month)?
            .with(intern!(py, "lock_in"), lock_in)?
            .with(intern!(py, "site_providers"), site_providers)?
            .with(intern!(py, "metering_windows"), metering_windows)?
            .with(intern!(py, "metering"), metering)?
            .with(intern!(py, "unique_references"), unique_references)?
            .with(intern!(py, "item_names"), item_names)?
            .with(intern!(py, "payable_unit"), payable_unit)?
            .with(intern!(py, "validity_at"), validity_at)?
            .with(intern!(py, "suspended_patience"), suspended_patience)?
            .done()
    }
}

impl FromPython for defray::core::policy::Policy {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        POLICY.expect(value)?;
        let py = value.py();
        Ok(Self {
            waterfalls: field(value, intern!(py, "waterfalls"))?,
            credit_limit: field(value, intern!(py, "credit_limit"))?,
            grace: field(value, intern!(py, "grace"))?,
            deadline_notice: field(value, intern!(py, "deadline_notice"))?,
            card_multiple: field(value, intern!(py, "card_multiple"))?,
            card_tiers: field(value, intern!(py, "card_tiers"))?,
            clock_tolerance: field(value, intern!(py, "clock_tolerance"))?,
            voluntary_changes_per_month: field(value, intern!(py, "voluntary_changes_per_month"))?,
            lock_in: field(value, intern!(py, "lock_in"))?,
            site_providers: field(value, intern!(py, "site_providers"))?,
            metering_windows: field(value, intern!(py, "metering_windows"))?,
            metering: field(value, intern!(py, "metering"))?,
            unique_references: field(value, intern!(py, "unique_references"))?,
            item_names: field(value, intern!(py, "item_names"))?,
            payable_unit: field(value, intern!(py, "payable_unit"))?,
            validity_at: field(value, intern!(py, "validity_at"))?,
            suspended_patience: field(value, intern!(py, "suspended_patience"))?,
        })
    }
}
