//! The size of every structure and the place of every field. Written by `make bindings` from the types of core and engine: do not edit.

use std::fmt::Write as _;
use std::mem::offset_of;

use crate::answers::*;
use crate::engine_handle::*;
use crate::meters::*;
use crate::pages::*;
use crate::records::*;
use crate::requests::*;
use crate::values::*;

/// A line for each structure: name, size, alignment, and the place of each field.
pub(crate) fn layout() -> String {
    let mut text = String::new();
    line::<defray_decimal>(
        &mut text,
        "defray_decimal",
        &[
            offset_of!(defray_decimal, lo),
            offset_of!(defray_decimal, hi),
            offset_of!(defray_decimal, scale),
            offset_of!(defray_decimal, reserved),
        ],
    );
    line::<defray_currency>(&mut text, "defray_currency", &[offset_of!(defray_currency, code)]);
    line::<defray_money>(
        &mut text,
        "defray_money",
        &[offset_of!(defray_money, amount), offset_of!(defray_money, currency), offset_of!(defray_money, reserved)],
    );
    line::<defray_head>(&mut text, "defray_head", &[offset_of!(defray_head, bytes)]);
    line::<defray_request>(
        &mut text,
        "defray_request",
        &[
            offset_of!(defray_request, at),
            offset_of!(defray_request, actor),
            offset_of!(defray_request, idempotency_key),
            offset_of!(defray_request, command),
        ],
    );
    line::<defray_answer>(
        &mut text,
        "defray_answer",
        &[
            offset_of!(defray_answer, kind),
            offset_of!(defray_answer, reserved),
            offset_of!(defray_answer, position),
            offset_of!(defray_answer, at),
            offset_of!(defray_answer, head),
            offset_of!(defray_answer, events),
            offset_of!(defray_answer, events_count),
            offset_of!(defray_answer, prior),
        ],
    );
    line::<defray_options>(
        &mut text,
        "defray_options",
        &[
            offset_of!(defray_options, struct_size),
            offset_of!(defray_options, check),
            offset_of!(defray_options, clock),
            offset_of!(defray_options, page_cache_bytes),
            offset_of!(defray_options, cached_records),
            offset_of!(defray_options, changed_records),
            offset_of!(defray_options, expected_position),
            offset_of!(defray_options, expected_head),
        ],
    );
    line::<defray_charges>(
        &mut text,
        "defray_charges",
        &[offset_of!(defray_charges, items), offset_of!(defray_charges, items_count)],
    );
    line::<defray_carried_charge>(
        &mut text,
        "defray_carried_charge",
        &[offset_of!(defray_carried_charge, charge), offset_of!(defray_carried_charge, part)],
    );
    line::<defray_carried_charges>(
        &mut text,
        "defray_carried_charges",
        &[offset_of!(defray_carried_charges, items), offset_of!(defray_carried_charges, items_count)],
    );
    line::<defray_share>(
        &mut text,
        "defray_share",
        &[offset_of!(defray_share, workspace), offset_of!(defray_share, quantity)],
    );
    line::<defray_shares>(
        &mut text,
        "defray_shares",
        &[offset_of!(defray_shares, items), offset_of!(defray_shares, items_count)],
    );
    line::<defray_entry_page>(
        &mut text,
        "defray_entry_page",
        &[
            offset_of!(defray_entry_page, items),
            offset_of!(defray_entry_page, items_count),
            offset_of!(defray_entry_page, heads),
            offset_of!(defray_entry_page, next),
        ],
    );
    line::<defray_closing>(
        &mut text,
        "defray_closing",
        &[offset_of!(defray_closing, deadline), offset_of!(defray_closing, cloud_account)],
    );
    line::<defray_totals>(
        &mut text,
        "defray_totals",
        &[
            offset_of!(defray_totals, topped_up),
            offset_of!(defray_totals, vouchers),
            offset_of!(defray_totals, cards),
            offset_of!(defray_totals, cloud_paid),
            offset_of!(defray_totals, settled),
            offset_of!(defray_totals, expired),
            offset_of!(defray_totals, voided),
            offset_of!(defray_totals, forfeited),
            offset_of!(defray_totals, held),
        ],
    );
    line::<defray_account>(
        &mut text,
        "defray_account",
        &[
            offset_of!(defray_account, id),
            offset_of!(defray_account, currency),
            offset_of!(defray_account, opened_at),
            offset_of!(defray_account, closed_at),
            offset_of!(defray_account, policy),
            offset_of!(defray_account, cash),
            offset_of!(defray_account, overdraft),
            offset_of!(defray_account, standing),
            offset_of!(defray_account, lots),
            offset_of!(defray_account, lots_count),
            offset_of!(defray_account, closings),
            offset_of!(defray_account, closings_count),
            offset_of!(defray_account, decided_at),
            offset_of!(defray_account, totals),
        ],
    );
    line::<defray_account_page>(
        &mut text,
        "defray_account_page",
        &[
            offset_of!(defray_account_page, items),
            offset_of!(defray_account_page, items_count),
            offset_of!(defray_account_page, next),
        ],
    );
    line::<defray_bill>(
        &mut text,
        "defray_bill",
        &[
            offset_of!(defray_bill, id),
            offset_of!(defray_bill, workspace),
            offset_of!(defray_bill, item),
            offset_of!(defray_bill, amount),
            offset_of!(defray_bill, period),
        ],
    );
    line::<defray_hold_reason_cloud_account_suspended>(
        &mut text,
        "defray_hold_reason_cloud_account_suspended",
        &[offset_of!(defray_hold_reason_cloud_account_suspended, cloud_account)],
    );
    line::<defray_hold_reason_credit_limit>(
        &mut text,
        "defray_hold_reason_credit_limit",
        &[
            offset_of!(defray_hold_reason_credit_limit, uncovered),
            offset_of!(defray_hold_reason_credit_limit, credit_left),
        ],
    );
    line::<defray_hold_reason_as>(
        &mut text,
        "defray_hold_reason_as",
        &[offset_of!(defray_hold_reason_as, cloud_account_suspended), offset_of!(defray_hold_reason_as, credit_limit)],
    );
    line::<defray_hold_reason>(
        &mut text,
        "defray_hold_reason",
        &[offset_of!(defray_hold_reason, kind), offset_of!(defray_hold_reason, r#as)],
    );
    line::<defray_bill_status_held>(
        &mut text,
        "defray_bill_status_held",
        &[
            offset_of!(defray_bill_status_held, reason),
            offset_of!(defray_bill_status_held, since),
            offset_of!(defray_bill_status_held, queue),
        ],
    );
    line::<defray_bill_status_cancelled>(
        &mut text,
        "defray_bill_status_cancelled",
        &[offset_of!(defray_bill_status_cancelled, at)],
    );
    line::<defray_bill_status_as>(
        &mut text,
        "defray_bill_status_as",
        &[
            offset_of!(defray_bill_status_as, held),
            offset_of!(defray_bill_status_as, settled),
            offset_of!(defray_bill_status_as, cancelled),
        ],
    );
    line::<defray_bill_status>(
        &mut text,
        "defray_bill_status",
        &[offset_of!(defray_bill_status, kind), offset_of!(defray_bill_status, r#as)],
    );
    line::<defray_refund>(
        &mut text,
        "defray_refund",
        &[
            offset_of!(defray_refund, slice),
            offset_of!(defray_refund, fund),
            offset_of!(defray_refund, lot),
            offset_of!(defray_refund, amount),
            offset_of!(defray_refund, to),
        ],
    );
    line::<defray_reversal>(
        &mut text,
        "defray_reversal",
        &[
            offset_of!(defray_reversal, id),
            offset_of!(defray_reversal, asked),
            offset_of!(defray_reversal, amount),
            offset_of!(defray_reversal, at),
            offset_of!(defray_reversal, reason),
            offset_of!(defray_reversal, refunds),
            offset_of!(defray_reversal, refunds_count),
        ],
    );
    line::<defray_correction>(
        &mut text,
        "defray_correction",
        &[
            offset_of!(defray_correction, at),
            offset_of!(defray_correction, reason),
            offset_of!(defray_correction, from),
            offset_of!(defray_correction, payer),
            offset_of!(defray_correction, payer_reason),
            offset_of!(defray_correction, amount),
            offset_of!(defray_correction, refunds),
            offset_of!(defray_correction, refunds_count),
            offset_of!(defray_correction, slices),
            offset_of!(defray_correction, slices_count),
            offset_of!(defray_correction, skips),
            offset_of!(defray_correction, skips_count),
        ],
    );
    line::<defray_bill_record>(
        &mut text,
        "defray_bill_record",
        &[
            offset_of!(defray_bill_record, bill),
            offset_of!(defray_bill_record, account),
            offset_of!(defray_bill_record, status),
            offset_of!(defray_bill_record, reversals),
            offset_of!(defray_bill_record, reversals_count),
            offset_of!(defray_bill_record, corrections),
            offset_of!(defray_bill_record, corrections_count),
        ],
    );
    line::<defray_bill_record_page>(
        &mut text,
        "defray_bill_record_page",
        &[
            offset_of!(defray_bill_record_page, items),
            offset_of!(defray_bill_record_page, items_count),
            offset_of!(defray_bill_record_page, next),
        ],
    );
    line::<defray_subscription_lifecycle>(
        &mut text,
        "defray_subscription_lifecycle",
        &[
            offset_of!(defray_subscription_lifecycle, state),
            offset_of!(defray_subscription_lifecycle, active_from),
            offset_of!(defray_subscription_lifecycle, ended_at),
            offset_of!(defray_subscription_lifecycle, failed_at),
            offset_of!(defray_subscription_lifecycle, withdrawn),
        ],
    );
    line::<defray_cloud_account>(
        &mut text,
        "defray_cloud_account",
        &[
            offset_of!(defray_cloud_account, id),
            offset_of!(defray_cloud_account, account),
            offset_of!(defray_cloud_account, subscription),
            offset_of!(defray_cloud_account, linked_at),
            offset_of!(defray_cloud_account, state),
            offset_of!(defray_cloud_account, lifecycle),
            offset_of!(defray_cloud_account, metering_deadline),
        ],
    );
    line::<defray_cloud_account_page>(
        &mut text,
        "defray_cloud_account_page",
        &[
            offset_of!(defray_cloud_account_page, items),
            offset_of!(defray_cloud_account_page, items_count),
            offset_of!(defray_cloud_account_page, next),
        ],
    );
    line::<defray_open_account>(
        &mut text,
        "defray_open_account",
        &[offset_of!(defray_open_account, account), offset_of!(defray_open_account, currency)],
    );
    line::<defray_close_account>(&mut text, "defray_close_account", &[offset_of!(defray_close_account, account)]);
    line::<defray_set_policy>(
        &mut text,
        "defray_set_policy",
        &[offset_of!(defray_set_policy, account), offset_of!(defray_set_policy, policy)],
    );
    line::<defray_top_up>(
        &mut text,
        "defray_top_up",
        &[offset_of!(defray_top_up, account), offset_of!(defray_top_up, amount), offset_of!(defray_top_up, reference)],
    );
    line::<defray_issue_voucher>(
        &mut text,
        "defray_issue_voucher",
        &[
            offset_of!(defray_issue_voucher, account),
            offset_of!(defray_issue_voucher, lot),
            offset_of!(defray_issue_voucher, kind),
            offset_of!(defray_issue_voucher, face),
            offset_of!(defray_issue_voucher, valid_from),
            offset_of!(defray_issue_voucher, valid_until),
            offset_of!(defray_issue_voucher, minimum_bill),
        ],
    );
    line::<defray_grant_card>(
        &mut text,
        "defray_grant_card",
        &[
            offset_of!(defray_grant_card, account),
            offset_of!(defray_grant_card, lot),
            offset_of!(defray_grant_card, face),
            offset_of!(defray_grant_card, valid_from),
            offset_of!(defray_grant_card, valid_until),
        ],
    );
    line::<defray_buy_card>(
        &mut text,
        "defray_buy_card",
        &[
            offset_of!(defray_buy_card, account),
            offset_of!(defray_buy_card, lot),
            offset_of!(defray_buy_card, face),
            offset_of!(defray_buy_card, valid_until),
        ],
    );
    line::<defray_redeem_huawei_order>(
        &mut text,
        "defray_redeem_huawei_order",
        &[
            offset_of!(defray_redeem_huawei_order, account),
            offset_of!(defray_redeem_huawei_order, lot),
            offset_of!(defray_redeem_huawei_order, order),
            offset_of!(defray_redeem_huawei_order, huawei_account),
            offset_of!(defray_redeem_huawei_order, face),
            offset_of!(defray_redeem_huawei_order, valid_until),
        ],
    );
    line::<defray_void_lot>(
        &mut text,
        "defray_void_lot",
        &[offset_of!(defray_void_lot, account), offset_of!(defray_void_lot, lot), offset_of!(defray_void_lot, reason)],
    );
    line::<defray_bind_workspace>(
        &mut text,
        "defray_bind_workspace",
        &[
            offset_of!(defray_bind_workspace, account),
            offset_of!(defray_bind_workspace, workspace),
            offset_of!(defray_bind_workspace, since),
        ],
    );
    line::<defray_move_workspace>(
        &mut text,
        "defray_move_workspace",
        &[
            offset_of!(defray_move_workspace, account),
            offset_of!(defray_move_workspace, workspace),
            offset_of!(defray_move_workspace, to),
        ],
    );
    line::<defray_dissolve_workspace>(
        &mut text,
        "defray_dissolve_workspace",
        &[offset_of!(defray_dissolve_workspace, account), offset_of!(defray_dissolve_workspace, workspace)],
    );
    line::<defray_link_cloud_account>(
        &mut text,
        "defray_link_cloud_account",
        &[
            offset_of!(defray_link_cloud_account, account),
            offset_of!(defray_link_cloud_account, cloud_account),
            offset_of!(defray_link_cloud_account, subscription),
        ],
    );
    line::<defray_withdraw_cloud_account>(
        &mut text,
        "defray_withdraw_cloud_account",
        &[offset_of!(defray_withdraw_cloud_account, account), offset_of!(defray_withdraw_cloud_account, cloud_account)],
    );
    line::<defray_choose_method>(
        &mut text,
        "defray_choose_method",
        &[
            offset_of!(defray_choose_method, account),
            offset_of!(defray_choose_method, workspace),
            offset_of!(defray_choose_method, method),
        ],
    );
    line::<defray_ingest>(&mut text, "defray_ingest", &[offset_of!(defray_ingest, message)]);
    line::<defray_settle_bill>(
        &mut text,
        "defray_settle_bill",
        &[offset_of!(defray_settle_bill, bill), offset_of!(defray_settle_bill, account)],
    );
    line::<defray_reverse_bill>(
        &mut text,
        "defray_reverse_bill",
        &[
            offset_of!(defray_reverse_bill, bill),
            offset_of!(defray_reverse_bill, reversal),
            offset_of!(defray_reverse_bill, amount),
            offset_of!(defray_reverse_bill, reason),
        ],
    );
    line::<defray_request_metering>(
        &mut text,
        "defray_request_metering",
        &[offset_of!(defray_request_metering, cloud_account)],
    );
    line::<defray_acknowledge_metering>(
        &mut text,
        "defray_acknowledge_metering",
        &[
            offset_of!(defray_acknowledge_metering, record),
            offset_of!(defray_acknowledge_metering, outcome),
            offset_of!(defray_acknowledge_metering, provider_record),
        ],
    );
    line::<defray_acknowledge>(&mut text, "defray_acknowledge", &[offset_of!(defray_acknowledge, outbox_message)]);
    line::<defray_command_as>(
        &mut text,
        "defray_command_as",
        &[
            offset_of!(defray_command_as, open_account),
            offset_of!(defray_command_as, close_account),
            offset_of!(defray_command_as, set_policy),
            offset_of!(defray_command_as, top_up),
            offset_of!(defray_command_as, issue_voucher),
            offset_of!(defray_command_as, grant_card),
            offset_of!(defray_command_as, buy_card),
            offset_of!(defray_command_as, redeem_huawei_order),
            offset_of!(defray_command_as, void_lot),
            offset_of!(defray_command_as, bind_workspace),
            offset_of!(defray_command_as, move_workspace),
            offset_of!(defray_command_as, dissolve_workspace),
            offset_of!(defray_command_as, link_cloud_account),
            offset_of!(defray_command_as, withdraw_cloud_account),
            offset_of!(defray_command_as, choose_method),
            offset_of!(defray_command_as, ingest),
            offset_of!(defray_command_as, settle_bill),
            offset_of!(defray_command_as, reverse_bill),
            offset_of!(defray_command_as, request_metering),
            offset_of!(defray_command_as, acknowledge_metering),
            offset_of!(defray_command_as, acknowledge),
        ],
    );
    line::<defray_command>(
        &mut text,
        "defray_command",
        &[offset_of!(defray_command, kind), offset_of!(defray_command, r#as)],
    );
    line::<defray_event_account_opened>(
        &mut text,
        "defray_event_account_opened",
        &[offset_of!(defray_event_account_opened, account), offset_of!(defray_event_account_opened, currency)],
    );
    line::<defray_event_account_closed>(
        &mut text,
        "defray_event_account_closed",
        &[offset_of!(defray_event_account_closed, account), offset_of!(defray_event_account_closed, forfeited)],
    );
    line::<defray_event_policy_set>(
        &mut text,
        "defray_event_policy_set",
        &[offset_of!(defray_event_policy_set, account), offset_of!(defray_event_policy_set, policy)],
    );
    line::<defray_event_topped_up>(
        &mut text,
        "defray_event_topped_up",
        &[
            offset_of!(defray_event_topped_up, account),
            offset_of!(defray_event_topped_up, amount),
            offset_of!(defray_event_topped_up, repaid),
            offset_of!(defray_event_topped_up, reference),
        ],
    );
    line::<defray_event_lot_opened>(
        &mut text,
        "defray_event_lot_opened",
        &[offset_of!(defray_event_lot_opened, account), offset_of!(defray_event_lot_opened, lot)],
    );
    line::<defray_event_order_redeemed>(
        &mut text,
        "defray_event_order_redeemed",
        &[offset_of!(defray_event_order_redeemed, account), offset_of!(defray_event_order_redeemed, order)],
    );
    line::<defray_event_lot_expired>(
        &mut text,
        "defray_event_lot_expired",
        &[
            offset_of!(defray_event_lot_expired, account),
            offset_of!(defray_event_lot_expired, lot),
            offset_of!(defray_event_lot_expired, amount),
            offset_of!(defray_event_lot_expired, at),
        ],
    );
    line::<defray_event_lot_voided>(
        &mut text,
        "defray_event_lot_voided",
        &[
            offset_of!(defray_event_lot_voided, account),
            offset_of!(defray_event_lot_voided, lot),
            offset_of!(defray_event_lot_voided, amount),
            offset_of!(defray_event_lot_voided, reason),
        ],
    );
    line::<defray_event_standing_changed>(
        &mut text,
        "defray_event_standing_changed",
        &[offset_of!(defray_event_standing_changed, account), offset_of!(defray_event_standing_changed, standing)],
    );
    line::<defray_event_workspace_bound>(
        &mut text,
        "defray_event_workspace_bound",
        &[
            offset_of!(defray_event_workspace_bound, workspace),
            offset_of!(defray_event_workspace_bound, account),
            offset_of!(defray_event_workspace_bound, step),
            offset_of!(defray_event_workspace_bound, interval),
        ],
    );
    line::<defray_event_step_taken>(
        &mut text,
        "defray_event_step_taken",
        &[
            offset_of!(defray_event_step_taken, workspace),
            offset_of!(defray_event_step_taken, step),
            offset_of!(defray_event_step_taken, left),
        ],
    );
    line::<defray_event_method_kept>(
        &mut text,
        "defray_event_method_kept",
        &[
            offset_of!(defray_event_method_kept, account),
            offset_of!(defray_event_method_kept, workspace),
            offset_of!(defray_event_method_kept, method),
        ],
    );
    line::<defray_event_method_changed>(
        &mut text,
        "defray_event_method_changed",
        &[
            offset_of!(defray_event_method_changed, account),
            offset_of!(defray_event_method_changed, workspace),
            offset_of!(defray_event_method_changed, method),
            offset_of!(defray_event_method_changed, kept_intervals),
            offset_of!(defray_event_method_changed, intervals),
            offset_of!(defray_event_method_changed, intervals_count),
        ],
    );
    line::<defray_event_cloud_account_linked>(
        &mut text,
        "defray_event_cloud_account_linked",
        &[
            offset_of!(defray_event_cloud_account_linked, cloud_account),
            offset_of!(defray_event_cloud_account_linked, link),
        ],
    );
    line::<defray_event_cloud_account_changed>(
        &mut text,
        "defray_event_cloud_account_changed",
        &[
            offset_of!(defray_event_cloud_account_changed, account),
            offset_of!(defray_event_cloud_account_changed, cloud_account),
            offset_of!(defray_event_cloud_account_changed, was),
            offset_of!(defray_event_cloud_account_changed, state),
            offset_of!(defray_event_cloud_account_changed, lifecycle),
            offset_of!(defray_event_cloud_account_changed, metering_deadline),
        ],
    );
    line::<defray_event_message_received>(
        &mut text,
        "defray_event_message_received",
        &[
            offset_of!(defray_event_message_received, message),
            offset_of!(defray_event_message_received, disposition),
            offset_of!(defray_event_message_received, cloud_account),
            offset_of!(defray_event_message_received, account),
            offset_of!(defray_event_message_received, recorded_signal),
        ],
    );
    line::<defray_event_bill_held>(
        &mut text,
        "defray_event_bill_held",
        &[
            offset_of!(defray_event_bill_held, account),
            offset_of!(defray_event_bill_held, bill),
            offset_of!(defray_event_bill_held, reason),
        ],
    );
    line::<defray_event_bill_settled>(
        &mut text,
        "defray_event_bill_settled",
        &[offset_of!(defray_event_bill_settled, record)],
    );
    line::<defray_event_bill_reversed>(
        &mut text,
        "defray_event_bill_reversed",
        &[
            offset_of!(defray_event_bill_reversed, account),
            offset_of!(defray_event_bill_reversed, bill),
            offset_of!(defray_event_bill_reversed, payer),
            offset_of!(defray_event_bill_reversed, reversal),
        ],
    );
    line::<defray_event_bill_corrected>(
        &mut text,
        "defray_event_bill_corrected",
        &[
            offset_of!(defray_event_bill_corrected, account),
            offset_of!(defray_event_bill_corrected, bill),
            offset_of!(defray_event_bill_corrected, correction),
        ],
    );
    line::<defray_event_metering_requested>(
        &mut text,
        "defray_event_metering_requested",
        &[offset_of!(defray_event_metering_requested, record)],
    );
    line::<defray_event_metering_acknowledged>(
        &mut text,
        "defray_event_metering_acknowledged",
        &[
            offset_of!(defray_event_metering_acknowledged, account),
            offset_of!(defray_event_metering_acknowledged, cloud_account),
            offset_of!(defray_event_metering_acknowledged, record),
            offset_of!(defray_event_metering_acknowledged, outcome),
            offset_of!(defray_event_metering_acknowledged, state),
            offset_of!(defray_event_metering_acknowledged, accepted),
            offset_of!(defray_event_metering_acknowledged, head),
            offset_of!(defray_event_metering_acknowledged, provider_record),
        ],
    );
    line::<defray_event_outbox_message_queued>(
        &mut text,
        "defray_event_outbox_message_queued",
        &[
            offset_of!(defray_event_outbox_message_queued, number),
            offset_of!(defray_event_outbox_message_queued, notification),
        ],
    );
    line::<defray_event_outbox_message_acknowledged>(
        &mut text,
        "defray_event_outbox_message_acknowledged",
        &[offset_of!(defray_event_outbox_message_acknowledged, number)],
    );
    line::<defray_event_as>(
        &mut text,
        "defray_event_as",
        &[
            offset_of!(defray_event_as, account_opened),
            offset_of!(defray_event_as, account_closed),
            offset_of!(defray_event_as, policy_set),
            offset_of!(defray_event_as, topped_up),
            offset_of!(defray_event_as, lot_opened),
            offset_of!(defray_event_as, order_redeemed),
            offset_of!(defray_event_as, lot_expired),
            offset_of!(defray_event_as, lot_voided),
            offset_of!(defray_event_as, standing_changed),
            offset_of!(defray_event_as, workspace_bound),
            offset_of!(defray_event_as, step_taken),
            offset_of!(defray_event_as, method_kept),
            offset_of!(defray_event_as, method_changed),
            offset_of!(defray_event_as, cloud_account_linked),
            offset_of!(defray_event_as, cloud_account_changed),
            offset_of!(defray_event_as, message_received),
            offset_of!(defray_event_as, bill_held),
            offset_of!(defray_event_as, bill_settled),
            offset_of!(defray_event_as, bill_reversed),
            offset_of!(defray_event_as, bill_corrected),
            offset_of!(defray_event_as, metering_requested),
            offset_of!(defray_event_as, metering_acknowledged),
            offset_of!(defray_event_as, outbox_message_queued),
            offset_of!(defray_event_as, outbox_message_acknowledged),
        ],
    );
    line::<defray_event>(&mut text, "defray_event", &[offset_of!(defray_event, kind), offset_of!(defray_event, r#as)]);
    line::<defray_prior_result_as>(
        &mut text,
        "defray_prior_result_as",
        &[
            offset_of!(defray_prior_result_as, bill),
            offset_of!(defray_prior_result_as, reversal),
            offset_of!(defray_prior_result_as, usage_record),
            offset_of!(defray_prior_result_as, message),
        ],
    );
    line::<defray_prior_result>(
        &mut text,
        "defray_prior_result",
        &[offset_of!(defray_prior_result, kind), offset_of!(defray_prior_result, r#as)],
    );
    line::<defray_origin_gift>(&mut text, "defray_origin_gift", &[offset_of!(defray_origin_gift, card)]);
    line::<defray_origin_huawei_order>(
        &mut text,
        "defray_origin_huawei_order",
        &[offset_of!(defray_origin_huawei_order, order), offset_of!(defray_origin_huawei_order, huawei_account)],
    );
    line::<defray_origin_as>(
        &mut text,
        "defray_origin_as",
        &[offset_of!(defray_origin_as, gift), offset_of!(defray_origin_as, huawei_order)],
    );
    line::<defray_origin>(
        &mut text,
        "defray_origin",
        &[offset_of!(defray_origin, kind), offset_of!(defray_origin, r#as)],
    );
    line::<defray_lot>(
        &mut text,
        "defray_lot",
        &[
            offset_of!(defray_lot, id),
            offset_of!(defray_lot, kind),
            offset_of!(defray_lot, face),
            offset_of!(defray_lot, available),
            offset_of!(defray_lot, valid_from),
            offset_of!(defray_lot, valid_until),
            offset_of!(defray_lot, minimum_bill),
            offset_of!(defray_lot, issued_at),
            offset_of!(defray_lot, origin),
            offset_of!(defray_lot, state),
            offset_of!(defray_lot, closed_at),
        ],
    );
    line::<defray_lot_page>(
        &mut text,
        "defray_lot_page",
        &[
            offset_of!(defray_lot_page, items),
            offset_of!(defray_lot_page, items_count),
            offset_of!(defray_lot_page, next),
        ],
    );
    line::<defray_entry>(
        &mut text,
        "defray_entry",
        &[
            offset_of!(defray_entry, position),
            offset_of!(defray_entry, at),
            offset_of!(defray_entry, asked_at),
            offset_of!(defray_entry, recorded_at),
            offset_of!(defray_entry, actor),
            offset_of!(defray_entry, idempotency_key),
            offset_of!(defray_entry, command),
            offset_of!(defray_entry, events),
            offset_of!(defray_entry, events_count),
        ],
    );
    line::<defray_balances>(
        &mut text,
        "defray_balances",
        &[
            offset_of!(defray_balances, ordinary_vouchers),
            offset_of!(defray_balances, full_reduction_vouchers),
            offset_of!(defray_balances, cards),
            offset_of!(defray_balances, cash),
            offset_of!(defray_balances, overdraft),
            offset_of!(defray_balances, cloud_charged),
        ],
    );
    line::<defray_movement>(
        &mut text,
        "defray_movement",
        &[
            offset_of!(defray_movement, at),
            offset_of!(defray_movement, position),
            offset_of!(defray_movement, event),
            offset_of!(defray_movement, about),
            offset_of!(defray_movement, fund),
            offset_of!(defray_movement, lot),
            offset_of!(defray_movement, change),
        ],
    );
    line::<defray_statement>(
        &mut text,
        "defray_statement",
        &[
            offset_of!(defray_statement, account),
            offset_of!(defray_statement, currency),
            offset_of!(defray_statement, from),
            offset_of!(defray_statement, to),
            offset_of!(defray_statement, opening),
            offset_of!(defray_statement, movements),
            offset_of!(defray_statement, movements_count),
            offset_of!(defray_statement, closing),
        ],
    );
    line::<defray_preview_settled>(
        &mut text,
        "defray_preview_settled",
        &[offset_of!(defray_preview_settled, receipt), offset_of!(defray_preview_settled, known)],
    );
    line::<defray_preview_held>(
        &mut text,
        "defray_preview_held",
        &[
            offset_of!(defray_preview_held, reason),
            offset_of!(defray_preview_held, since),
            offset_of!(defray_preview_held, known),
        ],
    );
    line::<defray_preview_as>(
        &mut text,
        "defray_preview_as",
        &[offset_of!(defray_preview_as, settled), offset_of!(defray_preview_as, held)],
    );
    line::<defray_preview>(
        &mut text,
        "defray_preview",
        &[offset_of!(defray_preview, kind), offset_of!(defray_preview, r#as)],
    );
    line::<defray_verified>(
        &mut text,
        "defray_verified",
        &[
            offset_of!(defray_verified, entries),
            offset_of!(defray_verified, records),
            offset_of!(defray_verified, accounts),
            offset_of!(defray_verified, head),
        ],
    );
    line::<defray_statistics_records>(
        &mut text,
        "defray_statistics_records",
        &[offset_of!(defray_statistics_records, key), offset_of!(defray_statistics_records, value)],
    );
    line::<defray_statistics>(
        &mut text,
        "defray_statistics",
        &[
            offset_of!(defray_statistics, entries),
            offset_of!(defray_statistics, head),
            offset_of!(defray_statistics, checkpoint),
            offset_of!(defray_statistics, records),
            offset_of!(defray_statistics, records_count),
        ],
    );
    line::<defray_topic_confirmation>(
        &mut text,
        "defray_topic_confirmation",
        &[offset_of!(defray_topic_confirmation, topic), offset_of!(defray_topic_confirmation, address)],
    );
    line::<defray_marketplace_message>(
        &mut text,
        "defray_marketplace_message",
        &[
            offset_of!(defray_marketplace_message, provider),
            offset_of!(defray_marketplace_message, id),
            offset_of!(defray_marketplace_message, identity),
            offset_of!(defray_marketplace_message, kind),
            offset_of!(defray_marketplace_message, signal),
            offset_of!(defray_marketplace_message, occurred_at),
            offset_of!(defray_marketplace_message, raw),
            offset_of!(defray_marketplace_message, confirm),
            offset_of!(defray_marketplace_message, rejected),
        ],
    );
    line::<defray_metering_outcome_duplicate>(
        &mut text,
        "defray_metering_outcome_duplicate",
        &[offset_of!(defray_metering_outcome_duplicate, quantity)],
    );
    line::<defray_metering_outcome_rejected>(
        &mut text,
        "defray_metering_outcome_rejected",
        &[offset_of!(defray_metering_outcome_rejected, reason)],
    );
    line::<defray_metering_outcome_as>(
        &mut text,
        "defray_metering_outcome_as",
        &[offset_of!(defray_metering_outcome_as, duplicate), offset_of!(defray_metering_outcome_as, rejected)],
    );
    line::<defray_metering_outcome>(
        &mut text,
        "defray_metering_outcome",
        &[offset_of!(defray_metering_outcome, kind), offset_of!(defray_metering_outcome, r#as)],
    );
    line::<defray_meter_mark>(
        &mut text,
        "defray_meter_mark",
        &[offset_of!(defray_meter_mark, position), offset_of!(defray_meter_mark, part)],
    );
    line::<defray_usage_record>(
        &mut text,
        "defray_usage_record",
        &[
            offset_of!(defray_usage_record, number),
            offset_of!(defray_usage_record, account),
            offset_of!(defray_usage_record, cloud_account),
            offset_of!(defray_usage_record, dimension),
            offset_of!(defray_usage_record, start),
            offset_of!(defray_usage_record, end),
            offset_of!(defray_usage_record, unit),
            offset_of!(defray_usage_record, quantity),
            offset_of!(defray_usage_record, credit),
            offset_of!(defray_usage_record, from),
            offset_of!(defray_usage_record, upto),
            offset_of!(defray_usage_record, state),
            offset_of!(defray_usage_record, requested_at),
            offset_of!(defray_usage_record, settled_at),
            offset_of!(defray_usage_record, accepted),
            offset_of!(defray_usage_record, reason),
            offset_of!(defray_usage_record, provider_record),
        ],
    );
    line::<defray_usage_record_page>(
        &mut text,
        "defray_usage_record_page",
        &[
            offset_of!(defray_usage_record_page, items),
            offset_of!(defray_usage_record_page, items_count),
            offset_of!(defray_usage_record_page, next),
        ],
    );
    line::<defray_in_flight>(
        &mut text,
        "defray_in_flight",
        &[
            offset_of!(defray_in_flight, record),
            offset_of!(defray_in_flight, upto),
            offset_of!(defray_in_flight, taken),
            offset_of!(defray_in_flight, reversed),
        ],
    );
    line::<defray_meter>(
        &mut text,
        "defray_meter",
        &[
            offset_of!(defray_meter, cloud_account),
            offset_of!(defray_meter, account),
            offset_of!(defray_meter, accepted),
            offset_of!(defray_meter, waiting),
            offset_of!(defray_meter, credit),
            offset_of!(defray_meter, head),
            offset_of!(defray_meter, in_flight),
            offset_of!(defray_meter, last),
            offset_of!(defray_meter, hours),
            offset_of!(defray_meter, hours_count),
        ],
    );
    line::<defray_meter_page>(
        &mut text,
        "defray_meter_page",
        &[
            offset_of!(defray_meter_page, items),
            offset_of!(defray_meter_page, items_count),
            offset_of!(defray_meter_page, next),
        ],
    );
    line::<defray_charge>(
        &mut text,
        "defray_charge",
        &[
            offset_of!(defray_charge, bill),
            offset_of!(defray_charge, workspace),
            offset_of!(defray_charge, position),
            offset_of!(defray_charge, amount),
            offset_of!(defray_charge, reversed),
        ],
    );
    line::<defray_payer_as>(&mut text, "defray_payer_as", &[offset_of!(defray_payer_as, cloud_account)]);
    line::<defray_payer>(&mut text, "defray_payer", &[offset_of!(defray_payer, kind), offset_of!(defray_payer, r#as)]);
    line::<defray_method_action_as>(
        &mut text,
        "defray_method_action_as",
        &[offset_of!(defray_method_action_as, choose)],
    );
    line::<defray_method_action>(
        &mut text,
        "defray_method_action",
        &[offset_of!(defray_method_action, kind), offset_of!(defray_method_action, r#as)],
    );
    line::<defray_method_step>(
        &mut text,
        "defray_method_step",
        &[
            offset_of!(defray_method_step, at),
            offset_of!(defray_method_step, account),
            offset_of!(defray_method_step, action),
            offset_of!(defray_method_step, by),
        ],
    );
    line::<defray_cause_chosen>(&mut text, "defray_cause_chosen", &[offset_of!(defray_cause_chosen, by)]);
    line::<defray_cause_activated>(
        &mut text,
        "defray_cause_activated",
        &[offset_of!(defray_cause_activated, cloud_account)],
    );
    line::<defray_cause_forced>(&mut text, "defray_cause_forced", &[offset_of!(defray_cause_forced, cloud_account)]);
    line::<defray_cause_moved>(&mut text, "defray_cause_moved", &[offset_of!(defray_cause_moved, by)]);
    line::<defray_cause_as>(
        &mut text,
        "defray_cause_as",
        &[
            offset_of!(defray_cause_as, chosen),
            offset_of!(defray_cause_as, activated),
            offset_of!(defray_cause_as, forced),
            offset_of!(defray_cause_as, moved),
        ],
    );
    line::<defray_cause>(&mut text, "defray_cause", &[offset_of!(defray_cause, kind), offset_of!(defray_cause, r#as)]);
    line::<defray_payer_interval>(
        &mut text,
        "defray_payer_interval",
        &[
            offset_of!(defray_payer_interval, from),
            offset_of!(defray_payer_interval, account),
            offset_of!(defray_payer_interval, payer),
            offset_of!(defray_payer_interval, cause),
            offset_of!(defray_payer_interval, recorded_at),
        ],
    );
    line::<defray_method_opening>(
        &mut text,
        "defray_method_opening",
        &[offset_of!(defray_method_opening, cloud_account), offset_of!(defray_method_opening, from)],
    );
    line::<defray_method_as>(
        &mut text,
        "defray_method_as",
        &[offset_of!(defray_method_as, opening), offset_of!(defray_method_as, cloud_account)],
    );
    line::<defray_method>(
        &mut text,
        "defray_method",
        &[offset_of!(defray_method, kind), offset_of!(defray_method, r#as)],
    );
    line::<defray_notification_method_changed_by_force>(
        &mut text,
        "defray_notification_method_changed_by_force",
        &[
            offset_of!(defray_notification_method_changed_by_force, account),
            offset_of!(defray_notification_method_changed_by_force, cloud_account),
            offset_of!(defray_notification_method_changed_by_force, provider),
            offset_of!(defray_notification_method_changed_by_force, ended_at),
            offset_of!(defray_notification_method_changed_by_force, workspaces),
            offset_of!(defray_notification_method_changed_by_force, workspaces_count),
        ],
    );
    line::<defray_notification_arrears_begun>(
        &mut text,
        "defray_notification_arrears_begun",
        &[
            offset_of!(defray_notification_arrears_begun, account),
            offset_of!(defray_notification_arrears_begun, overdraft),
            offset_of!(defray_notification_arrears_begun, since),
            offset_of!(defray_notification_arrears_begun, deadline),
        ],
    );
    line::<defray_notification_deadline_near>(
        &mut text,
        "defray_notification_deadline_near",
        &[
            offset_of!(defray_notification_deadline_near, account),
            offset_of!(defray_notification_deadline_near, overdraft),
            offset_of!(defray_notification_deadline_near, deadline),
        ],
    );
    line::<defray_notification_account_locked>(
        &mut text,
        "defray_notification_account_locked",
        &[
            offset_of!(defray_notification_account_locked, account),
            offset_of!(defray_notification_account_locked, overdraft),
            offset_of!(defray_notification_account_locked, since),
            offset_of!(defray_notification_account_locked, deadline),
        ],
    );
    line::<defray_notification_account_unlocked>(
        &mut text,
        "defray_notification_account_unlocked",
        &[offset_of!(defray_notification_account_unlocked, account)],
    );
    line::<defray_notification_bill_not_metered>(
        &mut text,
        "defray_notification_bill_not_metered",
        &[
            offset_of!(defray_notification_bill_not_metered, account),
            offset_of!(defray_notification_bill_not_metered, bill),
            offset_of!(defray_notification_bill_not_metered, workspace),
            offset_of!(defray_notification_bill_not_metered, amount),
            offset_of!(defray_notification_bill_not_metered, cloud_account),
            offset_of!(defray_notification_bill_not_metered, ended_at),
            offset_of!(defray_notification_bill_not_metered, metering_deadline),
        ],
    );
    line::<defray_notification_usage_not_metered>(
        &mut text,
        "defray_notification_usage_not_metered",
        &[
            offset_of!(defray_notification_usage_not_metered, account),
            offset_of!(defray_notification_usage_not_metered, cloud_account),
            offset_of!(defray_notification_usage_not_metered, provider),
            offset_of!(defray_notification_usage_not_metered, reason),
            offset_of!(defray_notification_usage_not_metered, bills),
            offset_of!(defray_notification_usage_not_metered, bills_count),
            offset_of!(defray_notification_usage_not_metered, amount),
            offset_of!(defray_notification_usage_not_metered, ended_at),
            offset_of!(defray_notification_usage_not_metered, metering_deadline),
        ],
    );
    line::<defray_notification_confirm_subscription>(
        &mut text,
        "defray_notification_confirm_subscription",
        &[
            offset_of!(defray_notification_confirm_subscription, provider),
            offset_of!(defray_notification_confirm_subscription, topic),
            offset_of!(defray_notification_confirm_subscription, address),
        ],
    );
    line::<defray_notification_as>(
        &mut text,
        "defray_notification_as",
        &[
            offset_of!(defray_notification_as, method_changed_by_force),
            offset_of!(defray_notification_as, arrears_begun),
            offset_of!(defray_notification_as, deadline_near),
            offset_of!(defray_notification_as, account_locked),
            offset_of!(defray_notification_as, account_unlocked),
            offset_of!(defray_notification_as, bill_not_metered),
            offset_of!(defray_notification_as, usage_not_metered),
            offset_of!(defray_notification_as, confirm_subscription),
        ],
    );
    line::<defray_notification>(
        &mut text,
        "defray_notification",
        &[offset_of!(defray_notification, kind), offset_of!(defray_notification, r#as)],
    );
    line::<defray_outbox_message>(
        &mut text,
        "defray_outbox_message",
        &[
            offset_of!(defray_outbox_message, number),
            offset_of!(defray_outbox_message, raised_at),
            offset_of!(defray_outbox_message, notification),
            offset_of!(defray_outbox_message, acknowledged_at),
        ],
    );
    line::<defray_outbox_message_page>(
        &mut text,
        "defray_outbox_message_page",
        &[
            offset_of!(defray_outbox_message_page, items),
            offset_of!(defray_outbox_message_page, items_count),
            offset_of!(defray_outbox_message_page, next),
        ],
    );
    line::<defray_waterfall>(
        &mut text,
        "defray_waterfall",
        &[
            offset_of!(defray_waterfall, items),
            offset_of!(defray_waterfall, items_count),
            offset_of!(defray_waterfall, enterprise),
            offset_of!(defray_waterfall, enterprise_count),
            offset_of!(defray_waterfall, cloud),
            offset_of!(defray_waterfall, cloud_count),
        ],
    );
    line::<defray_card_tier>(
        &mut text,
        "defray_card_tier",
        &[
            offset_of!(defray_card_tier, at_least),
            offset_of!(defray_card_tier, voucher),
            offset_of!(defray_card_tier, valid_for),
        ],
    );
    line::<defray_metering_unit>(
        &mut text,
        "defray_metering_unit",
        &[
            offset_of!(defray_metering_unit, provider),
            offset_of!(defray_metering_unit, product_code),
            offset_of!(defray_metering_unit, dimension),
            offset_of!(defray_metering_unit, unit),
        ],
    );
    line::<defray_policy_site_providers>(
        &mut text,
        "defray_policy_site_providers",
        &[
            offset_of!(defray_policy_site_providers, key),
            offset_of!(defray_policy_site_providers, value),
            offset_of!(defray_policy_site_providers, value_count),
        ],
    );
    line::<defray_policy_metering_windows>(
        &mut text,
        "defray_policy_metering_windows",
        &[offset_of!(defray_policy_metering_windows, key), offset_of!(defray_policy_metering_windows, value)],
    );
    line::<defray_policy>(
        &mut text,
        "defray_policy",
        &[
            offset_of!(defray_policy, waterfalls),
            offset_of!(defray_policy, waterfalls_count),
            offset_of!(defray_policy, credit_limit),
            offset_of!(defray_policy, grace),
            offset_of!(defray_policy, deadline_notice),
            offset_of!(defray_policy, card_multiple),
            offset_of!(defray_policy, card_tiers),
            offset_of!(defray_policy, card_tiers_count),
            offset_of!(defray_policy, clock_tolerance),
            offset_of!(defray_policy, voluntary_changes_per_month),
            offset_of!(defray_policy, lock_in),
            offset_of!(defray_policy, site_providers),
            offset_of!(defray_policy, site_providers_count),
            offset_of!(defray_policy, metering_windows),
            offset_of!(defray_policy, metering_windows_count),
            offset_of!(defray_policy, metering),
            offset_of!(defray_policy, metering_count),
        ],
    );
    line::<defray_entry_position>(
        &mut text,
        "defray_entry_position",
        &[offset_of!(defray_entry_position, position), offset_of!(defray_entry_position, index)],
    );
    line::<defray_charge_position>(
        &mut text,
        "defray_charge_position",
        &[offset_of!(defray_charge_position, cloud_account), offset_of!(defray_charge_position, position)],
    );
    line::<defray_payer_reason_in_force>(
        &mut text,
        "defray_payer_reason_in_force",
        &[offset_of!(defray_payer_reason_in_force, since)],
    );
    line::<defray_payer_reason_no_longer_metered>(
        &mut text,
        "defray_payer_reason_no_longer_metered",
        &[
            offset_of!(defray_payer_reason_no_longer_metered, cloud_account),
            offset_of!(defray_payer_reason_no_longer_metered, ended_at),
            offset_of!(defray_payer_reason_no_longer_metered, metering_deadline),
        ],
    );
    line::<defray_payer_reason_as>(
        &mut text,
        "defray_payer_reason_as",
        &[offset_of!(defray_payer_reason_as, in_force), offset_of!(defray_payer_reason_as, no_longer_metered)],
    );
    line::<defray_payer_reason>(
        &mut text,
        "defray_payer_reason",
        &[offset_of!(defray_payer_reason, kind), offset_of!(defray_payer_reason, r#as)],
    );
    line::<defray_slice>(
        &mut text,
        "defray_slice",
        &[
            offset_of!(defray_slice, fund),
            offset_of!(defray_slice, lot),
            offset_of!(defray_slice, charge),
            offset_of!(defray_slice, amount),
        ],
    );
    line::<defray_skip_reason_not_yet_valid>(
        &mut text,
        "defray_skip_reason_not_yet_valid",
        &[offset_of!(defray_skip_reason_not_yet_valid, valid_from)],
    );
    line::<defray_skip_reason_below_minimum>(
        &mut text,
        "defray_skip_reason_below_minimum",
        &[offset_of!(defray_skip_reason_below_minimum, minimum)],
    );
    line::<defray_skip_reason_as>(
        &mut text,
        "defray_skip_reason_as",
        &[offset_of!(defray_skip_reason_as, not_yet_valid), offset_of!(defray_skip_reason_as, below_minimum)],
    );
    line::<defray_skip_reason>(
        &mut text,
        "defray_skip_reason",
        &[offset_of!(defray_skip_reason, kind), offset_of!(defray_skip_reason, r#as)],
    );
    line::<defray_skip>(
        &mut text,
        "defray_skip",
        &[
            offset_of!(defray_skip, fund),
            offset_of!(defray_skip, lot),
            offset_of!(defray_skip, available),
            offset_of!(defray_skip, reason),
        ],
    );
    line::<defray_receipt>(
        &mut text,
        "defray_receipt",
        &[
            offset_of!(defray_receipt, bill),
            offset_of!(defray_receipt, workspace),
            offset_of!(defray_receipt, account),
            offset_of!(defray_receipt, payer),
            offset_of!(defray_receipt, payer_reason),
            offset_of!(defray_receipt, amount),
            offset_of!(defray_receipt, settled_at),
            offset_of!(defray_receipt, slices),
            offset_of!(defray_receipt, slices_count),
            offset_of!(defray_receipt, skips),
            offset_of!(defray_receipt, skips_count),
        ],
    );
    line::<defray_standing_in_arrears>(
        &mut text,
        "defray_standing_in_arrears",
        &[
            offset_of!(defray_standing_in_arrears, since),
            offset_of!(defray_standing_in_arrears, deadline),
            offset_of!(defray_standing_in_arrears, notice),
        ],
    );
    line::<defray_standing_locked>(
        &mut text,
        "defray_standing_locked",
        &[offset_of!(defray_standing_locked, since), offset_of!(defray_standing_locked, deadline)],
    );
    line::<defray_standing_as>(
        &mut text,
        "defray_standing_as",
        &[offset_of!(defray_standing_as, in_arrears), offset_of!(defray_standing_as, locked)],
    );
    line::<defray_standing>(
        &mut text,
        "defray_standing",
        &[offset_of!(defray_standing, kind), offset_of!(defray_standing, r#as)],
    );
    line::<defray_subscription>(
        &mut text,
        "defray_subscription",
        &[
            offset_of!(defray_subscription, provider),
            offset_of!(defray_subscription, account_id),
            offset_of!(defray_subscription, instance_id),
            offset_of!(defray_subscription, license_arn),
            offset_of!(defray_subscription, customer_identifier),
            offset_of!(defray_subscription, product_code),
        ],
    );
    line::<defray_subscription_link>(
        &mut text,
        "defray_subscription_link",
        &[offset_of!(defray_subscription_link, cloud_account), offset_of!(defray_subscription_link, after)],
    );
    line::<defray_recorded_signal>(
        &mut text,
        "defray_recorded_signal",
        &[
            offset_of!(defray_recorded_signal, signal),
            offset_of!(defray_recorded_signal, occurred_at),
            offset_of!(defray_recorded_signal, message),
        ],
    );
    line::<defray_metering_window_as>(
        &mut text,
        "defray_metering_window_as",
        &[offset_of!(defray_metering_window_as, after)],
    );
    line::<defray_metering_window>(
        &mut text,
        "defray_metering_window",
        &[offset_of!(defray_metering_window, kind), offset_of!(defray_metering_window, r#as)],
    );
    line::<defray_period>(
        &mut text,
        "defray_period",
        &[offset_of!(defray_period, start), offset_of!(defray_period, end)],
    );
    line::<defray_plan_covered>(
        &mut text,
        "defray_plan_covered",
        &[
            offset_of!(defray_plan_covered, slices),
            offset_of!(defray_plan_covered, slices_count),
            offset_of!(defray_plan_covered, skips),
            offset_of!(defray_plan_covered, skips_count),
        ],
    );
    line::<defray_plan_short>(
        &mut text,
        "defray_plan_short",
        &[
            offset_of!(defray_plan_short, uncovered),
            offset_of!(defray_plan_short, slices),
            offset_of!(defray_plan_short, slices_count),
            offset_of!(defray_plan_short, skips),
            offset_of!(defray_plan_short, skips_count),
        ],
    );
    line::<defray_plan_as>(
        &mut text,
        "defray_plan_as",
        &[offset_of!(defray_plan_as, covered), offset_of!(defray_plan_as, short_)],
    );
    line::<defray_plan>(&mut text, "defray_plan", &[offset_of!(defray_plan, kind), offset_of!(defray_plan, r#as)]);
    line::<defray_workspace>(
        &mut text,
        "defray_workspace",
        &[
            offset_of!(defray_workspace, id),
            offset_of!(defray_workspace, account),
            offset_of!(defray_workspace, method),
            offset_of!(defray_workspace, steps),
            offset_of!(defray_workspace, steps_count),
            offset_of!(defray_workspace, timeline),
            offset_of!(defray_workspace, timeline_count),
            offset_of!(defray_workspace, dissolved_at),
        ],
    );
    line::<defray_workspace_page>(
        &mut text,
        "defray_workspace_page",
        &[
            offset_of!(defray_workspace_page, items),
            offset_of!(defray_workspace_page, items_count),
            offset_of!(defray_workspace_page, next),
        ],
    );
    text
}

fn line<T>(text: &mut String, name: &str, places: &[usize]) {
    // Writing to a text does not fail.
    let _ = write!(text, "{name} {} {}", size_of::<T>(), align_of::<T>());
    for place in places {
        let _ = write!(text, " {place}");
    }
    text.push('\n');
}
