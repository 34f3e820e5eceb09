"""Templates become messages: a subject, a text, and the same as a page; or a short text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from domain.ports.letters import Letter

LONGEST_SUBJECT = 200
_HELLO = {"en": ("Hello {name},", "Hello,"), "fr": ("Bonjour {name},", "Bonjour,")}


class TemplateLetters:
    """Implements `domain.ports.letters.Letters` with the files in `templates`.

    A value that a template names and nobody gave is an error, never a blank. Values are text: what looks like markup
    or like a template in them stays as it is.
    """

    def write(self, *, template: str, channel: str, language: str, values: Mapping[str, Any]) -> Letter:
        source = _plain().get_template(f"{language}/{template}.jinja")
        given = dict(values) | {"hello": _hello(language, str(values.get("name") or ""))}
        if channel == "sms":
            return Letter(subject="", text=_block(source, "sms", given))
        subject = " ".join(_block(source, "subject", given).split())[:LONGEST_SUBJECT]
        text = _block(source, "text", given)
        return Letter(subject=subject, text=text, html=_page(subject, text, language))


def _hello(language: str, name: str) -> str:
    with_name, without = _HELLO[language]
    return with_name.format(name=name) if name else without


def _block(source: Template, name: str, values: Mapping[str, Any]) -> str:
    return "".join(source.blocks[name](source.new_context(dict(values)))).strip()


def _page(subject: str, text: str, language: str) -> str:
    paragraphs = [part.split("\n") for part in text.split("\n\n") if part.strip()]
    layout = _escaping().get_template("layout.html")
    return layout.render(subject=subject, paragraphs=paragraphs, language=language)


@cache
def _plain() -> SandboxedEnvironment:
    """Of texts: nothing is escaped, since nothing is markup."""
    return _environment(autoescape=False)


@cache
def _escaping() -> SandboxedEnvironment:
    return _environment(autoescape=True)


def _environment(*, autoescape: bool) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=PackageLoader("notifications", "templates"),
        undefined=StrictUndefined,
        autoescape=autoescape,
        keep_trailing_newline=False,
    )
