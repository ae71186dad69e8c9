"""The records of `matching`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from .cloud_account import CloudAccountState
from .provider import KnownIdentifiers, Provider

__all__ = [
    "UnmatchedReason",
    "UnmatchedSubscription",
]


class UnmatchedReason(StrEnum):
    """Why the signals of a subscription wait for a link."""

    NOT_LINKED = "not_linked"
    """The subscription was never linked."""

    CONTRADICTS_LINK = "contradicts_link"
    """The last link was given up, and the marketplace stated another account than the link names
    (C4).
    """

    WITHDRAWN = "withdrawn"
    """The last link was given up: it was withdrawn or undone."""

    NEXT_PERIOD = "next_period"
    """The subscription of the last link has ended, and its reusable identity has a new period."""

    ACCOUNT_CLOSED = "account_closed"
    """The last link belongs to an account that was closed before the signals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedSubscription:
    """A subscription with signals that wait for a link, and what a link has to name."""

    identity: str = field(kw_only=False)
    """The identity of the subscription."""

    provider: Provider
    """The marketplace of the subscription."""

    signals: int
    """The number of signals that wait, at least 1."""

    first: datetime
    """The instant at which the first of them happened."""

    last: datetime
    """The instant at which the last of them happened."""

    state: CloudAccountState
    """The state that a link made now would begin with. If it is closing or failed, no link is
    possible.
    """

    stated_accounts: tuple[str, ...]
    """The accounts that the marketplace stated for the subscription, in the order in which they
    were received (C4).
    """

    reason: UnmatchedReason
    """Why the signals wait."""

    subscription: KnownIdentifiers | None
    """What a link has to name, as far as it is known; absent: no link is possible."""

    subscription_ended: datetime | None
    """The instant at which the subscription ended or failed, so that no link is possible; absent: a
    link is possible.
    """

    link_from: datetime | None
    """The instant from which a link is possible: the metering deadline of the last link's cloud
    account, which is closing; absent: no cloud account is closing.
    """

    succeeds: tuple[str, ...]
    """The cloud accounts whose successor the marketplace stated the subscription to be (T2), in
    order of id. The account of one of them should link it.
    """


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    UnmatchedSubscription: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
