//! Incoming value: top-ups, vouchers, cards, market orders (M1 to M3).

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;

use rust_decimal::Decimal;

use super::{DecideError, DecisionContext, Handled, own_money};
use crate::account::Account;
use crate::command::{BuyCard, GrantCard, IssueVoucher, RedeemHuaweiOrder, TopUp, VoidLot};
use crate::event::Event;
use crate::fund::{Lot, LotKind, LotState, Origin};
use crate::id::{AccountId, LotId, Note};
use crate::limits::OPEN_LOTS_MAX;
use crate::money::Money;
use crate::policy::Policy;
use crate::records::{Unreadable, ViewExt};
use crate::refusal::Refusal;
use crate::time::Instant;

/// The given validity of a lot.
#[derive(Clone, Copy)]
struct Validity {
    from: Option<Instant>,
    until: Option<Instant>,
}

impl DecisionContext<'_> {
    pub(super) fn top_up(&mut self, command: &TopUp) -> Handled {
        let TopUp { account: id, amount, reference } = command;
        let account = self.paying_in(id, "amount", amount)?;
        let repeats = match reference.as_ref().filter(|reference| !reference.is_blank()) {
            Some(reference) => self.repeated(&account, reference)?,
            None => None,
        };
        // M1: the overdraft first, then cash.
        let repaid = own_money(amount.least(&account.overdraft))?;
        let reference = reference.clone();
        self.emit(Event::ToppedUp { account: id.clone(), amount: *amount, repaid, reference, repeats })?;
        self.follow_overdraft(id)?;
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }

    /// The journal position of the first top-up with this reference. Refused when the policy wants unique references.
    fn repeated(&self, account: &Account, reference: &Note) -> Result<Option<u64>, DecideError> {
        let first = self.records.reference(&account.id, reference)?;
        if let Some(position) = first
            && self.policy(account)?.unique_references
        {
            let (account, reference) = (account.id.clone(), reference.clone());
            return Err(Refusal::ReferenceUsed { account, reference, position }.into());
        }
        Ok(first)
    }

    pub(super) fn issue_voucher(&mut self, command: &IssueVoucher) -> Handled {
        let IssueVoucher { account: id, lot, kind, face, valid_from, valid_until, minimum_bill } = command;
        let account = self.paying_in(id, "face", face)?;
        match (kind, minimum_bill) {
            (LotKind::Card, _) => return Err(Refusal::NotAVoucher { lot: lot.clone() }.into()),
            (LotKind::OrdinaryVoucher, Some(minimum)) => {
                return Err(Refusal::MinimumNotAllowed { lot: lot.clone(), minimum: *minimum }.into());
            }
            (LotKind::OrdinaryVoucher | LotKind::FullReductionVoucher, _) => {}
        }
        if let Some(minimum) = minimum_bill {
            in_currency(&account, "minimum_bill", minimum)?;
        }
        let validity = Validity { from: *valid_from, until: *valid_until };
        let mut voucher = self.new_lot(&account, lot, *kind, *face, validity, Origin::Issued)?;
        voucher.minimum_bill = *minimum_bill;
        self.open_lot(id, voucher)?;
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }

    pub(super) fn grant_card(&mut self, command: &GrantCard) -> Handled {
        let GrantCard { account: id, lot, face, valid_from, valid_until } = command;
        let account = self.paying_in(id, "face", face)?;
        let validity = Validity { from: *valid_from, until: *valid_until };
        let card = self.new_lot(&account, lot, LotKind::Card, *face, validity, Origin::Granted)?;
        self.open_lot(id, card)?;
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }

    pub(super) fn buy_card(&mut self, command: &BuyCard) -> Handled {
        let BuyCard { account: id, lot, face, valid_until } = command;
        let account = self.paying_in(id, "face", face)?;
        let policy = self.policy(&account)?;
        multiple(&policy, face)?;
        let validity = Validity { from: None, until: *valid_until };
        let card = self.new_lot(&account, lot, LotKind::Card, *face, validity, Origin::Bought)?;
        if own_money(face.compare(&account.cash))?.is_gt() {
            return Err(Refusal::CashNotEnough { face: *face, cash: account.cash }.into());
        }
        let gift = self.gift(&account, &policy, lot, face)?;
        self.open_lot(id, card)?;
        if let Some(gift) = gift {
            self.open_lot(id, gift)?;
        }
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }

    /// The full-reduction voucher that comes with a card of `face`, if the policy has a tier for it (M3).
    fn gift(&self, account: &Account, policy: &Policy, card: &LotId, face: &Money) -> Result<Option<Lot>, DecideError> {
        let Some(tier) = policy.tier(face) else { return Ok(None) };
        let id = LotId::new(&format!("{card}-gift"));
        let id = id.map_err(|_| Refusal::LotExists { account: account.id.clone(), lot: card.clone() })?;
        let validity = Validity { from: None, until: tier.valid_for.map(|valid_for| self.at().plus(valid_for)) };
        let (kind, origin) = (LotKind::FullReductionVoucher, Origin::Gift { card: card.clone() });
        self.new_lot(account, &id, kind, tier.voucher.in_currency(account.currency), validity, origin).map(Some)
    }

    pub(super) fn redeem_huawei_order(&mut self, command: &RedeemHuaweiOrder) -> Handled {
        let RedeemHuaweiOrder { account: id, lot, order, huawei_account, face, valid_until } = command;
        let account = self.paying_in(id, "face", face)?;
        if let Some(by) = self.records.order(order)? {
            return Err(Refusal::OrderAlreadyRedeemed { order: order.clone(), account: by }.into());
        }
        multiple(&*self.policy(&account)?, face)?;
        let validity = Validity { from: None, until: *valid_until };
        let origin = Origin::HuaweiOrder { order: order.clone(), huawei_account: huawei_account.clone() };
        let card = self.new_lot(&account, lot, LotKind::Card, *face, validity, origin)?;
        self.emit(Event::OrderRedeemed { account: id.clone(), order: order.clone() })?;
        self.open_lot(id, card)?;
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }

    pub(super) fn void_lot(&mut self, command: &VoidLot) -> Handled {
        let VoidLot { account: id, lot, reason } = command;
        self.open(id)?;
        self.clock(&[id])?;
        let account = self.account(id)?;
        let amount = match account.lot(lot) {
            Some(open) => open.available,
            None => {
                let unknown = || Refusal::UnknownLot { account: id.clone(), lot: lot.clone() };
                let closed = self.records.closed_lot(id, lot)?.ok_or_else(unknown)?;
                match (closed.state, closed.valid_until) {
                    (LotState::Void, _) => return Err(Refusal::LotAlreadyVoid { lot: lot.clone() }.into()),
                    (LotState::Expired, Some(valid_until)) => {
                        return Err(Refusal::LotExpired { lot: lot.clone(), valid_until }.into());
                    }
                    _ => closed.available,
                }
            }
        };
        self.emit(Event::LotVoided { account: id.clone(), lot: lot.clone(), amount, reason: reason.clone() })?;
        Ok(None)
    }

    /// The checks that every command with incoming value makes first.
    fn paying_in(
        &mut self,
        id: &AccountId,
        field: &'static str,
        amount: &Money,
    ) -> Result<alloc::sync::Arc<Account>, DecideError> {
        self.open(id)?;
        self.clock(&[id])?;
        let account = self.account(id)?;
        in_currency(&account, field, amount)?;
        positive(field, amount)?;
        Ok(account)
    }

    fn new_lot(
        &self,
        account: &Account,
        id: &LotId,
        kind: LotKind,
        face: Money,
        validity: Validity,
        origin: Origin,
    ) -> Result<Lot, DecideError> {
        if account.lot(id).is_some() || self.records.closed_lot(&account.id, id)?.is_some() {
            return Err(Refusal::LotExists { account: account.id.clone(), lot: id.clone() }.into());
        }
        let at = self.at();
        let valid_from = validity.from.unwrap_or(at);
        if let Some(valid_until) = validity.until
            && (valid_until <= valid_from || valid_until <= at)
        {
            return Err(Refusal::ValidityEmpty { lot: id.clone(), valid_from, valid_until, at }.into());
        }
        if account.lots.len() >= OPEN_LOTS_MAX {
            return Err(Refusal::TooManyLots { account: account.id.clone(), most: OPEN_LOTS_MAX }.into());
        }
        Ok(Lot {
            id: id.clone(),
            kind,
            face,
            available: face,
            valid_from,
            valid_until: validity.until,
            minimum_bill: None,
            issued_at: at,
            origin,
            state: LotState::Open,
            closed_at: None,
        })
    }

    fn open_lot(&mut self, account: &AccountId, lot: Lot) -> Result<(), DecideError> {
        self.emit(Event::LotOpened { account: account.clone(), lot: Box::new(lot) })
    }
}

/// Refuses money that is not in the account's currency.
pub(super) fn in_currency(account: &Account, field: &'static str, money: &Money) -> Result<(), Refusal> {
    let (id, currency) = (&account.id, account.currency);
    if money.currency() == currency {
        return Ok(());
    }
    let expected =
        format!("an amount in {currency}, the currency of account `{id}`, such as `{} {currency}`", money.amount());
    Err(Refusal::CurrencyMismatch {
        field,
        given: money.to_string().into_boxed_str(),
        expected: expected.into_boxed_str(),
    })
}

/// Refuses an amount that is zero or negative.
pub(super) fn positive(field: &'static str, amount: &Money) -> Result<(), Refusal> {
    if amount.is_positive() {
        return Ok(());
    }
    Err(Refusal::AmountNotPositive { field, given: *amount, currency: amount.currency() })
}

fn multiple(policy: &Policy, face: &Money) -> Result<(), DecideError> {
    let multiple = policy.card_multiple;
    let rest = face.amount().checked_rem(multiple.decimal());
    let rest = rest.ok_or_else(|| Unreadable(format!("a card multiple of {multiple} divides nothing")))?;
    if rest == Decimal::ZERO {
        return Ok(());
    }
    Err(Refusal::CardNotAMultiple { face: *face, multiple: multiple.in_currency(face.currency()) }.into())
}
