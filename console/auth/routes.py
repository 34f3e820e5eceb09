"""`/sign-in` and `/sign-out`: plain pages and forms, because only an answer to the browser can set its cookie."""

import asyncio
from typing import Final

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.auth.argon2 import passwords
from console.auth.form import FormRefused
from console.auth.language import COOKIE as LANGUAGE_COOKIE
from console.auth.language import SPOKEN
from console.auth.next_page import safe_next
from console.auth.sign_in_page import SignInPage, render
from console.auth.visits import address_of, is_https, own_form, present, refused_form, spoken_to, without_cookie
from console.bootstrap import console
from console.signed_in import COOKIE
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.staff.errors import SignInRefused, TooManyAttempts
from domain.staff.keep_session import LONGEST
from domain.staff.sign_in import OpenedSession, sign_in
from domain.staff.sign_out import sign_out
from domain.staff.sign_out_everywhere import sign_out_everywhere

router: Final = APIRouter(include_in_schema=False)
log = structlog.get_logger("sign-in")
_A_YEAR: Final = 365 * 24 * 3600


@router.get("/sign-in")
async def show_sign_in(request: Request) -> Response:
    """The form; who is signed in already goes on."""
    next_page = safe_next(request.query_params.get("next"))
    if await present(request) is not None:
        return RedirectResponse(next_page, status_code=303)
    language = spoken_to(request)
    return _page(request, SignInPage(language=language, next=next_page, note=_note(request, language)))


@router.post("/sign-in")
async def take_sign_in(request: Request) -> Response:
    """303 with the session's cookie, or the form again: 401, 429 with `Retry-After`, 403 for another site's page."""
    try:
        form = await own_form(request)
    except FormRefused as refusal:
        return refused_form(refusal)
    next_page, email = safe_next(form.get("next")), form.get("email", "")
    try:
        opened = await asyncio.to_thread(_sign_in, request, email, form.get("password", ""))
    except (SignInRefused, TooManyAttempts) as refusal:
        log.info("sign-in refused", code=refusal.code)
        return _page(request, _again(request, refusal, next_page, email), refusal)
    return _with_cookie(RedirectResponse(next_page, status_code=303), opened)


@router.post("/sign-out")
async def take_sign_out(request: Request) -> Response:
    """Ends this session, or all of the person's with `everywhere=1`, takes the cookie away, and shows the form."""
    try:
        form = await own_form(request)
    except FormRefused as refusal:
        return refused_form(refusal)
    person = await present(request)
    if person is not None:
        if form.get("everywhere") == "1":
            await console().perform(sign_out_everywhere, person.actor)
        else:
            await console().perform(sign_out, person.actor)
    return without_cookie(RedirectResponse("/sign-in?signed-out", status_code=303))


def _note(request: Request, language: str) -> str:
    if "password-changed" in request.query_params:
        return translate("Your password is changed. Sign in with the new one.", language)
    return translate("You are signed out.", language) if "signed-out" in request.query_params else ""


def _sign_in(request: Request, email: str, password: str) -> OpenedSession:
    return sign_in(
        console().application,
        email=email,
        password=password,
        address=address_of(request),
        user_agent=request.headers.get("user-agent", ""),
        passwords=passwords(),
    )


def _again(request: Request, refusal: DomainError, next_page: str, email: str) -> SignInPage:
    language = spoken_to(request)
    return SignInPage(language=language, next=next_page, email=email[:254], wrong=refusal.sentence(language))


def _page(request: Request, page: SignInPage, refusal: DomainError | None = None) -> Response:
    status = 200 if refusal is None else 429 if isinstance(refusal, TooManyAttempts) else 401
    answer = HTMLResponse(render(page), status_code=status, headers={"Cache-Control": "no-store"})
    if refusal is not None and "retry_after" in refusal.details:
        answer.headers["Retry-After"] = str(refusal.details["retry_after"])
    if request.query_params.get("lang") in SPOKEN:
        # The console goes on in this language, and writes its own choice there: see `language.js`.
        answer.set_cookie(LANGUAGE_COOKIE, page.language, max_age=_A_YEAR, secure=is_https(), samesite="lax")
    return answer


def _with_cookie(answer: Response, opened: OpenedSession) -> Response:
    answer.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=is_https(),
        httponly=True,
        samesite="lax",
    )
    return answer
