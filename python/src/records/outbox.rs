//! The records of `outbox`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static STILL_OPENING: Class = Class::named("StillOpening");

impl ToPython for defray::core::outbox::StillOpening {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { workspace, cloud_account } = self;
        STILL_OPENING
            .make(py)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .done()
    }
}

static CORRECTED_SUM: Class = Class::named("CorrectedSum");

impl ToPython for defray::core::outbox::CorrectedSum {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { from, payer, bills, amount } = self;
        CORRECTED_SUM
            .make(py)?
            .with(intern!(py, "from_"), from)?
            .with(intern!(py, "payer"), payer)?
            .with(intern!(py, "bills"), bills)?
            .with(intern!(py, "amount"), amount)?
            .done()
    }
}

static NAMED_WORKSPACE: Class = Class::named("NamedWorkspace");

impl ToPython for defray::core::outbox::NamedWorkspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { workspace, display_name } = self;
        NAMED_WORKSPACE
            .make(py)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "display_name"), display_name)?
            .done()
    }
}

static WORKSPACE_PAYER: Class = Class::named("WorkspacePayer");

impl ToPython for defray::core::outbox::WorkspacePayer {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { workspace, payer } = self;
        WORKSPACE_PAYER.make(py)?.with(intern!(py, "workspace"), workspace)?.with(intern!(py, "payer"), payer)?.done()
    }
}

static NOT_METERED_BILLS: Class = Class::named("NotMeteredBills");

impl ToPython for defray::core::outbox::NotMeteredBills {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { cloud_account, provider, ended_at, metering_deadline, bills, amount } = self;
        NOT_METERED_BILLS
            .make(py)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "provider"), provider)?
            .with(intern!(py, "ended_at"), ended_at)?
            .with(intern!(py, "metering_deadline"), metering_deadline)?
            .with(intern!(py, "bills"), bills)?
            .with(intern!(py, "amount"), amount)?
            .done()
    }
}

static NOTIFICATION_METHOD_CHANGED_BY_FORCE: Class = Class::named("NotificationMethodChangedByForce");

static NOTIFICATION_ARREARS_BEGUN: Class = Class::named("NotificationArrearsBegun");

static NOTIFICATION_DEADLINE_NEAR: Class = Class::named("NotificationDeadlineNear");

static NOTIFICATION_ACCOUNT_LOCKED: Class = Class::named("NotificationAccountLocked");

static NOTIFICATION_ACCOUNT_UNLOCKED: Class = Class::named("NotificationAccountUnlocked");

static NOTIFICATION_BILL_NOT_METERED: Class = Class::named("NotificationBillNotMetered");

static NOTIFICATION_USAGE_NOT_METERED: Class = Class::named("NotificationUsageNotMetered");

static NOTIFICATION_CONFIRM_SUBSCRIPTION: Class = Class::named("NotificationConfirmSubscription");

static NOTIFICATION_CHOSEN_PAYER_ENDED: Class = Class::named("NotificationChosenPayerEnded");

static NOTIFICATION_USAGE_DISPUTED: Class = Class::named("NotificationUsageDisputed");

static NOTIFICATION_USAGE_RECORD_TOO_LATE: Class = Class::named("NotificationUsageRecordTooLate");

static NOTIFICATION_SUSPENSION_DEADLINE_NEAR: Class = Class::named("NotificationSuspensionDeadlineNear");

static NOTIFICATION_SUBSCRIPTION_REPLACED: Class = Class::named("NotificationSubscriptionReplaced");

static NOTIFICATION_BILLS_CORRECTED: Class = Class::named("NotificationBillsCorrected");

static NOTIFICATION_SUCCESSOR_NOT_LINKED: Class = Class::named("NotificationSuccessorNotLinked");

static NOTIFICATION_BILLS_HELD: Class = Class::named("NotificationBillsHeld");

static NOTIFICATION_BILLS_NOT_METERED: Class = Class::named("NotificationBillsNotMetered");

impl ToPython for defray::core::outbox::Notification {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::MethodChangedByForce {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces,
                still_opening,
                replaced,
                corrected,
                display_names,
            } => NOTIFICATION_METHOD_CHANGED_BY_FORCE
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "ended_at"), ended_at)?
                .with(intern!(py, "workspaces"), workspaces)?
                .with(intern!(py, "still_opening"), still_opening)?
                .with(intern!(py, "replaced"), replaced)?
                .with(intern!(py, "corrected"), corrected)?
                .with(intern!(py, "display_names"), display_names)?
                .done(),
            Self::ArrearsBegun { account, overdraft, since, deadline, payable } => NOTIFICATION_ARREARS_BEGUN
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "payable"), payable)?
                .done(),
            Self::DeadlineNear { account, overdraft, deadline, payable } => NOTIFICATION_DEADLINE_NEAR
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "payable"), payable)?
                .done(),
            Self::AccountLocked { account, overdraft, since, deadline, payable } => NOTIFICATION_ACCOUNT_LOCKED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "overdraft"), overdraft)?
                .with(intern!(py, "since"), since)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "payable"), payable)?
                .done(),
            Self::AccountUnlocked { account } => {
                NOTIFICATION_ACCOUNT_UNLOCKED.make(py)?.with(intern!(py, "account"), account)?.done()
            }
            Self::BillNotMetered { account, bill, workspace, amount, cloud_account, ended_at, metering_deadline } => {
                NOTIFICATION_BILL_NOT_METERED
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
            } => NOTIFICATION_USAGE_NOT_METERED
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
            Self::ConfirmSubscription { provider, topic, address } => NOTIFICATION_CONFIRM_SUBSCRIPTION
                .make(py)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "topic"), topic)?
                .with(intern!(py, "address"), address)?
                .done(),
            Self::ChosenPayerEnded { account, cloud_account, provider, ended_at, workspaces, display_names } => {
                NOTIFICATION_CHOSEN_PAYER_ENDED
                    .make(py)?
                    .with(intern!(py, "account"), account)?
                    .with(intern!(py, "cloud_account"), cloud_account)?
                    .with(intern!(py, "provider"), provider)?
                    .with(intern!(py, "ended_at"), ended_at)?
                    .with(intern!(py, "workspaces"), workspaces)?
                    .with(intern!(py, "display_names"), display_names)?
                    .done()
            }
            Self::UsageDisputed {
                account,
                cloud_account,
                provider,
                record,
                dimension,
                start,
                end,
                unit,
                quantity,
                fell_back,
            } => NOTIFICATION_USAGE_DISPUTED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "record"), record)?
                .with(intern!(py, "dimension"), dimension)?
                .with(intern!(py, "start"), start)?
                .with(intern!(py, "end"), end)?
                .with(intern!(py, "unit"), unit)?
                .with(intern!(py, "quantity"), quantity)?
                .with(intern!(py, "fell_back"), fell_back)?
                .done(),
            Self::UsageRecordTooLate {
                account,
                cloud_account,
                provider,
                record,
                dimension,
                start,
                end,
                unit,
                quantity,
                send_until,
            } => NOTIFICATION_USAGE_RECORD_TOO_LATE
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "record"), record)?
                .with(intern!(py, "dimension"), dimension)?
                .with(intern!(py, "start"), start)?
                .with(intern!(py, "end"), end)?
                .with(intern!(py, "unit"), unit)?
                .with(intern!(py, "quantity"), quantity)?
                .with(intern!(py, "send_until"), send_until)?
                .done(),
            Self::SuspensionDeadlineNear {
                account,
                cloud_account,
                provider,
                suspended_since,
                deadline,
                held_bills,
                amount,
            } => NOTIFICATION_SUSPENSION_DEADLINE_NEAR
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "suspended_since"), suspended_since)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "held_bills"), held_bills)?
                .with(intern!(py, "amount"), amount)?
                .done(),
            Self::SubscriptionReplaced {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces,
                corrected,
                display_names,
            } => NOTIFICATION_SUBSCRIPTION_REPLACED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "ended_at"), ended_at)?
                .with(intern!(py, "workspaces"), workspaces)?
                .with(intern!(py, "corrected"), corrected)?
                .with(intern!(py, "display_names"), display_names)?
                .done(),
            Self::BillsCorrected { account, cloud_account, provider, corrected } => NOTIFICATION_BILLS_CORRECTED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "corrected"), corrected)?
                .done(),
            Self::SuccessorNotLinked { account, cloud_account, provider, ended_at, successors } => {
                NOTIFICATION_SUCCESSOR_NOT_LINKED
                    .make(py)?
                    .with(intern!(py, "account"), account)?
                    .with(intern!(py, "cloud_account"), cloud_account)?
                    .with(intern!(py, "provider"), provider)?
                    .with(intern!(py, "ended_at"), ended_at)?
                    .with(intern!(py, "successors"), successors)?
                    .done()
            }
            Self::BillsHeld {
                account,
                reason,
                bill,
                workspace,
                amount,
                provider,
                suspended_since,
                deadline,
                display_name,
            } => NOTIFICATION_BILLS_HELD
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "reason"), reason)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "suspended_since"), suspended_since)?
                .with(intern!(py, "deadline"), deadline)?
                .with(intern!(py, "display_name"), display_name)?
                .done(),
            Self::BillsNotMetered { account, day, bills, amount, cloud_accounts } => NOTIFICATION_BILLS_NOT_METERED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "day"), day)?
                .with(intern!(py, "bills"), bills)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "cloud_accounts"), cloud_accounts)?
                .done(),
        }
    }
}

static OUTBOX_MESSAGE: Class = Class::named("OutboxMessage");

impl ToPython for defray::core::outbox::OutboxMessage {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { number, raised_at, notification, acknowledged_at } = self;
        OUTBOX_MESSAGE
            .make(py)?
            .with(intern!(py, "number"), number)?
            .with(intern!(py, "raised_at"), raised_at)?
            .with(intern!(py, "notification"), notification)?
            .with(intern!(py, "acknowledged_at"), acknowledged_at)?
            .done()
    }
}
