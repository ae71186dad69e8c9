"""The records of `subscription`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .._native import fill
from .marketplace import Signal
from .provider import Provider

__all__ = [
    "RecordedSignal",
    "Subscription",
    "SubscriptionLink",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Subscription:
    """The provider's own identifiers of a subscription, as they were typed. The provider decides
    which ones are required.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLink:
    """One link of a cloud account to a subscription."""

    cloud_account: str = field(kw_only=False)
    """The cloud account that is linked."""

    after: datetime | None
    """The instant at which the link begins: signals at or before it belong to an earlier link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSignal:
    """A signal as it is stored."""

    signal: Signal = field(kw_only=False)
    """The effect of the signal."""

    occurred_at: datetime
    """The instant at which it happened."""

    message: str | None
    """The id of the message that reported it; absent: the message had no id."""

    rules: int
    """The version of the rules under which the signal was recorded."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Subscription: ("record", ""),
    SubscriptionLink: ("record", ""),
    RecordedSignal: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
