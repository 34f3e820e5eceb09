"""The screen at `/rules`: families on the left, rules in the middle, trying out and history on the right."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.rules_admin.changes.state import ChangesState
from console.rules_admin.changes.view import changes_link, changes_pane
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.drafts.view import checklist, draft_list
from console.rules_admin.editor.state import EditorState
from console.rules_admin.editor.view import editor_pane
from console.rules_admin.examples.view import examples_part, keep_as_example
from console.rules_admin.families.view import family_list
from console.rules_admin.files.view import replace_by_file, save_as_file, start_from_file
from console.rules_admin.findings.view import findings_part
from console.rules_admin.history.view import go_back_button, history_part
from console.rules_admin.real.view import real_part
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.sheet.view import list_part, rule_search, sheet_body, sheet_head
from console.rules_admin.simulation.state import SimulationState
from console.rules_admin.simulation.view import simulation_link, simulation_pane
from console.rules_admin.state import RulesScreen
from console.rules_admin.trial.view import trial_part
from console.ui.i18n import is_french, t
from console.ui.layout import screen
from console.ui.parts import bones, empty, icon, link, trouble
from domain.models.rules import FAMILIES as KEYS
from rules_engine.vocabulary.families import FAMILIES


def rules_page() -> rx.Component:
    listed = (SheetState.panel == "version") | ((SheetState.panel == "draft") & (EditorState.kind == ""))
    search = rx.cond(listed & ~RulesScreen.denied & ~SimulationState.shown & ~ChangesState.shown, rule_search())
    return screen(search=search, middle_of_bar=_tabs(), body=_panes(), commands=_commands())


def _tabs() -> rx.Component:
    return rx.el.nav(
        link(icon("arrow-left", 13), t("Workspace"), to="/", class_name="plain", id="to-workspace"),
        rx.cond(
            RulesScreen.denied,
            rx.fragment(),
            link(t("Rules"), to="/rules", class_name="plain", aria_current="page", id="tab-rules"),
        ),
        aria_label=t("Rules"),
    )


def _panes() -> rx.Component:
    return rx.el.main(
        rx.cond(
            RulesScreen.denied,
            empty("lock", t("This is not for you"), t("Ask an administrator if you need it."), fill=True),
            rx.fragment(_left(), _middle(), _right()),
        ),
        class_name="rules-panes",
    )


def _left() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            family_list(RulesScreen.families, RulesScreen.family),
            draft_list(may_draft=RulesScreen.may_draft),
            rx.cond(RulesScreen.may_draft, start_from_file(RulesScreen.family)),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
        class_name="pane rules-left",
        aria_label=t("Families of rules"),
    )


def _middle() -> rx.Component:
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
        findings_part(), sheet_body(), list_part(), class_name="pane-body", id="found", custom_attrs={"data-rows": ""}
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


def _right() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.match(
                SheetState.panel,
                (
                    "version",
                    rx.fragment(trial_part(above=real_part()), _history()),
                ),
                ("draft", _beside_a_draft()),
                _history(),
            ),
            class_name="pane-body",
        ),
        class_name="pane rules-right",
        aria_label=t("Try it and history"),
    )


def _history() -> rx.Component:
    return history_part(may_go_back=RulesScreen.may_publish)


def _beside_a_draft() -> rx.Component:
    may_write = DraftsState.chosen.can_write
    return rx.fragment(
        checklist(rx.cond(may_write, replace_by_file(RulesScreen.family)), above=_who_is_here()),
        examples_part(may_write=may_write),
        trial_part(rx.cond(may_write, keep_as_example()), above=real_part()),
    )


def _who_is_here() -> rx.Component:
    return rx.cond(
        RulesScreen.here.length() > 0,
        rx.el.p(
            icon("eye"),
            rx.el.span(RulesScreen.here.join(", "), class_name="strong"),
            " ",
            t("has this draft open as well."),
            class_name="remark flat",
            id="also-here",
            role="status",
        ),
    )


def _commands() -> list[dict[str, Any]]:
    group = t("Rules")
    found: list[dict[str, Any]] = [
        {
            "id": f"rules-{key}",
            "group": group,
            "label": t("Rules: {family}", family=family_label(key)),
            "href": f"/rules?family={key}",
        }
        for key in KEYS
    ]
    found += [
        {
            "id": "add-rule",
            "group": group,
            "label": t("Add a rule"),
            "keys": "A",
            "press": "#add-rule",
            "needs": "#add-rule",
        },
        {"id": "try-rules", "group": group, "label": t("Try it"), "focus": "#try-form .field", "needs": "#try-form"},
    ]
    return [*found, {"id": "workspace", "group": group, "label": t("Workspace"), "href": "/"}]


def family_label(key: str) -> rx.Var[str]:
    """A family's name in the language of the page."""
    label = FAMILIES[key].label
    return rx.cond(is_french, label.fr, label.en).to(str)
