//! Choices drawn from numbers. Zero is the plainest choice, so that smaller numbers make plainer histories.

/// How many numbers one step has. A step that needs more gets zeros.
pub const NUMBERS: usize = 24;

/// The numbers of one step, used up one after the other.
#[derive(Debug)]
pub struct Dice<'n> {
    numbers: &'n [u16],
    place: usize,
}

impl<'n> Dice<'n> {
    /// From the first of them on.
    pub const fn new(numbers: &'n [u16]) -> Self {
        Self { numbers, place: 0 }
    }

    fn next(&mut self) -> usize {
        let number = self.numbers.get(self.place).copied().unwrap_or(0);
        self.place += 1;
        usize::from(number)
    }

    /// A number from 0 to `limit` - 1.
    pub fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }

    /// True in `percent` of a hundred cases; false is the plainer choice.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent.min(100)
    }

    /// One of these; the first is the plainest.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// One of these, by weight; the first is the plainest.
    pub fn weigh<T: Copy>(&mut self, choices: &[(usize, T)]) -> T {
        let all: usize = choices.iter().map(|(weight, _)| weight).sum();
        let mut number = self.below(all);
        for (weight, choice) in choices {
            if number < *weight {
                return *choice;
            }
            number -= weight;
        }
        choices[0].1
    }
}
