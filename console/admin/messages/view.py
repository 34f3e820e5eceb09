"""The list of messages to customers, one of them, and the settings of when they go."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.frame import list_pane, more_rows, row_link, row_table
from console.admin.messages.present import CHANNELS, FILTERS
from console.admin.messages.rows import MessageLine
from console.admin.messages.state import MessagesState
from console.admin.parts import confirmation, opens
from console.ui.i18n import t
from console.ui.parts import back_to, badge, cut, empty, icon, labelled, link, when

chosen = MessagesState.chosen


def message_list() -> rx.Component:
    return list_pane(
        t("Messages to customers"),
        _filter("status", t("State"), MessagesState.status, list(FILTERS.items())),
        _filter("channel", t("Channel"), MessagesState.channel, list(CHANNELS.items())),
        rx.el.button(
            icon("refresh-cw"),
            type="button",
            class_name="button quiet icon",
            aria_label=t("Refresh"),
            title=t("Refresh"),
            on_click=MessagesState.again,
        ),
        state=MessagesState,
        unread=t("The messages could not be read."),
        table=_table(),
        none=_none(),
    )


def message_pane() -> rx.Component:
    return rx.match(
        MessagesState.panel,
        ("message", _one()),
        ("gone", empty("mail", t("There is no such message"), t("Choose one on the left."), fill=True)),
        _settings(),
    )


def _filter(name: str, label: rx.Var[str], value: rx.Var[str], options: list[tuple[str, str]]) -> rx.Component:
    return rx.el.select(
        *[rx.el.option(t(text), value=key) for key, text in options],
        value=value,
        on_change=lambda chosen: MessagesState.narrow(name, chosen),
        class_name="field",
        aria_label=label,
        id=f"messages-{name}",
        style={"width": "auto"},
    )


def _none() -> rx.Component:
    return empty("mail", t("No message is like that"), t("What customers are told appears here."))


def _table() -> rx.Component:
    return rx.fragment(
        row_table(
            t("Message"),
            t("Recipient"),
            t("State"),
            t("Why"),
            rows=MessagesState.rows,
            row=_row,
            label=t("Messages to customers"),
            kind="message-row",
            id="messages",
        ),
        more_rows(MessagesState.more != "", MessagesState.earlier),
    )


def _row(row: rx.Var[MessageLine]) -> rx.Component:
    return row_link(
        rx.el.span(
            cut(row.what), rx.el.span(row.channel, " ", row.number, class_name="meta num"), class_name="two-lines"
        ),
        rx.el.span(cut(row.customer), cut(row.address, "meta num"), class_name="two-lines"),
        rx.el.span(badge(row.state, row.tone), when(row.at, row.exact, class_name="meta num"), class_name="two-lines"),
        rx.el.span(
            cut(row.problem, "meta"),
            rx.cond(row.until != "", cut(row.until, "meta num"), rx.fragment()),
            class_name="two-lines",
        ),
        to=row.href,
        chosen=chosen.id == row.id,
        kind="message-row",
        key=row.id,
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=messages"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.what, class_name="pane-title"),
                rx.el.div(badge(chosen.state, chosen.tone), " ", rx.el.span(chosen.channel, class_name="meta")),
            ),
            class_name="who plain-who",
        ),
        _facts(),
        rx.cond(MessagesState.wrong != "", rx.el.p(MessagesState.wrong, class_name="wrong", role="alert")),
        rx.cond(MessagesState.may_act, _buttons()),
        rx.cond(
            chosen.body != "",
            rx.el.div(
                rx.cond(chosen.subject != "", rx.el.p(chosen.subject, class_name="strong")),
                rx.el.p(chosen.body, style={"white-space": "pre-wrap"}),
                class_name="message-text",
            ),
        ),
        aria_label=t("Message"),
        id="one-message",
    )


def _facts() -> rx.Component:
    return rx.el.dl(
        _fact(t("Recipient"), rx.fragment(link(chosen.customer, to=chosen.customer_href), " ", chosen.address)),
        _fact(t("Written"), when(chosen.at, chosen.exact)),
        rx.cond(chosen.until != "", _fact(t("Waits until"), chosen.until), rx.fragment()),
        rx.cond(chosen.problem != "", _fact(t("Why"), chosen.problem), rx.fragment()),
        rx.cond(chosen.sent != "", _fact(t("Sent"), when(chosen.sent, chosen.sent_exact)), rx.fragment()),
        rx.cond(chosen.attempts != "", _fact(t("Tried"), chosen.attempts), rx.fragment()),
        rx.cond(
            chosen.first != "",
            _fact(t("In place of"), link(t("the message that did not arrive"), to=chosen.first)),
            rx.fragment(),
        ),
        class_name="facts",
    )


def _fact(label: rx.Var[str], value: rx.Var[str] | rx.Component) -> rx.Component:
    return rx.fragment(rx.el.dt(label), rx.el.dd(value, class_name="wrap"))


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.cond(
            chosen.in_doubt,
            rx.el.button(
                icon("check"),
                t("It arrived"),
                type="button",
                class_name="button primary",
                id="message-arrived",
                on_click=MessagesState.arrived,
            ),
        ),
        rx.cond(
            chosen.can_again,
            rx.el.button(
                icon("repeat-2"),
                t("Send again"),
                type="button",
                class_name="button",
                id="message-again",
                on_click=MessagesState.send_once_more,
            ),
        ),
        rx.cond(
            chosen.waits,
            opens("confirm-call-off", "x", t("Do not send"), danger=True),
        ),
        confirmation(
            "confirm-call-off",
            title=t("Do not send this message?"),
            says=t("The customer does not get it on any other channel either. Its text stays here."),
            does=t("Do not send"),
            on_click=MessagesState.call_off,
        ),
        class_name="actions spaced",
    )


def _settings() -> rx.Component:
    form = MessagesState.form
    return rx.el.section(
        rx.el.header(
            rx.el.div(rx.el.h2(t("When messages may go"), class_name="pane-title")), class_name="who plain-who"
        ),
        rx.el.form(
            rx.el.p(
                t("At night, where the customer lives, SMS and questions wait. What they look for goes at once."),
                class_name="meta",
            ),
            rx.el.fieldset(_fields(), disabled=~MessagesState.may_set, class_name="plain-set"),
            rx.cond(MessagesState.wrong != "", rx.el.p(MessagesState.wrong, class_name="wrong", role="alert")),
            rx.cond(
                MessagesState.may_set,
                rx.el.div(
                    rx.el.button(t("Keep"), class_name="button primary", type="submit", id="keep-delivery"),
                    class_name="form-foot",
                ),
            ),
            on_submit=MessagesState.keep,
            class_name="form",
            key=form["version"],
            id="delivery-settings",
        ),
        aria_label=t("When messages may go"),
    )


def _fields() -> rx.Component:
    form = MessagesState.form
    return rx.fragment(
        rx.el.div(
            labelled("quiet_from", t("Quiet from"), kind="time", default_value=form["quiet_from"]),
            labelled("quiet_until", t("Quiet until"), kind="time", default_value=form["quiet_until"]),
            class_name="side-by-side",
        ),
        rx.el.label(
            rx.el.input(type="checkbox", name="quiet_email", default_checked=form["quiet_email"] == "on"),
            rx.el.span(t("E-mails wait as well")),
            class_name="tick",
        ),
        rx.el.p(t("At most so many messages to one customer:"), class_name="meta"),
        rx.el.div(
            labelled("cap_sms", t("SMS"), kind="number", min="1", default_value=form["cap_sms"]),
            labelled("cap_email", t("E-mails"), kind="number", min="1", default_value=form["cap_email"]),
            labelled("cap_hours", t("Within hours"), kind="number", min="1", default_value=form["cap_hours"]),
            class_name="side-by-side",
        ),
        rx.el.p(
            t("A customer who has not picked up an order after this many days gets one reminder. 0: no reminder."),
            class_name="meta",
        ),
        labelled("pickup_days", t("Days until a reminder"), kind="number", min="0", default_value=form["pickup_days"]),
    )
