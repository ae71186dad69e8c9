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
    """It has it."""


@dataclass(frozen=True, slots=True, init=False)
class MeteringOutcomeDuplicate:
    """It had a record of that hour already, and keeps that one."""

    quantity: int | None = None
    """What it has; absent: the same as ours."""

    def __init__(self, quantity: int | None = None) -> None:
        fill(self, ("quantity",), quantity)


@dataclass(frozen=True, slots=True, init=False)
class MeteringOutcomeRejected:
    """It refuses it."""

    reason: str | None = None
    """Why."""

    def __init__(self, reason: str | None = None) -> None:
        fill(self, ("reason",), reason)


@dataclass(frozen=True, slots=True)
class MeteringOutcomeNotSubscribed:
    """It takes no usage of this subscription, or no more."""


@dataclass(frozen=True, slots=True)
class MeteringOutcomeUnprocessed:
    """Nobody knows, or it should be sent again."""


MeteringOutcome: TypeAlias = (
    MeteringOutcomeAccepted
    | MeteringOutcomeDuplicate
    | MeteringOutcomeRejected
    | MeteringOutcomeNotSubscribed
    | MeteringOutcomeUnprocessed
)
"""What a provider answered to a usage record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterMark:
    """A point in a meter: everything before a charge, and a part of that charge."""

    position: EntryPosition = field(kw_only=False)
    """The position of the charge in which the mark stands."""

    part: Money
    """How much of the charge lies before the mark."""


class UsageState(StrEnum):
    """What became of a usage record."""

    IN_FLIGHT = "in_flight"
    """Asked for, not answered."""

    ACCEPTED = "accepted"
    """The provider has it."""

    VOID = "void"
    """The provider does not have it: what it took waits again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRecord:
    """Usage of one cloud account in one hour, as it goes to the provider."""

    number: EntryPosition = field(kw_only=False)
    """Its number: what a provider gets as our id of it."""

    account: str
    """Whose it is."""

    cloud_account: str
    """Whose charges it carries."""

    dimension: str
    """What is counted, by the provider's name for it."""

    start: datetime
    """The beginning of its time."""

    end: datetime
    """The end of it: within the same clock hour."""

    unit: Money
    """The price of one unit."""

    quantity: int
    """How many units, above zero and at most 2 147 483 647."""

    credit: Money
    """The credit that is set off: what it takes of the charges is `quantity` × `unit` and this."""

    from_: MeterMark | None
    """Where the meter stood before; absent: at its very beginning."""

    upto: MeterMark
    """Up to where it takes the charges."""

    state: UsageState
    """What became of it."""

    requested_at: datetime
    """When it was asked for."""

    settled_at: datetime | None
    """When the provider's answer was recorded."""

    accepted: int | None
    """The quantity that the provider has."""

    reason: str | None
    """Why the provider refused it."""

    provider_record: str | None
    """The provider's own id of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InFlight:
    """A usage record that was asked for and not answered."""

    record: EntryPosition = field(kw_only=False)
    """Its number."""

    upto: MeterMark
    """Up to where it takes the meter's charges."""

    taken: Money
    """How much it takes."""

    reversed: Money
    """How much of that was given back meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """What a cloud account's provider has of its charges, and what not."""

    cloud_account: str = field(kw_only=False)
    """Whose charges."""

    account: str
    """Whose cloud account."""

    accepted: Money
    """What the provider accepted, in money: units times their price."""

    waiting: Money
    """What waits for the next usage record."""

    credit: Money
    """What came back of charges that the provider has: the next record is smaller by it."""

    head: MeterMark | None
    """Up to where the charges are accepted; absent: none is."""

    in_flight: InFlight | None
    """The record that was asked for and not answered."""

    last: EntryPosition | None
    """The last charge's place."""

    hours: tuple[datetime, ...]
    """The beginnings of the hours that were metered lately, earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a bill charges to a cloud account."""

    bill: str = field(kw_only=False)
    """The bill."""

    workspace: str
    """Whose usage."""

    position: EntryPosition
    """Its position in the meter."""

    amount: Money
    """How much, what the provider has already included; above zero."""

    reversed: Money
    """How much of what is in flight was given back meanwhile."""


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
