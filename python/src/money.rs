//! `defray.Money`: core's exact money as a Python class.

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

/// An exact amount in one currency: at most 12 decimals, absolute value below 10^15. Addition, subtraction and
/// comparison need two amounts of one currency.
///
/// The constructor raises `WrongTypeError` for a float and other types that are not exact. All methods raise
/// `MisuseError` for an amount out of range, a currency that is not three capital letters, and an operation on two
/// currencies.
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
    /// `amount`: a Decimal, an int or a str; not a float. `currency`: three capital letters.
    #[new]
    #[pyo3(signature = (amount, currency))]
    fn new(py: Python<'_>, amount: &Bound<'_, PyAny>, currency: &Bound<'_, PyAny>) -> PyResult<Self> {
        let about = |name: &'static str| move |fault: InputFault| fault.within(name).into_exception(py, None);
        let amount = decimal_text(amount).map_err(about("amount"))?;
        let currency: Currency =
            text(currency).and_then(|text| Ok(text.parse::<Currency>()?)).map_err(about("currency"))?;
        let exact = parse_decimal(&amount).and_then(|amount| Money::new(amount, currency));
        exact.map(Self).map_err(|error| about("amount")(error.into()))
    }

    /// Reads an amount, a blank and a currency, such as `"100.50 CNY"`. Raises `MisuseError` for any other text.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        text.parse()
            .map(Self)
            .map_err(|error: MoneyError| InputFault::from(error).within("text").into_exception(py, None))
    }

    /// The amount 0 of `currency`, three capital letters. Raises `MisuseError` for any other text.
    #[staticmethod]
    fn zero(py: Python<'_>, currency: &str) -> PyResult<Self> {
        let wrong = |error: MoneyError| InputFault::from(error).within("currency").into_exception(py, None);
        currency.parse().map(|currency| Self(Money::zero(currency))).map_err(wrong)
    }

    /// The exact amount, without trailing zeros.
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
        // `sum()` adds its first item to the int 0.
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

/// The `MisuseError` for an operation on two currencies or a result out of range.
fn arithmetic(py: Python<'_>, error: MoneyError) -> PyErr {
    InputFault::from(error).within("money").into_exception(py, None)
}

/// The digits of a Decimal, an int or a str, without an exponent. Other types are faults: a float is not exact, and a
/// bool is not a number.
pub(crate) fn decimal_text(value: &Bound<'_, PyAny>) -> Result<String, InputFault> {
    const EXPECTED: &str = "a Decimal, an int or a str, which are exact";
    let py = value.py();
    if value.is_instance_of::<PyString>() {
        return Ok(text(value)?.to_owned());
    }
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        return match value.str() {
            Ok(digits) => Ok(digits.to_str()?.to_owned()),
            // Python does not convert very long ints to a text (`sys.set_int_max_str_digits`).
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

/// The `decimal.Decimal` with these digits.
pub(crate) fn decimal<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    decimals(py)?.call1((digits,))
}

/// The number without an exponent: `1.5E+3` becomes `1500`. `None` for a number that is not finite or far out of range.
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
    // The position of the decimal point, counted from the first digit.
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
