"""The form below a person: skills, languages, how much at once."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import tick
from console.admin.skills.state import SkillsState
from console.ui.i18n import t
from console.ui.parts import labelled

card = SkillsState.card
wrong = SkillsState.wrong


def skills_form() -> rx.Component:
    return rx.cond(card.id != "", rx.el.section(_form(), class_name="divided access", aria_label=t("Work")))


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.h3(t("Work that is offered"), class_name="section flush"),
        labelled(
            "skills",
            t("Skills, with a comma between"),
            wrong=wrong.skills,
            default_value=card.skills,
            placeholder=t("refunds, disputes"),
            max_length=900,
            spell_check=False,
        ),
        rx.el.fieldset(
            rx.el.legend(t("Speaks with")),
            tick("french", t("French-speaking customers"), checked=card.french),
            tick("english", t("English-speaking customers"), checked=card.english),
            class_name="ticks two",
        ),
        _capacities(),
        rx.cond(wrong.capacity != "", rx.el.p(wrong.capacity, class_name="wrong", role="alert")),
        rx.el.fieldset(
            tick("calls_alone", t("No chats during a call, no calls during chats"), checked=card.calls_alone),
            class_name="ticks",
        ),
        labelled(
            "wrap_up",
            t("Seconds to wrap up after a conversation"),
            wrong=wrong.wrap_up,
            default_value=card.wrap_up,
            input_mode="numeric",
            max_length=4,
        ),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(rx.el.button(t("Save the work"), class_name="button primary", type="submit"), class_name="form-foot"),
        key=f"work:{card.id}:{SkillsState.attempt}",
        on_submit=SkillsState.change,
        class_name="form flush",
        id="change-agent",
    )


def _capacities() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("At most at once")),
        _number("chat", t("Chats"), card.chat),
        _number("phone", t("Calls"), card.phone),
        _number("sms", t("SMS"), card.sms),
        _number("email", t("E-mails"), card.email),
        _number("store", t("Visits"), card.store),
        class_name="capacities",
    )


def _number(name: str, label: rx.Var[str], value: rx.Var[str]) -> rx.Component:
    return rx.el.label(
        rx.el.span(label),
        rx.el.input(
            name=name,
            default_value=value,
            class_name="field num",
            input_mode="numeric",
            max_length=3,
            auto_complete="off",
        ),
        class_name="capacity",
    )
