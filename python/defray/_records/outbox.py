"""The records of `outbox`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .bill import CorrectionReason, HoldReason
from .method import Payer
from .position import EntryPosition
from .provider import Provider

__all__ = [
    "CorrectedSum",
    "NamedWorkspace",
    "NotMeteredBills",
    "Notification",
    "NotificationAccountLocked",
    "NotificationAccountUnlocked",
    "NotificationArrearsBegun",
    "NotificationBillNotMetered",
    "NotificationBillsCorrected",
    "NotificationBillsHeld",
    "NotificationBillsNotMetered",
    "NotificationChosenPayerEnded",
    "NotificationConfirmSubscription",
    "NotificationDeadlineNear",
    "NotificationMethodChangedByForce",
    "NotificationSubscriptionReplaced",
    "NotificationSuccessorNotLinked",
    "NotificationSuspensionDeadlineNear",
    "NotificationUsageDisputed",
    "NotificationUsageNotMetered",
    "NotificationUsageRecordTooLate",
    "OutboxMessage",
    "StillOpening",
    "WorkspacePayer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpening:
    """A workspace whose chosen cloud account is not active yet."""

    workspace: str = field(kw_only=False)
    """The workspace."""

    cloud_account: str
    """The cloud account that pays as soon as it is active."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedSum:
    """The sum of settled bills that one payer paid, and that another payer pays now."""

    from_: Payer = field(kw_only=False)
    """The payer before."""

    payer: Payer
    """The payer now."""

    bills: int
    """The number of bills."""

    amount: Money
    """The amount that was refunded to the payer before and paid again, above zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWorkspace:
    """A workspace with its display name."""

    workspace: str = field(kw_only=False)
    """The workspace."""

    display_name: str
    """The name by which people know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspacePayer:
    """A workspace, and its payer now."""

    workspace: str = field(kw_only=False)
    """The workspace."""

    payer: Payer
    """The payer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeteredBills:
    """The bills of one cloud account and one UTC day that came after its metering deadline."""

    cloud_account: str = field(kw_only=False)
    """The cloud account that was in force at the start of the usage."""

    provider: Provider
    """The marketplace of the cloud account."""

    ended_at: datetime
    """The instant at which its subscription ended."""

    metering_deadline: datetime
    """The deadline until which its usage could be metered."""

    bills: int
    """The number of the bills, above zero."""

    amount: Money
    """The sum of the bills, above zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationMethodChangedByForce:
    """A marketplace ended a subscription. Its workspaces are settled by the enterprise account
    again.
    """

    account: str = field(kw_only=False)
    """The account that owns the workspaces."""

    cloud_account: str
    """The cloud account whose subscription ended."""

    provider: Provider
    """The marketplace of the subscription."""

    ended_at: datetime
    """The instant at which the subscription ended."""

    workspaces: tuple[str, ...]
    """The affected workspaces, in order of site and id."""

    still_opening: tuple[StillOpening, ...]
    """Those among them that the enterprise account pays for only until another cloud account is
    active.
    """

    replaced: bool = False
    """Whether another agreement takes the place of the agreement of the subscription, by what the
    marketplace said.
    """

    corrected: tuple[CorrectedSum, ...]
    """The sums of settled bills that have another payer now, one for each pair of payers."""

    display_names: tuple[NamedWorkspace, ...]
    """The display names of those among them that have one, in order of site and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationArrearsBegun:
    """The account has an overdraft."""

    account: str = field(kw_only=False)
    """The account in arrears."""

    overdraft: Money
    """The overdraft at this moment, above zero."""

    since: datetime
    """The instant at which the overdraft began."""

    deadline: datetime
    """The instant at which the account is locked, unless it repays before."""

    payable: Money | None
    """The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1
    of the rules.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDeadlineNear:
    """The account will be locked soon."""

    account: str = field(kw_only=False)
    """The account in arrears."""

    overdraft: Money
    """The overdraft at this moment, above zero."""

    deadline: datetime
    """The instant at which the account is locked, unless it repays before."""

    payable: Money | None
    """The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1
    of the rules.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAccountLocked:
    """The deadline passed with an overdraft, so the account is locked."""

    account: str = field(kw_only=False)
    """The account that is locked."""

    overdraft: Money
    """The overdraft at this moment, above zero."""

    since: datetime
    """The instant at which the overdraft began."""

    deadline: datetime
    """The instant at which the account was locked."""

    payable: Money | None
    """The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1
    of the rules.
    """


@dataclass(frozen=True, slots=True)
class NotificationAccountUnlocked:
    """A locked account repaid its overdraft."""

    account: str
    """The account that is no longer locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBillNotMetered:
    """A bill for usage of a cloud account arrived after the metering deadline, so the enterprise
    account paid it (P2). It is queued only under version 1 of the rules; later, `bills_not_metered`
    is.
    """

    account: str = field(kw_only=False)
    """The account that paid."""

    bill: str
    """The bill."""

    workspace: str
    """The workspace whose usage the bill is for."""

    amount: Money
    """The amount of the bill, above zero."""

    cloud_account: str
    """The cloud account that was in force at the start of the usage."""

    ended_at: datetime
    """The instant at which the subscription of the cloud account ended."""

    metering_deadline: datetime
    """The deadline until which its usage could be metered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationUsageNotMetered:
    """The provider did not receive the usage of charges to a cloud account, so the enterprise
    account pays them (P2).
    """

    account: str = field(kw_only=False)
    """The account that pays."""

    cloud_account: str
    """The cloud account that was charged."""

    provider: Provider
    """The marketplace of the cloud account."""

    reason: CorrectionReason
    """The reason why the charges were not metered."""

    bills: tuple[str, ...]
    """The corrected bills, each once, in the order of their charges."""

    amount: Money
    """The sum of the corrected charges, above zero."""

    ended_at: datetime | None
    """The instant at which the subscription ended; absent: it has not ended."""

    metering_deadline: datetime | None
    """The deadline until which its usage can be metered; only after its end is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationConfirmSubscription:
    """For the operator of the ledger: a marketplace sends messages only after the operator has
    opened an address.
    """

    provider: Provider = field(kw_only=False)
    """The marketplace that will send the messages."""

    topic: str
    """The topic, by the provider's name."""

    address: str
    """The address to open, once. It is a secret: any person who has it can confirm the
    subscription.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationChosenPayerEnded:
    """A cloud account ended or failed before it was active. The workspaces that had chosen it keep
    their payer (T2).
    """

    account: str = field(kw_only=False)
    """The account that owns the workspaces."""

    cloud_account: str
    """The cloud account that will not become active."""

    provider: Provider
    """The marketplace of the subscription."""

    ended_at: datetime
    """The instant at which the subscription ended or failed."""

    workspaces: tuple[WorkspacePayer, ...]
    """The workspaces that had chosen it, in order of site and id."""

    display_names: tuple[NamedWorkspace, ...]
    """The display names of those among them that have one, in order of site and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationUsageDisputed:
    """For the operator of the ledger: the provider has another quantity of an hour than a usage
    record (N2). The record waits until the operator says which.
    """

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account whose usage it is."""

    provider: Provider
    """The marketplace of the cloud account."""

    record: EntryPosition
    """The number of the usage record."""

    dimension: str
    """The name of the counted unit, as the provider defines it."""

    start: datetime
    """The start of the usage."""

    end: datetime
    """The end of the usage."""

    unit: Money
    """The price of one unit."""

    quantity: int
    """The quantity of the usage record, which the provider does not have."""

    fell_back: bool
    """Whether the charges of the record fell back to the enterprise account before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationUsageRecordTooLate:
    """For the operator of the ledger: a usage record had no answer when the provider stopped
    accepting usage of its hour, so its charges fell back to the enterprise account (N2).
    """

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account whose usage it is."""

    provider: Provider
    """The marketplace of the cloud account."""

    record: EntryPosition
    """The number of the usage record."""

    dimension: str
    """The name of the counted unit, as the provider defines it."""

    start: datetime
    """The start of the usage."""

    end: datetime
    """The end of the usage."""

    unit: Money
    """The price of one unit."""

    quantity: int
    """The quantity of the usage record."""

    send_until: datetime
    """The instant at which the provider stopped accepting usage of the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSuspensionDeadlineNear:
    """A cloud account is suspended. If it does not resume before the deadline, the enterprise
    account pays its bills (P3).
    """

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The suspended cloud account."""

    provider: Provider
    """The marketplace of the subscription."""

    suspended_since: datetime
    """The instant since which the subscription is suspended."""

    deadline: datetime
    """The instant from which on the enterprise account pays."""

    held_bills: int
    """The number of bills that are held for the cloud account at this moment."""

    amount: Money
    """The sum of these bills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSubscriptionReplaced:
    """A cloud account ended, and its successor pays for its workspaces (T2)."""

    account: str = field(kw_only=False)
    """The account that owns the workspaces."""

    cloud_account: str
    """The cloud account that ended."""

    provider: Provider
    """The marketplace of the subscription."""

    ended_at: datetime
    """The instant at which the subscription ended."""

    workspaces: tuple[WorkspacePayer, ...]
    """The workspaces that a successor pays for, in order of site and id, each with that payer."""

    corrected: tuple[CorrectedSum, ...]
    """The sums of settled bills that have another payer now, one for each pair of payers."""

    display_names: tuple[NamedWorkspace, ...]
    """The display names of those among the workspaces that have one, in order of site and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBillsCorrected:
    """Settled bills have another payer, and no other notification of the same cause says so (T2).
    """

    account: str = field(kw_only=False)
    """The account of the bills."""

    cloud_account: str
    """The cloud account whose lifecycle, successor or usage record is the cause."""

    provider: Provider
    """The marketplace of the subscription."""

    corrected: tuple[CorrectedSum, ...]
    """The sums of the corrected bills, one for each pair of payers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSuccessorNotLinked:
    """For the operator of the ledger: a cloud account ended, its marketplace said that another
    agreement takes the place of its own, and the subscription of that agreement is not linked (T2).
    """

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account that ended."""

    provider: Provider
    """The marketplace of the subscription."""

    ended_at: datetime
    """The instant at which the subscription ended."""

    successors: tuple[str, ...]
    """The identities of the subscriptions that the marketplace stated as successors, in order; may
    be empty.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBillsHeld:
    """A bill began to be held, as the first one of the UTC day for this account and reason (P3,
    W7). More bills may wait for the same reason.
    """

    account: str = field(kw_only=False)
    """The account that the bill is recorded for."""

    reason: HoldReason
    """The reason why the bill waits: one cloud account, or the credit limit with the amounts of
    this bill.
    """

    bill: str
    """The bill."""

    workspace: str
    """The workspace whose usage the bill is for."""

    amount: Money
    """The amount of the bill, above zero."""

    provider: Provider | None
    """The marketplace of the suspended cloud account; absent: the credit limit is the reason."""

    suspended_since: datetime | None
    """The instant since which the cloud account is suspended; absent: the credit limit is the
    reason, or the suspension was recorded under version 1 of the rules.
    """

    deadline: datetime | None
    """The instant from which on the enterprise account pays instead of the suspended cloud account;
    absent: as for `suspended_since`.
    """

    display_name: str | None
    """The display name of the workspace; absent: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBillsNotMetered:
    """The enterprise account paid bills of a UTC day that came after the metering deadline of their
    cloud account (P2).
    """

    account: str = field(kw_only=False)
    """The account that paid."""

    day: datetime
    """The start of the UTC day in which the bills were settled."""

    bills: int
    """The number of these bills, above zero."""

    amount: Money
    """The sum of these bills as they were settled. Later refunds are not taken off."""

    cloud_accounts: tuple[NotMeteredBills, ...]
    """The same for each cloud account, in order of id."""


Notification: TypeAlias = (
    NotificationMethodChangedByForce
    | NotificationArrearsBegun
    | NotificationDeadlineNear
    | NotificationAccountLocked
    | NotificationAccountUnlocked
    | NotificationBillNotMetered
    | NotificationUsageNotMetered
    | NotificationConfirmSubscription
    | NotificationChosenPayerEnded
    | NotificationUsageDisputed
    | NotificationUsageRecordTooLate
    | NotificationSuspensionDeadlineNear
    | NotificationSubscriptionReplaced
    | NotificationBillsCorrected
    | NotificationSuccessorNotLinked
    | NotificationBillsHeld
    | NotificationBillsNotMetered
)
"""A notification for the host to deliver. Each kind has its own template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """One message of the outbox. It is kept after its delivery, so that the history can be shown.
    """

    number: EntryPosition = field(kw_only=False)
    """The number of the message."""

    raised_at: datetime
    """The instant at which the message was put into the outbox."""

    notification: Notification
    """The notification to deliver."""

    acknowledged_at: datetime | None
    """The instant at which the message was acknowledged; absent: it is still to be delivered."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    StillOpening: ("record", ""),
    CorrectedSum: ("record", ""),
    NamedWorkspace: ("record", ""),
    WorkspacePayer: ("record", ""),
    NotMeteredBills: ("record", ""),
    NotificationMethodChangedByForce: ("fields", "method_changed_by_force"),
    NotificationArrearsBegun: ("fields", "arrears_begun"),
    NotificationDeadlineNear: ("fields", "deadline_near"),
    NotificationAccountLocked: ("fields", "account_locked"),
    NotificationAccountUnlocked: ("fields", "account_unlocked"),
    NotificationBillNotMetered: ("fields", "bill_not_metered"),
    NotificationUsageNotMetered: ("fields", "usage_not_metered"),
    NotificationConfirmSubscription: ("fields", "confirm_subscription"),
    NotificationChosenPayerEnded: ("fields", "chosen_payer_ended"),
    NotificationUsageDisputed: ("fields", "usage_disputed"),
    NotificationUsageRecordTooLate: ("fields", "usage_record_too_late"),
    NotificationSuspensionDeadlineNear: ("fields", "suspension_deadline_near"),
    NotificationSubscriptionReplaced: ("fields", "subscription_replaced"),
    NotificationBillsCorrected: ("fields", "bills_corrected"),
    NotificationSuccessorNotLinked: ("fields", "successor_not_linked"),
    NotificationBillsHeld: ("fields", "bills_held"),
    NotificationBillsNotMetered: ("fields", "bills_not_metered"),
    OutboxMessage: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
