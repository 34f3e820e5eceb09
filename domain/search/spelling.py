"""Typing errors: what somebody may have meant."""

from collections.abc import Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"


def one_edit_away(word: str, alphabet: str) -> list[str]:
    """Every text one slip from `word`: a letter dropped, added, replaced or swapped with its neighbour.

    Damerau–Levenshtein distance 1; about 2 * len(alphabet) * len(word) texts, `word` itself left out.
    """
    return [text for text in dict.fromkeys(_edits(word, alphabet)) if text != word]


def _edits(word: str, alphabet: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in alphabet)
        yield from (head + letter + tail for letter in alphabet)
