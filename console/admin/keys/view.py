"""The list of keys, one key, a new one, and the moment in which it is shown."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from collections.abc import Mapping

import reflex as rx

from console.admin.frame import adds, list_pane, more_rows, row_link, row_table
from console.admin.keys.rows import KeyLine
from console.admin.keys.state import KeysState
from console.admin.parts import choice, confirmation, opens, role_options, tick
from console.admin.words import RIGHTS, SCOPES
from console.ui.i18n import t
from console.ui.parts import back_to, badge, cut, empty, icon, labelled, link, when
from domain.kernel.permissions import Permission
from domain.staff.scopes import ATTESTED

chosen = KeysState.chosen


def key_list() -> rx.Component:
    return list_pane(
        t("API keys"),
        adds("key-round", t("Make a key"), to="/admin?tab=keys&new=key", id="add-key"),
        state=KeysState,
        unread=t("The keys could not be read."),
        table=_table(),
        none=_none(),
    )


def key_pane() -> rx.Component:
    return rx.match(
        KeysState.panel,
        ("key", _one()),
        ("new", _new()),
        ("made", _made()),
        ("missing", empty("key-round", t("There is no such key"), t("The link may be old."), fill=True)),
        empty("key-round", t("No key is chosen"), t("Choose one on the left, or make one."), fill=True),
    )


def _none() -> rx.Component:
    return empty(
        "key-round",
        t("No keys yet"),
        t("A shop, a warehouse or a carrier comes in with a key of its own. Make one and give it to them."),
    )


def _table() -> rx.Component:
    return rx.fragment(
        row_table(
            t("Name"), t("Acts as"), t("Last used"), t("State"), rows=KeysState.rows, row=_row, label=t("API keys")
        ),
        more_rows(KeysState.cursor != "", KeysState.more),
    )


def _row(row: rx.Var[KeyLine]) -> rx.Component:
    return row_link(
        rx.el.span(cut(row.name, "strong"), rx.el.span(row.hint, class_name="meta mono"), class_name="two-lines"),
        rx.el.span(cut(row.role), cut(row.may, "meta"), class_name="two-lines"),
        rx.el.span(row.used, title=row.used_exact, class_name="meta num"),
        rx.el.span(badge(row.state, row.tone)),
        to=row.href,
        chosen=chosen.id == row.id,
    )


def _one() -> rx.Component:
    return rx.el.section(
        back_to("/admin?tab=keys"),
        rx.el.header(
            rx.el.div(
                rx.el.h2(chosen.name, class_name="pane-title"),
                rx.el.div(
                    rx.el.span(chosen.hint, class_name="mono"),
                    badge(chosen.state, chosen.tone),
                    class_name="who-line",
                ),
            ),
            class_name="who plain-who",
        ),
        rx.el.dl(
            rx.el.dt(t("Acts as")),
            rx.el.dd(chosen.role),
            rx.el.dt(t("Allowed")),
            rx.el.dd(rx.cond(chosen.scopes.length() > 0, _scopes(), chosen.may)),
            rx.el.dt(t("Made")),
            rx.el.dd(when(chosen.made, chosen.made_exact), rx.el.span(" · ", chosen.made_by)),
            rx.el.dt(t("Last used")),
            rx.el.dd(when(chosen.used, chosen.used_exact)),
            rx.cond(chosen.revoked != "", rx.fragment(rx.el.dt(t("Revoked")), rx.el.dd(chosen.revoked)), rx.fragment()),
            class_name="facts",
        ),
        rx.cond(
            chosen.revoked == "",
            rx.el.div(opens("confirm-revoke", "ban", t("Revoke"), danger=True), class_name="actions spaced"),
        ),
        confirmation(
            "confirm-revoke",
            title=t("Revoke the key “{name}”?", name=chosen.name),
            says=t("The system that uses it is refused from now on. This cannot be undone; a new key can be made."),
            does=t("Revoke “{name}”", name=chosen.name),
            on_click=KeysState.revoke,
        ),
        aria_label=chosen.name,
    )


def _scopes() -> rx.Component:
    return rx.el.ul(rx.foreach(chosen.scopes, _scope), class_name="plain-list")


def _scope(scope: rx.Var[str]) -> rx.Component:
    return rx.el.li(scope)


def _new() -> rx.Component:
    wrong = KeysState.wrong
    return rx.el.form(
        back_to("/admin?tab=keys"),
        rx.el.h2(t("Make a key"), class_name="pane-title"),
        labelled(
            "name",
            t("Name of the other system"),
            wrong=wrong.name,
            auto_focus=True,
            max_length=100,
            required=True,
        ),
        choice(
            "role",
            t("Acts as"),
            role_options(),
            wrong=wrong.role,
            default_value="agent",
            on_change=KeysState.of_role,
        ),
        _reach(wrong.reach),
        *[_ticks(group, rights) for group, rights in RIGHTS.items()],
        rx.el.fieldset(
            rx.el.legend(t("Identity")),
            tick(ATTESTED, t(SCOPES[ATTESTED]), checked=False, code=ATTESTED),
            class_name="ticks",
        ),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(
            link(t("Cancel"), to="/admin?tab=keys", class_name="button plain"),
            rx.el.button(t("Make this key"), class_name="button primary", type="submit"),
            class_name="form-foot",
        ),
        on_submit=KeysState.add,
        class_name="form",
        id="add-key-form",
    )


def _reach(wrong: rx.Var[str]) -> rx.Component:
    """Everything only where that was said."""
    return choice(
        "reach",
        t("What it may do"),
        [
            rx.el.option(t("Choose …"), value=""),
            rx.el.option(t("What is ticked below"), value="some"),
            rx.el.option(t("Everything that its role may, later rights too"), value="all"),
        ],
        wrong=wrong,
        required=True,
        default_value="",
    )


def _ticks(group: str, rights: Mapping[Permission, str]) -> rx.Component:
    """What the role lacks cannot be ticked."""
    return rx.el.fieldset(
        rx.el.legend(t(group)),
        *[
            tick(
                str(right),
                t(label),
                checked=False,
                code=str(right),
                disabled=~KeysState.within.contains(str(right)),
            )
            for right, label in rights.items()
        ],
        class_name="ticks narrowing",
    )


def _made() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("The key of “{name}”", name=KeysState.made_name), class_name="pane-title"),
        rx.el.p(icon("triangle-alert"), t("Keep it now: it is not shown again."), class_name="remark amber"),
        rx.el.code(KeysState.made, class_name="secret", id="made-key", tab_index=0),
        rx.el.div(
            rx.el.button(
                icon("copy"),
                t("Copy the key"),
                class_name="button primary",
                type="button",
                id="copy-key",
                auto_focus=True,
                custom_attrs={"data-copy": KeysState.made},
            ),
            rx.el.button(
                t("I have kept it"), class_name="button", type="button", id="key-kept", on_click=KeysState.kept
            ),
            class_name="actions",
        ),
        class_name="form",
        aria_live="polite",
        custom_attrs={"data-unkept": t("The new key has not been kept. Leave all the same?")},
    )
