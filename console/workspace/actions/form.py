"""The form of an action: what it asks, and what was typed into it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from domain.kernel.errors import Invalid

_ENTRIES_MOST: Final = 400
_NAME_MOST: Final = 120
_VALUE_MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `kind`: text, note, amount, date, select, segments, check, line, goods, says (words
    alone), or way (a button to another panel).

    A `line` is goods with a stepper from `least` to `most` (no stepper where they are equal) and `inner` inputs that
    belong to it, shown once a piece is chosen or, with `unfolded`, always. `goods` finds products to add; their
    values are named `NAME.SKU`. `half`: two such stand side by side. `only`: "NAME=VALUE|VALUE" of another input.
    `must`: what is said where it is still empty, "" where it may be. `fills` is a value that a press on `filler` puts
    in. `leads_to`: words with a link to the panel of that action, `begun` how it opens.
    """

    name: str
    kind: str
    label: str
    value: str = ""
    hint: str = ""
    detail: str = ""
    amount: str = ""
    least: int = 0
    most: int = 0
    half: bool = False
    unfolded: bool = False
    only: str = ""
    must: str = ""
    fills: str = ""
    filler: str = ""
    leads_to: str = ""
    begun: str = ""
    choices: list[Choice] = field(default_factory=list)
    inner: list["Field"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A product that can be added, at its price for one; `detail` says how many there are."""

    sku: str
    label: str
    amount: str
    detail: str = ""


Typed = Mapping[str, str]


def filled(fields: Iterable[Field], values: Mapping[str, str]) -> list[Field]:
    """The same inputs with `values` by name; what no input is called is left out, and so is a choice that is none."""
    return [
        replace(
            each,
            value=values[each.name] if each.name in values and _takes(each, values[each.name]) else each.value,
            inner=filled(each.inner, values),
        )
        for each in fields
    ]


def _takes(field: Field, value: str) -> bool:
    if field.choices:
        return value in {choice.value for choice in field.choices}
    if field.kind in ("line", "goods") and field.most:
        return value.isdecimal() and field.least <= int(value) <= field.most
    return field.kind not in ("says", "way")


def with_musts(fields: Iterable[Field], musts: Mapping[str, str]) -> list[Field]:
    """The same inputs; those that `musts` names say what is missing while they are empty."""
    return [replace(each, must=musts.get(each.name, each.must), inner=with_musts(each.inner, musts)) for each in fields]


def read_form(text: str) -> dict[str, str]:
    """The inputs by name, from the JSON that the form sends; `Invalid` for anything that no form of ours sends."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise _not_ours() from error
    if not isinstance(values, dict) or len(values) > _ENTRIES_MOST:
        raise _not_ours()
    for name, value in values.items():
        if len(name) > _NAME_MOST or not isinstance(value, str) or len(value) > _VALUE_MOST:
            raise _not_ours()
    return values


def label_of(fields: Iterable[Field], name: str) -> str:
    """What the input `name` is called on the screen, or ""."""
    inputs = [each for field in fields for each in (field, *field.inner)]
    return next((each.label for each in inputs if each.name == name), "")


def under(typed: Typed, prefix: str) -> dict[str, str]:
    """The inputs named `prefix.…`, by the rest of their names."""
    begin = f"{prefix}."
    return {name.removeprefix(begin): value for name, value in typed.items() if name.startswith(begin)}


def pieces(typed: Typed, prefix: str) -> dict[str, int]:
    """The steppers named `prefix.…` that were put to a whole number, by the rest of their names."""
    return {name: int(value) for name, value in under(typed, prefix).items() if value.isdecimal() and len(value) < 8}


def plain_amount(text: str) -> str:
    """An amount as people type it ("1 234,50 €", "12.5", "1,234.50") with a dot for the decimals and nothing else."""
    kept = "".join(each for each in text if each.isdigit() or each in ".,-")
    comma, dot = kept.rfind(","), kept.rfind(".")
    if comma > dot and (dot >= 0 or len(kept) - comma <= 3):
        return kept.replace(".", "").replace(",", ".")
    return kept.replace(",", "")


def _not_ours() -> Invalid:
    return Invalid(
        field="form",
        code="unreadable_form",
        en="The form could not be read. Load the page again.",
        fr="Le formulaire n’a pas pu être lu. Rechargez la page.",
    )
