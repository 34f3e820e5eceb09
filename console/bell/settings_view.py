"""The fold below the alerts where one says how one wants to be alerted."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.bell.settings import AlertSettings
from console.ui.i18n import t
from console.ui.parts import icon, labelled

form = AlertSettings.form


def alert_settings() -> rx.Component:
    return rx.el.div(
        rx.cond(
            AlertSettings.opened,
            _form(),
            rx.el.button(
                icon("settings-2", 13),
                t("How I am alerted"),
                type="button",
                class_name="button quiet small",
                id="alert-settings-open",
                on_click=AlertSettings.open,
            ),
        ),
        class_name="bell-settings",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.label(
            rx.el.input(type="checkbox", name="sound", default_checked=form["sound"] == "on"),
            rx.el.span(t("A sound for each new alert")),
            class_name="tick",
        ),
        rx.el.div(
            _choice("channel", t("When I am away"), _CHANNELS),
            _choice("least", t("At least"), _SEVERITIES),
            class_name="side-by-side",
        ),
        labelled("phone", t("My number for SMS"), kind="tel", default_value=form["phone"], placeholder="+33612345678"),
        rx.el.div(
            labelled("away_after", t("Away after minutes"), kind="number", min="5", default_value=form["away_after"]),
            labelled("gather", t("One message in minutes"), kind="number", min="1", default_value=form["gather"]),
            class_name="side-by-side",
        ),
        rx.el.div(
            labelled("quiet_from", t("Quiet from"), kind="time", default_value=form["quiet_from"]),
            labelled("quiet_until", t("Quiet until"), kind="time", default_value=form["quiet_until"]),
            class_name="side-by-side",
        ),
        rx.cond(AlertSettings.wrong != "", rx.el.p(AlertSettings.wrong, class_name="wrong", role="alert")),
        rx.el.div(
            rx.el.button(t("Keep"), class_name="button primary", type="submit", id="alert-settings-keep"),
            class_name="form-foot",
        ),
        on_submit=AlertSettings.keep,
        class_name="form",
        id="alert-settings",
    )


def _choice(name: str, label: rx.Var[str], options: list[tuple[str, Any]]) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"field-{name}"),
        rx.el.select(
            *[rx.el.option(text, value=value) for value, text in options],
            id=f"field-{name}",
            name=name,
            class_name="field",
            default_value=form[name],
        ),
        class_name="labelled",
    )


_CHANNELS: list[tuple[str, Any]] = [("", t("Nothing")), ("email", t("E-mail")), ("sms", t("SMS"))]
_SEVERITIES: list[tuple[str, Any]] = [
    ("info", t("information")),
    ("warning", t("warning")),
    ("critical", t("critical")),
]
