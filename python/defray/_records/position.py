"""The records of `position`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .._native import fill

__all__ = [
    "ChargePosition",
    "EntryPosition",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class EntryPosition:
    """A position in the journal, written `entry.index`, such as `17.0`. Positions are ordered as
    the journal is.

    It numbers outbox messages and usage records (they share one count), and it orders held bills
    and charges.
    """

    position: int = field(kw_only=False)
    """The position of the journal entry, from 1."""

    index: int
    """The index in that entry, from 0."""

    def __init__(self, position: int, *, index: int) -> None:
        fill(self, ("position", "index"), position, index)

    def __str__(self) -> str:
        return f"{self.position}.{self.index}"

    @classmethod
    def parse(cls, text: str) -> EntryPosition:
        """Reads `"17.0"`.

        >>> EntryPosition.parse("17.0")
        EntryPosition(position=17, index=0)
        """
        position, _, index = text.partition(".")
        if text.isascii() and position.isdigit() and index.isdigit():
            number = cls(int(position), index=int(index))
            # One spelling only: no leading zeros.
            if str(number) == text:
                return number
        raise ValueError(f"`{text}` is not an outbox_message number: expected such as `17.0`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargePosition:
    """The position of a charge in the meter of a cloud account."""

    cloud_account: str = field(kw_only=False)
    """The cloud account that is charged."""

    position: EntryPosition
    """The journal entry that made the charge, and the index among the charges that this entry put
    into the meter.
    """


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    EntryPosition: ("text", ""),
    ChargePosition: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
