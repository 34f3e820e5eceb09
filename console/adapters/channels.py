"""The channels that the settings name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from console.settings import LOCAL_HOSTS, Settings
from notifications.channels.channel import Channel, Parcel
from notifications.channels.smtp import SmtpChannel
from notifications.channels.twilio_sms import TwilioSms


def channels_of(settings: Settings) -> Mapping[str, Channel]:
    """ "email" with SMTP_URL; "sms" with Twilio, or as mails where SMTP_URL is a mailbox on this machine."""
    channels: dict[str, Channel] = {}
    if settings.smtp_url:
        mail = SmtpChannel(settings.smtp_url.get_secret_value())
        channels["email"] = mail
        if urlsplit(mail.url).hostname in LOCAL_HOSTS:
            channels["sms"] = SmsAsMail(mail)
    if settings.twilio_account_sid and settings.twilio_auth_token:
        channels["sms"] = TwilioSms(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            messaging_service=settings.twilio_messaging_service or "",
            sender=settings.twilio_from or "",
            api_url=settings.twilio_api_url or "",
        )
    return channels


@dataclass(frozen=True, slots=True)
class SmsAsMail:
    """A phone of the demo: its SMS lie in the local mailbox."""

    mail: SmtpChannel

    def send(self, parcel: Parcel) -> str:
        return self.mail.send(replace(parcel, address=f"{parcel.address.lstrip('+')}@sms.local", subject="SMS"))

    def find(self, parcel: Parcel) -> str | None:
        return None
