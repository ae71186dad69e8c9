// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of Language are those of C.
var (
	_ = [1]struct{}{}[LanguageEnglish-C.DEFRAY_LANGUAGE_ENGLISH]
	_ = [1]struct{}{}[LanguageChinese-C.DEFRAY_LANGUAGE_CHINESE]
)

func (v *MailSettings) fromC(d *decoder, c *C.defray_mail_settings) {
	v.Language = optionalFromC(d, c.language, eachNameFromC[Language, C.defray_language])
	v.TimeZone = d.text(c.time_zone)
}

func (v *Closing) fromC(d *decoder, c *C.defray_closing) {
	v.Deadline = instantFromC(c.deadline)
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *Totals) fromC(d *decoder, c *C.defray_totals) {
	v.ToppedUp = moneyFromC(&c.topped_up)
	v.Vouchers = moneyFromC(&c.vouchers)
	v.Cards = moneyFromC(&c.cards)
	v.CloudPaid = moneyFromC(&c.cloud_paid)
	v.Settled = moneyFromC(&c.settled)
	v.Expired = moneyFromC(&c.expired)
	v.Voided = moneyFromC(&c.voided)
	v.Forfeited = moneyFromC(&c.forfeited)
	v.Held = moneyFromC(&c.held)
}

func (v *Sending) fromC(d *decoder, c *C.defray_sending) {
	v.Until = instantFromC(c.until)
	v.Record.fromC(d, &c.record)
}

func (v *Suspension) fromC(d *decoder, c *C.defray_suspension) {
	v.Due = instantFromC(c.due)
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *NotMeteredDay) fromC(d *decoder, c *C.defray_not_metered_day) {
	v.Day = instantFromC(c.day)
	v.CloudAccounts = listFromC(d, c.cloud_accounts, c.cloud_accounts_count, (*NotMeteredBills).fromC)
}

func (v *Account) fromC(d *decoder, c *C.defray_account) {
	v.ID = d.text(c.id)
	v.Currency = currencyFromC(&c.currency)
	v.OpenedAt = instantFromC(c.opened_at)
	v.ClosedAt = optionalFromC(d, c.closed_at, eachInstantFromC)
	v.Policy = optionalFromC(d, c.policy, (*Policy).fromC)
	v.Cash = moneyFromC(&c.cash)
	v.Overdraft = moneyFromC(&c.overdraft)
	standingFromC(&v.Standing, d, &c.standing)
	v.Lots = listFromC(d, c.lots, c.lots_count, (*Lot).fromC)
	v.Closings = listFromC(d, c.closings, c.closings_count, (*Closing).fromC)
	v.DecidedAt = instantFromC(c.decided_at)
	v.Totals.fromC(d, &c.totals)
	v.Sendings = listFromC(d, c.sendings, c.sendings_count, (*Sending).fromC)
	v.Suspensions = listFromC(d, c.suspensions, c.suspensions_count, (*Suspension).fromC)
	v.NotMetered = optionalFromC(d, c.not_metered, (*NotMeteredDay).fromC)
	v.MailSettings = optionalFromC(d, c.mail_settings, (*MailSettings).fromC)
}
