"""Calls in both directions: each leg is a thread that follows its TwiML until somebody hangs up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from console.adapters.local_twilio.leg import Entry, Gone, Leg, Where
from console.adapters.local_twilio.refusals import Refused, not_found, unusable
from console.adapters.local_twilio.store import Store, new_sid
from console.adapters.local_twilio.verbs import Script

if TYPE_CHECKING:
    from console.adapters.local_twilio.exchange import Exchange

_RINGS: Final = 60.0  # seconds before an unanswered call is given up
_EVENTS: Final = {"queued": "initiated", "ringing": "ringing", "in-progress": "answered"}
_DOING: Final = ("answer", "decline", "press", "say", "silence", "hang_up")


@dataclass
class Placed:
    """A leg that rings somebody's telephone, and the legs that wait for what becomes of it."""

    leg: Leg
    watchers: list[Leg] = field(default_factory=list)
    picked_up: bool = False
    declined: bool = False

    def unanswered(self) -> None:
        self.leg.status = "no-answer"


class Calls:
    """`phones` says what telephones do by themselves when they ring: answer, decline, or wait for a person."""

    def __init__(self, exchange: Exchange, store: Store) -> None:
        self._exchange, self._store = exchange, store
        self._live: dict[str, Placed] = {}
        self.phones: dict[str, str] = {}

    def receive(self, *, sender: str) -> Leg:
        """Somebody calls the shop."""
        line = self._exchange.line
        leg = Leg(sid=new_sid("CA"), sender=sender, to=line.number, direction="inbound")
        leg.callback = line.status_url
        return self._begin(Placed(leg), lambda: self._incoming(leg, Where(url=line.voice_url)))

    def create(self, form: Mapping[str, str], events: list[str]) -> Leg:
        """The API calls somebody."""
        if not (form.get("Url") or form.get("Twiml") or form.get("ApplicationSid")):
            raise unusable("Url parameter is required.", 21205)
        onward = _where(form)
        seconds = float(form.get("Timeout", _RINGS))
        placed = self.place(
            to=form["To"],
            sender=form["From"],
            onward=onward,
            callback=form.get("StatusCallback", ""),
            events=events,
            direction="outbound-api",
            seconds=seconds,
        )
        return placed.leg

    def place(
        self,
        *,
        to: str,
        sender: str,
        onward: Where | None,
        callback: str = "",
        events: list[str] | None = None,
        direction: str = "outbound-dial",
        seconds: float = _RINGS,
    ) -> Placed:
        """Ring a telephone; once answered it follows `onward` (None: it only talks)."""
        leg = Leg(sid=new_sid("CA"), sender=sender, to=to, direction=direction)
        leg.callback, leg.events = callback, frozenset(events or ["completed"])
        placed = Placed(leg)
        self._begin(placed, lambda: self._outgoing(placed, onward, seconds))
        return placed

    def update(self, sid: str, form: Mapping[str, str]) -> dict[str, Any]:
        """Send a call elsewhere, or end it."""
        leg = self.live(sid).leg
        if leg.over:
            raise Refused(400, 21220, "Call is not in-progress. Cannot redirect.")
        if form.get("Status") in ("completed", "canceled"):
            leg.hang_up()
            return {**leg.as_json(self._exchange.line.root), "status": "completed"}
        if form.get("Url") or form.get("Twiml"):
            leg.send_to(_where(form))
        return leg.as_json(self._exchange.line.root)

    def do(self, sid: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """What a person does with their telephone."""
        placed, doing, text = self.live(sid), what.get("do"), str(what.get("text", ""))
        if doing not in _DOING:
            raise unusable(f"“do” is one of {', '.join(_DOING)}.")
        leg = placed.leg
        if doing == "answer":
            placed.picked_up = True
            leg.poke()
        elif doing == "decline":
            placed.declined = True
            leg.poke()
        elif doing == "hang_up":
            leg.hang_up()
        else:
            leg.hear(f"> {text}" if text else "> …")
            leg.enter(Entry(doing, text))
        return leg.as_json(self._exchange.line.root)

    def live(self, sid: str) -> Placed:
        found = self._live.get(sid)
        if found is None:
            raise not_found(f"{self._exchange.line.root}/Calls/{sid}.json")
        return found

    def fetch(self, sid: str) -> dict[str, Any]:
        if sid in self._live:
            return self._live[sid].leg.as_json(self._exchange.line.root)
        if kept := self._store.get("call", sid):
            return kept
        raise not_found(f"{self._exchange.line.root}/Calls/{sid}.json")

    def all(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """The newest first, those that go on before those that are over."""
        going_on = [one.leg.as_json(self._exchange.line.root) for one in reversed(list(self._live.values()))]
        found = going_on + self._store.all("call", limit=200)
        wanted = {"to": query.get("To"), "from": query.get("From"), "status": query.get("Status")}
        return [one for one in found if all(value in (None, one[name]) for name, value in wanted.items())]

    def _begin(self, placed: Placed, life: Callable[[], None]) -> Leg:
        leg = placed.leg
        self._live[leg.sid] = placed

        def live() -> None:
            try:
                life()
            except Gone:
                pass
            finally:
                self._end(placed)

        threading.Thread(target=live, name=leg.sid, daemon=True).start()
        return leg

    def _incoming(self, leg: Leg, where: Where) -> None:
        self._turn(leg, "ringing")
        Script(self._exchange, leg).follow(where)

    def _outgoing(self, placed: Placed, onward: Where | None, seconds: float) -> None:
        leg = placed.leg
        self._turn(leg, "queued")
        self._turn(leg, "ringing")
        does = self.phones.get(leg.to, "")
        placed.picked_up, placed.declined = does == "answer", does == "decline"
        if not leg.pause(seconds, until=lambda: placed.picked_up or placed.declined):
            leg.status = "no-answer"
            return
        if placed.declined:
            leg.status = "busy"
            return
        leg.answered = time.time()
        self._turn(leg, "in-progress", placed)
        if onward is None:
            leg.pause(None)
        Script(self._exchange, leg).follow(onward)

    def _turn(self, leg: Leg, status: str, placed: Placed | None = None) -> None:
        leg.status = status
        if _EVENTS.get(status) in leg.events:
            self._tell(leg)
        for watcher in placed.watchers if placed else ():
            watcher.poke()

    def _end(self, placed: Placed) -> None:
        leg = placed.leg
        leg.ended = time.time()
        if not leg.over:
            leg.status = "completed" if leg.answered else "canceled"
        for watcher in placed.watchers:
            watcher.poke()
        self._store.put("call", leg.as_json(self._exchange.line.root))
        del self._live[leg.sid]
        if "completed" in leg.events:
            self._tell(leg)

    def _tell(self, leg: Leg) -> None:
        fields = {
            **self._exchange.told(leg),
            "SequenceNumber": str(leg.sequence),
            "CallbackSource": "call-progress-events",
        }
        leg.sequence += 1
        if leg.over:
            fields["CallDuration"] = str(leg.seconds)
        self._exchange.courier.tell(leg.callback, fields, status=leg.status)


def _where(form: Mapping[str, str]) -> Where:
    return Where(url=form.get("Url", ""), twiml=form.get("Twiml", ""), method=form.get("Method", "POST"))
