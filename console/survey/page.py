"""The page of the survey: plain HTML in the reader's language."""

from functools import cache
from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.help_page.page import Refusal
from console.ui.i18n import translate
from domain.surveys.answer_survey import LONGEST_WORDS

SCORES: Final = ((5, "Very good"), (4, "Good"), (3, "So-so"), (2, "Bad"), (1, "Very bad"))
_STYLE: Final = Path(__file__).parents[1] / "help_page" / "help.css"
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def survey_page(
    panel: str, *, token: str, language: str, refusal: Refusal | None = None, score: str = "", words: str = ""
) -> Response:
    """`panel`: ask, thanks or gone. 404 for one that is gone, 422 or 429 with a refusal."""
    html = (
        _environment()
        .get_template("survey.html")
        .render(
            t=lambda text: translate(text, language),
            language=language,
            style=_STYLE.read_text(encoding="utf-8"),
            panel=panel,
            token=token,
            refusal=refusal,
            scores=[(value, translate(said, language)) for value, said in SCORES],
            score=score,
            words=words,
            longest=LONGEST_WORDS,
        )
    )
    headers = {"cache-control": "no-store", "content-security-policy": _POLICY, "referrer-policy": "no-referrer"}
    if refusal and refusal.retry_after:
        headers["retry-after"] = str(refusal.retry_after)
    status = refusal.status if refusal else 404 if panel == "gone" else 200
    return HTMLResponse(html, status_code=status, headers=headers)


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
