"""The records of `cloud_account`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .subscription import Subscription

__all__ = [
    "CloudAccount",
    "CloudAccountState",
    "SubscriptionLifecycle",
]


class CloudAccountState(StrEnum):
    """The states of the table."""

    PENDING = "pending"
    """Linked, not yet confirmed by the marketplace."""

    ACTIVE = "active"
    """It pays."""

    SUSPENDED = "suspended"
    """It pays, but not now: its bills are held (P3)."""

    FAILED = "failed"
    """It never came to be, or was given up."""

    CLOSING = "closing"
    """It has ended; usage from before the end can still be metered."""

    CLOSED = "closed"
    """It has ended and pays nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLifecycle:
    """What happened to a subscription, as far as payment is concerned: the fold of the table over
    its signals.
    """

    state: CloudAccountState = field(kw_only=False)
    """Where the fold arrived; never `Closed`, which takes a deadline."""

    active_from: datetime | None
    """When it left pending for active or suspended."""

    ended_at: datetime | None
    """When it ended."""

    failed_at: datetime | None
    """When it failed or was withdrawn."""

    withdrawn: bool
    """Whether the account gave it up; no later message brings it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudAccount:
    """An account's link to one marketplace subscription."""

    id: str = field(kw_only=False)
    """Our name for it."""

    account: str
    """Whose it is."""

    subscription: Subscription
    """The provider's identifiers."""

    linked_at: datetime
    """When it was linked."""

    state: CloudAccountState
    """Its state."""

    lifecycle: SubscriptionLifecycle
    """What happened to it."""

    metering_deadline: datetime | None
    """Until when usage from before the end can be metered, once it has ended."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    SubscriptionLifecycle: ("record", ""),
    CloudAccount: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
