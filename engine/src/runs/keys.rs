//! Keys of blocks and of pages of filters.

/// The key of a block or of a page of a filter: the number of the run, and the first key in it.
pub(super) fn key_in_run(number: u32, key: &[u8]) -> Vec<u8> {
    [&number.to_be_bytes(), key].concat()
}

/// The number of the run and the rest of the key of a block or of a page of a filter.
pub(super) fn split_key(key: &[u8]) -> Option<(u32, &[u8])> {
    key.split_first_chunk::<4>().map(|(number, key)| (u32::from_be_bytes(*number), key))
}
