"""Cases that would have been decided otherwise, one of them open. Takes values, never states."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.rules_admin.simulation.rows import CaseCard, CaseLine, Why
from console.rules_admin.trial.rows import Option
from console.ui.i18n import t
from console.ui.parts import Text, icon, link, when


def figure(value: Text, label: Text, *, id: str, aside: Text = "") -> rx.Component:
    """A number to be read from afar, and what it counts."""
    return rx.el.div(
        rx.el.span(value, class_name="sim-value", id=id),
        rx.cond(rx.Var.create(aside) != "", rx.el.span(aside, class_name="meta")),
        rx.el.span(label, class_name="meta sim-label"),
        class_name="sim-figure",
    )


def case_list(
    cases: rx.Var[list[CaseLine]], opened: rx.Var[CaseCard], *, look: Any, more: Any, cursor: rx.Var[str], id: str
) -> rx.Component:
    """A page of cases and the way to the next."""

    def line(case: rx.Var[CaseLine]) -> rx.Component:
        is_open = opened.key == case.key
        return rx.el.li(
            rx.el.div(
                rx.el.button(
                    rx.cond(is_open, icon("chevron-down"), icon("chevron-right")),
                    rx.el.span(case.title, class_name="strong wrap"),
                    type="button",
                    class_name="case-open",
                    aria_expanded=rx.cond(is_open, "true", "false"),
                    on_click=look(case.key),
                ),
                when(case.when, case.exact, class_name="meta"),
                class_name="case-head",
            ),
            rx.cond(case.reason != "", rx.el.p(case.reason, class_name="meta wrap"), _sides(case)),
            rx.cond(is_open, _card(opened, case.href, f"{id}-open")),
            class_name="sim-case",
        )

    return rx.fragment(
        rx.el.ul(rx.foreach(cases, line), class_name="cases", id=id),
        rx.cond(
            cursor != "",
            rx.el.div(
                rx.el.button(t("Show more"), class_name="button", type="button", on_click=more), class_name="pager"
            ),
        ),
    )


def rule_choice(rules: rx.Var[list[Option]], chosen: rx.Var[str], narrow: Any) -> rx.Component:
    """Of thousands of cases, those that one rule is the reason of."""
    return rx.el.select(
        rx.el.option(t("Whatever rule says otherwise"), value=""),
        rx.foreach(rules, lambda each: rx.el.option(each.label, value=each.value)),
        value=chosen,
        on_change=narrow,
        class_name="field case-rule",
        id="case-rule",
        aria_label=t("Only where this rule says something else"),
    )


def _sides(case: rx.Var[CaseLine]) -> rx.Component:
    return rx.el.div(
        _side(t("Before"), case.before, "side-before"),
        icon("arrow-right"),
        _side(t("After"), case.after, "side-after"),
        class_name="case-sides",
    )


def _side(label: rx.Var[str], texts: rx.Var[list[str]], name: str) -> rx.Component:
    return rx.el.div(
        rx.el.span(label, class_name="meta"),
        rx.el.ul(rx.foreach(texts, _text)),
        class_name=name,
    )


def _card(card: rx.Var[CaseCard], href: rx.Var[str], id: str) -> rx.Component:
    return rx.el.div(
        rx.cond(
            href != "",
            link(icon("external-link", 13), t("Open it in the workspace"), to=href, class_name="button small plain"),
        ),
        rx.cond(
            card.facts.length() > 0,
            rx.fragment(
                rx.el.h3(t("The facts")),
                rx.el.ul(
                    rx.foreach(card.facts, lambda fact: rx.el.li(fact, class_name="wrap")), class_name="case-facts"
                ),
            ),
        ),
        rx.el.div(_because(card.before_by, card.before), _because(t("These rules"), card.after), class_name="sim-why"),
        class_name="case-opened",
        id=id,
    )


def _text(text: rx.Var[str]) -> rx.Component:
    return rx.el.li(text, class_name="wrap")


def _because(title: Text, fired: rx.Var[list[Why]]) -> rx.Component:
    return rx.el.div(
        rx.el.h3(title),
        rx.cond(
            fired.length() > 0,
            rx.el.ul(rx.foreach(fired, _why)),
            rx.el.p(t("No rule said anything."), class_name="meta"),
        ),
    )


def _why(why: rx.Var[Why]) -> rx.Component:
    return rx.el.li(
        rx.el.span(why.name, class_name="strong wrap"),
        rx.foreach(why.because, lambda text: rx.el.span(text, class_name="muted wrap")),
        rx.el.span(why.says, class_name="wrap"),
    )
