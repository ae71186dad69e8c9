"""The exceptions: a class for each class of error, all of them subclasses of `DefrayError`."""

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
    """The base class of all exceptions of defray. The subclass says who must act; `docs/errors.md` lists every code.

    >>> import defray
    >>> with defray.open_in_memory() as db:
    ...     try:
    ...         db.top_up("unknown", amount=defray.Money(1, "CNY"))
    ...     except defray.RefusedError as error:
    ...         print(error.code, error.field, error.number)
    unknown_account account 505
    """

    code: str
    """The error code, such as `bill_conflict`. A code never changes."""

    number: int
    """The number of the code, the same in every language."""

    class_: ErrorClass
    """The class of the error: what failed, and what the caller can do about it."""

    field: str | None
    """The path of the wrong field or argument, such as `bill.amount`; None if there is none."""

    rule: str | None
    """The number of the rule that refused the command, such as `W8`; None if there is none."""

    index: int | None
    """The position of the command in its batch, from 0; None if the error does not belong to a command of a batch."""

    retryable: bool
    """Whether the same call may succeed later without a change of its arguments."""

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
        # All arguments are passed on, so that the exception can be pickled and copied.
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
    """A rule refused the command. Nothing changed. Send a different command."""


class NotFoundError(RefusedError, LookupError):
    """A query for a record that does not exist (`not_found`)."""


class MisuseError(DefrayError, ValueError):
    """An argument is not valid. Nothing changed. Correct the calling program."""


class WrongTypeError(MisuseError, TypeError):
    """A value of a wrong type, such as a float for money or a naive datetime (`wrong_type`)."""


class ClosedError(MisuseError):
    """The ledger, snapshot or iterator was closed before (`closed`)."""


class ForkedError(MisuseError):
    """The ledger was opened by the parent process before a fork (`forked`). Open it in this process."""


class EnvironmentFailure(DefrayError):
    """The disk, a permission or a file lock prevented the operation. Nothing changed. Remove the cause, then try again.
    """


class OutcomeUnknownError(DefrayError):
    """The commit failed, and it is not known whether it happened. Open the file again and repeat the command with the
    same idempotency key.
    """


class CorruptError(DefrayError):
    """The file is damaged, or is not the expected one. Restore a backup."""


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

# Codes with an exception class of their own.
_CODES: Final[Mapping[str, type[DefrayError]]] = {
    "not_found": NotFoundError,
    "wrong_type": WrongTypeError,
    "closed": ClosedError,
    "forked": ForkedError,
}


def make(
    message: str, code: str, number: int, class_: str, field: str, rule: str, index: int | None, retryable: bool
) -> DefrayError:
    """The exception for an error of the engine. `field` and `rule` are empty if there is none."""
    kind = ErrorClass(class_)
    return _CODES.get(code, _CLASSES[kind])(
        message, code, number, kind, field or None, rule or None, index, retryable
    )


# Tracebacks and pickles name the public module.
for _name in __all__:
    globals()[_name].__module__ = "defray"
del _name
