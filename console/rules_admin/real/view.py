"""A real order or case taken into the try-out."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.real.rows import RealLine
from console.rules_admin.real.state import RealState
from console.ui.i18n import t
from console.ui.parts import icon, when


def real_part() -> rx.Component:
    """Closed until somebody asks for it; then the newest are listed."""
    return rx.el.details(
        rx.el.summary(t("Take a real order or case"), on_click=RealState.look),
        rx.el.form(
            rx.el.input(
                name="number",
                id="real-number",
                class_name="field",
                max_length=40,
                auto_complete="off",
                placeholder=t("Number of an order or a case"),
                aria_label=t("Number of an order or a case"),
            ),
            rx.el.button(t("Find"), type="submit", class_name="button"),
            on_submit=RealState.find,
            class_name="real-find",
        ),
        rx.cond(RealState.wrong != "", rx.el.p(RealState.wrong, class_name="wrong", role="alert")),
        rx.cond(
            RealState.lines.length() > 0,
            rx.el.ul(rx.foreach(RealState.lines, _line), class_name="real-lines", id="real-lines"),
            rx.cond(
                RealState.looked & (RealState.wrong == ""),
                rx.el.p(t("Nothing was decided about it."), class_name="meta"),
            ),
        ),
        class_name="real",
        id="real",
    )


def _line(line: rx.Var[RealLine]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.cond(RealState.taken == line.id, icon("check", 12), icon("flask-conical", 12)),
            rx.el.span(line.number, class_name="strong num"),
            rx.el.span(line.what, class_name="meta wrap"),
            when(line.at, line.exact, class_name="meta num"),
            type="button",
            class_name="button quiet small",
            aria_pressed=rx.cond(RealState.taken == line.id, "true", "false"),
            on_click=RealState.take(line.id),
        ),
        key=line.id,
    )
