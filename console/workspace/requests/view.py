"""Requests for an approval: above the orders, and with the one they are about."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon, link, when
from console.workspace.requests.rows import RequestRow
from console.workspace.requests.state import RequestsState


def requests_strip() -> rx.Component:
    """Those about other orders than the unfolded one, and about orders still to be placed."""
    return rx.cond(
        RequestsState.rows.length() > 0,
        rx.el.ul(
            rx.foreach(RequestsState.rows, lambda row: rx.el.li(request_row(row), key=row.id)),
            class_name="asked-rows",
            id="customer-requests",
            aria_label=t("Approvals"),
        ),
    )


def request_row(row: rx.Var[RequestRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("stamp", 12),
            rx.el.span(_told(row), class_name="strong wrap"),
            rx.el.span(row.amount, class_name="num"),
            rx.cond(row.order != "", link(row.order, to=row.opens, class_name="num")),
            _can(row),
            class_name="meta",
        ),
        rx.cond(row.note != "", rx.el.div(row.note, class_name="wrap")),
        rx.cond(
            row.status == "pending",
            rx.el.div(row.who, when(row.at, row.exact), class_name="meta"),
            _answer(row),
        ),
        class_name="pinned asked-row",
        custom_attrs={"data-tone": row.tone},
    )


def _told(row: rx.Var[RequestRow]) -> rx.Var[str]:
    return rx.match(
        row.status,
        ("changed", t("Approved, but the result had changed: {what}", what=row.what)),
        ("refused", t("Approval refused: {what}", what=row.what)),
        t("Waiting for approval: {what}", what=row.what),
    ).to(str)


def _can(row: rx.Var[RequestRow]) -> rx.Component:
    return rx.cond(
        row.status == "pending",
        rx.cond(
            row.own,
            rx.el.button(
                t("Withdraw"), class_name="button small row-end", type="button", on_click=RequestsState.withdraw(row.id)
            ),
        ),
        rx.el.span(
            rx.cond(
                row.status == "changed",
                link(t("Look again"), to=row.href, class_name="button small plain"),
            ),
            rx.cond(
                RequestsState.may_acknowledge,
                rx.el.button(
                    icon("check", 13),
                    t("Noted"),
                    class_name="button small",
                    type="button",
                    aria_label=t("Noted, no longer show: {what}", what=row.what),
                    on_click=RequestsState.acknowledge(row.id),
                ),
            ),
            class_name="chips row-end",
        ),
    )


def _answer(row: rx.Var[RequestRow]) -> rx.Component:
    """Who answered what; and who had asked."""
    return rx.fragment(
        rx.cond(row.reason != "", rx.el.blockquote(row.reason, class_name="asked-reason wrap")),
        rx.el.div(
            rx.el.span(row.decider),
            when(row.at, row.exact),
            rx.el.span(t("asked by {name}", name=row.who)),
            class_name="meta",
        ),
    )
