"""The records of `standing`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

__all__ = [
    "Standing",
    "StandingGood",
    "StandingInArrears",
    "StandingLocked",
]


@dataclass(frozen=True, slots=True)
class StandingGood:
    """No overdraft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingInArrears:
    """An overdraft since `since`."""

    since: datetime = field(kw_only=False)
    """When the overdraft began."""

    deadline: datetime
    """When the account is locked unless it is repaid."""

    notice: datetime | None
    """When the reminder is due; absent: it was raised, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLocked:
    """An overdraft past its deadline."""

    since: datetime = field(kw_only=False)
    """When the overdraft began."""

    deadline: datetime
    """When the account was locked."""


Standing: TypeAlias = (
    StandingGood
    | StandingInArrears
    | StandingLocked
)
"""An account's standing with its instants. It never stops a bill from being settled."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    StandingGood: ("name", "good"),
    StandingInArrears: ("fields", "in_arrears"),
    StandingLocked: ("fields", "locked"),
}
"""How each class is written in the interchange form; see `_json.py`."""
