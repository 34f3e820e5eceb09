"""Sets of values to try a template with: complete, with what may be missing missing, and with long ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from notifications.greeting import greeting
from notifications.kinds import KINDS
from notifications.values import VALUES

Values = Mapping[str, Any]


def sample(template: str, language: str) -> dict[str, Any]:
    """One complete set."""
    return {name: VALUES[name].examples[language] for name in KINDS[template].values}


def sample_set(template: str, language: str) -> Iterator[tuple[str, Values]]:
    """Every set that the template has to be written with, each with the names of what is missing or turned round."""
    complete = sample(template, language)
    yield "", complete
    optional = [name for name in complete if VALUES[name].optional]
    for name in optional:
        yield name, _without(complete, [name], language)
    for name in (name for name in complete if VALUES[name].yes_no):
        yield name, {**complete, name: False}
        yield ", ".join([name, *optional]), _without({**complete, name: False}, optional, language)
    if len(optional) > 1:
        yield ", ".join(optional), _without(complete, optional, language)


def _without(values: Values, names: list[str], language: str) -> Values:
    less = {**values, **dict.fromkeys(names, "")}
    if "hello" in less and not less.get("name"):
        less["hello"] = greeting("", language)
    return less
