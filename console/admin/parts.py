"""Parts of the administration screen. They take values, never states."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import Text, icon
from console.ui.people import ROLES
from console.ui.zones import ZONES


def choice(name: str, label: Text, options: list[rx.Component], *, wrong: Text = "", **props: Any) -> rx.Component:
    """A select with its label, and what is wrong with it below."""
    return rx.el.div(
        rx.el.label(label, html_for=f"field-{name}"),
        rx.el.select(*options, id=f"field-{name}", name=name, class_name="field", **props),
        rx.cond(wrong != "", rx.el.span(wrong, class_name="wrong", role="alert")),
        class_name="labelled",
    )


def role_options() -> list[rx.Component]:
    """Every role, as options of a select."""
    return [rx.el.option(t(label), value=role) for role, label in ROLES.items()]


def language_options() -> list[rx.Component]:
    """Both languages by their own names."""
    return [rx.el.option("English", value="en"), rx.el.option("Français", value="fr")]


def zone_list() -> rx.Component:
    """What fields for a time zone offer (`list="zones"`)."""
    return rx.el.datalist(*[rx.el.option(value=zone) for zone in ZONES], id="zones")


def tick(name: str, label: Text, *, checked: Any, code: str = "", disabled: Any = False) -> rx.Component:
    """A checkbox of a form, with its technical name for those who know it."""
    return rx.el.label(
        rx.el.input(type="checkbox", name=name, default_checked=checked, disabled=disabled),
        rx.el.span(label),
        rx.el.span(code, class_name="meta mono tick-code") if code else rx.fragment(),
        class_name="tick",
    )


def opens(dialog: str, name: str, label: Text, *, danger: bool = False) -> rx.Component:
    """A button that opens the dialog with this id."""
    return rx.el.button(
        icon(name),
        label,
        type="button",
        id=f"open-{dialog}",
        class_name="button danger" if danger else "button",
        custom_attrs={"data-opens": dialog},
    )


def confirmation(dialog: str, *, title: Text, says: Text, does: Text, on_click: Any) -> rx.Component:
    """Asks before something that hurts: what will happen, a button that names it, and a way back that has the focus."""
    return rx.el.dialog(
        rx.el.h2(title, id=f"{dialog}-title"),
        rx.el.p(says),
        rx.el.div(
            rx.el.button(
                t("Cancel"), class_name="button", type="button", auto_focus=True, custom_attrs={"data-closes": ""}
            ),
            rx.el.button(
                does,
                class_name="button danger solid",
                type="button",
                on_click=on_click,
                custom_attrs={"data-closes": ""},
            ),
            class_name="form-foot",
        ),
        id=dialog,
        class_name="confirm",
        role="alertdialog",
        custom_attrs={"aria-labelledby": f"{dialog}-title"},
    )
