//! Opens the ledger that `--db` names, and reads input files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use defray::core::time::Instant;
use defray::{Engine, Error, Head, Options};

use crate::commands::{Context, Expected};
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;

/// The first bytes of each ledger file.
const LEDGER_BEGINS: &[u8] = b"defray\x1a";

/// What the progress bar of a conversion says.
const CONVERTING: &str = "converting the ledger from format 2";

/// Opens the ledger, which must exist.
pub(crate) fn open(context: &Context) -> Result<Engine, Failure> {
    opened(context, false, open_file)
}

/// Opens the ledger for reading only. The file needs no write permission.
pub(crate) fn read(context: &Context) -> Result<Engine, Failure> {
    opened(context, true, open_file)
}

/// Opens the ledger, or creates it if it does not exist. A ledger with an expected head must exist.
pub(crate) fn open_or_create(context: &Context) -> Result<Engine, Failure> {
    let open = if context.expected.is_some() { open_file } else { open_or_create_file };
    opened(context, false, open)
}

/// Opens a file. The conversion of a file of format 2 shows its progress.
fn open_file(path: &Path, options: Options) -> Result<Engine, Error> {
    let bar = Bar::new(CONVERTING);
    Engine::open_with_progress(path, options, &mut |progress| bar.show(progress))
}

fn open_or_create_file(path: &Path, options: Options) -> Result<Engine, Error> {
    let bar = Bar::new(CONVERTING);
    Engine::open_or_create_with_progress(path, options, &mut |progress| bar.show(progress))
}

fn opened(
    context: &Context,
    read_only: bool,
    open: fn(&Path, Options) -> Result<Engine, Error>,
) -> Result<Engine, Failure> {
    let path =
        context.db.as_ref().ok_or_else(|| Failure::Usage("the ledger is missing: expected `--db FILE`".into()))?;
    let expected = context.expected.as_ref().map(|expected| position_and_head(path, expected)).transpose()?;
    let engine = open(path, Options { read_only, simulate: context.simulate, expected, ..Options::default() })?;
    if engine.snapshot().has_simulated() {
        notice(context, "simulation", "SIMULATION: this ledger has entries that were made in a simulation.")?;
    } else if context.simulate && !read_only {
        notice(
            context,
            "simulation",
            "SIMULATION: instants may be in the future. Do not use this ledger for real bills.",
        )?;
    }
    Ok(engine)
}

fn position_and_head(path: &Path, expected: &Expected) -> Result<(u64, Head), Failure> {
    let position = match expected.position {
        Some(position) => position,
        None => Engine::end_of_journal(path)?.0,
    };
    Ok((position, expected.head))
}

/// Prints a warning on the standard error, so that it is in no result.
pub(crate) fn warn(context: &Context, kind: &str, text: &str) {
    if context.json {
        eprintln!("{}", serde_json::json!({ "notice": kind, "message": text }));
    } else {
        eprintln!("{text}");
    }
}

/// Prints a notice before the result.
fn notice(context: &Context, kind: &str, text: &str) -> Result<(), Failure> {
    if context.json {
        eprintln!("{}", serde_json::json!({ "notice": kind, "message": text }));
    } else if context.data {
        eprintln!("{text}");
    } else {
        output::line(text)?;
    }
    Ok(())
}

/// The current instant of the engine's clock.
pub(crate) fn now() -> Instant {
    (Options::default().clock)()
}

/// An input file, or standard input for `-`.
pub(crate) fn input(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let mut file = File::open(path).map_err(|error| Failure::file("open", path, &error))?;
    let mut start = Vec::new();
    file.by_ref()
        .take(LEDGER_BEGINS.len() as u64)
        .read_to_end(&mut start)
        .map_err(|error| Failure::file("read", path, &error))?;
    if start == LEDGER_BEGINS {
        let name = path.display();
        let message = format!(
            "{name}: this file is a ledger: expected a text file, such as JSON Lines or CSV; \
             `defray --db {name} export` writes the commands of a ledger"
        );
        return Err(Failure::Input { code: "is_a_ledger", message });
    }
    Ok(Box::new(io::Cursor::new(start).chain(file)))
}

/// The content of an input, at most `most` bytes.
pub(crate) fn input_bytes(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    input(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| Failure::file("read", path, &error))?;
    if bytes.len() > most {
        let message = format!("{}: more than {most} bytes", path.display());
        return Err(Failure::Input { code: "too_long", message });
    }
    Ok(bytes)
}
