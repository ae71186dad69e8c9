"""The records of `command`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money, fill
from .bill import Bill
from .fund import LotKind
from .marketplace import MarketplaceMessage
from .metering import MeteringOutcome
from .method import Payer
from .policy import Policy
from .position import EntryPosition
from .subscription import Subscription

__all__ = [
    "Acknowledge",
    "AcknowledgeMetering",
    "Advance",
    "BindWorkspace",
    "BuyCard",
    "ChooseMethod",
    "CloseAccount",
    "Command",
    "DissolveWorkspace",
    "GrantCard",
    "Ingest",
    "IssueVoucher",
    "LinkCloudAccount",
    "MoveWorkspace",
    "OpenAccount",
    "RedeemHuaweiOrder",
    "RequestMetering",
    "ReverseBill",
    "SetPolicy",
    "SettleBill",
    "TopUp",
    "VoidLot",
    "WithdrawCloudAccount",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class OpenAccount:
    """Opens an account."""

    account: str = field(kw_only=False)
    """Its id, new."""

    currency: str
    """Its only currency."""

    def __init__(self, account: str, *, currency: str) -> None:
        fill(self, ("account", "currency"), account, currency)


@dataclass(frozen=True, slots=True, init=False)
class CloseAccount:
    """Closes an account for ever."""

    account: str
    """Which."""

    def __init__(self, account: str) -> None:
        fill(self, ("account",), account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class SetPolicy:
    """Replaces the policy of an account, or the file's default."""

    account: str | None = field(kw_only=False, default=None)
    """Whose; absent: of every account that has none of its own."""

    policy: Policy
    """The whole policy; fields left out take the built-in defaults."""

    def __init__(self, account: str | None = None, *, policy: Policy) -> None:
        fill(self, ("account", "policy"), account, policy)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class TopUp:
    """Pays money in (M1)."""

    account: str = field(kw_only=False)
    """Whose."""

    amount: Money
    """How much."""

    reference: str | None = None
    """The payment's own reference."""

    def __init__(self, account: str, *, amount: Money, reference: str | None = None) -> None:
        fill(self, ("account", "amount", "reference"), account, amount, reference)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class IssueVoucher:
    """Issues a voucher (M3)."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Its id, new within the account."""

    kind: LotKind
    """An ordinary or a full-reduction voucher."""

    face: Money
    """Its value."""

    valid_from: datetime | None = None
    """The first instant it pays; absent: at once."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""

    minimum_bill: Money | None = None
    """The smallest bill it pays, for full-reduction vouchers."""

    def __init__(
        self,
        account: str,
        *,
        lot: str,
        kind: LotKind,
        face: Money,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        minimum_bill: Money | None = None,
    ) -> None:
        fill(
            self,
            ("account", "lot", "kind", "face", "valid_from", "valid_until", "minimum_bill"),
            account, lot, kind, face, valid_from, valid_until, minimum_bill,
        )


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class GrantCard:
    """Grants a stored-value card (M2)."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Its id, new within the account."""

    face: Money
    """Its value."""

    valid_from: datetime | None = None
    """The first instant it pays; absent: at once."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""

    def __init__(
        self,
        account: str,
        *,
        lot: str,
        face: Money,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
    ) -> None:
        fill(
            self,
            ("account", "lot", "face", "valid_from", "valid_until"),
            account, lot, face, valid_from, valid_until,
        )


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class BuyCard:
    """Buys a stored-value card from cash (M2)."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Its id, new within the account."""

    face: Money
    """Its value and its price."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""

    def __init__(self, account: str, *, lot: str, face: Money, valid_until: datetime | None = None) -> None:
        fill(self, ("account", "lot", "face", "valid_until"), account, lot, face, valid_until)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class RedeemHuaweiOrder:
    """Redeems an order of Huawei Cloud's market into a card (M2)."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """The card's id, new within the account."""

    order: str
    """The order; counts once over the whole file."""

    huawei_account: str
    """Who ordered."""

    face: Money
    """The card's value."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""

    def __init__(
        self,
        account: str,
        *,
        lot: str,
        order: str,
        huawei_account: str,
        face: Money,
        valid_until: datetime | None = None,
    ) -> None:
        fill(
            self,
            ("account", "lot", "order", "huawei_account", "face", "valid_until"),
            account, lot, order, huawei_account, face, valid_until,
        )


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class VoidLot:
    """Makes a lot void."""

    account: str = field(kw_only=False)
    """Whose."""

    lot: str
    """Which."""

    reason: str | None = None
    """Why."""

    def __init__(self, account: str, *, lot: str, reason: str | None = None) -> None:
        fill(self, ("account", "lot", "reason"), account, lot, reason)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class BindWorkspace:
    """Binds a new workspace to an account."""

    account: str = field(kw_only=False)
    """Whose."""

    workspace: str
    """Its site and id, new."""

    since: datetime | None = None
    """When its usage begins to be the account's to pay; absent: now."""

    def __init__(self, account: str, *, workspace: str, since: datetime | None = None) -> None:
        fill(self, ("account", "workspace", "since"), account, workspace, since)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class MoveWorkspace:
    """Moves a workspace to another account."""

    account: str = field(kw_only=False)
    """Its owner now."""

    workspace: str
    """Which."""

    to: str
    """Its owner from now on."""

    def __init__(self, account: str, *, workspace: str, to: str) -> None:
        fill(self, ("account", "workspace", "to"), account, workspace, to)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class DissolveWorkspace:
    """Ends a workspace."""

    account: str = field(kw_only=False)
    """Its owner."""

    workspace: str
    """Which."""

    def __init__(self, account: str, *, workspace: str) -> None:
        fill(self, ("account", "workspace"), account, workspace)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class LinkCloudAccount:
    """Links a marketplace subscription to an account."""

    account: str = field(kw_only=False)
    """Whose."""

    cloud_account: str
    """Our name for the link, new."""

    subscription: Subscription
    """The provider's identifiers."""

    def __init__(self, account: str, *, cloud_account: str, subscription: Subscription) -> None:
        fill(self, ("account", "cloud_account", "subscription"), account, cloud_account, subscription)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class WithdrawCloudAccount:
    """Gives up a link that the marketplace never confirmed."""

    account: str = field(kw_only=False)
    """Whose."""

    cloud_account: str
    """Which."""

    def __init__(self, account: str, *, cloud_account: str) -> None:
        fill(self, ("account", "cloud_account"), account, cloud_account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ChooseMethod:
    """Chooses the settlement method of a workspace (C1)."""

    account: str = field(kw_only=False)
    """The workspace's owner."""

    workspace: str
    """Which."""

    method: Payer
    """Who shall pay."""

    def __init__(self, account: str, *, workspace: str, method: Payer) -> None:
        fill(self, ("account", "workspace", "method"), account, workspace, method)


@dataclass(frozen=True, slots=True, init=False)
class Ingest:
    """Takes in what a marketplace said."""

    message: MarketplaceMessage
    """The message in canonical form."""

    def __init__(self, message: MarketplaceMessage) -> None:
        fill(self, ("message",), message)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class SettleBill:
    """Settles a bill (P4)."""

    bill: Bill = field(kw_only=False)
    """The bill."""

    account: str | None = None
    """Whose it is, as the caller knows it; absent: whoever the workspace belonged to at the start
    of the usage.
    """

    def __init__(self, bill: Bill, *, account: str | None = None) -> None:
        fill(self, ("bill", "account"), bill, account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ReverseBill:
    """Gives a bill's value back, whole or in part (W9)."""

    bill: str = field(kw_only=False)
    """Which."""

    reversal: str
    """This giving-back's id, unique within the bill."""

    amount: Money | None = None
    """How much; absent: all that is left."""

    reason: str | None = None
    """Why."""

    def __init__(self, bill: str, *, reversal: str, amount: Money | None = None, reason: str | None = None) -> None:
        fill(self, ("bill", "reversal", "amount", "reason"), bill, reversal, amount, reason)


@dataclass(frozen=True, slots=True, init=False)
class RequestMetering:
    """Asks for the next usage record of a cloud account (N2)."""

    cloud_account: str
    """Whose usage."""

    def __init__(self, cloud_account: str) -> None:
        fill(self, ("cloud_account",), cloud_account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class AcknowledgeMetering:
    """Tells what the provider answered to a usage record (N2)."""

    record: EntryPosition = field(kw_only=False)
    """Which."""

    outcome: MeteringOutcome
    """What it answered."""

    provider_record: str | None = None
    """The provider's own id of the record."""

    def __init__(self, record: EntryPosition, *, outcome: MeteringOutcome, provider_record: str | None = None) -> None:
        fill(self, ("record", "outcome", "provider_record"), record, outcome, provider_record)


@dataclass(frozen=True, slots=True)
class Advance:
    """Lets everything happen that has fallen due."""


@dataclass(frozen=True, slots=True, init=False)
class Acknowledge:
    """Tells that an outbox message was met (N3)."""

    outbox_message: EntryPosition
    """Which."""

    def __init__(self, outbox_message: EntryPosition) -> None:
        fill(self, ("outbox_message",), outbox_message)


Command: TypeAlias = (
    OpenAccount
    | CloseAccount
    | SetPolicy
    | TopUp
    | IssueVoucher
    | GrantCard
    | BuyCard
    | RedeemHuaweiOrder
    | VoidLot
    | BindWorkspace
    | MoveWorkspace
    | DissolveWorkspace
    | LinkCloudAccount
    | WithdrawCloudAccount
    | ChooseMethod
    | Ingest
    | SettleBill
    | ReverseBill
    | RequestMetering
    | AcknowledgeMetering
    | Advance
    | Acknowledge
)
"""Everything that may be asked."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    OpenAccount: ("command", "open_account"),
    CloseAccount: ("command", "close_account"),
    SetPolicy: ("command", "set_policy"),
    TopUp: ("command", "top_up"),
    IssueVoucher: ("command", "issue_voucher"),
    GrantCard: ("command", "grant_card"),
    BuyCard: ("command", "buy_card"),
    RedeemHuaweiOrder: ("command", "redeem_huawei_order"),
    VoidLot: ("command", "void_lot"),
    BindWorkspace: ("command", "bind_workspace"),
    MoveWorkspace: ("command", "move_workspace"),
    DissolveWorkspace: ("command", "dissolve_workspace"),
    LinkCloudAccount: ("command", "link_cloud_account"),
    WithdrawCloudAccount: ("command", "withdraw_cloud_account"),
    ChooseMethod: ("command", "choose_method"),
    Ingest: ("command", "ingest"),
    SettleBill: ("command", "settle_bill"),
    ReverseBill: ("command", "reverse_bill"),
    RequestMetering: ("command", "request_metering"),
    AcknowledgeMetering: ("command", "acknowledge_metering"),
    Advance: ("command", "advance"),
    Acknowledge: ("command", "acknowledge"),
}
"""How each class is written in the interchange form; see `_json.py`."""
