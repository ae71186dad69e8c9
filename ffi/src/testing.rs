//! Functions for the tests in C. Only with the feature `testing`, which no installed library has.

use engine::core::bill::Bill;
use engine::core::command::{BindWorkspace, OpenAccount, SettleBill, TopUp};
use engine::core::id::{AccountId, BillId, ItemId, WorkspaceId};
use engine::core::money::Money;
use engine::core::time::{Instant, Period, Seconds};
use engine::{Engine, MemoryStore, Mode, Options, Request};

use crate::engine_handle::defray_engine;
use crate::error::defray_error;
use crate::guard::act_on;
use crate::status::defray_status;

/// The size of every structure and the offset of every field, as Rust sees them. The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn defray_testing_layout() -> *const std::ffi::c_char {
    static LAYOUT: std::sync::OnceLock<std::ffi::CString> = std::sync::OnceLock::new();
    LAYOUT.get_or_init(|| std::ffi::CString::new(crate::layouts::layout()).unwrap_or_default()).as_ptr()
}

/// Panics, like a defect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_testing_panic(
    engine: *const defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        act_on(engine, err, |_| {
            #[allow(clippy::panic, reason = "the purpose of this function")]
            {
                panic!("asked for by a test")
            }
        })
    }
}

/// Settles `count` bills through Rust alone, `batch` in each commit, on a new ledger in memory. The cost of the C
/// interface is compared with it. Returns the processor time in nanoseconds; 0 if it failed.
#[unsafe(no_mangle)]
pub extern "C" fn defray_testing_settle(count: u32, batch: u32) -> u64 {
    settle(count, batch).unwrap_or(0)
}

fn settle(count: u32, batch: u32) -> Option<u64> {
    let clock = defray_bindings_support::ManualClock::default();
    let start: Instant = "2026-03-01T00:00:00Z".parse().ok()?;
    clock.set(start);
    let options = Options { clock: clock.clock(), ..Options::default() };
    let engine = Engine::open_in(MemoryStore::default(), options).ok()?;
    let account = AccountId::new("acme").ok()?;
    engine.submit(OpenAccount { account: account.clone(), currency: "CNY".parse().ok()? }).ok()?;
    let workspace: WorkspaceId = "cn1/w".parse().ok()?;
    engine.submit(BindWorkspace { account: account.clone(), workspace, since: None, display_name: None }).ok()?;
    engine.submit(TopUp { account, amount: "1000000 CNY".parse().ok()?, reference: None }).ok()?;
    let amount: Money = "0.01 CNY".parse().ok()?;
    let period = Period::new(start, start.plus(Seconds::days(1))).ok()?;
    // The program in C has its texts before the measurement, too.
    let ids: Vec<String> = (0..count).map(|number| format!("bill-{number:08}")).collect();
    let began = processor_time()?;
    for ids in ids.chunks(batch as usize) {
        let request = |id: &String| {
            let (item, workspace) = (ItemId::new("logs").ok()?, "cn1/w".parse().ok()?);
            let bill = Bill { id: BillId::new(id).ok()?, workspace, item, amount, period };
            Some(Request::new(SettleBill { bill, account: None }))
        };
        if let [id] = ids {
            engine.submit(request(id)?).ok()?;
            continue;
        }
        let requests: Option<Vec<Request>> = ids.iter().map(request).collect();
        if engine.submit_all(requests?, Mode::Independent).iter().any(Result::is_err) {
            return None;
        }
    }
    processor_time()?.checked_sub(began)
}

/// The processor time of this thread in nanoseconds. Other programs do not change it.
fn processor_time() -> Option<u64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is a local variable.
    let status = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    let seconds = u64::try_from(time.tv_sec).ok().filter(|_| status == 0)?;
    Some(seconds * 1_000_000_000 + u64::try_from(time.tv_nsec).ok()?)
}
