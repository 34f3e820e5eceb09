"""One engine per process and the sessions made from it."""

import json
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session, sessionmaker


class Database:
    """The PostgreSQL that is the only truth. READ COMMITTED; every time in UTC."""

    def __init__(self, url: str | URL, *, pool_size: int = 10, **options: Any) -> None:
        self.url = psycopg_url(url)
        common = {"pool_size": pool_size, "max_overflow": pool_size, "pool_recycle": 1800} | options
        common |= {"pool_use_lifo": True}  # the connection that knows the statements best is taken first
        common |= {"json_deserializer": _json_loads}
        self.engine: Engine = create_engine(self.url, pool_pre_ping=True, connect_args=_connect_args(), **common)
        self.reader: Engine = create_engine(
            self.url,
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            connect_args=_connect_args(" -c default_transaction_read_only=on -c pg_trgm.word_similarity_threshold=0.5"),
            **common,
        )
        self._sessions = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        self._readers = sessionmaker(self.reader, expire_on_commit=False, autoflush=False)

    def session(self) -> Session:
        """A new session to write in; the caller closes it."""
        return self._sessions()

    def reading(self) -> Session:
        """A new session that PostgreSQL lets only read.

        Each statement is a transaction of its own, so no round trip is spent on beginning and ending one; and a lost
        connection is answered by trying again rather than asked about first.
        """
        return self._readers()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self.reader.dispose()


def _connect_args(more: str = "") -> dict[str, str]:
    return {"options": f"-c timezone=UTC -c statement_timeout=60000{more}", "application_name": "comptoir"}


_json_scan = json.JSONDecoder().raw_decode


def _json_loads(data: bytes | str) -> Any:
    """What PostgreSQL wrote as JSON: in UTF-8, well formed, no white space around it; none of it is checked again."""
    return _json_scan(data if isinstance(data, str) else str(data, "utf-8"))[0]


def psycopg_url(url: str | URL) -> URL:
    """`url` with the psycopg 3 driver, whatever driver of PostgreSQL it named."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg")
