//! Segments of commits become values of the archive, with the same entries and heads.

use std::sync::Arc;

use crate::error::Error;
use crate::journal::{Entry, GENESIS, Head};
use crate::segments::archive::ARCHIVE_VALUE_BYTES_MAX;
use crate::segments::{Segment, SegmentWriter, join};
use crate::testing::Dice;

use super::world::entries_of_the_benchmark;

/// Segments of these entries, each with a random number of them.
fn commits(entries: &[Entry], dice: &mut Dice, most: u64) -> Vec<Segment> {
    let (mut head, mut rest, mut segments) = (GENESIS, entries, Vec::new());
    while !rest.is_empty() {
        let count = (dice.below(most) as usize + 1).min(rest.len());
        let (commit, after) = rest.split_at(count);
        let segment = super::segment_after(head, commit);
        (head, rest) = (segment.head_after(), after);
        segments.push(segment);
    }
    segments
}

fn content(segments: &[Segment]) -> Vec<(Entry, Head)> {
    segments
        .iter()
        .flat_map(|segment| segment.view().unwrap().entries().map(Result::unwrap).collect::<Vec<_>>())
        .collect()
}

/// As if the segments were read from a store.
fn stored(segments: &[Segment]) -> Vec<Segment> {
    segments.iter().map(|segment| Segment::read(segment.first(), Arc::clone(segment.bytes())).unwrap()).collect()
}

#[test]
fn joined_segments_have_the_same_entries_and_heads() {
    let entries = entries_of_the_benchmark(100, 6_000);
    for (seed, most) in [(1, 1), (2, 5), (3, 300), (4, 1_500), (5, 6_000)] {
        let segments = commits(&entries, &mut Dice::new(seed), most);
        let joined = join(&segments).unwrap();
        assert_eq!(content(&joined), content(&segments));
        for segment in &joined {
            assert!(segment.bytes().len() <= ARCHIVE_VALUE_BYTES_MAX, "{} bytes", segment.bytes().len());
            segment.view().unwrap().check_chain().unwrap();
            assert_eq!(segment.last() + 1 - segment.first(), u64::from(segment.count()));
        }
        let full = joined.iter().filter(|segment| segment.bytes().len() > ARCHIVE_VALUE_BYTES_MAX / 2).count();
        assert!(full + 1 >= joined.len() / 2, "{full} of {} values are at least half full", joined.len());
        // The cuts are the same when they have to be found again.
        let again = join(&stored(&segments)).unwrap();
        assert!(joined.iter().map(Segment::bytes).eq(again.iter().map(Segment::bytes)));
        let heads = |segments: &[Segment]| (segments[0].head_before(), segments[segments.len() - 1].head_after());
        assert_eq!(heads(&joined), heads(&segments));
        // Joining is complete.
        let bytes = |segments: &[Segment]| segments.iter().map(|segment| segment.bytes().len()).sum::<usize>();
        assert_eq!(bytes(&join(&joined).unwrap()), bytes(&joined));
    }
    assert!(join(&[]).unwrap().is_empty());
}

#[test]
fn an_entry_that_is_too_large_has_its_own_value() {
    use defray_core::command::Ingest;
    use defray_core::id::{Note, RawMessage};
    use defray_core::marketplace::{MarketplaceMessage, Signal};

    let small = entries_of_the_benchmark(2, 3);
    let message = MarketplaceMessage {
        provider: defray_core::provider::Provider::Aws,
        id: None,
        identity: None,
        kind: Note::new("large").unwrap(),
        signal: Signal::Ignored,
        occurred_at: None,
        raw: RawMessage::new(&"x".repeat(100_000)).ok(),
        confirm: None,
        rejected: None,
        account_id: None,
        agreement: None,
    };
    let large = Entry { command: Ingest { message: Box::new(message) }.into(), events: Vec::new(), ..small[0].clone() };
    let mut writer = SegmentWriter::after(GENESIS, 1);
    super::push_all(&mut writer, [&small[0], &large, &large, &small[1], &small[2]]);
    let segments = [writer.finish().unwrap()];
    for joined in [join(&segments).unwrap(), join(&stored(&segments)).unwrap()] {
        assert_eq!(joined.iter().map(Segment::count).collect::<Vec<_>>(), [1, 1, 1, 2]);
        assert_eq!(content(&joined), content(&segments));
    }
}

#[test]
fn segments_that_do_not_follow_each_other_are_not_joined() {
    let entries = entries_of_the_benchmark(3, 9);
    let segments = commits(&entries, &mut Dice::new(1), 2);
    assert!(segments.len() > 2);
    let missing = [segments[0].clone(), segments[2].clone()];
    let elsewhere = Segment::read(segments[1].first() + 1, Arc::clone(segments[1].bytes())).unwrap();
    for wrong in [missing, [segments[0].clone(), elsewhere]] {
        let error = join(&wrong).map(drop);
        assert!(matches!(&error, Err(Error::Corrupt { code: crate::code::Code::DamagedJournal, .. })), "{error:?}");
    }
}

#[test]
fn taking_back_entries_takes_back_cuts() {
    let entries = entries_of_the_benchmark(50, 1_500);
    let mut writer = SegmentWriter::after(GENESIS, entries[0].position);
    for part in entries.chunks(400) {
        let mark = writer.mark();
        super::push_all(&mut writer, entries.iter().take(900));
        writer.back_to(mark);
        super::push_all(&mut writer, part);
    }
    let segments = [writer.finish().unwrap()];
    let (joined, again) = (join(&segments).unwrap(), join(&stored(&segments)).unwrap());
    assert!(joined.len() > 2 && joined.iter().map(Segment::bytes).eq(again.iter().map(Segment::bytes)));
}
