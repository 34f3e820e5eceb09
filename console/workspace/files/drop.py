"""The place where files are dropped, as a component: it sends them to `/files` by itself."""

import reflex as rx


class FileDrop(rx.Component):
    """Attaches what is dropped or chosen to the customer `subject`, and to their `order` if there is one. The list
    beside it is told by the server. `name` begins the ids of its parts. With `to` it goes elsewhere than `/files`;
    `on_kept` is told the id of what was kept.
    """

    library = "$/public/js/file_drop.jsx"
    tag = "FileDrop"

    name: rx.Var[str]
    subject: rx.Var[str]
    order: rx.Var[str]
    label: rx.Var[str]
    sending: rx.Var[str]
    too_large: rx.Var[str]
    failed: rx.Var[str]
    to: rx.Var[str]
    on_kept: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it
