//! Written by `make bindings` from the types of core and engine: do not edit.

use crate::answers::*;
use crate::engine_handle::*;
use crate::meters::*;
use crate::pages::*;
use crate::records::*;
use crate::requests::*;
use crate::values::*;

crate::layout_table::layouts! {
    defray_decimal { lo, hi, scale, reserved }
    defray_currency { code }
    defray_money { amount, currency, reserved }
    defray_head { bytes }
    defray_request { at, actor, idempotency_key, command }
    defray_answer { kind, reserved, position, at, head, events, events_count, prior }
    defray_options { struct_size, check, clock, page_cache_bytes, cached_bytes, changed_bytes, expected_position,
        expected_head, simulate, read_only, no_threads }
    defray_charges { items, items_count }
    defray_carried_charge { charge, part }
    defray_carried_charges { items, items_count }
    defray_share { workspace, quantity }
    defray_shares { items, items_count }
    defray_entry_page { items, items_count, heads, next }
    defray_mail_settings { language, time_zone }
    defray_closing { deadline, cloud_account }
    defray_totals { topped_up, vouchers, cards, cloud_paid, settled, expired, voided, forfeited, held }
    defray_sending { until, record }
    defray_suspension { due, cloud_account }
    defray_not_metered_day { day, cloud_accounts, cloud_accounts_count }
    defray_account { id, currency, opened_at, closed_at, policy, cash, overdraft, standing, lots, lots_count, closings,
        closings_count, decided_at, totals, sendings, sendings_count, suspensions, suspensions_count, not_metered,
        mail_settings }
    defray_account_page { items, items_count, next }
    defray_bill { id, workspace, item, amount, period }
    defray_hold_reason_cloud_account_suspended { cloud_account }
    defray_hold_reason_credit_limit { uncovered, credit_left }
    defray_hold_reason_as { cloud_account_suspended, credit_limit }
    defray_hold_reason { kind, r#as }
    defray_bill_status_held { reason, since, queue }
    defray_bill_status_cancelled { at }
    defray_bill_status_as { held, settled, cancelled }
    defray_bill_status { kind, r#as }
    defray_refund { slice, fund, lot, amount, to }
    defray_reversal { id, asked, amount, at, reason, refunds, refunds_count }
    defray_correction { at, reason, from, payer, payer_reason, amount, refunds, refunds_count, slices, slices_count,
        skips, skips_count }
    defray_restatement { at, by }
    defray_bill_record { bill, account, status, reversals, reversals_count, corrections, corrections_count, restates,
        restated }
    defray_bill_record_page { items, items_count, next }
    defray_subscription_lifecycle { state, active_from, ended_at, failed_at, withdrawn, over_rules, suspended_since }
    defray_patience { deadline, notice, over }
    defray_cloud_account { id, account, subscription, linked_at, state, lifecycle, metering_deadline, patience,
        successor }
    defray_cloud_account_page { items, items_count, next }
    defray_open_account { account, currency }
    defray_close_account { account }
    defray_set_policy { account, policy }
    defray_top_up { account, amount, reference }
    defray_issue_voucher { account, lot, kind, face, valid_from, valid_until, minimum_bill }
    defray_grant_card { account, lot, face, valid_from, valid_until }
    defray_buy_card { account, lot, face, valid_until }
    defray_redeem_huawei_order { account, lot, order, huawei_account, face, valid_until }
    defray_void_lot { account, lot, reason }
    defray_bind_workspace { account, workspace, since, display_name }
    defray_move_workspace { account, workspace, to }
    defray_dissolve_workspace { account, workspace }
    defray_link_cloud_account { account, cloud_account, subscription }
    defray_withdraw_cloud_account { account, cloud_account }
    defray_choose_method { account, workspace, method }
    defray_ingest { message }
    defray_settle_bill { bill, account }
    defray_reverse_bill { bill, reversal, amount, reason }
    defray_request_metering { cloud_account }
    defray_acknowledge_metering { record, outcome, provider_record }
    defray_acknowledge { outbox_message }
    defray_unlink_cloud_account { account, cloud_account, reason }
    defray_restate_bill { bill, reversal, by, reason }
    defray_claim_charges { export_name, part, bills, bills_count }
    defray_rename_workspace { account, workspace, display_name }
    defray_set_mail_settings { account, language, time_zone }
    defray_command_as { open_account, close_account, set_policy, top_up, issue_voucher, grant_card, buy_card,
        redeem_huawei_order, void_lot, bind_workspace, move_workspace, dissolve_workspace, link_cloud_account,
        withdraw_cloud_account, choose_method, ingest, settle_bill, reverse_bill, request_metering,
        acknowledge_metering, acknowledge, unlink_cloud_account, restate_bill, claim_charges, rename_workspace,
        set_mail_settings }
    defray_command { kind, r#as }
    defray_event_account_opened { account, currency }
    defray_event_account_closed { account, forfeited }
    defray_event_policy_set { account, policy }
    defray_event_topped_up { account, amount, repaid, reference, repeats }
    defray_event_lot_opened { account, lot }
    defray_event_order_redeemed { account, order }
    defray_event_lot_expired { account, lot, amount, at }
    defray_event_lot_voided { account, lot, amount, reason }
    defray_event_standing_changed { account, standing }
    defray_event_workspace_bound { workspace, account, step, interval, display_name }
    defray_event_step_taken { workspace, step, left }
    defray_event_method_kept { account, workspace, method }
    defray_event_method_changed { account, workspace, method, kept_intervals, intervals, intervals_count }
    defray_event_cloud_account_linked { cloud_account, link }
    defray_event_cloud_account_changed { account, cloud_account, was, state, lifecycle, metering_deadline, patience }
    defray_event_message_received { message, disposition, cloud_account, account, recorded_signal }
    defray_event_bill_held { account, bill, reason }
    defray_event_bill_settled { record }
    defray_event_bill_reversed { account, bill, payer, reversal }
    defray_event_bill_corrected { account, bill, correction }
    defray_event_metering_requested { record }
    defray_event_metering_acknowledged { account, cloud_account, record, outcome, state, accepted, head,
        provider_record }
    defray_event_outbox_message_queued { number, notification }
    defray_event_outbox_message_acknowledged { number }
    defray_event_bill_restated { account, bill, by }
    defray_event_binding_extended { workspace, account, step, interval }
    defray_event_charges_claimed { export_name, part, bills, bills_count }
    defray_event_lot_reopened { account, lot, amount }
    defray_event_successor_changed { account, cloud_account, successor }
    defray_event_not_metered_counted { account, bill, day, cloud_account, provider, ended_at, metering_deadline,
        amount }
    defray_event_workspace_renamed { account, workspace, display_name }
    defray_event_mail_settings_set { account, settings }
    defray_event_as { account_opened, account_closed, policy_set, topped_up, lot_opened, order_redeemed, lot_expired,
        lot_voided, standing_changed, workspace_bound, step_taken, method_kept, method_changed, cloud_account_linked,
        cloud_account_changed, message_received, bill_held, bill_settled, bill_reversed, bill_corrected,
        metering_requested, metering_acknowledged, outbox_message_queued, outbox_message_acknowledged, bill_restated,
        binding_extended, charges_claimed, lot_reopened, successor_changed, not_metered_counted, workspace_renamed,
        mail_settings_set }
    defray_event { kind, r#as }
    defray_prior_result_as { bill, reversal, usage_record, message }
    defray_prior_result { kind, r#as }
    defray_origin_gift { card }
    defray_origin_huawei_order { order, huawei_account }
    defray_origin_as { gift, huawei_order }
    defray_origin { kind, r#as }
    defray_lot { id, kind, face, available, valid_from, valid_until, minimum_bill, issued_at, origin, state, closed_at }
    defray_lot_page { items, items_count, next }
    defray_entry { position, at, asked_at, recorded_at, actor, idempotency_key, command, events, events_count, rules,
        simulated }
    defray_balances { ordinary_vouchers, full_reduction_vouchers, cards, cash, overdraft, cloud_charged }
    defray_movement { at, position, event, about, fund, lot, change }
    defray_held_bill { bill, workspace, amount, reason, since }
    defray_statement { account, currency, from, to, opening, movements, movements_count, closing, held, held_count }
    defray_preview_settled { receipt, known }
    defray_preview_held { reason, since, known }
    defray_preview_as { settled, held }
    defray_preview { kind, r#as }
    defray_verified { entries, decided_again, checked_by_events, records, accounts, simulated, head }
    defray_memory { changed_bytes, changed_bytes_max, cached_bytes, cached_bytes_max, unswept_entry_bytes,
        unswept_entry_bytes_max, entry_cache_bytes, entry_cache_bytes_max, log_used_bytes, log_bytes }
    defray_statistics_records { key, value }
    defray_statistics { entries, head, checkpoint, records, records_count, memory }
    defray_topic_confirmation { topic, address }
    defray_stated_agreement { id, previous, replaced }
    defray_marketplace_message { provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected, account_id,
        agreement }
    defray_unmatched_subscription { identity, provider, signals, first, last, state, stated_accounts,
        stated_accounts_count, reason, subscription, subscription_ended, link_from, succeeds, succeeds_count }
    defray_unmatched_subscription_page { items, items_count, next }
    defray_metering_outcome_duplicate { quantity }
    defray_metering_outcome_rejected { reason }
    defray_metering_outcome_as { duplicate, rejected }
    defray_metering_outcome { kind, r#as }
    defray_meter_mark { position, part }
    defray_usage_record { number, account, cloud_account, dimension, start, end, unit, quantity, credit, from, upto,
        state, requested_at, settled_at, accepted, reason, provider_record, send_until }
    defray_usage_record_page { items, items_count, next }
    defray_in_flight { record, upto, taken, reversed }
    defray_meter { cloud_account, account, accepted, waiting, credit, head, in_flight, last, hours, hours_count }
    defray_meter_page { items, items_count, next }
    defray_charge { bill, workspace, position, amount, reversed }
    defray_payer_as { cloud_account }
    defray_payer { kind, r#as }
    defray_method_action_as { choose }
    defray_method_action { kind, r#as }
    defray_method_step { at, account, action, by, rules }
    defray_cause_chosen { by }
    defray_cause_activated { cloud_account }
    defray_cause_forced { cloud_account }
    defray_cause_moved { by }
    defray_cause_replaced { cloud_account }
    defray_cause_as { chosen, activated, forced, moved, replaced }
    defray_cause { kind, r#as }
    defray_payer_interval { from, account, payer, cause, recorded_at }
    defray_method_opening { cloud_account, from }
    defray_method_as { opening, cloud_account }
    defray_method { kind, r#as }
    defray_still_opening { workspace, cloud_account }
    defray_corrected_sum { from, payer, bills, amount }
    defray_named_workspace { workspace, display_name }
    defray_workspace_payer { workspace, payer }
    defray_not_metered_bills { cloud_account, provider, ended_at, metering_deadline, bills, amount }
    defray_notification_method_changed_by_force { account, cloud_account, provider, ended_at, workspaces,
        workspaces_count, still_opening, still_opening_count, replaced, corrected, corrected_count, display_names,
        display_names_count }
    defray_notification_arrears_begun { account, overdraft, since, deadline, payable }
    defray_notification_deadline_near { account, overdraft, deadline, payable }
    defray_notification_account_locked { account, overdraft, since, deadline, payable }
    defray_notification_account_unlocked { account }
    defray_notification_bill_not_metered { account, bill, workspace, amount, cloud_account, ended_at,
        metering_deadline }
    defray_notification_usage_not_metered { account, cloud_account, provider, reason, bills, bills_count, amount,
        ended_at, metering_deadline }
    defray_notification_confirm_subscription { provider, topic, address }
    defray_notification_chosen_payer_ended { account, cloud_account, provider, ended_at, workspaces, workspaces_count,
        display_names, display_names_count }
    defray_notification_usage_disputed { account, cloud_account, provider, record, dimension, start, end, unit,
        quantity, fell_back }
    defray_notification_usage_record_too_late { account, cloud_account, provider, record, dimension, start, end, unit,
        quantity, send_until }
    defray_notification_suspension_deadline_near { account, cloud_account, provider, suspended_since, deadline,
        held_bills, amount }
    defray_notification_subscription_replaced { account, cloud_account, provider, ended_at, workspaces,
        workspaces_count, corrected, corrected_count, display_names, display_names_count }
    defray_notification_bills_corrected { account, cloud_account, provider, corrected, corrected_count }
    defray_notification_successor_not_linked { account, cloud_account, provider, ended_at, successors,
        successors_count }
    defray_notification_bills_held { account, reason, bill, workspace, amount, provider, suspended_since, deadline,
        display_name }
    defray_notification_bills_not_metered { account, day, bills, amount, cloud_accounts, cloud_accounts_count }
    defray_notification_as { method_changed_by_force, arrears_begun, deadline_near, account_locked, account_unlocked,
        bill_not_metered, usage_not_metered, confirm_subscription, chosen_payer_ended, usage_disputed,
        usage_record_too_late, suspension_deadline_near, subscription_replaced, bills_corrected, successor_not_linked,
        bills_held, bills_not_metered }
    defray_notification { kind, r#as }
    defray_outbox_message { number, raised_at, notification, acknowledged_at }
    defray_outbox_message_page { items, items_count, next }
    defray_waterfall { items, items_count, enterprise, enterprise_count, cloud, cloud_count }
    defray_card_tier { at_least, voucher, valid_for }
    defray_metering_unit { provider, product_code, dimension, unit }
    defray_item_name { name, item }
    defray_policy_site_providers { key, value, value_count }
    defray_policy_metering_windows { key, value }
    defray_policy { waterfalls, waterfalls_count, credit_limit, grace, deadline_notice, card_multiple, card_tiers,
        card_tiers_count, clock_tolerance, voluntary_changes_per_month, lock_in, site_providers, site_providers_count,
        metering_windows, metering_windows_count, metering, metering_count, unique_references, item_names,
        item_names_count, payable_unit, validity_at, suspended_patience }
    defray_entry_position { position, index }
    defray_charge_position { cloud_account, position }
    defray_known_identifiers { provider, account_id, instance_id, license_id, customer_identifier, product_code }
    defray_payer_reason_in_force { since }
    defray_payer_reason_no_longer_metered { cloud_account, ended_at, metering_deadline }
    defray_payer_reason_suspended_too_long { cloud_account, suspended_since, deadline }
    defray_payer_reason_as { in_force, no_longer_metered, suspended_too_long }
    defray_payer_reason { kind, r#as }
    defray_slice { fund, lot, charge, amount }
    defray_skip_reason_not_yet_valid { valid_from }
    defray_skip_reason_below_minimum { minimum }
    defray_skip_reason_as { not_yet_valid, below_minimum }
    defray_skip_reason { kind, r#as }
    defray_lot_range { last, count }
    defray_skip { fund, lot, available, reason, range }
    defray_receipt { bill, workspace, account, payer, payer_reason, amount, settled_at, slices, slices_count, skips,
        skips_count }
    defray_standing_in_arrears { since, deadline, notice }
    defray_standing_locked { since, deadline }
    defray_standing_as { in_arrears, locked }
    defray_standing { kind, r#as }
    defray_subscription { provider, account_id, instance_id, license_arn, customer_identifier, product_code }
    defray_subscription_link { cloud_account, after }
    defray_recorded_signal { signal, occurred_at, message, rules }
    defray_metering_window_as { after }
    defray_metering_window { kind, r#as }
    defray_period { start, end }
    defray_plan_covered { slices, slices_count, skips, skips_count }
    defray_plan_short { uncovered, slices, slices_count, skips, skips_count }
    defray_plan_as { covered, short_ }
    defray_plan { kind, r#as }
    defray_workspace { id, account, method, steps, steps_count, timeline, timeline_count, dissolved_at, display_name }
    defray_workspace_page { items, items_count, next }
}
