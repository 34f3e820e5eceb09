"""The place where files are dropped, as a component: it sends them to `/files` by itself."""

import reflex as rx


class FileDrop(rx.Component):
    """Attaches what is dropped or chosen to the customer `subject`, and to their `order` if there is one. The list
    beside it is told by the server. `name` begins the ids of its parts.
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
