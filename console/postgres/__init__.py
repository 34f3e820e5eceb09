"""The private PostgreSQL that the console brings along."""

from console.postgres.server import PostgresFailed, database_at_hand

__all__ = ["PostgresFailed", "database_at_hand"]
