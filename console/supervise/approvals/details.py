"""One request: who asks for what and why, the limits, before and after, and the two answers."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.supervise.approvals.rows import ApprovalCard, FigureRow, GoodsRow, LimitRow
from console.supervise.approvals.state import ApprovalsState
from console.ui.i18n import t
from console.ui.parts import amount, back_to, badge, icon, link, when
from console.why.view import why_button, why_part


def details(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.el.section(
        back_to("/supervisor"),
        rx.el.div(
            _head(card),
            _why(card),
            _limits(card),
            _figures(card),
            _said(t("What moves"), card.moves),
            _said(t("Rules"), card.rules),
            rx.el.div(
                why_button("approval", card.id, t("Why does this need a word?")),
                why_part("approval", card.id),
                class_name="request-why",
            ),
            _goods(card),
            class_name="request",
        ),
        rx.cond(card.waiting, _answers(card), _decided(card)),
        aria_label=card.grant,
        class_name="request-pane",
    )


def _head(card: rx.Var[ApprovalCard]) -> rx.Component:
    line = card.line
    return rx.el.header(
        rx.el.div(
            rx.el.h2(line.what, " ", rx.el.span(line.amount, class_name="num"), class_name="pane-title"),
            badge(line.state, line.tone),
            class_name="request-title",
        ),
        rx.el.p(line.who, " · ", line.role, " · ", when(line.since, line.since_exact), class_name="meta request-by"),
        rx.cond(
            card.opens != "",
            link(
                icon("user-round"),
                rx.el.span(line.customer),
                rx.el.span(line.order, class_name="num"),
                icon("arrow-up-right", 13),
                to=card.opens,
                id="open-request",
                class_name="request-whom",
            ),
        ),
    )


def _why(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.fragment(
        rx.cond(
            card.line.note != "",
            rx.el.blockquote(icon("message-square-text"), rx.el.span(card.line.note), class_name="request-note"),
        ),
        rx.cond(
            card.because != "",
            rx.el.p(rx.el.span(t("Reason"), class_name="meta"), " ", card.because, class_name="request-because"),
        ),
    )


def _limits(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("Limits that are passed"), scope="col"),
                rx.el.th(t("with this"), scope="col"),
                rx.el.th(t("allowed"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(card.limits, _limit)),
        class_name="sheet over",
    )


def _limit(row: rx.Var[LimitRow]) -> rx.Component:
    return rx.cond(
        row.sentence != "",
        rx.el.tr(rx.el.td(row.sentence, col_span=3)),
        rx.el.tr(
            rx.el.th(row.name, scope="row"),
            rx.el.td(row.asked, class_name="num over-asked"),
            rx.el.td(row.allowed, class_name="num"),
        ),
    )


def _figures(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.cond(
        card.figures.length() > 0,
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("Order"), scope="col"),
                    rx.el.th(t("before"), scope="col"),
                    rx.el.th(t("after"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(card.figures, _figure)),
            class_name="sheet",
            id="before-and-after",
        ),
    )


def _figure(row: rx.Var[FigureRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.name, scope="row"),
        rx.el.td(row.before, class_name="num"),
        rx.el.td(row.after, class_name=rx.cond(row.changed, "num changed", "num")),
        class_name=rx.cond(row.strong, "total", ""),
    )


def _said(title: rx.Var[str], texts: rx.Var[list[str]]) -> rx.Component:
    return rx.cond(
        texts.length() > 0,
        rx.el.div(
            rx.el.h3(title),
            rx.el.ul(rx.foreach(texts, _text), class_name="plain-list"),
            class_name="request-part",
        ),
    )


def _text(text: rx.Var[str]) -> rx.Component:
    return rx.el.li(text)


def _goods(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.cond(
        card.goods.length() > 0,
        rx.el.div(
            rx.el.h3(t("Goods")),
            rx.el.ul(rx.foreach(card.goods, _piece), class_name="plain-list"),
            class_name="request-part",
        ),
    )


def _piece(row: rx.Var[GoodsRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.pieces, class_name="meta num"),
        rx.el.span(row.title, title=row.sku),
        amount(row.total),
        class_name="piece",
    )


def _answers(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.el.footer(
        rx.cond(
            card.own,
            rx.fragment(
                rx.el.p(t("You asked for this yourself; somebody else must decide."), class_name="meta"),
                rx.el.button(
                    icon("undo-2"),
                    t("Withdraw"),
                    class_name="button",
                    type="button",
                    id="withdraw-approval",
                    on_click=ApprovalsState.withdraw,
                ),
            ),
            rx.fragment(
                rx.el.button(
                    icon("x"),
                    t("Refuse…"),
                    rx.el.kbd("X"),
                    class_name="button danger",
                    type="button",
                    id="open-refuse-approval",
                    custom_attrs={"data-opens": "refuse-approval", "data-key": "x"},
                ),
                rx.el.button(
                    icon("check"),
                    t("Grant {what}", what=card.grant),
                    rx.el.kbd("G"),
                    class_name="button primary",
                    type="button",
                    id="grant-approval",
                    on_click=ApprovalsState.grant,
                    custom_attrs={"data-key": "g"},
                ),
                _refusal(card),
            ),
        ),
        class_name="request-foot",
    )


def _refusal(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.el.dialog(
        rx.el.form(
            rx.el.h2(t("Refuse {what}?", what=card.grant), id="refuse-approval-title"),
            rx.el.label(t("Reason, for {name} to read", name=card.line.who), html_for="refusal-reason"),
            rx.el.textarea(
                id="refusal-reason",
                name="reason",
                class_name="field",
                rows="3",
                max_length=500,
                required=True,
                auto_focus=True,
                custom_attrs={"aria-describedby": "refusal-wrong"},
            ),
            rx.cond(
                ApprovalsState.wrong != "",
                rx.el.span(ApprovalsState.wrong, class_name="wrong", role="alert", id="refusal-wrong"),
            ),
            rx.el.div(
                rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                rx.el.button(t("Refuse"), class_name="button danger solid", type="submit"),
                class_name="form-foot",
            ),
            on_submit=ApprovalsState.refuse,
        ),
        id="refuse-approval",
        class_name="confirm",
        custom_attrs={"aria-labelledby": "refuse-approval-title"},
    )


def _decided(card: rx.Var[ApprovalCard]) -> rx.Component:
    return rx.el.footer(
        rx.el.p(
            badge(card.line.state, card.line.tone),
            rx.el.span(card.decided_by, " · ", when(card.decided, card.decided_exact), class_name="meta"),
            class_name="who-line",
        ),
        rx.cond(card.outcome != "", rx.el.p(card.outcome, class_name="wrap")),
        class_name="request-foot decided",
        role="status",
    )
