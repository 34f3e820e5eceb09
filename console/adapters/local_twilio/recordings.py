"""What was recorded. The sound is a moment of silence; the words that were said are kept beside it."""

from __future__ import annotations

import io
import wave
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from console.adapters.local_twilio.courier import Courier
from console.adapters.local_twilio.line import VERSION, Line
from console.adapters.local_twilio.refusals import not_found
from console.adapters.local_twilio.store import Store, new_sid

_RATE = 8000


class Recordings:
    def __init__(self, store: Store, line: Line, courier: Courier) -> None:
        self._store, self._line, self._courier = store, line, courier
        self.api_url = ""  # known once the server listens

    def add(self, *, call: str, seconds: int, callback: str, text: str = "", conference: str = "") -> dict[str, Any]:
        """Kept, and told to `callback` as completed."""
        sid, now = new_sid("RE"), format_datetime(datetime.now(UTC))
        uri = f"{self._line.root}/Recordings/{sid}"
        recording = {
            "sid": sid,
            "account_sid": self._line.account,
            "api_version": VERSION,
            "call_sid": call or None,
            "conference_sid": conference or None,
            "duration": str(seconds),
            "status": "completed",
            "channels": 1,
            "date_created": now,
            "date_updated": now,
            "start_time": now,
            "media_url": f"{self.api_url}{uri}",
            "uri": f"{uri}.json",
            "said": text,
        }
        self._store.put("recording", recording)
        fields = {
            "AccountSid": self._line.account,
            "RecordingSid": sid,
            "RecordingUrl": f"{self.api_url}{uri}",
            "RecordingStatus": "completed",
            "RecordingDuration": str(seconds),
            "RecordingChannels": "1",
            "RecordingSource": "Conference" if conference else "RecordVerb",
        }
        fields |= {"ConferenceSid": conference} if conference else {"CallSid": call}
        self._courier.tell(callback, fields, status="completed")
        return recording

    def fetch(self, sid: str) -> dict[str, Any]:
        found = self._store.get("recording", sid)
        if found is None:
            raise not_found(f"{self._line.root}/Recordings/{sid}.json")
        return found

    def sound(self, sid: str) -> bytes:
        """A WAV as long as the recording, at most five seconds, silent."""
        seconds = min(5, int(self.fetch(sid)["duration"]))
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(1)
            sound.setframerate(_RATE)
            sound.writeframes(b"\x80" * _RATE * seconds)
        return file.getvalue()

    def all(self) -> list[dict[str, Any]]:
        return self._store.all("recording", limit=200)

    def drop(self, sid: str) -> None:
        if not self._store.drop("recording", sid):
            raise not_found(f"{self._line.root}/Recordings/{sid}.json")
