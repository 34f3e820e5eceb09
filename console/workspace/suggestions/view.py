"""The strip between what was said and the box: actions that would do it, and the steps to take."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon, link
from console.workspace.suggestions.rows import Card, StepLine, Told
from console.workspace.suggestions.state import SuggestionsState


def suggestion_strip() -> rx.Component:
    """Nothing at all where nothing is sure."""
    return rx.cond(
        (SuggestionsState.cards.length() + SuggestionsState.told.length() + SuggestionsState.steps.length()) > 0,
        rx.el.section(
            rx.foreach(SuggestionsState.told, _told),
            rx.el.div(
                icon("lightbulb", 14),
                rx.foreach(SuggestionsState.cards, _card),
                rx.cond(
                    (SuggestionsState.cards.length() + SuggestionsState.told.length()) == 0,
                    rx.el.span(t("No action is sure yet. What to do step by step:"), class_name="meta"),
                ),
                rx.cond(
                    SuggestionsState.steps.length() > 0,
                    rx.el.button(
                        icon("list-checks", 13),
                        t("Steps"),
                        type="button",
                        class_name="button small quiet row-end",
                        id="suggested-steps",
                        aria_expanded=rx.cond(SuggestionsState.unfolded, "true", "false"),
                        on_click=SuggestionsState.unfold,
                    ),
                ),
                class_name="suggest-line",
            ),
            rx.cond(
                SuggestionsState.unfolded,
                rx.el.ol(rx.foreach(SuggestionsState.steps, _step), class_name="suggest-steps"),
            ),
            class_name="suggest",
            aria_label=t("Suggested"),
        ),
    )


def _card(card: rx.Var[Card]) -> rx.Component:
    return rx.el.span(
        rx.el.button(
            rx.el.span(card.label, class_name="suggest-label"),
            rx.el.span(card.of, class_name="meta num"),
            rx.el.span(card.sure, class_name="meta num", title=t("How sure this is")),
            type="button",
            class_name="button small suggest-open",
            title=card.label,
            on_click=SuggestionsState.open(card.key),
        ),
        _not_this(SuggestionsState.dismiss(card.key)),
        class_name="suggest-card",
        custom_attrs={"data-suggested": card.key},
    )


def _told(told: rx.Var[Told], place: rx.Var[int]) -> rx.Component:
    """Where the order is, and an answer that says so: the page puts it into the box, nobody sends it but the agent."""
    return rx.el.div(
        icon("package-search", 14),
        rx.el.span(
            link(told.number, to=told.href, class_name="plain num strong"),
            " ",
            told.facts,
            class_name=rx.cond(told.late, "suggest-where late", "suggest-where"),
        ),
        rx.el.span(told.sure, class_name="meta num", title=t("How sure this is")),
        rx.cond(told.answer != "", _ready(told, place)),
        _not_this(SuggestionsState.dismiss_answer(told.key)),
        class_name="suggest-told",
        custom_attrs={"data-suggested": told.key},
    )


def _not_this(on_click: Any) -> rx.Component:
    return rx.el.button(
        icon("x", 12),
        type="button",
        class_name="button small quiet icon",
        aria_label=t("Not this"),
        title=t("Not this"),
        on_click=on_click,
    )


def _ready(told: rx.Var[Told], place: rx.Var[int]) -> rx.Component:
    return rx.el.button(
        icon("reply", 13),
        t("Answer with this"),
        rx.cond(place == 0, rx.el.kbd("W", aria_hidden="true")),
        type="button",
        class_name="button small",
        title=told.answer,
        on_click=SuggestionsState.answer(told.key),
        custom_attrs={"data-answer": told.answer, "data-key": rx.cond(place == 0, "w", "")},
    )


def _step(step: rx.Var[StepLine]) -> rx.Component:
    return rx.el.li(
        step.text,
        rx.cond(
            step.href != "",
            rx.fragment(" ", link(t("Open"), to=step.href, class_name="plain")),
        ),
    )
