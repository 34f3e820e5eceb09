"""Cases of the customer: where each waits and why, whose it is; and a form for a new one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import badge, cut, icon, labelled, link, when
from console.why.state import Why
from console.why.view import why_button, why_part
from console.workspace.cases.rows import CaseRow
from console.workspace.cases.state import CasesState
from console.workspace.state import Workspace


def cases_block() -> rx.Component:
    """Open cases first; nothing at all for whoever may not see them."""
    return rx.cond(
        CasesState.may_read,
        rx.el.section(
            rx.el.h2(t("Cases"), _begin(), class_name="section"),
            rx.cond(CasesState.opening, _form()),
            rx.foreach(CasesState.rows, _case),
            class_name="cases",
            id="cases",
            aria_label=t("Cases"),
        ),
    )


def _begin() -> rx.Component:
    return rx.cond(
        CasesState.may_open,
        rx.el.button(
            icon("plus", 13),
            t("Open a case"),
            type="button",
            id="open-case",
            class_name="button small row-end",
            aria_expanded=rx.cond(CasesState.opening, "true", "false"),
            on_click=CasesState.begin,
        ),
    )


_TOPICS = {
    "order": t("Order"),
    "delivery": t("Delivery"),
    "return": t("Return"),
    "refund": t("Refund"),
    "payment": t("Payment"),
    "product": t("Product"),
    "account": t("Account"),
    "complaint": t("Complaint"),
    "other": t("Other"),
}
_CHANNELS = {
    "phone": t("Phone"),
    "email": t("E-mail"),
    "chat": t("Chat"),
    "sms": t("SMS"),
    "store": t("Store"),
}


def _form() -> rx.Component:
    wrong = rx.cond(CasesState.problem_at == "subject", CasesState.problem, "")
    return rx.el.form(
        labelled("subject", t("What it is about"), wrong=wrong, max_length=200, auto_focus=True),
        rx.el.div(
            _select("topic", t("Topic"), _TOPICS), _select("channel", t("Channel"), _CHANNELS), class_name="form-pair"
        ),
        rx.cond(Workspace.order_key != "", _about_order()),
        rx.cond(
            (CasesState.problem != "") & (CasesState.problem_at != "subject"),
            rx.el.p(CasesState.problem, class_name="wrong", role="alert"),
        ),
        rx.el.div(
            rx.el.button(t("Cancel"), type="button", class_name="button quiet", on_click=CasesState.begin),
            rx.el.button(t("Open the case"), type="submit", class_name="button primary"),
            class_name="form-foot",
        ),
        on_submit=CasesState.open_new,
        class_name="case-form",
    )


def _about_order() -> rx.Component:
    return rx.el.div(
        rx.el.label(rx.el.input(type="checkbox", name="about_order", default_checked=True), t("About the open order")),
        class_name="labelled check",
    )


def _select(name: str, label: rx.Var[str], choices: dict[str, rx.Var[str]]) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"field-case-{name}"),
        rx.el.select(
            *[rx.el.option(text, value=value) for value, text in choices.items()],
            id=f"field-case-{name}",
            name=name,
            class_name="field",
        ),
        class_name="labelled",
    )


def _case(row: rx.Var[CaseRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(row.number, class_name="order-number"),
            badge(row.status, row.tone),
            when(row.at, row.exact, class_name="meta row-end"),
        ),
        rx.el.div(
            rx.cond(
                row.href != "",
                link(cut(row.subject), to=row.href, class_name="case-subject", custom_attrs={"data-leaves": ""}),
                cut(row.subject),
            )
        ),
        rx.el.div(
            rx.cond(~row.closed, cut(row.waits, "meta case-waits")),
            rx.cond(row.owner != "", cut(row.owner, "meta case-owner")),
            rx.el.span(_actions(row), class_name="chips row-end"),
        ),
        rx.cond(
            row.decision != "",
            rx.fragment(why_part("place", row.decision), _go_by(row)),
        ),
        class_name="case",
        key=row.id,
    )


def _actions(row: rx.Var[CaseRow]) -> rx.Component:
    return rx.fragment(
        rx.cond(
            row.decision != "",
            why_button("place", row.decision, t("Why does case {number} wait there?", number=row.number)),
        ),
        rx.cond(
            CasesState.may_open,
            rx.cond(
                row.closed,
                _button(t("Open again"), CasesState.reopen(row.id)),
                rx.fragment(
                    rx.cond(
                        row.mine,
                        _button(t("Give back"), CasesState.give_back(row.id)),
                        _button(t("Take"), CasesState.take(row.id)),
                    ),
                    _button(t("Close"), CasesState.close(row.id)),
                ),
            ),
        ),
    )


def _button(label: rx.Var[str], event: Any) -> rx.Component:
    return rx.el.button(label, type="button", class_name="button small plain", on_click=event)


def _go_by(row: rx.Var[CaseRow]) -> rx.Component:
    """Below the answer: the version that the case goes by, and a way to the live one."""
    return rx.cond(
        (Why.of == rx.Var.create(f"place:{row.decision}")) & CasesState.may_open & ~row.closed & (row.rules != ""),
        rx.el.div(
            rx.el.span(t("It goes by {rules}.", rules=row.rules), class_name="meta"),
            _button(t("Route anew with the live rules"), CasesState.route(row.id)),
        ),
    )
