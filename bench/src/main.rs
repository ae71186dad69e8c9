//! The benchmarks of defray alone. `defray-bench-peers` has the same commands with more systems.

use defray_bench::cli;
use defray_bench::defray_system::DEFRAY;
use defray_bench::outcome::Outcome;

fn main() -> Outcome<()> {
    cli::run(&[DEFRAY])
}
