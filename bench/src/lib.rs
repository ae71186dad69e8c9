//! Benchmarks of defray, and the frame for systems that do the same work.
//!
//! | file | content |
//! |---|---|
//! | `cli.rs` | the command line |
//! | `settle.rs`, `table.rs` | bills settled for some seconds; many such runs |
//! | `ending.rs`, `opening.rs`, `statements.rs`, `verification.rs` | the other operations |
//! | `system.rs`, `defray_system.rs` | a system that settles bills; defray as one |
//! | `workload.rs`, `latency.rs`, `machine.rs` | the bills; percentiles; figures of the operating system |

pub mod cli;
pub mod defray_system;
pub mod ending;
pub mod latency;
pub mod machine;
pub mod opening;
pub mod outcome;
pub mod settle;
pub mod statements;
pub mod system;
pub mod table;
pub mod verification;
pub mod workload;

/// The allocator of the command `defray`. The other systems of the table have it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
