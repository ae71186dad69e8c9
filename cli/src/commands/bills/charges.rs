//! Compares the charges of FOCUS files with the bills of the ledger (P4), before anything is settled.
//!
//! A first pass over all files finds the amounts under each name. Then each row gets its outcome: it is settled
//! already, it is new, or its charge has other amounts now.

use std::collections::{BTreeSet, HashMap, VecDeque};

use defray::Snapshot;
use defray::core::Key;
use defray::core::Record;
use defray::core::bill::{Bill, BillRecord, BillStatus};
use defray::core::id::{BillId, ExportId, ItemId, WorkspaceId};
use defray::core::money::Money;
use defray::core::records::{RecordKind, ViewExt};
use defray::core::time::Instant;
use defray_intake::bills::{BillRow, ChargeName, RowDigest, reconcile};

use super::sources::Sources;
use crate::failure::Failure;

/// What happens with a row.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// The row was settled, or is held, as this bill.
    Known { bill: BillId, held: bool },
    /// The row is settled under this id.
    New(BillId),
    /// The row takes the place of a settled bill, under this id.
    Replaces { id: BillId, bill: BillId, settled: Money },
    /// The charge has other amounts now. `bill` is the bill that the row would replace, and its amount.
    Conflict { bill: Option<(BillId, Money)>, is_new: bool },
}

/// A bill that was settled for a charge.
#[derive(Clone)]
struct Settled {
    id: BillId,
    amount: Money,
    held: bool,
}

/// What the rows of a charge are for, as far as the bills of version 1 of the rules record it.
type Usage = (WorkspaceId, ItemId, Instant, Instant);

#[derive(Default)]
struct Group {
    rows: Vec<Money>,
    /// The bills of the charge that were settled before and that its rows may match.
    bills: Vec<Settled>,
    /// The number of bills that have an id of this name.
    numbered: u32,
    /// Only when the ledger has bills of version 1 of the rules.
    usage: Option<Usage>,
    /// In the order of the rows.
    outcomes: VecDeque<(Money, Outcome)>,
    /// The bills that no row has, to be withdrawn or shown.
    left: Vec<Settled>,
}

/// The outcomes of all rows.
pub(super) struct Charges {
    groups: HashMap<ChargeName, Group>,
    /// The negative amounts, and which of them have their number.
    credits: HashMap<ChargeName, Vec<(Money, bool)>>,
}

/// How an import compares.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    /// The export and the part that the files are; `None`: the files are the whole of their charges.
    pub(super) part: Option<(&'a ExportId, &'a ExportId)>,
    pub(super) restate: bool,
}

impl Charges {
    /// Reads all files and compares them with the ledger.
    pub(super) fn of(snapshot: &Snapshot, sources: &Sources<'_>, rules: Rules<'_>) -> Result<Self, Failure> {
        let older_prefix = Key::bills_with_prefix(RowDigest::PREFIX);
        let has_older = !snapshot.page(&older_prefix, None, 1)?.is_empty();
        let mut charges = Self { groups: HashMap::new(), credits: HashMap::new() };
        let mut exact = BTreeSet::new();
        for path in sources.names() {
            // The numbers of equal rows began at 1 in each file.
            let mut counts: HashMap<RowDigest, u32> = HashMap::new();
            for row in sources.open(path)?.1.flatten() {
                charges.add(&row, has_older);
                if has_older {
                    charges.add_exact(snapshot, rules, &row, &mut counts, &mut exact)?;
                }
            }
        }
        for (name, group) in &mut charges.groups {
            group.find_bills(snapshot, rules, *name)?;
        }
        // The bills of version 1 are in no order that helps: they are read only if a row has no bill yet.
        let is_new = |group: &Group| reconcile(&group.rows, &group.amounts()).new_rows().next().is_some();
        let mut older = if has_older && charges.groups.values().any(is_new) {
            charges.older(snapshot, rules, &exact)?
        } else {
            HashMap::new()
        };
        for credits in charges.credits.values_mut() {
            credits.sort_by_key(|(amount, _)| amount.amount());
        }
        charges.decide(rules, &mut older)?;
        Ok(charges)
    }

    fn add(&mut self, row: &BillRow, has_older: bool) {
        let Some(charge) = row.charge else { return };
        if row.bill.amount.is_negative() {
            self.credits.entry(charge.name).or_default().push((row.bill.amount, false));
            return;
        }
        let group = self.groups.entry(charge.name).or_default();
        group.rows.push(row.bill.amount);
        if has_older && group.usage.is_none() {
            group.usage = Some(usage_of(&row.bill));
        }
    }

    /// Finds the bill that version 1 of the rules made of exactly this row.
    fn add_exact(
        &mut self,
        snapshot: &Snapshot,
        rules: Rules<'_>,
        row: &BillRow,
        counts: &mut HashMap<RowDigest, u32>,
        exact: &mut BTreeSet<BillId>,
    ) -> Result<(), Failure> {
        let Some(charge) = row.charge.filter(|_| !row.bill.amount.is_negative()) else { return Ok(()) };
        let count = counts.entry(charge.digest).or_insert(0);
        *count += 1;
        let id = charge.digest.bill_id(*count).map_err(wrong_id)?;
        if let Some(record) = found(snapshot, &id)?
            && exact.insert(id)
            && let Some(settled) = counts_for(snapshot, rules, &record)?
        {
            self.groups.entry(charge.name).or_default().bills.push(settled);
        }
        Ok(())
    }

    /// The bills of version 1 of the rules that have the usage of a row, without those that a row matches exactly.
    fn older(
        &self,
        snapshot: &Snapshot,
        rules: Rules<'_>,
        exact: &BTreeSet<BillId>,
    ) -> Result<HashMap<Usage, Vec<Settled>>, Failure> {
        let mut older: HashMap<Usage, Vec<Settled>> =
            self.groups.values().filter_map(|group| Some((group.usage.clone()?, Vec::new()))).collect();
        for record in snapshot.all(Key::bills_with_prefix(RowDigest::PREFIX)) {
            let Record::Bill(record) = record? else { continue };
            let bill = &record.bill;
            let Some(bills) = older.get_mut(&usage_of(bill)).filter(|_| !exact.contains(&bill.id)) else { continue };
            bills.extend(counts_for(snapshot, rules, &record)?);
        }
        Ok(older)
    }

    fn decide(&mut self, rules: Rules<'_>, older: &mut HashMap<Usage, Vec<Settled>>) -> Result<(), Failure> {
        let mut names: Vec<ChargeName> = self.groups.keys().copied().collect();
        names.sort_unstable();
        // Equal amounts first, in all charges. Only then is it known which bills of the same usage are left.
        if !older.is_empty() {
            for name in &names {
                self.groups.entry(*name).or_default().match_older(older);
            }
        }
        for name in names {
            let group = self.groups.entry(name).or_default();
            let bills = group.usage.as_ref().and_then(|usage| older.get_mut(usage));
            group.decide(rules, name, bills.unwrap_or(&mut Vec::new()))?;
        }
        Ok(())
    }

    /// The outcome of the next row of the charge; `None` when the row was not there before.
    pub(super) fn outcome(&mut self, name: ChargeName, amount: &Money) -> Option<Outcome> {
        let (of, outcome) = self.groups.get_mut(&name)?.outcomes.pop_front()?;
        (of == *amount).then_some(outcome)
    }

    /// The number of a credit among the credits of its name, in order of their amounts, and how many there are.
    pub(super) fn credit_number(&mut self, name: ChargeName, amount: &Money) -> Option<(u32, u32)> {
        let credits = self.credits.get_mut(&name)?;
        let place = credits.iter().position(|(one, taken)| one == amount && !taken)?;
        credits.get_mut(place)?.1 = true;
        Some((u32::try_from(place + 1).ok()?, u32::try_from(credits.len()).ok()?))
    }

    /// The bills that no row has. Each is given once.
    pub(super) fn take_left(&mut self, name: ChargeName) -> Vec<(BillId, Money)> {
        let left = self.groups.get_mut(&name).map(|group| std::mem::take(&mut group.left)).unwrap_or_default();
        left.into_iter().map(|bill| (bill.id, bill.amount)).collect()
    }
}

impl Group {
    fn amounts(&self) -> Vec<Money> {
        self.bills.iter().map(|bill| bill.amount).collect()
    }

    fn find_bills(&mut self, snapshot: &Snapshot, rules: Rules<'_>, name: ChargeName) -> Result<(), Failure> {
        while let Some(record) = found(snapshot, &name.bill_id(self.numbered + 1).map_err(wrong_id)?)? {
            self.numbered += 1;
            self.bills.extend(counts_for(snapshot, rules, &record)?);
        }
        Ok(())
    }

    /// Takes those bills of the same usage that have the amount of a row that no other bill has.
    fn match_older(&mut self, older: &mut HashMap<Usage, Vec<Settled>>) {
        let Some(bills) = self.usage.as_ref().and_then(|usage| older.get_mut(usage)) else { return };
        for row in reconcile(&self.rows, &self.amounts()).new_rows() {
            let wanted = self.rows.get(row);
            if let Some(place) = bills.iter().position(|bill| Some(&bill.amount) == wanted) {
                self.bills.push(bills.remove(place));
            }
        }
    }

    fn decide(&mut self, rules: Rules<'_>, name: ChargeName, older: &mut Vec<Settled>) -> Result<(), Failure> {
        let found = reconcile(&self.rows, &self.amounts());
        let mut new: Vec<usize> = found.new_rows().collect();
        let mut left: Vec<Settled> = found.left.iter().filter_map(|place| self.bills.get(*place).cloned()).collect();
        // What is left of the same usage was settled for a charge whose other columns are not known.
        let taken = new.len().saturating_sub(left.len()).min(older.len());
        left.extend(older.drain(..taken));
        let changed = match rules.part {
            None => !left.is_empty() || !(new.is_empty() || self.bills.is_empty()),
            Some(_) => !left.is_empty() && !new.is_empty(),
        };
        // The smallest amounts belong together.
        left.sort_by_key(|bill| bill.amount.amount());
        new.sort_by_key(|row| self.rows.get(*row).map(Money::amount));
        let mut places = left.clone().into_iter();
        let mut replaced: HashMap<usize, Option<Settled>> = HashMap::new();
        for row in &new {
            replaced.insert(*row, if changed { places.next() } else { None });
        }
        self.left = if changed && rules.part.is_none() { places.collect() } else { Vec::new() };
        for (row, amount) in self.rows.iter().enumerate() {
            let matched = found.matched.get(row).copied().flatten().and_then(|place| self.bills.get(place));
            let outcome = match (matched, replaced.remove(&row).flatten()) {
                (Some(bill), _) if changed && !rules.restate => {
                    Outcome::Conflict { bill: Some((bill.id.clone(), bill.amount)), is_new: false }
                }
                (Some(bill), _) => Outcome::Known { bill: bill.id.clone(), held: bill.held },
                (None, bill) if changed && !rules.restate => {
                    Outcome::Conflict { bill: bill.map(|bill| (bill.id, bill.amount)), is_new: true }
                }
                (None, bill) => {
                    self.numbered += 1;
                    let id = name.bill_id(self.numbered).map_err(wrong_id)?;
                    match bill {
                        Some(bill) => Outcome::Replaces { id, bill: bill.id, settled: bill.amount },
                        None => Outcome::New(id),
                    }
                }
            };
            self.outcomes.push_back((*amount, outcome));
        }
        self.rows = Vec::new();
        self.bills = Vec::new();
        Ok(())
    }
}

fn usage_of(bill: &Bill) -> Usage {
    (bill.workspace.clone(), bill.item.clone(), bill.period.start(), bill.period.end())
}

/// The bill as one that rows may match; `None` when it was replaced, or when another part of the export claimed it.
fn counts_for(snapshot: &Snapshot, rules: Rules<'_>, record: &BillRecord) -> Result<Option<Settled>, Failure> {
    if record.restated.is_some() {
        return Ok(None);
    }
    if let Some((export, part)) = rules.part
        && ViewExt::export_part(snapshot, export, &record.bill.id).map_err(unreadable)?.is_some_and(|by| by != *part)
    {
        return Ok(None);
    }
    let held = matches!(record.status, BillStatus::Held { .. });
    Ok(Some(Settled { id: record.bill.id.clone(), amount: record.bill.amount, held }))
}

fn found(snapshot: &Snapshot, id: &BillId) -> Result<Option<std::sync::Arc<BillRecord>>, Failure> {
    ViewExt::bill(snapshot, id).map_err(unreadable)
}

fn unreadable(error: defray::core::Unreadable) -> Failure {
    Failure::Environment { code: "unreadable", message: error.to_string() }
}

fn wrong_id(error: impl std::fmt::Display) -> Failure {
    Failure::Input { code: "bad_value", message: error.to_string() }
}

/// The items that no bill of the ledger had, and that the default policy does not name. It stops when it has seen all.
pub(super) fn new_items(snapshot: &Snapshot, items: BTreeSet<ItemId>) -> Result<Vec<ItemId>, Failure> {
    let policy = ViewExt::default_policy(snapshot).map_err(unreadable)?.unwrap_or_default();
    let mut new: Vec<ItemId> = items.into_iter().filter(|item| !policy.names(item)).collect();
    let mut bills = snapshot.all(Key::all(RecordKind::Bill));
    while !new.is_empty() {
        let Some(record) = bills.next() else { break };
        if let Record::Bill(record) = record? {
            new.retain(|item| !item.is_like(&record.bill.item));
        }
    }
    Ok(new)
}
