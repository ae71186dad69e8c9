//! From core's records to the classes of `defray._records`, and back. Written by `make faces`; do not edit.

mod account;
mod bill;
mod cloud_account;
mod command;
mod engine;
mod event;
mod fund;
mod metering;
mod method;
mod obligation;
mod policy;
mod receipt;
mod standing;
mod time;
mod waterfall;
mod workspace;
