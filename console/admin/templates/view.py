"""The list of messages in both languages, and the editor of one with what it becomes."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.parts import confirmation, opens
from console.admin.templates.rows import DiffLine, TemplateLine, VersionLine
from console.admin.templates.state import TemplatesState
from console.admin.templates.switch import switch
from console.ui.i18n import t
from console.ui.parts import back_to, badge, bones, cut, empty, icon, link, when

opened = TemplatesState.opened


def _edit_spec(ticket: rx.Var[int], written: rx.Var[str], order: rx.Var[str]) -> list[rx.Var[Any]]:
    return [ticket, written, order]


class TemplateEditor(rx.Component):
    """Subject, e-mail and SMS of a message, and what they become. `value` is JSON; so is what is sent back."""

    library = "$/public/js/template_editor.jsx"
    tag = "TemplateEditor"

    subject: rx.Var[str]
    value: rx.Var[str]
    names: rx.Var[list[Any]]
    trial: rx.Var[Any]
    answered: rx.Var[int]
    problem: rx.Var[str]
    labels: rx.Var[dict[str, Any]]
    on_look: rx.EventHandler[_edit_spec]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


def template_list() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.h1(t("Templates"), class_name="strong"), class_name="pane-head"),
        rx.el.div(
            rx.cond(
                TemplatesState.ready,
                rx.el.ul(rx.foreach(TemplatesState.rows, _row), aria_label=t("Templates"), class_name="template-rows"),
                bones(*["100%"] * 8, height="30px"),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
    )


def template_pane() -> rx.Component:
    return rx.match(
        TemplatesState.panel,
        ("template", _one()),
        ("missing", empty("mail", t("There is no such message"), t("The link may be old."), fill=True)),
        empty("mail", t("No message is chosen"), t("Choose one on the left, in one of its languages."), fill=True),
    )


def _row(row: rx.Var[TemplateLine]) -> rx.Component:
    return rx.el.li(
        rx.cond(row.heading != "", rx.el.h2(row.heading, class_name="group")),
        rx.el.div(
            rx.el.span(
                link(cut(row.title, "strong"), to=row.href, class_name="plain template-title"),
                rx.cond(row.off, badge(t("Off"), "amber"), rx.fragment()),
                class_name="template-name",
            ),
            _language("English", "en", row.href_en, row.state_en, row.tone_en, row.name),
            _language("Français", "fr", row.href_fr, row.state_fr, row.tone_fr, row.name),
            class_name="row template-row",
        ),
    )


def _language(
    label: str, code: str, to: rx.Var[str], state: rx.Var[str], tone: rx.Var[str], name: rx.Var[str]
) -> rx.Component:
    return link(
        rx.el.span(label, class_name="link-word"),
        rx.cond(tone != "", badge(state, tone), rx.fragment()),
        to=to,
        class_name="plain template-language",
        aria_current=rx.cond((opened.name == name) & (opened.language == label), "true", "false"),
        custom_attrs={"data-row": "", "data-template": name, "data-language": code},
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=templates"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(opened.title, class_name="pane-title"),
                rx.el.div(
                    rx.el.span(opened.language, class_name="strong"),
                    badge(opened.state, opened.tone),
                    link(opened.other, to=opened.other_href, id="other-language"),
                    class_name="who-line",
                ),
                rx.cond(
                    opened.told_by != "",
                    rx.el.p(
                        t("Sent when this happens:"),
                        " ",
                        rx.el.span(opened.told_by, class_name="mono"),
                        class_name="meta",
                    ),
                ),
            ),
            class_name="who plain-who",
        ),
        switch(),
        TemplateEditor.create(
            subject=opened.key,
            value=TemplatesState.value,
            names=TemplatesState.names,
            trial=TemplatesState.trial,
            answered=TemplatesState.answered,
            problem=TemplatesState.problem,
            labels=_labels(),
            on_look=TemplatesState.look,
            on_save=TemplatesState.save,
        ),
        _history(),
        aria_label=opened.title,
    )


def _history() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Versions"), class_name="group"),
        rx.cond(
            TemplatesState.versions.length() > 0,
            rx.el.ul(rx.foreach(TemplatesState.versions, _version), aria_label=t("Versions")),
            rx.el.p(t("Nobody has changed it yet."), class_name="meta template-none"),
        ),
        rx.cond(TemplatesState.compared > 0, _compared()),
        rx.cond(
            opened.shipped,
            rx.fragment(),
            rx.el.div(
                opens("confirm-shipped", "undo-2", t("Back to the original text"), danger=True),
                class_name="actions spaced",
            ),
        ),
        confirmation(
            "confirm-shipped",
            title=t("Back to the original text?"),
            says=t("The next message is written with it. What was written before stays among the versions."),
            does=t("Use the original text"),
            on_click=TemplatesState.restore(0),
        ),
        class_name="template-history",
    )


def _version(row: rx.Var[VersionLine]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(row.title, class_name="strong"),
            rx.el.span(row.made_by, class_name="meta"),
            when(row.made, row.made_exact),
            rx.cond(row.counts, badge(t("in use now"), "green"), rx.fragment()),
            to=row.href,
            class_name="row template-version",
            aria_current=rx.cond(TemplatesState.compared == row.number, "true", "false"),
            custom_attrs={"data-version": row.number},
        )
    )


def _compared() -> rx.Component:
    return rx.el.div(
        rx.cond(
            TemplatesState.diff.length() > 0,
            rx.fragment(
                rx.el.p(t("What changed from this version to the one that counts:"), class_name="meta"),
                rx.el.div(rx.foreach(TemplatesState.diff, _diff), class_name="template-diff", tab_index=0),
                rx.el.div(
                    rx.el.button(
                        icon("undo-2"),
                        t("Use this version again"),
                        type="button",
                        id="restore-version",
                        class_name="button",
                        on_click=TemplatesState.restore(TemplatesState.compared),
                    ),
                    class_name="actions",
                ),
            ),
            rx.el.p(t("The same words as those that count."), class_name="meta"),
        ),
        class_name="template-compared",
    )


def _diff(row: rx.Var[DiffLine]) -> rx.Component:
    return rx.match(
        row.kind,
        ("part", rx.el.p(row.part, class_name="diff-part")),
        ("gone", rx.el.del_(row.text, class_name="diff-line")),
        ("new", rx.el.ins(row.text, class_name="diff-line")),
        rx.el.p(row.text, class_name="diff-line"),
    )


def _labels() -> rx.Var[dict[str, Any]]:
    words: dict[str, Any] = {
        "subject": t("Subject"),
        "text": t("E-mail"),
        "sms": t("SMS"),
        "values": t("Values"),
        "hint": t("Pressed, they are put where the cursor stands."),
        "save": t("Save as a new version"),
        "unsaved": t("Not saved yet"),
        "order": t("Number of an order"),
        "try": t("Try it"),
        "sample": t("with sample values"),
        "of": t("with order"),
        "preview": t("What the customer gets"),
        "phone": t("E-mail as on a telephone"),
        "plain": t("As text"),
        "line": t("line"),
        "mend": t("Shown again once the fault is mended."),
    }
    return rx.Var.create(words)
