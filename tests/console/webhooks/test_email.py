"""E-mail in both directions, threaded by its headers: by webhook, from a mailbox, and out through a real SMTP server."""

import base64
import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from console.adapters.webhook_signatures import sign
from console.jobs.registry import TASKS
from console.reactions.mail import POLL
from domain.conversations.queries import conversations, thread
from domain.conversations.reply import reply
from domain.conversations.rows import EntryRow
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.imap import imap_box
from tests.support.jobs import NotedJobs
from tests.support.phone_desk import MAIL_SECRET, PhoneDesk, phone_desk
from tests.support.server import CHECKOUT
from tests.support.team import Team

MARIE = "marie@example.org"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    command = [sys.executable, "-m", "console.adapters.local_mail", "--port", "0", "--folder", str(tmp_path / "mail")]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        yield process.stdout.readline().split()[-1], tmp_path / "mail"
        process.terminate()
        assert process.wait(10) == 0


@pytest.fixture
def desk(application: Application, jobs: NotedJobs, tmp_path: Path, mailbox: tuple[str, Path]) -> Iterator[PhoneDesk]:
    url = SecretStr(f"{mailbox[0]}?from=Shop%20<help@shop.example>")
    with phone_desk(application, jobs, tmp_path, smtp_url=url) as desk:
        yield desk


@pytest.fixture
def zoe(team: Team) -> Actor:
    return team.hire(name="Zoé")


@pytest.fixture
def bring(desk: PhoneDesk) -> Callable[..., httpx.Response]:
    """Hand a mail to the webhook, signed unless headers are given."""

    def bring(
        message: EmailMessage | bytes, id: str = "msg_1", headers: dict[str, str] | None = None, kind: str = ""
    ) -> httpx.Response:
        body = message if isinstance(message, bytes) else message.as_bytes()
        now = desk.console.application.clock.now()
        signed = headers if headers is not None else sign(secret=MAIL_SECRET, delivery_id=id, at=now, body=body)
        answer = desk.client.post(
            "/webhooks/email", content=body, headers={"content-type": kind or "message/rfc822", **signed}
        )
        desk.work()
        return answer

    return bring


@pytest.fixture
def entries(desk: PhoneDesk, administrator: Actor) -> Callable[[], list[EntryRow]]:
    """Of the only conversation."""

    def entries() -> list[EntryRow]:
        found = desk.console.application.ask(conversations, administrator, view="all").items
        assert len(found) <= 1
        return [
            entry
            for one in found
            for entry in desk.console.application.ask(thread, administrator, conversation_id=one.id).entries
        ]

    return entries


def written(text: str = "Where is my lamp?", sender: str = f"Marie Dupont <{MARIE}>", **headers: str) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = sender, "help@shop.example", "My lamp"
    message["Message-ID"] = headers.pop("id", "<first@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def outbox(folder: Path) -> list[EmailMessage]:
    found = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.glob("*.eml")]
    return [one for one in found if isinstance(one, EmailMessage)]


def test_a_mail_is_answered_and_the_answer_to_that_finds_its_thread(
    desk: PhoneDesk, bring: Any, entries: Any, zoe: Actor, mailbox: tuple[str, Path], build: Builders,
    administrator: Actor,
) -> None:  # fmt: skip
    marie = build.customer(emails=[MARIE])
    assert bring(written()).status_code == 204
    (row,) = desk.console.application.ask(conversations, administrator).items
    assert (row.customer_id, row.channel, row.subject, row.contact_name) == (marie, "email", "My lamp", "Marie Dupont")
    desk.console.application.perform(reply, zoe, conversation_id=row.id, body="It is on its way.")
    desk.work()
    assert entries()[-1].status == "sent"
    (sent,) = [one for one in outbox(mailbox[1]) if not one["Auto-Submitted"]]
    (thanks,) = [one for one in outbox(mailbox[1]) if one["Auto-Submitted"]]  # "we have your message"
    assert (thanks["To"], thanks["Auto-Submitted"]) == (MARIE, "auto-generated")
    assert (sent["To"], sent["Subject"], sent["In-Reply-To"]) == (MARIE, "Re: My lamp", "<first@example.org>")
    assert (sent["From"], sent["Auto-Submitted"]) == ("Shop <help@shop.example>", None)
    elsewhere = written(
        f"Thanks!\n\nOn Tuesday, Shop wrote:\n> {sent.get_content()}",
        sender="m.dupont@work.example",
        id="<second@example.org>",
        In_Reply_To=sent["Message-ID"],
        References=f"<first@example.org> {sent['Message-ID']}",
    )
    assert bring(elsewhere, "msg_2").status_code == 204
    assert [one.body for one in entries()] == ["Where is my lamp?", "It is on its way.", "Thanks!"]
    assert "It is on its way." in entries()[-1].details["quoted"]
    desk.console.application.perform(reply, zoe, conversation_id=row.id, body="You are welcome.")
    desk.work()
    newest = next(one for one in outbox(mailbox[1]) if "welcome" in one.get_content())
    assert newest["References"].split() == ["<first@example.org>", sent["Message-ID"], "<second@example.org>"]


def test_the_same_mail_is_kept_once_however_often_and_whichever_way_it_comes(bring: Any, entries: Any) -> None:
    for id in ("msg_1", "msg_1", "msg_2"):
        assert bring(written(), id).status_code == 204
    raw = json.dumps({"raw": base64.b64encode(written().as_bytes()).decode()}).encode()
    assert bring(raw, "msg_3", kind="application/json").status_code == 204
    assert len(entries()) == 1


def test_what_is_not_signed_or_cannot_be_read_is_refused(bring: Any, entries: Any) -> None:
    assert bring(written(), headers={}).status_code == 401
    assert bring(b"{}", kind="application/json").status_code == 422
    assert bring(b'{"raw": "!"}', "msg_2", kind="application/json").status_code == 422
    assert bring(b"", "msg_3").status_code == 422
    assert entries() == []


def test_files_are_kept_with_the_mail_and_others_are_named(bring: Any, entries: Any) -> None:
    message = written()
    message.add_attachment(b"%PDF-1.7 bill", maintype="application", subtype="pdf", filename="bill.pdf")
    message.add_attachment(b"MZ\x90\x00\x03", maintype="application", subtype="x-dosexec", filename="run.exe")
    bring(message)
    (entry,) = entries()
    assert [(file.name, file.media_type) for file in entry.files] == [("bill.pdf", "application/pdf")]
    assert entry.details["not_taken"] == ["run.exe"]


def test_an_automatic_answer_is_a_notice_and_wakes_nobody(
    desk: PhoneDesk, bring: Any, entries: Any, zoe: Actor, administrator: Actor
) -> None:
    assert bring(written(Auto_Submitted="auto-replied", id="<a@x>"), "msg_0").status_code == 204
    assert entries() == []
    bring(written())
    id = entries()[0].conversation_id
    desk.console.application.perform(reply, zoe, conversation_id=id, body="On its way.")
    desk.work()
    away = written(
        "I am away.", id="<away@example.org>", Auto_Submitted="auto-replied", In_Reply_To="<first@example.org>"
    )
    for number in range(2):
        bring(away, f"msg_away_{number}")
    assert [(one.kind, one.body) for one in entries()][1:] == [("message", "On its way."), ("notice", "I am away.")]
    (row,) = desk.console.application.ask(conversations, administrator).items
    assert row.status == "waiting"


def test_a_bounce_is_shown_on_the_answer_that_did_not_arrive(
    desk: PhoneDesk, bring: Any, entries: Any, zoe: Actor, mailbox: tuple[str, Path]
) -> None:
    bring(written())
    desk.console.application.perform(reply, zoe, conversation_id=entries()[0].conversation_id, body="On its way.")
    desk.work()
    (sent,) = outbox(mailbox[1])
    bounce = (
        b"From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; x@y\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--B\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        b"Message-ID: " + sent["Message-ID"].encode() + b"\r\n\r\n--B--\r\n"
    )
    bring(bounce, "msg_2")
    assert (entries()[-1].status, entries()[-1].problem) == ("failed", "bad_address mail 5.1.1")


def test_mail_of_our_own_address_goes_round_in_no_circle(bring: Any, entries: Any) -> None:
    assert bring(written(sender="Shop <HELP@shop.example>")).status_code == 204
    assert entries() == []


def test_a_mailbox_is_looked_into_and_nothing_is_taken_twice(desk: PhoneDesk, entries: Any) -> None:
    with imap_box() as box:
        desk.console.settings = desk.console.settings.model_copy(update={"imap_url": SecretStr(box.url)})
        box.mails = {3: written().as_bytes(), 4: written("And my chair?", id="<chair@example.org>").as_bytes()}
        TASKS[POLL].work(desk.console)
        assert box.seen == {3, 4}
        box.seen.clear()  # as if the line had broken before they were marked
        TASKS[POLL].work(desk.console)
        desk.work()
        assert [one.body for one in entries()] == ["Where is my lamp?", "And my chair?"]
        desk.console.settings = desk.console.settings.model_copy(
            update={"imap_url": SecretStr(box.url.replace("p%40ss", "wrong"))}
        )
        assert TASKS[POLL].work(desk.console) is None


def test_a_customer_of_the_demo_writes_by_the_local_mailbox(
    desk: PhoneDesk, entries: Any, tmp_path: Path, clock: Any
) -> None:
    from datetime import UTC, datetime

    clock.at = datetime.now(UTC)
    module = [sys.executable, "-m", "console.adapters.local_mail"]
    process = subprocess.Popen(
        [*module, "--port", "0", "--folder", str(tmp_path / "shop"), "--webhook", f"{desk.url}/webhooks/email"],
        cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, env={"EMAIL_WEBHOOK_SECRET": MAIL_SECRET},
    )  # fmt: skip
    assert process.stdout is not None
    with process.stdout:
        port = process.stdout.readline().rpartition(":")[2].strip()
        subprocess.run([*module, "--write", MARIE, "--port", port], cwd=CHECKOUT, input="Hello?", text=True, check=True)
        desk.until(entries)
        process.terminate()
        assert process.wait(10) == 0
    assert (entries()[0].address, entries()[0].body) == (MARIE, "Hello?")
