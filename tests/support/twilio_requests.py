"""Requests as Twilio makes them, signed by hand."""

import httpx
from twilio.request_validator import RequestValidator

from tests.support.phone_desk import PhoneDesk
from tests.support.telephone import ACCOUNT, TOKEN


def signed_post(desk: PhoneDesk, path: str, fields: dict[str, str], account: str = ACCOUNT) -> httpx.Response:
    """To one of the Twilio webhooks."""
    url, form = f"{desk.url}/webhooks/twilio/{path}", {"AccountSid": account, **fields}
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    return desk.client.post(url, data=form, headers={"x-twilio-signature": signature})
