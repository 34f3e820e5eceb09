"""The matrix of roles and rights, and the form that changes one of them."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import tick
from console.admin.roles.rows import RoleColumn
from console.admin.roles.state import RolesState
from console.admin.words import RIGHTS
from console.ui.i18n import t
from console.ui.parts import back_to, bones, empty, icon, link, trouble
from domain.kernel.permissions import Permission

chosen = RolesState.chosen


def role_matrix() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.h1(t("Roles"), class_name="strong"), class_name="pane-head"),
        rx.el.div(
            rx.cond(
                RolesState.failed,
                trouble(t("The roles could not be read."), RolesState.again),
                rx.cond(RolesState.ready, _table(), bones(*["100%"] * 12, height="22px")),
            ),
            class_name="pane-body",
        ),
    )


def role_pane(*, may_manage: rx.Var[bool]) -> rx.Component:
    return rx.cond(
        chosen.role == "",
        empty(
            "shield",
            t("No role is chosen"),
            t("Choose a role at the top of its column to change what it may do."),
            fill=True,
        ),
        rx.fragment(
            back_to("/admin?tab=roles"),
            rx.el.header(
                rx.el.div(
                    rx.el.h2(chosen.word, class_name="pane-title"),
                    rx.el.div(chosen.held_by, class_name="meta"),
                ),
                class_name="who plain-who",
            ),
            rx.cond(
                chosen.fixed,
                rx.el.p(icon("shield-check"), t("Administrators keep every right."), class_name="remark"),
                rx.cond(may_manage, _form(), rx.fragment()),
            ),
        ),
    )


def _table() -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(rx.el.span(t("Right"), class_name="unseen"), scope="col"),
                rx.foreach(RolesState.columns, _heading),
            )
        ),
        *[_group(group, rights) for group, rights in RIGHTS.items()],
        class_name="matrix",
    )


def _heading(column: rx.Var[RoleColumn]) -> rx.Component:
    return rx.el.th(
        link(
            rx.el.span(column.word, class_name="strong"),
            rx.el.span(column.held_by, class_name="meta"),
            to=f"/admin?tab=roles&role={column.role}",
            class_name="plain",
            aria_current=rx.cond(chosen.role == column.role, "true", "false"),
            custom_attrs={"data-row": ""},
        ),
        scope="col",
    )


def _group(name: str, rights: dict[Permission, str]) -> rx.Component:
    return rx.el.tbody(
        rx.el.tr(rx.el.th(t(name), scope="rowgroup", class_name="matrix-group", custom_attrs={"colSpan": 6})),
        *[_right(right, label) for right, label in rights.items()],
    )


def _right(right: Permission, label: str) -> rx.Component:
    return rx.el.tr(
        rx.el.th(t(label), scope="row", title=str(right)),
        rx.foreach(
            RolesState.columns,
            lambda column: rx.el.td(
                rx.cond(
                    column.rights.contains(str(right)),
                    rx.fragment(icon("check"), rx.el.span(t("yes"), class_name="unseen")),
                    rx.fragment(rx.el.span("·", aria_hidden="true"), rx.el.span(t("no"), class_name="unseen")),
                ),
                class_name=rx.cond(column.role == chosen.role, "chosen", ""),
            ),
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        *[_ticks(group, rights) for group, rights in RIGHTS.items()],
        rx.cond(RolesState.wrong != "", rx.el.p(RolesState.wrong, class_name="wrong", role="alert")),
        rx.el.p(t("It counts at once: on open screens, and for keys with this role."), class_name="meta"),
        rx.el.div(
            link(t("Cancel"), to="/admin?tab=roles", class_name="button plain"),
            rx.el.button(t("Save these rights"), class_name="button primary", type="submit"),
            class_name="form-foot",
        ),
        key=f"{chosen.role}:{RolesState.attempt}",
        on_submit=RolesState.change,
        class_name="form",
        id="change-role",
    )


def _ticks(name: str, rights: dict[Permission, str]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t(name)),
        *[
            tick(str(right), t(label), checked=chosen.rights.contains(str(right)), code=str(right))
            for right, label in rights.items()
        ],
        class_name="ticks",
    )
