"""What can go wrong: an exception class for each class of error, all below `DefrayError`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ._records import ErrorClass

__all__ = [
    "ClosedError",
    "CorruptError",
    "DefrayError",
    "EnvironmentFailure",
    "ForkedError",
    "InternalError",
    "MisuseError",
    "NotFoundError",
    "OutcomeUnknownError",
    "RefusedError",
    "WrongTypeError",
]


class DefrayError(Exception):
    """Why something was not done. The class says whose fault it is; `docs/errors.md` lists every code.

    >>> import defray
    >>> with defray.open_in_memory() as db:
    ...     try:
    ...         db.top_up("nobody", amount=defray.Money(1, "CNY"))
    ...     except defray.RefusedError as error:
    ...         print(error.code, error.field, error.number)
    unknown_account account 505
    """

    code: str
    """The stable code, such as `bill_conflict`."""

    number: int
    """The code's number, the same in every language."""

    class_: ErrorClass
    """Whose fault it is."""

    field: str | None
    """The field of the command or the argument that it is about, such as `bill.amount`."""

    rule: str | None
    """The rule that said no, such as `W8`."""

    index: int | None
    """In a batch: the place, from 0, of the command that it is about."""

    retryable: bool
    """Whether the same call may succeed later without anything being changed in it."""

    def __init__(
        self,
        message: str,
        code: str,
        number: int,
        class_: ErrorClass,
        field: str | None = None,
        rule: str | None = None,
        index: int | None = None,
        retryable: bool = False,
    ) -> None:
        # All of it, so that it can be pickled and copied.
        super().__init__(message, code, number, class_, field, rule, index, retryable)
        self.code = code
        self.number = number
        self.class_ = class_
        self.field = field
        self.rule = rule
        self.index = index
        self.retryable = retryable

    def __str__(self) -> str:
        return str(self.args[0])


class RefusedError(DefrayError):
    """A rule said no. Nothing changed; ask for something else."""


class NotFoundError(RefusedError, LookupError):
    """There is nothing of that name."""


class MisuseError(DefrayError, ValueError):
    """The caller's input makes no sense. Nothing changed; mend the caller."""


class WrongTypeError(MisuseError, TypeError):
    """A value of another type than was expected: a float for money, a naive datetime."""


class ClosedError(MisuseError):
    """The ledger, snapshot or iterator was closed before."""


class ForkedError(MisuseError):
    """The ledger was opened by another process, before a fork: open it in this one."""


class EnvironmentFailure(DefrayError):
    """Disk, permissions, locks. Nothing changed; mend the surroundings and try again."""


class OutcomeUnknownError(DefrayError):
    """The commit failed in the middle: it may or may not have happened. Open the file again and repeat the command with the same
    idempotency key.
    """


class CorruptError(DefrayError):
    """The file is damaged, or not the one expected. Restore a backup."""


class InternalError(DefrayError):
    """A defect of defray. Please report it."""


_CLASSES: Final[Mapping[ErrorClass, type[DefrayError]]] = {
    ErrorClass.REFUSED: RefusedError,
    ErrorClass.MISUSE: MisuseError,
    ErrorClass.ENVIRONMENT: EnvironmentFailure,
    ErrorClass.UNKNOWN: OutcomeUnknownError,
    ErrorClass.CORRUPT: CorruptError,
    ErrorClass.BUG: InternalError,
}

# Codes that callers tell apart from others of their class.
_CODES: Final[Mapping[str, type[DefrayError]]] = {
    "not_found": NotFoundError,
    "wrong_type": WrongTypeError,
    "closed": ClosedError,
    "forked": ForkedError,
}


def make(
    message: str, code: str, number: int, class_: str, field: str, rule: str, index: int | None, retryable: bool
) -> DefrayError:
    """The exception for an error as the engine tells it."""
    kind = ErrorClass(class_)
    return _CODES.get(code, _CLASSES[kind])(
        message, code, number, kind, field or None, rule or None, index, retryable
    )


# Where callers find them.
for _name in __all__:
    globals()[_name].__module__ = "defray"
del _name
