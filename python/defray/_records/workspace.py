"""The records of `workspace`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .method import Method, MethodStep, PayerInterval

__all__ = [
    "Workspace",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One workspace, with everything that was ever decided about who pays for it."""

    id: str = field(kw_only=False)
    """Its site and id."""

    account: str
    """Whose it is now."""

    method: Method
    """Its settlement method now."""

    steps: tuple[MethodStep, ...]
    """What people did, in order."""

    timeline: tuple[PayerInterval, ...]
    """Who pays when: half-open intervals without gaps, oldest first."""

    dissolved_at: datetime | None
    """The first instant at which it is no more."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Workspace: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
