"""Do all the steps of a macro on a conversation, or none."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.cases.close_case import close_case
from domain.cases.tag_case import tag_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.fill import names_left, reply_facts
from domain.conversations.load import kept_conversation, load_conversation
from domain.conversations.macro_steps import Planned, planned
from domain.conversations.record import record_conversation
from domain.conversations.reply import reply
from domain.conversations.titles import Titled
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.reply_kit import Macro
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Plan(Titled):
    """What a macro would do on a conversation; `missing` are names in its texts that nothing is known for."""

    title: str
    title_fr: str
    steps: tuple[Planned, ...]
    missing: tuple[str, ...]

    @property
    def refunds(self) -> bool:
        """Whether the refund of the order is opened afterwards; the money is moved there, by whoever decides it."""
        return any(step.kind == "refund" for step in self.steps)


def plan_macro(unit: Unit, *, conversation_id: UUID, macro_id: UUID, order_id: UUID | None = None) -> Plan:
    """What `run_macro` would do, for the person to read first."""
    unit.actor.require(Permission.CASES_READ)
    macro = unit.session.execute(select(Macro).where(Macro.id == macro_id)).scalar_one_or_none()
    if macro is None:
        raise NotFound.of("macro", "macro", macro_id)
    facts = reply_facts(unit, conversation_id=conversation_id, order_id=order_id)
    kept = kept_conversation(unit, conversation_id)
    language = unit.session.execute(select(Conversation.language).where(Conversation.id == kept)).scalar_one()
    steps = planned(macro.steps, language=language, facts=facts)
    missing = dict.fromkeys(name for step in steps if step.kind == "reply" for name in names_left(step.text))
    return Plan(macro.title, macro.title_fr, steps, tuple(missing))


def run_macro(
    unit: Unit, *, conversation_id: UUID, macro_id: UUID, client_key: str, order_id: UUID | None = None
) -> Plan:
    """Do the steps in their order, all in this transaction, and tell what was done. The same `client_key` writes the
    same texts once. Records `conversation.macro_run` and what the steps record.

    Refuses with `Conflict` a reply in which something is not filled in, and whatever a step refuses.
    """
    unit.actor.require(Permission.CASES_WRITE, Permission.MESSAGES_SEND)
    plan = plan_macro(unit, conversation_id=conversation_id, macro_id=macro_id, order_id=order_id)
    if plan.missing:
        raise Conflict(
            code="not_filled",
            en=f"Nothing is known for {', '.join(plan.missing)}.",
            fr=f"Rien n’est connu pour {', '.join(plan.missing)}.",
        )
    conversation, case = load_conversation(unit, conversation_id)
    for place, step in enumerate(plan.steps):
        _do(unit, step, conversation.id, case.id, f"{client_key[:70]}:{place}")
    conversation, case = load_conversation(unit, conversation_id)
    record_conversation(
        unit, "conversation.macro_run", conversation, case, {"title": plan.title, "title_fr": plan.title_fr}
    )
    return plan


def _do(unit: Unit, step: Planned, conversation_id: UUID, case_id: UUID, key: str) -> None:
    if step.kind == "reply":
        reply(unit, conversation_id=conversation_id, body=step.text, client_key=key)
    elif step.kind == "note":
        add_private_note(unit, conversation_id=conversation_id, body=step.text, client_key=key)
    elif step.kind == "tag":
        tag_case(unit, case_id=case_id, tag=step.text)
    elif step.kind == "close":
        close_case(unit, case_id=case_id, wrap_up=step.text)
