"""What callers and agents hear."""

from datetime import date
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.voice import menu, people
from notifications.voice.links import Links
from notifications.voice.words import STATUS, VOICES, WORDS

LINKS = Links("https://shop.example/webhooks/twilio")


def read(document: str) -> Xml.Element:
    return Xml.fromstring(document)


def said(document: str) -> str:
    return " ".join(one.text or "" for one in read(document).iter("Say"))


def test_both_languages_have_every_sentence_with_the_same_gaps() -> None:
    def gaps(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    for table in (WORDS, STATUS):
        assert table["en"].keys() == table["fr"].keys()
        assert all(gaps(table["en"][name]) == gaps(table["fr"][name]) for name in table["en"])


def test_the_greeting_is_in_the_language_of_the_caller_and_offers_the_other() -> None:
    document = menu.greet(LINKS, language="fr", shop="Comptoir", name="Marie")
    assert "Bonjour Marie, bienvenue chez Comptoir. Les appels sont enregistrés" in said(document)
    voices = [one.get("language") for one in read(document).iter("Say")]
    assert voices[0] == VOICES["fr"][0]
    assert voices[-1] == VOICES["en"][0]
    gather = read(document).find("Gather")
    assert gather is not None
    assert gather.get("action") == "https://shop.example/webhooks/twilio/voice?step=menu&tries=1"


def test_who_presses_nothing_is_asked_again_and_then_put_in_line() -> None:
    onward = [read(menu.greet(LINKS, language="en", shop="C", tries=tries)).find("Redirect") for tries in (1, 3)]
    assert [one.text.rpartition("?")[2] for one in onward if one is not None and one.text] == [
        "step=greet&tries=2",
        "step=queue",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your order W 1 2 is on its way. It should arrive on Friday 27 November."),
        ("fr", "Votre commande W 1 2 est en route. Elle devrait arriver le vendredi 27 novembre."),
    ],
)
def test_where_an_order_is(language: str, sentence: str) -> None:
    told = menu.tell_status(LINKS, language=language, number="#W12", status="shipped", expected=date(2026, 11, 27))
    assert said(told).startswith(sentence)


def test_a_call_is_recorded_where_people_talk_and_ends_with_the_caller() -> None:
    rooms = [
        read(people.meet(LINKS, room="r1", language="en", caller=caller)).find("Dial/Conference")
        for caller in (True, False)
    ]
    assert [one.get("endConferenceOnExit") for one in rooms if one is not None] == ["true", "false"]
    assert {one.get("record") for one in rooms if one is not None} == {"record-from-start"}


def test_an_agent_has_to_press_a_key() -> None:
    document = people.offer(LINKS, leg="l1", language="en", caller="Marie <Dupont>")
    assert "from Marie <Dupont>. Press 1" in said(document)
    assert [one.tag for one in read(document)] == ["Gather", "Hangup"]


@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_name_makes_a_readable_document(name: str) -> None:
    assert read(people.offer(LINKS, leg="l1", language="fr", caller=name)).tag == "Response"
    assert read(menu.greet(LINKS, language="en", shop="Comptoir", name=name)).tag == "Response"
