"""The list of jobs that have failed, and one of them with what can be done about it."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.frame import list_pane, refreshes, row_link, row_table
from console.admin.jobs.rows import JobLine
from console.admin.jobs.state import JobsState
from console.admin.parts import opens
from console.ui.i18n import t
from console.ui.parts import back_to, cut, empty, icon, labelled, link, when

chosen = JobsState.chosen


def job_list() -> rx.Component:
    return list_pane(
        t("Jobs that failed"),
        refreshes("refresh-jobs", JobsState.again),
        state=JobsState,
        unread=t("The jobs could not be read."),
        table=_table(),
        none=_none(),
    )


def job_pane() -> rx.Component:
    return rx.match(
        JobsState.panel,
        ("job", _one()),
        (
            "gone",
            empty("hammer", t("This job has not failed, or was seen to"), t("Choose one on the left."), fill=True),
        ),
        empty("hammer", t("No job is chosen"), t("Choose one on the left."), fill=True),
    )


def _none() -> rx.Component:
    return empty(
        "circle-check", t("No job has failed"), t("What fails for good stands here until somebody sees to it.")
    )


def _table() -> rx.Component:
    return row_table(
        t("Job"),
        t("About"),
        t("Failed"),
        t("Why"),
        rows=JobsState.rows,
        row=_row,
        label=t("Jobs that failed"),
        kind="job-row",
        id="failed-jobs",
    )


def _row(row: rx.Var[JobLine]) -> rx.Component:
    return row_link(
        rx.el.span(cut(row.what), cut(row.task, "meta"), class_name="two-lines"),
        cut(rx.cond(row.about != "", row.about, row.args), "num"),
        rx.el.span(
            when(row.failed, row.failed_exact, class_name="num"),
            rx.el.span(row.attempts, class_name="meta num"),
            class_name="two-lines",
        ),
        cut(row.problem, "meta"),
        to=row.href,
        chosen=chosen.id == row.id,
        kind="job-row",
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=jobs"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.what, class_name="pane-title"),
                rx.el.div(rx.el.span(chosen.task, class_name="meta num"), class_name="who-line"),
            ),
            class_name="who plain-who",
        ),
        _facts(),
        rx.cond(JobsState.wrong != "", rx.el.p(JobsState.wrong, class_name="wrong", role="alert", id="job-wrong")),
        rx.cond(JobsState.may_act, _buttons()),
        _discard_dialog(),
        aria_label=t("Job"),
        id="failed-job",
    )


def _facts() -> rx.Component:
    return rx.el.dl(
        rx.el.dt(t("Why")),
        rx.el.dd(chosen.problem, class_name="wrap"),
        rx.cond(
            chosen.about_href != "",
            rx.fragment(rx.el.dt(t("About")), rx.el.dd(link(chosen.about, to=chosen.about_href, class_name="num"))),
            rx.fragment(),
        ),
        rx.cond(
            chosen.args != "",
            rx.fragment(rx.el.dt(t("Asked with")), rx.el.dd(chosen.args, class_name="wrap num")),
            rx.fragment(),
        ),
        rx.el.dt(t("Since")),
        rx.el.dd(when(chosen.since, chosen.since_exact)),
        rx.el.dt(t("Last tried")),
        rx.el.dd(when(chosen.failed, chosen.failed_exact), rx.el.span(" · ", chosen.attempts)),
        class_name="facts",
    )


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("refresh-cw"),
            t("Do it again"),
            type="button",
            class_name="button primary",
            id="retry-job",
            on_click=JobsState.retry,
        ),
        opens("discard-job", "x", t("Give it up…"), danger=True),
        class_name="actions spaced",
    )


def _discard_dialog() -> rx.Component:
    return rx.el.dialog(
        rx.el.h2(t("Give this job up?"), id="discard-job-title"),
        rx.el.p(t("What it was to do is not done.")),
        rx.el.form(
            labelled("reason", t("Reason"), wrong=JobsState.wrong, max_length=500),
            rx.el.div(
                rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                rx.el.button(t("Give it up"), class_name="button danger solid", type="submit"),
                class_name="form-foot",
            ),
            on_submit=JobsState.discard,
        ),
        id="discard-job",
        class_name="confirm",
        custom_attrs={"aria-labelledby": "discard-job-title"},
    )
