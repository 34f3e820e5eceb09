"""The middle pane: rules as sentences, tables as tables."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.findings.view import signs
from console.rules_admin.sheet.rows import ListLine, RuleLine
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.sheet.table_view import part_name, table_part
from console.ui.browser_parts import SearchBox
from console.ui.i18n import is_french, t
from console.ui.parts import badge, cut, empty, icon, link, when

head = SheetState.head


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


def languages_turn() -> rx.Component:
    """Shows the rules of a draft in the other language too: it is published in both."""
    return rx.cond(
        (SheetState.panel == "draft") & (SheetState.rules.length() > 0),
        rx.el.button(
            icon("languages", 13),
            t("Both languages"),
            class_name="button quiet small languages-turn",
            type="button",
            id="both-languages",
            aria_pressed=rx.cond(SheetState.both, "true", "false"),
            on_click=SheetState.turn_languages,
        ),
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
            rx.foreach(SheetState.tables, table_part),
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
            part_name(rule.name, rule.href),
            rx.cond(rule.off, badge(t("switched off"), "hollow")),
            rx.cond(rule.priority != "", rx.el.span(rule.priority, class_name="meta")),
            rx.cond(rule.dates != "", rx.el.span(icon("calendar", 12), rule.dates, class_name="meta dated")),
            class_name="rule-head",
        ),
        rx.el.p(rule.sentence, class_name=rx.cond(rule.off, "sentence muted", "sentence")),
        rx.cond(
            (SheetState.panel == "draft") & SheetState.both,
            rx.el.p(rule.other, class_name="meta sentence", lang=_other_language()),
        ),
        _concluded(rule),
        rx.cond(rule.note != "", rx.el.p(rule.note, class_name="meta rule-note")),
        signs(rule.findings),
        class_name="rule",
        id=f"rule-{rule.id}",
        tab_index=-1,
        custom_attrs={"data-rule": rule.id},
    )


def _concluded(rule: rx.Var[RuleLine]) -> rx.Component:
    """Which rules conclude the facts that it looks at, and the way to each."""
    return rx.foreach(
        rule.concluded,
        lambda fact: rx.el.p(
            t("{fact}: concluded by", fact=fact.label),
            rx.foreach(
                fact.by,
                lambda by: rx.el.button(
                    by.name,
                    class_name="button quiet small",
                    type="button",
                    custom_attrs={"data-shows": f"rule-{by.id}"},
                ),
            ),
            class_name="meta concluded",
        ),
    )


def _other_language() -> rx.Var[str]:
    return rx.cond(is_french, "en", "fr").to(str)
