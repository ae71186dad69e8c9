//! `demo`: shows four months of one customer on a temporary ledger, as text for people in finance.

mod stage;
mod timeline;

use defray::core::fund::Fund;

use self::stage::Stage;
use super::Context;
use crate::failure::{Failure, Outcome};

/// Real usage of September 2024, anonymised: FOCUS sample data of the FinOps Foundation, CC BY 4.0.
const FOCUS_ROWS: &[u8] = include_bytes!("../../../../tests/data/focus-1.0-sample-300.csv");

/// The account of the customer in the FOCUS rows.
const ACCOUNT: &str = "1234567890123";
/// Two workspaces of the account, on two sites.
const ATLAS: &str = "us-east-1/11353890204";
const ORION: &str = "eu-west-2/18938484842";

pub(crate) fn run(context: &Context) -> Result<Outcome, Failure> {
    let mut stage = Stage::new(context.json)?;
    stage.say(
        "defray decides who pays for the usage of workspaces, out of which funds, and why.\n\
        This example shows four months of one customer. Its ledger is temporary.\n",
    )?;
    money(&mut stage)?;
    enterprise(&mut stage)?;
    alicloud_opens(&mut stage)?;
    real_rows(&mut stage)?;
    alicloud_ends(&mut stage)?;
    aws(&mut stage)?;
    arrears(&mut stage)?;
    proof(&mut stage)?;
    stage.end()
}

fn money(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "1. Money",
        "An account with cash, vouchers and two stored-value cards. The card that it bought came with a voucher (M1 to M3).",
    )?;
    stage.play(&[
        r#"{"command":"open_account","at":"2024-09-01T00:00:00Z","account":"1234567890123","currency":"USD"}"#,
        r#"{"command":"set_policy","at":"2024-09-01T00:00:00Z","account":"1234567890123","policy":{"card_tiers":[{"at_least":"100","voucher":"15"}]}}"#,
        r#"{"command":"top_up","at":"2024-09-01T00:00:00Z","account":"1234567890123","amount":"500 USD","reference":"wire 2024-0901"}"#,
        r#"{"command":"issue_voucher","at":"2024-09-01T00:00:00Z","account":"1234567890123","lot":"WELCOME","kind":"ordinary_voucher","face":"2 USD","valid_until":"2025-01-01T00:00:00Z"}"#,
        r#"{"command":"issue_voucher","at":"2024-09-01T00:00:00Z","account":"1234567890123","lot":"AUTUMN","kind":"ordinary_voucher","face":"1 USD","valid_until":"2024-11-01T00:00:00Z"}"#,
        r#"{"command":"issue_voucher","at":"2024-09-01T00:00:00Z","account":"1234567890123","lot":"BIG-BILL","kind":"full_reduction_voucher","face":"10 USD","minimum_bill":"200 USD"}"#,
        r#"{"command":"buy_card","at":"2024-09-01T00:00:00Z","account":"1234567890123","lot":"CARD-1","face":"100 USD"}"#,
        r#"{"command":"grant_card","at":"2024-09-01T00:00:00Z","account":"1234567890123","lot":"PARTNER","face":"5 USD","valid_from":"2024-09-05T00:00:00Z","valid_until":"2024-09-25T00:00:00Z"}"#,
    ])?;
    stage.wallet(ACCOUNT)
}

fn enterprise(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "2. The enterprise account pays",
        "Two workspaces on two sites. One bill is for logs, one is for SMS, which vouchers do not pay (W1 to W5).",
    )?;
    stage.play(&[
        r#"{"command":"bind_workspace","at":"2024-09-01T00:00:00Z","account":"1234567890123","workspace":"us-east-1/11353890204"}"#,
        r#"{"command":"bind_workspace","at":"2024-09-01T00:00:00Z","account":"1234567890123","workspace":"eu-west-2/18938484842"}"#,
        r#"{"command":"settle_bill","at":"2024-09-02T00:10:00Z","bill":{"id":"logs-0901","workspace":"us-east-1/11353890204","item":"logs","amount":"113.25 USD","period":{"start":"2024-09-01T00:00:00Z","end":"2024-09-02T00:00:00Z"}}}"#,
        r#"{"command":"settle_bill","at":"2024-09-02T00:10:00Z","bill":{"id":"sms-0901","workspace":"eu-west-2/18938484842","item":"sms","amount":"3.2 USD","period":{"start":"2024-09-01T00:00:00Z","end":"2024-09-02T00:00:00Z"}}}"#,
    ])?;
    stage.explain("logs-0901")?;
    stage.explain("sms-0901")
}

fn alicloud_opens(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "3. AliCloud is chosen",
        "The customer enters the account id from the AliCloud console, including the name of a RAM user. The enterprise account \
        pays until the marketplace confirms.",
    )?;
    stage.play(&[
        r#"{"command":"link_cloud_account","at":"2024-09-03T09:00:00Z","actor":"li.wei","account":"1234567890123","cloud_account":"ali-1","subscription":{"provider":"alicloud","account_id":"ops@0123456789012345","instance_id":"1551111111"}}"#,
        r#"{"command":"choose_method","at":"2024-09-03T09:01:00Z","actor":"li.wei","account":"1234567890123","workspace":"us-east-1/11353890204","method":{"cloud_account":"ali-1"}}"#,
        r#"{"command":"choose_method","at":"2024-09-03T09:02:00Z","actor":"li.wei","account":"1234567890123","workspace":"eu-west-2/18938484842","method":{"cloud_account":"ali-1"}}"#,
    ])?;
    stage.receive(
        "alicloud",
        "2024-09-03T09:05:00Z",
        "action=createInstance&aliUid=0123456789012345&orderBizId=1551111111&orderId=269326581310319&productCode=cmgj00053362&\
         skuId=yuncode6661200001&trial=false&token=691b1c2be27485a87fb000de6f89f1d3",
    )
}

fn real_rows(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "4. A month of real usage",
        "300 rows in the FOCUS format, with eleven decimals each. Nothing is rounded. A second import settles no bill again (P4, \
        W6). The partner's card expired before the import.",
    )?;
    let first = stage.import(FOCUS_ROWS, "2024-10-01T02:00:00Z")?;
    stage.say("The payers and their funds:\n")?;
    stage.paid_since(first)?;
    stage.say("The same file is imported again:\n")?;
    stage.import(FOCUS_ROWS, "2024-10-01T02:05:00Z")?;
    Ok(())
}

fn alicloud_ends(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "5. AliCloud ends the subscription",
        "One raw message and one commit: the enterprise account pays again for all workspaces, and a notification to the customer \
        is queued (C3, N1). The charges of a month are metered to AliCloud in whole units of 0.01, in the hour of the end (N2, \
        W6). A rest of less than one unit, and a later bill for usage before the end, cannot be metered any more: the enterprise \
        account pays them (P2).",
    )?;
    stage.receive(
        "alicloud",
        "2024-10-10T15:20:00Z",
        "action=releaseInstance&instanceId=1551111111&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7",
    )?;
    stage.meter("ali-1", "2024-10-10T15:25:00Z")?;
    stage.play(&[
        r#"{"command":"settle_bill","at":"2024-10-11T00:10:00Z","bill":{"id":"logs-1009","workspace":"us-east-1/11353890204","item":"logs","amount":"12.4 USD","period":{"start":"2024-10-09T00:00:00Z","end":"2024-10-10T00:00:00Z"}}}"#,
    ])?;
    stage.explain("logs-1009")?;
    stage.outbox()
}

fn aws(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "6. AWS, and messages that arrive twice and out of order",
        "The time of an event decides, not the order of arrival (T2). The end is recorded once, and an older message that arrives \
        after it changes nothing.",
    )?;
    stage.play(&[
        r#"{"command":"link_cloud_account","at":"2024-10-12T08:00:00Z","actor":"li.wei","account":"1234567890123","cloud_account":"aws-1","subscription":{"provider":"aws","account_id":"071964067459","license_arn":"arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11f"}}"#,
    ])?;
    let (updated, deprovisioned) = ("License Updated", "License Deprovisioned");
    stage.receive("aws", "2024-10-12T08:05:10Z", &eventbridge("e-1", updated, "2024-10-12T08:05:00Z"))?;
    stage.play(&[
        r#"{"command":"choose_method","at":"2024-10-12T08:10:00Z","actor":"li.wei","account":"1234567890123","workspace":"us-east-1/11353890204","method":{"cloud_account":"aws-1"}}"#,
        r#"{"command":"settle_bill","at":"2024-10-21T00:10:00Z","bill":{"id":"logs-1020","workspace":"us-east-1/11353890204","item":"logs","amount":"140 USD","period":{"start":"2024-10-20T00:00:00Z","end":"2024-10-21T00:00:00Z"}}}"#,
    ])?;
    stage.meter("aws-1", "2024-10-21T00:15:00Z")?;
    let end = eventbridge("e-3", deprovisioned, "2024-11-18T10:00:00Z");
    stage.receive("aws", "2024-11-18T10:00:30Z", &end)?;
    stage.receive("aws", "2024-11-18T10:03:12Z", &end)?;
    stage.receive("aws", "2024-11-18T10:04:40Z", &eventbridge("e-2", updated, "2024-11-01T00:00:00Z"))?;
    stage.explain("logs-1020")
}

fn eventbridge(id: &str, kind: &str, time: &str) -> String {
    format!(
        r#"{{"version":"0","id":"{id}","detail-type":"{kind} - Manufacturer","source":"aws.agreement-marketplace","account":"123456512334","time":"{time}","region":"us-east-1","resources":[],"detail":{{"requestId":"r-{id}","catalog":"AWSMarketplace","agreement":{{"id":"agmt-1"}},"license":{{"arn":"arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11f"}},"acceptor":{{"accountId":"071964067459"}}}}}}"#
    )
}

fn arrears(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter(
        "7. Arrears",
        "A bill is larger than the cash. The overdraft pays the rest. The customer has 14 days to repay it, with a reminder three \
        days before the deadline. Then the account is locked. Bills are still settled. A top-up repays the overdraft first (W7, M1).",
    )?;
    stage.play(&[
        r#"{"command":"settle_bill","at":"2024-12-02T00:10:00Z","bill":{"id":"traces-1201","workspace":"eu-west-2/18938484842","item":"traces","amount":"640 USD","period":{"start":"2024-12-01T00:00:00Z","end":"2024-12-02T00:00:00Z"}}}"#,
    ])?;
    stage.explain("traces-1201")?;
    stage.play(&[
        r#"{"command":"advance","at":"2024-12-13T06:00:00Z"}"#,
        r#"{"command":"advance","at":"2024-12-16T06:00:00Z"}"#,
        r#"{"command":"settle_bill","at":"2024-12-17T00:10:00Z","bill":{"id":"logs-1216","workspace":"us-east-1/11353890204","item":"logs","amount":"4.5 USD","period":{"start":"2024-12-16T00:00:00Z","end":"2024-12-17T00:00:00Z"}}}"#,
        r#"{"command":"top_up","at":"2024-12-18T09:00:00Z","account":"1234567890123","amount":"300 USD","reference":"wire 2024-1218"}"#,
    ])?;
    stage.wallet(ACCOUNT)?;
    stage.outbox()
}

fn proof(stage: &mut Stage) -> Result<(), Failure> {
    stage.chapter("8. Payers over time", "At every instant there is exactly one payer.")?;
    stage.timelines(&[ATLAS, ORION], "2024-09-01T00:00:00Z", "2025-01-01T00:00:00Z")?;
    stage.chapter(
        "9. Verification",
        "Every command of the journal is decided again: the events and records are the same, and no money is lost (A3, A4).",
    )?;
    stage.balances(ACCOUNT, "2024-09-01T00:00:00Z", "2025-01-01T00:00:00Z", Fund::ALL)?;
    stage.verify()
}
