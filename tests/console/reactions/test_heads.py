"""The task that signs the heads of the streams."""

from types import SimpleNamespace

from pydantic import SecretStr

from console.jobs.registry import TASKS
from console.reactions.heads import SIGN
from domain.audit.heads import signing_key
from domain.audit.verify import verify_events
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.builders import Builders

SECRET = "s" * 40


def test_every_night_what_has_grown_is_signed_with_the_secret(application: Application, build: Builders) -> None:
    build.customer()
    console = SimpleNamespace(application=application, settings=SimpleNamespace(secret_key=SecretStr(SECRET)))
    assert TASKS[SIGN].work(console) == 1
    assert TASKS[SIGN].cron
    key = signing_key(SECRET)
    assert application.ask(verify_events, Actor.system("test"), key=key).breaks == ()
    assert application.ask(verify_events, Actor.system("test"), key=signing_key("t" * 40)).breaks != ()
