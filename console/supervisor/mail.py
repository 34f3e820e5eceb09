"""The local mailbox of `make run`, when no mail server is set."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from console.secret_key import secret_key_kept_in
from console.settings import Settings
from console.supervisor.gateway import free_port


@dataclass(frozen=True)
class LocalMail:
    """`environment` is for all who send."""

    command: list[str]
    environment: dict[str, str]


def local_mail(settings: Settings) -> LocalMail | None:
    """How to start it on a port that is free now; None when SMTP_URL names a server. Mails lie in `var/mail`."""
    if settings.smtp_url:
        return None
    port = free_port()
    command = [sys.executable, "-m", "console.adapters.local_mail", "--port", str(port)]
    command += ["--folder", str(settings.var / "mail"), "--webhook", f"{settings.public_url}/webhooks/email"]
    environment = {"SMTP_URL": f"smtp://127.0.0.1:{port}?from=Comptoir%20<help@comptoir.local>"}
    if not settings.email_webhook_secret:
        (settings.var / "mail").mkdir(mode=0o700, exist_ok=True)
        environment["EMAIL_WEBHOOK_SECRET"] = secret_key_kept_in(settings.var / "mail" / "secret")
    return LocalMail(command, environment)
