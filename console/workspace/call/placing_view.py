"""The buttons that call a customer, and the question why."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index,misc"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon
from console.workspace.call.placing import PlaceCallState
from console.workspace.call.rows import Choice
from console.workspace.call.state import CallState


def call_number(customer: Any, position: Any, number: Any) -> rx.Component:
    """Beside a number of a customer."""
    return rx.cond(
        CallState.may_take,
        rx.el.button(
            icon("phone-call", 13),
            type="button",
            class_name="button quiet small call-number",
            aria_label=t("Call {number}", number=number),
            title=t("Call {number}", number=number),
            on_click=PlaceCallState.prepare(customer, position, number),
        ),
    )


def call_customer(customer: Any) -> rx.Component:
    """Above the conversation with them: their first number is called."""
    return rx.cond(
        CallState.may_take & (CallState.mine.id == ""),
        rx.el.button(
            icon("phone-call", 13),
            t("Call the customer"),
            type="button",
            id="call-customer",
            class_name="button small quiet",
            on_click=PlaceCallState.prepare(customer, 0, ""),
        ),
    )


def call_question() -> rx.Component:
    """About what, while somebody is to be called."""
    return rx.cond(PlaceCallState.customer != "", _form())


def _form() -> rx.Component:
    return rx.el.form(
        icon("phone-call"),
        rx.el.span(_whom(), class_name="strong num"),
        rx.el.select(
            rx.foreach(PlaceCallState.about, _case),
            name="about",
            class_name="field",
            aria_label=t("About"),
            value=PlaceCallState.chosen,
            on_change=PlaceCallState.choose,
            auto_focus=True,
        ),
        rx.cond(
            PlaceCallState.chosen == "",
            rx.el.input(
                name="reason",
                class_name="field",
                max_length=200,
                placeholder=t("Reason for the call"),
                aria_label=t("Reason for the call"),
            ),
        ),
        rx.cond(PlaceCallState.problem != "", rx.el.span(PlaceCallState.problem, class_name="wrong", role="alert")),
        rx.el.button(t("Ring me, then the customer"), type="submit", class_name="button primary small row-end"),
        rx.el.button(
            t("Cancel"),
            type="button",
            class_name="button quiet small",
            on_click=PlaceCallState.leave,
            custom_attrs={"data-panel-close": ""},
        ),
        on_submit=PlaceCallState.place,
        class_name="call call-form",
        id="call-question",
        custom_attrs={"data-panel": "call-customer"},
    )


def _whom() -> rx.Var[str]:
    number = PlaceCallState.number
    return rx.cond(number == "", t("Call the customer"), t("Call {number}", number=number)).to(str)


def _case(choice: rx.Var[Choice]) -> rx.Component:
    return rx.el.option(choice.label, value=choice.value)
