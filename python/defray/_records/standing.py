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
    """The account owes less than one payable unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingInArrears:
    """The account owes at least one payable unit, and its deadline has not passed."""

    since: datetime = field(kw_only=False)
    """The instant at which the overdraft began."""

    deadline: datetime
    """The instant at which the account is locked, unless it repays before."""

    notice: datetime | None
    """The instant at which the reminder is due; absent: it was already raised, or the policy has
    none.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLocked:
    """The account owes at least one payable unit, and its deadline has passed."""

    since: datetime = field(kw_only=False)
    """The instant at which the overdraft began."""

    deadline: datetime
    """The instant at which the account was locked."""


Standing: TypeAlias = (
    StandingGood
    | StandingInArrears
    | StandingLocked
)
"""An account's standing with its instants. It never prevents the settlement of a bill."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    StandingGood: ("name", "good"),
    StandingInArrears: ("fields", "in_arrears"),
    StandingLocked: ("fields", "locked"),
}
"""How each class is written in the interchange form; see `_json.py`."""
