"""The list of webhooks, one of them with what it was told, and a new one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.frame import adds, list_pane, row_link, row_table
from console.admin.parts import confirmation, opens
from console.admin.webhooks.form import endpoint_form
from console.admin.webhooks.log import delivery_log
from console.admin.webhooks.rows import EndpointLine
from console.admin.webhooks.state import WebhooksState
from console.ui.i18n import t
from console.ui.parts import back_to, badge, cut, empty, icon, when

chosen = WebhooksState.chosen


def webhook_list() -> rx.Component:
    return list_pane(
        t("Webhooks"),
        adds("webhook", t("Add a webhook"), to="/admin?tab=webhooks&new=webhook", id="add-webhook"),
        state=WebhooksState,
        unread=t("The webhooks could not be read."),
        table=_table(),
        none=_none(),
    )


def webhook_pane() -> rx.Component:
    return rx.match(
        WebhooksState.panel,
        ("webhook", _one()),
        ("new", _new()),
        ("missing", empty("webhook", t("There is no such webhook"), t("The link may be old."), fill=True)),
        empty("webhook", t("No webhook is chosen"), t("Choose one on the left, or add one."), fill=True),
    )


def _none() -> rx.Component:
    return empty(
        "webhook",
        t("No webhooks yet"),
        t("A shop, a warehouse or an accounting system can be told of what happens, as it happens, at an address."),
    )


def _table() -> rx.Component:
    return row_table(
        t("Address"),
        t("Deliveries"),
        t("Arrived last"),
        t("State"),
        rows=WebhooksState.rows,
        row=_row,
        label=t("Webhooks"),
    )


def _row(row: rx.Var[EndpointLine]) -> rx.Component:
    named = rx.cond(row.description != "", row.description, row.types)
    return row_link(
        rx.el.span(cut(row.url, "strong"), cut(named, "meta"), class_name="two-lines"),
        _counts(row),
        rx.el.span(row.last, title=row.last_exact, class_name="meta num"),
        rx.el.span(badge(row.state, row.tone)),
        to=row.href,
        chosen=chosen.id == row.id,
    )


def _counts(row: rx.Var[EndpointLine]) -> rx.Component:
    return rx.el.span(cut(row.waiting, "meta num"), cut(row.given_up, "num tone red"), class_name="two-lines")


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=webhooks"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.url, class_name="pane-title mono"),
                rx.el.div(
                    badge(chosen.state, chosen.tone),
                    rx.el.span(chosen.waiting),
                    rx.el.span(chosen.given_up),
                    class_name="who-line",
                ),
            ),
            class_name="who plain-who",
        ),
        rx.cond(chosen.status == "given_up", _given_up()),
        _facts(),
        rx.cond(WebhooksState.secret != "", _secret()),
        endpoint_form(WebhooksState.change, t("Keep the changes"), filled=True),
        _actions(),
        delivery_log(),
        *_confirmations(),
        aria_label=chosen.url,
    )


def _confirmations() -> list[rx.Component]:
    return [
        confirmation(
            "confirm-stop",
            title=t("Stop this webhook?"),
            says=t("What happens meanwhile is not told later; what waits already is sent when it goes on."),
            does=t("Stop the webhook"),
            on_click=WebhooksState.stop,
        ),
        confirmation(
            "confirm-rotate",
            title=t("Make a new secret?"),
            says=t("For a day deliveries are signed with both, so that the other system can change over."),
            does=t("Make a new secret"),
            on_click=WebhooksState.rotate,
        ),
        confirmation(
            "confirm-remove",
            title=t("Remove this webhook?"),
            says=t("It is told nothing any more, and what it was told is forgotten. This cannot be undone."),
            does=t("Remove the webhook"),
            on_click=WebhooksState.remove,
        ),
    ]


def _actions() -> rx.Component:
    going_on = rx.el.button(icon("play"), t("Go on"), type="button", class_name="button", on_click=WebhooksState.go_on)
    return rx.el.div(
        rx.cond(chosen.status == "active", opens("confirm-stop", "pause", t("Stop"), danger=True), going_on),
        rx.cond(
            chosen.status == "active",
            rx.el.button(
                icon("send"),
                t("Send a test event"),
                type="button",
                class_name="button",
                id="send-test",
                on_click=WebhooksState.send_test,
            ),
        ),
        opens("confirm-rotate", "rotate-ccw-key", t("New secret")),
        opens("confirm-remove", "trash-2", t("Remove"), danger=True),
        class_name="actions spaced",
    )


def _facts() -> rx.Component:
    return rx.el.dl(
        rx.el.dt(t("Made")),
        rx.el.dd(when(chosen.made, chosen.made_exact), rx.el.span(" · ", chosen.made_by)),
        rx.el.dt(t("Arrived last")),
        rx.el.dd(when(chosen.last, chosen.last_exact)),
        rx.cond(
            chosen.failing != "",
            rx.fragment(rx.el.dt(t("Fails since")), rx.el.dd(chosen.failing)),
            rx.fragment(),
        ),
        rx.el.dt(t("Secret")),
        rx.el.dd(
            rx.el.button(
                t("Show the secret"),
                class_name="button small",
                type="button",
                id="show-secret",
                on_click=WebhooksState.show_secret,
            )
        ),
        class_name="facts",
    )


def _given_up() -> rx.Component:
    return rx.el.p(
        icon("triangle-alert"),
        t("Nothing arrived for a day, or the other system said that it is gone. It is told nothing until you go on."),
        class_name="remark amber",
        role="alert",
    )


def _secret() -> rx.Component:
    return rx.el.div(
        rx.el.code(WebhooksState.secret, class_name="secret", id="webhook-secret", tab_index=0),
        rx.el.div(
            rx.el.button(
                icon("copy"),
                t("Copy the secret"),
                class_name="button",
                type="button",
                custom_attrs={"data-copy": WebhooksState.secret},
            ),
            class_name="actions",
        ),
        class_name="form",
    )


def _new() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=webhooks"),
        rx.el.h2(t("Add a webhook"), class_name="pane-title"),
        rx.el.p(
            t("It is told of what happens from now on, signed by the Standard Webhooks scheme."),
            class_name="meta",
        ),
        endpoint_form(WebhooksState.add, t("Add this webhook"), filled=False),
        class_name="form",
    )
