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

/// What is rare and has to be seen often enough, so that a change of the histories does not lose it unnoticed. About
/// half of what is seen now.
const LEAST: [(&str, u64); 26] = [
    ("mail subscription_replaced", 100),
    ("mail bills_corrected", 40),
    ("mail successor_not_linked", 800),
    ("forced replaced", 350),
    ("forced with corrections", 120),
    ("subscription replaced with corrections", 10),
    ("corrected sums 1", 170),
    ("replaced by the successor", 120),
    ("replaced by a further successor", 3),
    ("opened as successor while pending", 15),
    ("successor begins before the end", 700),
    ("successor begins after the end", 330),
    ("successor begins after a failure", 30),
    ("successor is lost after the end", 120),
    ("successor changes of two in one command", 120),
    ("successor of a successor", 40),
    ("successor in a circle", 200),
    ("successor changed by link_cloud_account", 100),
    ("successor changed by withdraw_cloud_account", 25),
    ("successor changed by unlink_cloud_account", 80),
    ("successors stated 0", 280),
    ("successors stated 1", 330),
    ("successors stated 2", 200),
    ("end completed applied", 900),
    ("end completed no_change", 1000),
    ("end completed of an earlier link", 15),
];

#[test]
fn histories_reach_everything() {
    let mut coverage = Coverage::default();
    let themes =
        [(Theme::Anything, 3_000), (Theme::Marketplaces, 1_500), (Theme::Money, 1_500), (Theme::Successors, 2_500)];
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
    let rare: Vec<_> = LEAST.iter().filter(|(what, least)| coverage.count(what) < *least).collect();
    assert!(rare.is_empty(), "too rarely reached: {rare:#?}");
    let unforeseen = coverage.unforeseen();
    assert!(unforeseen.is_empty(), "no table has these: {unforeseen:#?}");
    let reached = coverage.wrongly_exempt(&EXEMPT);
    assert!(reached.is_empty(), "reached after all: {reached:#?}");
}
