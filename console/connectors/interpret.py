"""From a document to a record, by its format; and from a field of the record back to where it stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from console.connectors.format import Document, Node
from console.connectors.paths import first, found, is_blank
from console.connectors.targets import TARGETS, Target, build
from console.connectors.values import KINDS, Around
from domain.connectors.records import Told
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.money import Money

MOST_LINES = 1000
_WORKED_OUT = ("sum", "difference", "choose")


@dataclass(frozen=True, slots=True)
class Read:
    """A record, and where each of its fields stood: `lines[0].sku` at `line_items[0].sku`."""

    told: Told
    origins: Mapping[str, str]

    def origin(self, name: str | None) -> str:
        """Where a field stood, or what holds it; its own name where that is not known."""
        wanted = name or ""
        if wanted.endswith(".amount") and wanted not in self.origins:
            wanted = wanted.replace(".amount", ".unit_price")  # told by the piece
        while wanted:
            if wanted in self.origins:
                return self.origins[wanted]
            wanted = wanted[: max(wanted.rfind("."), wanted.rfind("["), 0)]
        return name or ""


def interpret(document: Document, value: Any, *, zone: str) -> Read:
    """The record that `value` is; times without a zone are read in `zone`. `Invalid` names the field as it is there."""
    reading = _Reading(Around(zone=zone))
    told = reading.record(document.fields, TARGETS[document.kind], value, "", "")
    return Read(build(document.kind, told), reading.origins)


@dataclass
class _Reading:
    around: Around
    origins: dict[str, str] = field(default_factory=dict)

    def record(
        self, nodes: Mapping[str, Node], targets: Mapping[str, Target], value: Any, at: str, to: str
    ) -> dict[str, Any]:
        """In the order of the targets, so that the currency is known before the amounts."""
        values = {}
        for name in (name for name in targets if name in nodes):
            here = f"{to}.{name}" if to else name
            one = self._field(nodes[name], targets[name], value, at, here)
            if one is None and targets[name].needed:
                raise _missing(self.origins.get(here) or at or name)
            if one is not None:
                values[name] = one
            if name == "currency" and one:
                self.around = replace(self.around, currency=one)
        return values

    def _field(self, node: Node, target: Target, value: Any, at: str, to: str) -> Any:
        if node.source == "record":
            place, scope = _scope(node, value, at)
            self.origins[to] = place
            return None if scope is None else self.record(node.fields, target.fields or {}, scope, place, to)
        if node.source == "each":
            self.origins[to] = f"{at}.{node.path}" if at else node.path
            return list(self._each(node, target, value, at, to)) or None
        if node.source == "texts":
            return list(self._texts(node, value, at, to))
        return self._value(node, value, at, to)

    def _each(self, node: Node, target: Target, value: Any, at: str, to: str) -> Iterator[dict[str, Any]]:
        number = 0
        for place, item in found(value, f"{node.path}[]", at):
            if node.skip_blank and is_blank(first(item, node.skip_blank)[1]):
                continue
            here = f"{to}[{number}]"
            self.origins[here] = place
            yield self.record(node.fields, target.fields or {}, item, place, here)
            number += 1
            if number > MOST_LINES:
                raise _refuse(place, "too_many", "There are too many of them.", "Il y en a trop.")

    def _texts(self, node: Node, value: Any, at: str, to: str) -> Iterator[Any]:
        """Each text that there is, once."""
        seen: dict[Any, None] = {}
        for each in node.nodes:
            one = self._value(each, value, at, f"{to}[{len(seen)}]")
            if one and one not in seen:
                seen[one] = None
        yield from seen

    def _value(self, node: Node, value: Any, at: str, to: str) -> Any:
        place, raw = self._raw(node, value, at, to)
        self.origins[to] = place
        if is_blank(raw) or str(raw) in node.nothing:
            return None
        if node.source in _WORKED_OUT:
            return raw
        around = replace(self.around, zone=node.zone or self.around.zone, country=_country(node, value))
        try:
            return KINDS[node.holds](_word(node, raw, place), place, around)
        except DomainError:
            if node.drop:
                return None
            raise

    def _raw(self, node: Node, value: Any, at: str, to: str) -> tuple[str, Any]:
        if node.source == "const":
            return to, node.const
        if node.source == "path":
            return first(value, node.path, at)
        if node.source == "first":
            places = [self._raw(each, value, at, to) for each in node.nodes]
            return next((each for each in places if not is_blank(each[1])), places[0])
        if node.source == "choose":
            place, word = first(value, node.path, at)
            chosen = node.cases.get(str(word)) or node.cases.get("otherwise")
            if chosen is None:
                raise _unknown_word(place, word)
            return place, self._value(chosen, value, at, to)
        return self._sum(node, value, at, to)

    def _sum(self, node: Node, value: Any, at: str, to: str) -> tuple[str, Any]:
        """The sum of everything that the paths lead to; of a difference, all after the first is taken off it."""
        place, sum = at, Money.zero(self.around.currency)
        for i, each in enumerate(node.nodes):
            for here, raw in found(value, each.path, at):
                place = place or here
                if not is_blank(raw):
                    amount: Money = KINDS["money"](raw, here, self.around)
                    sum = sum - amount if (i and node.source == "difference") else sum + amount
        return place or node.nodes[0].path, sum


def _scope(node: Node, value: Any, at: str) -> tuple[str, Any]:
    for path in node.within:
        place, scope = first(value, path, at)
        if isinstance(scope, Mapping) and (not node.needs or not is_blank(first(scope, node.needs)[1])):
            return place, scope
    return (at, value) if not node.within else (first(value, node.within[0], at)[0], None)


def _word(node: Node, raw: Any, place: str) -> Any:
    if not node.words:
        return raw
    word = node.words.get(str(raw), node.otherwise)
    if word is None:
        raise _unknown_word(place, raw)
    return word


def _country(node: Node, value: Any) -> str | None:
    country = first(value, node.country)[1] if node.country else None
    return country if isinstance(country, str) else None


def _missing(place: str) -> Invalid:
    return _refuse(place, "missing", f"“{place}” must not be empty.", f"« {place} » ne doit pas être vide.")


def _unknown_word(place: str, word: object) -> Invalid:
    return _refuse(
        place,
        "unknown_choice",
        f"“{place}” says “{str(word)[:60]}”, which is not known.",
        f"« {place} » indique « {str(word)[:60]} », ce qui n’est pas connu.",
    )


def _refuse(field: str, code: str, en: str, fr: str) -> Invalid:
    return Invalid(field=field, code=code, en=en, fr=fr)
