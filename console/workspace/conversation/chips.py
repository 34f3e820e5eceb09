"""Small things in the head of a conversation: who else is here, what was merged into it, its tags."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import icon
from console.workspace.conversation.deeds import Deeds
from console.workspace.conversation.rows import Choice
from console.workspace.conversation.state import ConversationState

head = ConversationState.head


def viewer(name: rx.Var[str]) -> rx.Component:
    """Somebody else who has it open."""
    return rx.el.span(icon("eye", 12), name, class_name="talk-viewer", title=t("{name} has it open too", name=name))


def part(merged: rx.Var[Choice]) -> rx.Component:
    """A conversation that was merged into this one."""
    return rx.el.span(
        t("with {number}", number=merged.label),
        rx.cond(
            head.may_write,
            rx.el.button(
                "×",
                type="button",
                class_name="talk-untag",
                aria_label=t("Take {number} out again", number=merged.label),
                title=t("Take {number} out again", number=merged.label),
                on_click=Deeds.unmerge(merged.value),
            ),
        ),
        class_name="badge talk-tag",
    )


def tag(name: rx.Var[str]) -> rx.Component:
    """A tag of the case."""
    return rx.el.span(
        name,
        rx.cond(
            head.may_write,
            rx.el.button(
                "×",
                type="button",
                class_name="talk-untag",
                aria_label=t("Remove the tag {tag}", tag=name),
                on_click=Deeds.untag(name),
            ),
        ),
        class_name="badge talk-tag",
    )


def tag_form() -> rx.Component:
    """For one more tag."""
    return rx.el.form(
        rx.el.input(
            name="tag",
            placeholder=t("Add a tag"),
            aria_label=t("Add a tag to the case"),
            class_name="tag-new",
            max_length=40,
            id="case-tag",
        ),
        on_submit=Deeds.tag,
        reset_on_submit=True,
    )
