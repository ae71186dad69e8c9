//! The core and the oracle: the same answers, receipts, records and invariants, after every step.

use defray_properties::history::{Theme, histories};
use defray_properties::lockstep::run;
use defray_properties::runner::{cases, judge};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(2_000))]

    /// The same accept or refusal, the same receipts, the same observation after every step.
    #[test]
    fn answers_and_records_are_the_oracles(history in histories(Theme::Anything, 120)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.observation()).map(drop))?;
    }

    /// The same, where marketplaces say much.
    #[test]
    fn marketplaces_lead_where_the_oracle_says(history in histories(Theme::Marketplaces, 80)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.observation()).map(drop))?;
    }

    /// The same, where cloud accounts are replaced.
    #[test]
    fn successors_are_the_oracles(history in histories(Theme::Successors, 60)) {
        judge(&history, &|commands| run(commands, |both, _, _| {
            both.observation()?;
            both.money()?;
            both.one_payer()
        }).map(drop))?;
    }

    /// The same, where money moves much.
    #[test]
    fn money_goes_where_the_oracle_says(history in histories(Theme::Money, 120)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.observation()).map(drop))?;
    }

    /// A3, after every step: by the core's totals, and by the oracle's movements.
    #[test]
    fn money_is_conserved(history in histories(Theme::Anything, 120)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.money()).map(drop))?;
    }

    /// Every workspace has exactly one payer at every instant, after every step.
    #[test]
    fn every_instant_has_one_payer(history in histories(Theme::Marketplaces, 120)) {
        judge(&history, &|commands| run(commands, |both, _, _| both.one_payer()).map(drop))?;
    }
}
