"""Arguments of a use case as plain JSON: how they are stored, and read again by the types of its signature."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from inspect import Parameter, signature
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from domain.kernel.address import Address
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.ids import parse_id
from domain.kernel.money import Money, check_currency


def decode(use_case: Callable[..., Any], args: Mapping[str, Any]) -> dict[str, Any]:
    """`args`, plain JSON values, as `use_case` takes them; `Invalid` names what is unknown, missing or of another type.

    Money is {"amount": "12.34", "currency": "EUR"}; ids, days and times are text; frozen dataclasses are objects.
    """
    wanted = _parameters(use_case)
    for name in args:
        if name not in wanted:
            raise _wrong(str(name)[:100], "unknown_field")
    for name, (_, required) in wanted.items():
        if required and name not in args:
            raise _wrong(name, "missing")
    return {name: _read(value, wanted[name][0], name) for name, value in args.items()}


@cache
def _parameters(use_case: Callable[..., Any]) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(use_case)
    named = list(signature(use_case).parameters.values())[1:]
    return {each.name: (hints[each.name], each.default is Parameter.empty) for each in named}


def _read(value: Any, wanted: Any, field: str) -> Any:
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return value
    if origin in (Union, types.UnionType):
        return _read_choice(value, inner, field)
    if origin in (list, tuple, Sequence):
        if not isinstance(value, list):
            raise _wrong(field, "not_a_list")
        return [_read(each, inner[0], f"{field}[{i}]") for i, each in enumerate(value)]
    if origin in (dict, Mapping):
        if not isinstance(value, dict):
            raise _wrong(field, "not_an_object")
        return {str(key): _read(each, inner[1], f"{field}.{key}") for key, each in value.items()}
    return _read_plain(value, wanted, field)


def _read_choice(value: Any, choices: Sequence[Any], field: str) -> Any:
    """The first of several types that reads; the fault told is that of the last one tried."""
    if value is None and type(None) in choices:
        return None
    fault: DomainError | None = None
    for choice in choices:
        if choice is not type(None):
            try:
                return _read(value, choice, field)
            except DomainError as refused:
                fault = refused
    raise fault or _wrong(field, "invalid")


def _read_plain(value: Any, wanted: Any, field: str) -> Any:
    if wanted is Money:
        return _money(value, field)
    if wanted is UUID:
        return parse_id(value, field=field)
    if wanted in (date, datetime):
        return _moment(value, wanted, field)
    if is_dataclass(wanted):
        # An address is checked, which its constructor does not do.
        return Address.parse(value, field=field) if wanted is Address else _record(value, wanted, field)
    if wanted is object:
        return value
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise _wrong(field, "not_text" if wanted is str else "not_a_whole_number" if wanted is int else "invalid")
    return value


def _record(value: Any, wanted: Any, field: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(field, "not_an_object")
    hints = get_type_hints(wanted)
    known = {each.name for each in fields(wanted)}
    for name in value:
        if name not in known:
            raise _wrong(f"{field}.{str(name)[:100]}", "unknown_field")
    given = {name: _read(each, hints[name], f"{field}.{name}") for name, each in value.items()}
    try:
        return wanted(**given)
    except TypeError as error:
        raise _wrong(field, "missing") from error


def _money(value: Any, field: str) -> Money:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise _wrong(field, "not_an_amount")
    currency = check_currency(value["currency"], field=f"{field}.currency")
    return Money.parse(value["amount"], currency, field=f"{field}.amount")


def _moment(value: Any, wanted: Any, field: str) -> Any:
    try:
        return wanted.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise _wrong(field, "not_a_time") from error


_SENTENCES = {
    "unknown_field": ("“{field}” is not known here.", "« {field} » n’est pas connu ici."),
    "missing": ("“{field}” is missing.", "« {field} » manque."),
    "not_a_list": ("“{field}” must be a list.", "« {field} » doit être une liste."),
    "not_an_object": ("“{field}” must be an object.", "« {field} » doit être un objet."),
    "not_text": ("“{field}” must be text.", "« {field} » doit être un texte."),
    "not_a_whole_number": ("“{field}” must be a whole number.", "« {field} » doit être un nombre entier."),
    "not_an_amount": ("“{field}” is not an amount with its currency.", "« {field} » n’est pas un montant avec devise."),
    "not_a_time": ("“{field}” is not a day or time.", "« {field} » n’est pas une date ou une heure."),
    "invalid": ("“{field}” cannot be right.", "« {field} » ne peut pas être correct."),
}


def _wrong(field: str, code: str) -> Invalid:
    en, fr = _SENTENCES[code]
    return Invalid(field=field, code=code, en=en.format(field=field), fr=fr.format(field=field))
