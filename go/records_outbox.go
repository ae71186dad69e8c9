// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// A workspace whose chosen cloud account is not active yet.
type StillOpening struct {
	// The workspace.
	Workspace string
	// The cloud account that pays as soon as it is active.
	CloudAccount string
}

func (v StillOpening) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v StillOpening) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The sum of settled bills that one payer paid, and that another payer pays now.
type CorrectedSum struct {
	// The payer before.
	From Payer
	// The payer now.
	Payer Payer
	// The number of bills.
	Bills uint32
	// The amount that was refunded to the payer before and paid again, above zero.
	Amount Money
}

func (v CorrectedSum) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("from", b)
	b = v.From.appendJSON(b)
	b = appendKey("payer", b)
	b = v.Payer.appendJSON(b)
	b = appendKey("bills", b)
	b = strconv.AppendUint(b, uint64(v.Bills), 10)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v CorrectedSum) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A workspace with its display name.
type NamedWorkspace struct {
	// The workspace.
	Workspace string
	// The name by which people know it.
	DisplayName string
}

func (v NamedWorkspace) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("display_name", b)
	b = appendText(v.DisplayName, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v NamedWorkspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A workspace, and its payer now.
type WorkspacePayer struct {
	// The workspace.
	Workspace string
	// The payer.
	Payer Payer
}

func (v WorkspacePayer) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("payer", b)
	b = v.Payer.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v WorkspacePayer) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The bills of one cloud account and one UTC day that came after its metering deadline.
type NotMeteredBills struct {
	// The cloud account that was in force at the start of the usage.
	CloudAccount string
	// The marketplace of the cloud account.
	Provider Provider
	// The instant at which its subscription ended.
	EndedAt time.Time
	// The deadline until which its usage could be metered.
	MeteringDeadline time.Time
	// The number of the bills, above zero.
	Bills uint32
	// The sum of the bills, above zero.
	Amount Money
}

func (v NotMeteredBills) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("metering_deadline", b)
	b = appendInstant(v.MeteringDeadline, b)
	b = appendKey("bills", b)
	b = strconv.AppendUint(b, uint64(v.Bills), 10)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v NotMeteredBills) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A notification for the host to deliver. Each kind has its own template.
//
// It is one of NotificationMethodChangedByForce, NotificationArrearsBegun, NotificationDeadlineNear,
// NotificationAccountLocked, NotificationAccountUnlocked, NotificationBillNotMetered, NotificationUsageNotMetered,
// NotificationConfirmSubscription, NotificationChosenPayerEnded, NotificationUsageDisputed,
// NotificationUsageRecordTooLate, NotificationSuspensionDeadlineNear, NotificationSubscriptionReplaced,
// NotificationBillsCorrected, NotificationSuccessorNotLinked, NotificationBillsHeld, NotificationBillsNotMetered.
type Notification interface {
	appendJSON(b []byte) []byte
	isNotification()
}

// A marketplace ended a subscription. Its workspaces are settled by the enterprise account again.
type NotificationMethodChangedByForce struct {
	// The account that owns the workspaces.
	Account string
	// The cloud account whose subscription ended.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The instant at which the subscription ended.
	EndedAt time.Time
	// The affected workspaces, in order of site and id.
	Workspaces []string
	// Those among them that the enterprise account pays for only until another cloud account is active.
	StillOpening []StillOpening
	// Whether another agreement takes the place of the agreement of the subscription, by what the marketplace
	// said.
	Replaced bool
	// The sums of settled bills that have another payer now, one for each pair of payers.
	Corrected []CorrectedSum
	// The display names of those among them that have one, in order of site and id.
	DisplayNames []NamedWorkspace
}

func (NotificationMethodChangedByForce) isNotification() {}

// The account has an overdraft.
type NotificationArrearsBegun struct {
	// The account in arrears.
	Account string
	// The overdraft at this moment, above zero.
	Overdraft Money
	// The instant at which the overdraft began.
	Since time.Time
	// The instant at which the account is locked, unless it repays before.
	Deadline time.Time
	// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
	Payable *Money
}

func (NotificationArrearsBegun) isNotification() {}

// The account will be locked soon.
type NotificationDeadlineNear struct {
	// The account in arrears.
	Account string
	// The overdraft at this moment, above zero.
	Overdraft Money
	// The instant at which the account is locked, unless it repays before.
	Deadline time.Time
	// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
	Payable *Money
}

func (NotificationDeadlineNear) isNotification() {}

// The deadline passed with an overdraft, so the account is locked.
type NotificationAccountLocked struct {
	// The account that is locked.
	Account string
	// The overdraft at this moment, above zero.
	Overdraft Money
	// The instant at which the overdraft began.
	Since time.Time
	// The instant at which the account was locked.
	Deadline time.Time
	// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
	Payable *Money
}

func (NotificationAccountLocked) isNotification() {}

// A locked account repaid its overdraft.
type NotificationAccountUnlocked struct {
	// The account that is no longer locked.
	Account string
}

func (NotificationAccountUnlocked) isNotification() {}

// A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
// It is queued only under version 1 of the rules; later, `bills_not_metered` is.
type NotificationBillNotMetered struct {
	// The account that paid.
	Account string
	// The bill.
	Bill string
	// The workspace whose usage the bill is for.
	Workspace string
	// The amount of the bill, above zero.
	Amount Money
	// The cloud account that was in force at the start of the usage.
	CloudAccount string
	// The instant at which the subscription of the cloud account ended.
	EndedAt time.Time
	// The deadline until which its usage could be metered.
	MeteringDeadline time.Time
}

func (NotificationBillNotMetered) isNotification() {}

// The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2).
type NotificationUsageNotMetered struct {
	// The account that pays.
	Account string
	// The cloud account that was charged.
	CloudAccount string
	// The marketplace of the cloud account.
	Provider Provider
	// The reason why the charges were not metered.
	Reason CorrectionReason
	// The corrected bills, each once, in the order of their charges.
	Bills []string
	// The sum of the corrected charges, above zero.
	Amount Money
	// The instant at which the subscription ended; absent: it has not ended.
	EndedAt *time.Time
	// The deadline until which its usage can be metered; only after its end is known.
	MeteringDeadline *time.Time
}

func (NotificationUsageNotMetered) isNotification() {}

// For the operator of the ledger: a marketplace sends messages only after the operator has opened an address.
type NotificationConfirmSubscription struct {
	// The marketplace that will send the messages.
	Provider Provider
	// The topic, by the provider's name.
	Topic string
	// The address to open, once. It is a secret: any person who has it can confirm the subscription.
	Address string
}

func (NotificationConfirmSubscription) isNotification() {}

// A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2).
type NotificationChosenPayerEnded struct {
	// The account that owns the workspaces.
	Account string
	// The cloud account that will not become active.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The instant at which the subscription ended or failed.
	EndedAt time.Time
	// The workspaces that had chosen it, in order of site and id.
	Workspaces []WorkspacePayer
	// The display names of those among them that have one, in order of site and id.
	DisplayNames []NamedWorkspace
}

func (NotificationChosenPayerEnded) isNotification() {}

// For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
// record waits until the operator says which.
type NotificationUsageDisputed struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account whose usage it is.
	CloudAccount string
	// The marketplace of the cloud account.
	Provider Provider
	// The number of the usage record.
	Record EntryPosition
	// The name of the counted unit, as the provider defines it.
	Dimension string
	// The start of the usage.
	Start time.Time
	// The end of the usage.
	End time.Time
	// The price of one unit.
	Unit Money
	// The quantity of the usage record, which the provider does not have.
	Quantity uint32
	// Whether the charges of the record fell back to the enterprise account before.
	FellBack bool
}

func (NotificationUsageDisputed) isNotification() {}

// For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
// hour, so its charges fell back to the enterprise account (N2).
type NotificationUsageRecordTooLate struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account whose usage it is.
	CloudAccount string
	// The marketplace of the cloud account.
	Provider Provider
	// The number of the usage record.
	Record EntryPosition
	// The name of the counted unit, as the provider defines it.
	Dimension string
	// The start of the usage.
	Start time.Time
	// The end of the usage.
	End time.Time
	// The price of one unit.
	Unit Money
	// The quantity of the usage record.
	Quantity uint32
	// The instant at which the provider stopped accepting usage of the hour.
	SendUntil time.Time
}

func (NotificationUsageRecordTooLate) isNotification() {}

// A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
// (P3).
type NotificationSuspensionDeadlineNear struct {
	// The account that owns the cloud account.
	Account string
	// The suspended cloud account.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The instant since which the subscription is suspended.
	SuspendedSince time.Time
	// The instant from which on the enterprise account pays.
	Deadline time.Time
	// The number of bills that are held for the cloud account at this moment.
	HeldBills uint32
	// The sum of these bills.
	Amount Money
}

func (NotificationSuspensionDeadlineNear) isNotification() {}

// A cloud account ended, and its successor pays for its workspaces (T2).
type NotificationSubscriptionReplaced struct {
	// The account that owns the workspaces.
	Account string
	// The cloud account that ended.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The instant at which the subscription ended.
	EndedAt time.Time
	// The workspaces that a successor pays for, in order of site and id, each with that payer.
	Workspaces []WorkspacePayer
	// The sums of settled bills that have another payer now, one for each pair of payers.
	Corrected []CorrectedSum
	// The display names of those among the workspaces that have one, in order of site and id.
	DisplayNames []NamedWorkspace
}

func (NotificationSubscriptionReplaced) isNotification() {}

// Settled bills have another payer, and no other notification of the same cause says so (T2).
type NotificationBillsCorrected struct {
	// The account of the bills.
	Account string
	// The cloud account whose lifecycle, successor or usage record is the cause.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The sums of the corrected bills, one for each pair of payers.
	Corrected []CorrectedSum
}

func (NotificationBillsCorrected) isNotification() {}

// For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
// place of its own, and the subscription of that agreement is not linked (T2).
type NotificationSuccessorNotLinked struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account that ended.
	CloudAccount string
	// The marketplace of the subscription.
	Provider Provider
	// The instant at which the subscription ended.
	EndedAt time.Time
	// The identities of the subscriptions that the marketplace stated as successors, in order; may be empty.
	Successors []string
}

func (NotificationSuccessorNotLinked) isNotification() {}

// A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
// wait for the same reason.
type NotificationBillsHeld struct {
	// The account that the bill is recorded for.
	Account string
	// The reason why the bill waits: one cloud account, or the credit limit with the amounts of this bill.
	Reason HoldReason
	// The bill.
	Bill string
	// The workspace whose usage the bill is for.
	Workspace string
	// The amount of the bill, above zero.
	Amount Money
	// The marketplace of the suspended cloud account; absent: the credit limit is the reason.
	Provider *Provider
	// The instant since which the cloud account is suspended; absent: the credit limit is the reason, or the
	// suspension was recorded under version 1 of the rules.
	SuspendedSince *time.Time
	// The instant from which on the enterprise account pays instead of the suspended cloud account; absent: as for
	// `suspended_since`.
	Deadline *time.Time
	// The display name of the workspace; absent: it has none.
	DisplayName string
}

func (NotificationBillsHeld) isNotification() {}

// The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
// (P2).
type NotificationBillsNotMetered struct {
	// The account that paid.
	Account string
	// The start of the UTC day in which the bills were settled.
	Day time.Time
	// The number of these bills, above zero.
	Bills uint32
	// The sum of these bills as they were settled. Later refunds are not taken off.
	Amount Money
	// The same for each cloud account, in order of id.
	CloudAccounts []NotMeteredBills
}

func (NotificationBillsNotMetered) isNotification() {}

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
	b = appendKey("still_opening", b)
	b = appendList(v.StillOpening, b, StillOpening.appendJSON)
	b = appendKey("replaced", b)
	b = strconv.AppendBool(b, v.Replaced)
	b = appendKey("corrected", b)
	b = appendList(v.Corrected, b, CorrectedSum.appendJSON)
	b = appendKey("display_names", b)
	b = appendList(v.DisplayNames, b, NamedWorkspace.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
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
	if v.Payable != nil {
		b = appendKey("payable", b)
		b = v.Payable.appendJSON(b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
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
	if v.Payable != nil {
		b = appendKey("payable", b)
		b = v.Payable.appendJSON(b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
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
	if v.Payable != nil {
		b = appendKey("payable", b)
		b = v.Payable.appendJSON(b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationAccountLocked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationAccountUnlocked) appendJSON(b []byte) []byte {
	b = append(b, `{"account_unlocked":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v NotificationConfirmSubscription) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationChosenPayerEnded) appendJSON(b []byte) []byte {
	b = append(b, `{"chosen_payer_ended":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("workspaces", b)
	b = appendList(v.Workspaces, b, WorkspacePayer.appendJSON)
	b = appendKey("display_names", b)
	b = appendList(v.DisplayNames, b, NamedWorkspace.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationChosenPayerEnded) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationUsageDisputed) appendJSON(b []byte) []byte {
	b = append(b, `{"usage_disputed":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	b = appendKey("dimension", b)
	b = appendText(v.Dimension, b)
	b = appendKey("start", b)
	b = appendInstant(v.Start, b)
	b = appendKey("end", b)
	b = appendInstant(v.End, b)
	b = appendKey("unit", b)
	b = v.Unit.appendJSON(b)
	b = appendKey("quantity", b)
	b = strconv.AppendUint(b, uint64(v.Quantity), 10)
	b = appendKey("fell_back", b)
	b = strconv.AppendBool(b, v.FellBack)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationUsageDisputed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationUsageRecordTooLate) appendJSON(b []byte) []byte {
	b = append(b, `{"usage_record_too_late":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	b = appendKey("dimension", b)
	b = appendText(v.Dimension, b)
	b = appendKey("start", b)
	b = appendInstant(v.Start, b)
	b = appendKey("end", b)
	b = appendInstant(v.End, b)
	b = appendKey("unit", b)
	b = v.Unit.appendJSON(b)
	b = appendKey("quantity", b)
	b = strconv.AppendUint(b, uint64(v.Quantity), 10)
	b = appendKey("send_until", b)
	b = appendInstant(v.SendUntil, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationUsageRecordTooLate) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationSuspensionDeadlineNear) appendJSON(b []byte) []byte {
	b = append(b, `{"suspension_deadline_near":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("suspended_since", b)
	b = appendInstant(v.SuspendedSince, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	b = appendKey("held_bills", b)
	b = strconv.AppendUint(b, uint64(v.HeldBills), 10)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationSuspensionDeadlineNear) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationSubscriptionReplaced) appendJSON(b []byte) []byte {
	b = append(b, `{"subscription_replaced":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("workspaces", b)
	b = appendList(v.Workspaces, b, WorkspacePayer.appendJSON)
	b = appendKey("corrected", b)
	b = appendList(v.Corrected, b, CorrectedSum.appendJSON)
	b = appendKey("display_names", b)
	b = appendList(v.DisplayNames, b, NamedWorkspace.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationSubscriptionReplaced) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationBillsCorrected) appendJSON(b []byte) []byte {
	b = append(b, `{"bills_corrected":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("corrected", b)
	b = appendList(v.Corrected, b, CorrectedSum.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationBillsCorrected) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationSuccessorNotLinked) appendJSON(b []byte) []byte {
	b = append(b, `{"successor_not_linked":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("successors", b)
	b = appendList(v.Successors, b, appendText)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationSuccessorNotLinked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationBillsHeld) appendJSON(b []byte) []byte {
	b = append(b, `{"bills_held":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	if v.Provider != nil {
		b = appendKey("provider", b)
		b = v.Provider.appendJSON(b)
	}
	if v.SuspendedSince != nil {
		b = appendKey("suspended_since", b)
		b = appendInstant(*v.SuspendedSince, b)
	}
	if v.Deadline != nil {
		b = appendKey("deadline", b)
		b = appendInstant(*v.Deadline, b)
	}
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationBillsHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v NotificationBillsNotMetered) appendJSON(b []byte) []byte {
	b = append(b, `{"bills_not_metered":{`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("day", b)
	b = appendInstant(v.Day, b)
	b = appendKey("bills", b)
	b = strconv.AppendUint(b, uint64(v.Bills), 10)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("cloud_accounts", b)
	b = appendList(v.CloudAccounts, b, NotMeteredBills.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v NotificationBillsNotMetered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One message of the outbox. It is kept after its delivery, so that the history can be shown.
type OutboxMessage struct {
	// The number of the message.
	Number EntryPosition
	// The instant at which the message was put into the outbox.
	RaisedAt time.Time
	// The notification to deliver.
	Notification Notification
	// The instant at which the message was acknowledged; absent: it is still to be delivered.
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

// MarshalJSON returns the interchange form.
func (v OutboxMessage) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
