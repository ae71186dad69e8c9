"""The records of `obligation`. Written by `make faces` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money, fill
from .bill import CorrectionReason
from .cloud_account import Provider

__all__ = [
    "Mail",
    "MailAccountLocked",
    "MailAccountUnlocked",
    "MailArrearsBegun",
    "MailBillNotMetered",
    "MailConfirmSubscription",
    "MailDeadlineNear",
    "MailMethodChangedByForce",
    "MailUsageNotMetered",
    "Obligation",
    "ObligationNumber",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ObligationNumber:
    """An obligation's number: the journal position that raised it, then its place in that entry.
    Order of numbers is order of delivery (N3).
    """

    position: int = field(kw_only=False)
    """The journal position."""

    index: int
    """The place in that entry, from 0."""

    def __init__(self, position: int, *, index: int) -> None:
        fill(self, ("position", "index"), position, index)

    def __str__(self) -> str:
        return f"{self.position}.{self.index}"

    @classmethod
    def parse(cls, text: str) -> ObligationNumber:
        """Reads `"17.0"`.

        >>> ObligationNumber.parse("17.0")
        ObligationNumber(position=17, index=0)
        """
        position, _, index = text.partition(".")
        if text.isascii() and position.isdigit() and index.isdigit():
            number = cls(int(position), index=int(index))
            # One spelling only: no leading zeros.
            if str(number) == text:
                return number
        raise ValueError(f"`{text}` is not an obligation number: expected such as `17.0`")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMethodChangedByForce:
    """A marketplace ended a subscription; these workspaces are back on the enterprise account."""

    account: str = field(kw_only=False)
    """Whose they are."""

    cloud_account: str
    """The one that ended."""

    provider: Provider
    """Where."""

    ended_at: datetime
    """When."""

    workspaces: tuple[str, ...]
    """All of them, in order of site and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailArrearsBegun:
    """The account has an overdraft."""

    account: str = field(kw_only=False)
    """Whose."""

    overdraft: Money
    """How much now."""

    since: datetime
    """Since when."""

    deadline: datetime
    """When it is locked unless repaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDeadlineNear:
    """The lock is near."""

    account: str = field(kw_only=False)
    """Whose."""

    overdraft: Money
    """How much now."""

    deadline: datetime
    """When it is locked unless repaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccountLocked:
    """The deadline has passed."""

    account: str = field(kw_only=False)
    """Whose."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBillNotMetered:
    """Usage under a cloud account came too late to be metered there; the enterprise account paid
    (P2).
    """

    account: str = field(kw_only=False)
    """Whose."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MailUsageNotMetered:
    """What was charged to a cloud account never got to its provider; the enterprise account pays
    (P2).
    """

    account: str = field(kw_only=False)
    """Whose."""

    cloud_account: str
    """The one that should have paid."""

    provider: Provider
    """Where."""

    reason: CorrectionReason
    """Why."""

    bills: tuple[str, ...]
    """The bills, in the order in which they fell back."""

    amount: Money
    """How much in all."""

    ended_at: datetime | None
    """When it ended, if it has."""

    metering_deadline: datetime | None
    """Until when its usage could be metered, once it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailConfirmSubscription:
    """For whoever runs the ledger: a marketplace's messages come only once somebody has opened an
    address.
    """

    provider: Provider = field(kw_only=False)
    """Whose messages."""

    topic: str
    """The topic, by the provider's name."""

    address: str
    """What to open, once. Whoever has it can subscribe."""


Mail: TypeAlias = (
    MailMethodChangedByForce
    | MailArrearsBegun
    | MailDeadlineNear
    | MailAccountLocked
    | MailAccountUnlocked
    | MailBillNotMetered
    | MailUsageNotMetered
    | MailConfirmSubscription
)
"""A mail to send, by template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something owed, kept after it was done so that the history can be shown."""

    number: ObligationNumber = field(kw_only=False)
    """Its number."""

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
    MailUsageNotMetered: ("fields", "usage_not_metered"),
    MailConfirmSubscription: ("fields", "confirm_subscription"),
    Obligation: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
