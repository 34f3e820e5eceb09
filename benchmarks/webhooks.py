"""Webhooks of the telephone company, of mail and of a shop, over HTTP: signed, kept, answered. One sender, then eight
at once.
"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
from twilio.request_validator import RequestValidator

from benchmarks.backtest import database_of_its_own
from benchmarks.serving import free_port
from benchmarks.timing import Measure
from console.adapters.webhook_signatures import sign
from console.connectors.sealed import seal
from console.connectors.signatures import signature_of
from console.jobs.schema import prepare_job_tables
from console.settings import PROJECT
from domain.connectors.add_connector import add_connector
from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.actor import Actor
from domain.work.application import Application

WANTED = "p95 under 50 ms"
_ACCOUNT, _TOKEN, _MAIL_SECRET = "AC" + "0" * 32, "token-of-the-benchmark", "mail-secret-of-the-benchmark"
_SHOP_SECRET, _KEY = "shop-secret-of-the-benchmark", "key-of-the-server-of-the-benchmark"
_PATIENCE = 120.0  # seconds until it answers
_SENDERS = 8


def measure_webhooks(server: str, *, var: Path, calls: int) -> list[Measure]:
    """In a database of their own on `server`: start the API on a free port, send `calls` of each kind, and stop it."""
    with database_of_its_own(server, "webhooks") as address:
        database = Database(address)
        migrate(database)
        prepare_job_tables(database)
        measures = _measured(database, var, calls)
        database.dispose()
    return measures


def _measured(database: Database, var: Path, calls: int) -> list[Measure]:
    shop = _shop(database)
    with _site(database, var) as (url, served_by), httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        kinds: dict[str, Callable[[], httpx.Response]] = {
            "SMS": lambda: _twilio(client, url, "sms", {"MessageSid": _sid("SM"), "From": _number(), "Body": "Hello?"}),
            "status of an SMS": lambda: _twilio(
                client, url, "status?message=0", {"MessageSid": _sid("SM"), "MessageStatus": "sent"}
            ),
            "call, greeted": lambda: _twilio(
                client, url, "voice", {"CallSid": _sid("CA"), "From": _number(), "CallStatus": "ringing"}
            ),
            "e-mail": lambda: _mail(client),
            "order of a shop": lambda: _order(client, shop),
        }
        measures = []
        for kind, send in kinds.items():
            for _ in range(20):
                send().raise_for_status()
            before = cpu_of(served_by)
            alone = _alone(Measure(f"webhook: {kind}", wanted=WANTED), send, calls)
            alone.figure = f"{(cpu_of(served_by) - before) * 1000 / calls:.1f} ms CPU each"
            measures.append(alone)
            measures.append(_together(Measure(f"webhook: {kind}, {_SENDERS} at once"), send, calls))
    return measures


def _alone(measure: Measure, send: Callable[[], httpx.Response], calls: int) -> Measure:
    measure.milliseconds += [_took(send) for _ in range(calls)]
    return measure


def _together(measure: Measure, send: Callable[[], httpx.Response], calls: int) -> Measure:
    with ThreadPoolExecutor(_SENDERS) as pool:
        measure.milliseconds += pool.map(lambda _: _took(send), range(calls))
    return measure


def _took(send: Callable[[], httpx.Response]) -> float:
    started = time.perf_counter()
    send().raise_for_status()
    return (time.perf_counter() - started) * 1000


def cpu_of(pid: int) -> float:
    """Seconds of work of a process and its children; on a busy machine they tell more than the clock."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_of(int(child)) for child in children)


def _twilio(client: httpx.Client, url: str, path: str, fields: dict[str, str]) -> httpx.Response:
    form = {"AccountSid": _ACCOUNT, **fields}
    address = f"{url}/webhooks/twilio/{path}"
    signature = RequestValidator(_TOKEN).compute_signature(address, form)
    return client.post(address, data=form, headers={"x-twilio-signature": signature})


def _mail(client: httpx.Client) -> httpx.Response:
    id = secrets.token_hex(8)
    body = f"From: {id}@example.org\r\nMessage-ID: <{id}@example.org>\r\n\r\n{'Where is my lamp? ' * 200}".encode()
    signed = sign(secret=_MAIL_SECRET, delivery_id=id, at=datetime.now(UTC), body=body)
    return client.post("/webhooks/email", content=body, headers={**signed, "content-type": "message/rfc822"})


def _shop(database: Database) -> UUID:
    """A connector of a shop that signs with a secret of ours."""
    secret = seal(_KEY.encode(), _SHOP_SECRET)
    application, actor = Application(database), Actor.system("benchmark")
    return application.perform(add_connector, actor, name="Benchmark", format="shopify", secret=secret)


def _order(client: httpx.Client, shop: UUID) -> httpx.Response:
    """Ten lines, of about the size that Shopify sends."""
    line = {"id": 1, "sku": "LAMP", "quantity": 1, "price": "45.00", "properties": ["x" * 300]}
    body = json.dumps({"id": secrets.randbits(50), "name": "#1", "line_items": [line] * 10}).encode()
    headers = {
        "x-shopify-hmac-sha256": signature_of(body, _SHOP_SECRET).decode(),
        "x-shopify-webhook-id": secrets.token_hex(16),
        "x-shopify-topic": "orders/create",
        "content-type": "application/json",
    }
    return client.post(f"/webhooks/connectors/{shop}", content=body, headers=headers)


def _sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


def _number() -> str:
    return f"+336{secrets.randbelow(10**8):08}"


@contextmanager
def _site(database: Database, var: Path) -> Iterator[tuple[str, int]]:
    """The API as it is served, without pages: its address and process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "VAR": str(var),
        "PUBLIC_URL": url,
        "TWILIO_ACCOUNT_SID": _ACCOUNT,
        "TWILIO_AUTH_TOKEN": _TOKEN,
        "TWILIO_FROM": "+33199000000",
        "EMAIL_WEBHOOK_SECRET": _MAIL_SECRET,
        "SECRET_KEY": _KEY,
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-access-log", "console.api.app:build_api"]
    with (var / "bench-webhooks.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(url)
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(60)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/health/live", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("The API did not come up.")
