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
    """A workspace, with every decision about its payers."""

    id: str = field(kw_only=False)
    """The site and id of the workspace."""

    account: str
    """The account that owns the workspace now."""

    method: Method
    """The settlement method now."""

    steps: tuple[MethodStep, ...]
    """The steps of the history, oldest first: binding, choices, moves, dissolution."""

    timeline: tuple[PayerInterval, ...]
    """The payers: half-open intervals without gaps, oldest first."""

    dissolved_at: datetime | None
    """The instant from which the workspace is dissolved; absent: it is not."""

    display_name: str | None
    """The name by which people know the workspace; absent: it has none. It need not be unique."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Workspace: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
