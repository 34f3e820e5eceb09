"""The local mailbox of `make run`."""

from pathlib import Path

from pydantic import SecretStr

from console.adapters.channels import SmsAsMail, channels_of
from console.settings import Settings
from console.supervisor.mail import local_mail
from notifications.channels.smtp import SmtpChannel
from notifications.channels.twilio_sms import TwilioSms

SID = "AC" + "0" * 32


def test_it_takes_a_free_port_and_all_are_told(tmp_path: Path) -> None:
    first, second = (local_mail(Settings(var=tmp_path, smtp_url=None)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.environment["SMTP_URL"] != second.environment["SMTP_URL"]
    channels = channels_of(Settings(var=tmp_path, smtp_url=SecretStr(first.environment["SMTP_URL"])))
    assert [type(channels[name]) for name in ("email", "sms")] == [SmtpChannel, SmsAsMail]


def test_a_server_and_twilio_stand_in_for_it(tmp_path: Path) -> None:
    settings = Settings(
        var=tmp_path,
        smtp_url=SecretStr("smtp://mail.example:587"),
        twilio_account_sid=SID,
        twilio_auth_token=SecretStr("token"),
        twilio_from="+33600000000",
    )
    assert local_mail(settings) is None
    channels = channels_of(settings)
    assert [type(channels[name]) for name in ("email", "sms")] == [SmtpChannel, TwilioSms]
    assert channels_of(settings.model_copy(update={"smtp_url": None, "twilio_account_sid": None})) == {}
