"""`/widget.js`, the small page that it opens, and a shop to try it in."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.auth.language import SPOKEN
from console.auth.visits import spoken_to
from console.bootstrap import console
from console.settings import Settings
from console.supervisor.greeting import DEMO_SIGN_INS
from console.ui.i18n import translate
from console.widget.words import words_of

router: Final = APIRouter(include_in_schema=False)
_STATIC: Final = Path(__file__).parent / "static"
_KINDS: Final = {".js": "text/javascript", ".css": "text/css"}
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
_ANYWHERE: Final = {"cross-origin-resource-policy": "cross-origin"}


@router.get("/widget.js")
async def loader() -> Response:
    """The one script that a page of a shop names."""
    return _static("widget.js", "public, max-age=300", _ANYWHERE)


@router.get("/widget/static/{name}")
async def static(name: str, request: Request) -> Response:
    """Script and style of our own page; kept by browsers as long as they stay the same."""
    if name not in ("chat.js", "thread.js", "chat.css", "demo.css"):
        return PlainTextResponse("Not found", status_code=404)
    asked = request.query_params.get("v")
    return _static(name, _FOR_A_YEAR if asked == version_of(name) else "no-cache")


@router.get("/widget")
async def page(request: Request) -> Response:
    """The page inside the frame. It holds nothing of anybody: what was said is asked for with the visitor's token."""
    language = spoken_to(request)
    html = _render("chat.html", language=language, words=words_of(language))
    headers = {"content-security-policy": _policy(console().settings.widget_origins), "cache-control": "no-cache"}
    return HTMLResponse(html, headers=headers | _ANYWHERE)


@router.get("/widget/demo")
async def demo(request: Request) -> Response:
    """A page of a shop, to try the chat; only where WIDGET_DEMO or the demo world says so."""
    if not demo_shown(console().settings):
        return PlainTextResponse("Not found", status_code=404)
    return HTMLResponse(_render("demo.html", language=spoken_to(request)))


def demo_shown(settings: Settings) -> bool:
    """As WIDGET_DEMO says; without it, where there is a demo world."""
    return (settings.var / DEMO_SIGN_INS).is_file() if settings.widget_demo is None else settings.widget_demo


@cache
def version_of(name: str) -> str:
    """Changes with the file."""
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


def _static(name: str, keep: str, more: dict[str, str] | None = None) -> Response:
    headers = {"cache-control": keep} | (more or {})
    return Response(_bytes_of(name), media_type=_KINDS[Path(name).suffix], headers=headers)


@cache
def _bytes_of(name: str) -> bytes:
    return (_STATIC / name).read_bytes()


def _policy(origins: str) -> str:
    """Our own scripts and nothing else runs; `origins` may show the page in a frame, and so may we."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
            f"frame-ancestors 'self' {' '.join(origins.replace(',', ' ').split())}".rstrip(),
        ]
    )


def _render(template: str, *, language: str, **values: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            language=language if language in SPOKEN else SPOKEN[0],
            t=lambda text: translate(text, language),
            version=version_of,
            **values,
        )
    )


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
