"""A message as a page: what mail programs show, at the width of a telephone too, in light and in dark."""

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

_FOOT: Final = {
    "en": "You get this message because it concerns you. Just answer it if you need us.",
    "fr": "Vous recevez ce message parce qu’il vous concerne. Répondez-y simplement si vous avez besoin de nous.",
}
_LINK: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_MARK: Final = "– "


def page(subject: str, text: str, language: str) -> str:
    """`text` as HTML: paragraphs between empty lines, lists of lines that begin with a dash, links."""
    paragraphs = [_parts(part) for part in text.split("\n\n") if part.strip()]
    layout = _environment().get_template("layout.html")
    return layout.render(subject=subject, paragraphs=paragraphs, language=language, foot=_FOOT[language])


def _parts(paragraph: str) -> list[tuple[str, list[Markup]]]:
    """Stretches of plain lines ("p") and of listed ones ("ul"), in their order."""
    parts: list[tuple[str, list[Markup]]] = []
    for line in paragraph.strip("\n").split("\n"):
        kind = "ul" if line.startswith(_MARK) else "p"
        if not parts or parts[-1][0] != kind:
            parts.append((kind, []))
        parts[-1][1].append(_linked(line.removeprefix(_MARK)))
    return parts


def _linked(line: str) -> Markup:
    written, end = Markup(""), 0
    for found in _LINK.finditer(line):
        written += escape(line[end : found.start()])
        written += Markup('<a href="{0}">{0}</a>').format(found.group())
        end = found.end()
    return written + escape(line[end:])


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("notifications", "templates"), undefined=StrictUndefined, autoescape=True)
