//! Written by `make bindings` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "generated: not every file needs every import")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, ToC, Zero, nothing};
use crate::reading::{
    FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::text::*;
use crate::values::*;
use std::ffi::c_char;

// Records of policy.
/// The order in which funds pay, for some items or for all.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_waterfall {
    /// The items it is for, in any case; absent: every item not named by an earlier entry.
    pub items: *const defray_str,
    /// The number of items in `items`.
    pub items_count: usize,
    /// The order when the enterprise account pays.
    pub enterprise: *const defray_fund,
    /// The number of items in `enterprise`.
    pub enterprise_count: usize,
    /// The order when a cloud account pays.
    pub cloud: *const defray_fund,
    /// The number of items in `cloud`.
    pub cloud_count: usize,
}

impl ToC for engine::core::policy::Waterfall {
    type C = defray_waterfall;

    fn to_c(&self, arena: &Arena) -> defray_waterfall {
        let Self { items, enterprise, cloud } = self;
        let (items, items_count) =
            arena.optional_list(items.as_ref().map(|all| all.iter().map(|one| arena.text(one.as_str()))));
        let (enterprise, enterprise_count) = arena.list(enterprise.iter().map(|one| one.to_c(arena)));
        let (cloud, cloud_count) = arena.list(cloud.iter().map(|one| one.to_c(arena)));
        defray_waterfall { items, items_count, enterprise, enterprise_count, cloud, cloud_count }
    }
}

impl FromC for engine::core::policy::Waterfall {
    type C = defray_waterfall;

    unsafe fn from_c(c: &defray_waterfall) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                items: optional_list(c.items, c.items_count, |one| text(one, engine::core::id::ItemId::new))
                    .within("items")?,
                enterprise: list(c.enterprise, c.enterprise_count, |one| FromC::from_c(one)).within("enterprise")?,
                cloud: list(c.cloud, c.cloud_count, |one| FromC::from_c(one)).within("cloud")?,
            })
        }
    }
}

/// A full-reduction voucher that comes with the purchase of a card (M3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_card_tier {
    /// The smallest face of the card, in the account's currency.
    pub at_least: defray_decimal,
    /// The face of the voucher.
    pub voucher: defray_decimal,
    /// How long the voucher is valid; absent: it never expires.
    pub valid_for: *const u64,
}

impl ToC for engine::core::policy::CardTier {
    type C = defray_card_tier;

    fn to_c(&self, arena: &Arena) -> defray_card_tier {
        let Self { at_least, voucher, valid_for } = self;
        defray_card_tier {
            at_least: at_least.to_c(arena),
            voucher: voucher.to_c(arena),
            valid_for: arena.optional(valid_for.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::policy::CardTier {
    type C = defray_card_tier;

    unsafe fn from_c(c: &defray_card_tier) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                at_least: FromC::from_c(&c.at_least).within("at_least")?,
                voucher: FromC::from_c(&c.voucher).within("voucher")?,
                valid_for: optional(c.valid_for).within("valid_for")?,
            })
        }
    }
}

/// What the charges of a provider's cloud accounts are metered as (W6).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_unit {
    /// The provider.
    pub provider: defray_provider,
    /// The product it is for; absent: every product not named by an earlier entry.
    pub product_code: defray_str,
    /// What is counted, by the provider's name for it.
    pub dimension: defray_str,
    /// The price of one unit, in the account's currency.
    pub unit: defray_decimal,
}

impl ToC for engine::core::policy::MeteringUnit {
    type C = defray_metering_unit;

    fn to_c(&self, arena: &Arena) -> defray_metering_unit {
        let Self { provider, product_code, dimension, unit } = self;
        defray_metering_unit {
            provider: provider.to_c(arena),
            product_code: arena.optional_text(product_code.as_ref().map(|text| text.as_str())),
            dimension: arena.text(dimension.as_str()),
            unit: unit.to_c(arena),
        }
    }
}

impl FromC for engine::core::policy::MeteringUnit {
    type C = defray_metering_unit;

    unsafe fn from_c(c: &defray_metering_unit) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                provider: FromC::from_c(&c.provider).within("provider")?,
                product_code: optional_text(&c.product_code, engine::core::id::ProviderIdentifier::new)
                    .within("product_code")?,
                dimension: text(&c.dimension, engine::core::id::Dimension::new).within("dimension")?,
                unit: FromC::from_c(&c.unit).within("unit")?,
            })
        }
    }
}

/// Another name of an item, such as an exporter's name of a service (W3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_item_name {
    /// The other name, in any case.
    pub name: defray_str,
    /// The item that it means.
    pub item: defray_str,
}

impl ToC for engine::core::policy::ItemName {
    type C = defray_item_name;

    fn to_c(&self, arena: &Arena) -> defray_item_name {
        let Self { name, item } = self;
        defray_item_name { name: arena.text(name.as_str()), item: arena.text(item.as_str()) }
    }
}

impl FromC for engine::core::policy::ItemName {
    type C = defray_item_name;

    unsafe fn from_c(c: &defray_item_name) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                name: text(&c.name, engine::core::id::ItemId::new).within("name")?,
                item: text(&c.item, engine::core::id::ItemId::new).within("item")?,
            })
        }
    }
}

/// The instant at which the validity of lots is judged when a bill is settled (W5).
pub type defray_validity_at = u32;

/// The instant of the settlement.
pub const DEFRAY_VALIDITY_AT_SETTLEMENT: defray_validity_at = 1;
/// The start of the bill's usage period, or the instant of the settlement when the usage begins later.
pub const DEFRAY_VALIDITY_AT_USAGE_START: defray_validity_at = 2;

impl ToC for engine::core::policy::ValidityAt {
    type C = defray_validity_at;

    fn to_c(&self, _: &Arena) -> defray_validity_at {
        match self {
            Self::Settlement => DEFRAY_VALIDITY_AT_SETTLEMENT,
            Self::UsageStart => DEFRAY_VALIDITY_AT_USAGE_START,
        }
    }
}

impl FromC for engine::core::policy::ValidityAt {
    type C = defray_validity_at;

    unsafe fn from_c(c: &defray_validity_at) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_VALIDITY_AT_SETTLEMENT => Ok(Self::Settlement),
            DEFRAY_VALIDITY_AT_USAGE_START => Ok(Self::UsageStart),
            other => Err(unknown_name(other, &["settlement", "usage_start"])),
        }
    }
}

const DEFRAY_VALIDITY_AT_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_VALIDITY_AT_SETTLEMENT, c"settlement"), (DEFRAY_VALIDITY_AT_USAGE_START, c"usage_start")];

/// Returns the name of the constant in the interchange form, such as `settlement`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_validity_at_name(value: defray_validity_at) -> *const c_char {
    crate::names::name(value, DEFRAY_VALIDITY_AT_NAMES)
}

/// Writes the constant with a name such as `settlement` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_validity_at_parse(
    text: defray_str,
    out: *mut defray_validity_at,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_VALIDITY_AT_NAMES, out, err) }
}

/// One entry of `site_providers` in `defray_policy`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_policy_site_providers {
    /// The key; each key occurs once.
    pub key: defray_str,
    /// The value of the key.
    pub value: *const defray_provider,
    /// The number of items in `value`.
    pub value_count: usize,
}

/// One entry of `metering_windows` in `defray_policy`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_policy_metering_windows {
    /// The key; each key occurs once.
    pub key: defray_provider,
    /// The value of the key.
    pub value: defray_metering_window,
}

/// Everything that may differ between accounts. See each field for its default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_policy {
    /// The first entry that names the bill's item, or names none, is used. Default: W1, W2, W3.
    pub waterfalls: *const defray_waterfall,
    /// The number of items in `waterfalls`.
    pub waterfalls_count: usize,
    /// How far the overdraft may go (W7), in the account's currency. Default: no limit.
    pub credit_limit: *const defray_decimal,
    /// From the start of arrears to the lock. Default: 14 days.
    pub grace: u64,
    /// How long before the lock the reminder is due; not shorter than `grace`: no reminder. Default: 3 days.
    pub deadline_notice: u64,
    /// A bought card's face is a positive multiple of this. Default: 100.
    pub card_multiple: defray_decimal,
    /// Vouchers that come with cards (M3). Default: none.
    pub card_tiers: *const defray_card_tier,
    /// The number of items in `card_tiers`.
    pub card_tiers_count: usize,
    /// How far a command's instant may lie before the account's last decision (T1). Default: 5 minutes.
    pub clock_tolerance: u64,
    /// Voluntary changes of method per workspace and UTC calendar month (C2). Default: no limit.
    pub voluntary_changes_per_month: *const u32,
    /// Whether a workspace must stay with an active cloud account (C2). Default: no.
    pub lock_in: u8,
    /// The providers a site admits (C2); a site not named admits all. Default: no restriction.
    pub site_providers: *const defray_policy_site_providers,
    /// The number of items in `site_providers`.
    pub site_providers_count: usize,
    /// Until when usage from before an end can be metered, by provider.
    pub metering_windows: *const defray_policy_metering_windows,
    /// The number of items in `metering_windows`.
    pub metering_windows_count: usize,
    /// What charges are metered as. Default: units of 0.01.
    pub metering: *const defray_metering_unit,
    /// The number of items in `metering`.
    pub metering_count: usize,
    /// Whether a top-up is refused when an earlier one of the account had its reference (M1). Default: no.
    pub unique_references: u8,
    /// Other names of items (W3). Default: `dial` means `dial_test`.
    pub item_names: *const defray_item_name,
    /// The number of items in `item_names`.
    pub item_names_count: usize,
    /// The smallest amount that a person can pay, in the account's currency. Arrears begin and end by whole units of it
    /// (W7). Default: 0.01.
    pub payable_unit: defray_decimal,
    /// The instant at which the validity of lots is judged (W5). Default: the settlement.
    pub validity_at: defray_validity_at,
    /// From the suspension of a cloud account until the enterprise account pays its bills (P3). Default: 30 days.
    pub suspended_patience: u64,
}

impl ToC for engine::core::policy::Policy {
    type C = defray_policy;

    fn to_c(&self, arena: &Arena) -> defray_policy {
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
        let (waterfalls, waterfalls_count) = arena.list(waterfalls.iter().map(|one| one.to_c(arena)));
        let (card_tiers, card_tiers_count) = arena.list(card_tiers.iter().map(|one| one.to_c(arena)));
        let (site_providers, site_providers_count) = arena.optional_list(site_providers.as_ref().map(|all| {
            all.iter().map(|(key, all)| {
                let (value, value_count) = arena.list(all.iter().map(|one| one.to_c(arena)));
                defray_policy_site_providers { key: arena.text(key.as_str()), value, value_count }
            })
        }));
        let (metering_windows, metering_windows_count) = arena.list(
            metering_windows
                .iter()
                .map(|(key, one)| defray_policy_metering_windows { key: key.to_c(arena), value: one.to_c(arena) }),
        );
        let (metering, metering_count) = arena.list(metering.iter().map(|one| one.to_c(arena)));
        let (item_names, item_names_count) = arena.list(item_names.iter().map(|one| one.to_c(arena)));
        defray_policy {
            waterfalls,
            waterfalls_count,
            credit_limit: arena.optional(credit_limit.as_ref().map(|one| one.to_c(arena))),
            grace: grace.to_c(arena),
            deadline_notice: deadline_notice.to_c(arena),
            card_multiple: card_multiple.to_c(arena),
            card_tiers,
            card_tiers_count,
            clock_tolerance: clock_tolerance.to_c(arena),
            voluntary_changes_per_month: arena
                .optional(voluntary_changes_per_month.as_ref().map(|one| one.to_c(arena))),
            lock_in: lock_in.to_c(arena),
            site_providers,
            site_providers_count,
            metering_windows,
            metering_windows_count,
            metering,
            metering_count,
            unique_references: unique_references.to_c(arena),
            item_names,
            item_names_count,
            payable_unit: payable_unit.to_c(arena),
            validity_at: validity_at.to_c(arena),
            suspended_patience: suspended_patience.to_c(arena),
        }
    }
}

impl FromC for engine::core::policy::Policy {
    type C = defray_policy;

    unsafe fn from_c(c: &defray_policy) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                waterfalls: list(c.waterfalls, c.waterfalls_count, |one| FromC::from_c(one)).within("waterfalls")?,
                credit_limit: optional(c.credit_limit).within("credit_limit")?,
                grace: FromC::from_c(&c.grace).within("grace")?,
                deadline_notice: FromC::from_c(&c.deadline_notice).within("deadline_notice")?,
                card_multiple: FromC::from_c(&c.card_multiple).within("card_multiple")?,
                card_tiers: list(c.card_tiers, c.card_tiers_count, |one| FromC::from_c(one)).within("card_tiers")?,
                clock_tolerance: FromC::from_c(&c.clock_tolerance).within("clock_tolerance")?,
                voluntary_changes_per_month: optional(c.voluntary_changes_per_month)
                    .within("voluntary_changes_per_month")?,
                lock_in: FromC::from_c(&c.lock_in).within("lock_in")?,
                site_providers: optional_map(
                    c.site_providers,
                    c.site_providers_count,
                    |one| text(&one.key, engine::core::id::Site::new),
                    |one| list(one.value, one.value_count, |one| FromC::from_c(one)),
                )
                .within("site_providers")?,
                metering_windows: map(
                    c.metering_windows,
                    c.metering_windows_count,
                    |one| FromC::from_c(&one.key),
                    |one| FromC::from_c(&one.value),
                )
                .within("metering_windows")?,
                metering: list(c.metering, c.metering_count, |one| FromC::from_c(one)).within("metering")?,
                unique_references: FromC::from_c(&c.unique_references).within("unique_references")?,
                item_names: list(c.item_names, c.item_names_count, |one| FromC::from_c(one)).within("item_names")?,
                payable_unit: FromC::from_c(&c.payable_unit).within("payable_unit")?,
                validity_at: FromC::from_c(&c.validity_at).within("validity_at")?,
                suspended_patience: FromC::from_c(&c.suspended_patience).within("suspended_patience")?,
            })
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_policy_free(policy: *const defray_policy) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(policy) }
}
