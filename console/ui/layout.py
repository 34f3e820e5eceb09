"""The frame of every screen: the bar on top, the dialogs, and what watches over the page."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,attr-defined,no-any-return,arg-type,operator,index"

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from console.bell.view import bell
from console.presence.view import presence_menu
from console.ui.browser_parts import Doorkeeper, Keys, Palette
from console.ui.desk import Desk
from console.ui.i18n import LanguageFollower, t
from console.ui.own_zone import zone_dialog, zone_item
from console.ui.parts import PlainForm, avatar, icon, link
from console.ui.preferences import Preferences
from console.ui.shortcuts import keys_dialog
from console.workspace.offers.view import offers_strip


def screen(
    *, search: rx.Component, middle_of_bar: rx.Component, body: rx.Component, commands: Sequence[dict[str, Any]]
) -> rx.Component:
    """A whole screen. `commands` are added to those that every screen has."""
    return rx.fragment(
        LanguageFollower.create(language=Desk.language),
        Keys.create(),
        Doorkeeper.create(ready=rx.State.is_hydrated, connected=~has_connection_errors, over=Desk.over),
        rx.el.div(_bar(search, middle_of_bar), offers_strip(), body, class_name="screen"),
        Palette.create(
            commands=[*commands, *_commands()],
            label=t("Commands"),
            placeholder=t("What do you want to do?"),
            none=t("No command has these letters."),
        ),
        keys_dialog(),
        zone_dialog(),
        _notice(),
        rx.cond(
            has_connection_errors & rx.State.is_hydrated,
            rx.el.div(icon("wifi-off"), t("The line is lost. Trying again…"), class_name="offline", role="status"),
        ),
    )


def _bar(search: rx.Component, middle: rx.Component) -> rx.Component:
    return rx.el.header(
        rx.el.div(search, class_name="bar-search"),
        middle,
        rx.el.div(class_name="bar-fill"),
        rx.cond(Desk.may_read_rules, _to_rules()),
        rx.cond(
            Desk.may_decide,
            link(
                icon("stamp"),
                rx.el.span(t("Approvals"), class_name="bar-word"),
                rx.cond(
                    Desk.waiting > 0,
                    rx.el.span(Desk.waiting, class_name="count", title=t("{count} waiting", count=Desk.waiting)),
                ),
                to="/supervisor",
                class_name="button quiet plain",
                id="to-approvals",
            ),
        ),
        presence_menu(),
        bell(),
        rx.el.button(
            icon("command", 13),
            rx.el.span(t("Commands"), class_name="bar-word"),
            class_name="button quiet",
            type="button",
            custom_attrs={"data-opens": "palette"},
            title="Ctrl K",
            id="open-palette",
        ),
        _theme_button(),
        _language_switch(),
        _account(),
        class_name="bar",
    )


def _to_rules() -> rx.Component:
    word = rx.el.span(t("Rules"), class_name="bar-word")
    return link(icon("scale"), word, to="/rules", class_name="button quiet plain", id="to-rules")


def _theme_button() -> rx.Component:
    """Both signs are there and the stylesheet shows one, so that nothing changes after the first paint."""
    return rx.el.button(
        icon("sun", class_name="only-dark"),
        icon("moon", class_name="only-light"),
        class_name="button quiet icon",
        type="button",
        id="toggle-theme",
        on_click=rx.toggle_color_mode,
        aria_label=t("Switch between light and dark"),
        title=t("Switch between light and dark"),
    )


def _language_switch() -> rx.Component:
    return rx.el.div(
        _language("en", "EN", "English"),
        _language("fr", "FR", "Français"),
        class_name="segments",
        role="group",
        aria_label=t("Language"),
    )


def _language(code: str, short: str, name: str) -> rx.Component:
    return rx.el.button(
        short,
        type="button",
        id=f"speak-{code}",
        lang=code,
        title=name,
        aria_label=name,
        aria_pressed=rx.cond(Desk.language == code, "true", "false"),
        on_click=Preferences.choose_language(code),
    )


def _account() -> rx.Component:
    return rx.el.details(
        rx.el.summary(avatar(Desk.initials), aria_label=t("Account of {name}", name=Desk.name)),
        rx.el.div(
            rx.el.div(
                rx.el.div(Desk.name, class_name="strong wrap"),
                rx.el.div(Desk.role, class_name="meta"),
                class_name="menu-who",
            ),
            rx.el.hr(),
            rx.cond(
                Desk.may_read_rules,
                rx.el.a(icon("scale"), t("Rules"), href="/rules", class_name="menu-item only-tablet"),
            ),
            rx.cond(
                Desk.may_administer,
                rx.el.a(icon("settings"), t("Administration"), href="/admin", class_name="menu-item"),
            ),
            rx.el.button(
                icon("keyboard"),
                t("Keys"),
                rx.el.kbd("?"),
                class_name="menu-item",
                type="button",
                custom_attrs={"data-opens": "keys"},
            ),
            zone_item(),
            rx.el.a(
                icon("key-round"), t("Change my password"), href="/password", class_name="menu-item", id="own-password"
            ),
            rx.el.hr(),
            _sign_out("sign-out", "log-out", t("Sign out"), everywhere=False),
            _sign_out("sign-out-everywhere", "monitor-x", t("Sign out everywhere"), everywhere=True),
            class_name="menu-sheet",
        ),
        class_name="menu",
        id="account",
    )


def _sign_out(id: str, name: str, label: rx.Var[str], *, everywhere: bool) -> rx.Component:
    """A plain form: the answer takes the cookie away, which a screen event could not."""
    return PlainForm.create(
        rx.el.input(type="hidden", name="everywhere", value="1" if everywhere else "0"),
        rx.el.button(icon(name), label, class_name="menu-item", type="submit", id=id),
        action="/sign-out",
        method="post",
    )


def _notice() -> rx.Component:
    """Said once, for what has no place of its own; it goes by itself and is read aloud."""
    return rx.el.div(
        rx.cond(
            Desk.notice != "",
            rx.el.div(
                Desk.notice, class_name=rx.Var.create(f"notice {Desk.notice_tone}"), key=Desk.notice_number.to(str)
            ),
        ),
        class_name="notices",
        role="status",
        aria_live="polite",
    )


def _commands() -> list[dict[str, Any]]:
    group = t("Console")
    return [
        *_preferences(group),
        {
            "id": "bell",
            "group": group,
            "label": t("What is new with whom I watch"),
            "keys": "B",
            "also": "bell notifications alerts cloche suivis",
            "press": "#bell > summary",
            "needs": "#bell",
        },
        {"id": "admin", "group": group, "label": t("Administration"), "href": "/admin", "needs": 'a[href="/admin"]'},
        {"id": "rules", "group": group, "label": t("Rules"), "href": "/rules", "needs": "#to-rules"},
        {"id": "approvals", "group": group, "label": t("Approvals"), "href": "/supervisor", "needs": "#to-approvals"},
        {"id": "keys", "group": group, "label": t("Show all keys"), "keys": "?", "press": '[data-opens="keys"]'},
        {"id": "own-password", "group": group, "label": t("Change my password"), "href": "/password"},
        {"id": "sign-out", "group": group, "label": t("Sign out"), "press": "#sign-out"},
        {
            "id": "sign-out-everywhere",
            "group": group,
            "label": t("Sign out everywhere"),
            "press": "#sign-out-everywhere",
        },
    ]


def _preferences(group: rx.Var[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": "theme",
            "group": group,
            "label": t("Switch between light and dark"),
            "also": "theme thème",
            "press": "#toggle-theme",
        },
        {
            "id": "english",
            "group": group,
            "label": t("Speak English"),
            "also": "language langue anglais",
            "press": "#speak-en",
        },
        {
            "id": "french",
            "group": group,
            "label": t("Speak French"),
            "also": "language langue français",
            "press": "#speak-fr",
        },
    ]
