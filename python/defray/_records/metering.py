"""The records of `metering`. Written by `make bindings` from the types of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from .._native import Money, fill
from .position import EntryPosition

__all__ = [
    "Charge",
    "InFlight",
    "Meter",
    "MeterMark",
    "MeteringOutcome",
    "MeteringOutcomeAccepted",
    "MeteringOutcomeDuplicate",
    "MeteringOutcomeNotSubscribed",
    "MeteringOutcomeRejected",
    "MeteringOutcomeUnprocessed",
    "UsageRecord",
    "UsageState",
]


@dataclass(frozen=True, slots=True)
class MeteringOutcomeAccepted:
    """The provider accepted the record."""


@dataclass(frozen=True, slots=True, init=False)
class MeteringOutcomeDuplicate:
    """The provider had a record of that hour already, and keeps that one."""

    quantity: int | None = None
    """The quantity of the record that the provider has; absent: it is not known, and the usage
    record is disputed.
    """

    def __init__(self, quantity: int | None = None) -> None:
        fill(self, ("quantity",), quantity)


@dataclass(frozen=True, slots=True, init=False)
class MeteringOutcomeRejected:
    """The provider rejected the record."""

    reason: str | None = None
    """The reason that the provider gave."""

    def __init__(self, reason: str | None = None) -> None:
        fill(self, ("reason",), reason)


@dataclass(frozen=True, slots=True)
class MeteringOutcomeNotSubscribed:
    """The provider takes no usage of this subscription, or takes it no longer."""


@dataclass(frozen=True, slots=True)
class MeteringOutcomeUnprocessed:
    """The result is unknown, or the record must be sent again."""


MeteringOutcome: TypeAlias = (
    MeteringOutcomeAccepted
    | MeteringOutcomeDuplicate
    | MeteringOutcomeRejected
    | MeteringOutcomeNotSubscribed
    | MeteringOutcomeUnprocessed
)
"""The answer of a provider to a usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterMark:
    """A point in a meter: all charges before one charge, and a part of that charge."""

    position: EntryPosition = field(kw_only=False)
    """The position of the charge that contains the mark."""

    part: Money
    """The part of the charge that lies before the mark."""


class UsageState(StrEnum):
    """The state of a usage record."""

    IN_FLIGHT = "in_flight"
    """The record was requested and has no answer yet."""

    ACCEPTED = "accepted"
    """The provider accepted the record."""

    VOID = "void"
    """The provider did not accept the record. Its charges wait again."""

    DISPUTED = "disputed"
    """The provider has another quantity of that hour than the record. It is not known which, so the
    record has no final answer yet, and it is not sent again.
    """

    TOO_LATE = "too_late"
    """The record had no answer when the provider stopped accepting usage of that hour. Its charges
    fell back to the enterprise account.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRecord:
    """The usage of one cloud account in one hour, as it is sent to the provider."""

    number: EntryPosition = field(kw_only=False)
    """The number of the record. The provider receives it as defray's id of the record."""

    account: str
    """The account that owns the cloud account."""

    cloud_account: str
    """The cloud account whose charges the record covers."""

    dimension: str
    """The name of the counted unit, as the provider defines it."""

    start: datetime
    """The start of the usage."""

    end: datetime
    """The end of the usage, in the same clock hour as the start."""

    unit: Money
    """The price of one unit."""

    quantity: int
    """The quantity in units, above zero and at most 2 147 483 647."""

    credit: Money
    """The credit that is deducted: the record covers charges of `quantity` × `unit` plus this
    credit.
    """

    from_: MeterMark | None
    """The mark of the meter before the record; absent: the record begins with the first charge."""

    upto: MeterMark
    """The mark up to which the record covers the charges."""

    state: UsageState
    """The state of the record."""

    requested_at: datetime
    """The instant at which the record was requested."""

    settled_at: datetime | None
    """The instant at which the final answer of the provider was recorded, or at which the charges
    fell back without one; absent: neither has happened yet.
    """

    accepted: int | None
    """The quantity that the provider has; absent: the provider has not accepted the record."""

    reason: str | None
    """The reason for which the provider rejected the record."""

    provider_record: str | None
    """The provider's own id of the record."""

    send_until: datetime | None
    """The record can be sent before this instant. A record that has no answer then falls back (N2).
    Absent: the record was requested under version 1 of the rules, and never falls back without an
    answer.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class InFlight:
    """A usage record that was requested and has no final answer yet."""

    record: EntryPosition = field(kw_only=False)
    """The number of the usage record."""

    upto: MeterMark
    """The mark up to which the record covers the charges."""

    taken: Money
    """The amount of charges that the record covers."""

    reversed: Money
    """The part of that amount that was refunded since the record was requested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """The meter of a cloud account: the charges that its provider accepted, those in flight, and
    those that wait.
    """

    cloud_account: str = field(kw_only=False)
    """The cloud account that is charged."""

    account: str
    """The account that owns the cloud account."""

    accepted: Money
    """The amount that the provider accepted: units times their price."""

    waiting: Money
    """The amount that waits for the next usage record."""

    credit: Money
    """The refunds of charges that the provider has accepted. The next usage record is smaller by
    this amount.
    """

    head: MeterMark | None
    """The mark up to which the charges are accepted; absent: no charge is."""

    in_flight: InFlight | None
    """The usage record that was requested and has no final answer yet. It may be disputed."""

    last: EntryPosition | None
    """The position of the last charge."""

    hours: tuple[datetime, ...]
    """The starts of the hours that were metered recently, earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The charge of a bill to a cloud account."""

    bill: str = field(kw_only=False)
    """The bill that made the charge."""

    workspace: str
    """The workspace that was used."""

    position: EntryPosition
    """The position of the charge in the meter."""

    amount: Money
    """The amount of the charge, above zero. It contains the part that the provider has accepted."""

    reversed: Money
    """The part in flight that was refunded since it was sent."""


FORMS: Final[Mapping[type, tuple[str, str]]] = {
    MeteringOutcomeAccepted: ("name", "accepted"),
    MeteringOutcomeDuplicate: ("fields", "duplicate"),
    MeteringOutcomeRejected: ("fields", "rejected"),
    MeteringOutcomeNotSubscribed: ("name", "not_subscribed"),
    MeteringOutcomeUnprocessed: ("name", "unprocessed"),
    MeterMark: ("record", ""),
    UsageRecord: ("record", ""),
    InFlight: ("record", ""),
    Meter: ("record", ""),
    Charge: ("record", ""),
}
"""How each class is written in the interchange form; see `_json.py`."""
