//! A thread that merges large layers, so that commits do not wait for it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{Builder, JoinHandle};

use crate::error::Error;
use crate::layers::{Layer, merge};

type Group = Vec<Arc<Layer>>;

/// The thread `defray-merge`, and the group of layers that it is merging.
pub(crate) struct LayerMerger {
    groups: Option<SyncSender<Group>>,
    merged: Receiver<Arc<Layer>>,
    /// The group whose result was not taken yet.
    present: Option<Group>,
    thread: Option<JoinHandle<()>>,
}

impl LayerMerger {
    /// Starts the thread.
    pub(crate) fn start() -> io::Result<Self> {
        let (groups, groups_in) = sync_channel::<Group>(1);
        let (merged_out, merged) = sync_channel(1);
        let thread = Builder::new().name("defray-merge".into()).spawn(move || {
            // A group is kept until the next one is merged. Then it is this thread that drops its layers, because the
            // ledger and its last snapshot do not have them any more.
            let mut before = Group::new();
            while let Ok(group) = groups_in.recv() {
                let layer = Arc::new(merge(group.iter().cloned()));
                if merged_out.send(layer).is_err() {
                    return;
                }
                drop(std::mem::replace(&mut before, group));
            }
        })?;
        Ok(Self { groups: Some(groups), merged, present: None, thread: Some(thread) })
    }

    /// Whether a group is being merged, or its result was not taken.
    pub(crate) const fn is_busy(&self) -> bool {
        self.present.is_some()
    }

    /// Begins to merge a group.
    pub(crate) fn begin(&mut self, group: Group) -> Result<(), Error> {
        let Some(groups) = self.groups.as_ref().filter(|_| !self.is_busy()) else { return Err(ended()) };
        groups.send(group.clone()).map_err(|_| ended())?;
        self.present = Some(group);
        Ok(())
    }

    /// The group that was merged, and the layer with its changes, if the thread has finished it. With `wait` the thread
    /// finishes it first.
    pub(crate) fn take(&mut self, wait: bool) -> Result<Option<(Group, Arc<Layer>)>, Error> {
        if !self.is_busy() {
            return Ok(None);
        }
        let merged =
            if wait { self.merged.recv().map_err(|_| TryRecvError::Disconnected) } else { self.merged.try_recv() };
        match merged {
            Ok(layer) => Ok(self.present.take().map(|group| (group, layer))),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(ended()),
        }
    }
}

fn ended() -> Error {
    Error::Bug("the thread that merges layers has ended".into())
}

impl Drop for LayerMerger {
    fn drop(&mut self) {
        self.groups = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
