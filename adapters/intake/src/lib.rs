//! Reads and writes defray's input formats: commands as JSON Lines, bills as FOCUS 1.x CSV and as plain CSV, records as
//! JSON.
//!
//! This crate uses no clock, no random numbers and no files. Large inputs are read from any [`Read`](std::io::Read),
//! one line or row at a time. For any bytes, the result is a value or an error with the path, the value and a
//! description of the allowed values. The crate never panics.
//!
//! | topic | module |
//! |---|---|
//! | commands as lines of JSON | [`commands`] |
//! | strict JSON, and files of lines | [`json`] |
//! | events, commands and records as JSON | [`present`] |
//! | bills from rows of CSV, and files of refused rows | [`bills`] |
//! | errors | [`error`] |
//!
//! ```
//! use defray_intake::commands::{read_request, write_request};
//! let request = read_request(br#"{"account": "acme", "currency": "CNY", "actor": null, "command": "open_account"}"#)?;
//! assert_eq!(write_request(&request), r#"{"command":"open_account","account":"acme","currency":"CNY"}"#);
//!
//! let error = read_request(br#"{"command": "top_up", "account": "acme", "amount": 100.5}"#).map_err(|error| error.to_string());
//! assert_eq!(error, Err("`amount` is `100.5`: expected money, such as \"100.50 CNY\"".into()));
//! # Ok::<(), defray_intake::error::InputError>(())
//! ```

pub mod bills;
pub mod commands;
pub mod error;
pub mod json;
pub mod present;
