"""What marketplaces send: proved genuine, read, answered. See `docs/marketplaces.md`.

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

from ._json import to_jsonable
from ._native import Nonces, marketplace_accept, marketplace_reply, read_command
from ._records import Ingest, MarketplaceMessage, Provider

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
    "Next",
    "Nonces",
    "NotReady",
    "Outcome",
    "Proof",
    "Rejected",
    "Reply",
    "SigningCertificate",
    "Trust",
    "TryAgain",
    "UnknownInstance",
    "accept",
    "reply",
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a host received, exactly as it came: signatures are over bytes. Of what came out of a queue there is only the body."""

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
    """The host vouches for the way deliveries come. Only then is what bears no signature accepted; of AliCloud and Huawei Cloud, only where
    there is no secret."""
    age_limit: timedelta | None = None
    """How far the instant that a delivery bears may lie before now, in whole seconds; absent: what is usual for the provider."""
    nonces: Nonces | None = None
    """Huawei Cloud: the memory of nonces; absent: every nonce is new."""


class Proof(StrEnum):
    """What proves a delivery genuine."""

    SIGNATURE = "signature"
    """A signature that only the provider's private key makes."""
    SHARED_SECRET = "shared_secret"
    """A token or signature made with the secret that the provider shares with the host."""
    CHANNEL = "channel"
    """Nothing in it: the host vouches for the way it came."""


@dataclass(frozen=True, slots=True)
class ConfirmSubscription:
    """AWS SNS: open `address` once with GET, or nothing will come from `topic`. Once the message is submitted, this is owed until it is
    acknowledged."""

    topic: str
    address: str = field(repr=False)
    """Whoever has it can subscribe, so it belongs in no log."""


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
    """A delivery that is not genuine, not fresh, or cannot be read: nothing may be changed because of it. Neither its text nor any attribute
    holds a token, signature or secret."""

    code: Final[str]
    """The stable code, such as `forged`."""
    field: Final[str | None]
    """The field of the delivery to blame."""
    ours: Final[bool]
    """Whether the fault is on our side, so that the same delivery may be accepted later."""
    certificate_address: Final[str | None]
    """With `certificate_needed`: where to fetch it, checked to be an address of SNS's."""
    kept: Final[MarketplaceMessage]
    """The delivery as a message that a ledger keeps without believing it, for hosts that keep such."""
    reply: Final[Reply]
    """What to answer."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """From what the engine tells."""
        super().__init__(f"{told['message']} [{told['code']}]")
        self.code = told["code"]
        self.field = told.get("field")
        self.ours = told["ours"]
        self.certificate_address = told.get("certificate_address")
        self.kept = _message(told["kept"])
        self.reply = _reply(told["reply"])


@dataclass(frozen=True, slots=True)
class Done:
    """It is kept and done."""

    access: Mapping[str, str] = field(default_factory=dict)
    """What the buyer's console shows of a new instance, such as `frontEndUrl`. Only in answers that have room for it."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """It is kept, and the instance not ready: the provider asks again later."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance that a host tells of."""

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
"""What came of a delivery, as the host wishes to answer it. A rejected one has its answer in `Rejected`."""


def accept(provider: Provider, delivery: Delivery, trust: Trust) -> Accepted:
    """Proves a delivery genuine and reads it. Raises `Rejected`, with what to answer, when it is not accepted."""
    told = json.loads(marketplace_accept(json.dumps(_asked(provider, delivery, trust)), delivery.body, trust.nonces))
    if "rejected" in told:
        raise Rejected(told["rejected"])
    accepted = told["accepted"]
    messages = tuple(_message(message) for message in accepted["messages"])
    return Accepted(messages, _next(accepted.get("next")), Proof(accepted["proof"]))


def reply(provider: Provider, delivery: Delivery, outcome: Outcome, trust: Trust) -> Reply:
    """What to answer to a delivery that was accepted, given what came of it."""
    asked = _asked(provider, delivery, trust) | {"outcome": _outcome(outcome)}
    return _reply(json.loads(marketplace_reply(json.dumps(asked), delivery.body)))


def _asked(provider: Provider, delivery: Delivery, trust: Trust) -> dict[str, Any]:
    now = datetime.now(timezone.utc) if trust.now is None else trust.now
    trusted: dict[str, Any] = {
        "now": to_jsonable(now),
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


def _next(told: Mapping[str, Any] | None) -> Next | None:
    match told:
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


def _message(told: Mapping[str, Any]) -> MarketplaceMessage:
    command = read_command(json.dumps({"command": "ingest", "message": told}, ensure_ascii=False)).command
    if not isinstance(command, Ingest):
        raise TypeError("an ingest that is none")
    return command.message


def _reply(told: Mapping[str, Any]) -> Reply:
    return Reply(told["status"], tuple((name, value) for name, value in told["headers"]), told["body"])
