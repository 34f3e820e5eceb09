"""Everything from outside that a use case may ask for, in one value."""

from dataclasses import dataclass, field

from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Decisions
from domain.ports.letters import Letters, PlainLetters
from domain.ports.links import Links, NoLinks
from domain.ports.papers import NoPapers, Papers
from domain.ports.storage import MemoryStorage, Storage
from domain.ports.understanding import Understands, UnderstandsNothing


@dataclass(frozen=True, slots=True)
class Ports:
    decisions: Decisions = field(default_factory=BuiltInDecisions)
    storage: Storage = field(default_factory=MemoryStorage)
    papers: Papers = field(default_factory=NoPapers)
    letters: Letters = field(default_factory=PlainLetters)
    links: Links = field(default_factory=NoLinks)
    understands: Understands = field(default_factory=UnderstandsNothing)
