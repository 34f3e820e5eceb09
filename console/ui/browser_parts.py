"""Our own React components: what must be answered in the browser, between two keystrokes."""

import reflex as rx
from reflex_base.utils.imports import ImportDict


class Keys(rx.Component):
    """Listens to every shortcut of the page. Renders nothing. Brings the font along, as every screen has it."""

    library = "$/public/js/keys.js"
    tag = "Keys"
    lib_dependencies: list[str] = ["@fontsource-variable/inter@5.2.8"]  # noqa: RUF012 - a field of the component

    def add_imports(self) -> ImportDict:
        return {"": "@fontsource-variable/inter/wght.css"}


class Doorkeeper(rx.Component):
    """Shows that a load takes long, and leads to the sign-in when the session is over. Renders nothing."""

    library = "$/public/js/doorkeeper.js"
    tag = "Doorkeeper"

    ready: rx.Var[bool]
    connected: rx.Var[bool]
    over: rx.Var[bool]


class Chime(rx.Component):
    """Sounds when `count` goes up, if `sound`; and shows it before the page's title. Renders nothing."""

    library = "$/public/js/chime.jsx"
    tag = "Chime"

    count: rx.Var[int]
    sound: rx.Var[bool]


class IntoView(rx.Component):
    """Brings what the selector `targets` finds into view, with the focus, each time `counted` goes up."""

    library = "$/public/js/into_view.jsx"
    tag = "IntoView"

    counted: rx.Var[int]
    targets: rx.Var[str]


class SearchBox(rx.Component):
    """Search as you type; `answered` is the text whose results are on the screen."""

    library = "$/public/js/search_box.jsx"
    tag = "SearchBox"

    answered: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    clear: rx.Var[str]
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


class Palette(rx.Component):
    """The command palette. A command is {id, group, label, also?, keys?, needs?} and one of href, press, focus."""

    library = "$/public/js/palette.jsx"
    tag = "Palette"

    commands: rx.Var[list[dict[str, str]]]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    none: rx.Var[str]


class Composer(rx.Component):
    """Writes a note on `subject`. `accepted` is "ticket:kept" or "ticket:refused" of the last one sent."""

    library = "$/public/js/composer.jsx"
    tag = "Composer"

    subject: rx.Var[str]
    accepted: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    pin: rx.Var[str]
    send: rx.Var[str]
    sending: rx.Var[str]
    on_send: rx.EventHandler[rx.event.passthrough_event_spec(str, str, bool)]  # type: ignore[type-arg, valid-type]  # as Reflex reads it


class Acting(rx.Component):
    """Tells that somebody is `there` and acts, once for each `offer` that is before them. Renders nothing."""

    library = "$/public/js/acting.jsx"
    tag = "Acting"

    offer: rx.Var[str]
    there: rx.Var[bool]
    on_act: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[valid-type, type-arg]  # as Reflex reads it


class Ticker(rx.Component):
    """Seconds that count up, or `down` to nothing, in the browser; with a bar of what is left of `total`. `on_over`:
    none are left.
    """

    library = "$/public/js/ticker.jsx"
    tag = "Ticker"

    seconds: rx.Var[int]
    total: rx.Var[int]
    down: rx.Var[bool]
    label: rx.Var[str]
    on_over: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[valid-type, type-arg]  # as Reflex reads it


class LocalClock(rx.Component):
    """What time it is in `zone`, as long as the page is open; `words` hold {time} where it goes."""

    library = "$/public/js/local_clock.jsx"
    tag = "LocalClock"

    zone: rx.Var[str]
    words: rx.Var[str]
