"""Change one part of a document in its plain form. Pure; whoever keeps the result has it read first."""

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from typing import Any, Literal

from domain.kernel.errors import Invalid, NotFound
from rules_engine.document.limits import LONGEST_KEY
from rules_engine.vocabulary.naming import CALENDARS, LISTS

PartKind = Literal["rules", "tables"]


def with_part(
    document: Mapping[str, Any], kind: PartKind, part: Mapping[str, Any], *, replacing: str = ""
) -> dict[str, Any]:
    """The document with `part` in the place of the one that is called `replacing`, else at the end under a new id."""
    parts = list(document.get(kind, ()))
    if replacing:
        parts[place_of(document, kind, replacing)] = {**part, "id": replacing}
    else:
        parts.append({**part, "id": new_id_for(document, part)})
    return {**document, kind: parts}


def without_part(document: Mapping[str, Any], kind: PartKind, id: str) -> dict[str, Any]:
    """The document without this rule or table."""
    at = place_of(document, kind, id)
    return {**document, kind: [each for i, each in enumerate(document[kind]) if i != at]}


def with_list(
    document: Mapping[str, Any], name: str, values: Sequence[str], called: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The document with these values on the list, which people call `called`; an empty list is taken away."""
    lists = {**document.get("lists", {}), name: list(values)}
    kept = {**document, "lists": {key: kept for key, kept in lists.items() if kept}}
    return _called(kept, LISTS, name, called if values else {})


def with_calendar(
    document: Mapping[str, Any], name: str, calendar: Mapping[str, Any], called: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The document with these opening hours under this name; people call them `called`."""
    kept = {**document, "calendars": {**document.get("calendars", {}), name: dict(calendar)}}
    return _called(kept, CALENDARS, name, called)


def without_calendar(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The document without the calendar."""
    calendars = document.get("calendars", {})
    if name not in calendars:
        raise NotFound.of("calendar", "calendrier", name)
    kept = {**document, "calendars": {key: kept for key, kept in calendars.items() if key != name}}
    return _called(kept, CALENDARS, name, {})


def new_name_for(taken: Container[str], said: object, *, what: str) -> str:
    """The key of a list or calendar of one's own, after what people call it; `Invalid` where it is empty or taken."""
    stem = _stem(said if isinstance(said, str) else "")
    if not stem:
        raise Invalid(field="name", code="missing", en="Say what it is called.", fr="Dites comment elle s’appelle.")
    if stem in taken:
        en, fr = f"There is a {what} called “{stem}” already.", f"Le nom « {stem} » est déjà pris."
        raise Invalid(field="name", code="duplicate", en=en, fr=fr)
    return stem


def place_of(document: Mapping[str, Any], kind: PartKind, id: str) -> int:
    """Which of them it is, from 0; `NotFound`."""
    for i, each in enumerate(document.get(kind, ())):
        if each["id"] == id:
            return i
    raise NotFound.of("rule", "règle", id)


def new_id_for(document: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    """An id after the English name that nothing in the document has."""
    name = part.get("name")
    english = name.get("en") if isinstance(name, Mapping) else None
    stem = _stem(english if isinstance(english, str) else "") or "rule"
    taken = {each["id"] for kind in ("rules", "tables") for each in document.get(kind, ())}
    return next(each for each in (stem, *(f"{stem}-{i}" for i in range(2, 10_000))) if each not in taken)


def without_example(examples: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """The examples without the first of this name."""
    at = _example_at(examples, name)
    return [each for i, each in enumerate(examples) if i != at]


def with_example(
    examples: Sequence[Mapping[str, Any]], name: str, example: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """The examples with `example` in the place of the first of this name."""
    at = _example_at(examples, name)
    return [example if i == at else each for i, each in enumerate(examples)]


def _called(document: Mapping[str, Any], of: str, name: str, called: Mapping[str, str] | None) -> dict[str, Any]:
    """With what people call a list or a calendar by language: None leaves that as it is, nothing takes it away."""
    if called is None:
        return dict(document)
    names = {key: dict(each) for key, each in document.get("names", {}).items()}
    others = {key: each for key, each in names.get(of, {}).items() if key != name}
    own = {name: dict(called)} if called else {}
    return {**document, "names": {**names, of: {**others, **own}}}


def _example_at(examples: Sequence[Mapping[str, Any]], name: str) -> int:
    at = next((i for i, each in enumerate(examples) if each["name"] == name), None)
    if at is None:
        raise NotFound.of("example", "exemple", name)
    return at


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")[: LONGEST_KEY - 5]
