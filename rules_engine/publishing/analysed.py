"""What is wrong with rules, found once for each text of them and kept for whoever looks next."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules_engine.analysis.analyse import Analysis, analyse
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.sentences import finding_sentence
from rules_engine.document.clauses import Clause, clauses_of
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.publishing.check import digest_of

MOST_KEPT: Final = 32  # texts, the last looked at


@dataclass(frozen=True, slots=True)
class Analysed:
    """Rules with what was found."""

    document: Document
    clauses: tuple[Clause, ...]  # in the order in which findings count them
    analysis: Analysis


_kept: OrderedDict[str, Analysed] = OrderedDict()
_lock = threading.Lock()
_working = threading.Lock()  # one at a time: two would each take twice as long


def analysed(document: Mapping[str, Any]) -> Analysed:
    """The findings of a document that can be read. Takes up to seconds the first time: not for the event loop."""
    digest = digest_of(document, ())
    found = _known(digest)
    if found is None:
        with _working:
            found = _known(digest) or _made(document)
            with _lock:
                _kept[digest] = found
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
    return found


def already_analysed(document: Mapping[str, Any]) -> Analysed | None:
    """What is known of a document without looking for it."""
    return _known(digest_of(document, ()))


def finding_as_plain(finding: Finding, found: Analysed) -> dict[str, Any]:
    """As JSON: what it is about, the sentence in both languages, and the facts that show it."""
    sentence = finding_sentence(finding, found.document, found.clauses)
    return {
        "kind": finding.kind,
        "severity": "note" if finding.note else "warning",
        "at": finding.at,
        "rule": finding.part if finding.row is None else f"{finding.part}#{finding.row + 1}",
        "others": [found.clauses[each].id for each in finding.others],
        "sentence": {"en": sentence.en, "fr": sentence.fr},
        "facts": dict(finding.facts),
    }


def _known(digest: str) -> Analysed | None:
    with _lock:
        found = _kept.get(digest)
        if found is not None:
            _kept.move_to_end(digest)
        return found


def _made(plain: Mapping[str, Any]) -> Analysed:
    document = parse_document(plain)
    return Analysed(document, clauses_of(document), analyse(document))
