"""The history of a family, and the way back."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.history.rows import HistoryLine
from console.rules_admin.history.state import HistoryState
from console.rules_admin.sheet.state import SheetState
from console.ui.i18n import t
from console.ui.parts import badge, icon, link, when


def history_part(*, may_go_back: rx.Var[bool]) -> rx.Component:
    def line(entry: rx.Var[HistoryLine]) -> rx.Component:
        return _line(entry, may_go_back)

    return rx.el.section(
        rx.el.h2(t("History"), class_name="part-title"),
        rx.cond(
            HistoryState.lines.length() > 0,
            rx.el.ol(rx.foreach(HistoryState.lines, line), class_name="history", id="history"),
            rx.el.p(t("Nothing was published yet."), class_name="meta"),
        ),
        rx.cond(may_go_back, _asks_why()),
        class_name="side-part",
    )


def _line(line: rx.Var[HistoryLine], may_go_back: rx.Var[bool]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            link(line.what, to=line.href),
            rx.cond(line.state != "", badge(line.state, line.tone)),
            class_name="history-head",
        ),
        rx.el.div(line.title, class_name="muted wrap"),
        rx.cond(line.reason != "", rx.el.div("“", line.reason, "”", class_name="wrap")),
        rx.el.div(line.who, " · ", when(line.starts, line.starts_exact), class_name="meta"),
        rx.el.div(
            link(icon("git-compare", 12), t("What changed"), to=line.changes_href, class_name="plain what-changed"),
            rx.cond(
                may_go_back & line.back,
                rx.el.button(
                    icon("undo-2", 12),
                    t("Go back to this one …"),
                    class_name="button quiet small",
                    type="button",
                    on_click=HistoryState.ask_about(line.version),
                    custom_attrs={"data-opens": "go-back", "data-back-to": line.version},
                ),
            ),
            class_name="history-foot",
        ),
    )


def go_back_button() -> rx.Component:
    """Offered for a version that is not live, to whoever may publish in the family."""
    return rx.el.button(
        t("Make it live again"),
        class_name="button",
        type="button",
        id="open-go-back",
        on_click=HistoryState.ask_about(SheetState.head.number),
        custom_attrs={"data-opens": "go-back"},
    )


def _asks_why() -> rx.Component:
    return rx.el.dialog(
        rx.el.h2(t("Make version {number} live again?", number=HistoryState.asked), id="go-back-title"),
        rx.el.p(t("It decides at once. It was reviewed when it was published, so nobody is asked again.")),
        rx.el.form(
            rx.el.label(t("Why"), html_for="go-back-reason", class_name="label"),
            rx.el.textarea(
                id="go-back-reason", name="reason", class_name="field", rows="2", max_length=500, required=True
            ),
            rx.cond(HistoryState.wrong != "", rx.el.span(HistoryState.wrong, class_name="wrong", role="alert")),
            rx.el.div(
                rx.el.button(t("Cancel"), class_name="button", type="button", custom_attrs={"data-closes": ""}),
                rx.el.button(
                    t("Make version {number} live", number=HistoryState.asked),
                    class_name="button danger solid",
                    type="submit",
                ),
                class_name="form-foot",
            ),
            on_submit=HistoryState.go_back,
        ),
        id="go-back",
        class_name="confirm",
        role="alertdialog",
        custom_attrs={"aria-labelledby": "go-back-title"},
        key=HistoryState.lines.length(),  # closed again once it is done
    )
