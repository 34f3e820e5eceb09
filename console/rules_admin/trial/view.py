"""Try it: facts typed by name, what counts, what fired, and why the others did not."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.rules_admin.trial.rows import FactField, FiredLine, NotFiredLine, Option, SaidLine
from console.rules_admin.trial.state import TrialState
from console.ui.browser_parts import IntoView
from console.ui.i18n import t
from console.ui.parts import icon


def trial_part(*more: rx.Component, above: rx.Component) -> rx.Component:
    """`above` stands before the form, `more` below the answer."""
    return rx.el.section(
        rx.el.h2(t("Try it"), class_name="part-title"),
        above,
        rx.cond(
            TrialState.fields.length() > 0,
            rx.el.form(
                rx.foreach(TrialState.fields, lambda field: fact_field(field, "fact", _is_wrong(field))),
                rx.el.div(
                    rx.el.button(icon("flask-conical"), t("Try it"), class_name="button", type="submit", id="try"),
                    rx.el.button(t("Clear"), class_name="button", type="button", on_click=TrialState.clear),
                    class_name="form-foot try-foot",
                ),
                on_submit=TrialState.attempt,
                class_name="try-form",
                id="try-form",
                key=TrialState.filled,  # begun anew with what is filled in
            ),
            rx.el.p(t("These rules read no facts: they always say the same."), class_name="meta"),
        ),
        rx.cond((TrialState.wrong != ""), _wrong_anywhere()),
        rx.cond(TrialState.tried, rx.fragment(_answer(), *more)),
        IntoView.create(counted=TrialState.asked, targets="#answer, #try-wrong"),
        class_name="side-part",
    )


def _wrong_anywhere() -> rx.Component:
    return rx.el.p(TrialState.wrong, class_name="wrong", role="alert", id="try-wrong", tab_index=-1)


def _is_wrong(field: rx.Var[FactField]) -> rx.Var[bool]:
    return (TrialState.wrong != "") & (TrialState.wrong_at == field.key)


def fact_field(field: rx.Var[FactField], prefix: str, wrong: rx.Var[bool]) -> rx.Component:
    """A fact to be typed, with its label; `prefix` keeps the ids of several forms apart."""
    id, values = rx.Var.create(f"{prefix}-{field.key}"), rx.Var.create(f"{prefix}-values-{field.key}")
    shared: dict[str, Any] = {
        "id": id,
        "name": field.key,
        "class_name": "field",
        "title": field.help,
        "aria_invalid": rx.cond(wrong, "true", "false"),
        "default_value": field.value,
    }
    return rx.el.div(
        rx.el.label(field.label, html_for=id, title=field.help),
        rx.match(
            field.kind,
            ("choice", rx.el.select(rx.el.option("–", value=""), rx.foreach(field.options, _option), **shared)),
            (
                "flag",
                rx.el.select(
                    rx.el.option("–", value=""),
                    rx.el.option(t("yes"), value="yes"),
                    rx.el.option(t("no"), value="no"),
                    **shared,
                ),
            ),
            ("instant", rx.el.input(type="datetime-local", **shared)),
            rx.fragment(
                rx.el.input(
                    type="text",
                    placeholder=field.hint,
                    auto_complete="off",
                    max_length=900,
                    list=values,
                    **shared,
                ),
                rx.el.datalist(rx.foreach(field.options, _option), id=values),
            ),
        ),
        class_name="try-field",
    )


def _option(option: rx.Var[Option]) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _answer() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("What counts")),
        rx.cond(
            TrialState.effects.length() > 0,
            rx.el.ul(rx.foreach(TrialState.effects, _said), class_name="said"),
            rx.el.p(t("Nothing: no rule says anything to these facts."), class_name="muted"),
        ),
        rx.cond(
            TrialState.overruled.length() > 0,
            rx.fragment(
                rx.el.h3(t("Overruled by an earlier rule")),
                rx.el.ul(rx.foreach(TrialState.overruled, _said), class_name="said overruled"),
            ),
        ),
        rx.cond(
            TrialState.fired.length() > 0,
            rx.fragment(rx.el.h3(t("Because")), rx.el.ul(rx.foreach(TrialState.fired, _fired), class_name="fired")),
        ),
        rx.cond(
            TrialState.not_fired.length() > 0,
            rx.fragment(
                rx.el.h3(t("Why not the others")),
                rx.el.ul(rx.foreach(TrialState.not_fired, _not_fired), class_name="not-fired", id="why-not"),
                rx.cond(
                    TrialState.not_shown > 0, rx.el.p(t("{count} more", count=TrialState.not_shown), class_name="meta")
                ),
            ),
        ),
        class_name="answer",
        id="answer",
        tab_index=-1,
        aria_live="polite",
    )


def _said(line: rx.Var[SaidLine]) -> rx.Component:
    return rx.el.li(rx.el.span(line.text, class_name="strong wrap"), rx.el.span(line.by, class_name="meta wrap"))


def _fired(line: rx.Var[FiredLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(icon("check", 13), rx.el.span(line.name, class_name="strong wrap"), class_name="fired-name"),
        rx.foreach(line.because, lambda text: rx.el.span(text, class_name="muted wrap")),
    )


def _not_fired(line: rx.Var[NotFiredLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.name, class_name="wrap"),
        rx.el.span(
            line.reason,
            rx.cond(line.actual != "", rx.el.span(" – ", line.actual, class_name="actual")),
            class_name="meta wrap",
        ),
    )
