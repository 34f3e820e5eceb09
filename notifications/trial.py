"""Whether a wording can be used: it is written with everything that may be told by it."""

from collections.abc import Iterator

from domain.ports.letters import PARTS, Fault, Wording
from notifications.kinds import KINDS
from notifications.samples import sample_set
from notifications.sandbox import Refused, names_in, render
from notifications.segments import in_alphabet, segments

MOST_SEGMENTS = 6


def faults_of(template: str, language: str, wording: Wording) -> list[Fault]:
    """What is wrong with it, part by part in the order of their lines; empty: nothing."""
    return [fault for part in PARTS for fault in _faults_in(part, template, language, getattr(wording, part))]


def _faults_in(part: str, template: str, language: str, source: str) -> list[Fault]:
    """Names that are not known are told all at once, the rest one after the other."""
    try:
        named = names_in(part, source)
        known = KINDS[template].values
        unknown = [_unknown(part, name, line) for name, line in named.items() if name not in known]
        return unknown or list(_tried(part, template, language, source))[:1]
    except Refused as refused:
        return [Fault(part, refused.line, refused.en, refused.fr)]


def _tried(part: str, template: str, language: str, source: str) -> Iterator[Fault]:
    for missing, values in sample_set(template, language):
        written = render(part, source, values)
        if not written:
            yield _empty(part, missing)
        elif part == "sms":
            yield from _too_many(part, written)
    if part == "subject" and "\n" in source:
        yield Fault(part, 2, "A subject is one line.", "Un objet tient sur une ligne.")


def _too_many(part: str, written: str) -> Iterator[Fault]:
    count = segments(in_alphabet(written)).count
    if count > MOST_SEGMENTS:
        en = f"It becomes {count} SMS; {MOST_SEGMENTS} are the most."
        yield Fault(part, 1, en, f"Il devient {count} SMS ; le maximum est {MOST_SEGMENTS}.")


def _empty(part: str, missing: str) -> Fault:
    if not missing:
        return Fault(part, 1, "Nothing is left when it is written.", "Il n’en reste rien une fois rédigé.")
    return Fault(
        part,
        1,
        f"Nothing is left of it without: {missing}.",
        f"Il n’en reste rien sans : {missing}.",
    )


def _unknown(part: str, name: str, line: int) -> Fault:
    return Fault(part, line, f"“{name}” is not known here.", f"« {name} » n’est pas connu ici.")
