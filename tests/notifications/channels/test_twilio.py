"""SMS by the vendor's own library, spoken to a stand-in."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.kernel.ids import new_id
from notifications.channels.channel import FateUnknown, NotSent, Parcel
from notifications.channels.twilio_sms import TwilioSms
from notifications.twilio.account import TwilioAccount

SID = "AC" + "0" * 32


@dataclass
class StandIn:
    """`status` 0: it takes the message and hangs up."""

    address: str = ""
    status: int = 201
    code: int = 21211
    list_status: int = 200
    sent: list[dict[str, str]] = field(default_factory=list)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    authorised: list[str] = field(default_factory=list)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    vendor = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            vendor.authorised.append(self.headers["authorization"])
            if vendor.status in (0, 201):
                vendor.sent.append({name: values[0] for name, values in parse_qs(body).items()})
            if vendor.status == 0:
                self.close_connection = True
                return
            if vendor.status == 201:
                self._say(201, {"sid": f"SM{len(vendor.sent)}", "status": "queued"})
            else:
                self._say(vendor.status, {"code": vendor.code, "message": "No", "status": vendor.status})

        def do_GET(self) -> None:
            vendor.asked.append(parse_qs(urlsplit(self.path).query))
            rows = [{"sid": f"SM{i}", "body": sent["Body"]} for i, sent in enumerate(vendor.sent, 1)]
            self._say(vendor.list_status, {"messages": rows, "next_page_uri": None, "page": 0, "page_size": 50})

        def _say(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        vendor.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield vendor
        server.shutdown()
        thread.join()


@pytest.fixture
def channel(stand_in: StandIn) -> TwilioSms:
    account = TwilioAccount(SID, "secret token", messaging_service="MG" + "1" * 32, api_url=stand_in.address)
    return TwilioSms(account)


def parcel(text: str = "123456 is your code.") -> Parcel:
    return Parcel(
        id=new_id(),
        address="+33612345678",
        subject="",
        text=text,
        first_tried_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
    )


def test_it_is_sent_by_the_service_and_signed_in(channel: TwilioSms, stand_in: StandIn) -> None:
    assert channel.send(parcel()) == "SM1"
    assert stand_in.sent == [
        {"To": "+33612345678", "Body": "123456 is your code.", "MessagingServiceSid": "MG" + "1" * 32}
    ]
    assert stand_in.authorised == ["Basic " + base64.b64encode(f"{SID}:secret token".encode()).decode()]


@pytest.mark.parametrize(("status", "permanent"), [(400, True), (401, False), (429, False)])
def test_a_refusal_says_whether_it_is_for_good(
    status: int, permanent: bool, channel: TwilioSms, stand_in: StandIn
) -> None:
    stand_in.status = status
    with pytest.raises(NotSent) as refusal:
        channel.send(parcel())
    assert refusal.value.permanent is permanent


@pytest.mark.parametrize("status", [500, 503, 0])
def test_of_its_own_troubles_nobody_knows_how_far_it_got(status: int, channel: TwilioSms, stand_in: StandIn) -> None:
    stand_in.status = status
    with pytest.raises(FateUnknown):
        channel.send(parcel())
    assert len(stand_in.sent) == (1 if status == 0 else 0)


def test_an_earlier_try_is_found_by_number_text_and_time(channel: TwilioSms, stand_in: StandIn) -> None:
    channel.send(parcel("another"))
    assert channel.find(parcel()) is None
    channel.send(parcel())
    assert channel.find(parcel()) == "SM2"
    assert stand_in.asked[-1]["To"] == ["+33612345678"]
    assert stand_in.asked[-1]["DateSent>"] == ["2026-11-24T09:59:00Z"]


def test_a_list_that_is_refused_leaves_the_fate_unknown(channel: TwilioSms, stand_in: StandIn) -> None:
    stand_in.list_status = 401
    with pytest.raises(FateUnknown):
        channel.find(parcel())


def test_it_is_told_where_callbacks_go(stand_in: StandIn) -> None:
    account = TwilioAccount(
        SID, "t", number="+33199000000", api_url=stand_in.address, public_url="https://shop.example"
    )
    sent = parcel()
    TwilioSms(account).send(sent)
    assert stand_in.sent[0]["StatusCallback"] == f"https://shop.example/webhooks/twilio/status?message={sent.id}"


def test_secrets_do_not_show_in_what_is_printed(channel: TwilioSms) -> None:
    assert "secret token" not in repr(channel)
    assert "123456" not in repr(parcel())
