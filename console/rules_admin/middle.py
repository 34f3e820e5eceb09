"""The middle pane: the rules of a version or a draft, or what was asked for in their place."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.changes.state import ChangesState
from console.rules_admin.changes.view import changes_link, changes_pane
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.editor.state import EditorState
from console.rules_admin.editor.view import editor_pane
from console.rules_admin.files.view import save_as_file
from console.rules_admin.findings.view import findings_part
from console.rules_admin.history.view import go_back_button
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.sheet.view import languages_turn, list_part, sheet_body, sheet_head
from console.rules_admin.simulation.state import SimulationState
from console.rules_admin.simulation.view import simulation_link, simulation_pane
from console.rules_admin.state import RulesScreen
from console.ui.i18n import t
from console.ui.parts import bones, empty, icon, link, trouble


def middle_pane() -> rx.Component:
    return rx.el.section(
        rx.cond(
            RulesScreen.failed,
            trouble(t("The rules could not be read."), RulesScreen.again),
            rx.match(
                SheetState.panel,
                ("draft", _or_what_is_asked_for(_draft())),
                ("version", _or_what_is_asked_for(_version())),
                ("none", _none()),
                ("missing", _missing()),
                bones(*["70%", "100%"] * 5, height="18px"),
            ),
        ),
        class_name="pane pane-middle rules-middle",
        aria_label=t("Rules"),
    )


def _or_what_is_asked_for(rules: rx.Component) -> rx.Component:
    return rx.cond(SimulationState.shown, simulation_pane(), rx.cond(ChangesState.shown, changes_pane(), rules))


def _version() -> rx.Component:
    return rx.fragment(
        sheet_head(
            save_as_file(RulesScreen.family),
            changes_link(),
            simulation_link(),
            rx.cond(RulesScreen.may_publish & ~SheetState.head.live, go_back_button()),
        ),
        _rules(),
    )


def _rules() -> rx.Component:
    return rx.el.div(
        findings_part(),
        languages_turn(),
        sheet_body(),
        list_part(),
        class_name="pane-body",
        id="found",
        custom_attrs={"data-rows": ""},
    )


def _draft() -> rx.Component:
    """The draft's rules, or the one of them that is being written."""
    return rx.match(
        EditorState.kind,
        ("rules", editor_pane()),
        ("tables", editor_pane()),
        ("lists", editor_pane()),
        ("calendars", editor_pane()),
        ("missing", _missing()),
        rx.fragment(
            sheet_head(
                save_as_file(RulesScreen.family),
                simulation_link(),
                rx.cond(
                    DraftsState.chosen.can_write,
                    rx.fragment(
                        link(
                            icon("table"),
                            t("Add a table"),
                            to=DraftsState.chosen.add_table_href,
                            class_name="button plain",
                            id="add-table",
                        ),
                        link(
                            icon("plus"),
                            t("Add a rule"),
                            to=DraftsState.chosen.add_href,
                            class_name="button plain",
                            id="add-rule",
                            title="A",
                            custom_attrs={"data-key": "a"},
                        ),
                    ),
                ),
            ),
            _rules(),
        ),
    )


def _missing() -> rx.Component:
    return empty("search-x", t("There is nothing here"), t("The link may be old."), fill=True)


def _none() -> rx.Component:
    return rx.el.div(
        empty(
            "scale",
            t("No version yet"),
            t("Until one is published, what is built in decides: cautious limits, and every case in one queue."),
            rx.cond(RulesScreen.may_draft, t("Start a draft on the left, have it reviewed, and publish it."), ""),
        ),
        class_name="pane-body",
    )
