"""The conversation: its head, what can be done with it, the thread, and the box below."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import badge, cut, empty, icon, link
from console.why.view import why_button, why_part
from console.workspace.call.placing_view import call_customer
from console.workspace.clock import DueClock, clock_labels
from console.workspace.conversation.chips import part, tag, tag_form, viewer
from console.workspace.conversation.deeds import Deeds
from console.workspace.conversation.forms import deed_form
from console.workspace.conversation.labels import box_labels, thread_labels
from console.workspace.conversation.noticing import Noticing
from console.workspace.conversation.overseeing import overseen
from console.workspace.conversation.parts import KeepOpen, ReplyBox, Thread
from console.workspace.conversation.rows import Choice
from console.workspace.conversation.speaking import language_chip
from console.workspace.conversation.state import ConversationState
from console.workspace.suggestions.view import suggestion_strip

head = ConversationState.head


def conversation_pane() -> rx.Component:
    """The open conversation, from its head to the box in which an answer is written."""
    return rx.el.div(
        _head(),
        overseen(),
        why_part("place", head.decision),
        rx.cond(head.customer == "", _who_is_it()),
        rx.cond(Deeds.of == head.id, deed_form()),
        Thread.create(
            conversation=ConversationState.id,
            base=ConversationState.base,
            fresh=ConversationState.fresh,
            older=ConversationState.older,
            earlier=ConversationState.earlier,
            unread=head.unread,
            last_seq=head.last_seq,
            typing=ConversationState.typing,
            may_write=head.may_write,
            labels=thread_labels(),
            on_earlier=ConversationState.read_earlier,
            on_split=Deeds.ask_split,
            on_again=ConversationState.send_again,
            on_seen=Noticing.seen,
            on_stay=ConversationState.stay,
        ),
        suggestion_strip(),
        _composer(),
        class_name="conversation",
        id="conversation",
    )


def _composer() -> rx.Component:
    return rx.cond(
        head.may_write | head.observes,
        ReplyBox.create(
            conversation=ConversationState.id,
            ways=ConversationState.ways,
            facts=ConversationState.facts,
            canned=ConversationState.canned,
            language=head.language,
            macros=ConversationState.macros,
            last_seq=head.last_seq,
            closed=head.closed,
            may_write=head.may_write,
            observes=head.observes,
            labels=box_labels(),
            on_typing=Noticing.type_on,
            on_macro=Deeds.plan,
        ),
    )


def conversation_missing() -> rx.Component:
    return empty("message-circle-off", t("There is no such conversation"), t("The link may be old."), fill=True)


def keep_open() -> rx.Component:
    """For the page: what is chosen beside the conversation leaves it open."""
    return KeepOpen.create(conversation=ConversationState.id, customer=head.customer, summons=ConversationState.summons)


def nobody_known() -> rx.Component:
    """For the right pane while nobody knows who it is."""
    return empty(
        "user-search",
        t("Nobody knows who it is yet"),
        t("Whoever may be it is offered above the conversation. Else search, and open who it is."),
        fill=True,
    )


def _head() -> rx.Component:
    return rx.el.header(
        _who_and_how(),
        rx.el.div(
            rx.el.span(head.number, class_name="order-number"),
            cut(head.subject, "talk-subject"),
            class_name="talk-line",
        ),
        _where_it_waits(),
        rx.cond(head.may_write, _deeds()),
        class_name="talk-head",
    )


def _who_and_how() -> rx.Component:
    return rx.el.div(
        rx.el.h2(head.name, class_name="talk-name wrap"),
        badge(head.channel_word),
        language_chip(),
        badge(head.status, head.tone),
        rx.cond(head.snoozed != "", badge(t("until {time}", time=head.snoozed), "amber")),
        rx.cond(head.wrap_up != "", badge(head.wrap_up)),
        rx.cond(
            head.clock.due > 0, DueClock.create(clock=head.clock, named=True, labels=rx.Var.create(clock_labels()))
        ),
        rx.foreach(ConversationState.viewers, viewer),
        rx.cond(
            head.customer != "",
            rx.el.span(
                link(
                    icon("history", 13),
                    t("Timeline"),
                    to="/?customer=" + head.customer,
                    class_name="button small quiet plain",
                    custom_attrs={"data-leaves": ""},
                    id="to-timeline",
                ),
                call_customer(head.customer),
                class_name="chips row-end",
            ),
        ),
        class_name="talk-line",
    )


def _where_it_waits() -> rx.Component:
    return rx.el.div(
        cut(head.waits, "meta"),
        rx.cond(
            head.decision != "",
            why_button("place", head.decision, t("Why does case {number} wait there?", number=head.number)),
        ),
        rx.el.span(
            icon("user", 12),
            rx.cond(head.owner != "", head.owner, t("Nobody’s")),
            class_name="meta talk-owner",
        ),
        rx.foreach(ConversationState.parts, part),
        rx.foreach(head.tags, tag),
        rx.cond(head.may_write, tag_form()),
        class_name="talk-line",
    )


def _deeds() -> rx.Component:
    return rx.el.div(
        rx.cond(
            head.closed,
            _button("rotate-ccw", t("Open again"), Deeds.reopen, "talk-reopen"),
            rx.fragment(
                rx.cond(
                    head.mine,
                    _button("undo-2", t("Give back"), Deeds.give_back, "talk-give-back"),
                    rx.cond(~head.observes, _button("hand", t("Take"), Deeds.take, "talk-take")),
                ),
                _opens("transfer", "forward", t("Transfer")),
                rx.cond(
                    head.snoozed != "",
                    _button("alarm-clock-off", t("Bring back"), Deeds.wake, "talk-wake"),
                    _opens("snooze", "alarm-clock", t("Put aside")),
                ),
                _opens("merge", "merge", t("Merge")),
                _opens("close", "check", t("Wrap up")),
            ),
        ),
        class_name="talk-deeds",
    )


def _button(name: str, label: rx.Var[str], event: Any, id: str) -> rx.Component:
    return rx.el.button(icon(name, 13), label, type="button", class_name="button small", id=id, on_click=event)


def _opens(panel: str, name: str, label: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon(name, 13),
        label,
        type="button",
        class_name="button small",
        id=f"talk-{panel}",
        aria_expanded=rx.cond((Deeds.panel == panel) & (Deeds.of == head.id), "true", "false"),
        on_click=Deeds.turn(panel),
    )


def _who_is_it() -> rx.Component:
    """Likely customers to choose from; or whoever was searched for and opened."""
    return rx.el.div(
        rx.el.span(rx.cond(ConversationState.likely.length() > 0, t("Who is it?"), t("Nobody knows who it is yet"))),
        rx.foreach(ConversationState.likely, _likely),
        rx.cond(
            ConversationState.beside_name != "",
            _is_this(ConversationState.beside_id, t("It is {name}", name=ConversationState.beside_name)),
        ),
        class_name="talk-who",
        id="talk-who",
    )


def _likely(choice: rx.Var[Choice]) -> rx.Component:
    """Who only named an order may be anybody: it says so, and the identity is still to be checked."""
    return rx.cond(
        choice.detail != "",
        _is_this(
            choice.value,
            t("Perhaps {name}, whose order {number} is named", name=choice.label, number=choice.detail),
        ),
        _is_this(choice.value, choice.label),
    )


def _is_this(id: rx.Var[str], label: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon("user-check", 13), label, type="button", class_name="button small", on_click=Deeds.identify(id)
    )
