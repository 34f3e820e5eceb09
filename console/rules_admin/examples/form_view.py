"""The form of an example, below it in the list."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.examples.form_state import ExampleForm
from console.rules_admin.examples.rows import Tick
from console.rules_admin.trial.view import fact_field
from console.ui.i18n import t


def example_form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(t("What it shows"), html_for="example-form-name"),
            rx.el.input(
                id="example-form-name",
                name="name",
                class_name="field",
                max_length=200,
                auto_complete="off",
                default_value=ExampleForm.name,
            ),
            class_name="try-field",
        ),
        rx.foreach(ExampleForm.fields, lambda field: fact_field(field, "example", rx.Var.create(False))),
        rx.el.h3(t("What is expected")),
        rx.foreach(ExampleForm.ticks, _tick),
        rx.el.label(
            rx.el.input(type="checkbox", name="as-said"),
            rx.el.span(t("Whatever the rules say to these facts now")),
            class_name="tick",
        ),
        rx.cond(ExampleForm.wrong != "", rx.el.p(ExampleForm.wrong, class_name="wrong", role="alert")),
        rx.el.div(
            rx.el.button(t("Cancel"), class_name="button", type="button", on_click=ExampleForm.open(ExampleForm.name)),
            rx.el.button(t("Keep"), class_name="button primary", type="submit", id="keep-changed-example"),
            class_name="form-foot",
        ),
        on_submit=ExampleForm.save,
        class_name="example-form keep-example",
        key=ExampleForm.name,
    )


def _tick(tick: rx.Var[Tick]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=tick.key, default_checked=tick.chosen),
        rx.el.span(tick.text, class_name="wrap"),
        class_name="tick",
    )
