"""What can be done with the open conversation beside answering: taken, handed on, put aside, tagged, closed."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID, uuid4

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from console.ui.words import word
from console.workspace import reading as workspace_reading
from console.workspace.conversation.present import STEP_WORDS, WRAP_UP_WORDS, name_of
from console.workspace.conversation.reading import beside
from console.workspace.conversation.rows import Choice
from console.workspace.conversation.state import ConversationState
from console.workspace.conversation.waking import wakes_at
from domain.cases.close_case import close_case, reopen_case
from domain.cases.snooze_case import snooze_case, wake_case
from domain.cases.tag_case import tag_case, untag_case
from domain.conversations.hand_over import assign_conversation
from domain.conversations.identify import identify_conversation
from domain.conversations.inbox import inbox_queues
from domain.conversations.merge import merge_conversations, unmerge_conversation
from domain.conversations.run_macro import plan_macro, run_macro
from domain.conversations.split import split_conversation
from domain.conversations.transfer import transfer_conversation
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.queries import people

PANELS: Final = ("", "transfer", "snooze", "merge", "close", "split", "macro")


class Deeds(rx.State):
    """`panel` is the form that is open below the head of the conversation `of`, `problem` what is wrong with it.
    `macro_id`: the macro whose `steps` are shown before they are done.
    """

    panel: str = ""
    problem: str = ""
    queues: list[str] = []
    staff: list[Choice] = []
    mergeable: list[Choice] = []
    steps: list[Choice] = []
    macro: str = ""
    macro_id: str = ""
    missing: str = ""
    split_at: int = 0
    of: str = ""
    _ticket: str = ""

    @screen_event(Permission.CASES_WRITE)
    async def turn(self, panel: str) -> Any:
        """Show a form, or put it away."""
        if panel not in PANELS:
            raise Invalid(
                field="panel", code="unknown_choice", en="There is no such form.", fr="Ce volet n’existe pas."
            )
        conversation = await self.get_state(ConversationState)
        self._begin("" if panel == self.panel and conversation.id == self.of else panel, conversation.id)
        actor = signed_in().actor
        if self.panel == "transfer":
            self.queues = list(await console().ask(inbox_queues, actor=actor))
            found = await console().ask(people, actor=actor, limit=200)
            self.staff = [Choice(str(each.id), each.name) for each in found.items if not each.locked]
        elif self.panel == "merge":
            await self._offer_merges(conversation)

    @screen_event(Permission.CASES_WRITE)
    async def take(self) -> Any:
        """It is mine from now on."""
        await self._do(assign_conversation, by_case=False, owner_id=signed_in().actor.id)

    @screen_event(Permission.CASES_WRITE)
    async def give_back(self) -> Any:
        """It waits in its queue again."""
        await self._do(assign_conversation, by_case=False, owner_id=None)

    @screen_event(Permission.CASES_WRITE)
    async def reopen(self) -> Any:
        """It is not done after all."""
        await self._do(reopen_case)

    @screen_event(Permission.CASES_WRITE)
    async def wake(self) -> Any:
        """It need not wait any more."""
        await self._do(wake_case)

    @screen_event(Permission.CASES_WRITE)
    async def tag(self, form: dict[str, str]) -> Any:
        """Put a tag on the case."""
        if str(form.get("tag", "")).strip():
            await self._do(tag_case, tag=form["tag"])

    @screen_event(Permission.CASES_WRITE)
    async def untag(self, tag: str) -> Any:
        """Take a tag off the case."""
        await self._do(untag_case, tag=tag)

    @screen_event(Permission.CASES_WRITE)
    async def snooze(self, span: str) -> Any:
        """Put it aside for an hour, four, until tomorrow or Monday morning."""
        person = signed_in()
        desk = await self.get_state(Desk)
        reader = workspace_reading.reader_for(person, desk._spoken())
        await self._do(snooze_case, until=wakes_at(span, reader.now, reader.zone))

    @screen_event(Permission.CASES_WRITE, note=2_000)
    async def close(self, form: dict[str, str]) -> Any:
        """It is done, and how."""
        if str(form.get("wrap_up", "")) not in WRAP_UP_WORDS:
            self.problem = translate("Say how it ended.", (await self.get_state(Desk))._spoken())
            return
        await self._do(close_case, wrap_up=form["wrap_up"], note=str(form.get("note", "")))

    @screen_event(Permission.CASES_WRITE)
    async def transfer(self, form: dict[str, str]) -> Any:
        """Hand it to a queue or to somebody, with what they should know."""
        owner = str(form.get("owner", ""))
        to = {"owner_id": parse_id(owner, field="owner")} if owner else {"queue": str(form.get("queue", ""))}
        await self._do(transfer_conversation, by_case=False, note=str(form.get("note", "")), **to)

    @screen_event(Permission.CASES_WRITE)
    async def merge(self, into: str) -> Any:
        """Let the open conversation go on in another one."""
        wanted = parse_id(into, field="into")
        if await self._do(merge_conversations, by_case=False, into_id=wanted):
            return rx.redirect(f"/?conversation={wanted}", replace=True)

    @screen_event(Permission.CASES_WRITE)
    async def unmerge(self, part_id: str) -> Any:
        """Take a conversation that was merged out again."""
        wanted = parse_id(part_id, field="part_id")
        await console().perform(unmerge_conversation, actor=signed_in().actor, conversation_id=wanted)
        return rx.redirect(f"/?conversation={wanted}")

    @screen_event(Permission.CASES_WRITE)
    async def ask_split(self, seq: int) -> Any:
        """Ask before the thread is split at this entry."""
        self._begin("split", (await self.get_state(ConversationState)).id)
        self.split_at = seq

    @screen_event(Permission.CASES_WRITE)
    async def split(self, form: dict[str, str]) -> Any:
        """Make a conversation of its own of the entries from there on."""
        subject = str(form.get("subject", ""))
        fresh = await self._do(split_conversation, by_case=False, from_seq=self.split_at, subject=subject)
        if isinstance(fresh, UUID):
            return rx.redirect(f"/?conversation={fresh}")

    @screen_event(Permission.CASES_WRITE)
    async def identify(self, customer_id: str) -> Any:
        """This is who is on the other side."""
        wanted, shown = parse_id(customer_id, field="customer_id"), await self.get_state(ConversationState)
        beside = shown._beside(str(wanted))
        if await self._do(identify_conversation, by_case=False, customer_id=wanted):
            return rx.redirect(beside, replace=True)

    @screen_event(Permission.CASES_READ)
    async def plan(self, macro_id: str) -> Any:
        """Show what a macro would do."""
        conversation, desk = await self.get_state(ConversationState), await self.get_state(Desk)
        self._begin("macro", conversation.id)
        plan = await console().ask(
            plan_macro,
            actor=signed_in().actor,
            conversation_id=parse_id(conversation.id, field="conversation"),
            macro_id=parse_id(macro_id, field="macro_id"),
        )
        self.macro, self.macro_id, self.missing = plan.title_in(desk._spoken()), macro_id, ", ".join(plan.missing)
        said = await self._say(*[STEP_WORDS[step.kind] for step in plan.steps])
        words = [WRAP_UP_WORDS.get(step.text, "") if step.kind == "close" else "" for step in plan.steps]
        texts = await self._say(*words)
        self.steps = [
            Choice(step.kind, label, text or step.text)
            for step, label, text in zip(plan.steps, said, texts, strict=True)
        ]
        self._ticket = uuid4().hex

    @screen_event(Permission.MESSAGES_SEND)
    async def run(self) -> Any:
        """Do what was shown."""
        shown = await self.get_state(ConversationState)
        done = await self._do(
            run_macro, by_case=False, macro_id=parse_id(self.macro_id, field="macro_id"), client_key=self._ticket
        )
        return self._refund(shown) if done and done.refunds else None

    def _refund(self, shown: Any) -> Any:
        """The refund of the order that the address names, prefilled; nothing moves before somebody decides it there."""
        order = self.router.url.query_parameters.get("order", "") or shown.facts.get("order_number", "").lstrip("#")
        if not order or not shown.head.customer:
            return None
        return rx.redirect(f"/?customer={shown.head.customer}&order={order}&conversation={shown.id}&do=refund")

    async def _offer_merges(self, conversation: Any) -> None:
        person, desk = signed_in(), await self.get_state(Desk)
        reader = workspace_reading.reader_for(person, desk._spoken())
        customer = UUID(conversation.head.customer) if conversation.head.customer else None
        found = await console().ask(
            beside, actor=person.actor, conversation_id=UUID(conversation.id), customer_id=customer
        )
        self.mergeable = [
            Choice(
                str(row.id),
                f"{row.number} · {row.subject or name_of(row, reader)}",
                f"{word(row.channel, reader)} · {reader.moment(row.last_at)}",
            )
            for row in found
        ]

    def _begin(self, panel: str, of: str) -> None:
        self.panel, self.problem, self.of = panel, "", of
        self.steps, self.macro, self.macro_id, self.missing, self.split_at = [], "", "", "", 0

    async def _do(self, use_case: Any, *, by_case: bool = True, **values: Any) -> Any:
        """Do it with the open conversation; what is refused is said in the form, if one is open."""
        shown = await self.get_state(ConversationState)
        subject = {"case_id": shown.head.case_id} if by_case else {"conversation_id": shown.id}
        named = {name: parse_id(id, field=name) for name, id in subject.items()}
        try:
            done = await console().perform(use_case, actor=signed_in().actor, **named, **values)
        except DomainError as refusal:
            if not self.panel:
                raise
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            return None
        self._begin("", shown.id)
        return done if done is not None else True

    async def _say(self, *english: str) -> list[str]:
        reader = workspace_reading.reader_for(signed_in(), (await self.get_state(Desk))._spoken())
        return [reader.say(each) if each else "" for each in english]
