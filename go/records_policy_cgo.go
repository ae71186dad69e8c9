// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func (v *Waterfall) fromC(d *decoder, c *C.defray_waterfall) {
	v.Items = listFromC(d, c.items, c.items_count, eachTextFromC)
	v.Enterprise = listFromC(d, c.enterprise, c.enterprise_count, eachNameFromC[Fund, C.defray_fund])
	v.Cloud = listFromC(d, c.cloud, c.cloud_count, eachNameFromC[Fund, C.defray_fund])
}

func (v *CardTier) fromC(d *decoder, c *C.defray_card_tier) {
	v.AtLeast = decimalFromC(&c.at_least)
	v.Voucher = decimalFromC(&c.voucher)
	v.ValidFor = optionalFromC(d, c.valid_for, eachSecondsFromC)
}

func (v *MeteringUnit) fromC(d *decoder, c *C.defray_metering_unit) {
	v.Provider = Provider(c.provider)
	v.ProductCode = d.text(c.product_code)
	v.Dimension = d.text(c.dimension)
	v.Unit = decimalFromC(&c.unit)
}

func (v *ItemName) fromC(d *decoder, c *C.defray_item_name) {
	v.Name = d.text(c.name)
	v.Item = d.text(c.item)
}

// The numbers of ValidityAt are those of C.
var (
	_ = [1]struct{}{}[ValidityAtSettlement-C.DEFRAY_VALIDITY_AT_SETTLEMENT]
	_ = [1]struct{}{}[ValidityAtUsageStart-C.DEFRAY_VALIDITY_AT_USAGE_START]
)

func (v *Policy) fromC(d *decoder, c *C.defray_policy) {
	v.Waterfalls = listFromC(d, c.waterfalls, c.waterfalls_count, (*Waterfall).fromC)
	v.CreditLimit = optionalFromC(d, c.credit_limit, eachDecimalFromC)
	v.Grace = secondsFromC(c.grace)
	v.DeadlineNotice = secondsFromC(c.deadline_notice)
	v.CardMultiple = decimalFromC(&c.card_multiple)
	v.CardTiers = listFromC(d, c.card_tiers, c.card_tiers_count, (*CardTier).fromC)
	v.ClockTolerance = secondsFromC(c.clock_tolerance)
	v.VoluntaryChangesPerMonth = optionalFromC(d, c.voluntary_changes_per_month, eachUint32FromC)
	v.LockIn = c.lock_in != 0
	if c.site_providers != nil {
		v.SiteProviders = make(map[string][]Provider, c.site_providers_count)
		entries := unsafe.Slice(c.site_providers, c.site_providers_count)
		for i := range entries {
			var key string
			var value []Provider
			key = d.text(entries[i].key)
			value = listFromC(d, entries[i].value, entries[i].value_count, eachNameFromC[Provider, C.defray_provider])
			v.SiteProviders[key] = value
		}
	}
	if c.metering_windows != nil {
		v.MeteringWindows = make(map[Provider]MeteringWindow, c.metering_windows_count)
		entries := unsafe.Slice(c.metering_windows, c.metering_windows_count)
		for i := range entries {
			var key Provider
			var value MeteringWindow
			key = Provider(entries[i].key)
			meteringWindowFromC(&value, d, &entries[i].value)
			v.MeteringWindows[key] = value
		}
	}
	v.Metering = listFromC(d, c.metering, c.metering_count, (*MeteringUnit).fromC)
	v.UniqueReferences = c.unique_references != 0
	v.ItemNames = listFromC(d, c.item_names, c.item_names_count, (*ItemName).fromC)
	v.PayableUnit = decimalFromC(&c.payable_unit)
	v.ValidityAt = ValidityAt(c.validity_at)
	v.SuspendedPatience = secondsFromC(c.suspended_patience)
}

func (v *Waterfall) toC(a *arena, c *C.defray_waterfall) error {
	if err := listToC(v.Items, a, &c.items, &c.items_count, eachTextToC); err != nil {
		return within(err, "items")
	}
	if err := listToC(v.Enterprise, a, &c.enterprise, &c.enterprise_count, eachNameToC[Fund, C.defray_fund]); err != nil {
		return within(err, "enterprise")
	}
	if err := listToC(v.Cloud, a, &c.cloud, &c.cloud_count, eachNameToC[Fund, C.defray_fund]); err != nil {
		return within(err, "cloud")
	}
	return nil
}

func (v *CardTier) toC(a *arena, c *C.defray_card_tier) error {
	c.at_least = decimalToC(v.AtLeast)
	c.voucher = decimalToC(v.Voucher)
	if err := optionalToC(v.ValidFor, a, &c.valid_for, eachSecondsToC); err != nil {
		return within(err, "valid_for")
	}
	return nil
}

func (v *MeteringUnit) toC(a *arena, c *C.defray_metering_unit) error {
	c.provider = C.defray_provider(v.Provider)
	c.product_code = a.text(v.ProductCode)
	c.dimension = a.text(v.Dimension)
	c.unit = decimalToC(v.Unit)
	return nil
}

func (v *ItemName) toC(a *arena, c *C.defray_item_name) error {
	c.name = a.text(v.Name)
	c.item = a.text(v.Item)
	return nil
}

func (v *Policy) toC(a *arena, c *C.defray_policy) error {
	if err := listToC(v.Waterfalls, a, &c.waterfalls, &c.waterfalls_count, (*Waterfall).toC); err != nil {
		return within(err, "waterfalls")
	}
	if err := optionalToC(v.CreditLimit, a, &c.credit_limit, eachDecimalToC); err != nil {
		return within(err, "credit_limit")
	}
	if err := eachSecondsToC(&v.Grace, a, &c.grace); err != nil {
		return within(err, "grace")
	}
	if err := eachSecondsToC(&v.DeadlineNotice, a, &c.deadline_notice); err != nil {
		return within(err, "deadline_notice")
	}
	c.card_multiple = decimalToC(v.CardMultiple)
	if err := listToC(v.CardTiers, a, &c.card_tiers, &c.card_tiers_count, (*CardTier).toC); err != nil {
		return within(err, "card_tiers")
	}
	if err := eachSecondsToC(&v.ClockTolerance, a, &c.clock_tolerance); err != nil {
		return within(err, "clock_tolerance")
	}
	if err := optionalToC(v.VoluntaryChangesPerMonth, a, &c.voluntary_changes_per_month, eachUint32ToC); err != nil {
		return within(err, "voluntary_changes_per_month")
	}
	c.lock_in = boolToC(v.LockIn)
	if err := mapToC(v.SiteProviders, a, &c.site_providers, &c.site_providers_count, func(key string, value []Provider, c *C.defray_policy_site_providers) error {
		c.key = a.text(key)
		return listToC(value, a, &c.value, &c.value_count, eachNameToC[Provider, C.defray_provider])
	}); err != nil {
		return within(err, "site_providers")
	}
	if err := mapToC(v.MeteringWindows, a, &c.metering_windows, &c.metering_windows_count, func(key Provider, value MeteringWindow, c *C.defray_policy_metering_windows) error {
		c.key = C.defray_provider(key)
		return meteringWindowToC(&value, a, &c.value)
	}); err != nil {
		return within(err, "metering_windows")
	}
	if err := listToC(v.Metering, a, &c.metering, &c.metering_count, (*MeteringUnit).toC); err != nil {
		return within(err, "metering")
	}
	c.unique_references = boolToC(v.UniqueReferences)
	if err := listToC(v.ItemNames, a, &c.item_names, &c.item_names_count, (*ItemName).toC); err != nil {
		return within(err, "item_names")
	}
	c.payable_unit = decimalToC(v.PayableUnit)
	c.validity_at = C.defray_validity_at(v.ValidityAt)
	if err := eachSecondsToC(&v.SuspendedPatience, a, &c.suspended_patience); err != nil {
		return within(err, "suspended_patience")
	}
	return nil
}
