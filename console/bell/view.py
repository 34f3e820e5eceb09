"""The bell and its list."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.alerts.view import alert_row
from console.bell.rows import BellRow
from console.bell.settings_view import alert_settings
from console.bell.state import Bell
from console.ui.browser_parts import Chime
from console.ui.i18n import t
from console.ui.parts import badge, cut, empty, icon, link, when


def bell() -> rx.Component:
    """How many of those that one watches have news, and a list of all of them."""
    return rx.cond(
        Bell.shown,
        rx.fragment(
            Chime.create(count=Bell.unseen, sound=Bell.sound),
            rx.el.details(_sign(), _sheet(), class_name="menu bell", id="bell"),
        ),
    )


def _sign() -> rx.Component:
    told = Bell.count + Bell.unseen
    watched = rx.cond(Bell.count > 0, t("Watched: news with {count}", count=Bell.count), t("Watched: nothing new"))
    said = rx.cond(Bell.unseen > 0, t("Alerts: {count} new", count=Bell.unseen), watched)
    return rx.el.summary(
        icon("bell"),
        rx.cond(
            told > 0, rx.el.span(told, class_name=rx.cond(Bell.unseen > 0, "count loud", "count"), aria_hidden="true")
        ),
        class_name="button quiet",
        aria_label=said,
        title=rx.Var.create(f"{said} (B)"),
        on_click=Bell.look,
        custom_attrs={"data-key": "b"},
    )


def _sheet() -> rx.Component:
    return rx.el.div(
        rx.cond(Bell.alerts.length() > 0, _alerts()),
        rx.cond(Bell.watches, _watched(), rx.cond(Bell.alerts.length() == 0, _quiet())),
        rx.cond(Bell.alerted, alert_settings()),
        class_name="menu-sheet bell-sheet",
    )


def _alerts() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.h2(t("Alerts")), class_name="bell-head"),
        rx.el.ul(
            rx.foreach(Bell.alerts, lambda row: alert_row(row, Bell.acknowledge, where="bell")),
            class_name="alert-rows",
            id="my-alerts",
            aria_label=t("Alerts"),
        ),
    )


def _quiet() -> rx.Component:
    return empty("bell", t("No alert is open"), t("What a rule wants you to know appears here by itself."))


def _watched() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h2(t("Watched")),
            rx.cond(
                Bell.count > 0,
                rx.el.button(
                    icon("check-check", 13),
                    t("Mark all as seen"),
                    class_name="button quiet small",
                    type="button",
                    id="see-all",
                    on_click=Bell.see_all,
                ),
            ),
            class_name="bell-head",
        ),
        rx.cond(
            Bell.rows.length() > 0,
            rx.el.ul(rx.foreach(Bell.rows, _row), _more(), class_name="bell-rows", custom_attrs={"data-rows": ""}),
            empty(
                "eye",
                t("You watch nobody yet"),
                t("Press “Watch this customer” or, in an order, “Watch this order”: what others do is told."),
            ),
        ),
    )


def _row(row: rx.Var[BellRow]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(cut(row.title, "strong"), cut(row.number, "meta num"), class_name="bell-name"),
            rx.cond(row.badge != "", badge(row.badge, row.tone), rx.el.span()),
            rx.el.span(
                row.text, rx.cond(row.who != "", rx.el.span(" · ", row.who, class_name="meta")), class_name="bell-text"
            ),
            when(row.aside, row.exact, class_name="meta num"),
            to=row.href,
            class_name="bell-link",
            custom_attrs={"data-row": ""},
        ),
        rx.el.button(
            icon("eye-off", 13),
            type="button",
            class_name="button quiet icon small",
            title=t("Stop watching"),
            aria_label=t("Stop watching {name}", name=row.title),
            on_click=Bell.stop(row.kind, row.subject),
        ),
        class_name=rx.cond(row.badge != "", "bell-row new", "bell-row"),
        key=row.id,
    )


def _more() -> rx.Component:
    return rx.cond(Bell.more > 0, rx.el.li(t("and {count} more", count=Bell.more), class_name="bell-more meta"))
