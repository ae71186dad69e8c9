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
    "Patience",
    "SubscriptionLifecycle",
]


class CloudAccountState(StrEnum):
    """The states of `CLOUD_ACCOUNT_TABLE`."""

    PENDING = "pending"
    """The cloud account is linked. The marketplace has not confirmed it yet."""

    ACTIVE = "active"
    """The cloud account pays."""

    SUSPENDED = "suspended"
    """The cloud account is suspended. Bills that it should pay are held (P3)."""

    FAILED = "failed"
    """The subscription was never in force, or the account withdrew the cloud account."""

    CLOSING = "closing"
    """The subscription has ended. Usage from before the end can still be metered."""

    CLOSED = "closed"
    """The subscription has ended, and its metering deadline has passed. The cloud account pays
    nothing.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLifecycle:
    """The history of a subscription, as far as it concerns payment: the fold of the table over its
    signals.
    """

    state: CloudAccountState = field(kw_only=False)
    """The state after the last signal. It is never `closed`: only the deadline leads there."""

    active_from: datetime | None
    """The instant at which the subscription became active for the first time. Under version 1 of
    the rules also the instant at which it was suspended before it was active.
    """

    ended_at: datetime | None
    """The instant at which the subscription ended."""

    failed_at: datetime | None
    """The instant at which the subscription failed or was withdrawn."""

    withdrawn: bool
    """Whether the link was given up: the account withdrew it, it was unlinked, or the marketplace
    stated another account (C4). No later message changes that.
    """

    over_rules: int
    """The version of the rules under which the end or the failure was recorded; the current version
    before that.
    """

    suspended_since: datetime | None
    """The instant since which the subscription is suspended; absent: it is not suspended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the bills of a suspended cloud account wait (P3)."""

    deadline: datetime = field(kw_only=False)
    """The instant from which on the enterprise account pays."""

    notice: datetime | None
    """The instant at which the customer is notified before; absent: there was or will be no
    notification.
    """

    over: bool
    """Whether the deadline has passed: the enterprise account pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudAccount:
    """The link of an account to one marketplace subscription."""

    id: str = field(kw_only=False)
    """The id of the cloud account, given by the host."""

    account: str
    """The account that owns the cloud account."""

    subscription: Subscription
    """The provider's identifiers of the subscription."""

    linked_at: datetime
    """The instant at which the cloud account was linked."""

    state: CloudAccountState
    """The state of the cloud account."""

    lifecycle: SubscriptionLifecycle
    """The lifecycle of the subscription."""

    metering_deadline: datetime | None
    """The instant until which usage from before the end can be metered; absent: the subscription
    has not ended.
    """

    patience: Patience | None
    """How long its bills wait while it is suspended (P3); absent: it is not suspended, or was
    suspended under version 1 of the rules.
    """

    successor: str | None
    """The cloud account that takes its place when it ends (T2); absent: there is none."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    SubscriptionLifecycle: ("record", ""),
    Patience: ("record", ""),
    CloudAccount: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
