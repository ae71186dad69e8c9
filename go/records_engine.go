// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// How a batch is executed when one of its commands is not accepted.
//
// Zero is not a valid value.
type Mode uint32

const (
	// The other commands are executed.
	ModeIndependent Mode = 1
	// No command is executed (A1).
	ModeAtomic Mode = 2
)

var modeNames = [...]string{
	"",
	"independent",
	"atomic",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Mode) String() string {
	return nameOf(modeNames[:], uint32(v))
}

// ParseMode reads the name in the interchange form.
func ParseMode(text string) (Mode, error) {
	number, err := parseName(modeNames[:], text)
	return Mode(number), err
}

// MarshalText returns the name in the interchange form.
func (v Mode) MarshalText() ([]byte, error) {
	return marshalName(modeNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Mode) UnmarshalText(text []byte) error {
	number, err := parseName(modeNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Mode(number)
	return nil
}

func (v Mode) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// How much of the file is compared with its checksums when it is opened.
//
// Zero is not a valid value.
type Check uint32

const (
	// The whole file, at about one gigabyte per second. Damage is found before any answer depends on it.
	CheckFull Check = 1
	// Nothing at opening. Each page is checked when it is read.
	CheckQuick Check = 2
)

var checkNames = [...]string{
	"",
	"full",
	"quick",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Check) String() string {
	return nameOf(checkNames[:], uint32(v))
}

// ParseCheck reads the name in the interchange form.
func ParseCheck(text string) (Check, error) {
	number, err := parseName(checkNames[:], text)
	return Check(number), err
}

// MarshalText returns the name in the interchange form.
func (v Check) MarshalText() ([]byte, error) {
	return marshalName(checkNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Check) UnmarshalText(text []byte) error {
	number, err := parseName(checkNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Check(number)
	return nil
}

func (v Check) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The result of an earlier, identical command. Nothing changes, and nothing is recorded.
//
// It is one of PriorResultBill, PriorResultReversal, PriorResultUsageRecord, PriorResultMessage, PriorResultNothing.
type PriorResult interface {
	appendJSON(b []byte) []byte
	isPriorResult()
}

// The bill was recorded before (P4).
type PriorResultBill struct {
	// BillRecord is what comes with it.
	BillRecord BillRecord
}

func (PriorResultBill) isPriorResult() {}

// The reversal was recorded before.
type PriorResultReversal struct {
	// Reversal is what comes with it.
	Reversal Reversal
}

func (PriorResultReversal) isPriorResult() {}

// The usage record was requested before and has no answer yet.
type PriorResultUsageRecord struct {
	// UsageRecord is what comes with it.
	UsageRecord UsageRecord
}

func (PriorResultUsageRecord) isPriorResult() {}

// The marketplace message was received before, with this disposition.
type PriorResultMessage struct {
	// MessageDisposition is what comes with it.
	MessageDisposition MessageDisposition
}

func (PriorResultMessage) isPriorResult() {}

// Nothing has fallen due, there is nothing to meter, the message was acknowledged before, or the name or the
// settings are the same already.
type PriorResultNothing struct{}

func (PriorResultNothing) isPriorResult() {}

func (v PriorResultBill) appendJSON(b []byte) []byte {
	b = append(b, `{"bill":`...)
	b = v.BillRecord.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PriorResultBill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PriorResultReversal) appendJSON(b []byte) []byte {
	b = append(b, `{"reversal":`...)
	b = v.Reversal.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PriorResultReversal) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PriorResultUsageRecord) appendJSON(b []byte) []byte {
	b = append(b, `{"usage_record":`...)
	b = v.UsageRecord.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PriorResultUsageRecord) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PriorResultMessage) appendJSON(b []byte) []byte {
	b = append(b, `{"message":`...)
	b = v.MessageDisposition.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PriorResultMessage) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (PriorResultNothing) appendJSON(b []byte) []byte {
	return append(b, `"nothing"`...)
}

// MarshalJSON returns the interchange form.
func (v PriorResultNothing) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One accepted command and its events.
type Entry struct {
	// The position in the journal, from 1.
	Position uint64
	// The decision instant (T1).
	At time.Time
	// The instant that the caller gave. Without one, the time of the engine's clock.
	AskedAt time.Time
	// The time of the engine's clock when the entry was recorded.
	RecordedAt time.Time
	// Who submitted the command, if the caller said so.
	Actor *string
	// The idempotency key of the command, if the caller gave one (A2).
	IdempotencyKey string
	// The accepted command.
	Command Command
	// The events of the command, in order; at least one.
	Events []Event
	// The version of the rules under which the command was decided.
	Rules uint32
	// `true` when the ledger was open for simulation: `at` may be ahead of `recorded_at` by any time (T1).
	Simulated bool
}

func (v Entry) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("position", b)
	b = strconv.AppendUint(b, v.Position, 10)
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	b = appendKey("asked_at", b)
	b = appendInstant(v.AskedAt, b)
	b = appendKey("recorded_at", b)
	b = appendInstant(v.RecordedAt, b)
	if v.Actor != nil {
		b = appendKey("actor", b)
		b = appendText(*v.Actor, b)
	}
	if v.IdempotencyKey != "" {
		b = appendKey("idempotency_key", b)
		b = appendText(v.IdempotencyKey, b)
	}
	b = appendKey("command", b)
	b = v.Command.appendJSON(b)
	b = appendKey("events", b)
	b = appendList(v.Events, b, Event.appendJSON)
	b = appendKey("rules", b)
	b = strconv.AppendUint(b, uint64(v.Rules), 10)
	b = appendKey("simulated", b)
	b = strconv.AppendBool(b, v.Simulated)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Entry) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The balances of an account by fund.
type Balances struct {
	// The value of all ordinary vouchers that can pay.
	OrdinaryVouchers Money
	// The value of all full-reduction vouchers that can pay.
	FullReductionVouchers Money
	// The value of all stored-value cards that can pay.
	Cards Money
	// The cash.
	Cash Money
	// The debt of the account.
	Overdraft Money
	// The amount charged to cloud accounts since the account was opened, less refunds.
	CloudCharged Money
}

// One movement on an account.
type Movement struct {
	// The decision instant (T1).
	At time.Time
	// The journal position.
	Position uint64
	// The name of the event, such as `bill_settled`.
	Event string
	// The bill, lot, account or reference that the event is about; empty for a top-up without a reference.
	About string
	// The fund whose balance changed.
	Fund Fund
	// The lot whose value changed; absent: the fund has no lots.
	Lot string
	// The change of the fund's balance. For the overdraft, the change of the debt; for the cloud account, the change
	// of the amount that was charged.
	Change Money
}

func (v Movement) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	b = appendKey("position", b)
	b = strconv.AppendUint(b, v.Position, 10)
	b = appendKey("event", b)
	b = appendText(v.Event, b)
	b = appendKey("about", b)
	b = appendText(v.About, b)
	b = appendKey("fund", b)
	b = v.Fund.appendJSON(b)
	if v.Lot != "" {
		b = appendKey("lot", b)
		b = appendText(v.Lot, b)
	}
	b = appendKey("change", b)
	b = v.Change.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Movement) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A bill that is recorded and waits to be paid (P3, W7).
type HeldBill struct {
	// The bill.
	Bill string
	// The workspace whose usage the bill is for.
	Workspace string
	// The amount of the bill, zero or more.
	Amount Money
	// The reason why the bill waits.
	Reason HoldReason
	// The instant since which the bill waits. When the reason changes, it stays the same.
	Since time.Time
}

func (v HeldBill) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v HeldBill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What moved on an account in a period.
type Statement struct {
	// The account.
	Account string
	// The currency of the account.
	Currency string
	// The first instant of the period.
	From time.Time
	// The first instant after the period.
	To time.Time
	// The balances before the period.
	Opening Balances
	// Every movement of the period, in order of the journal. `closing` is `opening` plus all of them, exactly.
	Movements []Movement
	// The balances after the period.
	Closing Balances
	// The bills that are held at the end of the period, in the order in which they began to be held. They are not paid
	// from any balance yet.
	Held []HeldBill
}

// The result that settling a bill would have.
//
// It is one of PreviewSettled, PreviewHeld, PreviewCancelled.
type Preview interface {
	appendJSON(b []byte) []byte
	isPreview()
}

// The bill would be paid, or was paid already.
type PreviewSettled struct {
	// Who pays, out of which funds, and why.
	Receipt Receipt
	// `true` when the bill was settled already.
	Known bool
}

func (PreviewSettled) isPreview() {}

// The bill would be held, or is held already.
type PreviewHeld struct {
	// Why the bill is held.
	Reason HoldReason
	// Since when the bill is held. For a new bill: the decision instant (T1).
	Since time.Time
	// `true` when the bill is held already.
	Known bool
}

func (PreviewHeld) isPreview() {}

// The bill is known and was cancelled.
type PreviewCancelled struct{}

func (PreviewCancelled) isPreview() {}

func (v PreviewSettled) appendJSON(b []byte) []byte {
	b = append(b, `{"settled":{`...)
	b = appendKey("receipt", b)
	b = v.Receipt.appendJSON(b)
	b = appendKey("known", b)
	b = strconv.AppendBool(b, v.Known)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v PreviewSettled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PreviewHeld) appendJSON(b []byte) []byte {
	b = append(b, `{"held":{`...)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("known", b)
	b = strconv.AppendBool(b, v.Known)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v PreviewHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (PreviewCancelled) appendJSON(b []byte) []byte {
	return append(b, `"cancelled"`...)
}

// MarshalJSON returns the interchange form.
func (v PreviewCancelled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The result of a verification.
type Verified struct {
	// The number of journal entries. Their hash chain is intact.
	Entries uint64
	// The number of entries that were decided under the current version of the rules. Each command produced the same
	// events again.
	DecidedAgain uint64
	// The number of entries that were decided under an older version of the rules. Their commands are not decided
	// again. Their events produce the records, together with all other entries.
	CheckedByEvents uint64
	// The number of records. Each is equal to the record that the journal produces.
	Records uint64
	// The number of accounts. In each of them money is conserved exactly (A3).
	Accounts uint64
	// The number of entries that were made in a simulation. Their instants may be ahead of the clock (T1).
	Simulated uint64
	// The head of the hash chain at the end. A later file that does not contain it does not continue this ledger.
	Head Head
}

func (v Verified) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("entries", b)
	b = strconv.AppendUint(b, v.Entries, 10)
	b = appendKey("decided_again", b)
	b = strconv.AppendUint(b, v.DecidedAgain, 10)
	b = appendKey("checked_by_events", b)
	b = strconv.AppendUint(b, v.CheckedByEvents, 10)
	b = appendKey("records", b)
	b = strconv.AppendUint(b, v.Records, 10)
	b = appendKey("accounts", b)
	b = strconv.AppendUint(b, v.Accounts, 10)
	b = appendKey("simulated", b)
	b = strconv.AppendUint(b, v.Simulated, 10)
	b = appendKey("head", b)
	b = v.Head.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Verified) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The memory that an open ledger takes, and the log in its file, in bytes, when the snapshot was taken. The sizes of
// records are estimates. What a snapshot alone keeps is not counted, and neither is the cache of pages of the file
// (`page_cache_bytes` of the options bounds it).
type Memory struct {
	// Records that changed since the last sweep began, and those that the last sweep wrote, in bytes.
	ChangedBytes uint64
	// The bound of `changed_bytes`: twice `changed_bytes` of the options, for the records of the last sweep and the
	// newer ones. A commit can exceed each half.
	ChangedBytesMax uint64
	// Unchanged records that are kept for the next decisions, and filters that say which bills are known, in bytes.
	CachedBytes uint64
	// The bound of `cached_bytes`: `cached_bytes` of the options.
	CachedBytesMax uint64
	// Journal entries that are not in the tables of the file yet, in bytes.
	UnsweptEntryBytes uint64
	// The bound of `unswept_entry_bytes`: the entries that the log has room for. It grows with the log. One commit can
	// exceed it.
	UnsweptEntryBytesMax uint64
	// Journal entries that were read for repeated commands and for settled bills and are kept, in bytes.
	EntryCacheBytes uint64
	// The bound of `entry_cache_bytes`.
	EntryCacheBytesMax uint64
	// The part of the log in the file that is in use, in bytes. The log has two copies of each commit that is not in
	// the tables yet.
	LogUsedBytes uint64
	// The size of the log in the file, in bytes. It grows with the journal, up to 64 MiB.
	LogBytes uint64
}

func (v Memory) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("changed_bytes", b)
	b = strconv.AppendUint(b, v.ChangedBytes, 10)
	b = appendKey("changed_bytes_max", b)
	b = strconv.AppendUint(b, v.ChangedBytesMax, 10)
	b = appendKey("cached_bytes", b)
	b = strconv.AppendUint(b, v.CachedBytes, 10)
	b = appendKey("cached_bytes_max", b)
	b = strconv.AppendUint(b, v.CachedBytesMax, 10)
	b = appendKey("unswept_entry_bytes", b)
	b = strconv.AppendUint(b, v.UnsweptEntryBytes, 10)
	b = appendKey("unswept_entry_bytes_max", b)
	b = strconv.AppendUint(b, v.UnsweptEntryBytesMax, 10)
	b = appendKey("entry_cache_bytes", b)
	b = strconv.AppendUint(b, v.EntryCacheBytes, 10)
	b = appendKey("entry_cache_bytes_max", b)
	b = strconv.AppendUint(b, v.EntryCacheBytesMax, 10)
	b = appendKey("log_used_bytes", b)
	b = strconv.AppendUint(b, v.LogUsedBytes, 10)
	b = appendKey("log_bytes", b)
	b = strconv.AppendUint(b, v.LogBytes, 10)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Memory) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Statistics of a ledger.
type Statistics struct {
	// The number of journal entries.
	Entries uint64
	// The head of the hash chain at the end.
	Head Head
	// The position of the last checkpoint. The first open after a crash decides the commands after it again.
	Checkpoint uint64
	// The number of records, by kind.
	Records map[string]uint64
	// The memory that the open ledger takes, and its log.
	Memory Memory
}

func (v Statistics) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("entries", b)
	b = strconv.AppendUint(b, v.Entries, 10)
	b = appendKey("head", b)
	b = v.Head.appendJSON(b)
	b = appendKey("checkpoint", b)
	b = strconv.AppendUint(b, v.Checkpoint, 10)
	b = appendKey("records", b)
	b = appendMapByText(v.Records, b, func(v uint64, b []byte) []byte { return strconv.AppendUint(b, v, 10) })
	b = appendKey("memory", b)
	b = v.Memory.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Statistics) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The class of an error: what failed, and what the caller can do about it.
//
// Zero is not a valid value.
type ErrorClass uint32

const (
	// A rule refused the command. Nothing changed. Send a different command.
	ErrorClassRefused ErrorClass = 1
	// An argument is not valid. Nothing changed. Correct the calling program.
	ErrorClassMisuse ErrorClass = 2
	// The disk, a permission or a file lock prevented the operation. Nothing changed. Remove the cause and try again.
	ErrorClassEnvironment ErrorClass = 3
	// The commit failed, and it is not known whether it happened. Open the file again and repeat the command with the
	// same idempotency key.
	ErrorClassUnknown ErrorClass = 4
	// The file is damaged. Restore a backup.
	ErrorClassCorrupt ErrorClass = 5
	// A defect of defray. Please report it.
	ErrorClassBug ErrorClass = 6
)

var errorClassNames = [...]string{
	"",
	"refused",
	"misuse",
	"environment",
	"unknown",
	"corrupt",
	"bug",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v ErrorClass) String() string {
	return nameOf(errorClassNames[:], uint32(v))
}

// ParseErrorClass reads the name in the interchange form.
func ParseErrorClass(text string) (ErrorClass, error) {
	number, err := parseName(errorClassNames[:], text)
	return ErrorClass(number), err
}

// MarshalText returns the name in the interchange form.
func (v ErrorClass) MarshalText() ([]byte, error) {
	return marshalName(errorClassNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *ErrorClass) UnmarshalText(text []byte) error {
	number, err := parseName(errorClassNames[:], string(text))
	if err != nil {
		return err
	}
	*v = ErrorClass(number)
	return nil
}

func (v ErrorClass) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}
