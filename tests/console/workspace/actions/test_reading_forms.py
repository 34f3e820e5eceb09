"""What a browser sends is believed only as far as a form of ours could send it."""

import json

import pytest

from console.workspace.actions.form import Field, label_of, pieces, plain_amount, read_form, under
from domain.kernel.errors import Invalid


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '"text"',
        json.dumps({"amount": 5}),
        json.dumps({"amount": {"minor": 1}}),
        json.dumps({"n" * 200: "x"}),
        json.dumps({"note": "x" * 3_000}),
        json.dumps({f"field{number}": "x" for number in range(500)}),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_form(text)
    assert refused.value.code == "unreadable_form"


def test_a_form_is_its_inputs_by_name() -> None:
    assert read_form('{"amount": "12,50", "why.L1": "damaged"}') == {"amount": "12,50", "why.L1": "damaged"}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("12.5", "12.5"),
        ("12,50", "12.50"),
        ("1 234,50 €", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234", "1234"),
        ("£7", "7"),
        ("-3", "-3"),
        ("", ""),
        ("twelve", ""),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, plain: str) -> None:
    assert plain_amount(typed) == plain


def test_steppers_that_hold_no_number_count_for_nothing() -> None:
    typed = {"pieces.A": "2", "pieces.B": "", "pieces.C": "-1", "pieces.D": "99999999999", "other.E": "1"}
    assert pieces(typed, "pieces") == {"A": 2}
    assert under(typed, "other") == {"E": "1"}


def test_an_input_is_called_what_the_form_calls_it() -> None:
    inner = Field("why.A", "select", "Reason")
    form = [Field("pieces.A", "line", "Linen shirt", inner=[inner]), Field("node", "select", "Store")]
    assert [label_of(form, name) for name in ("node", "why.A", "gone")] == ["Store", "Reason", ""]
