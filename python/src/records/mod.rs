//! From core's records to the classes of `defray._records`, and back. Written by `make bindings`; do not edit.

mod account;
mod bill;
mod cloud_account;
mod command;
mod engine;
mod event;
mod fund;
mod marketplace;
mod matching;
mod metering;
mod method;
mod outbox;
mod policy;
mod position;
mod provider;
mod receipt;
mod standing;
mod subscription;
mod time;
mod waterfall;
mod workspace;
