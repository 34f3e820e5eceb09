"""Templates become messages: a subject, a text, and the same as a page; or a short text."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from domain.ports.letters import PARTS, Fault, Letter, Wording
from notifications.catalogue import DIRECT
from notifications.greeting import greeting
from notifications.kinds import LANGUAGES, TEMPLATES
from notifications.page import page
from notifications.sandbox import render
from notifications.segments import in_alphabet
from notifications.trial import faults_of

LONGEST_SUBJECT: Final = 200
_FOLDER: Final = files("notifications") / "templates"
_BLOCK: Final = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)


class TemplateLetters:
    """Implements `domain.ports.letters.Letters` with the files in `templates`, or with what somebody wrote.

    A value that a template names and nobody gave is an error, never a blank. Values are text: what looks like markup
    or like a template in them stays as it is.
    """

    def write(
        self, *, template: str, channel: str, language: str, values: Mapping[str, Any], wording: Wording | None = None
    ) -> Letter:
        words = wording or self.shipped(template=template, language=language)
        given = {"hello": greeting(str(values.get("name") or ""), language), **values}
        if channel == "sms":
            return Letter(subject="", text=in_alphabet(render("sms", words.sms, given)))
        subject = " ".join(render("subject", words.subject, given).split())[:LONGEST_SUBJECT]
        text = _tidy(render("text", words.text, given))
        return Letter(subject=subject, text=text, html=page(subject, text, language))

    def known(self) -> Collection[str]:
        return TEMPLATES

    def asked_for(self) -> Collection[str]:
        return DIRECT

    def shipped(self, *, template: str, language: str) -> Wording:
        return _shipped(template, language)

    def faults(self, *, template: str, language: str, wording: Wording) -> Sequence[Fault]:
        return faults_of(template, language, wording)


@cache
def _shipped(template: str, language: str) -> Wording:
    if template not in TEMPLATES or language not in LANGUAGES:
        raise LookupError(f"{language}/{template}")
    source = (_FOLDER / language / f"{template}.jinja").read_text(encoding="utf-8")
    blocks = {name: text.strip() for name, text in _BLOCK.findall(source)}
    return Wording(**{part: blocks[part] for part in PARTS})


def _tidy(text: str) -> str:
    """Without what a condition that did not hold leaves behind: blanks at the end, more than one empty line."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
