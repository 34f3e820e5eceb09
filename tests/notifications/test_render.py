"""Every template in both languages, and values that mean harm."""

import pytest
from jinja2 import UndefinedError

from notifications.catalogue import TEMPLATES
from notifications.render import TemplateLetters

VALUES = {
    "name": "Marie Dupont",
    "number": "#C100",
    "return_number": "R100",
    "place": "Lyon, FR",
    "items": "– 2 × Linen shirt",
    "items_short": "2 × Linen shirt",
    "amount": "€12.00",
    "total": "€40.00",
    "label": True,
    "code": "123456",
    "minutes": 10,
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_each_can_be_written(template: str, language: str) -> None:
    mail = TemplateLetters().write(template=template, channel="email", language=language, values=VALUES)
    short = TemplateLetters().write(template=template, channel="sms", language=language, values=VALUES)
    assert mail.subject and mail.text and mail.html and short.text
    assert "{" not in mail.subject + mail.text + mail.html + short.text
    assert (short.subject, short.html) == ("", "")
    assert len(short.text) < 320


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_languages_differ(template: str) -> None:
    both = [
        TemplateLetters().write(template=template, channel="sms", language=language, values=VALUES)
        for language in ("en", "fr")
    ]
    assert both[0] != both[1]


def test_a_missing_value_is_an_error_and_no_blank() -> None:
    values = {name: value for name, value in VALUES.items() if name != "number"}
    with pytest.raises(UndefinedError):
        TemplateLetters().write(template="order_cancelled", channel="email", language="en", values=values)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "a\r\nBcc: x@y.example"])
def test_hostile_values_stay_text(hostile: str) -> None:
    values = VALUES | {"name": hostile, "number": hostile}
    letter = TemplateLetters().write(template="order_cancelled", channel="email", language="en", values=values)
    assert "<script>" not in letter.html
    assert "49" not in letter.text + letter.html
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
