"""What people write into templates can do nothing but write."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.sandbox import LONGEST_OUTPUT, Refused, render

VALUES = {"name": "Marie", "items": "x" * 4_000, "label": True}

HOSTILE = [
    "{{ name.__class__.__mro__ }}",
    "{{ name['__class__'] }}",
    "{{ name.upper() }}",
    "{{ ''.join(name) }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{{ range(10**9)|list }}",
    "{{ 10**10**10 }}",
    "{{ 'a' * 10**9 }}",
    "{{ name ~ name }}",
    "{% set x = name %}{{ x }}",
    "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}",
    "{% include 'layout.html' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{{ name|attr('__class__') }}",
    "{{ name|replace('M', 'MMMMMMMM') }}",
    "{{ name|map('upper') }}",
    "{{ [name, name] }}",
    "{{ {'a': name} }}",
    "{{ cycler }}",
    "{{ self }}",
    "{{ lipsum() }}",
    "{% filter upper %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{% block x %}{% endblock %}",
    "{{ name if label else name }}",
    "{{ name is defined }}",
    "{{ label }}",
    "{{ unknown }}",
    "{{ name",
    "{% if name %}",
    "{{ " + "(" * 3_000 + "name" + ")" * 3_000 + " }}",
    "{{ " + "not " * 1_500 + "name }}",
    "{% if name %}" * 200 + "{% endif %}" * 200,
    "{{ " + "9" * 5_000 + " }}",
    "{{ items }}" * 700,
    "x" * 8_001,
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_templates_are_refused_at_once(source: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        render("text", source, VALUES)
    assert time.monotonic() - began < 2
    assert refused.value.en and refused.value.fr and refused.value.line >= 1


def test_what_is_written_is_bounded_and_may_be_used() -> None:
    assert render("text", "{{ items }}" * 9, VALUES) == "x" * 36_000
    assert len(render("text", "{{ items }}" * 10, VALUES)) == LONGEST_OUTPUT["text"]


def test_values_conditions_and_filters_are_enough_to_write() -> None:
    source = "{% if label and name %}{{ name|upper }}{% elif name == 'x' %}b{% else %}c{% endif %}"
    assert render("text", source, VALUES) == "MARIE"
    assert render("text", source, VALUES | {"label": False}) == "c"
    assert render("text", "{{ name or 'you' }}", {"name": ""}) == "you"


def test_the_line_of_a_fault_is_told() -> None:
    with pytest.raises(Refused) as refused:
        render("text", "one\ntwo {{ nowhere }}", VALUES)
    assert (refused.value.line, refused.value.en) == (2, "“nowhere” is not known here.")


@given(st.text(alphabet="{}%# |.()[]'\"nameif=*~+-ordtu\n", max_size=60))
def test_whatever_is_typed_is_written_or_refused(source: str) -> None:
    try:
        assert isinstance(render("text", source, VALUES), str)
    except Refused as refused:
        assert refused.line >= 1
