"""Words in English and French.

`t("Orders")` is for components: it compiles to a choice made in the browser, so that switching needs no reload.
`translate("Orders", "fr")` is for texts that the server composes. English is the key; French comes from
`console/locale/fr/LC_MESSAGES/messages.po`.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final

import reflex as rx
from babel.messages.pofile import read_po
from reflex.utils.imports import ImportVar
from reflex.vars import VarData

LANGUAGES: Final = ("en", "fr")
CATALOGUE: Final = Path(__file__).parent.parent / "locale" / "fr" / "LC_MESSAGES" / "messages.po"

_language_hook = VarData(
    imports={"$/public/js/language.js": [ImportVar(tag="useLanguage")]},
    hooks={"const language = useLanguage()": None},
)
is_french: Final = rx.Var(_js_expr='(language === "fr")', _var_type=bool, _var_data=_language_hook).bool()


def t(english: str, **values: Any) -> rx.Var[str]:
    """`english` or its French, whichever the reader chose, with `{name}` replaced by `values` (texts or vars)."""
    return rx.cond(is_french, _filled(french(english), values), _filled(english, values)).to(str)  # type: ignore[no-any-return]  # a var of a text


def translate(english: str, language: str, **values: object) -> str:
    """`english` in `language` ("fr", anything else is English), with `{name}` replaced by `values`."""
    text = french(english) if language == "fr" else english
    return text.format(**values) if values else text


def french(english: str) -> str:
    """The French of `english`; English itself where the catalogue has none (the tests allow none)."""
    return catalogue().get(english) or english


@cache
def catalogue() -> dict[str, str]:
    """English to French, as the catalogue has it."""
    with CATALOGUE.open("rb") as file:
        messages = read_po(file, locale="fr")
    return {str(message.id): str(message.string) for message in messages if message.id and not message.fuzzy}


def _filled(text: str, values: dict[str, Any]) -> rx.Var[str]:
    return rx.Var.create(text.format(**values) if values else text)


class LanguageFollower(rx.Component):
    """Tells the page which language the server speaks to this reader. Renders nothing."""

    library = "$/public/js/language.js"
    tag = "LanguageFollower"

    language: rx.Var[str]
