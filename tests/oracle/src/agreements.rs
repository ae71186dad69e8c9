//! What messages said of agreements.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::read::{field, text, text_if};

/// Only the legacy AWS identity, customer identifier and product code, begins again after an end.
pub(crate) fn reusable(identity: &str) -> bool {
    identity.starts_with("aws:customer:")
}

/// An agreement of a provider: the provider, then the id.
type Agreement = (String, String);

/// What messages said of agreements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agreements {
    /// The identities of the subscriptions for which it was stated.
    pub(crate) stated: BTreeMap<Agreement, BTreeSet<String>>,
    /// The agreements that it names as previous.
    pub(crate) previous: BTreeMap<Agreement, BTreeSet<Agreement>>,
    /// Those of which a message said that another takes their place.
    replaced: BTreeSet<Agreement>,
}

impl Agreements {
    /// What a message says that is neither rejected nor a duplicate.
    pub(crate) fn note(&mut self, message: &Value) {
        let Some(said) = field(message, "agreement") else {
            return;
        };
        let provider = text(message, "provider");
        let agreement = (provider.clone(), text(said, "id"));
        if let Some(identity) = text_if(message, "identity") {
            self.stated.entry(agreement.clone()).or_default().insert(identity);
        }
        // One that names itself names none.
        if let Some(previous) = text_if(said, "previous")
            && previous != agreement.1
        {
            self.previous.entry(agreement.clone()).or_default().insert((provider, previous));
        }
        if field(said, "replaced") == Some(&json!(true)) {
            self.replaced.insert(agreement);
        }
    }

    pub(crate) fn stated_for(&self, agreement: &Agreement, identity: &str) -> bool {
        self.stated.get(agreement).is_some_and(|identities| identities.contains(identity))
    }

    /// The subscriptions, other than this one and none of a reusable identity, for which an agreement was stated that
    /// names as previous an agreement stated for this one.
    pub(crate) fn stated_successors(&self, identity: &str) -> BTreeSet<String> {
        let mut successors = BTreeSet::new();
        for (agreement, previous) in &self.previous {
            if previous.iter().any(|previous| self.stated_for(previous, identity)) {
                successors.extend(self.stated.get(agreement).into_iter().flatten().cloned());
            }
        }
        successors.retain(|successor| successor != identity && !reusable(successor));
        successors
    }

    /// Whether an agreement stated for a subscription was replaced, or is the previous one of another agreement.
    pub(crate) fn was_replaced(&self, identity: &str) -> bool {
        let mut replaced = self.replaced.iter().chain(self.previous.values().flatten());
        replaced.any(|agreement| self.stated_for(agreement, identity))
    }
}
