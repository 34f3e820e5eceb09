"""The chat over HTTP: what visitors may do, what nobody may, and that nothing is lost or told twice."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from console.bootstrap import Console
from domain.cases.close_case import close_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.merge import merge_conversations, unmerge_conversation
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.split import split_conversation
from domain.kernel.clock import SetClock
from domain.models.visitor import Visitor
from domain.surveys.queries import satisfaction_of
from domain.work.application import Application
from tests.console.widget.conftest import Page
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs

Open = Callable[..., Page]
Answer = Callable[..., UUID]
HOSTILE = '<img src=x onerror="alert(1)"> \u202e {{7*7}} </script><script>alert(2)</script>'


def conversation_of(page: Page) -> UUID:
    return UUID(page.thread()["conversation"])


def bodies(told: dict[str, Any]) -> list[str]:
    return [entry["body"] for entry in told["entries"]]


def test_what_is_said_arrives_and_so_does_the_answer(
    visitor: Open, answer: Answer, build: Builders, ask: Callable[..., Any]
) -> None:
    page = visitor()
    assert page.thread()["entries"] == []
    assert page.say("Where is my lamp?").status_code == 201
    first = page.thread()
    found = ask(thread, conversation_id=UUID(first["conversation"]))
    assert (found.conversation.channel, found.entries[0].body) == ("chat", "Where is my lamp?")
    answer(found.conversation.id, "On its way.")
    later = page.thread(after=first["cursor"])
    assert (bodies(later), later["whole"], later["entries"][0]["mine"]) == (["On its way."], False, False)
    assert page.thread(after=later["cursor"])["entries"] == []


def test_the_same_key_is_kept_once(visitor: Open) -> None:
    page = visitor()
    first, second = page.say("Hello", "k1"), page.say("Hello", "k1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert bodies(page.thread()) == ["Hello"]


def test_nobody_reads_or_writes_without_a_token_of_their_own(visitor: Open, stranger: Page) -> None:
    page = visitor()
    page.say("Mine")
    for token in ("", "nonsense", "~", "x" * 5000, page.token[:-1]):
        stranger.headers = {"authorization": f"Bearer {token}"} if token else {}
        for method, path in (("GET", "thread"), ("GET", "events"), ("POST", "messages"), ("POST", "files")):
            assert stranger(method, f"/widget/{path}", json={}).status_code == 401, path
    assert visitor().thread()["entries"] == []


def test_only_the_digest_of_a_token_is_kept(visitor: Open, application: Application) -> None:
    page = visitor()
    with application.database.reading() as session:
        (row,) = session.query(Visitor).all()
    assert row.token_digest == hashlib.sha256(page.token.encode()).digest()
    assert len(base64.urlsafe_b64decode(page.token + "=")) == 32


def test_another_sites_page_is_refused(visitor: Open) -> None:
    page = visitor()
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = page.say("Hello", headers=foreign)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"content": b"x" * 1_000_000, "headers": {"content-type": "application/json"}}, 413),
        ({"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"[" * 60_000, "headers": {"content-type": "application/json"}}, 400),
        ({"content": b'{"body": "\xff"}', "headers": {"content-type": "application/json"}}, 400),
        ({"json": ["body"]}, 400),
        ({"json": {"body": 7, "key": "k"}}, 422),
        ({"json": {"body": "x" * 4001, "key": "k"}}, 422),
        ({"json": {"body": " ", "key": "k"}}, 422),
        ({"json": {"body": "a\x00b", "key": "k"}}, 422),
        ({"json": {"body": "Hello"}}, 422),
        ({"json": {"body": "Hello", "key": "k" * 81}}, 422),
        ({"content": b'{"body": "\\ud800", "key": "k"}', "headers": {"content-type": "application/json"}}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    visitor: Open, options: dict[str, Any], status: int
) -> None:
    page = visitor()
    assert page("POST", "/widget/messages", **options).status_code == status
    assert page.thread()["entries"] == []


def test_script_stays_text(visitor: Open) -> None:
    page = visitor()
    page.say(HOSTILE, "k")
    assert bodies(page.thread()) == [HOSTILE]


def test_a_visitor_reads_no_notes_no_other_channel_and_nobody_elses(
    visitor: Open, answer: Answer, build: Builders
) -> None:
    page, other = visitor(), visitor()
    page.say("Mine")
    other.say("Theirs")
    mine, theirs = conversation_of(page), conversation_of(other)
    build.perform(add_private_note, conversation_id=mine, body="Careful with this one.")
    sms = build.perform(receive_message, channel="sms", address="+33612345678", body="By SMS")
    build.perform(merge_conversations, conversation_id=sms.conversation_id, into_id=mine)
    build.perform(merge_conversations, conversation_id=theirs, into_id=mine)
    assert bodies(page.thread()) == ["Mine"]
    assert bodies(other.thread()) == ["Theirs"]
    answer(mine, "To whom?", channel="chat", address=str(uuid_of(build, page)))
    assert bodies(page.thread()) == ["Mine", "To whom?"]
    assert bodies(other.thread()) == ["Theirs"]


def uuid_of(build: Builders, page: Page) -> UUID:
    with build.application.database.reading() as session:
        digest = hashlib.sha256(page.token.encode()).digest()
        return session.query(Visitor).filter_by(token_digest=digest).one().id


def test_the_thread_goes_on_over_merge_split_and_undo(visitor: Open, answer: Answer, build: Builders) -> None:
    page = visitor()
    page.say("One")
    cursor = page.thread()["cursor"]
    own = conversation_of(page)
    sms = build.perform(receive_message, channel="sms", address="+33612345678", body="By SMS")
    build.perform(merge_conversations, conversation_id=own, into_id=sms.conversation_id)
    page.say("Two")
    told = page.thread(after=cursor)
    assert (told["whole"], bodies(told)) == (True, ["One", "Two"])
    build.perform(unmerge_conversation, conversation_id=own)
    page.say("Three")
    assert bodies(page.thread())[-1] == "Three"
    cursor = page.thread()["cursor"]
    answer(conversation_of(page), "Four")
    seq = page.thread(after=cursor)["entries"][0]["seq"]
    build.perform(split_conversation, conversation_id=conversation_of(page), from_seq=seq)
    told = page.thread(after=cursor)
    assert (told["whole"], bodies(told)) == (True, ["Four"])


def test_a_long_thread_comes_in_pages(visitor: Open, answer: Answer, build: Builders) -> None:
    page = visitor()
    page.say("0")
    own = conversation_of(page)
    cursor = page.thread()["cursor"]
    for number in range(1, 121):
        answer(own, str(number))
    newest = page.thread()
    assert bodies(newest) == [str(number) for number in range(71, 121)]
    before = page.thread(before=newest["earlier"])
    first = page.thread(before=before["earlier"])
    assert bodies(first) + bodies(before) + bodies(newest) == [str(number) for number in range(121)]
    assert first["earlier"] is None
    resumed: list[str] = []
    while True:
        told = page.thread(after=cursor)
        resumed += bodies(told)
        cursor = told["cursor"]
        if not told["more"]:
            break
    assert resumed == [str(number) for number in range(1, 121)]


@pytest.mark.parametrize("cursor", ["", "x", "1.1", f"{UUID(int=1)}.5", f"{UUID(int=1)}.-1", "é.9", "." * 150])
def test_a_cursor_that_we_did_not_write_tells_the_whole(visitor: Open, cursor: str) -> None:
    page = visitor()
    page.say("Hello")
    assert bodies(page.thread(after=cursor)) == ["Hello"]


def test_files_are_limited_and_known_by_what_they_are(visitor: Open, wired: Console) -> None:
    page = visitor()

    def send(name: str, content: bytes, key: str = "k") -> Any:
        return page("POST", "/widget/files", data={"key": key}, files={"file": (name, content)})

    assert send("virus.png", b"MZ\x90\x00" + b"\x00" * 50).status_code == 422
    assert send("empty.png", b"").status_code == 422
    assert send("big.txt", b"x" * 10_200_000).status_code == 413
    assert page.thread()["entries"] == []
    assert send("../../<b>x.txt", b"<script>alert(1)</script>").status_code == 201
    (entry,) = page.thread()["entries"]
    (file,) = entry["files"]
    assert (file["name"], file["type"]) == ("<b>x.txt", "text/plain")
    got = page("GET", f"/widget/files/{file['id']}")
    assert got.content == b"<script>alert(1)</script>"
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert visitor()("GET", f"/widget/files/{file['id']}").status_code == 404


def test_a_visitor_cannot_fill_the_disk(visitor: Open) -> None:
    page = visitor()
    statuses = [
        page("POST", "/widget/files", data={"key": str(n)}, files={"file": ("a.txt", b"x" * 9_000_000)}).status_code
        for n in range(5)
    ]
    assert statuses == [201, 201, 201, 201, 409]
    assert len(page.thread()["entries"]) == 4


def test_who_writes_too_often_waits(visitor: Open) -> None:
    page = visitor()
    answers = [page("POST", "/widget/survey", json={"score": 5}) for _ in range(15)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["retry-after"]) >= 1
    assert visitor().say("Somebody else").status_code == 201


def test_strangers_behind_one_address_start_only_so_often(stranger: Page, clock: SetClock) -> None:
    def start() -> int:
        return stranger("POST", "/widget/visitors", json={"language": "en"}).status_code

    assert [start() for _ in range(62)] == [201] * 60 + [429] * 2
    stranger.address = "198.51.100.1"
    assert start() == 201
    stranger.address = "192.0.2.7"
    clock.advance(timedelta(minutes=11))
    assert start() == 201


def test_leaving_a_message_sends_the_answer_by_mail(visitor: Open, ask: Callable[..., Any], build: Builders) -> None:
    page = visitor("fr")
    given = {"name": "Zoé", "email": "Zoe@Example.org", "body": "Rappelez-moi", "key": "k"}
    assert page("POST", "/widget/leave", json=given | {"email": "nowhere"}).json()["field"] == "email"
    assert page("POST", "/widget/leave", json=given).status_code == 201
    assert page("POST", "/widget/leave", json=given).status_code == 200
    found = ask(thread, conversation_id=conversation_of(page)).conversation
    assert (found.channel, found.address, found.contact_name, found.language) == (
        *("email", "zoe@example.org", "Zoé"),
        "fr",
    )
    page.say("Me revoilà")
    assert ask(thread, conversation_id=conversation_of(page)).conversation.channel == "chat"


def test_a_transcript_holds_the_chat_and_no_notes(
    visitor: Open, answer: Answer, build: Builders, ask: Callable[..., Any], jobs: NotedJobs
) -> None:
    page = visitor()
    assert page("POST", "/widget/transcript", json={"email": "a@example.org"}).status_code == 409
    page.say("Hello there")
    build.perform(add_private_note, conversation_id=conversation_of(page), body="Secret")
    answer(conversation_of(page), "Good morning")
    answers = [page("POST", "/widget/transcript", json={"email": "a@example.org"}).status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]  # the first, which was refused, counts
    entry = ask(thread, conversation_id=conversation_of(page)).entries[-1]
    assert (entry.kind, entry.channel, entry.address, entry.status) == ("notice", "email", "a@example.org", "queued")
    assert "You: Hello there" in entry.body
    assert "Zoé: Good morning" in entry.body
    assert "Secret" not in entry.body
    assert "conversations.deliver" in jobs.tasks


def test_a_survey_is_kept_shown_and_counted(visitor: Open, build: Builders, ask: Callable[..., Any]) -> None:
    page = visitor()
    assert page("POST", "/widget/survey", json={"score": 5}).status_code == 409
    page.say("Hello")
    own = conversation_of(page)
    for wrong in (0, 6, "5", True, 2.5, None):
        assert page("POST", "/widget/survey", json={"score": wrong}).status_code == 422
    for score, words in ((2, "Slow"), (4, "Better"), (4, "Better")):
        assert page("POST", "/widget/survey", json={"score": score, "words": words}).status_code == 200
    found = ask(thread, conversation_id=own)
    (notice,) = [entry for entry in found.entries if entry.kind == "notice"]
    assert (notice.body, notice.details["score"], notice.direction) == ("Better", 4, "internal")
    assert page.thread()["score"] == 4
    build.perform(close_case, case_id=found.conversation.case_id)
    assert page.thread()["closed"] is True


def sign(claims: dict[str, Any], secret: str) -> str:
    """As docs/widget.md shows it."""
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    digest = hmac.new(secret.encode(), f"v1.{payload}".encode(), hashlib.sha256).digest()
    return f"v1.{payload}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def test_a_signed_token_makes_the_conversation_the_customers(
    visitor: Open, build: Builders, ask: Callable[..., Any], clock: SetClock, wired: Console
) -> None:
    marie = build.customer(first_name="Marie", emails=["marie@example.org"])
    (secret,) = wired.settings.widget_secrets
    exp = clock.now().timestamp() + 600
    page = visitor()
    page.say("Hello")
    token = sign({"email": "Marie@example.org", "exp": exp}, secret)
    assert page("POST", "/widget/identity", json={"token": token}).status_code == 200
    assert page("POST", "/widget/identity", json={"token": token}).status_code == 200
    assert ask(thread, conversation_id=conversation_of(page)).conversation.customer_id == marie
    page("POST", "/widget/survey", json={"score": 5, "words": "Great"})
    assert ask(satisfaction_of, customer_id=marie).average == 5
    replayed = visitor()
    assert replayed("POST", "/widget/identity", json={"token": token}).json()["code"] == "token_refused"
    replayed.say("Who am I?")
    assert ask(thread, conversation_id=conversation_of(replayed)).conversation.customer_id is None


def test_a_token_that_is_not_right_is_refused(visitor: Open, build: Builders, clock: SetClock, wired: Console) -> None:
    build.customer(first_name="Marie", emails=["marie@example.org"])
    for first in ("Ana", "Ben"):
        build.customer(first_name=first, emails=["shared@example.org"])
    (secret,) = wired.settings.widget_secrets
    now = clock.now().timestamp()
    good = {"email": "marie@example.org", "exp": now + 600}
    signed = sign(good, secret)
    head, payload, tail = signed.split(".")
    wrong = [
        *(
            "",
            "x",
            "v1..",
            "v1.é.é",
            "." * 3000,
            signed + "x",
            f"v2.{payload}.{tail}",
            f"{head}.{payload}.",
            "v1.e30.e30",
        ),
        sign(good, "another secret of enough length"),
        f"v1.{base64.urlsafe_b64encode(json.dumps(good | {'email': 'ben@example.org'}).encode()).decode().rstrip('=')}.{tail}",
        *(sign(good | {"exp": exp}, secret) for exp in (now - 1, now + 90_000, "tomorrow", True, 1e300)),
        *(
            sign(claims, secret)
            for claims in ({"exp": now + 60}, good | {"external_ref": "7"}, {"email": "marie@example.org"})
        ),
        *(
            sign({"email": who, "exp": now + 60}, secret)
            for who in ("nobody@example.org", "shared@example.org", "a\x00b")
        ),
        sign([1], secret),  # type: ignore[arg-type]
    ]
    page = visitor()
    for place, token in enumerate(wrong):
        if place % 9 == 0:
            page = visitor()
        answer = page("POST", "/widget/identity", json={"token": token})
        assert (answer.status_code, answer.json()["code"]) == (422, "token_refused"), token


def test_who_is_one_customer_does_not_become_another(
    visitor: Open, build: Builders, clock: SetClock, wired: Console
) -> None:
    for name in ("marie", "ben"):
        build.customer(first_name=name, emails=[f"{name}@example.org"])
    (secret,) = wired.settings.widget_secrets
    exp = clock.now().timestamp() + 600
    page = visitor()
    marie, ben = (sign({"email": f"{name}@example.org", "exp": exp}, secret) for name in ("marie", "ben"))
    assert page("POST", "/widget/identity", json={"token": marie}).status_code == 200
    answer = page("POST", "/widget/identity", json={"token": ben})
    assert (answer.status_code, answer.json()["code"]) == (409, "other_customer")


def test_the_page_may_be_framed_by_whom_the_setting_names(stranger: Page, wired: Console) -> None:
    anybody = stranger("GET", "/widget").headers["content-security-policy"]
    assert "frame-ancestors 'self' *" in anybody
    assert "script-src 'self'" in anybody
    wired.settings = wired.settings.model_copy(update={"widget_origins": "https://a.example, https://b.example"})
    some = stranger("GET", "/widget").headers["content-security-policy"]
    assert some.endswith("frame-ancestors 'self' https://a.example https://b.example")


def test_the_loader_is_small_and_for_every_site(stranger: Page) -> None:
    loader = stranger("GET", "/widget.js")
    assert loader.headers["content-type"].startswith("text/javascript")
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    assert len(loader.content) < 15_000
    assert stranger("GET", "/widget/static/..%2Fasked.py").status_code == 404
    assert stranger("GET", "/widget/demo").status_code == 404
