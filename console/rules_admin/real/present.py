"""Real decisions in words. Pure."""

from collections.abc import Iterable

from console.rules_admin.real.rows import RealLine
from console.ui.figures import Reader
from rules_engine.decisions.recent import RecentDecision
from rules_engine.vocabulary.version_words import version_words


def real_lines(found: Iterable[RecentDecision], reader: Reader) -> list[RealLine]:
    """One line for each, in their order."""
    return [
        RealLine(
            id=str(each.id),
            number=each.case_number or each.order_number or "–",
            what=f"{_what(each, reader)} · {version_words(each.version).in_language(reader.language)}",
            at=reader.recently(each.at),
            exact=reader.exact(each.at),
        )
        for each in found
    ]


def _what(found: RecentDecision, reader: Reader) -> str:
    if found.case_number:
        return reader.say("Case")
    return reader.say("Order") if found.order_number else reader.say("Decision")
