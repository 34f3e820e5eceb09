"""Decision tables in the middle pane."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any, Final

import reflex as rx

from console.rules_admin.findings.view import signs
from console.rules_admin.sheet.rows import TableLine, TableRow
from console.rules_admin.sheet.state import SheetState
from console.ui.i18n import t
from console.ui.parts import badge, icon, link

WIDE: Final = 5  # columns; a table that has more is set closer


def table_part(table: rx.Var[TableLine]) -> rx.Component:
    """A decision table as a table, with what was found in it."""
    columns = table.inputs.length() + table.outputs.length()
    return rx.el.section(
        rx.el.div(
            part_name(table.name, table.href),
            rx.cond(table.off, badge(t("switched off"), "hollow")),
            rx.el.span(table.policy, class_name="meta"),
            rx.cond(table.priority != "", rx.el.span(table.priority, class_name="meta")),
            rx.cond(table.dates != "", rx.el.span(icon("calendar", 12), table.dates, class_name="meta dated")),
            class_name="rule-head",
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("#", scope="col", class_name="num"),
                        rx.foreach(table.inputs, lambda label: rx.el.th(label, scope="col")),
                        rx.foreach(table.outputs, lambda label: rx.el.th(label, scope="col", class_name="says-column")),
                    )
                ),
                rx.el.tbody(rx.foreach(table.rows, lambda row: _row(row, table.href, columns))),
                class_name=rx.cond(columns > WIDE, "grid dense", "grid"),
            ),
            class_name="grid-scroll",
            tab_index=0,
            role="region",
            aria_label=table.name,
        ),
        rx.cond(table.more != "", rx.el.p(table.more, class_name="meta")),
        rx.cond(table.note != "", rx.el.p(table.note, class_name="meta rule-note")),
        signs(table.findings),
        class_name="rule table",
        id=f"rule-{table.id}",
        tab_index=-1,
        custom_attrs={"data-rule": table.id},
    )


def _row(row: rx.Var[TableRow], href: rx.Var[str], columns: rx.Var[int]) -> rx.Component:
    """In a draft a click on it opens the table; what is live is read out below."""
    is_read = SheetState.read == row.key
    return rx.cond(
        href != "",
        rx.el.tr(*_cells(row), title=row.sentence, class_name="opens", on_click=rx.redirect(href)),
        rx.fragment(
            rx.el.tr(
                *_cells(row, aria_expanded=rx.cond(is_read, "true", "false")),
                title=row.sentence,
                class_name=rx.cond(is_read, "opens is-read", "opens"),
                on_click=SheetState.read_out(row.key),
            ),
            rx.cond(is_read, rx.el.tr(rx.el.td(row.sentence, col_span=columns + 1), class_name="read-out")),
        ),
    )


def _cells(row: rx.Var[TableRow], **button: Any) -> tuple[rx.Component, ...]:
    """The number is a button for who has no mouse; its click is the row's."""
    return (
        rx.el.td(
            rx.el.button(
                row.number,
                type="button",
                class_name="row-number",
                aria_label=t("Row {number}", number=row.number),
                **button,
            ),
            rx.cond(row.wrong != "", rx.el.span(icon("triangle-alert", 13), title=row.wrong, class_name="row-sign")),
            class_name="num meta",
        ),
        rx.foreach(row.cells, lambda cell: rx.el.td(rx.cond(cell != "", cell, rx.el.span("–", class_name="meta")))),
        rx.foreach(row.results, lambda cell: rx.el.td(cell, class_name="says-column")),
    )


def part_name(name: rx.Var[str], href: rx.Var[str]) -> rx.Component:
    """What a rule or a table is called; in a draft the way to change it."""
    return rx.cond(
        href != "",
        link(icon("pencil", 12), name, to=href, class_name="rule-name plain", custom_attrs={"data-row": ""}),
        rx.el.h2(name, class_name="rule-name"),
    )
