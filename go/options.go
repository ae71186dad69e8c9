package defray

// #include "defray.h"
import "C"

import "time"

type options struct {
	c     C.defray_options
	head  *Head
	clock *time.Time
}

// Option is a choice in how to open a ledger.
type Option func(*options)

// WithCheckQuick opens the file without reading all of it. Each page is compared with its checksum when it is read.
// Without this option the whole file is compared first, at about one gigabyte per second, so that damage is found
// before any answer depends on it.
func WithCheckQuick() Option {
	return func(o *options) { o.c.check = C.defray_check(CheckQuick) }
}

// WithManualClock uses a clock that has a constant time instead of the clock of the operating system. The time is now
// until [Engine.SetClock] changes it; a command whose instant is ahead of it is refused (T1). It is for tests, and for
// repeating the commands of another ledger: with the same times the journal has the same bytes. Opening fails with
// [ErrMissingField] for the zero time, and with [ErrBadValue] for an instant before 1970 or after 2199.
func WithManualClock(now time.Time) Option {
	return func(o *options) { o.clock = &now }
}

// WithExpectedHead verifies that head was the head of the hash chain after a journal position. Otherwise the file is an
// older copy or a different ledger, and opening fails with [ErrHeadMismatch]. A host stores both values of the last
// [Answer] or of [Engine.Backup].
func WithExpectedHead(position uint64, head Head) Option {
	return func(o *options) { o.c.expected_position, o.head = C.uint64_t(position), &head }
}

// WithPageCache sets the memory for pages of the file, in bytes. The default is 64 MiB, also for 0.
func WithPageCache(bytes uint) Option {
	return func(o *options) { o.c.page_cache_bytes = C.size_t(bytes) }
}

// WithCachedBytes sets the memory for records that are kept after they were read, in bytes, estimated. The default is
// 64 MiB, also for 0.
func WithCachedBytes(bytes uint) Option {
	return func(o *options) { o.c.cached_bytes = C.size_t(bytes) }
}

// WithChangedBytes sets the memory for changed records, in bytes, estimated. When they take more, a checkpoint writes
// them to the file. A larger number makes the first open after a crash slower. The default is 32 MiB, also for 0.
func WithChangedBytes(bytes uint) Option {
	return func(o *options) { o.c.changed_bytes = C.size_t(bytes) }
}

// WithSimulation allows commands whose instants are ahead of the clock (T1). Each entry records that it was made in a
// simulation. Simulate with a copy of the file, because an instant in the future expires vouchers and locks accounts.
// Without this option such a command fails with [ErrAtInFuture].
func WithSimulation() Option {
	return func(o *options) { o.c.simulate = 1 }
}

// WithoutThreads lets the calling threads do all work of the engine in turns. Without this option, the engine starts
// threads for sweeps, for merges of what large commits changed, and, when several goroutines submit at the same time,
// to commit for them. They end in [Engine.Close].
func WithoutThreads() Option {
	return func(o *options) { o.c.no_threads = 1 }
}

// WithReadOnly opens the file for reading only. It then needs no write permission and is not changed, and several
// processes can read it at the same time. Every command fails with [ErrReadOnly]. Opening a file of an older format
// fails with [ErrNeedsMigration].
func WithReadOnly() Option {
	return func(o *options) { o.c.read_only = 1 }
}
