//! One spelling for commands that mean the same.

use serde_json::{Map, Value};

use crate::money::{parse_decimal, parse_money, print_decimal, print_money};
use crate::owner::account_of;
use crate::policy::Policy;
use crate::time::{parse_instant, print_instant};

/// A command's own fields in one spelling (A2): without `at`, `actor` and the key; absent for `null`; amounts,
/// decimals and instants by value; of a RAM user, its UID; a policy with its defaults filled in.
pub(crate) fn own_fields(command: &Value) -> Value {
    let mut own = command.clone();
    let fields = own.as_object_mut().expect("a command is an object");
    fields.remove("at");
    fields.remove("actor");
    fields.remove("idempotency_key");
    if let Some(policy) = command.get("policy")
        && let Ok(read) = Policy::parse(policy)
    {
        fields.insert("policy".to_string(), Value::String(format!("{read:?}")));
    }
    one_spelling(&own)
}

fn one_spelling(whole: &Value) -> Value {
    let Some(fields) = whole.as_object() else {
        return whole.clone();
    };
    let mut out = Map::new();
    for (name, value) in fields {
        let spelled = match (name.as_str(), value) {
            (_, Value::Null) => continue,
            // Of an agreement; absent is false.
            ("replaced", Value::Bool(false)) => continue,
            ("amount" | "face" | "minimum_bill", Value::String(text)) => {
                let (amount, currency) = parse_money(text);
                Value::String(print_money(amount, &currency))
            }
            ("valid_from" | "valid_until" | "since" | "start" | "end" | "occurred_at", Value::String(text)) => {
                Value::String(print_instant(parse_instant(text)))
            }
            ("credit_limit" | "card_multiple" | "at_least" | "voucher", Value::String(text)) => {
                Value::String(print_decimal(parse_decimal(text)))
            }
            ("account_id", Value::String(_)) if fields.contains_key("instance_id") => Value::from(account_of(whole)),
            _ => one_spelling(value),
        };
        out.insert(name.clone(), spelled);
    }
    Value::Object(out)
}
