"""Documents as JSON text."""

import json
from typing import Any, NoReturn

from domain.kernel.errors import Invalid
from rules_engine.document.limits import LARGEST, MOST_CHARACTERS
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.document.refuse import refusal, shown


def read_json(text: str) -> Document:
    """The document in `text`, or `Invalid`: also for text that is no JSON, too long, or names a field twice."""
    return parse_document(json_values(text))


def write_json(document: Document) -> str:
    """The same document always gives the same text."""
    return json.dumps(as_plain(document), ensure_ascii=False, indent=2) + "\n"


def json_values(text: str) -> Any:
    """The plain values in `text`, or `Invalid`."""
    check_length(text)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    except (ValueError, RecursionError):
        raise refusal("document", code="not_json", en="is not JSON.", fr="n’est pas du JSON.") from None


def check_length(text: str) -> None:
    """Refuse text that is longer than any document needs."""
    if len(text) > MOST_CHARACTERS:
        en, fr = f"is longer than {MOST_CHARACTERS} characters.", f"dépasse {MOST_CHARACTERS} caractères."
        raise refusal("document", code="too_long", en=en, fr=fr)


def twice(key: object) -> Invalid:
    return refusal(shown(key), code="duplicate", en="is there twice.", fr="figure deux fois.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise twice(key)
        found[key] = value
    return found


def _whole(digits: str) -> int:
    """Numbers that no document may hold stay too large instead of taking time."""
    return int(digits) if len(digits) <= 20 else LARGEST * (-2 if digits[0] == "-" else 2)


def _no_number(name: str) -> NoReturn:
    en, fr = f"holds {name}, which is no number.", f"contient {name}, qui n’est pas un nombre."
    raise refusal("document", code="not_a_number", en=en, fr=fr)
