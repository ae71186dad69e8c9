"""The records of `bill`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from .._native import Money, fill
from .fund import Fund
from .method import Payer
from .position import EntryPosition
from .receipt import PayerReason, Receipt, Skip, Slice
from .time import Period

__all__ = [
    "Bill",
    "BillRecord",
    "BillStatus",
    "BillStatusCancelled",
    "BillStatusHeld",
    "BillStatusSettled",
    "Correction",
    "CorrectionReason",
    "HoldReason",
    "HoldReasonCloudAccountSuspended",
    "HoldReasonCreditLimit",
    "Refund",
    "RefundTarget",
    "Reversal",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Bill:
    """One charge of one workspace for one billing item over one usage period. Its id settles once
    (P4).
    """

    id: str = field(kw_only=False)
    """Its id, unique over the whole file."""

    workspace: str
    """Whose usage."""

    item: str
    """What was used, such as `logs` or `sms`."""

    amount: Money
    """What it costs."""

    period: Period
    """When it was used; its start decides who pays (P1)."""

    def __init__(self, id: str, *, workspace: str, item: str, amount: Money, period: Period) -> None:
        fill(self, ("id", "workspace", "item", "amount", "period"), id, workspace, item, amount, period)


@dataclass(frozen=True, slots=True)
class HoldReasonCloudAccountSuspended:
    """The cloud account that should pay is suspended (P3)."""

    cloud_account: str
    """The one suspended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReasonCreditLimit:
    """The credit limit, or a waterfall without overdraft, does not let the account pay it whole
    (W7).
    """

    uncovered: Money = field(kw_only=False)
    """What the funds could not cover."""

    credit_left: Money | None
    """How much of it the overdraft could still have taken; absent when the waterfall has no
    overdraft.
    """


HoldReason: TypeAlias = (
    HoldReasonCloudAccountSuspended
    | HoldReasonCreditLimit
)
"""Why a bill waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillStatusHeld:
    """Recorded, not paid yet."""

    reason: HoldReason = field(kw_only=False)
    """Why."""

    since: datetime
    """Since when."""

    queue: EntryPosition
    """Its place in the account's queue of held bills."""


@dataclass(frozen=True, slots=True)
class BillStatusSettled:
    """Paid."""

    value: Receipt


@dataclass(frozen=True, slots=True)
class BillStatusCancelled:
    """Held, then reversed: it never settles."""

    at: datetime
    """When."""


BillStatus: TypeAlias = (
    BillStatusHeld
    | BillStatusSettled
    | BillStatusCancelled
)
"""What became of a bill."""


class RefundTarget(StrEnum):
    """Where value given back went."""

    LOT = "lot"
    """Back into the lot, which can pay with it."""

    EXPIRED_LOT = "expired_lot"
    """Into a lot that has expired: the value stays expired (W9)."""

    VOID_LOT = "void_lot"
    """Into a lot that is void: the value stays void."""

    CASH = "cash"
    """Into cash."""

    OVERDRAFT = "overdraft"
    """Off the overdraft."""

    CLOUD_ACCOUNT = "cloud_account"
    """Off what the cloud account is charged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Value given back from one slice of a receipt."""

    slice: int = field(kw_only=False)
    """The place of the slice in the receipt, from 0."""

    fund: Fund
    """The slice's fund."""

    lot: str | None
    """The slice's lot."""

    amount: Money
    """How much."""

    to: RefundTarget
    """Where it went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """One giving-back of a bill, whole or in part."""

    id: str = field(kw_only=False)
    """Its id, unique within the bill."""

    asked: Money | None
    """What was asked for; absent: all that was left."""

    amount: Money
    """How much was given back."""

    at: datetime
    """When."""

    reason: str | None
    """Why, in the caller's words."""

    refunds: tuple[Refund, ...]
    """Latest slice first (W9)."""


class CorrectionReason(StrEnum):
    """Why a settled bill was corrected."""

    UNMETERED = "unmetered"
    """The cloud account closed while the charge waited for a usage record (P2)."""

    NOT_SUBSCRIBED = "not_subscribed"
    """The provider takes no usage of the subscription (P2)."""

    PAYER_CHANGED = "payer_changed"
    """A late message told that another one pays (T2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Another one pays a settled bill, or a part of it, than was thought: that part was given back
    and paid anew.
    """

    at: datetime = field(kw_only=False)
    """When."""

    reason: CorrectionReason
    """Why."""

    from_: Payer
    """Who had paid that part."""

    payer: Payer
    """Who pays it."""

    payer_reason: PayerReason
    """Why this payer."""

    amount: Money
    """How much was given back and paid anew."""

    refunds: tuple[Refund, ...]
    """What was given back, latest slice first."""

    slices: tuple[Slice, ...]
    """What paid anew, in order; numbered on from the slices before."""

    skips: tuple[Skip, ...]
    """What did not pay, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRecord:
    """A bill with its history."""

    bill: Bill = field(kw_only=False)
    """The bill as it was given."""

    account: str
    """The account it was recorded for."""

    status: BillStatus
    """What became of it."""

    reversals: tuple[Reversal, ...]
    """What was given back, oldest first."""

    corrections: tuple[Correction, ...]
    """What another one pays, oldest first."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    Bill: ("record", ""),
    HoldReasonCloudAccountSuspended: ("fields", "cloud_account_suspended"),
    HoldReasonCreditLimit: ("fields", "credit_limit"),
    BillStatusHeld: ("fields", "held"),
    BillStatusSettled: ("one", "settled"),
    BillStatusCancelled: ("fields", "cancelled"),
    Refund: ("record", ""),
    Reversal: ("record", ""),
    Correction: ("record", ""),
    BillRecord: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
