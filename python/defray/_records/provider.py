"""The records of `provider`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = [
    "KnownIdentifiers",
    "Provider",
]


class Provider(StrEnum):
    """A cloud marketplace."""

    ALI_CLOUD = "alicloud"
    """Alibaba Cloud's marketplace."""

    AWS = "aws"
    """AWS Marketplace."""

    HUAWEI_CLOUD = "huawei_cloud"
    """Huawei Cloud's KooGallery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIdentifiers:
    """What is known of the identifiers of a subscription before it is linked: what its identity
    contains, and the account that the marketplace stated. A link names the same.
    """

    provider: Provider = field(kw_only=False)
    """The marketplace."""

    account_id: str | None
    """The account of the customer; absent: the marketplace stated none, or several."""

    instance_id: str | None
    """AliCloud, Huawei Cloud: the product instance."""

    license_id: str | None
    """AWS concurrent agreements: the id of the licence, which is the end of its ARN."""

    customer_identifier: str | None
    """AWS legacy: the customer identifier."""

    product_code: str | None
    """AWS legacy: the product."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    KnownIdentifiers: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
