//! Conversions between core's values and Python's: the values that are not records, and the classes of
//! `defray._records`.

use std::collections::BTreeMap;
use std::sync::Arc;

use defray::Head;
use defray::core::id;
use defray::core::money::{Currency, Money, PolicyAmount};
use defray::core::time::{Instant, Seconds};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyMapping, PySequence, PyString, PyTuple, PyType};
use pyo3::{ffi, intern};

use crate::fault::InputFault;
use crate::money::PyMoney;
use crate::shown::shown;
use crate::time;
use crate::traits::{FromPython, ToPython, text};

/// The items that the generated modules use.
pub(crate) mod prelude {
    pub(crate) use super::{Class, field};
    pub(crate) use crate::fault::InputFault;
    pub(crate) use crate::traits::{FromPython, ToPython, text};
    pub(crate) use pyo3::intern;
}

/// A dataclass or `StrEnum` of the package `defray`. It is looked up once.
pub(crate) struct Class {
    module: &'static str,
    name: &'static str,
    class: PyOnceLock<Py<PyType>>,
    instance: PyOnceLock<Py<PyAny>>,
}

impl Class {
    pub(crate) const fn named(name: &'static str) -> Self {
        Self::in_module("defray._records", name)
    }

    pub(crate) const fn in_module(module: &'static str, name: &'static str) -> Self {
        Self { module, name, class: PyOnceLock::new(), instance: PyOnceLock::new() }
    }

    fn get<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyType>> {
        let class = self.class.get_or_try_init(py, || {
            let class = py.import(self.module)?.getattr(self.name)?;
            Ok::<_, PyErr>(class.cast_into::<PyType>()?.unbind())
        })?;
        Ok(class.bind(py))
    }

    /// An instance whose fields are not set yet. The caller sets them one by one without the `__setattr__` of the
    /// class, which refuses changes of a frozen dataclass. This is five times as fast as calling the class.
    #[allow(unsafe_code)]
    pub(crate) fn make<'py>(&self, py: Python<'py>) -> PyResult<Blank<'py>> {
        let class = self.get(py)?;
        // SAFETY: the reference `class` keeps the class alive. It is made by `@dataclass(slots=True)`, so it inherits
        // the allocation of `object`, and its slots are empty at first.
        let blank = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyType_GenericAlloc(class.as_type_ptr(), 0))? };
        Ok(Blank(blank))
    }

    /// The instance of a class without fields. All uses share one object, because all instances are equal.
    pub(crate) fn only<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let instance = self.instance.get_or_try_init(py, || Ok::<_, PyErr>(self.make(py)?.done()?.unbind()))?;
        Ok(instance.bind(py).clone())
    }

    /// The member of a `StrEnum` whose name is `name`.
    pub(crate) fn member<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.get(py)?.getattr(name)
    }

    /// Whether `value` is an instance of the class or of a subclass.
    pub(crate) fn is_class_of(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        let class = self.get(value.py())?;
        Ok(value.get_type_ptr() == class.as_type_ptr() || value.is_instance(class)?)
    }

    /// The fault `wrong_type` if `value` is not an instance of the class.
    pub(crate) fn expect(&self, value: &Bound<'_, PyAny>) -> Result<(), InputFault> {
        if self.is_class_of(value)? { Ok(()) } else { Err(InputFault::ty(value, &format!("a {}", self.name))) }
    }
}

/// An instance whose fields are not all set yet.
pub(crate) struct Blank<'py>(Bound<'py, PyAny>);

impl<'py> Blank<'py> {
    pub(crate) fn with<T: ToPython + ?Sized>(self, name: &Bound<'py, PyString>, value: &T) -> PyResult<Self> {
        set(&self.0, name, &value.to_python(self.0.py())?)?;
        Ok(self)
    }

    pub(crate) fn done(self) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0)
    }
}

/// Sets a field without the `__setattr__` of the class, which refuses changes of a frozen dataclass.
#[allow(unsafe_code)]
fn set(record: &Bound<'_, PyAny>, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    // SAFETY: all three pointers are of live objects. The function does not keep borrowed references.
    let failed = unsafe { ffi::PyObject_GenericSetAttr(record.as_ptr(), name.as_ptr(), value.as_ptr()) };
    if failed == 0 { Ok(()) } else { Err(PyErr::fetch(record.py())) }
}

/// Sets the fields `names` of a new record to `values`.
pub(crate) fn fill(record: &Bound<'_, PyAny>, names: &Bound<'_, PyTuple>, values: &Bound<'_, PyTuple>) -> PyResult<()> {
    names.iter().zip(values.iter()).try_for_each(|(name, value)| set(record, &name, &value))
}

/// The value of the field `name` of a record from the caller. A fault names the field.
pub(crate) fn field<T: FromPython>(value: &Bound<'_, PyAny>, name: &Bound<'_, PyString>) -> Result<T, InputFault> {
    let within = |fault: InputFault| match name.to_str() {
        // The field `from` has the name `from_`, because `from` is a keyword of Python.
        Ok(name) => fault.within(name.trim_end_matches('_')),
        Err(error) => error.into(),
    };
    T::from_python(&value.getattr(name)?).map_err(within)
}

impl ToPython for str {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }
}

impl ToPython for &'static str {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }
}

impl ToPython for String {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.as_str().to_python(py)
    }
}

macro_rules! text_types {
    ($($name:ident)+) => {$(
        impl ToPython for id::$name {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.as_str().to_python(py)
            }
        }
        text_types!(@from $name);
    )+};
    (@from WorkspaceId) => {
        impl FromPython for id::WorkspaceId {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
                Ok(text(value)?.parse::<Self>()?)
            }
        }
    };
    (@from $name:ident) => {
        impl FromPython for id::$name {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
                Ok(Self::new(text(value)?)?)
            }
        }
    };
}

text_types! {
    AccountId LotId CloudAccountId BillId ReversalId ItemId Dimension OrderId ExportId AgreementId MessageId IdempotencyKey SubscriptionIdentity ProviderIdentifier
    Note RawMessage SecretAddress Site WorkspaceId DisplayName TimeZoneName
}

impl ToPython for Money {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Bound::new(py, PyMoney(*self))?.into_any())
    }
}

impl FromPython for Money {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        value.cast::<PyMoney>().map(|money| money.get().0).map_err(|_| InputFault::ty(value, "a Money"))
    }
}

impl ToPython for Currency {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.as_str().to_python(py)
    }
}

impl FromPython for Currency {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        Ok(text(value)?.parse::<Self>()?)
    }
}

impl ToPython for PolicyAmount {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::money::decimal(py, &self.to_string())
    }
}

impl FromPython for PolicyAmount {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        Ok(crate::money::decimal_text(value)?.parse::<Self>()?)
    }
}

impl ToPython for Instant {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        time::datetime(py, *self)
    }
}

impl FromPython for Instant {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        time::instant(value)
    }
}

impl ToPython for Seconds {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        time::timedelta(py, *self)
    }
}

impl FromPython for Seconds {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        time::seconds(value)
    }
}

impl ToPython for Head {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static HEAD: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        HEAD.import(py, "defray._values", "Head")?.call_method1(intern!(py, "fromhex"), (self.to_string(),))
    }
}

impl FromPython for Head {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        let bytes = value.cast::<PyBytes>().map_err(|_| InputFault::ty(value, "a Head"))?.as_bytes();
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.parse().map_err(|_| InputFault::value(&digits, "32 bytes"))
    }
}

macro_rules! count_types {
    ($($count:ident $expected:literal;)+) => {$(
        impl ToPython for $count {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(self.into_pyobject(py)?.into_any())
            }
        }

        impl FromPython for $count {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
                // In Python a bool is an int, but it is not a count.
                if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
                    return Err(InputFault::ty(value, "an int"));
                }
                value.extract::<$count>().map_err(|_| InputFault::value(&shown(value), $expected))
            }
        }
    )+};
}

count_types! {
    u32 "a count from 0 to 4294967295";
    u64 "a count from 0 to 18446744073709551615";
}

impl ToPython for bool {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyBool::new(py, *self).to_owned().into_any())
    }
}

impl FromPython for bool {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        value.cast::<PyBool>().map(|yes| yes.is_true()).map_err(|_| InputFault::ty(value, "a bool"))
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.to_python(py),
            None => Ok(py.None().into_bound(py)),
        }
    }
}

impl<T: FromPython> FromPython for Option<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        if value.is_none() { Ok(None) } else { T::from_python(value).map(Some) }
    }
}

macro_rules! pointer_types {
    ($($pointer:ident)+) => {$(
        impl<T: ToPython> ToPython for $pointer<T> {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.as_ref().to_python(py)
            }
        }

        impl<T: FromPython> FromPython for $pointer<T> {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
                T::from_python(value).map(Self::new)
            }
        }
    )+};
}

pointer_types!(Box Arc);

impl<A: ToPython, B: ToPython> ToPython for (A, B) {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok((self.0.to_python(py)?, self.1.to_python(py)?).into_pyobject(py)?.into_any())
    }
}

impl<T: ToPython> ToPython for Vec<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.iter().map(|item| item.to_python(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }
}

impl<T: FromPython> FromPython for Vec<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        // A str is a sequence of strs, but as a list of values it is a mistake of the caller.
        let sequence = value.cast::<PySequence>().ok().filter(|_| !value.is_instance_of::<PyString>());
        let sequence = sequence.ok_or_else(|| InputFault::ty(value, "a sequence"))?;
        let mut items = Self::with_capacity(sequence.len()?);
        for (place, item) in sequence.try_iter()?.enumerate() {
            items.push(T::from_python(&item?).map_err(|fault| fault.within(&format!("[{place}]")))?);
        }
        Ok(items)
    }
}

impl<K: ToPython, V: ToPython> ToPython for BTreeMap<K, V> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let map = PyDict::new(py);
        for (key, value) in self {
            map.set_item(key.to_python(py)?, value.to_python(py)?)?;
        }
        Ok(map.into_any())
    }
}

impl<K: FromPython + Ord, V: FromPython> FromPython for BTreeMap<K, V> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {
        let given = value.cast::<PyMapping>().map_err(|_| InputFault::ty(value, "a mapping"))?;
        let mut map = Self::new();
        for pair in given.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
                pair.extract().map_err(|_| PyTypeError::new_err("a mapping's items are pairs"))?;
            let name = shown(&key);
            let key = K::from_python(&key).map_err(|fault| fault.within(&name))?;
            map.insert(key, V::from_python(&value).map_err(|fault| fault.within(&name))?);
        }
        Ok(map)
    }
}
