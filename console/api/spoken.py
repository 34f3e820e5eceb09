"""In which language a conversation is answered."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Posts, as_its_maker
from console.api.shapes.conversations import ConversationShape, LanguageBody
from domain.conversations.language import choose_language
from domain.conversations.queries import thread
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/conversations", tags=["conversations"])


@router.post("/{conversation_id}/language", response_model=ConversationShape)
async def speak(posts: Posts, conversation_id: UUID, body: LanguageBody) -> Response:
    """Choose the language of the answers, whatever was understood of the customer's words."""

    def run(unit: Unit) -> Answer:
        choose_language(unit, conversation_id=conversation_id, language=body.language)
        found = thread(as_its_maker(unit), conversation_id=conversation_id, limit=1)
        return answer(ConversationShape, found.conversation)

    return await posts.perform(choose_language, run, requires=Permission.CASES_WRITE)
