"""The records of `provider`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

__all__ = [
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


FORMS: Final[Mapping[type, tuple[str, str]]] = {
}
"""How each class is written in the interchange form; see `_json.py`."""
