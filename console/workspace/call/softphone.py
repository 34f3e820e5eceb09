"""A telephone in the page, by Twilio's own script, which is fetched only where somebody is rung in the browser."""

# Reflex makes components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="no-any-return"

from typing import Any

import reflex as rx

from console.ui.i18n import t


class Softphone(rx.Component):
    """While `active`, calls for this person ring in the page, and are answered there. Renders nothing else."""

    library = "$/public/js/softphone.jsx"
    tag = "Softphone"
    lib_dependencies: list[str] = ["@twilio/voice-sdk@2.18.5"]  # noqa: RUF012 - a field of the component

    active: rx.Var[bool]
    labels: rx.Var[dict[str, str]]


def softphone(active: Any) -> rx.Component:
    """In the bar of calls."""
    words: dict[str, Any] = {
        "rings": t("A call rings in this page"),
        "talks": t("You talk in this page"),
        "answer": t("Answer here"),
        "decline": t("Decline"),
        "failed": t("This page cannot be called: the microphone, or the line to Twilio, is missing."),
    }
    return Softphone.create(active=active, labels=rx.Var.create(words))


def line_hint(pages_ring: Any) -> rx.Component:
    """Below the number that one is called on: what happens without one."""
    rings = t("Without a number, calls ring in this page while it is open.")
    return rx.el.p(
        rx.cond(pages_ring, rings, t("Calls cannot ring in a page here: write down a number.")),
        class_name="meta wrap",
        id="call-line-hint",
    )
