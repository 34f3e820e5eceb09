"""The page of the survey: plain HTML in the reader's language."""

from functools import cache
from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.help_page.page import Refusal
from console.ui.i18n import translate
from domain.surveys.answer_survey import LONGEST_WORDS

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
            scores=_scores(language),
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


def _scores(language: str) -> list[tuple[int, str]]:
    """The best first."""
    return [
        (5, translate("Very good", language)),
        (4, translate("Good", language)),
        (3, translate("So-so", language)),
        (2, translate("Bad", language)),
        (1, translate("Very bad", language)),
    ]


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
