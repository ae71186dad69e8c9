"""Records in the interchange form of `docs/commands/README.md`. The other languages write the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from ._errors import DefrayError
from ._native import Already, Done, Money, Repeated, write_command
from ._records import FORMS, PriorResultBill, PriorResultMessage, PriorResultReversal, PriorResultUsageRecord
from ._values import Head, NanoDatetime, Request

__all__ = ["to_json", "to_jsonable"]


def to_json(value: object, /) -> str:
    """A record, command, event, answer or error in the interchange form: compact JSON with the fields in their order,
    without absent fields.

    Raises `TypeError` for a value that has no interchange form, such as a float or a naive datetime.

    >>> import defray
    >>> defray.to_json(defray.TopUp("acme", amount=defray.Money("100.50", "CNY")))
    '{"command":"top_up","account":"acme","amount":"100.5 CNY"}'
    """
    if isinstance(value, Request):
        return write_command(value)
    return json.dumps(to_jsonable(value), ensure_ascii=False, separators=(",", ":"))


def to_jsonable(value: object, /) -> Any:
    """A record, command, event, answer or error in the interchange form, as dicts, lists, strs and numbers for any JSON
    library.

    Raises `TypeError` for a value that has no interchange form, such as a float or a naive datetime.
    """
    form = FORMS.get(type(value))
    if form is not None:
        return _record(value, *form)
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Head() | Money():
            return str(value)
        case datetime():
            return _instant(value)
        case timedelta():
            return value // timedelta(seconds=1)
        case Decimal():
            return _decimal(value)
        case Mapping():
            return {str(key): to_jsonable(one) for key, one in value.items()}
        case list() | tuple():
            return [to_jsonable(one) for one in value]
        case Done() | Repeated() | Already():
            return _answer(value)
        case DefrayError():
            return {"ok": False, "error": _error(value)}
        case Request():
            return json.loads(write_command(value))
        case _:
            raise TypeError(f"a {type(value).__name__} has no interchange form")


def _record(value: Any, form: str, name: str) -> Any:
    match form:
        case "record":
            return _fields(value)
        case "command":
            return {"command": name, **_fields(value)}
        case "event":
            return {"event": name, **_fields(value)}
        case "fields":
            return {name: _fields(value)}
        case "one":
            return {name: to_jsonable(value.value)}
        case "bare":
            return to_jsonable(value.value)
        case "text":
            return str(value)
        case _:
            return name


def _fields(value: Any) -> dict[str, Any]:
    # The field `from` has the name `from_`, because `from` is a keyword of Python.
    values = ((field.name.rstrip("_"), getattr(value, field.name)) for field in fields(value))
    return {name: to_jsonable(one) for name, one in values if one is not None}


def _answer(answer: Done | Repeated | Already) -> dict[str, Any]:
    if isinstance(answer, Already):
        match answer.prior:
            case PriorResultBill(record):
                return {"ok": True, "repeated": True, "bill": to_jsonable(record)}
            case PriorResultReversal(reversal):
                return {"ok": True, "repeated": True, "reversal": to_jsonable(reversal)}
            case PriorResultUsageRecord(usage_record):
                return {"ok": True, "repeated": True, "usage_record": to_jsonable(usage_record)}
            case PriorResultMessage(disposition):
                return {"ok": True, "repeated": True, "disposition": f"duplicate; the first was {disposition}"}
            case _:
                return {"ok": True, "nothing": True}
    repeated = {"repeated": True} if isinstance(answer, Repeated) else {}
    return {
        "ok": True,
        **repeated,
        "position": answer.position,
        "at": _instant(answer.at),
        "head": str(answer.head),
        "events": [to_jsonable(event) for event in answer.events],
    }


def _error(error: DefrayError) -> dict[str, Any]:
    optional = {"field": error.field, "rule": error.rule}
    return {
        "class": str(error.class_),
        "code": error.code,
        **{name: text for name, text in optional.items() if text is not None},
        "message": str(error),
    }


def _instant(at: datetime) -> str:
    """The shortest RFC 3339 form of an instant in UTC."""
    if at.tzinfo is None:
        raise TypeError("a naive datetime has no interchange form: expected an aware datetime")
    utc = at.astimezone(timezone.utc)
    text = utc.replace(tzinfo=None).isoformat() if not isinstance(utc, NanoDatetime) else utc.isoformat()[:-6]
    return f"{text.rstrip('0') if '.' in text else text}Z"


def _decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
