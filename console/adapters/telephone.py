"""The account at Twilio that the settings name."""

from console.settings import Settings
from notifications.twilio.account import TwilioAccount
from notifications.twilio.telephone import Telephone


def twilio_account(settings: Settings) -> TwilioAccount | None:
    """None without TWILIO_ACCOUNT_SID. Twilio refuses callbacks to an address that only this machine knows, so it is
    told of ours when that is public, or when a stand-in on this machine asks for it."""
    if not (settings.twilio_account_sid and settings.twilio_auth_token):
        return None
    return TwilioAccount(
        sid=settings.twilio_account_sid,
        token=settings.twilio_auth_token.get_secret_value(),
        number=settings.twilio_from or "",
        messaging_service=settings.twilio_messaging_service or "",
        api_url=settings.twilio_api_url or "",
        public_url=settings.public_url if settings.twilio_api_url or settings.public_url.startswith("https") else "",
    )


def rings_in_browsers(settings: Settings) -> bool:
    """Whether whoever has no number written down is rung in their page. A stand-in for Twilio carries no voice."""
    key = settings.twilio_api_key and settings.twilio_api_secret
    return bool(settings.twilio_account_sid and key and not settings.twilio_api_url)


def telephone_of(settings: Settings) -> Telephone | None:
    """Who carries out what is asked of calls; None without an account."""
    account = twilio_account(settings)
    return Telephone(account) if account else None
