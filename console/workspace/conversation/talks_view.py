"""Conversations of the customer, in every channel, and the form of a visit."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import cut, icon, labelled, link
from console.workspace.conversation.rows import Choice
from console.workspace.conversation.state import ConversationState
from console.workspace.conversation.talks import TalksState
from console.workspace.inbox.rows import InboxRow

_SIGNS = {"chat": "message-square", "phone": "phone", "sms": "smartphone", "email": "mail", "store": "store"}


def talks_block() -> rx.Component:
    """Nothing at all for whoever may not see them."""
    return rx.cond(
        TalksState.may_read,
        rx.el.section(
            rx.el.h2(t("Conversations"), _begin(), class_name="section"),
            rx.cond(TalksState.opening, _form()),
            rx.foreach(TalksState.rows, _talk),
            class_name="talks",
            id="talks",
            aria_label=t("Conversations of the customer"),
        ),
    )


def _begin() -> rx.Component:
    return rx.cond(
        TalksState.may_open,
        rx.el.button(
            icon("store", 13),
            t("Open a visit"),
            type="button",
            id="open-visit",
            class_name="button small row-end",
            aria_expanded=rx.cond(TalksState.opening, "true", "false"),
            on_click=TalksState.begin,
        ),
    )


def _form() -> rx.Component:
    wrong = rx.cond(TalksState.problem_at == "subject", TalksState.problem, "")
    store = rx.el.select(
        rx.foreach(TalksState.stores, _store), id="field-visit-store", name="store", class_name="field"
    )
    wish = rx.el.textarea(id="field-visit-wish", name="wish", class_name="field", rows=2, max_length=2000)
    return rx.el.form(
        labelled("subject", t("What it is about"), wrong=wrong, max_length=200, auto_focus=True),
        rx.cond(
            TalksState.stores.length() > 0,
            rx.el.div(rx.el.label(t("Store"), html_for="field-visit-store"), store, class_name="labelled"),
        ),
        rx.el.div(rx.el.label(t("In their words"), html_for="field-visit-wish"), wish, class_name="labelled"),
        rx.el.input(type="hidden", name="topic", value="other"),
        rx.cond(
            (TalksState.problem != "") & (TalksState.problem_at != "subject"),
            rx.el.p(TalksState.problem, class_name="wrong", role="alert"),
        ),
        rx.el.div(
            rx.el.button(t("Cancel"), type="button", class_name="button quiet", on_click=TalksState.begin),
            rx.el.button(t("Open the visit"), type="submit", class_name="button primary"),
            class_name="form-foot",
        ),
        on_submit=TalksState.open_visit,
        class_name="case-form",
        id="visit-form",
    )


def _store(each: rx.Var[Choice]) -> rx.Component:
    return rx.el.option(each.label, value=each.value)


def _talk(row: rx.Var[InboxRow]) -> rx.Component:
    return link(
        rx.match(row.channel, *[(name, icon(sign, 13)) for name, sign in _SIGNS.items()], icon("message-square", 13)),
        cut(row.subject),
        rx.el.span(rx.cond(row.state != "", row.state, row.at), class_name="meta"),
        to=row.href,
        class_name="row talk-row",
        aria_current=rx.cond(row.id == ConversationState.id, "true", "false"),
        custom_attrs={"data-row": "", "data-leaves": ""},
        key=row.id,
    )
