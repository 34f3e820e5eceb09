"""The bar above the middle: a call that rings, goes on or is to be wrapped up, and those that wait. Else nothing."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index,misc"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import badge, cut, icon, link
from console.workspace.call.placing_view import call_question
from console.workspace.call.rows import CallLine, Choice
from console.workspace.call.softphone import line_hint, softphone
from console.workspace.call.state import CallState
from console.workspace.call.wrap_ups import WRAP_UPS


class CallClock(rx.Component):
    """Counts from `since` on, every second."""

    library = "$/public/js/call_clock.jsx"
    tag = "CallClock"

    since: rx.Var[str]


def call_bar() -> rx.Component:
    """Everything of the telephone; not there while nothing is going on."""
    return rx.fragment(
        rx.cond(
            CallState.mine.id != "",
            rx.match(
                CallState.mine.stage,
                ("offered", _rings(t("rings on your telephone"))),
                ("dialling", _rings(t("being called"), _hang_up())),
                ("talking", _talks()),
                _wraps_up(),
            ),
        ),
        rx.cond((CallState.mine.id == "") | (CallState.mine.stage == "over"), rx.foreach(CallState.waiting, _waits)),
        rx.cond(
            CallState.more > 0, rx.el.p(t("{count} more calls wait", count=CallState.more), class_name="call meta")
        ),
        rx.cond(CallState.choosing_line, _line_form()),
        softphone(CallState.may_take & CallState.browser & (CallState.line == "")),
        call_question(),
    )


def call_commands() -> list[dict[str, Any]]:
    """For the palette."""
    hidden = "#call-line"
    calls = "#call-customer, .call-number"
    return [
        {"id": "call-line", "group": t("Phone"), "label": t("The number that I am called on"), "press": hidden},
        {"id": "call-them", "group": t("Phone"), "label": t("Call the customer"), "press": calls, "needs": calls},
    ]


def call_handle() -> rx.Component:
    """What the palette presses; nobody sees it."""
    return rx.el.button(
        t("The number that I am called on"),
        type="button",
        id="call-line",
        class_name="unseen",
        tab_index=-1,
        on_click=CallState.choose_line,
    )


def _who(call: rx.Var[CallLine]) -> rx.Component:
    name = rx.el.span(
        cut(call.who, "strong"),
        rx.cond(call.number != "", rx.el.span(call.number, class_name="meta num")),
        class_name="call-who",
    )
    return rx.cond(call.href != "", link(name, to=call.href, class_name="plain call-open"), name)


def _waits(call: rx.Var[CallLine]) -> rx.Component:
    return rx.el.div(
        icon("phone-incoming"),
        _who(call),
        badge(t("waits"), "amber"),
        CallClock.create(since=call.since),
        rx.cond(
            CallState.may_take,
            rx.el.button(
                icon("phone", 13),
                t("Take"),
                type="button",
                class_name="button primary small row-end",
                aria_label=t("Take the call of {name}", name=call.who),
                on_click=CallState.take(call.id),
            ),
        ),
        class_name="call waiting",
        role="status",
        key=call.id,
    )


def _rings(words: rx.Var[str], *more: rx.Component) -> rx.Component:
    return rx.el.div(
        icon("phone-call"),
        _who(CallState.mine),
        badge(words, "blue"),
        CallClock.create(since=CallState.mine.since),
        rx.el.span(*more, class_name="chips row-end"),
        class_name="call ringing",
        id="call",
        role="status",
    )


def _hang_up() -> rx.Component:
    return _button(icon("phone-off", 13), t("Hang up"), CallState.end, id="call-end", tone="danger")


def _talks() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("phone-call"),
            _who(CallState.mine),
            CallClock.create(since=CallState.mine.since),
            rx.cond(CallState.mine.held, badge(t("on hold"), "amber")),
            rx.cond(CallState.mine.muted, badge(t("you are muted"), "amber")),
            rx.el.span(
                _button(
                    rx.cond(CallState.mine.held, icon("play", 13), icon("pause", 13)),
                    rx.cond(CallState.mine.held, t("Resume"), t("Put on hold")),
                    CallState.hold,
                    id="call-hold",
                ),
                _button(
                    rx.cond(CallState.mine.muted, icon("mic", 13), icon("mic-off", 13)),
                    rx.cond(CallState.mine.muted, t("Unmute"), t("Mute")),
                    CallState.mute,
                    id="call-mute",
                ),
                _button(icon("phone-forwarded", 13), t("Transfer"), CallState.pass_on, id="call-transfer"),
                _hang_up(),
                class_name="chips row-end",
            ),
            class_name="call-row",
        ),
        rx.cond(CallState.passing_on, _transfer_form()),
        class_name="call talking",
        id="call",
    )


def _transfer_form() -> rx.Component:
    return rx.el.form(
        rx.el.select(
            rx.foreach(CallState.targets, _target),
            name="to",
            class_name="field",
            aria_label=t("Transfer to"),
            auto_focus=True,
        ),
        _note(t("What they should know"), 200),
        _foot(t("Transfer"), CallState.pass_on),
        on_submit=CallState.put_through,
        class_name="call-form",
        custom_attrs={"data-panel": "call-transfer"},
    )


def _target(choice: rx.Var[Choice]) -> rx.Component:
    return rx.el.option(choice.label, value=choice.value)


def _wraps_up() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("phone-off"),
            _who(CallState.mine),
            rx.cond(
                CallState.mine.talked != "",
                rx.el.span(t("Call ended, {time}", time=CallState.mine.talked), class_name="meta num"),
                rx.el.span(t("No answer"), class_name="meta"),
            ),
            class_name="call-row",
        ),
        rx.el.form(
            rx.el.select(
                *[rx.el.option(words, value=code) for code, words in WRAP_UPS.items()],
                name="wrap_up",
                class_name="field",
                aria_label=t("How it ended"),
            ),
            _note(t("Note"), 2000),
            _foot(t("Wrap up")),
            on_submit=CallState.wrap_up,
            class_name="call-form",
        ),
        class_name="call over",
        id="call",
    )


def _line_form() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("The number that I am called on"), html_for="call-number"),
        rx.el.input(
            name="number",
            id="call-number",
            class_name="field",
            default_value=CallState.line,
            placeholder=rx.cond(CallState.browser, t("Empty: in the browser"), "+33 6 12 34 56 78"),
            max_length=40,
            auto_focus=True,
        ),
        _foot(t("Keep"), CallState.choose_line),
        line_hint(CallState.browser),
        on_submit=CallState.keep_line,
        class_name="call call-form",
        custom_attrs={"data-panel": "call-line"},
    )


def _note(asked: rx.Var[str], most: int) -> rx.Component:
    return rx.el.input(name="note", class_name="field", max_length=most, placeholder=asked, aria_label=asked)


def _foot(does: rx.Var[str], cancel: Any = None) -> rx.Component:
    return rx.fragment(
        rx.cond(CallState.problem != "", rx.el.span(CallState.problem, class_name="wrong", role="alert")),
        rx.el.button(does, type="submit", class_name="button primary small row-end"),
        rx.el.button(
            t("Cancel"),
            type="button",
            class_name="button quiet small",
            on_click=cancel,
            custom_attrs={"data-panel-close": ""},
        )
        if cancel is not None
        else rx.fragment(),
    )


def _button(sign: rx.Component, label: Any, event: Any, *, id: str, tone: str = "") -> rx.Component:
    return rx.el.button(sign, label, type="button", id=id, class_name=f"button small {tone}", on_click=event)
