//! Instants and durations as objects of the module `datetime`. The stable ABI has no C interface to that module, so the
//! conversions use the Python arithmetic of its classes.

use defray::core::time::{Instant, Seconds};
use parking_lot::Mutex;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use crate::fault::InputFault;
use crate::shown::shown;

const DAY: i64 = 86_400;

/// The classes of the module `datetime`, and the instant 1970-01-01T00:00:00Z.
struct DatetimeModule {
    datetime: Py<PyType>,
    timedelta: Py<PyType>,
    utc: Py<PyAny>,
    epoch: Py<PyAny>,
}

/// A cache of instants, each with its `datetime`. One batch has few different instants (the starts and ends of periods,
/// the decision instant), and a lookup takes a tenth of the time of a conversion. Neither an instant nor a `datetime`
/// in UTC ever changes.
struct InstantCache<K>(Mutex<[Slot<K>; SLOTS]>);

/// The key of a cached instant, the instant, and its Python object.
type Slot<K> = Option<(K, Instant, Py<PyAny>)>;

const SLOTS: usize = 64;

impl<K: Copy + PartialEq> InstantCache<K> {
    const fn new() -> Self {
        Self(Mutex::new([const { None }; SLOTS]))
    }

    /// The cached instant with this key. `None` also while another thread uses the cache: a conversion is faster than
    /// waiting.
    fn find<T>(&self, hash: usize, key: K, found: impl FnOnce(Instant, &Py<PyAny>) -> T) -> Option<T> {
        let slots = self.0.try_lock()?;
        match slots.get(hash % SLOTS) {
            Some(Some((known, instant, object))) if *known == key => Some(found(*instant, object)),
            _ => None,
        }
    }

    fn insert(&self, hash: usize, key: K, instant: Instant, object: Py<PyAny>) {
        let replaced = self
            .0
            .try_lock()
            .and_then(|mut slots| slots.get_mut(hash % SLOTS).and_then(|slot| slot.replace((key, instant, object))));
        // Dropped after the lock is released, because dropping a Python object can run code that uses this cache.
        drop(replaced);
    }
}

fn datetime_module(py: Python<'_>) -> PyResult<&DatetimeModule> {
    static MODULE: PyOnceLock<DatetimeModule> = PyOnceLock::new();
    MODULE.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let class = |name: &str| Ok::<_, PyErr>(module.getattr(name)?.cast_into::<PyType>()?);
        let (datetime, timedelta) = (class("datetime")?, class("timedelta")?);
        let utc = module.getattr("timezone")?.getattr("utc")?;
        let epoch = datetime.call1((1970, 1, 1, 0, 0, 0, 0, &utc))?.unbind();
        Ok(DatetimeModule { datetime: datetime.unbind(), timedelta: timedelta.unbind(), utc: utc.unbind(), epoch })
    })
}

/// The exact instant of an aware `datetime`. Nanoseconds are read from subclasses that have them (`NanoDatetime`,
/// `pandas.Timestamp`).
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> Result<Instant, InputFault> {
    const AWARE: &str = "an aware datetime, such as datetime(2026, 3, 1, tzinfo=timezone.utc)";
    // The key is the address of the object. The cache keeps the object alive, so no other object has its address.
    static CACHE: InstantCache<usize> = InstantCache::new();
    let py = value.py();
    let address = value.as_ptr().addr();
    if let Some(instant) = CACHE.find(address / 16, address, |instant, _| instant) {
        return Ok(instant);
    }
    let module = datetime_module(py)?;
    let class = module.datetime.bind(py);
    let plain = value.get_type_ptr() == class.as_type_ptr();
    if !plain && !value.is_instance(class)? {
        return Err(InputFault::ty(value, AWARE));
    }
    let Ok(since) = value.sub(module.epoch.bind(py)) else {
        // A naive datetime cannot be subtracted from an aware one.
        return Err(InputFault::ty(value, AWARE));
    };
    let part = |name| since.getattr(name)?.extract::<i64>();
    let days = part(intern!(py, "days"))?;
    let seconds = part(intern!(py, "seconds"))?;
    let microseconds = part(intern!(py, "microseconds"))?;
    let nanosecond = match plain {
        true => 0,
        false => match value.getattr_opt(intern!(py, "nanosecond"))? {
            Some(nanosecond) => nanosecond.extract::<i64>()?,
            None => 0,
        },
    };
    // A datetime can be in the year 9999. Its seconds fit in an i64, its nanoseconds do not.
    let exact = (days * DAY + seconds)
        .checked_mul(1_000_000_000)
        .and_then(|nanoseconds| nanoseconds.checked_add(microseconds * 1_000 + nanosecond));
    let instant = exact
        .and_then(Instant::from_nanoseconds)
        .ok_or_else(|| InputFault::value(&shown(value), "an instant from 1970 up to the end of 2199"))?;
    // Only instants in UTC are cached, because the offset of another `tzinfo` object can change.
    if plain && value.getattr(intern!(py, "tzinfo"))?.is(&module.utc) {
        CACHE.insert(address / 16, address, instant, value.clone().unbind());
    }
    Ok(instant)
}

/// The `datetime` in UTC of an instant; a `NanoDatetime` if the instant is not a whole number of microseconds.
pub(crate) fn datetime(py: Python<'_>, instant: Instant) -> PyResult<Bound<'_, PyAny>> {
    let nanoseconds = instant.nanoseconds();
    if nanoseconds % 1_000 != 0 {
        static NANO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = NANO.import(py, "defray._values", "NanoDatetime")?;
        return class.call_method1(intern!(py, "from_nanoseconds"), (nanoseconds,));
    }
    static CACHE: InstantCache<Instant> = InstantCache::new();
    // The low bits of round instants are equal, so the hash uses high bits of a product.
    let hash = usize::try_from(nanoseconds.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed()) >> 32 & 0xFFFF);
    let hash = hash.unwrap_or_default();
    if let Some(cached) = CACHE.find(hash, instant, |_, object| object.clone_ref(py)) {
        return Ok(cached.into_bound(py));
    }
    let module = datetime_module(py)?;
    let civil = jiff::tz::Offset::UTC.to_datetime(instant.timestamp());
    let (date, time) = ((civil.year(), civil.month(), civil.day()), (civil.hour(), civil.minute(), civil.second()));
    let microsecond = civil.subsec_nanosecond() / 1_000;
    let parts = (date.0, date.1, date.2, time.0, time.1, time.2, microsecond, &module.utc);
    let object = module.datetime.bind(py).call1(parts)?;
    CACHE.insert(hash, instant, instant, object.clone().unbind());
    Ok(object)
}

/// The duration of a `timedelta` of whole seconds.
pub(crate) fn seconds(value: &Bound<'_, PyAny>) -> Result<Seconds, InputFault> {
    let py = value.py();
    if !value.is_instance(datetime_module(py)?.timedelta.bind(py))? {
        return Err(InputFault::ty(value, "a timedelta"));
    }
    let part = |name| value.getattr(name)?.extract::<i64>();
    let days = part(intern!(py, "days"))?;
    let seconds = part(intern!(py, "seconds"))?;
    let microseconds = part(intern!(py, "microseconds"))?;
    let whole = u64::try_from(days * DAY + seconds).ok().filter(|_| microseconds == 0).and_then(Seconds::new);
    whole.ok_or_else(|| InputFault::value(&shown(value), "whole seconds, from 0 to a hundred years"))
}

/// The `timedelta` of a duration.
pub(crate) fn timedelta(py: Python<'_>, seconds: Seconds) -> PyResult<Bound<'_, PyAny>> {
    let seconds = seconds.get().cast_signed();
    datetime_module(py)?.timedelta.bind(py).call1((seconds / DAY, seconds % DAY))
}
