"""HTML becomes text: nothing of it is ever shown as HTML."""

import re
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = {"script", "style", "head", "title", "template", "noscript", "svg", "object"}
_NEW_LINE: Final = {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_QUOTES: Final = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote")


class _Text(HTMLParser):
    """Collects what is read. A quote is marked as in plain text, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []
        self.quoted_from: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _NEW_LINE or tag == "blockquote":
            self.pieces.append("\n")
        named = next((value or "" for name, value in attrs if name == "class"), "")
        if self.quoted_from is None and (tag == "blockquote" or any(mark in named for mark in _QUOTES)):
            self.quoted_from = len(self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in ("p", "div", "tr", "li", "blockquote", "table"):
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("  ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """What a reader would see, with lines where they stand; what is quoted at the end comes after a line of dashes."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    cut = reader.quoted_from if reader.quoted_from is not None else len(reader.pieces)
    answer, quoted = _lines(reader.pieces[:cut]), _lines(reader.pieces[cut:])
    if answer and quoted:
        return f"{answer}\n\n" + "\n".join(f"> {line}" for line in quoted.splitlines())
    return answer or quoted


def _lines(pieces: list[str]) -> str:
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()
