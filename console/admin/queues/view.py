"""The lists of queues, service levels and opening hours."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.queues.forms import form_of
from console.admin.queues.rows import Line
from console.admin.queues.state import QueuesState
from console.ui.i18n import t
from console.ui.parts import back_to, bones, cut, empty, icon, link, trouble

card = QueuesState.card


def queue_list() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("Queues and service levels"), class_name="strong"),
            rx.el.div(class_name="bar-fill"),
            link(
                icon("sliders-horizontal"),
                t("How cases are offered"),
                to="/admin?tab=queues&settings=1",
                class_name="button plain",
                id="assignment-settings",
            ),
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                QueuesState.failed,
                trouble(t("The queues could not be read."), QueuesState.again),
                rx.cond(QueuesState.ready, _lists(), bones(*["100%"] * 8, height="40px")),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
    )


def queue_pane() -> rx.Component:
    return rx.cond(
        card.kind != "",
        rx.fragment(
            back_to("/admin?tab=queues"),
            form_of(card),
        ),
        rx.cond(
            QueuesState.missing,
            empty("inbox", t("There is nothing with this name"), t("The link may be old."), fill=True),
            empty("inbox", t("Nothing is chosen"), t("Choose a queue, a service level or opening hours."), fill=True),
        ),
    )


def _lists() -> rx.Component:
    return rx.fragment(
        _list("queue", t("Queues"), t("New queue"), QueuesState.of_queues),
        _list("level", t("Service levels"), t("New service level"), QueuesState.of_levels),
        _list("calendar", t("Opening hours"), t("New opening hours"), QueuesState.of_calendars),
    )


def _list(kind: str, title: rx.Var[str], new: rx.Var[str], rows: rx.Var[list[Line]]) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title),
            link(
                icon("plus", 13),
                new,
                to=f"/admin?tab=queues&new={kind}",
                class_name="button quiet small plain",
                id=f"new-{kind}",
            ),
            class_name="list-head",
        ),
        rx.el.ul(rx.foreach(rows, _row), id=f"{kind}-rows", aria_label=title),
        aria_label=title,
    )


def _row(row: rx.Var[Line]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(cut(row.label, "strong"), rx.el.span(row.name, class_name="meta mono"), class_name="two-lines"),
            cut(row.says),
            rx.el.span(row.aside, class_name="meta"),
            to=row.href,
            class_name="row queue-row",
            aria_current=rx.cond(QueuesState.chosen == row.key, "true", "false"),
            custom_attrs={"data-row": ""},
        ),
        key=row.key,
    )
