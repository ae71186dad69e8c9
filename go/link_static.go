//go:build !defray_dynamic

package defray

// #cgo linux,amd64 LDFLAGS: ${SRCDIR}/lib/linux_amd64/libdefray.a
// #cgo linux,arm64 LDFLAGS: ${SRCDIR}/lib/linux_arm64/libdefray.a
// #cgo darwin,amd64 LDFLAGS: ${SRCDIR}/lib/darwin_amd64/libdefray.a
// #cgo darwin,arm64 LDFLAGS: ${SRCDIR}/lib/darwin_arm64/libdefray.a
// #cgo linux LDFLAGS: -lgcc_s -lutil -lrt -lpthread -lm -ldl
import "C"

import (
	_ "defray/lib/darwin_amd64"
	_ "defray/lib/darwin_arm64"
	_ "defray/lib/linux_amd64"
	_ "defray/lib/linux_arm64"
)
