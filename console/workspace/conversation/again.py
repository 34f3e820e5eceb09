"""A message that did not arrive is written once more."""

from uuid import UUID

from console.bootstrap import console
from domain.conversations.queries import thread
from domain.conversations.reply import reply
from domain.kernel.errors import Conflict
from domain.staff.sessions import SignedIn


async def write_again(person: SignedIn, conversation_id: UUID, entry_id: UUID) -> None:
    """The same way as before; `Conflict` for one that is on its way."""
    page = await console().ask(thread, actor=person.actor, conversation_id=conversation_id, limit=200)
    lost = next((each for each in page.entries if each.id == entry_id and each.status in ("failed", "skipped")), None)
    if lost is None:
        raise Conflict(code="not_failed", en="It is on its way already.", fr="Il est déjà en route.")
    await console().perform(
        reply,
        actor=person.actor,
        conversation_id=conversation_id,
        body=lost.body,
        channel=lost.channel,
        address=lost.address,
        client_key=f"again:{lost.id}",
    )
