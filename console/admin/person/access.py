"""What a person comes in by: open sign-ins, lock, password."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import confirmation, opens
from console.admin.person.rows import SessionLine
from console.admin.person.state import PersonState
from console.ui.i18n import t
from console.ui.parts import badge, cut, icon, labelled

card = PersonState.card


def access() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Access"), class_name="section flush"),
        _sessions(),
        rx.el.div(
            rx.cond(
                PersonState.sessions.length() > 0, opens("confirm-sign-out", "monitor-x", t("Sign them out everywhere"))
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
            password_field(),
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


def dialogs() -> rx.Component:
    return rx.fragment(
        confirmation(
            "confirm-lock",
            title=t("Lock {name}?", name=card.name),
            says=t(
                "{name} cannot sign in until somebody unlocks them, and every open screen of theirs closes now.",
                name=card.name,
            ),
            does=t("Lock {name}", name=card.name),
            on_click=PersonState.lock,
        ),
        confirmation(
            "confirm-sign-out",
            title=t("Sign {name} out everywhere?", name=card.name),
            says=t(
                "Every open screen of {name} closes now. They can sign in again at once.",
                name=card.name,
            ),
            does=t("Sign them out everywhere"),
            on_click=PersonState.sign_out_everywhere,
        ),
    )


def password_field() -> rx.Component:
    return rx.el.div(
        labelled(
            "password",
            t("Password, 12 characters or more"),
            wrong=PersonState.wrong.password,
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
