"""An evidence pack, as a PDF."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from console.adapters.pdf_text import BOLD, PLAIN, drawable, escaped, load_fonts, style, words_in
from domain.ports.papers import EvidencePaper


def draw_evidence(paper: EvidencePaper) -> bytes:
    """As many pages A4 as it takes; each bears the digest of the whole."""
    words = words_in(paper.language)
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, title=drawable(paper.title), author="Comptoir", invariant=1,
        leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm, bottomMargin=20 * mm,
    )  # fmt: skip
    footer = _footer(f"SHA-256 {paper.digest}", words["page"])
    load_fonts()
    document.build(_story(paper, words), onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _story(paper: EvidencePaper, words: dict[str, str]) -> list[Any]:
    story: list[Any] = [_paragraph(paper.title, BOLD, 15), Spacer(0, 3 * mm)]
    for name, value in paper.facts.items():
        story.append(Paragraph(f"<b>{escaped(name)}</b>: {escaped(value)}", style(PLAIN, 9)))
    if paper.statement:
        story.extend([Spacer(0, 4 * mm), _paragraph(words["statement"], BOLD, 11)])
        story.extend(_paragraph(line, PLAIN, 9) for line in paper.statement.splitlines() if line.strip())
    if paper.entries:
        story.extend([Spacer(0, 4 * mm), _paragraph(words["timeline"], BOLD, 11)])
    for when, what, digest in paper.entries:
        story.append(Paragraph(f"<b>{escaped(when)}</b> {escaped(what)}", style(PLAIN, 9)))
        story.append(_paragraph(digest, PLAIN, 6))
    return story


def _footer(text: str, page: str) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(PLAIN, 6.5)
        canvas.drawString(18 * mm, 11 * mm, drawable(text))
        canvas.drawRightString(A4[0] - 18 * mm, 11 * mm, f"{page} {document.page}")

    return draw


def _paragraph(text: str, font: str, size: float) -> Any:
    return Paragraph(escaped(text), style(font, size))
