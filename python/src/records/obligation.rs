//! The records of `obligation`. Written by `make faces`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static OBLIGATION_NUMBER: Class = Class::named("ObligationNumber");

impl ToPython for defray::core::obligation::ObligationNumber {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { position, index } = self;
        OBLIGATION_NUMBER.make(py)?.with(intern!(py, "position"), position)?.with(intern!(py, "index"), index)?.done()
    }
}

impl FromPython for defray::core::obligation::ObligationNumber {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Wrong> {
        OBLIGATION_NUMBER.expect(value)?;
        let py = value.py();
        Ok(Self { position: field(value, intern!(py, "position"))?, index: field(value, intern!(py, "index"))? })
    }
}

static MAIL_METHOD_CHANGED_BY_FORCE: Class = Class::named("MailMethodChangedByForce");

static MAIL_ARREARS_BEGUN: Class = Class::named("MailArrearsBegun");

static MAIL_DEADLINE_NEAR: Class = Class::named("MailDeadlineNear");

static MAIL_ACCOUNT_LOCKED: Class = Class::named("MailAccountLocked");

static MAIL_ACCOUNT_UNLOCKED: Class = Class::named("MailAccountUnlocked");

static MAIL_BILL_NOT_METERED: Class = Class::named("MailBillNotMetered");

static MAIL_USAGE_NOT_METERED: Class = Class::named("MailUsageNotMetered");

static MAIL_CONFIRM_SUBSCRIPTION: Class = Class::named("MailConfirmSubscription");

impl ToPython for defray::core::obligation::Mail {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::MethodChangedByForce { account, cloud_account, provider, ended_at, workspaces } => {
                MAIL_METHOD_CHANGED_BY_FORCE
                    .make(py)?
                    .with(intern!(py, "account"), account)?
                    .with(intern!(py, "cloud_account"), cloud_account)?
                    .with(intern!(py, "provider"), provider)?
                    .with(intern!(py, "ended_at"), ended_at)?
                    .with(intern!(py, "workspaces"), workspaces)?
                    .done()
            }
            Self::ArrearsBegun { account, overdraft, since, deadline } => MAIL_ARREARS_BEGUN
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .done(),
            Self::DeadlineNear { account, overdraft, deadline } => MAIL_DEADLINE_NEAR
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "deadline"), deadline)?
                .done(),
            Self::AccountLocked { account, overdraft, since, deadline } => MAIL_ACCOUNT_LOCKED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .done(),
            Self::AccountUnlocked { account } => {
                MAIL_ACCOUNT_UNLOCKED.make(py)?.with(intern!(py, "account"), account)?.done()
            }
            Self::BillNotMetered { account, bill, workspace, amount, cloud_account, ended_at, metering_deadline } => {
                MAIL_BILL_NOT_METERED
                    .make(py)?
                    .with(intern!(py, "account"), account)?
                    .with(intern!(py, "bill"), bill)?
                    .with(intern!(py, "workspace"), workspace)?
                    .with(intern!(py, "amount"), amount)?
                    .with(intern!(py, "cloud_account"), cloud_account)?
                    .with(intern!(py, "ended_at"), ended_at)?
                    .with(intern!(py, "metering_deadline"), metering_deadline)?
                    .done()
            }
            Self::UsageNotMetered {
                account,
                cloud_account,
                provider,
                reason,
                bills,
                amount,
                ended_at,
                metering_deadline,
            } => MAIL_USAGE_NOT_METERED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "reason"), reason)?
                .with(intern!(py, "bills"), bills)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "ended_at"), ended_at)?
                .with(intern!(py, "metering_deadline"), metering_deadline)?
                .done(),
            Self::ConfirmSubscription { provider, topic, address } => MAIL_CONFIRM_SUBSCRIPTION
                .make(py)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "topic"), topic)?
                .with(intern!(py, "address"), address)?
                .done(),
        }
    }
}

static OBLIGATION: Class = Class::named("Obligation");

impl ToPython for defray::core::obligation::Obligation {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { number, raised_at, mail, acknowledged_at } = self;
        OBLIGATION
            .make(py)?
            .with(intern!(py, "number"), number)?
            .with(intern!(py, "raised_at"), raised_at)?
            .with(intern!(py, "mail"), mail)?
            .with(intern!(py, "acknowledged_at"), acknowledged_at)?
            .done()
    }
}
