"""Every template writes a message in both languages; what is missing is an error; nothing can be smuggled in."""

from typing import Any

import pytest

from domain.ports.letters import Wording
from notifications.kinds import TEMPLATES
from notifications.render import TemplateLetters
from notifications.samples import sample, sample_set
from notifications.sandbox import Refused
from notifications.segments import segments

LETTERS = TemplateLetters()
BOTH = ("en", "fr")


def written(template: str, channel: str, language: str, values: Any = None) -> Any:
    given = sample(template, language) if values is None else values
    return LETTERS.write(template=template, channel=channel, language=language, values=given)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("template", TEMPLATES)
def test_each_can_be_written_and_saved_as_it_is(template: str, language: str) -> None:
    shipped = LETTERS.shipped(template=template, language=language)
    assert LETTERS.faults(template=template, language=language, wording=shipped) == []
    mail = written(template, "email", language)
    assert mail.subject and mail.text and mail.html
    for _, values in sample_set(template, language):
        mail, short = (written(template, channel, language, values) for channel in ("email", "sms"))
        assert "{" not in mail.subject + mail.text + short.text
        assert "  " not in mail.text and "\n\n\n" not in mail.text
        assert (short.subject, short.html) == ("", "")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "transcript"])
def test_an_sms_is_in_the_gsm_alphabet_and_short(template: str, language: str) -> None:
    found = segments(written(template, "sms", language).text)
    assert (found.encoding, found.odd) == ("GSM-7", "")
    assert found.count <= 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_languages_differ(template: str) -> None:
    both = [LETTERS.shipped(template=template, language=language) for language in BOTH]
    assert both[0].text != both[1].text and both[0].subject != both[1].subject


def test_a_missing_value_is_an_error_and_no_blank() -> None:
    values = {name: value for name, value in sample("order_cancelled", "en").items() if name != "number"}
    with pytest.raises(Refused, match="number"):
        written("order_cancelled", "email", "en", values)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "a\r\nBcc: x@y.example"])
def test_hostile_values_stay_text(hostile: str) -> None:
    values = sample("order_cancelled", "en") | {"name": hostile, "number": hostile, "hello": hostile}
    letter = written("order_cancelled", "email", "en", values)
    assert "<script>" not in letter.html
    assert "49" not in letter.text
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject


def test_markup_in_a_wording_is_text_and_a_link_is_one() -> None:
    wording = Wording("{{ number }}", '<b>{{ number }}</b>\n\nhttps://shop.example/a?b=1&c="><img src=x>.', "x")
    values = sample("order_cancelled", "en")
    html = LETTERS.write(
        template="order_cancelled", channel="email", language="en", values=values, wording=wording
    ).html
    assert "<b>" not in html and "<img" not in html
    assert '<a href="https://shop.example/a?b=1&amp;c=">https://shop.example/a?b=1&amp;c=</a>' in html


@pytest.mark.parametrize(
    ("part", "source", "line", "says"),
    [
        ("text", "{{ hello }}\n{{ tracking }}", 2, "not known"),  # of another message
        ("text", "{{ hello }}\n\n{% if day %}x", 3, "not read"),
        ("subject", "{% if total == '' %}x{% endif %}", 1, "Nothing is left"),
        ("subject", "one\ntwo", 2, "one line"),
        ("sms", "{{ number }} " + "x" * 980, 1, "SMS"),
        ("text", "{{ name }}", 1, "Nothing is left of it without: name"),
    ],
)
def test_what_cannot_be_written_is_told_at_its_line(part: str, source: str, line: int, says: str) -> None:
    shipped = LETTERS.shipped(template="order_cancelled", language="en")
    wording = Wording(**{name: getattr(shipped, name) for name in ("subject", "text", "sms")} | {part: source})
    (fault,) = LETTERS.faults(template="order_cancelled", language="en", wording=wording)
    assert (fault.part, fault.line) == (part, line)
    assert says in fault.en and fault.fr != fault.en
