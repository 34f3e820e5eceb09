"""The builder as a component: what is typed lives in the browser, and comes as one text."""

from typing import Any

import reflex as rx


class PartEditor(rx.Component):
    """Edits `part` of a draft at `version`. `answered` is the ticket of the text that `sentence` and `refused` belong
    to, `saved` of the one that was kept; `stale` the version that somebody else made meanwhile, else 0.
    `theirs` is what somebody else changed in the part while it is being written.
    """

    library = "$/public/js/part_editor.jsx"
    tag = "PartEditor"

    name: rx.Var[str]
    kind: rx.Var[str]
    part: rx.Var[dict[str, Any]]
    version: rx.Var[int]
    vocabulary: rx.Var[dict[str, Any]]
    sentence: rx.Var[dict[str, str]]
    refused: rx.Var[dict[str, str]]
    answered: rx.Var[int]
    saved: rx.Var[int]
    stale: rx.Var[int]
    theirs: rx.Var[Any]
    close_to: rx.Var[str]
    words: rx.Var[dict[str, str]]
    on_look: rx.EventHandler[rx.event.passthrough_event_spec(int, str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(int, int, str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
