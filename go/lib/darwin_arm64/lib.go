// Package darwin_arm64 holds libdefray.a for its platform. It is imported so that vendoring keeps the folder.
package darwin_arm64
