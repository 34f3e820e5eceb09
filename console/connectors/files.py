"""What came, taken apart into records: JSON with one or many, tables with a line of names first."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from console.connectors.format import Document, Format
from console.connectors.paths import first, is_blank
from domain.kernel.errors import Invalid

MOST_RECORDS: Final = 5000
_LINE: Final = "_line"  # the place of a row in its table, counted with the line of names


@dataclass(frozen=True, slots=True)
class Item:
    """One record as it came: its place, counted from 1 (of a table the line), and how it is read; None if unknown."""

    place: int
    document: Document | None
    value: Any

    @property
    def kind(self) -> str:
        return self.document.kind if self.document else ""

    @property
    def reference(self) -> str:
        """What people know it by."""
        named = first(self.value, self.document.reference)[1] if self.document and self.document.reference else None
        return "" if named is None else str(named)[:200]

    @property
    def raw(self) -> str:
        text = json.dumps(self.value, ensure_ascii=False, default=_plain)
        return text.encode("utf-8", "backslashreplace").decode()  # half a character is none that can be kept

    @property
    def is_passed_over(self) -> bool:
        """It is of a kind that says nothing to us as it is: a product without a stock of its own."""
        if self.document is None:
            return False
        wanted = self.document.only_with
        if wanted and is_blank(first(self.value, wanted)[1]):
            return True
        return any(str(first(self.value, path)[1]) not in words for path, words in self.document.only_when.items())


def items_of_webhook(format: Format, topic: str, body: str) -> list[Item]:
    """The record of a webhook, read as its topic says; what else it tells of is a record after it."""
    documents, value = [each for each in format.documents if topic in each.topics], _json(body)
    if not documents:
        return [Item(1, None, value)]
    items = [Item(place, document, value) for place, document in enumerate(documents, start=1)]
    return [item for item in items if item.place == 1 or not item.is_passed_over]


def items_of_file(format: Format, body: str) -> list[Item]:
    """The records of a file, each known by the fields that it has. `Invalid` where it cannot be read at all."""
    values = _table(format, body) if format.media == "csv" else list(enumerate(_many(format, _json(body)), start=1))
    if not values or len(values) > MOST_RECORDS:
        raise Invalid(
            field="file",
            code="too_many" if values else "missing",
            en=f"A file holds from 1 to {MOST_RECORDS} records.",
            fr=f"Un fichier contient de 1 à {MOST_RECORDS} enregistrements.",
        )
    return [Item(place, _document(format, value), value) for place, value in values]


def item_again(format: Format, kind: str, place: int, raw: str) -> Item:
    """A record that was kept, to be tried again."""
    value = _json(raw)
    document = next((each for each in format.documents if each.kind == kind), None) or _document(format, value)
    return Item(place, document, value)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error


def _many(format: Format, value: Any) -> Sequence[Any]:
    """A list, or what stands under a known key, or one record with or without a key around it."""
    if isinstance(value, Mapping):
        for document in format.documents:
            if isinstance(value.get(document.list), list):
                return list(value[document.list])
        inner = next(iter(value.values())) if len(value) == 1 else None
        return [inner if isinstance(inner, Mapping) else value]
    return value if isinstance(value, list) else [value]


def _document(format: Format, value: Any) -> Document | None:
    if not isinstance(value, Mapping):
        return None
    return next((each for each in format.documents if all(name in value for name in each.has)), None)


def _table(format: Format, body: str) -> list[tuple[int, Any]]:
    text = body.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise _unreadable() from error
    names = [re.sub(r"\W+", "_", name.strip().lower()).strip("_") for name in lines[0]] if lines else []
    rows = [_row(names, cells, i) for i, cells in enumerate(lines[1:], start=2) if any(cell.strip() for cell in cells)]
    return [(row[0][_LINE], _grouped(row)) for row in _groups(format, rows)]


def _row(names: Sequence[str], cells: Sequence[str], line: int) -> dict[str, Any]:
    return {_LINE: line, **{name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}}


def _groups(format: Format, rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows that make one record, in the order of the first of each."""
    groups: dict[object, list[dict[str, Any]]] = {}
    for row in rows:
        document = _document(format, row)
        columns = document.group_by if document else ()
        key = tuple(row.get(name, "").upper() for name in columns) if columns else row[_LINE]
        groups.setdefault(key, []).append(row)
    yield from groups.values()


def _grouped(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    plain = [{name: value for name, value in row.items() if name != _LINE} for row in rows]
    return {**plain[0], "rows": plain}


def _unreadable() -> Invalid:
    return Invalid(field="file", code="unreadable", en="It cannot be read.", fr="Illisible.")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else repr(value)
