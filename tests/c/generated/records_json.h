/* Written by `make bindings` from the types of core and engine: do not edit. */

#ifndef DEFRAY_TEST_RECORDS_JSON_H
#define DEFRAY_TEST_RECORDS_JSON_H

#include "../support/json.h"

/* read_: 1 if json is what the interchange form has there, else 0. write_: what the interchange form has for it. */

int read_open_account(json_pool *pool, const cJSON *json, defray_open_account *out);
int read_close_account(json_pool *pool, const cJSON *json, defray_close_account *out);
cJSON *write_fund(const defray_fund *value);
int read_fund(json_pool *pool, const cJSON *json, defray_fund *out);
cJSON *write_waterfall(const defray_waterfall *value);
int read_waterfall(json_pool *pool, const cJSON *json, defray_waterfall *out);
cJSON *write_card_tier(const defray_card_tier *value);
int read_card_tier(json_pool *pool, const cJSON *json, defray_card_tier *out);
cJSON *write_provider(const defray_provider *value);
int read_provider(json_pool *pool, const cJSON *json, defray_provider *out);
cJSON *write_metering_window(const defray_metering_window *value);
int read_metering_window(json_pool *pool, const cJSON *json, defray_metering_window *out);
cJSON *write_metering_unit(const defray_metering_unit *value);
int read_metering_unit(json_pool *pool, const cJSON *json, defray_metering_unit *out);
cJSON *write_policy(const defray_policy *value);
int read_policy(json_pool *pool, const cJSON *json, defray_policy *out);
int read_set_policy(json_pool *pool, const cJSON *json, defray_set_policy *out);
int read_top_up(json_pool *pool, const cJSON *json, defray_top_up *out);
cJSON *write_lot_kind(const defray_lot_kind *value);
int read_lot_kind(json_pool *pool, const cJSON *json, defray_lot_kind *out);
int read_issue_voucher(json_pool *pool, const cJSON *json, defray_issue_voucher *out);
int read_grant_card(json_pool *pool, const cJSON *json, defray_grant_card *out);
int read_buy_card(json_pool *pool, const cJSON *json, defray_buy_card *out);
int read_redeem_huawei_order(json_pool *pool, const cJSON *json, defray_redeem_huawei_order *out);
int read_void_lot(json_pool *pool, const cJSON *json, defray_void_lot *out);
int read_bind_workspace(json_pool *pool, const cJSON *json, defray_bind_workspace *out);
int read_move_workspace(json_pool *pool, const cJSON *json, defray_move_workspace *out);
int read_dissolve_workspace(json_pool *pool, const cJSON *json, defray_dissolve_workspace *out);
cJSON *write_subscription(const defray_subscription *value);
int read_subscription(json_pool *pool, const cJSON *json, defray_subscription *out);
int read_link_cloud_account(json_pool *pool, const cJSON *json, defray_link_cloud_account *out);
int read_withdraw_cloud_account(json_pool *pool, const cJSON *json, defray_withdraw_cloud_account *out);
cJSON *write_payer(const defray_payer *value);
int read_payer(json_pool *pool, const cJSON *json, defray_payer *out);
int read_choose_method(json_pool *pool, const cJSON *json, defray_choose_method *out);
cJSON *write_signal(const defray_signal *value);
int read_signal(json_pool *pool, const cJSON *json, defray_signal *out);
cJSON *write_topic_confirmation(const defray_topic_confirmation *value);
int read_topic_confirmation(json_pool *pool, const cJSON *json, defray_topic_confirmation *out);
cJSON *write_marketplace_message(const defray_marketplace_message *value);
int read_marketplace_message(json_pool *pool, const cJSON *json, defray_marketplace_message *out);
int read_ingest(json_pool *pool, const cJSON *json, defray_ingest *out);
cJSON *write_period(const defray_period *value);
int read_period(json_pool *pool, const cJSON *json, defray_period *out);
cJSON *write_bill(const defray_bill *value);
int read_bill(json_pool *pool, const cJSON *json, defray_bill *out);
int read_settle_bill(json_pool *pool, const cJSON *json, defray_settle_bill *out);
int read_reverse_bill(json_pool *pool, const cJSON *json, defray_reverse_bill *out);
int read_request_metering(json_pool *pool, const cJSON *json, defray_request_metering *out);
cJSON *write_entry_position(const defray_entry_position *value);
int read_entry_position(json_pool *pool, const cJSON *json, defray_entry_position *out);
cJSON *write_metering_outcome(const defray_metering_outcome *value);
int read_metering_outcome(json_pool *pool, const cJSON *json, defray_metering_outcome *out);
int read_acknowledge_metering(json_pool *pool, const cJSON *json, defray_acknowledge_metering *out);
int read_acknowledge(json_pool *pool, const cJSON *json, defray_acknowledge *out);
int read_command(json_pool *pool, const cJSON *json, const char *name, defray_command *out);
int read_mode(json_pool *pool, const cJSON *json, defray_mode *out);
int read_check(json_pool *pool, const cJSON *json, defray_check *out);
cJSON *write_origin(const defray_origin *value);
cJSON *write_lot_state(const defray_lot_state *value);
cJSON *write_lot(const defray_lot *value);
cJSON *write_standing(const defray_standing *value);
cJSON *write_method_action(const defray_method_action *value);
cJSON *write_method_step(const defray_method_step *value);
cJSON *write_cause(const defray_cause *value);
cJSON *write_payer_interval(const defray_payer_interval *value);
cJSON *write_method(const defray_method *value);
cJSON *write_cloud_account_state(const defray_cloud_account_state *value);
cJSON *write_subscription_lifecycle(const defray_subscription_lifecycle *value);
cJSON *write_cloud_account(const defray_cloud_account *value);
cJSON *write_subscription_link(const defray_subscription_link *value);
cJSON *write_message_disposition(const defray_message_disposition *value);
cJSON *write_recorded_signal(const defray_recorded_signal *value);
cJSON *write_hold_reason(const defray_hold_reason *value);
cJSON *write_payer_reason(const defray_payer_reason *value);
cJSON *write_charge_position(const defray_charge_position *value);
cJSON *write_slice(const defray_slice *value);
cJSON *write_skip_reason(const defray_skip_reason *value);
cJSON *write_skip(const defray_skip *value);
cJSON *write_receipt(const defray_receipt *value);
cJSON *write_bill_status(const defray_bill_status *value);
cJSON *write_refund_target(const defray_refund_target *value);
cJSON *write_refund(const defray_refund *value);
cJSON *write_reversal(const defray_reversal *value);
cJSON *write_correction_reason(const defray_correction_reason *value);
cJSON *write_correction(const defray_correction *value);
cJSON *write_bill_record(const defray_bill_record *value);
cJSON *write_meter_mark(const defray_meter_mark *value);
cJSON *write_usage_state(const defray_usage_state *value);
cJSON *write_usage_record(const defray_usage_record *value);
cJSON *write_notification(const defray_notification *value);
cJSON *write_event(const defray_event *value);
cJSON *write_prior_result(const defray_prior_result *value);
cJSON *write_closing(const defray_closing *value);
cJSON *write_totals(const defray_totals *value);
cJSON *write_account(const defray_account *value);
cJSON *write_workspace(const defray_workspace *value);
cJSON *write_in_flight(const defray_in_flight *value);
cJSON *write_meter(const defray_meter *value);
cJSON *write_charge(const defray_charge *value);
cJSON *write_outbox_message(const defray_outbox_message *value);
cJSON *write_balances(const defray_balances *value);
cJSON *write_movement(const defray_movement *value);
cJSON *write_statement(const defray_statement *value);
cJSON *write_preview(const defray_preview *value);
cJSON *write_plan(const defray_plan *value);
cJSON *write_verified(const defray_verified *value);
cJSON *write_statistics(const defray_statistics *value);

#endif
