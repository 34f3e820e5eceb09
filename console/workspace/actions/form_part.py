"""The form of an action as a component: the inputs live in the browser, what they say comes as one text."""

from typing import Any

import reflex as rx


class ActionForm(rx.Component):
    """`fields` are `Field`s, `found` `GoodsRow`s; the children are the preview. `answered` is the ticket of the input
    that the preview and `stage` belong to; see `ActionState`. `drafts`: what was typed is kept while the person looks
    elsewhere, until it is done or closed."""

    library = "$/public/js/action_form.jsx"
    tag = "ActionForm"

    name: rx.Var[str]
    opener: rx.Var[str]
    title: rx.Var[str]
    says: rx.Var[str]
    fields: rx.Var[list[Any]]
    found: rx.Var[list[Any]]
    sought: rx.Var[str]
    answered: rx.Var[int]
    stage: rx.Var[str]
    button: rx.Var[str]
    quote: rx.Var[str]
    danger: rx.Var[bool]
    drafts: rx.Var[bool]
    asks: rx.Var[bool]
    refused: rx.Var[Any]
    close_to: rx.Var[str]
    words: rx.Var[dict[str, str]]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(int, str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_commit: rx.EventHandler[rx.event.passthrough_event_spec(int, str, str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_quote: rx.EventHandler[rx.event.passthrough_event_spec(int, str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_find: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
