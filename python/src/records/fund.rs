//! The records of `fund`. Written by `make bindings`; do not edit.

use pyo3::prelude::*;

use crate::convert::prelude::*;

static FUND: Class = Class::named("Fund");

impl ToPython for defray::core::fund::Fund {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        FUND.member(
            py,
            match self {
                Self::OrdinaryVoucher => "ORDINARY_VOUCHER",
                Self::FullReductionVoucher => "FULL_REDUCTION_VOUCHER",
                Self::Card => "CARD",
                Self::Cash => "CASH",
                Self::Overdraft => "OVERDRAFT",
                Self::CloudAccount => "CLOUD_ACCOUNT",
            },
        )
    }
}

impl FromPython for defray::core::fund::Fund {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "ordinary_voucher" => Ok(Self::OrdinaryVoucher),
            "full_reduction_voucher" => Ok(Self::FullReductionVoucher),
            "card" => Ok(Self::Card),
            "cash" => Ok(Self::Cash),
            "overdraft" => Ok(Self::Overdraft),
            "cloud_account" => Ok(Self::CloudAccount),
            other => Err(InputFault::value(
                other,
                "one of ordinary_voucher, full_reduction_voucher, card, cash, overdraft, cloud_account",
            )),
        }
    }
}

static LOT_KIND: Class = Class::named("LotKind");

impl ToPython for defray::core::fund::LotKind {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        LOT_KIND.member(
            py,
            match self {
                Self::OrdinaryVoucher => "ORDINARY_VOUCHER",
                Self::FullReductionVoucher => "FULL_REDUCTION_VOUCHER",
                Self::Card => "CARD",
            },
        )
    }
}

impl FromPython for defray::core::fund::LotKind {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "ordinary_voucher" => Ok(Self::OrdinaryVoucher),
            "full_reduction_voucher" => Ok(Self::FullReductionVoucher),
            "card" => Ok(Self::Card),
            other => Err(InputFault::value(other, "one of ordinary_voucher, full_reduction_voucher, card")),
        }
    }
}

static ORIGIN_ISSUED: Class = Class::named("OriginIssued");

static ORIGIN_GRANTED: Class = Class::named("OriginGranted");

static ORIGIN_BOUGHT: Class = Class::named("OriginBought");

static ORIGIN_GIFT: Class = Class::named("OriginGift");

static ORIGIN_HUAWEI_ORDER: Class = Class::named("OriginHuaweiOrder");

impl ToPython for defray::core::fund::Origin {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Issued => ORIGIN_ISSUED.only(py),
            Self::Granted => ORIGIN_GRANTED.only(py),
            Self::Bought => ORIGIN_BOUGHT.only(py),
            Self::Gift { card } => ORIGIN_GIFT.make(py)?.with(intern!(py, "card"), card)?.done(),
            Self::HuaweiOrder { order, huawei_account } => ORIGIN_HUAWEI_ORDER
                .make(py)?
                .with(intern!(py, "order"), order)?
                .with(intern!(py, "huawei_account"), huawei_account)?
                .done(),
        }
    }
}

static LOT_STATE: Class = Class::named("LotState");

impl ToPython for defray::core::fund::LotState {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        LOT_STATE.member(
            py,
            match self {
                Self::Open => "OPEN",
                Self::Exhausted => "EXHAUSTED",
                Self::Expired => "EXPIRED",
                Self::Void => "VOID",
            },
        )
    }
}

impl FromPython for defray::core::fund::LotState {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        match text(value)? {
            "open" => Ok(Self::Open),
            "exhausted" => Ok(Self::Exhausted),
            "expired" => Ok(Self::Expired),
            "void" => Ok(Self::Void),
            other => Err(InputFault::value(other, "one of open, exhausted, expired, void")),
        }
    }
}

static LOT: Class = Class::named("Lot");

impl ToPython for defray::core::fund::Lot {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self {
            id,
            kind,
            face,
            available,
            valid_from,
            valid_until,
            minimum_bill,
            issued_at,
            origin,
            state,
            closed_at,
        } = self;
        LOT.make(py)?
            .with(intern!(py, "id"), id)?
            .with(intern!(py, "kind"), kind)?
            .with(intern!(py, "face"), face)?
            .with(intern!(py, "available"), available)?
            .with(intern!(py, "valid_from"), valid_from)?
            .with(intern!(py, "valid_until"), valid_until)?
            .with(intern!(py, "minimum_bill"), minimum_bill)?
            .with(intern!(py, "issued_at"), issued_at)?
            .with(intern!(py, "origin"), origin)?
            .with(intern!(py, "state"), state)?
            .with(intern!(py, "closed_at"), closed_at)?
            .done()
    }
}
