"""The part of a call that a machine takes: greeting, menu, where an order is, a message to leave."""

from datetime import date

from babel.dates import format_date
from twilio.twiml.voice_response import VoiceResponse

from notifications.voice.links import Links
from notifications.voice.speech import ask, say
from notifications.voice.words import STATUS, spoken

MOST_TRIES = 3
_LONGEST_MESSAGE = 180  # seconds


def greet(links: Links, *, language: str, shop: str, name: str = "", tries: int = 1, greeting: bool = True) -> str:
    """Greeting and menu. Who presses nothing is asked again, and is put in line at the end."""
    response = VoiceResponse()
    sentences = []
    if greeting and tries == 1:
        welcome = spoken(language, "welcome_named" if name else "welcome", shop=shop, name=name)
        sentences += [welcome, spoken(language, "recorded")]
    other = "fr" if language == "en" else "en"
    ask(
        response,
        links.voice("menu", tries=tries),
        language=language,
        sentences=[*sentences, spoken(language, "menu")],
        digits=1,
        aside=(other, spoken(language, "other_language")),
    )
    onward = links.voice("greet", tries=tries + 1) if tries < MOST_TRIES else links.voice("queue")
    response.redirect(onward)
    return str(response)


def ask_order_number(links: Links, *, language: str, tries: int = 1, problem: str = "") -> str:
    """The digits of the order number. `problem` is a sentence to begin with ("no_match")."""
    return _question(links, "order", "order_number", language=language, tries=tries, problem=problem)


def ask_postal_code(links: Links, *, language: str, number: str, tries: int = 1, problem: str = "") -> str:
    """The postal code that the order of these digits goes to."""
    return _question(links, "postal", "postal_code", language=language, tries=tries, problem=problem, number=number)


def ask_code(links: Links, *, language: str, tries: int = 1, problem: str = "") -> str:
    """The code that was sent to the caller's own number."""
    return _question(links, "code", "code", language=language, tries=tries, problem=problem)


def tell_status(
    links: Links,
    *,
    language: str,
    number: str,
    status: str,
    expected: date | None = None,
    delivered: date | None = None,
) -> str:
    """Where the order is, once the caller is known; then what else they may want."""
    words = STATUS.get(language, STATUS["en"])
    response = VoiceResponse()
    order = spoken(language, "order", number=" ".join(number.lstrip("#")))
    sentences = [f"{order} {words.get(status, status)}."]
    if delivered or expected:
        name = "delivered_on" if delivered else "expected"
        day = format_date(delivered or expected, "EEEE d MMMM", locale=language)
        sentences.append(words[name].format(day=day))
    sentences.append(spoken(language, "again"))
    ask(response, links.voice("menu", tries=1), language=language, sentences=sentences, digits=1)
    say(response, language, spoken(language, "goodbye"))
    response.hangup()
    return str(response)


def take_message(links: Links, *, language: str, why: str = "") -> str:
    """A message to leave. `why` is a sentence to begin with ("closed", "busy")."""
    response = VoiceResponse()
    if why:
        say(response, language, spoken(language, why))
    say(response, language, spoken(language, "voicemail"))
    response.record(
        action=links.voice("message"),
        max_length=_LONGEST_MESSAGE,
        finish_on_key="#",
        timeout=8,
        play_beep=True,
        recording_status_callback=links.recording(of="voicemail"),
    )
    say(response, language, spoken(language, "nothing_heard"))
    response.hangup()
    return str(response)


def thank(*, language: str) -> str:
    """After a message was left."""
    return farewell(language=language, sentence="thanks")


def farewell(*, language: str, sentence: str = "goodbye") -> str:
    """A last sentence, and the end."""
    response = VoiceResponse()
    say(response, language, spoken(language, sentence))
    response.hangup()
    return str(response)


def _question(
    links: Links, step: str, question: str, *, language: str, tries: int, problem: str, number: str = ""
) -> str:
    response = VoiceResponse()
    sentences = [spoken(language, problem)] if problem else []
    sentences.append(spoken(language, question))
    ask(response, links.voice(step, tries=tries, number=number), language=language, sentences=sentences, finish="#")
    response.redirect(links.voice(step, tries=tries, number=number))
    return str(response)
