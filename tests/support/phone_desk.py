"""The product behind a telephone: its webhooks on a port, its jobs done when a test says so, the company beside it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from console import bootstrap
from console.adapters.channels import channels_of
from console.adapters.telephone import telephone_of
from console.bootstrap import Console
from console.jobs.registry import TASKS
from console.reactions import subscriptions
from console.settings import Settings
from console.supervisor.telephone import NUMBER
from domain.work.application import Application
from notifications.deliver import TryLater
from tests.support.api import the_api
from tests.support.jobs import NotedJobs
from tests.support.telephone import ACCOUNT, TOKEN, TelephoneProcess, telephone_process, until

MAIL_SECRET = "mail-secret-of-the-tests-0123"


@dataclass
class PhoneDesk:
    """`url` is the site; `lose` drops the jobs that are due, as a killed worker that never comes back would."""

    console: Console
    jobs: NotedJobs
    url: str
    telephone: TelephoneProcess
    client: httpx.Client

    def work(self) -> int:
        """Do every job that is due, and those that follow; how many. What has to wait is asked for again."""
        done = 0
        while self.jobs.noted:
            job = self.jobs.noted.pop(0)
            if job.task not in TASKS:
                continue
            done += 1
            try:
                TASKS[job.task].work(self.console, **job.args)
            except TryLater:
                self.jobs.noted.append(job)
                return done
        return done

    def until(self, holds: Any) -> None:
        """Works until it holds."""

        def worked() -> bool:
            self.work()
            return bool(holds())

        until(worked)


@contextmanager
def phone_desk(application: Application, jobs: NotedJobs, folder: Path, **settings: Any) -> Iterator[PhoneDesk]:
    """Until the end of a test. The application is that of the test, with its clock."""
    application.subscriptions = subscriptions()
    with _served() as server:
        url = f"http://127.0.0.1:{server.server_port}"
        with telephone_process(folder, site=url) as telephone, httpx.Client(base_url=url, trust_env=False) as client:
            given = Settings(
                public_url=url,
                var=folder,
                twilio_account_sid=ACCOUNT,
                twilio_auth_token=SecretStr(TOKEN),
                twilio_from=NUMBER,
                twilio_api_url=telephone.url,
                email_webhook_secret=SecretStr(MAIL_SECRET),
                **settings,
            )
            wired = Console(
                given, application.database, application, channels=channels_of(given), telephone=telephone_of(given)
            )
            before = bootstrap.use(wired)
            try:
                yield PhoneDesk(wired, jobs, url, telephone, client)
            finally:
                bootstrap.use(before)


@contextmanager
def _served() -> Iterator[ThreadingHTTPServer]:
    app, loop = the_api(), asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()

    async def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk.test") as client:
            return await client.request(method, path, content=body, headers=headers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            call = answer(self.command, self.path, dict(self.headers), body)
            found = asyncio.run_coroutine_threadsafe(call, loop).result(30)
            self.send_response(found.status_code)
            for name in ("content-type", "www-authenticate"):
                if name in found.headers:
                    self.send_header(name, found.headers[name])
            self.send_header("content-length", str(len(found.content)))
            self.end_headers()
            self.wfile.write(found.content)

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
    loop.call_soon_threadsafe(loop.stop)
    running.join()
    loop.close()
