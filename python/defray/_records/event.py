"""The records of `event`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .account import MailSettings
from .bill import Bill, BillRecord, Correction, HoldReason, Reversal
from .cloud_account import CloudAccount, CloudAccountState, Patience, SubscriptionLifecycle
from .fund import Lot
from .marketplace import MarketplaceMessage, MessageDisposition
from .metering import MeterMark, MeteringOutcome, UsageRecord, UsageState
from .method import Method, MethodStep, Payer, PayerInterval
from .outbox import Notification
from .policy import Policy
from .position import EntryPosition
from .provider import Provider
from .standing import Standing
from .subscription import RecordedSignal, SubscriptionLink

__all__ = [
    "Event",
    "EventAccountClosed",
    "EventAccountOpened",
    "EventBillCorrected",
    "EventBillHeld",
    "EventBillRestated",
    "EventBillReversed",
    "EventBillSettled",
    "EventBindingExtended",
    "EventChargesClaimed",
    "EventCloudAccountChanged",
    "EventCloudAccountLinked",
    "EventLotExpired",
    "EventLotOpened",
    "EventLotReopened",
    "EventLotVoided",
    "EventMailSettingsSet",
    "EventMessageReceived",
    "EventMeteringAcknowledged",
    "EventMeteringRequested",
    "EventMethodChanged",
    "EventMethodKept",
    "EventNotMeteredCounted",
    "EventOrderRedeemed",
    "EventOutboxMessageAcknowledged",
    "EventOutboxMessageQueued",
    "EventPolicySet",
    "EventStandingChanged",
    "EventStepTaken",
    "EventSuccessorChanged",
    "EventToppedUp",
    "EventWorkspaceBound",
    "EventWorkspaceRenamed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccountOpened:
    """An account was opened."""

    account: str = field(kw_only=False)
    """The account that was opened."""

    currency: str
    """The currency of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccountClosed:
    """An account was closed. The value that it still had is forfeited."""

    account: str = field(kw_only=False)
    """The account that was closed."""

    forfeited: Money
    """The forfeited value: cash and the value left in lots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPolicySet:
    """A policy was set."""

    account: str | None = field(kw_only=False)
    """The account that the policy applies to; absent: every account without a policy of its own."""

    policy: Policy
    """The policy that is in force from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToppedUp:
    """Money was paid in (M1)."""

    account: str = field(kw_only=False)
    """The account that received the money."""

    amount: Money
    """The amount paid in, above zero."""

    repaid: Money
    """The part of the amount that repaid the overdraft. The rest went into cash."""

    reference: str | None
    """The reference of the payment, as free text."""

    repeats: int | None
    """The journal position of the first top-up of the account with this reference; absent: there
    was none (M1).
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotOpened:
    """An account received a voucher or a card."""

    account: str = field(kw_only=False)
    """The account that owns the lot."""

    lot: Lot
    """The voucher or card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOrderRedeemed:
    """An order from Huawei Cloud's market was redeemed."""

    account: str = field(kw_only=False)
    """The account that redeemed the order."""

    order: str
    """The number of the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotExpired:
    """The validity of a lot ended with value left in it."""

    account: str = field(kw_only=False)
    """The account that owns the lot."""

    lot: str
    """The lot that expired."""

    amount: Money
    """The value that was left in the lot."""

    at: datetime
    """The instant at which the lot expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotVoided:
    """A lot was made void."""

    account: str = field(kw_only=False)
    """The account that owns the lot."""

    lot: str
    """The lot that was made void."""

    amount: Money
    """The value that was left in the lot."""

    reason: str | None
    """The reason, as free text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStandingChanged:
    """The standing of an account changed, or its reminder became due."""

    account: str = field(kw_only=False)
    """The account whose standing changed."""

    standing: Standing
    """The standing after the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWorkspaceBound:
    """A workspace was bound to its first account."""

    workspace: str = field(kw_only=False)
    """The workspace that was bound."""

    account: str
    """The account that owns the workspace."""

    step: MethodStep
    """The first step of the workspace's history."""

    interval: PayerInterval
    """The first interval of the workspace's timeline."""

    display_name: str | None
    """The display name of the workspace; absent: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStepTaken:
    """A step was added to the history of a workspace."""

    workspace: str = field(kw_only=False)
    """The workspace that the step belongs to."""

    step: MethodStep
    """The step."""

    left: str | None
    """The account that owned the workspace before; only when the workspace moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMethodKept:
    """The account chose the method that the workspace already has."""

    account: str = field(kw_only=False)
    """The account that owns the workspace."""

    workspace: str
    """The workspace whose method stays."""

    method: Method
    """The method of the workspace, which did not change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMethodChanged:
    """The method or the timeline of a workspace changed."""

    account: str = field(kw_only=False)
    """The account that the step or the cloud account belongs to."""

    workspace: str
    """The workspace that changed."""

    method: Method
    """The method after the change."""

    kept_intervals: int
    """The number of intervals at the start of the timeline that stay as they were."""

    intervals: tuple[PayerInterval, ...]
    """The intervals that follow the kept ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCloudAccountLinked:
    """A subscription was linked to an account."""

    cloud_account: CloudAccount = field(kw_only=False)
    """The new cloud account. Messages received earlier are already part of its state."""

    link: SubscriptionLink
    """The link: which signals of the subscription belong to this cloud account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCloudAccountChanged:
    """The state or the end of a cloud account changed."""

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account that changed."""

    was: CloudAccountState
    """The state before the change."""

    state: CloudAccountState
    """The state after the change."""

    lifecycle: SubscriptionLifecycle
    """The instants of the subscription's lifecycle, by all signals received until now."""

    metering_deadline: datetime | None
    """The deadline for usage records of this cloud account; only after its end is known."""

    patience: Patience | None
    """How long its bills wait while it is suspended; absent: it is not suspended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMessageReceived:
    """A message from a marketplace was received."""

    message: MarketplaceMessage = field(kw_only=False)
    """The message."""

    disposition: MessageDisposition
    """The effect of the message."""

    cloud_account: str | None
    """The cloud account that the message is about, if one is linked."""

    account: str | None
    """The account that owns this cloud account."""

    recorded_signal: RecordedSignal | None
    """The signal that was recorded for the subscription, if the message has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillHeld:
    """A bill was recorded and waits to be paid."""

    account: str = field(kw_only=False)
    """The account that the bill is recorded for."""

    bill: Bill
    """The bill."""

    reason: HoldReason
    """The reason why the bill waits."""


@dataclass(frozen=True, slots=True)
class EventBillSettled:
    """A bill was paid."""

    record: BillRecord
    """The bill with its receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillReversed:
    """A settled bill was refunded, whole or in part, or a held bill was cancelled."""

    account: str = field(kw_only=False)
    """The account that the bill is recorded for."""

    bill: str
    """The bill that was reversed."""

    payer: Payer | None
    """The payer of the bill; absent for a held bill, which no payer has paid."""

    reversal: Reversal
    """The reversal with its refunds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillCorrected:
    """A settled bill, or a part of it, has another payer than was known when it was settled."""

    account: str = field(kw_only=False)
    """The account that the bill is recorded for."""

    bill: str
    """The bill that was corrected."""

    correction: Correction
    """What was refunded to the first payer, and how the second payer paid it."""


@dataclass(frozen=True, slots=True)
class EventMeteringRequested:
    """A usage record was created for a provider (N2)."""

    record: UsageRecord
    """The usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeteringAcknowledged:
    """A provider answered a usage record (N2)."""

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account that the usage record belongs to."""

    record: EntryPosition
    """The number of the usage record."""

    outcome: MeteringOutcome
    """The answer of the provider."""

    state: UsageState
    """The state of the usage record after the answer."""

    accepted: int
    """The quantity that the provider accepted, in units."""

    head: MeterMark | None
    """The point in the meter up to which charges are accepted after the answer; absent: none is."""

    provider_record: str | None
    """The provider's own id of the usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutboxMessageQueued:
    """A message was put into the outbox for the host to deliver (N1)."""

    number: EntryPosition = field(kw_only=False)
    """The number of the outbox message."""

    notification: Notification
    """The notification to deliver."""


@dataclass(frozen=True, slots=True)
class EventOutboxMessageAcknowledged:
    """The host delivered an outbox message (N3)."""

    number: EntryPosition
    """The number of the outbox message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBillRestated:
    """The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in
    its place, are in the events before this one.
    """

    account: str = field(kw_only=False)
    """The account that the bill is recorded for."""

    bill: str
    """The bill that was replaced."""

    by: str | None
    """The bill that took its place; absent: the provider withdrew the charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBindingExtended:
    """The first binding of a workspace was extended backwards (P5)."""

    workspace: str = field(kw_only=False)
    """The workspace."""

    account: str
    """The account that the workspace was first bound to."""

    step: MethodStep
    """The new first step of the workspace's history."""

    interval: PayerInterval
    """The new first interval of the workspace's timeline. It replaces the one before it when that
    has the same account and payer.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChargesClaimed:
    """The charges of some bills are in a part of an export (P4)."""

    export_name: str = field(kw_only=False)
    """The name of the export."""

    part: str
    """The part of the export."""

    bills: tuple[str, ...]
    """The bills whose charges are in this part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLotReopened:
    """An expired lot can pay a bill whose usage began within its validity (W5). What is left of it
    expires again after the bill.
    """

    account: str = field(kw_only=False)
    """The account that owns the lot."""

    lot: str
    """The lot."""

    amount: Money
    """The value that had expired in the lot, and is available again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSuccessorChanged:
    """A cloud account has a new successor, which takes its place when it ends, or has none any more
    (T2).
    """

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account that has the successor."""

    successor: str | None
    """The successor; absent: it has none any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNotMeteredCounted:
    """The enterprise account paid a bill that came after the metering deadline of its cloud account
    (P2). It is counted for the notification at the end of the UTC day.
    """

    account: str = field(kw_only=False)
    """The account that paid."""

    bill: str
    """The bill."""

    day: datetime
    """The start of the UTC day in which the bill was settled."""

    cloud_account: str
    """The cloud account that was in force at the start of the usage."""

    provider: Provider
    """The marketplace of the cloud account."""

    ended_at: datetime
    """The instant at which its subscription ended."""

    metering_deadline: datetime
    """The deadline until which its usage could be metered."""

    amount: Money
    """The amount of the bill, above zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWorkspaceRenamed:
    """The display name of a workspace changed."""

    account: str = field(kw_only=False)
    """The account that owns the workspace."""

    workspace: str
    """The workspace."""

    display_name: str | None
    """The display name from now on; absent: it has none any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMailSettingsSet:
    """The language and the time zone of the mails to an account were set."""

    account: str = field(kw_only=False)
    """The account that receives the mails."""

    settings: MailSettings
    """The settings from now on."""


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
    | EventBillRestated
    | EventBindingExtended
    | EventChargesClaimed
    | EventLotReopened
    | EventSuccessorChanged
    | EventNotMeteredCounted
    | EventWorkspaceRenamed
    | EventMailSettingsSet
)
"""One event. The events of a journal entry are in order: each one builds on the events before it.
"""


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
    EventBillRestated: ("event", "bill_restated"),
    EventBindingExtended: ("event", "binding_extended"),
    EventChargesClaimed: ("event", "charges_claimed"),
    EventLotReopened: ("event", "lot_reopened"),
    EventSuccessorChanged: ("event", "successor_changed"),
    EventNotMeteredCounted: ("event", "not_metered_counted"),
    EventWorkspaceRenamed: ("event", "workspace_renamed"),
    EventMailSettingsSet: ("event", "mail_settings_set"),
}
"""How each class is written in the interchange form; see `_json.py`."""
