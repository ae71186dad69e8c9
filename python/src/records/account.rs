//! The records of `account`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static LANGUAGE: Class = Class::named("Language");

impl ToPython for defray::core::account::Language {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        LANGUAGE.member(
            py,
            match self {
                Self::English => "ENGLISH",
                Self::Chinese => "CHINESE",
            },
        )
    }
}

impl FromPython for defray::core::account::Language {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "en" => Ok(Self::English),
            "zh" => Ok(Self::Chinese),
            other => Err(InputFault::value(other, "one of en, zh")),
        }
    }
}

static MAIL_SETTINGS: Class = Class::named("MailSettings");

impl ToPython for defray::core::account::MailSettings {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { language, time_zone } = self;
        MAIL_SETTINGS
            .make(py)?
            .with(intern!(py, "language"), language)?
            .with(intern!(py, "time_zone"), time_zone)?
            .done()
    }
}

static CLOSING: Class = Class::named("Closing");

impl ToPython for defray::core::account::Closing {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { deadline, cloud_account } = self;
        CLOSING
            .make(py)?
            .with(intern!(py, "deadline"), deadline)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .done()
    }
}

static TOTALS: Class = Class::named("Totals");

impl ToPython for defray::core::account::Totals {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { topped_up, vouchers, cards, cloud_paid, settled, expired, voided, forfeited, held } = self;
        TOTALS
            .make(py)?
            .with(intern!(py, "topped_up"), topped_up)?
            .with(intern!(py, "vouchers"), vouchers)?
            .with(intern!(py, "cards"), cards)?
            .with(intern!(py, "cloud_paid"), cloud_paid)?
            .with(intern!(py, "settled"), settled)?
            .with(intern!(py, "expired"), expired)?
            .with(intern!(py, "voided"), voided)?
            .with(intern!(py, "forfeited"), forfeited)?
            .with(intern!(py, "held"), held)?
            .done()
    }
}

static SENDING: Class = Class::named("Sending");

impl ToPython for defray::core::account::Sending {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { until, record } = self;
        SENDING.make(py)?.with(intern!(py, "until"), until)?.with(intern!(py, "record"), record)?.done()
    }
}

static SUSPENSION: Class = Class::named("Suspension");

impl ToPython for defray::core::account::Suspension {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { due, cloud_account } = self;
        SUSPENSION.make(py)?.with(intern!(py, "due"), due)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
    }
}

static NOT_METERED_DAY: Class = Class::named("NotMeteredDay");

impl ToPython for defray::core::account::NotMeteredDay {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { day, cloud_accounts } = self;
        NOT_METERED_DAY
            .make(py)?
            .with(intern!(py, "day"), day)?
            .with(intern!(py, "cloud_accounts"), cloud_accounts)?
            .done()
    }
}

static ACCOUNT: Class = Class::named("Account");

impl ToPython for defray::core::account::Account {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            id,
            currency,
            opened_at,
            closed_at,
            policy,
            cash,
            overdraft,
            standing,
            lots,
            closings,
            decided_at,
            totals,
            sendings,
            suspensions,
            not_metered,
            mail_settings,
        } = self;
        ACCOUNT
            .make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "currency"), currency)?
            .with(intern!(py, "opened_at"), opened_at)?
            .with(intern!(py, "closed_at"), closed_at)?
            .with(intern!(py, "policy"), policy)?
            .with(intern!(py, "cash"), cash)?
            .with(intern!(py, "overdraft"), overdraft)?
            .with(intern!(py, "standing"), standing)?
            .with(intern!(py, "lots"), lots)?
            .with(intern!(py, "closings"), closings)?
            .with(intern!(py, "decided_at"), decided_at)?
            .with(intern!(py, "totals"), totals)?
            .with(intern!(py, "sendings"), sendings)?
            .with(intern!(py, "suspensions"), suspensions)?
            .with(intern!(py, "not_metered"), not_metered)?
            .with(intern!(py, "mail_settings"), mail_settings)?
            .done()
    }
}
