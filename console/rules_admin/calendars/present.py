"""Calendars in words. Pure."""

from console.ui.figures import Reader
from domain.kernel.business_time import Calendar
from rules_engine.document.plain import calendar_as_plain
from rules_engine.vocabulary.operators import WEEKDAYS


def calendar_words(calendar: Calendar, reader: Reader) -> str:
    """ "Europe/Paris: monday, tuesday 09:00-18:00; closed on 25 Dec 2026"."""
    colon, semicolon = (" : ", " ; ") if reader.language == "fr" else (": ", "; ")
    hours: dict[str, list[str]] = {}
    for day, spans in calendar_as_plain(calendar)["hours"].items():
        hours.setdefault(", ".join(spans), []).append(WEEKDAYS[day].in_language(reader.language))
    said = [f"{', '.join(days)} {spans}" for spans, days in hours.items()] or [reader.say("never open")]
    if calendar.holidays:
        said.append(reader.say("closed on {days}", days=", ".join(calendar.holidays)))
    return f"{calendar.time_zone}{colon}{semicolon.join(said)}"
