"""The form that is open below the head of a conversation."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import cut
from console.workspace.conversation.deeds import Deeds
from console.workspace.conversation.present import WRAP_UP_WORDS
from console.workspace.conversation.rows import Choice
from console.workspace.inbox.state import InboxState

_SPANS = {"1h": t("1 hour"), "4h": t("4 hours"), "tomorrow": t("Tomorrow at 9"), "monday": t("Monday at 9")}


def deed_form() -> rx.Component:
    """Transfer, snooze, merge, close, split, or a macro before it runs; nothing while none is open."""
    return rx.match(
        Deeds.panel,
        ("transfer", _form(t("Transfer"), _transfer(), on_submit=Deeds.transfer, does=t("Hand over"))),
        ("snooze", _box(t("Put aside"), _snooze())),
        ("merge", _box(t("Merge into another conversation"), _merge())),
        ("close", _form(t("Wrap up"), _close(), on_submit=Deeds.close, does=t("Close the case"))),
        ("split", _form(t("Split here"), _split(), on_submit=Deeds.split, does=t("Make it a conversation of its own"))),
        ("macro", _box(Deeds.macro, _macro())),
        rx.fragment(),
    )


def _box(title: rx.Var[str], *parts: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h3(title), _cancel("×", label=t("Close the form"))),
        *parts,
        _problem(),
        class_name="talk-form",
        aria_label=title,
        custom_attrs={"data-panel": "talk-" + Deeds.panel},  # what opened it has the focus again
    )


def _form(title: rx.Var[str], *parts: rx.Component, on_submit: Any, does: rx.Var[str]) -> rx.Component:
    return rx.el.form(
        rx.el.h3(title),
        *parts,
        _problem(),
        rx.el.div(
            _cancel(t("Cancel")),
            rx.el.button(does, type="submit", class_name="button primary"),
            class_name="form-foot",
        ),
        on_submit=on_submit,
        class_name="talk-form",
        aria_label=title,
        custom_attrs={"data-panel": "talk-" + Deeds.panel},  # what opened it has the focus again
    )


def _cancel(text: Any, *, label: Any = None) -> rx.Component:
    said = {"aria_label": label} if label is not None else {}
    return rx.el.button(
        text,
        type="button",
        class_name="button quiet",
        on_click=Deeds.turn(""),
        custom_attrs={"data-panel-close": ""},
        **said,
    )


def _problem() -> rx.Component:
    return rx.cond(Deeds.problem != "", rx.el.p(Deeds.problem, class_name="wrong", role="alert"))


def _labelled(name: str, label: rx.Var[str], part: Any) -> rx.Component:
    return rx.el.div(rx.el.label(label, html_for=f"talk-field-{name}"), part, class_name="labelled")


def _text(name: str, label: rx.Var[str], **props: Any) -> rx.Component:
    field = rx.el.textarea(id=f"talk-field-{name}", name=name, class_name="field", rows=2, **props)
    return _labelled(name, label, field)


def _transfer() -> rx.Component:
    queue = rx.el.select(
        rx.foreach(Deeds.queues, _queue_option),
        id="talk-field-queue",
        name="queue",
        class_name="field",
    )
    owner = rx.el.select(
        rx.el.option(t("Whoever is free in the queue"), value=""),
        rx.foreach(Deeds.staff, lambda each: rx.el.option(each.label, value=each.value)),
        id="talk-field-owner",
        name="owner",
        class_name="field",
        auto_focus=True,
    )
    return rx.fragment(
        rx.el.div(
            _labelled("owner", t("Transfer to"), owner), _labelled("queue", t("Queue"), queue), class_name="form-pair"
        ),
        _text("note", t("What they should know"), max_length=2000),
    )


def _snooze() -> rx.Component:
    return rx.el.div(
        *[
            rx.el.button(label, type="button", class_name="button", on_click=Deeds.snooze(span), auto_focus=place == 0)
            for place, (span, label) in enumerate(_SPANS.items())
        ],
        class_name="chips",
    )


def _merge() -> rx.Component:
    return rx.cond(
        Deeds.mergeable.length() > 0,
        rx.el.div(rx.foreach(Deeds.mergeable, _mergeable), class_name="talk-choices"),
        rx.el.p(t("The customer has no other conversation."), class_name="meta"),
    )


def _mergeable(choice: rx.Var[Choice]) -> rx.Component:
    return rx.el.button(
        cut(choice.label),
        rx.el.span(choice.detail, class_name="meta"),
        type="button",
        class_name="row talk-choice",
        on_click=Deeds.merge(choice.value),
    )


def _close() -> rx.Component:
    wrap_up = rx.el.select(
        rx.el.option(t("Choose"), value=""),
        *[rx.el.option(t(words), value=code) for code, words in WRAP_UP_WORDS.items()],
        id="talk-field-wrap_up",
        name="wrap_up",
        class_name="field",
        auto_focus=True,
    )
    return rx.fragment(
        _labelled("wrap_up", t("How it ended"), wrap_up), _text("note", t("In your words"), max_length=2000)
    )


def _split() -> rx.Component:
    field = rx.el.input(id="talk-field-subject", name="subject", class_name="field", max_length=200, auto_focus=True)
    return rx.fragment(
        rx.el.p(t("What was said from there on goes into a case of its own."), class_name="meta"),
        _labelled("subject", t("What it is about"), field),
    )


def _macro() -> rx.Component:
    return rx.fragment(
        rx.el.ol(rx.foreach(Deeds.steps, _step), class_name="talk-steps"),
        rx.cond(
            Deeds.missing != "",
            rx.el.p(t("Nothing is known for {names}.", names=Deeds.missing), class_name="wrong", role="alert"),
        ),
        rx.el.div(
            _cancel(t("Cancel")),
            rx.el.button(
                t("Run the macro"),
                type="button",
                class_name="button primary",
                disabled=Deeds.missing != "",
                on_click=Deeds.run,
                id="run-macro",
            ),
            class_name="form-foot",
        ),
    )


def _step(step: rx.Var[Choice]) -> rx.Component:
    return rx.el.li(
        rx.el.span(step.label, class_name="strong"),
        rx.cond(step.detail != "", rx.el.div(step.detail, class_name="talk-step")),
    )


def _queue_option(name: rx.Var[str]) -> rx.Component:
    called = InboxState.queue_names
    return rx.el.option(rx.cond(called.contains(name), called[name], name.replace("_", " ")), value=name)
