"""What a use case says is to be heard next, as TwiML."""

from collections.abc import Callable

from console.webhooks.twilio.routes import EMPTY
from domain.conversations.call_rows import CallStep
from notifications.voice import menu, people
from notifications.voice.links import Links

SHOP = "Comptoir"
QUEUE = "comptoir"


def as_twiml(step: CallStep, links: Links) -> str:
    """The document of a step."""
    return _DOCUMENTS[step.kind](step, links)


_DOCUMENTS: dict[str, Callable[[CallStep, Links], str]] = {
    "greet": lambda step, links: menu.greet(links, language=step.language, shop=SHOP, **step.values),
    "order_number": lambda step, links: menu.ask_order_number(links, language=step.language, **step.values),
    "postal_code": lambda step, links: menu.ask_postal_code(links, language=step.language, **step.values),
    "code": lambda step, links: menu.ask_code(links, language=step.language, **step.values),
    "status": lambda step, links: menu.tell_status(links, language=step.language, **step.values),
    "queue": lambda step, links: people.wait_in_line(links, language=step.language, queue=QUEUE),
    "message": lambda step, links: menu.take_message(links, language=step.language, **step.values),
    "thanks": lambda step, _links: menu.thank(language=step.language),
    "farewell": lambda step, _links: menu.farewell(language=step.language, **step.values),
    "offer": lambda step, links: people.offer(links, language=step.language, **step.values),
    "meet": lambda step, links: people.meet(links, language=step.language, shop=SHOP, **step.values),
    "nothing": lambda _step, _links: EMPTY,
}
