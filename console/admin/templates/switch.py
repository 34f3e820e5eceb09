"""Whether customers get a message: what the editor says of it, and the switch."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import confirmation, opens
from console.admin.templates.state import TemplatesState
from console.ui.i18n import t
from console.ui.parts import badge, icon

opened = TemplatesState.opened


def switch() -> rx.Component:
    """Customers get the message, or do not."""
    return rx.fragment(
        rx.cond(
            opened.always_on,
            rx.el.p(t("Customers ask for it themselves: it cannot be switched off."), class_name="meta template-none"),
            rx.el.div(
                rx.cond(
                    opened.off,
                    rx.fragment(
                        badge(t("Off"), "amber"),
                        rx.el.span(t("Customers do not get it, in either language."), class_name="meta"),
                        rx.el.button(
                            icon("power"),
                            t("Switch on"),
                            type="button",
                            id="switch-on",
                            class_name="button",
                            on_click=TemplatesState.switch,
                        ),
                    ),
                    rx.fragment(
                        badge(t("In use"), "green"),
                        rx.el.span(t("Customers get it."), class_name="meta"),
                        opens("confirm-off", "power-off", t("Switch off")),
                    ),
                ),
                class_name="template-switch",
            ),
        ),
        confirmation(
            "confirm-off",
            title=t("Switch this message off?"),
            says=t("Customers do not get it any more, in either language, whatever rules say. Its words stay."),
            does=t("Switch off"),
            on_click=TemplatesState.switch,
        ),
    )
