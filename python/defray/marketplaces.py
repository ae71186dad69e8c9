"""Marketplace deliveries: verification, reading and replies; and the calls that send usage records. See
`docs/marketplaces.md`.

`Engine.receive` does all that a host does with one delivery. `accept` and `reply` are its parts.

>>> from defray import Provider, marketplaces
>>> target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false"
>>> target += "&token=12317a5ad7d2428e1069ad4a5c81a7f7"
>>> call = marketplaces.Delivery(method="GET", target=target)
>>> trust = marketplaces.Trust(secrets=["isvkey"])
>>> accepted = marketplaces.accept(Provider.ALI_CLOUD, call, trust)
>>> accepted.messages[0].signal
<Signal.ENDED: 'ended'>
>>> marketplaces.reply(Provider.ALI_CLOUD, call, marketplaces.Done(), trust).body
'{"success":"true"}'
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Final, TypeAlias

from ._errors import DefrayError, make
from ._json import to_jsonable
from ._native import (
    Engine,
    Nonces,
    Snapshot,
    marketplace_accept,
    marketplace_receive,
    marketplace_reply,
    metering_headers,
    metering_outcomes,
    read_command,
)
from ._native import metering_calls as _metering_calls
from ._records import (
    AcknowledgeMetering,
    EntryPosition,
    Ingest,
    MarketplaceMessage,
    MessageDisposition,
    MeteringOutcome,
    Provider,
)

__all__ = [
    "Accepted",
    "ConfirmSubscription",
    "Delivery",
    "DescribeInstances",
    "Done",
    "Instance",
    "Instances",
    "LookUpEntitlements",
    "LookUpOrder",
    "MessageResult",
    "MeteringBilling",
    "MeteringCall",
    "MeteringResult",
    "MeteringResultKind",
    "Next",
    "Nonces",
    "NotReady",
    "Outcome",
    "Proof",
    "Received",
    "Rejected",
    "Reply",
    "SigningCertificate",
    "Trust",
    "TryAgain",
    "UnknownInstance",
    "Unsendable",
    "accept",
    "metering_calls",
    "reply",
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery of a marketplace, with the same bytes that the host received, because signatures are over bytes. A
    message from a queue has only a body."""

    method: str = ""
    """The HTTP method, such as `GET`."""
    target: str = field(default="", repr=False)
    """The request target: path and query, not decoded."""
    headers: Iterable[tuple[str, str]] = field(default=(), repr=False)
    """The names and values of the HTTP headers."""
    body: bytes = field(default=b"", repr=False)
    """The body of the HTTP request, or the message from the queue."""


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """A certificate that the host fetched over HTTPS from the address in a message."""

    address: str
    """The address in the message (`Rejected.certificate_address`)."""
    pem: str = field(repr=False)
    """The certificate in the PEM form."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The secrets, certificates and sources that the host trusts. Without arguments the host trusts nothing."""

    now: datetime | None = None
    """The instant of the delivery, aware; absent: the present instant of the operating system."""
    secrets: Sequence[str] = field(default=(), repr=False)
    """AliCloud: the seller's key. Huawei Cloud: the access key. There can be several while a key is replaced."""
    certificates: Sequence[SigningCertificate] = ()
    """AWS: certificates of SNS."""
    topics: Sequence[str] = ()
    """AWS: the complete ARNs of the trusted topics. A valid signature alone proves only that the message is from some
    topic."""
    private_channel: bool = False
    """Whether the host trusts the channel of its deliveries. Only then are deliveries without a signature accepted; for
    AliCloud and Huawei Cloud only when `secrets` is empty too."""
    age_limit: timedelta | None = None
    """The longest time between the instant in a delivery and `now`, in whole seconds; absent: the default of the
    provider."""
    nonces: Nonces | None = None
    """Huawei Cloud: the nonces of earlier calls; absent: every nonce is new."""


class Proof(StrEnum):
    """The proof that a delivery is genuine."""

    SIGNATURE = "signature"
    """A signature that needs the private key of the provider."""
    SHARED_SECRET = "shared_secret"
    """A token or signature that needs the secret that the provider shares with the host."""
    CHANNEL = "channel"
    """The delivery has no proof, but the host trusts the channel (`Trust.private_channel`)."""


@dataclass(frozen=True, slots=True)
class ConfirmSubscription:
    """AWS SNS: the host must open `address` once with GET; before that, `topic` sends nothing. When the message is
    submitted, a notification with the address is queued in the outbox until the host acknowledges it (N3)."""

    topic: str
    """The ARN of the topic."""
    address: str = field(repr=False)
    """The address to open. With it every person can subscribe, so do not write it to a log."""


@dataclass(frozen=True, slots=True)
class LookUpEntitlements:
    """AWS: the host must call `GetEntitlements`, because the message contains only that something changed."""

    product_code: str
    """The product code of the seller's product."""
    customer_identifier: str
    """The identifier of the customer for that product."""


@dataclass(frozen=True, slots=True)
class LookUpOrder:
    """Huawei Cloud V2: the host must query the order, because the call does not contain the buyer and the product."""

    order: str
    """The id of the order."""
    order_line: str | None = None
    """The id of the line in the order; absent: the call names none."""


@dataclass(frozen=True, slots=True)
class DescribeInstances:
    """Huawei Cloud V2: the marketplace queries these instances. The outcome is `Instances`."""

    instances: tuple[str, ...]
    """The ids of the instances."""


Next: TypeAlias = ConfirmSubscription | LookUpEntitlements | LookUpOrder | DescribeInstances
"""The action that a delivery demands from the host."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The content of a genuine delivery."""

    messages: tuple[MarketplaceMessage, ...]
    """The messages of the delivery, in their order. The host submits each with `ingest`."""
    next: Next | None
    """The action that the delivery demands from the host; absent: none."""
    proof: Proof
    """The proof that the delivery is genuine."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The HTTP response to a delivery."""

    status: int
    """The HTTP status code."""
    headers: tuple[tuple[str, str], ...]
    """The names and values of the HTTP headers."""
    body: str
    """The body. Send it without changes, because it can be signed."""


class Rejected(Exception):
    """A delivery that is not genuine, cannot be verified or read, is too old, or was delivered before. It must not
    change anything. The text and the attributes of this exception contain no token, signature or secret."""

    code: Final[str]
    """The error code, such as `forged`. A code never changes."""
    field: Final[str | None]
    """The wrong field of the delivery; None if there is none."""
    ours: Final[bool]
    """Whether the host caused the rejection. Then the same delivery can be accepted later."""
    certificate_address: Final[str | None]
    """With `certificate_needed`: the address of the certificate that the host must fetch. It is an address of SNS."""
    kept: Final[MarketplaceMessage]
    """The delivery as a message that the ledger records without an effect."""
    reply: Final[Reply]
    """The reply to send."""

    def __init__(self, rejected: Mapping[str, Any]) -> None:
        """Reads the JSON object of the engine."""
        super().__init__(f"{rejected['message']} [{rejected['code']}]")
        self.code = rejected["code"]
        self.field = rejected.get("field")
        self.ours = rejected["ours"]
        self.certificate_address = rejected.get("certificate_address")
        self.kept = _message(rejected["kept"])
        self.reply = _reply(rejected["reply"])


@dataclass(frozen=True, slots=True)
class MessageResult:
    """The result of one submitted message."""

    disposition: MessageDisposition | None
    """The disposition of the message, or of the first message with the same id; absent: the ledger did not accept the
    message."""
    duplicate: bool = False
    """Whether a message with the same id was received before. Then this one is not recorded."""
    position: int | None = None
    """The position of the message in the journal, from 1; absent: it is not recorded."""
    outbox: tuple[EntryPosition, ...] = ()
    """The outbox messages that were queued because of the message."""
    error: DefrayError | None = None
    """Why the ledger did not accept the message; absent: it did."""


@dataclass(frozen=True, slots=True)
class Received:
    """The result of one delivery."""

    accepted: Accepted | None
    """The messages of the delivery, the next action of the host, and the proof; absent: it was rejected."""
    rejected: Rejected | None
    """Why the delivery was rejected; absent: it was accepted."""
    results: tuple[MessageResult, ...]
    """The result of each message that was submitted, in the order of the messages. Of an accepted delivery these are
    its messages, up to the first error that is not a refusal. Of a rejected delivery it is the one message that records
    it, or nothing."""
    failure: DefrayError | None
    """The first error that is not a refusal: of the disk, of the file, or a defect. A host must not ignore it. Absent:
    there was none."""
    reply: Reply
    """The reply to send. There is always one."""


@dataclass(frozen=True, slots=True)
class Done:
    """The delivery is recorded and executed."""

    access: Mapping[str, str] = field(default_factory=dict)
    """The access data that the buyer's console shows of a new instance, by the provider's field names, such as
    `frontEndUrl`. Only some replies contain them."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """The delivery is recorded, but the instance is not ready. The provider repeats its call later."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance in the outcome `Instances`."""

    id: str
    """The id of the instance."""
    access: Mapping[str, str] = field(default_factory=dict)
    """The access data of the instance, as in `Done`."""


@dataclass(frozen=True, slots=True)
class Instances:
    """The outcome of `DescribeInstances`."""

    instances: Sequence[Instance]
    """The instances that the marketplace queried."""


@dataclass(frozen=True, slots=True)
class UnknownInstance:
    """The host has no such instance."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The delivery could not be recorded now. The provider delivers it again."""


Outcome: TypeAlias = Done | NotReady | Instances | UnknownInstance | TryAgain
"""The outcome of a delivery, from which `reply` makes the reply. The reply to a rejected delivery is in `Rejected`."""


def receive(
    engine: Engine,
    provider: Provider,
    delivery: Delivery,
    trust: Trust,
    *,
    at: datetime | None = None,
    access: Mapping[str, str] | None = None,
    keep_rejected: bool = False,
) -> Received:
    """See `Engine.receive`."""
    request = _request(provider, delivery, trust) | {"access": dict(access or {}), "keep_rejected": keep_rejected}
    if at is not None:
        request["at"] = _instant(at)
    received = json.loads(marketplace_receive(engine, json.dumps(request), delivery.body, trust.nonces))
    return Received(
        accepted=_accepted(received["accepted"]) if "accepted" in received else None,
        rejected=Rejected(received["rejected"]) if "rejected" in received else None,
        results=tuple(_message_result(one) for one in received["results"]),
        failure=_error(received.get("failure")),
        reply=_reply(received["reply"]),
    )


def accept(provider: Provider, delivery: Delivery, trust: Trust) -> Accepted:
    """Verifies that a delivery is genuine, and reads it.

    Raises `Rejected`, with the reply to send, when the delivery is not accepted. Raises `MisuseError` when a value of
    `trust` or of the delivery has a wrong type.
    """
    request = json.dumps(_request(provider, delivery, trust))
    result = json.loads(marketplace_accept(request, delivery.body, trust.nonces))
    if "rejected" in result:
        raise Rejected(result["rejected"])
    return _accepted(result["accepted"])


def reply(provider: Provider, delivery: Delivery, outcome: Outcome, trust: Trust) -> Reply:
    """The reply to an accepted delivery, for an outcome.

    Raises `MisuseError` when a value of `trust`, of the delivery or of the outcome has a wrong type.
    """
    request = _request(provider, delivery, trust) | {"outcome": _outcome(outcome)}
    return _reply(json.loads(marketplace_reply(json.dumps(request), delivery.body)))


class MeteringBilling(StrEnum):
    """How often a product is billed."""

    HOURLY = "hourly"
    """Every hour."""
    DAILY = "daily"
    """Every day."""
    REAL_TIME = "real_time"
    """In real time (AliCloud only)."""


class MeteringResultKind(StrEnum):
    """The result of a usage record in a provider's answer."""

    ACCEPTED = "accepted"
    """The provider recorded it and will bill it."""
    DUPLICATE = "duplicate"
    """The provider recorded another usage record for the same subscription, dimension and time before, and ignores this
    one."""
    NOT_SUBSCRIBED = "not_subscribed"
    """The subscription does not accept usage: it is unknown, ended or suspended."""
    REFUSED = "refused"
    """The provider refuses this record as wrong."""
    UNPROCESSED = "unprocessed"
    """The provider did not process it, or accepts it again without a double bill. Send it again."""
    ISOLATE = "isolate"
    """The whole call failed because of one record. Call `metering_calls` again with `records_per_call=1`."""
    HALTED = "halted"
    """The whole call failed for a reason that is independent of its records, such as the credentials. A person must
    remove the cause and then send the call again."""
    UNKNOWN = "unknown"
    """It is not known whether the provider recorded it. Sent again, it could be billed twice. A person must check."""


@dataclass(frozen=True, slots=True)
class MeteringResult:
    """The result of one usage record in a provider's answer."""

    record: EntryPosition
    """The number of the usage record."""
    result: MeteringResultKind
    """The kind of the result."""
    outcome: MeteringOutcome | None = None
    """The outcome for `acknowledge_metering`; absent: there is nothing to acknowledge, the record stays in flight."""
    provider_record: str | None = None
    """The provider's own id of the record, for `acknowledge_metering`; absent: the answer has none."""
    code: str | None = None
    """The provider's own error code, or the name of the part that the answer lacks; absent: no error."""
    message: str | None = None
    """The provider's error message, shortened; absent: there is none."""


@dataclass(frozen=True, slots=True)
class MeteringCall:
    """A call to a provider that the host sends: with the provider's SDK or, for Huawei Cloud, with `headers`. Store the
    call until its answer is received."""

    provider: Provider
    """The provider whose interface is called."""
    operation: str
    """The name of the operation in the provider's SDKs: `BatchMeterUsage`, `PushMeteringData`, or the path for Huawei
    Cloud."""
    body: str
    """AWS and Huawei Cloud: the body of the request. AliCloud: the value of the parameter `Metering`. Send it without
    changes."""
    records: tuple[EntryPosition, ...]
    """The numbers of the usage records in the call, in their order."""
    wait: timedelta = timedelta()
    """The time between the sending of the first call and of this call, in whole seconds: AliCloud accepts one call for
    an instance in 60 seconds."""

    def outcomes(self, status: int, body: bytes = b"") -> tuple[MeteringResult, ...]:
        """The result of each record of the call, in their order.

        `status`: the HTTP status of the answer; 0: no answer was received. `body`: the body of the answer.
        """
        answer = json.loads(metering_outcomes(json.dumps({"call": self._fields(), "status": status}), body))
        return tuple(_metering_result(one) for one in answer)

    def headers(self, secret: str, nonce: str, now: datetime | None = None) -> dict[str, str]:
        """The HTTP headers that sign the call for Huawei Cloud. Empty for AWS and AliCloud, because their SDKs sign.

        `secret`: the access key. `nonce`: a new random text for each request, of letters, digits and hyphens. `now`:
        the instant of the request, aware; absent: the present instant of the operating system.

        Raises `MisuseError` when the provider does not allow the nonce.
        """
        request = {"call": self._fields(), "now": _instant(now), "secret": secret, "nonce": nonce}
        return {name: value for name, value in json.loads(metering_headers(json.dumps(request)))}

    def to_json(self) -> str:
        """The call as JSON, for a host that stores it, and for the command line."""
        return json.dumps(self._fields(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> MeteringCall:
        """Reads the result of `to_json`. Raises `ValueError` for a text that is not JSON."""
        answer = json.loads(text)
        records = tuple(EntryPosition.parse(number) for number in answer["records"])
        wait = timedelta(seconds=answer["wait"])
        return cls(Provider(answer["provider"]), answer["operation"], answer["body"], records, wait)

    def _fields(self) -> dict[str, Any]:
        return {
            "provider": str(Provider(self.provider)),
            "operation": self.operation,
            "body": self.body,
            "records": [str(number) for number in self.records],
            "wait": self.wait // timedelta(seconds=1),
        }


@dataclass(frozen=True, slots=True)
class Unsendable:
    """A usage record that cannot be in any call. It stays in flight."""

    record: EntryPosition
    """The number of the usage record."""
    code: str
    """The error code, such as `too_late`. A code never changes."""
    message: str
    """The reason, for people."""


def metering_calls(
    snapshot: Snapshot,
    provider: Provider,
    *,
    now: datetime | None = None,
    records: Iterable[EntryPosition] | None = None,
    records_per_call: int | None = None,
    billing: MeteringBilling = MeteringBilling.HOURLY,
    age_limit: timedelta | None = None,
) -> tuple[tuple[MeteringCall, ...], tuple[Unsendable, ...]]:
    """The calls that carry usage records in flight to their provider, in the order of sending, and the records that
    cannot be in any call.

    `now`: the instant of sending, aware; absent: the present instant of the operating system.

    `records`: the numbers of the usage records; absent: all usage records in flight of the provider.

    `records_per_call`: the largest number of records in a call; absent: the provider's own limit. With 1, the answers
    show which record made a call fail.

    `billing`: how often the product is billed; without effect for AWS.

    `age_limit`: the largest age of usage, from the start of its hour, in whole seconds; absent: the provider's own
    rule.

    Raises `NotFoundError` when there is no usage record with one of the numbers.
    """
    request: dict[str, Any] = {
        "provider": str(Provider(provider)),
        "now": _instant(now),
        "billing": str(MeteringBilling(billing)),
    }
    if records is not None:
        request["records"] = [str(number) for number in records]
    if records_per_call is not None:
        request["records_per_call"] = records_per_call
    if age_limit is not None:
        request["age_limit"] = age_limit // timedelta(seconds=1)
    answer = json.loads(_metering_calls(snapshot, json.dumps(request)))
    calls = tuple(MeteringCall.from_json(json.dumps(call)) for call in answer["calls"])
    unsendable = tuple(
        Unsendable(EntryPosition.parse(one["record"]), one["code"], one["message"]) for one in answer["unsendable"]
    )
    return calls, unsendable


def _metering_result(answer: Mapping[str, Any]) -> MeteringResult:
    record, outcome = EntryPosition.parse(answer["record"]), None
    if "outcome" in answer:
        line = {"command": "acknowledge_metering", "record": answer["record"], "outcome": answer["outcome"]}
        command = read_command(json.dumps(line, ensure_ascii=False)).command
        if not isinstance(command, AcknowledgeMetering):
            raise TypeError("the engine returned a command that is not `acknowledge_metering`")
        outcome = command.outcome
    result = MeteringResultKind(answer["result"])
    provider_record, code, message = answer.get("provider_record"), answer.get("code"), answer.get("message")
    return MeteringResult(record, result, outcome, provider_record, code, message)


def _instant(at: datetime | None) -> Any:
    return to_jsonable(datetime.now(timezone.utc) if at is None else at)


def _request(provider: Provider, delivery: Delivery, trust: Trust) -> dict[str, Any]:
    trusted: dict[str, Any] = {
        "now": _instant(trust.now),
        "secrets": list(trust.secrets),
        "certificates": [{"address": one.address, "pem": one.pem} for one in trust.certificates],
        "topics": list(trust.topics),
        "private_channel": trust.private_channel,
    }
    if trust.age_limit is not None:
        trusted["age_limit"] = trust.age_limit // timedelta(seconds=1)
    return {
        "provider": str(Provider(provider)),
        "method": delivery.method,
        "target": delivery.target,
        "headers": [[name, value] for name, value in delivery.headers],
        "trust": trusted,
    }


def _outcome(outcome: Outcome) -> Any:
    match outcome:
        case Done(access):
            return {"done": {"access": dict(access)}}
        case NotReady():
            return "not_ready"
        case Instances(instances):
            return {"instances": [{"id": one.id, "access": dict(one.access)} for one in instances]}
        case UnknownInstance():
            return "unknown_instance"
        case TryAgain():
            return "try_again"


def _next(answer: Mapping[str, Any] | None) -> Next | None:
    match answer:
        case {"do": "confirm_subscription", "topic": topic, "address": address}:
            return ConfirmSubscription(topic, address)
        case {"do": "look_up_entitlements", "product_code": product, "customer_identifier": customer}:
            return LookUpEntitlements(product, customer)
        case {"do": "look_up_order", "order": order, "order_line": line}:
            return LookUpOrder(order, line)
        case {"do": "look_up_order", "order": order}:
            return LookUpOrder(order)
        case {"do": "describe_instances", "instances": instances}:
            return DescribeInstances(tuple(instances))
        case _:
            return None


def _message(message: Mapping[str, Any]) -> MarketplaceMessage:
    command = read_command(json.dumps({"command": "ingest", "message": message}, ensure_ascii=False)).command
    if not isinstance(command, Ingest):
        raise TypeError("the engine returned a command that is not `ingest`")
    return command.message


def _accepted(accepted: Mapping[str, Any]) -> Accepted:
    messages = tuple(_message(message) for message in accepted["messages"])
    return Accepted(messages, _next(accepted.get("next")), Proof(accepted["proof"]))


def _message_result(result: Mapping[str, Any]) -> MessageResult:
    return MessageResult(
        disposition=MessageDisposition(result["disposition"]) if "disposition" in result else None,
        duplicate=result.get("duplicate", False),
        position=result.get("position"),
        outbox=tuple(EntryPosition.parse(number) for number in result.get("outbox", ())),
        error=_error(result.get("error")),
    )


def _error(error: Mapping[str, Any] | None) -> DefrayError | None:
    if error is None:
        return None
    field, rule = error.get("field", ""), error.get("rule", "")
    code, number, class_ = error["code"], error["number"], error["class"]
    return make(error["message"], code, number, class_, field, rule, None, error["retryable"])


def _reply(reply: Mapping[str, Any]) -> Reply:
    return Reply(reply["status"], tuple((name, value) for name, value in reply["headers"]), reply["body"])
