//! cbindgen writes the header from this crate. This puts its declarations in order: by noun, each type next to its
//! constants and functions, in the order of the sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The sections of the header: a title, a sentence about it, and the sources whose items it contains. A type comes
/// before the types that contain it.
const SECTIONS: &[(&str, &str, &[&str])] = &[
    ("Statuses", "The numbers are those of docs/errors.md.", &["status"]),
    (
        "Values",
        "Texts, exact decimals and money, instants, heads of the hash chain.",
        &["text", "values", "value_functions"],
    ),
    ("Errors", "The details of a failed call.", &["error"]),
    (
        "Funds and lots",
        "The sources of money: vouchers and cards in lots, cash, overdraft, the cloud account.",
        &["records/fund"],
    ),
    ("Periods", "", &["records/time"]),
    (
        "Cloud accounts",
        "Links to marketplace subscriptions, and the messages of marketplaces about them.",
        &[
            "records/provider",
            "records/marketplace",
            "records/subscription",
            "records/cloud_account",
            "records/matching",
        ],
    ),
    ("Policies", "The settings that can differ between vendors and accounts, as data.", &["records/policy"]),
    ("Settlement methods", "How a workspace's usage is settled: its steps and its timeline.", &["records/method"]),
    ("Positions", "The place of an event in the journal.", &["records/position"]),
    ("Receipts", "Who paid a bill, out of which money, and why.", &["records/receipt"]),
    ("Bills", "", &["records/bill"]),
    ("Standings", "", &["records/standing"]),
    ("Outbox", "Messages that the host must deliver, kept until acknowledged (N3).", &["records/outbox"]),
    (
        "Metering",
        "The charges that providers have accepted, and the usage records in flight to them (N2).",
        &["records/metering"],
    ),
    ("Accounts", "", &["records/account"]),
    ("Workspaces", "", &["records/workspace"]),
    ("Plans", "How the funds would pay a bill.", &["records/waterfall"]),
    ("Commands", "All commands. Their fields are those of docs/commands/README.md.", &["records/command"]),
    ("Events", "What happened. Every answer and every journal entry consists of events.", &["records/event"]),
    ("Journal, statements, figures", "", &["records/ledger"]),
    ("Requests", "Commands with their envelopes.", &["requests"]),
    (
        "Marketplaces",
        "Deliveries: proving, recording and answering them. Usage: calls to the providers. See docs/marketplaces.md.",
        &["marketplace", "metering"],
    ),
    ("Answers", "", &["answers"]),
    ("Cancelling", "", &["cancel"]),
    ("Ledgers", "Opening a ledger, submitting commands, maintaining the file.", &["engine_handle"]),
    ("Snapshots", "Questions, which are answered from the records after some commit.", &["snapshot"]),
    ("Lists", "The records of a snapshot, a page at a time.", &["pages"]),
    ("Meters", "Questions about metering, to a snapshot.", &["meters"]),
    ("Tables", "Tables for analysis, through the Arrow C stream interface.", &["tables"]),
    ("Versions", "", &["version"]),
];

/// Opaque types, which are declared first because other declarations point to them.
const HANDLES: &[&str] =
    &["defray_engine", "defray_snapshot", "defray_answers", "defray_error", "defray_cancel", "defray_nonces"];

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The declarations that cbindgen writes, by name.
fn blocks() -> BTreeMap<String, String> {
    let config = cbindgen::Config::from_file(folder().join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config);
    for (_, _, files) in SECTIONS {
        for file in *files {
            builder = builder.with_src(folder().join(format!("src/{file}.rs")));
        }
    }
    let mut text = Vec::new();
    builder.generate().unwrap().write(&mut text);
    let text = String::from_utf8(text).unwrap();
    let mut blocks = BTreeMap::new();
    for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let name = name_of(block);
        assert!(blocks.insert(name.clone(), block.to_owned()).is_none(), "`{name}` is declared twice");
    }
    blocks
}

/// The comment of a declaration, and its code.
fn code(block: &str) -> (String, String) {
    let is_comment = |line: &&str| line.starts_with("//");
    let comment: Vec<&str> = block.lines().take_while(is_comment).collect();
    let code: Vec<&str> = block.lines().skip_while(is_comment).collect();
    (comment.join("\n"), code.join("\n"))
}

/// The name of what a declaration declares.
fn name_of(block: &str) -> String {
    let (_, code) = code(block);
    let word = |text: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap().to_owned();
    if let Some(rest) = code.strip_prefix("#define ") {
        return word(rest);
    }
    if code.starts_with("typedef") {
        let last = code.trim_end_matches(';').rsplit([' ', '*']).next().unwrap();
        return last.to_owned();
    }
    let before = code.split_once('(').unwrap().0;
    before.rsplit([' ', '*', '\n']).next().unwrap().to_owned()
}

/// The names that a source file exports, in its order.
fn items(file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder().join(format!("src/{file}.rs"))).unwrap();
    let mut names = Vec::new();
    for line in text.lines() {
        for start in [
            "pub struct ",
            "pub union ",
            "pub type ",
            "pub const ",
            "pub unsafe extern \"C\" fn ",
            "pub extern \"C\" fn ",
        ] {
            if let Some(rest) = line.strip_prefix(start) {
                names.push(rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap().to_owned());
            }
        }
    }
    names
}

/// The longest line of the header, in characters.
const WIDTH: usize = 120;

/// A function on one line if it fits, otherwise with its arguments on further lines.
fn function(code: &str) -> String {
    let line = code.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= WIDTH {
        return line;
    }
    let (head, arguments) = line.split_once('(').unwrap();
    let arguments = arguments.trim_end_matches(");");
    let packed = format!("{head}(\n    {arguments});");
    if arguments.len() + 6 <= WIDTH {
        return packed;
    }
    let (mut text, mut width) = (format!("{head}(\n   "), 3);
    for (place, argument) in arguments.split(", ").enumerate() {
        let comma = if place == 0 { "" } else { "," };
        if width + argument.len() + 3 > WIDTH {
            let _ = write!(text, "{comma}\n    {argument}");
            width = 4 + argument.len();
        } else {
            let _ = write!(text, "{comma} {argument}");
            width += argument.len() + 2;
        }
    }
    text + ");"
}

/// The lines of a comment, none longer than `room`. The words that do not fit begin the next line of the paragraph.
fn wrapped(lines: &str, room: usize) -> Vec<String> {
    let (mut wrapped, mut rest) = (Vec::new(), String::new());
    for line in lines.lines().map(|line| line.trim_start().trim_start_matches('/')) {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        if !rest.is_empty() && (line.is_empty() || line.starts_with("- ")) {
            wrapped.push(std::mem::take(&mut rest));
        }
        let hanging = if line.starts_with("- ") || line.starts_with(' ') { "  " } else { "" };
        let mut line = if rest.is_empty() { line.to_owned() } else { format!("{rest} {}", line.trim_start()) };
        let mut words = Vec::new();
        while line.len() > room {
            let Some((begin, word)) = line.rsplit_once(' ') else { break };
            words.insert(0, word.to_owned());
            line = begin.to_owned();
        }
        rest = if words.is_empty() { String::new() } else { format!("{hanging}{}", words.join(" ")) };
        wrapped.push(line);
    }
    wrapped.extend(Some(rest).filter(|rest| !rest.is_empty()));
    wrapped
}

/// `// …` as `/* … */`, so that the header is C of any year.
fn comment(lines: &str, indent: &str) -> String {
    let texts = wrapped(lines, WIDTH - indent.len() - "/*  */".len());
    match texts.as_slice() {
        [] => String::new(),
        [one] => format!("{indent}/* {one} */\n"),
        several => {
            let mut text = String::new();
            for (place, line) in several.iter().enumerate() {
                let start = if place == 0 { "/* " } else { " * " };
                let _ = writeln!(text, "{}", format!("{indent}{start}{line}").trim_end());
            }
            let end = text.trim_end().len();
            text.truncate(end);
            text + " */\n"
        }
    }
}

/// Converts the comments inside a structure too.
fn body(code: &str) -> String {
    let (mut text, mut pending) = (String::new(), Vec::new());
    for line in code.lines() {
        if line.trim_start().starts_with("//") {
            pending.push(line);
            continue;
        }
        if !pending.is_empty() {
            text.push_str(&comment(&pending.join("\n"), "    "));
            pending.clear();
        }
        text.push_str(line);
        text.push('\n');
    }
    text.trim_end().to_owned()
}

fn declaration(block: &str) -> String {
    let (lines, code) = code(block);
    let code = match code.starts_with("DEFRAY_API") {
        true => function(&code),
        false => body(&code),
    };
    // Each type is declared before its use, so only its own declaration needs `struct` or `union`.
    let mark = |kind: &str| format!("typedef {kind} defray_");
    let code = ["struct", "union"].iter().fold(code, |code, kind| {
        let kept = code.replace(&mark(kind), &format!("typedef {kind}@defray_"));
        kept.replace(&format!("{kind} defray_"), "defray_").replace(&format!("typedef {kind}@defray_"), &mark(kind))
    });
    // The header does not define this structure, so it has no plain name.
    let code = code.replace(" ArrowArrayStream ", " struct ArrowArrayStream ");
    let text = comment(&lines, "") + &code;
    assert!(!text.contains("See the record."), "{text}");
    text
}

fn banner(title: &str, word: &str) -> String {
    let rule = "-".repeat(WIDTH - 3);
    let word = if word.is_empty() { String::new() } else { format!(" * {word}\n") };
    format!("\n/* {rule}\n * {title}\n{word} * {} */\n", &rule[3..])
}

fn header() -> String {
    let mut blocks = blocks();
    let mut text = include_str!("header_head.h").replace("@VERSION@", env!("CARGO_PKG_VERSION"));
    text.push_str(&banner("Handles", "Opaque types. A program only has pointers to them."));
    for handle in HANDLES {
        let block = blocks.remove(*handle).unwrap();
        let _ = writeln!(text, "\n{}", declaration(&block));
    }
    for (title, word, files) in SECTIONS {
        text.push_str(&banner(title, word));
        let mut constants = false;
        for name in files.iter().flat_map(|file| items(file)) {
            let Some(block) = blocks.remove(&name) else {
                // Handles are declared above, and the version as text is in `header_head.h`.
                assert!(
                    HANDLES.contains(&name.as_str()) || name == "DEFRAY_VERSION",
                    "cbindgen did not write `{name}`"
                );
                continue;
            };
            // No blank lines between the constants of one type.
            let constant = block.contains("\n#define ") || block.starts_with("#define ");
            let gap = if constant && constants { "" } else { "\n" };
            constants = constant || block.contains("typedef uint32_t ");
            let _ = writeln!(text, "{gap}{}", declaration(&block));
        }
    }
    assert!(blocks.is_empty(), "no section has {:?}", blocks.keys());
    text + "\n" + include_str!("header_tail.h")
}

/// Compares a generated file with the committed one; with `DEFRAY_BLESS`, writes it instead.
fn current(path: &str, made: &str) {
    let whole: PathBuf = folder().join("..").join(path);
    if std::env::var_os("DEFRAY_BLESS").is_some() {
        fs::create_dir_all(whole.parent().unwrap()).unwrap();
        fs::write(&whole, made).unwrap();
    }
    let committed = fs::read_to_string(&whole).unwrap_or_default();
    assert!(
        committed == made,
        "{path} is not current: run `DEFRAY_BLESS=1 cargo test -p defray-ffi header`, read the difference, commit it"
    );
}

#[test]
fn the_header_is_current() {
    current("include/defray.h", &header());
}

/// An exported function: its result, its name, the types of its arguments.
struct Function {
    result: String,
    name: String,
    arguments: Vec<String>,
}

/// Every function of the header, by name.
fn functions() -> Vec<Function> {
    let mut found = Vec::new();
    for (name, block) in blocks() {
        let (_, code) = code(&block);
        if !code.starts_with("DEFRAY_API") {
            continue;
        }
        let line = code.split_whitespace().skip(1).collect::<Vec<_>>().join(" ").replace("struct ", "");
        let (head, arguments) = line.split_once('(').unwrap();
        let types = arguments.trim_end_matches(");").split(", ").filter(|one| *one != "void");
        let arguments =
            types.map(|one| one.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').trim().to_owned());
        let result = head.strip_suffix(&name).unwrap().trim().to_owned();
        found.push(Function { result, name, arguments: arguments.collect() });
    }
    found
}

#[test]
fn the_list_of_symbols_is_current() {
    let names: Vec<String> = functions().into_iter().map(|one| one.name).collect();
    current("ffi/symbols.txt", &(names.join("\n") + "\n"));
}

/// C code that calls every function with NULL for every pointer and zero for everything else; then with a handle
/// and otherwise the same.
#[test]
fn the_calls_with_nothing_are_current() {
    let mut text = String::from(
        "/* Every function of the header with NULL and zero for every argument, and with a handle and nothing else. Written by\n \
         * `DEFRAY_BLESS=1 cargo test -p defray-ffi header`: do not edit. */\n\n#include \"../support/calls.h\"\n\n",
    );
    let mut body = String::new();
    for Function { result, name, arguments } in functions() {
        if name == "defray_abi_version"
            || name == "defray_version_number"
            || ["defray_cancel_new", "defray_nonces_new"].contains(&name.as_str())
        {
            continue;
        }
        let zero = |ty: &String| match ty.as_str() {
            _ if ty.ends_with('*') => "NULL".to_owned(),
            "defray_str" | "defray_decimal" | "defray_money" => format!("zero_{ty}"),
            _ => "0".to_owned(),
        };
        let mut given: Vec<String> = arguments.iter().map(zero).collect();
        match result.as_str() {
            "defray_status" if arguments.last().is_some_and(|last| last == "defray_error **") => {
                given.pop();
                let call = |given: &[String]| {
                    let comma = if given.is_empty() { "" } else { ", " };
                    format!("{name}({}{comma}&error)", given.join(", "))
                };
                let _ = writeln!(body, "    failed(\"{name}\", {}, &error);", call(&given));
                let without = if given.is_empty() { "NULL".to_owned() } else { format!("{}, NULL", given.join(", ")) };
                let _ = writeln!(body, "    failed_silently(\"{name}\", {name}({without}));");
                let handle = match arguments.first().map(String::as_str) {
                    Some("const defray_engine *") => "engine",
                    Some("const defray_snapshot *") => "snapshot",
                    _ => continue,
                };
                given[0] = handle.to_owned();
                let _ = writeln!(body, "    survived(\"{name}\", {}, &error);", call(&given));
            }
            "void" => {
                let _ = writeln!(body, "    {name}({});", given.join(", "));
            }
            _ => {
                let _ = writeln!(body, "    (void){name}({});", given.join(", "));
            }
        }
    }
    for ty in ["defray_str", "defray_decimal", "defray_money"] {
        let _ = writeln!(text, "static {ty} zero_{ty};");
    }
    let _ = writeln!(
        text,
        "\nvoid call_all_with_nothing(const defray_engine *engine, const defray_snapshot *snapshot)\n{{\n    defray_error *error = NULL;\n{body}}}"
    );
    current("tests/c/generated/calls.c", &text);
}
