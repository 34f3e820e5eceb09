"""Makes a key for another system."""

from console.auth.commands import API_KEY as COMMAND

__all__ = ["COMMAND"]
