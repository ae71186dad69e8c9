"""The records of `outbox`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .bill import CorrectionReason
from .position import EntryPosition
from .provider import Provider

__all__ = [
    "Notification",
    "NotificationAccountLocked",
    "NotificationAccountUnlocked",
    "NotificationArrearsBegun",
    "NotificationBillNotMetered",
    "NotificationConfirmSubscription",
    "NotificationDeadlineNear",
    "NotificationMethodChangedByForce",
    "NotificationUsageNotMetered",
    "OutboxMessage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationMethodChangedByForce:
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
class NotificationArrearsBegun:
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
class NotificationDeadlineNear:
    """The lock is near."""

    account: str = field(kw_only=False)
    """Whose."""

    overdraft: Money
    """How much now."""

    deadline: datetime
    """When it is locked unless repaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAccountLocked:
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
class NotificationAccountUnlocked:
    """The overdraft of a locked account was repaid."""

    account: str
    """Whose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBillNotMetered:
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
class NotificationUsageNotMetered:
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
class NotificationConfirmSubscription:
    """For whoever runs the ledger: a marketplace's messages come only once somebody has opened an
    address.
    """

    provider: Provider = field(kw_only=False)
    """Whose messages."""

    topic: str
    """The topic, by the provider's name."""

    address: str
    """What to open, once. Whoever has it can subscribe."""


Notification: TypeAlias = (
    NotificationMethodChangedByForce
    | NotificationArrearsBegun
    | NotificationDeadlineNear
    | NotificationAccountLocked
    | NotificationAccountUnlocked
    | NotificationBillNotMetered
    | NotificationUsageNotMetered
    | NotificationConfirmSubscription
)
"""A notification to send, by template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """Something owed, kept after it was done so that the history can be shown."""

    number: EntryPosition = field(kw_only=False)
    """Its number."""

    raised_at: datetime
    """When it was raised."""

    notification: Notification
    """What is owed."""

    acknowledged_at: datetime | None
    """When it was acknowledged; absent: it is still owed."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    NotificationMethodChangedByForce: ("fields", "method_changed_by_force"),
    NotificationArrearsBegun: ("fields", "arrears_begun"),
    NotificationDeadlineNear: ("fields", "deadline_near"),
    NotificationAccountLocked: ("fields", "account_locked"),
    NotificationAccountUnlocked: ("fields", "account_unlocked"),
    NotificationBillNotMetered: ("fields", "bill_not_metered"),
    NotificationUsageNotMetered: ("fields", "usage_not_metered"),
    NotificationConfirmSubscription: ("fields", "confirm_subscription"),
    OutboxMessage: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
