//! Bad input of any size or form (A5): the error names field, value and expectation, and the ledger does not change.

use crate::common::{FIRST, Place, settle};

/// A line for `apply`, and the texts that the error must contain.
struct Case {
    line: Vec<u8>,
    code: &'static str,
    says: &'static [&'static str],
}

fn case(line: impl Into<Vec<u8>>, code: &'static str, says: &'static [&'static str]) -> Case {
    Case { line: line.into(), code, says }
}

fn top_up(fields: &str) -> String {
    format!(r#"{{"command":"top_up","account":"acme",{fields}}}"#)
}

fn of_bill(from: &str, to: &str) -> String {
    let line = settle("b-1", "1 CNY", "2024-03-04T00:00:00Z");
    let changed = line.replacen(from, to, 1);
    assert_ne!(line, changed, "{from}");
    changed
}

fn not_json() -> Vec<Case> {
    const JSON: &[&str] = &["expected one JSON value"];
    vec![
        case(r#"{"command":"top_up","account":"ac"#, "not_json", &["the end of the line", "byte 34"]),
        case(r#"{"command":"top_up""#, "not_json", JSON),
        case(r#"{"command":"top_up"}}"#, "not_json", &["`}`", "trailing characters"]),
        case(top_up(r#""amount":NaN"#), "not_json", &["NaN"]),
        case(top_up(r#""amount":Infinity"#), "not_json", &["Infinity"]),
        case(top_up(r#""amount":1e999"#), "not_json", &["number out of range"]),
        case(top_up("'amount':1"), "not_json", JSON),
        case(b"\0\x01\x02\x7f\x1b[31m".to_vec(), "not_json", &["\\0\\u{1}"]),
        case(b"PK\x03\x04 not a text".to_vec(), "not_json", JSON),
        case(
            b"{\"command\":\"top_up\",\"account\":\"\xff\xfe\"}".to_vec(),
            "not_utf8",
            &["\\xff\\xfe", "byte 32 is not"],
        ),
        case(b"\xc0\x80".to_vec(), "not_utf8", &["expected UTF-8"]),
        case("[".repeat(10_000), "too_deep", &["at most 32 objects and lists"]),
        case(r#"{"a":"#.repeat(10_000), "too_deep", &["a.a.a.a", "at most 32"]),
        case(r#"{"command":"top_up","command":"advance"}"#, "duplicate_key", &["`command` is given more than once"]),
        case(of_bill(r#""amount""#, r#""amount":"2 CNY","amount""#), "duplicate_key", &["`bill.amount`"]),
        case(of_bill(r#""end""#, r#""end":"x","end""#), "duplicate_key", &["`bill.period.end`", "each key once"]),
    ]
}

fn wrong_fields() -> Vec<Case> {
    vec![
        case("null", "wrong_type", &["`null`", "an object with the field `command`"]),
        case("[]", "wrong_type", &["`[]`"]),
        case("7", "wrong_type", &["`7`"]),
        case("{}", "missing_field", &["`command` is missing", "`open_account`"]),
        case(r#"{"command":"pay"}"#, "unknown_command", &["`command` is `pay`", "`top_up`"]),
        case(r#"{"command":["top_up"]}"#, "wrong_type", &["`command` is `[\"top_up\"]`"]),
        case(
            r#"{"command":"top_up","account":"acme"}"#,
            "missing_field",
            &["`amount` is missing", "`top_up` requires"],
        ),
        case(r#"{"command":"top_up","amount":"1 CNY","account":null}"#, "missing_field", &["`account` is missing"]),
        case(
            top_up(r#""amount":"1 CNY","colour":"red""#),
            "unknown_field",
            &["`colour` is not known", "`reference`", "`at`"],
        ),
        case(top_up(r#""amount":5"#), "wrong_type", &["`amount` is `5`", "100.50 CNY"]),
        case(top_up(r#""amount":["1 CNY"]"#), "wrong_type", &["`amount`"]),
        case(top_up(r#""amount":"1 CNY","at":5"#), "wrong_type", &["`at` is `5`", "2026-03-01T08:00:00Z"]),
        case(top_up(r#""amount":"1 CNY","actor":{}"#), "wrong_type", &["`actor` is `{}`"]),
        case(of_bill(r#""item":"logs""#, r#""item":false"#), "wrong_type", &["`bill.item` is `false`"]),
        case(of_bill(r#""item":"logs""#, r#""itm":"logs""#), "unknown_field", &["`bill.itm` is not known", "`item`"]),
        case(of_bill(r#""period":{"#, r#""period":{"start":[],"begin":{"#), "not_json", &["expected"]),
        case(of_bill("cn1/ws-1", "cn1-ws-1"), "bad_value", &["`bill.workspace` is `\"cn1-ws-1\"`", "`/`"]),
        case(r#"{"command":"set_policy","policy":{"grace":-1}}"#, "bad_value", &["`policy.grace` is `-1`"]),
        case(r#"{"command":"set_policy","policy":{"grace":1.5}}"#, "wrong_type", &["`policy.grace` is `1.5`"]),
        case(
            r#"{"command":"set_policy","policy":{"card_tiers":[{"at_least":"1"}]}}"#,
            "missing_field",
            &["policy.card_tiers[0].voucher"],
        ),
        case(r#"{"command":"ingest","provider":"aws","raw":"{}"}"#, "bad_value", &["`raw`", "detail-type"]),
        case(
            r#"{"command":"ingest","provider":"azure","raw":"{}"}"#,
            "bad_value",
            &["`provider` is `\"azure\"`", "alicloud"],
        ),
    ]
}

#[allow(clippy::too_many_lines, reason = "a table of lines and messages")]
fn out_of_range() -> Vec<Case> {
    const MONEY: &[&str] = &["`amount` is"];
    const AT: &[&str] = &["`at` is", "RFC 3339", "1970 up to the end of 2199"];
    let amount = |text: &str| top_up(&format!(r#""amount":"{text}""#));
    let at = |text: &str| top_up(&format!(r#""amount":"1 CNY","at":"{text}""#));
    let mut cases = vec![
        case(amount("0.1234567890123 CNY"), "bad_value", &["`amount` is", "12 decimals"]),
        case(amount("1000000000000000 CNY"), "bad_value", &["1000000000000000"]),
        case(amount(&format!("{} CNY", "9".repeat(100_000))), "bad_value", &["99999999", "…"]),
        case(
            top_up(r#""amount":"1 CNY","idempotency_key":"""#),
            "bad_value",
            &["`idempotency_key` is `\"\"`", "1 to 128 bytes"],
        ),
        case(
            format!(r#"{{"command":"open_account","account":"{}","currency":"CNY"}}"#, "a".repeat(129)),
            "bad_value",
            &["`account`", "1 to 128 bytes"],
        ),
        case(
            r#"{"command":"open_account","account":"a\u0007b","currency":"CNY"}"#,
            "bad_value",
            &["without control characters"],
        ),
        case(r#"{"command":"open_account","account":" a","currency":"CNY"}"#, "bad_value", &["`\" a\"`", "blank"]),
        case(
            r#"{"command":"open_account","account":"a","currency":"cny"}"#,
            "bad_value",
            &["`currency` is `\"cny\"`", "three capital letters"],
        ),
        case(r#"{"command":"open_account","account":"a\ud800","currency":"CNY"}"#, "not_json", &["hex escape"]),
        case(of_bill("2024-03-03T00:00:00Z", "2024-03-02T00:00:00Z"), "bad_value", &["`bill.period"]),
        case(
            r#"{"command":"acknowledge","outbox_message":"01.0"}"#,
            "bad_value",
            &["`outbox_message` is `\"01.0\"`", "17.0"],
        ),
        case(
            r#"{"command":"set_policy","policy":{"grace":3153600001}}"#,
            "bad_value",
            &["policy", "3153600001", "3153600000"],
        ),
    ];
    cases.extend(
        ["NaN CNY", "Infinity CNY", "1e3 CNY", "+1 CNY", "1,000 CNY", "1", "CNY", "", "١ CNY", ". CNY", "-- 1 CNY"]
            .map(|text| case(amount(text), "bad_value", MONEY)),
    );
    cases.extend(
        [
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:00Z",
            "2024-02-30T00:00:00Z",
            "2024-03-01",
            "2024-03-01T00:00:00",
            "now",
            "",
            "2024-03-01T25:00:00Z",
            "+12024-03-01T00:00:00Z",
        ]
        .map(|text| case(at(text), "bad_value", AT)),
    );
    cases
}

#[test]
fn a5_every_bad_line_is_explained_and_changes_nothing() {
    let place = Place::with_ledger();
    let before = place.state();
    let mut wrong = Vec::new();
    for case in not_json().into_iter().chain(wrong_fields()).chain(out_of_range()) {
        let human = place.apply(&case.line);
        let machine = place.run_with(&["apply", "-", "--json"], &case.line);
        let error = &machine.json()["error"];
        let says = |text: &&str| human.out.contains(text);
        let right = (human.code, machine.code) == (1, 1)
            && (&error["class"], &error["code"]) == (&"misuse".into(), &case.code.into())
            && human.out.starts_with("line 1 ")
            && case.says.iter().all(says)
            && human.out.len() < 4_096
            && human.err.is_empty();
        if !right {
            let shown = String::from_utf8_lossy(&case.line[..case.line.len().min(200)]).into_owned();
            wrong.push(format!("{shown}\n  expected {} {:?}\n  {}{}", case.code, case.says, human.out, human.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(place.state(), before);
    place.run(&["verify"]).exits(0);
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let place = Place::with_ledger();
    let mut lines = b"\xef\xbb\xbf".to_vec();
    lines.extend_from_slice(top_up(r#""amount":"1 CNY""#).as_bytes());
    lines.extend_from_slice(b"\r\n\r\n\xff\n");
    lines.extend_from_slice(b"{\"command\":\n");
    lines.extend_from_slice(top_up(r#""amount":"2 CNY""#).as_bytes());
    let ran = place.run_with(&["apply", "-", "--json"], &lines).exits(1);
    let result: Vec<_> =
        ran.json_lines().iter().map(|one| (one["line"].as_u64().unwrap(), one["ok"] == true)).collect();
    assert_eq!(result, [(1, true), (3, false), (4, false), (5, true)]);
    assert_eq!(place.json(&["show", "wallet", "acme"])["cash"], "103 CNY");
}

#[test]
fn a_line_that_is_too_long_ends_the_reading() {
    let place = Place::with_ledger();
    let mut lines = top_up(r#""amount":"1 CNY""#);
    lines.push('\n');
    lines.push_str(&"y".repeat(3 << 20));
    lines.push('\n');
    lines.push_str(&top_up(r#""amount":"2 CNY""#));
    let atomic = place.run_with(&["apply", "-", "--atomic"], lines.as_bytes());
    atomic.exits(3).says(&["line 2: ", "at most 1048576 bytes a line", "no later line was read", "[too_long]"]);
    assert_eq!(place.json(&["show", "wallet", "acme"])["cash"], "100 CNY");
    // The lines before it are done.
    let ran = place.run_with(&["apply", "-", "--json"], lines.as_bytes()).exits(3);
    assert_eq!((ran.json()["line"].clone(), ran.json()["ok"].clone()), (1.into(), true.into()));
    assert_eq!(ran.error_json()["code"], "too_long");
    assert_eq!(place.json(&["show", "wallet", "acme"])["cash"], "101 CNY");
}

#[cfg(unix)]
#[test]
fn an_input_without_an_end_is_an_error() {
    let place = Place::with_ledger();
    for command in [
        &["apply", "/dev/zero"][..],
        &["apply", "/dev/zero", "--atomic"],
        &["bills", "/dev/zero"],
        &["bills", "/dev/zero", "--create-missing"],
        &["bills", "/dev/zero", "--format", "plain"],
        &["preview", "/dev/zero"],
    ] {
        place.run(command).exits(3).says(&["[too_long]"]);
    }
}

#[test]
fn an_atomic_batch_has_a_limit() {
    let place = Place::with_ledger();
    let before = place.state();
    let line = format!("{}\n", r#"{"command":"advance"}"#);
    let ran = place.run_with(&["apply", "-", "--atomic"], line.repeat(65_537).as_bytes());
    ran.exits(3).says(&["at most 65536 commands", "none was executed"]);
    assert_eq!(place.state(), before);
}

#[test]
fn empty_files_blank_lines_marks_and_line_ends_are_no_errors() {
    let place = Place::with_ledger();
    let before = place.state();
    for nothing in ["", "\n", "\r\n\r\n", "\u{feff}", "\u{feff}\n", "  \t \n"] {
        assert_eq!(place.apply(nothing).exits(0).out, "", "{nothing:?}");
    }
    assert_eq!(place.state(), before);
    place.apply("\n\u{feff}{}").exits(1).says(&["[not_json]"]);
    let again = Place::empty();
    again.apply(FIRST.replace('\n', "\r\n")).exits(0);
    assert_eq!(again.state()["records"], before["records"]);
}

const HEADER: &str = "bill,workspace,item,amount,period_start,period_end\n";
const ROW: &str = "b-1,cn1/ws-1,logs,1 CNY,2024-03-02T00:00:00Z,2024-03-03T00:00:00Z\n";

#[test]
fn a5_bad_csv_files_are_explained_and_change_nothing() {
    let place = Place::with_ledger();
    let before = place.state();
    let with_row = |from: &str, to: &str| {
        assert!(ROW.contains(from));
        [HEADER, &ROW.replacen(from, to, 1)].concat().into_bytes()
    };
    let invalid_utf8 = [HEADER.as_bytes(), b"b-1,cn1/ws-1,\xff\xfe,1 CNY,a,b\n"].concat();
    let huge = with_row("logs", &"x".repeat(2 << 20));
    for (content, exit, says) in [
        (Vec::new(), 3, &["no_header"][..]),
        (b"\n\n".to_vec(), 3, &["no_header"]),
        (b"\xef\xbb\xbf".to_vec(), 3, &["no_header"]),
        (b"\xff\xfe\n".to_vec(), 3, &["not_utf8"]),
        (b"\0\0\0\0".to_vec(), 3, &["columns are missing"]),
        (b"a,b\n1,2\n".to_vec(), 3, &["missing_column", "`workspace`", "found `a`, `b`"]),
        (HEADER.replacen("item", "bill", 1).into_bytes(), 3, &["duplicate_column", "`bill`"]),
        (HEADER.replacen("item", "item,colour", 1).into_bytes(), 3, &["unknown_column", "`colour`"]),
        (b"{\"command\":\"advance\"}\n".to_vec(), 3, &["column"]),
        (with_row("1 CNY", "NaN CNY"), 1, &["bad_value", "amount", "NaN"]),
        (with_row("1 CNY", "Infinity CNY"), 1, &["bad_value", "Infinity"]),
        (with_row("1 CNY", "1e3 CNY"), 1, &["bad_value", "1e3"]),
        (with_row("1 CNY", "0.0000000000001 CNY"), 1, &["12 decimals"]),
        (with_row("1 CNY", "1000000000000000 CNY"), 1, &["1000000000000000"]),
        (with_row("1 CNY", "-1 CNY"), 1, &["bill_negative", "reverse"]),
        (with_row("1 CNY", "1 USD"), 1, &["currency_mismatch"]),
        (with_row("1 CNY", ""), 1, &["missing_value", "amount"]),
        (with_row("2024-03-02T00:00:00Z", "2024-02-30T00:00:00Z"), 1, &["bad_value", "period_start", "2024-02-30"]),
        (with_row("2024-03-02T00:00:00Z", "1960-03-02T00:00:00Z"), 1, &["period_start", "1970"]),
        (with_row("2024-03-02T00:00:00Z", "2024-03-09T00:00:00Z"), 1, &["bad_value", "period"]),
        (with_row("cn1/ws-1", "cn1"), 1, &["bad_value", "workspace", "`/`"]),
        (with_row("cn1/ws-1", "cn1/other"), 1, &["unknown_workspace", "cn1/other"]),
        (with_row(",logs", ""), 1, &["ragged_row"]),
        (with_row("logs", "logs,more"), 1, &["ragged_row"]),
        (with_row("logs", "\"logs"), 1, &["unclosed_quote"]),
        (with_row("logs", "\"logs\"x"), 1, &["text_after_quote"]),
        (invalid_utf8, 1, &["not_utf8", "item"]),
        (huge, 3, &["too_long", "line 2", "no later row was read"]),
    ] {
        let file = place.write("bills.csv", &content);
        let ran = place.run(&["bills", file.to_str().unwrap(), "--format", "plain"]);
        assert!(ran.out.len() + ran.err.len() < 16_384);
        ran.exits(exit).says(says);
    }
    assert_eq!(place.state(), before);
    // A byte order mark and CRLF are accepted.
    let fine = format!("\u{feff}{HEADER}{ROW}").replace('\n', "\r\n");
    let file = place.write("bills.csv", fine);
    place.run(&["bills", file.to_str().unwrap(), "--format", "plain", "--at", "2024-03-04T00:00:00Z"]).exits(0);
}

/// SplitMix: pseudo-random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
    }
}

#[test]
fn a5_two_thousand_random_lines_never_crash_it() {
    let place = Place::with_ledger();
    let mut dice = Dice(7);
    let mut input = Vec::new();
    let seeds: Vec<String> =
        FIRST.lines().map(str::to_owned).chain([settle("b-1", "1 CNY", "2024-03-04T00:00:00Z")]).collect();
    for number in 0..2_000 {
        let mut line: Vec<u8> = if number % 2 == 0 {
            (0..dice.roll(200)).map(|_| u8::try_from(dice.roll(256)).unwrap()).collect()
        } else {
            let mut line = seeds[dice.roll(seeds.len())].trim_end().as_bytes().to_vec();
            for _ in 0..=dice.roll(3) {
                let place = dice.roll(line.len());
                line[place] = br#"{}[]",:-0129.eCNYT\ab"#[dice.roll(21)];
            }
            line
        };
        line.retain(|byte| !matches!(byte, b'\n' | b'\r'));
        line.push(b'\n');
        input.extend(line);
    }
    let ran = place.run_with(&["apply", "-", "--json"], &input);
    assert!(matches!(ran.code, 0 | 1), "{}\n{}", ran.code, ran.err);
    assert_eq!(ran.err, "");
    assert!(ran.json_lines().len() > 1_900);
    place.run(&["verify"]).exits(0);
}
