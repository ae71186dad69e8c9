//! Instants and durations as `datetime`'s classes. The stable ABI has no C interface to them, so this goes through their arithmetic.

use defray::core::time::{Instant, Seconds};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::convert::shown;
use crate::wrong::Wrong;

const DAY: i64 = 86_400;

/// `datetime`'s classes and the beginning of 1970.
struct Clockwork {
    datetime: Py<PyType>,
    timedelta: Py<PyType>,
    epoch: Py<PyAny>,
}

fn clockwork(py: Python<'_>) -> PyResult<&Clockwork> {
    static FOUND: PyOnceLock<Clockwork> = PyOnceLock::new();
    FOUND.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let class = |name: &str| Ok::<_, PyErr>(module.getattr(name)?.cast_into::<PyType>()?);
        let (datetime, timedelta) = (class("datetime")?, class("timedelta")?);
        let utc = PyDict::new(py);
        utc.set_item("tzinfo", module.getattr("timezone")?.getattr("utc")?)?;
        let epoch = datetime.call((1970, 1, 1), Some(&utc))?.unbind();
        Ok(Clockwork { datetime: datetime.unbind(), timedelta: timedelta.unbind(), epoch })
    })
}

/// An aware `datetime`, exactly. Subclasses that know nanoseconds (our own, pandas') are asked for them.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> Result<Instant, Wrong> {
    const AWARE: &str = "an aware datetime, such as datetime(2026, 3, 1, tzinfo=timezone.utc)";
    let py = value.py();
    let clockwork = clockwork(py)?;
    let class = clockwork.datetime.bind(py);
    let plain = value.get_type_ptr() == class.as_type_ptr();
    if !plain && !value.is_instance(class)? {
        return Err(Wrong::ty(value, AWARE));
    }
    let Ok(since) = value.sub(clockwork.epoch.bind(py)) else {
        // What has no offset from UTC has no distance to an instant either.
        return Err(Wrong::ty(value, AWARE));
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
    exact
        .and_then(Instant::from_nanoseconds)
        .ok_or_else(|| Wrong::value(&shown(value), "an instant from 1970 up to the end of 2199"))
}

/// A `datetime` in UTC; a `NanoDatetime` where there are nanoseconds that it could not hold.
pub(crate) fn datetime(py: Python<'_>, instant: Instant) -> PyResult<Bound<'_, PyAny>> {
    let nanoseconds = instant.nanoseconds();
    if nanoseconds % 1_000 != 0 {
        static NANO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = NANO.import(py, "defray._values", "NanoDatetime")?;
        return class.call_method1(intern!(py, "from_nanoseconds"), (nanoseconds,));
    }
    let clockwork = clockwork(py)?;
    let (seconds, microseconds) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000 / 1_000);
    let since = clockwork.timedelta.bind(py).call1((seconds / DAY, seconds % DAY, microseconds))?;
    clockwork.epoch.bind(py).add(since)
}

/// A `timedelta` of whole seconds.
pub(crate) fn seconds(value: &Bound<'_, PyAny>) -> Result<Seconds, Wrong> {
    let py = value.py();
    if !value.is_instance(clockwork(py)?.timedelta.bind(py))? {
        return Err(Wrong::ty(value, "a timedelta"));
    }
    let part = |name| value.getattr(name)?.extract::<i64>();
    let days = part(intern!(py, "days"))?;
    let seconds = part(intern!(py, "seconds"))?;
    let microseconds = part(intern!(py, "microseconds"))?;
    let whole = u64::try_from(days * DAY + seconds).ok().filter(|_| microseconds == 0).and_then(Seconds::new);
    whole.ok_or_else(|| Wrong::value(&shown(value), "whole seconds, from 0 to a hundred years"))
}

/// A `timedelta`.
pub(crate) fn timedelta(py: Python<'_>, seconds: Seconds) -> PyResult<Bound<'_, PyAny>> {
    let seconds = seconds.get().cast_signed();
    clockwork(py)?.timedelta.bind(py).call1((seconds / DAY, seconds % DAY))
}
