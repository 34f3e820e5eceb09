"""Days that people name, in English and French, as dates."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from domain.kernel.text import fold
from domain.ports.understanding import Entity

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb fevrier fevr", "march mar mars", "april apr avril avr",
            "may mai", "june jun juin", "july jul juillet juil", "august aug aout", "september sep sept septembre",
            "october oct octobre", "november nov novembre", "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday lundi", "tuesday mardi", "wednesday mercredi", "thursday jeudi", "friday vendredi", "saturday samedi",
         "sunday dimanche")
    )
    for name in names.split()
}  # fmt: skip
_RELATIVE: Final = {
    "today": 0, "aujourd'hui": 0, "aujourd’hui": 0, "tonight": 0, "this morning": 0, "ce matin": 0, "ce soir": 0,
    "yesterday": -1, "hier": -1, "tomorrow": 1, "demain": 1, "day before yesterday": -2, "avant-hier": -2,
    "avant hier": -2, "day after tomorrow": 2, "apres-demain": 2, "apres demain": 2, "last night": -1,
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY: Final = "|".join(_WEEKDAYS)
_SPANS: Final = {"day": 1, "days": 1, "jour": 1, "jours": 1, "week": 7, "weeks": 7, "semaine": 7, "semaines": 7}
_DAY: Final = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)?[ -](?P<month>{_MONTH})\b\.?(?:,?[ -](?P<year>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year2>\d{{4}}))?"
    r"|(?<![\d/.-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"
    r"|(?<![\d/.-])(?P<first>\d{1,2})[/.](?P<second>\d{1,2})(?:[/.](?P<year3>\d{4}|\d{2}))(?![\d/.])"
    r"|(?<![\d/.-])(?P<first2>\d{1,2})/(?P<second2>\d{1,2})(?![\d/])"
    rf"|\b(?P<relative>{'|'.join(sorted(map(re.escape, _RELATIVE), key=len, reverse=True))})\b"
    rf"|\b(?:(?P<way>last|next|this|on) )?(?P<weekday>{_WEEKDAY})\b(?: (?P<after>dernier|prochain))?"
    rf"|\b(?P<ago>\d{{1,2}}) (?P<span>{'|'.join(_SPANS)}) ago\b"
    rf"|\bil y a (?P<ago2>\d{{1,2}}) (?P<span2>{'|'.join(_SPANS)})\b"
)


def days_in(text: str, *, now: datetime, language: str) -> Iterator[Entity]:
    """The days named in `text`; what is no day of the calendar is left out."""
    read = _plain(text)
    for found in _DAY.finditer(read):
        named = {name: value for name, value in found.groupdict().items() if value}
        day = _day_of(named, now.date(), language)
        if day is not None:
            yield Entity("date", found.start(), found.end(), day)


def _plain(text: str) -> str:
    """Without case and accents, each sign in its place."""
    return "".join(folded if len(folded := fold(sign)) == 1 else sign for sign in text)


def _day_of(named: dict[str, str], today: date, language: str) -> date | None:
    try:
        if "relative" in named:
            return today + timedelta(_RELATIVE[named["relative"]])
        if "weekday" in named:
            return _weekday(named, today)
        if ago := named.get("ago") or named.get("ago2"):
            return today - timedelta(int(ago) * _SPANS[named.get("span") or named["span2"]])
        if month := named.get("month") or named.get("month2"):
            year = named.get("year") or named.get("year2")
            return _near(int(named.get("day") or named["day2"]), _MONTHS[month], year, today)
        return _in_figures(named, today, language)
    except ValueError:
        return None


def _in_figures(named: dict[str, str], today: date, language: str) -> date:
    """Year first where it has four figures; else day first, in English month first where the day cannot be a month."""
    if "iso" in named:
        return date.fromisoformat(named["iso"])
    first, second = int(named.get("first") or named["first2"]), int(named.get("second") or named["second2"])
    day, month = (second, first) if language == "en" and second > 12 else (first, second)
    return _near(day, month, named.get("year3"), today)


def _near(day: int, month: int, year: str | None, today: date) -> date:
    """The day in its year; without one, in the year that brings it nearest to today."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    nearest = []
    for candidate in (today.year - 1, today.year, today.year + 1):
        try:
            nearest.append(date(candidate, month, day))
        except ValueError:
            continue
    return min(nearest, key=lambda each: abs((each - today).days))


def _weekday(named: dict[str, str], today: date) -> date:
    """The last one before today; the next one after where that is said."""
    wanted = _WEEKDAYS[named["weekday"]]
    if named.get("way") in ("next", "this") or named.get("after") == "prochain":
        return today + timedelta((wanted - today.weekday() - 1) % 7 + 1)
    return today - timedelta((today.weekday() - wanted - 1) % 7 + 1)
