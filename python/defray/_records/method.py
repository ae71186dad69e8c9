"""The records of `method`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import fill

__all__ = [
    "Cause",
    "CauseActivated",
    "CauseBound",
    "CauseChosen",
    "CauseForced",
    "CauseMoved",
    "Method",
    "MethodAction",
    "MethodActionBind",
    "MethodActionChoose",
    "MethodActionDissolve",
    "MethodActionMove",
    "MethodCloudAccount",
    "MethodDissolved",
    "MethodEnterprise",
    "MethodOpening",
    "MethodStep",
    "Payer",
    "PayerCloudAccount",
    "PayerEnterprise",
    "PayerInterval",
]


@dataclass(frozen=True, slots=True)
class PayerEnterprise:
    """The customer's own account at the vendor."""


@dataclass(frozen=True, slots=True, init=False)
class PayerCloudAccount:
    """A marketplace subscription."""

    value: str

    def __init__(self, value: str) -> None:
        fill(self, ("value",), value)


Payer: TypeAlias = (
    PayerEnterprise
    | PayerCloudAccount
)
"""Who pays."""


@dataclass(frozen=True, slots=True)
class MethodActionBind:
    """It was bound to its first account."""


@dataclass(frozen=True, slots=True)
class MethodActionChoose:
    """A method was chosen."""

    value: Payer


@dataclass(frozen=True, slots=True)
class MethodActionMove:
    """It moved to another account."""


@dataclass(frozen=True, slots=True)
class MethodActionDissolve:
    """It was dissolved."""


MethodAction: TypeAlias = (
    MethodActionBind
    | MethodActionChoose
    | MethodActionMove
    | MethodActionDissolve
)
"""What a person did to a workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodStep:
    """One step of a workspace's history."""

    at: datetime = field(kw_only=False)
    """When it took effect (T3)."""

    account: str
    """The account it belongs to from here on."""

    action: MethodAction
    """What was done."""

    by: str | None
    """Who asked."""


@dataclass(frozen=True, slots=True)
class CauseBound:
    """The workspace was bound."""


@dataclass(frozen=True, slots=True)
class CauseChosen:
    """The account chose."""

    by: str | None
    """Who asked."""


@dataclass(frozen=True, slots=True)
class CauseActivated:
    """The marketplace activated a cloud account chosen before."""

    cloud_account: str
    """The one activated."""


@dataclass(frozen=True, slots=True)
class CauseForced:
    """The marketplace ended the cloud account that paid or was being opened (C3)."""

    cloud_account: str
    """The one ended."""


@dataclass(frozen=True, slots=True)
class CauseMoved:
    """The workspace moved to another account."""

    by: str | None
    """Who asked."""


Cause: TypeAlias = (
    CauseBound
    | CauseChosen
    | CauseActivated
    | CauseForced
    | CauseMoved
)
"""Why an interval began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerInterval:
    """One interval of a timeline: from `from` until the next interval begins."""

    from_: datetime = field(kw_only=False)
    """When it takes effect."""

    account: str
    """Whose usage it is."""

    payer: Payer
    """Who pays."""

    cause: Cause
    """Why."""

    recorded_at: datetime
    """When this was decided, which may be later than it takes effect."""


@dataclass(frozen=True, slots=True)
class MethodEnterprise:
    """The enterprise account pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodOpening:
    """A cloud account was chosen that is not active yet; `from` keeps paying until it is."""

    cloud_account: str = field(kw_only=False)
    """The one chosen."""

    from_: Payer
    """Who pays meanwhile."""


@dataclass(frozen=True, slots=True)
class MethodCloudAccount:
    """A cloud account pays."""

    value: str


@dataclass(frozen=True, slots=True)
class MethodDissolved:
    """The workspace is no more."""


Method: TypeAlias = (
    MethodEnterprise
    | MethodOpening
    | MethodCloudAccount
    | MethodDissolved
)
"""The settlement method of a workspace now."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    PayerEnterprise: ("name", "enterprise"),
    PayerCloudAccount: ("one", "cloud_account"),
    MethodActionBind: ("name", "bind"),
    MethodActionChoose: ("one", "choose"),
    MethodActionMove: ("name", "move"),
    MethodActionDissolve: ("name", "dissolve"),
    MethodStep: ("record", ""),
    CauseBound: ("name", "bound"),
    CauseChosen: ("fields", "chosen"),
    CauseActivated: ("fields", "activated"),
    CauseForced: ("fields", "forced"),
    CauseMoved: ("fields", "moved"),
    PayerInterval: ("record", ""),
    MethodEnterprise: ("name", "enterprise"),
    MethodOpening: ("fields", "opening"),
    MethodCloudAccount: ("one", "cloud_account"),
    MethodDissolved: ("name", "dissolved"),
}
"""How each class is written in the interchange form; see `_json.py`."""
