"""The React parts of the conversation: the thread, the box that an answer is written in, and what keeps it open."""

import reflex as rx

from console.workspace.conversation.rows import Canned, Choice, Line, Way


class Thread(rx.Component):
    """The entries. `base` are those read last, `older` a page before them, which is put before those that came earlier;
    `fresh` came or changed since. `typing` is "number:who".
    """

    library = "$/public/js/thread.jsx"
    tag = "Thread"

    conversation: rx.Var[str]
    base: rx.Var[list[Line]]
    fresh: rx.Var[list[Line]]
    older: rx.Var[list[Line]]
    earlier: rx.Var[bool]
    unread: rx.Var[int]
    last_seq: rx.Var[int]
    typing: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    may_write: rx.Var[bool]
    on_earlier: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_split: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_again: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_seen: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_stay: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


class ReplyBox(rx.Component):
    """Writes a reply or a note, or what only whoever has the conversation is to hear (`observes`), and sends it to
    `/threads` by itself; the thread is told by the server. `language` is EN or FR, whose canned texts come first.
    """

    library = "$/public/js/reply_box.jsx"
    tag = "ReplyBox"

    conversation: rx.Var[str]
    ways: rx.Var[list[Way]]
    facts: rx.Var[dict[str, str]]
    canned: rx.Var[list[Canned]]
    language: rx.Var[str]
    macros: rx.Var[list[Choice]]
    last_seq: rx.Var[int]
    closed: rx.Var[bool]
    may_write: rx.Var[bool]
    observes: rx.Var[bool]
    labels: rx.Var[dict[str, str]]
    on_typing: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_macro: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


class KeepOpen(rx.Component):
    """Links beside an open conversation keep it open. `summons` is where the page is asked to go. Renders nothing."""

    library = "$/public/js/reply_box.jsx"
    tag = "KeepOpen"

    conversation: rx.Var[str]
    customer: rx.Var[str]
    summons: rx.Var[str]
