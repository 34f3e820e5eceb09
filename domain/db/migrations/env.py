"""Alembic's entry: runs the migrations on the connection it is given, or on DATABASE_URL."""

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine

import domain.models  # noqa: F401  (registers every table)
from domain.db.base import Base
from domain.db.database import psycopg_url

# Owned by other packages: the job queue, and text search operator indexes that autogenerate cannot compare.
FOREIGN_TABLES = "procrastinate_"


def include_object(object: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    return not (reflected and name is not None and name.startswith((FOREIGN_TABLES, "idx_procrastinate")))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(psycopg_url(os.environ["DATABASE_URL"]))
    with engine.connect() as own:
        run(own)
        own.commit()
    engine.dispose()
