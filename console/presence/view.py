"""The small menu in which one says whether one is there."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.presence.state import PresenceState
from console.ui.browser_parts import Ticker
from console.ui.i18n import t
from console.ui.parts import icon

state = PresenceState.state


def presence_menu() -> rx.Component:
    """A dot and a word; the choices below."""
    return rx.cond(PresenceState.shown, rx.el.details(_sign(), _sheet(), class_name="menu presence", id="presence"))


def presence_word(value: rx.Var[str]) -> rx.Var[str]:
    """What a state is called."""
    return rx.match(
        value,
        ("online", t("Online")),
        ("away", t("Away")),
        ("wrap_up", t("Wrapping up")),
        t("Offline"),
    ).to(str)


def _sign() -> rx.Component:
    return rx.el.summary(
        rx.el.span(class_name=rx.Var.create(f"dot is-{state}"), aria_hidden="true"),
        rx.el.span(presence_word(state), class_name="bar-word"),
        rx.cond(state == "wrap_up", Ticker.create(seconds=PresenceState.wrapping, down=True)),
        class_name="button quiet",
        aria_label=t("Your presence: {state}", state=presence_word(state)),
        title=presence_word(state),
    )


def _sheet() -> rx.Component:
    return rx.el.div(
        rx.cond(
            PresenceState.reason == "unanswered",
            rx.el.p(icon("phone-missed", 13), t("Away, because offers were not answered."), class_name="presence-why"),
        ),
        rx.cond(
            state == "wrap_up",
            rx.fragment(
                rx.el.button(
                    icon("check"),
                    t("Done with the last one"),
                    class_name="menu-item",
                    type="button",
                    id="wrapped-up",
                    on_click=PresenceState.wrapped_up,
                ),
                rx.el.hr(),
            ),
        ),
        _choice("online", t("Online"), t("Work is offered to you")),
        _choice("away", t("Away"), t("You keep what you have for a while")),
        _choice("offline", t("Offline"), t("Nothing is offered to you")),
        rx.cond(
            (state == "online") & (PresenceState.capacity > 0),
            rx.el.p(
                t("{load} of {capacity} in hand", load=PresenceState.load, capacity=PresenceState.capacity),
                class_name="meta presence-load",
            ),
        ),
        class_name="menu-sheet",
    )


def _choice(presence: str, label: rx.Var[str], hint: rx.Var[str]) -> rx.Component:
    chosen = (state == presence) | ((presence == "online") & (state == "wrap_up"))
    return rx.el.button(
        rx.el.span(class_name=f"dot is-{presence}", aria_hidden="true"),
        rx.el.span(label, rx.el.span(hint, class_name="meta"), class_name="two-lines"),
        class_name="menu-item",
        type="button",
        id=f"be-{presence}",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=PresenceState.become(presence),
    )
