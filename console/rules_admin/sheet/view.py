"""The middle pane: rules as sentences, tables as tables."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any, Final

import reflex as rx

from console.rules_admin.findings.view import signs
from console.rules_admin.sheet.rows import ListLine, RuleLine, TableLine, TableRow
from console.rules_admin.sheet.state import SheetState
from console.ui.browser_parts import SearchBox
from console.ui.i18n import is_french, t
from console.ui.parts import badge, cut, empty, icon, link, when

head = SheetState.head
WIDE: Final = 5  # columns; a table that has more is set closer


def rule_search() -> rx.Component:
    return SearchBox.create(
        answered=SheetState.answered,
        label=t("Search rules"),
        placeholder=t("Search rules"),
        clear=t("Clear the search"),
        on_search=SheetState.search,
    )


def sheet_head(*actions: rx.Component) -> rx.Component:
    """Which version or draft it is, and what may be done with it."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.cond(
                    head.number != "",
                    rx.el.h1(t("Version {number}", number=head.number), class_name="strong"),
                    rx.el.h1(head.title, class_name="strong"),
                ),
                badge(head.state, head.tone),
                class_name="sheet-title",
            ),
            rx.el.div(
                rx.cond(head.number != "", rx.el.span(cut(head.title), " · ")),
                rx.cond(head.by != "", rx.el.span(head.by, " · ")),
                when(head.since, head.since_exact),
                class_name="meta sheet-by",
            ),
            class_name="sheet-what",
        ),
        rx.el.div(*actions, class_name="sheet-actions"),
        class_name="pane-head sheet-head",
    )


def sheet_body() -> rx.Component:
    return rx.cond(
        SheetState.counted > 0,
        rx.fragment(
            rx.el.ol(rx.foreach(SheetState.rules, _rule), class_name="rules", id="rules", aria_label=t("Rules")),
            rx.cond(
                SheetState.hidden > 0,
                rx.el.div(
                    rx.el.button(
                        t("Show more ({count} left)", count=SheetState.hidden),
                        class_name="button",
                        type="button",
                        on_click=SheetState.more,
                    ),
                    class_name="pager",
                ),
            ),
            rx.foreach(SheetState.tables, _table),
        ),
        rx.cond(
            SheetState.answered != "",
            empty("search-x", t("No rule has these words"), t("Try fewer of them.")),
            empty("list-tree", t("No rules in it yet"), t("Whatever is asked, these rules say nothing.")),
        ),
    )


def list_part() -> rx.Component:
    """The lists and calendars that the rules name, below them."""
    return rx.cond(
        SheetState.answered == "",
        rx.fragment(
            _named(SheetState.lists, t("Lists"), "list", t("Add a list")),
            _named(SheetState.calendars, t("Calendars"), "calendar", t("Add a calendar")),
        ),
    )


def _named(lines: rx.Var[list[ListLine]], title: rx.Var[str], word: str, add: rx.Var[str]) -> rx.Component:
    to = rx.Var.create(f"{SheetState.edit}&new={word}")
    button = link(icon("plus", 13), add, to=to, class_name="button small plain", id=f"add-{word}")
    return rx.cond(
        (lines.length() > 0) | (SheetState.edit != ""),
        rx.el.section(
            rx.el.div(
                rx.el.h2(title, class_name="part-title"), rx.cond(SheetState.edit != "", button), class_name="rule-head"
            ),
            rx.cond(
                lines.length() > 0,
                rx.el.dl(rx.foreach(lines, _list), class_name="named-lists", id=f"{word}s"),
                rx.el.p(t("None yet."), class_name="meta"),
            ),
            class_name="rule",
        ),
    )


def _list(line: rx.Var[ListLine]) -> rx.Component:
    return rx.fragment(
        rx.el.dt(
            rx.cond(
                line.href != "",
                link(icon("pencil", 12), line.label, to=line.href, class_name="rule-name plain"),
                rx.el.span(line.label, class_name="rule-name"),
            )
        ),
        rx.el.dd(rx.cond(line.kept, line.on_it, rx.el.span(t("not begun"), class_name="meta")), class_name="wrap"),
    )


def _rule(rule: rx.Var[RuleLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            _name(rule.name, rule.href),
            rx.cond(rule.off, badge(t("switched off"), "hollow")),
            rx.cond(rule.priority != "", rx.el.span(rule.priority, class_name="meta")),
            rx.cond(rule.dates != "", rx.el.span(icon("calendar", 12), rule.dates, class_name="meta dated")),
            class_name="rule-head",
        ),
        rx.el.p(rule.sentence, class_name=rx.cond(rule.off, "sentence muted", "sentence")),
        rx.cond(SheetState.panel == "draft", rx.el.p(rule.other, class_name="meta sentence", lang=_other_language())),
        rx.cond(rule.note != "", rx.el.p(rule.note, class_name="meta rule-note")),
        signs(rule.findings),
        class_name="rule",
        custom_attrs={"data-rule": rule.id},
    )


def _other_language() -> rx.Var[str]:
    return rx.cond(is_french, "en", "fr").to(str)


def _name(name: rx.Var[str], href: rx.Var[str]) -> rx.Component:
    return rx.cond(
        href != "",
        link(icon("pencil", 12), name, to=href, class_name="rule-name plain", custom_attrs={"data-row": ""}),
        rx.el.h2(name, class_name="rule-name"),
    )


def _table(table: rx.Var[TableLine]) -> rx.Component:
    columns = table.inputs.length() + table.outputs.length()

    def row(each: rx.Var[TableRow]) -> rx.Component:
        """In a draft a click on it opens the table; what is live is read out below."""
        is_read = SheetState.read == each.key
        return rx.cond(
            table.href != "",
            rx.el.tr(*_cells(each), title=each.sentence, class_name="opens", on_click=rx.redirect(table.href)),
            rx.fragment(
                rx.el.tr(
                    *_cells(each, aria_expanded=rx.cond(is_read, "true", "false")),
                    title=each.sentence,
                    class_name=rx.cond(is_read, "opens is-read", "opens"),
                    on_click=SheetState.read_out(each.key),
                ),
                rx.cond(is_read, rx.el.tr(rx.el.td(each.sentence, col_span=columns + 1), class_name="read-out")),
            ),
        )

    return rx.el.section(
        rx.el.div(
            _name(table.name, table.href),
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
                rx.el.tbody(rx.foreach(table.rows, row)),
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
        custom_attrs={"data-rule": table.id},
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
