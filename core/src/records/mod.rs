//! Records and their keys: what decisions read and events change.
//!
//! All records are in one ordered map. A [`Key`] is a kind and the parts of the record's name; records that belong
//! together are neighbours. [`View`] hides what holds the map: memory, a redb file, or a snapshot of one.
//!
//! | file | what it is |
//! |---|---|
//! | `key.rs` | the kinds of record, and their keys |
//! | `key_bytes.rs` | the bytes of a key, in place when they are few |
//! | `record.rs` | the contents |
//! | `view.rs` | the traits through which records are read and changed |
//! | `memory.rs` | records in memory |
//! | `overlay.rs` | changes laid over other records |
//! | `charges.rs` | reads the charges in a meter |
//! | `successors.rs` | finds the successor of a cloud account |
//! | `held.rs` | finds bills that the credit limit holds, by amount |

mod charges;
mod held;
mod key;
mod key_bytes;
mod memory;
mod overlay;
mod record;
mod successors;
mod view;

pub use charges::{charges_between, charges_of, each_charge, mark_after, shares_of};
pub(crate) use held::minima_above;
pub use held::{items_held_for_credit, oldest_held_for_credit};
pub use key::{Key, RecordKind};
pub use memory::MemoryRecords;
pub use overlay::{Overlay, merge_scan, scan_start};
pub use record::{ExpiredLot, HeldForCredit, Record};
pub use successors::{is_replaced, misses_successor, stated_successors, successor_of, successors_from};
pub(crate) use successors::{linked_to, stated_predecessors};
pub use view::{RecordStore, Unreadable, View, ViewExt};
