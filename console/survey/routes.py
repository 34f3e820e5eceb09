"""`/survey/{token}`: asked and answered without signing in. Looking at it changes nothing, so mail scanners may."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from console.auth.form import FormRefused
from console.auth.visits import address_of, own_form, refused_form, spoken_to
from console.bootstrap import console
from console.help_page.page import Refusal
from console.help_page.visit import count
from console.survey.links import SurveyLinks
from console.survey.page import survey_page
from console.widget.asked import DOOR
from console.widget.limits import limits
from domain.kernel.errors import DomainError, NotFound
from domain.surveys.answer_survey import answer_survey
from domain.visitors.attempts import network_of

router: Final = APIRouter(prefix="/survey", include_in_schema=False)


@router.get("/{token}")
async def show(request: Request, token: str) -> Response:
    """The question, or that the link is no longer good."""
    try:
        limits().take("stranger", network=network_of(address_of(request)))
    except DomainError as refusal:
        return _refused(request, token, refusal, {})
    panel = "ask" if _conversation_in(token) else "gone"
    return survey_page(panel, token=_shown(token), language=spoken_to(request))


@router.post("/{token}")
async def take(request: Request, token: str) -> Response:
    """Keep what they think; a later answer takes the place of an earlier one."""
    form: dict[str, str] = {}
    try:
        form = await own_form(request)
        conversation_id = _conversation_in(token)
        await count(request, "survey", *([("survey_of", str(conversation_id))] if conversation_id else []))
        if conversation_id is None:
            return survey_page("gone", token=_shown(token), language=spoken_to(request))
        score, words = _number(form.get("score", "")), form.get("words", "")
        await console().perform(answer_survey, DOOR, conversation_id=conversation_id, score=score, words=words)
    except FormRefused as refusal:
        return refused_form(refusal)
    except NotFound:
        return survey_page("gone", token=_shown(token), language=spoken_to(request))
    except DomainError as refusal:
        return _refused(request, token, refusal, form)
    return survey_page("thanks", token=_shown(token), language=spoken_to(request))


def _refused(request: Request, token: str, refusal: DomainError, form: dict[str, str]) -> Response:
    language = spoken_to(request)
    return survey_page(
        "ask",
        token=_shown(token),
        language=language,
        refusal=Refusal.of(refusal, language),
        score=form.get("score", ""),
        words=form.get("words", ""),
    )


def _conversation_in(token: str) -> UUID | None:
    links = console().application.ports.links
    now = console().application.clock.now()
    return links.conversation_in(token, now=now) if isinstance(links, SurveyLinks) else None


def _shown(token: str) -> str:
    """As much of it as a link may hold."""
    return token if _conversation_in(token) else "-"


def _number(text: str) -> int:
    """0, which is no score, for what is none."""
    return int(text) if len(text) == 1 and text.isascii() and text.isdigit() else 0
