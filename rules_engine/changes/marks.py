"""Two sentences with what is different between them marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORDS: Final = re.compile(r"\s+|[^\s,.;:()“”«»]+|.")
MOST_WORDS: Final = 1_200  # of one sentence; a longer one is marked whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `marked`: the other one has something else there."""

    text: str
    marked: bool


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces; put together again they are what they were."""
    if before == after:
        return _whole(before, False), _whole(after, False)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _whole(before, True), _whole(after, True)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        _pieces([("".join(old[i1:i2]), tag != "equal") for tag, i1, i2, _, _ in codes]),
        _pieces([("".join(new[j1:j2]), tag != "equal") for tag, _, _, j1, j2 in codes]),
    )


def _whole(text: str, is_marked: bool) -> tuple[Piece, ...]:
    return (Piece(text, is_marked),) if text else ()


def _pieces(stretches: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(_joined([each for each in stretches if each[0]]))


def _joined(stretches: Sequence[tuple[str, bool]]) -> Iterator[Piece]:
    """Neighbours become one, and a gap between two marks is marked as well: it reads as one change."""
    text, is_marked = "", False
    for i, (each, differs) in enumerate(stretches):
        between = each.isspace() and 0 < i < len(stretches) - 1 and stretches[i - 1][1] and stretches[i + 1][1]
        marks = differs or between
        if text and marks != is_marked:
            yield Piece(text, is_marked)
            text = ""
        text, is_marked = text + each, marks
    if text:
        yield Piece(text, is_marked)
