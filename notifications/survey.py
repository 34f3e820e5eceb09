"""Where a customer is asked what they think of a case that was closed."""

from uuid import UUID

from sqlalchemy import select

from domain.messages.purposes import SURVEY
from domain.messages.rows import Contacts
from domain.models.conversation import Conversation
from domain.work.unit import Unit
from notifications.catalogue import channel_for
from notifications.happening import Happening
from notifications.told import CHANNELS, CUSTOMER


def survey_link(unit: Unit, event: Happening, contacts: Contacts) -> str:
    """The link for the conversation of the case, "" where there is none, or they do not want to be asked."""
    _, problem = channel_for(CHANNELS[CUSTOMER], contacts, SURVEY)
    named = event.data.get("case_id")
    if problem or not named:
        return ""
    query = select(Conversation.id).where(Conversation.case_id == UUID(str(named)))
    found = unit.session.execute(query).scalar_one_or_none()
    return unit.ports.links.survey(found, language=contacts.language, now=unit.now) if found else ""
