"""A page reads a row's fields as attributes of Reflex's own objects, whose methods come first: `row.to` is a method of
theirs, and the page would show what Python calls it.
"""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from reflex_base.vars.object import ObjectVar

import console

TAKEN = {name for name in dir(ObjectVar) if not name.startswith("__")}


def rows() -> Iterator[type]:
    for module in pkgutil.walk_packages(console.__path__, "console."):
        if module.name.endswith(".rows"):
            for kind in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(kind) and kind.__module__ == module.name and dataclasses.is_dataclass(kind):
                    yield kind


@pytest.mark.parametrize(
    "row", list(rows()), ids=lambda row: f"{row.__module__.removeprefix('console.')}.{row.__name__}"
)
def test_no_field_of_a_row_has_the_name_of_a_method_of_reflex(row: type) -> None:
    assert {field.name for field in dataclasses.fields(row)} & TAKEN == set()
