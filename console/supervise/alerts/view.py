"""The list of everybody's alerts, narrowed by state and severity."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.alerts.view import alert_row
from console.supervise.alerts.state import AlertsState
from console.ui.i18n import t
from console.ui.parts import bones, empty, link, trouble


def alerts_pane() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h1(t("Alerts"), class_name="strong"),
            rx.el.div(class_name="bar-fill"),
            rx.el.div(
                _severity("", t("All")),
                _severity("critical", t("Critical")),
                _severity("warning", t("Warnings")),
                _severity("info", t("Information")),
                class_name="segments",
                role="group",
                aria_label=t("How bad"),
            ),
            rx.el.div(
                _state("open", t("Open")),
                _state("acknowledged", t("Taken on")),
                class_name="segments",
                role="group",
                aria_label=t("Which ones"),
            ),
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                AlertsState.failed,
                trouble(t("The alerts could not be read."), AlertsState.again),
                rx.cond(
                    AlertsState.ready,
                    rx.cond(AlertsState.rows.length() > 0, _rows(), _none()),
                    bones(*["100%"] * 6, height="40px"),
                ),
            ),
            class_name="pane-body",
        ),
        class_name="pane alerts-pane",
        aria_label=t("Alerts"),
    )


def _rows() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(AlertsState.rows, lambda row: alert_row(row, AlertsState.acknowledge, where="wall")),
            class_name="alert-rows",
            id="alerts",
            aria_label=t("Alerts"),
        ),
        rx.cond(
            AlertsState.cursor != "",
            rx.el.div(
                rx.el.button(t("Show more"), class_name="button", type="button", on_click=AlertsState.more),
                class_name="pager",
            ),
        ),
    )


def _none() -> rx.Component:
    return rx.cond(
        AlertsState.listed == "open",
        empty(
            "bell-ring",
            t("No alert is open"),
            t("What a rule wants people to know appears here by itself, the moment it happens."),
        ),
        empty("history", t("Nothing was taken on yet"), t("Who saw to what is kept here.")),
    )


def _state(state: str, label: rx.Var[str]) -> rx.Component:
    return _choice(
        f"alerts-{state}",
        rx.Var.create(f"/supervisor?tab=alerts&list={state}&severity={AlertsState.severity}"),
        label,
        AlertsState.listed == state,
    )


def _severity(severity: str, label: rx.Var[str]) -> rx.Component:
    return _choice(
        f"severity-{severity or 'all'}",
        rx.Var.create(f"/supervisor?tab=alerts&list={AlertsState.listed}&severity={severity}"),
        label,
        AlertsState.severity == severity,
    )


def _choice(id: str, to: rx.Var[str], label: rx.Var[str], chosen: rx.Var[bool]) -> rx.Component:
    return link(label, to=to, class_name="plain", id=id, aria_current=rx.cond(chosen, "page", "false"))
