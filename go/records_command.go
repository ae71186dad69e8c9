// Written by `make bindings`. Do not edit.

package defray

import "time"

// Opens an account.
type OpenAccount struct {
	// The id of the account. It must be new.
	Account string
	// The currency of the account. It never changes.
	Currency string
}

// Closes an account permanently.
type CloseAccount struct {
	// The account to close. It must be open, without overdraft, workspaces, held bills or live cloud accounts.
	Account string
}

// Replaces the policy of an account, or the file's default.
type SetPolicy struct {
	// The account that gets the policy; absent: the default for every account without a policy of its own.
	Account string
	// The whole policy. A field that is left out takes its built-in default.
	Policy Policy
}

// Pays money into an account (M1).
type TopUp struct {
	// The account that receives the money.
	Account string
	// The amount paid in, above zero, in the account's currency.
	Amount Money
	// The reference of the payment, as free text.
	Reference *string
}

// Issues a voucher (M3).
type IssueVoucher struct {
	// The account that receives the voucher.
	Account string
	// The id of the voucher. It must be new within the account.
	Lot string
	// The kind of voucher: ordinary or full-reduction. A card is refused.
	Kind LotKind
	// The value of the voucher, above zero, in the account's currency.
	Face Money
	// The first instant at which the voucher can pay; absent: the instant of the decision.
	ValidFrom *time.Time
	// The first instant at which the voucher can no longer pay; absent: it never expires.
	ValidUntil *time.Time
	// The smallest bill that the voucher pays (W5). Only full-reduction vouchers may have one.
	MinimumBill *Money
}

// Grants a stored-value card (M2).
type GrantCard struct {
	// The account that receives the card.
	Account string
	// The id of the card. It must be new within the account.
	Lot string
	// The value of the card, above zero, in the account's currency.
	Face Money
	// The first instant at which the card can pay; absent: the instant of the decision.
	ValidFrom *time.Time
	// The first instant at which the card can no longer pay; absent: it never expires.
	ValidUntil *time.Time
}

// Buys a stored-value card from cash (M2).
type BuyCard struct {
	// The account that buys the card.
	Account string
	// The id of the card. It must be new within the account.
	Lot string
	// The value of the card, which is also its price: a multiple of the policy's `card_multiple`, at most the
	// cash.
	Face Money
	// The first instant at which the card can no longer pay; absent: it never expires.
	ValidUntil *time.Time
}

// Redeems an order from Huawei Cloud's market for a card (M2).
type RedeemHuaweiOrder struct {
	// The account that receives the card.
	Account string
	// The id of the card. It must be new within the account.
	Lot string
	// The number of the order. One order can be redeemed once in the whole ledger.
	Order string
	// The Huawei Cloud account that placed the order.
	HuaweiAccount string
	// The value of the card: a multiple of the policy's `card_multiple`, in the account's currency.
	Face Money
	// The first instant at which the card can no longer pay; absent: it never expires.
	ValidUntil *time.Time
}

// Makes a voucher or a card void. The value left in it is lost.
type VoidLot struct {
	// The account that owns the lot.
	Account string
	// The voucher or card to make void.
	Lot string
	// The reason, as free text.
	Reason *string
}

// Binds a workspace to an account, or extends its first binding backwards (P5).
type BindWorkspace struct {
	// The account that the workspace will belong to.
	Account string
	// The site and the id of the workspace. It must be new, unless `since` is before its first binding to this
	// account.
	Workspace string
	// The instant from which the account pays for the usage, not after the decision; absent: the instant of the
	// decision.
	Since *time.Time
	// The name by which people know the workspace; absent: it has none. It has no effect when a binding is
	// extended.
	DisplayName string
}

// Moves a workspace to another account.
type MoveWorkspace struct {
	// The account that owns the workspace before the move.
	Account string
	// The workspace to move.
	Workspace string
	// The account that owns the workspace after the move. It must have the same currency.
	To string
}

// Dissolves a workspace. Usage that begins later has no payer (P5).
type DissolveWorkspace struct {
	// The account that owns the workspace.
	Account string
	// The workspace to dissolve.
	Workspace string
}

// Links a marketplace subscription to an account.
type LinkCloudAccount struct {
	// The account that gets the cloud account.
	Account string
	// The id of the cloud account in this ledger. It must be new.
	CloudAccount string
	// The identifiers by which the provider knows the subscription.
	Subscription Subscription
}

// Withdraws a cloud account that the marketplace has not confirmed.
type WithdrawCloudAccount struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account to withdraw. It must be pending.
	CloudAccount string
}

// Chooses the settlement method of a workspace (C1).
type ChooseMethod struct {
	// The account that owns the workspace.
	Account string
	// The workspace whose method changes.
	Workspace string
	// The payer that is chosen: the enterprise account or one of the account's cloud accounts.
	Method Payer
}

// Receives a message from a marketplace.
type Ingest struct {
	// The message in its canonical form.
	Message MarketplaceMessage
}

// Settles a bill (P4).
type SettleBill struct {
	// The bill. Its id settles once.
	Bill Bill
	// The account that the caller expects to pay; the command is refused (C1) when it is not the
	// workspace's owner at the start of the usage. Absent: that owner, without a check.
	Account string
}

// Reverses a bill: refunds its value, whole or in part (W9).
type ReverseBill struct {
	// The bill to reverse.
	Bill string
	// The id of this reversal. It must be unique within the bill.
	Reversal string
	// The amount to refund, above zero and at most what is left of the bill; absent: all that is left.
	Amount *Money
	// The reason, as free text.
	Reason *string
}

// Asks for the next usage record of a cloud account (N2).
type RequestMetering struct {
	// The cloud account whose charges are to be metered.
	CloudAccount string
}

// Records the answer of a provider to a usage record (N2).
type AcknowledgeMetering struct {
	// The number of the usage record.
	Record EntryPosition
	// The answer of the provider.
	Outcome MeteringOutcome
	// The provider's own id of the usage record.
	ProviderRecord *string
}

// Applies everything that has fallen due: expiries, reminders, locks and metering deadlines.
type Advance struct{}

// Records that the host delivered an outbox message (N3).
type Acknowledge struct {
	// The number of the outbox message.
	OutboxMessage EntryPosition
}

// Undoes a wrong link to a subscription, while nothing is metered (C4).
type UnlinkCloudAccount struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account to unlink. It must be pending, active, suspended or closing.
	CloudAccount string
	// The reason, as free text; not empty.
	Reason string
}

// Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4).
type RestateBill struct {
	// The bill that is replaced.
	Bill string
	// The id of the reversal of that bill. It must be unique within the bill.
	Reversal string
	// The bill that takes its place, of the same workspace and with a new id; absent: the provider withdrew the
	// charge.
	By *Bill
	// The reason, as free text.
	Reason *string
}

// Records which part of an export the charges of some bills are in (P4).
type ClaimCharges struct {
	// The name of the export.
	ExportName string
	// The part of the export, such as a digest of its content.
	Part string
	// The bills whose charges are in this part.
	Bills []string
}

// Sets or removes the display name of a workspace.
type RenameWorkspace struct {
	// The account that owns the workspace.
	Account string
	// The workspace to rename. Its site and id stay.
	Workspace string
	// The name by which people know the workspace; absent: it has none any more.
	DisplayName string
}

// Sets the language and the time zone of the mails to an account.
type SetMailSettings struct {
	// The account that receives the mails.
	Account string
	// The language of the mails; absent: the default of the host.
	Language *Language
	// The time zone of the instants in the mails, a name of the IANA database such as `Asia/Shanghai`; absent: the
	// default of the host. Only its form is checked.
	TimeZone string
}

// A command: a change of the ledger that a caller requests.
//
// It is one of OpenAccount, CloseAccount, SetPolicy, TopUp, IssueVoucher, GrantCard, BuyCard, RedeemHuaweiOrder,
// VoidLot, BindWorkspace, MoveWorkspace, DissolveWorkspace, LinkCloudAccount, WithdrawCloudAccount, ChooseMethod,
// Ingest, SettleBill, ReverseBill, RequestMetering, AcknowledgeMetering, Advance, Acknowledge, UnlinkCloudAccount,
// RestateBill, ClaimCharges, RenameWorkspace, SetMailSettings.
type Command interface {
	// Name is its name in the interchange form.
	Name() string
	appendJSON(b []byte) []byte
	isCommand()
}

func (OpenAccount) isCommand() {}

// Name is `open_account`.
func (OpenAccount) Name() string {
	return "open_account"
}

func (CloseAccount) isCommand() {}

// Name is `close_account`.
func (CloseAccount) Name() string {
	return "close_account"
}

func (SetPolicy) isCommand() {}

// Name is `set_policy`.
func (SetPolicy) Name() string {
	return "set_policy"
}

func (TopUp) isCommand() {}

// Name is `top_up`.
func (TopUp) Name() string {
	return "top_up"
}

func (IssueVoucher) isCommand() {}

// Name is `issue_voucher`.
func (IssueVoucher) Name() string {
	return "issue_voucher"
}

func (GrantCard) isCommand() {}

// Name is `grant_card`.
func (GrantCard) Name() string {
	return "grant_card"
}

func (BuyCard) isCommand() {}

// Name is `buy_card`.
func (BuyCard) Name() string {
	return "buy_card"
}

func (RedeemHuaweiOrder) isCommand() {}

// Name is `redeem_huawei_order`.
func (RedeemHuaweiOrder) Name() string {
	return "redeem_huawei_order"
}

func (VoidLot) isCommand() {}

// Name is `void_lot`.
func (VoidLot) Name() string {
	return "void_lot"
}

func (BindWorkspace) isCommand() {}

// Name is `bind_workspace`.
func (BindWorkspace) Name() string {
	return "bind_workspace"
}

func (MoveWorkspace) isCommand() {}

// Name is `move_workspace`.
func (MoveWorkspace) Name() string {
	return "move_workspace"
}

func (DissolveWorkspace) isCommand() {}

// Name is `dissolve_workspace`.
func (DissolveWorkspace) Name() string {
	return "dissolve_workspace"
}

func (LinkCloudAccount) isCommand() {}

// Name is `link_cloud_account`.
func (LinkCloudAccount) Name() string {
	return "link_cloud_account"
}

func (WithdrawCloudAccount) isCommand() {}

// Name is `withdraw_cloud_account`.
func (WithdrawCloudAccount) Name() string {
	return "withdraw_cloud_account"
}

func (ChooseMethod) isCommand() {}

// Name is `choose_method`.
func (ChooseMethod) Name() string {
	return "choose_method"
}

func (Ingest) isCommand() {}

// Name is `ingest`.
func (Ingest) Name() string {
	return "ingest"
}

func (SettleBill) isCommand() {}

// Name is `settle_bill`.
func (SettleBill) Name() string {
	return "settle_bill"
}

func (ReverseBill) isCommand() {}

// Name is `reverse_bill`.
func (ReverseBill) Name() string {
	return "reverse_bill"
}

func (RequestMetering) isCommand() {}

// Name is `request_metering`.
func (RequestMetering) Name() string {
	return "request_metering"
}

func (AcknowledgeMetering) isCommand() {}

// Name is `acknowledge_metering`.
func (AcknowledgeMetering) Name() string {
	return "acknowledge_metering"
}

func (Advance) isCommand() {}

// Name is `advance`.
func (Advance) Name() string {
	return "advance"
}

func (Acknowledge) isCommand() {}

// Name is `acknowledge`.
func (Acknowledge) Name() string {
	return "acknowledge"
}

func (UnlinkCloudAccount) isCommand() {}

// Name is `unlink_cloud_account`.
func (UnlinkCloudAccount) Name() string {
	return "unlink_cloud_account"
}

func (RestateBill) isCommand() {}

// Name is `restate_bill`.
func (RestateBill) Name() string {
	return "restate_bill"
}

func (ClaimCharges) isCommand() {}

// Name is `claim_charges`.
func (ClaimCharges) Name() string {
	return "claim_charges"
}

func (RenameWorkspace) isCommand() {}

// Name is `rename_workspace`.
func (RenameWorkspace) Name() string {
	return "rename_workspace"
}

func (SetMailSettings) isCommand() {}

// Name is `set_mail_settings`.
func (SetMailSettings) Name() string {
	return "set_mail_settings"
}

func (v OpenAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"open_account"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("currency", b)
	b = appendText(v.Currency, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v OpenAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CloseAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"close_account"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v CloseAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SetPolicy) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"set_policy"`...)
	if v.Account != "" {
		b = appendKey("account", b)
		b = appendText(v.Account, b)
	}
	b = appendKey("policy", b)
	b = v.Policy.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v SetPolicy) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v TopUp) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"top_up"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	if v.Reference != nil {
		b = appendKey("reference", b)
		b = appendText(*v.Reference, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v TopUp) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v IssueVoucher) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"issue_voucher"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("kind", b)
	b = v.Kind.appendJSON(b)
	b = appendKey("face", b)
	b = v.Face.appendJSON(b)
	if v.ValidFrom != nil {
		b = appendKey("valid_from", b)
		b = appendInstant(*v.ValidFrom, b)
	}
	if v.ValidUntil != nil {
		b = appendKey("valid_until", b)
		b = appendInstant(*v.ValidUntil, b)
	}
	if v.MinimumBill != nil {
		b = appendKey("minimum_bill", b)
		b = v.MinimumBill.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v IssueVoucher) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v GrantCard) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"grant_card"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("face", b)
	b = v.Face.appendJSON(b)
	if v.ValidFrom != nil {
		b = appendKey("valid_from", b)
		b = appendInstant(*v.ValidFrom, b)
	}
	if v.ValidUntil != nil {
		b = appendKey("valid_until", b)
		b = appendInstant(*v.ValidUntil, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v GrantCard) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BuyCard) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"buy_card"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("face", b)
	b = v.Face.appendJSON(b)
	if v.ValidUntil != nil {
		b = appendKey("valid_until", b)
		b = appendInstant(*v.ValidUntil, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v BuyCard) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v RedeemHuaweiOrder) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"redeem_huawei_order"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("order", b)
	b = appendText(v.Order, b)
	b = appendKey("huawei_account", b)
	b = appendText(v.HuaweiAccount, b)
	b = appendKey("face", b)
	b = v.Face.appendJSON(b)
	if v.ValidUntil != nil {
		b = appendKey("valid_until", b)
		b = appendInstant(*v.ValidUntil, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v RedeemHuaweiOrder) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v VoidLot) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"void_lot"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v VoidLot) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BindWorkspace) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"bind_workspace"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	if v.Since != nil {
		b = appendKey("since", b)
		b = appendInstant(*v.Since, b)
	}
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v BindWorkspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MoveWorkspace) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"move_workspace"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("to", b)
	b = appendText(v.To, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MoveWorkspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v DissolveWorkspace) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"dissolve_workspace"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v DissolveWorkspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v LinkCloudAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"link_cloud_account"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("subscription", b)
	b = v.Subscription.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v LinkCloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v WithdrawCloudAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"withdraw_cloud_account"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v WithdrawCloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v ChooseMethod) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"choose_method"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("method", b)
	b = v.Method.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v ChooseMethod) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v Ingest) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"ingest"`...)
	b = appendKey("message", b)
	b = v.Message.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Ingest) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SettleBill) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"settle_bill"`...)
	b = appendKey("bill", b)
	b = v.Bill.appendJSON(b)
	if v.Account != "" {
		b = appendKey("account", b)
		b = appendText(v.Account, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v SettleBill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v ReverseBill) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"reverse_bill"`...)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("reversal", b)
	b = appendText(v.Reversal, b)
	if v.Amount != nil {
		b = appendKey("amount", b)
		b = v.Amount.appendJSON(b)
	}
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v ReverseBill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v RequestMetering) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"request_metering"`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v RequestMetering) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v AcknowledgeMetering) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"acknowledge_metering"`...)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	b = appendKey("outcome", b)
	b = v.Outcome.appendJSON(b)
	if v.ProviderRecord != nil {
		b = appendKey("provider_record", b)
		b = appendText(*v.ProviderRecord, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v AcknowledgeMetering) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (Advance) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"advance"`...)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Advance) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v Acknowledge) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"acknowledge"`...)
	b = appendKey("outbox_message", b)
	b = v.OutboxMessage.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Acknowledge) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v UnlinkCloudAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"unlink_cloud_account"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("reason", b)
	b = appendText(v.Reason, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v UnlinkCloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v RestateBill) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"restate_bill"`...)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("reversal", b)
	b = appendText(v.Reversal, b)
	if v.By != nil {
		b = appendKey("by", b)
		b = v.By.appendJSON(b)
	}
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v RestateBill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v ClaimCharges) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"claim_charges"`...)
	b = appendKey("export_name", b)
	b = appendText(v.ExportName, b)
	b = appendKey("part", b)
	b = appendText(v.Part, b)
	b = appendKey("bills", b)
	b = appendList(v.Bills, b, appendText)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v ClaimCharges) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v RenameWorkspace) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"rename_workspace"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v RenameWorkspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SetMailSettings) appendJSON(b []byte) []byte {
	b = append(b, `{"command":"set_mail_settings"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	if v.Language != nil {
		b = appendKey("language", b)
		b = v.Language.appendJSON(b)
	}
	if v.TimeZone != "" {
		b = appendKey("time_zone", b)
		b = appendText(v.TimeZone, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v SetMailSettings) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
