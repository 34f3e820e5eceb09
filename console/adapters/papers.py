"""Return labels and evidence packs as PDF, drawn with ReportLab. The same content gives the same bytes."""

from domain.ports.papers import EvidencePaper, ReturnLabel


class PdfPapers:
    """Implements `Papers`. ReportLab takes a second to load: it is, when the first paper is asked for."""

    def return_label(self, label: ReturnLabel) -> bytes:
        from console.adapters.pdf_label import draw_label  # noqa: PLC0415

        return draw_label(label)

    def evidence(self, paper: EvidencePaper) -> bytes:
        from console.adapters.pdf_evidence import draw_evidence  # noqa: PLC0415

        return draw_evidence(paper)
