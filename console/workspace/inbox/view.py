"""The inbox at the left: its lists with their counts, what narrows them, and the rows."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import bones, empty, icon, trouble
from console.workspace.clock import clock_labels
from console.workspace.conversation.state import ConversationState
from console.workspace.inbox.rows import InboxRow
from console.workspace.inbox.state import InboxState
from console.workspace.search.state import SearchState


class InboxList(rx.Component):
    """The rows, whose waiting times tick in the browser: the figure that they are sorted by, which is what is due next
    with the `sort` due. `current` is the id of the open one.
    """

    library = "$/public/js/inbox_list.jsx"
    tag = "InboxList"

    rows: rx.Var[list[InboxRow]]
    current: rx.Var[str]
    sort: rx.Var[str]
    labels: rx.Var[dict[str, str]]


class ListAddress(rx.Component):
    """Turns the address to the list that is pressed or chosen, and keeps it there wherever the page goes next.
    `address` is that of the list that is shown. Renders nothing.
    """

    library = "$/public/js/list_address.jsx"
    tag = "ListAddress"

    address: rx.Var[str]


CHANNEL_LABELS: dict[str, Any] = {
    "chat": t("Chat"),
    "phone": t("Phone"),
    "sms": t("SMS"),
    "email": t("E-mail"),
    "store": t("Store"),
}
_VIEWS = {
    "mine": t("Mine"),
    "unassigned": t("Unassigned"),
    "open": t("Team"),
    "snoozed": t("Snoozed"),
    "closed": t("Closed"),
}


def inbox_head() -> rx.Component:
    """The lists and what narrows them. While somebody searches they stay: whichever is pressed puts the search away."""
    return rx.cond(
        InboxState.may_read,
        rx.el.div(
            rx.el.div(
                *[_view(name, label) for name, label in _VIEWS.items()],
                class_name="inbox-views",
                role="group",
                aria_label=t("Conversations"),
            ),
            rx.cond(
                SearchState.answered == "",
                rx.el.div(_queues(), _channels(), _sort(), class_name="inbox-narrow"),
                _searched(),
            ),
            class_name="inbox-head",
            id="inbox-head",
        ),
    )


def _searched() -> rx.Component:
    """The way back from the results below, which the field takes: see `search_box.jsx`."""
    return rx.el.div(
        rx.el.button(
            icon("undo-2", 12),
            t("Back to the inbox"),
            type="button",
            id="search-away",
            class_name="button small",
            custom_attrs={"data-search-away": ""},
        ),
        class_name="inbox-searched",
    )


def keep_list() -> rx.Component:
    """For the page: the address names the list."""
    return ListAddress.create(address=InboxState.address)


def inbox_rows() -> rx.Component:
    return rx.cond(
        InboxState.may_read & (SearchState.answered == ""),
        rx.cond(
            InboxState.failed,
            trouble(t("The conversations could not be read."), InboxState.again),
            rx.cond(InboxState.ready, _rows(), bones("90%", "55%", "80%", "45%", "85%", "60%")),
        ),
    )


def _rows() -> rx.Component:
    return rx.cond(
        InboxState.rows.length() > 0,
        rx.fragment(
            InboxList.create(
                rows=InboxState.rows, current=ConversationState.id, sort=InboxState.sort, labels=list_labels()
            ),
            rx.cond(
                InboxState.more,
                rx.el.div(
                    rx.el.button(
                        t("Show more"), class_name="button quiet", type="button", on_click=InboxState.read_more
                    ),
                    class_name="pager",
                ),
            ),
        ),
        rx.match(
            InboxState.view,
            ("mine", _nothing(t("Nothing is yours"), t("Take one from Unassigned."))),
            ("unassigned", _nothing(t("Nobody waits for somebody"), "")),
            ("snoozed", _nothing(t("Nothing is put aside"), "")),
            ("closed", _nothing(t("Nothing is closed"), "")),
            _nothing(t("No conversation is open"), ""),
        ),
    )


def _nothing(title: Any, hint: Any) -> rx.Component:
    return rx.el.div(
        empty("inbox", title, *([hint] if not isinstance(hint, str) else [])), class_name="inbox-none", id="inbox-none"
    )


def _view(name: str, label: rx.Var[str]) -> rx.Component:
    count = InboxState.counts[name] if name != "closed" else None
    return rx.el.button(
        label,
        *([rx.cond(count > 0, rx.el.span(count, class_name="inbox-count num"))] if count is not None else []),
        type="button",
        id=f"inbox-{name}",
        aria_pressed=rx.cond((InboxState.view == name) & (SearchState.answered == ""), "true", "false"),
        custom_attrs={"data-list-part": "inbox", "data-list-value": name},
    )


def _queues() -> rx.Component:
    return rx.el.select(
        rx.el.option(t("All queues"), value=""),
        rx.foreach(InboxState.queues, lambda name: rx.el.option(InboxState.queue_names[name], value=name)),
        value=InboxState.queue,
        on_change=rx.noop(),
        custom_attrs={"data-list-part": "queue"},
        class_name="field",
        aria_label=t("Queue"),
        id="inbox-queue",
    )


def _channels() -> rx.Component:
    return rx.el.select(
        rx.el.option(t("All channels"), value=""),
        *[rx.el.option(label, value=name) for name, label in CHANNEL_LABELS.items()],
        value=InboxState.channel,
        on_change=rx.noop(),
        custom_attrs={"data-list-part": "channel"},
        class_name="field",
        aria_label=t("Channel"),
        id="inbox-channel",
    )


def _sort() -> rx.Component:
    label = t("What is due next first")
    return rx.el.button(
        icon("alarm-clock", 14),
        type="button",
        class_name="button quiet icon small",
        id="inbox-sort",
        aria_label=label,
        title=label,
        aria_pressed=rx.cond(InboxState.sort == "due", "true", "false"),
        custom_attrs={"data-list-part": "sort", "data-list-value": rx.cond(InboxState.sort == "due", "", "due")},
    )


def list_labels() -> rx.Var[dict[str, str]]:
    """Words that the rows show."""
    words: dict[str, Any] = {
        **CHANNEL_LABELS,
        **clock_labels(),
        "list": t("Conversations"),
        "waits": t("The customer waits"),
        "urgent": t("Urgent"),
        "unread": t("Not read yet"),
        "owner": t("Whose it is"),
        "whisper": t("A colleague whispers"),
    }
    return rx.Var.create(words)
