//! Runs the built command on a ledger in a temporary directory.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The result of a run of the command.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Asserts the exit code. A failure shows all output.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
        self
    }

    /// Asserts that standard output or standard error contains each of `texts`.
    #[track_caller]
    pub(crate) fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            let said = self.out.contains(text) || self.err.contains(text);
            assert!(said, "`{text}` is missing\n--- out\n{}\n--- err\n{}", self.out, self.err);
        }
        self
    }

    /// The lines of the output, each a JSON value.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// The only line of the output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let [line] = self.json_lines().try_into().expect("one line");
        line
    }

    /// The JSON value on standard error.
    #[track_caller]
    pub(crate) fn error_json(&self) -> Value {
        serde_json::from_str::<Value>(self.err.trim()).expect(&self.err)["error"].clone()
    }
}

/// Runs the command with these arguments only. `input` is its standard input.
pub(crate) fn defray<A: AsRef<OsStr>>(arguments: &[A], input: &[u8]) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_defray")).args(arguments), input)
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // The program may end before it has read all input.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap_or_else(|| panic!("killed: {output:?}")),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A temporary directory for one ledger and other files.
pub(crate) struct Place {
    pub(crate) directory: TempDir,
}

impl Place {
    /// A directory without a ledger.
    pub(crate) fn empty() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    /// A directory with a ledger: account `acme` with a workspace, 100 CNY and a voucher of 50 CNY.
    pub(crate) fn with_ledger() -> Self {
        let place = Self::empty();
        place.apply(FIRST).exits(0);
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.path("ledger.defray")
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs the command on this ledger.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        on(&self.ledger(), arguments, input)
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        self.run(&[arguments, &["--json"]].concat()).exits(0).json()
    }

    /// The latest decision instant of the ledger. `show --as-of` with it does not depend on the clock.
    pub(crate) fn latest(&self) -> String {
        let entries = self.run(&["journal", "--json"]).exits(0).json_lines();
        entries.iter().filter_map(|entry| entry["at"].as_str()).max().unwrap().to_owned()
    }

    pub(crate) fn apply(&self, lines: impl AsRef<[u8]>) -> Ran {
        self.run_with(&["apply", "-"], lines.as_ref())
    }

    /// The head and the record counts. They change when something is recorded.
    pub(crate) fn state(&self) -> Value {
        let mut statistics = self.json(&["stats"]);
        let fields = statistics.as_object_mut().unwrap();
        fields.shift_remove("bytes");
        fields.shift_remove("checkpoint");
        fields.shift_remove("memory");
        statistics
    }
}

/// Runs the command on a ledger.
pub(crate) fn on(ledger: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut all = vec![OsStr::new("--db"), ledger.as_os_str()];
    all.extend(arguments.iter().map(OsStr::new));
    defray(&all, input)
}

/// The folder of test data and scenarios.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(path)
}

pub(crate) const FIRST: &str = r#"{"command":"open_account","at":"2024-03-01T00:00:00Z","account":"acme","currency":"CNY"}
{"command":"bind_workspace","at":"2024-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}
{"command":"top_up","at":"2024-03-01T00:00:00Z","account":"acme","amount":"100 CNY"}
{"command":"issue_voucher","at":"2024-03-01T00:00:00Z","account":"acme","lot":"v-1","kind":"ordinary_voucher","face":"50 CNY"}
"#;

/// A command that settles a bill of `cn1/ws-1` for 2 March.
pub(crate) fn settle(id: &str, amount: &str, at: &str) -> String {
    format!(r#"{{"command":"settle_bill","at":"{at}","bill":{}}}"#, bill(id, amount)) + "\n"
}

pub(crate) fn bill(id: &str, amount: &str) -> String {
    let period = r#"{"start":"2024-03-02T00:00:00Z","end":"2024-03-03T00:00:00Z"}"#;
    format!(r#"{{"id":"{id}","workspace":"cn1/ws-1","item":"logs","amount":"{amount}","period":{period}}}"#)
}
