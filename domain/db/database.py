"""One engine per process and the sessions made from it."""

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session, sessionmaker


class Database:
    """The PostgreSQL that is the only truth. READ COMMITTED; every time in UTC."""

    def __init__(self, url: str | URL, *, pool_size: int = 10, **options: Any) -> None:
        self.url = psycopg_url(url)
        self.engine: Engine = create_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            pool_recycle=1800,
            connect_args={
                "options": "-c timezone=UTC -c statement_timeout=60000",
                "application_name": "comptoir",
            },
            **options,
        )
        self._sessions = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)

    def session(self) -> Session:
        """A new session; the caller closes it."""
        return self._sessions()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def psycopg_url(url: str | URL) -> URL:
    """`url` with the psycopg 3 driver, whatever driver of PostgreSQL it named."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg")
