"""The screen at `/rules`: families on the left, rules in the middle, trying out and history on the right."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.beside import right_pane
from console.rules_admin.changes.state import ChangesState
from console.rules_admin.commands import rules_commands
from console.rules_admin.drafts.view import draft_list
from console.rules_admin.editor.state import EditorState
from console.rules_admin.families.view import family_list
from console.rules_admin.files.view import start_from_file
from console.rules_admin.middle import middle_pane
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.sheet.view import rule_search
from console.rules_admin.simulation.state import SimulationState
from console.rules_admin.state import RulesScreen
from console.ui.i18n import t
from console.ui.layout import screen
from console.ui.parts import empty, icon, link


def rules_page() -> rx.Component:
    listed = (SheetState.panel == "version") | ((SheetState.panel == "draft") & (EditorState.kind == ""))
    search = rx.cond(listed & ~RulesScreen.denied & ~SimulationState.shown & ~ChangesState.shown, rule_search())
    return screen(search=search, middle_of_bar=_tabs(), body=_panes(), commands=rules_commands())


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
            rx.fragment(_left(), middle_pane(), right_pane()),
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
