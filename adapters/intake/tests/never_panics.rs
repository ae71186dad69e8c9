//! A5: for any bytes, every reader ends and returns values and errors.

use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::plain::PlainReader;
use defray_intake::bills::rejects::Rejects;
use defray_intake::bills::{BillError, BillRow, Mapping};
use defray_intake::commands::{read_request, write_request};
use defray_intake::json::{Lines, read_value};
use proptest::collection::vec;
use proptest::prelude::*;

const FOCUS_HEADER: &str =
    "BillingAccountId,SubAccountId,RegionId,ServiceName,BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd\n";
const PLAIN_HEADER: &str = "bill,account,workspace,item,amount,period_start,period_end\n";

/// Text that is similar to rows: meaningful pieces in random order.
fn nearly_rows() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[-+0-9.eE]{0,30}",
        "[ -~]{0,6}",
        Just(",".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\"".to_owned()),
        Just("NULL".to_owned()),
        Just("2024-09-18 22:00:00".to_owned()),
        Just("2024-09-18T22:00:00Z".to_owned()),
        Just("语,s/w,USD,8E-7,".to_owned()),
        Just("a,s/w,r,item,8E-7,USD,2024-09-18 22:00:00,2024-09-18 23:00:00\n".to_owned()),
        Just("b,a,s/w,item,1 CNY,2024-09-18T22:00:00Z,2024-09-18T23:00:00Z\n".to_owned()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Reads all rows. Rows that are not valid are also written to a file of refused rows.
fn drain(rows: impl Iterator<Item = Result<BillRow, BillError>>, header: &csv::ByteRecord) {
    let mut rejects = Rejects::new(Vec::new(), header).unwrap();
    for row in rows {
        match row {
            Ok(row) => assert!(!row.bill.id.as_str().is_empty()),
            Err(BillError::Row(row)) => {
                assert!(row.value.chars().count() <= 64, "{row}");
                rejects.write(&row.original, row.code.name(), &row.to_string()).unwrap();
            }
            Err(BillError::Unreadable { .. }) => unreachable!("memory is always readable"),
        }
    }
    rejects.finish().unwrap();
}

fn read_everything(bytes: &[u8]) {
    let _ = read_value(bytes);
    if let Ok(request) = read_request(bytes) {
        assert_eq!(read_request(write_request(&request).as_bytes()), Ok(request));
    }
    for line in Lines::new(bytes) {
        let _ = read_request(&line.unwrap().bytes);
    }
    if let Ok(reader) = FocusReader::new(bytes, Mapping::default()) {
        let header = reader.header().clone();
        drain(reader, &header);
    }
    if let Ok(reader) = PlainReader::new(bytes) {
        let header = reader.header().clone();
        drain(reader, &header);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a5_on_any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
        read_everything(&[FOCUS_HEADER.as_bytes(), &bytes].concat());
        read_everything(&[PLAIN_HEADER.as_bytes(), &bytes].concat());
    }

    #[test]
    fn a5_on_what_is_nearly_a_row(rows in nearly_rows()) {
        read_everything(rows.as_bytes());
        read_everything(format!("{FOCUS_HEADER}{rows}").as_bytes());
        read_everything(format!("{PLAIN_HEADER}{rows}").as_bytes());
    }

    #[test]
    fn a5_on_what_is_nearly_json(text in r#"[{}\[\]:,"\\ 0-9eE.u\-ntrl]{0,60}"#) {
        read_everything(text.as_bytes());
    }

    #[test]
    fn a5_on_what_was_once_a_request(request in crate::common::request(), place: usize, byte: u8) {
        let mut line = write_request(&request).into_bytes();
        let place = place % line.len();
        line[place] = byte;
        read_everything(&line);
        read_everything(&line[..place]);
    }

    #[test]
    fn a5_on_any_mapping(text in ".{0,40}", target in "(account|default_site|default_workspace|item)?=?") {
        let _ = Mapping::default().with(&text);
        let _ = Mapping::default().with(&format!("{target}{text}"));
    }
}
