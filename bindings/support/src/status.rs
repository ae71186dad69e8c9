//! Every error code with its number. Written by `make bindings`; `docs/errors.md` describes each code.

use defray::ErrorClass;

/// An error code: a number and a name that never change, and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    number: i32,
    name: &'static str,
    class: ErrorClass,
}

impl Status {
    /// A defect of defray.
    pub const BUG: Self = status(901, "bug", ErrorClass::Bug);

    /// The number; its hundreds are the class. 0 is success and no error.
    pub const fn number(self) -> i32 {
        self.number
    }

    /// The name, as in the interchange form.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The class, which says who can repair the cause.
    pub const fn class(self) -> ErrorClass {
        self.class
    }
}

const fn status(number: i32, name: &'static str, class: ErrorClass) -> Status {
    Status { number, name, class }
}

/// All error codes, sorted by number.
pub const CODES: &[Status] = &[
    status(101, "bad_argument", ErrorClass::Misuse),
    status(102, "unknown_command", ErrorClass::Misuse),
    status(103, "unknown_field", ErrorClass::Misuse),
    status(104, "missing_field", ErrorClass::Misuse),
    status(105, "wrong_type", ErrorClass::Misuse),
    status(106, "bad_value", ErrorClass::Misuse),
    status(107, "duplicate_key", ErrorClass::Misuse),
    status(108, "too_deep", ErrorClass::Misuse),
    status(109, "too_long", ErrorClass::Misuse),
    status(110, "not_json", ErrorClass::Misuse),
    status(111, "not_utf8", ErrorClass::Misuse),
    status(112, "no_header", ErrorClass::Misuse),
    status(113, "missing_column", ErrorClass::Misuse),
    status(114, "unknown_column", ErrorClass::Misuse),
    status(115, "duplicate_column", ErrorClass::Misuse),
    status(116, "ragged_row", ErrorClass::Misuse),
    status(117, "missing_value", ErrorClass::Misuse),
    status(118, "unclosed_quote", ErrorClass::Misuse),
    status(119, "text_after_quote", ErrorClass::Misuse),
    status(120, "unknown_target", ErrorClass::Misuse),
    status(121, "null_argument", ErrorClass::Misuse),
    status(122, "unknown_name", ErrorClass::Misuse),
    status(123, "wrong_size", ErrorClass::Misuse),
    status(124, "closed", ErrorClass::Misuse),
    status(125, "forked", ErrorClass::Misuse),
    status(126, "wrong_separator", ErrorClass::Misuse),
    status(201, "file_missing", ErrorClass::Environment),
    status(202, "file_exists", ErrorClass::Environment),
    status(203, "not_a_file", ErrorClass::Environment),
    status(204, "directory_missing", ErrorClass::Environment),
    status(205, "directory_not_writable", ErrorClass::Environment),
    status(206, "permission_denied", ErrorClass::Environment),
    status(207, "file_locked", ErrorClass::Environment),
    status(208, "io", ErrorClass::Environment),
    status(209, "storage", ErrorClass::Environment),
    status(210, "not_written", ErrorClass::Environment),
    status(211, "unreadable", ErrorClass::Environment),
    status(212, "busy", ErrorClass::Environment),
    status(213, "scratch_file", ErrorClass::Environment),
    status(214, "cancelled", ErrorClass::Environment),
    status(215, "halted", ErrorClass::Environment),
    status(216, "read_only", ErrorClass::Environment),
    status(217, "needs_migration", ErrorClass::Environment),
    status(301, "outcome_unknown", ErrorClass::Unknown),
    status(401, "damaged_file", ErrorClass::Corrupt),
    status(402, "damaged_journal", ErrorClass::Corrupt),
    status(403, "not_a_ledger", ErrorClass::Corrupt),
    status(404, "newer_format", ErrorClass::Corrupt),
    status(405, "diverged", ErrorClass::Corrupt),
    status(406, "record_differs", ErrorClass::Corrupt),
    status(407, "invariant_broken", ErrorClass::Corrupt),
    status(408, "head_mismatch", ErrorClass::Corrupt),
    status(409, "older_format", ErrorClass::Corrupt),
    status(501, "not_found", ErrorClass::Refused),
    status(502, "idempotency_conflict", ErrorClass::Refused),
    status(503, "batch_refused", ErrorClass::Refused),
    status(504, "account_exists", ErrorClass::Refused),
    status(505, "unknown_account", ErrorClass::Refused),
    status(506, "account_closed", ErrorClass::Refused),
    status(507, "clock_ran_backwards", ErrorClass::Refused),
    status(508, "account_has_workspaces", ErrorClass::Refused),
    status(509, "account_in_arrears", ErrorClass::Refused),
    status(510, "account_has_held_bills", ErrorClass::Refused),
    status(511, "account_has_cloud_accounts", ErrorClass::Refused),
    status(512, "invalid_policy", ErrorClass::Refused),
    status(513, "currency_mismatch", ErrorClass::Refused),
    status(514, "amount_not_positive", ErrorClass::Refused),
    status(515, "amount_out_of_range", ErrorClass::Refused),
    status(516, "minimum_not_allowed", ErrorClass::Refused),
    status(517, "not_a_voucher", ErrorClass::Refused),
    status(518, "lot_exists", ErrorClass::Refused),
    status(519, "too_many_lots", ErrorClass::Refused),
    status(520, "validity_empty", ErrorClass::Refused),
    status(521, "card_not_a_multiple", ErrorClass::Refused),
    status(522, "cash_not_enough", ErrorClass::Refused),
    status(523, "order_already_redeemed", ErrorClass::Refused),
    status(524, "unknown_lot", ErrorClass::Refused),
    status(525, "lot_already_void", ErrorClass::Refused),
    status(526, "lot_expired", ErrorClass::Refused),
    status(527, "workspace_exists", ErrorClass::Refused),
    status(528, "since_in_future", ErrorClass::Refused),
    status(529, "unknown_workspace", ErrorClass::Refused),
    status(530, "not_owner", ErrorClass::Refused),
    status(531, "workspace_dissolved", ErrorClass::Refused),
    status(532, "same_account", ErrorClass::Refused),
    status(533, "cloud_account_exists", ErrorClass::Refused),
    status(534, "subscription_already_linked", ErrorClass::Refused),
    status(535, "subscription_ended", ErrorClass::Refused),
    status(536, "unknown_cloud_account", ErrorClass::Refused),
    status(537, "cloud_account_not_pending", ErrorClass::Refused),
    status(538, "cloud_account_ended", ErrorClass::Refused),
    status(539, "provider_not_admitted", ErrorClass::Refused),
    status(540, "locked_in", ErrorClass::Refused),
    status(541, "change_limit_reached", ErrorClass::Refused),
    status(542, "too_many_steps", ErrorClass::Refused),
    status(543, "too_many_signals", ErrorClass::Refused),
    status(544, "bill_conflict", ErrorClass::Refused),
    status(545, "usage_before_binding", ErrorClass::Refused),
    status(546, "usage_after_dissolution", ErrorClass::Refused),
    status(547, "bill_negative", ErrorClass::Refused),
    status(548, "unknown_bill", ErrorClass::Refused),
    status(549, "reversal_conflict", ErrorClass::Refused),
    status(550, "reversal_too_large", ErrorClass::Refused),
    status(551, "nothing_to_reverse", ErrorClass::Refused),
    status(552, "reversal_must_be_whole", ErrorClass::Refused),
    status(553, "too_many_reversals", ErrorClass::Refused),
    status(554, "unknown_outbox_message", ErrorClass::Refused),
    status(555, "unknown_usage_record", ErrorClass::Refused),
    status(556, "invalid_message", ErrorClass::Refused),
    status(557, "reference_used", ErrorClass::Refused),
    status(558, "at_in_future", ErrorClass::Refused),
    status(559, "subscription_of_another", ErrorClass::Refused),
    status(560, "identifiers_swapped", ErrorClass::Refused),
    status(561, "cloud_account_not_linked", ErrorClass::Refused),
    status(562, "cloud_account_metered", ErrorClass::Refused),
    status(563, "reason_missing", ErrorClass::Refused),
    status(564, "bill_restated", ErrorClass::Refused),
    status(565, "restated_elsewhere", ErrorClass::Refused),
    status(566, "command_too_large", ErrorClass::Refused),
    status(901, "bug", ErrorClass::Bug),
    status(902, "panic", ErrorClass::Bug),
];
