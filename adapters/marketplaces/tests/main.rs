//! Messages of marketplaces and calls to them, in one test program.

mod genuine;
mod metering;
mod reading;
