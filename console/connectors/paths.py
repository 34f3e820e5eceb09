"""Paths into what another system sent: `customer.default_address.zip`, `refunds[].transactions[kind=refund].amount`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_LIST = r"(\[(\w+=\w+(,\w+=\w+)*)?\])?"
_PATH = re.compile(rf"\w+{_LIST}(\.\w+{_LIST})*", re.ASCII)


def is_path(text: object) -> bool:
    return isinstance(text, str) and bool(_PATH.fullmatch(text))


def found(value: Any, path: str, at: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that `path` leads to with the place where it stands (`refunds[0].amount`), in order; what is not there
    is not told. `at` is where `value` stands.
    """
    name, _, rest = path.partition(".")
    name, many, which = name.partition("[")
    inner = value.get(name) if isinstance(value, Mapping) else None
    place = f"{at}.{name}" if at else name
    for here, each in _items(inner, place, which.rstrip("]")) if many else [(place, inner)]:
        if rest:
            yield from found(each, rest, here)
        elif each is not None:
            yield here, each


def first(value: Any, path: str, at: str = "") -> tuple[str, Any]:
    """The first value that `path` leads to, None where there is none, and the place where it would stand."""
    plain = re.sub(r"\[[^]]*\]", "", path)
    return next(found(value, path, at), (f"{at}.{plain}" if at else plain, None))


def is_blank(value: object) -> bool:
    """Nothing, or a text without a letter in it."""
    return value is None or (isinstance(value, str) and not value.strip())


def _items(value: Any, place: str, which: str) -> list[tuple[str, Any]]:
    """Those of a list in which every `name=word` of `which` holds."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    wanted = [each.split("=") for each in which.split(",") if each]
    return [
        (f"{place}[{i}]", each)
        for i, each in enumerate(value)
        if all(isinstance(each, Mapping) and str(each.get(name)) == word for name, word in wanted)
    ]
