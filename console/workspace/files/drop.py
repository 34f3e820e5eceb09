"""The place where files are dropped, as a component: it sends them to `/files` by itself."""

import reflex as rx


class FileDrop(rx.Component):
    """Attaches what is dropped or chosen to the customer `subject`. The list beside it is told by the server."""

    library = "$/public/js/file_drop.jsx"
    tag = "FileDrop"

    subject: rx.Var[str]
    label: rx.Var[str]
    sending: rx.Var[str]
    too_large: rx.Var[str]
    failed: rx.Var[str]
