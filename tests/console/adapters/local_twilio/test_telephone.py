"""The local telephone company, asked by the vendor's own library and by people."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from console.supervisor.telephone import NUMBER
from notifications.twilio.account import Elsewhere
from tests.support.telephone import ACCOUNT, DESCRIPTION, TOKEN, TelephoneProcess, telephone_process, until
from tests.support.telephone_site import Site, telephone_site

MARIE, AGENT = "+33612345678", "+33600000001"
VOICE, SMS = "/webhooks/twilio/voice", "/webhooks/twilio/sms"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with telephone_site() as site:
        yield site


@pytest.fixture(scope="module")
def telephone(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelephoneProcess]:
    with telephone_process(tmp_path_factory.mktemp("telephone"), site=site.url) as process:
        yield process


@pytest.fixture
def client(telephone: TelephoneProcess, site: Site) -> Client:
    while not site.told.empty():
        site.told.get()
    site.documents.clear()
    telephone.faults()
    return Client(ACCOUNT, TOKEN, http_client=Elsewhere(telephone.url, timeout=1.0))


def test_an_sms_is_sent_and_its_way_is_told_in_order(client: Client, site: Site) -> None:
    sent = client.messages.create(to=MARIE, from_=NUMBER, body="Bonjour", status_callback=f"{site.url}/status")
    told = [site.next() for _ in range(3)]
    assert [one.fields["MessageStatus"] for one in told] == ["queued", "sent", "delivered"]
    assert all(one.genuine and one.fields["MessageSid"] == sent.sid for one in told)
    assert client.messages(sent.sid).fetch().status == "delivered"


def test_messages_are_found_by_number_and_time(client: Client) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    sent = client.messages.create(to="+33612345699", from_=NUMBER, body="Find me")
    assert [one.sid for one in client.messages.list(to="+33612345699", date_sent_after=since)] == [sent.sid]
    assert client.messages.list(to="+33612345699", date_sent_after=since + timedelta(hours=1)) == []


def test_pages_are_followed(client: Client) -> None:
    for _ in range(5):
        client.messages.create(to="+33612345698", from_=NUMBER, body="Many")
    assert len(client.messages.list(to="+33612345698", page_size=2)) == 5


@pytest.mark.skipif(not DESCRIPTION.is_file(), reason="the vendor's description is not beside the checkout")
@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"Body": "x", "From": NUMBER}, 400, 21604),
        ({"To": MARIE, "Body": "x", "From": NUMBER, "Colour": "red"}, 400, 20001),
        ({"To": MARIE, "Body": "x", "From": NUMBER, "Attempt": "often"}, 400, 20001),
        ({"To": MARIE, "Body": "x", "From": NUMBER, "StatusCallback": "not an address"}, 400, 20001),
        ({"To": MARIE, "Body": "x", "MessagingServiceSid": "MG1"}, 400, 20001),
        ({"To": MARIE, "From": NUMBER}, 400, 21602),
        ({"To": MARIE, "Body": "x"}, 400, 21603),
        ({"To": "+12", "Body": "x", "From": NUMBER}, 400, 21211),
        ({"To": MARIE, "Body": "x" * 1601, "From": NUMBER}, 400, 21617),
    ],
)
def test_requests_are_refused_as_the_vendor_does(
    telephone: TelephoneProcess, form: dict[str, str], status: int, code: int
) -> None:
    answer = telephone.api("POST", "/Messages.json", **form)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_strangers_and_unknown_resources_are_refused(client: Client, telephone: TelephoneProcess) -> None:
    with pytest.raises(TwilioRestException) as refusal:
        Client(ACCOUNT, "wrong", http_client=Elsewhere(telephone.url, timeout=5)).messages(ACCOUNT).fetch()
    assert (refusal.value.status, refusal.value.code) == (401, 20003)
    with pytest.raises(TwilioRestException) as refusal:
        client.messages("SM" + "0" * 32).fetch()
    assert (refusal.value.status, refusal.value.code) == (404, 20404)


def test_who_wrote_stop_is_not_sent_to(client: Client, telephone: TelephoneProcess, site: Site) -> None:
    telephone.write("+33612345697", "Stop")
    assert site.next().fields["OptOutType"] == "STOP"
    with pytest.raises(TwilioRestException) as refusal:
        client.messages.create(to="+33612345697", from_=NUMBER, body="Still there?")
    assert refusal.value.code == 21610
    telephone.write("+33612345697", "START")
    assert client.messages.create(to="+33612345697", from_=NUMBER, body="Welcome back").sid


@pytest.mark.parametrize(("fault", "arrived"), [("timeout_before", 0), ("timeout_after", 1), ("error_500_after", 1)])
def test_it_can_be_told_to_fail(
    client: Client, telephone: TelephoneProcess, fault: str, arrived: int, request: pytest.FixtureRequest
) -> None:
    to = f"+3361234{5600 + len(fault)}"
    telephone.faults({"match": {"kind": "message", "to": to}, "fault": fault, "times": 1})
    with pytest.raises((RequestException, TwilioRestException)):
        client.messages.create(to=to, from_=NUMBER, body="Hello")
    assert len(client.messages.list(to=to)) == arrived


def test_callbacks_are_repeated_reordered_altered_and_unsigned(
    client: Client, telephone: TelephoneProcess, site: Site
) -> None:
    telephone.faults(
        {"match": {"kind": "callback", "status": "queued"}, "fault": "reorder"},
        {"match": {"kind": "callback", "status": "delivered"}, "fault": "twice"},
    )
    client.messages.create(to=MARIE, from_=NUMBER, body="x", status_callback=f"{site.url}/status")
    told = [site.next().fields["MessageStatus"] for _ in range(4)]
    assert told == ["sent", "queued", "delivered", "delivered"]
    for fault in ("altered", "unsigned"):
        telephone.faults({"match": {"kind": "callback"}, "fault": fault, "times": 1})
        telephone.write(MARIE, "Hello")
        assert not site.next().genuine
    telephone.faults()


def test_a_call_follows_gather_redirect_and_hangup(client: Client, telephone: TelephoneProcess, site: Site) -> None:
    site.documents = {
        VOICE: '<Response><Gather numDigits="1" action="/menu"><Say>Press one</Say></Gather><Hangup/></Response>',
        "/menu": "<Response><Redirect>/more</Redirect></Response>",
        "/more": '<Response><Gather input="dtmf speech" action="/said"><Say>Speak</Say></Gather></Response>',
        "/said": "<Response><Say>Goodbye</Say><Hangup/></Response>",
    }
    call = telephone.call(MARIE)
    telephone.hears(call, "Press one")
    telephone.do(call, "press", "1")
    telephone.hears(call, "Speak")
    telephone.do(call, "say", "my order")
    telephone.hears(call, "Goodbye")
    told = [site.next() for _ in range(5)]
    assert [one.path for one in told] == [VOICE, "/menu", "/more", "/said", "/webhooks/twilio/status"]
    assert (told[1].fields["Digits"], told[3].fields["SpeechResult"]) == ("1", "my order")
    assert told[4].fields["CallStatus"] == "completed"
    assert all(one.genuine for one in told)
    assert [one.fields["CallStatus"] for one in told[:2]] == ["ringing", "in-progress"]


def test_keys_for_two_questions_may_be_pressed_at_once(client: Client, telephone: TelephoneProcess, site: Site) -> None:
    site.documents = {
        VOICE: '<Response><Gather numDigits="1" action="/number"/></Response>',
        "/number": '<Response><Gather finishOnKey="#" action="/end"/></Response>',
    }
    telephone.do(telephone.call(MARIE), "press", "14711#")
    assert [site.next().fields.get("Digits") for _ in range(3)] == [None, "1", "4711"]


def test_who_waits_is_sent_to_a_conference_with_an_agent(
    client: Client, telephone: TelephoneProcess, site: Site
) -> None:
    room = (
        '<Response><Dial><Conference endConferenceOnExit="true" record="record-from-start" statusCallback="/room"'
        ' statusCallbackEvent="start end join leave hold" recordingStatusCallback="/recording">r1</Conference>'
        "</Dial></Response>"
    )
    site.documents = {
        VOICE: '<Response><Enqueue waitUrl="/wait" action="/left">support</Enqueue></Response>',
        "/wait": "<Response><Say>You are waiting</Say><Play>/music.mp3</Play></Response>",
        "/agent": room,
        "/hold": "<Response><Play>/hold.mp3</Play></Response>",
    }
    caller = telephone.call(MARIE)
    telephone.hears(caller, "You are waiting")
    assert client.queues.list()[0].current_size == 1
    agent = client.calls.create(
        to=AGENT, from_=NUMBER, url=f"{site.url}/agent", status_callback=f"{site.url}/leg",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )  # fmt: skip
    until(lambda: telephone.of_call(agent.sid)["status"] == "ringing")
    telephone.do(agent.sid, "answer")
    client.calls(caller).update(twiml=room)
    telephone.hears(caller, "in conference")
    until(lambda: bool(client.conferences.list(friendly_name="r1", status="in-progress")))  # the agent is in it as well
    conference = client.conferences.list(friendly_name="r1", status="in-progress")[0]
    client.conferences(conference.sid).participants(caller).update(hold=True, hold_url=f"{site.url}/hold")
    telephone.hears(caller, "(on hold) /hold.mp3")
    assert client.conferences(conference.sid).participants(caller).fetch().hold is True
    telephone.do(agent.sid, "hang_up")
    until(lambda: telephone.of_call(caller)["status"] == "completed")
    until(lambda: bool(telephone.world()["recordings"]))
    told = []
    while not (told and told[-1].path == "/recording"):
        told.append(site.next())
    assert [one.fields["CallStatus"] for one in told if one.path == "/leg"][:3] == ["queued", "ringing", "in-progress"]
    assert [one.fields["QueueResult"] for one in told if one.path == "/left"] == ["redirected"]
    events = [one.fields["StatusCallbackEvent"] for one in told if one.path == "/room"]
    assert {"conference-start", "participant-join", "participant-hold", "participant-leave"} <= set(events)
    sound = telephone.api("GET", f"/Recordings/{told[-1].fields['RecordingSid']}.wav")
    assert sound.content.startswith(b"RIFF")


def test_a_voice_message_is_recorded(client: Client, telephone: TelephoneProcess, site: Site) -> None:
    site.documents = {
        VOICE: '<Response><Record action="/done" recordingStatusCallback="/recording"/></Response>',
        "/done": "<Response><Hangup/></Response>",
    }
    call = telephone.call(MARIE)
    telephone.hears(call, "(beep)")
    telephone.do(call, "say", "please call me back about my order")
    told: dict[str, Any] = {}
    while not {"/done", "/recording"} <= told.keys():
        one = site.next()
        told[one.path] = one.fields
    assert told["/done"]["RecordingDuration"] == told["/recording"]["RecordingDuration"] == "3"
    assert told["/recording"]["CallSid"] == call


@pytest.mark.parametrize(("doing", "status"), [("decline", "busy"), ("answer", "completed")])
def test_telephones_may_answer_by_themselves(
    client: Client, telephone: TelephoneProcess, site: Site, doing: str, status: str
) -> None:
    telephone.let_phones({AGENT: doing})
    call = client.calls.create(to=AGENT, from_=NUMBER, twiml="<Response><Say>Hello</Say></Response>")
    until(lambda: telephone.of_call(call.sid)["status"] == status)
    telephone.let_phones({})


def test_a_page_of_another_site_can_do_nothing(telephone: TelephoneProcess) -> None:
    forged = telephone._client.post("/people/sms", content=b"{}", headers={"content-type": "text/plain"})
    rebound = telephone._client.get("/world", headers={"host": "evil.example:80"})
    assert (forged.status_code, rebound.status_code) == (415, 403)
