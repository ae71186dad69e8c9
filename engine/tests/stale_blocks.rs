//! Lost writes: a block of a committed file is replaced by an older version of itself, whose seal matches.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use defray::core::Record;
use defray::core::marketplace::Signal;
use defray::testing::{FaultyDisk, Image};
use defray::{Check, Engine, Error, ErrorClass, Head, Options};

use crate::common::{acme, bill, choose, does, hours, link, options, records, said, top_up, voucher};

/// The offset of block 1, after the ring of the log, and the distance between two blocks.
const BLOCK_1: u64 = 28_672 + (1 << 20);
const SEALED: usize = 4_112;
/// The copies of block 0.
const HEADERS: [u64; 2] = [12_288, 20_480];
const HEADER: usize = 4_120;

/// A small cache, so that most blocks are read from the disk.
fn small() -> Options {
    Options { changed_bytes: 20_000, cached_bytes: 12_000, page_cache_bytes: 1 << 16, ..options() }
}

/// The file after each commit, and a closed and a killed last state.
fn history() -> (Vec<Image>, [(&'static str, Image); 2]) {
    let disk = FaultyDisk::new(Image::default());
    let engine = Engine::create_on(disk.clone(), small()).unwrap();
    let mut images = vec![disk.image()];
    acme(&engine);
    does(&engine, [top_up("acme", "50 CNY"), voucher("acme", "v", "5 CNY", Some(hours(9)))]);
    does(&engine, [link("acme", "ca-1"), said("ca-1", Signal::Activated), choose("acme", "cn1/ws", "ca-1")]);
    for commit in 0..24 {
        let bills = (0..6).map(|number| bill(&format!("b-{commit}-{number}"), "cn1/ws", "0.75 CNY"));
        does(&engine, bills);
        images.push(disk.image());
    }
    let killed = disk.image();
    drop(engine);
    (images, [("closed", disk.image()), ("killed", killed)])
}

fn bytes(image: &Image, offset: u64, len: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; len];
    image.read(offset, &mut bytes).ok()?;
    bytes.iter().any(|&byte| byte != 0).then_some(bytes)
}

/// The file with each of its blocks replaced by each of its own older versions, one at a time.
fn stale<'i>(history: &'i [Image], file: &'i Image) -> impl Iterator<Item = Image> + 'i {
    let blocks = (file.len() - BLOCK_1) / SEALED as u64;
    let offsets = (0..blocks).map(|block| BLOCK_1 + block * SEALED as u64);
    offsets.flat_map(move |offset| {
        let current = bytes(file, offset, SEALED);
        let versions: BTreeSet<_> = history.iter().filter_map(|image| bytes(image, offset, SEALED)).collect();
        versions.into_iter().filter(move |version| current.as_ref() != Some(version)).map(move |version| {
            let mut stale = file.clone();
            stale.write(offset, &version);
            stale
        })
    })
}

/// What a host reads from the file.
type Contents = (Head, Vec<Record>, usize);

fn read(engine: &Engine) -> Result<Contents, Error> {
    let snapshot = engine.snapshot();
    let entries = snapshot.journal(1).collect::<Result<Vec<_>, _>>()?.len();
    Ok((snapshot.head(), records(&snapshot)?, entries))
}

enum Found {
    AtOpen(Error),
    AtRead(Error),
    ByVerify { same: bool, error: Error },
    AtWrite(Error),
    Nothing { same: bool },
}

fn use_all(image: Image, check: Check, expected: &Contents) -> Found {
    let engine = match Engine::open_on(FaultyDisk::new(image), Options { check, ..small() }) {
        Ok(engine) => engine,
        Err(error) => return Found::AtOpen(error),
    };
    let read = match read(&engine) {
        Ok(read) => read,
        Err(error) => return Found::AtRead(error),
    };
    let same = read == *expected;
    if let Err(error) = engine.verify(&mut defray::no_progress) {
        return Found::ByVerify { same, error };
    }
    let bills = (0..6).map(|number| bill(&format!("new-{number}"), "cn1/ws", "0.75 CNY"));
    for answer in engine.submit_all(bills.collect(), defray::Mode::Independent) {
        if let Err(error) = answer {
            assert_eq!(engine.checkpoint().unwrap_err().code(), "halted");
            return Found::AtWrite(error);
        }
    }
    let written = engine.checkpoint().and_then(|()| engine.compact());
    written.map_or_else(Found::AtWrite, |_| Found::Nothing { same })
}

#[derive(Debug, Default)]
struct Tally {
    files: u32,
    at_open: u32,
    at_read: u32,
    by_verify: u32,
    /// Of those: the number of files from which something else than the expected content was read before.
    wrong_until_verify: u32,
    at_write: u32,
    same: u32,
    wrong: u32,
    panics: u32,
}

impl Tally {
    fn add(&mut self, image: Image, check: Check, expected: &Contents) {
        self.files += 1;
        let found = catch_unwind(AssertUnwindSafe(|| use_all(image, check, expected)));
        let (count, error) = match found {
            Err(_) => (&mut self.panics, None),
            Ok(Found::AtOpen(error)) => (&mut self.at_open, Some(error)),
            Ok(Found::AtRead(error)) => (&mut self.at_read, Some(error)),
            Ok(Found::ByVerify { same, error }) => {
                self.wrong_until_verify += u32::from(!same);
                (&mut self.by_verify, Some(error))
            }
            Ok(Found::AtWrite(error)) => (&mut self.at_write, Some(error)),
            Ok(Found::Nothing { same: true }) => (&mut self.same, None),
            Ok(Found::Nothing { same: false }) => (&mut self.wrong, None),
        };
        *count += 1;
        if let Some(error) = error {
            assert_eq!(error.class(), ErrorClass::Corrupt, "{error}");
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, at_open, at_read, by_verify, wrong_until_verify, at_write, same, wrong, panics } = self;
        write!(
            out,
            "{files} files with one stale block: {at_open} refused at open, {at_read} at reading, {by_verify} by \
             verify ({wrong_until_verify} of them read wrong before), {at_write} at writing, {same} without effect, {wrong} wrong undetected, {panics} panics"
        )
    }
}

#[test]
fn a_stale_block_is_an_error_or_has_no_effect() {
    let (history, files) = history();
    for (what, file) in files {
        let engine = Engine::open_on(FaultyDisk::new(file.clone()), small()).unwrap();
        let expected = read(&engine).unwrap();
        drop(engine);
        for check in [Check::Full, Check::Quick] {
            let mut tally = Tally::default();
            stale(&history, &file).for_each(|image| tally.add(image, check, &expected));
            println!("{what} file, {check:?} check: {tally}");
            assert!(tally.at_open > 0, "{tally}");
            assert_eq!((tally.wrong, tally.panics), (0, 0), "{tally}");
        }
    }
}

/// A file with an older header is refused, or it is the state after an earlier commit, or the log leads from there to
/// the last state. An earlier state is a correct file: only a host that knows a later head can detect it.
#[test]
fn a_stale_header_is_an_error_for_a_host_that_knows_the_head() {
    let (history, files) = history();
    // The header of the last image belongs to the known head.
    let (_, older) = history.split_last().unwrap();
    for (what, file) in files {
        let engine = Engine::open_on(FaultyDisk::new(file.clone()), small()).unwrap();
        let known = (engine.snapshot().position(), engine.snapshot().head());
        drop(engine);
        let (mut refused, mut earlier, mut recovered) = (0, 0, 0);
        for image in older {
            let mut stale = file.clone();
            HEADERS.iter().for_each(|&offset| stale.write(offset, &bytes(image, offset, HEADER).unwrap()));
            for check in [Check::Full, Check::Quick] {
                let open = |expected| {
                    let options = Options { check, expected, ..small() };
                    let open = || Engine::open_on(FaultyDisk::new(stale.clone()), options);
                    catch_unwind(AssertUnwindSafe(open)).expect("no panic")
                };
                let usable = &open(None).and_then(|engine| {
                    engine.verify(&mut defray::no_progress)?;
                    Ok((engine.snapshot().position(), engine.snapshot().head()))
                });
                match usable {
                    Ok(found) if *found == known => recovered += 1,
                    Ok(_) => earlier += 1,
                    Err(_) => refused += 1,
                }
                let is_whole = usable.as_ref().is_ok_and(|found| *found == known);
                let expecting = open(Some(known)).map(drop);
                assert!(expecting.is_err() || is_whole || usable.is_err(), "{what}: an earlier state was opened");
                let class = expecting.err().map(|error| error.class());
                assert!(class.is_none_or(|class| class == ErrorClass::Corrupt), "{class:?}");
            }
        }
        println!(
            "{what} file with a stale header: {refused} refused, {earlier} an earlier state, {recovered} the last \
             state by the log"
        );
    }
}
