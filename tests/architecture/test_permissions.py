"""Every use case and query asks for a right before it does anything else."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

import domain
from domain.kernel.actor import Actor
from domain.kernel.clock import SystemClock
from domain.kernel.errors import Denied
from domain.ports.jobs import NoJobs
from domain.work.unit import Unit

# What takes a unit and named values only, but asks for no right itself, and why.
NO_RIGHT_NEEDED = {
    "domain.assignment.settings.settings_of": "a part of use cases that have asked",
    "domain.assignment.standing.everybody": "a part of use cases that have asked",
    "domain.assignment.standing.online": "a part of use cases that have asked",
    "domain.assignment.take_back.left_alone": "a part of use cases that have asked",
    "domain.assignment.waiting.waiting": "a part of use cases that have asked",
    "domain.cases.facts.case_facts": "a part of use cases that have asked",
    "domain.inventory.reservations.reserve": "a part of use cases that have asked",
    "domain.inventory.reservations.keep_at_most": "a part of use cases that have asked",
    "domain.inventory.reservations.let_go": "a part of use cases that have asked",
    "domain.inventory.reservations.put_back": "a part of use cases that have asked",
    "domain.inventory.reservations.take_out": "a part of use cases that have asked",
    "domain.messages.settings.settings_of": "a part of use cases that have asked",
    "domain.templates.live.switched_off": "a part of use cases that have asked",
    "domain.orders.numbers.next_number": "a part of use cases that have asked",
    "domain.staff.change_own_preferences.change_own_preferences": "one's own, whatever one's rights",
    "domain.staff.sign_out.sign_out": "one's own session, whatever one's rights",
    "domain.staff.sign_out_everywhere.sign_out_everywhere": "one's own sessions, whatever one's rights",
}


class Untouchable:
    """Stands for the database: touching it before asking for the right is the fault that is looked for."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"used the database ({name}) before asking for a right")


def use_cases() -> Iterator[Callable[..., Any]]:
    """The public functions `verb(unit: Unit, *, …)` of the domain: everything after the unit is named.

    What takes a unit and positional values is a part of use cases, not one.
    """
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        if ".migrations" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_") and is_use_case(function):
                yield function


def is_use_case(function: Callable[..., Any]) -> bool:
    first, *rest = inspect.signature(function).parameters.values() or [None]
    named_only = all(parameter.kind is parameter.KEYWORD_ONLY for parameter in rest)
    return bool(first and first.name == "unit" and named_only and get_type_hints(function).get("unit") is Unit)


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}"


USE_CASES = {name_of(function): function for function in use_cases()}


def test_there_are_use_cases() -> None:
    assert len(USE_CASES) > 20
    assert NO_RIGHT_NEEDED.keys() <= USE_CASES.keys()


@pytest.mark.parametrize("name", sorted(USE_CASES.keys() - NO_RIGHT_NEEDED.keys()))
def test_refuses_a_powerless_actor_before_touching_anything(name: str, powerless: Actor) -> None:
    unit = Unit(session=Untouchable(), actor=powerless, clock=SystemClock(), jobs=NoJobs())  # type: ignore[arg-type]
    parameters = list(inspect.signature(USE_CASES[name]).parameters.values())[1:]
    values = {parameter.name: None for parameter in parameters if parameter.default is parameter.empty}
    with pytest.raises(Denied):
        USE_CASES[name](unit, **values)
    assert not unit.events
    assert not unit.deferred
