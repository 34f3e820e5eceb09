"""The examples of a draft, and keeping what was tried out as one more."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import confirmation
from console.rules_admin.examples.form_state import ExampleForm
from console.rules_admin.examples.form_view import example_form
from console.rules_admin.examples.rows import ExampleLine
from console.rules_admin.examples.state import ExamplesState
from console.rules_admin.trial.rows import SaidLine
from console.rules_admin.trial.state import TrialState
from console.ui.i18n import t
from console.ui.parts import badge, icon, link


def examples_part(*, may_write: rx.Var[bool]) -> rx.Component:
    def line(example: rx.Var[ExampleLine]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(example.title, class_name="strong wrap"),
                rx.cond(example.passed, badge(t("passes"), "green"), badge(t("fails"), "red")),
                rx.cond(may_write, rx.fragment(_edit(example), _remove(example))),
                class_name="example-head",
            ),
            rx.el.span(example.facts, class_name="meta wrap"),
            rx.cond(
                example.passed,
                rx.foreach(example.expected, lambda text: rx.el.span("→ ", text, class_name="muted wrap")),
                rx.fragment(_why(example), rx.cond(may_write, _ways_on(example))),
            ),
            rx.cond(ExampleForm.name == example.name, example_form()),
            id=example.key,
            tab_index=-1,
            custom_attrs={"data-passed": rx.cond(example.passed, "yes", "no")},
        )

    return rx.el.section(
        rx.el.h2(t("Examples"), class_name="part-title"),
        rx.cond(
            ExamplesState.lines.length() > 0,
            rx.el.ul(rx.foreach(ExamplesState.lines, line), class_name="examples", id="examples"),
            rx.el.p(t("None yet. Try something out below and keep it as an example."), class_name="meta"),
        ),
        _sure(),
        class_name="side-part",
    )


def _why(example: rx.Var[ExampleLine]) -> rx.Component:
    """Why it fails."""
    return rx.fragment(
        rx.foreach(
            example.missing, lambda text: rx.el.span(t("Missing: {effect}", effect=text), class_name="wrong wrap")
        ),
        rx.foreach(
            example.unwanted, lambda text: rx.el.span(t("Must not be: {effect}", effect=text), class_name="wrong wrap")
        ),
        rx.el.span(t("Came instead: {effects}", effects=example.got), class_name="wrap"),
    )


def _ways_on(example: rx.Var[ExampleLine]) -> rx.Component:
    """Either what was expected was wrong, or the rule is."""
    return rx.el.div(
        rx.el.button(
            t("Accept the new result"),
            class_name="button small",
            type="button",
            aria_describedby=example.key,
            title=t("The example then expects what the rules say to its facts now."),
            on_click=ExamplesState.accept(example.name),
        ),
        rx.cond(
            example.rule_href != "",
            link(icon("pencil", 12), t("Open the rule"), to=example.rule_href, class_name="button small plain"),
        ),
        class_name="example-ways",
    )


def _edit(example: rx.Var[ExampleLine]) -> rx.Component:
    return rx.el.button(
        icon("pencil", 13),
        class_name="button quiet icon small",
        type="button",
        aria_label=t("Change the example “{name}”", name=example.title),
        aria_expanded=rx.cond(ExampleForm.name == example.name, "true", "false"),
        title=t("Change"),
        on_click=ExampleForm.open(example.name),
    )


def _remove(example: rx.Var[ExampleLine]) -> rx.Component:
    return rx.el.button(
        icon("x", 13),
        class_name="button quiet icon small",
        type="button",
        aria_label=t("Remove the example “{name}”", name=example.title),
        title=t("Remove"),
        on_click=ExamplesState.ask_about(example.name),
        custom_attrs={"data-opens": "drop-example"},
    )


def _sure() -> rx.Component:
    return confirmation(
        "drop-example",
        title=t("Take the example “{name}” out?", name=ExamplesState.asked_title),
        says=t("The draft is no longer held against it. This cannot be undone."),
        does=t("Take it out"),
        on_click=ExamplesState.drop,
    )


def keep_as_example() -> rx.Component:
    return rx.el.form(
        rx.el.h3(t("Keep as an example")),
        rx.foreach(TrialState.effects, _expected),
        rx.el.div(
            rx.el.input(
                id="example-name",
                name="name",
                class_name="field",
                placeholder=t("What it shows"),
                aria_label=t("What it shows"),
                max_length=200,
                auto_complete="off",
            ),
            rx.el.button(t("Keep"), class_name="button", type="submit", id="keep-example"),
            class_name="with-button",
        ),
        rx.cond(ExamplesState.wrong != "", rx.el.span(ExamplesState.wrong, class_name="wrong", role="alert")),
        on_submit=ExamplesState.add,
        class_name="keep-example",
        reset_on_submit=True,
    )


def _expected(said: rx.Var[SaidLine]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=said.key, default_checked=True), rx.el.span(said.text), class_name="tick"
    )
