"""The records of `command`. Written by `make faces` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money
from .bill import Bill
from .cloud_account import MarketplaceMessage, Subscription
from .fund import LotKind
from .method import Payer
from .obligation import ObligationNumber
from .policy import Policy

__all__ = [
    "Acknowledge",
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
    "ReverseBill",
    "SetPolicy",
    "SettleBill",
    "TopUp",
    "VoidLot",
    "WithdrawCloudAccount",
]


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """Opens an account."""

    account: str
    """Its id, new."""

    _: KW_ONLY

    currency: str
    """Its only currency."""


@dataclass(frozen=True, slots=True)
class CloseAccount:
    """Closes an account for ever."""

    account: str
    """Which."""


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Replaces the policy of an account, or the file's default."""

    account: str | None = None
    """Whose; absent: of every account that has none of its own."""

    _: KW_ONLY

    policy: Policy
    """The whole policy; fields left out take the built-in defaults."""


@dataclass(frozen=True, slots=True)
class TopUp:
    """Pays money in (M1)."""

    account: str
    """Whose."""

    _: KW_ONLY

    amount: Money
    """How much."""

    reference: str | None = None
    """The payment's own reference."""


@dataclass(frozen=True, slots=True)
class IssueVoucher:
    """Issues a voucher (M3)."""

    account: str
    """Whose."""

    _: KW_ONLY

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


@dataclass(frozen=True, slots=True)
class GrantCard:
    """Grants a stored-value card (M2)."""

    account: str
    """Whose."""

    _: KW_ONLY

    lot: str
    """Its id, new within the account."""

    face: Money
    """Its value."""

    valid_from: datetime | None = None
    """The first instant it pays; absent: at once."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""


@dataclass(frozen=True, slots=True)
class BuyCard:
    """Buys a stored-value card from cash (M2)."""

    account: str
    """Whose."""

    _: KW_ONLY

    lot: str
    """Its id, new within the account."""

    face: Money
    """Its value and its price."""

    valid_until: datetime | None = None
    """The first instant it no longer pays; absent: never."""


@dataclass(frozen=True, slots=True)
class RedeemHuaweiOrder:
    """Redeems an order of Huawei Cloud's market into a card (M2)."""

    account: str
    """Whose."""

    _: KW_ONLY

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


@dataclass(frozen=True, slots=True)
class VoidLot:
    """Makes a lot void."""

    account: str
    """Whose."""

    _: KW_ONLY

    lot: str
    """Which."""

    reason: str | None = None
    """Why."""


@dataclass(frozen=True, slots=True)
class BindWorkspace:
    """Binds a new workspace to an account."""

    account: str
    """Whose."""

    _: KW_ONLY

    workspace: str
    """Its site and id, new."""

    since: datetime | None = None
    """When its usage begins to be the account's to pay; absent: now."""


@dataclass(frozen=True, slots=True)
class MoveWorkspace:
    """Moves a workspace to another account."""

    account: str
    """Its owner now."""

    _: KW_ONLY

    workspace: str
    """Which."""

    to: str
    """Its owner from now on."""


@dataclass(frozen=True, slots=True)
class DissolveWorkspace:
    """Ends a workspace."""

    account: str
    """Its owner."""

    _: KW_ONLY

    workspace: str
    """Which."""


@dataclass(frozen=True, slots=True)
class LinkCloudAccount:
    """Links a marketplace subscription to an account."""

    account: str
    """Whose."""

    _: KW_ONLY

    cloud_account: str
    """Our name for the link, new."""

    subscription: Subscription
    """The provider's identifiers."""


@dataclass(frozen=True, slots=True)
class WithdrawCloudAccount:
    """Gives up a link that the marketplace never confirmed."""

    account: str
    """Whose."""

    _: KW_ONLY

    cloud_account: str
    """Which."""


@dataclass(frozen=True, slots=True)
class ChooseMethod:
    """Chooses the settlement method of a workspace (C1)."""

    account: str
    """The workspace's owner."""

    _: KW_ONLY

    workspace: str
    """Which."""

    method: Payer
    """Who shall pay."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes in what a marketplace said."""

    message: MarketplaceMessage
    """The message in canonical form."""


@dataclass(frozen=True, slots=True)
class SettleBill:
    """Settles a bill (P4)."""

    bill: Bill
    """The bill."""

    _: KW_ONLY

    account: str | None = None
    """Whose it is, as the caller knows it; absent: whoever the workspace belonged to at the start
    of the usage.
    """


@dataclass(frozen=True, slots=True)
class ReverseBill:
    """Gives a bill's value back, whole or in part (W9)."""

    bill: str
    """Which."""

    _: KW_ONLY

    reversal: str
    """This giving-back's id, unique within the bill."""

    amount: Money | None = None
    """How much; absent: all that is left."""

    reason: str | None = None
    """Why."""


@dataclass(frozen=True, slots=True)
class Advance:
    """Lets everything happen that has fallen due."""


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Tells that an obligation was met (N3)."""

    obligation: ObligationNumber
    """Which."""


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
    Advance: ("command", "advance"),
    Acknowledge: ("command", "acknowledge"),
}
"""How each class is written in the interchange form; see `_json.py`."""
