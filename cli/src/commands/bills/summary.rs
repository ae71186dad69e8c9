//! The result of an import, as text and as JSON.

use std::collections::BTreeMap;

use defray::core::id::{AccountId, BillId, ItemId, WorkspaceId};
use defray::core::money::{Currency, Money};
use defray::core::time::Instant;
use defray_intake::bills::Difference;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::tables::{Sheet, facts};
use crate::text;

/// Exact sums by currency.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<Currency, Money>);

impl Sums {
    pub(super) fn add(&mut self, amount: &Money) -> Result<(), Failure> {
        let sum = self.0.entry(amount.currency()).or_insert(Money::zero(amount.currency()));
        *sum = sum.plus(amount).map_err(|error| Failure::Input { code: "out_of_range", message: error.to_string() })?;
        Ok(())
    }

    fn json(&self) -> Vec<String> {
        self.0.values().map(ToString::to_string).collect()
    }

    fn text(&self) -> Option<String> {
        let sums: Vec<String> = self.0.values().map(text::money).collect();
        (!sums.is_empty()).then(|| sums.join(", "))
    }
}

/// A row or a bill of a charge whose amounts are not those that were settled.
#[derive(Debug)]
pub(super) struct Restated {
    /// The file and the line of the row; `None`: no row has the charge of the bill.
    pub(super) place: Option<(String, u64)>,
    /// The amount in the row.
    pub(super) amount: Option<Money>,
    /// The bill that was settled, and its amount; `None`: the charge had fewer rows.
    pub(super) bill: Option<(BillId, Money)>,
    /// Whether the bill was replaced now.
    pub(super) done: bool,
}

/// What `--create-missing` made.
#[derive(Debug)]
pub(super) enum Created {
    Account(AccountId),
    Workspace(WorkspaceId, AccountId, Instant),
    Extended(WorkspaceId, AccountId, Instant),
}

/// The result of an import.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) read: u64,
    pub(crate) settled: u64,
    pub(crate) held: u64,
    pub(crate) already: u64,
    pub(crate) refused: u64,
    /// Negative rows that were booked as credits now.
    pub(super) credited: u64,
    /// The sums of the bills that were settled now.
    pub(super) sums: Sums,
    pub(super) refused_sums: Sums,
    pub(super) credited_sums: Sums,
    /// The sums that were refunded because a charge was restated.
    pub(super) refunded_sums: Sums,
    pub(super) created: Vec<Created>,
    pub(super) restated: Vec<Restated>,
    /// The number of rounded rows and what rounding took away, by currency.
    pub(super) rounded: BTreeMap<Currency, (u64, Difference)>,
    /// The items that no bill of the ledger had before, and that no policy names.
    pub(super) new_items: Vec<ItemId>,
    /// Why a file was not read to its end.
    pub(super) cut_off: Option<String>,
    /// For each error code, the number of refused rows and examples.
    reasons: BTreeMap<String, Reason>,
}

/// The refused rows with one error code.
#[derive(Debug, Default)]
struct Reason {
    rows: u64,
    /// The first row of each of at most [`EXAMPLES_MAX`] different kinds: the kind, its number of rows, its message.
    examples: Vec<(String, u64, String)>,
}

/// The maximum number of different examples that are shown for one error code.
const EXAMPLES_MAX: usize = 5;

impl Reason {
    fn count(&mut self, kind: &str, message: &str) {
        self.rows += 1;
        if let Some((_, rows, _)) = self.examples.iter_mut().find(|(known, ..)| known == kind) {
            *rows += 1;
        } else if self.examples.len() < EXAMPLES_MAX {
            self.examples.push((kind.to_owned(), 1, message.to_owned()));
        }
    }

    /// The number of rows without an example of their kind.
    fn other(&self) -> u64 {
        self.rows - self.examples.iter().map(|(_, rows, _)| rows).sum::<u64>()
    }

    fn json(&self, code: &str) -> Value {
        let example = |(_, rows, example): &(String, u64, String)| json!({ "rows": rows, "example": example });
        let first = self.examples.first().map(|(_, _, example)| example.as_str());
        let examples: Vec<Value> = self.examples.iter().map(example).collect();
        json!({ "code": code, "rows": self.rows, "example": first, "examples": examples })
    }
}

impl Summary {
    /// Counts a refused row. Rows of the same code and `kind` have one example.
    pub(super) fn refuse(
        &mut self,
        code: &str,
        kind: &str,
        message: &str,
        amount: Option<&Money>,
    ) -> Result<(), Failure> {
        self.refused += 1;
        self.reasons.entry(code.to_owned()).or_default().count(kind, message);
        amount.map_or(Ok(()), |amount| self.refused_sums.add(amount))
    }

    /// Whether the exit code is 1.
    pub(super) fn is_incomplete(&self) -> bool {
        self.refused > 0 || self.restated.iter().any(|one| !one.done)
    }

    pub(crate) fn json(&self) -> Value {
        let reasons: Vec<Value> = self.reasons.iter().map(|(code, reason)| reason.json(code)).collect();
        let rounded: Vec<Value> = self
            .rounded
            .iter()
            .map(|(currency, (rows, difference))| json!({"rows": rows, "difference": format!("{difference} {currency}")}))
            .collect();
        let made = |wanted: fn(&Created) -> bool| self.created.iter().filter(|one| wanted(one)).count();
        json!({
            "ok": !self.is_incomplete(),
            "rows": self.read,
            "settled": self.settled,
            "held": self.held,
            "already_settled": self.already,
            "refused": self.refused,
            "credited": self.credited,
            "accounts_opened": made(|one| matches!(one, Created::Account(_))),
            "workspaces_bound": made(|one| matches!(one, Created::Workspace(..))),
            "bindings_extended": made(|one| matches!(one, Created::Extended(..))),
            "sums": self.sums.json(),
            "refused_sums": self.refused_sums.json(),
            "credited_sums": self.credited_sums.json(),
            "refunded_sums": self.refunded_sums.json(),
            "created": self.created.iter().map(Created::json).collect::<Vec<_>>(),
            "restated": self.restated.iter().map(Restated::json).collect::<Vec<_>>(),
            "rounded": rounded,
            "new_items": self.new_items.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "refusals": reasons,
        })
    }

    pub(crate) fn text(&self) -> String {
        let mut rows = vec![
            ("rows read", self.read.to_string()),
            ("settled", self.settled.to_string()),
            ("held", self.held.to_string()),
            ("already settled", self.already.to_string()),
            ("refused", self.refused.to_string()),
        ];
        if self.credited > 0 {
            rows.push(("credited", self.credited.to_string()));
        }
        rows.push(("sum settled", self.sums.text().unwrap_or_else(|| "nothing".into())));
        let others = [
            ("sum refused", &self.refused_sums),
            ("sum credited", &self.credited_sums),
            ("sum refunded", &self.refunded_sums),
        ];
        rows.extend(others.into_iter().filter_map(|(name, sums)| Some((name, sums.text()?))));
        for (currency, (count, difference)) in &self.rounded {
            rows.push(("rounded", format!("{count} rows, which had {difference} {currency} more in sum")));
        }
        let mut out = facts(&rows);
        out.push_str(&self.created_text());
        out.push_str(&self.restated_text());
        if !self.new_items.is_empty() {
            let mut sheet = Sheet::new(&["item never seen before"]);
            for item in &self.new_items {
                sheet.row(&[item.as_str()]);
            }
            out.push_str(&sheet.text());
        }
        if !self.reasons.is_empty() {
            let mut sheet = Sheet::new(&["reason", ">rows", "example"]);
            for (code, reason) in &self.reasons {
                for (_, rows, example) in &reason.examples {
                    sheet.row(&[code.as_str(), &rows.to_string(), example]);
                }
                if reason.other() > 0 {
                    sheet.row(&[code.as_str(), &reason.other().to_string(), "others"]);
                }
            }
            out.push_str(&sheet.text());
        }
        out
    }

    fn created_text(&self) -> String {
        if self.created.is_empty() {
            return String::new();
        }
        let mut sheet = Sheet::new(&["created", "name", "account", "since"]);
        for one in &self.created {
            match one {
                Created::Account(account) => sheet.row(&["account opened", account.as_str()]),
                Created::Workspace(workspace, account, since) => {
                    let row = ["workspace bound", workspace.as_str(), account.as_str(), &text::instant(*since)];
                    sheet.row(&row)
                }
                Created::Extended(workspace, account, since) => {
                    let row = ["binding extended", workspace.as_str(), account.as_str(), &text::instant(*since)];
                    sheet.row(&row)
                }
            };
        }
        sheet.text()
    }

    fn restated_text(&self) -> String {
        if self.restated.is_empty() {
            return String::new();
        }
        let mut sheet = Sheet::new(&["restated charge", ">settled before", ">now", "bill", "result"]);
        let mut open = false;
        for one in &self.restated {
            let place =
                one.place.as_ref().map_or("in no row".to_owned(), |(file, line)| format!("{file}, line {line}"));
            let before = one.bill.as_ref().map_or("-".to_owned(), |(_, amount)| text::money(amount));
            let now = one.amount.as_ref().map_or("-".to_owned(), text::money);
            let bill = one.bill.as_ref().map_or("-", |(id, _)| id.as_str());
            open |= !one.done;
            sheet.row(&[place.as_str(), &before, &now, bill, if one.done { "replaced" } else { "refused" }]);
        }
        let advice = "  To replace the settled bills, import the same files again with `--restate`.\n";
        sheet.text() + if open { advice } else { "" }
    }
}

impl Restated {
    fn json(&self) -> Value {
        let mut value = json!({});
        if let Some((file, line)) = &self.place {
            value["file"] = file.as_str().into();
            value["line"] = (*line).into();
        }
        if let Some(amount) = &self.amount {
            value["amount"] = amount.to_string().into();
        }
        if let Some((bill, amount)) = &self.bill {
            value["bill"] = bill.as_str().into();
            value["settled"] = amount.to_string().into();
        }
        value["replaced"] = self.done.into();
        value
    }
}

impl Created {
    fn json(&self) -> Value {
        match self {
            Self::Account(account) => json!({"account_opened": account.as_str()}),
            Self::Workspace(workspace, account, since) => {
                json!({"workspace_bound": workspace.as_str(), "account": account.as_str(), "since": since.to_string()})
            }
            Self::Extended(workspace, account, since) => {
                json!({"binding_extended": workspace.as_str(), "account": account.as_str(), "since": since.to_string()})
            }
        }
    }
}
