"""`make run`: everything on one machine under one process."""

from console.supervisor.run import CannotRun, supervise

__all__ = ["CannotRun", "supervise"]
