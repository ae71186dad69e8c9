//! Histories that once led the core and the oracle apart, as few commands as it took.

use defray_oracle::Answer;
use defray_properties::lockstep::{Lockstep, run};
use serde_json::{Value, json};

const T0: &str = "2026-03-01T00:00:00Z";

fn lead(commands: &[Value]) -> (Lockstep, Vec<Result<Answer, String>>) {
    let mut answers = Vec::new();
    let both = run(commands, |both, _, answer| {
        answers.push(answer.clone());
        both.observation()?;
        both.money()?;
        both.one_payer()
    });
    (both.unwrap_or_else(|problem| panic!("{problem}")), answers)
}

fn refused(answers: &[Result<Answer, String>]) -> &str {
    answers.last().and_then(|answer| answer.as_ref().err()).map_or("not refused", String::as_str)
}

fn open(account: &str) -> Value {
    json!({"command": "open_account", "at": T0, "account": account, "currency": "CNY"})
}

fn bind(account: &str, workspace: &str) -> Value {
    json!({"command": "bind_workspace", "at": T0, "account": account, "workspace": workspace})
}

fn legacy(account: &str, id: &str, at: &str) -> Value {
    let subscription = json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"});
    json!({
        "command": "link_cloud_account", "at": at, "account": account, "cloud_account": id, "subscription": subscription,
    })
}

fn message(signal: &str, at: &str, occurred_at: &str) -> Value {
    json!({"command": "ingest", "at": at, "message": {
        "provider": "aws", "identity": "aws:customer:p:c", "kind": "k", "signal": signal, "occurred_at": occurred_at,
    }})
}

fn bill(id: &str, workspace: &str, amount: &str, at: &str, start: &str) -> Value {
    let period = json!({"start": start, "end": "2199-01-01T00:00:00Z"});
    json!({"command": "settle_bill", "at": at, "bill": {
        "id": id, "workspace": workspace, "item": "logs", "amount": amount, "period": period,
    }})
}

/// Each total was in range and their sum was not: closing the account, and verifying the file, failed.
#[test]
fn totals_stay_in_range_together() {
    let card = json!({"command": "grant_card", "at": T0, "account": "a0", "lot": "l1", "face": "999999999999900 CNY"});
    let voucher = json!({
        "command": "issue_voucher", "at": T0, "account": "a0", "lot": "l2", "kind": "ordinary_voucher",
        "face": "499999999999999 CNY",
    });
    let (mut both, answers) = lead(&[open("a0"), card, voucher]);
    assert_eq!(refused(&answers), "amount_out_of_range");
    let close = json!({"command": "close_account", "at": T0, "account": "a0"});
    assert_eq!(both.answer(&close).unwrap(), Ok(Answer::Done(Vec::new())));
}

/// A marketplace message is never refused, so a bill that waits must always fit once it is settled.
#[test]
fn bills_that_wait_count_towards_the_range() {
    let limit = json!({"command": "set_policy", "at": T0, "account": "a0", "policy": {"credit_limit": "1"}});
    let (_, answers) = lead(&[
        open("a0"),
        bind("a0", "s/w"),
        limit,
        bill("b1", "s/w", "600000000000000 CNY", T0, T0),
        bill("b2", "s/w", "600000000000000 CNY", T0, T0),
    ]);
    assert_eq!(refused(&answers), "amount_out_of_range");
}

/// A closing cloud account still holds its subscription.
#[test]
fn a_closing_subscription_is_not_linked_again() {
    let (_, answers) = lead(&[
        open("a0"),
        legacy("a0", "c1", T0),
        message("activated", T0, T0),
        message("ended", "2026-03-02T00:10:00Z", "2026-03-02T00:00:00Z"),
        message("activated", "2026-03-02T00:20:00Z", "2026-03-02T00:15:00Z"),
        legacy("a0", "c2", "2026-03-02T00:30:00Z"),
    ]);
    assert_eq!(refused(&answers), "subscription_already_linked");
}

/// A failed link that was followed by another stays failed, although a late message says that it was active before: it
/// neither pays beside its successor nor prevents the next one.
#[test]
fn a_link_that_was_followed_stays_over() {
    let (both, _) = lead(&[
        open("a0"),
        legacy("a0", "c1", T0),
        message("failed", "2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z"),
        legacy("a0", "c2", "2026-03-04T01:00:00Z"),
        message("activated", "2026-03-13T00:00:00Z", "2026-03-02T00:00:00Z"),
        message("ended", "2026-04-30T03:00:00Z", "2026-04-30T00:00:00Z"),
        legacy("a0", "c3", "2026-04-30T04:00:00Z"),
    ]);
    let seen = both.oracle.observe();
    let state = |id: &str| seen["cloud_accounts"][id]["state"].clone();
    assert_eq!((state("c1"), state("c2"), state("c3")), (json!("failed"), json!("closed"), json!("pending")));
}

/// Dissolved at the instant from which it was bound, a workspace never had a payer; its bill can still be settled.
#[test]
fn a_workspace_dissolved_at_once_has_no_stretch() {
    let limit = json!({"command": "set_policy", "at": T0, "account": "a0", "policy": {"credit_limit": "1"}});
    let dissolve = json!({"command": "dissolve_workspace", "at": T0, "account": "a0", "workspace": "s/w"});
    let top_up = json!({"command": "top_up", "at": T0, "account": "a0", "amount": "10 CNY"});
    let (both, _) = lead(&[open("a0"), bind("a0", "s/w"), limit, bill("b", "s/w", "5 CNY", T0, T0), dissolve, top_up]);
    let seen = both.oracle.observe();
    assert_eq!(seen["workspaces"]["s/w"]["timeline"], json!([]));
    assert_eq!(seen["bills"]["b"]["status"], json!("settled"));
}

/// A bill for usage to come waits, and the workspace moves before it comes: the bill stays where it was recorded.
#[test]
fn a_held_bill_stays_with_its_account() {
    let limit = json!({"command": "set_policy", "at": T0, "account": "a0", "policy": {"credit_limit": "1"}});
    let start = "2026-03-05T00:00:00Z";
    let moved = json!({"command": "move_workspace", "at": T0, "account": "a0", "workspace": "s/w", "to": "a1"});
    let choose = json!({
        "command": "choose_method", "at": T0, "account": "a1", "workspace": "s/w", "method": {"cloud_account": "c1"},
    });
    let top_up = json!({"command": "top_up", "at": T0, "account": "a0", "amount": "10 CNY"});
    let (both, _) = lead(&[
        open("a0"),
        open("a1"),
        bind("a0", "s/w"),
        legacy("a1", "c1", T0),
        message("activated", T0, T0),
        limit,
        bill("b", "s/w", "5 CNY", T0, start),
        moved,
        choose,
        top_up,
    ]);
    let seen = both.oracle.observe();
    assert_eq!(seen["bills"]["b"]["receipt"]["payer"], json!("enterprise"));
    assert_eq!(seen["accounts"]["a0"]["cash"], json!("5 CNY"));
}

/// What falls due for two accounts happens in order of when it falls due, not account by account.
#[test]
fn two_accounts_catch_up_in_order_of_time() {
    let moved = json!({
        "command": "move_workspace", "at": "2026-04-20T00:00:00Z", "account": "a0", "workspace": "s/w0", "to": "a1",
    });
    let (both, _) = lead(&[
        open("a0"),
        open("a1"),
        bind("a0", "s/w0"),
        bind("a1", "s/w1"),
        bill("b1", "s/w1", "5 CNY", "2026-03-02T00:00:00Z", T0),
        bill("b0", "s/w0", "5 CNY", "2026-03-20T00:00:00Z", T0),
        moved,
    ]);
    let owed = both.oracle.observe()["outbox"].clone();
    let accounts: Vec<&Value> = owed.as_array().unwrap().iter().map(|mail| &mail["account"]).collect();
    assert_eq!(accounts, ["a1", "a0", "a1", "a1", "a0", "a0"]);
}

/// A gift that is never valid is no gift: the policy is invalid, not the purchase.
#[test]
fn a_gift_is_valid_for_a_second_at_least() {
    let tiers = json!([{"at_least": "10", "voucher": "1", "valid_for": 0}]);
    let policy = json!({"command": "set_policy", "at": T0, "account": "a0", "policy": {"card_tiers": tiers}});
    assert_eq!(refused(&lead(&[open("a0"), policy]).1), "invalid_policy");
}

/// A minimum on the wrong kind is said before its currency; a card is no voucher at all.
#[test]
fn vouchers_are_checked_in_the_contracts_order() {
    let voucher = |kind: &str| {
        json!({
            "command": "issue_voucher", "at": T0, "account": "a0", "lot": "l1", "kind": kind, "face": "5 CNY",
            "minimum_bill": "5 USD",
        })
    };
    assert_eq!(refused(&lead(&[open("a0"), voucher("ordinary_voucher")]).1), "minimum_not_allowed");
    assert_eq!(refused(&lead(&[open("a0"), voucher("card")]).1), "not_a_voucher");
    assert_eq!(refused(&lead(&[open("a0"), voucher("full_reduction_voucher")]).1), "currency_mismatch");
}

/// What had failed before it was ever active is failed, even if it had been closed by then.
#[test]
fn a_closed_cloud_account_that_had_failed_is_failed() {
    let (both, _) = lead(&[
        open("a0"),
        legacy("a0", "c1", T0),
        message("ended", "2026-03-02T00:00:00Z", "2026-03-01T01:00:00Z"),
        message("failed", "2026-03-08T00:00:00Z", "2026-02-20T00:00:00Z"),
    ]);
    assert_eq!(both.oracle.observe()["cloud_accounts"]["c1"]["state"], json!("failed"));
}

/// A link takes the signals up to where the next one begins, without a gap.
#[test]
fn no_signal_falls_between_two_links() {
    let (_, answers) = lead(&[
        open("a0"),
        legacy("a0", "c1", T0),
        message("ended", "2026-03-22T21:00:00Z", "2026-03-22T19:00:00Z"),
        message("activated", "2026-04-22T21:00:00Z", "2026-04-22T21:00:00Z"),
        message("ended", "2026-04-28T21:00:00Z", T0),
        legacy("a0", "c2", "2026-05-06T21:00:00Z"),
        message("ended", "2026-05-22T21:00:00Z", "2026-03-01T00:00:01Z"),
    ]);
    assert_eq!(answers.last(), Some(&Ok(Answer::Disposition("no_change".to_owned()))));
}

/// `advance` goes as far as it is asked, even where the account was decided later within the tolerance.
#[test]
fn advance_goes_as_far_as_it_is_asked() {
    let grace = json!({"command": "set_policy", "at": T0, "policy": {"grace": 0}});
    let advance = json!({"command": "advance", "at": "2026-03-02T00:00:00Z"});
    let (_, answers) =
        lead(&[open("a0"), bind("a0", "s/w"), grace, bill("b", "s/w", "5 CNY", "2026-03-02T00:01:00Z", T0), advance]);
    assert_eq!(answers.last(), Some(&Ok(Answer::Kept)));
}

fn active_cloud(account: &str, workspace: &str) -> [Value; 3] {
    let choose = json!({
        "command": "choose_method", "at": T0, "account": account, "workspace": workspace,
        "method": {"cloud_account": "c1"},
    });
    [legacy(account, "c1", T0), message("activated", T0, T0), choose]
}

/// The reversal finds the bill as the deadline, which passes just before it, has left it: paid by the enterprise
/// account.
#[test]
fn a_bill_that_falls_back_just_before_it_is_reversed() {
    let end = "2026-03-04T00:00:00Z";
    let reverse = json!({
        "command": "reverse_bill", "at": "2026-03-04T03:00:00Z", "bill": "b", "reversal": "r", "amount": "20 CNY",
    });
    let mut commands = vec![open("a0"), bind("a0", "s/w")];
    commands.extend(active_cloud("a0", "s/w"));
    commands.extend([message("ended", end, end), bill("b", "s/w", "33 CNY", end, T0), reverse]);
    let (both, _) = lead(&commands);
    let seen = both.oracle.observe();
    assert_eq!(seen["accounts"]["a0"]["overdraft"], json!("13 CNY"));
    assert_eq!(seen["bills"]["b"]["corrections"][0]["at"], json!("2026-03-04T01:00:00Z"));
    assert_eq!(seen["meters"]["c1"]["owed"], json!("0 CNY"));
}

fn request(at: &str) -> Value {
    json!({"command": "request_metering", "at": at, "cloud_account": "c1"})
}

fn answered(record: &str, outcome: &str, at: &str) -> Value {
    let outcome = if outcome == "rejected" { json!({"rejected": {}}) } else { json!(outcome) };
    json!({"command": "acknowledge_metering", "at": at, "record": record, "outcome": outcome})
}

/// In units of 4: of a bill of 10, 8 are in flight as record 8.0, and 2 wait.
fn split() -> Vec<Value> {
    let policy = json!({"metering": [{"provider": "aws", "dimension": "d", "unit": "4"}]});
    let policy = json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy});
    let mut commands = vec![open("a0"), bind("a0", "s/w"), policy];
    commands.extend(active_cloud("a0", "s/w"));
    commands.extend([bill("b", "s/w", "10 CNY", "2026-03-02T00:00:00Z", T0), request("2026-03-02T00:00:00Z")]);
    commands
}

/// A bill that has two charges in one meter is one bill of the mail.
#[test]
fn a_bill_that_falls_back_twice_is_named_once() {
    let mut commands = split();
    commands.extend([
        message("failed", "2026-03-02T00:10:00Z", "2026-02-27T00:00:00Z"),
        message("activated", "2026-03-02T00:20:00Z", "2026-02-26T00:00:00Z"),
        answered("8.0", "rejected", "2026-03-02T00:30:00Z"),
        message("ended", "2026-03-02T00:40:00Z", "2026-03-02T00:40:00Z"),
        json!({"command": "advance", "at": "2026-03-03T00:00:00Z"}),
    ]);
    let (both, _) = lead(&commands);
    let seen = both.oracle.observe();
    assert_eq!(seen["bills"]["b"]["corrections"].as_array().unwrap().len(), 4);
    let mails = seen["outbox"].as_array().unwrap();
    let mail = mails.iter().find(|mail| mail["template"] == "usage_not_metered").unwrap();
    assert_eq!((&mail["bills"], &mail["amount"]), (&json!(["b"]), &json!("10 CNY")));
}

/// Another payer owns the usage that the provider does not take from this customer: the correction comes first, and
/// sends no notification.
#[test]
fn another_payer_comes_before_the_fall_back() {
    let mut commands = split();
    commands.extend([
        message("failed", "2026-03-02T00:10:00Z", "2026-02-27T00:00:00Z"),
        answered("8.0", "not_subscribed", "2026-03-02T00:30:00Z"),
    ]);
    let (both, _) = lead(&commands);
    let corrections = both.oracle.observe()["bills"]["b"]["corrections"].clone();
    assert_eq!((&corrections[1]["reason"], &corrections[1]["amount"]), (&json!("payer_changed"), &json!("8 CNY")));
}

/// Arrears without grace, begun by one deadline, lock the account before another deadline of the same instant.
#[test]
fn two_deadlines_of_one_instant() {
    let policy = json!({"grace": 0});
    let mut commands = vec![
        open("a0"),
        bind("a0", "s/w"),
        bind("a0", "s/v"),
        json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy}),
    ];
    commands.extend(active_cloud("a0", "s/w"));
    let identity = "aws:customer:p:d";
    let about_d = |signal: &str, at: &str| {
        json!({"command": "ingest", "at": at, "message": {
            "provider": "aws", "identity": identity, "kind": "k", "signal": signal, "occurred_at": at,
        }})
    };
    let end = "2026-03-04T00:00:00Z";
    commands.extend([
        json!({"command": "link_cloud_account", "at": T0, "account": "a0", "cloud_account": "c2",
               "subscription": {"provider": "aws", "customer_identifier": "d", "product_code": "p"}}),
        about_d("activated", T0),
        json!({"command": "choose_method", "at": T0, "account": "a0", "workspace": "s/v",
               "method": {"cloud_account": "c2"}}),
        bill("b1", "s/w", "3 CNY", end, T0),
        bill("b2", "s/v", "4 CNY", end, T0),
        message("ended", end, end),
        about_d("ended", end),
        json!({"command": "advance", "at": "2026-03-05T00:00:00Z"}),
    ]);
    let (both, _) = lead(&commands);
    let mails = both.oracle.observe()["outbox"].clone();
    let mails: Vec<&Value> = mails.as_array().unwrap().iter().map(|mail| &mail["template"]).collect();
    let expected = ["usage_not_metered", "arrears_begun", "account_locked", "usage_not_metered"];
    assert_eq!(mails[2..], expected);
}

/// The workspace moved before usage that was billed and metered early: refused, it is the enterprise account's of the
/// bill.
#[test]
fn a_void_record_of_a_workspace_that_moved() {
    let mut commands = split();
    let start = "2026-03-09T00:00:00Z";
    commands.insert(1, open("a1"));
    commands[7] = bill("b", "s/w", "10 CNY", "2026-03-02T00:00:00Z", start);
    commands.extend([
        json!({"command": "move_workspace", "at": "2026-03-02T00:10:00Z", "account": "a0", "workspace": "s/w", "to": "a1"}),
        answered("9.0", "rejected", "2026-03-02T00:30:00Z"),
    ]);
    let (both, _) = lead(&commands);
    let corrections = both.oracle.observe()["bills"]["b"]["corrections"].clone();
    assert_eq!(corrections[0]["payer"], json!("enterprise"));
}

/// A record is in flight, its bill is reversed as a whole, and the same amount is billed again: for some time the sum
/// is out of the range of money.
#[test]
fn more_is_owed_than_money_can_be() {
    let (early, huge) = ("2026-03-02T00:00:00Z", "999999999999900 CNY");
    let mut commands = vec![open("a0"), bind("a0", "s/w")];
    commands.extend(active_cloud("a0", "s/w"));
    commands.extend([
        bill("b", "s/w", huge, early, T0),
        request(early),
        json!({"command": "reverse_bill", "at": early, "bill": "b", "reversal": "r"}),
        bill("b2", "s/w", huge, early, T0),
        answered("7.0", "rejected", early),
    ]);
    let (both, _) = lead(&commands);
    assert_eq!(both.oracle.observe()["meters"]["c1"]["owed"], json!(huge));
}

/// The outcome `duplicate`, with the quantity that the provider has or without one.
fn duplicate(record: &str, quantity: Option<u32>, at: &str) -> Value {
    let outcome = json!({"duplicate": {"quantity": quantity}});
    json!({"command": "acknowledge_metering", "at": at, "record": record, "outcome": outcome})
}

/// Two records of 900 000 000 000 000 CNY each that fell back: 7.0 and, after the refund of its bill, 10.0.
fn two_huge_late_records() -> Vec<Value> {
    let huge = "900000000000000 CNY";
    let policy = json!({"metering": [{"provider": "aws", "dimension": "d", "unit": "500000"}]});
    let mut commands = vec![open("a0"), bind("a0", "s/w")];
    commands.push(json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy}));
    commands.extend(active_cloud("a0", "s/w"));
    commands.extend([
        bill("b1", "s/w", huge, "2026-03-02T00:00:00Z", T0),
        request("2026-03-02T00:00:00Z"),
        // Falls back first.
        json!({"command": "reverse_bill", "at": "2026-03-03T00:00:00Z", "bill": "b1", "reversal": "r"}),
        bill("b2", "s/w", huge, "2026-03-03T00:00:00Z", T0),
        request("2026-03-03T00:00:00Z"),
    ]);
    commands
}

/// The credit of two records that the provider has after all would be out of the range of money.
#[test]
fn credit_of_late_records_stays_in_the_range_of_money() {
    let mut commands = two_huge_late_records();
    commands.extend([
        json!({"command": "advance", "at": "2026-03-04T00:00:00Z"}),
        answered("8.0", "accepted", "2026-03-04T00:00:00Z"),
        answered("11.0", "accepted", "2026-03-04T00:00:00Z"),
    ]);
    let (_, answers) = lead(&commands);
    assert_eq!(refused(&answers), "amount_out_of_range");
}

/// The provider has a late record, and then accepts the record in flight: the total that it accepted would be out of
/// the range of money.
#[test]
fn the_accepted_total_stays_in_the_range_of_money() {
    let mut commands = two_huge_late_records();
    commands.extend([
        answered("8.0", "accepted", "2026-03-03T00:01:00Z"),
        answered("11.0", "accepted", "2026-03-03T00:01:00Z"),
    ]);
    let (_, answers) = lead(&commands);
    assert_eq!(refused(&answers), "amount_out_of_range");
}

/// A refund from a charge that the provider has becomes credit, beside that of a late record: never more than was
/// accepted.
#[test]
fn credit_of_a_refund_stays_in_the_range_of_money() {
    let mut commands = two_huge_late_records();
    commands.extend([
        answered("11.0", "accepted", "2026-03-03T00:01:00Z"),
        duplicate("8.0", Some(199_999_999), "2026-03-03T00:01:00Z"),
        json!({"command": "reverse_bill", "at": "2026-03-03T00:02:00Z", "bill": "b2", "reversal": "r"}),
    ]);
    let (both, _) = lead(&commands);
    assert_eq!(both.oracle.observe()["meters"]["c1"]["credit"], json!("999999999500000 CNY"));
}

/// What is reversed in flight becomes credit with the answer, beside that of a late record.
#[test]
fn credit_of_what_was_reversed_in_flight_stays_in_the_range_of_money() {
    let mut commands = two_huge_late_records();
    commands.extend([
        json!({"command": "reverse_bill", "at": "2026-03-03T00:02:00Z", "bill": "b2", "reversal": "r"}),
        duplicate("8.0", Some(250_000_000), "2026-03-03T00:02:00Z"),
        duplicate("11.0", Some(1_750_000_000), "2026-03-03T00:02:00Z"),
    ]);
    let (mut both, answers) = lead(&commands);
    assert_eq!(refused(&answers), "amount_out_of_range");
    let less = duplicate("11.0", Some(1_749_999_999), "2026-03-03T00:02:00Z");
    assert_eq!(both.answer(&less).unwrap(), Ok(Answer::Done(Vec::new())));
    assert_eq!(both.oracle.observe()["meters"]["c1"]["credit"], json!("999999999500000 CNY"));
}

/// A record that fell back keeps no account open; its answer may come after the account was closed.
#[test]
fn a_late_answer_for_a_closed_account() {
    let mut commands = split();
    let end = "2026-03-03T00:00:00Z";
    commands.extend([
        message("ended", end, end),
        json!({"command": "top_up", "at": end, "account": "a0", "amount": "10 CNY"}),
        json!({"command": "dissolve_workspace", "at": end, "account": "a0", "workspace": "s/w"}),
        json!({"command": "close_account", "at": "2026-03-04T00:00:00Z", "account": "a0"}),
        duplicate("8.0", None, "2026-03-05T00:00:00Z"),
        duplicate("8.0", Some(3), "2026-03-06T00:00:00Z"),
    ]);
    let (both, answers) = lead(&commands);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(both.oracle.observe()["meters"]["c1"]["credit"], json!("12 CNY"));
}

/// Records of one account with the same last sending time fall back in the order of their numbers, not as text.
#[test]
fn records_fall_back_in_the_order_of_their_numbers() {
    let mut commands = vec![open("a0"), bind("a0", "s/w"), bind("a0", "s/v")];
    commands.extend(active_cloud("a0", "s/w"));
    let subscription = json!({"provider": "aws", "customer_identifier": "d", "product_code": "p"});
    commands.extend([
        json!({"command": "link_cloud_account", "at": T0, "account": "a0", "cloud_account": "c0",
               "subscription": subscription}),
        json!({"command": "ingest", "at": T0, "message": {"provider": "aws", "identity": "aws:customer:p:d",
               "kind": "k", "signal": "activated", "occurred_at": T0}}),
        json!({"command": "choose_method", "at": T0, "account": "a0", "workspace": "s/v",
               "method": {"cloud_account": "c0"}}),
    ]);
    let early = "2026-03-02T00:00:00Z";
    commands.extend([bill("b1", "s/w", "5 CNY", early, T0), bill("b2", "s/v", "5 CNY", early, T0)]);
    while commands.len() < 98 {
        let message = json!({"provider": "aws", "kind": "k", "signal": "ignored"});
        commands.push(json!({"command": "ingest", "at": early, "message": message}));
    }
    commands.extend([
        request(early),
        json!({"command": "request_metering", "at": early, "cloud_account": "c0"}),
        json!({"command": "advance", "at": "2026-03-03T00:00:00Z"}),
    ]);
    let (both, _) = lead(&commands);
    let mails = both.oracle.observe()["outbox"].clone();
    let late = mails.as_array().unwrap().iter().filter(|mail| mail["template"] == "usage_record_too_late");
    let records: Vec<&Value> = late.map(|mail| &mail["record"]).collect();
    assert_eq!(records, ["99.0", "100.0"]);
}

/// Overdraft and grace of an account are looked at after each record; a record may fall back at the same instant at
/// which a deadline passes.
#[test]
fn a_record_falls_back_at_the_instant_of_a_deadline() {
    let policy = json!({"grace": 0, "metering_windows": {"aws": 18_000}});
    let mut commands = vec![open("a0"), bind("a0", "s/w")];
    commands.push(json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy}));
    commands.extend(active_cloud("a0", "s/w"));
    let end = "2026-03-02T00:00:00Z";
    commands.extend([
        bill("b1", "s/w", "5 CNY", end, T0),
        request(end),
        bill("b2", "s/w", "3 CNY", end, T0),
        message("ended", end, end),
        json!({"command": "advance", "at": "2026-03-03T00:00:00Z"}),
    ]);
    let (both, _) = lead(&commands);
    let mails = both.oracle.observe()["outbox"].clone();
    let templates: Vec<&Value> = mails.as_array().unwrap().iter().map(|mail| &mail["template"]).collect();
    let expected = [
        "method_changed_by_force",
        "usage_not_metered",
        "arrears_begun",
        "account_locked",
        "usage_not_metered",
        "usage_record_too_late",
    ];
    assert_eq!(templates, expected);
}

/// A request before the last sending time gives the record again, although the account was decided later; and an
/// unknown outcome never makes a record fall back.
#[test]
fn only_what_is_recorded_catches_up() {
    let mut commands = split();
    commands.extend([
        answered("8.0", "unprocessed", "2026-03-09T00:00:00Z"),
        request("2026-03-02T04:59:59.999999999Z"),
        request("2026-03-02T05:00:00Z"),
        answered("8.0", "not_subscribed", "2026-03-02T05:00:01Z"),
        answered("8.0", "accepted", "2026-03-02T05:00:01Z"),
    ]);
    let (_, answers) = lead(&commands);
    let last = &answers[answers.len() - 5..];
    let done = Ok(Answer::Done(Vec::new()));
    assert_eq!(last, [Ok(Answer::Kept), Ok(Answer::Replayed), done.clone(), Ok(Answer::Kept), done]);
}

fn alicloud(account: &str, id: &str, at: &str, account_id: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": at, "account": account, "cloud_account": id,
        "subscription": {"provider": "alicloud", "account_id": account_id, "instance_id": "7"},
    })
}

fn stated(signal: &str, at: &str, account_id: &str) -> Value {
    json!({"command": "ingest", "at": at, "message": {
        "provider": "alicloud", "identity": "alicloud:7", "kind": "k", "signal": signal, "occurred_at": at,
        "account_id": account_id,
    }})
}

fn unlink(account: &str, id: &str, at: &str) -> Value {
    json!({"command": "unlink_cloud_account", "at": at, "account": account, "cloud_account": id, "reason": "wrong"})
}

fn choose(account: &str, workspace: &str, id: &str, at: &str) -> Value {
    json!({
        "command": "choose_method", "at": at, "account": account, "workspace": workspace,
        "method": {"cloud_account": id},
    })
}

/// A provider that has a record of no units has accepted no usage: the link can be undone (C4).
#[test]
fn a_record_of_no_units_is_no_usage() {
    let policy = json!({"metering": [{"provider": "alicloud", "dimension": "d", "unit": "1"}]});
    let at = "2026-03-02T01:00:00Z";
    let (both, answers) = lead(&[
        open("a0"),
        bind("a0", "s/w"),
        json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy}),
        alicloud("a0", "c1", T0, "1"),
        stated("activated", T0, "1"),
        choose("a0", "s/w", "c1", T0),
        bill("b1", "s/w", "5 CNY", at, "2026-03-02T00:00:00Z"),
        json!({"command": "request_metering", "at": at, "cloud_account": "c1"}),
        json!({"command": "acknowledge_metering", "at": at, "record": "8.0", "outcome": {"duplicate": {"quantity": 0}}}),
        unlink("a0", "c1", at),
    ]);
    assert_eq!(answers.last(), Some(&Ok(Answer::Done(Vec::new()))));
    assert_eq!(both.oracle.observe()["cloud_accounts"]["c1"]["state"], "failed");
}

/// A provider that accepts a record after its bills fell back has accepted usage, although no charge is accepted; and a
/// disputed record has no final answer. In both cases the link stays (C4).
#[test]
fn a_late_answer_keeps_the_link() {
    let policy = json!({"metering": [{"provider": "alicloud", "dimension": "d", "unit": "1"}]});
    let at = "2026-03-02T01:00:00Z";
    let later = "2026-03-03T00:00:00Z";
    // The second outcome is a dispute that begins after the fall back: no record is in flight then.
    for outcome in [json!("accepted"), json!({"duplicate": {}})] {
        let (_, answers) = lead(&[
            open("a0"),
            bind("a0", "s/w"),
            json!({"command": "set_policy", "at": T0, "account": "a0", "policy": policy}),
            alicloud("a0", "c1", T0, "1"),
            stated("activated", T0, "1"),
            choose("a0", "s/w", "c1", T0),
            bill("b1", "s/w", "5 CNY", at, "2026-03-02T00:00:00Z"),
            json!({"command": "request_metering", "at": at, "cloud_account": "c1"}),
            json!({"command": "acknowledge_metering", "at": later, "record": "8.0", "outcome": outcome}),
            unlink("a0", "c1", later),
        ]);
        assert_eq!(refused(&answers), "cloud_account_metered");
    }
}

/// The workspace moved before the usage that was billed: no timeline names the cloud account of the undone link, and
/// what waits in its meter falls back nevertheless.
#[test]
fn usage_billed_ahead_falls_back_when_the_link_is_undone() {
    let later = "2026-03-05T00:00:00Z";
    let (both, _) = lead(&[
        open("a0"),
        open("a1"),
        bind("a0", "s/w"),
        alicloud("a0", "c1", T0, "1"),
        stated("activated", T0, "1"),
        choose("a0", "s/w", "c1", T0),
        bill("b1", "s/w", "5 CNY", "2026-03-02T00:00:00Z", "2026-03-10T00:00:00Z"),
        json!({"command": "move_workspace", "at": later, "account": "a0", "workspace": "s/w", "to": "a1"}),
        unlink("a0", "c1", later),
    ]);
    let seen = both.oracle.observe();
    assert_eq!(seen["bills"]["b1"]["corrections"][0]["reason"], "unmetered");
    assert_eq!(seen["accounts"]["a0"]["overdraft"], "5 CNY");
}

/// A RAM user is its UID, also where a key is used again (A2).
#[test]
fn a_ram_user_and_its_uid_are_the_same_command() {
    let mut one = alicloud("a0", "c1", T0, "ops@1");
    one["idempotency_key"] = json!("k");
    let mut other = alicloud("a0", "c1", T0, "1");
    other["idempotency_key"] = json!("k");
    let (_, answers) = lead(&[open("a0"), one, other]);
    assert_eq!(answers.last(), Some(&Ok(Answer::Replayed)));
}
