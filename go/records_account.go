// Written by `make bindings`. Do not edit.

package defray

import "time"

// The language of a mail.
//
// Zero is not a valid value.
type Language uint32

const (
	// The language English.
	LanguageEnglish Language = 1
	// Simplified Chinese.
	LanguageChinese Language = 2
)

var languageNames = [...]string{
	"",
	"en",
	"zh",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Language) String() string {
	return nameOf(languageNames[:], uint32(v))
}

// ParseLanguage reads the name in the interchange form.
func ParseLanguage(text string) (Language, error) {
	number, err := parseName(languageNames[:], text)
	return Language(number), err
}

// MarshalText returns the name in the interchange form.
func (v Language) MarshalText() ([]byte, error) {
	return marshalName(languageNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Language) UnmarshalText(text []byte) error {
	number, err := parseName(languageNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Language(number)
	return nil
}

func (v Language) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The language and the time zone of the mails to an account.
type MailSettings struct {
	// The language of the mails; absent: the default of the host.
	Language *Language
	// The time zone of the instants in the mails; absent: the default of the host.
	TimeZone string
}

func (v MailSettings) appendJSON(b []byte) []byte {
	b = append(b, '{')
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
func (v MailSettings) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The metering deadline of a closing cloud account.
type Closing struct {
	// The instant at which the cloud account closes.
	Deadline time.Time
	// The cloud account that closes.
	CloudAccount string
}

func (v Closing) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Closing) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Sums over the whole history of an account. They balance at every step (A3): see `invariants`.
type Totals struct {
	// The cash that was paid in.
	ToppedUp Money
	// The faces of all vouchers, issued or received as gifts.
	Vouchers Money
	// The faces of cards that were granted or redeemed. A bought card is not counted: it was paid from cash.
	Cards Money
	// The amount charged to cloud accounts, less refunds.
	CloudPaid Money
	// The amount of settled bills, less refunds.
	Settled Money
	// The value that expired in lots.
	Expired Money
	// The value of lots that were made void.
	Voided Money
	// The value that was forfeited when the account was closed.
	Forfeited Money
	// The amount of bills that are held now.
	Held Money
}

func (v Totals) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("topped_up", b)
	b = v.ToppedUp.appendJSON(b)
	b = appendKey("vouchers", b)
	b = v.Vouchers.appendJSON(b)
	b = appendKey("cards", b)
	b = v.Cards.appendJSON(b)
	b = appendKey("cloud_paid", b)
	b = v.CloudPaid.appendJSON(b)
	b = appendKey("settled", b)
	b = v.Settled.appendJSON(b)
	b = appendKey("expired", b)
	b = v.Expired.appendJSON(b)
	b = appendKey("voided", b)
	b = v.Voided.appendJSON(b)
	b = appendKey("forfeited", b)
	b = v.Forfeited.appendJSON(b)
	b = appendKey("held", b)
	b = v.Held.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Totals) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A usage record in flight that falls back when it has no answer in time.
type Sending struct {
	// The instant at which the usage record falls back.
	Until time.Time
	// The number of the usage record.
	Record EntryPosition
}

func (v Sending) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("until", b)
	b = appendInstant(v.Until, b)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Sending) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The next due instant of a suspended cloud account (P3).
type Suspension struct {
	// The instant of the notice or, after it, of the deadline.
	Due time.Time
	// The suspended cloud account.
	CloudAccount string
}

func (v Suspension) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("due", b)
	b = appendInstant(v.Due, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Suspension) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The bills of a UTC day that came after the metering deadline of their cloud account (P2).
type NotMeteredDay struct {
	// The start of the UTC day in which the bills were settled.
	Day time.Time
	// The bills of each cloud account, in order of its id, at least one.
	CloudAccounts []NotMeteredBills
}

func (v NotMeteredDay) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("day", b)
	b = appendInstant(v.Day, b)
	b = appendKey("cloud_accounts", b)
	b = appendList(v.CloudAccounts, b, NotMeteredBills.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v NotMeteredDay) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The customer's account, with its wallet. Lots that can no longer pay are separate records.
type Account struct {
	// The id of the account.
	ID string
	// The currency of the account. It never changes.
	Currency string
	// The instant at which the account was opened.
	OpenedAt time.Time
	// The instant at which the account was closed permanently; absent: it is open.
	ClosedAt *time.Time
	// The policy of the account; absent: the default policy of the ledger applies.
	Policy *Policy
	// The cash, never below zero.
	Cash Money
	// The debt, never below zero. When it is at least one payable unit, the account is in arrears.
	Overdraft Money
	// The standing: good, in arrears or locked.
	Standing Standing
	// The vouchers and cards that can pay, in the order in which they pay (W4).
	Lots []Lot
	// The metering deadlines of its closing cloud accounts, earliest first.
	Closings []Closing
	// The instant of the last decision about the account (T1).
	DecidedAt time.Time
	// The sums over the history of the account.
	Totals Totals
	// The usage records in flight that fall back when they have no answer in time, earliest first (N2).
	Sendings []Sending
	// What falls due for its suspended cloud accounts, earliest first.
	Suspensions []Suspension
	// The bills of the present UTC day that came after a metering deadline (P2), for the notification at the end of
	// the day; absent: there are none.
	NotMetered *NotMeteredDay
	// The language and the time zone of its mails; absent: the account has set neither.
	MailSettings *MailSettings
}

func (v Account) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	b = appendKey("currency", b)
	b = appendText(v.Currency, b)
	b = appendKey("opened_at", b)
	b = appendInstant(v.OpenedAt, b)
	if v.ClosedAt != nil {
		b = appendKey("closed_at", b)
		b = appendInstant(*v.ClosedAt, b)
	}
	if v.Policy != nil {
		b = appendKey("policy", b)
		b = v.Policy.appendJSON(b)
	}
	b = appendKey("cash", b)
	b = v.Cash.appendJSON(b)
	b = appendKey("overdraft", b)
	b = v.Overdraft.appendJSON(b)
	b = appendKey("standing", b)
	b = v.Standing.appendJSON(b)
	b = appendKey("lots", b)
	b = appendList(v.Lots, b, Lot.appendJSON)
	b = appendKey("closings", b)
	b = appendList(v.Closings, b, Closing.appendJSON)
	b = appendKey("decided_at", b)
	b = appendInstant(v.DecidedAt, b)
	b = appendKey("totals", b)
	b = v.Totals.appendJSON(b)
	b = appendKey("sendings", b)
	b = appendList(v.Sendings, b, Sending.appendJSON)
	b = appendKey("suspensions", b)
	b = appendList(v.Suspensions, b, Suspension.appendJSON)
	if v.NotMetered != nil {
		b = appendKey("not_metered", b)
		b = v.NotMetered.appendJSON(b)
	}
	if v.MailSettings != nil {
		b = appendKey("mail_settings", b)
		b = v.MailSettings.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Account) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
