"""The list of orders; the open one unfolds in place."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import amount, badge, bones, copyable, cut, download, empty, icon, link, when
from console.workspace.actions.view import action_bar, action_panel, row_actions
from console.workspace.files.view import order_files
from console.workspace.new_order.view import new_order_button
from console.workspace.orders.rows import EntryRow, LineRow, OrderRow, ParcelRow, ScanRow, SumRow
from console.workspace.orders.state import OrdersState
from console.workspace.requests.view import request_row
from console.workspace.sourcing.view import why_block, why_button
from console.workspace.state import Workspace


def order_list() -> rx.Component:
    """All orders of the customer, newest first, a page at a time."""
    return rx.el.section(
        rx.el.h2(
            t("Orders"), rx.el.span(OrdersState.count, class_name="meta num"), new_order_button(), class_name="section"
        ),
        rx.cond(
            OrdersState.rows.length() > 0,
            rx.foreach(OrdersState.rows, _order),
            empty("package", t("No orders yet")),
        ),
        rx.cond(
            OrdersState.more,
            rx.el.div(
                rx.el.button(
                    t("Show more orders"), class_name="button quiet", type="button", on_click=OrdersState.show_more
                ),
                class_name="pager",
            ),
        ),
        aria_label=t("Orders"),
    )


def _sign(name: str, said: rx.Var[str]) -> rx.Component:
    """A sign, since the words do not fit beside the state in French; they are its name."""
    return rx.el.span(icon(name, 12), title=said, aria_label=said, role="img", class_name="badge bare")


def _order(row: rx.Var[OrderRow]) -> rx.Component:
    return rx.el.div(
        link(
            icon("chevron-right", 14),
            rx.el.span(row.number, class_name="order-number"),
            rx.el.span(
                badge(row.status, row.tone),
                rx.cond(
                    row.under_way != "",
                    _sign("undo-2", row.under_way),
                    rx.cond(row.back != "", _sign("banknote", row.back)),
                ),
                rx.cond(row.held, badge(t("held"), "amber")),
                class_name="chips",
            ),
            when(row.placed, row.placed_exact, class_name="meta"),
            amount(row.total),
            rx.cond(
                row.goods != "",
                rx.el.span(cut(row.goods), rx.el.span(row.more, class_name="num"), class_name="order-goods meta"),
            ),
            to=row.href,
            class_name="row order",
            aria_expanded=rx.cond(row.open, "true", "false"),
            custom_attrs={"data-row": "", "data-order": row.key},
        ),
        rx.cond(
            row.open,
            rx.cond(
                OrdersState.detail.key == row.key,
                rx.fragment(action_bar(), action_panel(), _detail()),
                bones("90%", "70%", "80%"),
            ),
        ),
        class_name="order-box",
        custom_attrs={"data-open": rx.cond(row.open, "true", "false")},
    )


def _detail() -> rx.Component:
    detail = OrdersState.detail
    return rx.el.div(
        rx.foreach(detail.requests, request_row),
        rx.foreach(detail.holds, _hold),
        rx.el.div(rx.foreach(detail.lines, _line), class_name="lines"),
        rx.el.div(rx.foreach(detail.sums, _sum), class_name="sums"),
        _block(t("Payments"), rx.foreach(detail.payments, _entry), detail.payments.length() > 0),
        _block(t("Shipments"), rx.foreach(detail.parcels, _parcel), detail.parcels.length() > 0),
        _block(t("Returns"), rx.foreach(detail.returns, _entry), detail.returns.length() > 0),
        _block(t("Exchanges"), rx.foreach(detail.exchanges, _entry), detail.exchanges.length() > 0),
        _block(t("Disputes"), rx.foreach(detail.disputes, _entry), detail.disputes.length() > 0),
        order_files(Workspace.customer_id),
        _block(t("Ships to"), rx.el.p(detail.address, class_name="wrap"), detail.address != ""),
        rx.el.div(
            rx.el.span(detail.channel),
            rx.cond(detail.external_ref != "", rx.el.span(t("Reference {text}", text=detail.external_ref))),
            rx.foreach(detail.tags, _tag),
            rx.cond(
                Desk.may_write_notes,
                rx.el.form(
                    rx.el.input(
                        name="tag",
                        class_name="tag-new",
                        placeholder=t("+ tag"),
                        aria_label=t("Add a tag"),
                        max_length=40,
                        auto_complete="off",
                    ),
                    on_submit=OrdersState.add_tag,
                    reset_on_submit=True,
                ),
            ),
            class_name="chips meta",
        ),
        class_name="detail",
        id="order-detail",
    )


def _block(label: rx.Var[str], rows: rx.Component, known: rx.Var[bool]) -> rx.Component:
    return rx.cond(known, rx.el.div(rx.el.h3(label), rows))


def _line(row: rx.Var[LineRow]) -> rx.Component:
    return rx.el.div(
        cut(row.title),
        rx.el.span(row.quantity, " × ", row.unit_price, class_name="muted num"),
        amount(row.total),
        rx.el.div(
            rx.el.span(row.sku, class_name="mono"),
            badge(row.status, row.tone),
            rx.cond(row.source != "", rx.el.span(row.source)),
            rx.cond(row.promise != "", rx.el.span(row.promise)),
            rx.foreach(row.notes, lambda note: rx.el.span(note, class_name="line-note")),
            rx.cond(row.sourced, why_button(row)),
            class_name="meta",
        ),
        why_block(row),
        class_name="line",
    )


def _sum(row: rx.Var[SumRow]) -> rx.Component:
    kind = rx.cond(row.total, "total", "")
    return rx.fragment(
        rx.el.span(row.label, class_name=rx.cond(row.total, "total", "muted")),
        rx.el.span(row.amount, class_name=rx.Var.create(f"amount {kind}")),
    )


def _entry(row: rx.Var[EntryRow]) -> rx.Component:
    return rx.el.div(
        rx.cond(row.tone != "", rx.el.span(badge(row.label, row.tone)), rx.el.span(row.label)),
        amount(row.amount),
        rx.el.div(
            rx.cond(row.detail != "", rx.el.span(row.detail)),
            when(row.at, row.exact),
            rx.foreach(row.notes, lambda note: rx.el.span(note, class_name="wrap")),
            rx.cond(
                row.paper != "",
                download(icon("printer", 12), t("Label"), to=row.paper, class_name="button small plain"),
            ),
            row_actions(row.actions),
            class_name="meta",
        ),
        class_name="entry",
    )


def _hold(row: rx.Var[EntryRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("pause", 12),
            when(row.at, row.exact),
            rx.el.span(row.detail),
            row_actions(row.actions),
            class_name="meta",
        ),
        rx.el.div(row.label, class_name="wrap"),
        class_name="pinned",
        style={"margin": "0"},
    )


def _parcel(row: rx.Var[ParcelRow]) -> rx.Component:
    return rx.el.div(
        rx.el.span(rx.el.span(row.carrier), rx.cond(row.tracking != "", copyable(row.tracking)), class_name="chips"),
        badge(row.status, row.tone),
        rx.el.div(
            rx.el.span(row.contents),
            rx.el.span(row.node),
            when(row.at, row.exact),
            row_actions(row.actions),
            class_name="meta",
        ),
        rx.foreach(row.told, lambda told: rx.el.div(icon("message-square", 12), told, class_name="meta parcel-told")),
        rx.cond(row.scans.length() > 0, rx.el.ol(rx.foreach(row.scans, _scan), class_name="scans meta")),
        class_name="entry",
    )


def _scan(row: rx.Var[ScanRow]) -> rx.Component:
    return rx.el.li(when(row.at, row.exact), " ", row.label, rx.cond(row.place != "", rx.el.span(" · ", row.place)))


def _tag(tag: rx.Var[str]) -> rx.Component:
    return rx.el.span(
        tag,
        rx.cond(
            Desk.may_write_notes,
            rx.el.button(
                icon("x", 11),
                type="button",
                aria_label=t("Remove the tag {tag}", tag=tag),
                on_click=OrdersState.remove_tag(tag),
            ),
        ),
        class_name="chip",
    )
