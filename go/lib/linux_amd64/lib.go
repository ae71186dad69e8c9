// Package linux_amd64 contains libdefray.a for its platform. Its import makes vendoring copy the folder.
package linux_amd64
