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
    """The id of the bill, unique in the whole ledger."""

    workspace: str
    """The workspace whose usage the bill is for."""

    item: str
    """The billing item that was used, such as `logs` or `sms`."""

    amount: Money
    """The price of the usage, zero or more, in the account's currency."""

    period: Period
    """The usage period. Its start decides who pays (P1)."""

    def __init__(self, id: str, *, workspace: str, item: str, amount: Money, period: Period) -> None:
        fill(self, ("id", "workspace", "item", "amount", "period"), id, workspace, item, amount, period)


@dataclass(frozen=True, slots=True)
class HoldReasonCloudAccountSuspended:
    """The cloud account that should pay is suspended (P3)."""

    cloud_account: str
    """The suspended cloud account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReasonCreditLimit:
    """The funds do not cover the whole bill, because of the credit limit or a waterfall without
    overdraft (W7).
    """

    uncovered: Money = field(kw_only=False)
    """The part of the bill that the funds could not cover."""

    credit_left: Money | None
    """The amount that the overdraft could still have paid; absent: the waterfall has no overdraft,
    or no limit applies.
    """


HoldReason: TypeAlias = (
    HoldReasonCloudAccountSuspended
    | HoldReasonCreditLimit
)
"""The reason why a bill waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillStatusHeld:
    """The bill is recorded and not paid yet."""

    reason: HoldReason = field(kw_only=False)
    """The reason why the bill waits."""

    since: datetime
    """The instant since which the bill waits."""

    queue: EntryPosition
    """The position of the bill in the account's queue of held bills."""


@dataclass(frozen=True, slots=True)
class BillStatusSettled:
    """The bill is paid, as its receipt shows."""

    value: Receipt


@dataclass(frozen=True, slots=True)
class BillStatusCancelled:
    """The bill was held and then reversed. It never settles."""

    at: datetime
    """The instant at which the bill was reversed."""


BillStatus: TypeAlias = (
    BillStatusHeld
    | BillStatusSettled
    | BillStatusCancelled
)
"""The state of a bill."""


class RefundTarget(StrEnum):
    """The place that refunded value goes to."""

    LOT = "lot"
    """Into the lot, which can pay with it again."""

    EXPIRED_LOT = "expired_lot"
    """Into a lot that has expired. The value stays expired (W9)."""

    VOID_LOT = "void_lot"
    """Into a lot that is void. The value stays void."""

    CASH = "cash"
    """Into the account's cash."""

    OVERDRAFT = "overdraft"
    """The overdraft becomes smaller."""

    CLOUD_ACCOUNT = "cloud_account"
    """The charges to the cloud account become smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """The refund of one slice of a bill, or of a part of it."""

    slice: int = field(kw_only=False)
    """The number of the slice in the bill, from 0."""

    fund: Fund
    """The fund that paid the slice."""

    lot: str | None
    """The lot that paid the slice; absent: the fund has no lots."""

    amount: Money
    """The refunded amount, above zero."""

    to: RefundTarget
    """The place that the value went to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """One reversal of a bill: it refunds the bill, whole or in part."""

    id: str = field(kw_only=False)
    """The id of the reversal, unique within the bill."""

    asked: Money | None
    """The amount that the caller gave; absent: all that was left."""

    amount: Money
    """The refunded amount; of a held bill, the amount that was cancelled."""

    at: datetime
    """The instant of the reversal."""

    reason: str | None
    """The reason that the caller gave, as free text."""

    refunds: tuple[Refund, ...]
    """The refunds, latest slice first (W9). A held bill has none."""


class CorrectionReason(StrEnum):
    """The reason why a settled bill was corrected."""

    UNMETERED = "unmetered"
    """The cloud account closed before the provider received the usage (P2)."""

    NOT_SUBSCRIBED = "not_subscribed"
    """The provider does not accept usage of this subscription (P2)."""

    PAYER_CHANGED = "payer_changed"
    """A late message changed the payer of the usage (T2)."""

    NOT_ANSWERED = "not_answered"
    """A usage record had no answer when the provider stopped accepting usage of its hour (N2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The correction of a settled bill, when another payer pays the bill or a part of it. The first
    payer gets a refund of that part, and the other one pays it.
    """

    at: datetime = field(kw_only=False)
    """The instant of the correction."""

    reason: CorrectionReason
    """The reason for the correction."""

    from_: Payer
    """The payer that had paid the corrected part."""

    payer: Payer
    """The payer that pays the part from now on."""

    payer_reason: PayerReason
    """The reason why this payer pays."""

    amount: Money
    """The amount that was refunded and paid again, above zero."""

    refunds: tuple[Refund, ...]
    """The refunds, latest slice first."""

    slices: tuple[Slice, ...]
    """The slices that pay the amount, in order. Their numbers continue after the earlier slices of
    the bill.
    """

    skips: tuple[Skip, ...]
    """The funds that paid nothing, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRecord:
    """A bill with its history."""

    bill: Bill = field(kw_only=False)
    """The bill as the caller gave it."""

    account: str
    """The account that the bill is recorded for."""

    status: BillStatus
    """The state of the bill."""

    reversals: tuple[Reversal, ...]
    """The reversals, oldest first."""

    corrections: tuple[Correction, ...]
    """The corrections, oldest first."""


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
