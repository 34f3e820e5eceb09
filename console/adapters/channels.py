"""The channels that the settings name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from console.adapters.telephone import twilio_account
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
    if account := twilio_account(settings):
        channels["sms"] = TwilioSms(account)
    return channels


@dataclass(frozen=True, slots=True)
class SmsAsMail:
    """A phone of the demo: its SMS lie in the local mailbox."""

    mail: SmtpChannel

    def send(self, parcel: Parcel) -> str:
        return self.mail.send(replace(parcel, address=f"{parcel.address.lstrip('+')}@sms.local", subject="SMS"))

    def find(self, parcel: Parcel) -> str | None:
        return None
