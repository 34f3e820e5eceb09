"""Return labels and evidence packs as PDF, drawn with ReportLab. The same content gives the same bytes."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from domain.kernel.text import fold
from domain.ports.papers import EvidencePaper, ReturnLabel

_PLAIN, _BOLD = "Vera", "VeraBd"  # they come with ReportLab
_MARGIN: Final = 6 * mm
_MOST_GOODS = 10
_MOST_LETTERS = 200  # of a text on a label: it has two lines
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


class PdfPapers:
    """Implements `Papers`. Text is drawn as it is, never as markup; letters that the font lacks lose their accents."""

    def return_label(self, label: ReturnLabel) -> bytes:
        """One page A6: to whom, from whom, the tracking number as Code 128, and what is inside."""
        words = _words(label.language)
        out = BytesIO()
        canvas = _canvas(out, A6, f"{words['return']} {label.number}")
        sheet = _Sheet(canvas, top=A6[1] - _MARGIN, width=A6[0] - 2 * _MARGIN)
        sheet.write(f"{words['return']} {label.number}", font=_BOLD, size=14)
        sheet.write(f"{label.carrier} · {words['order']} {label.order_number}", size=8)
        sheet.rule()
        sheet.block(words["to"], label.receiver, size=11)
        sheet.rule()
        sheet.block(words["from"], label.sender, size=8)
        sheet.rule()
        sheet.barcode(label.tracking_number)
        sheet.rule()
        sheet.block(words["contents"], _goods(label.lines), size=7)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    def evidence(self, paper: EvidencePaper) -> bytes:
        """As many pages A4 as it takes; each bears the digest of the whole."""
        words = _words(paper.language)
        out = BytesIO()
        document = SimpleDocTemplate(
            out, pagesize=A4, title=_drawable(paper.title), author="Comptoir", invariant=1,
            leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm, bottomMargin=20 * mm,
        )  # fmt: skip
        footer = _footer(f"SHA-256 {paper.digest}", words["page"])
        _fonts()
        document.build(_story(paper, words), onFirstPage=footer, onLaterPages=footer)
        return out.getvalue()


class _Sheet:
    """Draws downwards on one page and leaves out what no longer fits."""

    def __init__(self, canvas: Any, *, top: float, width: float) -> None:
        self._canvas, self._y, self._width = canvas, top, width

    def write(self, text: str, *, size: float, font: str = _PLAIN, most: int = 2) -> None:
        for line in simpleSplit(_drawable(text[:_MOST_LETTERS]), font, size, self._width)[:most]:
            self._y -= size * 1.25
            if self._y < _MARGIN:
                return
            self._canvas.setFont(font, size)
            self._canvas.drawString(_MARGIN, self._y, _cut(line, font, size, self._width))

    def block(self, title: str, lines: Sequence[str], *, size: float) -> None:
        self.write(title, font=_BOLD, size=7, most=1)
        for line in lines:
            self.write(line, size=size)

    def rule(self) -> None:
        self._y -= 2 * mm
        self._canvas.setLineWidth(0.4)
        self._canvas.line(_MARGIN, self._y, _MARGIN + self._width, self._y)
        self._y -= 1 * mm

    def barcode(self, number: str) -> None:
        """Bars across the sheet, with the number under them; none for a number that has no bars."""
        if not number or not number.isascii():
            return
        height = 16 * mm
        code = Code128(number, barHeight=height, barWidth=1, quiet=False)
        code = Code128(number, barHeight=height, barWidth=self._width / code.width, quiet=False)
        self._y -= height + 1 * mm
        code.drawOn(self._canvas, _MARGIN, self._y)
        self.write(number, font=_BOLD, size=9, most=1)


def _story(paper: EvidencePaper, words: dict[str, str]) -> list[Any]:
    story: list[Any] = [_paragraph(paper.title, _BOLD, 15), Spacer(0, 3 * mm)]
    for name, value in paper.facts.items():
        story.append(Paragraph(f"<b>{_escaped(name)}</b>: {_escaped(value)}", _style(_PLAIN, 9)))
    if paper.statement:
        story.extend([Spacer(0, 4 * mm), _paragraph(words["statement"], _BOLD, 11)])
        story.extend(_paragraph(line, _PLAIN, 9) for line in paper.statement.splitlines() if line.strip())
    if paper.entries:
        story.extend([Spacer(0, 4 * mm), _paragraph(words["timeline"], _BOLD, 11)])
    for when, what, digest in paper.entries:
        story.append(Paragraph(f"<b>{_escaped(when)}</b> {_escaped(what)}", _style(_PLAIN, 9)))
        story.append(_paragraph(digest, _PLAIN, 6))
    return story


def _footer(text: str, page: str) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(_PLAIN, 6.5)
        canvas.drawString(18 * mm, 11 * mm, _drawable(text))
        canvas.drawRightString(A4[0] - 18 * mm, 11 * mm, f"{page} {document.page}")

    return draw


def _goods(lines: Sequence[tuple[str, int]]) -> list[str]:
    """Each on a line, as many as there is room for."""
    told = [f"{quantity} × {name}" for name, quantity in lines[:_MOST_GOODS]]
    return [*told, f"+ {len(lines) - _MOST_GOODS} …"] if len(lines) > _MOST_GOODS else told


def _canvas(out: BytesIO, size: tuple[float, float], title: str) -> Any:
    _fonts()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setTitle(_drawable(title))
    canvas.setAuthor("Comptoir")
    return canvas


def _cut(line: str, font: str, size: float, width: float) -> str:
    """A single word may be wider than the sheet."""
    while line and pdfmetrics.stringWidth(line, font, size) > width:
        line = line[:-1]
    return line


def _paragraph(text: str, font: str, size: float) -> Any:
    return Paragraph(_escaped(text), _style(font, size))


@cache
def _style(font: str, size: float) -> Any:
    _fonts()
    return ParagraphStyle(
        f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.4, alignment=TA_LEFT, spaceAfter=1.5
    )


def _escaped(text: str) -> str:
    return escape(_drawable(text), quote=False)


def _drawable(text: str) -> str:
    """`text` in letters that the font has: without accents where it lacks them, "?" for what it cannot show at all."""
    _fonts()
    known = pdfmetrics.getFont(_PLAIN).face.charToGlyph
    return "".join(letter if ord(letter) in known else _plainer(letter, known) for letter in _composed(text))


def _plainer(letter: str, known: dict[int, int]) -> str:
    if not letter.isprintable():
        return " "
    plain = fold(letter)
    plain = plain.upper() if letter.isupper() else plain
    return plain if plain and all(ord(each) in known for each in plain) else "?"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _fonts() -> None:
    for name in (_PLAIN, _BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(_PLAIN, normal=_PLAIN, bold=_BOLD, italic=_PLAIN, boldItalic=_BOLD)


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["en"])
