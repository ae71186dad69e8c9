//! defray's interchange forms, read and written: commands as JSON Lines, bills as FOCUS 1.x CSV and as plain CSV, records as JSON.
//!
//! This crate is pure. It has no clock, no randomness and no files; where input may be larger than memory it takes any
//! [`Read`](std::io::Read) and yields one line or row at a time. Whatever the bytes are, it answers with a value or with an error
//! that names the place, the value found and what was expected; it never panics.
//!
//! | question | module |
//! |---|---|
//! | how a line of JSON becomes a command, and back | [`commands`] |
//! | how strict the JSON is, and how a file is split into lines | [`json`] |
//! | how events and commands are shown to people and programs | [`present`] |
//! | how rows of CSV become bills, and what happens to rows that do not | [`bills`] |
//! | what an error says | [`error`] |
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
