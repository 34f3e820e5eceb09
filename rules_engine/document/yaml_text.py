"""Documents as YAML text: only what JSON has as well. No tags, anchors or aliases, and "no" is a word, not false."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from domain.kernel.errors import Invalid
from rules_engine.document.json_text import check_length, twice
from rules_engine.document.limits import LARGEST, MOST_DEPTH, MOST_NODES
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.document.refuse import refusal

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_DEEPEST: Final = 2 * MOST_DEPTH + 12
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+", re.ASCII)
_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
_ENDS: Final = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def read_yaml(text: str) -> Document:
    """The document in `text`, or `Invalid`: also for what is no YAML or uses more of YAML than JSON has."""
    return parse_document(yaml_values(text))


def write_yaml(document: Document) -> str:
    """The same document always gives the same text; `read_yaml` reads it back to an equal document."""
    return plain_yaml(as_plain(document))


def plain_yaml(plain: dict[str, Any]) -> str:
    """Plain values as YAML, in the order in which they come."""
    text: str = yaml.dump(plain, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120)
    return text


def yaml_values(text: str) -> Any:
    """The plain values of the one YAML document in `text`, or `Invalid`."""
    check_length(text)
    try:
        events = _checked(yaml.parse(text, Loader=_LOADER))
        value = _value(next(events), events)
        if next(events, None) is not None:
            raise refusal("document", code="not_yaml", en="must be one document.", fr="doit être un seul document.")
        return value
    except (yaml.YAMLError, ValueError, StopIteration):
        raise refusal("document", code="not_yaml", en="is not YAML.", fr="n’est pas du YAML.") from None


def _checked(events: Iterator[Any]) -> Iterator[Any]:
    """The events that carry values; refused: what JSON does not have, and more or deeper than any document needs."""
    depth = 0
    for seen, event in enumerate(events):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _hostile(event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, _ENDS)
        if depth > _DEEPEST or seen > MOST_NODES:
            raise refusal("document", code="too_many", en="is too large or too deep.", fr="est trop grand ou profond.")
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, *_ENDS)):
            yield event


def _value(event: Any, events: Iterator[Any]) -> Any:
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event.value) if event.implicit[0] else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events)
    return _mapping(events)


def _sequence(events: Iterator[Any]) -> list[Any]:
    found = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_value(event, events))
    return found


def _mapping(events: Iterator[Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise refusal("document", code="not_text", en="has a field without a name.", fr="a un champ sans nom.")
        if event.value in found:
            raise twice(event.value)
        found[event.value] = _value(next(events), events)
    return found


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text) if len(text) <= 20 else LARGEST * (-2 if text[0] == "-" else 2)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _hostile(event: Any) -> Invalid:
    line = event.start_mark.line + 1
    en = f"uses an anchor, an alias or a tag in line {line}; write the value itself."
    fr = f"emploie une ancre, un alias ou une étiquette à la ligne {line} ; écrivez la valeur elle-même."
    return refusal("document", code="not_plain_yaml", en=en, fr=fr)
