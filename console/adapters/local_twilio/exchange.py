"""The company without HTTP: who does what."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree as Xml

import httpx

from console.adapters.local_twilio.calls import Calls
from console.adapters.local_twilio.courier import Courier
from console.adapters.local_twilio.faults import Faults
from console.adapters.local_twilio.leg import Leg
from console.adapters.local_twilio.line import VERSION, Line
from console.adapters.local_twilio.messages import Messages
from console.adapters.local_twilio.recordings import Recordings
from console.adapters.local_twilio.rooms import Conference, Rooms
from console.adapters.local_twilio.store import Store


class Exchange:
    """`tempo`: how long a second of pause or music lasts."""

    def __init__(self, store: Store, line: Line, *, tempo: float) -> None:
        self.line, self.tempo = line, tempo
        self.faults = Faults()
        self.courier = Courier(self.faults, token=line.token)
        self.messages = Messages(store, line, self.courier)
        self.recordings = Recordings(store, line, self.courier)
        self.rooms = Rooms(self._conference_event)
        self.calls = Calls(self, store)

    def told(self, leg: Leg) -> dict[str, str]:
        """What every request about a call says of it."""
        return {
            "CallSid": leg.sid,
            "AccountSid": self.line.account,
            "ApiVersion": VERSION,
            "From": leg.sender,
            "To": leg.to,
            "Caller": leg.sender,
            "Called": leg.to,
            "Direction": leg.direction,
            "CallStatus": leg.status,
        }

    def world(self) -> dict[str, Any]:
        """Everything that the page shows."""
        root = self.line.root
        return {
            "number": self.line.number,
            "site": self.line.site,
            "messages": self.messages.matching({})[:100],
            "calls": self.calls.all({})[:40],
            "queues": [{"name": one.name, "waiting": len(one.members)} for one in self.rooms.queues.values()],
            "conferences": [
                one.as_json(root) | {"participants": [one.participant_json(call, root) for call in one.participants]}
                for one in self.rooms.conferences.values()
                if not one.over
            ],
            "recordings": self.recordings.all()[:20],
            "phones": self.calls.phones,
        }

    def hold(self, conference: Conference, call: str, form: Mapping[str, str]) -> None:
        """Change a participant as the API asks; who is put on hold hears what `HoldUrl` says."""
        names = {"Hold": "hold", "Muted": "muted"}
        changes = {names[name]: form[name].lower() == "true" for name in names if name in form}
        self.rooms.change(conference, call, **changes)
        if form.get("HoldUrl") and changes.get("hold"):
            leg = conference.participants[call].leg
            with suppress(httpx.HTTPError):
                document = self.courier.ask(form["HoldUrl"], self.told(leg), method=form.get("HoldMethod", "POST"))
                for verb in Xml.fromstring(document):  # noqa: S314  (our own site's answer)
                    leg.hear(f"(on hold) {(verb.text or verb.tag).strip()}")

    def _conference_event(self, conference: Conference, event: str, leg: Leg | None) -> None:
        conference.sequence += 1
        options = conference.options
        if event == "conference-end" and options.get("record") == "record-from-start":
            self._keep_recording(conference)
        if event.partition("-")[2] not in options.get("statusCallbackEvent", "").split():
            return
        fields = {
            "AccountSid": self.line.account,
            "ConferenceSid": conference.sid,
            "FriendlyName": conference.name,
            "StatusCallbackEvent": event,
            "SequenceNumber": str(conference.sequence),
            "Timestamp": time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()),
        }
        if leg:
            fields |= {"CallSid": leg.sid, "Muted": "false", "Hold": str(event == "participant-hold").lower()}
        self.courier.tell(options.get("statusCallback", ""), fields, status=event)

    def _keep_recording(self, conference: Conference) -> None:
        seconds = max(1, round(time.time() - conference.started))
        callback = conference.options.get("recordingStatusCallback", "")
        self.recordings.add(call="", seconds=seconds, callback=callback, conference=conference.sid)
