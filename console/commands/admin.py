"""Makes the first administrator."""

from console.auth.commands import ADMIN as COMMAND

__all__ = ["COMMAND"]
