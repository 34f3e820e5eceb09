"""Reads a small form that a browser posts, and nothing larger."""

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

_MOST_BYTES = 16 * 1024
MOST_FIELDS = 10


class FormRefused(Exception):
    """It is not a form of ours. `status` is the answer's."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def small_form(request: Request, *, most_fields: int = MOST_FIELDS) -> dict[str, str]:
    """The fields, the last of each name. Refuses (`FormRefused`) what is too large, not urlencoded, or not UTF-8."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise FormRefused(415)
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST_BYTES:
                raise FormRefused(413)
    except ClientDisconnect as gone:
        raise FormRefused(400) from gone
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most_fields, errors="strict")
        )
    except ValueError as unreadable:
        raise FormRefused(400) from unreadable
