"""The records of `cloud_account`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .._native import fill

__all__ = [
    "CloudAccount",
    "CloudAccountState",
    "MarketplaceMessage",
    "Provider",
    "RecordedSignal",
    "Signal",
    "Subscription",
    "SubscriptionLifecycle",
    "SubscriptionLink",
    "TopicConfirmation",
]


class Provider(StrEnum):
    """A cloud marketplace."""

    ALI_CLOUD = "alicloud"
    """Alibaba Cloud's marketplace."""

    AWS = "aws"
    """AWS Marketplace."""

    HUAWEI_CLOUD = "huawei_cloud"
    """Huawei Cloud's KooGallery."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Subscription:
    """A provider's own identifiers of a subscription, as typed. Which ones are needed depends on
    the provider.
    """

    provider: Provider = field(kw_only=False)
    """The marketplace."""

    account_id: str | None = None
    """AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account."""

    instance_id: str | None = None
    """AliCloud, Huawei Cloud: the product instance."""

    license_arn: str | None = None
    """AWS concurrent agreements: the licence."""

    customer_identifier: str | None = None
    """AWS legacy: the customer identifier."""

    product_code: str | None = None
    """AWS legacy: the product."""

    def __init__(
        self,
        provider: Provider,
        *,
        account_id: str | None = None,
        instance_id: str | None = None,
        license_arn: str | None = None,
        customer_identifier: str | None = None,
        product_code: str | None = None,
    ) -> None:
        fill(
            self,
            ("provider", "account_id", "instance_id", "license_arn", "customer_identifier", "product_code"),
            provider, account_id, instance_id, license_arn, customer_identifier, product_code,
        )


class Signal(StrEnum):
    """What a marketplace message means for a subscription."""

    ACTIVATED = "activated"
    """The subscription is in force."""

    RESUMED = "resumed"
    """A suspension is over."""

    SUSPENDED = "suspended"
    """The subscription is frozen."""

    FAILED = "failed"
    """The subscription never came to be."""

    ENDED = "ended"
    """The subscription is over: cancelled, closed, expired, released."""

    IGNORED = "ignored"
    """Known but without effect on the state, or unknown: recorded, nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class TopicConfirmation:
    """A topic whose messages come only once somebody has opened an address."""

    topic: str = field(kw_only=False)
    """The topic, by the provider's name."""

    address: str
    """What to open, once."""

    def __init__(self, topic: str, *, address: str) -> None:
        fill(self, ("topic", "address"), topic, address)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class MarketplaceMessage:
    """A marketplace message in canonical form."""

    provider: Provider = field(kw_only=False)
    """Who sent it."""

    id: str | None = None
    """The provider's own id of the message; the same id is the same message."""

    identity: str | None = None
    """The subscription it is about; may be absent only when it is ignored."""

    kind: str
    """The provider's own name of what happened."""

    signal: Signal
    """What it means."""

    occurred_at: datetime | None = None
    """When it happened, by the provider's clock (T2); absent: when it was received."""

    raw: str | None = None
    """The message as it came."""

    confirm: TopicConfirmation | None = None
    """What it asks to be confirmed, which is then owed (N1); only with `ignored`."""

    rejected: str | None = None
    """Why it is not believed: the code and the reason. It is kept and nothing else, and its id
    counts for nothing; only with `ignored`.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        id: str | None = None,
        identity: str | None = None,
        kind: str,
        signal: Signal,
        occurred_at: datetime | None = None,
        raw: str | None = None,
        confirm: TopicConfirmation | None = None,
        rejected: str | None = None,
    ) -> None:
        fill(
            self,
            ("provider", "id", "identity", "kind", "signal", "occurred_at", "raw", "confirm", "rejected"),
            provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected,
        )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLink:
    """One link of a cloud account to a subscription."""

    cloud_account: str = field(kw_only=False)
    """The cloud account."""

    after: datetime | None
    """Signals at or before this belong to an earlier link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSignal:
    """A signal as it is kept."""

    signal: Signal = field(kw_only=False)
    """What it means."""

    occurred_at: datetime
    """When it happened."""

    message: str | None
    """The message that said so."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Subscription: ("record", ""),
    TopicConfirmation: ("record", ""),
    MarketplaceMessage: ("record", ""),
    SubscriptionLifecycle: ("record", ""),
    CloudAccount: ("record", ""),
    SubscriptionLink: ("record", ""),
    RecordedSignal: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
