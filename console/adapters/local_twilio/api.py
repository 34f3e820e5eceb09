"""The vendor's resources at their real paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from console.adapters.local_twilio.exchange import Exchange
from console.adapters.local_twilio.faults import NO_RULE, Rule, refusal
from console.adapters.local_twilio.refusals import Refused, not_found
from console.adapters.local_twilio.rooms import Conference
from console.adapters.local_twilio.routes import Reply, Routes, created, gone, ok

_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """One request: its `path`, each parameter's last value, all values, and the fault that is due."""

    path: str
    form: Mapping[str, str]
    given: Mapping[str, list[str]]
    rule: Rule


class Api:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._root = exchange.line.root
        rows: dict[str, Callable[..., Reply]] = {
            "POST /Messages.json": lambda asked: created(exchange.messages.create(asked.form, asked.rule)),
            "GET /Messages.json": self._messages,
            "GET /Messages/{sid}.json": lambda _, sid: ok(exchange.messages.fetch(sid)),
            "POST /Calls.json": self._call,
            "GET /Calls.json": lambda asked: _page(asked, "calls", exchange.calls.all(asked.form)),
            "GET /Calls/{sid}.json": lambda _, sid: ok(exchange.calls.fetch(sid)),
            "POST /Calls/{sid}.json": lambda asked, sid: ok(exchange.calls.update(sid, asked.form)),
            "GET /Recordings.json": lambda asked: _page(asked, "recordings", exchange.recordings.all()),
            "GET /Recordings/{sid}.json": lambda _, sid: ok(exchange.recordings.fetch(sid)),
            "DELETE /Recordings/{sid}.json": self._drop_recording,
            "GET /Recordings/{sid}.wav": self._sound,
            "GET /Queues.json": self._queues,
            "GET /Queues/{sid}/Members.json": self._members,
            "GET /Conferences.json": self._conferences,
            "GET /Conferences/{sid}.json": lambda asked, sid: ok(self._conference(asked, sid).as_json(self._root)),
            "POST /Conferences/{sid}.json": self._end_conference,
            "GET /Conferences/{sid}/Participants.json": self._participants,
            "GET /Conferences/{sid}/Participants/{call}.json": self._participant,
            "POST /Conferences/{sid}/Participants/{call}.json": self._change_participant,
            "DELETE /Conferences/{sid}/Participants/{call}.json": self._remove_participant,
        }
        self._routes: Routes[Asked] = Routes(rows.items())

    def reply(self, method: str, path: str, given: Mapping[str, list[str]]) -> Reply:
        """The answer, bent by the fault that is due."""
        form = {name: values[-1] for name, values in given.items()}
        rule = self._exchange.faults.take(kind=_kind(method, path), to=form.get("To", ""))
        if rule.fault == "timeout_before":
            return Reply(0, None)
        if rule.fault == "error_500_before":
            return _broken()
        if rule.fault == "refuse":
            raise refusal(rule)
        asked = Asked(path, form, given, rule)
        return _bent(self._routes.answer(method, path.removeprefix(self._root), asked), rule)

    def _messages(self, asked: Asked) -> Reply:
        return _page(asked, "messages", self._exchange.messages.matching(asked.form))

    def _call(self, asked: Asked) -> Reply:
        leg = self._exchange.calls.create(asked.form, asked.given.get("StatusCallbackEvent", []))
        return created(leg.as_json(self._root))

    def _sound(self, _asked: Asked, sid: str) -> Reply:
        return Reply(200, self._exchange.recordings.sound(sid), media="audio/x-wav")

    def _drop_recording(self, _asked: Asked, sid: str) -> Reply:
        self._exchange.recordings.drop(sid)
        return gone()

    def _queues(self, asked: Asked) -> Reply:
        rows = [
            {
                "sid": one.sid,
                "friendly_name": one.name,
                "current_size": len(one.members),
                "uri": f"{self._root}/Queues/{one.sid}.json",
            }
            for one in self._exchange.rooms.queues.values()
        ]
        return _page(asked, "queues", rows)

    def _members(self, asked: Asked, sid: str) -> Reply:
        queue = next((one for one in self._exchange.rooms.queues.values() if one.sid == sid), None)
        if queue is None:
            raise not_found(asked.path)
        members = enumerate(queue.members, 1)
        rows = [{"call_sid": leg.sid, "position": place, "queue_sid": sid} for place, (leg, _) in members]
        return _page(asked, "queue_members", rows)

    def _conferences(self, asked: Asked) -> Reply:
        rows = [one.as_json(self._root) for one in list(self._exchange.rooms.conferences.values())]
        wanted = {"friendly_name": asked.form.get("FriendlyName"), "status": asked.form.get("Status")}
        rows = [one for one in rows if all(value in (None, one[name]) for name, value in wanted.items())]
        return _page(asked, "conferences", rows)

    def _end_conference(self, asked: Asked, sid: str) -> Reply:
        conference = self._conference(asked, sid)
        if asked.form.get("Status") == "completed":
            for call in list(conference.participants):
                self._exchange.rooms.change(conference, call, removed=True)
        return ok(conference.as_json(self._root))

    def _participants(self, asked: Asked, sid: str) -> Reply:
        conference = self._conference(asked, sid)
        rows = [conference.participant_json(call, self._root) for call in list(conference.participants)]
        return _page(asked, "participants", rows)

    def _participant(self, asked: Asked, sid: str, call: str) -> Reply:
        return ok(self._with(asked, sid, call).participant_json(call, self._root))

    def _change_participant(self, asked: Asked, sid: str, call: str) -> Reply:
        self._exchange.hold(self._with(asked, sid, call), call, asked.form)
        return self._participant(asked, sid, call)

    def _remove_participant(self, asked: Asked, sid: str, call: str) -> Reply:
        self._exchange.rooms.change(self._with(asked, sid, call), call, removed=True)
        return gone()

    def _with(self, asked: Asked, sid: str, call: str) -> Conference:
        """The conference, which the call must be in."""
        conference = self._conference(asked, sid)
        if call not in conference.participants:
            raise not_found(asked.path)
        return conference

    def _conference(self, asked: Asked, sid: str) -> Conference:
        found = self._exchange.rooms.conferences.get(sid)
        if found is None or found.over:
            raise not_found(asked.path)
        return found


def _page(asked: Asked, name: str, rows: list[dict[str, Any]]) -> Reply:
    size, page = int(asked.form.get("PageSize", _PAGE)), int(asked.form.get("Page", 0))
    first, path = page * size, asked.path
    onward = urlencode({**asked.form, "PageSize": size, "Page": page + 1})
    more = f"{path}?{onward}" if first + size < len(rows) else None
    shown = {"page": page, "page_size": size, "uri": path, "first_page_uri": path, "next_page_uri": more}
    return ok({**shown, name: rows[first : first + size]})


def _kind(method: str, path: str) -> str:
    if method == "GET":
        return "list"
    if path.endswith("/Messages.json"):
        return "message"
    return "call" if path.endswith("/Calls.json") else "update"


def _broken() -> Reply:
    return Reply(500, Refused(500, 20500, "An internal server error has occurred").as_json())


def _bent(reply: Reply, rule: Rule) -> Reply:
    """What the rule makes of an answer to what was done."""
    if rule is NO_RULE:
        return reply
    match rule.fault:
        case "timeout_after":
            return Reply(0, None)
        case "error_500_after":
            return _broken()
        case "late":
            return Reply(reply.status, reply.body, wait=rule.seconds)
    return reply
