"""Service levels, the calendars that they count in, and the clocks of a case."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, ExpectedVersion, as_its_maker
from console.api.shapes.assignment import (
    CalendarBody,
    CalendarShape,
    ClockShape,
    ServiceLevelBody,
    ServiceLevelShape,
)
from console.api.shapes.base import PageShape
from domain.cases.queries import case
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.service_levels.calendars import CalendarRow, calendars, put_calendar
from domain.service_levels.levels import ServiceLevelRow, put_service_level, service_levels
from domain.service_levels.queries import ClockRow, clocks_of
from domain.work import Unit

router = APIRouter(tags=["service levels"])
Name = Annotated[str, Path(max_length=60)]


@router.get("/service-levels", response_model=PageShape[ServiceLevelShape])
async def list_levels(asks: Asks) -> Response:
    """Every service level, the strictest first."""
    return await asks.ask(_levels, PageShape[ServiceLevelShape])


@router.put("/service-levels/{name}", response_model=ServiceLevelShape)
async def put_level(
    changes: Changes, name: Name, body: ServiceLevelBody, expected_version: ExpectedVersion
) -> Response:
    """Write a service level down. Clocks that run keep their times."""

    def run(unit: Unit) -> Answer:
        put_service_level(unit, name=name, expected_version=expected_version, **body.model_dump())
        made = next(row for row in service_levels(as_its_maker(unit)) if row.name == name.strip())
        return answer(ServiceLevelShape, made)

    return await changes.perform(put_service_level, run, requires=Permission.QUEUES_MANAGE)


@router.get("/calendars", response_model=PageShape[CalendarShape])
async def list_calendars(asks: Asks) -> Response:
    """Every calendar of opening hours."""
    return await asks.ask(_calendars, PageShape[CalendarShape])


@router.put("/calendars/{name}", response_model=CalendarShape)
async def write_calendar(
    changes: Changes, name: Name, body: CalendarBody, expected_version: ExpectedVersion
) -> Response:
    """Write a calendar down. Clocks that run keep their times."""

    def run(unit: Unit) -> Answer:
        put_calendar(unit, name=name, expected_version=expected_version, **body.model_dump())
        made = next(row for row in calendars(as_its_maker(unit)) if row.name == name.strip())
        return answer(CalendarShape, made)

    return await changes.perform(put_calendar, run, requires=Permission.QUEUES_MANAGE)


@router.get("/cases/{case_id}/clocks", response_model=PageShape[ClockShape])
async def read_clocks(asks: Asks, case_id: UUID) -> Response:
    """What was promised about a case, and how it stands."""
    return await asks.ask(_clocks, PageShape[ClockShape], case_id=case_id)


def _levels(unit: Unit) -> Page[ServiceLevelRow]:
    return Page(items=service_levels(unit), next_cursor=None)


def _calendars(unit: Unit) -> Page[CalendarRow]:
    return Page(items=calendars(unit), next_cursor=None)


def _clocks(unit: Unit, *, case_id: UUID) -> Page[ClockRow]:
    return Page(items=clocks_of(unit, cases=[case(unit, case_id=case_id).id]), next_cursor=None)
