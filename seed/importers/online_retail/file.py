"""Read the file line by line, plain or compressed, without losing a line that is broken."""

import csv
import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from domain.kernel.errors import Invalid
from seed.importers.unreadable import UnreadableFile

COLUMNS: Final = (
    *("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"),
)
_LONGEST_LINE = 100_000  # bytes; a longer one is no order line


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of the file, from 1; `cells` in the order of `COLUMNS`, or None when they cannot be told apart."""

    number: int
    text: str
    cells: list[str] | None


def size_of(path: Path) -> int:
    """The file's size in bytes, or `UnreadableFile` when there is none."""
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a file.")
    return path.stat().st_size


def read_lines(path: Path, advance: Callable[[int], None]) -> Iterator[RawLine]:
    """Every line but the header and blank ones. `advance` is told how many bytes were read of the file as it is.

    Bytes that are not UTF-8 are kept apart (surrogates), so that the line can be refused by field. A record never
    spans lines: a quote that is left open spoils its own line only. Refuses with `UnreadableFile` a file that cannot
    be opened or has not the columns.
    """
    try:
        with path.open("rb") as raw:
            yield from _records(path, raw, advance)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror or error}.") from error
    except (lzma.LZMAError, EOFError) as error:
        raise UnreadableFile(f"{path} is not a whole .xz file: {error}.") from error


def _records(path: Path, raw: BinaryIO, advance: Callable[[int], None]) -> Iterator[RawLine]:
    stream = lzma.LZMAFile(raw) if path.suffix == ".xz" else raw  # noqa: SIM115  # closed with `raw`
    order = _order(path, _decoded(stream.readline(_LONGEST_LINE)))
    plain = order == list(range(len(COLUMNS)))
    told = 0
    for number, data in enumerate(stream, 2):
        if number % 4096 == 0:
            advance(raw.tell() - told)
            told = raw.tell()
        text = _decoded(data)
        if text:
            cells = _cells(text)
            if cells is not None and not plain:
                cells = [cells[i] for i in order] if len(cells) > max(order) else None
            yield RawLine(number, text, cells)
    advance(raw.tell() - told)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape").rstrip("\r\n")


def _order(path: Path, header: str) -> list[int]:
    names = [name.strip() for name in _cells(header.lstrip("\ufeff")) or []]
    if missing := [name for name in COLUMNS if name not in names]:
        raise UnreadableFile(f"{path} has no column {', '.join(missing)} in its first line.")
    return [names.index(name) for name in COLUMNS]


def _cells(text: str) -> list[str] | None:
    if '"' not in text:
        return text.split(",")
    if len(text) > _LONGEST_LINE:
        return None
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        return None


def broken() -> Invalid:
    """The refusal of a line whose cells cannot be told apart."""
    return Invalid(
        field="line",
        code="broken_csv",
        en=f"This line does not have the {len(COLUMNS)} values of a line.",
        fr=f"Cette ligne n’a pas les {len(COLUMNS)} valeurs attendues.",
    )
