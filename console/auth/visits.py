"""What the plain pages ask of a request: a form of ours, who is there, from where, and in which language."""

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

from console.auth.form import MOST_FIELDS, FormRefused, small_form
from console.auth.language import language_of
from console.auth.origin import from_own_page
from console.auth.session_rows import SessionRows
from console.auth.visitor import visitors_address
from console.bootstrap import console
from console.signed_in import COOKIE, digest_of
from domain.staff.sessions import SignedIn


async def own_form(request: Request, *, most_fields: int = MOST_FIELDS) -> dict[str, str]:
    """The fields of a form that a page of ours sent, or `FormRefused`."""
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        raise FormRefused(403)
    return await small_form(request, most_fields=most_fields)


def refused_form(refusal: FormRefused) -> Response:
    return PlainTextResponse("This form was not understood.", status_code=refusal.status)


async def present(request: Request) -> SignedIn | None:
    """Who the cookie of the request belongs to."""
    token = request.cookies.get(COOKIE, "")[:200]
    return await SessionRows().find(digest_of(token)) if token else None


def address_of(request: Request) -> str:
    """Where the request comes from, behind proxies of ours too; empty if nobody knows."""
    peer = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    return visitors_address(peer, forwarded, trusted=console().settings.proxies)


def spoken_to(request: Request) -> str:
    """The language that the page speaks."""
    return language_of(
        chosen=request.query_params.get("lang"),
        cookies=request.cookies,
        accept=request.headers.get("accept-language", ""),
    )


def without_cookie(answer: Response) -> Response:
    """The answer, which takes the session's cookie away."""
    answer.delete_cookie(COOKIE, path="/", secure=is_https(), httponly=True, samesite="lax")
    return answer


def is_https() -> bool:
    return console().settings.public_url.startswith("https://")
