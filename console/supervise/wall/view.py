"""The wall: four figures, queues as rows with bars, agents as compact cards."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.presence.view import presence_word
from console.supervise.wall.rows import AgentCard, QueueLine
from console.supervise.wall.state import WallState
from console.ui.browser_parts import Ticker
from console.ui.i18n import t
from console.ui.parts import avatar, badge, bones, cut, empty, icon, link, trouble
from console.workspace.inbox.view import InboxList, list_labels

top = WallState.top


def wall_pane() -> rx.Component:
    return rx.fragment(_wall(), rx.cond(WallState.chosen != "", _talks()))


def _wall() -> rx.Component:
    return rx.el.section(
        rx.el.div(rx.el.h1(t("Queues and agents"), class_name="strong"), class_name="pane-head"),
        rx.el.div(
            rx.cond(
                WallState.failed,
                trouble(t("The floor could not be read."), WallState.again),
                rx.cond(WallState.ready, _floor(), bones(*["100%"] * 8, height="40px")),
            ),
            class_name="pane-body",
        ),
        class_name="pane wall-pane",
        aria_label=t("Queues and agents"),
    )


def _floor() -> rx.Component:
    return rx.fragment(_figures(), _queues(), _agents())


def _figures() -> rx.Component:
    return rx.el.dl(
        _figure("waiting", t("Waiting"), rx.el.span(top.waiting), t("in all queues")),
        _figure(
            "oldest",
            t("Oldest"),
            rx.cond(top.oldest >= 0, Ticker.create(seconds=top.oldest), rx.el.span("–")),
            rx.cond(
                top.oldest >= 0,
                link(top.oldest_in, to=top.oldest_href, id="oldest-waits", title=t("Show who waits longest")),
                t("nothing waits"),
            ),
        ),
        _figure(
            "level",
            t("Service level today"),
            rx.cond(top.level != "", rx.el.span(top.level, class_name=rx.Var.create(f"tone {top.level_tone}")), "–"),
            top.level_of,
        ),
        _figure(
            "free",
            t("Agents free"),
            rx.fragment(rx.el.span(top.free), rx.el.span(t("of {total}", total=top.total), class_name="figure-of")),
            t("online or away"),
        ),
        class_name="wall-figures",
        id="wall-figures",
    )


def _figure(id: str, label: rx.Var[str], value: rx.Component | str, hint: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(value, class_name="figure num", id=f"figure-{id}"),
        rx.el.dd(hint, class_name="meta"),
        class_name="wall-figure",
    )


def _queues() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Queues"), class_name="section"),
        rx.el.div(
            rx.el.span(t("Queue")),
            rx.el.span(t("Waiting and in hand")),
            rx.el.span(t("Waiting"), class_name="amount"),
            rx.el.span(t("Oldest"), class_name="amount"),
            rx.el.span(t("In hand"), class_name="amount"),
            rx.el.span(t("Too late"), class_name="amount"),
            class_name="wall-row admin-head",
            aria_hidden="true",
        ),
        rx.el.ul(rx.foreach(WallState.rows, _queue), class_name="wall-rows", id="wall-queues", aria_label=t("Queues")),
    )


def _queue(row: rx.Var[QueueLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            link(
                cut(row.label, "strong"),
                to=row.href,
                class_name="plain wall-queue",
                aria_label=t("What waits in {queue}", queue=row.label),
            ),
            rx.cond(row.closed, badge(t("closed now"), "")),
            class_name="wall-name",
        ),
        rx.el.span(
            rx.el.i(class_name="bar-waiting", style={"width": row.waiting_bar}),
            rx.el.i(class_name="bar-hand", style={"width": row.hand_bar}),
            class_name="wall-bar",
            aria_hidden="true",
        ),
        rx.el.span(
            rx.cond(row.offered > 0, rx.el.span(t("{count} offered", count=row.offered), class_name="meta")),
            rx.el.span(row.waiting, aria_label=t("{count} waiting", count=row.waiting), class_name="wall-count"),
            class_name="num amount",
        ),
        rx.el.span(
            rx.cond(row.oldest >= 0, Ticker.create(seconds=row.oldest), rx.el.span("–", class_name="meta")),
            class_name="amount",
        ),
        rx.el.span(row.in_hand, aria_label=t("{count} in hand", count=row.in_hand), class_name="num amount"),
        rx.el.span(
            rx.cond(
                row.breached > 0,
                badge(row.breached.to(str), "red"),
                rx.el.span("–", class_name="meta"),
            ),
            aria_label=t("{count} too late", count=row.breached),
            class_name="num amount",
        ),
        class_name="wall-row",
        key=row.name,
    )


def _agents() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Agents"), class_name="section"),
        rx.cond(
            WallState.cards.length() + WallState.gone.length() > 0,
            rx.el.ul(
                rx.foreach(WallState.cards, _agent), class_name="wall-cards", id="wall-agents", aria_label=t("Agents")
            ),
            empty("headset", t("Nobody takes cases yet"), t("Whoever goes online in the bar on top appears here.")),
        ),
        rx.cond(WallState.gone.length() > 0, _offline()),
    )


def _offline() -> rx.Component:
    """Nothing is asked of them: a line each."""
    return rx.fragment(
        rx.el.h3(t("Offline"), rx.el.span(WallState.gone.length(), class_name="num"), class_name="wall-gone-head"),
        rx.el.ul(rx.foreach(WallState.gone, _agent), class_name="wall-cards wall-gone", aria_label=t("Offline")),
    )


def _agent(card: rx.Var[AgentCard]) -> rx.Component:
    shown = WallState.chosen == card.id
    return rx.el.li(
        link(
            *_card(card),
            to=rx.cond(shown, "/supervisor?tab=wall", card.href),
            class_name="plain wall-card-link",
            aria_current=rx.cond(shown, "true", "false"),
            custom_attrs={"data-row": ""},
        ),
        class_name=rx.Var.create(f"wall-card is-{card.state}"),
        title=card.skills,
        key=card.id,
    )


def _card(card: rx.Var[AgentCard]) -> tuple[rx.Component, ...]:
    """Whoever is offline is told of in one line."""
    return (
        rx.cond(card.state != "offline", avatar(card.initials)),
        rx.el.span(
            cut(card.name, "strong"),
            rx.cond(
                card.state != "offline",
                rx.el.span(
                    rx.el.span(class_name=rx.Var.create(f"dot is-{card.state}"), aria_hidden="true"),
                    rx.cond(card.asked, t("Is asked"), rx.cond(card.full, t("Full"), presence_word(card.state))),
                    Ticker.create(seconds=card.since),
                    class_name="wall-state",
                ),
            ),
            rx.el.span(card.why, title=card.why, class_name="meta wall-why"),
            class_name="wall-who",
        ),
        rx.cond(
            card.state != "offline",
            rx.el.span(
                rx.el.span(rx.el.i(style={"width": card.bar}), class_name="wall-bar small", aria_hidden="true"),
                cut(card.load, "meta"),
                class_name="wall-load",
            ),
        ),
    )


def _talks() -> rx.Component:
    """What the chosen agent has in hand; each leads to the conversation itself."""
    title = t("In hand: {name}", name=WallState.chosen_name)
    hint = rx.cond(
        WallState.may_listen, t("Open one to listen in, whisper or take it over."), t("Open one to read it.")
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name="strong cut"),
            link(
                icon("x", 14),
                to="/supervisor?tab=wall",
                class_name="button quiet icon small plain row-end",
                aria_label=t("Close"),
                custom_attrs={"data-back": ""},
            ),
            class_name="pane-head",
        ),
        rx.el.div(
            rx.cond(
                WallState.talks.length() > 0,
                rx.fragment(
                    rx.el.p(hint, class_name="meta wall-hint"),
                    InboxList.create(rows=WallState.talks, current="", labels=list_labels()),
                ),
                empty("coffee", t("No conversation in hand"), t("Nobody speaks with them just now.")),
            ),
            class_name="pane-body",
            custom_attrs={"data-rows": ""},
        ),
        class_name="pane pane-one wall-talks",
        id="wall-talks",
        aria_label=title,
    )
