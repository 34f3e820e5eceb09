"""What a webhook was told, with every try."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.webhooks.rows import DeliveryLine, TryLine
from console.admin.webhooks.state import WebhooksState
from console.ui.i18n import t
from console.ui.parts import badge, icon, when


def delivery_log() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h3(t("Deliveries")),
            rx.el.button(
                icon("refresh-cw"),
                t("Read again"),
                type="button",
                class_name="button quiet",
                on_click=WebhooksState.again,
            ),
            class_name="pane-head",
        ),
        rx.cond(
            WebhooksState.log.length() > 0,
            rx.el.ul(
                rx.foreach(WebhooksState.log, _delivery), aria_label=t("Deliveries"), class_name="plain-list deliveries"
            ),
            rx.el.div(rx.el.p(t("Nothing was told yet."), class_name="meta"), class_name="form"),
        ),
        rx.cond(
            WebhooksState.cursor != "",
            rx.el.div(
                rx.el.button(t("Show more"), class_name="button", type="button", on_click=WebhooksState.more),
                class_name="pager",
            ),
        ),
    )


def _delivery(row: rx.Var[DeliveryLine]) -> rx.Component:
    return rx.el.li(
        rx.el.details(
            rx.el.summary(
                rx.el.span(row.type, class_name="mono wrap"),
                badge(row.state, row.tone),
                rx.el.span(
                    when(row.made, row.made_exact),
                    rx.cond(row.then != "", rx.fragment(" · ", t("tried again"), " ", row.then)),
                    class_name="meta",
                ),
            ),
            rx.el.ul(rx.foreach(row.tries, _try), class_name="plain-list"),
            rx.el.button(
                icon("repeat-2"),
                t("Send once more"),
                type="button",
                class_name="button",
                on_click=WebhooksState.replay(row.id),
            ),
        )
    )


def _try(row: rx.Var[TryLine]) -> rx.Component:
    return rx.el.li(
        when(row.when, row.exact),
        " · ",
        rx.el.span(row.answer, class_name=rx.cond(row.arrived, "mono", "mono wrong")),
        " · ",
        rx.el.span(row.took, class_name="num"),
        class_name="meta",
    )
