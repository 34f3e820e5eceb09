"""What the builder sends, made plain. Pure."""

import re
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from console.rules_admin.calendars.present import calendar_words
from console.rules_admin.typed import instant
from console.ui.figures import Reader
from domain.kernel.errors import Invalid
from rules_engine.document.calendars import read_calendars
from rules_engine.document.json_text import json_values
from rules_engine.document.limits import LARGEST

_LOCAL: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
_NEVER: Final = ("name", "note", "en", "fr")  # texts, whatever they look like


def part_said(text: str, zone: ZoneInfo) -> dict[str, Any]:
    """The rule or table in `text`; times without a zone are meant where the reader is. `Invalid` for what is none."""
    plain = json_values(text)
    if not isinstance(plain, dict):
        raise Invalid(field="document", code="not_an_object", en="Must be an object.", fr="Doit être un objet.")
    said: dict[str, Any] = _with_zone(plain, zone)
    return {key: value for key, value in said.items() if not _goes_without_saying(key, value)}


def values_said(said: dict[str, Any]) -> list[str]:
    """What is to be on a list, each once, as it was typed line by line."""
    values = said.get("values")
    typed = values if isinstance(values, list) else []
    return list(dict.fromkeys(each.strip() for each in typed if isinstance(each, str) and each.strip()))


def name_said(said: dict[str, Any]) -> dict[str, str] | None:
    """What a list or a calendar is to be called: in a language that was left empty as in the other. None where it has
    no name of its own.
    """
    if not isinstance(name := said.get("name"), dict):
        return None
    typed = {language: str(name.get(language) or "").strip() for language in ("en", "fr")}
    if not any(typed.values()):
        raise Invalid(field="name", code="missing", en="Say what it is called.", fr="Dites comment elle s’appelle.")
    return {language: typed[language] or next(filter(None, typed.values())) for language in typed}


def calendar_said(said: dict[str, Any]) -> dict[str, Any]:
    """Opening hours as they were typed, without what was left empty."""
    return {key: value for key, value in said.items() if key != "name"}


def calendar_sentences(calendar: dict[str, Any], reader: Reader) -> dict[str, str]:
    """A calendar read back in both languages; `Invalid` names the field."""
    read = read_calendars({"calendar": calendar})["calendar"]
    return {language: calendar_words(read, replace(reader, language=language)) for language in ("en", "fr")}


def _with_zone(plain: Any, zone: ZoneInfo) -> Any:
    if isinstance(plain, dict):
        return {key: value if key in _NEVER else _with_zone(value, zone) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_with_zone(each, zone) for each in plain]
    if isinstance(plain, float) and plain.is_integer() and abs(plain) <= LARGEST:
        return int(plain)
    return instant(plain, zone) if isinstance(plain, str) and _LOCAL.fullmatch(plain) else plain


def _goes_without_saying(key: str, value: Any) -> bool:
    return (key == "enabled" and value is True) or (key == "note" and value == "") or value is None
