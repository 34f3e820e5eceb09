"""`/password`: one's own new password, on a plain page, so that it passes through no screen's state."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.auth.argon2 import passwords
from console.auth.form import FormRefused
from console.auth.language import SPOKEN
from console.auth.plain_page import plain_page
from console.auth.visits import address_of, own_form, present, refused_form, spoken_to, without_cookie
from console.bootstrap import console
from domain.kernel.errors import DomainError
from domain.staff.change_own_password import change_own_password
from domain.staff.errors import TooManyAttempts
from domain.staff.sessions import SignedIn

router: Final = APIRouter(include_in_schema=False)
log = structlog.get_logger("password")
_FIRST: Final = "/sign-in?next=%2Fpassword"


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """What the page shows. `wrong` is a sentence about the last try and `field` where it belongs."""

    language: str
    wrong: str = ""
    field: str = ""
    note: str = ""
    email: str = ""


@router.get("/password")
async def show_password(request: Request) -> Response:
    """The form; who is not signed in does that first."""
    person = await present(request)
    if person is None:
        return RedirectResponse(_FIRST, status_code=303)
    return _page(PasswordPage(language=_language(request, person)))


@router.post("/password")
async def take_password(request: Request) -> Response:
    """303 to the sign-in, with the cookie taken away; or the form again: 422, or 429 with `Retry-After`."""
    try:
        form = await own_form(request)
    except FormRefused as refusal:
        return refused_form(refusal)
    person = await present(request)
    if person is None:
        return RedirectResponse(_FIRST, status_code=303)
    try:
        await asyncio.to_thread(_change, request, person, form.get("present", ""), form.get("password", ""))
    except DomainError as refusal:
        log.info("new password refused", code=refusal.code)
        return _again(refusal, _language(request, person))
    return without_cookie(RedirectResponse("/sign-in?password-changed", status_code=303))


def _change(request: Request, person: SignedIn, present_one: str, new_one: str) -> None:
    change_own_password(
        console().application,
        person.actor,
        present=present_one,
        password=new_one,
        address=address_of(request),
        passwords=passwords(),
    )


def _language(request: Request, person: SignedIn) -> str:
    return spoken_to(request) if request.query_params.get("lang") in SPOKEN else person.language


def _again(refusal: DomainError, language: str) -> Response:
    answer = _page(PasswordPage(language=language, wrong=refusal.sentence(language), field=refusal.field or ""))
    answer.status_code = 429 if isinstance(refusal, TooManyAttempts) else 422
    if "retry_after" in refusal.details:
        answer.headers["Retry-After"] = str(refusal.details["retry_after"])
    return answer


def _page(page: PasswordPage) -> Response:
    return HTMLResponse(plain_page("password.html", page, address="/password"), headers={"Cache-Control": "no-store"})
