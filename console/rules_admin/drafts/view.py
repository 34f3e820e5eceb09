"""The list of drafts, the way to begin one, and the checklist of the open one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.parts import confirmation, opens
from console.rules_admin.changes.state import ChangesState
from console.rules_admin.changes.view import changes_summary
from console.rules_admin.drafts.rows import DraftLine, StepLine
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.sheet.state import SheetState
from console.ui.i18n import t
from console.ui.parts import badge, cut, icon, link

chosen = DraftsState.chosen


def draft_list(*, may_draft: rx.Var[bool]) -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.h2(t("Drafts")), class_name="group"),
        rx.cond(
            DraftsState.lines.length() > 0,
            rx.el.ul(rx.foreach(DraftsState.lines, _line), id="drafts", aria_label=t("Drafts")),
            rx.el.p(t("Nobody is writing anything here."), class_name="meta none-yet"),
        ),
        rx.cond(may_draft, start_form()),
    )


def _line(line: rx.Var[DraftLine]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(cut(line.title, "strong"), cut(line.by, "meta"), class_name="two-lines"),
            rx.el.span(
                rx.cond(line.shadow, badge(t("in shadow"), "blue")), badge(line.state, line.tone), class_name="badges"
            ),
            to=line.href,
            class_name="row draft-row",
            aria_current=rx.cond(chosen.id == line.id, "true", "false"),
            custom_attrs={"data-row": ""},
        )
    )


def start_form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("plus"), t("Start a draft"), class_name="button", id="start-draft"),
        rx.el.form(
            rx.el.label(t("What it is about"), html_for="draft-title", class_name="label"),
            rx.el.input(id="draft-title", name="title", class_name="field", max_length=200, auto_complete="off"),
            rx.el.label(t("The same in French, if you like"), html_for="draft-other-title", class_name="label"),
            rx.el.input(
                id="draft-other-title", name="other_title", class_name="field", max_length=200, auto_complete="off"
            ),
            rx.cond((DraftsState.wrong != "") & (chosen.id == ""), _wrong()),
            rx.el.p(
                rx.cond(
                    chosen.id == "",
                    t("It begins with the rules that you see."),
                    t("It begins with the rules that are live."),
                ),
                class_name="meta",
            ),
            rx.el.button(t("Start the draft"), class_name="button primary", type="submit"),
            on_submit=DraftsState.start,
            class_name="start-form",
        ),
        class_name="start-draft",
        key=chosen.id,  # closed again once the draft is there
    )


def checklist(*more: rx.Component, above: rx.Component) -> rx.Component:
    """What is still missing until the draft is live, and the next step for whoever may take it; `above` stands first,
    `more` last.
    """
    return rx.el.section(
        rx.el.h2(t("Until it is live"), class_name="part-title"),
        above,
        changes_summary(),
        rx.el.ol(rx.foreach(chosen.steps, _step), class_name="steps", id="steps"),
        rx.cond(
            chosen.note != "",
            rx.el.p(
                rx.el.span(chosen.noted_by, ": ", class_name="strong"), chosen.note, class_name="remark review-note"
            ),
        ),
        rx.cond((DraftsState.wrong != "") & (chosen.id != ""), _wrong()),
        rx.cond(chosen.can_submit, _hand_over()),
        rx.cond(
            chosen.waits_for_review & chosen.own,
            rx.el.p(
                icon("users"), t("You wrote a part of it, so somebody else has to review it."), class_name="remark flat"
            ),
        ),
        rx.cond(chosen.can_review, _review()),
        rx.cond(chosen.can_publish, _publish()),
        rx.cond(chosen.changes_void, rx.el.p(t("A change now takes it back to being written."), class_name="meta")),
        rx.cond(
            chosen.can_write,
            rx.el.div(
                *more, opens("discard-draft", "trash-2", t("Give the draft up"), danger=True), class_name="step-last"
            ),
        ),
        confirmation(
            "discard-draft",
            title=t("Give the draft up?"),
            says=t("It stays readable, but nobody can go on with it."),
            does=t("Give it up"),
            on_click=DraftsState.discard,
        ),
        class_name="side-part",
    )


def _hand_over() -> rx.Component:
    """Quiet while examples fail, with the reason and the way to the first of them beside it."""
    return rx.cond(
        chosen.failing == "",
        _button("submit-draft", t("Hand over for review"), DraftsState.submit),
        rx.el.div(
            rx.el.button(
                t("Hand over for review"),
                class_name="button",
                type="button",
                id="submit-draft",
                disabled=True,
                aria_describedby="why-not-yet",
            ),
            rx.el.span(chosen.failing, class_name="meta", id="why-not-yet"),
            rx.el.button(
                t("See the first"),
                class_name="button quiet small",
                type="button",
                custom_attrs={"data-shows": "example-1"},  # failing ones stand first
            ),
            class_name="step-waits",
        ),
    )


def _wrong() -> rx.Component:
    return rx.el.p(DraftsState.wrong, class_name="wrong", role="alert", id="step-wrong")


def _button(id: str, label: rx.Var[str], on_click: Any) -> rx.Component:
    return rx.el.button(label, class_name="button primary", type="button", id=id, on_click=on_click)


def _step(step: rx.Var[StepLine]) -> rx.Component:
    return rx.el.li(
        rx.match(
            step.mark,
            ("done", icon("circle-check", class_name="green")),
            ("wrong", icon("circle-x", class_name="red")),
            ("next", icon("circle-dot", class_name="amber")),
            icon("circle"),
        ),
        rx.el.span(
            rx.el.span(step.label),
            rx.cond(step.detail != "", rx.el.span(step.detail, class_name="meta wrap")),
            class_name="two-lines",
        ),
        custom_attrs={"data-mark": step.mark},
    )


def _review() -> rx.Component:
    return rx.el.div(
        _button("approve-draft", t("Approve"), DraftsState.approve),
        rx.el.details(
            rx.el.summary(t("Send back …"), class_name="button", id="send-back"),
            rx.el.form(
                rx.el.label(t("What should be different"), html_for="review-note", class_name="label"),
                rx.el.textarea(id="review-note", name="note", class_name="field", rows="3", max_length=900),
                rx.el.button(t("Send back"), class_name="button", type="submit", id="send-it-back"),
                on_submit=DraftsState.send_back,
                class_name="step-form",
            ),
        ),
        class_name="review-step",
    )


def _publish() -> rx.Component:
    """Asked once, with what changes."""
    return rx.fragment(
        rx.el.button(
            t("Publish …"),
            class_name="button primary",
            type="button",
            id="publish-draft",
            custom_attrs={"data-opens": "confirm-publish"},
        ),
        rx.el.dialog(
            rx.el.h2(t("Publish “{title}”?", title=SheetState.head.title), id="confirm-publish-title"),
            rx.el.p(
                rx.cond(ChangesState.summary != "", ChangesState.summary, t("It says what the live version says.")),
                class_name="strong",
            ),
            rx.el.p(t("It decides for everybody from then on. The way back stands in the history.")),
            rx.el.form(
                rx.el.label(t("From when (empty: at once)"), html_for="starts-at", class_name="label"),
                rx.el.input(id="starts-at", name="starts_at", type="datetime-local", class_name="field"),
                rx.cond(DraftsState.wrong != "", rx.el.p(DraftsState.wrong, class_name="wrong", role="alert")),
                rx.el.div(
                    rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                    rx.el.button(t("Publish"), class_name="button primary", type="submit", id="publish-now"),
                    class_name="form-foot",
                ),
                on_submit=DraftsState.publish,
            ),
            id="confirm-publish",
            class_name="confirm",
            role="alertdialog",
            custom_attrs={"aria-labelledby": "confirm-publish-title"},
        ),
    )
