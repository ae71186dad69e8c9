//! How many cases, and where failures are remembered.

use proptest::test_runner::{Config, FileFailurePersistence};

/// How many times as many cases as usual: `DEFRAY_CASES`, for soak runs.
pub fn multiplier() -> u32 {
    std::env::var("DEFRAY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// So many cases, more in a soak run. Seeds of failures go into `proptest-regressions`, which is committed.
pub fn cases(usual: u32) -> Config {
    Config {
        cases: usual.saturating_mul(multiplier()),
        max_shrink_iters: 6_000,
        max_shrink_time: 60_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..Config::default()
    }
}
