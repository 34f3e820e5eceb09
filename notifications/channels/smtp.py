"""E-mail by SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, localtime
from urllib.parse import parse_qs, unquote, urlsplit

from notifications.channels.channel import FateUnknown, NotSent, Parcel
from notifications.channels.smtp_codes import is_permanent, problem_with

_TIMEOUT = 30.0  # seconds
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """`url` is smtp://user:password@host:port?from=Shop%20<help@shop.example>, smtps:// for TLS from the start.

    STARTTLS is used wherever the server offers it; a password is never sent without TLS, save to this machine. The
    Message-ID is our row's id, so that a mail can be traced from either end. An e-mail whose fate is unknown cannot be
    looked up.
    """

    url: str = field(repr=False)
    sender: str = ""

    def send(self, parcel: Parcel) -> str:
        try:
            message = self._message(parcel)
            with self._connected() as server:
                _hand_over(server, message, parcel.address)
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refused(code, text) from error
        except ValueError as error:  # an address or a subject that no mail can have
            raise NotSent(str(error)[:300], permanent=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"{type(error).__name__}: {error}"[:300], permanent=False) from error
        return str(message["Message-ID"])

    def find(self, parcel: Parcel) -> str | None:
        raise FateUnknown

    def _message(self, parcel: Parcel) -> EmailMessage:
        sender = self._sender()
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"], message["To"], message["Subject"] = sender, parcel.address, parcel.subject
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{parcel.id}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
        if parcel.automatic:
            message["Auto-Submitted"] = "auto-generated"
        if parcel.answers:
            message["In-Reply-To"] = parcel.answers[-1]
            message["References"] = " ".join(parcel.answers)
        message.set_content(parcel.text)
        if parcel.html:
            message.add_alternative(parcel.html, subtype="html")
        for each in parcel.attachments:
            kind, _, subtype = each.media_type.partition("/")
            message.add_attachment(each.content, maintype=kind, subtype=subtype, filename=each.name)
        return message

    @property
    def address(self) -> str:
        """Where its mails come from, without a name."""
        return self._sender().rpartition("<")[2].rstrip(">")

    def _sender(self) -> str:
        named = parse_qs(urlsplit(self.url).query).get("from", [""])[0]
        return self.sender or named or f"noreply@{urlsplit(self.url).hostname or 'localhost'}"

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
        try:
            server.ehlo()
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if parts.username:
                _refuse_plain_password(server, host)
                server.login(unquote(parts.username), unquote(parts.password or ""))
            yield server
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()


def _refuse_plain_password(server: smtplib.SMTP, host: str) -> None:
    if not isinstance(server.sock, ssl.SSLSocket) and host not in ("localhost", "127.0.0.1", "::1"):
        raise NotSent("The mail server offers no TLS; the password is not sent.", permanent=False)


def _hand_over(server: smtplib.SMTP, message: EmailMessage, address: str) -> None:
    """Step by step, since a line that breaks before DATA has sent nothing, and one that breaks after it may have."""
    sender = str(message["From"]).rpartition("<")[2].rstrip(">")
    code, text = server.mail(sender)
    if code != 250:
        raise smtplib.SMTPResponseException(code, text)
    code, text = server.rcpt(address)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({address: (code, text)})
    try:
        code, text = server.data(message.as_bytes())
    except smtplib.SMTPDataError:
        raise
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise FateUnknown(str(error)) from error
    if code != 250:
        raise smtplib.SMTPDataError(code, text)


def _refused(code: int, text: bytes | str) -> NotSent:
    said = text.decode("utf-8", errors="replace") if isinstance(text, bytes) else text
    return NotSent(problem_with(code, said), permanent=is_permanent(code, said))
