"""The identity of the customer: the badge beside the name, and the panel that it opens."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon, labelled
from console.workspace.identity.rows import WayRow
from console.workspace.identity.state import IdentityState

_OPENER = "check-identity"


def identity_badge(standing: rx.Var[str], exact: rx.Var[str], masked: rx.Var[bool], customer: rx.Var[str]) -> Any:
    """By what the customer is known and for how long, or the way to make sure."""
    return rx.cond(
        standing != "",
        rx.el.span(icon("shield-check", 12), standing, title=exact, class_name="badge bare green", id="identity"),
        rx.cond(
            masked,
            rx.el.button(
                icon("lock", 12),
                t("Check identity"),
                rx.el.kbd("I", aria_hidden="true"),
                type="button",
                class_name="button small",
                id=_OPENER,
                aria_expanded=rx.cond(IdentityState.customer_id == customer, "true", "false"),
                aria_controls="identity-panel",
                custom_attrs={"data-key": "i"},
                on_click=IdentityState.toggle(customer),
            ),
        ),
    )


def identity_panel(customer: rx.Var[str]) -> rx.Component:
    """Beside the record, never over it: the agent reads and types while the customer speaks."""
    return rx.cond((IdentityState.customer_id != "") & (IdentityState.customer_id == customer), _panel(customer))


def _panel(customer: rx.Var[str]) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(t("Check identity")),
            rx.el.button(
                icon("x", 14),
                type="button",
                class_name="button quiet icon",
                aria_label=t("Close"),
                on_click=IdentityState.toggle(customer),
                custom_attrs={"data-panel-close": ""},
            ),
        ),
        rx.cond(IdentityState.colleague != "", _before()),
        rx.cond(IdentityState.sent_to == "", _ways(), _code()),
        rx.cond(IdentityState.problem != "", rx.el.p(IdentityState.problem, class_name="wrong", role="alert")),
        _facts(),
        rx.cond(IdentityState.may_show, _without()),
        class_name="identity-panel",
        id="identity-panel",
        aria_label=t("Check identity"),
        custom_attrs={"data-panel": _OPENER},
    )


def _before() -> rx.Component:
    return rx.el.p(
        IdentityState.colleague,
        ". ",
        t("It is good for their session only."),
        class_name="meta",
        id="identity-before",
    )


def _ways() -> rx.Component:
    return rx.cond(
        IdentityState.ways.length() > 0,
        rx.el.div(rx.foreach(IdentityState.ways, _way), class_name="identity-ways"),
        rx.el.p(t("There is no contact to send a code to."), class_name="meta"),
    )


def _way(way: rx.Var[WayRow], place: rx.Var[int]) -> rx.Component:
    return rx.el.button(
        rx.cond(way.kind == "email", icon("mail", 13), icon("message-square", 13)),
        rx.el.span(t("Send a code to {contact}", contact=way.label), class_name="cut"),
        type="button",
        class_name="button",
        auto_focus=place == 0,
        on_click=IdentityState.send(way.id),
    )


def _code() -> rx.Component:
    return rx.el.form(
        labelled(
            "code",
            t("Code sent to {contact}", contact=IdentityState.sent_to),
            input_mode="numeric",
            max_length=12,
            auto_focus=True,
            required=True,
        ),
        rx.el.div(
            rx.el.button(
                t("Send again, or elsewhere"),
                type="button",
                class_name="button quiet",
                on_click=IdentityState.elsewhere,
            ),
            rx.el.button(t("Confirm the code"), type="submit", class_name="button primary"),
            class_name="form-foot",
        ),
        on_submit=IdentityState.answer,
        reset_on_submit=True,
    )


def _facts() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("Ask for two facts instead")),
        rx.el.form(
            rx.el.p(
                t("Fill in two. At least one must be the postal code, the e-mail or the phone."), class_name="meta"
            ),
            rx.el.div(
                labelled("order_number", t("Order number")),
                labelled("postal_code", t("Postal code")),
                labelled("last_name", t("Last name")),
                labelled("email", t("E-mail")),
                labelled("phone", t("Phone")),
                class_name="form-pair",
            ),
            rx.el.div(
                rx.el.button(t("Confirm the facts"), type="submit", class_name="button"),
                class_name="form-foot",
            ),
            on_submit=IdentityState.tell_facts,
        ),
    )


def _without() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("Show without a check")),
        rx.cond(
            IdentityState.shown.length() > 0,
            rx.el.ul(rx.foreach(IdentityState.shown, rx.el.li), class_name="identity-shown"),
            rx.el.form(
                labelled("reason", t("Reason, kept on record"), required=True, max_length=300),
                rx.el.div(
                    rx.el.button(t("Show"), type="submit", class_name="button"),
                    class_name="form-foot",
                ),
                on_submit=IdentityState.show,
            ),
        ),
    )
