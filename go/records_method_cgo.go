// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func payerFromC(v *Payer, d *decoder, c *C.defray_payer) {
	switch c.kind {
	case C.DEFRAY_PAYER_ENTERPRISE:
		*v = PayerEnterprise{}
	case C.DEFRAY_PAYER_CLOUD_ACCOUNT:
		var one PayerCloudAccount
		value := (*C.defray_str)(unsafe.Pointer(&c.as))
		one.CloudAccount = d.text(*value)
		*v = one
	}
}

func askFromC(v *Ask, d *decoder, c *C.defray_ask) {
	switch c.kind {
	case C.DEFRAY_ASK_BIND:
		*v = AskBind{}
	case C.DEFRAY_ASK_CHOOSE:
		var one AskChoose
		value := (*C.defray_payer)(unsafe.Pointer(&c.as))
		payerFromC(&one.Payer, d, value)
		*v = one
	case C.DEFRAY_ASK_MOVE:
		*v = AskMove{}
	case C.DEFRAY_ASK_DISSOLVE:
		*v = AskDissolve{}
	}
}

func (v *Step) fromC(d *decoder, c *C.defray_step) {
	v.At = instantFromC(c.at)
	v.Account = d.text(c.account)
	askFromC(&v.Ask, d, &c.ask)
	v.By = d.optionalText(c.by)
}

func causeFromC(v *Cause, d *decoder, c *C.defray_cause) {
	switch c.kind {
	case C.DEFRAY_CAUSE_BOUND:
		*v = CauseBound{}
	case C.DEFRAY_CAUSE_CHOSEN:
		var one CauseChosen
		one.fromC(d, (*C.defray_cause_chosen)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_ACTIVATED:
		var one CauseActivated
		one.fromC(d, (*C.defray_cause_activated)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_FORCED:
		var one CauseForced
		one.fromC(d, (*C.defray_cause_forced)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_MOVED:
		var one CauseMoved
		one.fromC(d, (*C.defray_cause_moved)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *CauseChosen) fromC(d *decoder, c *C.defray_cause_chosen) {
	v.By = d.optionalText(c.by)
}

func (v *CauseActivated) fromC(d *decoder, c *C.defray_cause_activated) {
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *CauseForced) fromC(d *decoder, c *C.defray_cause_forced) {
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *CauseMoved) fromC(d *decoder, c *C.defray_cause_moved) {
	v.By = d.optionalText(c.by)
}

func (v *Stretch) fromC(d *decoder, c *C.defray_stretch) {
	v.From = instantFromC(c.from)
	v.Account = d.text(c.account)
	payerFromC(&v.Payer, d, &c.payer)
	causeFromC(&v.Cause, d, &c.cause)
	v.RecordedAt = instantFromC(c.recorded_at)
}

func methodFromC(v *Method, d *decoder, c *C.defray_method) {
	switch c.kind {
	case C.DEFRAY_METHOD_ENTERPRISE:
		*v = MethodEnterprise{}
	case C.DEFRAY_METHOD_OPENING:
		var one MethodOpening
		one.fromC(d, (*C.defray_method_opening)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_METHOD_CLOUD_ACCOUNT:
		var one MethodCloudAccount
		value := (*C.defray_str)(unsafe.Pointer(&c.as))
		one.CloudAccount = d.text(*value)
		*v = one
	case C.DEFRAY_METHOD_DISSOLVED:
		*v = MethodDissolved{}
	}
}

func (v *MethodOpening) fromC(d *decoder, c *C.defray_method_opening) {
	v.CloudAccount = d.text(c.cloud_account)
	payerFromC(&v.From, d, &c.from)
}

func payerToC(v *Payer, a *arena, c *C.defray_payer) error {
	switch one := (*v).(type) {
	case PayerEnterprise:
		c.kind = C.DEFRAY_PAYER_ENTERPRISE
	case PayerCloudAccount:
		c.kind = C.DEFRAY_PAYER_CLOUD_ACCOUNT
		value := (*C.defray_str)(unsafe.Pointer(&c.as))
		*value = a.text(one.CloudAccount)
	default:
		return notAnAlternative(*v, "Payer")
	}
	return nil
}
