"""Printed matter: return labels and evidence packs as PDF. The domain says what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReturnLabel:
    """What a label for a parcel back says. `sender` and `receiver` are lines of text; `lines` are goods and pieces."""

    number: str
    tracking_number: str
    carrier: str
    order_number: str
    sender: Sequence[str]
    receiver: Sequence[str]
    lines: Sequence[tuple[str, int]]
    language: str


@dataclass(frozen=True, slots=True)
class EvidencePaper:
    """A dispute's evidence: facts by name, then entries of the timeline as (when, what, SHA-256)."""

    title: str
    digest: str
    facts: Mapping[str, str]
    statement: str
    entries: Sequence[tuple[str, str, str]]
    language: str


class Papers(Protocol):
    """Each tells the bytes of a PDF."""

    def return_label(self, label: ReturnLabel) -> bytes: ...

    def evidence(self, paper: EvidencePaper) -> bytes: ...


class NoPapers:
    """Implements `Papers` where nothing is printed."""

    def return_label(self, label: ReturnLabel) -> bytes:
        return b""

    def evidence(self, paper: EvidencePaper) -> bytes:
        return b""
