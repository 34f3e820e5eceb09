"""Small parts that every screen uses. They take values (texts or vars), never states."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.react_router.dom import ReactRouterLink

from console.ui.i18n import t

Text = str | rx.Var[str]


def icon(name: str, size: int = 15, **props: Any) -> rx.Component:
    """A Lucide icon that says nothing by itself: a word or a label always stands with it."""
    return rx.icon(name, size=size, aria_hidden="true", **props)


def badge(text: Text, tone: Text = "") -> rx.Component:
    """A state in one word. `tone`: amber, red, green, blue or nothing."""
    return rx.el.span(text, class_name=rx.Var.create(f"badge {tone}"))


def avatar(letters: Text, *, large: bool = False) -> rx.Component:
    return rx.el.span(letters, class_name="avatar large" if large else "avatar", aria_hidden="true")


def amount(text: Text, **props: Any) -> rx.Component:
    """An amount with its currency, right-aligned, in figures of one width."""
    return rx.el.span(text, class_name="amount", **props)


def when(text: Text, exact: Text, **props: Any) -> rx.Component:
    """A moment as people say it; the exact one on hover."""
    return rx.el.time(text, title=exact, **props)


def cut(text: Text, class_name: str = "", **props: Any) -> rx.Component:
    """One line that may be cut; the whole of it on hover."""
    return rx.el.span(text, title=text, class_name=f"cut {class_name}", **props)


def copyable(text: Text) -> rx.Component:
    """A text that one press copies."""
    return rx.el.button(
        cut(text),
        icon("copy", 12),
        type="button",
        class_name="copy",
        custom_attrs={"data-copy": text},
        aria_label=t("Copy {text}", text=text),
    )


def empty(name: str, title: Text, *hints: rx.Component | Text, fill: bool = False) -> rx.Component:
    """Nothing here, and what to do next."""
    return rx.el.div(
        icon(name, 22),
        rx.el.p(title, class_name="strong"),
        *[rx.el.p(hint) for hint in hints],
        class_name="empty fill" if fill else "empty",
    )


def trouble(text: Text, retry: Any) -> rx.Component:
    """What could not be shown, and a way to try again."""
    return rx.el.div(
        icon("triangle-alert"),
        rx.el.span(text),
        rx.el.button(t("Try again"), class_name="button", type="button", on_click=retry),
        class_name="trouble",
        role="alert",
    )


def bones(*widths: str, height: str = "14px") -> rx.Component:
    """A skeleton: one bar per width, where rows will be."""
    return rx.el.div(
        *[rx.el.div(class_name="bone", style={"width": width, "height": height}) for width in widths],
        class_name="bones",
        aria_hidden="true",
    )


def labelled(name: str, label: Text, *, wrong: Text = "", kind: str = "text", **props: Any) -> rx.Component:
    """An input with its label, and what is wrong with it below."""
    return rx.el.div(
        rx.el.label(label, html_for=f"field-{name}"),
        rx.el.input(
            id=f"field-{name}",
            name=name,
            type=kind,
            class_name="field",
            auto_complete="off",
            aria_invalid=rx.cond(wrong != "", "true", "false"),
            aria_describedby=f"wrong-{name}",
            **props,
        ),
        rx.cond(wrong != "", rx.el.span(wrong, id=f"wrong-{name}", class_name="wrong", role="alert")),
        class_name="labelled",
    )


def link(*children: Any, to: Text, **props: Any) -> rx.Component:
    """A link within the console: followed in place, without loading the page anew."""
    return ReactRouterLink.create(*children, to=to, **props)


def download(*children: Any, to: Text, **props: Any) -> rx.Component:
    """A link to a file that the browser saves. (Reflex makes router links of `a`, which lead to no page here.)"""
    return ReactRouterLink.create(*children, to=to, download=True, reload_document=True, **props)


class PlainForm(BaseHTML):
    """A form that the browser itself sends: Reflex keeps its own forms from being sent."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def back_to(to: Any) -> rx.Component:
    """Where Escape leads: the list without the one that is chosen."""
    return link(t("Back"), to=to, class_name="unseen", tab_index=-1, custom_attrs={"data-back": ""})
