"""The sign-in page: plain HTML and CSS in one answer, so that it works without scripts or anything loaded."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.settings import PROJECT
from console.ui.i18n import translate

_TOKENS = PROJECT / "assets" / "css" / "tokens.css"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page shows. `wrong` is a sentence about the last try, `note` one that is no refusal."""

    language: str
    next: str
    email: str = ""
    wrong: str = ""
    note: str = ""


def render(page: SignInPage) -> str:
    """The whole page."""
    return (
        _environment()
        .get_template("sign_in.html")
        .render(
            page=page,
            t=lambda text: translate(text, page.language),
            languages=[
                ("en", "EN", "English", _switch("en", page.next)),
                ("fr", "FR", "Français", _switch("fr", page.next)),
            ],
            tokens=_tokens(),
        )
    )


def _switch(language: str, next_page: str) -> str:
    return "/sign-in?" + urlencode({"lang": language, "next": next_page})


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _tokens() -> str:
    """The console's own colours and sizes; its dark ones where the browser asks for dark."""
    css = _TOKENS.read_text(encoding="utf-8")
    return re.sub(r"\.dark\s*\{(.*?)\}", r"@media (prefers-color-scheme: dark) { :root {\1} }", css, flags=re.DOTALL)
