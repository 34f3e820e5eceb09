"""A strip above everything else of the customer; nothing where there are no alerts."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.alerts.view import alert_row
from console.ui.i18n import t
from console.workspace.alerts.state import CustomerAlerts


def alerts_strip() -> rx.Component:
    return rx.cond(
        CustomerAlerts.rows.length() > 0,
        rx.el.ul(
            rx.foreach(CustomerAlerts.rows, lambda row: alert_row(row, CustomerAlerts.acknowledge, where="strip")),
            class_name="alert-rows strip",
            id="customer-alerts",
            aria_label=t("Alerts"),
        ),
    )
