"""Our webhooks are asked and told: each request signed as Twilio signs, callbacks in order and until they are taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import httpx

from console.adapters.local_twilio.faults import Faults

_PAUSES: Final = (0.5, 1.0, 2.0, 5.0)  # seconds before each further attempt; then it is given up
_ANSWER_WITHIN: Final = 15.0
_FORM: Final = "application/x-www-form-urlencoded; charset=utf-8"


def signature(*, token: str, url: str, fields: Mapping[str, str]) -> str:
    """X-Twilio-Signature: HMAC-SHA1, in Base64, of the address followed by each field's name and value, sorted."""
    signed = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()


@dataclass(order=True)
class _Due:
    at: float
    number: int
    url: str = field(compare=False)
    fields: dict[str, str] = field(compare=False)
    fault: str = field(compare=False, default="")
    attempts: int = field(compare=False, default=0)


class Courier:
    """`asks` waits for an answer; `tells` puts a callback behind those of before and returns at once."""

    def __init__(self, faults: Faults, *, token: str) -> None:
        self._faults, self._token = faults, token
        self._client = httpx.Client(timeout=_ANSWER_WITHIN, trust_env=False)
        self._due: queue.PriorityQueue[_Due] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._held: dict[str, _Due] = {}
        threading.Thread(target=self._work, name="courier", daemon=True).start()

    def ask(self, url: str, fields: Mapping[str, str], *, method: str = "POST") -> str:
        """The TwiML that `url` answers with. Raises `httpx.HTTPError` when it gives none."""
        if method == "GET":
            whole = f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}"
            answer = self._client.get(whole, headers=self._signed(whole, {}))
        else:
            answer = self._client.post(url, data=dict(fields), headers=self._signed(url, fields))
        return answer.raise_for_status().text

    def tell(self, url: str, fields: Mapping[str, str], *, status: str, after: float = 0.0) -> None:
        """Due `after` seconds, as often and in the order that the faults say."""
        if not url:
            return
        sid = fields.get("MessageSid") or fields.get("RecordingSid") or fields.get("CallSid", "")
        rule = self._faults.take(kind="callback", to=fields.get("To", ""), status=status)
        due = _Due(time.monotonic() + after, next(self._numbers), url, dict(fields), rule.fault)
        if rule.fault == "drop":
            return
        if rule.fault == "late":
            due.at += rule.seconds
        if rule.fault == "reorder":
            self._held[sid] = due
            return
        self._due.put(due)
        if rule.fault == "twice":
            self._due.put(_Due(due.at, next(self._numbers), url, dict(fields)))
        if held := self._held.pop(sid, None):
            held.at, held.number = due.at, next(self._numbers)
            self._due.put(held)

    def _work(self) -> None:
        while True:
            due = self._due.get()
            if (early := due.at - time.monotonic()) > 0:
                self._due.put(due)
                time.sleep(min(early, 0.02))
            elif not self._is_taken(due) and due.attempts < len(_PAUSES):
                due.at, due.attempts = time.monotonic() + _PAUSES[due.attempts], due.attempts + 1
                self._due.put(due)

    def _is_taken(self, due: _Due) -> bool:
        headers = self._signed(due.url, due.fields)
        if due.fault == "unsigned":
            del headers["x-twilio-signature"]
        fields = due.fields | ({"Altered": "yes"} if due.fault == "altered" else {})
        try:
            answer = self._client.post(due.url, data=fields, headers=headers)
        except httpx.HTTPError:
            return False
        return answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR

    def _signed(self, url: str, fields: Mapping[str, str]) -> dict[str, str]:
        made = signature(token=self._token, url=url, fields=fields)
        return {"x-twilio-signature": made, "content-type": _FORM, "user-agent": "TwilioProxy/1.1"}
