"""Lists, calendars and examples that differ, as lines. Pure."""

from collections.abc import Mapping
from typing import Any

from console.rules_admin.calendars.present import calendar_words
from console.rules_admin.changes.present import TONES, state_words
from console.rules_admin.changes.rows import OtherLine
from console.rules_admin.examples.present import example_words
from console.ui.figures import Reader
from domain.kernel.business_time import Calendar
from rules_engine.changes.compare import NameChange
from rules_engine.document.model import Document
from rules_engine.publishing.changes_of import Compared
from rules_engine.publishing.examples import example_name
from rules_engine.readback.names import calendar_name, list_name
from rules_engine.readback.words import capital
from rules_engine.vocabulary.naming import CALENDARS, LISTS
from rules_engine.vocabulary.terms import Family, Words


def other_lines(found: Compared, reader: Reader) -> list[OtherLine]:
    """Lists first, then calendars, then examples."""
    family, changes = found.after.family, found.changes
    lines = [
        OtherLine(
            name=capital(list_name(each.name, family, reader.language)),
            state=reader.say("list changed"),
            tone=TONES["changed"],
            added=", ".join(each.added) or ("" if each.removed else reader.say("another order")),
            removed=", ".join(each.removed),
        )
        for each in changes.lists
    ]
    for hours in changes.calendars:
        name = capital(calendar_name(hours.name, family, reader.language))
        lines.append(_line(name, hours.before, hours.after, _calendar, found, reader))
    lines += [_named(each, family, reader) for each in changes.names]
    for example in changes.examples:
        name = example_name(example.after or example.before or {"name": example.name}, reader.language)
        lines.append(_line(name, example.before, example.after, _example, found, reader))
    return lines


def _line(name: str, before: Any, after: Any, words: Any, found: Compared, reader: Reader) -> OtherLine:
    change = "added" if before is None else "removed" if after is None else "changed"
    return OtherLine(
        name=name,
        state=state_words(change, reader),
        tone=TONES[change],
        added=words(after, found.after, reader) if after is not None else "",
        removed=words(before, found.before, reader) if before is not None else "",
    )


def _named(change: NameChange, family: Family, reader: Reader) -> OtherLine:
    """What something is called, before and after; where only the other language differs, in both."""
    before, after, language = change.before, change.after, reader.language
    alike = before and after and before.in_language(language) == after.in_language(language)

    def said(words: Words | None) -> str:
        return "" if words is None else f"{words.en} / {words.fr}" if alike else words.in_language(language)

    of = list_name(change.of, family, reader.language)
    kind = {LISTS: reader.say("Lists"), CALENDARS: reader.say("Calendars")}.get(change.of, of)
    return OtherLine(
        name=f"{kind}: {before.in_language(language) if before else change.key}",
        state=reader.say("name changed"),
        tone=TONES["changed"],
        added=said(after),
        removed=said(before),
    )


def _calendar(calendar: Calendar, document: Document, reader: Reader) -> str:
    return calendar_words(calendar, reader)


def _example(example: Mapping[str, Any], document: Document, reader: Reader) -> str:
    return example_words(example, document, reader)
