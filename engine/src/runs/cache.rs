//! Pages of filters in memory, up to a number of bytes. Pages that were not used for some time are dropped first.
//!
//! Every new bill is looked up in the filters of all runs that could have it, so a look-up must be quick: the page of a
//! run is found by eight bytes of its first key, mostly without a read of other memory.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::RwLock;

use crate::error::Error;
use crate::store::{StoreSnapshot, Table};

use super::damage::damaged;
use super::filter::Page;
use super::keys::{key_in_run, split_key};
use super::run::Run;

/// What a page takes besides its bytes, about.
const OVERHEAD: usize = 200;

/// The pages of filters that were used recently. All snapshots of a ledger can share it: the number of a run is used
/// once, and runs do not change.
#[derive(Debug)]
pub(crate) struct FilterCache {
    bytes_max: usize,
    pages: RwLock<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    /// By the number of the run. No run is without pages.
    by_run: BTreeMap<u32, PagesOfRun>,
    bytes: usize,
    /// The run and the first key of the page that was examined last for dropping. The next examination goes on there.
    examined: Option<(u32, Vec<u8>)>,
}

/// Pages of a run, sorted by their first keys.
#[derive(Debug)]
struct PagesOfRun {
    /// How many bytes all keys of the run share.
    shared: usize,
    /// For each page, the [`head`] of its first key and of the first key of the next page.
    heads: Vec<(u64, u64)>,
    pages: Vec<CachedPage>,
}

#[derive(Debug)]
struct CachedPage {
    first: Vec<u8>,
    page: Page,
    /// Whether the page was used since it was examined.
    used: AtomicBool,
}

impl CachedPage {
    const fn size(&self) -> usize {
        self.first.len() + self.page.size() + OVERHEAD
    }
}

impl FilterCache {
    /// A cache for so many bytes.
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self { bytes_max, pages: RwLock::default() }
    }

    /// The bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        self.pages.read().bytes
    }

    /// `false` when a run does not have a key. The run spans the key.
    pub(super) fn may_have(&self, store: &dyn StoreSnapshot, run: &Run, key: &[u8], hash: u128) -> Result<bool, Error> {
        if let Some(answer) = self.pages.read().may_have(run.number, key, hash) {
            return Ok(answer);
        }
        let missing = || damaged(run.number, "a page of its filter is missing");
        let (place, bytes) =
            store.at_or_before(Table::RunFilters, &key_in_run(run.number, key))?.ok_or_else(missing)?;
        let (number, first) = split_key(&place).ok_or_else(missing)?;
        let page = Page::read(bytes).map_err(|what| damaged(run.number, what))?;
        if number != run.number || !page.covers(key) {
            return Err(missing());
        }
        let answer = page.may_have(hash);
        let cached = CachedPage { first: first.to_vec(), page, used: AtomicBool::new(true) };
        self.pages.write().insert(run, cached, self.bytes_max);
        Ok(answer)
    }
}

impl Pages {
    /// What the page that covers a key says; `None` when the page is not in memory.
    fn may_have(&self, number: u32, key: &[u8], hash: u128) -> Option<bool> {
        let cached = self.by_run.get(&number)?.covering(key)?;
        if !cached.used.load(Ordering::Relaxed) {
            cached.used.store(true, Ordering::Relaxed);
        }
        Some(cached.page.may_have(hash))
    }

    fn insert(&mut self, run: &Run, cached: CachedPage, bytes_max: usize) {
        let size = cached.size();
        while self.bytes + size > bytes_max && self.drop_one() {}
        let shared = shared_bytes(&run.listing.first, &run.listing.last);
        let empty = || PagesOfRun { shared, heads: Vec::new(), pages: Vec::new() };
        if self.by_run.entry(run.number).or_insert_with(empty).insert(cached) {
            self.bytes += size;
        }
    }

    /// Drops the next page that was not used since its last examination. `false` when there is no page.
    fn drop_one(&mut self) -> bool {
        loop {
            let Some((number, index)) = self.next_to_examine() else {
                if self.examined.take().is_none() {
                    return false;
                }
                continue;
            };
            let Some(pages) = self.by_run.get_mut(&number) else { return false };
            let Some(cached) = pages.pages.get_mut(index) else { return false };
            self.examined = Some((number, cached.first.clone()));
            if std::mem::take(cached.used.get_mut()) {
                continue;
            }
            self.bytes = self.bytes.saturating_sub(cached.size());
            pages.pages.remove(index);
            pages.heads.remove(index);
            if pages.pages.is_empty() {
                self.by_run.remove(&number);
            }
            return true;
        }
    }

    /// The run and the index of the page after the one that was examined last.
    fn next_to_examine(&self) -> Option<(u32, usize)> {
        let Some((number, last)) = &self.examined else {
            return self.by_run.keys().next().map(|number| (*number, 0));
        };
        let in_run = self.by_run.get(number).and_then(|pages| {
            let index = pages.pages.partition_point(|cached| cached.first <= *last);
            (index < pages.pages.len()).then_some((*number, index))
        });
        let later = || self.by_run.range((Bound::Excluded(*number), Bound::Unbounded)).next();
        in_run.or_else(|| later().map(|(number, _)| (*number, 0)))
    }
}

impl PagesOfRun {
    /// The page that covers a key; `None` when it is not in memory.
    fn covering(&self, key: &[u8]) -> Option<&CachedPage> {
        let wanted = head(key, self.shared);
        let mut index = self.heads.partition_point(|(first, _)| *first <= wanted);
        loop {
            index = index.checked_sub(1)?;
            let (first, next) = *self.heads.get(index)?;
            let cached = self.pages.get(index)?;
            // Equal heads say nothing about the order of two keys.
            if first == wanted && cached.first.as_slice() > key {
                continue;
            }
            let covers = wanted < next || (wanted == next && cached.page.covers(key));
            return covers.then_some(cached);
        }
    }

    /// `false` when the page is there already, because another thread read it too.
    fn insert(&mut self, cached: CachedPage) -> bool {
        let Err(index) = self.pages.binary_search_by(|other| other.first.cmp(&cached.first)) else { return false };
        let next = cached.page.next().map_or(u64::MAX, |next| head(next, self.shared));
        self.heads.insert(index, (head(&cached.first, self.shared), next));
        self.pages.insert(index, cached);
        true
    }
}

/// How many bytes two keys share. All keys between them share these bytes too.
fn shared_bytes(first: &[u8], last: &[u8]) -> usize {
    first.iter().zip(last).take_while(|(one, other)| one == other).count()
}

/// Eight bytes of a key, after those that all keys of its run share. The heads of keys are in the order of the keys,
/// but several keys can have one head.
fn head(key: &[u8], shared: usize) -> u64 {
    let own = key.get(shared..).unwrap_or_default();
    match own.first_chunk::<8>() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => own.iter().zip([56, 48, 40, 32, 24, 16, 8]).map(|(byte, shift)| u64::from(*byte) << shift).sum(),
    }
}
