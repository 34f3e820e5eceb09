"""A file that is chosen, dropped or pasted, and sent to our own route."""

import reflex as rx


class RulesFile(rx.Component):
    """Sends a file to `action`; with `version` it takes the place of what the draft says, else a title is asked for."""

    library = "$/public/js/rules_file.jsx"
    tag = "RulesFile"

    name: rx.Var[str]
    action: rx.Var[str]
    version: rx.Var[int]
    words: rx.Var[dict[str, str]]
