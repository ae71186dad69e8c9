//! The policy of an account or of the file, its defaults and what makes one invalid.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::money::{ONE, parse_decimal};
use crate::read::{field, list, text, text_if};
use crate::time::{HOUR, SECOND, in_range};

/// The longest duration the contract allows, in seconds.
const LONGEST: i64 = 3_153_600_000;

/// A list of a policy has no more entries than this.
const MOST_ENTRIES: usize = 256;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waterfall {
    pub(crate) items: Option<Vec<String>>,
    pub(crate) enterprise: Vec<String>,
    pub(crate) cloud: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tier {
    pub(crate) at_least: i128,
    pub(crate) voucher: i128,
    /// The duration in nanoseconds.
    pub(crate) valid_for: Option<i128>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Window {
    /// Nanoseconds after the end.
    After(i128),
    EndOfNextHour,
}

/// What a cloud account's charges are metered as (W6).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Metering {
    pub(crate) provider: String,
    pub(crate) product_code: Option<String>,
    pub(crate) dimension: String,
    pub(crate) unit: i128,
}

/// Another name of an item (W3).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ItemName {
    pub(crate) name: String,
    pub(crate) item: String,
}

/// Durations are nanoseconds here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Policy {
    pub(crate) waterfalls: Vec<Waterfall>,
    pub(crate) item_names: Vec<ItemName>,
    pub(crate) credit_limit: Option<i128>,
    /// Lots are judged at the start of the usage and not at the settlement (W5).
    pub(crate) validity_at_usage_start: bool,
    pub(crate) payable_unit: i128,
    pub(crate) grace: i128,
    pub(crate) deadline_notice: i128,
    pub(crate) suspended_patience: i128,
    pub(crate) card_multiple: i128,
    pub(crate) card_tiers: Vec<Tier>,
    pub(crate) clock_tolerance: i128,
    pub(crate) voluntary_changes_per_month: Option<usize>,
    pub(crate) lock_in: bool,
    pub(crate) site_providers: Option<BTreeMap<String, Vec<String>>>,
    pub(crate) metering_windows: BTreeMap<String, Window>,
    pub(crate) metering: Vec<Metering>,
    pub(crate) unique_references: bool,
}

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            waterfalls: vec![
                // W3
                Waterfall {
                    items: Some(words(&["sms", "dial_test"])),
                    enterprise: words(&["card", "cash", "overdraft"]),
                    cloud: words(&["card", "cloud_account"]),
                },
                // W1, W2
                Waterfall {
                    items: None,
                    enterprise: words(&["ordinary_voucher", "full_reduction_voucher", "card", "cash", "overdraft"]),
                    cloud: words(&["ordinary_voucher", "full_reduction_voucher", "card", "cloud_account"]),
                },
            ],
            item_names: vec![ItemName { name: "dial".to_string(), item: "dial_test".to_string() }],
            credit_limit: None,
            validity_at_usage_start: false,
            payable_unit: ONE / 100,
            grace: 1_209_600 * SECOND,
            deadline_notice: 259_200 * SECOND,
            suspended_patience: 2_592_000 * SECOND,
            card_multiple: 100 * ONE,
            card_tiers: Vec::new(),
            clock_tolerance: 300 * SECOND,
            voluntary_changes_per_month: None,
            lock_in: false,
            unique_references: false,
            site_providers: None,
            metering_windows: BTreeMap::from([
                ("alicloud".to_string(), Window::EndOfNextHour),
                ("aws".to_string(), Window::After(3600 * SECOND)),
                ("huawei_cloud".to_string(), Window::EndOfNextHour),
            ]),
            metering: Vec::new(),
        }
    }
}

fn invalid<T>() -> Result<T, String> {
    Err("invalid_policy".to_string())
}

fn duration(value: &Value) -> Result<i128, String> {
    match value.as_i64() {
        Some(seconds) if (0..=LONGEST).contains(&seconds) => Ok(i128::from(seconds) * SECOND),
        _ => invalid(),
    }
}

fn positive(decimal: &str) -> Result<i128, String> {
    match parse_decimal(decimal) {
        amount if amount > 0 => Ok(amount),
        _ => invalid(),
    }
}

fn names_twice(names: &[String]) -> bool {
    (0..names.len()).any(|i| names[..i].contains(&names[i]))
}

/// Texts are equal when their lowercase forms are.
fn alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn parse_item_names(value: &Value) -> Result<Vec<ItemName>, String> {
    let mut entries: Vec<ItemName> = Vec::new();
    for entry in value.as_array().expect("item_names is a list") {
        let read = ItemName { name: text(entry, "name"), item: text(entry, "item") };
        if entries.iter().any(|other| alike(&other.name, &read.name)) {
            return invalid();
        }
        entries.push(read);
    }
    if entries.len() > MOST_ENTRIES { invalid() } else { Ok(entries) }
}

fn parse_waterfalls(value: &Value) -> Result<Vec<Waterfall>, String> {
    let mut entries = Vec::new();
    for entry in value.as_array().expect("waterfalls is a list") {
        entries.push(Waterfall {
            items: field(entry, "items").map(list),
            enterprise: list(&entry["enterprise"]),
            cloud: list(&entry["cloud"]),
        });
    }
    if entries.is_empty() {
        return invalid();
    }
    for (place, entry) in entries.iter().enumerate() {
        // The last entry must have no items, all others must have some.
        let last = place + 1 == entries.len();
        match &entry.items {
            None if !last => return invalid(),
            Some(_) if last => return invalid(),
            Some(items) if items.is_empty() => return invalid(),
            _ => {}
        }
        let (enterprise, cloud) = (&entry.enterprise, &entry.cloud);
        if enterprise.is_empty() || cloud.is_empty() || names_twice(enterprise) || names_twice(cloud) {
            return invalid();
        }
        if enterprise.iter().any(|fund| fund == "cloud_account") {
            return invalid();
        }
        if cloud.iter().any(|fund| fund == "cash" || fund == "overdraft") {
            return invalid();
        }
        if cloud[cloud.len() - 1] != "cloud_account" {
            return invalid();
        }
        // A list without the overdraft is allowed (W7: "or the waterfall has no overdraft").
        if enterprise[..enterprise.len() - 1].iter().any(|fund| fund == "overdraft") {
            return invalid();
        }
    }
    Ok(entries)
}

impl Policy {
    /// Reads a policy object; what it leaves out has the built-in default.
    pub(crate) fn parse(object: &Value) -> Result<Policy, String> {
        let mut policy = Policy::default();
        if let Some(value) = field(object, "waterfalls") {
            policy.waterfalls = parse_waterfalls(value)?;
        }
        if let Some(value) = field(object, "item_names") {
            policy.item_names = parse_item_names(value)?;
        }
        if let Some(value) = field(object, "credit_limit") {
            let limit = parse_decimal(value.as_str().expect("credit_limit is a decimal string"));
            if limit < 0 {
                return invalid();
            }
            policy.credit_limit = Some(limit);
        }
        if let Some(value) = field(object, "validity_at") {
            policy.validity_at_usage_start = match value.as_str() {
                Some("settlement") => false,
                Some("usage_start") => true,
                _ => panic!("validity_at is one of two words"),
            };
        }
        if let Some(value) = field(object, "payable_unit") {
            policy.payable_unit = positive(value.as_str().expect("payable_unit is a decimal string"))?;
        }
        if let Some(value) = field(object, "suspended_patience") {
            policy.suspended_patience = duration(value)?;
        }
        if let Some(value) = field(object, "grace") {
            policy.grace = duration(value)?;
        }
        if let Some(value) = field(object, "deadline_notice") {
            policy.deadline_notice = duration(value)?;
        }
        if let Some(value) = field(object, "card_multiple") {
            policy.card_multiple = positive(value.as_str().expect("card_multiple is a decimal string"))?;
        }
        if let Some(value) = field(object, "card_tiers") {
            for tier in value.as_array().expect("card_tiers is a list") {
                let read = Tier {
                    at_least: positive(&text(tier, "at_least"))?,
                    voucher: positive(&text(tier, "voucher"))?,
                    valid_for: match field(tier, "valid_for").map(duration).transpose()? {
                        Some(0) => return invalid(),
                        valid_for => valid_for,
                    },
                };
                if policy.card_tiers.iter().any(|other| other.at_least == read.at_least) {
                    return invalid();
                }
                policy.card_tiers.push(read);
            }
        }
        if let Some(value) = field(object, "clock_tolerance") {
            policy.clock_tolerance = duration(value)?;
        }
        if let Some(value) = field(object, "voluntary_changes_per_month") {
            match value.as_u64() {
                Some(count) if count >= 1 => policy.voluntary_changes_per_month = Some(count as usize),
                _ => return invalid(),
            }
        }
        if let Some(value) = field(object, "lock_in") {
            policy.lock_in = value.as_bool().expect("lock_in is true or false");
        }
        if let Some(value) = field(object, "unique_references") {
            policy.unique_references = value.as_bool().expect("unique_references is true or false");
        }
        if let Some(value) = field(object, "site_providers") {
            let sites = value.as_object().expect("site_providers is an object");
            policy.site_providers = Some(sites.iter().map(|(site, names)| (site.clone(), list(names))).collect());
        }
        if let Some(value) = field(object, "metering_windows") {
            // A provider that is not named keeps its built-in window.
            for (provider, window) in value.as_object().expect("metering_windows is an object") {
                let read = match window.as_str() {
                    Some("end_of_next_hour") => Window::EndOfNextHour,
                    _ => Window::After(duration(window)?),
                };
                policy.metering_windows.insert(provider.clone(), read);
            }
        }
        if let Some(value) = field(object, "metering") {
            for entry in value.as_array().expect("metering is a list") {
                let read = Metering {
                    provider: text(entry, "provider"),
                    product_code: text_if(entry, "product_code"),
                    dimension: text(entry, "dimension"),
                    unit: positive(&text(entry, "unit"))?,
                };
                let same =
                    |other: &Metering| other.provider == read.provider && other.product_code == read.product_code;
                if policy.metering.iter().any(same) {
                    return invalid();
                }
                policy.metering.push(read);
            }
        }
        Ok(policy)
    }

    /// The price of one unit that a subscription's usage is metered in.
    pub(crate) fn metering_unit(&self, provider: &str, product_code: Option<&str>) -> (String, i128) {
        let fits = |entry: &&Metering| {
            entry.provider == provider
                && (entry.product_code.is_none() || entry.product_code.as_deref() == product_code)
        };
        match self.metering.iter().find(fits) {
            Some(entry) => (entry.dimension.clone(), entry.unit),
            None if provider == "alicloud" => ("Unit".to_string(), ONE / 100),
            None => ("usage".to_string(), ONE / 100),
        }
    }

    /// The last instant at which usage from before `ended_at` can be metered at the provider.
    pub(crate) fn metering_deadline(&self, provider: &str, ended_at: i128) -> i128 {
        match &self.metering_windows[provider] {
            Window::After(nanos) => in_range(ended_at + nanos),
            // The first full hour strictly after the end, plus one hour.
            Window::EndOfNextHour => in_range((ended_at.div_euclid(HOUR) + 1) * HOUR + HOUR),
        }
    }

    /// The waterfall of a bill: the first entry that lists the item or lists none. The item is that which a name in
    /// `item_names` means, found once; otherwise it is the bill's own.
    pub(crate) fn waterfall(&self, item: &str) -> &Waterfall {
        let named = self.item_names.iter().find(|entry| alike(&entry.name, item));
        let item = named.map_or(item, |entry| &entry.item);
        self.waterfalls
            .iter()
            .find(|entry| match &entry.items {
                None => true,
                Some(items) => items.iter().any(|name| alike(name, item)),
            })
            .expect("the last entry lists no items")
    }

    /// The tier a bought card reaches: the highest `at_least` not above the face.
    pub(crate) fn tier(&self, face: i128) -> Option<&Tier> {
        self.card_tiers.iter().filter(|tier| tier.at_least <= face).max_by_key(|tier| tier.at_least)
    }

    /// Whether a workspace of this site may use this provider.
    pub(crate) fn admits(&self, site: &str, provider: &str) -> bool {
        match self.site_providers.as_ref().and_then(|sites| sites.get(site)) {
            None => true,
            Some(providers) => providers.iter().any(|name| name == provider),
        }
    }
}
