//! The histories reach everything; properties over histories that do not would prove little.

use defray_properties::coverage::Coverage;
use defray_properties::history::{Theme, histories};
use defray_properties::runner::multiplier;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What cannot be seen in this world, and why.
const EXEMPT: [(&str, &str); 6] = [
    ("code too_many_lots", "takes 10 000 lots: a test of the core's own"),
    ("code too_many_steps", "takes 10 000 steps"),
    ("code too_many_signals", "takes 10 000 messages"),
    ("code too_many_reversals", "takes 1 000 reversals"),
    ("cell method: enterprise × choose_enterprise", "is choosing what is held already"),
    ("cell method: dissolved × choose_held", "a dissolved workspace holds nothing"),
];

#[test]
fn histories_reach_everything() {
    let mut coverage = Coverage::default();
    let themes =
        [(Theme::Anything, 3_000), (Theme::Marketplaces, 1_500), (Theme::Money, 1_500), (Theme::Successors, 1_500)];
    for (theme, cases) in themes {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let strategy = histories(theme, 120);
        for _ in 0..cases * multiplier() {
            coverage.run(&strategy.new_tree(&mut runner).unwrap().current().commands());
        }
    }
    println!("{coverage}");
    let missing = coverage.missing(&EXEMPT);
    assert!(missing.is_empty(), "never reached: {missing:#?}");
    let unforeseen = coverage.unforeseen();
    assert!(unforeseen.is_empty(), "no table has these: {unforeseen:#?}");
    let reached = coverage.wrongly_exempt(&EXEMPT);
    assert!(reached.is_empty(), "reached after all: {reached:#?}");
}
