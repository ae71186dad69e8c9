//! Percentiles of latencies.

use std::time::Duration;

/// The percentile of all latencies by nearest rank: the smallest latency such that at least `percent` of 100 latencies
/// are not larger. Zero when there is none.
///
/// `sorted` is in ascending order.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = sorted.len().saturating_mul(percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_percentile_is_the_smallest_latency_that_covers_its_part(
            nanoseconds in prop::collection::vec(0_u64..50, 1..300),
            percent in 1_usize..=100,
        ) {
            let mut sorted: Vec<Duration> = nanoseconds.iter().copied().map(Duration::from_nanos).collect();
            sorted.sort();
            let covered = |latency: u64| nanoseconds.iter().filter(|other| **other <= latency).count();
            let expected = (0..50).find(|latency| covered(*latency) * 100 >= percent * nanoseconds.len()).unwrap();
            prop_assert_eq!(percentile(&sorted, percent), Duration::from_nanos(expected));
        }
    }

    #[test]
    fn without_latencies_the_percentile_is_zero() {
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }

    #[test]
    fn the_99th_percentile_of_two_hundred_is_the_third_largest() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_millis(100));
        assert_eq!(percentile(&sorted, 99), Duration::from_millis(198));
    }
}
