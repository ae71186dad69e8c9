// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The order in which funds pay, for some items or for all.
type Waterfall struct {
	// The items it is for, in any case; absent: every item not named by an earlier entry.
	Items []string
	// The order when the enterprise account pays.
	Enterprise []Fund
	// The order when a cloud account pays.
	Cloud []Fund
}

func (v Waterfall) appendJSON(b []byte) []byte {
	b = append(b, '{')
	if v.Items != nil {
		b = appendKey("items", b)
		b = appendList(v.Items, b, appendText)
	}
	b = appendKey("enterprise", b)
	b = appendList(v.Enterprise, b, Fund.appendJSON)
	b = appendKey("cloud", b)
	b = appendList(v.Cloud, b, Fund.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Waterfall) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A full-reduction voucher that comes with the purchase of a card (M3).
type CardTier struct {
	// The smallest face of the card, in the account's currency.
	AtLeast Decimal
	// The face of the voucher.
	Voucher Decimal
	// How long the voucher is valid; absent: it never expires.
	ValidFor *time.Duration
}

func (v CardTier) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("at_least", b)
	b = v.AtLeast.appendJSON(b)
	b = appendKey("voucher", b)
	b = v.Voucher.appendJSON(b)
	if v.ValidFor != nil {
		b = appendKey("valid_for", b)
		b = appendSeconds(*v.ValidFor, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v CardTier) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What the charges of a provider's cloud accounts are metered as (W6).
type MeteringUnit struct {
	// The provider.
	Provider Provider
	// The product it is for; absent: every product not named by an earlier entry.
	ProductCode string
	// What is counted, by the provider's name for it.
	Dimension string
	// The price of one unit, in the account's currency.
	Unit Decimal
}

func (v MeteringUnit) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	if v.ProductCode != "" {
		b = appendKey("product_code", b)
		b = appendText(v.ProductCode, b)
	}
	b = appendKey("dimension", b)
	b = appendText(v.Dimension, b)
	b = appendKey("unit", b)
	b = v.Unit.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MeteringUnit) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Another name of an item, such as an exporter's name of a service (W3).
type ItemName struct {
	// The other name, in any case.
	Name string
	// The item that it means.
	Item string
}

func (v ItemName) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("name", b)
	b = appendText(v.Name, b)
	b = appendKey("item", b)
	b = appendText(v.Item, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v ItemName) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The instant at which the validity of lots is judged when a bill is settled (W5).
//
// Zero is not a valid value.
type ValidityAt uint32

const (
	// The instant of the settlement.
	ValidityAtSettlement ValidityAt = 1
	// The start of the bill's usage period, or the instant of the settlement when the usage begins later.
	ValidityAtUsageStart ValidityAt = 2
)

var validityAtNames = [...]string{
	"",
	"settlement",
	"usage_start",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v ValidityAt) String() string {
	return nameOf(validityAtNames[:], uint32(v))
}

// ParseValidityAt reads the name in the interchange form.
func ParseValidityAt(text string) (ValidityAt, error) {
	number, err := parseName(validityAtNames[:], text)
	return ValidityAt(number), err
}

// MarshalText returns the name in the interchange form.
func (v ValidityAt) MarshalText() ([]byte, error) {
	return marshalName(validityAtNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *ValidityAt) UnmarshalText(text []byte) error {
	number, err := parseName(validityAtNames[:], string(text))
	if err != nil {
		return err
	}
	*v = ValidityAt(number)
	return nil
}

func (v ValidityAt) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// Everything that may differ between accounts. See each field for its default.
type Policy struct {
	// The first entry that names the bill's item, or names none, is used. Default: W1, W2, W3.
	Waterfalls []Waterfall
	// How far the overdraft may go (W7), in the account's currency. Default: no limit.
	CreditLimit *Decimal
	// From the start of arrears to the lock. Default: 14 days.
	Grace time.Duration
	// How long before the lock the reminder is due; not shorter than `grace`: no reminder. Default: 3 days.
	DeadlineNotice time.Duration
	// A bought card's face is a positive multiple of this. Default: 100.
	CardMultiple Decimal
	// Vouchers that come with cards (M3). Default: none.
	CardTiers []CardTier
	// How far a command's instant may lie before the account's last decision (T1). Default: 5 minutes.
	ClockTolerance time.Duration
	// Voluntary changes of method per workspace and UTC calendar month (C2). Default: no limit.
	VoluntaryChangesPerMonth *uint32
	// Whether a workspace must stay with an active cloud account (C2). Default: no.
	LockIn bool
	// The providers a site admits (C2); a site not named admits all. Default: no restriction.
	SiteProviders map[string][]Provider
	// Until when usage from before an end can be metered, by provider.
	MeteringWindows map[Provider]MeteringWindow
	// What charges are metered as. Default: units of 0.01.
	Metering []MeteringUnit
	// Whether a top-up is refused when an earlier one of the account had its reference (M1). Default: no.
	UniqueReferences bool
	// Other names of items (W3). Default: `dial` means `dial_test`.
	ItemNames []ItemName
	// The smallest amount that a person can pay, in the account's currency. Arrears begin and end by whole units of it
	// (W7). Default: 0.01.
	PayableUnit Decimal
	// The instant at which the validity of lots is judged (W5). Default: the settlement.
	ValidityAt ValidityAt
	// From the suspension of a cloud account until the enterprise account pays its bills (P3). Default: 30 days.
	SuspendedPatience time.Duration
}

func (v Policy) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("waterfalls", b)
	b = appendList(v.Waterfalls, b, Waterfall.appendJSON)
	if v.CreditLimit != nil {
		b = appendKey("credit_limit", b)
		b = v.CreditLimit.appendJSON(b)
	}
	b = appendKey("grace", b)
	b = appendSeconds(v.Grace, b)
	b = appendKey("deadline_notice", b)
	b = appendSeconds(v.DeadlineNotice, b)
	b = appendKey("card_multiple", b)
	b = v.CardMultiple.appendJSON(b)
	b = appendKey("card_tiers", b)
	b = appendList(v.CardTiers, b, CardTier.appendJSON)
	b = appendKey("clock_tolerance", b)
	b = appendSeconds(v.ClockTolerance, b)
	if v.VoluntaryChangesPerMonth != nil {
		b = appendKey("voluntary_changes_per_month", b)
		b = strconv.AppendUint(b, uint64(*v.VoluntaryChangesPerMonth), 10)
	}
	b = appendKey("lock_in", b)
	b = strconv.AppendBool(b, v.LockIn)
	if v.SiteProviders != nil {
		b = appendKey("site_providers", b)
		b = appendMapByText(v.SiteProviders, b, func(v []Provider, b []byte) []byte { return appendList(v, b, Provider.appendJSON) })
	}
	b = appendKey("metering_windows", b)
	b = appendMapByName(v.MeteringWindows, b, MeteringWindow.appendJSON)
	b = appendKey("metering", b)
	b = appendList(v.Metering, b, MeteringUnit.appendJSON)
	b = appendKey("unique_references", b)
	b = strconv.AppendBool(b, v.UniqueReferences)
	b = appendKey("item_names", b)
	b = appendList(v.ItemNames, b, ItemName.appendJSON)
	b = appendKey("payable_unit", b)
	b = v.PayableUnit.appendJSON(b)
	b = appendKey("validity_at", b)
	b = v.ValidityAt.appendJSON(b)
	b = appendKey("suspended_patience", b)
	b = appendSeconds(v.SuspendedPatience, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Policy) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
