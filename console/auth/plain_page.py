"""Pages of plain HTML and CSS in one answer, so that they work without scripts or anything loaded."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.bootstrap import console
from console.settings import PROJECT
from console.ui.i18n import translate

_TOKENS = PROJECT / "assets" / "css" / "tokens.css"


def plain_page(template: str, page: Any, *, address: str, **query: str) -> str:
    """The whole page in `page.language`. `address` with `query` is where it stands, to be shown in the other."""
    languages = [("en", "EN", "English"), ("fr", "FR", "Français")]
    return (
        _environment()
        .get_template(template)
        .render(
            page=page,
            t=lambda text: translate(text, page.language),
            languages=[(*each, f"{address}?{urlencode({'lang': each[0], **query})}") for each in languages],
            tokens=_tokens(),
            font=_font(),
        )
    )


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _font() -> str:
    """Where the console's typeface is served from, which the console then has already; "" without a build."""
    served = console().settings.var / "web" / "build" / "client"
    found = next(served.glob("assets/inter-latin-wght-normal-*.woff2"), None)
    return f"/{found.relative_to(served).as_posix()}" if found else ""


@cache
def _tokens() -> str:
    """The console's own colours and sizes; its dark ones where the browser asks for dark."""
    css = _TOKENS.read_text(encoding="utf-8")
    return re.sub(r"\.dark\s*\{(.*?)\}", r"@media (prefers-color-scheme: dark) { :root {\1} }", css, flags=re.DOTALL)
