"""What was said in the last weeks: conversations over every channel, in both languages, with notes and answers.

A dialogue is a topic and what is said in turns: `c` the customer, `a` whoever answers, `n` a note for colleagues. Each
is told several times, to different customers, by different channels, and up to a different turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case
from domain.cases.snooze_case import snooze_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.note_delivery import mark_read_by_customer, mark_read_by_staff, note_delivery
from domain.conversations.open_visit import open_visit
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation, ConversationEntry
from domain.models.customer import Customer, CustomerEmail, CustomerPhone
from domain.work import Unit
from seed.demo.actors import SHOP
from seed.demo.people import SOURCE
from seed.demo.said import DIALOGUES, Dialogue
from seed.demo.teller import Story, Teller

COUNT: Final = 60
_CHANNELS: Final = ("chat", "email", "sms", "chat", "email", "store")
_AGENTS: Final = {"en": "Tom", "fr": "Léa"}
_WRAP_UPS: Final = ("solved", "information_given", "solved", "follow_up")
_CLOSED, _NEWEST = 38, 50  # of the conversations, by number: closed; beyond: still unanswered


@dataclass(frozen=True)
class Talk:
    """One conversation: when it begins before the end, with whom, and how many of its turns have been told."""

    number: int
    dialogue: Dialogue
    channel: str

    @property
    def ago(self) -> timedelta:
        """The closed ones over three weeks, those that run within two days, the unanswered ones in the last hours."""
        if self.number < _CLOSED:
            return timedelta(days=21) - timedelta(hours=12 * self.number)
        if self.number < _NEWEST:
            return timedelta(hours=46) - timedelta(hours=3 * (self.number - _CLOSED))
        return timedelta(minutes=12 + 17 * (COUNT - 1 - self.number))

    @property
    def closed(self) -> bool:
        return self.number < _CLOSED

    @property
    def turns(self) -> int:
        """All of a closed one; of those that run one less now and then; the first word of the newest."""
        whole = len(self.dialogue.turns)
        if self.closed:
            return whole
        return 1 if self.number >= _NEWEST else whole - self.number % 2


def talks() -> Iterator[Talk]:
    """Every conversation, oldest first."""
    for number in range(COUNT):
        yield Talk(number, DIALOGUES[number % len(DIALOGUES)], _CHANNELS[number % len(_CHANNELS)])


def talk(teller: Teller, told: Talk) -> Story:
    """It is begun, answered and noted in its turns; it may be closed, or put aside."""
    yield teller.now - told.ago
    agent = teller.people["Inès" if told.channel == "store" else _AGENTS[told.dialogue.language]]
    case_id = teller.do(agent if told.channel == "store" else SHOP, begin_talk, told=told)
    pace = timedelta(minutes=2 if told.channel in ("chat", "store") else 40)
    if told.turns > 1 and told.channel != "store":
        yield teller.clock.at + pace
        teller.do(agent, assign_case, case_id=case_id, owner_id=agent.id)
    for who, words in told.dialogue.turns[1 : told.turns]:
        yield teller.clock.at + pace
        _say(teller, agent, told, case_id, who, words)
    if told.closed:
        yield teller.clock.at + pace
        teller.do(agent, close_case, case_id=case_id, wrap_up=_WRAP_UPS[told.number % len(_WRAP_UPS)])
    elif told.number % 6 == 1 and told.number < _NEWEST:
        teller.do(agent, snooze_case, case_id=case_id, until=teller.now + timedelta(hours=20))


def _say(teller: Teller, agent: Actor, told: Talk, case_id: UUID, who: str, words: str) -> None:
    if who == "n":
        teller.do(agent, note_in, case_id=case_id, body=words)
    elif who == "c" and told.channel != "store":
        teller.do(SHOP, hear_in, case_id=case_id, body=words)
        teller.do(agent, look_at_talk, case_id=case_id)
    elif who == "a" and told.channel != "store":
        teller.do(agent, reply_in, case_id=case_id, body=words)
        teller.do(SHOP, arrive, case_id=case_id)


def begin_talk(unit: Unit, /, *, told: Talk) -> UUID:
    """The customer's first words, or a visit; tells the case."""
    unit.actor.require(Permission.CASES_WRITE)
    words, language = told.dialogue.turns[0][1], told.dialogue.language
    customer = _customer(unit, language, told.number)
    if told.channel == "store":
        opened = open_visit(
            unit, subject=told.dialogue.subject, topic=told.dialogue.topic, customer_id=customer, wish=words
        )
    else:
        opened = receive_message(
            unit,
            channel=told.channel,
            address=_address(unit, customer, told),
            body=words,
            subject=told.dialogue.subject,
            topic=told.dialogue.topic,
            language=language,
            customer_id=customer,
        ).conversation_id
    return unit.session.execute(select(Conversation.case_id).where(Conversation.id == opened)).scalar_one()


def hear_in(unit: Unit, /, *, case_id: UUID, body: str) -> None:
    """The customer goes on."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    known = _of(unit, case_id)
    receive_message(
        unit, channel=known.channel, address=known.address, body=body, conversation_id=known.id, name=known.contact_name
    )


def reply_in(unit: Unit, /, *, case_id: UUID, body: str) -> None:
    """Whoever has it answers."""
    unit.actor.require(Permission.MESSAGES_SEND)
    reply(unit, conversation_id=_of(unit, case_id).id, body=body)


def note_in(unit: Unit, /, *, case_id: UUID, body: str) -> None:
    """For colleagues."""
    unit.actor.require(Permission.CASES_WRITE)
    add_private_note(unit, conversation_id=_of(unit, case_id).id, body=body)


def look_at_talk(unit: Unit, /, *, case_id: UUID) -> None:
    """Whoever has it reads what was said."""
    unit.actor.require(Permission.CASES_WRITE)
    known = _of(unit, case_id)
    mark_read_by_staff(unit, upto={known.id: known.last_seq})


def arrive(unit: Unit, /, *, case_id: UUID) -> None:
    """What was sent last has arrived; in a chat it is read."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    known = _of(unit, case_id)
    if known.channel == "chat":
        mark_read_by_customer(unit, conversation_id=known.id, seq=known.last_seq)
        return
    query = select(ConversationEntry.id).where(ConversationEntry.conversation_id == known.id)
    last = query.where(ConversationEntry.direction == "out").order_by(ConversationEntry.seq.desc()).limit(1)
    note_delivery(unit, entry_id=unit.session.execute(last).scalar_one(), status="delivered")


def _of(unit: Unit, case_id: UUID) -> Conversation:
    return unit.session.execute(select(Conversation).where(Conversation.case_id == case_id)).scalar_one()


def _customer(unit: Unit, language: str, number: int) -> UUID | None:
    """One of those who speak the language; now and then somebody not known."""
    if number % 11 == 7:
        return None
    query = select(Customer.id).where(Customer.source == SOURCE, Customer.external_ref.startswith("buyer-"))
    query = query.where(Customer.language == language, Customer.created_at <= unit.now, Customer.erased_at.is_(None))
    query = query.order_by(Customer.external_ref).offset(number).limit(1)
    return unit.session.execute(query).scalar_one_or_none()


def _address(unit: Unit, customer: UUID | None, told: Talk) -> str:
    own = {
        "email": select(CustomerEmail.address).where(CustomerEmail.customer_id == customer),
        "sms": select(CustomerPhone.e164).where(CustomerPhone.customer_id == customer),
    }
    known = (
        unit.session.execute(own[told.channel].limit(1)).scalar_one_or_none()
        if customer and told.channel in own
        else None
    )
    unknown = {
        "email": f"somebody{told.number}@mail.example",
        "sms": f"+336391001{told.number:02}",
        "chat": f"demo-{told.number:02}",
    }
    return known or unknown[told.channel]
