"""What stands above an e-mail: of the first one its writer decides, the others go on under it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.conversations.deliver import begin_delivery
from domain.conversations.mail_subject import first_subject
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.kernel.errors import DomainError, Invalid
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

MAIL = {"channel": "email", "address": "ana@example.org"}


@pytest.fixture
def write(application: Application, build: Builders, team: Team) -> Callable[..., str]:
    """The subject under which an e-mail of this conversation leaves."""
    agent = team.hire()

    def written(talk: UUID, body: str = "Hello", **values: Any) -> str:
        entry = application.perform(reply, agent, conversation_id=talk, body=body, **MAIL | values)
        return str(build.perform(begin_delivery, entry_id=entry).subject)

    return written


@pytest.mark.parametrize(("said", "stands"), [("", "Re: My lamp"), ("Your new lamp", "Your new lamp")])
def test_the_writer_of_the_first_letter_says_what_it_is_about(
    write: Callable[..., str], application: Application, build: Builders, said: str, stands: str
) -> None:
    heard = {"channel": "chat", "address": "visitor", "body": "It broke.", "subject": "My lamp"}
    talk = build.perform(receive_message, **heard).conversation_id

    def first() -> str:
        return application.ask(first_subject, build.actor, conversation_id=talk)

    assert first() == "Re: My lamp"
    assert write(talk, subject=said) == stands
    assert first() == ""
    going_on = stands if stands.startswith("Re:") else f"Re: {stands}"
    assert write(talk) == going_on


def test_an_answer_to_a_letter_goes_under_its_subject(
    write: Callable[..., str], application: Application, build: Builders
) -> None:
    talk = build.perform(receive_message, **MAIL, body="It broke.", subject="RE: my lamp").conversation_id
    assert application.ask(first_subject, build.actor, conversation_id=talk) == ""
    assert write(talk) == "RE: my lamp"


def test_a_subject_is_one_short_line(
    write: Callable[..., str], build: Builders, refusal_of: Callable[..., DomainError]
) -> None:
    talk = build.perform(receive_message, **MAIL, body="It broke.").conversation_id
    refusal = refusal_of(reply, conversation_id=talk, body="Hello", subject="x" * 201, **MAIL)
    assert isinstance(refusal, Invalid) and refusal.field == "subject"
    assert write(talk, subject="Two\r\nBcc: everybody@example.org") == "Two Bcc: everybody@example.org"
