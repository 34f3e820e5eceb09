"""The label of a parcel back, as a PDF."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from console.adapters.pdf_text import BOLD, PLAIN, drawable, load_fonts, words_in
from domain.ports.papers import ReturnLabel

_MARGIN: Final = 6 * mm
_MOST_GOODS = 10
_MOST_LETTERS = 200  # of a text on a label: it has two lines


def draw_label(label: ReturnLabel) -> bytes:
    """One page A6: to whom, from whom, the tracking number as Code 128, and what is inside."""
    words = words_in(label.language)
    out = BytesIO()
    canvas = _canvas(out, A6, f"{words['return']} {label.number}")
    sheet = _Sheet(canvas, top=A6[1] - _MARGIN, width=A6[0] - 2 * _MARGIN)
    sheet.write(f"{words['return']} {label.number}", font=BOLD, size=14)
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


class _Sheet:
    """Draws downwards on one page and leaves out what no longer fits."""

    def __init__(self, canvas: Any, *, top: float, width: float) -> None:
        self._canvas, self._y, self._width = canvas, top, width

    def write(self, text: str, *, size: float, font: str = PLAIN, most: int = 2) -> None:
        for line in simpleSplit(drawable(text[:_MOST_LETTERS]), font, size, self._width)[:most]:
            self._y -= size * 1.25
            if self._y < _MARGIN:
                return
            self._canvas.setFont(font, size)
            self._canvas.drawString(_MARGIN, self._y, _cut(line, font, size, self._width))

    def block(self, title: str, lines: Sequence[str], *, size: float) -> None:
        self.write(title, font=BOLD, size=7, most=1)
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
        self.write(number, font=BOLD, size=9, most=1)


def _goods(lines: Sequence[tuple[str, int]]) -> list[str]:
    """Each on a line, as many as there is room for."""
    told = [f"{quantity} × {name}" for name, quantity in lines[:_MOST_GOODS]]
    return [*told, f"+ {len(lines) - _MOST_GOODS} …"] if len(lines) > _MOST_GOODS else told


def _canvas(out: BytesIO, size: tuple[float, float], title: str) -> Any:
    load_fonts()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setTitle(drawable(title))
    canvas.setAuthor("Comptoir")
    return canvas


def _cut(line: str, font: str, size: float, width: float) -> str:
    """A single word may be wider than the sheet."""
    while line and pdfmetrics.stringWidth(line, font, size) > width:
        line = line[:-1]
    return line
