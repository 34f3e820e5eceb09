"""Every shortcut of the console, in one list that the page of keys and the palette both show."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from dataclasses import dataclass
from typing import Final

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon


@dataclass(frozen=True)
class Shortcut:
    """`keys` are separated by blanks; `does` is English, a key of the catalogue."""

    keys: str
    does: str


SHORTCUTS: Final[dict[str, tuple[Shortcut, ...]]] = {
    "Anywhere": (
        Shortcut("/", "Search"),
        Shortcut("Ctrl K", "Every command"),
        Shortcut("A", "Accept what is offered (before any other A)"),
        Shortcut("B", "What is new with whom I watch"),
        Shortcut("?", "This list"),
        Shortcut("Esc", "Back, or close"),
    ),
    "Lists": (
        Shortcut("J ↓", "Next row"),
        Shortcut("K ↑", "Previous row"),
        Shortcut("↵", "Open the row"),
    ),
    "Customer and order": (
        Shortcut("N", "Write a note"),
        Shortcut("Ctrl ↵", "Add the note"),
        Shortcut("I", "Check identity"),
        Shortcut("O", "New order"),
        Shortcut("C", "New customer"),
    ),
    "Conversation": (
        Shortcut("R", "Answer"),
        Shortcut("W", "Answer with what is suggested"),
        Shortcut("N", "Write a private note"),
        Shortcut("Ctrl ↵", "Send"),
        Shortcut("/", "Canned replies"),
    ),
    "The open order": (
        Shortcut("E", "Edit"),
        Shortcut("A", "Address"),
        Shortcut("L", "Cancel"),
        Shortcut("T", "Return"),
        Shortcut("X", "Exchange"),
        Shortcut("F", "Refund"),
        Shortcut("D", "Discount"),
        Shortcut("G", "Goodwill"),
        Shortcut("M", "Match price"),
        Shortcut("S", "Send again"),
        Shortcut("P", "Payment"),
        Shortcut("H", "Hold"),
        Shortcut("Ctrl ↵", "Do what is shown"),
    ),
    "Rules": (
        Shortcut("A", "Add a rule"),
        Shortcut("Ctrl ↵", "Keep in the draft"),
    ),
    "Approvals": (
        Shortcut("G", "Grant"),
        Shortcut("X", "Refuse"),
    ),
    "Administration": (Shortcut("A", "Add a person, a role, a key, …"),),
}


def keys_dialog() -> rx.Component:
    """The list of keys, opened with `?`."""
    return rx.el.dialog(
        rx.el.header(
            rx.el.h2(t("Keys")),
            rx.el.button(
                icon("x"),
                class_name="button quiet icon",
                type="button",
                aria_label=t("Close"),
                custom_attrs={"data-closes": ""},
            ),
        ),
        rx.el.div(*[_group(name, shortcuts) for name, shortcuts in SHORTCUTS.items()], class_name="keys-body"),
        id="keys",
        class_name="keys",
        aria_label=t("Keys"),
    )


def _group(name: str, shortcuts: tuple[Shortcut, ...]) -> rx.Component:
    return rx.el.section(rx.el.h3(t(name)), *[_line(shortcut) for shortcut in shortcuts], class_name="keys-group")


def _line(shortcut: Shortcut) -> rx.Component:
    return rx.el.div(
        rx.el.span(t(shortcut.does)),
        rx.el.span(*[rx.el.kbd(key) for key in shortcut.keys.split()]),
        class_name="keys-line",
    )
