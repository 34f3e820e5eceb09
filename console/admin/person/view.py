"""The pane on the right: one person with what can be done to them, or the form for a new one."""

import reflex as rx

from console.admin.parts import choice, confirmation, language_options, opens, role_options, zone_list
from console.admin.person.rows import SessionLine
from console.admin.person.state import PersonState
from console.ui.i18n import t
from console.ui.parts import avatar, badge, copyable, cut, empty, icon, labelled, link, when

card = PersonState.card
wrong = PersonState.wrong


def person_pane(*, may_manage: rx.Var[bool]) -> rx.Component:
    return rx.match(
        PersonState.panel,
        ("person", rx.fragment(_header(), rx.cond(may_manage, rx.fragment(_form(), _access(), _dialogs())))),
        ("new", _new()),
        ("missing", empty("user-x", t("There is nobody here"), t("The link may be old."), fill=True)),
        empty("users", t("Nobody is chosen"), t("Choose somebody on the left."), fill=True),
    )


def _header() -> rx.Component:
    return rx.el.section(
        link(t("Back"), to="/admin", class_name="unseen", tab_index=-1, custom_attrs={"data-back": ""}),
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


def _access() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Access"), class_name="section flush"),
        _sessions(),
        rx.el.div(
            rx.cond(
                PersonState.sessions.length() > 0, opens("confirm-sign-out", "monitor-x", t("Sign out everywhere"))
            ),
            rx.cond(
                card.locked,
                rx.el.button(
                    icon("lock-open"),
                    t("Unlock"),
                    class_name="button",
                    type="button",
                    id="unlock",
                    on_click=PersonState.unlock,
                ),
                rx.cond(card.own, rx.fragment(), opens("confirm-lock", "lock", t("Lock"), danger=True)),
            ),
            class_name="actions",
        ),
        _new_password(),
        class_name="divided access",
        aria_label=t("Access"),
    )


def _sessions() -> rx.Component:
    return rx.cond(
        PersonState.sessions.length() > 0,
        rx.el.ul(rx.foreach(PersonState.sessions, _session), class_name="sessions", aria_label=t("Open sign-ins")),
        rx.el.p(t("Not signed in anywhere."), class_name="meta"),
    )


def _session(row: rx.Var[SessionLine]) -> rx.Component:
    return rx.el.li(
        icon("monitor", 13),
        cut(row.browser),
        rx.el.span(row.where, class_name="meta mono cut"),
        rx.cond(row.own, badge(t("this one"), "green"), rx.el.span()),
        rx.el.span(t("since {moment}", moment=row.since), title=row.exact, class_name="meta num"),
    )


def _new_password() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("chevron-right", 13), t("Give a new password")),
        rx.el.form(
            rx.el.p(
                t("It replaces the old one at once, and every open screen of this person closes."), class_name="meta"
            ),
            _password_field(),
            rx.el.div(
                rx.el.button(t("Set the new password"), class_name="button danger", type="submit"),
                class_name="form-foot",
            ),
            on_submit=PersonState.new_password,
            class_name="form flush",
            id="new-password",
        ),
        key=f"password:{card.id}:{PersonState.attempt}",
        class_name="fold",
    )


def _password_field() -> rx.Component:
    return rx.el.div(
        labelled(
            "password",
            t("Password, 12 characters or more"),
            wrong=wrong.password,
            default_value=PersonState.suggested,
            key=f"password:{PersonState.suggested}",
            max_length=200,
            required=True,
            spell_check=False,
            auto_capitalize="none",
        ),
        rx.el.button(
            icon("dices"),
            t("Suggest one"),
            class_name="button",
            type="button",
            id="suggest",
            on_click=PersonState.suggest,
        ),
        rx.cond(
            PersonState.suggested != "",
            rx.el.button(
                icon("copy"),
                class_name="button icon",
                type="button",
                aria_label=t("Copy the password"),
                title=t("Copy the password"),
                custom_attrs={"data-copy": PersonState.suggested},
            ),
        ),
        class_name="with-button",
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        confirmation(
            "confirm-lock",
            title=t("Lock {name}?", name=card.name),
            says=t(
                "{name} cannot sign in until somebody unlocks them, and every open screen of theirs closes now. Nothing they did is lost.",
                name=card.name,
            ),
            does=t("Lock {name}", name=card.name),
            on_click=PersonState.lock,
        ),
        confirmation(
            "confirm-sign-out",
            title=t("Sign {name} out everywhere?", name=card.name),
            says=t(
                "Every open screen of {name} closes now; drafts of notes stay in their browser. They can sign in again.",
                name=card.name,
            ),
            does=t("Sign out everywhere"),
            on_click=PersonState.sign_out_everywhere,
        ),
    )


def _new() -> rx.Component:
    return rx.el.form(
        link(t("Back"), to="/admin", class_name="unseen", tab_index=-1, custom_attrs={"data-back": ""}),
        rx.el.h2(t("Add a person"), class_name="pane-title"),
        labelled("name", t("Name"), wrong=wrong.name, auto_focus=True, max_length=100, required=True),
        labelled("email", t("E-mail, to sign in with"), wrong=wrong.email, kind="email", max_length=254, required=True),
        choice("role", t("Role"), role_options(), wrong=wrong.role, default_value="agent"),
        _language_and_zone("en", "Europe/Paris"),
        _password_field(),
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
