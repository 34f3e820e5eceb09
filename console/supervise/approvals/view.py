"""The list of requests, and one of them with the buttons that decide."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.supervise.approvals.details import details
from console.supervise.approvals.rows import ApprovalLine
from console.supervise.approvals.state import ApprovalsState
from console.ui.i18n import t
from console.ui.parts import badge, bones, cut, empty, link, trouble, when

chosen = ApprovalsState.chosen


def approval_list() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("Approvals"), class_name="strong"),
            rx.el.div(class_name="bar-fill"),
            rx.el.div(
                _which("pending", "/supervisor", t("Waiting")),
                _which("decided", "/supervisor?list=decided", t("Decided")),
                class_name="segments",
                role="group",
                aria_label=t("Which ones"),
            ),
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                ApprovalsState.failed,
                trouble(t("The requests could not be read."), ApprovalsState.again),
                rx.cond(
                    ApprovalsState.ready,
                    rx.cond(ApprovalsState.rows.length() > 0, _table(), _none()),
                    bones(*["100%"] * 6, height="40px"),
                ),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
    )


def approval_pane() -> rx.Component:
    return rx.match(
        ApprovalsState.panel,
        ("one", details(chosen)),
        ("missing", empty("stamp", t("There is no such request"), t("The link may be old."), fill=True)),
        empty(
            "stamp",
            t("No request is chosen"),
            rx.fragment(rx.el.kbd("J"), " ", rx.el.kbd("K"), " ", rx.el.kbd("Enter")),
            fill=True,
        ),
    )


def _which(listed: str, to: str, label: rx.Var[str]) -> rx.Component:
    return link(
        label,
        to=to,
        class_name="plain",
        id=f"list-{listed}",
        aria_current=rx.cond(ApprovalsState.listed == listed, "page", "false"),
    )


def _none() -> rx.Component:
    return rx.cond(
        ApprovalsState.listed == "pending",
        empty(
            "circle-check",
            t("Nothing waits for you"),
            t("What passes a limit appears here by itself, the moment somebody asks."),
        ),
        empty("history", t("Nothing was decided yet"), t("What is granted or refused is kept here.")),
    )


def _table() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.span(t("What")),
            rx.el.span(t("Asked for"), class_name="amount"),
            rx.el.span(t("Customer")),
            rx.el.span(t("Asked by")),
            rx.el.span(rx.cond(ApprovalsState.listed == "pending", t("Since"), t("State")), class_name="amount"),
            class_name="request-row admin-head",
            aria_hidden="true",
        ),
        rx.el.ul(rx.foreach(ApprovalsState.rows, _row), aria_label=t("Approvals"), id="requests"),
        rx.cond(
            ApprovalsState.cursor != "",
            rx.el.div(
                rx.el.button(t("Show more"), class_name="button", type="button", on_click=ApprovalsState.more),
                class_name="pager",
            ),
        ),
    )


def _row(row: rx.Var[ApprovalLine]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(
                    cut(row.what, "strong"), rx.el.span(row.amount, class_name="num"), class_name="request-what"
                ),
                cut(row.note, "meta"),
                class_name="two-lines",
            ),
            rx.el.span(
                rx.el.span(row.asked, class_name="request-asked"),
                rx.el.span(row.allowed, rx.cond(row.more != "", " " + row.more, ""), class_name="meta"),
                class_name="two-lines amount",
            ),
            rx.el.span(cut(row.customer), rx.el.span(row.order, class_name="meta num"), class_name="two-lines"),
            rx.el.span(cut(row.who), cut(row.role, "meta"), class_name="two-lines"),
            rx.cond(
                ApprovalsState.listed == "pending",
                when(row.since, row.since_exact, class_name="meta num amount"),
                rx.el.span(
                    badge(row.state, row.tone),
                    rx.el.span(row.decided, class_name="meta num"),
                    class_name="two-lines amount",
                ),
            ),
            to=row.href,
            class_name="row request-row",
            aria_current=rx.cond(chosen.id == row.id, "true", "false"),
            custom_attrs={"data-row": ""},
        ),
        key=row.id,
    )
