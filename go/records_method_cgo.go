// Written by `make bindings`. Do not edit.

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

func methodActionFromC(v *MethodAction, d *decoder, c *C.defray_method_action) {
	switch c.kind {
	case C.DEFRAY_METHOD_ACTION_BIND:
		*v = MethodActionBind{}
	case C.DEFRAY_METHOD_ACTION_CHOOSE:
		var one MethodActionChoose
		value := (*C.defray_payer)(unsafe.Pointer(&c.as))
		payerFromC(&one.Payer, d, value)
		*v = one
	case C.DEFRAY_METHOD_ACTION_MOVE:
		*v = MethodActionMove{}
	case C.DEFRAY_METHOD_ACTION_DISSOLVE:
		*v = MethodActionDissolve{}
	}
}

func (v *MethodStep) fromC(d *decoder, c *C.defray_method_step) {
	v.At = instantFromC(c.at)
	v.Account = d.text(c.account)
	methodActionFromC(&v.Action, d, &c.action)
	v.By = d.optionalText(c.by)
	v.Rules = uint32(c.rules)
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
	case C.DEFRAY_CAUSE_REPLACED:
		var one CauseReplaced
		one.fromC(d, (*C.defray_cause_replaced)(unsafe.Pointer(&c.as)))
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

func (v *CauseReplaced) fromC(d *decoder, c *C.defray_cause_replaced) {
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *PayerInterval) fromC(d *decoder, c *C.defray_payer_interval) {
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
