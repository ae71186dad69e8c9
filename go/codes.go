// Written by `make bindings`. Do not edit.

package defray

// Every error code. Each is an error that [errors.Is] finds in an [Error] of that code, and a constant that a switch
// can name. `docs/errors.md` describes each code.
const (
	// An argument is not valid.
	ErrBadArgument ErrorCode = 101
	// There is no command with this name.
	ErrUnknownCommand ErrorCode = 102
	// An object has a field that is not allowed there.
	ErrUnknownField ErrorCode = 103
	// A required field is absent or `null`.
	ErrMissingField ErrorCode = 104
	// A different kind of JSON value is expected.
	ErrWrongType ErrorCode = 105
	// The value has the right kind, but it is not allowed.
	ErrBadValue ErrorCode = 106
	// An object contains a key more than once.
	ErrDuplicateKey ErrorCode = 107
	// Objects and lists are nested too deeply.
	ErrTooDeep ErrorCode = 108
	// A line or record is too long.
	ErrTooLong ErrorCode = 109
	// The text is not one JSON value.
	ErrNotJSON ErrorCode = 110
	// The bytes are not UTF-8.
	ErrNotUTF8 ErrorCode = 111
	// A CSV file has no header.
	ErrNoHeader ErrorCode = 112
	// A CSV file does not have all required columns.
	ErrMissingColumn ErrorCode = 113
	// A CSV file has an unknown column.
	ErrUnknownColumn ErrorCode = 114
	// A CSV file has two columns with the same name.
	ErrDuplicateColumn ErrorCode = 115
	// A row has more or fewer fields than the header.
	ErrRaggedRow ErrorCode = 116
	// A row has no value in a required column.
	ErrMissingValue ErrorCode = 117
	// A quoted field has no closing quote.
	ErrUnclosedQuote ErrorCode = 118
	// Text follows a closing quote.
	ErrTextAfterQuote ErrorCode = 119
	// A column mapping names an unknown part of a bill.
	ErrUnknownTarget ErrorCode = 120
	// A pointer that must not be null is.
	ErrNullArgument ErrorCode = 121
	// A number that names nothing: an enumeration's value that this version does not know.
	ErrUnknownName ErrorCode = 122
	// A structure's size or stride is not one that this version knows, or what it does not know in it is not zero.
	ErrWrongSize ErrorCode = 123
	// The ledger, snapshot or iterator was closed before.
	ErrClosed ErrorCode = 124
	// The ledger was opened by another process, before a fork: open it in this one.
	ErrForked ErrorCode = 125
	// The fields of a CSV file are not separated by commas.
	ErrWrongSeparator ErrorCode = 126
	// The file does not exist.
	ErrFileMissing ErrorCode = 201
	// The file to create exists already.
	ErrFileExists ErrorCode = 202
	// The path names a folder or a device, not a file.
	ErrNotAFile ErrorCode = 203
	// The folder that should contain the file does not exist.
	ErrDirectoryMissing ErrorCode = 204
	// The folder that contains the file is not writable.
	ErrDirectoryNotWritable ErrorCode = 205
	// The operating system refuses access to the file.
	ErrPermissionDenied ErrorCode = 206
	// Another engine has the file open.
	ErrFileLocked ErrorCode = 207
	// The operating system reported a disk error.
	ErrIo ErrorCode = 208
	// The store reported an error.
	ErrStorage ErrorCode = 209
	// The changes could not be written. Nothing changed.
	ErrNotWritten ErrorCode = 210
	// The file cannot be read now.
	ErrUnreadable ErrorCode = 211
	// Snapshots that are still open prevent the operation.
	ErrBusy ErrorCode = 212
	// A temporary file cannot be created.
	ErrScratchFile ErrorCode = 213
	// The caller cancelled the operation. Nothing changed.
	ErrCancelled ErrorCode = 214
	// The engine stopped after an earlier failure. Close it and open the file again.
	ErrHalted ErrorCode = 215
	// The ledger was opened for reading only.
	ErrReadOnly ErrorCode = 216
	// The file has an older format, and it was opened for reading only. An open for writing migrates it.
	ErrNeedsMigration ErrorCode = 217
	// It is not known whether the commit happened. Open the file again and repeat the command with the same
	// idempotency key.
	ErrOutcomeUnknown ErrorCode = 301
	// The file is damaged. Restore a backup.
	ErrDamagedFile ErrorCode = 401
	// The journal is damaged. Restore a backup.
	ErrDamagedJournal ErrorCode = 402
	// The file is not a defray ledger.
	ErrNotALedger ErrorCode = 403
	// A newer version of defray wrote the file.
	ErrNewerFormat ErrorCode = 404
	// A command in the journal does not produce the events that are recorded with it, or records contradict each
	// other.
	ErrDiverged ErrorCode = 405
	// A record differs from the record that the journal produces.
	ErrRecordDiffers ErrorCode = 406
	// An invariant does not hold: money is not conserved, or an instant has no payer or more than one.
	ErrInvariantBroken ErrorCode = 407
	// The journal does not contain the head that the host expects: the file is an older copy, or a different
	// ledger.
	ErrHeadMismatch ErrorCode = 408
	// An older version of defray wrote the file, and this version cannot read it. Export the commands with the
	// older version and apply them to a new file.
	ErrOlderFormat ErrorCode = 409
	// The requested item does not exist.
	ErrNotFound ErrorCode = 501
	// The idempotency key was used before, for a different command (A2).
	ErrIdempotencyConflict ErrorCode = 502
	// Another command of the same atomic batch was not accepted (A1).
	ErrBatchRefused ErrorCode = 503
	// An account with this id exists already.
	ErrAccountExists ErrorCode = 504
	// There is no account with this id.
	ErrUnknownAccount ErrorCode = 505
	// The account was closed. A closed account takes part in nothing.
	ErrAccountClosed ErrorCode = 506
	// The given instant is before the last decision about the account, by more than the tolerance of the policy.
	// Rule T1.
	ErrClockRanBackwards ErrorCode = 507
	// The account still has workspaces, so it cannot be closed.
	ErrAccountHasWorkspaces ErrorCode = 508
	// The account has an overdraft, so it cannot be closed.
	ErrAccountInArrears ErrorCode = 509
	// The account has held bills, so it cannot be closed.
	ErrAccountHasHeldBills ErrorCode = 510
	// The account has cloud accounts that are in use or can still be metered, so it cannot be closed.
	ErrAccountHasCloudAccounts ErrorCode = 511
	// A field of the policy has a value that no rule can use.
	ErrInvalidPolicy ErrorCode = 512
	// An amount, or the account that a workspace moves to, is in another currency than the account.
	// Rule W5.
	ErrCurrencyMismatch ErrorCode = 513
	// The amount is zero or negative.
	ErrAmountNotPositive ErrorCode = 514
	// A balance or total would be too large to stay exact.
	// Rule W6.
	ErrAmountOutOfRange ErrorCode = 515
	// Only a full-reduction voucher can have a minimum bill.
	// Rule W5.
	ErrMinimumNotAllowed ErrorCode = 516
	// The kind of the lot is not a kind of voucher.
	// Rule M3.
	ErrNotAVoucher ErrorCode = 517
	// The account has a lot with this id already.
	ErrLotExists ErrorCode = 518
	// The account has the largest allowed number of open lots.
	ErrTooManyLots ErrorCode = 519
	// The lot could never pay: its validity ends before it begins, or has ended.
	// Rule W5.
	ErrValidityEmpty ErrorCode = 520
	// The face value of a bought card is not a multiple of the amount in the policy.
	// Rule M2.
	ErrCardNotAMultiple ErrorCode = 521
	// The account has less cash than the price of the card.
	// Rule M2.
	ErrCashNotEnough ErrorCode = 522
	// The order was redeemed already.
	// Rule M2.
	ErrOrderAlreadyRedeemed ErrorCode = 523
	// The account has no lot with this id.
	ErrUnknownLot ErrorCode = 524
	// The lot was made void already.
	ErrLotAlreadyVoid ErrorCode = 525
	// The validity of the lot has ended.
	// Rule W5.
	ErrLotExpired ErrorCode = 526
	// A workspace with this site and id exists already.
	ErrWorkspaceExists ErrorCode = 527
	// The given start of the binding is later than the decision.
	// Rule T3.
	ErrSinceInFuture ErrorCode = 528
	// There is no workspace with this site and id.
	ErrUnknownWorkspace ErrorCode = 529
	// The workspace belongs to another account. Only its own account may change it.
	// Rule C1.
	ErrNotOwner ErrorCode = 530
	// The workspace was dissolved.
	ErrWorkspaceDissolved ErrorCode = 531
	// The workspace belongs to the target account already.
	ErrSameAccount ErrorCode = 532
	// A cloud account with this id exists already.
	ErrCloudAccountExists ErrorCode = 533
	// The subscription is linked to another cloud account that is in use, or that is closing.
	ErrSubscriptionAlreadyLinked ErrorCode = 534
	// The subscription has ended, so it cannot be linked.
	ErrSubscriptionEnded ErrorCode = 535
	// There is no cloud account with this id, or it belongs to another account.
	ErrUnknownCloudAccount ErrorCode = 536
	// The cloud account was active already. Only the marketplace can end it.
	ErrCloudAccountNotPending ErrorCode = 537
	// The cloud account has failed or ended, so it cannot be chosen.
	ErrCloudAccountEnded ErrorCode = 538
	// The policy does not allow this provider on the site of the workspace.
	// Rule C2.
	ErrProviderNotAdmitted ErrorCode = 539
	// The policy does not allow a workspace with an active cloud account to move.
	// Rule C2.
	ErrLockedIn ErrorCode = 540
	// The workspace has the largest number of changes that the policy allows in a month.
	// Rule C2.
	ErrChangeLimitReached ErrorCode = 541
	// The history of the workspace has the largest allowed number of steps.
	ErrTooManySteps ErrorCode = 542
	// The subscription has the largest allowed number of signals.
	ErrTooManySignals ErrorCode = 543
	// A bill with this id and other content was recorded already.
	// Rule P4.
	ErrBillConflict ErrorCode = 544
	// The usage began before the workspace was bound, so it has no payer.
	// Rule P5.
	ErrUsageBeforeBinding ErrorCode = 545
	// The usage began after the workspace was dissolved, so it has no payer.
	// Rule P5.
	ErrUsageAfterDissolution ErrorCode = 546
	// The amount of the bill is negative. A credit is a reversal.
	// Rule W8.
	ErrBillNegative ErrorCode = 547
	// There is no bill with this id.
	ErrUnknownBill ErrorCode = 548
	// The bill has a reversal with this id and other content already.
	// Rule P4.
	ErrReversalConflict ErrorCode = 549
	// The reversal is larger than the part of the bill that was not reversed yet.
	// Rule W9.
	ErrReversalTooLarge ErrorCode = 550
	// The whole bill was reversed already.
	// Rule W9.
	ErrNothingToReverse ErrorCode = 551
	// A held bill can only be reversed as a whole.
	// Rule W9.
	ErrReversalMustBeWhole ErrorCode = 552
	// The bill has the largest allowed number of reversals.
	ErrTooManyReversals ErrorCode = 553
	// There is no outbox message with this number.
	// Rule N3.
	ErrUnknownOutboxMessage ErrorCode = 554
	// There is no usage record with this number.
	// Rule N2.
	ErrUnknownUsageRecord ErrorCode = 555
	// The fields of a marketplace message contradict each other.
	ErrInvalidMessage ErrorCode = 556
	// An earlier top-up of the account had the same reference, and the policy wants unique references.
	// Rule M1.
	ErrReferenceUsed ErrorCode = 557
	// The given instant is ahead of the clock of the ledger, by more than the tolerance of the policy.
	// Rule T1.
	ErrAtInFuture ErrorCode = 558
	// The marketplace stated another account for the subscription than the link names.
	// Rule C4.
	ErrSubscriptionOfAnother ErrorCode = 559
	// Account id and instance id are exchanged: the marketplace knows them the other way round.
	// Rule C4.
	ErrIdentifiersSwapped ErrorCode = 560
	// The cloud account has failed or is closed, so there is no link to undo.
	// Rule C4.
	ErrCloudAccountNotLinked ErrorCode = 561
	// A provider has accepted usage of the cloud account, or has not answered a usage record yet.
	// Rule C4.
	ErrCloudAccountMetered ErrorCode = 562
	// The reason is empty.
	// Rule C4.
	ErrReasonMissing ErrorCode = 563
	// The bill was replaced before, because the provider restated its charge.
	// Rule P4.
	ErrBillRestated ErrorCode = 564
	// The bill that replaces a bill is of another workspace.
	// Rule P4.
	ErrRestatedElsewhere ErrorCode = 565
	// The entry of the command, or the commit with it, would be larger than the journal holds.
	ErrCommandTooLarge ErrorCode = 566
	// A defect of defray. Please report it.
	ErrBug ErrorCode = 901
	// A defect of defray stopped it half-way; the ledger has halted: close it and open the file again. Please report it.
	ErrPanic ErrorCode = 902
)

// codeTable has every code's name and class, by number.
var codeTable = map[ErrorCode]codeEntry{
	101: {"bad_argument", ErrorClassMisuse},
	102: {"unknown_command", ErrorClassMisuse},
	103: {"unknown_field", ErrorClassMisuse},
	104: {"missing_field", ErrorClassMisuse},
	105: {"wrong_type", ErrorClassMisuse},
	106: {"bad_value", ErrorClassMisuse},
	107: {"duplicate_key", ErrorClassMisuse},
	108: {"too_deep", ErrorClassMisuse},
	109: {"too_long", ErrorClassMisuse},
	110: {"not_json", ErrorClassMisuse},
	111: {"not_utf8", ErrorClassMisuse},
	112: {"no_header", ErrorClassMisuse},
	113: {"missing_column", ErrorClassMisuse},
	114: {"unknown_column", ErrorClassMisuse},
	115: {"duplicate_column", ErrorClassMisuse},
	116: {"ragged_row", ErrorClassMisuse},
	117: {"missing_value", ErrorClassMisuse},
	118: {"unclosed_quote", ErrorClassMisuse},
	119: {"text_after_quote", ErrorClassMisuse},
	120: {"unknown_target", ErrorClassMisuse},
	121: {"null_argument", ErrorClassMisuse},
	122: {"unknown_name", ErrorClassMisuse},
	123: {"wrong_size", ErrorClassMisuse},
	124: {"closed", ErrorClassMisuse},
	125: {"forked", ErrorClassMisuse},
	126: {"wrong_separator", ErrorClassMisuse},
	201: {"file_missing", ErrorClassEnvironment},
	202: {"file_exists", ErrorClassEnvironment},
	203: {"not_a_file", ErrorClassEnvironment},
	204: {"directory_missing", ErrorClassEnvironment},
	205: {"directory_not_writable", ErrorClassEnvironment},
	206: {"permission_denied", ErrorClassEnvironment},
	207: {"file_locked", ErrorClassEnvironment},
	208: {"io", ErrorClassEnvironment},
	209: {"storage", ErrorClassEnvironment},
	210: {"not_written", ErrorClassEnvironment},
	211: {"unreadable", ErrorClassEnvironment},
	212: {"busy", ErrorClassEnvironment},
	213: {"scratch_file", ErrorClassEnvironment},
	214: {"cancelled", ErrorClassEnvironment},
	215: {"halted", ErrorClassEnvironment},
	216: {"read_only", ErrorClassEnvironment},
	217: {"needs_migration", ErrorClassEnvironment},
	301: {"outcome_unknown", ErrorClassUnknown},
	401: {"damaged_file", ErrorClassCorrupt},
	402: {"damaged_journal", ErrorClassCorrupt},
	403: {"not_a_ledger", ErrorClassCorrupt},
	404: {"newer_format", ErrorClassCorrupt},
	405: {"diverged", ErrorClassCorrupt},
	406: {"record_differs", ErrorClassCorrupt},
	407: {"invariant_broken", ErrorClassCorrupt},
	408: {"head_mismatch", ErrorClassCorrupt},
	409: {"older_format", ErrorClassCorrupt},
	501: {"not_found", ErrorClassRefused},
	502: {"idempotency_conflict", ErrorClassRefused},
	503: {"batch_refused", ErrorClassRefused},
	504: {"account_exists", ErrorClassRefused},
	505: {"unknown_account", ErrorClassRefused},
	506: {"account_closed", ErrorClassRefused},
	507: {"clock_ran_backwards", ErrorClassRefused},
	508: {"account_has_workspaces", ErrorClassRefused},
	509: {"account_in_arrears", ErrorClassRefused},
	510: {"account_has_held_bills", ErrorClassRefused},
	511: {"account_has_cloud_accounts", ErrorClassRefused},
	512: {"invalid_policy", ErrorClassRefused},
	513: {"currency_mismatch", ErrorClassRefused},
	514: {"amount_not_positive", ErrorClassRefused},
	515: {"amount_out_of_range", ErrorClassRefused},
	516: {"minimum_not_allowed", ErrorClassRefused},
	517: {"not_a_voucher", ErrorClassRefused},
	518: {"lot_exists", ErrorClassRefused},
	519: {"too_many_lots", ErrorClassRefused},
	520: {"validity_empty", ErrorClassRefused},
	521: {"card_not_a_multiple", ErrorClassRefused},
	522: {"cash_not_enough", ErrorClassRefused},
	523: {"order_already_redeemed", ErrorClassRefused},
	524: {"unknown_lot", ErrorClassRefused},
	525: {"lot_already_void", ErrorClassRefused},
	526: {"lot_expired", ErrorClassRefused},
	527: {"workspace_exists", ErrorClassRefused},
	528: {"since_in_future", ErrorClassRefused},
	529: {"unknown_workspace", ErrorClassRefused},
	530: {"not_owner", ErrorClassRefused},
	531: {"workspace_dissolved", ErrorClassRefused},
	532: {"same_account", ErrorClassRefused},
	533: {"cloud_account_exists", ErrorClassRefused},
	534: {"subscription_already_linked", ErrorClassRefused},
	535: {"subscription_ended", ErrorClassRefused},
	536: {"unknown_cloud_account", ErrorClassRefused},
	537: {"cloud_account_not_pending", ErrorClassRefused},
	538: {"cloud_account_ended", ErrorClassRefused},
	539: {"provider_not_admitted", ErrorClassRefused},
	540: {"locked_in", ErrorClassRefused},
	541: {"change_limit_reached", ErrorClassRefused},
	542: {"too_many_steps", ErrorClassRefused},
	543: {"too_many_signals", ErrorClassRefused},
	544: {"bill_conflict", ErrorClassRefused},
	545: {"usage_before_binding", ErrorClassRefused},
	546: {"usage_after_dissolution", ErrorClassRefused},
	547: {"bill_negative", ErrorClassRefused},
	548: {"unknown_bill", ErrorClassRefused},
	549: {"reversal_conflict", ErrorClassRefused},
	550: {"reversal_too_large", ErrorClassRefused},
	551: {"nothing_to_reverse", ErrorClassRefused},
	552: {"reversal_must_be_whole", ErrorClassRefused},
	553: {"too_many_reversals", ErrorClassRefused},
	554: {"unknown_outbox_message", ErrorClassRefused},
	555: {"unknown_usage_record", ErrorClassRefused},
	556: {"invalid_message", ErrorClassRefused},
	557: {"reference_used", ErrorClassRefused},
	558: {"at_in_future", ErrorClassRefused},
	559: {"subscription_of_another", ErrorClassRefused},
	560: {"identifiers_swapped", ErrorClassRefused},
	561: {"cloud_account_not_linked", ErrorClassRefused},
	562: {"cloud_account_metered", ErrorClassRefused},
	563: {"reason_missing", ErrorClassRefused},
	564: {"bill_restated", ErrorClassRefused},
	565: {"restated_elsewhere", ErrorClassRefused},
	566: {"command_too_large", ErrorClassRefused},
	901: {"bug", ErrorClassBug},
	902: {"panic", ErrorClassBug},
}
