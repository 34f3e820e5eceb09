"""What is shown and logged when a page or a handler breaks."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx
import structlog
from reflex_components_core.base.error_boundary import ErrorBoundary

from console.ui.i18n import t
from console.ui.parts import empty

log = structlog.get_logger("screens")


def crash_screen() -> rx.Component:
    """Stands in for a page that could not be drawn, and leads back to one that can."""
    return ErrorBoundary.create(
        fallback_render=empty(
            "circle-alert",
            t("This page could not be shown."),
            rx.el.a(t("Load it again"), href="/"),
            fill=True,
        )
    )


def no_such_page() -> rx.Component:
    """Answers an address that is none of ours, and leads to one that is."""
    return rx.el.main(
        rx.el.h1("Comptoir", class_name="unseen"),
        empty("map", t("There is no such page"), rx.el.a(t("Workspace"), href="/"), fill=True),
        class_name="screen",
    )


def log_page_error(exception: Exception) -> None:
    """An error in somebody's browser."""
    log.error("the page reported an error", error=str(exception)[:2_000])


def log_screen_error(exception: Exception) -> None:
    """An error outside any handler of ours: logged, and never told to the page."""
    log.error("a screen event failed", exc_info=exception)
