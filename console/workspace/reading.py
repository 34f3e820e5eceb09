"""What the workspace reads, ready to be shown: each function asks the domain and presents the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from console.bootstrap import console
from console.queue_names import learn_queues
from console.ui.figures import Reader
from console.ui.people import initials
from console.workspace.actions.links import Ways
from console.workspace.customer.present import customer_record
from console.workspace.customer.rows import CustomerRecord, FactRow
from console.workspace.orders import rows as shown_orders
from console.workspace.orders.present import order_detail, order_rows
from console.workspace.orders.present import order_key as keyed
from console.workspace.orders.rows import OrderRow
from console.workspace.requests.present import request_rows
from console.workspace.requests.rows import RequestRow
from console.workspace.search.present import found_customers, found_orders, found_products
from console.workspace.search.rows import FoundRow
from console.workspace.timeline.letters import parcel_lines, with_letters
from console.workspace.timeline.present import moments
from console.workspace.timeline.rows import MomentRow
from domain.approvals.queries import ApprovalRow, requests_of_customer
from domain.customers.presence import viewers as read_viewers
from domain.customers.recent import recently_opened
from domain.kernel.page import Page
from domain.orders.numbers import number_key
from domain.orders.queries import order as one_order
from domain.orders.queries import orders
from domain.orders.rows import OrderDetail
from domain.overview.queries import customer_overview, masked_order
from domain.overview.rows import TimelineEntry
from domain.overview.timeline import timeline as read_timeline
from domain.overview.told import told_of_parcels
from domain.search.search import search
from domain.staff.sessions import SignedIn

LATEST: Final = 12
MORE_ORDERS: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    customers: list[FoundRow]
    orders: list[FoundRow]
    products: list[FoundRow]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders; `cursor` is empty at the end of the list."""

    rows: list[OrderRow]
    cursor: str


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """The order that is unfolded, and what this person can do with it."""

    id: UUID
    number: str
    detail: shown_orders.OrderDetail
    actions: list[shown_orders.ActionLink]
    more_actions: list[shown_orders.ActionLink]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    rows: list[MomentRow]
    cursor: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A customer with the first pages of their orders and timeline. `opened`: the unfolded order; `requests`: what
    waits for a word or came back about anything else of theirs.
    """

    record: CustomerRecord
    orders: list[OrderRow]
    order_count: str
    orders_cursor: str
    timeline: TimelinePage
    opened: OpenOrder | None
    requests: list[RequestRow]
    identity_until: datetime | None = None
    members: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class _Requests:
    """Those about the unfolded order, which stand with it, and all others."""

    beside: list[RequestRow]
    others: list[RequestRow]


def reader_for(person: SignedIn, language: str) -> Reader:
    """How this person reads: their language, time zone, and the present moment."""
    return Reader(language=language, zone=ZoneInfo(person.time_zone), now=datetime.now(UTC))


def freshened(rows: list[MomentRow], before: list[MomentRow]) -> list[MomentRow]:
    """`rows`, those that were not there before marked so that the eye finds them; the mark stays once it is set."""
    old = {row.id for row in before if not row.fresh}
    return [row if row.id in old else replace(row, fresh=True) for row in rows]


async def found(person: SignedIn, reader: Reader, text: str) -> Found:
    """Customers, orders and products that the text may mean."""
    results = await console().ask(search, actor=person.actor, text=text)
    return Found(
        customers=found_customers(results.customers, reader),
        orders=found_orders(results.orders, reader),
        products=found_products(results.products, reader),
    )


async def recent_customers(person: SignedIn, reader: Reader) -> list[FoundRow]:
    """The customers that this person opened last: where they left off."""
    return found_customers(await console().ask(recently_opened, actor=person.actor), reader)


async def latest_orders(person: SignedIn, reader: Reader) -> list[FoundRow]:
    """The newest orders of the house: somewhere to begin while nothing is searched."""
    page = await console().ask(orders, actor=person.actor, limit=LATEST)
    return found_orders(page.items, reader)


async def overview(person: SignedIn, reader: Reader, customer_id: UUID, order_key: str) -> Overview:
    """The customer with the first page of orders and of the timeline, and the order of that number if it is theirs."""
    await learn_queues(person.actor)
    seen = await console().ask(customer_overview, actor=person.actor, customer_id=customer_id)
    wanted = number_key(order_key)
    opened = next((each for each in seen.orders if wanted and number_key(each.number) == wanted), None)
    if opened is None and order_key:
        found = await console().ask(one_order, actor=person.actor, order=order_key)
        opened = _shown(found, masked=seen.customer.masked) if found.customer_id in seen.customer.members else None
    key, erased = keyed(opened.number) if opened else "", seen.customer.erased_at is not None
    asked = await console().ask(requests_of_customer, actor=person.actor, customer_id=customer_id)
    shown = _split(asked, reader, str(customer_id), opened.id if opened else None)
    told = _timeline_page(seen.timeline, reader, customer=str(customer_id), of_order=False)
    return Overview(
        record=customer_record(seen, reader),
        orders=order_rows(seen.orders, reader, customer=str(customer_id), open_key=key),
        order_count=reader.number(seen.customer.order_count),
        orders_cursor=seen.orders_cursor or "",
        timeline=replace(told, rows=await with_letters(person, reader, seen.timeline.items, told.rows)),
        opened=await _opened(opened, person, reader, shown.beside, customer=str(customer_id), erased=erased)
        if opened
        else None,
        requests=shown.others,
        identity_until=seen.customer.identity_until,
        members=seen.customer.members,
    )


def _shown(order: OrderDetail, *, masked: bool) -> OrderDetail:
    return masked_order(order) if masked else order


async def customer_of(person: SignedIn, order_key: str) -> UUID:
    """Whose order it is, or `NotFound`."""
    found = await console().ask(one_order, actor=person.actor, order=order_key)
    return found.customer_id


async def more_orders(person: SignedIn, reader: Reader, customer_id: UUID, cursor: str, open_key: str) -> OrderPage:
    """The page of orders after `cursor`."""
    page = await console().ask(orders, actor=person.actor, customer_id=customer_id, cursor=cursor, limit=MORE_ORDERS)
    rows = order_rows(page.items, reader, customer=str(customer_id), open_key=open_key)
    return OrderPage(rows=rows, cursor=page.next_cursor or "")


async def timeline(
    person: SignedIn, reader: Reader, *, customer_id: UUID, order_id: UUID | None, shown: str, cursor: str
) -> TimelinePage:
    """A page of the customer's timeline, or of one order's; `shown` is a category or "all"."""
    page = await console().ask(
        read_timeline,
        actor=person.actor,
        customer_id=None if order_id else customer_id,
        order_id=order_id,
        categories=() if shown == "all" else (shown,),
        cursor=cursor or None,
    )
    told = _timeline_page(page, reader, customer=str(customer_id), of_order=order_id is not None)
    return replace(told, rows=await with_letters(person, reader, page.items, told.rows))


async def viewers(person: SignedIn, customer_id: str) -> list[FactRow]:
    """The other people who have the customer open: their initials and their names."""
    others = await console().ask(
        read_viewers, actor=person.actor, subject_kind="customer", subject_id=UUID(customer_id)
    )
    return [FactRow(label=initials(viewer.name), detail=viewer.name) for viewer in others]


def _split(asked: Sequence[ApprovalRow], reader: Reader, customer: str, opened: UUID | None) -> _Requests:
    beside = [each for each in asked if opened is not None and each.order_id == opened]
    others = [each for each in asked if each not in beside]
    return _Requests(
        beside=request_rows(beside, reader, customer=customer, beside=True),
        others=request_rows(others, reader, customer=customer, beside=False),
    )


async def _opened(
    order: OrderDetail, person: SignedIn, reader: Reader, requests: list[RequestRow], *, customer: str, erased: bool
) -> OpenOrder:
    """What can be done with the order; nothing any more where nobody is left to do it for."""
    ways = Ways(order, person.actor, reader, f"/?customer={customer}&order={keyed(order.number)}")
    first, more = ([], []) if erased else ways.buttons()
    detail = replace(order_detail(order, reader, ways.beside), requests=requests)
    if order.shipments:
        told = await console().ask(told_of_parcels, actor=person.actor, order_id=order.id)
        parcels = zip(detail.parcels, order.shipments, strict=True)
        heard = [replace(row, told=parcel_lines(told[parcel.id], reader)) for row, parcel in parcels]
        detail = replace(detail, parcels=heard)
    return OpenOrder(id=order.id, number=order.number, detail=detail, actions=first, more_actions=more)


def _timeline_page(page: Page[TimelineEntry], reader: Reader, *, customer: str, of_order: bool) -> TimelinePage:
    rows = moments(page.items, reader, customer=customer, of_order=of_order)
    return TimelinePage(rows=rows, cursor=page.next_cursor or "")
