"""Findings in words."""

from typing import Any

import pytest

from rules_engine.analysis.sentences import finding_sentence
from rules_engine.document.clauses import clauses_of
from rules_engine.document.parse import parse_document
from rules_engine.publishing.analysed import already_analysed, analysed, finding_as_plain
from tests.rules_engine.analysis.finding import table
from tests.rules_engine.writing import compare, document, rule

RETURN, PHONE = compare("topic", "eq", "return"), compare("channel", "eq", "phone")
VIP, CARE = {"effect": "queue", "queue": "vip"}, {"effect": "queue", "queue": "care"}


def say(*rules: Any, **more: Any) -> tuple[str, str]:
    """The first finding in both languages, with plain spaces."""
    found = analysed(document(*rules, **more))
    words = finding_sentence(found.analysis.findings[0], found.document, found.clauses)
    return words.en, words.fr.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("rules", "en", "fr"),
    [
        (
            [rule("a", {"all": [RETURN, compare("topic", "eq", "order")]})],
            "It can never fire: no facts fulfil all of it. The rest rules out that “topic is order”.",
            "Elle ne joue jamais : aucun fait ne la remplit en entier. Le reste exclut que « sujet est commande ».",
        ),
        (
            [rule("a", {"all": [RETURN, {"none": [compare("topic", "present")]}]})],
            "It can never fire: no facts fulfil all of it. “topic is known” must not hold, but has to.",
            "Elle ne joue jamais : aucun fait ne la remplit en entier. « sujet est connu » ne doit pas valoir, "
            "mais le devrait.",
        ),
        (
            [rule("a", RETURN, VIP), rule("b", {"all": [RETURN, PHONE]}, CARE)],
            "Nothing it says ever counts: whenever it fires, “Rule a” has spoken first.",
            "Rien de ce qu’elle dit ne compte : dès qu’elle joue, « Règle a » a parlé avant.",
        ),
        (
            [rule("a", RETURN, VIP), rule("b", RETURN, VIP)],
            "It says what “Rule a” says, on exactly the same facts.",
            "Elle dit ce que dit « Règle a », sur exactement les mêmes faits.",
        ),
        (
            [rule("a", RETURN, VIP), rule("b", PHONE, CARE)],
            "It contradicts “Rule a”: on the same facts this says “put in queue care”, and the other "
            "“put in queue vip”, which counts.",
            "Elle contredit « Règle a » : sur les mêmes faits, elle dit « mettre en file care », et l’autre "
            "« mettre en file vip », qui compte.",
        ),
        (
            [rule("a", RETURN, VIP, priority=1), rule("b", PHONE, CARE)],
            "On the same facts “Rule a”, of higher precedence, says “put in queue vip”; “put in queue care” does not "
            "count then.",
            "Sur les mêmes faits, « Règle a », de préséance plus haute, dit « mettre en file vip » ; "
            "« mettre en file care » ne compte alors pas.",
        ),
    ],
    ids=["never", "never, by none", "covered", "duplicate", "contradiction", "overlap"],
)
def test_about_rules(rules: list[Any], en: str, fr: str) -> None:
    assert say(*rules) == (en, fr)


def test_about_tables() -> None:
    on = (("topic", "in"),)
    rows = [([["return"]], "a"), ([["return"]], "b"), ([None], "c")]
    assert say(tables=[table("first", rows, on=on)]) == (
        "It never gets its turn: whenever it holds, “Table: return” comes first.",
        "Son tour ne vient jamais : dès qu’elle vaut, « Tableau : retour » passe avant.",
    )
    assert say(tables=[table("first", rows[:1], on=on)]) == (
        "On some facts no row of it holds.",
        "Sur certains faits, aucune de ses lignes ne vaut.",
    )


def test_a_text_of_rules_is_looked_through_once() -> None:
    plain = document(rule("only-here", RETURN, VIP), rule("twice-here", RETURN, VIP))
    assert already_analysed(plain) is None
    found = analysed(plain)
    assert analysed(dict(plain)) is found and already_analysed(plain) is found
    assert found.clauses == clauses_of(parse_document(plain))
    told = finding_as_plain(found.analysis.findings[0], found)
    assert (told["kind"], told["rule"], told["others"]) == ("duplicate", "twice-here", ["only-here"])
