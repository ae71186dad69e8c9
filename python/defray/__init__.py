"""defray: an embedded settlement engine. One file decides, exactly and provably, who pays for a workspace's usage, out of which money,
and why.

>>> import defray
>>> with defray.open_in_memory() as db:
...     done = db.open_account("acme", currency="CNY")
...     done = db.top_up("acme", amount=defray.Money("100.50", "CNY"))
...     print(db.account("acme").cash)
100.5 CNY

Money is exact (`Decimal`, never `float`), instants are aware `datetime`s, records are frozen dataclasses. What goes wrong is a
`DefrayError`; its subclasses say whose fault it is.
"""

from ._engine import Engine, create, open, open_in_memory
from ._errors import *
from ._json import to_json, to_jsonable
from ._native import (
    Already,
    Done,
    ManualClock,
    Money,
    Repeated,
    Snapshot,
    Table,
    built_in_policy,
    read_command,
    read_marketplace_message,
    write_command,
)
from ._native import version as __version__
from ._records import *
from ._values import Answer, Head, NanoDatetime, Request
from . import _errors, _records

__all__ = [
    "Already",
    "Answer",
    "Done",
    "Engine",
    "Head",
    "ManualClock",
    "Money",
    "NanoDatetime",
    "Repeated",
    "Request",
    "Snapshot",
    "Table",
    "__version__",
    "built_in_policy",
    "create",
    "open",
    "open_in_memory",
    "read_command",
    "read_marketplace_message",
    "to_json",
    "to_jsonable",
    "write_command",
]
__all__ += _errors.__all__
__all__ += _records.__all__

# Where callers find them.
for _name in _errors.__all__:
    getattr(_errors, _name).__module__ = __name__
del _name

