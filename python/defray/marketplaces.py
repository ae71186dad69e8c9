"""What marketplaces send: proved genuine, read, answered; and what they get: usage. See `docs/marketplaces.md`.

`Engine.receive` does all that a host does with one delivery. `accept` and `reply` are its parts.

>>> from defray import Provider, marketplaces
>>> target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7"
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
    """What a host received, exactly as it came: signatures are over bytes. A message from a queue has only a body."""

    method: str = ""
    target: str = field(default="", repr=False)
    """The request target: path and query, undecoded."""
    headers: Iterable[tuple[str, str]] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """A certificate that the host fetched, over HTTPS, from the address that a message named."""

    address: str
    """The address, as the message named it (`Rejected.certificate_address`)."""
    pem: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trust:
    """What a host trusts; nothing, unless it is said."""

    now: datetime | None = None
    """The instant of the delivery, aware; absent: now."""
    secrets: Sequence[str] = field(default=(), repr=False)
    """AliCloud: the seller's key. Huawei Cloud: the access key. More than one while a key is being replaced."""
    certificates: Sequence[SigningCertificate] = ()
    """AWS: certificates of SNS."""
    topics: Sequence[str] = ()
    """AWS: the ARNs of the topics that may speak, whole. A valid signature alone only proves that some topic spoke."""
    private_channel: bool = False
    """The host trusts the channel of its deliveries. Only then are deliveries without a signature accepted; of AliCloud
    and Huawei Cloud, only where there is no secret."""
    age_limit: timedelta | None = None
    """How far the instant in a delivery may lie before now, in whole seconds; absent: what is usual for the
    provider."""
    nonces: Nonces | None = None
    """Huawei Cloud: the memory of nonces; absent: every nonce is new."""


class Proof(StrEnum):
    """What proves a delivery genuine."""

    SIGNATURE = "signature"
    """A signature that only the provider's private key makes."""
    SHARED_SECRET = "shared_secret"
    """A token or signature made with the secret that the provider shares with the host."""
    CHANNEL = "channel"
    """Nothing in it: the host trusts the channel."""


@dataclass(frozen=True, slots=True)
class ConfirmSubscription:
    """AWS SNS: open `address` once with GET, or nothing will come from `topic`. Once the message is submitted, a
    notification waits in the outbox until it is acknowledged."""

    topic: str
    address: str = field(repr=False)
    """Every holder of it can subscribe, so it belongs in no log."""


@dataclass(frozen=True, slots=True)
class LookUpEntitlements:
    """AWS: call `GetEntitlements`; the message only says that something changed."""

    product_code: str
    customer_identifier: str


@dataclass(frozen=True, slots=True)
class LookUpOrder:
    """Huawei Cloud V2: look the order up; who bought what is not in the call."""

    order: str
    order_line: str | None = None


@dataclass(frozen=True, slots=True)
class DescribeInstances:
    """Huawei Cloud V2: the marketplace asks how these are; answer with `Instances`."""

    instances: tuple[str, ...]


Next: TypeAlias = ConfirmSubscription | LookUpEntitlements | LookUpOrder | DescribeInstances
"""What a host must do because a delivery asks for it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A delivery that is genuine and was read."""

    messages: tuple[MarketplaceMessage, ...]
    """What it says, in the order in which it says it: to be submitted, each with `ingest`."""
    next: Next | None
    """What the host must do beside that."""
    proof: Proof


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    """To be sent byte for byte: it may be signed."""


class Rejected(Exception):
    """A delivery that is not genuine, not fresh, or cannot be read: nothing may be changed because of it. Neither its
    text nor any attribute holds a token, signature or secret."""

    code: Final[str]
    """The stable code, such as `forged`."""
    field: Final[str | None]
    """The field of the delivery to blame."""
    ours: Final[bool]
    """Whether the fault is the host's, so that the same delivery may be accepted later."""
    certificate_address: Final[str | None]
    """With `certificate_needed`: where to fetch it, checked to be an address of SNS's."""
    kept: Final[MarketplaceMessage]
    """The delivery as a message that a ledger records without trusting it."""
    reply: Final[Reply]
    """The answer to send."""

    def __init__(self, rejected: Mapping[str, Any]) -> None:
        """From the JSON object of the engine."""
        super().__init__(f"{rejected['message']} [{rejected['code']}]")
        self.code = rejected["code"]
        self.field = rejected.get("field")
        self.ours = rejected["ours"]
        self.certificate_address = rejected.get("certificate_address")
        self.kept = _message(rejected["kept"])
        self.reply = _reply(rejected["reply"])


@dataclass(frozen=True, slots=True)
class MessageResult:
    """What the ledger did with one message."""

    disposition: MessageDisposition | None
    """The disposition of the message, or of the first message of the same id; absent: the ledger did not take it."""
    duplicate: bool = False
    """Whether a message of the same id was received before. Then this one is not recorded."""
    position: int | None = None
    """The place of the message in the journal; absent: it is not recorded."""
    outbox: tuple[EntryPosition, ...] = ()
    """The outbox messages that were queued because of the message."""
    error: DefrayError | None = None
    """Why the ledger did not take the message; absent: it did."""


@dataclass(frozen=True, slots=True)
class Received:
    """The result of one delivery."""

    accepted: Accepted | None
    """The messages of the delivery, what the host must do next, and the proof; absent: it was rejected."""
    rejected: Rejected | None
    """Why the delivery was rejected; absent: it was accepted."""
    results: tuple[MessageResult, ...]
    """The result of each message that was submitted, in the order of the messages. Of an accepted delivery these are
    its messages, up to the first error that is no refusal. Of a rejected delivery it is the one message that records
    it, or nothing."""
    failure: DefrayError | None
    """The first error that is no refusal: of the disk, of the file, or a defect. A host must not ignore it."""
    reply: Reply
    """The answer to send. There is always one."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is kept and done."""

    access: Mapping[str, str] = field(default_factory=dict)
    """What the buyer's console shows of a new instance, such as `frontEndUrl`. Only in answers that have room for
    it."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """It is kept, and the instance not ready: the provider asks again later."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance that a host describes."""

    id: str
    access: Mapping[str, str] = field(default_factory=dict)
    """As in `Done`."""


@dataclass(frozen=True, slots=True)
class Instances:
    """The answer to `DescribeInstances`."""

    instances: Sequence[Instance]


@dataclass(frozen=True, slots=True)
class UnknownInstance:
    """There is no such instance."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It could not be kept now: the provider delivers it again."""


Outcome: TypeAlias = Done | NotReady | Instances | UnknownInstance | TryAgain
"""The result of a delivery, as the host wishes to answer it. A rejected one has its answer in `Rejected`."""


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
    """Proves a delivery genuine and reads it. Raises `Rejected`, with the answer to send, when it is not accepted."""
    request = json.dumps(_request(provider, delivery, trust))
    result = json.loads(marketplace_accept(request, delivery.body, trust.nonces))
    if "rejected" in result:
        raise Rejected(result["rejected"])
    return _accepted(result["accepted"])


def reply(provider: Provider, delivery: Delivery, outcome: Outcome, trust: Trust) -> Reply:
    """The answer to a delivery that was accepted, for an outcome."""
    request = _request(provider, delivery, trust) | {"outcome": _outcome(outcome)}
    return _reply(json.loads(marketplace_reply(json.dumps(request), delivery.body)))


class MeteringBilling(StrEnum):
    """How often a product is billed."""

    HOURLY = "hourly"
    """Every hour."""
    DAILY = "daily"
    """Every day."""
    REAL_TIME = "real_time"
    """At once (AliCloud)."""


class MeteringResultKind(StrEnum):
    """What a provider made of a usage record."""

    ACCEPTED = "accepted"
    """It is recorded and will be billed."""
    DUPLICATE = "duplicate"
    """The provider has a record in its place already and keeps that one."""
    NOT_SUBSCRIBED = "not_subscribed"
    """The subscription takes no usage."""
    REFUSED = "refused"
    """This record is wrong."""
    UNPROCESSED = "unprocessed"
    """It was not processed, or may be sent again without harm: send it again."""
    ISOLATE = "isolate"
    """The call failed as a whole because of one record: ask for the calls again with `records_per_call=1`."""
    HALTED = "halted"
    """The call failed as a whole, for a reason that has nothing to do with any record. A person must find the cause,
    then send it again."""
    UNKNOWN = "unknown"
    """It is not known whether it was recorded, and sending it again might have it billed twice. A person must look."""


@dataclass(frozen=True, slots=True)
class MeteringResult:
    """What a provider's answer says of one usage record."""

    record: EntryPosition
    """The number of the usage record."""
    result: MeteringResultKind
    """What the provider made of it."""
    outcome: MeteringOutcome | None = None
    """For `acknowledge_metering`; absent: nothing to acknowledge, the record stays in flight."""
    provider_record: str | None = None
    """For `acknowledge_metering`: the provider's own id of the record."""
    code: str | None = None
    """Where it said why not: the provider's own code, or what is lacking in the answer."""
    message: str | None = None
    """And what it says to it, shortened."""


@dataclass(frozen=True, slots=True)
class MeteringCall:
    """A call to a provider, ready to send, with the provider's SDK or, for Huawei Cloud, with `headers`. Keep it
    until it is answered."""

    provider: Provider
    """The provider whose interface is called."""
    operation: str
    """The operation as the provider's SDKs call it: `BatchMeterUsage`, `PushMeteringData`, or Huawei Cloud's path."""
    body: str
    """AWS and Huawei Cloud: the request's body. AliCloud: the value of the parameter `Metering`. It is sent byte for
    byte."""
    records: tuple[EntryPosition, ...]
    """The usage records in it, in their order."""
    wait: timedelta = timedelta()
    """How long to wait with it, from the sending of the first call: AliCloud takes one call for an instance in 60 s."""

    def outcomes(self, status: int, body: bytes = b"") -> tuple[MeteringResult, ...]:
        """What an answer says of each record, in their order. `status`: the answer's HTTP status; 0: no answer came."""
        answer = json.loads(metering_outcomes(json.dumps({"call": self._fields(), "status": status}), body))
        return tuple(_metering_result(one) for one in answer)

    def headers(self, secret: str, nonce: str, now: datetime | None = None) -> dict[str, str]:
        """What signs the call for Huawei Cloud, to be sent with it; nothing for AWS and AliCloud, whose own SDKs sign.

        `nonce`: drawn at random for each sending: letters, digits and hyphens.

        `now`: the instant of sending, aware; absent: now.
        """
        request = {"call": self._fields(), "now": _instant(now), "secret": secret, "nonce": nonce}
        return {name: value for name, value in json.loads(metering_headers(json.dumps(request)))}

    def to_json(self) -> str:
        """The call as a host keeps it, and as the command line takes it."""
        return json.dumps(self._fields(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> MeteringCall:
        """Reads what `to_json` gives."""
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
    """A usage record that no call can carry. It stays in flight."""

    record: EntryPosition
    """The number of the usage record."""
    code: str
    """The stable code, such as `too_late`."""
    message: str
    """Why, for people."""


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
    """The calls that carry usage records in flight to their provider, in the order to send them in, and the records
    that no call can carry.

    `now`: The instant of sending, aware; absent: now.

    `records`: Which; absent: all of the provider that are in flight.

    `records_per_call`: At most so many in a call; absent: the provider's own limit. With 1, a call that failed as a
    whole is sent in parts and shows which record is bad.

    `billing`: How often the product is billed. AWS: without effect.

    `age_limit`: How old usage may be, from the start of its hour, in whole seconds; absent: the provider's own rule.
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
    unsendable = (Unsendable(EntryPosition.parse(one["record"]), one["code"], one["message"]) for one in answer["unsendable"])
    return calls, tuple(unsendable)


def _metering_result(answer: Mapping[str, Any]) -> MeteringResult:
    record, outcome = EntryPosition.parse(answer["record"]), None
    if "outcome" in answer:
        line = {"command": "acknowledge_metering", "record": answer["record"], "outcome": answer["outcome"]}
        command = read_command(json.dumps(line, ensure_ascii=False)).command
        if not isinstance(command, AcknowledgeMetering):
            raise TypeError("an acknowledgement that is none")
        outcome = command.outcome
    result = MeteringResultKind(answer["result"])
    return MeteringResult(record, result, outcome, answer.get("provider_record"), answer.get("code"),
    answer.get("message"))


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
        raise TypeError("an ingest that is none")
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
