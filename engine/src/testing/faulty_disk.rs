//! A disk in memory that loses power, or fails, at a chosen operation.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::StorageBackend;

use super::dice::Dice;
use super::image::Image;

/// What a power cut does to writes that were not synced.
///
/// The length of the file is metadata, which file systems keep in a journal: a change of length is kept or lost as a
/// whole, and a write that is kept does not make the file longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// All writes are lost.
    DropAll,
    /// All writes are kept.
    KeepAll,
    /// Each write is lost or kept at random.
    Subset,
    /// Each aligned piece of this many bytes is lost or kept at random.
    Torn(usize),
    /// Writes are kept up to a random byte, and lost after it.
    Prefix,
}

impl Damage {
    /// All kinds, with pieces of one byte, a small sector and a large sector.
    pub const ALL: [Self; 7] =
        [Self::DropAll, Self::KeepAll, Self::Subset, Self::Torn(1), Self::Torn(512), Self::Torn(4096), Self::Prefix];
}

/// How much an operation did although it reports an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// No part of it.
    None,
    /// Half of its bytes.
    Half,
    /// Everything; only the result is an error.
    Done,
}

#[derive(Debug, Clone, Copy)]
enum Plan {
    Work,
    CrashAt(u64),
    FailAt(u64, Harm),
}

#[derive(Debug, Clone)]
enum Change {
    Write { offset: u64, data: Vec<u8> },
    SetLen(u64),
}

#[derive(Debug)]
struct State {
    /// The content that survives a power cut in all cases.
    durable: Image,
    /// The content that the running process reads.
    current: Image,
    unsynced: Vec<Change>,
    plan: Plan,
    /// The number of operations, including reads.
    operations: u64,
    /// The number of writes, changes of length and syncs.
    mutations: u64,
}

/// The disk. Clones share their content.
#[derive(Debug, Clone)]
pub struct FaultyDisk {
    state: Arc<Mutex<State>>,
}

impl FaultyDisk {
    /// A disk with this content, which is durable.
    pub fn new(image: Image) -> Self {
        let state = State {
            durable: image.clone(),
            current: image,
            unsynced: Vec::new(),
            plan: Plan::Work,
            operations: 0,
            mutations: 0,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Cuts the power during the `mutation`-th write, sync or change of length, counted from 0 since the disk was
    /// created. That operation and all later ones fail.
    pub fn crash_at(self, mutation: u64) -> Self {
        self.state().plan = Plan::CrashAt(mutation);
        self
    }

    /// Ends a crash of the process without a power cut: the disk works again, and writes that were not synced are still
    /// pending. The next power cut happens `crash_after` changes from now.
    pub fn restart(self, crash_after: u64) -> Self {
        let mut state = self.state();
        state.plan = Plan::CrashAt(state.mutations + crash_after);
        drop(state);
        self
    }

    /// Lets the `operation`-th operation fail once, counted from 0, including reads.
    pub fn fail_at(self, operation: u64, harm: Harm) -> Self {
        self.state().plan = Plan::FailAt(operation, harm);
        self
    }

    /// The number of operations so far, including reads.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// The number of writes, syncs and changes of length so far.
    pub fn mutations(&self) -> u64 {
        self.state().mutations
    }

    /// The content that the running process reads.
    pub fn image(&self) -> Image {
        self.state().current.clone()
    }

    /// The content that would remain after a power cut now.
    pub fn image_after_crash(&self, damage: Damage, dice: &mut Dice) -> Image {
        let state = self.state();
        let mut image = state.durable.clone();
        let mut lost = false;
        for change in &state.unsynced {
            match change {
                _ if lost => {}
                Change::SetLen(len) => {
                    if survives(damage, dice) {
                        image.set_len(*len);
                    }
                }
                Change::Write { offset, data } => {
                    lost = apply(&mut image, *offset, data, damage, dice);
                }
            }
        }
        image
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

fn survives(damage: Damage, dice: &mut Dice) -> bool {
    match damage {
        Damage::DropAll => false,
        Damage::KeepAll | Damage::Prefix => true,
        Damage::Subset | Damage::Torn(_) => dice.coin(),
    }
}

/// Applies the part of an unsynced write that the damage keeps. Returns `true` when all later writes are lost.
fn apply(image: &mut Image, offset: u64, data: &[u8], damage: Damage, dice: &mut Dice) -> bool {
    match damage {
        Damage::DropAll => return true,
        Damage::KeepAll => image.write_within(offset, data),
        Damage::Subset if dice.coin() => image.write_within(offset, data),
        Damage::Subset => {}
        Damage::Torn(grain) => tear(image, offset, data, grain as u64, dice),
        Damage::Prefix if dice.below(4) == 0 => {
            let kept = dice.below(data.len() as u64 + 1) as usize;
            image.write_within(offset, &data[..kept]);
            return true;
        }
        Damage::Prefix => image.write_within(offset, data),
    }
    false
}

fn tear(image: &mut Image, offset: u64, data: &[u8], grain: u64, dice: &mut Dice) {
    let end = offset + data.len() as u64;
    let mut at = offset;
    while at < end {
        let next = ((at / grain + 1) * grain).min(end);
        if dice.coin() {
            image.write_within(at, &data[(at - offset) as usize..(next - offset) as usize]);
        }
        at = next;
    }
}

impl State {
    /// Counts an operation that only reads.
    fn look(&mut self) -> io::Result<()> {
        let fails = matches!(self.plan, Plan::FailAt(at, _) if at == self.operations);
        self.operations += 1;
        if fails || self.crashed() {
            return Err(broken());
        }
        Ok(())
    }

    fn crashed(&self) -> bool {
        matches!(self.plan, Plan::CrashAt(at) if self.mutations > at)
    }

    /// Counts a change. The result is success, or an error with the part of the change that happens.
    fn change(&mut self) -> Result<(), Option<Harm>> {
        let plan = self.plan;
        let (operation, mutation) = (self.operations, self.mutations);
        self.operations += 1;
        self.mutations += 1;
        match plan {
            // The change that was running during the power cut may have reached the disk. `image_after_crash` treats it
            // like other unsynced changes.
            Plan::CrashAt(at) if mutation == at => Err(Some(Harm::Done)),
            Plan::CrashAt(at) if mutation > at => Err(None),
            Plan::FailAt(at, harm) if operation == at => Err(Some(harm)),
            _ => Ok(()),
        }
    }

    fn write(&mut self, offset: u64, data: &[u8]) {
        self.current.write(offset, data);
        let data = data.to_vec();
        self.unsynced.push(Change::Write { offset, data });
    }

    fn set_len(&mut self, len: u64) {
        self.current.set_len(len);
        self.unsynced.push(Change::SetLen(len));
    }
}

fn broken() -> io::Error {
    io::Error::other("the disk failed on purpose")
}

impl StorageBackend for FaultyDisk {
    fn len(&self) -> io::Result<u64> {
        let mut state = self.state();
        state.look()?;
        Ok(state.current.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.state();
        state.look()?;
        state.current.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        let outcome = state.change();
        if matches!(outcome, Ok(()) | Err(Some(Harm::Done))) {
            state.set_len(len);
        }
        outcome.map_err(|_| broken())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.state();
        state.change().map_err(|_| broken())?;
        state.durable = state.current.clone();
        state.unsynced.clear();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let outcome = state.change();
        match outcome {
            Ok(()) | Err(Some(Harm::Done)) => state.write(offset, data),
            Err(Some(Harm::Half)) => state.write(offset, &data[..data.len() / 2]),
            Err(Some(Harm::None) | None) => {}
        }
        outcome.map_err(|_| broken())
    }
}
