"""The way to a new order."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon, link
from console.workspace.actions.state import ActionState
from console.workspace.customer.state import CustomerState
from console.workspace.state import Workspace


def new_order_button() -> rx.Component:
    """Opens the panel above the orders; what is open stays open."""
    return rx.cond(
        CustomerState.may_order,
        link(
            icon("plus", 13),
            t("New order"),
            to=Workspace.here + "&do=new-order",
            replace=ActionState.heading.action != "",
            class_name="button small plain row-end",
            id="new-order",
            title="O",
            aria_current=rx.cond(ActionState.heading.action == "new-order", "true", "false"),
            custom_attrs={"data-opener": "new-order:", "data-key": "o"},
        ),
    )
