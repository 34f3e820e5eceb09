"""The right pane: trying out, examples and history."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.drafts.view import checklist
from console.rules_admin.examples.view import examples_part, keep_as_example
from console.rules_admin.files.view import replace_by_file
from console.rules_admin.history.view import history_part
from console.rules_admin.real.view import real_part
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.state import RulesScreen
from console.rules_admin.trial.view import trial_part
from console.ui.i18n import t
from console.ui.parts import icon


def right_pane() -> rx.Component:
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
