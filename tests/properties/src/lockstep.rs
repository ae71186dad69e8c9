//! The core and the oracle side by side.

use defray_core::records::{RecordKind, ViewExt};
use defray_core::{Record, invariants};
use defray_oracle::{Answer, Oracle};
use serde_json::Value;

use crate::observe::{observe, pending, rows};
use crate::subject::Subject;

/// Both, after the same commands.
#[derive(Clone, Default)]
pub struct Lockstep {
    /// The core.
    pub subject: Subject,
    /// The oracle.
    pub oracle: Oracle,
}

impl Lockstep {
    /// Gives both a command; both must answer the same.
    ///
    /// # Errors
    ///
    /// The difference, or the rule that does not hold, as text.
    pub fn answer(&mut self, command: &Value) -> Result<Result<Answer, String>, String> {
        let ours = self.subject.apply(command);
        let theirs = self.oracle.apply(command);
        if ours == theirs {
            return Ok(ours);
        }
        Err(format!("{command}\n the core: {ours:?}\n the oracle: {theirs:?}"))
    }

    /// Both must show the same.
    ///
    /// # Errors
    ///
    /// The difference, or the rule that does not hold, as text.
    pub fn observation(&self) -> Result<(), String> {
        let (ours, theirs) = (observe(&self.subject.rows), self.oracle.observe());
        if ours != theirs {
            return Err(first_difference("", &ours, &theirs).unwrap_or_default());
        }
        let (ours, theirs) = (pending(&self.subject.rows), self.oracle.pending());
        if ours != theirs {
            return Err(format!("the core owes {ours:?}, the oracle {theirs:?}"));
        }
        Ok(())
    }

    /// A3, by the core's totals and by the oracle's movements; W7.
    ///
    /// # Errors
    ///
    /// The difference, or the rule that does not hold, as text.
    pub fn money(&self) -> Result<(), String> {
        for row in rows(&self.subject.rows, RecordKind::Account) {
            if let Record::Account(account) = row {
                invariants::money_is_conserved(&account)?;
                invariants::wallet_is_well_formed(&account)?;
                // A new default policy does not compare the standing with the overdraft.
                let default = self.subject.rows.default_policy().expect("records");
                if account.policy.is_some() || default.is_none() {
                    invariants::standing_is_exact(&account, &self.subject.rows.policy_of(&account).expect("records"))?;
                }
            }
        }
        self.oracle.conservation()
    }

    /// One payer at every instant, in both.
    ///
    /// # Errors
    ///
    /// The difference, or the rule that does not hold, as text.
    pub fn one_payer(&self) -> Result<(), String> {
        for row in rows(&self.subject.rows, RecordKind::Workspace) {
            if let Record::Workspace(workspace) = row {
                invariants::timeline_has_one_payer(&workspace)?;
            }
        }
        self.oracle.one_payer()
    }
}

/// Runs commands through both, and checks after each.
///
/// # Errors
///
/// The difference, or the rule that does not hold, as text.
pub fn run(
    commands: &[Value],
    mut check: impl FnMut(&Lockstep, &Value, &Result<Answer, String>) -> Result<(), String>,
) -> Result<Lockstep, String> {
    let mut both = Lockstep::default();
    for (place, command) in commands.iter().enumerate() {
        let located = |problem: String| format!("after command {place}, {command}:\n{problem}");
        let answer = both.answer(command).map_err(located)?;
        check(&both, command, &answer).map_err(located)?;
    }
    Ok(both)
}

/// Where two values first differ.
pub fn first_difference(path: &str, ours: &Value, theirs: &Value) -> Option<String> {
    match (ours, theirs) {
        (Value::Object(mine), Value::Object(other)) => {
            let names: std::collections::BTreeSet<&String> = mine.keys().chain(other.keys()).collect();
            names.into_iter().find_map(|name| {
                let (one, two) = (ours.get(name).unwrap_or(&Value::Null), theirs.get(name).unwrap_or(&Value::Null));
                first_difference(&format!("{path}/{name}"), one, two)
            })
        }
        (Value::Array(mine), Value::Array(other)) if mine.len() == other.len() => {
            let mut pairs = mine.iter().zip(other).enumerate();
            pairs.find_map(|(place, (one, two))| first_difference(&format!("{path}/{place}"), one, two))
        }
        _ if ours == theirs => None,
        _ => Some(format!("{path}\n the core: {ours}\n the oracle: {theirs}")),
    }
}
