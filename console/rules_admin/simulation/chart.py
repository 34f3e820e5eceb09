"""A chart of what was before and what would be: two bars for each value, with their figures in a table."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.simulation.rows import BarLine, ChartCard
from console.ui.i18n import t


def chart(card: rx.Var[ChartCard]) -> rx.Component:
    """A table whose bars are its figures: it can be read aloud, and needs no colour to be understood."""
    return rx.el.figure(
        rx.el.figcaption(
            rx.el.span(card.title, class_name="strong"),
            rx.cond(card.more != "", rx.el.span(card.more, class_name="meta")),
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(rx.el.span(card.title, class_name="only-read"), scope="col"),
                    rx.el.th(rx.el.span(t("Bars"), class_name="only-read"), scope="col"),
                    rx.el.th(t("Before"), scope="col", class_name="num"),
                    rx.el.th(t("After"), scope="col", class_name="num"),
                    rx.el.th(t("Change"), scope="col", class_name="num"),
                )
            ),
            rx.el.tbody(rx.foreach(card.bars, _bar)),
        ),
        class_name="chart",
        custom_attrs={"data-chart": card.key},
    )


def _bar(line: rx.Var[BarLine]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.label, scope="row", class_name="wrap"),
        rx.el.td(
            rx.el.span(class_name="bar-before", style={"width": line.before}, aria_hidden="true"),
            rx.el.span(class_name="bar-after", style={"width": line.after}, aria_hidden="true"),
            class_name="bars",
        ),
        rx.el.td(line.before_text, class_name="num"),
        rx.el.td(line.after_text, class_name="num strong"),
        rx.el.td(line.change, class_name="num change", custom_attrs={"data-tone": line.tone}),
    )
