// Package linux_amd64 holds libdefray.a for its platform. It is imported so that vendoring keeps the folder.
package linux_amd64
