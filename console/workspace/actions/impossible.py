"""What the panel says of an action that the order as it stands leaves no room for, and what can be done instead."""

from collections.abc import Mapping
from typing import Any, Final

from console.workspace.actions.case import AnyCase, Case
from console.workspace.actions.form import Field, Typed, filled, with_musts
from console.workspace.actions.panel import ActionPanel, Panel, musts_of
from console.workspace.actions.registry import PANELS
from domain.kernel.actor import Actor

_MOST: Final = 3
_PICKED: Final = "Its goods are being picked or have left: it can no longer be changed."
_LEFT: Final = "Something of it has left already: it is too late for that."
_NOTHING_OUT: Final = "The customer has nothing of it that could come back."
_NOTHING_PAID: Final = "Nothing that was paid for it is left to give back."
_FREE: Final = "There is no price on it that could be lowered."
_NO_RETURN: Final = "No return of it is open."
_NO_PAYMENT: Final = "No payment of it waits."
_NO_DISPUTE: Final = "No dispute of it is open."
_WHY: Final[Mapping[str, str]] = {
    "edit": _PICKED,
    "change_fulfilment": _PICKED,
    "change_address": _LEFT,
    "change_payment": _LEFT,
    "change_promise": "Nothing of it is still to be sent.",
    "cancel": "Everything has gone out already: there is nothing to cancel.",
    "hold": "It has left already: there is nothing to hold back.",
    "return": _NOTHING_OUT,
    "exchange": _NOTHING_OUT,
    "replace": "Nothing of it has left: there is nothing to send again.",
    "refund": _NOTHING_PAID,
    "open_dispute": _NOTHING_PAID,
    "discount": _FREE,
    "price_match": _FREE,
    "goodwill": _FREE,
    "release_hold": "It is not held.",
    "mark_fetched": "Nothing of it waits to be fetched.",
    "receive_return": _NO_RETURN,
    "cancel_return": _NO_RETURN,
    "reject_return": _NO_RETURN,
    "cancel_exchange": "No exchange of it is open.",
    "retry_payment": _NO_PAYMENT,
    "drop_payment": _NO_PAYMENT,
    "answer_dispute": _NO_DISPUTE,
    "close_dispute": _NO_DISPUTE,
}
_STATES: Final[Mapping[str, str]] = {
    "cancelled": "The order is cancelled.",
    "draft": "The order is not placed yet.",
}
_OTHERWISE: Final = "That is not possible with this order as it stands."
# What serves the same customer best, by what was wanted; else what changes an order least.
_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "return": ("cancel", "edit", "refund"),
    "exchange": ("return", "edit", "cancel", "refund"),
    "replace": ("edit", "change_promise", "cancel"),
    "refund": ("cancel", "edit", "reorder"),
}
_USUAL: Final = ("return", "cancel", "refund", "reorder")


def opening_form(panel: ActionPanel[Any], case: AnyCase, given: Typed, actor: Actor) -> tuple[list[Field], bool]:
    """The inputs, begun with what is `given`, and whether the action is possible. Where the order leaves no room for
    it: why not, in one sentence, and the ways to what the person may do instead.
    """
    if isinstance(panel, Panel) and isinstance(case, Case):
        fits = panel.suits(case.order)
        if why := panel.lacks(case) if fits else _why_not(panel, case):
            return [Field("why", "says", why), *_ways(panel, case, actor)], False
    return with_musts(filled(panel.form(case), given), musts_of(panel, case.reader)), True


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*_WHY.values(), *_STATES.values(), _OTHERWISE]


def _why_not(panel: Panel, case: Case) -> str:
    return case.reader.say(_STATES.get(case.order.status) or _WHY.get(panel.action, _OTHERWISE))


def _ways(panel: Panel, case: Case, actor: Actor) -> list[Field]:
    ways = [PANELS[name] for name in _INSTEAD.get(panel.action, _USUAL) if name in PANELS and name != panel.action]
    open_ways = [way for way in ways if actor.can(way.right) and way.suits(case.order)]
    return [Field(f"way.{way.action}", "says", way.title(case), leads_to=way.action) for way in open_ways[:_MOST]]
