"""Every night the heads of the event streams are signed with the installation's secret."""

from typing import Any

from console.jobs.registry import task
from domain.audit.heads import sign_heads, signing_key
from domain.kernel.actor import Actor

SIGN = "audit.sign_heads"


@task(SIGN, cron="41 2 * * *")
def sign(console: Any, /, **_args: Any) -> object:
    """The task: see `sign_heads`."""
    key = signing_key(console.settings.secret_key.get_secret_value())
    return console.application.perform(sign_heads, Actor.system("audit"), key=key)
