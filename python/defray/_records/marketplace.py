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
    "StatedAgreement",
    "TopicConfirmation",
]


class Signal(StrEnum):
    """The effect of a marketplace message on a subscription."""

    ACTIVATED = "activated"
    """The subscription is in force."""

    RESUMED = "resumed"
    """The suspension of the subscription has ended."""

    SUSPENDED = "suspended"
    """The subscription is suspended."""

    FAILED = "failed"
    """The subscription failed before it was in force."""

    ENDED = "ended"
    """The subscription has ended: it was cancelled, closed or released, or it expired."""

    IGNORED = "ignored"
    """The message has no effect on the subscription, or its kind is unknown. It is stored."""

    END_COMPLETED = "end_completed"
    """The second message about an end. It completes the first one; without a first one it is the
    end (T2).
    """


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class TopicConfirmation:
    """A topic that sends messages only after its address was opened."""

    topic: str = field(kw_only=False)
    """The topic, as the provider names it."""

    address: str
    """The address to open once."""

    def __init__(self, topic: str, *, address: str) -> None:
        fill(self, ("topic", "address"), topic, address)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class StatedAgreement:
    """What a message says of an agreement of its provider (T2)."""

    id: str = field(kw_only=False)
    """The agreement."""

    previous: str | None = None
    """The agreement in whose place this one is; absent: the message names none."""

    replaced: bool = False
    """Whether the provider says that another agreement takes the place of this one."""

    def __init__(self, id: str, *, previous: str | None = None, replaced: bool = False) -> None:
        fill(self, ("id", "previous", "replaced"), id, previous, replaced)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class MarketplaceMessage:
    """A marketplace message in canonical form."""

    provider: Provider = field(kw_only=False)
    """The provider that sent the message."""

    id: str | None = None
    """The provider's own id of the message. Two messages with the same id are the same message."""

    identity: str | None = None
    """The subscription that the message is about; absent only with the signal `ignored`."""

    kind: str
    """The provider's own name of the kind of message."""

    signal: Signal
    """The effect of the message."""

    occurred_at: datetime | None = None
    """The instant of the event by the provider's clock (T2); absent: the instant at which the
    message was received.
    """

    raw: str | None = None
    """The message as it was received."""

    confirm: TopicConfirmation | None = None
    """The topic that asks to be confirmed (N1); only with the signal `ignored`."""

    rejected: str | None = None
    """The code and the reason for which the message is not trusted; only with the signal `ignored`.
    A rejected message is stored and has no other effect, and its id is not taken as the id of a
    message.
    """

    account_id: str | None = None
    """The account of the customer, as the provider states it with this message (C4)."""

    agreement: StatedAgreement | None = None
    """The provider's agreement that the message is about (T2)."""

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
        account_id: str | None = None,
        agreement: StatedAgreement | None = None,
    ) -> None:
        fill(
            self,
            ("provider", "id", "identity", "kind", "signal", "occurred_at", "raw", "confirm", "rejected", "account_id", "agreement"),
            provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected, account_id, agreement,
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

    CONTRADICTS_LINK = "contradicts_link"
    """The message states another account than the link names (C4). It was stored for a later link,
    and the cloud account has failed.
    """


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    TopicConfirmation: ("record", ""),
    StatedAgreement: ("record", ""),
    MarketplaceMessage: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
