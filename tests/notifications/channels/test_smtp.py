"""E-mail by a real SMTP conversation."""

import email
import email.policy
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.adapters.channels import SmsAsMail
from domain.kernel.ids import new_id
from notifications.channels.channel import Attachment, FateUnknown, NotSent, Parcel
from notifications.channels.smtp import SmtpChannel
from tests.support.server import CHECKOUT


def parcel(**values: object) -> Parcel:
    standard = {
        "id": new_id(),
        "address": "marie@example.org",
        "subject": "Commande annulée",
        "text": "Votre commande est annulée.\n.\nFin",
        "html": "<p>Votre commande est annulée.</p>",
    }
    return Parcel(**standard | values)  # type: ignore[arg-type]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The local mailbox as a process: its address and its folder."""
    command = [sys.executable, "-m", "console.adapters.local_mail", "--port", "0", "--folder", str(tmp_path / "mail")]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        yield process.stdout.readline().split()[-1], tmp_path / "mail"
        process.terminate()
        assert process.wait(10) == 0


def test_a_mail_arrives_whole_as_a_file(mailbox: tuple[str, Path]) -> None:
    url, folder = mailbox
    sent = parcel(attachments=(Attachment("return-label.pdf", "application/pdf", b"%PDF-1.4"),))
    reference = SmtpChannel(f"{url}?from=Comptoir%20<help@shop.example>").send(sent)
    assert reference == f"<{sent.id}@shop.example>"
    (file,) = folder.glob("*.eml")
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "marie@example.org",
        "Comptoir <help@shop.example>",
        "Commande annulée",
    )
    assert mail["Message-ID"] == reference
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "application/pdf"]
    text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    assert text.get_content().replace("\r\n", "\n").strip() == "Votre commande est annulée.\n.\nFin"


def test_an_sms_of_the_demo_lies_in_the_mailbox(mailbox: tuple[str, Path]) -> None:
    url, folder = mailbox
    SmsAsMail(SmtpChannel(url)).send(parcel(address="+33612345678", html=""))
    (file,) = folder.glob("*.eml")
    assert b"X-Delivered-To: 33612345678@sms.local" in file.read_bytes()


@contextmanager
def server_that(answers: Callable[[str], str | None]) -> Iterator[str]:
    """A mail server that says what `answers` tells for each line; None: it hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_converse, args=(listening, answers))
        thread.start()
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


def _converse(listening: socket.socket, answers: Callable[[str], str | None]) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rwb") as lines:
        lines.write(b"220 hello\r\n")
        lines.flush()
        in_data = False
        for line in lines:
            if in_data and line != b".\r\n":
                continue
            said = "." if in_data else line.decode().split()[0].upper()
            answer = answers(said)
            if answer is None:
                return
            in_data = said == "DATA" and answer.startswith("354")
            lines.write(f"{answer}\r\n".encode())
            lines.flush()


def conversation(**changes: str | None) -> Callable[[str], str | None]:
    usual = {"EHLO": "250 hello", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", ".": "250 kept", "QUIT": "221"}
    named = {("." if name == "END" else name): answer for name, answer in changes.items()}
    return lambda said: (usual | named).get(said, "250 ok")


@pytest.mark.parametrize(
    ("changes", "permanent"),
    [
        ({"RCPT": "550 no such mailbox"}, True),
        ({"RCPT": "452 mailbox full"}, False),
        ({"MAIL": "553 not you"}, True),
        ({"MAIL": None}, False),
        ({"DATA": "554 spam"}, True),
        ({"END": "451 try later"}, False),
        ({"END": "552 too large"}, True),
    ],
)
def test_a_refusal_says_whether_it_is_for_good(changes: dict[str, str | None], permanent: bool) -> None:
    with server_that(conversation(**changes)) as url, pytest.raises(NotSent) as refusal:
        SmtpChannel(url).send(parcel())
    assert refusal.value.permanent is permanent


def test_a_line_that_breaks_after_the_text_leaves_its_fate_unknown() -> None:
    with server_that(conversation(END=None)) as url, pytest.raises(FateUnknown):
        SmtpChannel(url).send(parcel())


def test_a_mail_is_sent_although_the_goodbye_fails() -> None:
    with server_that(conversation(QUIT=None)) as url:
        assert SmtpChannel(url).send(parcel())


def test_no_server_is_trouble_that_may_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(NotSent) as refusal:
        SmtpChannel(f"smtp://127.0.0.1:{port}").send(parcel())
    assert not refusal.value.permanent


def test_a_line_break_in_a_subject_adds_no_header() -> None:
    with pytest.raises(NotSent) as refusal:
        SmtpChannel("smtp://127.0.0.1:1").send(parcel(subject="a\r\nBcc: thief@example.com"))
    assert refusal.value.permanent
