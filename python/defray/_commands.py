"""A method for every command. Written by `make bindings` from the commands of the engine; do not edit."""

from __future__ import annotations

from datetime import datetime

from ._native import Money
from ._records import *
from ._values import Answer, Request


class CommandMethods:
    """A method for every command: the command's fields, then when (`at`, default: the engine's clock), who asks (`actor`) and the
    caller's own id for the command (`idempotency_key`), which makes a retry safe.

    Each returns the answer, or raises `RefusedError` when a rule says no.
    """

    __slots__ = ()

    def submit(
        self,
        command: Command | Request,
        /,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        raise NotImplementedError

    def open_account(
        self,
        account: str,
        *,
        currency: str,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Opens an account.

        `account`: Its id, new.

        `currency`: Its only currency.
        """
        command = OpenAccount(account, currency=currency)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def close_account(
        self,
        account: str,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Closes an account for ever.

        `account`: Which.
        """
        command = CloseAccount(account)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def set_policy(
        self,
        account: str | None = None,
        *,
        policy: Policy,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Replaces the policy of an account, or the file's default.

        `account`: Whose; absent: of every account that has none of its own.

        `policy`: The whole policy; fields left out take the built-in defaults.
        """
        command = SetPolicy(account, policy=policy)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def top_up(
        self,
        account: str,
        *,
        amount: Money,
        reference: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Pays money in (M1).

        `account`: Whose.

        `amount`: How much.

        `reference`: The payment's own reference.
        """
        command = TopUp(account, amount=amount, reference=reference)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def issue_voucher(
        self,
        account: str,
        *,
        lot: str,
        kind: LotKind,
        face: Money,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        minimum_bill: Money | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Issues a voucher (M3).

        `account`: Whose.

        `lot`: Its id, new within the account.

        `kind`: An ordinary or a full-reduction voucher.

        `face`: Its value.

        `valid_from`: The first instant it pays; absent: at once.

        `valid_until`: The first instant it no longer pays; absent: never.

        `minimum_bill`: The smallest bill it pays, for full-reduction vouchers.
        """
        command = IssueVoucher(account, lot=lot, kind=kind, face=face, valid_from=valid_from, valid_until=valid_until, minimum_bill=minimum_bill)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def grant_card(
        self,
        account: str,
        *,
        lot: str,
        face: Money,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Grants a stored-value card (M2).

        `account`: Whose.

        `lot`: Its id, new within the account.

        `face`: Its value.

        `valid_from`: The first instant it pays; absent: at once.

        `valid_until`: The first instant it no longer pays; absent: never.
        """
        command = GrantCard(account, lot=lot, face=face, valid_from=valid_from, valid_until=valid_until)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def buy_card(
        self,
        account: str,
        *,
        lot: str,
        face: Money,
        valid_until: datetime | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Buys a stored-value card from cash (M2).

        `account`: Whose.

        `lot`: Its id, new within the account.

        `face`: Its value and its price.

        `valid_until`: The first instant it no longer pays; absent: never.
        """
        command = BuyCard(account, lot=lot, face=face, valid_until=valid_until)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def redeem_huawei_order(
        self,
        account: str,
        *,
        lot: str,
        order: str,
        huawei_account: str,
        face: Money,
        valid_until: datetime | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Redeems an order of Huawei Cloud's market into a card (M2).

        `account`: Whose.

        `lot`: The card's id, new within the account.

        `order`: The order; counts once over the whole file.

        `huawei_account`: Who ordered.

        `face`: The card's value.

        `valid_until`: The first instant it no longer pays; absent: never.
        """
        command = RedeemHuaweiOrder(account, lot=lot, order=order, huawei_account=huawei_account, face=face, valid_until=valid_until)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def void_lot(
        self,
        account: str,
        *,
        lot: str,
        reason: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Makes a lot void.

        `account`: Whose.

        `lot`: Which.

        `reason`: Why.
        """
        command = VoidLot(account, lot=lot, reason=reason)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def bind_workspace(
        self,
        account: str,
        *,
        workspace: str,
        since: datetime | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Binds a new workspace to an account.

        `account`: Whose.

        `workspace`: Its site and id, new.

        `since`: When its usage begins to be the account's to pay; absent: now.
        """
        command = BindWorkspace(account, workspace=workspace, since=since)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def move_workspace(
        self,
        account: str,
        *,
        workspace: str,
        to: str,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Moves a workspace to another account.

        `account`: Its owner now.

        `workspace`: Which.

        `to`: Its owner from now on.
        """
        command = MoveWorkspace(account, workspace=workspace, to=to)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def dissolve_workspace(
        self,
        account: str,
        *,
        workspace: str,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Ends a workspace.

        `account`: Its owner.

        `workspace`: Which.
        """
        command = DissolveWorkspace(account, workspace=workspace)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def link_cloud_account(
        self,
        account: str,
        *,
        cloud_account: str,
        subscription: Subscription,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Links a marketplace subscription to an account.

        `account`: Whose.

        `cloud_account`: Our name for the link, new.

        `subscription`: The provider's identifiers.
        """
        command = LinkCloudAccount(account, cloud_account=cloud_account, subscription=subscription)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def withdraw_cloud_account(
        self,
        account: str,
        *,
        cloud_account: str,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Gives up a link that the marketplace never confirmed.

        `account`: Whose.

        `cloud_account`: Which.
        """
        command = WithdrawCloudAccount(account, cloud_account=cloud_account)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def choose_method(
        self,
        account: str,
        *,
        workspace: str,
        method: Payer,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Chooses the settlement method of a workspace (C1).

        `account`: The workspace's owner.

        `workspace`: Which.

        `method`: Who shall pay.
        """
        command = ChooseMethod(account, workspace=workspace, method=method)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def ingest(
        self,
        message: MarketplaceMessage,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Takes in what a marketplace said.

        `message`: The message in canonical form.
        """
        command = Ingest(message)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def settle_bill(
        self,
        bill: Bill,
        *,
        account: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Settles a bill (P4).

        `bill`: The bill.

        `account`: Whose it is, as the caller knows it; absent: whoever the workspace belonged to at
        the start of the usage.
        """
        command = SettleBill(bill, account=account)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def reverse_bill(
        self,
        bill: str,
        *,
        reversal: str,
        amount: Money | None = None,
        reason: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Gives a bill's value back, whole or in part (W9).

        `bill`: Which.

        `reversal`: This giving-back's id, unique within the bill.

        `amount`: How much; absent: all that is left.

        `reason`: Why.
        """
        command = ReverseBill(bill, reversal=reversal, amount=amount, reason=reason)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def request_metering(
        self,
        cloud_account: str,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Asks for the next usage record of a cloud account (N2).

        `cloud_account`: Whose usage.
        """
        command = RequestMetering(cloud_account)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def acknowledge_metering(
        self,
        record: EntryPosition,
        *,
        outcome: MeteringOutcome,
        provider_record: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Tells what the provider answered to a usage record (N2).

        `record`: Which.

        `outcome`: What it answered.

        `provider_record`: The provider's own id of the record.
        """
        command = AcknowledgeMetering(record, outcome=outcome, provider_record=provider_record)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def advance(
        self,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Lets everything happen that has fallen due."""
        command = Advance()
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def acknowledge(
        self,
        outbox_message: EntryPosition,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Tells that an outbox message was met (N3).

        `outbox_message`: Which.
        """
        command = Acknowledge(outbox_message)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)
