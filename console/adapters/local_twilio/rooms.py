"""Where calls wait and where they meet: queues and conferences."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from console.adapters.local_twilio.leg import Leg
from console.adapters.local_twilio.store import new_sid


@dataclass
class Queue:
    name: str
    sid: str = field(default_factory=lambda: new_sid("QU"))
    members: list[tuple[Leg, float]] = field(default_factory=list)

    def position(self, leg: Leg) -> int:
        """From one; 0 for one that does not wait here."""
        return next((place for place, (one, _) in enumerate(self.members, 1) if one is leg), 0)

    def seconds(self, leg: Leg) -> int:
        """How long it has waited."""
        return next((int(time.time() - since) for one, since in self.members if one is leg), 0)


@dataclass
class Participant:
    leg: Leg
    ends_it: bool = False
    muted: bool = False
    hold: bool = False
    removed: bool = False


@dataclass
class Conference:
    name: str
    options: dict[str, str]
    sid: str = field(default_factory=lambda: new_sid("CF"))
    participants: dict[str, Participant] = field(default_factory=dict)
    started: float = field(default_factory=time.time)
    over: bool = False
    sequence: int = 0

    def as_json(self, root: str) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "friendly_name": self.name,
            "status": "completed" if self.over else "in-progress" if len(self.participants) > 1 else "init",
            "account_sid": root.rpartition("/")[2],
            "uri": f"{root}/Conferences/{self.sid}.json",
        }

    def participant_json(self, call: str, root: str) -> dict[str, Any]:
        one = self.participants[call]
        return {
            "call_sid": call,
            "conference_sid": self.sid,
            "account_sid": root.rpartition("/")[2],
            "muted": one.muted,
            "hold": one.hold,
            "end_conference_on_exit": one.ends_it,
            "status": "connected",
            "uri": f"{root}/Conferences/{self.sid}/Participants/{call}.json",
        }


class Rooms:
    """`on_event` is told of a conference's event, its name and the call it is about (None: all of it)."""

    def __init__(self, on_event: Callable[[Conference, str, Leg | None], None]) -> None:
        self.queues: dict[str, Queue] = {}
        self.conferences: dict[str, Conference] = {}
        self._on_event = on_event
        self._lock = threading.RLock()

    def enqueue(self, name: str, leg: Leg) -> Queue:
        with self._lock:
            queue = self.queues.setdefault(name, Queue(name))
            queue.members.append((leg, time.time()))
            return queue

    def leave_queue(self, queue: Queue, leg: Leg) -> None:
        with self._lock:
            queue.members = [one for one in queue.members if one[0] is not leg]

    def join(self, name: str, leg: Leg, options: dict[str, str]) -> Conference:
        """The conference of that name that goes on, or a new one."""
        with self._lock:
            found = next((one for one in self.conferences.values() if one.name == name and not one.over), None)
            conference = found or Conference(name, options)
            self.conferences[conference.sid] = conference
            ends_it = options.get("endConferenceOnExit", "false").lower() == "true"
            conference.participants[leg.sid] = Participant(leg, ends_it=ends_it)
            self._on_event(conference, "participant-join", leg)
            if len(conference.participants) == 2:  # they can talk
                conference.started = time.time()
                self._on_event(conference, "conference-start", None)
        return conference

    def leave(self, conference: Conference, leg: Leg) -> None:
        """It ends when its last participant goes, or one without whom it is not to go on."""
        with self._lock:
            gone = conference.participants.pop(leg.sid, None)
            if gone is None:
                return
            self._on_event(conference, "participant-leave", leg)
            if conference.over or (conference.participants and not gone.ends_it):
                return
            conference.over = True
            self._on_event(conference, "conference-end", None)
            for other in conference.participants.values():
                other.leg.poke()

    def change(self, conference: Conference, call: str, **changes: bool) -> None:
        """Hold, mute or remove a participant."""
        with self._lock:
            participant = conference.participants[call]
            for name, value in changes.items():
                before = getattr(participant, name)
                setattr(participant, name, value)
                if before != value and name in ("hold", "muted"):
                    event = {"hold": ("unhold", "hold"), "muted": ("unmute", "mute")}[name][value]
                    self._on_event(conference, f"participant-{event}", participant.leg)
            participant.leg.poke()
