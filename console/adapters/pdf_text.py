"""Text and fonts of what is printed: any text can be drawn, as text and never as markup."""

import unicodedata
from functools import cache
from html import escape
from typing import Any, Final

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from domain.kernel.text import fold

PLAIN, BOLD = "Vera", "VeraBd"  # they come with ReportLab
_WORDS: Final = {
    "en": {
        "return": "RETURN",
        "from": "From",
        "to": "To",
        "order": "Order",
        "contents": "Contents",
        "statement": "Statement",
        "timeline": "What happened",
        "page": "Page",
    },
    "fr": {
        "return": "RETOUR",
        "from": "Expéditeur",
        "to": "Destinataire",
        "order": "Commande",
        "contents": "Contenu",
        "statement": "Déclaration",
        "timeline": "Ce qui s’est passé",
        "page": "Page",
    },
}


def words_in(language: str) -> dict[str, str]:
    """The words on the papers; English for a language we do not have."""
    return _WORDS.get(language, _WORDS["en"])


def drawable(text: str) -> str:
    """`text` in letters that the font has: without accents where it lacks them, "?" for what it cannot show at all."""
    load_fonts()
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if ord(letter) in known else _plainer(letter, known) for letter in composed)


def escaped(text: str) -> str:
    """The same, for a paragraph, which reads markup."""
    return escape(drawable(text), quote=False)


@cache
def style(font: str, size: float) -> Any:
    """How a paragraph looks; `size` in points."""
    load_fonts()
    return ParagraphStyle(
        f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.4, alignment=TA_LEFT, spaceAfter=1.5
    )


@cache
def load_fonts() -> None:
    """Make the fonts known, once."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def _plainer(letter: str, known: dict[int, int]) -> str:
    if not letter.isprintable():
        return " "
    plain = fold(letter)
    plain = plain.upper() if letter.isupper() else plain
    return plain if plain and all(ord(each) in known for each in plain) else "?"
