//! The core and the oracle: the same answers, receipts and records, and the same laws, after every step.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test should stop loudly")]

use defray_properties::history::{Theme, histories};
use defray_properties::lockstep::run;
use defray_properties::runner::{cases, judge};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(100))]

    /// The same accept or refusal, the same receipts, the same observation after every step.
    #[test]
    fn answers_and_records_are_the_oracles(history in histories(Theme::Anything, 120)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.observation()).map(drop))?;
    }
}
