// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func payerFromC(v *Payer, c *C.defray_payer) {
	switch c.kind {
	case C.DEFRAY_PAYER_ENTERPRISE:
		*v = PayerEnterprise{}
	case C.DEFRAY_PAYER_CLOUD_ACCOUNT:
		var one PayerCloudAccount
		value := (*C.defray_str)(unsafe.Pointer(&c.as))
		one.CloudAccount = textFromC(*value)
		*v = one
	}
}

func askFromC(v *Ask, c *C.defray_ask) {
	switch c.kind {
	case C.DEFRAY_ASK_BIND:
		*v = AskBind{}
	case C.DEFRAY_ASK_CHOOSE:
		var one AskChoose
		value := (*C.defray_payer)(unsafe.Pointer(&c.as))
		payerFromC(&one.Payer, value)
		*v = one
	case C.DEFRAY_ASK_MOVE:
		*v = AskMove{}
	case C.DEFRAY_ASK_DISSOLVE:
		*v = AskDissolve{}
	}
}

func (v *Step) fromC(c *C.defray_step) {
	v.At = instantFromC(c.at)
	v.Account = textFromC(c.account)
	askFromC(&v.Ask, &c.ask)
	v.By = optionalTextFromC(c.by)
}

func causeFromC(v *Cause, c *C.defray_cause) {
	switch c.kind {
	case C.DEFRAY_CAUSE_BOUND:
		*v = CauseBound{}
	case C.DEFRAY_CAUSE_CHOSEN:
		var one CauseChosen
		one.fromC((*C.defray_cause_chosen)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_ACTIVATED:
		var one CauseActivated
		one.fromC((*C.defray_cause_activated)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_FORCED:
		var one CauseForced
		one.fromC((*C.defray_cause_forced)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_CAUSE_MOVED:
		var one CauseMoved
		one.fromC((*C.defray_cause_moved)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *CauseChosen) fromC(c *C.defray_cause_chosen) {
	v.By = optionalTextFromC(c.by)
}

func (v *CauseActivated) fromC(c *C.defray_cause_activated) {
	v.CloudAccount = textFromC(c.cloud_account)
}

func (v *CauseForced) fromC(c *C.defray_cause_forced) {
	v.CloudAccount = textFromC(c.cloud_account)
}

func (v *CauseMoved) fromC(c *C.defray_cause_moved) {
	v.By = optionalTextFromC(c.by)
}

func (v *Stretch) fromC(c *C.defray_stretch) {
	v.From = instantFromC(c.from)
	v.Account = textFromC(c.account)
	payerFromC(&v.Payer, &c.payer)
	causeFromC(&v.Cause, &c.cause)
	v.RecordedAt = instantFromC(c.recorded_at)
}

func methodFromC(v *Method, c *C.defray_method) {
	switch c.kind {
	case C.DEFRAY_METHOD_ENTERPRISE:
		*v = MethodEnterprise{}
	case C.DEFRAY_METHOD_OPENING:
		var one MethodOpening
		one.fromC((*C.defray_method_opening)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_METHOD_CLOUD_ACCOUNT:
		var one MethodCloudAccount
		value := (*C.defray_str)(unsafe.Pointer(&c.as))
		one.CloudAccount = textFromC(*value)
		*v = one
	case C.DEFRAY_METHOD_DISSOLVED:
		*v = MethodDissolved{}
	}
}

func (v *MethodOpening) fromC(c *C.defray_method_opening) {
	v.CloudAccount = textFromC(c.cloud_account)
	payerFromC(&v.From, &c.from)
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
