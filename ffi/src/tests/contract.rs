//! Tests of the contract at the head of the header that C cannot check: thread safety, and memory under Miri.

use std::ffi::CStr;
use std::ptr;

use crate::answers::{defray_answer, defray_answer_free, defray_answers, defray_answers_free, defray_answers_get};
use crate::engine_handle::{
    defray_engine, defray_engine_close, defray_engine_open_in_memory, defray_engine_snapshot, defray_engine_submit,
    defray_engine_submit_all,
};
use crate::error::{defray_error, defray_error_free, defray_error_index, defray_error_message};
use crate::records::*;
use crate::requests::{defray_request, defray_request_free, defray_request_read};
use crate::snapshot::{defray_snapshot, defray_snapshot_account, defray_snapshot_free};
use crate::status::{DEFRAY_ERR_CLOSED, DEFRAY_ERR_UNKNOWN_ACCOUNT, DEFRAY_OK};
use crate::text::defray_str;

/// The header states that any thread may use a handle.
const _: () = {
    const fn any_thread<T: Send + Sync>() {}
    any_thread::<defray_engine>();
    any_thread::<defray_snapshot>();
    any_thread::<defray_error>();
    any_thread::<crate::cancel::defray_cancel>();
};

fn read(line: &str) -> *const defray_request {
    let mut request = ptr::null();
    let line = defray_str { ptr: line.as_ptr().cast(), len: line.len() };
    // SAFETY: the text and the output are local.
    let status = unsafe { defray_request_read(line, &mut request, ptr::null_mut()) };
    assert_eq!(status, DEFRAY_OK);
    request
}

/// Everything that a ledger allocates is freed. Under Miri, also: no undefined behaviour.
#[test]
fn everything_is_freed() {
    let open = read(r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"CNY"}"#);
    let unknown = read(r#"{"command":"top_up","at":"2026-03-01T00:00:00Z","account":"unknown","amount":"1 CNY"}"#);
    let mut engine: *mut defray_engine = ptr::null_mut();
    let mut snapshot: *mut defray_snapshot = ptr::null_mut();
    let mut error: *mut defray_error = ptr::null_mut();
    let mut answer: *const defray_answer = ptr::null();
    let mut answers: *mut defray_answers = ptr::null_mut();
    let mut account: *const defray_account = ptr::null();
    let acme = defray_str::of(c"acme");
    // SAFETY: the pointers are to local variables, the sizes are right, and each object is freed once.
    unsafe {
        assert_eq!(defray_engine_open_in_memory(ptr::null(), &mut engine, &mut error), DEFRAY_OK);
        let size = size_of::<defray_request>();
        assert_eq!(defray_engine_submit(engine, open, size, &mut answer, &mut error), DEFRAY_OK);
        assert_eq!((*answer).events_count, 1);
        let opened = (*(*answer).events).r#as.account_opened.account;
        assert_eq!(CStr::from_ptr(opened.ptr), c"acme");
        defray_answer_free(answer);

        let batch = [*unknown, *unknown];
        let status = defray_engine_submit_all(
            engine,
            batch.as_ptr(),
            2,
            size,
            DEFRAY_MODE_INDEPENDENT,
            &mut answers,
            &mut error,
        );
        assert_eq!(status, DEFRAY_OK);
        assert_eq!(defray_answers_get(answers, 1, &mut answer, &mut error), DEFRAY_ERR_UNKNOWN_ACCOUNT);
        assert_eq!(defray_error_index(error), 1);
        assert_eq!(
            CStr::from_ptr(defray_error_message(error).ptr),
            c"there is no account `unknown`: expected one that was opened"
        );
        defray_error_free(error);

        assert_eq!(defray_engine_snapshot(engine, &mut snapshot, &mut error), DEFRAY_OK);
        assert_eq!(defray_snapshot_account(snapshot, acme, &mut account, &mut error), DEFRAY_OK);
        assert_eq!(defray_engine_close(&mut engine, &mut error), DEFRAY_OK);
        assert!(engine.is_null());
        // Records are still valid after the close; questions to a snapshot fail.
        assert_eq!(CStr::from_ptr((*account).id.ptr), c"acme");
        defray_account_free(account);
        assert_eq!(defray_snapshot_account(snapshot, acme, &mut account, ptr::null_mut()), DEFRAY_ERR_CLOSED);
        assert!(account.is_null());
        defray_snapshot_free(snapshot);
        defray_answers_free(answers);
        defray_request_free(open);
        defray_request_free(unknown);
    }
}
