"""Backtests: the form, the run with its progress, three figures, charts, and what differs case by case."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.sheet.state import SheetState
from console.rules_admin.simulation.cases_view import case_list, figure, rule_choice
from console.rules_admin.simulation.chart import chart
from console.rules_admin.simulation.rows import RunLine
from console.rules_admin.simulation.shadow_view import shadow_part
from console.rules_admin.simulation.state import SimulationState
from console.ui.i18n import t
from console.ui.parts import badge, empty, icon, link

run = SimulationState.run


def simulation_link() -> rx.Component:
    """From the rules to what they would have said."""
    return link(
        icon("chart-column"),
        t("Backtest"),
        to=rx.Var.create(f"{SimulationState.back}&see=simulation"),
        class_name="button plain",
        id="to-simulation",
    )


def simulation_pane() -> rx.Component:
    """The middle of the screen while the address asks for it."""
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                rx.el.h1(t("Backtest and shadow"), class_name="strong"),
                rx.el.div(
                    rx.cond(
                        SheetState.head.number != "",
                        t("Version {number}", number=SheetState.head.number),
                        SheetState.head.title,
                    ),
                    class_name="meta sheet-by",
                ),
                class_name="sheet-what",
            ),
            rx.el.div(
                link(icon("arrow-left"), t("The rules"), to=SimulationState.back, class_name="button plain"),
                class_name="sheet-actions",
            ),
            class_name="pane-head sheet-head",
        ),
        rx.el.div(_backtest(), shadow_part(), class_name="pane-body simulation", id="simulation"),
    )


def _backtest() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("What would have been decided"), class_name="part-title"),
        rx.el.p(
            t("The rules are replayed over what was decided before. Nothing changes for anybody."), class_name="meta"
        ),
        rx.cond(SimulationState.may_draft & ~run.running, _form()),
        rx.cond(
            SimulationState.there,
            rx.fragment(_run(), rx.cond(SimulationState.runs.length() > 1, _runs())),
            empty(
                "chart-column",
                t("Not replayed yet"),
                rx.cond(
                    SimulationState.may_draft,
                    t("Choose a period and run it: you will see what differs, case by case and in sum."),
                    t("Whoever may write these rules can run it."),
                ),
            ),
        ),
        class_name="rule simulation-part",
        aria_label=t("Backtest"),
    )


def _form() -> rx.Component:
    return rx.el.form(
        _day("since", t("From"), t("30 days ago")),
        _day("until", t("To"), t("now")),
        rx.el.div(
            rx.el.label(t("Replay"), html_for="backtest-source", class_name="label"),
            rx.el.select(
                rx.el.option(t("Recorded decisions"), value="recorded"),
                rx.cond(SimulationState.can_rebuild, rx.el.option(t("Past orders and cases"), value="rebuilt")),
                id="backtest-source",
                name="source",
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.label(t("Compare with"), html_for="backtest-against", class_name="label"),
            rx.el.select(
                rx.el.option(t("What was answered then"), value="recorded"),
                rx.el.option(t("What the live version says"), value="live"),
                id="backtest-against",
                name="against",
                class_name="field",
            ),
        ),
        rx.el.button(
            icon("play"), t("Run the backtest"), class_name="button primary", type="submit", id="run-backtest"
        ),
        rx.cond(
            SimulationState.wrong != "",
            rx.el.p(SimulationState.wrong, class_name="wrong", role="alert", id="backtest-wrong"),
        ),
        on_submit=SimulationState.start,
        class_name="backtest-form",
        id="backtest-form",
    )


def _day(name: str, label: rx.Var[str], empty_means: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, rx.el.span(" (", empty_means, ")", class_name="meta"), html_for=f"backtest-{name}"),
        rx.el.input(
            id=f"backtest-{name}",
            name=name,
            type="date",
            class_name="field",
            aria_invalid=rx.cond(SimulationState.wrong_at == name, "true", "false"),
        ),
    )


def _run() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(run.what, class_name="strong"),
            badge(run.state, run.tone),
            rx.el.span(run.by, class_name="meta"),
            rx.cond(
                run.can_cancel,
                rx.el.button(
                    icon("x"),
                    t("Cancel"),
                    class_name="button",
                    type="button",
                    id="cancel-backtest",
                    on_click=SimulationState.cancel,
                ),
            ),
            class_name="run-head",
        ),
        rx.cond(run.running, _progress()),
        rx.cond(
            run.note != "", rx.el.p(icon("triangle-alert"), run.note, class_name="remark", role="status", id="run-note")
        ),
        rx.el.div(
            figure(run.replayed, t("replayed"), id="figure-replayed"),
            figure(run.differ, t("would differ"), aside=run.share, id="figure-differ"),
            figure(run.unreplayable, t("cannot be replayed"), id="figure-unreplayable"),
            class_name="sim-figures",
        ),
        rx.el.p(run.compared, class_name="meta"),
        rx.cond(
            SimulationState.charts.length() > 0,
            rx.el.div(rx.foreach(SimulationState.charts, chart), class_name="charts", id="charts"),
        ),
        _cases(),
        class_name="run",
        id="run",
        custom_attrs={"data-status": rx.cond(run.running, "running", "ended")},
    )


def _progress() -> rx.Component:
    return rx.el.div(
        rx.el.progress(value=run.percent, max=100, id="run-progress", aria_label=t("Progress of the backtest")),
        rx.el.span(run.progress, class_name="meta amount", role="status"),
        class_name="run-progress",
    )


def _cases() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            _tab("differs", t("Would differ"), run.differ),
            rx.cond(run.lost > 0, _tab("unreplayable", t("Cannot be replayed"), run.unreplayable)),
            rx.cond(
                (SimulationState.kind == "differs") & (run.differing > 0),
                rule_choice(SimulationState.rules, SimulationState.rule, SimulationState.narrow),
            ),
            class_name="case-tabs",
            role="group",
            aria_label=t("Which cases are listed"),
        ),
        rx.cond(
            (SimulationState.kind == "unreplayable") & (SimulationState.reasons.length() > 0),
            rx.el.ul(rx.foreach(SimulationState.reasons, rx.el.li), class_name="reasons meta"),
        ),
        rx.cond(
            SimulationState.cases.length() > 0,
            case_list(
                SimulationState.cases,
                SimulationState.opened,
                look=SimulationState.look,
                more=SimulationState.more,
                cursor=SimulationState.cursor,
                id="differences",
            ),
            rx.cond(
                run.running,
                rx.el.p(t("Nothing differs so far."), class_name="meta"),
                rx.cond(
                    SimulationState.rule != "",
                    rx.el.p(t("This rule says what was said before."), class_name="meta", id="no-differences"),
                    rx.el.p(t("Nothing would have been decided otherwise."), class_name="meta", id="no-differences"),
                ),
            ),
        ),
    )


def _tab(kind: str, label: rx.Var[str], count: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        label,
        rx.el.span(count, class_name="meta"),
        type="button",
        class_name="button quiet",
        aria_pressed=rx.cond(SimulationState.kind == kind, "true", "false"),
        on_click=SimulationState.show(kind),
    )


def _runs() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("Earlier runs"), class_name="meta"),
        rx.el.ul(rx.foreach(SimulationState.runs, _earlier), class_name="runs"),
    )


def _earlier(line: rx.Var[RunLine]) -> rx.Component:
    return rx.el.li(
        link(line.label, to=line.href, title=line.exact, aria_current=rx.cond(run.id == line.id, "true", "false")),
        rx.el.span(line.detail, class_name="meta"),
        badge(line.state, line.tone),
    )
