"""A card over the page, which it does not move: offered to you, accept or decline, with the seconds that are left."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.presence.state import PresenceState
from console.ui.browser_parts import Acting, Ticker
from console.ui.i18n import t
from console.ui.parts import badge, cut, icon
from console.workspace.offers.rows import OfferLine
from console.workspace.offers.state import OffersState


def offers_strip() -> rx.Component:
    return rx.el.div(
        Acting.create(
            offer=rx.cond(OffersState.rows.length() > 0, OffersState.rows[0].id, ""),
            there=(PresenceState.state == "online") | (PresenceState.state == "wrap_up"),
            on_act=PresenceState.acted,
        ),
        rx.cond(
            OffersState.rows.length() > 0,
            rx.el.ul(
                rx.foreach(OffersState.rows, _row), class_name="offers", id="offers", aria_label=t("Offered to you")
            ),
        ),
        rx.cond(PresenceState.reason == "unanswered", _put_away()),
        class_name="offers-over",
        role="status",
        aria_live="assertive",
    )


def _put_away() -> rx.Component:
    """Nobody need wonder why nothing comes any more."""
    return rx.el.div(
        rx.el.p(icon("phone-missed", 13), t("Away, because offers were not answered.")),
        rx.el.button(
            t("I am back"),
            class_name="button primary",
            type="button",
            id="back-online",
            on_click=PresenceState.become("online"),
        ),
        class_name="offer put-away",
        id="put-away",
    )


def _row(row: rx.Var[OfferLine], place: rx.Var[int]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(_sign(row), row.channel, class_name="offer-channel"),
            rx.cond(row.urgent, badge(t("urgent"), "red")),
            Ticker.create(
                seconds=row.left, total=row.total, down=True, label=t("Time left to answer"), on_over=OffersState.over
            ),
            class_name="offer-head",
        ),
        rx.el.span(cut(row.who, "strong"), cut(row.subject), class_name="offer-what"),
        rx.el.span(
            badge(row.queue, "hollow bare"),
            rx.el.span(row.language, class_name="meta"),
            rx.el.span(t("waits"), " ", Ticker.create(seconds=row.waits), class_name="meta offer-waits"),
            class_name="offer-facts",
        ),
        rx.el.span(
            _button("accept", t("Accept"), "A", "button primary", OffersState.accept(row.id), row, place),
            _button("decline", t("Decline"), "", "button", OffersState.decline(row.id), row, place),
            class_name="offer-answers",
        ),
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
