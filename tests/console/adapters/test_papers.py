"""Labels and evidence packs are PDFs that say what they were told, whatever the text."""

import re
import zlib
from base64 import a85decode
from dataclasses import replace

import pytest

from console.adapters.papers import PdfPapers
from domain.ports.papers import EvidencePaper, ReturnLabel

LABEL = ReturnLabel(
    number="#R1001",
    tracking_number="RT123456789012345",
    carrier="Colissimo",
    order_number="#C1001",
    sender=["Eloise Martin", "12 rue des Lilas", "75011 Paris", "FR"],
    receiver=["Warehouse PAR", "1 avenue du Fret", "94150 Rungis", "FR"],
    lines=[("Linen shirt (SHIRT-S)", 2)],
    language="en",
)
PAPER = EvidencePaper(
    title="Dispute of #C1001",
    digest="ab" * 32,
    facts={"Order": "#C1001", "Amount": "40.00 EUR"},
    statement="The customer has signed for it.",
    entries=[("2026-11-20 09:00", "Parcel delivered", "cd" * 32)],
    language="en",
)
HOSTILE = [
    "<b>x</b> & </para>",
    "Łódź Ștefan Ωμέγα 日本",
    "😀" * 50,
    "\x00\x1b[31m",
    "W" * 3000,
    "<img src=x>" * 20,
    "((\\))",
]


def drawn(pdf: bytes) -> str:
    """The drawing commands of all pages; plain letters stand in them as they are."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    texts = []
    for stream in streams:
        data = stream.strip()
        if data.endswith(b"~>"):
            texts.append(zlib.decompress(a85decode(data.removesuffix(b"~>"))).decode("latin-1"))
    return "\n".join(texts)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_label_says_from_whom_to_whom_and_bears_the_number_as_bars():
    pdf = PdfPapers().return_label(LABEL)
    assert pdf.startswith(b"%PDF")
    assert pages(pdf) == 1
    commands = drawn(pdf)
    for told in ("RETURN #R1001", "RT123456789012345", "Eloise Martin", "Warehouse PAR", "Linen shirt", "Colissimo"):
        assert told in commands
    assert commands.count(" re") > 40  # bars


def test_the_bars_follow_the_number():
    one, other = (PdfPapers().return_label(replace(LABEL, tracking_number=number)) for number in ("RT1", "RT2"))
    bars = [re.findall(r"[\d. ]+ re", drawn(pdf)) for pdf in (one, other)]
    assert bars[0] != bars[1]


def test_in_the_language_of_the_customer():
    assert "RETOUR" in drawn(PdfPapers().return_label(replace(LABEL, language="fr")))
    assert "RETURN" in drawn(PdfPapers().return_label(replace(LABEL, language="tlh")))


def test_the_same_is_drawn_the_same():
    assert PdfPapers().return_label(LABEL) == PdfPapers().return_label(LABEL)
    assert PdfPapers().evidence(PAPER) == PdfPapers().evidence(PAPER)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_drawn_as_text(text: str):
    label = replace(
        LABEL, number=text, tracking_number=text, carrier=text, order_number=text,
        sender=[text] * 9, receiver=[text] * 9, lines=[(text, 1)] * 300,
    )  # fmt: skip
    assert pages(PdfPapers().return_label(label)) == 1
    entries = [(text, text, text)] * 3
    paper = replace(PAPER, title=text, facts={text: text}, statement=f"{text}\n\n{text}", entries=entries)
    assert pages(PdfPapers().evidence(paper)) >= 1


def test_markup_in_a_text_is_not_carried_out():
    assert "<b>x</b>" in drawn(PdfPapers().evidence(replace(PAPER, statement="<b>x</b>"))).replace(") Tj (", "")


def test_a_long_pack_goes_on_over_pages_and_each_bears_the_digest():
    paper = replace(PAPER, entries=[("2026-11-20", "word " * 400, "cd" * 32)] * 40)
    pdf = PdfPapers().evidence(paper)
    assert pages(pdf) > 10
    assert drawn(pdf).count(PAPER.digest) == pages(pdf)


def test_a_pack_says_everything():
    commands = drawn(PdfPapers().evidence(PAPER))
    for told in (PAPER.title, PAPER.statement, "40.00 EUR", "Parcel delivered", "cd" * 32, PAPER.digest):
        assert told in commands
