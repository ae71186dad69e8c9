"""The records of `event`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .bill import Bill, BillRecord, Correction, HoldReason, Reversal
from .cloud_account import CloudAccount, CloudAccountState, SubscriptionLifecycle
from .fund import Lot
from .marketplace import MarketplaceMessage, MessageDisposition
from .metering import MeterMark, MeteringOutcome, UsageRecord, UsageState
from .method import Method, MethodStep, Payer, PayerInterval
from .outbox import Notification
from .policy import Policy
from .position import EntryPosition
from .standing import Standing
from .subscription import RecordedSignal, SubscriptionLink

__all__ = [
    "Event",
    "EventAccountClosed",
    "EventAccountOpened",
    "EventBillCorrected",
    "EventBillHeld",
    "EventBillReversed",
    "EventBillSettled",
    "EventCloudAccountChanged",
    "EventCloudAccountLinked",
    "EventLotExpired",
    "EventLotOpened",
    "EventLotVoided",
    "EventMessageReceived",
    "EventMeteringAcknowledged",
    "EventMeteringRequested",
    "EventMethodChanged",
    "EventMethodKept",
    "EventOrderRedeemed",
    "EventOutboxMessageAcknowledged",
    "EventOutboxMessageQueued",
    "EventPolicySet",
    "EventStandingChanged",
    "EventStepTaken",
    "EventToppedUp",
    "EventWorkspaceBound",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccountOpened:
    """An account was opened."""

    account: str = field(kw_only=False)
    """Which."""

    currency: str
    """Its currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccountClosed:
    """An account was closed; what it still had is given up."""

    account: str = field(kw_only=False)
    """Which."""

    forfeited: Money
    """Cash and lots given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPolicySet:
    """A policy was set."""

    account: str | None = field(kw_only=False)
    """Whose; absent: the file's."""

    policy: Policy
    """The policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToppedUp:
    """Money came in (M1)."""

    account: str = field(kw_only=False)
    """Whose."""

    amount: Money
    """How much."""

    repaid: Money
    """How much of it repaid the overdraft."""

    reference: str | None
    """The payment's reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotOpened:
    """A voucher or card came in."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: Lot
    """The lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOrderRedeemed:
    """An order of Huawei Cloud's market was used up."""

    account: str = field(kw_only=False)
    """Whose."""

    order: str
    """The order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotExpired:
    """A lot's validity ended with value left in it."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Which."""

    amount: Money
    """What was left."""

    at: datetime
    """When."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotVoided:
    """A lot was made void."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Which."""

    amount: Money
    """What was left."""

    reason: str | None
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStandingChanged:
    """An account's standing changed, or its reminder was raised."""

    account: str = field(kw_only=False)
    """Whose."""

    standing: Standing
    """What it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWorkspaceBound:
    """A workspace got its first account."""

    workspace: str = field(kw_only=False)
    """Which."""

    account: str
    """Whose."""

    step: MethodStep
    """Its first step."""

    interval: PayerInterval
    """Its first interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStepTaken:
    """A person's step was added to a workspace's history."""

    workspace: str = field(kw_only=False)
    """Which."""

    step: MethodStep
    """The step."""

    left: str | None
    """The account it left, when it moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMethodKept:
    """The account asked for the method it already had."""

    account: str = field(kw_only=False)
    """Whose."""

    workspace: str
    """Which."""

    method: Method
    """What it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMethodChanged:
    """A workspace's method or timeline changed."""

    account: str = field(kw_only=False)
    """Whose."""

    workspace: str
    """Which."""

    method: Method
    """The method now."""

    kept_intervals: int
    """How many of the intervals before stay, …"""

    intervals: tuple[PayerInterval, ...]
    """… and those that follow them now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCloudAccountLinked:
    """A subscription was linked."""

    cloud_account: CloudAccount = field(kw_only=False)
    """The link, with the state that messages received before give it."""

    link: SubscriptionLink
    """Its share of the subscription's signals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCloudAccountChanged:
    """A cloud account's state or end changed."""

    account: str = field(kw_only=False)
    """Whose."""

    cloud_account: str
    """Which."""

    was: CloudAccountState
    """The state before."""

    state: CloudAccountState
    """The state now."""

    lifecycle: SubscriptionLifecycle
    """What happened to it, as known now."""

    metering_deadline: datetime | None
    """Until when its usage can be metered, once it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMessageReceived:
    """A marketplace message was taken in."""

    message: MarketplaceMessage = field(kw_only=False)
    """The message."""

    disposition: MessageDisposition
    """What became of it."""

    cloud_account: str | None
    """The cloud account it concerns."""

    account: str | None
    """Whose that is."""

    recorded_signal: RecordedSignal | None
    """The signal that is kept for the message's subscription, if one is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillHeld:
    """A bill was recorded and waits."""

    account: str = field(kw_only=False)
    """Whose."""

    bill: Bill
    """The bill."""

    reason: HoldReason
    """Why it waits."""


@dataclass(frozen=True, slots=True)
class EventBillSettled:
    """A bill was paid."""

    record: BillRecord
    """The bill with its receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillReversed:
    """A bill's value was given back, or a held bill was cancelled."""

    account: str = field(kw_only=False)
    """Whose."""

    bill: str
    """Which."""

    payer: Payer | None
    """Who had paid."""

    reversal: Reversal
    """The giving-back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillCorrected:
    """Another one pays a settled bill, or a part of it, than was thought."""

    account: str = field(kw_only=False)
    """Whose."""

    bill: str
    """Which."""

    correction: Correction
    """What was given back and paid anew."""


@dataclass(frozen=True, slots=True)
class EventMeteringRequested:
    """Usage is on its way to a provider (N2)."""

    record: UsageRecord
    """The usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeteringAcknowledged:
    """A provider answered to a usage record (N2)."""

    account: str = field(kw_only=False)
    """Whose."""

    cloud_account: str
    """Whose usage."""

    record: EntryPosition
    """The usage record."""

    outcome: MeteringOutcome
    """What the provider answered."""

    state: UsageState
    """What became of the record."""

    accepted: int
    """The quantity that the provider has."""

    head: MeterMark | None
    """Up to where the meter's charges are accepted now."""

    provider_record: str | None
    """The provider's own id of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutboxMessageQueued:
    """Something is owed to the world (N1)."""

    number: EntryPosition = field(kw_only=False)
    """Its number."""

    notification: Notification
    """What is owed."""


@dataclass(frozen=True, slots=True)
class EventOutboxMessageAcknowledged:
    """Something owed was done (N3)."""

    number: EntryPosition
    """Its number."""


Event: TypeAlias = (
    EventAccountOpened
    | EventAccountClosed
    | EventPolicySet
    | EventToppedUp
    | EventLotOpened
    | EventOrderRedeemed
    | EventLotExpired
    | EventLotVoided
    | EventStandingChanged
    | EventWorkspaceBound
    | EventStepTaken
    | EventMethodKept
    | EventMethodChanged
    | EventCloudAccountLinked
    | EventCloudAccountChanged
    | EventMessageReceived
    | EventBillHeld
    | EventBillSettled
    | EventBillReversed
    | EventBillCorrected
    | EventMeteringRequested
    | EventMeteringAcknowledged
    | EventOutboxMessageQueued
    | EventOutboxMessageAcknowledged
)
"""Something that happened. In the order of a journal entry, each rests on those before it."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    EventAccountOpened: ("event", "account_opened"),
    EventAccountClosed: ("event", "account_closed"),
    EventPolicySet: ("event", "policy_set"),
    EventToppedUp: ("event", "topped_up"),
    EventLotOpened: ("event", "lot_opened"),
    EventOrderRedeemed: ("event", "order_redeemed"),
    EventLotExpired: ("event", "lot_expired"),
    EventLotVoided: ("event", "lot_voided"),
    EventStandingChanged: ("event", "standing_changed"),
    EventWorkspaceBound: ("event", "workspace_bound"),
    EventStepTaken: ("event", "step_taken"),
    EventMethodKept: ("event", "method_kept"),
    EventMethodChanged: ("event", "method_changed"),
    EventCloudAccountLinked: ("event", "cloud_account_linked"),
    EventCloudAccountChanged: ("event", "cloud_account_changed"),
    EventMessageReceived: ("event", "message_received"),
    EventBillHeld: ("event", "bill_held"),
    EventBillSettled: ("event", "bill_settled"),
    EventBillReversed: ("event", "bill_reversed"),
    EventBillCorrected: ("event", "bill_corrected"),
    EventMeteringRequested: ("event", "metering_requested"),
    EventMeteringAcknowledged: ("event", "metering_acknowledged"),
    EventOutboxMessageQueued: ("event", "outbox_message_queued"),
    EventOutboxMessageAcknowledged: ("event", "outbox_message_acknowledged"),
}
"""How each class is written in the interchange form; see `_json.py`."""
