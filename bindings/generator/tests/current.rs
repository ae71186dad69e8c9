//! What is committed is what the description gives.
#![allow(clippy::unwrap_used)]

use defray_bindings_generator::{stale, workspace};

#[test]
fn every_written_file_is_current() {
    let stale: Vec<String> =
        stale(&workspace()).unwrap().into_iter().map(|file| file.path.display().to_string()).collect();
    assert!(
        stale.is_empty(),
        "these are not what core and engine make them; run `make bindings` and commit: {stale:?}"
    );
}
