//! Exact money: core's own, seen from Python.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use defray::core::money::{Currency, Money, MoneyError, parse_decimal};
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyInt, PyString, PyTuple, PyType};

use crate::fault::InputFault;
use crate::shown::shown;
use crate::traits::{ToPython, text};

/// An exact amount in one currency: at most 12 decimals, absolute value below 10^15. Amounts of different currencies do not mix.
///
/// >>> from defray import Money
/// >>> Money("100.50", "CNY") + Money(2, "CNY")
/// Money('102.5', 'CNY')
/// >>> str(Money.parse("0.000000000001 USD"))
/// '0.000000000001 USD'
/// >>> Money(0.1, "CNY")
/// Traceback (most recent call last):
/// defray.WrongTypeError: `amount` is a float (0.1): expected a Decimal, an int or a str, which are exact
#[pyclass(frozen, name = "Money", module = "defray", weakref)]
pub(crate) struct PyMoney(pub(crate) Money);

#[pymethods]
impl PyMoney {
    /// `amount` (a Decimal, an int or a str; never a float) of `currency`, three capital letters.
    #[new]
    #[pyo3(signature = (amount, currency))]
    fn new(py: Python<'_>, amount: &Bound<'_, PyAny>, currency: &Bound<'_, PyAny>) -> PyResult<Self> {
        let raised = |name: &'static str| move |fault: InputFault| fault.within(name).raised(py, None);
        let amount = plain(amount).map_err(raised("amount"))?;
        let currency: Currency =
            text(currency).and_then(|text| Ok(text.parse::<Currency>()?)).map_err(raised("currency"))?;
        let exact = parse_decimal(&amount).and_then(|amount| Money::new(amount, currency));
        exact.map(Self).map_err(|error| raised("amount")(error.into()))
    }

    /// Reads `"100.50 CNY"`.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        text.parse().map(Self).map_err(|error: MoneyError| InputFault::from(error).within("text").raised(py, None))
    }

    /// Nothing, in `currency`.
    #[staticmethod]
    fn zero(py: Python<'_>, currency: &str) -> PyResult<Self> {
        let wrong = |error: MoneyError| InputFault::from(error).within("currency").raised(py, None);
        currency.parse().map(|currency| Self(Money::zero(currency))).map_err(wrong)
    }

    /// The amount, exactly, without trailing zeros.
    #[getter]
    fn amount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.amount().to_string())
    }

    /// The currency: three capital letters.
    #[getter]
    fn currency<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.currency().to_python(py)
    }

    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("amount", "currency");

    fn __add__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.with(py, other, |one, other| one.plus(&other))
    }

    fn __radd__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        // `sum()` begins with 0.
        if other.is_exact_instance_of::<PyInt>() && other.extract::<i64>().is_ok_and(|zero| zero == 0) {
            return Ok(slf.clone().into_any().unbind());
        }
        Ok(slf.py().NotImplemented())
    }

    fn __sub__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.with(py, other, |one, other| one.minus(&other))
    }

    fn __neg__(&self, py: Python<'_>) -> PyResult<Self> {
        Money::zero(self.0.currency()).minus(&self.0).map(Self).map_err(|error| arithmetic(py, error))
    }

    fn __abs__(&self, py: Python<'_>) -> PyResult<Self> {
        if self.0.is_negative() { self.__neg__(py) } else { Ok(Self(self.0)) }
    }

    fn __bool__(&self) -> bool {
        !self.0.is_zero()
    }

    fn __richcmp__(&self, py: Python<'_>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let Ok(other) = other.cast::<Self>() else { return Ok(py.NotImplemented()) };
        let other = other.get().0;
        let answer = match op {
            CompareOp::Eq => self.0 == other,
            CompareOp::Ne => self.0 != other,
            _ => op.matches(self.0.compare(&other).map_err(|error| arithmetic(py, error))?),
        };
        Ok(PyBool::new(py, answer).to_owned().into_any().unbind())
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        hasher.finish()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Money('{}', '{}')", self.0.amount(), self.0.currency())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, money) = (slf.py(), slf.get().0);
        let arguments = (money.amount().to_string(), money.currency().to_string());
        (py.get_type::<Self>(), arguments.into_pyobject(py)?).into_pyobject(py)
    }

    fn __copy__(slf: &Bound<'_, Self>) -> Py<Self> {
        slf.clone().unbind()
    }

    fn __deepcopy__(slf: &Bound<'_, Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf.clone().unbind()
    }
}

impl PyMoney {
    fn with(
        &self,
        py: Python<'_>,
        other: &Bound<'_, PyAny>,
        operation: impl Fn(Money, Money) -> Result<Money, MoneyError>,
    ) -> PyResult<Py<PyAny>> {
        let Ok(other) = other.cast::<Self>() else { return Ok(py.NotImplemented()) };
        let result = operation(self.0, other.get().0).map_err(|error| arithmetic(py, error))?;
        Ok(Bound::new(py, Self(result))?.into_any().unbind())
    }
}

/// Currencies that do not mix, a sum too large: a `ValueError`.
fn arithmetic(py: Python<'_>, error: MoneyError) -> PyErr {
    InputFault::from(error).within("money").raised(py, None)
}

/// What a caller gave as a decimal: a Decimal, an int or a text, as plain digits. A float is not exact, a bool no number.
pub(crate) fn plain(value: &Bound<'_, PyAny>) -> Result<String, InputFault> {
    const EXPECTED: &str = "a Decimal, an int or a str, which are exact";
    let py = value.py();
    if value.is_instance_of::<PyString>() {
        return Ok(text(value)?.to_owned());
    }
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        return match value.str() {
            Ok(digits) => Ok(digits.to_str()?.to_owned()),
            // Python prints no int of more than a few thousand digits.
            Err(error) if error.is_instance_of::<PyValueError>(py) => Err(InputFault::value("…", "fewer digits")),
            Err(error) => Err(error.into()),
        };
    }
    if !value.is_instance(decimals(py)?)? {
        return Err(InputFault::ty(value, EXPECTED));
    }
    let written = value.str()?;
    expanded(written.to_str()?)
        .ok_or_else(|| InputFault::value(&shown(value), "a finite decimal within the range of money"))
}

fn decimals(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

/// A `decimal.Decimal` of these digits.
pub(crate) fn decimal<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    decimals(py)?.call1((digits,))
}

/// `1.5E+3` is `1500`; `None` for what is not finite or far out of range.
fn expanded(written: &str) -> Option<String> {
    const EXPONENT_MOST: i32 = 60;
    let (digits, exponent) = match written.split_once(['E', 'e']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (written, 0),
    };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    if exponent == 0 {
        return Some(written.to_owned());
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.bytes().all(|byte| byte == b'0') {
        return Some("0".to_owned());
    }
    if exponent.abs() > EXPONENT_MOST {
        return None;
    }
    // Where the point comes to stand, counted from the first digit.
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let length = i32::try_from(all.len()).ok()?;
    Some(match (point.cmp(&0), point.cmp(&length)) {
        (Ordering::Less | Ordering::Equal, _) => {
            format!("{sign}0.{}{all}", "0".repeat(usize::try_from(-point).ok()?))
        }
        (_, Ordering::Less) => {
            let (before, after) = all.split_at(usize::try_from(point).ok()?);
            format!("{sign}{before}.{after}")
        }
        _ => format!("{sign}{all}{}", "0".repeat(usize::try_from(point - length).ok()?)),
    })
}
