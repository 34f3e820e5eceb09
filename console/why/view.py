"""A button that asks why, and the answer below it."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.rules_admin.trial.rows import FiredLine, NotFiredLine, SaidLine
from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import icon
from console.why.rows import WhyBlock
from console.why.state import Why

Text = str | rx.Var[str]


def why_button(kind: Text, subject: Text, label: Text) -> rx.Component:
    """`label` says the whole question, for whoever does not see what it stands beside."""
    return rx.cond(
        Desk.may_read_rules,
        rx.el.button(
            t("Why?"),
            type="button",
            class_name="button small quiet why-button",
            aria_label=label,
            aria_expanded=rx.cond(_is_open(kind, subject), "true", "false"),
            on_click=Why.explain(kind, subject),
        ),
    )


def why_part(kind: Text, subject: Text) -> rx.Component:
    """The answer, while it is open."""
    return rx.cond(
        _is_open(kind, subject),
        rx.el.div(
            rx.cond(
                Why.blocks.length() > 0,
                rx.foreach(Why.blocks, _block),
                rx.el.p(t("No rule was asked about this."), class_name="meta"),
            ),
            class_name="why",
            aria_live="polite",
        ),
    )


def _is_open(kind: Text, subject: Text) -> Any:
    return Why.of == rx.Var.create(f"{kind}:{subject}")


def _block(block: rx.Var[WhyBlock]) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.span(block.source, class_name="strong"), rx.el.span(block.how, class_name="meta")),
        rx.cond(block.note != "", rx.el.p(block.note, class_name="why-note")),
        rx.cond(block.says.length() > 0, rx.el.ul(rx.foreach(block.says, _said), class_name="why-says")),
        rx.el.ul(rx.foreach(block.fired, _fired), class_name="why-fired"),
        rx.cond(
            block.others.length() > 0,
            rx.el.details(
                rx.el.summary(t("Why not the others")),
                rx.el.ul(rx.foreach(block.others, _other), class_name="why-others"),
                rx.cond(block.more > 0, rx.el.p(t("{count} more", count=block.more), class_name="meta")),
            ),
        ),
        class_name="why-block",
        key=block.id,
    )


def _said(line: rx.Var[SaidLine]) -> rx.Component:
    return rx.el.li(icon("arrow-right", 12), rx.el.span(line.text, class_name="wrap"))


def _fired(line: rx.Var[FiredLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(icon("check", 12), rx.el.span(line.name, class_name="wrap"), class_name="why-name"),
        rx.foreach(line.because, lambda text: rx.el.span(text, class_name="meta wrap")),
    )


def _other(line: rx.Var[NotFiredLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.name, class_name="wrap"),
        rx.el.span(line.reason, rx.cond(line.actual != "", rx.el.span(" – ", line.actual)), class_name="meta wrap"),
    )
