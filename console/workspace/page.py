"""The screen at `/`: what was found on the left, the timeline in the middle, the customer and orders on the right."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.layout import screen
from console.ui.parts import back_to, empty, icon, link, trouble
from console.workspace.actions.commands import action_commands
from console.workspace.actions.view import customer_panel
from console.workspace.alerts.view import alerts_strip
from console.workspace.call.view import call_bar, call_commands, call_handle
from console.workspace.cases.view import cases_block
from console.workspace.conversation.commands import conversation_commands
from console.workspace.conversation.state import ConversationState
from console.workspace.conversation.talks_view import talks_block
from console.workspace.conversation.view import conversation_missing, conversation_pane, keep_open, nobody_known
from console.workspace.customer.state import CustomerState
from console.workspace.customer.view import customer_bones, customer_header
from console.workspace.files.view import files_block
from console.workspace.inbox.view import inbox_head, inbox_rows, keep_list
from console.workspace.new_customer.view import new_customer_form
from console.workspace.orders.view import order_list
from console.workspace.person.commands import person_commands
from console.workspace.quotes.view import quotes_block
from console.workspace.requests.view import requests_strip
from console.workspace.search.view import found_list, search_box
from console.workspace.state import Workspace
from console.workspace.timeline.view import note_composer, timeline_body, timeline_head


def workspace_page() -> rx.Component:
    return screen(search=search_box(), middle_of_bar=_bar_actions(), body=_panes(), commands=_commands())


def _bar_actions() -> rx.Component:
    return rx.fragment(
        call_handle(),
        rx.el.button(
            icon("panel-left"),
            class_name="button quiet icon only-narrow",
            type="button",
            aria_label=t("Show the list"),
            custom_attrs={"data-toggle-left": ""},
        ),
        rx.cond(
            Desk.may_write_customers,
            link(
                icon("user-plus"),
                rx.el.span(t("New customer"), class_name="bar-word"),
                to="/?new=customer",
                class_name="button quiet plain",
                id="new-customer-link",
                custom_attrs={"data-key": "c"},
                title="C",
            ),
        ),
    )


def _panes() -> rx.Component:
    return rx.el.main(
        rx.cond(Workspace.panel == "nobody", rx.el.h1("Comptoir", class_name="unseen")),
        keep_open(),
        keep_list(),
        rx.el.aside(
            inbox_head(),
            rx.el.div(inbox_rows(), found_list(), class_name="pane-body", custom_attrs={"data-rows": ""}),
            class_name="pane pane-left",
            aria_label=t("Conversations and search"),
        ),
        rx.el.div(
            _tab("record", t("Customer")),
            _tab("timeline", rx.cond(ConversationState.id != "", t("Conversation"), t("Timeline")).to(str)),
            class_name="pane-tabs",
            role="tablist",
        ),
        rx.el.section(call_bar(), _middle(), class_name="pane pane-middle", aria_label=t("Timeline")),
        rx.el.section(_right(), class_name="pane pane-right", aria_label=t("Customer and orders")),
        class_name="panes",
    )


def _tab(name: str, label: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        role="tab",
        aria_selected="true" if name == "record" else "false",
        custom_attrs={"data-show-pane": name},
    )


def _middle() -> rx.Component:
    """The conversation; without one, what happened to the customer."""
    return rx.cond(
        ConversationState.id != "",
        conversation_pane(),
        rx.cond(ConversationState.missing, conversation_missing(), _timeline()),
    )


def _timeline() -> rx.Component:
    return rx.cond(
        (Workspace.panel == "customer") | (Workspace.panel == "loading"),
        rx.fragment(
            timeline_head(),
            timeline_body(),
            rx.cond((Workspace.panel == "customer") & ~CustomerState.record.erased, note_composer()),
        ),
        empty(
            "messages-square",
            t("No customer is open"),
            rx.fragment(
                t("Search with"),
                " ",
                rx.el.kbd("/"),
                ", ",
                t("every command with"),
                " ",
                rx.el.kbd("Ctrl"),
                " ",
                rx.el.kbd("K"),
                ".",
            ),
            fill=True,
        ),
    )


def _right() -> rx.Component:
    return rx.el.div(
        rx.match(
            Workspace.panel,
            ("loading", customer_bones()),
            ("customer", _record()),
            ("new", new_customer_form()),
            (
                "missing",
                empty(
                    "user-x",
                    t("There is nothing here"),
                    t("The link may be old, or the customer was merged."),
                    fill=True,
                ),
            ),
            ("failed", trouble(t("The customer could not be read."), Workspace.again)),
            rx.cond(
                ConversationState.id != "",
                nobody_known(),
                _nobody(),
            ),
        ),
        class_name="pane-body",
        custom_attrs={"data-rows": ""},
    )


def _record() -> rx.Component:
    return rx.el.div(
        _close(),
        customer_header(),
        rx.fragment(alerts_strip(), requests_strip()),
        customer_panel(),
        quotes_block(),
        order_list(),
        talks_block(),
        cases_block(),
        files_block(Workspace.customer_id),
        class_name="record",
        key=Workspace.customer_id,
    )


def _nobody() -> rx.Component:
    """Where the list is put away, what opens it."""
    return empty(
        "user-search",
        t("No customer chosen"),
        rx.el.span(t("Choose one on the left."), class_name="only-wide"),
        rx.el.button(
            icon("panel-left"),
            t("Open the list"),
            type="button",
            class_name="button only-narrow",
            custom_attrs={"data-toggle-left": ""},
        ),
        fill=True,
    )


def _close() -> rx.Component:
    """Where Escape leads: from an open order to the customer, from the customer to nobody."""
    return back_to(Workspace.back)


def _commands() -> list[dict[str, Any]]:
    group, note, who, order = t("Workspace"), '[data-key="c"]', '[data-key="i"]', "#new-order"
    return [
        *action_commands(),
        *call_commands(),
        {"id": "search", "group": group, "label": t("Search"), "keys": "/", "focus": "#search"},
        {"id": "note", "group": group, "label": t("Write a note"), "keys": "N", "focus": "#note", "needs": "#note"},
        {"id": "identity", "group": group, "label": t("Check identity"), "keys": "I", "press": who, "needs": who},
        {
            "id": "attach",
            "group": group,
            "label": t("Attach a file"),
            "press": "#attach-button",
            "needs": "#attach-button",
        },
        {
            "id": "watch",
            "group": group,
            "label": t("Watch the customer, or stop"),
            "press": "#watch",
            "needs": "#watch",
        },
        {"id": "new-order", "group": group, "label": t("New order"), "keys": "O", "press": order, "needs": order},
        {"id": "tag", "group": group, "label": t("Add a tag"), "focus": "#new-tag", "needs": "#new-tag"},
        {"id": "new-customer", "group": group, "label": t("New customer"), "keys": "C", "press": note, "needs": note},
        *conversation_commands(),
        *person_commands(),
    ]
