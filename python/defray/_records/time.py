"""The records of `time`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .._native import fill

__all__ = [
    "Period",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Period:
    """A period of time, half-open: `start` belongs to it, `end` does not. Never empty."""

    start: datetime = field(kw_only=False)
    """The first instant that belongs to it."""

    end: datetime
    """The first instant after it."""

    def __init__(self, start: datetime, *, end: datetime) -> None:
        fill(self, ("start", "end"), start, end)


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Period: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
