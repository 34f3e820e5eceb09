"""Files beside the customer: dropped, listed, saved, removed; and the eye of those who watch."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import cut, download, icon, when
from console.workspace.files.drop import FileDrop
from console.workspace.files.rows import FileRow
from console.workspace.files.state import FilesState


def files_block(customer_id: rx.Var[str]) -> rx.Component:
    """The files, newest first, and the eye."""
    return rx.el.section(
        rx.el.h2(t("Files"), _eye(), class_name="section"),
        rx.foreach(FilesState.rows, _file),
        rx.cond(
            Desk.may_write_notes,
            FileDrop.create(
                key=customer_id,
                subject=customer_id,
                label=t("Attach a file"),
                sending=t("One moment…"),
                too_large=t("The file is larger than 10 MB."),
                failed=t("The file could not be kept. Try again."),
            ),
        ),
        class_name="files",
        id="files",
        aria_label=t("Files"),
    )


def _eye() -> rx.Component:
    return rx.el.span(
        rx.cond(FilesState.watched_by != "", rx.el.span(FilesState.watched_by, class_name="meta", id="watched-by")),
        rx.cond(
            Desk.may_write_notes,
            rx.el.button(
                rx.cond(FilesState.watched, icon("eye-off", 13), icon("eye", 13)),
                rx.cond(FilesState.watched, t("Stop watching"), t("Watch")),
                type="button",
                class_name="button small",
                id="watch",
                aria_pressed=rx.cond(FilesState.watched, "true", "false"),
                on_click=FilesState.toggle_watching,
            ),
        ),
        class_name="chips row-end",
    )


def _file(row: rx.Var[FileRow]) -> rx.Component:
    return rx.el.div(
        download(icon("paperclip", 12), cut(row.name), to=row.href, class_name="file-name"),
        rx.el.span(row.size, class_name="meta num"),
        rx.el.span(row.who, " · ", when(row.at, row.exact), class_name="meta"),
        rx.cond(
            row.own & Desk.may_write_notes,
            rx.el.button(
                icon("x", 12),
                type="button",
                class_name="button quiet icon small",
                aria_label=t("Remove the file {name}", name=row.name),
                on_click=FilesState.remove(row.id),
            ),
        ),
        class_name="file",
    )
