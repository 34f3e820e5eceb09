"""Bodies of webhooks, and how those that are not taken are answered."""

from starlette.requests import Request
from starlette.responses import Response

from console.api.languages import preferred_language
from console.api.problems import problem


async def body_of(request: Request, *, most: int) -> bytes | None:
    """The body as it came; None once it is larger than `most` bytes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def too_large(request: Request) -> Response:
    return refusal(request, 413, "too_large", "The delivery is too large.", "L’envoi est trop volumineux.")


def unsigned(request: Request, why: str) -> Response:
    return refusal(request, 401, "signature_refused", why, "La signature de l’envoi n’est pas valable.")


def unreadable(request: Request) -> Response:
    return refusal(request, 422, "unreadable", "The delivery cannot be read.", "L’envoi est illisible.")


def refusal(request: Request, status: int, code: str, en: str, fr: str) -> Response:
    language = preferred_language(request.headers.get("accept-language"))
    return problem(status=status, code=code, detail=fr if language == "fr" else en, language=language)
