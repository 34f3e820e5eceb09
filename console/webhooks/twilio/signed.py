"""Requests of Twilio: only those that its token has signed are taken."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from twilio.request_validator import RequestValidator

from console.bootstrap import console
from console.webhooks.refusals import body_of, too_large, unreadable, unsigned

LARGEST_BODY = 64 * 1024
_MOST_FIELDS = 200


@dataclass(frozen=True)
class Asked:
    """What a request says: `fields` of its form, and `link` what we wrote into the address that was given to Twilio."""

    fields: dict[str, str]
    link: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


async def asked_by_twilio(request: Request) -> Asked | Response:
    """The request, or how it is refused: larger than 64 KiB, not signed, or signed for another address or body.

    Signed is the address that people use (PUBLIC_URL), which a proxy may hide from us.
    """
    body = await body_of(request, most=LARGEST_BODY)
    if body is None:
        return too_large(request)
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return unreadable(request)
    settings = console().settings
    token = settings.twilio_auth_token.get_secret_value() if settings.twilio_auth_token else ""
    query = f"?{request.url.query}" if request.url.query else ""
    address = f"{settings.public_url}{request.url.path}{query}"
    signature = request.headers.get("x-twilio-signature", "")
    if not token or not signature or not RequestValidator(token).validate(address, fields, signature):
        return unsigned(request, "The delivery is not signed by the account’s token.")
    if fields.get("AccountSid") != settings.twilio_account_sid:
        return unsigned(request, "The delivery is of another account.")
    return Asked(fields, dict(parse_qsl(request.url.query)))
