// Written by `make bindings`. Do not edit.

package defray

import "time"

// A closing cloud account's metering deadline.
type Closing struct {
	// When it closes.
	Deadline time.Time
	// The one that closes.
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

// MarshalJSON gives the interchange form.
func (v Closing) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Sums over an account's whole history. They balance at every step (A3): see `invariants`.
type Totals struct {
	// Cash paid in.
	ToppedUp Money
	// Faces of vouchers issued or given with cards.
	Vouchers Money
	// Faces of cards granted or redeemed; those bought came out of cash.
	Cards Money
	// Bills charged to cloud accounts, less what was reversed of that.
	CloudPaid Money
	// Bills settled, less what was reversed.
	Settled Money
	// Value that expired in lots.
	Expired Money
	// Value of lots made void.
	Voided Money
	// Value given up when the account was closed.
	Forfeited Money
	// Bills that are held now: they will be settled yet.
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

// MarshalJSON gives the interchange form.
func (v Totals) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The customer's account, with its wallet. Lots that can no longer pay are kept apart, as records of their own.
type Account struct {
	// Its id.
	ID string
	// Its only currency.
	Currency string
	// When it was opened.
	OpenedAt time.Time
	// When it was closed, for ever.
	ClosedAt *time.Time
	// Its own policy; absent: the file's.
	Policy *Policy
	// Cash, never below zero.
	Cash Money
	// Debt, never below zero; above zero the account is in arrears.
	Overdraft Money
	// Whether it is in arrears.
	Standing Standing
	// Vouchers and cards that still have value, in the order in which they pay.
	Lots []Lot
	// Metering deadlines of its closing cloud accounts, earliest first.
	Closings []Closing
	// The instant of the last decision about it (T1).
	DecidedAt time.Time
	// Sums over its history.
	Totals Totals
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
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Account) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
