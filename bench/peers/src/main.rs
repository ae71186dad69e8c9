//! The commands of `defray-bench` with more systems: the same work in SQLite, redb, PostgreSQL and a plain log. It is a
//! package of its own, so that the C source of SQLite is compiled only for it.

mod postgres;
mod postgres_connection;
mod postgres_server;
mod raw_log;
mod redb_plain;
mod refused;
mod sqlite;
mod sqlite_compact;
mod sqlite_comparable;
mod waterfall;

#[cfg(test)]
mod tests;

use defray_bench::cli;
use defray_bench::defray_system::DEFRAY;
use defray_bench::outcome::Outcome;
use defray_bench::system::SystemKind;

/// All systems. defray is the first one.
const SYSTEMS: [SystemKind; 6] = [
    DEFRAY,
    sqlite_compact::SQLITE_COMPACT,
    sqlite_comparable::SQLITE_COMPARABLE,
    redb_plain::REDB_PLAIN,
    raw_log::RAW_LOG,
    postgres::POSTGRES,
];

fn main() -> Outcome<()> {
    cli::run(&SYSTEMS)
}
