"""Values that are more than a record of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, TypeAlias

from ._native import Already, Done, Repeated, fill

if TYPE_CHECKING:
    from ._records import Command

__all__ = ["Answer", "Head", "NanoDatetime", "Request"]

Answer: TypeAlias = Done | Repeated | Already
"""The answer to a command: it happened now, it happened under the same idempotency key, or it had happened before."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Head(bytes):
    """The end of the hash chain after a journal entry, 32 bytes: it stands for the whole journal up to there.

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
    """An aware `datetime` with the nanoseconds that a `datetime` cannot hold; the ledger keeps them. Equal to a `datetime` only where there
    are none. Adding a `timedelta` keeps them; a difference is in whole microseconds, as every `timedelta`.

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
        """The instant so many nanoseconds after 1970 began, in UTC."""
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
        """Nanoseconds beyond the microsecond, 0 to 999."""
        return self._nanosecond

    def to_nanoseconds(self) -> int:
        """Nanoseconds since 1970 began."""
        return (self.plain() - _EPOCH) // timedelta(microseconds=1) * 1_000 + self._nanosecond

    def plain(self) -> datetime:
        """Without the nanoseconds."""
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
            borrowed = timedelta(microseconds=1) if _nanosecond(other) > self._nanosecond else timedelta()
            return self.plain() - earlier - borrowed
        return NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, datetime):
            borrowed = timedelta(microseconds=1) if self._nanosecond else timedelta()
            return other - self.plain() - borrowed
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
    """A command with its envelope."""

    command: Command = field(kw_only=False)
    """What is asked."""

    at: datetime | None = None
    """The instant of the decision (T1); None: the engine's clock."""

    actor: str | None = None
    """Who asks."""

    idempotency_key: str | None = None
    """The caller's own id for the command (A2)."""

    def __init__(
        self,
        command: Command,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        fill(self, ("command", "at", "actor", "idempotency_key"), command, at, actor, idempotency_key)
