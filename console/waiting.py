"""How many requests wait for the person at the screen, as the bar on top says."""

from console.bootstrap import console
from console.ui.desk import Desk
from domain.approvals.queries import waiting_approvals
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


async def tell_waiting(desk: Desk, person: SignedIn) -> None:
    """Count anew; for who decides nothing, nothing waits. An open screen hears of it only where the number changed."""
    decides = person.actor.can(Permission.APPROVALS_DECIDE)
    count = await console().ask(waiting_approvals, person.actor) if decides else 0
    if count != desk.waiting:
        desk.waiting = count
