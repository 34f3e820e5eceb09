"""SMS in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from console.adapters.local_twilio.courier import Courier
from console.adapters.local_twilio.faults import Rule
from console.adapters.local_twilio.line import VERSION, Line
from console.adapters.local_twilio.refusals import Refused, not_found, unusable
from console.adapters.local_twilio.store import Store, new_sid

LONGEST = 1600
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "ARRET"})
START_WORDS = frozenset({"START", "UNSTOP", "YES"})
_SEGMENT = 160
_SOON = 0.05  # seconds between two statuses


class Messages:
    """Who wrote STOP is not sent to any more (error 21610) until they write START."""

    def __init__(self, store: Store, line: Line, courier: Courier) -> None:
        self._store, self._line, self._courier = store, line, courier

    def create(self, form: Mapping[str, str], rule: Rule) -> dict[str, Any]:
        """An SMS of ours to somebody. Callbacks say queued, sent, and delivered or undelivered."""
        to, body = form.get("To", ""), form.get("Body", "")
        if not (form.get("From") or form.get("MessagingServiceSid")):
            raise unusable("A 'From' phone number is required.", 21603)
        if not body:
            raise unusable("Message body is required.", 21602)
        if len(body) > LONGEST:
            raise unusable("The concatenated message body exceeds the 1600 character limit.", 21617)
        if not (to.startswith("+") and to[1:].isdigit() and 8 <= len(to) <= 16):
            raise unusable(f"Invalid 'To' Phone Number: {to}", 21211)
        if self._store.get("stopped", to):
            raise Refused(400, 21610, "Attempt to send to unsubscribed recipient")
        message = self._message(to=to, sender=form.get("From") or self._line.number, body=body, outward=True)
        message["messaging_service_sid"] = form.get("MessagingServiceSid")
        self._store.put("message", message)
        self._go_on(dict(message), form.get("StatusCallback", ""), lost=rule.fault == "undelivered")
        return message

    def receive(self, *, sender: str, body: str) -> dict[str, Any]:
        """An SMS of somebody's to the shop; our webhook is told."""
        message = self._message(to=self._line.number, sender=sender, body=body, outward=False)
        self._store.put("message", message)
        word = body.strip().upper()
        if word in STOP_WORDS:
            self._store.put("stopped", {"sid": sender})
        elif word in START_WORDS:
            self._store.drop("stopped", sender)
        fields = {**self._told(message), "SmsStatus": "received", "Body": body, "NumSegments": "1", "NumMedia": "0"}
        if word in STOP_WORDS | START_WORDS:
            fields["OptOutType"] = "STOP" if word in STOP_WORDS else "START"
        self._courier.tell(self._line.sms_url, fields, status="received")
        return message

    def fetch(self, sid: str) -> dict[str, Any]:
        found = self._store.get("message", sid)
        if found is None:
            raise not_found(f"{self._line.root}/Messages/{sid}.json")
        return found

    def matching(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """The newest first, by To, From and DateSent (a day, or a moment that it is before or after)."""
        return [one for one in self._store.all("message") if _is_meant(one, query)]

    def _message(self, *, to: str, sender: str, body: str, outward: bool) -> dict[str, Any]:
        sid, now = new_sid("SM"), format_datetime(datetime.now(UTC))
        return {
            "sid": sid,
            "account_sid": self._line.account,
            "messaging_service_sid": None,
            "api_version": VERSION,
            "to": to,
            "from": sender,
            "body": body,
            "status": "queued" if outward else "received",
            "direction": "outbound-api" if outward else "inbound",
            "num_segments": str(-(-len(body) // _SEGMENT)),
            "num_media": "0",
            "date_created": now,
            "date_sent": now,
            "date_updated": now,
            "error_code": None,
            "error_message": None,
            "price": None,
            "price_unit": "EUR",
            "uri": f"{self._line.root}/Messages/{sid}.json",
            "subresource_uris": {"media": f"{self._line.root}/Messages/{sid}/Media.json"},
        }

    def _go_on(self, message: dict[str, Any], callback: str, *, lost: bool) -> None:
        for step, status in enumerate(("queued", "sent", "undelivered" if lost else "delivered"), 1):
            failed = {"ErrorCode": "30003"} if status == "undelivered" else {}
            fields = {**self._told(message), "MessageStatus": status, "SmsStatus": status, **failed}
            self._courier.tell(callback, fields, status=status, after=step * _SOON)
        error = {"error_code": 30003, "error_message": "Unreachable destination handset"} if lost else {}
        self._store.put("message", {**message, "status": "undelivered" if lost else "delivered", **error})

    def _told(self, message: Mapping[str, Any]) -> dict[str, str]:
        sid = str(message["sid"])
        ours = {"MessageSid": sid, "SmsSid": sid, "AccountSid": self._line.account, "ApiVersion": VERSION}
        return {**ours, "From": str(message["from"]), "To": str(message["to"])}


def _is_meant(message: Mapping[str, Any], query: Mapping[str, str]) -> bool:
    sent = parsedate_to_datetime(message["date_sent"])
    if any(query.get(name) not in (None, message[name.lower()]) for name in ("To", "From")):
        return False
    if "DateSent" in query and sent.date().isoformat() != query["DateSent"][:10]:
        return False
    after, before = query.get("DateSent>"), query.get("DateSent<")
    return not ((after and sent < _moment(after)) or (before and sent > _moment(before)))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
