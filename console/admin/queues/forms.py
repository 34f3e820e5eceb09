"""The forms of a queue, a service level, opening hours, and of how cases are offered."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.parts import choice, zone_list
from console.admin.queues.rows import Card, Choice
from console.admin.queues.state import QueuesState
from console.ui.i18n import t
from console.ui.parts import labelled, link


def form_of(card: rx.Var[Card]) -> rx.Component:
    """Each kind has a form of its own: one with fields that are not on the page sends nothing."""
    return rx.match(
        card.kind,
        ("queue", _form(card, _queue(card))),
        ("level", _form(card, _level(card))),
        ("calendar", _form(card, _calendar(card))),
        _form(card, _settings(card)),
    )


def _form(card: rx.Var[Card], fields: rx.Component) -> rx.Component:
    return rx.el.form(
        fields,
        rx.cond(_wrong("form") != "", rx.el.p(_wrong("form"), class_name="wrong", role="alert")),
        rx.el.div(
            link(t("Cancel"), to="/admin?tab=queues", class_name="button plain"),
            rx.el.button(t("Save"), class_name="button primary", type="submit"),
            class_name="form-foot",
        ),
        key=f"{card.kind}:{card.name}:{card.fresh}:{QueuesState.attempt}",
        on_submit=QueuesState.keep,
        class_name="form",
        id="queue-form",
    )


def _queue(card: rx.Var[Card]) -> rx.Component:
    return rx.fragment(
        _named(card, t("New queue")),
        _select("service_level", t("Service level"), QueuesState.level_choices, card.service_level, t("none")),
        _select("calendar", t("Opening hours"), QueuesState.calendar_choices, card.calendar, t("always open")),
        _number("relax_after", t("Ask for one skill less after so many seconds"), card.relax_after),
        rx.el.div(
            _number("overflow_after", t("Overflow after so many seconds"), card.overflow_after),
            _select("overflow_queue", t("to the queue"), QueuesState.queue_choices, card.overflow_queue, t("none")),
            class_name="form-pair",
        ),
    )


def _level(card: rx.Var[Card]) -> rx.Component:
    return rx.fragment(
        _named(card, t("New service level")),
        _select("calendar", t("Opening hours"), QueuesState.calendar_choices, card.calendar, t("every minute counts")),
        rx.el.p(t("Minutes of the opening hours; empty where nothing is promised."), class_name="meta"),
        _number("first_answer", t("First answer within"), card.first_answer),
        _number("next_answer", t("Each further answer within"), card.next_answer),
        _number("resolution", t("Solved within"), card.resolution),
        _number("warn_at", t("Warn after so many percent"), card.warn_at),
    )


def _calendar(card: rx.Var[Card]) -> rx.Component:
    days = (
        *(("mon", t("Monday"), card.mon), ("tue", t("Tuesday"), card.tue), ("wed", t("Wednesday"), card.wed)),
        *(("thu", t("Thursday"), card.thu), ("fri", t("Friday"), card.fri), ("sat", t("Saturday"), card.sat)),
        ("sun", t("Sunday"), card.sun),
    )
    return rx.fragment(
        _named(card, t("New opening hours")),
        _text("time_zone", t("Time zone"), card.time_zone, list="zones"),
        zone_list(),
        rx.el.p(t("Such as 08:00-12:00, 13:00-18:00; empty for a closed day."), class_name="meta"),
        *[_text(day, label, value, spell_check=False) for day, label, value in days],
        rx.el.div(
            rx.el.label(t("Closed days, such as 2026-12-25, one on each line"), html_for="field-holidays"),
            rx.el.textarea(
                id="field-holidays",
                name="holidays",
                default_value=card.holidays,
                class_name="field",
                rows=5,
                max_length=990,
                spell_check=False,
            ),
            rx.cond(_wrong("holidays") != "", rx.el.span(_wrong("holidays"), class_name="wrong", role="alert")),
            class_name="labelled",
        ),
    )


def _settings(card: rx.Var[Card]) -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("How cases are offered"), class_name="pane-title"),
        _number("accept_live", t("Seconds to accept a chat or a call"), card.accept_live),
        _number("accept", t("Seconds to accept anything else"), card.accept),
        _number("unanswered_most", t("Away after so many unanswered offers in a row"), card.unanswered_most),
        _number("silent_after", t("Away when the screen is silent for so many seconds"), card.silent_after),
        _number("grace_live", t("Chats and calls of who is away move on after so many seconds"), card.grace_live),
        _number("grace", t("All else of who is away goes back after so many seconds"), card.grace),
        _number("idle_chat", t("Idle chats take no place after so many seconds"), card.idle_chat),
    )


def _named(card: rx.Var[Card], title: rx.Var[str]) -> rx.Component:
    return rx.fragment(
        rx.el.h2(rx.cond(card.fresh, title, card.name), class_name="pane-title"),
        _text("name", t("Name that rules use"), card.name, read_only=~card.fresh, required=True),
        rx.el.div(
            _text("en", t("In English"), card.en, required=True),
            _text("fr", t("In French"), card.fr, required=True),
            class_name="form-pair",
        ),
    )


def _text(name: str, label: rx.Var[str], value: Any, **props: Any) -> rx.Component:
    return labelled(name, label, wrong=_wrong(name), default_value=value, max_length=60, **props)


def _number(name: str, label: rx.Var[str], value: Any) -> rx.Component:
    return labelled(
        name,
        label,
        wrong=_wrong(name),
        default_value=value,
        input_mode="numeric",
        max_length=9,
        auto_focus=False,
    )


def _select(
    name: str, label: rx.Var[str], choices: rx.Var[list[Choice]], value: Any, nothing: rx.Var[str]
) -> rx.Component:
    return choice(
        name,
        label,
        [rx.el.option(nothing, value=""), rx.foreach(choices, lambda each: rx.el.option(each.label, value=each.value))],
        wrong=_wrong(name),
        default_value=value,
    )


def _wrong(name: str) -> rx.Var[str]:
    """The sentence at a field, "" where nothing is wrong."""
    return rx.cond(QueuesState.wrong.contains(name), QueuesState.wrong[name], "").to(str)
