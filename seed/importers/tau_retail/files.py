"""Read the JSON files: one object of records by key, or one record per line (JSON Lines)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.kernel.errors import DomainError, Invalid
from seed.importers.unreadable import UnreadableFile


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its place in its file (from 1), its key there, its value, and a refusal if it cannot be read."""

    file: str
    line: int
    key: str
    value: Any
    raw: str
    refusal: DomainError | None = None


def read_records(path: Path, *, key: str) -> list[Record]:
    """Every record of the file; `key` names the field that holds a record's key in JSON Lines.

    A key that stands twice gives two records. Bytes that are not UTF-8 are kept apart, so that the record with them
    can be refused by field. Refuses with `UnreadableFile` what is neither of the two forms.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error
    try:
        whole = _load(text)
    except ValueError as error:
        if not _looks_like_lines(text):
            raise UnreadableFile(f"{path} is not JSON: {error}.") from error
        return list(_lines(path.name, text, key))
    if isinstance(whole, _Pairs):
        return [_record(path.name, i, name, value) for i, (name, value) in enumerate(whole.pairs, 1)]
    raise UnreadableFile(f"{path} must hold one JSON object with the records by their key.")


class _Pairs(dict[str, Any]):
    """An object that remembers keys standing twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def _load(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_Pairs, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _looks_like_lines(text: str) -> bool:
    for line in text.splitlines():
        if line.strip():
            try:
                return isinstance(_load(line), dict)
            except ValueError:
                continue
    return False


def _lines(file: str, text: str, key: str) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = _load(line)
            name = value.get(key) if isinstance(value, dict) else None
            yield Record(file, number, str(name or ""), value, line)
        except ValueError as error:
            yield Record(file, number, "", None, line, _broken(error))


def _record(file: str, line: int, key: str, value: Any) -> Record:
    return Record(file, line, key, value, json.dumps({key: value}, default=str, ensure_ascii=False))


def _broken(error: ValueError) -> Invalid:
    return Invalid(
        field="line",
        code="broken_json",
        en=f"This line is not JSON: {error}.",
        fr=f"Cette ligne n’est pas du JSON : {error}.",
    )
