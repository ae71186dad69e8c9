"""The records of `marketplace`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .._native import fill
from .provider import Provider

__all__ = [
    "MarketplaceMessage",
    "MessageDisposition",
    "Signal",
    "TopicConfirmation",
]


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


class MessageDisposition(StrEnum):
    """The effect of a marketplace message."""

    APPLIED = "applied"
    """The message changed a cloud account."""

    NO_CHANGE = "no_change"
    """The message was stored. The state of its cloud account stays as it was."""

    UNMATCHED = "unmatched"
    """No cloud account is linked to the subscription. The message was stored for a later link."""

    IGNORED = "ignored"
    """The message was stored. It has no effect on who pays."""

    REJECTED = "rejected"
    """The message is not trusted. It was stored and has no effect."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    TopicConfirmation: ("record", ""),
    MarketplaceMessage: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
