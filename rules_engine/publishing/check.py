"""Whether rules are sound enough: readable to be kept, and without a failing example to be published."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.kernel.errors import Invalid
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.publishing.examples import ExampleResult, read_examples, run_examples


@dataclass(frozen=True, slots=True)
class Kept:
    """Rules in the one form in which they are kept, and the SHA-256 of it."""

    document: dict[str, Any]
    examples: list[dict[str, Any]]
    digest: str


def readable(family: str, document: Mapping[str, Any], examples: Sequence[Mapping[str, Any]]) -> Kept:
    """What is to be kept; `Invalid` names the place that cannot be read, or `family` where it is another's."""
    parsed = _parsed(family, document)
    read_examples(examples, parsed, now=datetime.now(UTC))
    plain, kept = as_plain(parsed), [dict(each) for each in examples]
    return Kept(plain, kept, digest_of(plain, kept))


def digest_of(document: Mapping[str, Any], examples: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of the canonical JSON of both."""
    canonical = json.dumps([document, list(examples)], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def check_examples(
    family: str, document: Mapping[str, Any], examples: Sequence[Mapping[str, Any]], *, at: datetime
) -> tuple[ExampleResult, ...]:
    """What becomes of each example at the time `at`; `Invalid` where something cannot be read."""
    parsed = _parsed(family, document)
    return run_examples(parsed, read_examples(examples, parsed, now=at), now=at)


def refuse_unsound(
    family: str, document: Mapping[str, Any], examples: Sequence[Mapping[str, Any]], *, at: datetime
) -> None:
    """Refuse with `Invalid` rules that cannot be read, or one of whose examples fails (`example_fails`)."""
    for i, result in enumerate(check_examples(family, document, examples, at=at)):
        if not result.passed:
            raise Invalid(
                field=f"examples[{i}]",
                code="example_fails",
                en=f"The example “{result.name}” fails.",
                fr=f"L’exemple « {result.name_fr or result.name} » échoue.",
                details={
                    "got": list(result.got),
                    "missing": list(result.missing),
                    "unwanted": list(result.unwanted),
                },
            )


def _parsed(family: str, document: Mapping[str, Any]) -> Document:
    parsed = parse_document(document)
    if parsed.family.key != family:
        raise Invalid(
            field="family",
            code="another_family",
            en=f"These are rules of the family “{parsed.family.key}”, not of “{family}”.",
            fr=f"Ce sont des règles de la famille « {parsed.family.key} », pas de « {family} ».",
        )
    return parsed
