"""What a command tells the person who runs it."""

import sys


def say(text: str) -> None:
    """One line on standard output, at once, even through a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
