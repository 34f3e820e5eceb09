"""Findings: in sum above the rules, and each at the rule that it is about."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Final

import reflex as rx

from console.rules_admin.changes.state import ChangesState
from console.rules_admin.findings.rows import FindingLine
from console.rules_admin.findings.state import FindingsState
from console.ui.i18n import t
from console.ui.parts import icon

FIRST: Final = 5


def findings_part() -> rx.Component:
    """Above the rules: what was found in them, or that nothing was."""
    return rx.match(
        FindingsState.stage,
        (
            "waiting",
            rx.el.p(
                icon("loader-circle"),
                t("The rules are being looked through …"),
                class_name="findings meta",
                on_mount=FindingsState.look,
                role="status",
            ),
        ),
        ("found", _found()),
        rx.fragment(),
    )


def signs(lines: rx.Var[list[FindingLine]]) -> rx.Component:
    """At a rule or a table: what was found about it."""
    return rx.cond(
        lines.length() > 0,
        rx.el.ul(rx.foreach(lines, lambda line: _finding(line, named=False)), class_name="signs"),
    )


def _found() -> rx.Component:
    warnings, notes = FindingsState.warnings, FindingsState.notes
    return rx.el.section(
        rx.cond(
            warnings.length() > 0,
            rx.el.details(
                rx.el.summary(
                    icon("triangle-alert", class_name="amber"), t("{count} to look at", count=warnings.length())
                ),
                _list(warnings, "warnings"),
                open=True,
            ),
            rx.el.p(
                icon("circle-check", class_name="green"),
                t("No rule is idle, there twice, or contradicts another."),
                id="nothing-found",
                class_name="finding-head",
            ),
        ),
        rx.cond(notes.length() > 0, _notes(notes)),
        rx.cond(
            FindingsState.left_out > 0, rx.el.p(t("{count} more", count=FindingsState.left_out), class_name="meta")
        ),
        rx.cond(
            FindingsState.undecided > 0,
            rx.el.p(
                t("Not decided: {count}. Nothing is said about these.", count=FindingsState.undecided),
                class_name="meta",
                id="undecided",
            ),
        ),
        class_name="findings",
        id="findings",
        aria_label=t("What was found in the rules"),
    )


def _notes(notes: rx.Var[list[FindingLine]]) -> rx.Component:
    """Counted once something was changed; of rules as they are live they only stand there for who asks."""
    return rx.el.details(
        rx.cond(
            ChangesState.summary != "",
            rx.el.summary(icon("info"), t("Hints, often meant so: {count}", count=notes.length())),
            rx.el.summary(t("Overlaps and gaps"), class_name="meta", id="quiet-notes"),
        ),
        _list(notes, "notes"),
    )


def _list(lines: rx.Var[list[FindingLine]], id: str) -> rx.Component:
    """The first few, the others for who asks: the rules stand below."""

    def part(some: rx.Var[list[FindingLine]], id: str) -> rx.Component:
        return rx.el.ul(rx.foreach(some, lambda line: _finding(line, named=True)), id=id)

    return rx.fragment(
        part(lines[:FIRST], id),
        rx.cond(
            lines.length() > FIRST,
            rx.el.details(
                rx.el.summary(t("{count} more", count=lines.length() - FIRST)), part(lines[FIRST:], f"more-{id}")
            ),
        ),
    )


def _finding(line: rx.Var[FindingLine], *, named: bool) -> rx.Component:
    """One finding with its facts. `named`: it says which rule it is about."""
    where = rx.cond(line.where != "", rx.el.span(line.where, class_name="strong wrap"))
    mark = rx.cond(line.note, icon("info", 14), icon("triangle-alert", 14, class_name="amber"))
    return rx.el.li(
        rx.fragment() if named else mark,
        rx.el.div(
            where,
            rx.el.span(line.text, class_name="wrap"),
            rx.el.span(t("For example: {facts}", facts=line.facts), class_name="meta wrap"),
            class_name="finding-text",
        ),
        rx.el.button(
            icon("flask-conical", 13),
            t("Try these facts"),
            class_name="button small",
            type="button",
            on_click=FindingsState.attempt(line.number),
        ),
        class_name="finding",
    )
