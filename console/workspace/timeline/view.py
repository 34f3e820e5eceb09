"""The middle: everything that happened, newest first, and the composer for notes below it."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.browser_parts import Composer
from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import bones, empty, icon, link, trouble, when
from console.why.view import why_button, why_part
from console.workspace.timeline.rows import MomentRow
from console.workspace.timeline.state import FILTERS, TimelineState

_SIGNS = {
    "note": "sticky-note",
    "order": "shopping-bag",
    "payment": "credit-card",
    "shipment": "truck",
    "stock": "warehouse",
    "return": "undo-2",
    "consent": "shield-check",
    "risk": "flag",
    "tag": "tag",
    "customer": "user",
    "hold": "pause",
}


def timeline_head() -> rx.Component:
    """Whose timeline this is, and what of it is shown."""
    return rx.el.div(
        rx.el.div(
            *[_filter(key, label) for key, label in FILTERS.items()],
            class_name="segments filters",
            role="group",
            aria_label=t("Show"),
        ),
        rx.cond(
            TimelineState.order != "",
            rx.el.div(
                _scope("order", TimelineState.order, whole=False),
                _scope("customer", t("Customer"), whole=True),
                class_name="segments",
                role="group",
                aria_label=t("Timeline of"),
                style={"margin-left": "auto"},
            ),
        ),
        class_name="pane-head",
    )


def timeline_body() -> rx.Component:
    return rx.el.div(
        rx.cond(TimelineState.failed, trouble(t("The timeline could not be read."), TimelineState.again), _read()),
        class_name="pane-body",
        id="timeline",
    )


def _read() -> rx.Component:
    return rx.cond(
        TimelineState.ready,
        rx.cond(
            TimelineState.rows.length() > 0,
            rx.el.div(
                _pager(TimelineState.page > 0, t("Later"), TimelineState.later),
                rx.foreach(TimelineState.rows, _moment),
                _pager(TimelineState.more, t("Earlier"), TimelineState.earlier),
                class_name="timeline",
            ),
            rx.cond(
                TimelineState.shown == "all",
                empty(
                    "history",
                    t("Nothing here yet"),
                    t("What happens to this customer and their orders appears here."),
                    fill=True,
                ),
                empty("history", t("Nothing of this kind"), t("“Everything” above shows the rest."), fill=True),
            ),
        ),
        bones("30%", "70%", "55%", "80%", "45%", "65%", "72%", "50%"),
    )


def note_composer() -> rx.Component:
    return rx.cond(
        Desk.may_write_notes,
        Composer.create(
            subject=TimelineState.subject,
            accepted=TimelineState.accepted,
            label=t("Note"),
            placeholder=rx.cond(
                (TimelineState.order != "") & ~TimelineState.whole,
                t("Note on order {number} (N)", number=TimelineState.order),
                t("Note on this customer (N)"),
            ),
            pin=t("Pin to the customer"),
            send=t("Add note"),
            sending=t("Adding…"),
            on_send=TimelineState.add_note,
        ),
    )


def _filter(key: str, label: str) -> rx.Component:
    return rx.el.button(
        t(label),
        type="button",
        aria_pressed=rx.cond(TimelineState.shown == key, "true", "false"),
        on_click=TimelineState.show(key),
    )


def _scope(id: str, label: rx.Var[str], *, whole: bool) -> rx.Component:
    chosen = TimelineState.whole if whole else ~TimelineState.whole
    return rx.el.button(
        label,
        type="button",
        id=f"scope-{id}",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=TimelineState.widen(whole),
    )


def _pager(shown: rx.Var[bool], label: rx.Var[str], event: Any) -> rx.Component:
    return rx.cond(
        shown,
        rx.el.div(rx.el.button(label, class_name="button quiet", type="button", on_click=event), class_name="pager"),
    )


def _moment(row: rx.Var[MomentRow]) -> rx.Component:
    return rx.fragment(
        rx.cond(row.day != "", rx.el.h3(row.day, class_name="day")),
        rx.el.article(
            when(row.time, row.exact),
            rx.el.span(_sign(row), class_name=rx.Var.create(f"moment-mark {row.tone}")),
            rx.el.div(
                rx.el.span(row.text),
                rx.cond(row.order != "", rx.fragment(" ", link(row.order, to=row.href, class_name="num"))),
                rx.el.span(row.who, rx.cond(row.why != "", rx.fragment(" · ", row.why)), class_name="meta moment-by"),
                rx.cond(
                    row.decided != "",
                    why_button(row.decided_kind, row.decided, t("Why: {text}", text=row.text)),
                ),
                rx.cond(row.note != "", rx.el.div(row.note, class_name="moment-note")),
                rx.cond(row.decided != "", why_part(row.decided_kind, row.decided)),
                rx.cond(row.letter.open, _letter(row)),
                rx.cond(row.message != "", _seen_to(row)),
                class_name="moment-text",
            ),
            class_name=rx.cond(row.fresh, "moment fresh", "moment"),
        ),
        key=row.id,
    )


def _letter(row: rx.Var[MomentRow]) -> rx.Component:
    """Opens in place, on the text as the customer was sent it."""
    return rx.el.details(
        rx.el.summary(t("Read the message"), rx.el.span(row.letter.states, class_name="meta"), class_name="meta"),
        rx.el.div(
            rx.cond(
                row.letter.recipient != "",
                rx.el.div(t("To {address}", address=row.letter.recipient), class_name="meta"),
            ),
            rx.cond(row.letter.subject != "", rx.el.div(row.letter.subject, class_name="strong")),
            rx.cond(row.letter.body != "", row.letter.body, t("Its text is no longer kept.")),
            class_name="moment-note",
        ),
        class_name="moment-letter",
    )


def _seen_to(row: rx.Var[MomentRow]) -> rx.Component:
    """A message that failed, or may have: whoever knows says so, or has it sent again."""
    return rx.el.div(
        rx.cond(
            row.in_doubt,
            rx.el.button(
                t("It arrived"),
                type="button",
                class_name="button small",
                on_click=TimelineState.message_arrived(row.message),
            ),
        ),
        rx.el.button(
            t("Send again"),
            type="button",
            class_name="button small",
            on_click=TimelineState.message_again(row.message),
        ),
        class_name="moment-deeds",
    )


def _sign(row: rx.Var[MomentRow]) -> rx.Component:
    return rx.match(row.mark, *[(mark, icon(name, 13)) for mark, name in _SIGNS.items()], icon("circle-dot", 13))
