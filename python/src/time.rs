//! Instants and durations as `datetime`'s classes. The stable ABI has no C interface to them, so this goes through their arithmetic.

use defray::core::time::{Instant, Seconds};
use parking_lot::Mutex;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use crate::fault::InputFault;
use crate::shown::shown;

const DAY: i64 = 86_400;

/// `datetime`'s classes and the beginning of 1970.
struct Clockwork {
    datetime: Py<PyType>,
    timedelta: Py<PyType>,
    utc: Py<PyAny>,
    epoch: Py<PyAny>,
}

/// Instants met lately, each with its `datetime`. Those of one batch are few (when periods begin and end, when it was decided), and a
/// look here costs a tenth of the way there or back. Neither an instant nor a `datetime` in UTC ever changes.
struct Lately<K>(Mutex<[Met<K>; LATELY]>);

/// How it is found again, what it is, and what Python has for it.
type Met<K> = Option<(K, Instant, Py<PyAny>)>;

const LATELY: usize = 64;

impl<K: Copy + PartialEq> Lately<K> {
    const fn new() -> Self {
        Self(Mutex::new([const { None }; LATELY]))
    }

    /// Never waits: whoever comes at the same time goes the long way.
    fn find<T>(&self, place: usize, key: K, found: impl FnOnce(Instant, &Py<PyAny>) -> T) -> Option<T> {
        let slots = self.0.try_lock()?;
        match slots.get(place % LATELY) {
            Some(Some((known, instant, object))) if *known == key => Some(found(*instant, object)),
            _ => None,
        }
    }

    fn keep(&self, place: usize, key: K, instant: Instant, object: Py<PyAny>) {
        let before = self
            .0
            .try_lock()
            .and_then(|mut slots| slots.get_mut(place % LATELY).and_then(|slot| slot.replace((key, instant, object))));
        // Dropped without the lock: whatever that sets off may come here again.
        drop(before);
    }
}

fn clockwork(py: Python<'_>) -> PyResult<&Clockwork> {
    static FOUND: PyOnceLock<Clockwork> = PyOnceLock::new();
    FOUND.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let class = |name: &str| Ok::<_, PyErr>(module.getattr(name)?.cast_into::<PyType>()?);
        let (datetime, timedelta) = (class("datetime")?, class("timedelta")?);
        let utc = module.getattr("timezone")?.getattr("utc")?;
        let epoch = datetime.call1((1970, 1, 1, 0, 0, 0, 0, &utc))?.unbind();
        Ok(Clockwork { datetime: datetime.unbind(), timedelta: timedelta.unbind(), utc: utc.unbind(), epoch })
    })
}

/// An aware `datetime`, exactly. Subclasses that know nanoseconds (our own, pandas') are asked for them.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> Result<Instant, InputFault> {
    const AWARE: &str = "an aware datetime, such as datetime(2026, 3, 1, tzinfo=timezone.utc)";
    // By address: what is kept here is alive, so no other object is there.
    static LATELY_GIVEN: Lately<usize> = Lately::new();
    let py = value.py();
    let address = value.as_ptr().addr();
    if let Some(instant) = LATELY_GIVEN.find(address / 16, address, |instant, _| instant) {
        return Ok(instant);
    }
    let clockwork = clockwork(py)?;
    let class = clockwork.datetime.bind(py);
    let plain = value.get_type_ptr() == class.as_type_ptr();
    if !plain && !value.is_instance(class)? {
        return Err(InputFault::ty(value, AWARE));
    }
    let Ok(since) = value.sub(clockwork.epoch.bind(py)) else {
        // What has no offset from UTC has no distance to an instant either.
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
    // `datetime` ends with the year 9999: seconds fit, nanoseconds may not.
    let exact = (days * DAY + seconds)
        .checked_mul(1_000_000_000)
        .and_then(|nanoseconds| nanoseconds.checked_add(microseconds * 1_000 + nanosecond));
    let instant = exact
        .and_then(Instant::from_nanoseconds)
        .ok_or_else(|| InputFault::value(&shown(value), "an instant from 1970 up to the end of 2199"))?;
    // Only UTC: other zones are objects that may think again.
    if plain && value.getattr(intern!(py, "tzinfo"))?.is(&clockwork.utc) {
        LATELY_GIVEN.keep(address / 16, address, instant, value.clone().unbind());
    }
    Ok(instant)
}

/// A `datetime` in UTC; a `NanoDatetime` where there are nanoseconds that it could not hold.
pub(crate) fn datetime(py: Python<'_>, instant: Instant) -> PyResult<Bound<'_, PyAny>> {
    let nanoseconds = instant.nanoseconds();
    if nanoseconds % 1_000 != 0 {
        static NANO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = NANO.import(py, "defray._values", "NanoDatetime")?;
        return class.call_method1(intern!(py, "from_nanoseconds"), (nanoseconds,));
    }
    static LATELY_MADE: Lately<Instant> = Lately::new();
    // The low bits of round instants are all the same.
    let place = usize::try_from(nanoseconds.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed()) >> 32 & 0xFFFF);
    let place = place.unwrap_or_default();
    if let Some(made) = LATELY_MADE.find(place, instant, |_, made| made.clone_ref(py)) {
        return Ok(made.into_bound(py));
    }
    let clockwork = clockwork(py)?;
    let civil = jiff::tz::Offset::UTC.to_datetime(instant.timestamp());
    let (date, time) = ((civil.year(), civil.month(), civil.day()), (civil.hour(), civil.minute(), civil.second()));
    let microsecond = civil.subsec_nanosecond() / 1_000;
    let parts = (date.0, date.1, date.2, time.0, time.1, time.2, microsecond, &clockwork.utc);
    let made = clockwork.datetime.bind(py).call1(parts)?;
    LATELY_MADE.keep(place, instant, instant, made.clone().unbind());
    Ok(made)
}

/// A `timedelta` of whole seconds.
pub(crate) fn seconds(value: &Bound<'_, PyAny>) -> Result<Seconds, InputFault> {
    let py = value.py();
    if !value.is_instance(clockwork(py)?.timedelta.bind(py))? {
        return Err(InputFault::ty(value, "a timedelta"));
    }
    let part = |name| value.getattr(name)?.extract::<i64>();
    let days = part(intern!(py, "days"))?;
    let seconds = part(intern!(py, "seconds"))?;
    let microseconds = part(intern!(py, "microseconds"))?;
    let whole = u64::try_from(days * DAY + seconds).ok().filter(|_| microseconds == 0).and_then(Seconds::new);
    whole.ok_or_else(|| InputFault::value(&shown(value), "whole seconds, from 0 to a hundred years"))
}

/// A `timedelta`.
pub(crate) fn timedelta(py: Python<'_>, seconds: Seconds) -> PyResult<Bound<'_, PyAny>> {
    let seconds = seconds.get().cast_signed();
    clockwork(py)?.timedelta.bind(py).call1((seconds / DAY, seconds % DAY))
}
