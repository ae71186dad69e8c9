// Written by `make bindings`. Do not edit.

package defray

func readOpenAccount(r *jsonReader, n *jsonNode) (v OpenAccount) {
	r.object(n, "account", "currency")
	v.Account = readText(r, r.required(n, "account"))
	v.Currency = readCurrency(r, r.required(n, "currency"))
	return v
}

func readCloseAccount(r *jsonReader, n *jsonNode) (v CloseAccount) {
	r.object(n, "account")
	v.Account = readText(r, r.required(n, "account"))
	return v
}

func readWaterfall(r *jsonReader, n *jsonNode) (v Waterfall) {
	r.object(n, "items", "enterprise", "cloud")
	if f := n.field("items"); f != nil {
		v.Items = readList(readText)(r, f)
	}
	v.Enterprise = readList(readName(ParseFund))(r, r.required(n, "enterprise"))
	v.Cloud = readList(readName(ParseFund))(r, r.required(n, "cloud"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *Waterfall) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readWaterfall)
}

func readCardTier(r *jsonReader, n *jsonNode) (v CardTier) {
	r.object(n, "at_least", "voucher", "valid_for")
	v.AtLeast = readDecimal(r, r.required(n, "at_least"))
	v.Voucher = readDecimal(r, r.required(n, "voucher"))
	if f := n.field("valid_for"); f != nil {
		v.ValidFor = optional(r, f, readSeconds)
	}
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *CardTier) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readCardTier)
}

func readMeteringUnit(r *jsonReader, n *jsonNode) (v MeteringUnit) {
	r.object(n, "provider", "product_code", "dimension", "unit")
	v.Provider = readName(ParseProvider)(r, r.required(n, "provider"))
	if f := n.field("product_code"); f != nil {
		v.ProductCode = readText(r, f)
	}
	v.Dimension = readText(r, r.required(n, "dimension"))
	v.Unit = readDecimal(r, r.required(n, "unit"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *MeteringUnit) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readMeteringUnit)
}

func readItemName(r *jsonReader, n *jsonNode) (v ItemName) {
	r.object(n, "name", "item")
	v.Name = readText(r, r.required(n, "name"))
	v.Item = readText(r, r.required(n, "item"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *ItemName) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readItemName)
}

func readPolicy(r *jsonReader, n *jsonNode) (v Policy) {
	r.object(n, "waterfalls", "credit_limit", "grace", "deadline_notice", "card_multiple", "card_tiers", "clock_tolerance", "voluntary_changes_per_month", "lock_in", "site_providers", "metering_windows", "metering", "unique_references", "item_names", "payable_unit", "validity_at", "suspended_patience")
	v = r.defaultPolicy()
	if f := n.field("waterfalls"); f != nil {
		v.Waterfalls = readList(readWaterfall)(r, f)
	}
	if f := n.field("credit_limit"); f != nil {
		v.CreditLimit = optional(r, f, readDecimal)
	}
	if f := n.field("grace"); f != nil {
		v.Grace = readSeconds(r, f)
	}
	if f := n.field("deadline_notice"); f != nil {
		v.DeadlineNotice = readSeconds(r, f)
	}
	if f := n.field("card_multiple"); f != nil {
		v.CardMultiple = readDecimal(r, f)
	}
	if f := n.field("card_tiers"); f != nil {
		v.CardTiers = readList(readCardTier)(r, f)
	}
	if f := n.field("clock_tolerance"); f != nil {
		v.ClockTolerance = readSeconds(r, f)
	}
	if f := n.field("voluntary_changes_per_month"); f != nil {
		v.VoluntaryChangesPerMonth = optional(r, f, readUint32)
	}
	if f := n.field("lock_in"); f != nil {
		v.LockIn = readBool(r, f)
	}
	if f := n.field("site_providers"); f != nil {
		v.SiteProviders = readMap(parseText, readList(readName(ParseProvider)))(r, f)
	}
	if f := n.field("metering_windows"); f != nil {
		v.MeteringWindows = readMap(ParseProvider, readMeteringWindow)(r, f)
	}
	if f := n.field("metering"); f != nil {
		v.Metering = readList(readMeteringUnit)(r, f)
	}
	if f := n.field("unique_references"); f != nil {
		v.UniqueReferences = readBool(r, f)
	}
	if f := n.field("item_names"); f != nil {
		v.ItemNames = readList(readItemName)(r, f)
	}
	if f := n.field("payable_unit"); f != nil {
		v.PayableUnit = readDecimal(r, f)
	}
	if f := n.field("validity_at"); f != nil {
		v.ValidityAt = readName(ParseValidityAt)(r, f)
	}
	if f := n.field("suspended_patience"); f != nil {
		v.SuspendedPatience = readSeconds(r, f)
	}
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *Policy) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readPolicy)
}

func readSetPolicy(r *jsonReader, n *jsonNode) (v SetPolicy) {
	r.object(n, "account", "policy")
	if f := n.field("account"); f != nil {
		v.Account = readText(r, f)
	}
	v.Policy = readPolicy(r, r.required(n, "policy"))
	return v
}

func readTopUp(r *jsonReader, n *jsonNode) (v TopUp) {
	r.object(n, "account", "amount", "reference")
	v.Account = readText(r, r.required(n, "account"))
	v.Amount = readMoney(r, r.required(n, "amount"))
	if f := n.field("reference"); f != nil {
		v.Reference = optional(r, f, readText)
	}
	return v
}

func readIssueVoucher(r *jsonReader, n *jsonNode) (v IssueVoucher) {
	r.object(n, "account", "lot", "kind", "face", "valid_from", "valid_until", "minimum_bill")
	v.Account = readText(r, r.required(n, "account"))
	v.Lot = readText(r, r.required(n, "lot"))
	v.Kind = readName(ParseLotKind)(r, r.required(n, "kind"))
	v.Face = readMoney(r, r.required(n, "face"))
	if f := n.field("valid_from"); f != nil {
		v.ValidFrom = optional(r, f, readInstant)
	}
	if f := n.field("valid_until"); f != nil {
		v.ValidUntil = optional(r, f, readInstant)
	}
	if f := n.field("minimum_bill"); f != nil {
		v.MinimumBill = optional(r, f, readMoney)
	}
	return v
}

func readGrantCard(r *jsonReader, n *jsonNode) (v GrantCard) {
	r.object(n, "account", "lot", "face", "valid_from", "valid_until")
	v.Account = readText(r, r.required(n, "account"))
	v.Lot = readText(r, r.required(n, "lot"))
	v.Face = readMoney(r, r.required(n, "face"))
	if f := n.field("valid_from"); f != nil {
		v.ValidFrom = optional(r, f, readInstant)
	}
	if f := n.field("valid_until"); f != nil {
		v.ValidUntil = optional(r, f, readInstant)
	}
	return v
}

func readBuyCard(r *jsonReader, n *jsonNode) (v BuyCard) {
	r.object(n, "account", "lot", "face", "valid_until")
	v.Account = readText(r, r.required(n, "account"))
	v.Lot = readText(r, r.required(n, "lot"))
	v.Face = readMoney(r, r.required(n, "face"))
	if f := n.field("valid_until"); f != nil {
		v.ValidUntil = optional(r, f, readInstant)
	}
	return v
}

func readRedeemHuaweiOrder(r *jsonReader, n *jsonNode) (v RedeemHuaweiOrder) {
	r.object(n, "account", "lot", "order", "huawei_account", "face", "valid_until")
	v.Account = readText(r, r.required(n, "account"))
	v.Lot = readText(r, r.required(n, "lot"))
	v.Order = readText(r, r.required(n, "order"))
	v.HuaweiAccount = readText(r, r.required(n, "huawei_account"))
	v.Face = readMoney(r, r.required(n, "face"))
	if f := n.field("valid_until"); f != nil {
		v.ValidUntil = optional(r, f, readInstant)
	}
	return v
}

func readVoidLot(r *jsonReader, n *jsonNode) (v VoidLot) {
	r.object(n, "account", "lot", "reason")
	v.Account = readText(r, r.required(n, "account"))
	v.Lot = readText(r, r.required(n, "lot"))
	if f := n.field("reason"); f != nil {
		v.Reason = optional(r, f, readText)
	}
	return v
}

func readBindWorkspace(r *jsonReader, n *jsonNode) (v BindWorkspace) {
	r.object(n, "account", "workspace", "since", "display_name")
	v.Account = readText(r, r.required(n, "account"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	if f := n.field("since"); f != nil {
		v.Since = optional(r, f, readInstant)
	}
	if f := n.field("display_name"); f != nil {
		v.DisplayName = readText(r, f)
	}
	return v
}

func readMoveWorkspace(r *jsonReader, n *jsonNode) (v MoveWorkspace) {
	r.object(n, "account", "workspace", "to")
	v.Account = readText(r, r.required(n, "account"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	v.To = readText(r, r.required(n, "to"))
	return v
}

func readDissolveWorkspace(r *jsonReader, n *jsonNode) (v DissolveWorkspace) {
	r.object(n, "account", "workspace")
	v.Account = readText(r, r.required(n, "account"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	return v
}

func readSubscription(r *jsonReader, n *jsonNode) (v Subscription) {
	r.object(n, "provider", "account_id", "instance_id", "license_arn", "customer_identifier", "product_code")
	v.Provider = readName(ParseProvider)(r, r.required(n, "provider"))
	if f := n.field("account_id"); f != nil {
		v.AccountID = readText(r, f)
	}
	if f := n.field("instance_id"); f != nil {
		v.InstanceID = readText(r, f)
	}
	if f := n.field("license_arn"); f != nil {
		v.LicenseARN = readText(r, f)
	}
	if f := n.field("customer_identifier"); f != nil {
		v.CustomerIdentifier = readText(r, f)
	}
	if f := n.field("product_code"); f != nil {
		v.ProductCode = readText(r, f)
	}
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *Subscription) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readSubscription)
}

func readLinkCloudAccount(r *jsonReader, n *jsonNode) (v LinkCloudAccount) {
	r.object(n, "account", "cloud_account", "subscription")
	v.Account = readText(r, r.required(n, "account"))
	v.CloudAccount = readText(r, r.required(n, "cloud_account"))
	v.Subscription = readSubscription(r, r.required(n, "subscription"))
	return v
}

func readWithdrawCloudAccount(r *jsonReader, n *jsonNode) (v WithdrawCloudAccount) {
	r.object(n, "account", "cloud_account")
	v.Account = readText(r, r.required(n, "account"))
	v.CloudAccount = readText(r, r.required(n, "cloud_account"))
	return v
}

func readPayer(r *jsonReader, n *jsonNode) Payer {
	name, value := r.choice(n, "enterprise", "cloud_account")
	switch name {
	case "enterprise":
		r.nothing(n, value)
		return PayerEnterprise{}
	case "cloud_account":
		return PayerCloudAccount{CloudAccount: readText(r, r.something(n, value))}
	}
	return nil
}

func readChooseMethod(r *jsonReader, n *jsonNode) (v ChooseMethod) {
	r.object(n, "account", "workspace", "method")
	v.Account = readText(r, r.required(n, "account"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	v.Method = readPayer(r, r.required(n, "method"))
	return v
}

func readTopicConfirmation(r *jsonReader, n *jsonNode) (v TopicConfirmation) {
	r.object(n, "topic", "address")
	v.Topic = readText(r, r.required(n, "topic"))
	v.Address = readText(r, r.required(n, "address"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *TopicConfirmation) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readTopicConfirmation)
}

func readStatedAgreement(r *jsonReader, n *jsonNode) (v StatedAgreement) {
	r.object(n, "id", "previous", "replaced")
	v.ID = readText(r, r.required(n, "id"))
	if f := n.field("previous"); f != nil {
		v.Previous = readText(r, f)
	}
	if f := n.field("replaced"); f != nil {
		v.Replaced = readBool(r, f)
	}
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *StatedAgreement) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readStatedAgreement)
}

func readMarketplaceMessage(r *jsonReader, n *jsonNode) (v MarketplaceMessage) {
	r.object(n, "provider", "id", "identity", "kind", "signal", "occurred_at", "raw", "confirm", "rejected", "account_id", "agreement")
	v.Provider = readName(ParseProvider)(r, r.required(n, "provider"))
	if f := n.field("id"); f != nil {
		v.ID = readText(r, f)
	}
	if f := n.field("identity"); f != nil {
		v.Identity = readText(r, f)
	}
	v.Kind = readText(r, r.required(n, "kind"))
	v.Signal = readName(ParseSignal)(r, r.required(n, "signal"))
	if f := n.field("occurred_at"); f != nil {
		v.OccurredAt = optional(r, f, readInstant)
	}
	if f := n.field("raw"); f != nil {
		v.Raw = optional(r, f, readText)
	}
	if f := n.field("confirm"); f != nil {
		v.Confirm = optional(r, f, readTopicConfirmation)
	}
	if f := n.field("rejected"); f != nil {
		v.Rejected = optional(r, f, readText)
	}
	if f := n.field("account_id"); f != nil {
		v.AccountID = readText(r, f)
	}
	if f := n.field("agreement"); f != nil {
		v.Agreement = optional(r, f, readStatedAgreement)
	}
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *MarketplaceMessage) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readMarketplaceMessage)
}

func readPeriod(r *jsonReader, n *jsonNode) (v Period) {
	r.object(n, "start", "end")
	v.Start = readInstant(r, r.required(n, "start"))
	v.End = readInstant(r, r.required(n, "end"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *Period) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readPeriod)
}

func readBill(r *jsonReader, n *jsonNode) (v Bill) {
	r.object(n, "id", "workspace", "item", "amount", "period")
	v.ID = readText(r, r.required(n, "id"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	v.Item = readText(r, r.required(n, "item"))
	v.Amount = readMoney(r, r.required(n, "amount"))
	v.Period = readPeriod(r, r.required(n, "period"))
	return v
}

// UnmarshalJSON reads the interchange form; an unknown field is an error.
func (v *Bill) UnmarshalJSON(data []byte) error {
	return unmarshal(data, v, readBill)
}

func readSettleBill(r *jsonReader, n *jsonNode) (v SettleBill) {
	r.object(n, "bill", "account")
	v.Bill = readBill(r, r.required(n, "bill"))
	if f := n.field("account"); f != nil {
		v.Account = readText(r, f)
	}
	return v
}

func readReverseBill(r *jsonReader, n *jsonNode) (v ReverseBill) {
	r.object(n, "bill", "reversal", "amount", "reason")
	v.Bill = readText(r, r.required(n, "bill"))
	v.Reversal = readText(r, r.required(n, "reversal"))
	if f := n.field("amount"); f != nil {
		v.Amount = optional(r, f, readMoney)
	}
	if f := n.field("reason"); f != nil {
		v.Reason = optional(r, f, readText)
	}
	return v
}

func readRequestMetering(r *jsonReader, n *jsonNode) (v RequestMetering) {
	r.object(n, "cloud_account")
	v.CloudAccount = readText(r, r.required(n, "cloud_account"))
	return v
}

func readMeteringOutcomeDuplicate(r *jsonReader, n *jsonNode) (v MeteringOutcomeDuplicate) {
	r.object(n, "quantity")
	if f := n.field("quantity"); f != nil {
		v.Quantity = optional(r, f, readUint32)
	}
	return v
}

func readMeteringOutcomeRejected(r *jsonReader, n *jsonNode) (v MeteringOutcomeRejected) {
	r.object(n, "reason")
	if f := n.field("reason"); f != nil {
		v.Reason = optional(r, f, readText)
	}
	return v
}

func readMeteringOutcome(r *jsonReader, n *jsonNode) MeteringOutcome {
	name, value := r.choice(n, "accepted", "duplicate", "rejected", "not_subscribed", "unprocessed")
	switch name {
	case "accepted":
		r.nothing(n, value)
		return MeteringOutcomeAccepted{}
	case "duplicate":
		return readMeteringOutcomeDuplicate(r, r.something(n, value))
	case "rejected":
		return readMeteringOutcomeRejected(r, r.something(n, value))
	case "not_subscribed":
		r.nothing(n, value)
		return MeteringOutcomeNotSubscribed{}
	case "unprocessed":
		r.nothing(n, value)
		return MeteringOutcomeUnprocessed{}
	}
	return nil
}

func readAcknowledgeMetering(r *jsonReader, n *jsonNode) (v AcknowledgeMetering) {
	r.object(n, "record", "outcome", "provider_record")
	v.Record = readEntryPosition(r, r.required(n, "record"))
	v.Outcome = readMeteringOutcome(r, r.required(n, "outcome"))
	if f := n.field("provider_record"); f != nil {
		v.ProviderRecord = optional(r, f, readText)
	}
	return v
}

func readAdvance(r *jsonReader, n *jsonNode) (v Advance) {
	r.object(n)
	return v
}

func readAcknowledge(r *jsonReader, n *jsonNode) (v Acknowledge) {
	r.object(n, "outbox_message")
	v.OutboxMessage = readEntryPosition(r, r.required(n, "outbox_message"))
	return v
}

func readUnlinkCloudAccount(r *jsonReader, n *jsonNode) (v UnlinkCloudAccount) {
	r.object(n, "account", "cloud_account", "reason")
	v.Account = readText(r, r.required(n, "account"))
	v.CloudAccount = readText(r, r.required(n, "cloud_account"))
	v.Reason = readText(r, r.required(n, "reason"))
	return v
}

func readRestateBill(r *jsonReader, n *jsonNode) (v RestateBill) {
	r.object(n, "bill", "reversal", "by", "reason")
	v.Bill = readText(r, r.required(n, "bill"))
	v.Reversal = readText(r, r.required(n, "reversal"))
	if f := n.field("by"); f != nil {
		v.By = optional(r, f, readBill)
	}
	if f := n.field("reason"); f != nil {
		v.Reason = optional(r, f, readText)
	}
	return v
}

func readClaimCharges(r *jsonReader, n *jsonNode) (v ClaimCharges) {
	r.object(n, "export_name", "part", "bills")
	v.ExportName = readText(r, r.required(n, "export_name"))
	v.Part = readText(r, r.required(n, "part"))
	v.Bills = readList(readText)(r, r.required(n, "bills"))
	return v
}

func readRenameWorkspace(r *jsonReader, n *jsonNode) (v RenameWorkspace) {
	r.object(n, "account", "workspace", "display_name")
	v.Account = readText(r, r.required(n, "account"))
	v.Workspace = readText(r, r.required(n, "workspace"))
	if f := n.field("display_name"); f != nil {
		v.DisplayName = readText(r, f)
	}
	return v
}

func readSetMailSettings(r *jsonReader, n *jsonNode) (v SetMailSettings) {
	r.object(n, "account", "language", "time_zone")
	v.Account = readText(r, r.required(n, "account"))
	if f := n.field("language"); f != nil {
		v.Language = optional(r, f, readName(ParseLanguage))
	}
	if f := n.field("time_zone"); f != nil {
		v.TimeZone = readText(r, f)
	}
	return v
}

// readCommand reads the fields of a command by its name; nil: no command has that name.
func readCommand(r *jsonReader, name string, n *jsonNode) Command {
	switch name {
	case "open_account":
		return readOpenAccount(r, n)
	case "close_account":
		return readCloseAccount(r, n)
	case "set_policy":
		return readSetPolicy(r, n)
	case "top_up":
		return readTopUp(r, n)
	case "issue_voucher":
		return readIssueVoucher(r, n)
	case "grant_card":
		return readGrantCard(r, n)
	case "buy_card":
		return readBuyCard(r, n)
	case "redeem_huawei_order":
		return readRedeemHuaweiOrder(r, n)
	case "void_lot":
		return readVoidLot(r, n)
	case "bind_workspace":
		return readBindWorkspace(r, n)
	case "move_workspace":
		return readMoveWorkspace(r, n)
	case "dissolve_workspace":
		return readDissolveWorkspace(r, n)
	case "link_cloud_account":
		return readLinkCloudAccount(r, n)
	case "withdraw_cloud_account":
		return readWithdrawCloudAccount(r, n)
	case "choose_method":
		return readChooseMethod(r, n)
	case "ingest":
		return readIngest(r, n)
	case "settle_bill":
		return readSettleBill(r, n)
	case "reverse_bill":
		return readReverseBill(r, n)
	case "request_metering":
		return readRequestMetering(r, n)
	case "acknowledge_metering":
		return readAcknowledgeMetering(r, n)
	case "advance":
		return readAdvance(r, n)
	case "acknowledge":
		return readAcknowledge(r, n)
	case "unlink_cloud_account":
		return readUnlinkCloudAccount(r, n)
	case "restate_bill":
		return readRestateBill(r, n)
	case "claim_charges":
		return readClaimCharges(r, n)
	case "rename_workspace":
		return readRenameWorkspace(r, n)
	case "set_mail_settings":
		return readSetMailSettings(r, n)
	}
	return nil
}

// commandNames are the names of all commands.
var commandNames = []string{
	"open_account",
	"close_account",
	"set_policy",
	"top_up",
	"issue_voucher",
	"grant_card",
	"buy_card",
	"redeem_huawei_order",
	"void_lot",
	"bind_workspace",
	"move_workspace",
	"dissolve_workspace",
	"link_cloud_account",
	"withdraw_cloud_account",
	"choose_method",
	"ingest",
	"settle_bill",
	"reverse_bill",
	"request_metering",
	"acknowledge_metering",
	"advance",
	"acknowledge",
	"unlink_cloud_account",
	"restate_bill",
	"claim_charges",
	"rename_workspace",
	"set_mail_settings",
}
