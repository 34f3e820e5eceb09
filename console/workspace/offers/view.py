"""A strip below the bar: offered to you, accept or decline, with the seconds that are left."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.browser_parts import Ticker
from console.ui.i18n import t
from console.ui.parts import badge, cut, icon
from console.workspace.offers.rows import OfferLine
from console.workspace.offers.state import OffersState


def offers_strip() -> rx.Component:
    return rx.el.div(
        rx.cond(
            OffersState.rows.length() > 0,
            rx.el.ul(
                rx.foreach(OffersState.rows, _row), class_name="offers", id="offers", aria_label=t("Offered to you")
            ),
        ),
        role="status",
        aria_live="assertive",
    )


def _row(row: rx.Var[OfferLine], place: rx.Var[int]) -> rx.Component:
    return rx.el.li(
        rx.el.span(_sign(row), row.channel, class_name="offer-channel"),
        rx.el.span(
            cut(row.who, "strong"),
            cut(row.subject),
            class_name="offer-what",
        ),
        rx.el.span(
            rx.cond(row.urgent, badge(t("urgent"), "red")),
            badge(row.queue, "hollow bare"),
            rx.el.span(row.language, class_name="meta"),
            rx.el.span(t("waits"), " ", Ticker.create(seconds=row.waits), class_name="meta offer-waits"),
            class_name="offer-facts",
        ),
        Ticker.create(
            seconds=row.left, total=row.total, down=True, label=t("Time left to answer"), on_over=OffersState.over
        ),
        _button("accept", t("Accept"), "A", "button primary", OffersState.accept(row.id), row, place),
        _button("decline", t("Decline"), "", "button", OffersState.decline(row.id), row, place),
        class_name="offer",
        key=row.id,
    )


def _button(
    name: str,
    label: rx.Var[str],
    key: str,
    look: str,
    does: Any,
    row: rx.Var[OfferLine],
    place: rx.Var[int],
) -> rx.Component:
    """The first row answers to the key."""
    return rx.el.button(
        label,
        rx.cond((place == 0) & (key != ""), rx.el.kbd(key)),
        class_name=look,
        type="button",
        aria_label=t("{what}: {number}", what=label, number=row.number),
        on_click=does,
        custom_attrs={"data-offer": name, "data-key": rx.cond(place == 0, key.lower(), "")},
    )


def _sign(row: rx.Var[OfferLine]) -> rx.Component:
    return rx.match(
        row.sign,
        ("message-circle", icon("message-circle")),
        ("phone", icon("phone")),
        ("smartphone", icon("smartphone")),
        ("mail", icon("mail")),
        ("store", icon("store")),
        icon("inbox"),
    )
