// Package darwin_amd64 contains libdefray.a for its platform. Its import makes vendoring copy the folder.
package darwin_amd64
