"""Differences: each rule before and after with what changed marked, and the same as a file."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.changes.rows import Bit, Choice, DetailLine, FileLine, OtherLine, PartLine, RowLine
from console.rules_admin.changes.state import ChangesState
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.sheet.table_view import WIDE
from console.ui.i18n import t
from console.ui.parts import badge, empty, icon, link


def changes_link() -> rx.Component:
    """From the rules to what they say otherwise than before."""
    return link(
        icon("git-compare"),
        t("What changed"),
        to=rx.Var.create(f"{ChangesState.back}&see=changes"),
        class_name="button plain",
        id="to-changes",
    )


def changes_summary() -> rx.Component:
    """Beside a draft: what it changes, in a few words, and the way to read it."""
    return rx.cond(
        ChangesState.there,
        rx.el.p(
            icon("git-compare"),
            rx.cond(
                ChangesState.summary != "",
                link(ChangesState.summary, to=rx.Var.create(f"{ChangesState.back}&see=changes"), id="changes-summary"),
                rx.el.span(t("It says what the live version says."), class_name="meta", id="changes-summary"),
            ),
            class_name="remark flat changes-summary",
        ),
    )


def changes_pane() -> rx.Component:
    """The middle of the screen while the address asks for it."""
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                rx.el.h1(t("What changed"), class_name="strong"),
                rx.el.div(
                    rx.cond(
                        SheetState.head.number != "",
                        t("Version {number}", number=SheetState.head.number),
                        SheetState.head.title,
                    ),
                    class_name="meta sheet-by",
                ),
                class_name="sheet-what",
            ),
            rx.el.div(
                _chooser(),
                link(icon("arrow-left"), t("The rules"), to=ChangesState.back, class_name="button plain"),
                class_name="sheet-actions",
            ),
            class_name="pane-head sheet-head",
        ),
        rx.el.div(
            rx.cond(
                ChangesState.there,
                _found(),
                empty("search-x", t("There is nothing here"), t("The link may be old."), fill=True),
            ),
            class_name="pane-body",
            id="changes",
        ),
    )


def _chooser() -> rx.Component:
    def option(choice: rx.Var[Choice]) -> rx.Component:
        return rx.el.option(choice.label, value=choice.value)

    return rx.cond(
        ChangesState.choices.length() > 0,
        rx.el.label(
            rx.el.span(t("Compared with"), class_name="meta"),
            rx.el.select(
                rx.cond(ChangesState.against == "", rx.el.option(t("nothing"), value="")),
                rx.foreach(ChangesState.choices, option),
                id="against",
                class_name="field",
                value=ChangesState.against,
                on_change=ChangesState.compare_with,
            ),
            class_name="against",
        ),
    )


def _found() -> rx.Component:
    return rx.fragment(
        rx.cond(
            ChangesState.summary != "",
            rx.el.p(ChangesState.summary, class_name="meta changes-sum"),
            empty("equal", t("Nothing differs"), t("Both say the same.")),
        ),
        rx.el.ol(rx.foreach(ChangesState.parts, _part), class_name="rules", aria_label=t("Rules and tables")),
        rx.cond(
            ChangesState.left_out > 0,
            rx.el.p(t("{count} more; the file below has them all.", count=ChangesState.left_out), class_name="rule"),
        ),
        rx.cond(
            ChangesState.others.length() > 0,
            rx.el.ul(
                rx.foreach(ChangesState.others, _other),
                class_name="rules",
                aria_label=t("Lists, calendars and examples"),
            ),
        ),
        rx.cond(ChangesState.file.length() > 0, _file()),
    )


def _part(part: rx.Var[PartLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h2(part.name, class_name="rule-name"),
            badge(part.state, part.tone),
            rx.cond(part.moved != "", rx.el.span(part.moved, class_name="meta")),
            class_name="rule-head",
        ),
        rx.cond(part.before.length() > 0, _sentence(part.before, "before", t("Before"))),
        rx.cond(part.after.length() > 0, _sentence(part.after, "after", t("After"))),
        rx.cond(
            part.details.length() > 0, rx.el.dl(rx.foreach(part.details, _detail), class_name="named-lists changed")
        ),
        rx.cond(part.rows.length() > 0, _rows(part)),
        class_name="rule",
        custom_attrs={"data-changed": part.key, "data-change": part.change},
    )


def _sentence(bits: rx.Var[list[Bit]], side: str, label: rx.Var[str]) -> rx.Component:
    return rx.el.p(
        rx.el.span(label, ": ", class_name="unseen"),
        rx.foreach(bits, lambda bit: _bit(bit, side)),
        class_name=f"sentence side-{side}",
    )


def _bit(bit: rx.Var[Bit], side: str) -> rx.Component:
    marked = rx.el.del_(bit.text) if side == "before" else rx.el.ins(bit.text)
    return rx.cond(bit.marked, marked, rx.el.span(bit.text))


def _detail(line: rx.Var[DetailLine]) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.label, class_name="meta"),
        rx.el.dd(
            rx.cond(line.before != "", rx.el.del_(line.before), rx.el.span("–", class_name="meta")),
            " → ",
            rx.cond(line.after != "", rx.el.ins(line.after), rx.el.span("–", class_name="meta")),
            class_name="wrap",
        ),
    )


def _rows(part: rx.Var[PartLine]) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("#", scope="col", class_name="num"),
                        rx.foreach(part.columns, lambda label: rx.el.th(label, scope="col")),
                    )
                ),
                rx.el.tbody(rx.foreach(part.rows, _row)),
                class_name=rx.cond(part.columns.length() > WIDE, "grid changes-grid dense", "grid changes-grid"),
            ),
            class_name="grid-scroll",
            tab_index=0,
            role="region",
            aria_label=part.name,
        ),
        rx.cond(part.more != "", rx.el.p(part.more, class_name="meta")),
    )


def _row(row: rx.Var[RowLine]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.match(
                row.side,
                ("before", rx.el.span("−", aria_label=t("Before"))),
                ("after", rx.el.span("+", aria_label=t("After"))),
                rx.el.span("↕", aria_label=t("moved")),
            ),
            " ",
            row.number,
            class_name="num",
        ),
        rx.foreach(
            row.cells,
            lambda cell: rx.el.td(
                rx.cond(cell.text != "", cell.text, rx.el.span("–", class_name="meta")),
                custom_attrs={"data-marked": rx.cond(cell.marked, "yes", "no")},
            ),
        ),
        title=row.what,
        custom_attrs={"data-side": row.side},
    )


def _other(line: rx.Var[OtherLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(rx.el.h2(line.name, class_name="rule-name"), badge(line.state, line.tone), class_name="rule-head"),
        rx.cond(line.removed != "", rx.el.p(rx.el.span("− "), line.removed, class_name="sentence side-before")),
        rx.cond(line.added != "", rx.el.p(rx.el.span("+ "), line.added, class_name="sentence side-after")),
        class_name="rule",
    )


def _file() -> rx.Component:
    def line(each: rx.Var[FileLine]) -> rx.Component:
        return rx.el.span(each.text, "\n", custom_attrs={"data-side": each.side})

    return rx.el.details(
        rx.el.summary(t("As a file (YAML)"), id="changes-as-file"),
        rx.el.pre(rx.foreach(ChangesState.file, line), class_name="file-diff", tab_index=0),
        class_name="rule",
    )
