"""The records of `waterfall`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from .._native import Money
from .receipt import Skip, Slice

__all__ = [
    "Plan",
    "PlanCovered",
    "PlanShort",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCovered:
    """The slices sum to the bill exactly (W6)."""

    slices: tuple[Slice, ...] = field(kw_only=False)
    """What pays, in order."""

    skips: tuple[Skip, ...]
    """What does not, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShort:
    """The funds leave `uncovered` unpaid (W7)."""

    uncovered: Money = field(kw_only=False)
    """What no fund can take."""

    slices: tuple[Slice, ...]
    """What the others would have paid, in order."""

    skips: tuple[Skip, ...]
    """What would not have paid, and why; the overdraft, which does not reach, is not among them."""


Plan: TypeAlias = (
    PlanCovered
    | PlanShort
)
"""How a bill is paid, or that it cannot be paid whole."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PlanCovered: ("fields", "covered"),
    PlanShort: ("fields", "short"),
}
"""How each class is written in the interchange form; see `_json.py`."""
