"""The list of people, and the field that searches in it."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.frame import more_rows, row_link, row_table
from console.admin.people.rows import PersonLine
from console.admin.people.state import PeopleState
from console.admin.person.state import PersonState
from console.ui.browser_parts import SearchBox
from console.ui.i18n import t
from console.ui.parts import avatar, badge, bones, cut, empty, icon, link, trouble


def people_search() -> rx.Component:
    return SearchBox.create(
        answered=PeopleState.answered,
        label=t("Search people"),
        placeholder=t("Search people"),
        clear=t("Clear the search"),
        on_search=PeopleState.search,
    )


def people_list(*, may_manage: rx.Var[bool]) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("People"), class_name="strong"),
            rx.el.div(class_name="bar-fill"),
            rx.cond(may_manage, _add()),
            class_name="pane-head",
        ),
        rx.el.div(_body(), class_name="pane-body", id="found", custom_attrs={"data-rows": ""}),
    )


def _add() -> rx.Component:
    return link(
        icon("user-plus"),
        t("Add a person"),
        to="/admin?new=person",
        class_name="button primary plain",
        id="add-person",
        title="A",
        custom_attrs={"data-key": "a"},
    )


def _body() -> rx.Component:
    return rx.cond(
        PeopleState.failed,
        trouble(t("The people could not be read."), PeopleState.again),
        rx.cond(
            PeopleState.ready,
            rx.cond(PeopleState.rows.length() > 0, _table(), _nobody()),
            bones(*["100%"] * 8, height="30px"),
        ),
    )


def _nobody() -> rx.Component:
    return empty(
        "user-search",
        t("Nobody found for “{text}”", text=PeopleState.answered),
        t("Try a part of the name or of the e-mail."),
    )


def _table() -> rx.Component:
    return rx.fragment(
        row_table(t("Name"), t("Role"), t("Last seen"), t("State"), rows=PeopleState.rows, row=_row, label=t("People")),
        more_rows(PeopleState.cursor != "", PeopleState.more),
    )


def _row(row: rx.Var[PersonLine]) -> rx.Component:
    return row_link(
        rx.el.span(
            avatar(row.initials),
            rx.el.span(cut(row.name, "strong"), cut(row.email, "meta"), class_name="two-lines"),
            class_name="admin-who",
        ),
        rx.el.span(row.role, class_name="cut"),
        rx.el.span(row.seen, title=row.exact, class_name="meta num"),
        rx.el.span(rx.cond(row.locked, badge(t("locked"), "red"), rx.cond(row.here, badge(t("signed in"), "green")))),
        to=row.href,
        chosen=PersonState.id == row.id,
    )
