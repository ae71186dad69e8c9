/* Written by `make bindings` from the types of core and engine: do not edit. */

#include "shapes.h"

static const shape_field fields_of_open_account[] = {
    FIELD(defray_open_account, account, shape_text),
    FIELD(defray_open_account, currency, shape_currency),
};
const shape shape_open_account = RECORD(defray_open_account, fields_of_open_account);

static const shape_field fields_of_close_account[] = {
    FIELD(defray_close_account, account, shape_text),
};
const shape shape_close_account = RECORD(defray_close_account, fields_of_close_account);

const shape shape_fund = NAMES(defray_fund);

static const shape_field fields_of_waterfall[] = {
    OPTIONAL_LIST(defray_waterfall, items, shape_text),
    LIST(defray_waterfall, enterprise, shape_fund),
    LIST(defray_waterfall, cloud, shape_fund),
};
const shape shape_waterfall = RECORD(defray_waterfall, fields_of_waterfall);

static const shape_field fields_of_card_tier[] = {
    FIELD(defray_card_tier, at_least, shape_decimal),
    FIELD(defray_card_tier, voucher, shape_decimal),
    OPTIONAL_POINTER(defray_card_tier, valid_for, shape_u64),
};
const shape shape_card_tier = RECORD(defray_card_tier, fields_of_card_tier);

const shape shape_provider = NAMES(defray_provider);

const shape shape_metering_window = VALUE(defray_metering_window, SHAPE_METERING_WINDOW);

static const shape_field fields_of_metering_unit[] = {
    FIELD(defray_metering_unit, provider, shape_provider),
    OPTIONAL_FIELD(defray_metering_unit, product_code, shape_text),
    FIELD(defray_metering_unit, dimension, shape_text),
    FIELD(defray_metering_unit, unit, shape_decimal),
};
const shape shape_metering_unit = RECORD(defray_metering_unit, fields_of_metering_unit);

static const shape_field fields_of_item_name[] = {
    FIELD(defray_item_name, name, shape_text),
    FIELD(defray_item_name, item, shape_text),
};
const shape shape_item_name = RECORD(defray_item_name, fields_of_item_name);

const shape shape_validity_at = NAMES(defray_validity_at);

static const shape_field fields_of_policy_site_providers[] = {
    FIELD(defray_policy_site_providers, key, shape_text),
    LIST(defray_policy_site_providers, value, shape_provider),
};
static const shape shape_policy_site_providers = RECORD(defray_policy_site_providers, fields_of_policy_site_providers);

static const shape_field fields_of_policy_metering_windows[] = {
    FIELD(defray_policy_metering_windows, key, shape_provider),
    FIELD(defray_policy_metering_windows, value, shape_metering_window),
};
static const shape shape_policy_metering_windows = RECORD(defray_policy_metering_windows, fields_of_policy_metering_windows);

static const shape_field fields_of_policy[] = {
    LIST(defray_policy, waterfalls, shape_waterfall),
    OPTIONAL_POINTER(defray_policy, credit_limit, shape_decimal),
    FIELD(defray_policy, grace, shape_u64),
    FIELD(defray_policy, deadline_notice, shape_u64),
    FIELD(defray_policy, card_multiple, shape_decimal),
    LIST(defray_policy, card_tiers, shape_card_tier),
    FIELD(defray_policy, clock_tolerance, shape_u64),
    OPTIONAL_POINTER(defray_policy, voluntary_changes_per_month, shape_u32),
    FIELD(defray_policy, lock_in, shape_bool),
    OPTIONAL_MAP(defray_policy, site_providers, shape_policy_site_providers),
    MAP(defray_policy, metering_windows, shape_policy_metering_windows),
    LIST(defray_policy, metering, shape_metering_unit),
    FIELD(defray_policy, unique_references, shape_bool),
    LIST(defray_policy, item_names, shape_item_name),
    FIELD(defray_policy, payable_unit, shape_decimal),
    FIELD(defray_policy, validity_at, shape_validity_at),
    FIELD(defray_policy, suspended_patience, shape_u64),
};
const shape shape_policy = RECORD_WITH_DEFAULTS(defray_policy, fields_of_policy);

static const shape_field fields_of_set_policy[] = {
    OPTIONAL_FIELD(defray_set_policy, account, shape_text),
    POINTER(defray_set_policy, policy, shape_policy),
};
const shape shape_set_policy = RECORD(defray_set_policy, fields_of_set_policy);

static const shape_field fields_of_top_up[] = {
    FIELD(defray_top_up, account, shape_text),
    FIELD(defray_top_up, amount, shape_money),
    OPTIONAL_FIELD(defray_top_up, reference, shape_text),
};
const shape shape_top_up = RECORD(defray_top_up, fields_of_top_up);

const shape shape_lot_kind = NAMES(defray_lot_kind);

static const shape_field fields_of_issue_voucher[] = {
    FIELD(defray_issue_voucher, account, shape_text),
    FIELD(defray_issue_voucher, lot, shape_text),
    FIELD(defray_issue_voucher, kind, shape_lot_kind),
    FIELD(defray_issue_voucher, face, shape_money),
    OPTIONAL_POINTER(defray_issue_voucher, valid_from, shape_instant),
    OPTIONAL_POINTER(defray_issue_voucher, valid_until, shape_instant),
    OPTIONAL_POINTER(defray_issue_voucher, minimum_bill, shape_money),
};
const shape shape_issue_voucher = RECORD(defray_issue_voucher, fields_of_issue_voucher);

static const shape_field fields_of_grant_card[] = {
    FIELD(defray_grant_card, account, shape_text),
    FIELD(defray_grant_card, lot, shape_text),
    FIELD(defray_grant_card, face, shape_money),
    OPTIONAL_POINTER(defray_grant_card, valid_from, shape_instant),
    OPTIONAL_POINTER(defray_grant_card, valid_until, shape_instant),
};
const shape shape_grant_card = RECORD(defray_grant_card, fields_of_grant_card);

static const shape_field fields_of_buy_card[] = {
    FIELD(defray_buy_card, account, shape_text),
    FIELD(defray_buy_card, lot, shape_text),
    FIELD(defray_buy_card, face, shape_money),
    OPTIONAL_POINTER(defray_buy_card, valid_until, shape_instant),
};
const shape shape_buy_card = RECORD(defray_buy_card, fields_of_buy_card);

static const shape_field fields_of_redeem_huawei_order[] = {
    FIELD(defray_redeem_huawei_order, account, shape_text),
    FIELD(defray_redeem_huawei_order, lot, shape_text),
    FIELD(defray_redeem_huawei_order, order, shape_text),
    FIELD(defray_redeem_huawei_order, huawei_account, shape_text),
    FIELD(defray_redeem_huawei_order, face, shape_money),
    OPTIONAL_POINTER(defray_redeem_huawei_order, valid_until, shape_instant),
};
const shape shape_redeem_huawei_order = RECORD(defray_redeem_huawei_order, fields_of_redeem_huawei_order);

static const shape_field fields_of_void_lot[] = {
    FIELD(defray_void_lot, account, shape_text),
    FIELD(defray_void_lot, lot, shape_text),
    OPTIONAL_FIELD(defray_void_lot, reason, shape_text),
};
const shape shape_void_lot = RECORD(defray_void_lot, fields_of_void_lot);

static const shape_field fields_of_bind_workspace[] = {
    FIELD(defray_bind_workspace, account, shape_text),
    FIELD(defray_bind_workspace, workspace, shape_text),
    OPTIONAL_POINTER(defray_bind_workspace, since, shape_instant),
    OPTIONAL_FIELD(defray_bind_workspace, display_name, shape_text),
};
const shape shape_bind_workspace = RECORD(defray_bind_workspace, fields_of_bind_workspace);

static const shape_field fields_of_move_workspace[] = {
    FIELD(defray_move_workspace, account, shape_text),
    FIELD(defray_move_workspace, workspace, shape_text),
    FIELD(defray_move_workspace, to, shape_text),
};
const shape shape_move_workspace = RECORD(defray_move_workspace, fields_of_move_workspace);

static const shape_field fields_of_dissolve_workspace[] = {
    FIELD(defray_dissolve_workspace, account, shape_text),
    FIELD(defray_dissolve_workspace, workspace, shape_text),
};
const shape shape_dissolve_workspace = RECORD(defray_dissolve_workspace, fields_of_dissolve_workspace);

static const shape_field fields_of_subscription[] = {
    FIELD(defray_subscription, provider, shape_provider),
    OPTIONAL_FIELD(defray_subscription, account_id, shape_text),
    OPTIONAL_FIELD(defray_subscription, instance_id, shape_text),
    OPTIONAL_FIELD(defray_subscription, license_arn, shape_text),
    OPTIONAL_FIELD(defray_subscription, customer_identifier, shape_text),
    OPTIONAL_FIELD(defray_subscription, product_code, shape_text),
};
const shape shape_subscription = RECORD(defray_subscription, fields_of_subscription);

static const shape_field fields_of_link_cloud_account[] = {
    FIELD(defray_link_cloud_account, account, shape_text),
    FIELD(defray_link_cloud_account, cloud_account, shape_text),
    FIELD(defray_link_cloud_account, subscription, shape_subscription),
};
const shape shape_link_cloud_account = RECORD(defray_link_cloud_account, fields_of_link_cloud_account);

static const shape_field fields_of_withdraw_cloud_account[] = {
    FIELD(defray_withdraw_cloud_account, account, shape_text),
    FIELD(defray_withdraw_cloud_account, cloud_account, shape_text),
};
const shape shape_withdraw_cloud_account = RECORD(defray_withdraw_cloud_account, fields_of_withdraw_cloud_account);

static const shape_alternative alternatives_of_payer[] = {
    ALONE(DEFRAY_PAYER_ENTERPRISE, "enterprise"),
    WITH(DEFRAY_PAYER_CLOUD_ACCOUNT, "cloud_account", defray_payer, cloud_account, shape_text),
};
const shape shape_payer = CHOICE(defray_payer, alternatives_of_payer);

static const shape_field fields_of_choose_method[] = {
    FIELD(defray_choose_method, account, shape_text),
    FIELD(defray_choose_method, workspace, shape_text),
    FIELD(defray_choose_method, method, shape_payer),
};
const shape shape_choose_method = RECORD(defray_choose_method, fields_of_choose_method);

const shape shape_signal = NAMES(defray_signal);

static const shape_field fields_of_topic_confirmation[] = {
    FIELD(defray_topic_confirmation, topic, shape_text),
    FIELD(defray_topic_confirmation, address, shape_text),
};
const shape shape_topic_confirmation = RECORD(defray_topic_confirmation, fields_of_topic_confirmation);

static const shape_field fields_of_stated_agreement[] = {
    FIELD(defray_stated_agreement, id, shape_text),
    OPTIONAL_FIELD(defray_stated_agreement, previous, shape_text),
    FALSE_BY_DEFAULT(defray_stated_agreement, replaced, shape_bool),
};
const shape shape_stated_agreement = RECORD(defray_stated_agreement, fields_of_stated_agreement);

static const shape_field fields_of_marketplace_message[] = {
    FIELD(defray_marketplace_message, provider, shape_provider),
    OPTIONAL_FIELD(defray_marketplace_message, id, shape_text),
    OPTIONAL_FIELD(defray_marketplace_message, identity, shape_text),
    FIELD(defray_marketplace_message, kind, shape_text),
    FIELD(defray_marketplace_message, signal, shape_signal),
    OPTIONAL_POINTER(defray_marketplace_message, occurred_at, shape_instant),
    OPTIONAL_FIELD(defray_marketplace_message, raw, shape_text),
    OPTIONAL_POINTER(defray_marketplace_message, confirm, shape_topic_confirmation),
    OPTIONAL_FIELD(defray_marketplace_message, rejected, shape_text),
    OPTIONAL_FIELD(defray_marketplace_message, account_id, shape_text),
    OPTIONAL_POINTER(defray_marketplace_message, agreement, shape_stated_agreement),
};
const shape shape_marketplace_message = RECORD(defray_marketplace_message, fields_of_marketplace_message);

static const shape_field fields_of_ingest[] = {
    POINTER(defray_ingest, message, shape_marketplace_message),
};
const shape shape_ingest = RECORD(defray_ingest, fields_of_ingest);

static const shape_field fields_of_period[] = {
    FIELD(defray_period, start, shape_instant),
    FIELD(defray_period, end, shape_instant),
};
const shape shape_period = RECORD(defray_period, fields_of_period);

static const shape_field fields_of_bill[] = {
    FIELD(defray_bill, id, shape_text),
    FIELD(defray_bill, workspace, shape_text),
    FIELD(defray_bill, item, shape_text),
    FIELD(defray_bill, amount, shape_money),
    FIELD(defray_bill, period, shape_period),
};
const shape shape_bill = RECORD(defray_bill, fields_of_bill);

static const shape_field fields_of_settle_bill[] = {
    FIELD(defray_settle_bill, bill, shape_bill),
    OPTIONAL_FIELD(defray_settle_bill, account, shape_text),
};
const shape shape_settle_bill = RECORD(defray_settle_bill, fields_of_settle_bill);

static const shape_field fields_of_reverse_bill[] = {
    FIELD(defray_reverse_bill, bill, shape_text),
    FIELD(defray_reverse_bill, reversal, shape_text),
    OPTIONAL_POINTER(defray_reverse_bill, amount, shape_money),
    OPTIONAL_FIELD(defray_reverse_bill, reason, shape_text),
};
const shape shape_reverse_bill = RECORD(defray_reverse_bill, fields_of_reverse_bill);

static const shape_field fields_of_request_metering[] = {
    FIELD(defray_request_metering, cloud_account, shape_text),
};
const shape shape_request_metering = RECORD(defray_request_metering, fields_of_request_metering);

const shape shape_entry_position = VALUE(defray_entry_position, SHAPE_ENTRY_POSITION);

static const shape_field fields_of_metering_outcome_duplicate[] = {
    OPTIONAL_POINTER(defray_metering_outcome_duplicate, quantity, shape_u32),
};
static const shape shape_metering_outcome_duplicate = RECORD(defray_metering_outcome_duplicate, fields_of_metering_outcome_duplicate);

static const shape_field fields_of_metering_outcome_rejected[] = {
    OPTIONAL_FIELD(defray_metering_outcome_rejected, reason, shape_text),
};
static const shape shape_metering_outcome_rejected = RECORD(defray_metering_outcome_rejected, fields_of_metering_outcome_rejected);

static const shape_alternative alternatives_of_metering_outcome[] = {
    ALONE(DEFRAY_METERING_OUTCOME_ACCEPTED, "accepted"),
    WITH(DEFRAY_METERING_OUTCOME_DUPLICATE, "duplicate", defray_metering_outcome, duplicate, shape_metering_outcome_duplicate),
    WITH(DEFRAY_METERING_OUTCOME_REJECTED, "rejected", defray_metering_outcome, rejected, shape_metering_outcome_rejected),
    ALONE(DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED, "not_subscribed"),
    ALONE(DEFRAY_METERING_OUTCOME_UNPROCESSED, "unprocessed"),
};
const shape shape_metering_outcome = CHOICE(defray_metering_outcome, alternatives_of_metering_outcome);

static const shape_field fields_of_acknowledge_metering[] = {
    FIELD(defray_acknowledge_metering, record, shape_entry_position),
    FIELD(defray_acknowledge_metering, outcome, shape_metering_outcome),
    OPTIONAL_FIELD(defray_acknowledge_metering, provider_record, shape_text),
};
const shape shape_acknowledge_metering = RECORD(defray_acknowledge_metering, fields_of_acknowledge_metering);

static const shape_field fields_of_acknowledge[] = {
    FIELD(defray_acknowledge, outbox_message, shape_entry_position),
};
const shape shape_acknowledge = RECORD(defray_acknowledge, fields_of_acknowledge);

static const shape_field fields_of_unlink_cloud_account[] = {
    FIELD(defray_unlink_cloud_account, account, shape_text),
    FIELD(defray_unlink_cloud_account, cloud_account, shape_text),
    FIELD(defray_unlink_cloud_account, reason, shape_text),
};
const shape shape_unlink_cloud_account = RECORD(defray_unlink_cloud_account, fields_of_unlink_cloud_account);

static const shape_field fields_of_restate_bill[] = {
    FIELD(defray_restate_bill, bill, shape_text),
    FIELD(defray_restate_bill, reversal, shape_text),
    OPTIONAL_POINTER(defray_restate_bill, by, shape_bill),
    OPTIONAL_FIELD(defray_restate_bill, reason, shape_text),
};
const shape shape_restate_bill = RECORD(defray_restate_bill, fields_of_restate_bill);

static const shape_field fields_of_claim_charges[] = {
    FIELD(defray_claim_charges, export_name, shape_text),
    FIELD(defray_claim_charges, part, shape_text),
    LIST(defray_claim_charges, bills, shape_text),
};
const shape shape_claim_charges = RECORD(defray_claim_charges, fields_of_claim_charges);

static const shape_field fields_of_rename_workspace[] = {
    FIELD(defray_rename_workspace, account, shape_text),
    FIELD(defray_rename_workspace, workspace, shape_text),
    OPTIONAL_FIELD(defray_rename_workspace, display_name, shape_text),
};
const shape shape_rename_workspace = RECORD(defray_rename_workspace, fields_of_rename_workspace);

const shape shape_language = NAMES(defray_language);

static const shape_field fields_of_set_mail_settings[] = {
    FIELD(defray_set_mail_settings, account, shape_text),
    OPTIONAL_POINTER(defray_set_mail_settings, language, shape_language),
    OPTIONAL_FIELD(defray_set_mail_settings, time_zone, shape_text),
};
const shape shape_set_mail_settings = RECORD(defray_set_mail_settings, fields_of_set_mail_settings);

static const shape_alternative alternatives_of_command[] = {
    WITH(DEFRAY_COMMAND_OPEN_ACCOUNT, "open_account", defray_command, open_account, shape_open_account),
    WITH(DEFRAY_COMMAND_CLOSE_ACCOUNT, "close_account", defray_command, close_account, shape_close_account),
    WITH(DEFRAY_COMMAND_SET_POLICY, "set_policy", defray_command, set_policy, shape_set_policy),
    WITH(DEFRAY_COMMAND_TOP_UP, "top_up", defray_command, top_up, shape_top_up),
    WITH(DEFRAY_COMMAND_ISSUE_VOUCHER, "issue_voucher", defray_command, issue_voucher, shape_issue_voucher),
    WITH(DEFRAY_COMMAND_GRANT_CARD, "grant_card", defray_command, grant_card, shape_grant_card),
    WITH(DEFRAY_COMMAND_BUY_CARD, "buy_card", defray_command, buy_card, shape_buy_card),
    WITH(DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER, "redeem_huawei_order", defray_command, redeem_huawei_order, shape_redeem_huawei_order),
    WITH(DEFRAY_COMMAND_VOID_LOT, "void_lot", defray_command, void_lot, shape_void_lot),
    WITH(DEFRAY_COMMAND_BIND_WORKSPACE, "bind_workspace", defray_command, bind_workspace, shape_bind_workspace),
    WITH(DEFRAY_COMMAND_MOVE_WORKSPACE, "move_workspace", defray_command, move_workspace, shape_move_workspace),
    WITH(DEFRAY_COMMAND_DISSOLVE_WORKSPACE, "dissolve_workspace", defray_command, dissolve_workspace, shape_dissolve_workspace),
    WITH(DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT, "link_cloud_account", defray_command, link_cloud_account, shape_link_cloud_account),
    WITH(DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT, "withdraw_cloud_account", defray_command, withdraw_cloud_account, shape_withdraw_cloud_account),
    WITH(DEFRAY_COMMAND_CHOOSE_METHOD, "choose_method", defray_command, choose_method, shape_choose_method),
    WITH(DEFRAY_COMMAND_INGEST, "ingest", defray_command, ingest, shape_ingest),
    WITH(DEFRAY_COMMAND_SETTLE_BILL, "settle_bill", defray_command, settle_bill, shape_settle_bill),
    WITH(DEFRAY_COMMAND_REVERSE_BILL, "reverse_bill", defray_command, reverse_bill, shape_reverse_bill),
    WITH(DEFRAY_COMMAND_REQUEST_METERING, "request_metering", defray_command, request_metering, shape_request_metering),
    WITH(DEFRAY_COMMAND_ACKNOWLEDGE_METERING, "acknowledge_metering", defray_command, acknowledge_metering, shape_acknowledge_metering),
    ALONE(DEFRAY_COMMAND_ADVANCE, "advance"),
    WITH(DEFRAY_COMMAND_ACKNOWLEDGE, "acknowledge", defray_command, acknowledge, shape_acknowledge),
    WITH(DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT, "unlink_cloud_account", defray_command, unlink_cloud_account, shape_unlink_cloud_account),
    WITH(DEFRAY_COMMAND_RESTATE_BILL, "restate_bill", defray_command, restate_bill, shape_restate_bill),
    WITH(DEFRAY_COMMAND_CLAIM_CHARGES, "claim_charges", defray_command, claim_charges, shape_claim_charges),
    WITH(DEFRAY_COMMAND_RENAME_WORKSPACE, "rename_workspace", defray_command, rename_workspace, shape_rename_workspace),
    WITH(DEFRAY_COMMAND_SET_MAIL_SETTINGS, "set_mail_settings", defray_command, set_mail_settings, shape_set_mail_settings),
};
const shape shape_command = CHOICE_IN_PLACE(defray_command, "command", alternatives_of_command);

const shape shape_mode = NAMES(defray_mode);

const shape shape_check = NAMES(defray_check);

static const shape_field fields_of_origin_gift[] = {
    FIELD(defray_origin_gift, card, shape_text),
};
static const shape shape_origin_gift = RECORD(defray_origin_gift, fields_of_origin_gift);

static const shape_field fields_of_origin_huawei_order[] = {
    FIELD(defray_origin_huawei_order, order, shape_text),
    FIELD(defray_origin_huawei_order, huawei_account, shape_text),
};
static const shape shape_origin_huawei_order = RECORD(defray_origin_huawei_order, fields_of_origin_huawei_order);

static const shape_alternative alternatives_of_origin[] = {
    ALONE(DEFRAY_ORIGIN_ISSUED, "issued"),
    ALONE(DEFRAY_ORIGIN_GRANTED, "granted"),
    ALONE(DEFRAY_ORIGIN_BOUGHT, "bought"),
    WITH(DEFRAY_ORIGIN_GIFT, "gift", defray_origin, gift, shape_origin_gift),
    WITH(DEFRAY_ORIGIN_HUAWEI_ORDER, "huawei_order", defray_origin, huawei_order, shape_origin_huawei_order),
};
const shape shape_origin = CHOICE(defray_origin, alternatives_of_origin);

const shape shape_lot_state = NAMES(defray_lot_state);

static const shape_field fields_of_lot[] = {
    FIELD(defray_lot, id, shape_text),
    FIELD(defray_lot, kind, shape_lot_kind),
    FIELD(defray_lot, face, shape_money),
    FIELD(defray_lot, available, shape_money),
    FIELD(defray_lot, valid_from, shape_instant),
    OPTIONAL_POINTER(defray_lot, valid_until, shape_instant),
    OPTIONAL_POINTER(defray_lot, minimum_bill, shape_money),
    FIELD(defray_lot, issued_at, shape_instant),
    FIELD(defray_lot, origin, shape_origin),
    FIELD(defray_lot, state, shape_lot_state),
    OPTIONAL_POINTER(defray_lot, closed_at, shape_instant),
};
const shape shape_lot = RECORD(defray_lot, fields_of_lot);

static const shape_field fields_of_standing_in_arrears[] = {
    FIELD(defray_standing_in_arrears, since, shape_instant),
    FIELD(defray_standing_in_arrears, deadline, shape_instant),
    OPTIONAL_POINTER(defray_standing_in_arrears, notice, shape_instant),
};
static const shape shape_standing_in_arrears = RECORD(defray_standing_in_arrears, fields_of_standing_in_arrears);

static const shape_field fields_of_standing_locked[] = {
    FIELD(defray_standing_locked, since, shape_instant),
    FIELD(defray_standing_locked, deadline, shape_instant),
};
static const shape shape_standing_locked = RECORD(defray_standing_locked, fields_of_standing_locked);

static const shape_alternative alternatives_of_standing[] = {
    ALONE(DEFRAY_STANDING_GOOD, "good"),
    WITH(DEFRAY_STANDING_IN_ARREARS, "in_arrears", defray_standing, in_arrears, shape_standing_in_arrears),
    WITH(DEFRAY_STANDING_LOCKED, "locked", defray_standing, locked, shape_standing_locked),
};
const shape shape_standing = CHOICE(defray_standing, alternatives_of_standing);

static const shape_alternative alternatives_of_method_action[] = {
    ALONE(DEFRAY_METHOD_ACTION_BIND, "bind"),
    WITH(DEFRAY_METHOD_ACTION_CHOOSE, "choose", defray_method_action, choose, shape_payer),
    ALONE(DEFRAY_METHOD_ACTION_MOVE, "move"),
    ALONE(DEFRAY_METHOD_ACTION_DISSOLVE, "dissolve"),
};
const shape shape_method_action = CHOICE(defray_method_action, alternatives_of_method_action);

static const shape_field fields_of_method_step[] = {
    FIELD(defray_method_step, at, shape_instant),
    FIELD(defray_method_step, account, shape_text),
    FIELD(defray_method_step, action, shape_method_action),
    OPTIONAL_FIELD(defray_method_step, by, shape_text),
    FIELD(defray_method_step, rules, shape_u32),
};
const shape shape_method_step = RECORD(defray_method_step, fields_of_method_step);

static const shape_field fields_of_cause_chosen[] = {
    OPTIONAL_FIELD(defray_cause_chosen, by, shape_text),
};
static const shape shape_cause_chosen = RECORD(defray_cause_chosen, fields_of_cause_chosen);

static const shape_field fields_of_cause_activated[] = {
    FIELD(defray_cause_activated, cloud_account, shape_text),
};
static const shape shape_cause_activated = RECORD(defray_cause_activated, fields_of_cause_activated);

static const shape_field fields_of_cause_forced[] = {
    FIELD(defray_cause_forced, cloud_account, shape_text),
};
static const shape shape_cause_forced = RECORD(defray_cause_forced, fields_of_cause_forced);

static const shape_field fields_of_cause_moved[] = {
    OPTIONAL_FIELD(defray_cause_moved, by, shape_text),
};
static const shape shape_cause_moved = RECORD(defray_cause_moved, fields_of_cause_moved);

static const shape_field fields_of_cause_replaced[] = {
    FIELD(defray_cause_replaced, cloud_account, shape_text),
};
static const shape shape_cause_replaced = RECORD(defray_cause_replaced, fields_of_cause_replaced);

static const shape_alternative alternatives_of_cause[] = {
    ALONE(DEFRAY_CAUSE_BOUND, "bound"),
    WITH(DEFRAY_CAUSE_CHOSEN, "chosen", defray_cause, chosen, shape_cause_chosen),
    WITH(DEFRAY_CAUSE_ACTIVATED, "activated", defray_cause, activated, shape_cause_activated),
    WITH(DEFRAY_CAUSE_FORCED, "forced", defray_cause, forced, shape_cause_forced),
    WITH(DEFRAY_CAUSE_MOVED, "moved", defray_cause, moved, shape_cause_moved),
    WITH(DEFRAY_CAUSE_REPLACED, "replaced", defray_cause, replaced, shape_cause_replaced),
};
const shape shape_cause = CHOICE(defray_cause, alternatives_of_cause);

static const shape_field fields_of_payer_interval[] = {
    FIELD(defray_payer_interval, from, shape_instant),
    FIELD(defray_payer_interval, account, shape_text),
    FIELD(defray_payer_interval, payer, shape_payer),
    FIELD(defray_payer_interval, cause, shape_cause),
    FIELD(defray_payer_interval, recorded_at, shape_instant),
};
const shape shape_payer_interval = RECORD(defray_payer_interval, fields_of_payer_interval);

static const shape_field fields_of_method_opening[] = {
    FIELD(defray_method_opening, cloud_account, shape_text),
    FIELD(defray_method_opening, from, shape_payer),
};
static const shape shape_method_opening = RECORD(defray_method_opening, fields_of_method_opening);

static const shape_alternative alternatives_of_method[] = {
    ALONE(DEFRAY_METHOD_ENTERPRISE, "enterprise"),
    WITH(DEFRAY_METHOD_OPENING, "opening", defray_method, opening, shape_method_opening),
    WITH(DEFRAY_METHOD_CLOUD_ACCOUNT, "cloud_account", defray_method, cloud_account, shape_text),
    ALONE(DEFRAY_METHOD_DISSOLVED, "dissolved"),
};
const shape shape_method = CHOICE(defray_method, alternatives_of_method);

const shape shape_cloud_account_state = NAMES(defray_cloud_account_state);

static const shape_field fields_of_subscription_lifecycle[] = {
    FIELD(defray_subscription_lifecycle, state, shape_cloud_account_state),
    OPTIONAL_POINTER(defray_subscription_lifecycle, active_from, shape_instant),
    OPTIONAL_POINTER(defray_subscription_lifecycle, ended_at, shape_instant),
    OPTIONAL_POINTER(defray_subscription_lifecycle, failed_at, shape_instant),
    FIELD(defray_subscription_lifecycle, withdrawn, shape_bool),
    FIELD(defray_subscription_lifecycle, over_rules, shape_u32),
    OPTIONAL_POINTER(defray_subscription_lifecycle, suspended_since, shape_instant),
};
const shape shape_subscription_lifecycle = RECORD(defray_subscription_lifecycle, fields_of_subscription_lifecycle);

static const shape_field fields_of_patience[] = {
    FIELD(defray_patience, deadline, shape_instant),
    OPTIONAL_POINTER(defray_patience, notice, shape_instant),
    FIELD(defray_patience, over, shape_bool),
};
const shape shape_patience = RECORD(defray_patience, fields_of_patience);

static const shape_field fields_of_cloud_account[] = {
    FIELD(defray_cloud_account, id, shape_text),
    FIELD(defray_cloud_account, account, shape_text),
    FIELD(defray_cloud_account, subscription, shape_subscription),
    FIELD(defray_cloud_account, linked_at, shape_instant),
    FIELD(defray_cloud_account, state, shape_cloud_account_state),
    FIELD(defray_cloud_account, lifecycle, shape_subscription_lifecycle),
    OPTIONAL_POINTER(defray_cloud_account, metering_deadline, shape_instant),
    OPTIONAL_POINTER(defray_cloud_account, patience, shape_patience),
    OPTIONAL_FIELD(defray_cloud_account, successor, shape_text),
};
const shape shape_cloud_account = RECORD(defray_cloud_account, fields_of_cloud_account);

static const shape_field fields_of_subscription_link[] = {
    FIELD(defray_subscription_link, cloud_account, shape_text),
    OPTIONAL_POINTER(defray_subscription_link, after, shape_instant),
};
const shape shape_subscription_link = RECORD(defray_subscription_link, fields_of_subscription_link);

const shape shape_message_disposition = NAMES(defray_message_disposition);

static const shape_field fields_of_recorded_signal[] = {
    FIELD(defray_recorded_signal, signal, shape_signal),
    FIELD(defray_recorded_signal, occurred_at, shape_instant),
    OPTIONAL_FIELD(defray_recorded_signal, message, shape_text),
    FIELD(defray_recorded_signal, rules, shape_u32),
};
const shape shape_recorded_signal = RECORD(defray_recorded_signal, fields_of_recorded_signal);

static const shape_field fields_of_hold_reason_cloud_account_suspended[] = {
    FIELD(defray_hold_reason_cloud_account_suspended, cloud_account, shape_text),
};
static const shape shape_hold_reason_cloud_account_suspended = RECORD(defray_hold_reason_cloud_account_suspended, fields_of_hold_reason_cloud_account_suspended);

static const shape_field fields_of_hold_reason_credit_limit[] = {
    FIELD(defray_hold_reason_credit_limit, uncovered, shape_money),
    OPTIONAL_POINTER(defray_hold_reason_credit_limit, credit_left, shape_money),
};
static const shape shape_hold_reason_credit_limit = RECORD(defray_hold_reason_credit_limit, fields_of_hold_reason_credit_limit);

static const shape_alternative alternatives_of_hold_reason[] = {
    WITH(DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED, "cloud_account_suspended", defray_hold_reason, cloud_account_suspended, shape_hold_reason_cloud_account_suspended),
    WITH(DEFRAY_HOLD_REASON_CREDIT_LIMIT, "credit_limit", defray_hold_reason, credit_limit, shape_hold_reason_credit_limit),
};
const shape shape_hold_reason = CHOICE(defray_hold_reason, alternatives_of_hold_reason);

static const shape_field fields_of_payer_reason_in_force[] = {
    FIELD(defray_payer_reason_in_force, since, shape_instant),
};
static const shape shape_payer_reason_in_force = RECORD(defray_payer_reason_in_force, fields_of_payer_reason_in_force);

static const shape_field fields_of_payer_reason_no_longer_metered[] = {
    FIELD(defray_payer_reason_no_longer_metered, cloud_account, shape_text),
    OPTIONAL_POINTER(defray_payer_reason_no_longer_metered, ended_at, shape_instant),
    OPTIONAL_POINTER(defray_payer_reason_no_longer_metered, metering_deadline, shape_instant),
};
static const shape shape_payer_reason_no_longer_metered = RECORD(defray_payer_reason_no_longer_metered, fields_of_payer_reason_no_longer_metered);

static const shape_field fields_of_payer_reason_suspended_too_long[] = {
    FIELD(defray_payer_reason_suspended_too_long, cloud_account, shape_text),
    FIELD(defray_payer_reason_suspended_too_long, suspended_since, shape_instant),
    FIELD(defray_payer_reason_suspended_too_long, deadline, shape_instant),
};
static const shape shape_payer_reason_suspended_too_long = RECORD(defray_payer_reason_suspended_too_long, fields_of_payer_reason_suspended_too_long);

static const shape_alternative alternatives_of_payer_reason[] = {
    WITH(DEFRAY_PAYER_REASON_IN_FORCE, "P1", defray_payer_reason, in_force, shape_payer_reason_in_force),
    WITH(DEFRAY_PAYER_REASON_NO_LONGER_METERED, "P2", defray_payer_reason, no_longer_metered, shape_payer_reason_no_longer_metered),
    WITH(DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG, "P3", defray_payer_reason, suspended_too_long, shape_payer_reason_suspended_too_long),
};
const shape shape_payer_reason = CHOICE(defray_payer_reason, alternatives_of_payer_reason);

static const shape_field fields_of_charge_position[] = {
    FIELD(defray_charge_position, cloud_account, shape_text),
    FIELD(defray_charge_position, position, shape_entry_position),
};
const shape shape_charge_position = RECORD(defray_charge_position, fields_of_charge_position);

static const shape_field fields_of_slice[] = {
    FIELD(defray_slice, fund, shape_fund),
    OPTIONAL_FIELD(defray_slice, lot, shape_text),
    OPTIONAL_POINTER(defray_slice, charge, shape_charge_position),
    FIELD(defray_slice, amount, shape_money),
};
const shape shape_slice = RECORD(defray_slice, fields_of_slice);

static const shape_field fields_of_skip_reason_not_yet_valid[] = {
    FIELD(defray_skip_reason_not_yet_valid, valid_from, shape_instant),
};
static const shape shape_skip_reason_not_yet_valid = RECORD(defray_skip_reason_not_yet_valid, fields_of_skip_reason_not_yet_valid);

static const shape_field fields_of_skip_reason_below_minimum[] = {
    FIELD(defray_skip_reason_below_minimum, minimum, shape_money),
};
static const shape shape_skip_reason_below_minimum = RECORD(defray_skip_reason_below_minimum, fields_of_skip_reason_below_minimum);

static const shape_alternative alternatives_of_skip_reason[] = {
    ALONE(DEFRAY_SKIP_REASON_NOT_IN_WATERFALL, "not_in_waterfall"),
    WITH(DEFRAY_SKIP_REASON_NOT_YET_VALID, "not_yet_valid", defray_skip_reason, not_yet_valid, shape_skip_reason_not_yet_valid),
    WITH(DEFRAY_SKIP_REASON_BELOW_MINIMUM, "below_minimum", defray_skip_reason, below_minimum, shape_skip_reason_below_minimum),
    ALONE(DEFRAY_SKIP_REASON_NOT_NEEDED, "not_needed"),
    ALONE(DEFRAY_SKIP_REASON_EMPTY, "empty"),
};
const shape shape_skip_reason = CHOICE(defray_skip_reason, alternatives_of_skip_reason);

static const shape_field fields_of_lot_range[] = {
    FIELD(defray_lot_range, last, shape_text),
    FIELD(defray_lot_range, count, shape_u32),
};
const shape shape_lot_range = RECORD(defray_lot_range, fields_of_lot_range);

static const shape_field fields_of_skip[] = {
    FIELD(defray_skip, fund, shape_fund),
    OPTIONAL_FIELD(defray_skip, lot, shape_text),
    OPTIONAL_POINTER(defray_skip, available, shape_money),
    FIELD(defray_skip, reason, shape_skip_reason),
    OPTIONAL_POINTER(defray_skip, range, shape_lot_range),
};
const shape shape_skip = RECORD(defray_skip, fields_of_skip);

static const shape_field fields_of_receipt[] = {
    FIELD(defray_receipt, bill, shape_text),
    FIELD(defray_receipt, workspace, shape_text),
    FIELD(defray_receipt, account, shape_text),
    FIELD(defray_receipt, payer, shape_payer),
    FIELD(defray_receipt, payer_reason, shape_payer_reason),
    FIELD(defray_receipt, amount, shape_money),
    FIELD(defray_receipt, settled_at, shape_instant),
    LIST(defray_receipt, slices, shape_slice),
    LIST(defray_receipt, skips, shape_skip),
};
const shape shape_receipt = RECORD(defray_receipt, fields_of_receipt);

static const shape_field fields_of_bill_status_held[] = {
    FIELD(defray_bill_status_held, reason, shape_hold_reason),
    FIELD(defray_bill_status_held, since, shape_instant),
    FIELD(defray_bill_status_held, queue, shape_entry_position),
};
static const shape shape_bill_status_held = RECORD(defray_bill_status_held, fields_of_bill_status_held);

static const shape_field fields_of_bill_status_cancelled[] = {
    FIELD(defray_bill_status_cancelled, at, shape_instant),
};
static const shape shape_bill_status_cancelled = RECORD(defray_bill_status_cancelled, fields_of_bill_status_cancelled);

static const shape_alternative alternatives_of_bill_status[] = {
    WITH(DEFRAY_BILL_STATUS_HELD, "held", defray_bill_status, held, shape_bill_status_held),
    WITH(DEFRAY_BILL_STATUS_SETTLED, "settled", defray_bill_status, settled, shape_receipt),
    WITH(DEFRAY_BILL_STATUS_CANCELLED, "cancelled", defray_bill_status, cancelled, shape_bill_status_cancelled),
};
const shape shape_bill_status = CHOICE(defray_bill_status, alternatives_of_bill_status);

const shape shape_refund_target = NAMES(defray_refund_target);

static const shape_field fields_of_refund[] = {
    FIELD(defray_refund, slice, shape_u32),
    FIELD(defray_refund, fund, shape_fund),
    OPTIONAL_FIELD(defray_refund, lot, shape_text),
    FIELD(defray_refund, amount, shape_money),
    FIELD(defray_refund, to, shape_refund_target),
};
const shape shape_refund = RECORD(defray_refund, fields_of_refund);

static const shape_field fields_of_reversal[] = {
    FIELD(defray_reversal, id, shape_text),
    OPTIONAL_POINTER(defray_reversal, asked, shape_money),
    FIELD(defray_reversal, amount, shape_money),
    FIELD(defray_reversal, at, shape_instant),
    OPTIONAL_FIELD(defray_reversal, reason, shape_text),
    LIST(defray_reversal, refunds, shape_refund),
};
const shape shape_reversal = RECORD(defray_reversal, fields_of_reversal);

const shape shape_correction_reason = NAMES(defray_correction_reason);

static const shape_field fields_of_correction[] = {
    FIELD(defray_correction, at, shape_instant),
    FIELD(defray_correction, reason, shape_correction_reason),
    FIELD(defray_correction, from, shape_payer),
    FIELD(defray_correction, payer, shape_payer),
    FIELD(defray_correction, payer_reason, shape_payer_reason),
    FIELD(defray_correction, amount, shape_money),
    LIST(defray_correction, refunds, shape_refund),
    LIST(defray_correction, slices, shape_slice),
    LIST(defray_correction, skips, shape_skip),
};
const shape shape_correction = RECORD(defray_correction, fields_of_correction);

static const shape_field fields_of_restatement[] = {
    FIELD(defray_restatement, at, shape_instant),
    OPTIONAL_FIELD(defray_restatement, by, shape_text),
};
const shape shape_restatement = RECORD(defray_restatement, fields_of_restatement);

static const shape_field fields_of_bill_record[] = {
    FIELD(defray_bill_record, bill, shape_bill),
    FIELD(defray_bill_record, account, shape_text),
    FIELD(defray_bill_record, status, shape_bill_status),
    LIST(defray_bill_record, reversals, shape_reversal),
    LIST(defray_bill_record, corrections, shape_correction),
    OPTIONAL_FIELD(defray_bill_record, restates, shape_text),
    OPTIONAL_POINTER(defray_bill_record, restated, shape_restatement),
};
const shape shape_bill_record = RECORD(defray_bill_record, fields_of_bill_record);

static const shape_field fields_of_meter_mark[] = {
    FIELD(defray_meter_mark, position, shape_entry_position),
    FIELD(defray_meter_mark, part, shape_money),
};
const shape shape_meter_mark = RECORD(defray_meter_mark, fields_of_meter_mark);

const shape shape_usage_state = NAMES(defray_usage_state);

static const shape_field fields_of_usage_record[] = {
    FIELD(defray_usage_record, number, shape_entry_position),
    FIELD(defray_usage_record, account, shape_text),
    FIELD(defray_usage_record, cloud_account, shape_text),
    FIELD(defray_usage_record, dimension, shape_text),
    FIELD(defray_usage_record, start, shape_instant),
    FIELD(defray_usage_record, end, shape_instant),
    FIELD(defray_usage_record, unit, shape_money),
    FIELD(defray_usage_record, quantity, shape_u32),
    FIELD(defray_usage_record, credit, shape_money),
    OPTIONAL_POINTER(defray_usage_record, from, shape_meter_mark),
    FIELD(defray_usage_record, upto, shape_meter_mark),
    FIELD(defray_usage_record, state, shape_usage_state),
    FIELD(defray_usage_record, requested_at, shape_instant),
    OPTIONAL_POINTER(defray_usage_record, settled_at, shape_instant),
    OPTIONAL_POINTER(defray_usage_record, accepted, shape_u32),
    OPTIONAL_FIELD(defray_usage_record, reason, shape_text),
    OPTIONAL_FIELD(defray_usage_record, provider_record, shape_text),
    OPTIONAL_POINTER(defray_usage_record, send_until, shape_instant),
};
const shape shape_usage_record = RECORD(defray_usage_record, fields_of_usage_record);

static const shape_field fields_of_still_opening[] = {
    FIELD(defray_still_opening, workspace, shape_text),
    FIELD(defray_still_opening, cloud_account, shape_text),
};
const shape shape_still_opening = RECORD(defray_still_opening, fields_of_still_opening);

static const shape_field fields_of_corrected_sum[] = {
    FIELD(defray_corrected_sum, from, shape_payer),
    FIELD(defray_corrected_sum, payer, shape_payer),
    FIELD(defray_corrected_sum, bills, shape_u32),
    FIELD(defray_corrected_sum, amount, shape_money),
};
const shape shape_corrected_sum = RECORD(defray_corrected_sum, fields_of_corrected_sum);

static const shape_field fields_of_named_workspace[] = {
    FIELD(defray_named_workspace, workspace, shape_text),
    FIELD(defray_named_workspace, display_name, shape_text),
};
const shape shape_named_workspace = RECORD(defray_named_workspace, fields_of_named_workspace);

static const shape_field fields_of_workspace_payer[] = {
    FIELD(defray_workspace_payer, workspace, shape_text),
    FIELD(defray_workspace_payer, payer, shape_payer),
};
const shape shape_workspace_payer = RECORD(defray_workspace_payer, fields_of_workspace_payer);

static const shape_field fields_of_not_metered_bills[] = {
    FIELD(defray_not_metered_bills, cloud_account, shape_text),
    FIELD(defray_not_metered_bills, provider, shape_provider),
    FIELD(defray_not_metered_bills, ended_at, shape_instant),
    FIELD(defray_not_metered_bills, metering_deadline, shape_instant),
    FIELD(defray_not_metered_bills, bills, shape_u32),
    FIELD(defray_not_metered_bills, amount, shape_money),
};
const shape shape_not_metered_bills = RECORD(defray_not_metered_bills, fields_of_not_metered_bills);

static const shape_field fields_of_notification_method_changed_by_force[] = {
    FIELD(defray_notification_method_changed_by_force, account, shape_text),
    FIELD(defray_notification_method_changed_by_force, cloud_account, shape_text),
    FIELD(defray_notification_method_changed_by_force, provider, shape_provider),
    FIELD(defray_notification_method_changed_by_force, ended_at, shape_instant),
    LIST(defray_notification_method_changed_by_force, workspaces, shape_text),
    LIST(defray_notification_method_changed_by_force, still_opening, shape_still_opening),
    FALSE_BY_DEFAULT(defray_notification_method_changed_by_force, replaced, shape_bool),
    LIST(defray_notification_method_changed_by_force, corrected, shape_corrected_sum),
    LIST(defray_notification_method_changed_by_force, display_names, shape_named_workspace),
};
static const shape shape_notification_method_changed_by_force = RECORD(defray_notification_method_changed_by_force, fields_of_notification_method_changed_by_force);

static const shape_field fields_of_notification_arrears_begun[] = {
    FIELD(defray_notification_arrears_begun, account, shape_text),
    FIELD(defray_notification_arrears_begun, overdraft, shape_money),
    FIELD(defray_notification_arrears_begun, since, shape_instant),
    FIELD(defray_notification_arrears_begun, deadline, shape_instant),
    OPTIONAL_POINTER(defray_notification_arrears_begun, payable, shape_money),
};
static const shape shape_notification_arrears_begun = RECORD(defray_notification_arrears_begun, fields_of_notification_arrears_begun);

static const shape_field fields_of_notification_deadline_near[] = {
    FIELD(defray_notification_deadline_near, account, shape_text),
    FIELD(defray_notification_deadline_near, overdraft, shape_money),
    FIELD(defray_notification_deadline_near, deadline, shape_instant),
    OPTIONAL_POINTER(defray_notification_deadline_near, payable, shape_money),
};
static const shape shape_notification_deadline_near = RECORD(defray_notification_deadline_near, fields_of_notification_deadline_near);

static const shape_field fields_of_notification_account_locked[] = {
    FIELD(defray_notification_account_locked, account, shape_text),
    FIELD(defray_notification_account_locked, overdraft, shape_money),
    FIELD(defray_notification_account_locked, since, shape_instant),
    FIELD(defray_notification_account_locked, deadline, shape_instant),
    OPTIONAL_POINTER(defray_notification_account_locked, payable, shape_money),
};
static const shape shape_notification_account_locked = RECORD(defray_notification_account_locked, fields_of_notification_account_locked);

static const shape_field fields_of_notification_account_unlocked[] = {
    FIELD(defray_notification_account_unlocked, account, shape_text),
};
static const shape shape_notification_account_unlocked = RECORD(defray_notification_account_unlocked, fields_of_notification_account_unlocked);

static const shape_field fields_of_notification_bill_not_metered[] = {
    FIELD(defray_notification_bill_not_metered, account, shape_text),
    FIELD(defray_notification_bill_not_metered, bill, shape_text),
    FIELD(defray_notification_bill_not_metered, workspace, shape_text),
    FIELD(defray_notification_bill_not_metered, amount, shape_money),
    FIELD(defray_notification_bill_not_metered, cloud_account, shape_text),
    FIELD(defray_notification_bill_not_metered, ended_at, shape_instant),
    FIELD(defray_notification_bill_not_metered, metering_deadline, shape_instant),
};
static const shape shape_notification_bill_not_metered = RECORD(defray_notification_bill_not_metered, fields_of_notification_bill_not_metered);

static const shape_field fields_of_notification_usage_not_metered[] = {
    FIELD(defray_notification_usage_not_metered, account, shape_text),
    FIELD(defray_notification_usage_not_metered, cloud_account, shape_text),
    FIELD(defray_notification_usage_not_metered, provider, shape_provider),
    FIELD(defray_notification_usage_not_metered, reason, shape_correction_reason),
    LIST(defray_notification_usage_not_metered, bills, shape_text),
    FIELD(defray_notification_usage_not_metered, amount, shape_money),
    OPTIONAL_POINTER(defray_notification_usage_not_metered, ended_at, shape_instant),
    OPTIONAL_POINTER(defray_notification_usage_not_metered, metering_deadline, shape_instant),
};
static const shape shape_notification_usage_not_metered = RECORD(defray_notification_usage_not_metered, fields_of_notification_usage_not_metered);

static const shape_field fields_of_notification_confirm_subscription[] = {
    FIELD(defray_notification_confirm_subscription, provider, shape_provider),
    FIELD(defray_notification_confirm_subscription, topic, shape_text),
    FIELD(defray_notification_confirm_subscription, address, shape_text),
};
static const shape shape_notification_confirm_subscription = RECORD(defray_notification_confirm_subscription, fields_of_notification_confirm_subscription);

static const shape_field fields_of_notification_chosen_payer_ended[] = {
    FIELD(defray_notification_chosen_payer_ended, account, shape_text),
    FIELD(defray_notification_chosen_payer_ended, cloud_account, shape_text),
    FIELD(defray_notification_chosen_payer_ended, provider, shape_provider),
    FIELD(defray_notification_chosen_payer_ended, ended_at, shape_instant),
    LIST(defray_notification_chosen_payer_ended, workspaces, shape_workspace_payer),
    LIST(defray_notification_chosen_payer_ended, display_names, shape_named_workspace),
};
static const shape shape_notification_chosen_payer_ended = RECORD(defray_notification_chosen_payer_ended, fields_of_notification_chosen_payer_ended);

static const shape_field fields_of_notification_usage_disputed[] = {
    FIELD(defray_notification_usage_disputed, account, shape_text),
    FIELD(defray_notification_usage_disputed, cloud_account, shape_text),
    FIELD(defray_notification_usage_disputed, provider, shape_provider),
    FIELD(defray_notification_usage_disputed, record, shape_entry_position),
    FIELD(defray_notification_usage_disputed, dimension, shape_text),
    FIELD(defray_notification_usage_disputed, start, shape_instant),
    FIELD(defray_notification_usage_disputed, end, shape_instant),
    FIELD(defray_notification_usage_disputed, unit, shape_money),
    FIELD(defray_notification_usage_disputed, quantity, shape_u32),
    FIELD(defray_notification_usage_disputed, fell_back, shape_bool),
};
static const shape shape_notification_usage_disputed = RECORD(defray_notification_usage_disputed, fields_of_notification_usage_disputed);

static const shape_field fields_of_notification_usage_record_too_late[] = {
    FIELD(defray_notification_usage_record_too_late, account, shape_text),
    FIELD(defray_notification_usage_record_too_late, cloud_account, shape_text),
    FIELD(defray_notification_usage_record_too_late, provider, shape_provider),
    FIELD(defray_notification_usage_record_too_late, record, shape_entry_position),
    FIELD(defray_notification_usage_record_too_late, dimension, shape_text),
    FIELD(defray_notification_usage_record_too_late, start, shape_instant),
    FIELD(defray_notification_usage_record_too_late, end, shape_instant),
    FIELD(defray_notification_usage_record_too_late, unit, shape_money),
    FIELD(defray_notification_usage_record_too_late, quantity, shape_u32),
    FIELD(defray_notification_usage_record_too_late, send_until, shape_instant),
};
static const shape shape_notification_usage_record_too_late = RECORD(defray_notification_usage_record_too_late, fields_of_notification_usage_record_too_late);

static const shape_field fields_of_notification_suspension_deadline_near[] = {
    FIELD(defray_notification_suspension_deadline_near, account, shape_text),
    FIELD(defray_notification_suspension_deadline_near, cloud_account, shape_text),
    FIELD(defray_notification_suspension_deadline_near, provider, shape_provider),
    FIELD(defray_notification_suspension_deadline_near, suspended_since, shape_instant),
    FIELD(defray_notification_suspension_deadline_near, deadline, shape_instant),
    FIELD(defray_notification_suspension_deadline_near, held_bills, shape_u32),
    FIELD(defray_notification_suspension_deadline_near, amount, shape_money),
};
static const shape shape_notification_suspension_deadline_near = RECORD(defray_notification_suspension_deadline_near, fields_of_notification_suspension_deadline_near);

static const shape_field fields_of_notification_subscription_replaced[] = {
    FIELD(defray_notification_subscription_replaced, account, shape_text),
    FIELD(defray_notification_subscription_replaced, cloud_account, shape_text),
    FIELD(defray_notification_subscription_replaced, provider, shape_provider),
    FIELD(defray_notification_subscription_replaced, ended_at, shape_instant),
    LIST(defray_notification_subscription_replaced, workspaces, shape_workspace_payer),
    LIST(defray_notification_subscription_replaced, corrected, shape_corrected_sum),
    LIST(defray_notification_subscription_replaced, display_names, shape_named_workspace),
};
static const shape shape_notification_subscription_replaced = RECORD(defray_notification_subscription_replaced, fields_of_notification_subscription_replaced);

static const shape_field fields_of_notification_bills_corrected[] = {
    FIELD(defray_notification_bills_corrected, account, shape_text),
    FIELD(defray_notification_bills_corrected, cloud_account, shape_text),
    FIELD(defray_notification_bills_corrected, provider, shape_provider),
    LIST(defray_notification_bills_corrected, corrected, shape_corrected_sum),
};
static const shape shape_notification_bills_corrected = RECORD(defray_notification_bills_corrected, fields_of_notification_bills_corrected);

static const shape_field fields_of_notification_successor_not_linked[] = {
    FIELD(defray_notification_successor_not_linked, account, shape_text),
    FIELD(defray_notification_successor_not_linked, cloud_account, shape_text),
    FIELD(defray_notification_successor_not_linked, provider, shape_provider),
    FIELD(defray_notification_successor_not_linked, ended_at, shape_instant),
    LIST(defray_notification_successor_not_linked, successors, shape_text),
};
static const shape shape_notification_successor_not_linked = RECORD(defray_notification_successor_not_linked, fields_of_notification_successor_not_linked);

static const shape_field fields_of_notification_bills_held[] = {
    FIELD(defray_notification_bills_held, account, shape_text),
    FIELD(defray_notification_bills_held, reason, shape_hold_reason),
    FIELD(defray_notification_bills_held, bill, shape_text),
    FIELD(defray_notification_bills_held, workspace, shape_text),
    FIELD(defray_notification_bills_held, amount, shape_money),
    OPTIONAL_POINTER(defray_notification_bills_held, provider, shape_provider),
    OPTIONAL_POINTER(defray_notification_bills_held, suspended_since, shape_instant),
    OPTIONAL_POINTER(defray_notification_bills_held, deadline, shape_instant),
    OPTIONAL_FIELD(defray_notification_bills_held, display_name, shape_text),
};
static const shape shape_notification_bills_held = RECORD(defray_notification_bills_held, fields_of_notification_bills_held);

static const shape_field fields_of_notification_bills_not_metered[] = {
    FIELD(defray_notification_bills_not_metered, account, shape_text),
    FIELD(defray_notification_bills_not_metered, day, shape_instant),
    FIELD(defray_notification_bills_not_metered, bills, shape_u32),
    FIELD(defray_notification_bills_not_metered, amount, shape_money),
    LIST(defray_notification_bills_not_metered, cloud_accounts, shape_not_metered_bills),
};
static const shape shape_notification_bills_not_metered = RECORD(defray_notification_bills_not_metered, fields_of_notification_bills_not_metered);

static const shape_alternative alternatives_of_notification[] = {
    WITH(DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE, "method_changed_by_force", defray_notification, method_changed_by_force, shape_notification_method_changed_by_force),
    WITH(DEFRAY_NOTIFICATION_ARREARS_BEGUN, "arrears_begun", defray_notification, arrears_begun, shape_notification_arrears_begun),
    WITH(DEFRAY_NOTIFICATION_DEADLINE_NEAR, "deadline_near", defray_notification, deadline_near, shape_notification_deadline_near),
    WITH(DEFRAY_NOTIFICATION_ACCOUNT_LOCKED, "account_locked", defray_notification, account_locked, shape_notification_account_locked),
    WITH(DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED, "account_unlocked", defray_notification, account_unlocked, shape_notification_account_unlocked),
    WITH(DEFRAY_NOTIFICATION_BILL_NOT_METERED, "bill_not_metered", defray_notification, bill_not_metered, shape_notification_bill_not_metered),
    WITH(DEFRAY_NOTIFICATION_USAGE_NOT_METERED, "usage_not_metered", defray_notification, usage_not_metered, shape_notification_usage_not_metered),
    WITH(DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION, "confirm_subscription", defray_notification, confirm_subscription, shape_notification_confirm_subscription),
    WITH(DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED, "chosen_payer_ended", defray_notification, chosen_payer_ended, shape_notification_chosen_payer_ended),
    WITH(DEFRAY_NOTIFICATION_USAGE_DISPUTED, "usage_disputed", defray_notification, usage_disputed, shape_notification_usage_disputed),
    WITH(DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE, "usage_record_too_late", defray_notification, usage_record_too_late, shape_notification_usage_record_too_late),
    WITH(DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR, "suspension_deadline_near", defray_notification, suspension_deadline_near, shape_notification_suspension_deadline_near),
    WITH(DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED, "subscription_replaced", defray_notification, subscription_replaced, shape_notification_subscription_replaced),
    WITH(DEFRAY_NOTIFICATION_BILLS_CORRECTED, "bills_corrected", defray_notification, bills_corrected, shape_notification_bills_corrected),
    WITH(DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED, "successor_not_linked", defray_notification, successor_not_linked, shape_notification_successor_not_linked),
    WITH(DEFRAY_NOTIFICATION_BILLS_HELD, "bills_held", defray_notification, bills_held, shape_notification_bills_held),
    WITH(DEFRAY_NOTIFICATION_BILLS_NOT_METERED, "bills_not_metered", defray_notification, bills_not_metered, shape_notification_bills_not_metered),
};
const shape shape_notification = CHOICE(defray_notification, alternatives_of_notification);

static const shape_field fields_of_mail_settings[] = {
    OPTIONAL_POINTER(defray_mail_settings, language, shape_language),
    OPTIONAL_FIELD(defray_mail_settings, time_zone, shape_text),
};
const shape shape_mail_settings = RECORD(defray_mail_settings, fields_of_mail_settings);

static const shape_field fields_of_event_account_opened[] = {
    FIELD(defray_event_account_opened, account, shape_text),
    FIELD(defray_event_account_opened, currency, shape_currency),
};
static const shape shape_event_account_opened = RECORD(defray_event_account_opened, fields_of_event_account_opened);

static const shape_field fields_of_event_account_closed[] = {
    FIELD(defray_event_account_closed, account, shape_text),
    FIELD(defray_event_account_closed, forfeited, shape_money),
};
static const shape shape_event_account_closed = RECORD(defray_event_account_closed, fields_of_event_account_closed);

static const shape_field fields_of_event_policy_set[] = {
    OPTIONAL_FIELD(defray_event_policy_set, account, shape_text),
    POINTER(defray_event_policy_set, policy, shape_policy),
};
static const shape shape_event_policy_set = RECORD(defray_event_policy_set, fields_of_event_policy_set);

static const shape_field fields_of_event_topped_up[] = {
    FIELD(defray_event_topped_up, account, shape_text),
    FIELD(defray_event_topped_up, amount, shape_money),
    FIELD(defray_event_topped_up, repaid, shape_money),
    OPTIONAL_FIELD(defray_event_topped_up, reference, shape_text),
    OPTIONAL_POINTER(defray_event_topped_up, repeats, shape_u64),
};
static const shape shape_event_topped_up = RECORD(defray_event_topped_up, fields_of_event_topped_up);

static const shape_field fields_of_event_lot_opened[] = {
    FIELD(defray_event_lot_opened, account, shape_text),
    POINTER(defray_event_lot_opened, lot, shape_lot),
};
static const shape shape_event_lot_opened = RECORD(defray_event_lot_opened, fields_of_event_lot_opened);

static const shape_field fields_of_event_order_redeemed[] = {
    FIELD(defray_event_order_redeemed, account, shape_text),
    FIELD(defray_event_order_redeemed, order, shape_text),
};
static const shape shape_event_order_redeemed = RECORD(defray_event_order_redeemed, fields_of_event_order_redeemed);

static const shape_field fields_of_event_lot_expired[] = {
    FIELD(defray_event_lot_expired, account, shape_text),
    FIELD(defray_event_lot_expired, lot, shape_text),
    FIELD(defray_event_lot_expired, amount, shape_money),
    FIELD(defray_event_lot_expired, at, shape_instant),
};
static const shape shape_event_lot_expired = RECORD(defray_event_lot_expired, fields_of_event_lot_expired);

static const shape_field fields_of_event_lot_voided[] = {
    FIELD(defray_event_lot_voided, account, shape_text),
    FIELD(defray_event_lot_voided, lot, shape_text),
    FIELD(defray_event_lot_voided, amount, shape_money),
    OPTIONAL_FIELD(defray_event_lot_voided, reason, shape_text),
};
static const shape shape_event_lot_voided = RECORD(defray_event_lot_voided, fields_of_event_lot_voided);

static const shape_field fields_of_event_standing_changed[] = {
    FIELD(defray_event_standing_changed, account, shape_text),
    FIELD(defray_event_standing_changed, standing, shape_standing),
};
static const shape shape_event_standing_changed = RECORD(defray_event_standing_changed, fields_of_event_standing_changed);

static const shape_field fields_of_event_workspace_bound[] = {
    FIELD(defray_event_workspace_bound, workspace, shape_text),
    FIELD(defray_event_workspace_bound, account, shape_text),
    FIELD(defray_event_workspace_bound, step, shape_method_step),
    FIELD(defray_event_workspace_bound, interval, shape_payer_interval),
    OPTIONAL_FIELD(defray_event_workspace_bound, display_name, shape_text),
};
static const shape shape_event_workspace_bound = RECORD(defray_event_workspace_bound, fields_of_event_workspace_bound);

static const shape_field fields_of_event_step_taken[] = {
    FIELD(defray_event_step_taken, workspace, shape_text),
    FIELD(defray_event_step_taken, step, shape_method_step),
    OPTIONAL_FIELD(defray_event_step_taken, left, shape_text),
};
static const shape shape_event_step_taken = RECORD(defray_event_step_taken, fields_of_event_step_taken);

static const shape_field fields_of_event_method_kept[] = {
    FIELD(defray_event_method_kept, account, shape_text),
    FIELD(defray_event_method_kept, workspace, shape_text),
    FIELD(defray_event_method_kept, method, shape_method),
};
static const shape shape_event_method_kept = RECORD(defray_event_method_kept, fields_of_event_method_kept);

static const shape_field fields_of_event_method_changed[] = {
    FIELD(defray_event_method_changed, account, shape_text),
    FIELD(defray_event_method_changed, workspace, shape_text),
    FIELD(defray_event_method_changed, method, shape_method),
    FIELD(defray_event_method_changed, kept_intervals, shape_u32),
    LIST(defray_event_method_changed, intervals, shape_payer_interval),
};
static const shape shape_event_method_changed = RECORD(defray_event_method_changed, fields_of_event_method_changed);

static const shape_field fields_of_event_cloud_account_linked[] = {
    POINTER(defray_event_cloud_account_linked, cloud_account, shape_cloud_account),
    FIELD(defray_event_cloud_account_linked, link, shape_subscription_link),
};
static const shape shape_event_cloud_account_linked = RECORD(defray_event_cloud_account_linked, fields_of_event_cloud_account_linked);

static const shape_field fields_of_event_cloud_account_changed[] = {
    FIELD(defray_event_cloud_account_changed, account, shape_text),
    FIELD(defray_event_cloud_account_changed, cloud_account, shape_text),
    FIELD(defray_event_cloud_account_changed, was, shape_cloud_account_state),
    FIELD(defray_event_cloud_account_changed, state, shape_cloud_account_state),
    FIELD(defray_event_cloud_account_changed, lifecycle, shape_subscription_lifecycle),
    OPTIONAL_POINTER(defray_event_cloud_account_changed, metering_deadline, shape_instant),
    OPTIONAL_POINTER(defray_event_cloud_account_changed, patience, shape_patience),
};
static const shape shape_event_cloud_account_changed = RECORD(defray_event_cloud_account_changed, fields_of_event_cloud_account_changed);

static const shape_field fields_of_event_message_received[] = {
    POINTER(defray_event_message_received, message, shape_marketplace_message),
    FIELD(defray_event_message_received, disposition, shape_message_disposition),
    OPTIONAL_FIELD(defray_event_message_received, cloud_account, shape_text),
    OPTIONAL_FIELD(defray_event_message_received, account, shape_text),
    OPTIONAL_POINTER(defray_event_message_received, recorded_signal, shape_recorded_signal),
};
static const shape shape_event_message_received = RECORD(defray_event_message_received, fields_of_event_message_received);

static const shape_field fields_of_event_bill_held[] = {
    FIELD(defray_event_bill_held, account, shape_text),
    POINTER(defray_event_bill_held, bill, shape_bill),
    FIELD(defray_event_bill_held, reason, shape_hold_reason),
};
static const shape shape_event_bill_held = RECORD(defray_event_bill_held, fields_of_event_bill_held);

static const shape_field fields_of_event_bill_settled[] = {
    POINTER(defray_event_bill_settled, record, shape_bill_record),
};
static const shape shape_event_bill_settled = RECORD(defray_event_bill_settled, fields_of_event_bill_settled);

static const shape_field fields_of_event_bill_reversed[] = {
    FIELD(defray_event_bill_reversed, account, shape_text),
    FIELD(defray_event_bill_reversed, bill, shape_text),
    OPTIONAL_POINTER(defray_event_bill_reversed, payer, shape_payer),
    POINTER(defray_event_bill_reversed, reversal, shape_reversal),
};
static const shape shape_event_bill_reversed = RECORD(defray_event_bill_reversed, fields_of_event_bill_reversed);

static const shape_field fields_of_event_bill_corrected[] = {
    FIELD(defray_event_bill_corrected, account, shape_text),
    FIELD(defray_event_bill_corrected, bill, shape_text),
    POINTER(defray_event_bill_corrected, correction, shape_correction),
};
static const shape shape_event_bill_corrected = RECORD(defray_event_bill_corrected, fields_of_event_bill_corrected);

static const shape_field fields_of_event_metering_requested[] = {
    POINTER(defray_event_metering_requested, record, shape_usage_record),
};
static const shape shape_event_metering_requested = RECORD(defray_event_metering_requested, fields_of_event_metering_requested);

static const shape_field fields_of_event_metering_acknowledged[] = {
    FIELD(defray_event_metering_acknowledged, account, shape_text),
    FIELD(defray_event_metering_acknowledged, cloud_account, shape_text),
    FIELD(defray_event_metering_acknowledged, record, shape_entry_position),
    FIELD(defray_event_metering_acknowledged, outcome, shape_metering_outcome),
    FIELD(defray_event_metering_acknowledged, state, shape_usage_state),
    FIELD(defray_event_metering_acknowledged, accepted, shape_u32),
    OPTIONAL_POINTER(defray_event_metering_acknowledged, head, shape_meter_mark),
    OPTIONAL_FIELD(defray_event_metering_acknowledged, provider_record, shape_text),
};
static const shape shape_event_metering_acknowledged = RECORD(defray_event_metering_acknowledged, fields_of_event_metering_acknowledged);

static const shape_field fields_of_event_outbox_message_queued[] = {
    FIELD(defray_event_outbox_message_queued, number, shape_entry_position),
    POINTER(defray_event_outbox_message_queued, notification, shape_notification),
};
static const shape shape_event_outbox_message_queued = RECORD(defray_event_outbox_message_queued, fields_of_event_outbox_message_queued);

static const shape_field fields_of_event_outbox_message_acknowledged[] = {
    FIELD(defray_event_outbox_message_acknowledged, number, shape_entry_position),
};
static const shape shape_event_outbox_message_acknowledged = RECORD(defray_event_outbox_message_acknowledged, fields_of_event_outbox_message_acknowledged);

static const shape_field fields_of_event_bill_restated[] = {
    FIELD(defray_event_bill_restated, account, shape_text),
    FIELD(defray_event_bill_restated, bill, shape_text),
    OPTIONAL_FIELD(defray_event_bill_restated, by, shape_text),
};
static const shape shape_event_bill_restated = RECORD(defray_event_bill_restated, fields_of_event_bill_restated);

static const shape_field fields_of_event_binding_extended[] = {
    FIELD(defray_event_binding_extended, workspace, shape_text),
    FIELD(defray_event_binding_extended, account, shape_text),
    FIELD(defray_event_binding_extended, step, shape_method_step),
    FIELD(defray_event_binding_extended, interval, shape_payer_interval),
};
static const shape shape_event_binding_extended = RECORD(defray_event_binding_extended, fields_of_event_binding_extended);

static const shape_field fields_of_event_charges_claimed[] = {
    FIELD(defray_event_charges_claimed, export_name, shape_text),
    FIELD(defray_event_charges_claimed, part, shape_text),
    LIST(defray_event_charges_claimed, bills, shape_text),
};
static const shape shape_event_charges_claimed = RECORD(defray_event_charges_claimed, fields_of_event_charges_claimed);

static const shape_field fields_of_event_lot_reopened[] = {
    FIELD(defray_event_lot_reopened, account, shape_text),
    FIELD(defray_event_lot_reopened, lot, shape_text),
    FIELD(defray_event_lot_reopened, amount, shape_money),
};
static const shape shape_event_lot_reopened = RECORD(defray_event_lot_reopened, fields_of_event_lot_reopened);

static const shape_field fields_of_event_successor_changed[] = {
    FIELD(defray_event_successor_changed, account, shape_text),
    FIELD(defray_event_successor_changed, cloud_account, shape_text),
    OPTIONAL_FIELD(defray_event_successor_changed, successor, shape_text),
};
static const shape shape_event_successor_changed = RECORD(defray_event_successor_changed, fields_of_event_successor_changed);

static const shape_field fields_of_event_not_metered_counted[] = {
    FIELD(defray_event_not_metered_counted, account, shape_text),
    FIELD(defray_event_not_metered_counted, bill, shape_text),
    FIELD(defray_event_not_metered_counted, day, shape_instant),
    FIELD(defray_event_not_metered_counted, cloud_account, shape_text),
    FIELD(defray_event_not_metered_counted, provider, shape_provider),
    FIELD(defray_event_not_metered_counted, ended_at, shape_instant),
    FIELD(defray_event_not_metered_counted, metering_deadline, shape_instant),
    FIELD(defray_event_not_metered_counted, amount, shape_money),
};
static const shape shape_event_not_metered_counted = RECORD(defray_event_not_metered_counted, fields_of_event_not_metered_counted);

static const shape_field fields_of_event_workspace_renamed[] = {
    FIELD(defray_event_workspace_renamed, account, shape_text),
    FIELD(defray_event_workspace_renamed, workspace, shape_text),
    OPTIONAL_FIELD(defray_event_workspace_renamed, display_name, shape_text),
};
static const shape shape_event_workspace_renamed = RECORD(defray_event_workspace_renamed, fields_of_event_workspace_renamed);

static const shape_field fields_of_event_mail_settings_set[] = {
    FIELD(defray_event_mail_settings_set, account, shape_text),
    FIELD(defray_event_mail_settings_set, settings, shape_mail_settings),
};
static const shape shape_event_mail_settings_set = RECORD(defray_event_mail_settings_set, fields_of_event_mail_settings_set);

static const shape_alternative alternatives_of_event[] = {
    WITH(DEFRAY_EVENT_ACCOUNT_OPENED, "account_opened", defray_event, account_opened, shape_event_account_opened),
    WITH(DEFRAY_EVENT_ACCOUNT_CLOSED, "account_closed", defray_event, account_closed, shape_event_account_closed),
    WITH(DEFRAY_EVENT_POLICY_SET, "policy_set", defray_event, policy_set, shape_event_policy_set),
    WITH(DEFRAY_EVENT_TOPPED_UP, "topped_up", defray_event, topped_up, shape_event_topped_up),
    WITH(DEFRAY_EVENT_LOT_OPENED, "lot_opened", defray_event, lot_opened, shape_event_lot_opened),
    WITH(DEFRAY_EVENT_ORDER_REDEEMED, "order_redeemed", defray_event, order_redeemed, shape_event_order_redeemed),
    WITH(DEFRAY_EVENT_LOT_EXPIRED, "lot_expired", defray_event, lot_expired, shape_event_lot_expired),
    WITH(DEFRAY_EVENT_LOT_VOIDED, "lot_voided", defray_event, lot_voided, shape_event_lot_voided),
    WITH(DEFRAY_EVENT_STANDING_CHANGED, "standing_changed", defray_event, standing_changed, shape_event_standing_changed),
    WITH(DEFRAY_EVENT_WORKSPACE_BOUND, "workspace_bound", defray_event, workspace_bound, shape_event_workspace_bound),
    WITH(DEFRAY_EVENT_STEP_TAKEN, "step_taken", defray_event, step_taken, shape_event_step_taken),
    WITH(DEFRAY_EVENT_METHOD_KEPT, "method_kept", defray_event, method_kept, shape_event_method_kept),
    WITH(DEFRAY_EVENT_METHOD_CHANGED, "method_changed", defray_event, method_changed, shape_event_method_changed),
    WITH(DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED, "cloud_account_linked", defray_event, cloud_account_linked, shape_event_cloud_account_linked),
    WITH(DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED, "cloud_account_changed", defray_event, cloud_account_changed, shape_event_cloud_account_changed),
    WITH(DEFRAY_EVENT_MESSAGE_RECEIVED, "message_received", defray_event, message_received, shape_event_message_received),
    WITH(DEFRAY_EVENT_BILL_HELD, "bill_held", defray_event, bill_held, shape_event_bill_held),
    WITH(DEFRAY_EVENT_BILL_SETTLED, "bill_settled", defray_event, bill_settled, shape_event_bill_settled),
    WITH(DEFRAY_EVENT_BILL_REVERSED, "bill_reversed", defray_event, bill_reversed, shape_event_bill_reversed),
    WITH(DEFRAY_EVENT_BILL_CORRECTED, "bill_corrected", defray_event, bill_corrected, shape_event_bill_corrected),
    WITH(DEFRAY_EVENT_METERING_REQUESTED, "metering_requested", defray_event, metering_requested, shape_event_metering_requested),
    WITH(DEFRAY_EVENT_METERING_ACKNOWLEDGED, "metering_acknowledged", defray_event, metering_acknowledged, shape_event_metering_acknowledged),
    WITH(DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED, "outbox_message_queued", defray_event, outbox_message_queued, shape_event_outbox_message_queued),
    WITH(DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED, "outbox_message_acknowledged", defray_event, outbox_message_acknowledged, shape_event_outbox_message_acknowledged),
    WITH(DEFRAY_EVENT_BILL_RESTATED, "bill_restated", defray_event, bill_restated, shape_event_bill_restated),
    WITH(DEFRAY_EVENT_BINDING_EXTENDED, "binding_extended", defray_event, binding_extended, shape_event_binding_extended),
    WITH(DEFRAY_EVENT_CHARGES_CLAIMED, "charges_claimed", defray_event, charges_claimed, shape_event_charges_claimed),
    WITH(DEFRAY_EVENT_LOT_REOPENED, "lot_reopened", defray_event, lot_reopened, shape_event_lot_reopened),
    WITH(DEFRAY_EVENT_SUCCESSOR_CHANGED, "successor_changed", defray_event, successor_changed, shape_event_successor_changed),
    WITH(DEFRAY_EVENT_NOT_METERED_COUNTED, "not_metered_counted", defray_event, not_metered_counted, shape_event_not_metered_counted),
    WITH(DEFRAY_EVENT_WORKSPACE_RENAMED, "workspace_renamed", defray_event, workspace_renamed, shape_event_workspace_renamed),
    WITH(DEFRAY_EVENT_MAIL_SETTINGS_SET, "mail_settings_set", defray_event, mail_settings_set, shape_event_mail_settings_set),
};
const shape shape_event = CHOICE_IN_PLACE(defray_event, "event", alternatives_of_event);

static const shape_alternative alternatives_of_prior_result[] = {
    WITH_POINTER(DEFRAY_PRIOR_RESULT_BILL, "bill", defray_prior_result, bill, shape_bill_record),
    WITH_POINTER(DEFRAY_PRIOR_RESULT_REVERSAL, "reversal", defray_prior_result, reversal, shape_reversal),
    WITH_POINTER(DEFRAY_PRIOR_RESULT_USAGE_RECORD, "usage_record", defray_prior_result, usage_record, shape_usage_record),
    WITH(DEFRAY_PRIOR_RESULT_MESSAGE, "message", defray_prior_result, message, shape_message_disposition),
    ALONE(DEFRAY_PRIOR_RESULT_NOTHING, "nothing"),
};
const shape shape_prior_result = CHOICE(defray_prior_result, alternatives_of_prior_result);

static const shape_field fields_of_entry[] = {
    FIELD(defray_entry, position, shape_u64),
    FIELD(defray_entry, at, shape_instant),
    FIELD(defray_entry, asked_at, shape_instant),
    FIELD(defray_entry, recorded_at, shape_instant),
    OPTIONAL_FIELD(defray_entry, actor, shape_text),
    OPTIONAL_FIELD(defray_entry, idempotency_key, shape_text),
    FIELD(defray_entry, command, shape_command),
    LIST(defray_entry, events, shape_event),
    FIELD(defray_entry, rules, shape_u32),
    FALSE_BY_DEFAULT(defray_entry, simulated, shape_bool),
};
const shape shape_entry = RECORD(defray_entry, fields_of_entry);

static const shape_field fields_of_closing[] = {
    FIELD(defray_closing, deadline, shape_instant),
    FIELD(defray_closing, cloud_account, shape_text),
};
const shape shape_closing = RECORD(defray_closing, fields_of_closing);

static const shape_field fields_of_totals[] = {
    FIELD(defray_totals, topped_up, shape_money),
    FIELD(defray_totals, vouchers, shape_money),
    FIELD(defray_totals, cards, shape_money),
    FIELD(defray_totals, cloud_paid, shape_money),
    FIELD(defray_totals, settled, shape_money),
    FIELD(defray_totals, expired, shape_money),
    FIELD(defray_totals, voided, shape_money),
    FIELD(defray_totals, forfeited, shape_money),
    FIELD(defray_totals, held, shape_money),
};
const shape shape_totals = RECORD(defray_totals, fields_of_totals);

static const shape_field fields_of_sending[] = {
    FIELD(defray_sending, until, shape_instant),
    FIELD(defray_sending, record, shape_entry_position),
};
const shape shape_sending = RECORD(defray_sending, fields_of_sending);

static const shape_field fields_of_suspension[] = {
    FIELD(defray_suspension, due, shape_instant),
    FIELD(defray_suspension, cloud_account, shape_text),
};
const shape shape_suspension = RECORD(defray_suspension, fields_of_suspension);

static const shape_field fields_of_not_metered_day[] = {
    FIELD(defray_not_metered_day, day, shape_instant),
    LIST(defray_not_metered_day, cloud_accounts, shape_not_metered_bills),
};
const shape shape_not_metered_day = RECORD(defray_not_metered_day, fields_of_not_metered_day);

static const shape_field fields_of_account[] = {
    FIELD(defray_account, id, shape_text),
    FIELD(defray_account, currency, shape_currency),
    FIELD(defray_account, opened_at, shape_instant),
    OPTIONAL_POINTER(defray_account, closed_at, shape_instant),
    OPTIONAL_POINTER(defray_account, policy, shape_policy),
    FIELD(defray_account, cash, shape_money),
    FIELD(defray_account, overdraft, shape_money),
    FIELD(defray_account, standing, shape_standing),
    LIST(defray_account, lots, shape_lot),
    LIST(defray_account, closings, shape_closing),
    FIELD(defray_account, decided_at, shape_instant),
    FIELD(defray_account, totals, shape_totals),
    LIST(defray_account, sendings, shape_sending),
    LIST(defray_account, suspensions, shape_suspension),
    OPTIONAL_POINTER(defray_account, not_metered, shape_not_metered_day),
    OPTIONAL_POINTER(defray_account, mail_settings, shape_mail_settings),
};
const shape shape_account = RECORD(defray_account, fields_of_account);

static const shape_field fields_of_workspace[] = {
    FIELD(defray_workspace, id, shape_text),
    FIELD(defray_workspace, account, shape_text),
    FIELD(defray_workspace, method, shape_method),
    LIST(defray_workspace, steps, shape_method_step),
    LIST(defray_workspace, timeline, shape_payer_interval),
    OPTIONAL_POINTER(defray_workspace, dissolved_at, shape_instant),
    OPTIONAL_FIELD(defray_workspace, display_name, shape_text),
};
const shape shape_workspace = RECORD(defray_workspace, fields_of_workspace);

static const shape_field fields_of_in_flight[] = {
    FIELD(defray_in_flight, record, shape_entry_position),
    FIELD(defray_in_flight, upto, shape_meter_mark),
    FIELD(defray_in_flight, taken, shape_money),
    FIELD(defray_in_flight, reversed, shape_money),
};
const shape shape_in_flight = RECORD(defray_in_flight, fields_of_in_flight);

static const shape_field fields_of_meter[] = {
    FIELD(defray_meter, cloud_account, shape_text),
    FIELD(defray_meter, account, shape_text),
    FIELD(defray_meter, accepted, shape_money),
    FIELD(defray_meter, waiting, shape_money),
    FIELD(defray_meter, credit, shape_money),
    OPTIONAL_POINTER(defray_meter, head, shape_meter_mark),
    OPTIONAL_POINTER(defray_meter, in_flight, shape_in_flight),
    OPTIONAL_POINTER(defray_meter, last, shape_entry_position),
    LIST(defray_meter, hours, shape_instant),
};
const shape shape_meter = RECORD(defray_meter, fields_of_meter);

static const shape_field fields_of_charge[] = {
    FIELD(defray_charge, bill, shape_text),
    FIELD(defray_charge, workspace, shape_text),
    FIELD(defray_charge, position, shape_entry_position),
    FIELD(defray_charge, amount, shape_money),
    FIELD(defray_charge, reversed, shape_money),
};
const shape shape_charge = RECORD(defray_charge, fields_of_charge);

static const shape_field fields_of_outbox_message[] = {
    FIELD(defray_outbox_message, number, shape_entry_position),
    FIELD(defray_outbox_message, raised_at, shape_instant),
    FIELD(defray_outbox_message, notification, shape_notification),
    OPTIONAL_POINTER(defray_outbox_message, acknowledged_at, shape_instant),
};
const shape shape_outbox_message = RECORD(defray_outbox_message, fields_of_outbox_message);

static const shape_field fields_of_balances[] = {
    FIELD(defray_balances, ordinary_vouchers, shape_money),
    FIELD(defray_balances, full_reduction_vouchers, shape_money),
    FIELD(defray_balances, cards, shape_money),
    FIELD(defray_balances, cash, shape_money),
    FIELD(defray_balances, overdraft, shape_money),
    FIELD(defray_balances, cloud_charged, shape_money),
};
const shape shape_balances = RECORD(defray_balances, fields_of_balances);

static const shape_field fields_of_movement[] = {
    FIELD(defray_movement, at, shape_instant),
    FIELD(defray_movement, position, shape_u64),
    FIELD(defray_movement, event, shape_text),
    FIELD(defray_movement, about, shape_text),
    FIELD(defray_movement, fund, shape_fund),
    OPTIONAL_FIELD(defray_movement, lot, shape_text),
    FIELD(defray_movement, change, shape_money),
};
const shape shape_movement = RECORD(defray_movement, fields_of_movement);

static const shape_field fields_of_held_bill[] = {
    FIELD(defray_held_bill, bill, shape_text),
    FIELD(defray_held_bill, workspace, shape_text),
    FIELD(defray_held_bill, amount, shape_money),
    FIELD(defray_held_bill, reason, shape_hold_reason),
    FIELD(defray_held_bill, since, shape_instant),
};
const shape shape_held_bill = RECORD(defray_held_bill, fields_of_held_bill);

static const shape_field fields_of_statement[] = {
    FIELD(defray_statement, account, shape_text),
    FIELD(defray_statement, currency, shape_currency),
    FIELD(defray_statement, from, shape_instant),
    FIELD(defray_statement, to, shape_instant),
    FIELD(defray_statement, opening, shape_balances),
    LIST(defray_statement, movements, shape_movement),
    FIELD(defray_statement, closing, shape_balances),
    LIST(defray_statement, held, shape_held_bill),
};
const shape shape_statement = RECORD(defray_statement, fields_of_statement);

const shape shape_unmatched_reason = NAMES(defray_unmatched_reason);

static const shape_field fields_of_known_identifiers[] = {
    FIELD(defray_known_identifiers, provider, shape_provider),
    OPTIONAL_FIELD(defray_known_identifiers, account_id, shape_text),
    OPTIONAL_FIELD(defray_known_identifiers, instance_id, shape_text),
    OPTIONAL_FIELD(defray_known_identifiers, license_id, shape_text),
    OPTIONAL_FIELD(defray_known_identifiers, customer_identifier, shape_text),
    OPTIONAL_FIELD(defray_known_identifiers, product_code, shape_text),
};
const shape shape_known_identifiers = RECORD(defray_known_identifiers, fields_of_known_identifiers);

static const shape_field fields_of_unmatched_subscription[] = {
    FIELD(defray_unmatched_subscription, identity, shape_text),
    FIELD(defray_unmatched_subscription, provider, shape_provider),
    FIELD(defray_unmatched_subscription, signals, shape_u32),
    FIELD(defray_unmatched_subscription, first, shape_instant),
    FIELD(defray_unmatched_subscription, last, shape_instant),
    FIELD(defray_unmatched_subscription, state, shape_cloud_account_state),
    LIST(defray_unmatched_subscription, stated_accounts, shape_text),
    FIELD(defray_unmatched_subscription, reason, shape_unmatched_reason),
    OPTIONAL_POINTER(defray_unmatched_subscription, subscription, shape_known_identifiers),
    OPTIONAL_POINTER(defray_unmatched_subscription, subscription_ended, shape_instant),
    OPTIONAL_POINTER(defray_unmatched_subscription, link_from, shape_instant),
    LIST(defray_unmatched_subscription, succeeds, shape_text),
};
const shape shape_unmatched_subscription = RECORD(defray_unmatched_subscription, fields_of_unmatched_subscription);

static const shape_field fields_of_preview_settled[] = {
    FIELD(defray_preview_settled, receipt, shape_receipt),
    FIELD(defray_preview_settled, known, shape_bool),
};
static const shape shape_preview_settled = RECORD(defray_preview_settled, fields_of_preview_settled);

static const shape_field fields_of_preview_held[] = {
    FIELD(defray_preview_held, reason, shape_hold_reason),
    FIELD(defray_preview_held, since, shape_instant),
    FIELD(defray_preview_held, known, shape_bool),
};
static const shape shape_preview_held = RECORD(defray_preview_held, fields_of_preview_held);

static const shape_alternative alternatives_of_preview[] = {
    WITH(DEFRAY_PREVIEW_SETTLED, "settled", defray_preview, settled, shape_preview_settled),
    WITH(DEFRAY_PREVIEW_HELD, "held", defray_preview, held, shape_preview_held),
    ALONE(DEFRAY_PREVIEW_CANCELLED, "cancelled"),
};
const shape shape_preview = CHOICE(defray_preview, alternatives_of_preview);

static const shape_field fields_of_plan_covered[] = {
    LIST(defray_plan_covered, slices, shape_slice),
    LIST(defray_plan_covered, skips, shape_skip),
};
static const shape shape_plan_covered = RECORD(defray_plan_covered, fields_of_plan_covered);

static const shape_field fields_of_plan_short[] = {
    FIELD(defray_plan_short, uncovered, shape_money),
    LIST(defray_plan_short, slices, shape_slice),
    LIST(defray_plan_short, skips, shape_skip),
};
static const shape shape_plan_short = RECORD(defray_plan_short, fields_of_plan_short);

static const shape_alternative alternatives_of_plan[] = {
    WITH(DEFRAY_PLAN_COVERED, "covered", defray_plan, covered, shape_plan_covered),
    WITH(DEFRAY_PLAN_SHORT, "short", defray_plan, short_, shape_plan_short),
};
const shape shape_plan = CHOICE(defray_plan, alternatives_of_plan);

static const shape_field fields_of_verified[] = {
    FIELD(defray_verified, entries, shape_u64),
    FIELD(defray_verified, decided_again, shape_u64),
    FIELD(defray_verified, checked_by_events, shape_u64),
    FIELD(defray_verified, records, shape_u64),
    FIELD(defray_verified, accounts, shape_u64),
    FIELD(defray_verified, simulated, shape_u64),
    FIELD(defray_verified, head, shape_head),
};
const shape shape_verified = RECORD(defray_verified, fields_of_verified);

static const shape_field fields_of_memory[] = {
    FIELD(defray_memory, changed_bytes, shape_u64),
    FIELD(defray_memory, changed_bytes_max, shape_u64),
    FIELD(defray_memory, cached_bytes, shape_u64),
    FIELD(defray_memory, cached_bytes_max, shape_u64),
    FIELD(defray_memory, unswept_entry_bytes, shape_u64),
    FIELD(defray_memory, unswept_entry_bytes_max, shape_u64),
    FIELD(defray_memory, entry_cache_bytes, shape_u64),
    FIELD(defray_memory, entry_cache_bytes_max, shape_u64),
    FIELD(defray_memory, log_used_bytes, shape_u64),
    FIELD(defray_memory, log_bytes, shape_u64),
};
const shape shape_memory = RECORD(defray_memory, fields_of_memory);

static const shape_field fields_of_statistics_records[] = {
    FIELD(defray_statistics_records, key, shape_text),
    FIELD(defray_statistics_records, value, shape_u64),
};
static const shape shape_statistics_records = RECORD(defray_statistics_records, fields_of_statistics_records);

static const shape_field fields_of_statistics[] = {
    FIELD(defray_statistics, entries, shape_u64),
    FIELD(defray_statistics, head, shape_head),
    FIELD(defray_statistics, checkpoint, shape_u64),
    MAP(defray_statistics, records, shape_statistics_records),
    FIELD(defray_statistics, memory, shape_memory),
};
const shape shape_statistics = RECORD(defray_statistics, fields_of_statistics);
