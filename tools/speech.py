"""How the tools speak to a person."""

import sys


class CannotPrepare(Exception):
    """Something is missing that cannot be installed from here; the text says what to do."""


def say(text):
    """One line, at once."""
    _write(sys.stdout, text)


def complain(text):
    """One line on standard error."""
    _write(sys.stderr, text)


def _write(stream, text):
    """With question marks for what the terminal's encoding lacks."""
    encoding = stream.encoding or "ascii"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
