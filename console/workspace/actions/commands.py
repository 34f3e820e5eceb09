"""The actions in the palette. Each presses the button of the open order, and is there while that button is."""

from typing import Any

from console.ui.i18n import t
from console.workspace.actions.registry import PANELS


def action_commands() -> list[dict[str, Any]]:
    """One command for each panel that has a button above the order."""
    labels = {
        "edit": t("Edit the order"),
        "change_address": t("Change the address"),
        "cancel": t("Cancel the order"),
        "return": t("Return goods"),
        "exchange": t("Exchange goods"),
        "refund": t("Refund money"),
        "discount": t("Give a discount"),
        "goodwill": t("Give goodwill"),
        "price_match": t("Match a price"),
        "replace": t("Send again, free of charge"),
        "change_payment": t("Pay by something else"),
        "change_fulfilment": t("Delivered another way"),
        "change_promise": t("Promise another day"),
        "reorder": t("Order the same again"),
        "open_dispute": t("Open a dispute"),
        "hold": t("Hold the order"),
    }
    return [_command(action, label) for action, label in labels.items() if action in PANELS]


def _command(action: str, label: Any) -> dict[str, Any]:
    button = f'.order-actions [data-action="{action}"]'
    key = PANELS[action].key.upper()
    command = {"id": f"do-{action}", "group": t("Order"), "label": label, "press": button, "needs": button}
    return command | ({"keys": key} if key else {})
