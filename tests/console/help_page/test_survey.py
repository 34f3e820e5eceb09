"""The link in the message of a closed case: whose it is, how long it is good, and where the answer stands."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from console.survey.links import LONGEST, SurveyLinks
from domain.cases.close_case import close_case
from domain.conversations.receive_message import receive_message
from domain.customers.set_consent import set_consent
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.messages.deliver import begin_attempt
from domain.messages.queries import messages_to
from domain.models.conversation import Conversation
from domain.models.event import EventRow
from domain.models.message import OutboundMessage
from domain.surveys.queries import satisfaction_of
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.deliver import POSTMAN
from notifications.tell import tell
from tests.console.help_page.conftest import SITE, Browser
from tests.support.builders import Builders

LINKS = SurveyLinks(f"{SITE}/", "k" * 40)
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
Row = tuple[str, str, str, str]


@pytest.fixture
def closed(application: Application, build: Builders, marie: UUID) -> Callable[[], OutboundMessage]:
    """A case of hers is closed, and she is told: the message."""
    application.ports = replace(application.ports, links=LINKS)

    def close(unit: Unit) -> None:
        heard = receive_message(unit, channel="email", address="marie@example.org", body="Where is it?")
        case = select(Conversation.case_id).where(Conversation.id == heard.conversation_id)
        close_case(unit, case_id=unit.session.execute(case).scalar_one())

    def told(unit: Unit) -> OutboundMessage:
        query = select(EventRow.id).where(EventRow.type == "case.closed").order_by(EventRow.position.desc())
        tell(unit, event_id=unit.session.execute(query.limit(1)).scalar_one())
        newest = select(OutboundMessage).where(OutboundMessage.template == "case_closed")
        return unit.session.execute(newest.order_by(OutboundMessage.id.desc()).limit(1)).scalar_one()

    def run() -> OutboundMessage:
        application.perform(close, POSTMAN)
        return application.perform(told, POSTMAN)

    return run


def path_in(message: OutboundMessage) -> str:
    found = re.search(rf"{SITE}(/survey/[\w-]+)\?lang=fr|{SITE}(/survey/[\w-]+)", message.body)
    assert found, message.body
    return found[1] or found[2]


def post(browser: Browser, path: str, **form: str) -> httpx.Response:
    return asyncio.run(browser._ask("POST", path, data=form))


@given(st.uuids(), st.integers(0, LONGEST - 2))
def test_a_link_opens_its_conversation_until_it_is_over_and_no_other(conversation_id: UUID, place: int) -> None:
    now = NIGHT
    link = LINKS.survey(conversation_id, language="fr", now=now)
    token = link.removeprefix(f"{SITE}/survey/").removesuffix("?lang=fr")
    assert len(token) == LONGEST
    assert LINKS.conversation_in(token, now=now + timedelta(days=29)) == conversation_id
    assert LINKS.conversation_in(token, now=now + timedelta(days=30, seconds=1)) is None
    assert SurveyLinks(SITE, "another").conversation_in(token, now=now) is None
    forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    assert LINKS.conversation_in(forged, now=now) is None


def test_the_answer_stands_where_that_of_the_chat_does(
    application: Application, administrator: Actor, browser: Any, closed: Any, marie: UUID, clock: SetClock
) -> None:
    message = closed()
    path, page = path_in(message), browser()
    assert (message.purpose, message.status) == ("survey", "queued")
    shown = page.get(f"{path}?lang=fr")
    assert (shown.status_code, "Comment était notre aide" in shown.text) == (200, True)
    assert "script" not in shown.text and shown.headers["referrer-policy"] == "no-referrer"
    assert post(page, path, score="9").status_code == 422
    assert "Thank you for telling us" in post(page, path, score="4", words="<b>Quick</b>").text
    post(page, path, score="5", words="Very quick")
    found = application.ask(satisfaction_of, administrator, customer_id=marie)
    assert (found.answers, found.last_score, found.last_words) == (1, 5, "Very quick")
    seen = application.ask(messages_to, administrator, customer_id=marie)
    assert all(path not in row.body for row in seen) and any("/survey/…" in row.body for row in seen)
    for _ in range(8):
        last = post(page, path, score="1").status_code
    assert last == 429
    clock.advance(timedelta(days=31))
    assert page.get(path).status_code == 404
    assert post(browser(address="192.0.2.9"), "/survey/" + "A" * 43, score="5").status_code == 404


def test_who_does_not_want_to_be_asked_is_told_without_the_question(
    application: Application, build: Builders, closed: Any, marie: UUID, clock: SetClock
) -> None:
    asked = closed()
    clock.at = NIGHT
    assert application.perform(begin_attempt, POSTMAN, message_id=asked.id) is None  # a question waits for the day
    for channel in ("email", "sms"):
        build.perform(set_consent, customer_id=marie, channel=channel, purpose="survey", granted=False)
    told = closed()
    assert (told.purpose, "survey" in told.body, "settled" in told.body) == ("service", False, True)
    assert application.perform(begin_attempt, POSTMAN, message_id=told.id) is not None
