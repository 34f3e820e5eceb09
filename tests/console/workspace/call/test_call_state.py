"""The bar's rows, recordings and tokens, and what happens beside the usual course of a call."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import func, select

from console import bootstrap
from console.adapters.telephone import rings_in_browsers
from console.auth.argon2 import Argon2Passwords
from console.bootstrap import Console
from console.settings import Settings
from console.signed_in import COOKIE
from console.ui.figures import Reader
from console.workspace.call.present import call_line, choices, waiting_lines
from console.workspace.call.recording import router as recordings
from console.workspace.call.token import router as tokens
from console.workspace.call.wrap_ups import WRAP_UPS as WORDS
from domain.conversations.answer_call import answer_call, language_of_number
from domain.conversations.call_errands import MOST_ATTEMPTS, begin_errand, settle_errand
from domain.conversations.calls import call, colleagues, own_calls, queues_of_calls, running_calls
from domain.conversations.note_call import note_call_status
from domain.conversations.offer_call import connect_call, take_call
from domain.conversations.queue_call import LONGEST_WAIT, leave_line, leave_voicemail, queue_call
from domain.conversations.reply import DELIVER, reply
from domain.conversations.start_conversation import start_conversation
from domain.conversations.waiting import FORGOTTEN_AFTER, requeue_replies
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.masking import mask_contact
from domain.models.case import WRAP_UPS
from domain.models.event import EventRow
from domain.models.telephone import CallLeg, CallOrder
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.team import Team

SITE, PASSWORD, QUICK = "http://console.test", "violet otter climbs slowly", Argon2Passwords(passes=1, kibibytes=8)
MARIE = "+33612345678"


@pytest.fixture
def reader(clock: SetClock) -> Reader:
    return Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=clock.now())


@pytest.fixture
def ring(build: Builders, application: Application, administrator: Actor) -> Callable[..., UUID]:
    """Somebody waits in line; our id of their call."""

    def ring(ref: str = "CA1", number: str = MARIE) -> UUID:
        build.perform(answer_call, vendor_ref=ref, number=number)
        build.perform(queue_call, vendor_ref=ref)
        return next(one.id for one in application.ask(running_calls, administrator) if one.number == number)

    return ring


def test_every_wrap_up_has_a_word() -> None:
    assert WORDS.keys() == set(WRAP_UPS)


@pytest.mark.parametrize(
    ("number", "language"), [("+33612345678", "fr"), ("+4915112345678", "en"), ("", "en"), ("anonymous", "en")]
)
def test_the_language_of_a_number(number: str, language: str) -> None:
    assert language_of_number(number) == language


def test_what_a_line_says(
    ring: Any, build: Builders, application: Application, administrator: Actor, reader: Reader
) -> None:
    marie = build.customer(first_name="Marie", last_name="Dupont", phones=[MARIE])
    ring()
    ring("CA2", "+4915112345678")
    known, unknown = waiting_lines(application.ask(running_calls, administrator), reader)
    assert (known.who, known.number, known.stage) == ("Marie Dupont", MARIE, "waiting")
    assert known.href.startswith(f"/?customer={marie}&conversation=")
    assert (unknown.who, unknown.number) == ("+4915112345678", "")
    row = application.ask(running_calls, administrator)[0]
    withheld = call_line(replace(row, customer_name="", number="", conversation_id=None, customer_id=None), reader)
    assert (withheld.who, withheld.href) == ("Number withheld", "")
    ended = replace(row, answered_at=row.started_at, ended_at=row.started_at + timedelta(seconds=201))
    assert call_line(ended, reader).talked == "3:21"
    outgoing = call_line(replace(row, direction="out"), reader)
    assert (outgoing.who, outgoing.number) == ("Marie Dupont", mask_contact("sms", MARIE))


def test_whom_a_call_may_be_put_through_to(ring: Any, team: Team, application: Application, reader: Reader) -> None:
    zoe, leo, sam = team.hire(name="Zoé"), team.hire(name="Léo"), team.hire("merchandiser", name="Sam")
    application.perform(take_call, leo, call_id=ring())
    found = choices(application.ask(colleagues, zoe), application.ask(queues_of_calls, zoe), reader)
    labels = [one.label for one in found]
    assert "Léo" not in labels  # on another call
    assert not {"Zoé", sam.name} & set(labels)
    assert labels[-1].startswith("Queue: ")


def test_a_withheld_number_waits_in_a_conversation_of_its_own(
    build: Builders, application: Application, administrator: Actor
) -> None:
    for ref in ("CA1", "CA2"):
        build.perform(answer_call, vendor_ref=ref, number="anonymous")
        build.perform(queue_call, vendor_ref=ref)
    first, second = application.ask(running_calls, administrator)
    assert (first.number, first.conversation_id == second.conversation_id) == ("", False)


def test_a_message_is_kept_once_whoever_tells_of_it_first(
    build: Builders, application: Application, administrator: Actor
) -> None:
    build.perform(answer_call, vendor_ref="CA1", number=MARIE)
    for _ in range(2):
        build.perform(leave_voicemail, vendor_ref="CA1", recording_ref="RE1", url="", seconds=3)
    build.perform(note_call_status, vendor_ref="CA1", status="completed")
    assert application.ask(_left, Actor.system("test")) == 1
    assert application.ask(running_calls, administrator) == ()


def test_who_waited_long_is_asked_for_a_message(ring: Any, build: Builders, clock: SetClock) -> None:
    ring()
    clock.at += LONGEST_WAIT
    assert build.perform(leave_line, vendor_ref="CA1").values == {"why": "busy"}


def test_a_telephone_that_cannot_be_rung_is_tried_and_then_given_up(
    ring: Any, build: Builders, team: Team, application: Application, administrator: Actor, jobs: NotedJobs
) -> None:
    call_id, zoe = ring(), team.hire(name="Zoé")
    application.perform(take_call, zoe, call_id=call_id)
    order_id = UUID(jobs.noted[-1].args["order_id"])
    for attempt in range(1, MOST_ATTEMPTS + 1):
        errand = build.perform(begin_errand, order_id=order_id)
        assert errand.look_first is (attempt > 1)
        again = build.perform(settle_errand, order_id=order_id, fate="retry", problem="away")
        assert again is (attempt < MOST_ATTEMPTS)
    assert application.ask(call, administrator, call_id=call_id).stage == "waiting"
    assert build.perform(begin_errand, order_id=order_id) is None


def test_what_was_asked_for_is_dropped_when_the_caller_goes(
    ring: Any, build: Builders, team: Team, application: Application, jobs: NotedJobs
) -> None:
    call_id, zoe = ring(), team.hire(name="Zoé")
    application.perform(take_call, zoe, call_id=call_id)
    order_id = UUID(jobs.noted[-1].args["order_id"])
    build.perform(note_call_status, vendor_ref="CA1", status="completed")
    assert build.perform(begin_errand, order_id=order_id) is None
    statuses = application.ask(_statuses, Actor.system("test"))
    assert statuses == {("ring", "dropped"), ("drop", "asked")}
    assert application.ask(own_calls, zoe) == ()


def test_a_key_that_comes_too_late_meets_nobody(
    ring: Any, build: Builders, team: Team, application: Application
) -> None:
    call_id = ring()
    leg_id = application.perform(take_call, team.hire(), call_id=call_id)
    build.perform(note_call_status, vendor_ref="CA1", status="completed")
    step = build.perform(connect_call, leg_id=leg_id, digits="1")
    assert (step.kind, step.values) == ("farewell", {"sentence": "gone"})


def test_replies_and_errands_whose_job_is_lost_are_asked_for_again(
    ring: Any, build: Builders, team: Team, application: Application, jobs: NotedJobs, clock: SetClock
) -> None:
    zoe = team.hire(name="Zoé")
    application.perform(take_call, zoe, call_id=ring())
    id = application.perform(start_conversation, zoe, channel="sms", subject="x", address="+33612345600")
    application.perform(reply, zoe, conversation_id=id, body="Hello")
    jobs.noted.clear()
    assert build.perform(requeue_replies) == 0
    clock.at += FORGOTTEN_AFTER
    assert build.perform(requeue_replies) == 2
    assert {job.task for job in jobs.noted} == {DELIVER, "conversations.call_errand"}


@pytest.fixture
def browse(
    application: Application, administrator: Actor, database_url: str
) -> Iterator[Callable[..., httpx.Response]]:
    """`browse("GET", "/files/calls/…", role="agent")`: as a page of ours does; `role=""` is signed out."""
    settings = Settings(
        database_url=database_url,
        public_url=SITE,
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token=SecretStr("token"),
        twilio_from="+33199000000",
        twilio_api_key="SK" + "0" * 32,
        twilio_api_secret=SecretStr("a secret for tokens of thirty-two"),
        _env_file=None,
    )  # type: ignore[call-arg]
    telephone: Any = type("Fake", (), {"recording": staticmethod(lambda reference: b"RIFF" + reference.encode())})()
    wired = Console(settings, application.database, application, telephone=telephone)
    before = bootstrap.use(wired)
    app = FastAPI()
    for router in (recordings, tokens):
        app.include_router(router)

    def session(role: str) -> str:
        email = f"{uuid4().hex}@example.org"
        values = {"name": "Ana Lima", "role": role, "password": PASSWORD, "passwords": QUICK}
        application.perform(add_person, administrator, email=email, **values)
        signed = sign_in(
            application, email=email, password=PASSWORD, address="192.0.2.7", user_agent="", passwords=QUICK
        )
        return str(signed.token)

    def browse(method: str, path: str, *, role: str = "agent", origin: str = SITE) -> httpx.Response:
        async def send() -> httpx.Response:
            cookies = {COOKIE: session(role)} if role else {}
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=cookies) as client:
                return await client.request(method, path, headers={"origin": origin})

        return asyncio.run(send())

    yield browse
    bootstrap.use(before)


def test_recordings_are_for_who_may_see_cases(ring: Any, build: Builders, browse: Any) -> None:
    call_id = ring()
    assert browse("GET", f"/files/calls/{call_id}").status_code == 404
    build.perform(leave_voicemail, vendor_ref="CA1", recording_ref="RE1", url="", seconds=3)
    assert browse("GET", f"/files/calls/{call_id}").content == b"RIFFRE1"
    statuses = [browse("GET", f"/files/calls/{call_id}", role=role).status_code for role in ("", "merchandiser")]
    assert statuses == [401, 403]
    assert browse("GET", f"/files/calls/{uuid4()}").status_code == 404


def test_a_browser_gets_a_token_in_the_name_that_is_rung(browse: Any) -> None:
    given = browse("POST", "/telephone/token")
    assert (given.status_code, given.json()["token"].count(".")) == (200, 2)
    assert browse("POST", "/telephone/token", role="").status_code == 401
    assert browse("POST", "/telephone/token", role="merchandiser").status_code == 403
    assert browse("POST", "/telephone/token", origin="https://evil.example").status_code == 403


def test_pages_ring_with_a_key_of_twilio_itself_alone(browse: Any) -> None:
    settings = bootstrap.console().settings
    assert rings_in_browsers(settings)
    for change in ({"twilio_api_key": None}, {"twilio_api_url": "http://127.0.0.1:1"}, {"twilio_account_sid": None}):
        assert not rings_in_browsers(settings.model_copy(update=change)), change


def _left(unit: Any) -> int:
    query = select(func.count()).where(EventRow.type == "conversation.voicemail_left")
    found: int = unit.session.execute(query).scalar_one()
    return found


def _statuses(unit: Any) -> set[tuple[str, str]]:
    from sqlalchemy import select

    assert unit.session.execute(select(CallLeg.status)).scalars().all() == ["over"]
    return {(kind, status) for kind, status in unit.session.execute(select(CallOrder.kind, CallOrder.status))}
