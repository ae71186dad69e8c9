"""The records of `time`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from .._native import fill

__all__ = [
    "MeteringWindow",
    "MeteringWindowAfter",
    "MeteringWindowEndOfNextHour",
    "Period",
]


@dataclass(frozen=True, slots=True, init=False)
class MeteringWindowAfter:
    """This long after the end."""

    value: timedelta

    def __init__(self, value: timedelta) -> None:
        fill(self, ("value",), value)


@dataclass(frozen=True, slots=True)
class MeteringWindowEndOfNextHour:
    """Until one hour after the first full hour strictly after the end: the hour of the end is
    billed, and the next hour is for reporting it.
    """


MeteringWindow: TypeAlias = (
    MeteringWindowAfter
    | MeteringWindowEndOfNextHour
)
"""The time in which usage from before the end of a subscription can still be metered."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Period:
    """A period of time, half-open: `start` belongs to it, `end` does not. Never empty."""

    start: datetime = field(kw_only=False)
    """The first instant of the period."""

    end: datetime
    """The first instant after the period."""

    def __init__(self, start: datetime, *, end: datetime) -> None:
        fill(self, ("start", "end"), start, end)


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    MeteringWindowAfter: ("bare", "after"),
    MeteringWindowEndOfNextHour: ("name", "end_of_next_hour"),
    Period: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
