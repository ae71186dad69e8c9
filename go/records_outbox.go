// Written by `make bindings`. Do not edit.

package defray

import "time"

// A notification to send, by template.
//
// It is one of NotificationMethodChangedByForce, NotificationArrearsBegun, NotificationDeadlineNear,
// NotificationAccountLocked, NotificationAccountUnlocked, NotificationBillNotMetered, NotificationUsageNotMetered,
// NotificationConfirmSubscription.
type Notification interface {
	appendJSON(b []byte) []byte
	isNotification()
}

// A marketplace ended a subscription; these workspaces are back on the enterprise account.
type NotificationMethodChangedByForce struct {
	// Whose they are.
	Account string
	// The one that ended.
	CloudAccount string
	// Where.
	Provider Provider
	// When.
	EndedAt time.Time
	// All of them, in order of site and id.
	Workspaces []string
}

func (NotificationMethodChangedByForce) isNotification() {}

// The account has an overdraft.
type NotificationArrearsBegun struct {
	// Whose.
	Account string
	// How much now.
	Overdraft Money
	// Since when.
	Since time.Time
	// When it is locked unless repaid.
	Deadline time.Time
}

func (NotificationArrearsBegun) isNotification() {}

// The lock is near.
type NotificationDeadlineNear struct {
	// Whose.
	Account string
	// How much now.
	Overdraft Money
	// When it is locked unless repaid.
	Deadline time.Time
}

func (NotificationDeadlineNear) isNotification() {}

// The deadline has passed.
type NotificationAccountLocked struct {
	// Whose.
	Account string
	// How much now.
	Overdraft Money
	// Since when.
	Since time.Time
	// When it was locked.
	Deadline time.Time
}

func (NotificationAccountLocked) isNotification() {}

// The overdraft of a locked account was repaid.
type NotificationAccountUnlocked struct {
	// Whose.
	Account string
}

func (NotificationAccountUnlocked) isNotification() {}

// Usage under a cloud account came too late to be metered there; the enterprise account paid (P2).
type NotificationBillNotMetered struct {
	// Whose.
	Account string
	// The bill.
	Bill string
	// Whose usage.
	Workspace string
	// How much.
	Amount Money
	// The one that should have paid.
	CloudAccount string
	// When it ended.
	EndedAt time.Time
	// Until when its usage could be metered.
	MeteringDeadline time.Time
}

func (NotificationBillNotMetered) isNotification() {}

// What was charged to a cloud account never got to its provider; the enterprise account pays (P2).
type NotificationUsageNotMetered struct {
	// Whose.
	Account string
	// The one that should have paid.
	CloudAccount string
	// Where.
	Provider Provider
	// Why.
	Reason CorrectionReason
	// The bills, in the order in which they fell back.
	Bills []string
	// How much in all.
	Amount Money
	// When it ended, if it has.
	EndedAt *time.Time
	// Until when its usage could be metered, once it has ended.
	MeteringDeadline *time.Time
}

func (NotificationUsageNotMetered) isNotification() {}

// For whoever runs the ledger: a marketplace's messages come only once somebody has opened an address.
type NotificationConfirmSubscription struct {
	// Whose messages.
	Provider Provider
	// The topic, by the provider's name.
	Topic string
	// What to open, once. Whoever has it can subscribe.
	Address string
}

func (NotificationConfirmSubscription) isNotification() {}

func (v NotificationMethodChangedByForce) appendJSON(b []byte) []byte {
	b = append(b, `{"method_changed_by_force":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("workspaces", b)
	b = appendList(v.Workspaces, b, appendText)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationMethodChangedByForce) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationArrearsBegun) appendJSON(b []byte) []byte {
	b = append(b, `{"arrears_begun":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("overdraft", b)
	b = v.Overdraft.appendJSON(b)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationArrearsBegun) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationDeadlineNear) appendJSON(b []byte) []byte {
	b = append(b, `{"deadline_near":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("overdraft", b)
	b = v.Overdraft.appendJSON(b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationDeadlineNear) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationAccountLocked) appendJSON(b []byte) []byte {
	b = append(b, `{"account_locked":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("overdraft", b)
	b = v.Overdraft.appendJSON(b)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationAccountLocked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationAccountUnlocked) appendJSON(b []byte) []byte {
	b = append(b, `{"account_unlocked":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationAccountUnlocked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationBillNotMetered) appendJSON(b []byte) []byte {
	b = append(b, `{"bill_not_metered":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("metering_deadline", b)
	b = appendInstant(v.MeteringDeadline, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationBillNotMetered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationUsageNotMetered) appendJSON(b []byte) []byte {
	b = append(b, `{"usage_not_metered":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("bills", b)
	b = appendList(v.Bills, b, appendText)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	if v.EndedAt != nil {
		b = appendKey("ended_at", b)
		b = appendInstant(*v.EndedAt, b)
	}
	if v.MeteringDeadline != nil {
		b = appendKey("metering_deadline", b)
		b = appendInstant(*v.MeteringDeadline, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationUsageNotMetered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationConfirmSubscription) appendJSON(b []byte) []byte {
	b = append(b, `{"confirm_subscription":{`...)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("topic", b)
	b = appendText(v.Topic, b)
	b = appendKey("address", b)
	b = appendText(v.Address, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v NotificationConfirmSubscription) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Something owed, kept after it was done so that the history can be shown.
type OutboxMessage struct {
	// Its number.
	Number EntryPosition
	// When it was raised.
	RaisedAt time.Time
	// What is owed.
	Notification Notification
	// When it was acknowledged; absent: it is still owed.
	AcknowledgedAt *time.Time
}

func (v OutboxMessage) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("number", b)
	b = v.Number.appendJSON(b)
	b = appendKey("raised_at", b)
	b = appendInstant(v.RaisedAt, b)
	b = appendKey("notification", b)
	b = v.Notification.appendJSON(b)
	if v.AcknowledgedAt != nil {
		b = appendKey("acknowledged_at", b)
		b = appendInstant(*v.AcknowledgedAt, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v OutboxMessage) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
