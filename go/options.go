package defray

// #include "defray.h"
import "C"

import "time"

type options struct {
	c     C.defray_options
	head  *Head
	clock *time.Time
}

// Option says how to open a ledger.
type Option func(*options)

// WithCheckQuick opens without reading the whole file: what is read is checked when it is read. Without it, all of the file is
// compared with its checksums first, at about a gigabyte a second, so that damage is found before any answer rests on it.
func WithCheckQuick() Option {
	return func(o *options) { o.c.check = C.defray_check(CheckQuick) }
}

// WithManualClock has the ledger show the instant that it was given last, now at first, instead of the operating system's time: see
// [Engine.SetClock]. For tests, and for replaying what happened elsewhere: the same commands give the same bytes.
func WithManualClock(now time.Time) Option {
	return func(o *options) { o.clock = &now }
}

// WithExpectedHead refuses a file whose journal did not have that head after that position ([ErrHeadMismatch]): it is an older copy
// or another ledger. A host keeps the two from the last [Answer] or from [Engine.Backup].
func WithExpectedHead(position uint64, head Head) Option {
	return func(o *options) { o.c.expected_position, o.head = C.uint64_t(position), &head }
}

// WithPageCache sets the memory for pages of the file, in bytes; 64 MiB without it.
func WithPageCache(bytes uint) Option {
	return func(o *options) { o.c.page_cache_bytes = C.size_t(bytes) }
}

// WithCachedRecords sets how many unchanged records are kept in memory after reading; 65 536 without it.
func WithCachedRecords(records uint) Option {
	return func(o *options) { o.c.cached_records = C.size_t(records) }
}

// WithChangedRecords sets how many changed records are kept in memory until they are written together, which is also the work to be
// done again after a crash; 8 192 without it.
func WithChangedRecords(records uint) Option {
	return func(o *options) { o.c.changed_records = C.size_t(records) }
}
