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
    """The bill is covered: the sum of the slices is the bill, exactly (W6)."""

    slices: tuple[Slice, ...] = field(kw_only=False)
    """The slices that pay, in order."""

    skips: tuple[Skip, ...]
    """The funds that pay nothing, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShort:
    """The funds do not cover the bill (W7)."""

    uncovered: Money = field(kw_only=False)
    """The amount that no fund covers."""

    slices: tuple[Slice, ...]
    """The slices that the other funds would pay, in order."""

    skips: tuple[Skip, ...]
    """The funds that would pay nothing, with the reason. The overdraft, which is not enough, is not
    among them.
    """


Plan: TypeAlias = (
    PlanCovered
    | PlanShort
)
"""The slices that pay a bill, or the amount that is not covered."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PlanCovered: ("fields", "covered"),
    PlanShort: ("fields", "short"),
}
"""How each class is written in the interchange form; see `_json.py`."""
