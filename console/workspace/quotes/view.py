"""The quotes that can still be ordered: ordered or withdrawn; nothing at all where there are none."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import amount, cut, link, when
from console.workspace.actions.state import ActionState
from console.workspace.customer.state import CustomerState
from console.workspace.quotes.rows import QuoteRow
from console.workspace.quotes.state import QuotesState


def quotes_block() -> rx.Component:
    """The newest first, above the orders."""
    return rx.cond(
        QuotesState.rows.length() > 0,
        rx.el.section(
            rx.el.h2(t("Quotes"), class_name="section"),
            rx.foreach(QuotesState.rows, _quote),
            class_name="quotes",
            id="quotes",
            aria_label=t("Quotes"),
        ),
    )


def _quote(row: rx.Var[QuoteRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(row.number, class_name="order-number"),
            when(row.until, row.exact, class_name="meta"),
            amount(row.total),
        ),
        rx.el.div(cut(row.content, "meta"), rx.cond(CustomerState.may_order, _actions(row))),
        class_name="quote",
        key=row.id,
    )


def _actions(row: rx.Var[QuoteRow]) -> rx.Component:
    return rx.fragment(
        link(
            t("Order it"),
            to=row.href,
            replace=ActionState.heading.action != "",
            class_name="button small plain",
            aria_label=t("Order quote {number}", number=row.number),
            custom_attrs={"data-opener": row.opener},
        ),
        rx.el.button(
            t("Withdraw it"),
            type="button",
            class_name="button small quiet",
            aria_label=t("Withdraw quote {number}", number=row.number),
            on_click=QuotesState.withdraw(row.id),
        ),
    )
