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
    "CauseReplaced",
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
    """The enterprise account: the customer's own account at the vendor."""


@dataclass(frozen=True, slots=True, init=False)
class PayerCloudAccount:
    """A cloud account: a marketplace subscription, through which the provider charges the customer.
    """

    value: str

    def __init__(self, value: str) -> None:
        fill(self, ("value",), value)


Payer: TypeAlias = (
    PayerEnterprise
    | PayerCloudAccount
)
"""The payer of usage."""


@dataclass(frozen=True, slots=True)
class MethodActionBind:
    """The workspace was bound to its first account."""


@dataclass(frozen=True, slots=True)
class MethodActionChoose:
    """The account chose this payer."""

    value: Payer


@dataclass(frozen=True, slots=True)
class MethodActionMove:
    """The workspace moved to another account."""


@dataclass(frozen=True, slots=True)
class MethodActionDissolve:
    """The workspace was dissolved."""


MethodAction: TypeAlias = (
    MethodActionBind
    | MethodActionChoose
    | MethodActionMove
    | MethodActionDissolve
)
"""What happened to a workspace in one step of its history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodStep:
    """One step of a workspace's history."""

    at: datetime = field(kw_only=False)
    """The instant at which the step took effect (T3)."""

    account: str
    """The account that owns the workspace from this step on."""

    action: MethodAction
    """What happened in the step."""

    by: str | None
    """The actor of the command, as free text."""

    rules: int
    """The version of the rules under which the step was decided."""


@dataclass(frozen=True, slots=True)
class CauseBound:
    """The workspace was bound to its first account."""


@dataclass(frozen=True, slots=True)
class CauseChosen:
    """The account chose the payer."""

    by: str | None
    """The actor of the command, as free text."""


@dataclass(frozen=True, slots=True)
class CauseActivated:
    """The marketplace activated a cloud account that had been chosen."""

    cloud_account: str
    """The cloud account that became active."""


@dataclass(frozen=True, slots=True)
class CauseForced:
    """The marketplace ended the cloud account that paid or was being opened (C3)."""

    cloud_account: str
    """The cloud account that ended or failed."""


@dataclass(frozen=True, slots=True)
class CauseMoved:
    """The workspace moved to another account."""

    by: str | None
    """The actor of the command, as free text."""


@dataclass(frozen=True, slots=True)
class CauseReplaced:
    """The cloud account that paid ended, and its successor took its place (T2)."""

    cloud_account: str
    """The cloud account that ended."""


Cause: TypeAlias = (
    CauseBound
    | CauseChosen
    | CauseActivated
    | CauseForced
    | CauseMoved
    | CauseReplaced
)
"""The cause of an interval's beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerInterval:
    """One interval of a timeline. It lasts until the next interval begins."""

    from_: datetime = field(kw_only=False)
    """The instant at which the interval begins."""

    account: str
    """The account that owns the workspace in the interval."""

    payer: Payer
    """The payer of usage that begins in the interval."""

    cause: Cause
    """The cause of the interval's beginning."""

    recorded_at: datetime
    """The instant of the decision that recorded the interval. It may be later than `from`."""


@dataclass(frozen=True, slots=True)
class MethodEnterprise:
    """The enterprise account pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodOpening:
    """A cloud account was chosen that is not active yet. The payer `from` pays until it is active.
    """

    cloud_account: str = field(kw_only=False)
    """The cloud account that was chosen."""

    from_: Payer
    """The payer until the chosen cloud account is active."""


@dataclass(frozen=True, slots=True)
class MethodCloudAccount:
    """A cloud account pays."""

    value: str


@dataclass(frozen=True, slots=True)
class MethodDissolved:
    """The workspace is dissolved. Usage that begins later has no payer (P5)."""


Method: TypeAlias = (
    MethodEnterprise
    | MethodOpening
    | MethodCloudAccount
    | MethodDissolved
)
"""The current settlement method of a workspace."""


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
    CauseReplaced: ("fields", "replaced"),
    PayerInterval: ("record", ""),
    MethodEnterprise: ("name", "enterprise"),
    MethodOpening: ("fields", "opening"),
    MethodCloudAccount: ("one", "cloud_account"),
    MethodDissolved: ("name", "dissolved"),
}
"""How each class is written in the interchange form; see `_json.py`."""
