"""The lists of canned replies and macros, and the form in which one is written."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.kit.rows import KitLine
from console.admin.kit.state import KitState
from console.admin.parts import confirmation, opens
from console.ui.i18n import t
from console.ui.parts import back_to, bones, cut, empty, icon, link
from console.workspace.conversation.present import STEP_WORDS, WRAP_UP_WORDS
from domain.conversations.fill import NAMES


class KitForm(rx.Component):
    """The form of a canned reply, or of a macro. `value` is JSON; so is what is saved."""

    library = "$/public/js/kit_form.jsx"
    tag = "KitForm"

    kind: rx.Var[str]
    subject: rx.Var[str]
    value: rx.Var[str]
    names: rx.Var[list[str]]
    labels: rx.Var[dict[str, Any]]
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


def kit_list() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("Replies and macros"), class_name="strong"),
            rx.el.div(class_name="bar-fill"),
            _add("reply", "message-square-plus", t("New reply")),
            _add("macro", "list-plus", t("New macro")),
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                KitState.ready,
                rx.fragment(
                    _group(t("Canned replies"), KitState.replies, t("No canned replies yet")),
                    _group(t("Macros"), KitState.macros, t("No macros yet")),
                ),
                bones(*["100%"] * 6, height="30px"),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
    )


def kit_pane() -> rx.Component:
    return rx.match(
        KitState.panel,
        ("reply", _form(t("Canned reply"))),
        ("macro", _form(t("Macro"))),
        ("missing", empty("message-square", t("There is nothing here"), t("The link may be old."), fill=True)),
        empty("message-square", t("Nothing is chosen"), t("Choose one on the left, or write one."), fill=True),
    )


def _add(kind: str, name: str, label: rx.Var[str]) -> rx.Component:
    return link(icon(name), label, to=f"/admin?tab=replies&new={kind}", class_name="button plain", id=f"add-{kind}")


def _group(label: rx.Var[str], rows: rx.Var[list[KitLine]], none: rx.Var[str]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(label, class_name="group"),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, _row), aria_label=label),
            rx.el.p(none, class_name="meta kit-none"),
        ),
    )


def _row(row: rx.Var[KitLine]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                cut(row.name, "strong"), rx.cond(row.title != "", cut(row.title, "meta")), class_name="two-lines"
            ),
            cut(row.says, "meta"),
            to=row.href,
            class_name="row kit-row",
            aria_current=rx.cond(KitState.chosen == row.id, "true", "false"),
            custom_attrs={"data-row": ""},
        )
    )


def _form(title: rx.Var[str]) -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=replies"),
        rx.el.h2(title, class_name="pane-title kit-title"),
        KitForm.create(
            kind=KitState.panel,
            subject=KitState.chosen,
            value=KitState.value,
            names=list(NAMES),
            labels=_labels(),
            on_save=KitState.save,
        ),
        rx.cond(KitState.problem != "", rx.el.p(KitState.problem, class_name="wrong kit-wrong", role="alert")),
        rx.cond(
            KitState.chosen != "",
            rx.el.div(opens("confirm-remove-kit", "trash-2", t("Remove"), danger=True), class_name="actions spaced"),
        ),
        confirmation(
            "confirm-remove-kit",
            title=t("Remove it?"),
            says=t("Nobody finds it any more; what was written with it stays."),
            does=t("Remove"),
            on_click=KitState.remove,
        ),
        aria_label=title,
    )


def _labels() -> rx.Var[dict[str, Any]]:
    words: dict[str, Any] = {
        "shortcut": t("Shortcut, after /"),
        "title": t("Title in English"),
        "title_fr": t("Title in French"),
        "body_en": t("Text in English"),
        "body_fr": t("Text in French"),
        "names": t("Filled in by themselves:"),
        "save": t("Keep"),
        "steps": t("Steps"),
        "step": t("Step"),
        "add": t("Add a step"),
        "remove": t("Remove"),
        "up": t("Move up"),
        "tagged": t("Tag"),
        "noted": t("Note"),
        "wrap_up": t("How it ended"),
        "kinds": {kind: t(english) for kind, english in STEP_WORDS.items()},
        "wrap_ups": {code: t(english) for code, english in WRAP_UP_WORDS.items()},
    }
    return rx.Var.create(words)
