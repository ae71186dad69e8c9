//! Strict JSON, and files of lines.

use std::io::{self, Read};

use defray_intake::error::Code;
use defray_intake::json::{DEPTH_MAX, LINE_BYTES_MAX, LineError, Lines, read_value};

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

#[test]
fn what_two_readers_could_take_differently_is_an_error() {
    let too_long = format!("\"{}\"", "x".repeat(LINE_BYTES_MAX - 1));
    let deep = format!(r#"{{"a": {}}}"#, nested(DEPTH_MAX));
    let table: &[(&[u8], Code, &str, &str)] = &[
        (br#"{"a": 1, "a": 2}"#, Code::DuplicateKey, "a", "`a` is given more than once: expected each key once"),
        (
            br#"{"x": [0, {"b": {"c": 1, "d": 2, "c": 1}}]}"#,
            Code::DuplicateKey,
            "x[1].b.c",
            "`x[1].b.c` is given more than once: expected each key once",
        ),
        (br#"{"a": 1, "\u0061": 2}"#, Code::DuplicateKey, "a", "`a` is given more than once: expected each key once"),
        (
            deep.as_bytes(),
            Code::TooDeep,
            &format!("a{}", "[0]".repeat(31)),
            &format!("`a{}` is `[…]`: expected at most 32 objects and lists inside each other", "[0]".repeat(31)),
        ),
        (too_long.as_bytes(), Code::TooLong, "", "`a longer line`: expected at most 1048576 bytes a line"),
        (b"\"a\xff\"", Code::NotUtf8, "", "`\\xff\\x22`: expected UTF-8 (byte 3 is not)"),
        (b"\xed\xa0\x80", Code::NotUtf8, "", "`\\xed\\xa0\\x80`: expected UTF-8 (byte 1 is not)"),
        (b"{} {}", Code::NotJson, "", "`{}`: expected one JSON value (byte 4: trailing characters)"),
        (b"", Code::NotJson, "", "`the end of the line`: expected one JSON value (byte 1: EOF while parsing a value)"),
        (b"\xef\xbb\xbf{}", Code::NotJson, "", "`\\u{feff}{}`: expected one JSON value (byte 1: expected value)"),
        (b"{'a': 1}", Code::NotJson, "", "`'a': 1}`: expected one JSON value (byte 2: key must be a string)"),
        (b"[1,]", Code::NotJson, "", "`]`: expected one JSON value (byte 4: trailing comma)"),
        (b"NaN", Code::NotJson, "", "`NaN`: expected one JSON value (byte 1: expected value)"),
        (b"// x", Code::NotJson, "", "`// x`: expected one JSON value (byte 1: expected value)"),
        (b"01", Code::NotJson, "", "`1`: expected one JSON value (byte 2: invalid number)"),
        (b"1e999", Code::NotJson, "", "`9`: expected one JSON value (byte 5: number out of range)"),
    ];
    for (bytes, code, path, message) in table {
        let error = read_value(bytes).unwrap_err();
        assert_eq!((error.code, error.path.as_str(), error.to_string().as_str()), (*code, *path, *message));
    }
    for bytes in [&b"\"\\ud800\""[..], b"\"\x01\"", b"\"\\x\"", b"{\"a\" 1}", b"tru", b"\0"] {
        assert_eq!(read_value(bytes).unwrap_err().code, Code::NotJson, "{bytes:?}");
    }
}

#[test]
fn the_limits_themselves_are_allowed() {
    assert_eq!(read_value(nested(DEPTH_MAX).as_bytes()).unwrap().to_string(), nested(DEPTH_MAX));
    let longest = "x".repeat(LINE_BYTES_MAX - 2);
    assert!(read_value(format!("\"{longest}\"").as_bytes()).unwrap().as_str() == Some(&longest));
    // Much deeper nesting does not overflow the stack.
    let deep = "[".repeat(LINE_BYTES_MAX);
    assert_eq!(read_value(deep.as_bytes()).unwrap_err().code, Code::TooDeep);
}

fn lines(bytes: &[u8]) -> Vec<(u64, Result<String, Code>)> {
    Lines::new(bytes)
        .map(|line| match line {
            Ok(line) => (line.number, Ok(String::from_utf8(line.bytes).unwrap())),
            Err(LineError::TooLong { number, error }) => (number, Err(error.code)),
            Err(LineError::Unreadable { number, .. }) => (number, Err(Code::Unreadable)),
        })
        .collect()
}

#[test]
fn lines_are_numbered_and_blank_ones_skipped() {
    let file = b"\xef\xbb\xbf{\"a\":1}\r\n\n \t\r\n[2]\n\xef\xbb\xbf[3]\n[4]";
    let expected =
        [(1, "{\"a\":1}"), (4, "[2]"), (5, "\u{feff}[3]"), (6, "[4]")].map(|(n, line)| (n, Ok(line.to_owned())));
    assert_eq!(lines(file), expected);
    assert_eq!(lines(b""), []);
    assert_eq!(lines(b"\xef\xbb\xbf"), []);
    assert_eq!(lines(b"\xef\xbb\xbf\n\n"), []);
}

#[test]
fn a_line_that_is_too_long_ends_the_lines() {
    let mut file = b"[1]\n".to_vec();
    file.extend(vec![b'2'; LINE_BYTES_MAX]);
    file.extend(b"\r\n");
    file.extend(vec![b'3'; LINE_BYTES_MAX + 1]);
    file.extend(b"\r\n[4]");
    let seen: Vec<_> = lines(&file).into_iter().map(|(n, line)| (n, line.map(|text| text.len()))).collect();
    assert_eq!(seen, [(1, Ok(3)), (2, Ok(LINE_BYTES_MAX)), (3, Err(Code::TooLong))]);
    // A line without an end is an error too.
    let endless = Lines::new(std::io::repeat(0)).collect::<Vec<_>>();
    assert!(matches!(endless[..], [Err(LineError::TooLong { number: 1, .. })]));
}

#[test]
fn a_source_that_fails_ends_the_lines() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let mut lines = Lines::new(b"[1]\n".chain(Broken));
    assert_eq!(lines.next().unwrap().unwrap().bytes, b"[1]");
    assert_eq!(lines.next().unwrap().unwrap_err().to_string(), "line 2 could not be read: the disk is gone");
    assert!(lines.next().is_none());
}
