"""The buttons above the open order, and the panel of the one that was pressed."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Final

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon, link
from console.workspace.actions.form_part import ActionForm
from console.workspace.actions.preview_view import preview_block
from console.workspace.actions.registry import PANELS, SIGNS
from console.workspace.actions.state import ActionState
from console.workspace.orders.rows import ActionLink
from console.workspace.orders.state import OrdersState

_KEYS: Final = "".join(panel.key for panel in PANELS.values())


def action_bar() -> rx.Component:
    """The first few actions as buttons, the others under "More"; every one also by key and from the palette."""
    return rx.cond(
        OrdersState.actions.length() > 0,
        rx.el.div(
            rx.foreach(OrdersState.actions, _button),
            rx.cond(
                OrdersState.more_actions.length() > 0,
                rx.el.details(
                    rx.el.summary(t("More"), icon("chevron-down", 12), class_name="button", id="more-actions"),
                    rx.el.div(rx.foreach(OrdersState.more_actions, _item), class_name="menu-sheet"),
                    class_name="menu",
                ),
            ),
            class_name="order-actions",
            role="group",
            aria_label=t("Actions"),
            custom_attrs={"data-action-keys": _KEYS, "data-absent": t("not possible with this order as it stands")},
        ),
    )


def action_panel() -> rx.Component:
    """What is being prepared with the order: what, before and after, and one button that names the result."""
    return rx.cond((ActionState.heading.action != "") & ~ActionState.heading.of_customer, _panel())


def customer_panel() -> rx.Component:
    """The same for what is about none of the customer's orders, above them."""
    return rx.cond(ActionState.heading.of_customer, rx.el.div(_panel(), class_name="customer-action"))


def row_actions(links: rx.Var[list[ActionLink]]) -> rx.Component:
    """What can be done with one part of the order, at the end of its row."""
    return rx.cond(links.length() > 0, rx.el.span(rx.foreach(links, _row_action), class_name="row-actions"))


def _panel() -> rx.Component:
    heading = ActionState.heading
    return rx.el.section(
        ActionForm.create(
            preview_block(),
            key=heading.key,
            name=heading.key,
            opener=heading.opener,
            title=heading.title,
            says=heading.says,
            fields=ActionState.form,
            found=ActionState.found,
            sought=ActionState.sought,
            answered=ActionState.answered,
            stage=ActionState.stage,
            button=ActionState.button,
            quote=ActionState.quote,
            danger=heading.danger,
            drafts=heading.of_customer,
            asks=ActionState.preview.needs.length() > 0,
            refused=ActionState.refused,
            close_to=ActionState.close_to,
            words=_words(),
            on_change=ActionState.changed,
            on_commit=ActionState.commit,
            on_quote=ActionState.make_quote,
            on_find=ActionState.find,
        ),
        class_name="action-panel",
        id="action-panel",
        aria_label=heading.title,
    )


def _words() -> dict[str, rx.Var[str]]:
    """What the form says by itself."""
    return {
        "busy": t("One moment…"),
        "review": t("Review changes"),
        "close": t("Close"),
        "note": t("Note for whoever decides"),
        "identity": t("Check identity"),
        "held": t("Not done yet. Look at it, then press again."),
        "fewer": t("Fewer"),
        "more": t("More"),
        "remove": t("Remove"),
        "nothing": t("Nothing found for sale"),
        "unseen": t("What it would come to stands here once that is settled."),
    }


def _button(row: rx.Var[ActionLink]) -> rx.Component:
    return link(
        row.label,
        to=row.href,
        replace=ActionState.heading.action != "",
        class_name="button plain",
        title=row.key.upper(),
        aria_current=rx.cond(row.action == ActionState.heading.action, "true", "false"),
        custom_attrs={"data-action": row.action, "data-opener": row.opener, "data-key": row.key},
    )


def _item(row: rx.Var[ActionLink]) -> rx.Component:
    return link(
        sign_of(row.action),
        row.label,
        rx.cond(row.key != "", rx.el.kbd(row.key.upper())),
        to=row.href,
        class_name="menu-item plain",
        custom_attrs={"data-action": row.action, "data-opener": row.opener, "data-key": row.key},
    )


def _row_action(row: rx.Var[ActionLink]) -> rx.Component:
    return link(
        row.label,
        to=row.href,
        class_name="button small plain",
        custom_attrs={"data-action": row.action, "data-opener": row.opener},
    )


def sign_of(action: rx.Var[str]) -> rx.Component:
    """The icon of an action."""
    return rx.match(action, *[(name, icon(sign, 14)) for name, sign in SIGNS.items()], icon("circle-dot", 14))
