//! The records of `command`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static OPEN_ACCOUNT: Class = Class::named("OpenAccount");

impl ToPython for defray::core::command::OpenAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, currency } = self;
        OPEN_ACCOUNT.make(py)?.with(intern!(py, "account"), account)?.with(intern!(py, "currency"), currency)?.done()
    }
}

impl FromPython for defray::core::command::OpenAccount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        OPEN_ACCOUNT.expect(value)?;
        let py = value.py();
        Ok(Self { account: field(value, intern!(py, "account"))?, currency: field(value, intern!(py, "currency"))? })
    }
}

static CLOSE_ACCOUNT: Class = Class::named("CloseAccount");

impl ToPython for defray::core::command::CloseAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account } = self;
        CLOSE_ACCOUNT.make(py)?.with(intern!(py, "account"), account)?.done()
    }
}

impl FromPython for defray::core::command::CloseAccount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        CLOSE_ACCOUNT.expect(value)?;
        let py = value.py();
        Ok(Self { account: field(value, intern!(py, "account"))? })
    }
}

static SET_POLICY: Class = Class::named("SetPolicy");

impl ToPython for defray::core::command::SetPolicy {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, policy } = self;
        SET_POLICY.make(py)?.with(intern!(py, "account"), account)?.with(intern!(py, "policy"), policy)?.done()
    }
}

impl FromPython for defray::core::command::SetPolicy {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        SET_POLICY.expect(value)?;
        let py = value.py();
        Ok(Self { account: field(value, intern!(py, "account"))?, policy: field(value, intern!(py, "policy"))? })
    }
}

static TOP_UP: Class = Class::named("TopUp");

impl ToPython for defray::core::command::TopUp {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, amount, reference } = self;
        TOP_UP
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "reference"), reference)?
            .done()
    }
}

impl FromPython for defray::core::command::TopUp {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        TOP_UP.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            amount: field(value, intern!(py, "amount"))?,
            reference: field(value, intern!(py, "reference"))?,
        })
    }
}

static ISSUE_VOUCHER: Class = Class::named("IssueVoucher");

impl ToPython for defray::core::command::IssueVoucher {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, lot, kind, face, valid_from, valid_until, minimum_bill } = self;
        ISSUE_VOUCHER
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "kind"), kind)?
            .with(intern!(py, "face"), face)?
            .with(intern!(py, "valid_from"), valid_from)?
            .with(intern!(py, "valid_until"), valid_until)?
            .with(intern!(py, "minimum_bill"), minimum_bill)?
            .done()
    }
}

impl FromPython for defray::core::command::IssueVoucher {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ISSUE_VOUCHER.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            lot: field(value, intern!(py, "lot"))?,
            kind: field(value, intern!(py, "kind"))?,
            face: field(value, intern!(py, "face"))?,
            valid_from: field(value, intern!(py, "valid_from"))?,
            valid_until: field(value, intern!(py, "valid_until"))?,
            minimum_bill: field(value, intern!(py, "minimum_bill"))?,
        })
    }
}

static GRANT_CARD: Class = Class::named("GrantCard");

impl ToPython for defray::core::command::GrantCard {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, lot, face, valid_from, valid_until } = self;
        GRANT_CARD
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "face"), face)?
            .with(intern!(py, "valid_from"), valid_from)?
            .with(intern!(py, "valid_until"), valid_until)?
            .done()
    }
}

impl FromPython for defray::core::command::GrantCard {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        GRANT_CARD.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            lot: field(value, intern!(py, "lot"))?,
            face: field(value, intern!(py, "face"))?,
            valid_from: field(value, intern!(py, "valid_from"))?,
            valid_until: field(value, intern!(py, "valid_until"))?,
        })
    }
}

static BUY_CARD: Class = Class::named("BuyCard");

impl ToPython for defray::core::command::BuyCard {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, lot, face, valid_until } = self;
        BUY_CARD
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "face"), face)?
            .with(intern!(py, "valid_until"), valid_until)?
            .done()
    }
}

impl FromPython for defray::core::command::BuyCard {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        BUY_CARD.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            lot: field(value, intern!(py, "lot"))?,
            face: field(value, intern!(py, "face"))?,
            valid_until: field(value, intern!(py, "valid_until"))?,
        })
    }
}

static REDEEM_HUAWEI_ORDER: Class = Class::named("RedeemHuaweiOrder");

impl ToPython for defray::core::command::RedeemHuaweiOrder {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, lot, order, huawei_account, face, valid_until } = self;
        REDEEM_HUAWEI_ORDER
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "order"), order)?
            .with(intern!(py, "huawei_account"), huawei_account)?
            .with(intern!(py, "face"), face)?
            .with(intern!(py, "valid_until"), valid_until)?
            .done()
    }
}

impl FromPython for defray::core::command::RedeemHuaweiOrder {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        REDEEM_HUAWEI_ORDER.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            lot: field(value, intern!(py, "lot"))?,
            order: field(value, intern!(py, "order"))?,
            huawei_account: field(value, intern!(py, "huawei_account"))?,
            face: field(value, intern!(py, "face"))?,
            valid_until: field(value, intern!(py, "valid_until"))?,
        })
    }
}

static VOID_LOT: Class = Class::named("VoidLot");

impl ToPython for defray::core::command::VoidLot {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, lot, reason } = self;
        VOID_LOT
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "lot"), lot)?
            .with(intern!(py, "reason"), reason)?
            .done()
    }
}

impl FromPython for defray::core::command::VoidLot {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        VOID_LOT.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            lot: field(value, intern!(py, "lot"))?,
            reason: field(value, intern!(py, "reason"))?,
        })
    }
}

static BIND_WORKSPACE: Class = Class::named("BindWorkspace");

impl ToPython for defray::core::command::BindWorkspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, workspace, since, display_name } = self;
        BIND_WORKSPACE
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "since"), since)?
            .with(intern!(py, "display_name"), display_name)?
            .done()
    }
}

impl FromPython for defray::core::command::BindWorkspace {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        BIND_WORKSPACE.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            workspace: field(value, intern!(py, "workspace"))?,
            since: field(value, intern!(py, "since"))?,
            display_name: field(value, intern!(py, "display_name"))?,
        })
    }
}

static MOVE_WORKSPACE: Class = Class::named("MoveWorkspace");

impl ToPython for defray::core::command::MoveWorkspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, workspace, to } = self;
        MOVE_WORKSPACE
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "to"), to)?
            .done()
    }
}

impl FromPython for defray::core::command::MoveWorkspace {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        MOVE_WORKSPACE.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            workspace: field(value, intern!(py, "workspace"))?,
            to: field(value, intern!(py, "to"))?,
        })
    }
}

static DISSOLVE_WORKSPACE: Class = Class::named("DissolveWorkspace");

impl ToPython for defray::core::command::DissolveWorkspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, workspace } = self;
        DISSOLVE_WORKSPACE
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "workspace"), workspace)?
            .done()
    }
}

impl FromPython for defray::core::command::DissolveWorkspace {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        DISSOLVE_WORKSPACE.expect(value)?;
        let py = value.py();
        Ok(Self { account: field(value, intern!(py, "account"))?, workspace: field(value, intern!(py, "workspace"))? })
    }
}

static LINK_CLOUD_ACCOUNT: Class = Class::named("LinkCloudAccount");

impl ToPython for defray::core::command::LinkCloudAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, cloud_account, subscription } = self;
        LINK_CLOUD_ACCOUNT
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "subscription"), subscription)?
            .done()
    }
}

impl FromPython for defray::core::command::LinkCloudAccount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        LINK_CLOUD_ACCOUNT.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            cloud_account: field(value, intern!(py, "cloud_account"))?,
            subscription: field(value, intern!(py, "subscription"))?,
        })
    }
}

static WITHDRAW_CLOUD_ACCOUNT: Class = Class::named("WithdrawCloudAccount");

impl ToPython for defray::core::command::WithdrawCloudAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, cloud_account } = self;
        WITHDRAW_CLOUD_ACCOUNT
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .done()
    }
}

impl FromPython for defray::core::command::WithdrawCloudAccount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        WITHDRAW_CLOUD_ACCOUNT.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            cloud_account: field(value, intern!(py, "cloud_account"))?,
        })
    }
}

static CHOOSE_METHOD: Class = Class::named("ChooseMethod");

impl ToPython for defray::core::command::ChooseMethod {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, workspace, method } = self;
        CHOOSE_METHOD
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "method"), method)?
            .done()
    }
}

impl FromPython for defray::core::command::ChooseMethod {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        CHOOSE_METHOD.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            workspace: field(value, intern!(py, "workspace"))?,
            method: field(value, intern!(py, "method"))?,
        })
    }
}

static INGEST: Class = Class::named("Ingest");

impl ToPython for defray::core::command::Ingest {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { message } = self;
        INGEST.make(py)?.with(intern!(py, "message"), message)?.done()
    }
}

impl FromPython for defray::core::command::Ingest {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        INGEST.expect(value)?;
        let py = value.py();
        Ok(Self { message: field(value, intern!(py, "message"))? })
    }
}

static SETTLE_BILL: Class = Class::named("SettleBill");

impl ToPython for defray::core::command::SettleBill {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, account } = self;
        SETTLE_BILL.make(py)?.with(intern!(py, "bill"), bill)?.with(intern!(py, "account"), account)?.done()
    }
}

impl FromPython for defray::core::command::SettleBill {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        SETTLE_BILL.expect(value)?;
        let py = value.py();
        Ok(Self { bill: field(value, intern!(py, "bill"))?, account: field(value, intern!(py, "account"))? })
    }
}

static REVERSE_BILL: Class = Class::named("ReverseBill");

impl ToPython for defray::core::command::ReverseBill {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, reversal, amount, reason } = self;
        REVERSE_BILL
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "reversal"), reversal)?
            .with(intern!(py, "amount"), amount)?
            .with(intern!(py, "reason"), reason)?
            .done()
    }
}

impl FromPython for defray::core::command::ReverseBill {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        REVERSE_BILL.expect(value)?;
        let py = value.py();
        Ok(Self {
            bill: field(value, intern!(py, "bill"))?,
            reversal: field(value, intern!(py, "reversal"))?,
            amount: field(value, intern!(py, "amount"))?,
            reason: field(value, intern!(py, "reason"))?,
        })
    }
}

static REQUEST_METERING: Class = Class::named("RequestMetering");

impl ToPython for defray::core::command::RequestMetering {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { cloud_account } = self;
        REQUEST_METERING.make(py)?.with(intern!(py, "cloud_account"), cloud_account)?.done()
    }
}

impl FromPython for defray::core::command::RequestMetering {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        REQUEST_METERING.expect(value)?;
        let py = value.py();
        Ok(Self { cloud_account: field(value, intern!(py, "cloud_account"))? })
    }
}

static ACKNOWLEDGE_METERING: Class = Class::named("AcknowledgeMetering");

impl ToPython for defray::core::command::AcknowledgeMetering {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { record, outcome, provider_record } = self;
        ACKNOWLEDGE_METERING
            .make(py)?
            .with(intern!(py, "record"), record)?
            .with(intern!(py, "outcome"), outcome)?
            .with(intern!(py, "provider_record"), provider_record)?
            .done()
    }
}

impl FromPython for defray::core::command::AcknowledgeMetering {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ACKNOWLEDGE_METERING.expect(value)?;
        let py = value.py();
        Ok(Self {
            record: field(value, intern!(py, "record"))?,
            outcome: field(value, intern!(py, "outcome"))?,
            provider_record: field(value, intern!(py, "provider_record"))?,
        })
    }
}

static ADVANCE: Class = Class::named("Advance");

impl ToPython for defray::core::command::Advance {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {} = self;
        ADVANCE.make(py)?.done()
    }
}

impl FromPython for defray::core::command::Advance {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ADVANCE.expect(value)?;

        Ok(Self {})
    }
}

static ACKNOWLEDGE: Class = Class::named("Acknowledge");

impl ToPython for defray::core::command::Acknowledge {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { outbox_message } = self;
        ACKNOWLEDGE.make(py)?.with(intern!(py, "outbox_message"), outbox_message)?.done()
    }
}

impl FromPython for defray::core::command::Acknowledge {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        ACKNOWLEDGE.expect(value)?;
        let py = value.py();
        Ok(Self { outbox_message: field(value, intern!(py, "outbox_message"))? })
    }
}

static UNLINK_CLOUD_ACCOUNT: Class = Class::named("UnlinkCloudAccount");

impl ToPython for defray::core::command::UnlinkCloudAccount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, cloud_account, reason } = self;
        UNLINK_CLOUD_ACCOUNT
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "cloud_account"), cloud_account)?
            .with(intern!(py, "reason"), reason)?
            .done()
    }
}

impl FromPython for defray::core::command::UnlinkCloudAccount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        UNLINK_CLOUD_ACCOUNT.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            cloud_account: field(value, intern!(py, "cloud_account"))?,
            reason: field(value, intern!(py, "reason"))?,
        })
    }
}

static RESTATE_BILL: Class = Class::named("RestateBill");

impl ToPython for defray::core::command::RestateBill {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { bill, reversal, by, reason } = self;
        RESTATE_BILL
            .make(py)?
            .with(intern!(py, "bill"), bill)?
            .with(intern!(py, "reversal"), reversal)?
            .with(intern!(py, "by"), by)?
            .with(intern!(py, "reason"), reason)?
            .done()
    }
}

impl FromPython for defray::core::command::RestateBill {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        RESTATE_BILL.expect(value)?;
        let py = value.py();
        Ok(Self {
            bill: field(value, intern!(py, "bill"))?,
            reversal: field(value, intern!(py, "reversal"))?,
            by: field(value, intern!(py, "by"))?,
            reason: field(value, intern!(py, "reason"))?,
        })
    }
}

static CLAIM_CHARGES: Class = Class::named("ClaimCharges");

impl ToPython for defray::core::command::ClaimCharges {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { export_name, part, bills } = self;
        CLAIM_CHARGES
            .make(py)?
            .with(intern!(py, "export_name"), export_name)?
            .with(intern!(py, "part"), part)?
            .with(intern!(py, "bills"), bills)?
            .done()
    }
}

impl FromPython for defray::core::command::ClaimCharges {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        CLAIM_CHARGES.expect(value)?;
        let py = value.py();
        Ok(Self {
            export_name: field(value, intern!(py, "export_name"))?,
            part: field(value, intern!(py, "part"))?,
            bills: field(value, intern!(py, "bills"))?,
        })
    }
}

static RENAME_WORKSPACE: Class = Class::named("RenameWorkspace");

impl ToPython for defray::core::command::RenameWorkspace {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, workspace, display_name } = self;
        RENAME_WORKSPACE
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "workspace"), workspace)?
            .with(intern!(py, "display_name"), display_name)?
            .done()
    }
}

impl FromPython for defray::core::command::RenameWorkspace {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        RENAME_WORKSPACE.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            workspace: field(value, intern!(py, "workspace"))?,
            display_name: field(value, intern!(py, "display_name"))?,
        })
    }
}

static SET_MAIL_SETTINGS: Class = Class::named("SetMailSettings");

impl ToPython for defray::core::command::SetMailSettings {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { account, language, time_zone } = self;
        SET_MAIL_SETTINGS
            .make(py)?
            .with(intern!(py, "account"), account)?
            .with(intern!(py, "language"), language)?
            .with(intern!(py, "time_zone"), time_zone)?
            .done()
    }
}

impl FromPython for defray::core::command::SetMailSettings {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        SET_MAIL_SETTINGS.expect(value)?;
        let py = value.py();
        Ok(Self {
            account: field(value, intern!(py, "account"))?,
            language: field(value, intern!(py, "language"))?,
            time_zone: field(value, intern!(py, "time_zone"))?,
        })
    }
}

impl ToPython for defray::core::command::Command {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::OpenAccount(command) => command.to_python(py),
            Self::CloseAccount(command) => command.to_python(py),
            Self::SetPolicy(command) => command.to_python(py),
            Self::TopUp(command) => command.to_python(py),
            Self::IssueVoucher(command) => command.to_python(py),
            Self::GrantCard(command) => command.to_python(py),
            Self::BuyCard(command) => command.to_python(py),
            Self::RedeemHuaweiOrder(command) => command.to_python(py),
            Self::VoidLot(command) => command.to_python(py),
            Self::BindWorkspace(command) => command.to_python(py),
            Self::MoveWorkspace(command) => command.to_python(py),
            Self::DissolveWorkspace(command) => command.to_python(py),
            Self::LinkCloudAccount(command) => command.to_python(py),
            Self::WithdrawCloudAccount(command) => command.to_python(py),
            Self::ChooseMethod(command) => command.to_python(py),
            Self::Ingest(command) => command.to_python(py),
            Self::SettleBill(command) => command.to_python(py),
            Self::ReverseBill(command) => command.to_python(py),
            Self::RequestMetering(command) => command.to_python(py),
            Self::AcknowledgeMetering(command) => command.to_python(py),
            Self::Advance(command) => command.to_python(py),
            Self::Acknowledge(command) => command.to_python(py),
            Self::UnlinkCloudAccount(command) => command.to_python(py),
            Self::RestateBill(command) => command.to_python(py),
            Self::ClaimCharges(command) => command.to_python(py),
            Self::RenameWorkspace(command) => command.to_python(py),
            Self::SetMailSettings(command) => command.to_python(py),
        }
    }
}

impl FromPython for defray::core::command::Command {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        if OPEN_ACCOUNT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::OpenAccount);
        }
        if CLOSE_ACCOUNT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::CloseAccount);
        }
        if SET_POLICY.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::SetPolicy);
        }
        if TOP_UP.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::TopUp);
        }
        if ISSUE_VOUCHER.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::IssueVoucher);
        }
        if GRANT_CARD.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::GrantCard);
        }
        if BUY_CARD.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::BuyCard);
        }
        if REDEEM_HUAWEI_ORDER.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::RedeemHuaweiOrder);
        }
        if VOID_LOT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::VoidLot);
        }
        if BIND_WORKSPACE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::BindWorkspace);
        }
        if MOVE_WORKSPACE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::MoveWorkspace);
        }
        if DISSOLVE_WORKSPACE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::DissolveWorkspace);
        }
        if LINK_CLOUD_ACCOUNT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::LinkCloudAccount);
        }
        if WITHDRAW_CLOUD_ACCOUNT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::WithdrawCloudAccount);
        }
        if CHOOSE_METHOD.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::ChooseMethod);
        }
        if INGEST.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::Ingest);
        }
        if SETTLE_BILL.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::SettleBill);
        }
        if REVERSE_BILL.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::ReverseBill);
        }
        if REQUEST_METERING.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::RequestMetering);
        }
        if ACKNOWLEDGE_METERING.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::AcknowledgeMetering);
        }
        if ADVANCE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::Advance);
        }
        if ACKNOWLEDGE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::Acknowledge);
        }
        if UNLINK_CLOUD_ACCOUNT.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::UnlinkCloudAccount);
        }
        if RESTATE_BILL.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::RestateBill);
        }
        if CLAIM_CHARGES.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::ClaimCharges);
        }
        if RENAME_WORKSPACE.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::RenameWorkspace);
        }
        if SET_MAIL_SETTINGS.is_class_of(value)? {
            return FromPython::from_python(value).map(Self::SetMailSettings);
        }
        Err(InputFault::ty(value, "a command, such as TopUp"))
    }
}
