"""The records of `workspace`. Written by `make faces` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final

from .method import Method, Step, Stretch

__all__ = [
    "Workspace",
]


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace, with everything that was ever decided about who pays for it."""

    id: str
    """Its site and id."""

    _: KW_ONLY

    account: str
    """Whose it is now."""

    method: Method
    """Its settlement method now."""

    steps: tuple[Step, ...]
    """What people did, in order."""

    timeline: tuple[Stretch, ...]
    """Who pays when: half-open stretches without gaps, oldest first."""

    dissolved_at: datetime | None
    """The first instant at which it is no more."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Workspace: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
