"""The records of `time`. Written by `make faces` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final

__all__ = [
    "Period",
]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, half-open: `start` belongs to it, `end` does not. Never empty."""

    start: datetime
    """The first instant that belongs to it."""

    _: KW_ONLY

    end: datetime
    """The first instant after it."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Period: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
