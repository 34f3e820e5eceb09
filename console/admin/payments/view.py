"""The list of payments that wait, and one of them with what can be done about it."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.frame import list_pane, refreshes, row_link, row_table
from console.admin.parts import opens
from console.admin.payments.rows import PaymentLine
from console.admin.payments.state import PaymentsState
from console.ui.i18n import t
from console.ui.parts import amount, back_to, badge, cut, empty, icon, labelled, link, when

chosen = PaymentsState.chosen


def payment_list() -> rx.Component:
    return list_pane(
        t("Payments that wait"),
        refreshes("refresh-payments", PaymentsState.again),
        state=PaymentsState,
        unread=t("The payments could not be read."),
        table=_table(),
        none=_none(),
    )


def payment_pane() -> rx.Component:
    return rx.match(
        PaymentsState.panel,
        ("payment", _one()),
        ("gone", empty("credit-card", t("This payment does not wait any more"), t("It was seen to."), fill=True)),
        empty("credit-card", t("No payment is chosen"), t("Choose one on the left."), fill=True),
    )


def _none() -> rx.Component:
    return empty(
        "circle-check",
        t("No payment waits"),
        t("What the gateway refuses or does not answer stands here until somebody sees to it."),
    )


def _table() -> rx.Component:
    return row_table(
        t("Order"),
        t("Payment"),
        rx.el.span(t("Amount"), class_name="amount"),
        t("Since"),
        t("The vendor says"),
        rows=PaymentsState.rows,
        row=_row,
        label=t("Payments that wait"),
        kind="payment-row",
        id="waiting-payments",
    )


def _row(row: rx.Var[PaymentLine]) -> rx.Component:
    return row_link(
        rx.el.span(cut(row.order, "strong num"), cut(row.customer, "meta"), class_name="two-lines"),
        rx.el.span(cut(row.kind), cut(row.method, "meta num"), class_name="two-lines"),
        amount(row.amount),
        rx.el.span(
            when(row.since, row.since_exact, class_name="num"),
            rx.el.span(row.attempts, class_name="meta num"),
            class_name="two-lines",
        ),
        rx.el.span(badge(row.state, row.tone), cut(row.said, "meta"), class_name="two-lines payment-said"),
        to=row.href,
        chosen=chosen.id == row.id,
        kind="payment-row",
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=payments"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.kind, " ", rx.el.span(chosen.amount, class_name="num"), class_name="pane-title"),
                rx.el.div(
                    badge(chosen.state, chosen.tone),
                    rx.el.span(chosen.method, class_name="meta num"),
                    class_name="who-line",
                ),
            ),
            class_name="who plain-who",
        ),
        _facts(),
        rx.cond(PaymentsState.may_act & (chosen.can_ask | chosen.can_drop), _buttons()),
        _drop_dialog(),
        aria_label=t("Payment"),
        id="waiting-payment",
    )


def _facts() -> rx.Component:
    return rx.el.dl(
        rx.el.dt(t("Order")),
        rx.el.dd(link(chosen.order, to=chosen.order_href, class_name="num")),
        rx.cond(chosen.customer != "", rx.fragment(rx.el.dt(t("Customer")), rx.el.dd(chosen.customer)), rx.fragment()),
        rx.cond(
            chosen.said != "",
            rx.fragment(rx.el.dt(t("The vendor says")), rx.el.dd(chosen.said, class_name="wrap")),
            rx.fragment(),
        ),
        rx.el.dt(t("Asked by")),
        rx.el.dd(chosen.asked_by),
        rx.cond(
            chosen.reason != "",
            rx.fragment(rx.el.dt(t("Reason")), rx.el.dd(chosen.reason, class_name="wrap")),
            rx.fragment(),
        ),
        rx.el.dt(t("Since")),
        rx.el.dd(when(chosen.since, chosen.since_exact)),
        rx.el.dt(t("Last tried")),
        rx.el.dd(when(chosen.tried, chosen.tried_exact), rx.el.span(" · ", chosen.attempts)),
        class_name="facts",
    )


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.cond(
            chosen.can_ask,
            rx.el.button(
                icon("refresh-cw"),
                t("Ask again"),
                type="button",
                class_name="button primary",
                id="ask-again",
                on_click=PaymentsState.ask_again,
            ),
        ),
        rx.cond(chosen.can_drop, opens("drop-payment", "x", t("Drop…"), danger=True)),
        class_name="actions spaced",
    )


def _drop_dialog() -> rx.Component:
    return rx.el.dialog(
        rx.el.h2(t("Give up {amount} of {order}?", amount=chosen.amount, order=chosen.order), id="drop-payment-title"),
        rx.el.p(t("The gateway is not asked again. What is still owed shows on the order.")),
        rx.el.form(
            labelled("reason", t("Reason"), wrong=PaymentsState.wrong, max_length=500),
            rx.el.div(
                rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                rx.el.button(
                    t("Give up {amount}", amount=chosen.amount), class_name="button danger solid", type="submit"
                ),
                class_name="form-foot",
            ),
            on_submit=PaymentsState.drop,
        ),
        id="drop-payment",
        class_name="confirm",
        custom_attrs={"aria-labelledby": "drop-payment-title"},
    )
