"""What stands in the way of an action, where the person can do something about it."""

from dataclasses import dataclass

from domain.kernel.errors import DomainError, IdentityNeeded, Invalid


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence, and the input that it stands at ("" for the panel as a whole). `identity`: who the customer is has
    to be checked first."""

    at: str = ""
    sentence: str = ""
    identity: bool = False


def refused_as(refusal: DomainError, at: str, language: str, *, label: str = "") -> Refused:
    """The refusal in the reader's language, at the input `at`, named there as the form names it (`label`)."""
    sentence = refusal.sentence(language)
    if refusal.field and label:
        for quote in ("“{}”", "« {} »"):
            sentence = sentence.replace(quote.format(refusal.field), quote.format(label))
    return Refused(at=at, sentence=sentence, identity=isinstance(refusal, IdentityNeeded))


def not_said(field: str) -> Invalid:
    """Something has to be chosen or written before this can be done."""
    return Invalid(field=field, code="missing", en="Say why.", fr="Indiquez pourquoi.")
