"""What the palette offers on the rules' screen."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import is_french, t
from domain.models.rules import FAMILIES as KEYS
from rules_engine.vocabulary.families import FAMILIES


def rules_commands() -> list[dict[str, Any]]:
    group = t("Rules")
    found: list[dict[str, Any]] = [
        {
            "id": f"rules-{key}",
            "group": group,
            "label": t("Rules: {family}", family=family_label(key)),
            "href": f"/rules?family={key}",
        }
        for key in KEYS
    ]
    found += [
        {
            "id": "add-rule",
            "group": group,
            "label": t("Add a rule"),
            "keys": "A",
            "press": "#add-rule",
            "needs": "#add-rule",
        },
        {"id": "try-rules", "group": group, "label": t("Try it"), "focus": "#try-form .field", "needs": "#try-form"},
    ]
    return [*found, {"id": "workspace", "group": group, "label": t("Workspace"), "href": "/"}]


def family_label(key: str) -> rx.Var[str]:
    """A family's name in the language of the page."""
    label = FAMILIES[key].label
    return rx.cond(is_french, label.fr, label.en).to(str)
