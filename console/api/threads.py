"""What is answered about a conversation: the newest page of its thread."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Acting, as_its_maker
from console.api.shapes.conversations import ThreadShape
from domain.conversations.queries import thread
from domain.kernel.permissions import Permission
from domain.work import Unit


async def do_there(
    posts: Acting,
    conversation_id: UUID,
    use_case: Callable[..., Any],
    *,
    status: int = 200,
    requires: Permission = Permission.CASES_WRITE,
    **args: Any,
) -> Response:
    def run(unit: Unit) -> Answer:
        use_case(unit, conversation_id=conversation_id, **args)
        return shown_thread(unit, conversation_id, status=status)

    return await posts.perform(use_case, run, requires=requires)


async def do_to_case(posts: Acting, conversation_id: UUID, use_case: Callable[..., Any], **args: Any) -> Response:
    """Do something to the case that the conversation belongs to."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(Permission.CASES_WRITE)
        case_id = thread(as_its_maker(unit), conversation_id=conversation_id, limit=1).conversation.case_id
        use_case(unit, case_id=case_id, **args)
        return shown_thread(unit, conversation_id)

    return await posts.perform(use_case, run, requires=Permission.CASES_WRITE)


def shown_thread(unit: Unit, conversation_id: UUID, *, status: int = 200) -> Answer:
    return answer(ThreadShape, thread_shown(as_its_maker(unit), conversation_id), status=status)


def thread_shown(unit: Unit, conversation_id: UUID, *, before: str | None = None, limit: int = 50) -> dict[str, Any]:
    found = thread(unit, conversation_id=conversation_id, before=before, limit=limit)
    likely = [{"id": id, "name": name} for id, name in found.likely]
    return {
        "conversation": found.conversation,
        "entries": found.entries,
        "earlier": found.earlier,
        "likely": likely,
    }
