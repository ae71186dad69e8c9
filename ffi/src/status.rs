//! The numbers of the error codes. Written by `make bindings` from the sources that declare the codes: do not edit.

/// The result of a call: `DEFRAY_OK`, or the number of an error code. A code keeps its number. Later versions add
/// codes. The hundreds are the class: 1 misuse, 2 environment, 3 unknown, 4 corrupt, 5 to 7 refused, 9 bug.
pub type defray_status = i32;

/// The call succeeded.
pub const DEFRAY_OK: defray_status = 0;
/// An argument is not valid.
pub const DEFRAY_ERR_BAD_ARGUMENT: defray_status = 101;
/// There is no command with this name.
pub const DEFRAY_ERR_UNKNOWN_COMMAND: defray_status = 102;
/// An object has a field that is not allowed there.
pub const DEFRAY_ERR_UNKNOWN_FIELD: defray_status = 103;
/// A required field is absent or `null`.
pub const DEFRAY_ERR_MISSING_FIELD: defray_status = 104;
/// A different kind of JSON value is expected.
pub const DEFRAY_ERR_WRONG_TYPE: defray_status = 105;
/// The value has the right kind, but it is not allowed.
pub const DEFRAY_ERR_BAD_VALUE: defray_status = 106;
/// An object contains a key more than once.
pub const DEFRAY_ERR_DUPLICATE_KEY: defray_status = 107;
/// Objects and lists are nested too deeply.
pub const DEFRAY_ERR_TOO_DEEP: defray_status = 108;
/// A line or record is too long.
pub const DEFRAY_ERR_TOO_LONG: defray_status = 109;
/// The text is not one JSON value.
pub const DEFRAY_ERR_NOT_JSON: defray_status = 110;
/// The bytes are not UTF-8.
pub const DEFRAY_ERR_NOT_UTF8: defray_status = 111;
/// A CSV file has no header.
pub const DEFRAY_ERR_NO_HEADER: defray_status = 112;
/// A CSV file does not have all required columns.
pub const DEFRAY_ERR_MISSING_COLUMN: defray_status = 113;
/// A CSV file has an unknown column.
pub const DEFRAY_ERR_UNKNOWN_COLUMN: defray_status = 114;
/// A CSV file has two columns with the same name.
pub const DEFRAY_ERR_DUPLICATE_COLUMN: defray_status = 115;
/// A row has more or fewer fields than the header.
pub const DEFRAY_ERR_RAGGED_ROW: defray_status = 116;
/// A row has no value in a required column.
pub const DEFRAY_ERR_MISSING_VALUE: defray_status = 117;
/// A quoted field has no closing quote.
pub const DEFRAY_ERR_UNCLOSED_QUOTE: defray_status = 118;
/// Text follows a closing quote.
pub const DEFRAY_ERR_TEXT_AFTER_QUOTE: defray_status = 119;
/// A column mapping names an unknown part of a bill.
pub const DEFRAY_ERR_UNKNOWN_TARGET: defray_status = 120;
/// A pointer that must not be null is.
pub const DEFRAY_ERR_NULL_ARGUMENT: defray_status = 121;
/// A number that names nothing: an enumeration's value that this version does not know.
pub const DEFRAY_ERR_UNKNOWN_NAME: defray_status = 122;
/// A structure's size or stride is not one that this version knows, or what it does not know in it is not zero.
pub const DEFRAY_ERR_WRONG_SIZE: defray_status = 123;
/// The ledger, snapshot or iterator was closed before.
pub const DEFRAY_ERR_CLOSED: defray_status = 124;
/// The ledger was opened by another process, before a fork: open it in this one.
pub const DEFRAY_ERR_FORKED: defray_status = 125;
/// The fields of a CSV file are not separated by commas.
pub const DEFRAY_ERR_WRONG_SEPARATOR: defray_status = 126;
/// The file does not exist.
pub const DEFRAY_ERR_FILE_MISSING: defray_status = 201;
/// The file to create exists already.
pub const DEFRAY_ERR_FILE_EXISTS: defray_status = 202;
/// The path names a folder or a device, not a file.
pub const DEFRAY_ERR_NOT_A_FILE: defray_status = 203;
/// The folder that should contain the file does not exist.
pub const DEFRAY_ERR_DIRECTORY_MISSING: defray_status = 204;
/// The folder that contains the file is not writable.
pub const DEFRAY_ERR_DIRECTORY_NOT_WRITABLE: defray_status = 205;
/// The operating system refuses access to the file.
pub const DEFRAY_ERR_PERMISSION_DENIED: defray_status = 206;
/// Another engine has the file open.
pub const DEFRAY_ERR_FILE_LOCKED: defray_status = 207;
/// The operating system reported a disk error.
pub const DEFRAY_ERR_IO: defray_status = 208;
/// The store reported an error.
pub const DEFRAY_ERR_STORAGE: defray_status = 209;
/// The changes could not be written. Nothing changed.
pub const DEFRAY_ERR_NOT_WRITTEN: defray_status = 210;
/// The file cannot be read now.
pub const DEFRAY_ERR_UNREADABLE: defray_status = 211;
/// Snapshots that are still open prevent the operation.
pub const DEFRAY_ERR_BUSY: defray_status = 212;
/// A temporary file cannot be created.
pub const DEFRAY_ERR_SCRATCH_FILE: defray_status = 213;
/// The caller cancelled the operation. Nothing changed.
pub const DEFRAY_ERR_CANCELLED: defray_status = 214;
/// The engine stopped after an earlier failure. Close it and open the file again.
pub const DEFRAY_ERR_HALTED: defray_status = 215;
/// The ledger was opened for reading only.
pub const DEFRAY_ERR_READ_ONLY: defray_status = 216;
/// The file has an older format, and it was opened for reading only. An open for writing migrates it.
pub const DEFRAY_ERR_NEEDS_MIGRATION: defray_status = 217;
/// It is not known whether the commit happened. Open the file again and repeat the command with the same
/// idempotency key.
pub const DEFRAY_ERR_OUTCOME_UNKNOWN: defray_status = 301;
/// The file is damaged. Restore a backup.
pub const DEFRAY_ERR_DAMAGED_FILE: defray_status = 401;
/// The journal is damaged. Restore a backup.
pub const DEFRAY_ERR_DAMAGED_JOURNAL: defray_status = 402;
/// The file is not a defray ledger.
pub const DEFRAY_ERR_NOT_A_LEDGER: defray_status = 403;
/// A newer version of defray wrote the file.
pub const DEFRAY_ERR_NEWER_FORMAT: defray_status = 404;
/// A command in the journal does not produce the events that are recorded with it, or records contradict each
/// other.
pub const DEFRAY_ERR_DIVERGED: defray_status = 405;
/// A record differs from the record that the journal produces.
pub const DEFRAY_ERR_RECORD_DIFFERS: defray_status = 406;
/// An invariant does not hold: money is not conserved, or an instant has no payer or more than one.
pub const DEFRAY_ERR_INVARIANT_BROKEN: defray_status = 407;
/// The journal does not contain the head that the host expects: the file is an older copy, or a different
/// ledger.
pub const DEFRAY_ERR_HEAD_MISMATCH: defray_status = 408;
/// An older version of defray wrote the file, and this version cannot read it. Export the commands with the
/// older version and apply them to a new file.
pub const DEFRAY_ERR_OLDER_FORMAT: defray_status = 409;
/// The requested item does not exist.
pub const DEFRAY_ERR_NOT_FOUND: defray_status = 501;
/// The idempotency key was used before, for a different command (A2).
pub const DEFRAY_ERR_IDEMPOTENCY_CONFLICT: defray_status = 502;
/// Another command of the same atomic batch was not accepted (A1).
pub const DEFRAY_ERR_BATCH_REFUSED: defray_status = 503;
/// An account with this id exists already.
pub const DEFRAY_ERR_ACCOUNT_EXISTS: defray_status = 504;
/// There is no account with this id.
pub const DEFRAY_ERR_UNKNOWN_ACCOUNT: defray_status = 505;
/// The account was closed. A closed account takes part in nothing.
pub const DEFRAY_ERR_ACCOUNT_CLOSED: defray_status = 506;
/// The given instant is before the last decision about the account, by more than the tolerance of the policy. (T1)
pub const DEFRAY_ERR_CLOCK_RAN_BACKWARDS: defray_status = 507;
/// The account still has workspaces, so it cannot be closed.
pub const DEFRAY_ERR_ACCOUNT_HAS_WORKSPACES: defray_status = 508;
/// The account has an overdraft, so it cannot be closed.
pub const DEFRAY_ERR_ACCOUNT_IN_ARREARS: defray_status = 509;
/// The account has held bills, so it cannot be closed.
pub const DEFRAY_ERR_ACCOUNT_HAS_HELD_BILLS: defray_status = 510;
/// The account has cloud accounts that are in use or can still be metered, so it cannot be closed.
pub const DEFRAY_ERR_ACCOUNT_HAS_CLOUD_ACCOUNTS: defray_status = 511;
/// A field of the policy has a value that no rule can use.
pub const DEFRAY_ERR_INVALID_POLICY: defray_status = 512;
/// An amount, or the account that a workspace moves to, is in another currency than the account. (W5)
pub const DEFRAY_ERR_CURRENCY_MISMATCH: defray_status = 513;
/// The amount is zero or negative.
pub const DEFRAY_ERR_AMOUNT_NOT_POSITIVE: defray_status = 514;
/// A balance or total would be too large to stay exact. (W6)
pub const DEFRAY_ERR_AMOUNT_OUT_OF_RANGE: defray_status = 515;
/// Only a full-reduction voucher can have a minimum bill. (W5)
pub const DEFRAY_ERR_MINIMUM_NOT_ALLOWED: defray_status = 516;
/// The kind of the lot is not a kind of voucher. (M3)
pub const DEFRAY_ERR_NOT_A_VOUCHER: defray_status = 517;
/// The account has a lot with this id already.
pub const DEFRAY_ERR_LOT_EXISTS: defray_status = 518;
/// The account has the largest allowed number of open lots.
pub const DEFRAY_ERR_TOO_MANY_LOTS: defray_status = 519;
/// The lot could never pay: its validity ends before it begins, or has ended. (W5)
pub const DEFRAY_ERR_VALIDITY_EMPTY: defray_status = 520;
/// The face value of a bought card is not a multiple of the amount in the policy. (M2)
pub const DEFRAY_ERR_CARD_NOT_A_MULTIPLE: defray_status = 521;
/// The account has less cash than the price of the card. (M2)
pub const DEFRAY_ERR_CASH_NOT_ENOUGH: defray_status = 522;
/// The order was redeemed already. (M2)
pub const DEFRAY_ERR_ORDER_ALREADY_REDEEMED: defray_status = 523;
/// The account has no lot with this id.
pub const DEFRAY_ERR_UNKNOWN_LOT: defray_status = 524;
/// The lot was made void already.
pub const DEFRAY_ERR_LOT_ALREADY_VOID: defray_status = 525;
/// The validity of the lot has ended. (W5)
pub const DEFRAY_ERR_LOT_EXPIRED: defray_status = 526;
/// A workspace with this site and id exists already.
pub const DEFRAY_ERR_WORKSPACE_EXISTS: defray_status = 527;
/// The given start of the binding is later than the decision. (T3)
pub const DEFRAY_ERR_SINCE_IN_FUTURE: defray_status = 528;
/// There is no workspace with this site and id.
pub const DEFRAY_ERR_UNKNOWN_WORKSPACE: defray_status = 529;
/// The workspace belongs to another account. Only its own account may change it. (C1)
pub const DEFRAY_ERR_NOT_OWNER: defray_status = 530;
/// The workspace was dissolved.
pub const DEFRAY_ERR_WORKSPACE_DISSOLVED: defray_status = 531;
/// The workspace belongs to the target account already.
pub const DEFRAY_ERR_SAME_ACCOUNT: defray_status = 532;
/// A cloud account with this id exists already.
pub const DEFRAY_ERR_CLOUD_ACCOUNT_EXISTS: defray_status = 533;
/// The subscription is linked to another cloud account that is in use, or that is closing.
pub const DEFRAY_ERR_SUBSCRIPTION_ALREADY_LINKED: defray_status = 534;
/// The subscription has ended, so it cannot be linked.
pub const DEFRAY_ERR_SUBSCRIPTION_ENDED: defray_status = 535;
/// There is no cloud account with this id, or it belongs to another account.
pub const DEFRAY_ERR_UNKNOWN_CLOUD_ACCOUNT: defray_status = 536;
/// The cloud account was active already. Only the marketplace can end it.
pub const DEFRAY_ERR_CLOUD_ACCOUNT_NOT_PENDING: defray_status = 537;
/// The cloud account has failed or ended, so it cannot be chosen.
pub const DEFRAY_ERR_CLOUD_ACCOUNT_ENDED: defray_status = 538;
/// The policy does not allow this provider on the site of the workspace. (C2)
pub const DEFRAY_ERR_PROVIDER_NOT_ADMITTED: defray_status = 539;
/// The policy does not allow a workspace with an active cloud account to move. (C2)
pub const DEFRAY_ERR_LOCKED_IN: defray_status = 540;
/// The workspace has the largest number of changes that the policy allows in a month. (C2)
pub const DEFRAY_ERR_CHANGE_LIMIT_REACHED: defray_status = 541;
/// The history of the workspace has the largest allowed number of steps.
pub const DEFRAY_ERR_TOO_MANY_STEPS: defray_status = 542;
/// The subscription has the largest allowed number of signals.
pub const DEFRAY_ERR_TOO_MANY_SIGNALS: defray_status = 543;
/// A bill with this id and other content was recorded already. (P4)
pub const DEFRAY_ERR_BILL_CONFLICT: defray_status = 544;
/// The usage began before the workspace was bound, so it has no payer. (P5)
pub const DEFRAY_ERR_USAGE_BEFORE_BINDING: defray_status = 545;
/// The usage began after the workspace was dissolved, so it has no payer. (P5)
pub const DEFRAY_ERR_USAGE_AFTER_DISSOLUTION: defray_status = 546;
/// The amount of the bill is negative. A credit is a reversal. (W8)
pub const DEFRAY_ERR_BILL_NEGATIVE: defray_status = 547;
/// There is no bill with this id.
pub const DEFRAY_ERR_UNKNOWN_BILL: defray_status = 548;
/// The bill has a reversal with this id and other content already. (P4)
pub const DEFRAY_ERR_REVERSAL_CONFLICT: defray_status = 549;
/// The reversal is larger than the part of the bill that was not reversed yet. (W9)
pub const DEFRAY_ERR_REVERSAL_TOO_LARGE: defray_status = 550;
/// The whole bill was reversed already. (W9)
pub const DEFRAY_ERR_NOTHING_TO_REVERSE: defray_status = 551;
/// A held bill can only be reversed as a whole. (W9)
pub const DEFRAY_ERR_REVERSAL_MUST_BE_WHOLE: defray_status = 552;
/// The bill has the largest allowed number of reversals.
pub const DEFRAY_ERR_TOO_MANY_REVERSALS: defray_status = 553;
/// There is no outbox message with this number. (N3)
pub const DEFRAY_ERR_UNKNOWN_OUTBOX_MESSAGE: defray_status = 554;
/// There is no usage record with this number. (N2)
pub const DEFRAY_ERR_UNKNOWN_USAGE_RECORD: defray_status = 555;
/// The fields of a marketplace message contradict each other.
pub const DEFRAY_ERR_INVALID_MESSAGE: defray_status = 556;
/// An earlier top-up of the account had the same reference, and the policy wants unique references. (M1)
pub const DEFRAY_ERR_REFERENCE_USED: defray_status = 557;
/// The given instant is ahead of the clock of the ledger, by more than the tolerance of the policy. (T1)
pub const DEFRAY_ERR_AT_IN_FUTURE: defray_status = 558;
/// The marketplace stated another account for the subscription than the link names. (C4)
pub const DEFRAY_ERR_SUBSCRIPTION_OF_ANOTHER: defray_status = 559;
/// Account id and instance id are exchanged: the marketplace knows them the other way round. (C4)
pub const DEFRAY_ERR_IDENTIFIERS_SWAPPED: defray_status = 560;
/// The cloud account has failed or is closed, so there is no link to undo. (C4)
pub const DEFRAY_ERR_CLOUD_ACCOUNT_NOT_LINKED: defray_status = 561;
/// A provider has accepted usage of the cloud account, or has not answered a usage record yet. (C4)
pub const DEFRAY_ERR_CLOUD_ACCOUNT_METERED: defray_status = 562;
/// The reason is empty. (C4)
pub const DEFRAY_ERR_REASON_MISSING: defray_status = 563;
/// The bill was replaced before, because the provider restated its charge. (P4)
pub const DEFRAY_ERR_BILL_RESTATED: defray_status = 564;
/// The bill that replaces a bill is of another workspace. (P4)
pub const DEFRAY_ERR_RESTATED_ELSEWHERE: defray_status = 565;
/// The entry of the command, or the commit with it, would be larger than the journal holds.
pub const DEFRAY_ERR_COMMAND_TOO_LARGE: defray_status = 566;
/// A defect of defray. Please report it.
pub const DEFRAY_ERR_BUG: defray_status = 901;
/// A defect of defray stopped it half-way; the ledger has halted: close it and open the file again. Please report it.
pub const DEFRAY_ERR_PANIC: defray_status = 902;

/// The names of the codes, by number.
pub(crate) const NAMES: &[(defray_status, &std::ffi::CStr)] = &[
    (DEFRAY_ERR_BAD_ARGUMENT, c"bad_argument"),
    (DEFRAY_ERR_UNKNOWN_COMMAND, c"unknown_command"),
    (DEFRAY_ERR_UNKNOWN_FIELD, c"unknown_field"),
    (DEFRAY_ERR_MISSING_FIELD, c"missing_field"),
    (DEFRAY_ERR_WRONG_TYPE, c"wrong_type"),
    (DEFRAY_ERR_BAD_VALUE, c"bad_value"),
    (DEFRAY_ERR_DUPLICATE_KEY, c"duplicate_key"),
    (DEFRAY_ERR_TOO_DEEP, c"too_deep"),
    (DEFRAY_ERR_TOO_LONG, c"too_long"),
    (DEFRAY_ERR_NOT_JSON, c"not_json"),
    (DEFRAY_ERR_NOT_UTF8, c"not_utf8"),
    (DEFRAY_ERR_NO_HEADER, c"no_header"),
    (DEFRAY_ERR_MISSING_COLUMN, c"missing_column"),
    (DEFRAY_ERR_UNKNOWN_COLUMN, c"unknown_column"),
    (DEFRAY_ERR_DUPLICATE_COLUMN, c"duplicate_column"),
    (DEFRAY_ERR_RAGGED_ROW, c"ragged_row"),
    (DEFRAY_ERR_MISSING_VALUE, c"missing_value"),
    (DEFRAY_ERR_UNCLOSED_QUOTE, c"unclosed_quote"),
    (DEFRAY_ERR_TEXT_AFTER_QUOTE, c"text_after_quote"),
    (DEFRAY_ERR_UNKNOWN_TARGET, c"unknown_target"),
    (DEFRAY_ERR_NULL_ARGUMENT, c"null_argument"),
    (DEFRAY_ERR_UNKNOWN_NAME, c"unknown_name"),
    (DEFRAY_ERR_WRONG_SIZE, c"wrong_size"),
    (DEFRAY_ERR_CLOSED, c"closed"),
    (DEFRAY_ERR_FORKED, c"forked"),
    (DEFRAY_ERR_WRONG_SEPARATOR, c"wrong_separator"),
    (DEFRAY_ERR_FILE_MISSING, c"file_missing"),
    (DEFRAY_ERR_FILE_EXISTS, c"file_exists"),
    (DEFRAY_ERR_NOT_A_FILE, c"not_a_file"),
    (DEFRAY_ERR_DIRECTORY_MISSING, c"directory_missing"),
    (DEFRAY_ERR_DIRECTORY_NOT_WRITABLE, c"directory_not_writable"),
    (DEFRAY_ERR_PERMISSION_DENIED, c"permission_denied"),
    (DEFRAY_ERR_FILE_LOCKED, c"file_locked"),
    (DEFRAY_ERR_IO, c"io"),
    (DEFRAY_ERR_STORAGE, c"storage"),
    (DEFRAY_ERR_NOT_WRITTEN, c"not_written"),
    (DEFRAY_ERR_UNREADABLE, c"unreadable"),
    (DEFRAY_ERR_BUSY, c"busy"),
    (DEFRAY_ERR_SCRATCH_FILE, c"scratch_file"),
    (DEFRAY_ERR_CANCELLED, c"cancelled"),
    (DEFRAY_ERR_HALTED, c"halted"),
    (DEFRAY_ERR_READ_ONLY, c"read_only"),
    (DEFRAY_ERR_NEEDS_MIGRATION, c"needs_migration"),
    (DEFRAY_ERR_OUTCOME_UNKNOWN, c"outcome_unknown"),
    (DEFRAY_ERR_DAMAGED_FILE, c"damaged_file"),
    (DEFRAY_ERR_DAMAGED_JOURNAL, c"damaged_journal"),
    (DEFRAY_ERR_NOT_A_LEDGER, c"not_a_ledger"),
    (DEFRAY_ERR_NEWER_FORMAT, c"newer_format"),
    (DEFRAY_ERR_DIVERGED, c"diverged"),
    (DEFRAY_ERR_RECORD_DIFFERS, c"record_differs"),
    (DEFRAY_ERR_INVARIANT_BROKEN, c"invariant_broken"),
    (DEFRAY_ERR_HEAD_MISMATCH, c"head_mismatch"),
    (DEFRAY_ERR_OLDER_FORMAT, c"older_format"),
    (DEFRAY_ERR_NOT_FOUND, c"not_found"),
    (DEFRAY_ERR_IDEMPOTENCY_CONFLICT, c"idempotency_conflict"),
    (DEFRAY_ERR_BATCH_REFUSED, c"batch_refused"),
    (DEFRAY_ERR_ACCOUNT_EXISTS, c"account_exists"),
    (DEFRAY_ERR_UNKNOWN_ACCOUNT, c"unknown_account"),
    (DEFRAY_ERR_ACCOUNT_CLOSED, c"account_closed"),
    (DEFRAY_ERR_CLOCK_RAN_BACKWARDS, c"clock_ran_backwards"),
    (DEFRAY_ERR_ACCOUNT_HAS_WORKSPACES, c"account_has_workspaces"),
    (DEFRAY_ERR_ACCOUNT_IN_ARREARS, c"account_in_arrears"),
    (DEFRAY_ERR_ACCOUNT_HAS_HELD_BILLS, c"account_has_held_bills"),
    (DEFRAY_ERR_ACCOUNT_HAS_CLOUD_ACCOUNTS, c"account_has_cloud_accounts"),
    (DEFRAY_ERR_INVALID_POLICY, c"invalid_policy"),
    (DEFRAY_ERR_CURRENCY_MISMATCH, c"currency_mismatch"),
    (DEFRAY_ERR_AMOUNT_NOT_POSITIVE, c"amount_not_positive"),
    (DEFRAY_ERR_AMOUNT_OUT_OF_RANGE, c"amount_out_of_range"),
    (DEFRAY_ERR_MINIMUM_NOT_ALLOWED, c"minimum_not_allowed"),
    (DEFRAY_ERR_NOT_A_VOUCHER, c"not_a_voucher"),
    (DEFRAY_ERR_LOT_EXISTS, c"lot_exists"),
    (DEFRAY_ERR_TOO_MANY_LOTS, c"too_many_lots"),
    (DEFRAY_ERR_VALIDITY_EMPTY, c"validity_empty"),
    (DEFRAY_ERR_CARD_NOT_A_MULTIPLE, c"card_not_a_multiple"),
    (DEFRAY_ERR_CASH_NOT_ENOUGH, c"cash_not_enough"),
    (DEFRAY_ERR_ORDER_ALREADY_REDEEMED, c"order_already_redeemed"),
    (DEFRAY_ERR_UNKNOWN_LOT, c"unknown_lot"),
    (DEFRAY_ERR_LOT_ALREADY_VOID, c"lot_already_void"),
    (DEFRAY_ERR_LOT_EXPIRED, c"lot_expired"),
    (DEFRAY_ERR_WORKSPACE_EXISTS, c"workspace_exists"),
    (DEFRAY_ERR_SINCE_IN_FUTURE, c"since_in_future"),
    (DEFRAY_ERR_UNKNOWN_WORKSPACE, c"unknown_workspace"),
    (DEFRAY_ERR_NOT_OWNER, c"not_owner"),
    (DEFRAY_ERR_WORKSPACE_DISSOLVED, c"workspace_dissolved"),
    (DEFRAY_ERR_SAME_ACCOUNT, c"same_account"),
    (DEFRAY_ERR_CLOUD_ACCOUNT_EXISTS, c"cloud_account_exists"),
    (DEFRAY_ERR_SUBSCRIPTION_ALREADY_LINKED, c"subscription_already_linked"),
    (DEFRAY_ERR_SUBSCRIPTION_ENDED, c"subscription_ended"),
    (DEFRAY_ERR_UNKNOWN_CLOUD_ACCOUNT, c"unknown_cloud_account"),
    (DEFRAY_ERR_CLOUD_ACCOUNT_NOT_PENDING, c"cloud_account_not_pending"),
    (DEFRAY_ERR_CLOUD_ACCOUNT_ENDED, c"cloud_account_ended"),
    (DEFRAY_ERR_PROVIDER_NOT_ADMITTED, c"provider_not_admitted"),
    (DEFRAY_ERR_LOCKED_IN, c"locked_in"),
    (DEFRAY_ERR_CHANGE_LIMIT_REACHED, c"change_limit_reached"),
    (DEFRAY_ERR_TOO_MANY_STEPS, c"too_many_steps"),
    (DEFRAY_ERR_TOO_MANY_SIGNALS, c"too_many_signals"),
    (DEFRAY_ERR_BILL_CONFLICT, c"bill_conflict"),
    (DEFRAY_ERR_USAGE_BEFORE_BINDING, c"usage_before_binding"),
    (DEFRAY_ERR_USAGE_AFTER_DISSOLUTION, c"usage_after_dissolution"),
    (DEFRAY_ERR_BILL_NEGATIVE, c"bill_negative"),
    (DEFRAY_ERR_UNKNOWN_BILL, c"unknown_bill"),
    (DEFRAY_ERR_REVERSAL_CONFLICT, c"reversal_conflict"),
    (DEFRAY_ERR_REVERSAL_TOO_LARGE, c"reversal_too_large"),
    (DEFRAY_ERR_NOTHING_TO_REVERSE, c"nothing_to_reverse"),
    (DEFRAY_ERR_REVERSAL_MUST_BE_WHOLE, c"reversal_must_be_whole"),
    (DEFRAY_ERR_TOO_MANY_REVERSALS, c"too_many_reversals"),
    (DEFRAY_ERR_UNKNOWN_OUTBOX_MESSAGE, c"unknown_outbox_message"),
    (DEFRAY_ERR_UNKNOWN_USAGE_RECORD, c"unknown_usage_record"),
    (DEFRAY_ERR_INVALID_MESSAGE, c"invalid_message"),
    (DEFRAY_ERR_REFERENCE_USED, c"reference_used"),
    (DEFRAY_ERR_AT_IN_FUTURE, c"at_in_future"),
    (DEFRAY_ERR_SUBSCRIPTION_OF_ANOTHER, c"subscription_of_another"),
    (DEFRAY_ERR_IDENTIFIERS_SWAPPED, c"identifiers_swapped"),
    (DEFRAY_ERR_CLOUD_ACCOUNT_NOT_LINKED, c"cloud_account_not_linked"),
    (DEFRAY_ERR_CLOUD_ACCOUNT_METERED, c"cloud_account_metered"),
    (DEFRAY_ERR_REASON_MISSING, c"reason_missing"),
    (DEFRAY_ERR_BILL_RESTATED, c"bill_restated"),
    (DEFRAY_ERR_RESTATED_ELSEWHERE, c"restated_elsewhere"),
    (DEFRAY_ERR_COMMAND_TOO_LARGE, c"command_too_large"),
    (DEFRAY_ERR_BUG, c"bug"),
    (DEFRAY_ERR_PANIC, c"panic"),
];
