"""Text from outside."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text, fold, sought_text, words_of


@pytest.mark.parametrize(
    "value", ["a\x00b", "\x1b[31m", "tab\x0bhere", "\x7f", "\x85", "\ud800", "a\udfffb", "\ufffe", "\uffff"]
)
def test_what_cannot_be_shown_is_refused(value: str):
    for lines in (False, True):
        with pytest.raises(Invalid) as refusal:
            clean_text(value, field="body", most=50, lines=lines)
        assert (refusal.value.code, refusal.value.field) == ("control_characters", "body")


@pytest.mark.parametrize("value", [b"bytes", 5, [], {}, True])
def test_what_is_no_text_is_refused(value: object):
    with pytest.raises(Invalid) as refusal:
        clean_text(value, field="city", most=50)
    assert (refusal.value.code, refusal.value.field) == ("not_text", "city")


@pytest.mark.parametrize("value", ["", "   ", "\n\t", "\u00a0\u2003"])
def test_blank_text_is_refused_where_it_is_needed(value: str):
    with pytest.raises(Invalid) as refusal:
        clean_text(value, field="name", most=10)
    assert refusal.value.code == "missing"
    assert clean_text(value, field="name", most=10, required=False) == ""


def test_nothing_is_blank_where_it_may_be():
    assert clean_text(None, field="name", most=10, required=False) == ""
    with pytest.raises(Invalid):
        clean_text(None, field="name", most=10)


def test_the_length_counts_what_is_kept():
    assert clean_text("  " + "é" * 10 + "  ", field="name", most=10) == "é" * 10
    assert clean_text("e\u0301" * 10, field="name", most=10) == "é" * 10
    for long in ("x" * 11, "x" * 100_000, "🙂" * 11):
        with pytest.raises(Invalid) as refusal:
            clean_text(long, field="name", most=10)
        assert (refusal.value.code, refusal.value.details) == ("too_long", {"most": 10})


def test_text_is_composed_and_trimmed_and_line_breaks_are_kept_only_where_lines_are():
    assert clean_text("  E\u0301lo\u0308ise \n  Roy ", field="name", most=50) == "Élöise Roy"
    assert clean_text(" a\r\n b ", field="body", most=50, lines=True) == "a\n b"


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", "'; DROP TABLE orders; --", "100 % _ \\", "‮abc", "😀👩‍👩‍👧"]
)
def test_markup_and_quotes_are_kept_as_they_were_written(value: str):
    assert clean_text(value, field="name", most=50) == value


@given(some.text(max_size=60))
def test_cleaned_text_is_composed_and_cleaning_it_again_changes_nothing(value: str):
    try:
        kept = clean_text(value, field="x", most=60, required=False)
    except Invalid:
        return
    assert unicodedata.is_normalized("NFC", kept)
    assert clean_text(kept, field="x", most=60, required=False) == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Éloïse Cœur", "eloise coeur"), ("STRAßE", "strasse"), ("Łódź", "lodz"), ("Ærø", "aero"), ("Ǽ", "ae"),
     ("O’Brien", "o'brien"), ("ﬁn", "fin"), ("𝓜𝓪𝓻𝓲𝓮", "marie"), ("ＡＢＣ", "abc"), ("Đặng", "dang")],
)  # fmt: skip
def test_folding_forgets_case_and_accents(text: str, folded: str):
    assert fold(text) == folded


@given(some.text(max_size=40))
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(some.text(max_size=40))
def test_words_do_not_depend_on_case_or_composition(text: str):
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))
    assert words_of(fold(text)) == words_of(text)


def test_words_are_runs_of_letters_or_digits_each_once():
    assert words_of("Jean-Pierre O'Neil jean 42rue") == ["jean", "pierre", "o", "neil", "42", "rue"]
    assert words_of("Éloïse Müller") == ["eloise", "muller"]
    assert words_of("李小龙 東京2024") == ["李小龙", "東京", "2024"]
    assert words_of("!?…") == []


def test_text_that_is_looked_for_never_holds_what_a_database_refuses():
    assert sought_text("  E\u0301lo\nïse ") == "Élo ïse"
    assert sought_text("a\x00\ud800b") == "a��b"
    assert sought_text("\x00") != ""
    assert sought_text(None) == sought_text(" \n") == ""
