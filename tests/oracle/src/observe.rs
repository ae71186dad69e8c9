//! The complete observable state as one JSON value.

use serde_json::{Map, Value, json};

use crate::late::show_late_bills;
use crate::money::print_money;
use crate::state::{
    Account, Because, Bill, CloudAccount, CloudState, Lot, LotEnd, Mark, Meter, Method, Payer, RecordState, Standing,
    State, Status, UsageRecord, Workspace,
};
use crate::time::print_instant;

pub(crate) fn observe(state: &State) -> Value {
    let mut accounts = Map::new();
    for (id, account) in &state.accounts {
        accounts.insert(id.clone(), show_account(account));
    }
    let mut workspaces = Map::new();
    for (name, workspace) in &state.workspaces {
        workspaces.insert(name.clone(), show_workspace(workspace));
    }
    let mut cloud_accounts = Map::new();
    for (id, cloud) in &state.cloud_accounts {
        cloud_accounts.insert(id.clone(), show_cloud_account(cloud));
    }
    let mut bills = Map::new();
    for (id, bill) in &state.bills {
        bills.insert(id.clone(), show_bill(bill));
    }
    let mut meters = Map::new();
    for (id, meter) in &state.meters {
        meters.insert(id.clone(), show_meter(state, id, meter));
    }
    let mut usage_records = Map::new();
    for (number, record) in &state.usage_records {
        usage_records.insert(number.clone(), show_usage_record(state, record));
    }
    let mut outbox = Vec::new();
    for outbox_message in &state.outbox {
        if !outbox_message.acknowledged {
            outbox.push(outbox_message.fields.clone());
        }
    }
    json!({
        "accounts": accounts, "workspaces": workspaces, "cloud_accounts": cloud_accounts, "bills": bills,
        "outbox": outbox, "meters": meters, "usage_records": usage_records, "exports": state.exports,
        "unmatched": state.unmatched(),
    })
}

fn show_account(account: &Account) -> Value {
    let standing = match &account.standing {
        Standing::Good => json!("good"),
        Standing::InArrears { since, deadline, .. } => {
            json!({"in_arrears": {"since": print_instant(*since), "deadline": print_instant(*deadline)}})
        }
        Standing::Locked { since, deadline } => {
            json!({"locked": {"since": print_instant(*since), "deadline": print_instant(*deadline)}})
        }
    };
    let mut lots = Map::new();
    for (id, lot) in &account.lots {
        lots.insert(id.clone(), show_lot(lot, &account.currency));
    }
    let mut shown = json!({
        "currency": account.currency, "closed": account.closed, "standing": standing,
        "cash": print_money(account.cash, &account.currency),
        "overdraft": print_money(account.overdraft, &account.currency),
        "lots": lots, "mail_settings": {},
    });
    if account.late.is_some() {
        shown["not_metered"] = show_late_bills(account);
    }
    for (name, setting) in
        [("language", &account.mail_settings.language), ("time_zone", &account.mail_settings.time_zone)]
    {
        if let Some(setting) = setting {
            shown["mail_settings"][name] = json!(setting);
        }
    }
    shown
}

fn show_lot(lot: &Lot, currency: &str) -> Value {
    let state = match lot.end {
        Some(LotEnd::Expired) => "expired",
        Some(LotEnd::Void) => "void",
        None if lot.available == 0 => "exhausted",
        None => "open",
    };
    json!({"kind": lot.kind, "available": print_money(lot.available, currency), "state": state})
}

pub(crate) fn show_payer(payer: &Payer) -> Value {
    match payer {
        Payer::Enterprise => json!("enterprise"),
        Payer::Cloud(cloud) => json!({"cloud_account": cloud}),
    }
}

fn show_workspace(workspace: &Workspace) -> Value {
    let method = match &workspace.method {
        Method::Paying(payer) => show_payer(payer),
        Method::Opening { target, from } => {
            json!({"opening": {"cloud_account": target, "from": show_payer(from)}})
        }
        Method::Dissolved => json!("dissolved"),
    };
    let mut timeline = Vec::new();
    for interval in &workspace.timeline {
        timeline.push(json!({
            "from": print_instant(interval.from), "account": interval.account, "payer": show_payer(&interval.payer),
            "cause": show_because(&interval.because),
        }));
    }
    let mut shown = json!({"account": workspace.account, "method": method, "timeline": timeline});
    if let Some(name) = &workspace.display_name {
        shown["display_name"] = json!(name);
    }
    shown
}

fn show_because(because: &Because) -> Value {
    let by = |actor: &Option<String>| match actor {
        Some(actor) => json!({"by": actor}),
        None => json!({}),
    };
    match because {
        Because::Bound => json!("bound"),
        Because::Chosen(actor) => json!({"chosen": by(actor)}),
        Because::Activated(cloud) => json!({"activated": {"cloud_account": cloud}}),
        Because::Forced(cloud) => json!({"forced": {"cloud_account": cloud}}),
        Because::Replaced(cloud) => json!({"replaced": {"cloud_account": cloud}}),
        Because::Moved(actor) => json!({"moved": by(actor)}),
    }
}

fn show_cloud_account(cloud: &CloudAccount) -> Value {
    let state = match cloud.state() {
        CloudState::Pending => "pending",
        CloudState::Active => "active",
        CloudState::Suspended => "suspended",
        CloudState::Failed => "failed",
        CloudState::Closing => "closing",
        CloudState::Closed => "closed",
    };
    let mut shown = json!({"account": cloud.account, "state": state});
    if let Some(ended_at) = cloud.life.ended_at {
        shown["ended_at"] = json!(print_instant(ended_at));
    }
    if let Some(deadline) = cloud.metering_deadline {
        shown["metering_deadline"] = json!(print_instant(deadline));
    }
    if let Some(successor) = &cloud.successor {
        shown["successor"] = json!(successor);
    }
    shown
}

fn show_bill(bill: &Bill) -> Value {
    let status = match bill.status {
        Status::New => panic!("it is settled or held by now"),
        Status::Settled => "settled",
        Status::Held(_) => "held",
        Status::Cancelled => "cancelled",
    };
    let reversed = print_money(bill.reversed, &bill.charge.currency);
    let mut shown = json!({
        "status": status, "account": bill.account, "reversed": reversed, "corrections": bill.corrections,
    });
    if let Some(receipt) = &bill.receipt {
        shown["receipt"] = receipt.clone();
    }
    if let Some(restates) = &bill.restates {
        shown["restates"] = json!(restates);
    }
    if let Some(restated) = &bill.restated {
        shown["restated"] = json!({"at": print_instant(restated.at)});
        if let Some(by) = &restated.by {
            shown["restated"]["by"] = json!(by);
        }
    }
    shown
}

fn show_mark(mark: &Mark, currency: &str) -> Value {
    json!({
        "position": format!("{}.{}", mark.place.position, mark.place.index), "part": print_money(mark.part, currency),
    })
}

fn show_meter(state: &State, id: &str, meter: &Meter) -> Value {
    let currency = state.currency(&state.cloud_accounts[id].account);
    let (mut owed, mut all_reversed) = (0, 0);
    let mut charges = Vec::new();
    for charge in &meter.charges {
        let amount = charge.waits + charge.in_flight;
        owed += amount;
        all_reversed += charge.reversed;
        if amount > 0 {
            charges.push(json!({
                "bill": charge.bill, "workspace": charge.workspace, "position": charge.place.position,
                "index": charge.place.index, "amount": print_money(amount, &currency),
                "reversed": print_money(charge.reversed, &currency),
            }));
        }
    }
    let mut shown = json!({
        "accepted": print_money(meter.accepted, &currency), "owed": print_money(owed, &currency),
        "credit": print_money(meter.credit, &currency), "reversed": print_money(all_reversed, &currency),
        "charges": charges,
    });
    if let Some(number) = state.in_flight(id) {
        shown["in_flight"] = json!(number);
    }
    if let Some(head) = &meter.head {
        shown["head"] = show_mark(head, &currency);
    }
    shown
}

fn show_usage_record(state: &State, record: &UsageRecord) -> Value {
    let currency = state.currency(&state.cloud_accounts[&record.cloud_account].account);
    let name = match record.state {
        RecordState::InFlight => "in_flight",
        RecordState::Accepted => "accepted",
        RecordState::Void => "void",
        RecordState::Disputed => "disputed",
        RecordState::TooLate => "too_late",
    };
    let mut shown = json!({
        "cloud_account": record.cloud_account, "state": name, "dimension": record.dimension,
        "start": print_instant(record.start), "end": print_instant(record.end),
        "unit": print_money(record.unit, &currency), "quantity": whole(record.quantity),
        "credit": print_money(record.credit, &currency), "upto": show_mark(&record.upto, &currency),
        "requested_at": print_instant(record.requested_at), "send_until": print_instant(record.send_until),
    });
    if let Some(settled_at) = record.settled_at {
        shown["settled_at"] = json!(print_instant(settled_at));
    }
    if let Some(reason) = &record.reason {
        shown["reason"] = json!(reason);
    }
    if let Some(provider_record) = &record.provider_record {
        shown["provider_record"] = json!(provider_record);
    }
    if let Some(from) = &record.from {
        shown["from"] = show_mark(from, &currency);
    }
    if let Some(accepted) = record.accepted {
        shown["accepted"] = whole(accepted);
    }
    shown
}

pub(crate) fn whole(quantity: i128) -> Value {
    json!(u64::try_from(quantity).expect("a quantity is a small whole number"))
}
