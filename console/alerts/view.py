"""One alert as a row: how bad, what, about whom; a way to take it on, and why."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from collections.abc import Callable
from typing import Any

import reflex as rx

from console.alerts.rows import AlertLine
from console.ui.i18n import t
from console.ui.parts import badge, cut, icon, link, when
from console.why.view import why_button, why_part


def alert_row(row: rx.Var[AlertLine], acknowledge: Callable[[Any], Any], *, where: str) -> rx.Component:
    """`where` the row stands (a place of `console.why.state`); the "wall" tells as well for whom it is and who has
    seen it.
    """
    return rx.el.li(
        rx.el.div(
            badge(row.severity, row.tone),
            rx.el.span(row.text, class_name="alert-words wrap"),
            when(row.at, row.exact, class_name="meta num"),
            class_name="alert-head",
        ),
        rx.el.div(
            rx.cond(
                row.href != "",
                link(cut(row.about), rx.el.span(row.number, class_name="num"), to=row.href, class_name="alert-about"),
                rx.el.span(cut(row.about), class_name="alert-about"),
            ),
            cut(row.rule, "meta alert-rule"),
            rx.el.span(
                rx.cond(
                    row.decision != "",
                    why_button(where, row.decision, t("Why this alert: {text}", text=row.text)),
                ),
                _done(row, acknowledge),
                class_name="chips row-end",
            ),
            class_name="alert-foot",
        ),
        *([_people(row)] if where == "wall" else []),
        rx.cond(row.decision != "", why_part(where, row.decision)),
        class_name=rx.cond(row.fresh, "alert-row fresh", "alert-row"),
        key=row.id,
    )


def _done(row: rx.Var[AlertLine], acknowledge: Callable[[Any], Any]) -> rx.Component:
    return rx.cond(
        row.done != "",
        when(row.done, row.done_exact, class_name="meta"),
        rx.el.button(
            icon("check", 13),
            t("Take on"),
            type="button",
            class_name="button small",
            aria_label=t("Take on: {text}", text=row.text),
            on_click=acknowledge(row.id),
        ),
    )


def _people(row: rx.Var[AlertLine]) -> rx.Component:
    return rx.el.p(
        t("For {whom}", whom=row.whom),
        rx.cond(row.seen != "", rx.fragment(" · ", t("seen by {names}", names=row.seen))),
        class_name="meta wrap alert-people",
    )
