//! A progress bar on standard error, shown only when that is a terminal.

use std::io::{IsTerminal, stderr};
use std::ops::ControlFlow;

use defray::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar. It is hidden when standard error is not a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new(what: &'static str) -> Self {
        let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target).with_message(what);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Shows the progress and continues the operation.
    pub(crate) fn show(&self, progress: Progress) -> ControlFlow<()> {
        self.0.set_length(progress.of);
        self.0.set_position(progress.done);
        ControlFlow::Continue(())
    }

    /// Advances the bar when the total is unknown.
    pub(crate) fn advance(&self, by: usize) {
        self.0.inc(by as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
