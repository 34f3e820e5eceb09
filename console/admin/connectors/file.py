"""A file that was brought: what would come of it, and the two ways to go on; and the place where files are dropped."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.connectors.rows import RefusedLine
from console.admin.connectors.state import ConnectorsState
from console.ui.i18n import t
from console.ui.parts import Text, icon
from console.workspace.files.drop import FileDrop

looked = ConnectorsState.looked


def file_drop() -> rx.Component:
    return FileDrop.create(
        key=ConnectorsState.chosen.id,
        name="bring-file",
        subject="",
        order="",
        to=f"/files/connectors/{ConnectorsState.chosen.id}",
        label=t("Bring a file"),
        sending=t("One moment…"),
        too_large=t("The file is larger than 10 MB."),
        failed=t("The file could not be kept. Try again."),
        on_kept=ConnectorsState.file_kept,
    )


def looked_at_pane(back: rx.Component) -> rx.Component:
    """Before anything is committed."""
    return rx.el.section(
        back,
        rx.el.header(
            rx.el.div(
                rx.el.h2(looked.name, class_name="pane-title"),
                rx.el.div(rx.el.span(looked.says, class_name="num", id="looked-says"), class_name="who-line"),
            ),
            class_name="who plain-who",
        ),
        rx.el.p(t("Nothing of it is taken yet."), class_name="remark"),
        rx.el.div(
            rx.cond(
                looked.open,
                rx.el.button(
                    t("Take what can be taken"),
                    type="button",
                    class_name="button primary",
                    id="commit-file",
                    on_click=ConnectorsState.commit,
                ),
            ),
            rx.el.button(
                t("Leave it"), type="button", class_name="button", id="drop-file", on_click=ConnectorsState.drop
            ),
            class_name="actions spaced",
        ),
        rx.cond(looked.refused.length() > 0, refused_list(t("Would be refused"), looked.refused, retry=False)),
        rx.cond(looked.more != "", rx.el.p(looked.more, class_name="meta pager")),
        aria_label=looked.name,
    )


def refused_list(title: Text, rows: rx.Var[list[RefusedLine]], *, retry: bool) -> rx.Component:
    return rx.el.section(
        rx.el.div(rx.el.h3(title), class_name="pane-head"),
        rx.el.ul(rx.foreach(rows, lambda row: _refused(row, retry=retry)), aria_label=title, class_name="plain-list"),
    )


def _refused(row: rx.Var[RefusedLine], *, retry: bool) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(row.what, class_name="strong"),
            rx.el.span(row.place, class_name="meta num"),
            rx.cond(row.field != "", rx.el.span(row.field, class_name="mono wrong-field")),
            class_name="refused-head",
        ),
        rx.el.p(row.why, class_name="wrong"),
        _kept(row) if retry else rx.fragment(),
        class_name="refused-row",
    )


def _kept(row: rx.Var[RefusedLine]) -> rx.Component:
    """What came, to be read; and the way to try it again."""
    return rx.fragment(
        rx.cond(
            row.retryable,
            rx.el.div(
                rx.el.button(
                    icon("repeat-2"),
                    t("Try again"),
                    type="button",
                    class_name="button small",
                    on_click=ConnectorsState.try_again(row.id),
                ),
                rx.el.span(row.when, title=row.exact, class_name="meta"),
                rx.el.details(
                    rx.el.summary(t("What came"), class_name="meta"), rx.el.pre(row.raw, class_name="mono raw-record")
                ),
                class_name="refused-foot",
            ),
        )
    )
