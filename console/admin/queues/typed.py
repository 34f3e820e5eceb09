"""What the forms say, as the use cases take it. Pure."""

from collections.abc import Mapping
from typing import Any

from console.admin.typed import number_typed, words_typed
from domain.assignment.settings import BOUNDS
from domain.models.service_level import CLOCKS
from domain.service_levels.calendars import DAYS


def queue_typed(form: Mapping[str, str]) -> dict[str, Any]:
    """Of a queue; seconds."""
    return {
        "label": _label(form),
        "service_level": form.get("service_level", ""),
        "calendar": form.get("calendar", "") or None,
        "relax_after": number_typed(form.get("relax_after", ""), field="relax_after"),
        "overflow_after": number_typed(form.get("overflow_after", ""), field="overflow_after"),
        "overflow_queue": form.get("overflow_queue", "") or None,
    }


def level_typed(form: Mapping[str, str]) -> dict[str, Any]:
    """Of a service level; minutes."""
    minutes = {kind: number_typed(form.get(kind, ""), field=kind) for kind in CLOCKS}
    warn_at = number_typed(form.get("warn_at", ""), field="warn_at")
    said = {"label": _label(form), "calendar": form.get("calendar", "") or None, **minutes}
    return said if warn_at is None else said | {"warn_at": warn_at}


def calendar_typed(form: Mapping[str, str]) -> dict[str, Any]:
    """Of opening hours: spans with a comma between, closed days on lines of their own."""
    return {
        "label": _label(form),
        "time_zone": form.get("time_zone", "").strip(),
        "hours": {day: words_typed(form.get(day, "")) for day in DAYS},
        "holidays": words_typed(form.get("holidays", "")),
    }


def settings_typed(form: Mapping[str, str]) -> dict[str, Any]:
    """Of how cases are offered; what is left empty stays."""
    typed = {name: number_typed(form.get(name, ""), field=name) for name in BOUNDS}
    return {"values": {name: value for name, value in typed.items() if value is not None}}


def _label(form: Mapping[str, str]) -> dict[str, str]:
    return {"en": form.get("en", ""), "fr": form.get("fr", "")}
