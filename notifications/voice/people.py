"""The part of a call that people take: waiting in line, being put through, hold, transfer."""

from twilio.twiml.voice_response import Dial, VoiceResponse

from notifications.voice.links import Links
from notifications.voice.speech import ask, say
from notifications.voice.words import spoken

_EVENTS = "start end join leave mute hold"


def wait_in_line(links: Links, *, language: str, queue: str) -> str:
    """Into the queue of the vendor, where `hear_in_line` is heard until an agent takes the call."""
    response = VoiceResponse()
    say(response, language, spoken(language, "queue"))
    response.enqueue(queue, wait_url=links.voice("wait", lang=language), action=links.voice("left"))
    return str(response)


def hear_in_line(links: Links, *, language: str, position: int) -> str:
    """The caller's place and some music, in which 3 leaves a message instead. Asked for again when it is over."""
    response = VoiceResponse()
    place = spoken(language, "next") if position <= 1 else spoken(language, "position", position=position)
    gather = response.gather(input="dtmf", action=links.voice("waiting"), timeout=1, num_digits=1)
    for sentence in (place, spoken(language, "leave_instead")):
        say(gather, language, sentence)
    gather.play(links.music)
    return str(response)


def leave_line() -> str:
    """Out of the queue; what comes next is asked for by the queue's action."""
    response = VoiceResponse()
    response.leave()
    return str(response)


def meet(links: Links, *, room: str, language: str, caller: bool, sentence: str = "", shop: str = "") -> str:
    """Into the conference of the call, which is recorded and ends when the customer (`caller`) goes."""
    response = VoiceResponse()
    if sentence:
        say(response, language, spoken(language, sentence, shop=shop))
    dial = Dial()
    dial.conference(
        room,
        start_conference_on_enter=True,
        end_conference_on_exit=caller,
        beep="false",
        record="record-from-start",
        status_callback=links.status(of="room", room=room),
        status_callback_event=_EVENTS,
        recording_status_callback=links.recording(of="call", room=room),
        wait_url=links.music,
        wait_method="GET",
    )
    response.append(dial)
    return str(response)


def offer(links: Links, *, leg: str, language: str, caller: str = "", outgoing: bool = False) -> str:
    """An agent's telephone was answered: a key makes sure that it is not their own voice mail. `outgoing`: they want to
    call somebody.
    """
    response = VoiceResponse()
    name = "ready" if outgoing else "offer"
    sentence = spoken(language, name, caller=caller) if caller else spoken(language, f"{name}_unknown")
    ask(response, links.voice("taken", leg=leg), language=language, sentences=[sentence], digits=1)
    response.hangup()
    return str(response)


def hold(links: Links, *, language: str) -> str:
    """What is heard on hold; asked for again when it is over."""
    response = VoiceResponse()
    say(response, language, spoken(language, "hold"))
    response.play(links.music)
    return str(response)
