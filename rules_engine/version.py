"""A version of the rules of a family: its document, made ready to decide."""

from dataclasses import dataclass, field

from rules_engine.compiler.program import Program, compile_program
from rules_engine.document.model import Document
from rules_engine.reference.reference import Reference
from rules_engine.vocabulary.terms import Family


@dataclass(frozen=True, slots=True)
class Version:
    """`id` is what records call it. It never changes."""

    id: str
    document: Document
    reference: Reference = field(compare=False, repr=False)
    program: Program = field(compare=False, repr=False)

    @property
    def family(self) -> Family:
        return self.document.family


def version_of(id: str, document: Document) -> Version:
    """Make a document ready to decide."""
    reference = Reference(document)
    return Version(id, document, reference, compile_program(reference))
