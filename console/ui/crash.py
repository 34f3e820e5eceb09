"""What is shown and logged when a page or a handler breaks."""

import logging

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import empty

log = logging.getLogger(__name__)


def crash_screen() -> rx.Component:
    """Stands in for a page that could not be drawn, and leads back to one that can."""
    return rx.error_boundary(
        fallback_render=empty(
            "circle-alert",
            t("This page could not be shown."),
            rx.el.a(t("Load it again"), href="/"),
            fill=True,
        )
    )


def log_page_error(exception: Exception) -> None:
    """An error in somebody's browser."""
    log.error("the page reported an error", extra={"error": str(exception)[:2_000]})


def log_screen_error(exception: Exception) -> None:
    """An error outside any handler of ours: logged, and never told to the page."""
    log.error("a screen event failed", exc_info=exception)
