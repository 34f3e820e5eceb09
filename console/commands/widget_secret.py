"""Shows what a shop's server signs the chat's tokens with."""

from __future__ import annotations

from argparse import Namespace

from console.commands import Command
from console.say import say
from console.settings import Settings


def show_secret(settings: Settings, _options: Namespace) -> int:
    """The first of the secrets; docs/widget.md shows how it is used."""
    say(settings.widget_secrets[0])
    return 0


COMMAND = Command(help="print the secret that tokens of the chat's visitors are signed with", run=show_secret)
