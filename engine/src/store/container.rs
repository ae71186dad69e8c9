//! The file that holds the blocks of redb and the ring of the log: its layout, its length, and its growth.

use std::io;
use std::sync::Arc;

use parking_lot::{RwLock, RwLockWriteGuard};
use redb::StorageBackend;

use super::error::OpenErrorKind;
use super::layout::{LAYOUT, Layout, Region, Stretch, copy_position, header_start, logical_len};
use super::preamble::{self, FileId, WITHOUT_LOG};
use super::seal::{BLOCK, Sealer};

/// The page of the operating system. The ring is zeroed in writes of this size, because larger writes make the page
/// cache use larger units, and then each small write to the ring is slower.
const PAGE: usize = 4096;

/// The file, shared by the blocks of redb and by the log.
#[derive(Debug)]
pub(super) struct Container<B> {
    /// The handle of the file for redb.
    pub(super) disk: Arc<B>,
    /// The handle of the same file for the log, if possible a different one. Linux reports a failed write to each
    /// handle once, so with a shared handle a sync of redb could hide the failure of an append.
    pub(super) log_disk: Arc<B>,
    pub(super) sealer: Sealer,
    pub(super) log_sealer: Sealer,
    state: RwLock<State>,
    /// `false` after redb closed the file and gave up its lock.
    open: RwLock<bool>,
}

#[derive(Debug)]
struct State {
    layout: Layout,
    stored: Stored,
}

/// What is known about the two copies of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    /// The file has a log, and both copies are equal.
    Twice { sequence: u64, newest: usize },
    /// Only one copy has the current layout.
    Once { sequence: u64, newest: usize },
    /// A write of the layout failed. Its outcome is unknown until the file is opened again.
    Unknown,
    /// The file has no log, so the layout is constant.
    Constant,
}

impl<B: StorageBackend> Container<B> {
    /// Starts a new file on an empty disk. `ring` is the size of the ring in bytes; `None` for a file without a log.
    pub(super) fn format(disk: B, file_id: FileId, ring: Option<u64>) -> Result<Self, OpenErrorKind> {
        if disk.len()? != 0 {
            return Err(OpenErrorKind::AlreadyExists);
        }
        let disk = Arc::new(disk);
        let version = if ring.is_some() { preamble::CONTAINER_VERSION } else { WITHOUT_LOG };
        let layout = ring.map_or_else(Layout::without_log, Layout::with_ring);
        let stored = ring.map_or(Stored::Constant, |_| Stored::Twice { sequence: 1, newest: 1 });
        let container = Self::over(disk.clone(), disk, file_id, State { layout, stored });
        container.write_first(preamble::encode_version(file_id, version))?;
        Ok(container)
    }

    fn write_first(&self, preamble: Vec<u8>) -> io::Result<()> {
        let state = self.state.read();
        self.disk.set_len(state.layout.physical_len(0)?)?;
        self.disk.write(0, &preamble)?;
        let Some(ring) = state.layout.active() else { return Ok(()) };
        for copy in 0..2 {
            self.disk.write(copy_position(copy), &state.layout.encode(1, copy, &self.sealer))?;
        }
        self.zero(ring)
    }

    /// Opens an existing file. `log_disk` is the same file through another handle.
    pub(super) fn mount(disk: Arc<B>, log_disk: Arc<B>) -> Result<Self, OpenErrorKind> {
        let (file_id, version) = preamble::load(&*disk)?;
        // The length is read first: a layout that is older than the length could not explain it.
        let physical = disk.len()?;
        let sealer = Sealer::new(file_id);
        let state = load(&*disk, &sealer, version, physical)?;
        match state.layout.blocks(physical) {
            // redb would treat a file without blocks as a new file, and create an empty ledger in it.
            Some(blocks) if blocks > 0 => Ok(Self::over(disk, log_disk, file_id, state)),
            _ => Err(OpenErrorKind::DamagedLength { physical }),
        }
    }

    fn over(disk: Arc<B>, log_disk: Arc<B>, file_id: FileId, state: State) -> Self {
        Self {
            disk,
            log_disk,
            sealer: Sealer::new(file_id),
            log_sealer: Sealer::for_log(file_id),
            state: RwLock::new(state),
            open: RwLock::new(true),
        }
    }

    /// Reads the layout again, after the file was locked: another process could have changed it before.
    pub(super) fn reload(&self) -> io::Result<()> {
        let mut state = self.state.write();
        if state.stored == Stored::Constant {
            return Ok(());
        }
        *state = load_copies(&*self.disk, &self.sealer)?;
        Ok(())
    }

    /// `true` when the file has a log.
    pub(super) fn has_log(&self) -> bool {
        self.state.read().stored != Stored::Constant
    }

    /// The offset in the file of the first copy of block 0.
    pub(super) fn header_start(&self) -> u64 {
        header_start(self.has_log())
    }

    /// The part of `count` blocks from `first` on that is consecutive in the file.
    pub(super) fn stretch(&self, first: u64, count: usize) -> io::Result<Stretch> {
        self.state.read().layout.stretch(first, count)
    }

    /// The length that redb sees, in bytes.
    pub(super) fn len(&self) -> io::Result<u64> {
        Ok(logical_len(self.blocks(&self.state.read().layout)?))
    }

    fn blocks(&self, layout: &Layout) -> io::Result<u64> {
        let physical = self.disk.len()?;
        layout.blocks(physical).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("the file has {physical} bytes, and a ledger cannot have this length"),
            )
        })
    }

    /// Changes the length that redb sees.
    pub(super) fn set_len(&self, len: u64) -> io::Result<()> {
        if !len.is_multiple_of(BLOCK as u64) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a length that is not a multiple of the block size",
            ));
        }
        let blocks = len / BLOCK as u64;
        let mut state = self.state.write();
        if state.stored == Stored::Unknown {
            return Err(layout_unknown());
        }
        // The region at the end of the file stays, so the length of the file does not say how many blocks there are.
        // The layout says it. It is written first: until the file is shorter, it has no effect.
        if let Some(layout) = state.layout.shortened(blocks) {
            self.store(&mut state, layout)?;
        }
        self.disk.set_len(state.layout.physical_len(blocks)?)
    }

    /// The region in which the ring is. Before the log is used, both copies of the layout must be current: with one
    /// current copy, damage of that copy would bring the layout before it back.
    pub(super) fn settle(&self) -> io::Result<Option<Region>> {
        let mut state = self.state.write();
        if let Stored::Once { sequence, newest } = state.stored {
            self.put(&mut state, 1 - newest, sequence)?;
            state.stored = Stored::Twice { sequence, newest };
        }
        Ok(state.layout.active())
    }

    /// Adds a region of at least `bytes` to the file, fills it with zeros, and makes it the active one. The ring must
    /// be empty.
    ///
    /// The region is in the stored layout before the file is extended, so the extended file never looks damaged. After
    /// a crash the region is there without being active, and the next growth uses it.
    pub(super) fn grow(&self, bytes: u64) -> io::Result<Region> {
        let region = self.add_region(bytes.next_multiple_of(PAGE as u64))?;
        self.zero(region)?;
        self.disk.sync_data()?;
        let mut state = self.state.write();
        let layout = state.layout.activated();
        self.store(&mut state, layout)?;
        Ok(region)
    }

    fn add_region(&self, bytes: u64) -> io::Result<Region> {
        let mut state = self.state.write();
        let unused = state.layout.added().filter(|region| region.len >= bytes);
        if unused.is_none() {
            let blocks = self.blocks(&state.layout)?;
            let extended = state.layout.extended(blocks, bytes).ok_or_else(too_many_regions)?;
            self.store(&mut state, extended)?;
        }
        let region = state.layout.added().ok_or_else(too_many_regions)?;
        let blocks = self.blocks(&state.layout)?;
        self.disk.set_len(state.layout.physical_len(blocks)?)?;
        Ok(region)
    }

    fn zero(&self, region: Region) -> io::Result<()> {
        let zeros = [0; PAGE];
        let pages = (0..region.len).step_by(PAGE);
        pages.into_iter().try_for_each(|page| self.disk.write(region.start + page, &zeros))
    }

    /// Writes the layout, first over the older copy. Each copy is durable before the other one is written.
    fn store(&self, state: &mut RwLockWriteGuard<'_, State>, layout: Layout) -> io::Result<()> {
        let (sequence, newest) = match state.stored {
            Stored::Twice { sequence, newest } | Stored::Once { sequence, newest } => (sequence + 1, newest),
            Stored::Unknown | Stored::Constant => return Err(layout_unknown()),
        };
        let before = std::mem::replace(&mut state.layout, layout);
        state.stored = Stored::Unknown;
        let written = self.put(state, 1 - newest, sequence).and_then(|()| self.put(state, newest, sequence));
        match &written {
            Ok(()) => state.stored = Stored::Twice { sequence, newest: 1 - newest },
            // Blocks that exist have the same position in both layouts.
            Err(_) => state.layout = before,
        }
        written
    }

    fn put(&self, state: &mut RwLockWriteGuard<'_, State>, copy: usize, sequence: u64) -> io::Result<()> {
        self.disk.write(copy_position(copy), &state.layout.encode(sequence, copy, &self.sealer))?;
        self.disk.sync_data()
    }

    /// Runs `work` while the file is open. `None` when redb closed it.
    pub(super) fn while_open<T>(&self, work: impl FnOnce(&B) -> T) -> Option<T> {
        let open = self.open.read();
        (*open).then(|| work(&self.log_disk))
    }

    /// Releases the lock of the file. Afterwards the log does not write any more.
    pub(super) fn close(&self) -> io::Result<()> {
        *self.open.write() = false;
        let log = if Arc::ptr_eq(&self.disk, &self.log_disk) { Ok(()) } else { self.log_disk.close() };
        self.disk.close().and(log)
    }
}

fn load(disk: &impl StorageBackend, sealer: &Sealer, version: u16, physical: u64) -> Result<State, OpenErrorKind> {
    if version == WITHOUT_LOG {
        return Ok(State { layout: Layout::without_log(), stored: Stored::Constant });
    }
    if physical < header_start(true) {
        return Err(OpenErrorKind::DamagedLength { physical });
    }
    load_copies(disk, sealer).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => OpenErrorKind::Damaged(error.to_string()),
        _ => error.into(),
    })
}

fn load_copies(disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<State> {
    let mut copies = [None, None];
    for (copy, found) in copies.iter_mut().enumerate() {
        let mut page = vec![0; LAYOUT];
        disk.read(copy_position(copy), &mut page)?;
        *found = Layout::decode(&page, copy, sealer);
    }
    let sequence = |copy: &Option<(u64, Layout)>| copy.as_ref().map_or(0, |(sequence, _)| *sequence);
    let twice = sequence(&copies[0]) == sequence(&copies[1]);
    let newest = usize::from(sequence(&copies[1]) > sequence(&copies[0]));
    let [first, second] = copies;
    let found = if newest == 0 { first } else { second };
    let (sequence, layout) = found.ok_or_else(layout_damaged)?;
    let stored = if twice { Stored::Twice { sequence, newest } } else { Stored::Once { sequence, newest } };
    Ok(State { layout, stored })
}

fn layout_damaged() -> io::Error {
    let message = "both copies of the layout are damaged: their content does not match their seal";
    io::Error::new(io::ErrorKind::InvalidData, message)
}

fn layout_unknown() -> io::Error {
    io::Error::other("a write of the layout failed before; the file must be opened again")
}

fn too_many_regions() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "the ring cannot grow further: the layout has no room for a region")
}
