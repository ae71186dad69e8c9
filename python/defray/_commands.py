"""A method for every command. Written by `make bindings` from the commands of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ._native import Money
from ._records import *
from ._values import Answer, Request


class CommandMethods:
    """A method for each command. Its parameters are the fields of the command, then the instant of the command (`at`;
    default: the engine's clock), the name of the person or system that requests it (`actor`), and the caller's own id
    of the command (`idempotency_key`), which makes a retry safe (A2).

    Each method returns the answer. It raises `RefusedError` when a rule does not allow the command.
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

        `account`: The id of the account. It must be new.

        `currency`: The currency of the account. It never changes.
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
        """Closes an account permanently.

        `account`: The account to close. It must be open, without overdraft, workspaces, held bills
        or live cloud accounts.
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

        `account`: The account that gets the policy; absent: the default for every account without a
        policy of its own.

        `policy`: The whole policy. A field that is left out takes its built-in default.
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
        """Pays money into an account (M1).

        `account`: The account that receives the money.

        `amount`: The amount paid in, above zero, in the account's currency.

        `reference`: The reference of the payment, as free text.
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

        `account`: The account that receives the voucher.

        `lot`: The id of the voucher. It must be new within the account.

        `kind`: The kind of voucher: ordinary or full-reduction. A card is refused.

        `face`: The value of the voucher, above zero, in the account's currency.

        `valid_from`: The first instant at which the voucher can pay; absent: the instant of the
        decision.

        `valid_until`: The first instant at which the voucher can no longer pay; absent: it never
        expires.

        `minimum_bill`: The smallest bill that the voucher pays (W5). Only full-reduction vouchers
        may have one.
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

        `account`: The account that receives the card.

        `lot`: The id of the card. It must be new within the account.

        `face`: The value of the card, above zero, in the account's currency.

        `valid_from`: The first instant at which the card can pay; absent: the instant of the
        decision.

        `valid_until`: The first instant at which the card can no longer pay; absent: it never
        expires.
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

        `account`: The account that buys the card.

        `lot`: The id of the card. It must be new within the account.

        `face`: The value of the card, which is also its price: a multiple of the policy's
        `card_multiple`, at most the cash.

        `valid_until`: The first instant at which the card can no longer pay; absent: it never
        expires.
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
        """Redeems an order from Huawei Cloud's market for a card (M2).

        `account`: The account that receives the card.

        `lot`: The id of the card. It must be new within the account.

        `order`: The number of the order. One order can be redeemed once in the whole ledger.

        `huawei_account`: The Huawei Cloud account that placed the order.

        `face`: The value of the card: a multiple of the policy's `card_multiple`, in the account's
        currency.

        `valid_until`: The first instant at which the card can no longer pay; absent: it never
        expires.
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
        """Makes a voucher or a card void. The value left in it is lost.

        `account`: The account that owns the lot.

        `lot`: The voucher or card to make void.

        `reason`: The reason, as free text.
        """
        command = VoidLot(account, lot=lot, reason=reason)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def bind_workspace(
        self,
        account: str,
        *,
        workspace: str,
        since: datetime | None = None,
        display_name: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Binds a workspace to an account, or extends its first binding backwards (P5).

        `account`: The account that the workspace will belong to.

        `workspace`: The site and the id of the workspace. It must be new, unless `since` is before
        its first binding to this account.

        `since`: The instant from which the account pays for the usage, not after the decision;
        absent: the instant of the decision.

        `display_name`: The name by which people know the workspace; absent: it has none. It has no
        effect when a binding is extended.
        """
        command = BindWorkspace(account, workspace=workspace, since=since, display_name=display_name)
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

        `account`: The account that owns the workspace before the move.

        `workspace`: The workspace to move.

        `to`: The account that owns the workspace after the move. It must have the same currency.
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
        """Dissolves a workspace. Usage that begins later has no payer (P5).

        `account`: The account that owns the workspace.

        `workspace`: The workspace to dissolve.
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

        `account`: The account that gets the cloud account.

        `cloud_account`: The id of the cloud account in this ledger. It must be new.

        `subscription`: The identifiers by which the provider knows the subscription.
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
        """Withdraws a cloud account that the marketplace has not confirmed.

        `account`: The account that owns the cloud account.

        `cloud_account`: The cloud account to withdraw. It must be pending.
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

        `account`: The account that owns the workspace.

        `workspace`: The workspace whose method changes.

        `method`: The payer that is chosen: the enterprise account or one of the account's cloud
        accounts.
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
        """Receives a message from a marketplace.

        `message`: The message in its canonical form.
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

        `bill`: The bill. Its id settles once.

        `account`: The account that the caller expects to pay; the command is refused (C1) when it
        is not the workspace's owner at the start of the usage. Absent: that owner, without a check.
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
        """Reverses a bill: refunds its value, whole or in part (W9).

        `bill`: The bill to reverse.

        `reversal`: The id of this reversal. It must be unique within the bill.

        `amount`: The amount to refund, above zero and at most what is left of the bill; absent: all
        that is left.

        `reason`: The reason, as free text.
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

        `cloud_account`: The cloud account whose charges are to be metered.
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
        """Records the answer of a provider to a usage record (N2).

        `record`: The number of the usage record.

        `outcome`: The answer of the provider.

        `provider_record`: The provider's own id of the usage record.
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
        """Applies everything that has fallen due: expiries, reminders, locks and metering
        deadlines.
        """
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
        """Records that the host delivered an outbox message (N3).

        `outbox_message`: The number of the outbox message.
        """
        command = Acknowledge(outbox_message)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def unlink_cloud_account(
        self,
        account: str,
        *,
        cloud_account: str,
        reason: str,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Undoes a wrong link to a subscription, while nothing is metered (C4).

        `account`: The account that owns the cloud account.

        `cloud_account`: The cloud account to unlink. It must be pending, active, suspended or
        closing.

        `reason`: The reason, as free text; not empty.
        """
        command = UnlinkCloudAccount(account, cloud_account=cloud_account, reason=reason)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def restate_bill(
        self,
        bill: str,
        *,
        reversal: str,
        by: Bill | None = None,
        reason: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Replaces a bill whose charge the provider restated: refunds what is left of it, and
        settles another bill (P4).

        `bill`: The bill that is replaced.

        `reversal`: The id of the reversal of that bill. It must be unique within the bill.

        `by`: The bill that takes its place, of the same workspace and with a new id; absent: the
        provider withdrew the charge.

        `reason`: The reason, as free text.
        """
        command = RestateBill(bill, reversal=reversal, by=by, reason=reason)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def claim_charges(
        self,
        export_name: str,
        *,
        part: str,
        bills: Sequence[str],
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Records which part of an export the charges of some bills are in (P4).

        `export_name`: The name of the export.

        `part`: The part of the export, such as a digest of its content.

        `bills`: The bills whose charges are in this part.
        """
        command = ClaimCharges(export_name, part=part, bills=bills)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def rename_workspace(
        self,
        account: str,
        *,
        workspace: str,
        display_name: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Sets or removes the display name of a workspace.

        `account`: The account that owns the workspace.

        `workspace`: The workspace to rename. Its site and id stay.

        `display_name`: The name by which people know the workspace; absent: it has none any more.
        """
        command = RenameWorkspace(account, workspace=workspace, display_name=display_name)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)

    def set_mail_settings(
        self,
        account: str,
        *,
        language: Language | None = None,
        time_zone: str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Sets the language and the time zone of the mails to an account.

        `account`: The account that receives the mails.

        `language`: The language of the mails; absent: the default of the host.

        `time_zone`: The time zone of the instants in the mails, a name of the IANA database such as
        `Asia/Shanghai`; absent: the default of the host. Only its form is checked.
        """
        command = SetMailSettings(account, language=language, time_zone=time_zone)
        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)
