"""The forms of a connector: a new one, its settings, another secret."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.connectors.state import ConnectorsState
from console.admin.parts import choice, zone_list
from console.connectors.reading import formats
from console.ui.i18n import t
from console.ui.parts import icon, labelled

chosen = ConnectorsState.chosen


def new_form(back: rx.Component) -> rx.Component:
    return rx.el.section(
        back,
        rx.el.h2(t("Add a connector"), class_name="pane-title"),
        rx.el.p(t("Its address and its secret are shown once it is made."), class_name="meta"),
        _form(ConnectorsState.add, t("Add this connector"), filled=False),
        class_name="form",
    )


def settings_form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("chevron-right", 13), t("Settings")),
        _form(ConnectorsState.change, t("Keep the changes"), filled=True),
        class_name="fold spaced-fold",
    )


def secret_form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("chevron-right", 13), t("Another secret")),
        rx.el.p(
            t("Shopify shows the secret that it signs with; without one, a new one is made for you to enter there."),
            " ",
            t("The one before it is good for a day more."),
            class_name="meta",
        ),
        rx.el.form(
            labelled("secret", t("Secret"), wrong=ConnectorsState.wrong.secret, max_length=200),
            rx.el.div(rx.el.button(t("Change the secret"), class_name="button", type="submit"), class_name="form-foot"),
            on_submit=ConnectorsState.take_secret,
            class_name="form flush",
            id="connector-secret-form",
            key=chosen.id,
        ),
        class_name="fold spaced-fold",
    )


def _form(on_submit: Any, does: rx.Var[str], *, filled: bool) -> rx.Component:
    wrong = ConnectorsState.wrong

    def standing(value: Any) -> dict[str, Any]:
        return {"default_value": value} if filled else {}

    kinds = [rx.el.option(t(each.label), value=each.name) for each in formats().values()]
    first = [
        choice("format", t("What it is"), kinds, wrong=wrong.format),
        labelled("secret", t("Secret, if it has one"), wrong=wrong.secret, max_length=200),
    ]
    return rx.el.form(
        labelled("name", t("Name"), wrong=wrong.name, max_length=80, required=True, **standing(chosen.name)),
        *([] if filled else first),
        labelled("node", t("Node of its stock"), wrong=wrong.node, max_length=40, **standing(chosen.node)),
        _locations(filled),
        labelled(
            "number_prefix",
            t("Its order numbers begin with"),
            wrong=wrong.number_prefix,
            max_length=10,
            **standing(chosen.number_prefix),
        ),
        labelled(
            "time_zone",
            t("Time zone"),
            wrong=wrong.time_zone,
            max_length=60,
            list="zones",
            default_value=chosen.time_zone if filled else "Europe/Paris",
        ),
        zone_list(),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(rx.el.button(does, class_name="button primary", type="submit"), class_name="form-foot"),
        on_submit=on_submit,
        class_name="form flush",
        key=rx.cond(ConnectorsState.panel == "new", "new", chosen.id),
        id="connector-form",
    )


def _locations(filled: bool) -> rx.Component:
    wrong = ConnectorsState.wrong.locations
    value = {"default_value": chosen.locations} if filled else {}
    return rx.el.div(
        rx.el.label(t("Its places and our nodes, one a line"), html_for="field-locations"),
        rx.el.textarea(
            id="field-locations",
            name="locations",
            class_name="field",
            rows="3",
            placeholder="655441491 = PAR",
            max_length=2000,
            **value,
        ),
        rx.cond(wrong != "", rx.el.span(wrong, class_name="wrong", role="alert")),
        class_name="labelled",
    )
