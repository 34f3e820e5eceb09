"""A page tells the hub that it is open: what it follows, and whose it is, so that it closes when their session ends."""

from typing import Any
from uuid import UUID

from console import live
from console.guard import session_digest
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


def follow(
    session: Any,
    person: SignedIn,
    *,
    customer_id: UUID | None = None,
    topic: str = "",
    merged: frozenset[UUID] = frozenset(),
    draft_id: UUID | None = None,
) -> None:
    """From now on the tab of `session` (`self.router.session`) hears of these; see `live.Watcher`.

    Whoever may decide hears as well how many requests wait.
    """
    watcher = live.Watcher(
        token=session.client_token,
        connection=session.session_id,
        digest=session_digest(),
        session_id=person.session_id,
        customer_id=customer_id,
        topic=topic,
        merged=merged,
        draft_id=draft_id,
        counts=topic != live.APPROVALS and person.actor.can(Permission.APPROVALS_DECIDE),
    )
    live.hub().follow(watcher, person)


def be_heard(session: Any, person: SignedIn) -> None:
    """While a page loads: what it follows besides reaches this tab by this connection already; see `follow`."""
    known = live.hub().watchers.get(session.client_token)
    if known is None or known.connection != session.session_id:
        customer_id, merged = (known.customer_id, known.merged) if known else (None, frozenset[UUID]())
        follow(session, person, customer_id=customer_id, merged=merged)
