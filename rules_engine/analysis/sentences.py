"""A finding as a sentence in both languages."""

from collections.abc import Sequence

from rules_engine.analysis.findings import Finding
from rules_engine.decision import said_once
from rules_engine.document.clauses import Clause
from rules_engine.document.model import Document, Effect
from rules_engine.readback.sentence import comparison_words, effect_words
from rules_engine.readback.words import either, joined, quoted
from rules_engine.vocabulary.terms import Words

_MOST_NAMED = 3


def finding_sentence(finding: Finding, document: Document, clauses: Sequence[Clause]) -> Words:
    """What is wrong, as said at the rule, the row or the table itself."""
    return Words(*(_sentence(finding, document, clauses, language) for language in ("en", "fr")))


def _sentence(finding: Finding, document: Document, clauses: Sequence[Clause], language: str) -> str:
    others = _names([clauses[i].name.in_language(language) for i in finding.others], language)
    match finding.kind:
        case "never":
            return _never(finding, document, language)
        case "shadowed":
            en = f"It never gets its turn: whenever it holds, {others} comes first."
            fr = f"Son tour ne vient jamais : dès qu’elle vaut, {others} passe avant."
        case "covered":
            en = f"Nothing it says ever counts: whenever it fires, {others} has spoken first."
            fr = f"Rien de ce qu’elle dit ne compte : dès qu’elle joue, {others} a parlé avant."
        case "duplicate":
            en = f"It says what {others} says, on exactly the same facts."
            fr = f"Elle dit ce que dit {others}, sur exactement les mêmes faits."
        case "gap":
            en, fr = "On some facts no row of it holds.", "Sur certains faits, aucune de ses lignes ne vaut."
        case _:
            return _differing(finding, document, clauses, others, language)
    return either(language, en, fr)


def _never(finding: Finding, document: Document, language: str) -> str:
    en, fr = (
        "It can never fire: no facts fulfil all of it.",
        "Elle ne joue jamais : aucun fait ne la remplit en entier.",
    )
    if finding.failing is not None:
        words = quoted(comparison_words(finding.failing.comparison, document.family, language), language)
        if finding.failing.held:
            en, fr = f"{en} {words} must not hold, but has to.", f"{fr} {words} ne doit pas valoir, mais le devrait."
        else:
            en, fr = f"{en} The rest rules out that {words}.", f"{fr} Le reste exclut que {words}."
    return either(language, en, fr)


def _differing(finding: Finding, document: Document, clauses: Sequence[Clause], others: str, language: str) -> str:
    assert finding.effect is not None
    mine = quoted(effect_words(finding.effect, document.family, language), language)
    said = _theirs(finding, finding.effect, document, clauses)
    theirs = quoted(effect_words(said, document.family, language), language)
    if finding.kind == "overlap":
        en = f"On the same facts {others}, of higher precedence, says {theirs}; {mine} does not count then."
        fr = f"Sur les mêmes faits, {others}, de préséance plus haute, dit {theirs} ; {mine} ne compte alors pas."
    else:
        en = f"It contradicts {others}: on the same facts this says {mine}, and the other {theirs}, which counts."
        fr = f"Elle contredit {others} : sur les mêmes faits, elle dit {mine}, et l’autre {theirs}, qui compte."
    return either(language, en, fr)


def _theirs(finding: Finding, effect: Effect, document: Document, clauses: Sequence[Clause]) -> Effect:
    key = said_once(effect, document.family)
    return next(each for each in clauses[finding.others[0]].effects if said_once(each, document.family) == key)


def _names(names: Sequence[str], language: str) -> str:
    said = [quoted(each, language) for each in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        more = len(names) - _MOST_NAMED
        said.append(either(language, f"{more} more", f"{more} autres"))
    return joined(said, language, last="or") if said else ""
