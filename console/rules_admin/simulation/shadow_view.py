"""A draft beside the live version: begin, watch, stop, and what differs."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.sheet.state import SheetState
from console.rules_admin.simulation.cases_view import case_list, figure
from console.rules_admin.simulation.shadow_state import ShadowState
from console.ui.i18n import t
from console.ui.parts import badge, icon
from rules_engine.simulation.start_shadow import LONGEST, USUAL

shadow = ShadowState.shadow


def shadow_part() -> rx.Component:
    """Of a draft only: a version decides for real, or has."""
    return rx.cond(
        SheetState.panel == "draft",
        rx.el.section(
            rx.el.h2(t("Beside the live version"), class_name="part-title"),
            rx.el.p(
                t("Each decision from now on is compared with what this draft says. Nobody notices, nothing changes."),
                class_name="meta",
            ),
            rx.cond(ShadowState.can_start, _form()),
            rx.cond(
                shadow.there,
                _shadow(),
                rx.cond(~ShadowState.can_start, rx.el.p(t("It has not run yet."), class_name="meta")),
            ),
            class_name="rule simulation-part",
            id="shadow",
            aria_label=t("Shadow"),
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(t("For how many days"), html_for="shadow-days", class_name="label"),
            rx.el.input(
                id="shadow-days",
                name="days",
                type="number",
                min=1,
                max=LONGEST,
                default_value=str(USUAL),
                class_name="field short",
            ),
        ),
        rx.el.button(icon("copy-check"), t("Run it beside"), class_name="button", type="submit", id="start-shadow"),
        rx.cond(ShadowState.wrong != "", rx.el.p(ShadowState.wrong, class_name="wrong", role="alert")),
        on_submit=ShadowState.start,
        class_name="backtest-form",
    )


def _shadow() -> rx.Component:
    return rx.el.div(
        _head(),
        rx.cond(
            shadow.outdated,
            rx.el.p(
                icon("triangle-alert"),
                t("The draft has changed since; the rules run as they were. Stop it and begin again to compare these."),
                class_name="remark",
            ),
        ),
        rx.el.div(
            figure(shadow.agreed, t("agreed"), id="figure-agreed"),
            figure(shadow.differed, t("differed"), aside=shadow.share, id="figure-differed"),
            figure(shadow.unreplayable, t("could not be compared"), id="figure-lost"),
            class_name="sim-figures",
        ),
        rx.el.p(t("Before is what was really answered."), class_name="meta"),
        rx.cond(
            ShadowState.reasons.length() > 0,
            rx.el.ul(rx.foreach(ShadowState.reasons, rx.el.li), class_name="reasons meta"),
        ),
        _cases(),
        class_name="run",
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.span(shadow.since, class_name="strong"),
        badge(shadow.state, shadow.tone),
        rx.el.span(shadow.by, class_name="meta"),
        rx.cond(
            ShadowState.can_stop,
            rx.el.button(
                icon("square"),
                t("Stop"),
                class_name="button",
                type="button",
                id="stop-shadow",
                on_click=ShadowState.stop,
            ),
        ),
        class_name="run-head",
    )


def _cases() -> rx.Component:
    return rx.cond(
        ShadowState.cases.length() > 0,
        case_list(
            ShadowState.cases,
            ShadowState.opened,
            look=ShadowState.look,
            more=ShadowState.more,
            cursor=ShadowState.cursor,
            id="shadow-differences",
        ),
        rx.el.p(t("Nothing differs so far."), class_name="meta"),
    )
