"""What an endpoint is: its address, and the events that it is told of, ticked in groups."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.parts import choice
from console.admin.webhooks.choices import ALL, SOME
from console.admin.webhooks.rows import EventGroup, EventTick
from console.admin.webhooks.state import WebhooksState
from console.ui.i18n import t
from console.ui.parts import labelled

chosen = WebhooksState.chosen


def endpoint_form(on_submit: Any, does: rx.Var[str], *, filled: bool) -> rx.Component:
    """The form of a new endpoint, or of the chosen one."""
    wrong = WebhooksState.wrong
    given: dict[str, Any] = {"default_value": chosen.url} if filled else {"auto_focus": True}
    return rx.el.form(
        labelled("url", t("Address"), wrong=wrong.url, max_length=500, required=True, **given),
        rx.el.p(
            rx.cond(
                WebhooksState.private,
                t("An https address. This installation allows addresses within your own network (WEBHOOKS_PRIVATE)."),
                t("An https address, not within your own network; this machine itself may be called (127.0.0.1)."),
            ),
            class_name="meta",
        ),
        choice(
            "which",
            t("What it is told of"),
            [
                rx.el.option(t("Choose …"), value=""),
                rx.el.option(t("What is ticked below"), value=SOME),
                rx.el.option(t("Everything that happens"), value=ALL),
            ],
            wrong=wrong.event_types,
            required=True,
            default_value=chosen.which if filled else "",
        ),
        rx.el.div(rx.foreach(WebhooksState.groups, _group), class_name="event-groups"),
        labelled(
            "description",
            t("Whose it is"),
            wrong=wrong.description,
            max_length=200,
            default_value=chosen.description if filled else "",
        ),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(rx.el.button(does, class_name="button primary", type="submit"), class_name="form-foot"),
        on_submit=on_submit,
        class_name="form",
        key=rx.cond(WebhooksState.panel == "new", "new", chosen.id),
        id="webhook-form",
    )


def _group(group: rx.Var[EventGroup]) -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.span(group.label), " ", rx.el.span(group.ticks.length(), class_name="meta")),
        _tick(group.whole, rx.el.span(t("All of them, later ones too"), class_name="meta tick-code")),
        rx.foreach(group.ticks, _one),
        open=group.opened,
        class_name="event-group",
    )


def _one(tick: rx.Var[EventTick]) -> rx.Component:
    return _tick(tick, rx.el.span(tick.says, class_name="meta tick-code"))


def _tick(tick: rx.Var[EventTick], *more: rx.Component) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=tick.name, default_checked=tick.ticked),
        rx.el.span(tick.label, class_name="mono"),
        *more,
        class_name="tick",
    )
