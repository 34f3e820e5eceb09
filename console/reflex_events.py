"""The events that Reflex itself raises, and what they may carry. Names as Reflex 0.10.1 makes them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reflex.state import (
    BaseState,
    FrontendEventExceptionState,
    OnLoadInternalState,
    State,
    UpdateVarsInternalState,
)


def _storage_is_ours(values: object) -> bool:
    return values is None or (
        isinstance(values, dict)
        and len(values) <= 8
        and all(isinstance(key, str) and len(key) <= 200 and value in ("", "en", "fr") for key, value in values.items())
    )


def _hashes_are_sane(hashes: object) -> bool:
    return hashes is None or (
        isinstance(hashes, list)
        and len(hashes) <= 500
        and all(isinstance(item, str) and len(item) <= 64 for item in hashes)
    )


def _error_is_short(payload: Mapping[str, Any]) -> bool:
    return set(payload) == {"info", "component_stack"} and all(
        isinstance(value, str) and len(value) <= 50_000 for value in payload.values()
    )


def _is_hydrated(payload: Mapping[str, Any]) -> bool:
    return set(payload) == {"value"} and isinstance(payload["value"], bool)


def _boots(payload: Mapping[str, Any]) -> bool:
    return (
        set(payload) <= {"vars", "hashes"}
        and _storage_is_ours(payload.get("vars"))
        and _hashes_are_sane(payload.get("hashes"))
    )


def _stores(payload: Mapping[str, Any]) -> bool:
    return set(payload) == {"vars"} and _storage_is_ours(payload["vars"])


def _carries_nothing(payload: Mapping[str, Any]) -> bool:
    return not payload


def _named(state: type[BaseState], handler: str) -> str:
    return f"{state.get_full_name()}.{handler}"


# Event name: whether its payload is one that the page of ours sends.
CHECKS: Final[dict[str, Callable[[Mapping[str, Any]], bool]]] = {
    _named(State, "hydrate"): _carries_nothing,
    _named(State, "hydrate_and_load"): _boots,
    _named(OnLoadInternalState, "on_load_internal"): _carries_nothing,
    _named(OnLoadInternalState, "set_is_hydrated"): _is_hydrated,
    _named(UpdateVarsInternalState, "update_vars_internal"): _stores,
    _named(FrontendEventExceptionState, "handle_frontend_exception"): _error_is_short,
}
# It follows the loading of a page, from inside.
NOT_FOR_CLIENTS: Final = frozenset({_named(OnLoadInternalState, "set_is_hydrated")})
