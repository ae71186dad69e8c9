"""Values of the interface that are not generated from records of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, TypeAlias

from ._native import Already, Done, Repeated, fill

if TYPE_CHECKING:
    from ._records import Command

__all__ = ["Answer", "Head", "NanoDatetime", "Request"]

Answer: TypeAlias = Done | Repeated | Already
"""The answer to a command: `Done` when it was accepted now, `Repeated` when it was accepted before with the same
idempotency key (A2), `Already` when it had no effect."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Head(bytes):
    """The head of the hash chain after a journal entry, 32 bytes. Two journals with the same head at a position are the
    same up to that position.

    Raises `ValueError` for another number of bytes.

    >>> Head.fromhex("00" * 31 + "ff")
    Head('00000000000000000000000000000000000000000000000000000000000000ff')
    """

    __slots__ = ()

    def __new__(cls, value: bytes) -> Head:
        if len(value) != 32:
            raise ValueError(f"a head is 32 bytes, not {len(value)}")
        return super().__new__(cls, value)

    def __str__(self) -> str:
        return self.hex()

    def __repr__(self) -> str:
        return f"Head('{self.hex()}')"


class NanoDatetime(datetime):
    """An aware `datetime` with nanoseconds, as instants of the ledger have. It is equal to a `datetime` only when its
    nanoseconds are 0. The sum with a `timedelta` keeps the nanoseconds. A difference is a `timedelta`, in whole
    microseconds, rounded down.

    `nanosecond`: nanoseconds after the microsecond, 0 to 999; `ValueError` for any other number.

    >>> NanoDatetime(2026, 3, 1, tzinfo=timezone.utc, nanosecond=7).isoformat()
    '2026-03-01T00:00:00.000000007+00:00'
    """

    __slots__ = ("_nanosecond",)

    _nanosecond: int

    def __new__(
        cls,
        year: SupportsIndex,
        month: SupportsIndex,
        day: SupportsIndex,
        hour: SupportsIndex = 0,
        minute: SupportsIndex = 0,
        second: SupportsIndex = 0,
        microsecond: SupportsIndex = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
        nanosecond: int = 0,
    ) -> NanoDatetime:
        if not 0 <= nanosecond < 1_000:
            raise ValueError("nanosecond must be in 0..999")
        made = super().__new__(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold=fold)
        made._nanosecond = nanosecond
        return made

    @classmethod
    def from_nanoseconds(cls, nanoseconds: int) -> NanoDatetime:
        """The instant in UTC, from the number of nanoseconds since 1970-01-01T00:00:00Z."""
        microseconds, nanosecond = divmod(nanoseconds, 1_000)
        return cls._of(_EPOCH + timedelta(microseconds=microseconds), nanosecond)

    @classmethod
    def _of(cls, plain: datetime, nanosecond: int) -> NanoDatetime:
        return cls(
            plain.year, plain.month, plain.day, plain.hour, plain.minute, plain.second, plain.microsecond,
            plain.tzinfo, fold=plain.fold, nanosecond=nanosecond,
        )  # fmt: skip

    @property
    def nanosecond(self) -> int:
        """Nanoseconds after the microsecond, 0 to 999."""
        return self._nanosecond

    def to_nanoseconds(self) -> int:
        """The number of nanoseconds since 1970-01-01T00:00:00Z."""
        return (self.plain() - _EPOCH) // timedelta(microseconds=1) * 1_000 + self._nanosecond

    def plain(self) -> datetime:
        """The same instant as a `datetime`, without the nanoseconds."""
        return datetime(
            self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond,
            self.tzinfo, fold=self.fold,
        )  # fmt: skip

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        if timespec != "auto":
            return self.plain().isoformat(sep, timespec)
        text = self.plain().isoformat(sep, "microseconds")
        fraction = text.index(".") + 7
        return f"{text[:fraction]}{self._nanosecond:03}{text[fraction:]}"

    def __str__(self) -> str:
        return self.isoformat(" ")

    def __repr__(self) -> str:
        return f"{repr(self.plain())[:-1].replace('datetime.datetime', 'NanoDatetime', 1)}, nanosecond={self._nanosecond})"

    def astimezone(self, tz: tzinfo | None = None) -> NanoDatetime:
        return self._of(self.plain().astimezone(tz), self._nanosecond)

    def replace(self, *args: Any, **changes: Any) -> NanoDatetime:
        nanosecond = changes.pop("nanosecond", self._nanosecond)
        return self._of(self.plain().replace(*args, **changes), nanosecond)

    def __add__(self, other: timedelta) -> NanoDatetime:
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._of(self.plain() + other, self._nanosecond)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, datetime):
            earlier = other.plain() if isinstance(other, NanoDatetime) else other
            borrow = timedelta(microseconds=1) if _nanosecond(other) > self._nanosecond else timedelta()
            return self.plain() - earlier - borrow
        return NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, datetime):
            borrow = timedelta(microseconds=1) if self._nanosecond else timedelta()
            return other - self.plain() - borrow
        return NotImplemented

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, datetime):
            return NotImplemented
        return self._nanosecond == _nanosecond(other) and self.plain() == _plain(other)

    def __hash__(self) -> int:
        plain = hash(self.plain())
        return hash((plain, self._nanosecond)) if self._nanosecond else plain

    def __lt__(self, other: date, /) -> bool:
        return _order(self) < _order(other) if isinstance(other, datetime) else NotImplemented

    def __le__(self, other: date, /) -> bool:
        return _order(self) <= _order(other) if isinstance(other, datetime) else NotImplemented

    def __gt__(self, other: date, /) -> bool:
        return _order(self) > _order(other) if isinstance(other, datetime) else NotImplemented

    def __ge__(self, other: date, /) -> bool:
        return _order(self) >= _order(other) if isinstance(other, datetime) else NotImplemented

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return _restored, (self.plain(), self._nanosecond)


def _restored(plain: datetime, nanosecond: int) -> NanoDatetime:
    return NanoDatetime._of(plain, nanosecond)


def _nanosecond(one: datetime) -> int:
    return one.nanosecond if isinstance(one, NanoDatetime) else 0


def _plain(one: datetime) -> datetime:
    return one.plain() if isinstance(one, NanoDatetime) else one


def _order(one: datetime) -> tuple[datetime, int]:
    return _plain(one), _nanosecond(one)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Request:
    """A command with its envelope: the instant, the actor and the idempotency key."""

    command: Command = field(kw_only=False)
    """The command."""

    at: datetime | None = None
    """The instant of the decision (T1), aware; None: the engine's clock."""

    actor: str | None = None
    """The person or program that submits the command."""

    idempotency_key: str | None = None
    """The caller's own id of the command, which makes a retry safe (A2)."""

    def __init__(
        self,
        command: Command,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        fill(self, ("command", "at", "actor", "idempotency_key"), command, at, actor, idempotency_key)
