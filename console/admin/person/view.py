"""The pane on the right: one person with what can be done to them, or the form for a new one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import choice, language_options, role_options, zone_list
from console.admin.person.access import access, dialogs, password_field
from console.admin.person.state import PersonState
from console.ui.i18n import t
from console.ui.parts import avatar, back_to, badge, copyable, empty, labelled, link, when

card = PersonState.card
wrong = PersonState.wrong


def person_pane(*, may_manage: rx.Var[bool]) -> rx.Component:
    return rx.match(
        PersonState.panel,
        ("person", rx.fragment(_header(), rx.cond(may_manage, rx.fragment(_form(), access(), dialogs())))),
        ("new", _new()),
        ("missing", empty("user-x", t("There is nobody here"), t("The link may be old."), fill=True)),
        empty("users", t("Nobody is chosen"), t("Choose somebody on the left."), fill=True),
    )


def _header() -> rx.Component:
    return rx.el.section(
        back_to("/admin"),
        rx.el.header(
            avatar(card.initials, large=True),
            rx.el.div(
                rx.el.h2(card.name, class_name="pane-title"),
                rx.el.div(
                    badge(card.role_word, "hollow bare"),
                    rx.cond(card.locked, badge(t("locked"), "red")),
                    rx.cond(card.own, rx.el.span(t("this is you"), class_name="meta")),
                    class_name="who-line",
                ),
            ),
            class_name="who",
        ),
        rx.el.dl(
            rx.el.dt(t("E-mail")),
            rx.el.dd(copyable(card.email)),
            rx.el.dt(t("Added")),
            rx.el.dd(card.added),
            rx.el.dt(t("Last seen")),
            rx.el.dd(when(card.seen, card.seen_exact)),
            class_name="facts",
        ),
        aria_label=card.name,
    )


def _form() -> rx.Component:
    return rx.el.form(
        labelled("name", t("Name"), wrong=wrong.name, default_value=card.name, max_length=100, required=True),
        choice("role", t("Role"), role_options(), wrong=wrong.role, default_value=card.role),
        _language_and_zone(card.language, card.time_zone),
        rx.el.p(t("Every time on their screens is shown in this time zone."), class_name="meta"),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(rx.el.button(t("Save changes"), class_name="button primary", type="submit"), class_name="form-foot"),
        zone_list(),
        key=f"{card.id}:{PersonState.attempt}",
        on_submit=PersonState.change,
        class_name="form divided",
        id="change-person",
    )


def _language_and_zone(language: rx.Var[str] | str, zone: rx.Var[str] | str) -> rx.Component:
    return rx.el.div(
        choice("language", t("Language"), language_options(), wrong=wrong.language, default_value=language),
        labelled(
            "time_zone",
            t("Time zone"),
            wrong=wrong.time_zone,
            default_value=zone,
            list="zones",
            max_length=60,
            spell_check=False,
        ),
        class_name="form-pair",
    )


def _new() -> rx.Component:
    return rx.el.form(
        back_to("/admin"),
        rx.el.h2(t("Add a person"), class_name="pane-title"),
        labelled("name", t("Name"), wrong=wrong.name, auto_focus=True, max_length=100, required=True),
        labelled("email", t("E-mail, to sign in with"), wrong=wrong.email, kind="email", max_length=254, required=True),
        choice("role", t("Role"), role_options(), wrong=wrong.role, default_value="agent"),
        _language_and_zone("en", "Europe/Paris"),
        password_field(),
        rx.el.p(t("Tell it to them in person or by phone; it is not sent and not shown again."), class_name="meta"),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(
            link(t("Cancel"), to="/admin", class_name="button plain"),
            rx.el.button(t("Add this person"), class_name="button primary", type="submit"),
            class_name="form-foot",
        ),
        zone_list(),
        on_submit=PersonState.add,
        class_name="form",
        id="add-person-form",
    )
