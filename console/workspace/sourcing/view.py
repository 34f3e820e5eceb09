"""Why from there: a button on each line of an order, and below the line the answer."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon
from console.workspace.orders.rows import LineRow
from console.workspace.sourcing.rows import OtherRow, WayRow, WhyRow
from console.workspace.sourcing.state import SourcingState


def why_button(row: rx.Var[LineRow]) -> rx.Component:
    """Asks why the line comes from there, or why it comes from nowhere."""
    return rx.el.button(
        rx.cond(row.source != "", t("Why from there?"), t("Why from nowhere?")),
        type="button",
        class_name="button small quiet why-from",
        aria_label=t("Why does {title} come from there?", title=row.title),
        aria_expanded=rx.cond(SourcingState.line == row.id, "true", "false"),
        on_click=SourcingState.explain(row.id),
    )


def why_block(row: rx.Var[LineRow]) -> rx.Component:
    """The answer about this line, while it is the one that is asked about."""
    told = SourcingState.told
    return rx.cond(
        SourcingState.line == row.id,
        rx.el.div(
            rx.cond(
                SourcingState.known,
                rx.fragment(
                    rx.el.p(rx.el.strong(told.because), " ", rx.el.span(told.source, class_name="meta")),
                    _ways(),
                    rx.cond(told.goal != "", rx.el.p(told.goal, class_name="muted")),
                    _named(t("Could give it too"), told.others, _other),
                    _named(t("Left out"), told.barred, _other),
                    _named(t("Rules that applied"), told.fired, _rule),
                    _missed(),
                ),
                rx.el.p(t("Nothing was kept about why."), class_name="muted"),
            ),
            rx.cond(SourcingState.may_ask & row.to_leave, _what_if()),
            class_name="why-there",
        ),
    )


def _ways() -> rx.Component:
    return rx.cond(
        SourcingState.told.ways.length() > 0,
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("Node"), scope="col"),
                    rx.el.th(t("Arrives"), scope="col"),
                    rx.el.th(t("Parcels"), scope="col", class_name="num"),
                    rx.el.th(t("Handling"), scope="col", class_name="num"),
                )
            ),
            rx.el.tbody(rx.foreach(SourcingState.told.ways, _way)),
        ),
    )


def _way(row: rx.Var[WayRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(rx.cond(row.chosen, icon("check", 12), rx.fragment()), row.node),
        rx.el.td(row.arrives),
        rx.el.td(row.parcels, class_name="num"),
        rx.el.td(row.cost, class_name="num"),
        class_name=rx.cond(row.chosen, "chosen", "muted"),
    )


def _named(label: rx.Var[str], rows: rx.Var[list], show: object) -> rx.Component:  # type: ignore[type-arg]
    return rx.cond(rows.length() > 0, rx.el.div(rx.el.h4(label), rx.el.ul(rx.foreach(rows, show))))


def _other(row: rx.Var[OtherRow]) -> rx.Component:
    return rx.el.li(rx.el.span(row.node), " ", rx.el.span(row.said, class_name="meta wrap"))


def _rule(row: rx.Var[WhyRow]) -> rx.Component:
    return rx.el.li(rx.el.span(row.rule), " ", rx.el.span(row.facts, class_name="meta wrap"))


def _missed() -> rx.Component:
    missed = SourcingState.told.not_fired
    return rx.cond(
        missed.length() > 0,
        rx.el.details(
            rx.el.summary(t("Rules that did not apply"), " ", rx.el.span(missed.length(), class_name="meta num")),
            rx.el.ul(rx.foreach(missed, _rule)),
        ),
    )


def _what_if() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("What if it went elsewhere, or later?")),
        rx.el.form(
            rx.el.label(
                t("Service"),
                rx.el.select(
                    rx.el.option(t("Standard"), value="standard"),
                    rx.el.option(t("Express"), value="express"),
                    name="service",
                    class_name="field",
                ),
            ),
            rx.el.label(
                t("Country"),
                rx.el.input(name="country", class_name="field", max_length=2, placeholder="FR", auto_complete="off"),
            ),
            rx.el.label(
                t("Postcode"), rx.el.input(name="postal_code", class_name="field", max_length=20, auto_complete="off")
            ),
            rx.el.label(t("Not before"), rx.el.input(name="day", type="date", class_name="field")),
            rx.el.button(t("Try it out"), type="submit", class_name="button small"),
            on_submit=SourcingState.ask,
            class_name="what-if",
        ),
        rx.cond(SourcingState.problem != "", rx.el.p(SourcingState.problem, class_name="wrong", role="alert")),
        rx.cond(
            SourcingState.asked.sums != "",
            rx.el.div(
                rx.el.p(rx.el.strong(SourcingState.asked.sums)),
                rx.el.ul(rx.foreach(SourcingState.asked.lines, _other)),
                role="status",
            ),
        ),
    )
