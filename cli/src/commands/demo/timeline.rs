//! Draws timelines as bars, with one mark for two days.

use defray::core::method::Payer;
use defray::core::provider::Provider;
use defray::core::time::{Instant, Seconds};
use defray::core::workspace::Workspace;
use defray::{Error, Snapshot};

const DAYS_PER_MARK: u32 = 2;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Draws the timelines of workspaces between two instants, one per line.
pub(super) fn draw(
    snapshot: &Snapshot,
    workspaces: &[&Workspace],
    from: Instant,
    to: Instant,
) -> Result<String, Error> {
    let width = workspaces.iter().map(|workspace| workspace.id.as_str().len()).max().unwrap_or(0);
    let mut out = format!("  {:width$}  {}\n", "", months(from, to));
    for workspace in workspaces {
        let mut bar = String::new();
        for at in marks(from, to) {
            bar.push(mark(snapshot, workspace, at)?);
        }
        out.push_str(&format!("  {:width$}  {bar}\n", workspace.id));
    }
    out.push_str(&format!("  {:width$}  · enterprise account   ▒ AliCloud   █ AWS\n", ""));
    Ok(out)
}

fn marks(from: Instant, to: Instant) -> impl Iterator<Item = Instant> {
    let step = Seconds::days(DAYS_PER_MARK);
    std::iter::successors(Some(from), move |at| Some(at.plus(step))).take_while(move |at| *at < to)
}

fn months(from: Instant, to: Instant) -> String {
    let mut out = String::new();
    let mut last = None;
    for (place, at) in marks(from, to).enumerate() {
        let (_, month) = at.month();
        if last != Some(month) {
            last = Some(month);
            let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
            out.push_str(&" ".repeat(place.saturating_sub(out.chars().count())));
            out.push_str(name);
        }
    }
    out
}

fn mark(snapshot: &Snapshot, workspace: &Workspace, at: Instant) -> Result<char, Error> {
    Ok(match workspace.interval_at(at).map(|interval| &interval.payer) {
        None => ' ',
        Some(Payer::Enterprise) => '·',
        Some(Payer::CloudAccount(id)) => match snapshot.cloud_account(id)?.provider() {
            Provider::AliCloud => '▒',
            Provider::Aws => '█',
            Provider::HuaweiCloud => '▓',
        },
    })
}
