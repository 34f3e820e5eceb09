"""The list of connectors, one of them with what came and what was refused, and a new one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.connectors.file import file_drop, looked_at_pane, refused_list
from console.admin.connectors.form import new_form, secret_form, settings_form
from console.admin.connectors.rows import ConnectorLine, InboundLine
from console.admin.connectors.state import ConnectorsState
from console.admin.frame import adds, list_pane, row_link, row_table
from console.admin.parts import confirmation, opens
from console.ui.i18n import t
from console.ui.parts import back_to, badge, copyable, cut, empty, icon, link, when

chosen = ConnectorsState.chosen


def connector_list() -> rx.Component:
    return list_pane(
        t("Connectors"),
        adds("plug", t("Add a connector"), to="/admin?tab=connectors&new=connector", id="add-connector"),
        state=ConnectorsState,
        unread=t("The connectors could not be read."),
        table=_table(),
        none=_none(),
    )


def connector_pane() -> rx.Component:
    return rx.match(
        ConnectorsState.panel,
        ("connector", _one()),
        ("file", looked_at_pane(back_to(chosen.href))),
        ("new", new_form(back_to("/admin?tab=connectors"))),
        ("missing", empty("plug", t("There is no such connector"), t("The link may be old."), fill=True)),
        empty("plug", t("No connector is chosen"), t("Choose one on the left, or add one."), fill=True),
    )


def _none() -> rx.Component:
    return empty(
        "plug",
        t("No connectors yet"),
        t("A connector brings orders, stock and parcels of a shop or a warehouse, by webhook or as files."),
    )


def _table() -> rx.Component:
    return row_table(
        t("Name"),
        t("Records"),
        t("Came last"),
        t("State"),
        rows=ConnectorsState.rows,
        row=_row,
        label=t("Connectors"),
    )


def _row(row: rx.Var[ConnectorLine]) -> rx.Component:
    return row_link(
        rx.el.span(cut(row.name, "strong"), cut(row.label, "meta"), class_name="two-lines"),
        rx.el.span(row.counts, class_name="meta num"),
        rx.el.span(row.last, title=row.last_exact, class_name="meta num"),
        rx.el.span(badge(row.state, row.tone)),
        to=row.href,
        chosen=chosen.id == row.id,
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=connectors"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.name, class_name="pane-title"),
                rx.el.div(
                    badge(chosen.state, chosen.tone),
                    rx.el.span(chosen.label, " · ", chosen.counts),
                    class_name="who-line",
                ),
            ),
            class_name="who plain-who",
        ),
        _facts(),
        rx.cond(ConnectorsState.secret != "", _secret()),
        file_drop(),
        rx.cond(ConnectorsState.refused.length() > 0, refused_list(t("Refused"), ConnectorsState.refused, retry=True)),
        _deliveries(),
        settings_form(),
        rx.cond(chosen.signs, secret_form()),
        _actions(),
        confirmation(
            "confirm-stop-connector",
            title=t("Stop this connector?"),
            says=t("What it sends meanwhile is refused; the shop may try again by itself, or give up."),
            does=t("Stop the connector"),
            on_click=ConnectorsState.stop,
        ),
        aria_label=chosen.name,
    )


def _actions() -> rx.Component:
    going_on = rx.el.button(
        icon("play"), t("Go on"), type="button", class_name="button", on_click=ConnectorsState.go_on
    )
    stop = opens("confirm-stop-connector", "pause", t("Stop"), danger=True)
    return rx.el.div(rx.cond(chosen.status == "active", stop, going_on), class_name="actions spaced connector-foot")


def _facts() -> rx.Component:
    return rx.el.dl(
        rx.cond(
            chosen.signs,
            rx.fragment(
                rx.el.dt(t("Address")),
                rx.el.dd(copyable(chosen.address)),
                rx.el.dt(t("Secret")),
                rx.el.dd(
                    rx.el.button(
                        t("Show the secret"),
                        class_name="button small",
                        type="button",
                        id="show-connector-secret",
                        on_click=ConnectorsState.show_secret,
                    )
                ),
            ),
            rx.fragment(rx.el.dt(t("Sends")), rx.el.dd(t("Files only"))),
        ),
        rx.el.dt(t("Came last")),
        rx.el.dd(when(chosen.last, chosen.last_exact)),
        rx.el.dt(t("Made")),
        rx.el.dd(when(chosen.made, chosen.made_exact), rx.el.span(" · ", chosen.made_by)),
        class_name="facts",
    )


def _secret() -> rx.Component:
    return rx.el.div(
        rx.el.code(ConnectorsState.secret, class_name="secret", id="connector-secret", tab_index=0),
        class_name="form",
    )


def _deliveries() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h3(t("What came")),
            rx.el.button(
                icon("refresh-cw"),
                t("Read again"),
                type="button",
                class_name="button quiet",
                on_click=ConnectorsState.again,
            ),
            class_name="pane-head",
        ),
        rx.cond(
            ConnectorsState.log.length() > 0,
            rx.el.ul(rx.foreach(ConnectorsState.log, _delivery), aria_label=t("What came"), class_name="plain-list"),
            rx.el.div(rx.el.p(t("Nothing came yet."), class_name="meta"), class_name="form"),
        ),
        rx.cond(
            ConnectorsState.cursor != "",
            rx.el.div(
                rx.el.button(t("Show more"), class_name="button", type="button", on_click=ConnectorsState.more),
                class_name="pager",
            ),
        ),
    )


def _delivery(row: rx.Var[InboundLine]) -> rx.Component:
    named = rx.el.span(rx.cond(row.file, icon("file-text", 13), icon("webhook", 13)), cut(row.topic), class_name="came")
    return rx.el.li(
        rx.cond(row.href != "", link(named, to=row.href), named),
        badge(row.state, row.tone),
        rx.el.span(row.counts, class_name="meta num came-counts"),
        rx.el.span(
            when(row.came, row.came_exact), rx.cond(row.who != "", rx.el.span(" · ", row.who)), class_name="meta"
        ),
        class_name="inbound-row",
    )
