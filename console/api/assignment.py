"""Queues, agents and offers: who is there, what is offered to whom, and how."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, ExpectedVersion, Posts, as_its_maker
from console.api.shapes.assignment import (
    AgentBody,
    AgentShape,
    OfferShape,
    PresenceBody,
    QueueBody,
    QueueShape,
    SettingsBody,
    SettingsShape,
)
from console.api.shapes.base import PageShape
from domain.assignment.answer_offer import accept_offer, decline_offer
from domain.assignment.change_agent import change_agent
from domain.assignment.queries import AgentRow, OfferRow, agent, agents, offer, offers
from domain.assignment.set_presence import set_presence
from domain.assignment.settings import assignment_settings, change_settings
from domain.kernel.errors import NotFound
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.queues.put_queue import put_queue
from domain.queues.queries import QueueRow, queues
from domain.work import Unit

router = APIRouter(tags=["assignment"])
Name = Annotated[str, Path(max_length=60)]


@router.get("/queues", response_model=PageShape[QueueShape])
async def list_queues(asks: Asks) -> Response:
    """Every queue with what waits in it, those first in which most waits."""
    return await asks.ask(_queues, PageShape[QueueShape])


@router.put("/queues/{name}", response_model=QueueShape)
async def put(changes: Changes, name: Name, body: QueueBody, expected_version: ExpectedVersion) -> Response:
    """Write a queue down, new or in place of the one with this name. What waits in it stays."""

    def run(unit: Unit) -> Answer:
        put_queue(unit, name=name, expected_version=expected_version, **body.model_dump())
        return answer(QueueShape, _queue(as_its_maker(unit), name))

    return await changes.perform(put_queue, run, requires=Permission.QUEUES_MANAGE)


@router.get("/agents", response_model=PageShape[AgentShape])
async def list_agents(asks: Asks) -> Response:
    """Every agent with presence, skills, capacity and what they have in hand."""
    return await asks.ask(_agents, PageShape[AgentShape])


@router.get("/agents/{staff_id}", response_model=AgentShape)
async def read_agent(asks: Asks, staff_id: UUID) -> Response:
    """One agent."""
    return await asks.ask(agent, AgentShape, staff_id=staff_id)


@router.patch("/agents/{staff_id}", response_model=AgentShape)
async def change(changes: Changes, staff_id: UUID, body: AgentBody, expected_version: ExpectedVersion) -> Response:
    """Change skills, languages, capacity and wrap-up time; whoever is of staff becomes an agent by it."""

    def run(unit: Unit) -> Answer:
        change_agent(unit, staff_id=staff_id, expected_version=expected_version, **body.model_dump())
        return answer(AgentShape, agent(as_its_maker(unit), staff_id=staff_id))

    return await changes.perform(change_agent, run, requires=Permission.AGENTS_MANAGE)


@router.post("/agents/{staff_id}/presence", status_code=201, response_model=AgentShape)
async def presence(posts: Posts, staff_id: UUID, body: PresenceBody) -> Response:
    """Set somebody's presence. Who is set online here has no screen that could fall silent."""

    def run(unit: Unit) -> Answer:
        set_presence(unit, staff_id=staff_id, presence=body.presence)
        return answer(AgentShape, agent(as_its_maker(unit), staff_id=staff_id), status=201)

    return await posts.perform(set_presence, run, requires=Permission.AGENTS_MANAGE)


@router.get("/offers", response_model=PageShape[OfferShape])
async def list_offers(asks: Asks) -> Response:
    """What is offered to somebody at this moment, the oldest first."""
    return await asks.ask(_offers, PageShape[OfferShape])


@router.get("/offers/{offer_id}", response_model=OfferShape)
async def read_offer(asks: Asks, offer_id: UUID) -> Response:
    """One offer, whatever became of it."""
    return await asks.ask(offer, OfferShape, offer_id=offer_id)


@router.post("/offers/{offer_id}/accept", status_code=201, response_model=OfferShape)
async def accept(posts: Posts, offer_id: UUID) -> Response:
    """Accept for the agent: the case is theirs. What is offered no longer is refused with `offer_gone`."""

    def run(unit: Unit) -> Answer:
        accept_offer(unit, offer_id=offer_id)
        return answer(OfferShape, offer(as_its_maker(unit), offer_id=offer_id), status=201)

    return await posts.perform(accept_offer, run, requires=Permission.CASES_WRITE)


@router.post("/offers/{offer_id}/decline", status_code=201, response_model=OfferShape)
async def decline(posts: Posts, offer_id: UUID) -> Response:
    """Decline for the agent: it is offered to somebody else."""

    def run(unit: Unit) -> Answer:
        decline_offer(unit, offer_id=offer_id)
        return answer(OfferShape, offer(as_its_maker(unit), offer_id=offer_id), status=201)

    return await posts.perform(decline_offer, run, requires=Permission.CASES_WRITE)


@router.get("/assignment-settings", response_model=SettingsShape)
async def read_settings(asks: Asks) -> Response:
    """How cases are offered."""
    return await asks.ask(assignment_settings, SettingsShape)


@router.patch("/assignment-settings", response_model=SettingsShape)
async def patch_settings(changes: Changes, body: SettingsBody, expected_version: ExpectedVersion) -> Response:
    """Change how cases are offered."""

    def run(unit: Unit) -> Answer:
        change_settings(unit, values=body.model_dump(exclude_none=True), expected_version=expected_version)
        return answer(SettingsShape, assignment_settings(as_its_maker(unit)))

    return await changes.perform(change_settings, run, requires=Permission.QUEUES_MANAGE)


def _queues(unit: Unit) -> Page[QueueRow]:
    return Page(items=queues(unit), next_cursor=None)


def _queue(unit: Unit, name: str) -> QueueRow:
    found = next((row for row in queues(unit) if row.name == name.strip()), None)
    if found is None:
        raise NotFound.of("queue", "file", name)
    return found


def _agents(unit: Unit) -> Page[AgentRow]:
    return Page(items=agents(unit), next_cursor=None)


def _offers(unit: Unit) -> Page[OfferRow]:
    return Page(items=offers(unit), next_cursor=None)
