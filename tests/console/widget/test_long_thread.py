"""Ten thousand messages: the page of the chat opens as quickly, whatever stands before."""

import time
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from domain.db.database import Database
from tests.console.widget.conftest import Page

_MANY = text("""
    INSERT INTO conversation_entries (id, conversation_id, seq, kind, direction, channel, address, author_kind,
        author_name, subject, body, redacted, status, details, at)
    SELECT gen_random_uuid(), conversation_id, n, kind, direction, channel, address, author_kind, author_name, '',
        'message ' || n, redacted, status, details, at + n * interval '1 second'
    FROM conversation_entries, generate_series(2, 10000) AS n WHERE conversation_id = :id AND seq = 1
""")


def test_a_thread_of_ten_thousand_opens_quickly(visitor: Callable[..., Page], database: Database) -> None:
    page = visitor()
    page.say("message 1")
    own = UUID(page.thread()["conversation"])
    with database.session() as session:
        session.execute(_MANY, {"id": own})
        session.execute(text("UPDATE conversations SET last_seq = 10000 WHERE id = :id"), {"id": own})
        session.commit()
    began = time.perf_counter()
    told = page.thread()
    took = time.perf_counter() - began
    assert [entry["body"] for entry in told["entries"]] == [f"message {n}" for n in range(9951, 10001)]
    assert took < 1.0
    resumed = page.thread(after=f"{own}.9990")
    assert [entry["seq"] for entry in resumed["entries"]] == list(range(9991, 10001))
