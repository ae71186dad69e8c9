//! The records of `event`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static EVENT_ACCOUNT_OPENED: Class = Class::named("EventAccountOpened");

static EVENT_ACCOUNT_CLOSED: Class = Class::named("EventAccountClosed");

static EVENT_POLICY_SET: Class = Class::named("EventPolicySet");

static EVENT_TOPPED_UP: Class = Class::named("EventToppedUp");

static EVENT_LOT_OPENED: Class = Class::named("EventLotOpened");

static EVENT_ORDER_REDEEMED: Class = Class::named("EventOrderRedeemed");

static EVENT_LOT_EXPIRED: Class = Class::named("EventLotExpired");

static EVENT_LOT_VOIDED: Class = Class::named("EventLotVoided");

static EVENT_STANDING_CHANGED: Class = Class::named("EventStandingChanged");

static EVENT_WORKSPACE_BOUND: Class = Class::named("EventWorkspaceBound");

static EVENT_STEP_TAKEN: Class = Class::named("EventStepTaken");

static EVENT_METHOD_KEPT: Class = Class::named("EventMethodKept");

static EVENT_METHOD_CHANGED: Class = Class::named("EventMethodChanged");

static EVENT_CLOUD_ACCOUNT_LINKED: Class = Class::named("EventCloudAccountLinked");

static EVENT_CLOUD_ACCOUNT_CHANGED: Class = Class::named("EventCloudAccountChanged");

static EVENT_MESSAGE_RECEIVED: Class = Class::named("EventMessageReceived");

static EVENT_BILL_HELD: Class = Class::named("EventBillHeld");

static EVENT_BILL_SETTLED: Class = Class::named("EventBillSettled");

static EVENT_BILL_REVERSED: Class = Class::named("EventBillReversed");

static EVENT_BILL_CORRECTED: Class = Class::named("EventBillCorrected");

static EVENT_METERING_REQUESTED: Class = Class::named("EventMeteringRequested");

static EVENT_METERING_ACKNOWLEDGED: Class = Class::named("EventMeteringAcknowledged");

static EVENT_OUTBOX_MESSAGE_QUEUED: Class = Class::named("EventOutboxMessageQueued");

static EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED: Class = Class::named("EventOutboxMessageAcknowledged");

static EVENT_BILL_RESTATED: Class = Class::named("EventBillRestated");

static EVENT_BINDING_EXTENDED: Class = Class::named("EventBindingExtended");

static EVENT_CHARGES_CLAIMED: Class = Class::named("EventChargesClaimed");

static EVENT_LOT_REOPENED: Class = Class::named("EventLotReopened");

static EVENT_SUCCESSOR_CHANGED: Class = Class::named("EventSuccessorChanged");

static EVENT_NOT_METERED_COUNTED: Class = Class::named("EventNotMeteredCounted");

static EVENT_WORKSPACE_RENAMED: Class = Class::named("EventWorkspaceRenamed");

static EVENT_MAIL_SETTINGS_SET: Class = Class::named("EventMailSettingsSet");

impl ToPython for defray::core::event::Event {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::AccountOpened { account, currency } => EVENT_ACCOUNT_OPENED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "currency"), currency)?
                .done(),
            Self::AccountClosed { account, forfeited } => EVENT_ACCOUNT_CLOSED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "forfeited"), forfeited)?
                .done(),
            Self::PolicySet { account, policy } => EVENT_POLICY_SET
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "policy"), policy)?
                .done(),
            Self::ToppedUp { account, amount, repaid, reference, repeats } => EVENT_TOPPED_UP
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "repaid"), repaid)?
                .with(intern!(py, "reference"), reference)?
                .with(intern!(py, "repeats"), repeats)?
                .done(),
            Self::LotOpened { account, lot } => {
                EVENT_LOT_OPENED.make(py)?.with(intern!(py, "account"), account)?.with(intern!(py, "lot"), lot)?.done()
            }
            Self::OrderRedeemed { account, order } => EVENT_ORDER_REDEEMED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "order"), order)?
                .done(),
            Self::LotExpired { account, lot, amount, at } => EVENT_LOT_EXPIRED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "lot"), lot)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "at"), at)?
                .done(),
            Self::LotVoided { account, lot, amount, reason } => EVENT_LOT_VOIDED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "lot"), lot)?
                .with(intern!(py, "amount"), amount)?
                .with(intern!(py, "reason"), reason)?
                .done(),
            Self::StandingChanged { account, standing } => EVENT_STANDING_CHANGED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "standing"), standing)?
                .done(),
            Self::WorkspaceBound { workspace, account, step, interval, display_name } => EVENT_WORKSPACE_BOUND
                .make(py)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "step"), step)?
                .with(intern!(py, "interval"), interval)?
                .with(intern!(py, "display_name"), display_name)?
                .done(),
            Self::StepTaken { workspace, step, left } => EVENT_STEP_TAKEN
                .make(py)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "step"), step)?
                .with(intern!(py, "left"), left)?
                .done(),
            Self::MethodKept { account, workspace, method } => EVENT_METHOD_KEPT
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "method"), method)?
                .done(),
            Self::MethodChanged { account, workspace, method, kept_intervals, intervals } => EVENT_METHOD_CHANGED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "method"), method)?
                .with(intern!(py, "kept_intervals"), kept_intervals)?
                .with(intern!(py, "intervals"), intervals)?
                .done(),
            Self::CloudAccountLinked { cloud_account, link } => EVENT_CLOUD_ACCOUNT_LINKED
                .make(py)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "link"), link)?
                .done(),
            Self::CloudAccountChanged {
                account,
                cloud_account,
                was,
                state,
                lifecycle,
                metering_deadline,
                patience,
            } => EVENT_CLOUD_ACCOUNT_CHANGED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "was"), was)?
                .with(intern!(py, "state"), state)?
                .with(intern!(py, "lifecycle"), lifecycle)?
                .with(intern!(py, "metering_deadline"), metering_deadline)?
                .with(intern!(py, "patience"), patience)?
                .done(),
            Self::MessageReceived { message, disposition, cloud_account, account, recorded_signal } => {
                EVENT_MESSAGE_RECEIVED
                    .make(py)?
                    .with(intern!(py, "message"), message)?
                    .with(intern!(py, "disposition"), disposition)?
                    .with(intern!(py, "cloud_account"), cloud_account)?
                    .with(intern!(py, "account"), account)?
                    .with(intern!(py, "recorded_signal"), recorded_signal)?
                    .done()
            }
            Self::BillHeld { account, bill, reason } => EVENT_BILL_HELD
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "reason"), reason)?
                .done(),
            Self::BillSettled { record } => EVENT_BILL_SETTLED.make(py)?.with(intern!(py, "record"), record)?.done(),
            Self::BillReversed { account, bill, payer, reversal } => EVENT_BILL_REVERSED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "payer"), payer)?
                .with(intern!(py, "reversal"), reversal)?
                .done(),
            Self::BillCorrected { account, bill, correction } => EVENT_BILL_CORRECTED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "correction"), correction)?
                .done(),
            Self::MeteringRequested { record } => {
                EVENT_METERING_REQUESTED.make(py)?.with(intern!(py, "record"), record)?.done()
            }
            Self::MeteringAcknowledged {
                account,
                cloud_account,
                record,
                outcome,
                state,
                accepted,
                head,
                provider_record,
            } => EVENT_METERING_ACKNOWLEDGED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "record"), record)?
                .with(intern!(py, "outcome"), outcome)?
                .with(intern!(py, "state"), state)?
                .with(intern!(py, "accepted"), accepted)?
                .with(intern!(py, "head"), head)?
                .with(intern!(py, "provider_record"), provider_record)?
                .done(),
            Self::OutboxMessageQueued { number, notification } => EVENT_OUTBOX_MESSAGE_QUEUED
                .make(py)?
                .with(intern!(py, "number"), number)?
                .with(intern!(py, "notification"), notification)?
                .done(),
            Self::OutboxMessageAcknowledged { number } => {
                EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED.make(py)?.with(intern!(py, "number"), number)?.done()
            }
            Self::BillRestated { account, bill, by } => EVENT_BILL_RESTATED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "by"), by)?
                .done(),
            Self::BindingExtended { workspace, account, step, interval } => EVENT_BINDING_EXTENDED
                .make(py)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "step"), step)?
                .with(intern!(py, "interval"), interval)?
                .done(),
            Self::ChargesClaimed { export_name, part, bills } => EVENT_CHARGES_CLAIMED
                .make(py)?
                .with(intern!(py, "export_name"), export_name)?
                .with(intern!(py, "part"), part)?
                .with(intern!(py, "bills"), bills)?
                .done(),
            Self::LotReopened { account, lot, amount } => EVENT_LOT_REOPENED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "lot"), lot)?
                .with(intern!(py, "amount"), amount)?
                .done(),
            Self::SuccessorChanged { account, cloud_account, successor } => EVENT_SUCCESSOR_CHANGED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "successor"), successor)?
                .done(),
            Self::NotMeteredCounted {
                account,
                bill,
                day,
                cloud_account,
                provider,
                ended_at,
                metering_deadline,
                amount,
            } => EVENT_NOT_METERED_COUNTED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "bill"), bill)?
                .with(intern!(py, "day"), day)?
                .with(intern!(py, "cloud_account"), cloud_account)?
                .with(intern!(py, "provider"), provider)?
                .with(intern!(py, "ended_at"), ended_at)?
                .with(intern!(py, "metering_deadline"), metering_deadline)?
                .with(intern!(py, "amount"), amount)?
                .done(),
            Self::WorkspaceRenamed { account, workspace, display_name } => EVENT_WORKSPACE_RENAMED
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "workspace"), workspace)?
                .with(intern!(py, "display_name"), display_name)?
                .done(),
            Self::MailSettingsSet { account, settings } => EVENT_MAIL_SETTINGS_SET
                .make(py)?
                .with(intern!(py, "account"), account)?
                .with(intern!(py, "settings"), settings)?
                .done(),
        }
    }
}
