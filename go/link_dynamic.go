//go:build defray_dynamic

package defray

// #cgo pkg-config: defray
import "C"
