//! What may differ between vendors and accounts, as data: the order of funds, limits, intervals.
//!
//! Every field has a default, and the defaults are the vendor's published rules.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::fund::Fund;
use crate::id::{Dimension, ItemId, ProviderIdentifier, Site};
use crate::limits::POLICY_ENTRIES_MAX;
use crate::machine::string_enum;
use crate::method::Payer;
use crate::money::{Money, PolicyAmount};
use crate::provider::Provider;
use crate::subscription::Subscription;
use crate::time::{Instant, MeteringWindow, Seconds};

/// The order in which funds pay, for some items or for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waterfall {
    /// The items it is for, in any case; absent: every item not named by an earlier entry.
    #[serde(default)]
    pub items: Option<Vec<ItemId>>,
    /// The order when the enterprise account pays.
    pub enterprise: Vec<Fund>,
    /// The order when a cloud account pays.
    pub cloud: Vec<Fund>,
}

impl Waterfall {
    /// The order of funds under `payer`.
    pub fn funds(&self, payer: &Payer) -> &[Fund] {
        match payer {
            Payer::Enterprise => &self.enterprise,
            Payer::CloudAccount(_) => &self.cloud,
        }
    }
}

/// A full-reduction voucher that comes with the purchase of a card (M3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTier {
    /// The smallest face of the card, in the account's currency.
    pub at_least: PolicyAmount,
    /// The face of the voucher.
    pub voucher: PolicyAmount,
    /// How long the voucher is valid; absent: it never expires.
    #[serde(default)]
    pub valid_for: Option<Seconds>,
}

/// What the charges of a provider's cloud accounts are metered as (W6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeteringUnit {
    /// The provider.
    pub provider: Provider,
    /// The product it is for; absent: every product not named by an earlier entry.
    #[serde(default)]
    pub product_code: Option<ProviderIdentifier>,
    /// What is counted, by the provider's name for it.
    pub dimension: Dimension,
    /// The price of one unit, in the account's currency.
    pub unit: PolicyAmount,
}

/// Another name of an item, such as an exporter's name of a service (W3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemName {
    /// The other name, in any case.
    pub name: ItemId,
    /// The item that it means.
    pub item: ItemId,
}

string_enum! {
    /// The instant at which the validity of lots is judged when a bill is settled (W5).
    pub enum ValidityAt {
        /// The instant of the settlement.
        Settlement = "settlement",
        /// The start of the bill's usage period, or the instant of the settlement when the usage begins later.
        UsageStart = "usage_start",
    }
}

/// Everything that may differ between accounts. See each field for its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The first entry that names the bill's item, or names none, is used. Default: W1, W2, W3.
    pub waterfalls: Vec<Waterfall>,
    /// How far the overdraft may go (W7), in the account's currency. Default: no limit.
    pub credit_limit: Option<PolicyAmount>,
    /// From the start of arrears to the lock. Default: 14 days.
    pub grace: Seconds,
    /// How long before the lock the reminder is due; not shorter than `grace`: no reminder. Default: 3 days.
    pub deadline_notice: Seconds,
    /// A bought card's face is a positive multiple of this. Default: 100.
    pub card_multiple: PolicyAmount,
    /// Vouchers that come with cards (M3). Default: none.
    pub card_tiers: Vec<CardTier>,
    /// How far a command's instant may lie before the account's last decision (T1). Default: 5 minutes.
    pub clock_tolerance: Seconds,
    /// Voluntary changes of method per workspace and UTC calendar month (C2). Default: no limit.
    pub voluntary_changes_per_month: Option<u32>,
    /// Whether a workspace must stay with an active cloud account (C2). Default: no.
    pub lock_in: bool,
    /// The providers a site admits (C2); a site not named admits all. Default: no restriction.
    pub site_providers: Option<BTreeMap<Site, Vec<Provider>>>,
    /// Until when usage from before an end can be metered, by provider.
    pub metering_windows: BTreeMap<Provider, MeteringWindow>,
    /// What charges are metered as. Default: units of 0.01.
    pub metering: Vec<MeteringUnit>,
    /// Whether a top-up is refused when an earlier one of the account had its reference (M1). Default: no.
    pub unique_references: bool,
    /// Other names of items (W3). Default: `dial` means `dial_test`.
    pub item_names: Vec<ItemName>,
    /// The smallest amount that a person can pay, in the account's currency. Arrears begin and end by whole units of it
    /// (W7). Default: 0.01.
    pub payable_unit: PolicyAmount,
    /// The instant at which the validity of lots is judged (W5). Default: the settlement.
    pub validity_at: ValidityAt,
    /// From the suspension of a cloud account until the enterprise account pays its bills (P3). Default: 30 days.
    pub suspended_patience: Seconds,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            waterfalls: default_waterfalls(),
            credit_limit: None,
            grace: Seconds::days(14),
            deadline_notice: Seconds::days(3),
            card_multiple: PolicyAmount::whole(100),
            card_tiers: Vec::new(),
            clock_tolerance: Seconds::new(300).unwrap_or(Seconds::days(0)),
            voluntary_changes_per_month: None,
            lock_in: false,
            site_providers: None,
            metering_windows: Provider::ALL.iter().map(|one| (*one, one.metering_window())).collect(),
            metering: Vec::new(),
            unique_references: false,
            item_names: default_item_names(),
            payable_unit: PolicyAmount::hundredth(),
            validity_at: ValidityAt::Settlement,
            suspended_patience: Seconds::days(30),
        }
    }
}

fn default_item_names() -> Vec<ItemName> {
    let entry = ItemId::new("dial").ok().zip(ItemId::new("dial_test").ok());
    entry.map(|(name, item)| ItemName { name, item }).into_iter().collect()
}

/// W3 before W1 and W2: the entry that names items comes first.
fn default_waterfalls() -> Vec<Waterfall> {
    use Fund::{Card, Cash, CloudAccount, FullReductionVoucher, OrdinaryVoucher, Overdraft};
    let item = |name: &str| ItemId::new(name).ok();
    vec![
        Waterfall {
            items: Some([item("sms"), item("dial_test")].into_iter().flatten().collect()),
            enterprise: vec![Card, Cash, Overdraft],
            cloud: vec![Card, CloudAccount],
        },
        Waterfall {
            items: None,
            enterprise: vec![OrdinaryVoucher, FullReductionVoucher, Card, Cash, Overdraft],
            cloud: vec![OrdinaryVoucher, FullReductionVoucher, Card, CloudAccount],
        },
    ]
}

/// A policy that could not decide, or would decide against a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`policy.{field}` is `{value}`: expected {expected}")]
pub struct PolicyError {
    /// The field, such as `card_tiers.at_least`.
    pub field: Box<str>,
    /// The given value.
    pub value: Box<str>,
    /// The expected form.
    pub expected: Box<str>,
}

impl Policy {
    /// The order of funds for `item` under `payer`.
    pub fn funds(&self, item: &ItemId, payer: &Payer) -> &[Fund] {
        let item = self.item(item);
        let listed = |waterfall: &&Waterfall| {
            waterfall.items.as_ref().is_none_or(|items| items.iter().any(|listed| listed.is_like(item)))
        };
        self.waterfalls.iter().find(listed).map_or(&[], |waterfall| waterfall.funds(payer))
    }

    /// The item that a name means: by `item_names`, else the name itself (W3).
    pub fn item<'a>(&'a self, name: &'a ItemId) -> &'a ItemId {
        self.item_names.iter().find(|entry| entry.name.is_like(name)).map_or(name, |entry| &entry.item)
    }

    /// Whether the policy names the item, in a waterfall or as another name (W3).
    pub fn names(&self, item: &ItemId) -> bool {
        let mut listed = self.waterfalls.iter().filter_map(|waterfall| waterfall.items.as_ref()).flatten();
        self.item_names.iter().any(|entry| entry.name.is_like(item)) || listed.any(|listed| listed.is_like(item))
    }

    /// Whether `site` admits `provider` (C2).
    pub fn admits(&self, site: &str, provider: Provider) -> bool {
        let Some(sites) = &self.site_providers else { return true };
        let named = sites.iter().find(|(name, _)| name.as_str() == site);
        named.is_none_or(|(_, providers)| providers.contains(&provider))
    }

    /// The metering deadline for a subscription of `provider` that ended at `ended_at`.
    pub fn metering_deadline(&self, provider: Provider, ended_at: Instant) -> Instant {
        let window = self.metering_windows.get(&provider).copied().unwrap_or(provider.metering_window());
        window.deadline(ended_at)
    }

    /// What the charges of `subscription` are counted in, and the price of one unit: the first entry that is for it.
    pub fn metering_unit(&self, subscription: &Subscription) -> (Dimension, PolicyAmount) {
        let (provider, product) = (subscription.provider(), subscription.identifiers().product_code.as_ref());
        let is_for = |entry: &&MeteringUnit| {
            entry.provider == provider && entry.product_code.as_ref().is_none_or(|named| Some(named) == product)
        };
        match self.metering.iter().find(is_for) {
            Some(entry) => (entry.dimension.clone(), entry.unit),
            None => (Dimension::known(provider.metering_dimension()), PolicyAmount::hundredth()),
        }
    }

    /// Whether a debt is at least one payable unit, so that the account is in arrears (W7).
    pub fn is_payable(&self, overdraft: &Money) -> bool {
        overdraft.amount() >= self.payable_unit.decimal()
    }

    /// The amount to pay for a debt: the debt, rounded up to whole payable units. The debt itself when the rounded
    /// amount would be 10^15 or more.
    pub fn payable(&self, overdraft: &Money) -> Money {
        let unit = self.payable_unit.decimal();
        let rest = overdraft.amount().checked_rem(unit).unwrap_or_default();
        if rest.is_zero() {
            return *overdraft;
        }
        let rounded = overdraft.amount().checked_sub(rest).and_then(|whole| whole.checked_add(unit));
        rounded.and_then(|sum| Money::new(sum, overdraft.currency()).ok()).unwrap_or(*overdraft)
    }

    /// The tier that a card of `face` reaches: the one with the highest `at_least` not above it (M3).
    pub fn tier(&self, face: &Money) -> Option<&CardTier> {
        self.card_tiers.iter().filter(|tier| tier.at_least.decimal() <= face.amount()).max_by_key(|tier| tier.at_least)
    }

    /// Checks the policy as a whole.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] names the first field that is wrong.
    pub fn validate(&self) -> Result<(), PolicyError> {
        self.validate_waterfalls()?;
        let positive = |field: &str, figure: &PolicyAmount| {
            if figure.decimal().is_zero() { Err(invalid(field, "0", "a decimal above zero")) } else { Ok(()) }
        };
        positive("card_multiple", &self.card_multiple)?;
        positive("payable_unit", &self.payable_unit)?;
        too_many("card_tiers", self.card_tiers.len())?;
        let mut faces = BTreeSet::new();
        for tier in &self.card_tiers {
            positive("card_tiers.at_least", &tier.at_least)?;
            positive("card_tiers.voucher", &tier.voucher)?;
            if tier.valid_for.is_some_and(|valid_for| valid_for.get() == 0) {
                return Err(invalid(
                    "card_tiers.valid_for",
                    "0",
                    "1 second or more, or absent for a voucher that never expires",
                ));
            }
            if !faces.insert(tier.at_least) {
                return Err(invalid("card_tiers.at_least", &format!("{}", tier.at_least), "each tier only once"));
            }
        }
        too_many("metering", self.metering.len())?;
        let mut metered = BTreeSet::new();
        for entry in &self.metering {
            positive("metering.unit", &entry.unit)?;
            if !metered.insert((entry.provider, entry.product_code.clone())) {
                let product = entry.product_code.as_ref().map_or("every product", ProviderIdentifier::as_str);
                let value = format!("{}, {product}", entry.provider);
                return Err(invalid("metering.product_code", &value, "each provider's product only once"));
            }
        }
        too_many("item_names", self.item_names.len())?;
        for (place, ItemName { name, .. }) in self.item_names.iter().enumerate() {
            if self.item_names.iter().skip(place + 1).any(|other| other.name.is_like(name)) {
                return Err(invalid("item_names.name", name.as_str(), "each name only once, ignoring case"));
            }
        }
        if self.voluntary_changes_per_month == Some(0) {
            return Err(invalid("voluntary_changes_per_month", "0", "1 or more, or absent for no limit"));
        }
        too_many("site_providers", self.site_providers.as_ref().map_or(0, BTreeMap::len))
    }

    fn validate_waterfalls(&self) -> Result<(), PolicyError> {
        too_many("waterfalls", self.waterfalls.len())?;
        let Some((last, others)) = self.waterfalls.split_last() else {
            return Err(invalid("waterfalls", "[]", "at least one entry"));
        };
        if last.items.is_some() {
            return Err(invalid(
                "waterfalls.items",
                "a list",
                "no items in the last entry, so that every item is covered",
            ));
        }
        for entry in others {
            let named = entry.items.as_ref().map_or(0, Vec::len);
            if named == 0 {
                return Err(invalid("waterfalls.items", "none", "items in every entry but the last"));
            }
            too_many("waterfalls.items", named)?;
        }
        self.waterfalls.iter().try_for_each(validate_funds)
    }
}

fn validate_funds(waterfall: &Waterfall) -> Result<(), PolicyError> {
    let list = |funds: &[Fund]| funds.iter().map(|fund| fund.name()).collect::<Vec<_>>().join(", ");
    let (enterprise, cloud) = (&waterfall.enterprise, &waterfall.cloud);
    for (field, funds) in [("waterfalls.enterprise", enterprise), ("waterfalls.cloud", cloud)] {
        let distinct: BTreeSet<_> = funds.iter().collect();
        if funds.is_empty() || distinct.len() != funds.len() {
            return Err(invalid(field, &list(funds), "at least one fund, each once"));
        }
    }
    if enterprise.contains(&Fund::CloudAccount) {
        return Err(invalid("waterfalls.enterprise", &list(enterprise), "no `cloud_account` (W1)"));
    }
    if enterprise.iter().rev().skip(1).any(|fund| *fund == Fund::Overdraft) {
        return Err(invalid("waterfalls.enterprise", &list(enterprise), "`overdraft` last: nothing is left after it"));
    }
    if cloud.contains(&Fund::Cash) || cloud.contains(&Fund::Overdraft) {
        return Err(invalid("waterfalls.cloud", &list(cloud), "neither `cash` nor `overdraft` (W2)"));
    }
    if cloud.last() != Some(&Fund::CloudAccount) {
        return Err(invalid("waterfalls.cloud", &list(cloud), "`cloud_account` last: it pays what remains (W2)"));
    }
    Ok(())
}

fn too_many(field: &str, count: usize) -> Result<(), PolicyError> {
    if count > POLICY_ENTRIES_MAX {
        return Err(invalid(field, &format!("{count} entries"), &format!("at most {POLICY_ENTRIES_MAX}")));
    }
    Ok(())
}

fn invalid(field: &str, value: &str, expected: &str) -> PolicyError {
    let text = |text: &str| -> Box<str> { String::from(text).into_boxed_str() };
    PolicyError { field: text(field), value: text(value), expected: text(expected) }
}
