"""How the tools speak to a person."""

import sys


class CannotPrepare(Exception):
    """Something is missing that cannot be installed from here; the text says what to do."""


def say(text):
    """One line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
