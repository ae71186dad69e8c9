"""The records of `obligation`. Written by `make faces` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .cloud_account import Provider

__all__ = [
    "Mail",
    "MailAccountLocked",
    "MailAccountUnlocked",
    "MailArrearsBegun",
    "MailBillNotMetered",
    "MailDeadlineNear",
    "MailMethodChangedByForce",
    "Obligation",
    "ObligationNumber",
]


@dataclass(frozen=True, slots=True)
class ObligationNumber:
    """An obligation's number: the journal position that raised it, then its place in that entry.
    Order of numbers is order of delivery (N3).
    """

    position: int
    """The journal position."""

    _: KW_ONLY

    index: int
    """The place in that entry, from 0."""

    def __str__(self) -> str:
        return f"{self.position}.{self.index}"

    @classmethod
    def parse(cls, text: str) -> ObligationNumber:
        """Reads `"17.0"`.

        >>> ObligationNumber.parse("17.0")
        ObligationNumber(position=17, index=0)
        """
        position, _, index = text.partition(".")
        number = cls(int(position), index=int(index)) if position.isascii() and index.isascii() else None
        if number is None or str(number) != text:
            raise ValueError(f"`{text}` is not an obligation number: expected such as `17.0`")
        return number


@dataclass(frozen=True, slots=True)
class MailMethodChangedByForce:
    """A marketplace ended a subscription; these workspaces are back on the enterprise account."""

    account: str
    """Whose they are."""

    _: KW_ONLY

    cloud_account: str
    """The one that ended."""

    provider: Provider
    """Where."""

    ended_at: datetime
    """When."""

    workspaces: tuple[str, ...]
    """All of them, in order of site and id."""


@dataclass(frozen=True, slots=True)
class MailArrearsBegun:
    """The account has an overdraft."""

    account: str
    """Whose."""

    _: KW_ONLY

    overdraft: Money
    """How much now."""

    since: datetime
    """Since when."""

    deadline: datetime
    """When it is locked unless repaid."""


@dataclass(frozen=True, slots=True)
class MailDeadlineNear:
    """The lock is near."""

    account: str
    """Whose."""

    _: KW_ONLY

    overdraft: Money
    """How much now."""

    deadline: datetime
    """When it is locked unless repaid."""


@dataclass(frozen=True, slots=True)
class MailAccountLocked:
    """The deadline has passed."""

    account: str
    """Whose."""

    _: KW_ONLY

    overdraft: Money
    """How much now."""

    since: datetime
    """Since when."""

    deadline: datetime
    """When it was locked."""


@dataclass(frozen=True, slots=True)
class MailAccountUnlocked:
    """The overdraft of a locked account was repaid."""

    account: str
    """Whose."""


@dataclass(frozen=True, slots=True)
class MailBillNotMetered:
    """Usage under a cloud account came too late to be metered there; the enterprise account paid
    (P2).
    """

    account: str
    """Whose."""

    _: KW_ONLY

    bill: str
    """The bill."""

    workspace: str
    """Whose usage."""

    amount: Money
    """How much."""

    cloud_account: str
    """The one that should have paid."""

    ended_at: datetime
    """When it ended."""

    metering_deadline: datetime
    """Until when its usage could be metered."""


Mail: TypeAlias = (
    MailMethodChangedByForce
    | MailArrearsBegun
    | MailDeadlineNear
    | MailAccountLocked
    | MailAccountUnlocked
    | MailBillNotMetered
)
"""A mail to send, by template."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something owed, kept after it was done so that the history can be shown."""

    number: ObligationNumber
    """Its number."""

    _: KW_ONLY

    raised_at: datetime
    """When it was raised."""

    mail: Mail
    """What is owed."""

    acknowledged_at: datetime | None
    """When it was acknowledged; absent: it is still owed."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    ObligationNumber: ("text", ""),
    MailMethodChangedByForce: ("fields", "method_changed_by_force"),
    MailArrearsBegun: ("fields", "arrears_begun"),
    MailDeadlineNear: ("fields", "deadline_near"),
    MailAccountLocked: ("fields", "account_locked"),
    MailAccountUnlocked: ("fields", "account_unlocked"),
    MailBillNotMetered: ("fields", "bill_not_metered"),
    Obligation: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
