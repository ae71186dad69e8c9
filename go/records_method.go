// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The payer of usage.
//
// It is one of PayerEnterprise, PayerCloudAccount.
type Payer interface {
	appendJSON(b []byte) []byte
	isPayer()
}

// The enterprise account: the customer's own account at the vendor.
type PayerEnterprise struct{}

func (PayerEnterprise) isPayer() {}

// A cloud account: a marketplace subscription, through which the provider charges the customer.
type PayerCloudAccount struct {
	// CloudAccount is what comes with it.
	CloudAccount string
}

func (PayerCloudAccount) isPayer() {}

func (PayerEnterprise) appendJSON(b []byte) []byte {
	return append(b, `"enterprise"`...)
}

// MarshalJSON returns the interchange form.
func (v PayerEnterprise) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PayerCloudAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"cloud_account":`...)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PayerCloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What happened to a workspace in one step of its history.
//
// It is one of MethodActionBind, MethodActionChoose, MethodActionMove, MethodActionDissolve.
type MethodAction interface {
	appendJSON(b []byte) []byte
	isMethodAction()
}

// The workspace was bound to its first account.
type MethodActionBind struct{}

func (MethodActionBind) isMethodAction() {}

// The account chose this payer.
type MethodActionChoose struct {
	// Payer is what comes with it.
	Payer Payer
}

func (MethodActionChoose) isMethodAction() {}

// The workspace moved to another account.
type MethodActionMove struct{}

func (MethodActionMove) isMethodAction() {}

// The workspace was dissolved.
type MethodActionDissolve struct{}

func (MethodActionDissolve) isMethodAction() {}

func (MethodActionBind) appendJSON(b []byte) []byte {
	return append(b, `"bind"`...)
}

// MarshalJSON returns the interchange form.
func (v MethodActionBind) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MethodActionChoose) appendJSON(b []byte) []byte {
	b = append(b, `{"choose":`...)
	b = v.Payer.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MethodActionChoose) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MethodActionMove) appendJSON(b []byte) []byte {
	return append(b, `"move"`...)
}

// MarshalJSON returns the interchange form.
func (v MethodActionMove) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MethodActionDissolve) appendJSON(b []byte) []byte {
	return append(b, `"dissolve"`...)
}

// MarshalJSON returns the interchange form.
func (v MethodActionDissolve) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One step of a workspace's history.
type MethodStep struct {
	// The instant at which the step took effect (T3).
	At time.Time
	// The account that owns the workspace from this step on.
	Account string
	// What happened in the step.
	Action MethodAction
	// The actor of the command, as free text.
	By *string
	// The version of the rules under which the step was decided.
	Rules uint32
}

func (v MethodStep) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("action", b)
	b = v.Action.appendJSON(b)
	if v.By != nil {
		b = appendKey("by", b)
		b = appendText(*v.By, b)
	}
	b = appendKey("rules", b)
	b = strconv.AppendUint(b, uint64(v.Rules), 10)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MethodStep) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The cause of an interval's beginning.
//
// It is one of CauseBound, CauseChosen, CauseActivated, CauseForced, CauseMoved, CauseReplaced.
type Cause interface {
	appendJSON(b []byte) []byte
	isCause()
}

// The workspace was bound to its first account.
type CauseBound struct{}

func (CauseBound) isCause() {}

// The account chose the payer.
type CauseChosen struct {
	// The actor of the command, as free text.
	By *string
}

func (CauseChosen) isCause() {}

// The marketplace activated a cloud account that had been chosen.
type CauseActivated struct {
	// The cloud account that became active.
	CloudAccount string
}

func (CauseActivated) isCause() {}

// The marketplace ended the cloud account that paid or was being opened (C3).
type CauseForced struct {
	// The cloud account that ended or failed.
	CloudAccount string
}

func (CauseForced) isCause() {}

// The workspace moved to another account.
type CauseMoved struct {
	// The actor of the command, as free text.
	By *string
}

func (CauseMoved) isCause() {}

// The cloud account that paid ended, and its successor took its place (T2).
type CauseReplaced struct {
	// The cloud account that ended.
	CloudAccount string
}

func (CauseReplaced) isCause() {}

func (CauseBound) appendJSON(b []byte) []byte {
	return append(b, `"bound"`...)
}

// MarshalJSON returns the interchange form.
func (v CauseBound) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CauseChosen) appendJSON(b []byte) []byte {
	b = append(b, `{"chosen":{`...)
	if v.By != nil {
		b = appendKey("by", b)
		b = appendText(*v.By, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v CauseChosen) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CauseActivated) appendJSON(b []byte) []byte {
	b = append(b, `{"activated":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v CauseActivated) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CauseForced) appendJSON(b []byte) []byte {
	b = append(b, `{"forced":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v CauseForced) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CauseMoved) appendJSON(b []byte) []byte {
	b = append(b, `{"moved":{`...)
	if v.By != nil {
		b = appendKey("by", b)
		b = appendText(*v.By, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v CauseMoved) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v CauseReplaced) appendJSON(b []byte) []byte {
	b = append(b, `{"replaced":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v CauseReplaced) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One interval of a timeline. It lasts until the next interval begins.
type PayerInterval struct {
	// The instant at which the interval begins.
	From time.Time
	// The account that owns the workspace in the interval.
	Account string
	// The payer of usage that begins in the interval.
	Payer Payer
	// The cause of the interval's beginning.
	Cause Cause
	// The instant of the decision that recorded the interval. It may be later than `from`.
	RecordedAt time.Time
}

func (v PayerInterval) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("from", b)
	b = appendInstant(v.From, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("payer", b)
	b = v.Payer.appendJSON(b)
	b = appendKey("cause", b)
	b = v.Cause.appendJSON(b)
	b = appendKey("recorded_at", b)
	b = appendInstant(v.RecordedAt, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v PayerInterval) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The current settlement method of a workspace.
//
// It is one of MethodEnterprise, MethodOpening, MethodCloudAccount, MethodDissolved.
type Method interface {
	appendJSON(b []byte) []byte
	isMethod()
}

// The enterprise account pays.
type MethodEnterprise struct{}

func (MethodEnterprise) isMethod() {}

// A cloud account was chosen that is not active yet. The payer `from` pays until it is active.
type MethodOpening struct {
	// The cloud account that was chosen.
	CloudAccount string
	// The payer until the chosen cloud account is active.
	From Payer
}

func (MethodOpening) isMethod() {}

// A cloud account pays.
type MethodCloudAccount struct {
	// CloudAccount is what comes with it.
	CloudAccount string
}

func (MethodCloudAccount) isMethod() {}

// The workspace is dissolved. Usage that begins later has no payer (P5).
type MethodDissolved struct{}

func (MethodDissolved) isMethod() {}

func (MethodEnterprise) appendJSON(b []byte) []byte {
	return append(b, `"enterprise"`...)
}

// MarshalJSON returns the interchange form.
func (v MethodEnterprise) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MethodOpening) appendJSON(b []byte) []byte {
	b = append(b, `{"opening":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("from", b)
	b = v.From.appendJSON(b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v MethodOpening) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MethodCloudAccount) appendJSON(b []byte) []byte {
	b = append(b, `{"cloud_account":`...)
	b = appendText(v.CloudAccount, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MethodCloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MethodDissolved) appendJSON(b []byte) []byte {
	return append(b, `"dissolved"`...)
}

// MarshalJSON returns the interchange form.
func (v MethodDissolved) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
