"""The frame of every list of the administration: what it is, what can be done beside it, and its rows or why not."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from collections.abc import Callable
from typing import Any

import reflex as rx

from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import Text, bones, icon, link, trouble


def list_pane(
    title: Text, *beside: rx.Component, state: Any, unread: Text, table: rx.Component, none: rx.Component
) -> rx.Component:
    """A list whose `state` has rows, `ready`, `failed` and `again`. `unread` says that it could not be read. In which
    zone its times are is said once, above it.
    """
    return rx.fragment(
        rx.el.div(
            rx.el.h1(title, class_name="strong"),
            rx.el.div(
                rx.el.span(t("Times in {zone}", zone=Desk.zone), class_name="meta cut", title=Desk.zone),
                class_name="bar-fill zone-of-times",
            ),
            *beside,
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                state.failed,
                trouble(unread, state.again),
                rx.cond(
                    state.ready,
                    rx.cond(state.rows.length() > 0, table, none),
                    bones(*["100%"] * 6, height="30px"),
                ),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
    )


def row_table(
    *heads: Text | rx.Component,
    rows: rx.Var[list[Any]],
    row: Callable[[Any], rx.Component],
    label: Text,
    kind: str = "",
    **props: Any,
) -> rx.Component:
    """Headings and below them the rows, each made by `row`; `kind` is the class of both."""
    return rx.fragment(
        rx.el.div(
            *[head if isinstance(head, rx.Component) else rx.el.span(head) for head in heads],
            class_name=f"admin-row admin-head {kind}".strip(),
            aria_hidden="true",
        ),
        rx.el.ul(rx.foreach(rows, row), aria_label=label, **props),
    )


def row_link(*cells: rx.Component, to: Any, chosen: Any, kind: str = "", **props: Any) -> rx.Component:
    """A row that leads to what it tells of; `chosen`: whether that stands beside the list."""
    return rx.el.li(
        link(
            *cells,
            to=to,
            class_name=f"row admin-row {kind}".strip(),
            aria_current=rx.cond(chosen, "true", "false"),
            custom_attrs={"data-row": ""},
        ),
        **props,
    )


def more_rows(there: Any, on_click: Any) -> rx.Component:
    """Reads further, while `there` is more."""
    return rx.cond(
        there,
        rx.el.div(
            rx.el.button(t("Show more"), class_name="button", type="button", on_click=on_click), class_name="pager"
        ),
    )


def adds(name: str, label: Text, *, to: str, id: str) -> rx.Component:
    """The way to something new, by the key A too."""
    return link(
        icon(name),
        label,
        to=to,
        class_name="button primary plain",
        id=id,
        title="A",
        custom_attrs={"data-key": "a"},
    )


def refreshes(id: str, on_click: Any) -> rx.Component:
    """Reads the list anew."""
    return rx.el.button(icon("refresh-cw"), t("Refresh"), type="button", class_name="button", id=id, on_click=on_click)
