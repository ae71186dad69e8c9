//! The memory that an open ledger takes.

/// The memory that an open ledger takes, and the log in its file, in bytes, when the snapshot was taken. The sizes of
/// records are estimates. What a snapshot alone keeps is not counted, and neither is the cache of pages of the file
/// (`page_cache_bytes` of the options bounds it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Records that changed since the last sweep began, and those that the last sweep wrote, in bytes.
    pub changed_bytes: u64,
    /// The bound of `changed_bytes`: twice `changed_bytes` of the options, for the records of the last sweep and the
    /// newer ones. A commit can exceed each half.
    pub changed_bytes_max: u64,
    /// Unchanged records that are kept for the next decisions, and filters that say which bills are known, in bytes.
    pub cached_bytes: u64,
    /// The bound of `cached_bytes`: `cached_bytes` of the options.
    pub cached_bytes_max: u64,
    /// Journal entries that are not in the tables of the file yet, in bytes.
    pub unswept_entry_bytes: u64,
    /// The bound of `unswept_entry_bytes`: the entries that the log has room for. It grows with the log. One commit can
    /// exceed it.
    pub unswept_entry_bytes_max: u64,
    /// Journal entries that were read for repeated commands and for settled bills and are kept, in bytes.
    pub entry_cache_bytes: u64,
    /// The bound of `entry_cache_bytes`.
    pub entry_cache_bytes_max: u64,
    /// The part of the log in the file that is in use, in bytes. The log has two copies of each commit that is not in
    /// the tables yet.
    pub log_used_bytes: u64,
    /// The size of the log in the file, in bytes. It grows with the journal, up to 64 MiB.
    pub log_bytes: u64,
}
