"""The records of `command`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from .._native import Money, fill
from .account import Language
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
    "ClaimCharges",
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
    "RenameWorkspace",
    "RequestMetering",
    "RestateBill",
    "ReverseBill",
    "SetMailSettings",
    "SetPolicy",
    "SettleBill",
    "TopUp",
    "UnlinkCloudAccount",
    "VoidLot",
    "WithdrawCloudAccount",
]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class OpenAccount:
    """Opens an account."""

    account: str = field(kw_only=False)
    """The id of the account. It must be new."""

    currency: str
    """The currency of the account. It never changes."""

    def __init__(self, account: str, *, currency: str) -> None:
        fill(self, ("account", "currency"), account, currency)


@dataclass(frozen=True, slots=True, init=False)
class CloseAccount:
    """Closes an account permanently."""

    account: str
    """The account to close. It must be open, without overdraft, workspaces, held bills or live
    cloud accounts.
    """

    def __init__(self, account: str) -> None:
        fill(self, ("account",), account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class SetPolicy:
    """Replaces the policy of an account, or the file's default."""

    account: str | None = field(kw_only=False, default=None)
    """The account that gets the policy; absent: the default for every account without a policy of
    its own.
    """

    policy: Policy
    """The whole policy. A field that is left out takes its built-in default."""

    def __init__(self, account: str | None = None, *, policy: Policy) -> None:
        fill(self, ("account", "policy"), account, policy)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class TopUp:
    """Pays money into an account (M1)."""

    account: str = field(kw_only=False)
    """The account that receives the money."""

    amount: Money
    """The amount paid in, above zero, in the account's currency."""

    reference: str | None = None
    """The reference of the payment, as free text."""

    def __init__(self, account: str, *, amount: Money, reference: str | None = None) -> None:
        fill(self, ("account", "amount", "reference"), account, amount, reference)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class IssueVoucher:
    """Issues a voucher (M3)."""

    account: str = field(kw_only=False)
    """The account that receives the voucher."""

    lot: str
    """The id of the voucher. It must be new within the account."""

    kind: LotKind
    """The kind of voucher: ordinary or full-reduction. A card is refused."""

    face: Money
    """The value of the voucher, above zero, in the account's currency."""

    valid_from: datetime | None = None
    """The first instant at which the voucher can pay; absent: the instant of the decision."""

    valid_until: datetime | None = None
    """The first instant at which the voucher can no longer pay; absent: it never expires."""

    minimum_bill: Money | None = None
    """The smallest bill that the voucher pays (W5). Only full-reduction vouchers may have one."""

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
    """The account that receives the card."""

    lot: str
    """The id of the card. It must be new within the account."""

    face: Money
    """The value of the card, above zero, in the account's currency."""

    valid_from: datetime | None = None
    """The first instant at which the card can pay; absent: the instant of the decision."""

    valid_until: datetime | None = None
    """The first instant at which the card can no longer pay; absent: it never expires."""

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
    """The account that buys the card."""

    lot: str
    """The id of the card. It must be new within the account."""

    face: Money
    """The value of the card, which is also its price: a multiple of the policy's `card_multiple`,
    at most the cash.
    """

    valid_until: datetime | None = None
    """The first instant at which the card can no longer pay; absent: it never expires."""

    def __init__(self, account: str, *, lot: str, face: Money, valid_until: datetime | None = None) -> None:
        fill(self, ("account", "lot", "face", "valid_until"), account, lot, face, valid_until)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class RedeemHuaweiOrder:
    """Redeems an order from Huawei Cloud's market for a card (M2)."""

    account: str = field(kw_only=False)
    """The account that receives the card."""

    lot: str
    """The id of the card. It must be new within the account."""

    order: str
    """The number of the order. One order can be redeemed once in the whole ledger."""

    huawei_account: str
    """The Huawei Cloud account that placed the order."""

    face: Money
    """The value of the card: a multiple of the policy's `card_multiple`, in the account's currency.
    """

    valid_until: datetime | None = None
    """The first instant at which the card can no longer pay; absent: it never expires."""

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
    """Makes a voucher or a card void. The value left in it is lost."""

    account: str = field(kw_only=False)
    """The account that owns the lot."""

    lot: str
    """The voucher or card to make void."""

    reason: str | None = None
    """The reason, as free text."""

    def __init__(self, account: str, *, lot: str, reason: str | None = None) -> None:
        fill(self, ("account", "lot", "reason"), account, lot, reason)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class BindWorkspace:
    """Binds a workspace to an account, or extends its first binding backwards (P5)."""

    account: str = field(kw_only=False)
    """The account that the workspace will belong to."""

    workspace: str
    """The site and the id of the workspace. It must be new, unless `since` is before its first
    binding to this account.
    """

    since: datetime | None = None
    """The instant from which the account pays for the usage, not after the decision; absent: the
    instant of the decision.
    """

    display_name: str | None = None
    """The name by which people know the workspace; absent: it has none. It has no effect when a
    binding is extended.
    """

    def __init__(
        self,
        account: str,
        *,
        workspace: str,
        since: datetime | None = None,
        display_name: str | None = None,
    ) -> None:
        fill(self, ("account", "workspace", "since", "display_name"), account, workspace, since, display_name)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class MoveWorkspace:
    """Moves a workspace to another account."""

    account: str = field(kw_only=False)
    """The account that owns the workspace before the move."""

    workspace: str
    """The workspace to move."""

    to: str
    """The account that owns the workspace after the move. It must have the same currency."""

    def __init__(self, account: str, *, workspace: str, to: str) -> None:
        fill(self, ("account", "workspace", "to"), account, workspace, to)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class DissolveWorkspace:
    """Dissolves a workspace. Usage that begins later has no payer (P5)."""

    account: str = field(kw_only=False)
    """The account that owns the workspace."""

    workspace: str
    """The workspace to dissolve."""

    def __init__(self, account: str, *, workspace: str) -> None:
        fill(self, ("account", "workspace"), account, workspace)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class LinkCloudAccount:
    """Links a marketplace subscription to an account."""

    account: str = field(kw_only=False)
    """The account that gets the cloud account."""

    cloud_account: str
    """The id of the cloud account in this ledger. It must be new."""

    subscription: Subscription
    """The identifiers by which the provider knows the subscription."""

    def __init__(self, account: str, *, cloud_account: str, subscription: Subscription) -> None:
        fill(self, ("account", "cloud_account", "subscription"), account, cloud_account, subscription)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class WithdrawCloudAccount:
    """Withdraws a cloud account that the marketplace has not confirmed."""

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account to withdraw. It must be pending."""

    def __init__(self, account: str, *, cloud_account: str) -> None:
        fill(self, ("account", "cloud_account"), account, cloud_account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ChooseMethod:
    """Chooses the settlement method of a workspace (C1)."""

    account: str = field(kw_only=False)
    """The account that owns the workspace."""

    workspace: str
    """The workspace whose method changes."""

    method: Payer
    """The payer that is chosen: the enterprise account or one of the account's cloud accounts."""

    def __init__(self, account: str, *, workspace: str, method: Payer) -> None:
        fill(self, ("account", "workspace", "method"), account, workspace, method)


@dataclass(frozen=True, slots=True, init=False)
class Ingest:
    """Receives a message from a marketplace."""

    message: MarketplaceMessage
    """The message in its canonical form."""

    def __init__(self, message: MarketplaceMessage) -> None:
        fill(self, ("message",), message)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class SettleBill:
    """Settles a bill (P4)."""

    bill: Bill = field(kw_only=False)
    """The bill. Its id settles once."""

    account: str | None = None
    """The account that the caller expects to pay; the command is refused (C1) when it is not the
    workspace's owner at the start of the usage. Absent: that owner, without a check.
    """

    def __init__(self, bill: Bill, *, account: str | None = None) -> None:
        fill(self, ("bill", "account"), bill, account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ReverseBill:
    """Reverses a bill: refunds its value, whole or in part (W9)."""

    bill: str = field(kw_only=False)
    """The bill to reverse."""

    reversal: str
    """The id of this reversal. It must be unique within the bill."""

    amount: Money | None = None
    """The amount to refund, above zero and at most what is left of the bill; absent: all that is
    left.
    """

    reason: str | None = None
    """The reason, as free text."""

    def __init__(self, bill: str, *, reversal: str, amount: Money | None = None, reason: str | None = None) -> None:
        fill(self, ("bill", "reversal", "amount", "reason"), bill, reversal, amount, reason)


@dataclass(frozen=True, slots=True, init=False)
class RequestMetering:
    """Asks for the next usage record of a cloud account (N2)."""

    cloud_account: str
    """The cloud account whose charges are to be metered."""

    def __init__(self, cloud_account: str) -> None:
        fill(self, ("cloud_account",), cloud_account)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class AcknowledgeMetering:
    """Records the answer of a provider to a usage record (N2)."""

    record: EntryPosition = field(kw_only=False)
    """The number of the usage record."""

    outcome: MeteringOutcome
    """The answer of the provider."""

    provider_record: str | None = None
    """The provider's own id of the usage record."""

    def __init__(self, record: EntryPosition, *, outcome: MeteringOutcome, provider_record: str | None = None) -> None:
        fill(self, ("record", "outcome", "provider_record"), record, outcome, provider_record)


@dataclass(frozen=True, slots=True)
class Advance:
    """Applies everything that has fallen due: expiries, reminders, locks and metering deadlines."""


@dataclass(frozen=True, slots=True, init=False)
class Acknowledge:
    """Records that the host delivered an outbox message (N3)."""

    outbox_message: EntryPosition
    """The number of the outbox message."""

    def __init__(self, outbox_message: EntryPosition) -> None:
        fill(self, ("outbox_message",), outbox_message)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class UnlinkCloudAccount:
    """Undoes a wrong link to a subscription, while nothing is metered (C4)."""

    account: str = field(kw_only=False)
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account to unlink. It must be pending, active, suspended or closing."""

    reason: str
    """The reason, as free text; not empty."""

    def __init__(self, account: str, *, cloud_account: str, reason: str) -> None:
        fill(self, ("account", "cloud_account", "reason"), account, cloud_account, reason)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class RestateBill:
    """Replaces a bill whose charge the provider restated: refunds what is left of it, and settles
    another bill (P4).
    """

    bill: str = field(kw_only=False)
    """The bill that is replaced."""

    reversal: str
    """The id of the reversal of that bill. It must be unique within the bill."""

    by: Bill | None = None
    """The bill that takes its place, of the same workspace and with a new id; absent: the provider
    withdrew the charge.
    """

    reason: str | None = None
    """The reason, as free text."""

    def __init__(self, bill: str, *, reversal: str, by: Bill | None = None, reason: str | None = None) -> None:
        fill(self, ("bill", "reversal", "by", "reason"), bill, reversal, by, reason)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ClaimCharges:
    """Records which part of an export the charges of some bills are in (P4)."""

    export_name: str = field(kw_only=False)
    """The name of the export."""

    part: str
    """The part of the export, such as a digest of its content."""

    bills: Sequence[str]
    """The bills whose charges are in this part."""

    def __init__(self, export_name: str, *, part: str, bills: Sequence[str]) -> None:
        fill(self, ("export_name", "part", "bills"), export_name, part, bills)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class RenameWorkspace:
    """Sets or removes the display name of a workspace."""

    account: str = field(kw_only=False)
    """The account that owns the workspace."""

    workspace: str
    """The workspace to rename. Its site and id stay."""

    display_name: str | None = None
    """The name by which people know the workspace; absent: it has none any more."""

    def __init__(self, account: str, *, workspace: str, display_name: str | None = None) -> None:
        fill(self, ("account", "workspace", "display_name"), account, workspace, display_name)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class SetMailSettings:
    """Sets the language and the time zone of the mails to an account."""

    account: str = field(kw_only=False)
    """The account that receives the mails."""

    language: Language | None = None
    """The language of the mails; absent: the default of the host."""

    time_zone: str | None = None
    """The time zone of the instants in the mails, a name of the IANA database such as
    `Asia/Shanghai`; absent: the default of the host. Only its form is checked.
    """

    def __init__(self, account: str, *, language: Language | None = None, time_zone: str | None = None) -> None:
        fill(self, ("account", "language", "time_zone"), account, language, time_zone)


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
    | UnlinkCloudAccount
    | RestateBill
    | ClaimCharges
    | RenameWorkspace
    | SetMailSettings
)
"""A command: a change of the ledger that a caller requests."""


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
    UnlinkCloudAccount: ("command", "unlink_cloud_account"),
    RestateBill: ("command", "restate_bill"),
    ClaimCharges: ("command", "claim_charges"),
    RenameWorkspace: ("command", "rename_workspace"),
    SetMailSettings: ("command", "set_mail_settings"),
}
"""How each class is written in the interchange form; see `_json.py`."""
