"""Read a format from its file. Everything that is wrong in it is told at once, each with its place."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

import yaml

from console.connectors.format import SOURCES, Document, Format, Node, Signature
from console.connectors.paths import is_path
from console.connectors.targets import TARGETS, Target

FOLDER: Final = Path(__file__).parent / "formats"
_EXTRAS: Final = {"words", "otherwise", "drop", "zone", "country", "within", "needs", "skip_blank", "fields", "nothing"}
_OF_SHAPE: Final = {"texts": ("texts",), "record": ("record",), "each": ("each",)}
_VALUES: Final = ("path", "first", "const", "sum", "difference", "choose")
_HEADER: Final = re.compile(r"[a-z0-9-]{1,60}")


class FormatRefused(Exception):
    """A format that cannot be used; `faults` are "place: what is wrong there"."""

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        super().__init__("\n".join(f"{name}: {fault}" for fault in faults))
        self.faults = tuple(faults)


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name."""
    read = [read_format(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    return {each.name: each for each in read}


def read_format(name: str, text: str) -> Format:
    """The format that `text` describes; `FormatRefused` with every fault."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FormatRefused(name, [f"is not YAML: {error}"]) from error
    checker = _Checker()
    read = checker.format(name, document)
    if checker.faults:
        raise FormatRefused(name, checker.faults)
    return read


class _Checker:
    """Goes on after a fault with something that stands for what was meant."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def format(self, name: str, value: Any) -> Format:
        given = self._keys(value, "", {"label", "media", "documents"}, {"signature"})
        media = self._choice(given.get("media"), ("json", "csv"), "media")
        documents = [
            self._document(each, f"documents[{i}]")
            for i, each in enumerate(self._list(given, "documents", "documents"))
        ]
        signature = self._signature(given["signature"]) if "signature" in given else None
        return Format(name, str(given.get("label", "")), media, tuple(documents), signature)

    def _signature(self, value: Any) -> Signature:
        given = self._keys(value, "signature", {"header", "id", "topic"}, set())
        for key, header in given.items():
            if not isinstance(header, str) or not _HEADER.fullmatch(header):
                self._fault(f"signature.{key}", "is not the name of a header in lower case")
        return Signature(*(str(given.get(key, "")) for key in ("header", "id", "topic")))

    def _document(self, value: Any, at: str) -> Document:
        optional = {"topics", "list", "reference", "group_by", "only_with", "only_when"}
        given = self._keys(value, at, {"kind", "has", "fields"}, optional)
        kind = self._choice(given.get("kind"), tuple(TARGETS), f"{at}.kind")
        for key in ("list", "reference", "only_with"):
            if key in given and not is_path(given[key]):
                self._fault(f"{at}.{key}", "is not a path")
        return Document(
            kind=kind,
            fields=self._fields(given.get("fields"), TARGETS.get(kind, {}), f"{at}.fields"),
            topics=self._texts(given, "topics", at),
            has=self._texts(given, "has", at),
            list=str(given.get("list", "")),
            reference=str(given.get("reference", "")),
            group_by=self._texts(given, "group_by", at),
            only_with=str(given.get("only_with", "")),
            only_when=self._only_when(given.get("only_when", {}), f"{at}.only_when"),
        )

    def _only_when(self, value: Any, at: str) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, Mapping):
            self._fault(at, "must be paths with the words that count")
            return {}
        return {self._path(path, at): self._texts(value, path, at) for path in value}

    def _fields(self, value: Any, targets: Mapping[str, Target], at: str) -> dict[str, Node]:
        if not isinstance(value, Mapping):
            self._fault(at, "must be fields with how each is found")
            return {}
        for name in value.keys() - targets.keys():
            self._fault(f"{at}.{name}", f"is none of: {', '.join(targets)}")
        for name, target in targets.items():
            if target.needed and name not in value:
                self._fault(f"{at}.{name}", "is missing")
        return {name: self._node(value[name], targets[name], f"{at}.{name}") for name in targets if name in value}

    def _node(self, value: Any, target: Target, at: str) -> Node:
        given = {"path": value} if isinstance(value, str) else value
        if not isinstance(given, Mapping):
            self._fault(at, "must be a path, or how the value is found")
            return Node("const")
        for key in given.keys() - set(SOURCES) - _EXTRAS:
            self._fault(f"{at}.{key}", "is not known here")
        wanted = _OF_SHAPE.get(target.shape, _VALUES)
        ways = [key for key in SOURCES if key in given]
        if len(ways) != 1 or ways[0] not in wanted:
            self._fault(at, f"needs exactly one of: {', '.join(wanted)}")
            return Node("const")
        return self._of(ways[0], given, target, at)

    def _of(self, way: str, given: Mapping[str, Any], target: Target, at: str) -> Node:
        extras = self._extras(given, at)
        if way == "record":
            return Node(way, fields=self._fields(given[way], target.fields or {}, f"{at}.record"), **extras)
        if way == "each":
            fields = self._fields(given.get("fields"), target.fields or {}, f"{at}.fields")
            return Node(way, path=self._path(given[way], f"{at}.each"), fields=fields, **extras)
        holds: dict[str, Any] = {"holds": target.holds, **extras}
        if way == "choose":
            return self._choose(given[way], target, at, holds)
        if way in ("first", "texts", "sum", "difference"):
            inner = Target(target.holds)
            nodes = tuple(
                self._node(each, inner, f"{at}.{way}[{i}]")
                for i, each in enumerate(self._list(given, way, f"{at}.{way}"))
            )
            if way in ("sum", "difference") and (target.holds != "money" or not all(each.path for each in nodes)):
                self._fault(f"{at}.{way}", "is of paths to amounts of money")
            return Node(way, nodes=nodes, **holds)
        if way == "const":
            return Node(way, const=given[way], **holds)
        return Node(way, path=self._path(given[way], at), **holds)

    def _choose(self, value: Any, target: Target, at: str, holds: Mapping[str, Any]) -> Node:
        given = self._keys(value, f"{at}.choose", {"by", "cases"}, {"otherwise"})
        cases = given.get("cases")
        if not isinstance(cases, Mapping):
            self._fault(f"{at}.choose.cases", "must be words with how the value is found for each")
            cases = {}
        every = dict(cases) | ({"otherwise": given["otherwise"]} if "otherwise" in given else {})
        inner = Target(target.holds)
        nodes = {str(word): self._node(each, inner, f"{at}.choose.{word}") for word, each in every.items()}
        return Node("choose", path=self._path(given.get("by"), f"{at}.choose.by"), cases=nodes, **holds)

    def _extras(self, given: Mapping[str, Any], at: str) -> dict[str, Any]:
        extras: dict[str, Any] = {key: given[key] for key in ("otherwise", "zone") if key in given}
        if given.get("zone", "UTC") not in available_timezones():
            self._fault(f"{at}.zone", "is not a time zone")
        if not isinstance(given.get("drop", False), bool):
            self._fault(f"{at}.drop", "must be true or false")
        words = given.get("words", {})
        if not isinstance(words, Mapping):
            self._fault(f"{at}.words", "must be their words with ours")
            words = {}
        for key in ("country", "needs", "skip_blank"):
            if key in given:
                extras[key] = self._path(given[key], f"{at}.{key}")
        within = [self._path(path, f"{at}.within[{i}]") for i, path in enumerate(given.get("within", ()))]
        plain = {str(word).lower() if isinstance(word, bool) else str(word): ours for word, ours in words.items()}
        nothing = self._texts(given, "nothing", at)
        return extras | {"drop": bool(given.get("drop")), "words": plain, "within": tuple(within), "nothing": nothing}

    def _path(self, value: Any, at: str) -> str:
        if not is_path(value):
            self._fault(at, f"“{value}” is not a path such as lines[].sku")
            return ""
        return str(value)

    def _keys(self, value: Any, at: str, needed: set[str], optional: set[str]) -> Mapping[str, Any]:
        prefix = f"{at}." if at else ""
        if not isinstance(value, Mapping):
            self._fault(at or "the file", "must be names with values")
            return {}
        for key in sorted(map(str, value.keys() - needed - optional)):
            self._fault(f"{prefix}{key}", "is not known here")
        for key in sorted(needed - value.keys()):
            self._fault(f"{prefix}{key}", "is missing")
        return {str(key): each for key, each in value.items() if key in needed | optional}

    def _list(self, given: Mapping[str, Any], key: str, at: str) -> Sequence[Any]:
        value = given.get(key, ())
        if isinstance(value, Sequence) and not isinstance(value, str) and value:
            return value
        self._fault(at, "must be a list with something in it")
        return ()

    def _texts(self, given: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
        value = given.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._fault(f"{at}.{key}", "must be a list of names")
        return ()

    def _choice(self, value: Any, choices: Sequence[str], at: str) -> str:
        if value in choices:
            return str(value)
        self._fault(at, f"must be one of: {', '.join(choices)}")
        return choices[0]

    def _fault(self, at: str, what: str) -> None:
        self.faults.append(f"{at}: {what}")
