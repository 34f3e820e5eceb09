"""Effects as they were kept, in words; what a difference is about, and where it leads. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from console.rules_admin.simulation.labels import ABOUT
from console.rules_admin.simulation.rows import CaseCard, CaseLine, Why
from console.rules_admin.trial.present import fired_lines
from console.ui.figures import Reader
from console.workspace.orders.present import order_key
from domain.kernel.errors import Invalid
from rules_engine.decision import Decision
from rules_engine.document.effects import read_effect
from rules_engine.document.values import Surroundings
from rules_engine.readback.sentence import effect_words
from rules_engine.readback.values import plain_words
from rules_engine.readback.words import capital
from rules_engine.simulation.one_case import OneCase
from rules_engine.simulation.rows import DifferenceRow
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Family


def case_line(row: DifferenceRow, family: Family, reader: Reader) -> CaseLine:
    """A difference: what it is about, and what is said on one side only."""
    before, after = ([capital(each) for each in _said(side, family, reader)] for side in (row.before, row.after))
    nothing = [reader.say("nothing")]
    return CaseLine(
        key=str(row.number) if row.number else str(row.subject_id),
        title=_title(row, reader),
        href=_href(row),
        when=reader.moment(row.at),
        exact=reader.exact(row.at),
        before=[each for each in before if each not in after] or nothing,
        after=[each for each in after if each not in before] or nothing,
        reason=str(row.reason[reader.language if reader.language == "fr" else "en"]) if row.reason else "",
    )


def case_card(key: str, case: OneCase, family: Family, reader: Reader) -> CaseCard:
    """The facts of a difference, and the rules that fired on both sides."""
    facts = family.facts
    known = [
        f"{facts[name].label.in_language(reader.language)}: "
        f"{plain_words(value, facts[name], case.facts, reader.language, reader.zone)}"
        for name, value in case.facts.items()
        if name in facts and value not in (None, "", []) and name != "now"
    ]
    before = _fired(case.before, reader) if case.before else _recorded(case.fired, family, reader)
    by = reader.say("Then, by {version}", version=case.version) if case.version else reader.say("The live version")
    return CaseCard(key, known, before, _fired(case.after, reader) if case.after else [], by)


def said_words(effect: Mapping[str, Any], family: Family, reader: Reader) -> str:
    """ "put in queue returns"; what this release cannot read any more as it was written."""
    plain = {name: value for name, value in effect.items() if name != "rule"}
    try:
        read = read_effect(plain, Surroundings(family, {}, {}), at="effect")
    except Invalid:
        return ", ".join(str(value) for value in plain.values())
    return effect_words(read, family, reader.language)


def _said(effects: Sequence[Mapping[str, Any]], family: Family, reader: Reader) -> list[str]:
    return [said_words(each, family, reader) for each in effects if each.get("effect") != DERIVE.key]


def _title(row: DifferenceRow, reader: Reader) -> str:
    kind = reader.say(ABOUT.get(row.about, "Decision"))
    return " · ".join(part for part in (f"{kind} {row.case_number}".strip(), row.order_number) if part)


def _href(row: DifferenceRow) -> str:
    if row.customer_id is None:
        return ""
    order = f"&order={order_key(row.order_number)}" if row.order_number else ""
    return f"/?customer={row.customer_id}{order}"


def _fired(decision: Decision, reader: Reader) -> list[Why]:
    return [Why(each.name, each.because, each.says) for each in fired_lines(decision, reader)]


def _recorded(fired: Sequence[Mapping[str, Any]], family: Family, reader: Reader) -> list[Why]:
    """What was recorded then; its evidence may be of an older form, so only what was said is repeated."""
    language = "fr" if reader.language == "fr" else "en"
    return [
        Why(
            name=str(each.get("name", {}).get(language) or each.get("rule", "")),
            says=", ".join(_said(each.get("effects", ()), family, reader)),
        )
        for each in fired
    ]
