//! Histories: numbers that stand for a sequence of commands over a small world.
//!
//! A step is numbers and not yet a command: instants, ids and amounts are found when the commands are made, from what
//! happened before, so that most commands meet something. What fails is made smaller as commands, by
//! [`judge`](crate::runner::judge).

use std::fmt;

use proptest::array::UniformArrayStrategy;
use proptest::bits;
use proptest::collection::vec;
use proptest::num::u16;
use proptest::prelude::Strategy;
use proptest::sample::select;

use crate::dice::NUMBERS;

/// What histories are about: the weights of commands and the preparations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// All commands.
    Anything,
    /// Mostly marketplace messages, links and choices.
    Marketplaces,
    /// Mostly money, lots, bills and reversals.
    Money,
    /// Mostly cloud accounts that end and are replaced by others of the same account.
    Successors,
}

/// A history as numbers.
#[derive(Clone)]
pub struct History {
    /// What it is about.
    pub theme: Theme,
    /// Which of the preparations are made.
    pub preparations: u64,
    /// How much each command is drawn, by its place in [`Command::NAMES`](defray_core::command::Command::NAMES).
    pub swarm: Vec<u8>,
    /// Whether amounts come near what money can be.
    pub huge: bool,
    /// Whether it takes place where instants end, in December 2199.
    pub late: bool,
    /// The steps.
    pub steps: Vec<[u16; NUMBERS]>,
}

/// The numbers mean nothing to a reader; a failure is shown as commands.
impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {} steps", self.theme, self.steps.len())
    }
}

/// Histories of at most `most` steps.
pub fn histories(theme: Theme, most: usize) -> impl Strategy<Value = History> {
    let weight = select(vec![0_u8, 1, 1, 3, 3, 10]);
    let swarm = vec(weight, defray_core::command::Command::NAMES.len());
    // Mostly all of them, sometimes few; without accounts there is not much of a history.
    let preparations = (bits::u64::ANY, bits::u64::ANY, 0_u8..3, 0_u8..20).prop_map(|(one, other, few, none)| {
        let chosen = if few == 0 { one & other } else { one | other };
        if none == 0 { chosen } else { chosen | 0b111 }
    });
    let huge = select(vec![false, false, false, true]);
    let step = UniformArrayStrategy::new(u16::ANY);
    let late = (0_u8..15).prop_map(|one| one == 14);
    (preparations, swarm, huge, late, vec(step, 1..=most)).prop_map(move |(preparations, swarm, huge, late, steps)| {
        History { theme, preparations, swarm, huge, late, steps }
    })
}
