"""Files beside the customer and the open order: dropped, listed, saved, removed; and the eye of those who watch."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import cut, download, icon, when
from console.workspace.files.drop import FileDrop
from console.workspace.files.rows import FileRow
from console.workspace.files.state import FilesState


def files_block(customer_id: rx.Var[str]) -> rx.Component:
    """The files, newest first, and the eye."""
    known = FilesState.watched, FilesState.watched_by
    eye = _eye("watch", "watched-by", t("Watch this customer"), *known, FilesState.toggle_watching)
    return rx.el.section(
        rx.el.h2(t("Files"), eye, class_name="section"),
        rx.foreach(FilesState.rows, _file),
        _drop("attach", customer_id, "", t("Attach a file")),
        class_name="files",
        id="files",
        aria_label=t("Files"),
    )


def order_files(customer_id: rx.Var[str]) -> rx.Component:
    """The files of the open order, and the eye of those who watch it alone."""
    known = FilesState.order_watched, FilesState.order_watched_by
    eye = _eye("watch-order", "order-watched-by", t("Watch this order"), *known, FilesState.toggle_watching_order)
    return rx.el.div(
        rx.el.h3(t("Files"), eye),
        rx.foreach(FilesState.order_rows, _file),
        _drop("attach-to-order", customer_id, FilesState.order_id, t("Attach to this order")),
        class_name="order-files",
        id="order-files",
    )


def _drop(name: str, customer_id: rx.Var[str], order_id: rx.Var[str] | str, label: rx.Var[str]) -> rx.Component:
    return rx.cond(
        Desk.may_write_notes,
        FileDrop.create(
            key=customer_id,
            name=name,
            subject=customer_id,
            order=order_id,
            label=label,
            sending=t("One moment…"),
            too_large=t("The file is larger than 10 MB."),
            failed=t("The file could not be kept. Try again."),
        ),
    )


def _eye(
    name: str, by: str, label: rx.Var[str], watched: rx.Var[bool], watched_by: rx.Var[str], toggle: Any
) -> rx.Component:
    return rx.el.span(
        rx.cond(watched_by != "", rx.el.span(watched_by, class_name="meta", id=by)),
        rx.cond(
            Desk.may_write_notes,
            rx.el.button(
                rx.cond(watched, icon("eye-off", 13), icon("eye", 13)),
                rx.cond(watched, t("Stop watching"), label),
                type="button",
                class_name="button small",
                id=name,
                aria_pressed=rx.cond(watched, "true", "false"),
                on_click=toggle,
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
