"""Templates in the reader's words. Pure."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from console.admin.templates.rows import (
    DiffLine,
    FaultLine,
    NamedValue,
    Opened,
    TemplateLine,
    TrialRow,
    VersionLine,
)
from console.ui.figures import Reader
from console.ui.words import word
from domain.ports.letters import PARTS, Fault, Wording
from domain.templates.queries import TemplateDetail, TemplateRow, VersionRow
from notifications.catalogue import events_of
from notifications.kinds import FAMILIES, KINDS
from notifications.segments import UCS2, Segments
from notifications.try_template import Trial
from notifications.values import VALUES

FAMILY_WORDS: Final = {
    "order": "The order",
    "delivery": "Delivery",
    "money": "Money",
    "return": "Returns and exchanges",
    "service": "Service",
}
PART_WORDS: Final = {"subject": "Subject", "text": "E-mail", "sms": "SMS"}
LANGUAGE_WORDS: Final = {"en": "English", "fr": "Français"}


def address(template: str, language: str, version: int = 0) -> str:
    """Where a template is open."""
    more = f"&version={version}" if version else ""
    return f"/admin?tab=templates&template={template}&language={language}{more}"


def template_lines(rows: Iterable[TemplateRow], reader: Reader) -> list[TemplateLine]:
    """One line for each message, by family; the first of a family has its heading."""
    known = {(row.template, row.language): row for row in rows}
    lines: list[TemplateLine] = []
    for family in FAMILIES:
        names = [name for name, kind in KINDS.items() if kind.family == family]
        for place, name in enumerate(names):
            heading = "" if place else reader.say(FAMILY_WORDS[family])
            lines.append(_line(name, heading, known[name, "en"], known[name, "fr"], reader))
    return lines


def opened(found: TemplateDetail, reader: Reader) -> Opened:
    """What the head of the editor says."""
    other = "fr" if found.language == "en" else "en"
    state, tone = _state(found.number, shipped=found.shipped, reader=reader)
    return Opened(
        key=f"{found.template}:{found.language}:{found.number}",
        name=found.template,
        title=_title(found.template, reader),
        language=LANGUAGE_WORDS[found.language],
        other=LANGUAGE_WORDS[other],
        other_href=address(found.template, other),
        told_by=", ".join(events_of(found.template)),
        state=state,
        tone=tone,
        number=found.number,
        shipped=found.shipped,
        off=found.off,
        switch_version=found.switch_version,
        always_on=found.always_on,
    )


def named_values(template: str, language: str, reader: Reader) -> list[NamedValue]:
    """The values that it may name, in the reader's words, with an example in the language of the message."""
    rows = []
    for name in KINDS[template].values:
        value = VALUES[name]
        says = value.fr if reader.language == "fr" else value.en
        if value.optional:
            says = reader.say("{what} Empty at times.", what=says)
        rows.append(NamedValue(name, says, "" if value.yes_no else str(value.examples[language]), value.yes_no))
    return rows


def trial_row(trial: Trial, reader: Reader) -> TrialRow:
    """What the words become."""
    return TrialRow(
        subject=trial.subject,
        html=trial.html,
        text=trial.text,
        sms=trial.sms,
        size=size_of(trial.segments, reader),
        warns=_warns(trial.segments, reader),
        about=trial.of_order,
        faults=fault_lines(trial.faults, reader),
    )


def fault_lines(faults: Iterable[Fault], reader: Reader) -> list[FaultLine]:
    """Each with its place."""
    return [FaultLine(each.part, each.line, each.fr if reader.language == "fr" else each.en) for each in faults]


def size_of(found: Segments, reader: Reader) -> str:
    """1 SMS · characters: 84 of 160 · GSM-7."""
    return reader.say(
        "{count} SMS · characters: {used} of {room} · {alphabet}",
        count=reader.number(found.count),
        used=reader.number(found.used),
        room=reader.number(found.room),
        alphabet=found.encoding,
    )


def version_lines(rows: Iterable[VersionRow], found: TemplateDetail, reader: Reader) -> list[VersionLine]:
    """The newest first, and at the end what the product came with."""
    lines = [
        VersionLine(
            number=row.number,
            title=_version_title(row, reader),
            made=reader.moment(row.made_at),
            made_exact=reader.exact(row.made_at),
            made_by=row.made_by,
            href=address(found.template, found.language, row.number),
            counts=row.number == found.number,
        )
        for row in rows
    ]
    return lines


def diff_lines(before: Wording, after: Wording, reader: Reader) -> list[DiffLine]:
    """What changed from one wording to another, part by part, with the lines around it."""
    lines: list[DiffLine] = []
    for part in PARTS:
        changed = _diff(getattr(before, part), getattr(after, part))
        if any(line.kind for line in changed):
            lines += [DiffLine("part", "", reader.say(PART_WORDS[part])), *changed]
    return lines


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*FAMILY_WORDS.values(), *PART_WORDS.values()]


def _diff(before: str, after: str) -> list[DiffLine]:
    kinds = {"+": "new", "-": "gone", " ": ""}
    told: Sequence[str] = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return [DiffLine(kinds[line[0]], line[2:]) for line in told if line[0] in kinds]


def _line(name: str, heading: str, en: TemplateRow, fr: TemplateRow, reader: Reader) -> TemplateLine:
    state_en, tone_en = _state(en.number, shipped=en.shipped, reader=reader)
    state_fr, tone_fr = _state(fr.number, shipped=fr.shipped, reader=reader)
    return TemplateLine(
        name=name,
        title=_title(name, reader),
        heading=heading,
        href=address(name, "fr" if reader.language == "fr" else "en"),
        href_en=address(name, "en"),
        href_fr=address(name, "fr"),
        state_en=state_en,
        state_fr=state_fr,
        tone_en=tone_en,
        tone_fr=tone_fr,
        off=en.off,
    )


def _state(number: int, *, shipped: bool, reader: Reader) -> tuple[str, str]:
    if shipped:
        return reader.say("original text"), ""
    return reader.say("version {number}", number=reader.number(number)), "blue"


def _title(name: str, reader: Reader) -> str:
    text = word(name, reader)
    return text[:1].upper() + text[1:]


def _version_title(row: VersionRow, reader: Reader) -> str:
    title = reader.say("Version {number}", number=reader.number(row.number))
    if row.shipped:
        return reader.say("{version}: back to the original text", version=title)
    if row.restored_from:
        return reader.say("{version}: as in {number}", version=title, number=reader.number(row.restored_from))
    return title


def _warns(found: Segments, reader: Reader) -> str:
    if found.encoding != UCS2:
        return ""
    return reader.say("For {signs} an SMS holds 70 characters instead of 160.", signs=" ".join(found.odd[:8]))
