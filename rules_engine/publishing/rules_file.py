"""Rules as a file: the document with its examples beside it, as YAML or JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from domain.kernel.errors import DomainError, Invalid
from rules_engine.document.faults import MOST_FAULTS, faults_of
from rules_engine.document.json_text import json_values
from rules_engine.document.limits import MOST_CHARACTERS
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.document.refuse import refusal
from rules_engine.document.yaml_text import plain_yaml, yaml_values
from rules_engine.publishing.examples import read_examples

FORMATS: Final = ("yaml", "json")
MOST_BYTES: Final = MOST_CHARACTERS  # of the file, in UTF-8


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What a file says, sound enough to be kept. `examples` None: it does not speak of examples."""

    document: dict[str, Any]
    examples: tuple[Mapping[str, Any], ...] | None


def write_file(
    document: Mapping[str, Any], examples: Sequence[Mapping[str, Any]], format: Literal["yaml", "json"]
) -> str:
    """The same rules always give the same text; `read_file` reads it back."""
    said = as_plain(parse_document(document))
    if examples:
        said["examples"] = [_in_order(each) for each in examples]
    return plain_yaml(said) if format == "yaml" else json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _in_order(example: Mapping[str, Any]) -> dict[str, Any]:
    """An example as people write it: its name first, and an effect before its parameters."""
    in_french = {"name_fr": example["name_fr"]} if example.get("name_fr") else {}
    said: dict[str, Any] = {"name": example["name"], **in_french, "facts": dict(example["facts"])}
    for key in ("expect", "never"):
        if example.get(key):
            said[key] = [{"effect": each["effect"], **each} for each in example[key]]
    return said


def read_file(content: bytes, *, family: str, now: datetime) -> RulesFile:
    """What the file says. `Invalid` (`faults`, where there are several) names every fault with its place, in `details`.

    Whatever begins with a bracket is JSON, anything else YAML without what JSON does not have.
    """
    plain = _values(content)
    examples = None
    if isinstance(plain, dict) and plain.get("examples") is not None:
        examples = plain.pop("examples")
    faults = [*faults_of(plain)]
    if not faults and plain["family"] != family:
        faults.append(_another_family(plain["family"], family))
    if not faults and examples is not None:
        faults += _example_faults(plain, examples, now)
    if faults:
        raise faults_refused(faults)
    return RulesFile(plain, None if examples is None else tuple(examples))


def faults_refused(faults: Sequence[DomainError]) -> DomainError:
    """One refusal that carries them all: the first in its sentence, each in the details."""
    first, count = faults[0], len(faults)
    listed = [{"at": each.field or "document", "code": each.code, "en": each.en, "fr": each.fr} for each in faults]
    more = (f" ({count} faults in all)", f" ({count} erreurs en tout)") if count > 1 else ("", "")
    return Invalid(
        field=first.field,
        code=first.code if count == 1 else "faults",
        en=f"{first.en}{more[0]}",
        fr=f"{first.fr}{more[1]}",
        details={"faults": listed},
    )


def _values(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        en, fr = f"is larger than {MOST_BYTES // 10**6} MB.", f"dépasse {MOST_BYTES // 10**6} Mo."
        raise faults_refused([refusal("document", code="too_long", en=en, fr=fr)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        en, fr = "is not text in UTF-8.", "n’est pas du texte en UTF-8."
        raise faults_refused([refusal("document", code="not_text", en=en, fr=fr)]) from None
    try:
        return json_values(text) if text.lstrip()[:1] in ("{", "[") else yaml_values(text)
    except DomainError as unreadable:
        raise faults_refused([unreadable]) from None


def _example_faults(plain: Any, examples: Any, now: datetime) -> list[DomainError]:
    document = parse_document(plain)
    try:
        read_examples(examples, document, now=now)
        return []
    except DomainError as refused_first:
        first = refused_first
    if not isinstance(examples, list):
        return [first]
    faults: list[DomainError] = []
    for i, each in enumerate(examples):
        try:
            read_examples([each], document, now=now)
        except Invalid as refused:
            faults.append(_at(refused, i))
    return faults[:MOST_FAULTS] or [first]


def _at(refused: Invalid, number: int) -> Invalid:
    """The refusal of one example with its number in the file."""
    here, there = "examples[0]", f"examples[{number}]"
    field, en, fr = ((text or "").replace(here, there) for text in (refused.field, refused.en, refused.fr))
    if there not in field:
        field = f"{there}.facts.{field}"
    return Invalid(field=field, code=refused.code, en=en, fr=fr, details=refused.details)


def _another_family(found: str, family: str) -> Invalid:
    return Invalid(
        field="family",
        code="another_family",
        en=f"These are rules of the family “{found}”, not of “{family}”.",
        fr=f"Ce sont des règles de la famille « {found} », pas de « {family} ».",
    )
