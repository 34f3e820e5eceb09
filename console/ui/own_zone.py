"""In which time zone the reader sees times, and how they choose another."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import icon
from console.ui.preferences import Preferences
from console.ui.zones import ZONES


def zone_item() -> rx.Component:
    """In the account's menu."""
    return rx.el.button(
        icon("clock"),
        t("Times in {zone}", zone=Desk.zone),
        class_name="menu-item",
        type="button",
        id="own-zone",
        custom_attrs={"data-opens": "choose-zone"},
    )


def zone_dialog() -> rx.Component:
    """Stands once on every screen."""
    return rx.el.dialog(
        rx.el.h2(t("In which time zone do you read times?"), id="choose-zone-title"),
        rx.el.form(
            rx.el.div(
                rx.el.label(t("Time zone"), html_for="own-zone-name"),
                rx.el.input(
                    id="own-zone-name",
                    name="time_zone",
                    class_name="field",
                    default_value=Desk.zone,
                    list="own-zones",
                    max_length=60,
                    required=True,
                    auto_complete="off",
                    spell_check=False,
                ),
                rx.el.datalist(*[rx.el.option(value=zone) for zone in ZONES], id="own-zones"),
                class_name="labelled",
            ),
            rx.el.div(
                rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                rx.el.button(
                    t("Show times so"), class_name="button primary", type="submit", custom_attrs={"data-closes": ""}
                ),
                class_name="form-foot",
            ),
            on_submit=Preferences.choose_time_zone,
        ),
        id="choose-zone",
        class_name="confirm",
        key=Desk.zone,
        custom_attrs={"aria-labelledby": "choose-zone-title"},
    )
