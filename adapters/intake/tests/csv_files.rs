//! CSV files: unreadable files, plain files, files of refused rows, and sources that fail or never end.

use std::io::{self, Read};

use crate::common::rows::{FOCUS_COLUMNS, focus, rows};
use csv::ByteRecord;
use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::plain::PlainReader;
use defray_intake::bills::rejects::Rejects;
use defray_intake::bills::{BillRow, FileError, Mapping};
use defray_intake::error::Code;

#[test]
fn files_that_cannot_be_read_at_all() {
    let focus = |file: &[u8]| FocusReader::new(file, Mapping::default()).map(drop).unwrap_err();
    let plain = |file: &[u8]| PlainReader::new(file).map(drop).unwrap_err();
    let long = vec![b'x'; 2 << 20];
    let table: &[(FileError, Code, &str)] = &[
        (focus(b""), Code::NoHeader, "there is no header: expected a line with the names of the columns"),
        (
            focus(b"\xef\xbb\xbf\r\n\r\n"),
            Code::NoHeader,
            "there is no header: expected a line with the names of the columns",
        ),
        (
            focus(b"BilledCost,RegionId,Tags\n"),
            Code::MissingColumn,
            "columns are missing: `SubAccountId`, `ServiceName`, `BillingCurrency`, `ChargePeriodStart`, `ChargePeriodEnd`; found `BilledCost`, `RegionId`, `Tags`",
        ),
        (
            focus(b"BilledCost,Tags,BilledCost\n"),
            Code::DuplicateColumn,
            "column `BilledCost` is there more than once: expected each name once",
        ),
        (
            focus(b"Billed\xffCost\n"),
            Code::NotUtf8,
            "the header is not readable: line 1, column `number 1`: `Billed\u{fffd}Cost`: expected UTF-8",
        ),
        (
            focus(b"a,\"b\n"),
            Code::UnclosedQuote,
            "the header is not readable: line 1, column `number 2`: `b\\n`: expected a closing quote for the one opened on line 1",
        ),
        (
            focus(&long),
            Code::TooLong,
            "the header is not readable: line 1: `a longer record`: expected at most 1048576 bytes a record",
        ),
        (
            plain(b"bill,workspace,item,amount\n"),
            Code::MissingColumn,
            "columns are missing: `period_start`, `period_end`; found `bill`, `workspace`, `item`, `amount`",
        ),
        (
            plain(b"bill,acount,workspace,item,amount,period_start,period_end\n"),
            Code::UnknownColumn,
            "columns are not known: `acount`; expected only `bill`, `workspace`, `item`, `amount`, `period_start`, `period_end`, `account`, `currency`",
        ),
    ];
    for (error, code, message) in table {
        assert_eq!((error.code(), error.to_string().as_str()), (*code, *message));
    }
}

/// The columns of the amount, a row, and the bill or the error.
type PlainRow = (&'static str, String, Result<&'static str, &'static str>);

#[test]
fn plain_rows() {
    let time = "2026-03-01T08:00:00Z,2026-03-01T17:00:00+08:00";
    let table: &[PlainRow] = &[
        ("amount", format!("b-1,acme,s/w/x,logs,12.50 CNY,{time}"), Ok("12.5 CNY for `logs` of `s/w/x`")),
        ("amount", format!("b-1,,s/w,logs,-1 CNY,{time}"), Ok("-1 CNY for `logs` of `s/w`")),
        (
            "amount",
            format!("b-1,,s/w,logs,12.50,{time}"),
            Err("line 2, column `amount`: `12.50`: expected a decimal and a currency, such as `12.50 CNY`"),
        ),
        (
            "amount",
            format!("b-1,,s/w,logs,8E-7 CNY,{time}"),
            Err("line 2, column `amount`: `8E-7 CNY`: expected a decimal and a currency, such as `12.50 CNY`"),
        ),
        (
            "amount",
            format!("b-1,,w,logs,1 CNY,{time}"),
            Err(
                "line 2, column `workspace`: `w`: expected site and id with `/` between them, such as `cn1-hangzhou/ws_42`",
            ),
        ),
        ("amount", format!("b-1,None,s/w,logs,1 CNY,{time}"), Ok("1 CNY for `logs` of `s/w`")),
        (
            "amount",
            format!("b-1,,s/null,logs,1 CNY,{time}"),
            Err(
                "line 2, column `workspace`: `s/null`: expected site and id with `/` between them, such as `cn1-hangzhou/ws_42`",
            ),
        ),
        (
            "amount",
            format!("b-1,,s/w\u{feff},logs,1 CNY,{time}"),
            Err(
                "line 2, column `workspace`: `s/w\\u{feff}`: expected 1 to 128 bytes without control characters and without a blank at either end; U+FEFF is invisible",
            ),
        ),
        ("amount", format!("N/A,,s/w,logs,1 CNY,{time}"), Err("line 2, column `bill`: `absent`: expected a bill id")),
        ("amount", format!(",,s/w,logs,1 CNY,{time}"), Err("line 2, column `bill`: `absent`: expected a bill id")),
        (
            "amount",
            "b-1,,s/w,logs,1 CNY,2026-03-01 08:00:00,2026-03-01T09:00:00Z".to_owned(),
            Err(
                "line 2, column `period_start`: `2026-03-01 08:00:00`: expected RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199",
            ),
        ),
    ];
    assert_plain_rows(table);
}

#[test]
fn plain_rows_with_a_column_of_currencies() {
    let time = "2026-03-01T08:00:00Z,2026-03-01T17:00:00+08:00";
    let table: &[PlainRow] = &[
        ("amount,currency", format!("b-1,,s/w,logs,12.50,CNY,{time}"), Ok("12.5 CNY for `logs` of `s/w`")),
        (
            "amount,currency",
            format!("b-1,,s/w,logs,12.50 CNY,CNY,{time}"),
            Err(
                "line 2, column `amount`: `12.50 CNY`: expected a decimal such as `12.50`, as the currency has its own column",
            ),
        ),
        (
            "amount,currency",
            format!("b-1,,s/w,logs,12.50,,{time}"),
            Err("line 2, column `currency`: `absent`: expected a currency, such as `CNY`"),
        ),
    ];
    assert_plain_rows(table);
}

fn assert_plain_rows(table: &[PlainRow]) {
    for (amount, row, expected) in table {
        let file = format!("bill,account,workspace,item,{amount},period_start,period_end\n{row}\n");
        let read = rows(PlainReader::new(file.as_bytes()).unwrap())
            .remove(0)
            .map(|row| row.bill.to_string())
            .map_err(|error| error.to_string());
        let expected = expected.map(|bill| format!("{bill} from 2026-03-01T08:00:00Z to 2026-03-01T09:00:00Z"));
        assert_eq!(read, expected.map_err(str::to_owned), "{row}");
    }
}

fn reject_all(file: &[u8]) -> String {
    let reader = FocusReader::new(file, Mapping::default()).unwrap();
    let mut rejects = Rejects::new(Vec::new(), reader.header()).unwrap();
    for row in rows(reader) {
        match row {
            Ok(row) => rejects.write(&row.original, "unknown_workspace", "no such workspace").unwrap(),
            Err(error) => rejects.write(&error.original, error.code.name(), &error.to_string()).unwrap(),
        }
    }
    String::from_utf8(rejects.finish().unwrap()).unwrap()
}

#[test]
fn rejects_reproduce_the_rows_and_can_be_imported_again() {
    let file = format!(
        "{FOCUS_COLUMNS}\n\
         a,w,r,\"lo,\"\"gs\"\"\",1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\n\
         a,w,r,logs,NaN,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\n\
         too,short\n\
         a,w,r,logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00,too,long\n"
    );
    let rejected = reject_all(file.as_bytes());
    let expected = format!(
        "{FOCUS_COLUMNS},defray_code,defray_message\n\
         a,w,r,\"lo,\"\"gs\"\"\",1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00,unknown_workspace,no such workspace\n\
         a,w,r,logs,NaN,USD,2024-09-18 22:00:00,2024-09-18 23:00:00,bad_value,\"line 3, column `BilledCost`: `NaN`: expected a decimal such as `12.5` or `8E-7`\"\n\
         too,short,,,,,,,ragged_row,\"line 4: `2 fields`: expected 8 fields, one for each column of the header\"\n\
         a,w,r,logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00,ragged_row,\"line 5: `10 fields`: expected 8 fields, one for each column of the header\",too,long\n"
    );
    assert_eq!(rejected, expected);

    // The first row has the same id again, and a second file of refused rows replaces the added columns.
    let again = focus(rejected.as_bytes());
    assert_eq!(again[0].as_ref().unwrap().bill.id, focus(file.as_bytes())[0].as_ref().unwrap().bill.id);
    let twice = reject_all(rejected.as_bytes());
    assert_eq!(twice.lines().take(2).collect::<Vec<_>>(), expected.lines().take(2).collect::<Vec<_>>());
}

#[test]
fn a_source_that_fails_ends_the_rows() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let start = format!("{FOCUS_COLUMNS}\na,w,r,logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\na,w");
    let mut reader = FocusReader::new(start.as_bytes().chain(Broken), Mapping::default()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().line, 2);
    assert_eq!(reader.next().unwrap().unwrap_err().to_string(), "line 3 could not be read: the disk is gone");
    assert!(reader.next().is_none());
    let error = FocusReader::new(Broken, Mapping::default()).map(drop).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Code::Unreadable, "the header could not be read: the disk is gone")
    );
}

/// A file without an end. The reader needs memory for one row only.
#[test]
fn rows_are_yielded_while_the_file_is_read() {
    struct Endless(Vec<u8>, usize);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let rest = &self.0[self.1..];
            let count = rest.len().min(buffer.len()).min(7);
            buffer[..count].copy_from_slice(&rest[..count]);
            self.1 = (self.1 + count) % self.0.len();
            Ok(count)
        }
    }
    let row = b"a,w,r,logs,1,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\r\n".to_vec();
    let source = format!("{FOCUS_COLUMNS}\r\n");
    let reader = FocusReader::new(source.as_bytes().chain(Endless(row, 0)), Mapping::default()).unwrap();
    let rows: Vec<BillRow> = reader.take(10_000).map(Result::unwrap).collect();
    assert_eq!(rows[9_999].line, 10_001);
    assert!(rows[9_999].bill.id.as_str().ends_with("-10000"));
    assert_eq!(
        rows[0].original,
        ByteRecord::from(vec!["a", "w", "r", "logs", "1", "USD", "2024-09-18 22:00:00", "2024-09-18 23:00:00"])
    );
}
