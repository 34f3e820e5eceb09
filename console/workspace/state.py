"""What is open. The address says it; this state only follows, so a link, a reload and the back button all agree."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.bell.state import Bell
from console.following import be_heard, follow
from console.guard import screen_event, signed_in
from console.ui.desk import Desk, page_load
from console.waiting import tell_waiting
from console.why.state import Why
from console.workspace import reading
from console.workspace.actions.state import ActionState
from console.workspace.alerts.state import CustomerAlerts
from console.workspace.call.placing import PlaceCallState
from console.workspace.call.state import CallState
from console.workspace.cases.state import CasesState
from console.workspace.conversation.state import ConversationState
from console.workspace.conversation.talks import TalksState
from console.workspace.customer.state import CustomerState
from console.workspace.files.state import FilesState
from console.workspace.inbox.state import InboxState
from console.workspace.new_customer.state import NewCustomerState
from console.workspace.orders.state import OrdersState
from console.workspace.person.state import RecordState
from console.workspace.quotes.state import QuotesState
from console.workspace.requests.state import RequestsState
from console.workspace.search.state import SearchState
from console.workspace.sourcing.state import SourcingState
from console.workspace.timeline.state import TimelineState
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_ORDER_KEY: Final = re.compile(r"[\w.\-]{1,60}")


class Workspace(rx.State):
    """`panel` is what the right pane shows: loading, nobody, customer, new, missing or failed. `here` is the address
    without what is being prepared.
    """

    panel: str = "loading"
    customer_id: str = ""
    order_key: str = ""
    back: str = "/"
    here: str = "/"
    _place: tuple[str, ...] = ()
    _action: tuple[str, str] = ("", "")
    _talk_open: str = ""
    _seen_by: tuple[str, str] = ("", "")
    _merged: tuple[UUID, ...] = ()

    @screen_event(Permission.CUSTOMERS_READ)
    async def open(self) -> Any:
        """Show what the address names. Runs at each navigation and each time the line comes back."""
        person, desk = signed_in(), await self.get_state(Desk)
        desk._welcome(person)
        be_heard(self.router.session, person)
        try:
            await self._show_address(person, desk)
        except Exception:
            self.panel, self._place = "failed", ()  # what was open before is not what the address says
            raise

    @screen_event(Permission.CUSTOMERS_READ)
    async def open_by_path(self) -> Any:
        """`/customers/ID` and `/orders/NUMBER` are for links from elsewhere; they lead to the workspace itself."""
        kind, _, key = self.router.url.path.strip("/").partition("/")
        if kind == "customers":
            return rx.redirect(f"/?customer={key}", replace=True)
        return rx.redirect(f"/?order={key}", replace=True)

    @screen_event(Permission.CUSTOMERS_READ)
    async def again(self) -> Any:
        """Try once more to show what could not be shown."""
        return page_load()

    async def _show_address(self, person: SignedIn, desk: Desk) -> None:
        await tell_waiting(desk, person)
        wanted = self.router.url.query_parameters
        seen_by = (self.router.session.session_id, desk._spoken())  # another connection follows nothing yet
        talk, customer = await self._talk(person, wanted, seen_by)
        await (await self.get_state(InboxState))._open(person, wanted)
        place = (customer, wanted.get("order", ""), wanted.get("new", ""))
        action = (wanted.get("do", ""), wanted.get("of", ""))
        known = place == self._place and seen_by == self._seen_by and self.panel in ("customer", "nobody")
        if known and (action != self._action or talk != self._talk_open):
            self._talk_open = talk
            await self._turn_to(person, *action)
            return
        self._talk_open = talk
        await (await self.get_state(SearchState))._refresh(person)
        same = place == self._place
        await self._show(*place, mark_new=same)
        (await self.get_state(PlaceCallState))._stay_with(self.customer_id)
        await self._tell_news(person)
        await (await self.get_state(CallState))._open(person)
        await (await self.get_state(Why))._read_again(person)
        self._place, self._seen_by = place, seen_by
        await self._turn_to(person, *action)

    async def _turn_to(self, person: SignedIn, action: str, subject: str) -> None:
        """Open the panel of an action on the open order or for the customer, or none."""
        self._action = (action, subject)
        orders, customers = await self.get_state(OrdersState), await self.get_state(CustomerState)
        shown, whole = self.panel == "customer", not customers.record.erased
        order_id = UUID(orders.detail.id) if shown and self.order_key else None
        customer_id = UUID(self.customer_id) if shown and whole else None
        talk = f"&conversation={self._talk_open}" if self._talk_open else ""
        of_customer = f"/?customer={self.customer_id}{talk}"
        self.here = f"{of_customer}&order={self.order_key}" if self.order_key else of_customer
        panels = await self.get_state(ActionState)
        await panels._turn_to(
            person, customer_id, order_id, action=action[:40], subject=subject[:60], close_to=self.here
        )
        up = of_customer if self.order_key else "/"
        self.back = self.here if panels.heading.action else up
        await (await self.get_state(ConversationState))._stand_beside(
            person, self.customer_id, customers.record.name, order_id
        )

    async def _talk(self, person: SignedIn, wanted: Mapping[str, str], seen_by: tuple[str, str]) -> tuple[str, str]:
        """Open the conversation that the address names, and tell it and whose record stands beside it: its customer's,
        whatever else the address says, or whoever is looked at while nobody knows who it is."""
        conversation, customer = wanted.get("conversation", ""), wanted.get("customer", "")
        shown = await self.get_state(ConversationState)
        if not (conversation and conversation == shown.id and seen_by == self._seen_by):
            await shown._turn_to(person, _uuid(conversation))
            await (await self.get_state(InboxState))._mark(person, shown.id, whispered=False)
        return shown.id, shown.head.customer or customer

    async def _show(self, customer: str, order: str, new: str, *, mark_new: bool) -> None:
        customer_id, order_key = _uuid(customer), order if _ORDER_KEY.fullmatch(order) else ""
        if customer_id is None and not order_key:
            await self._offer_form(new=bool(new))
            self.panel = "new" if new else "missing" if customer or order else "nobody"
            await self._follow(None)
            return
        try:
            await self._load(customer_id, order_key, mark_new=mark_new)
            self.panel = "customer"
            await self._follow(UUID(self.customer_id))
        except NotFound:
            self.panel = "missing"
            await self._follow(None)

    async def _offer_form(self, *, new: bool) -> None:
        form, desk = await self.get_state(NewCustomerState), await self.get_state(Desk)
        if new and self.panel != "new":
            form._begin(desk._spoken())

    async def _load(self, customer_id: UUID | None, order_key: str, *, mark_new: bool = False) -> None:
        person, desk = signed_in(), await self.get_state(Desk)
        customers, orders = await self.get_state(CustomerState), await self.get_state(OrdersState)
        timeline = await self.get_state(TimelineState)
        reader = reading.reader_for(person, desk._spoken())
        if customer_id is None:
            customer_id = await reading.customer_of(person, order_key)
        overview = await reading.overview(person, reader, customer_id, order_key)
        timeline._point_at(customer_id, overview.opened)
        first = not timeline._is_narrowed()
        page = overview.timeline if first else await timeline._read(person, reader)
        customers._present(overview)
        await customers._read_score(person, reader)
        await (await self.get_state(RecordState))._read_again(person)
        await (await self.get_state(QuotesState))._read(person, reader, overview.record.id)
        opened = overview.opened.detail.id if overview.opened else ""
        await (await self.get_state(FilesState))._read(person, reader, overview.record.id, opened)
        await (await self.get_state(CasesState))._read(person, reader, overview.record.id, opened)
        await (await self.get_state(TalksState))._read(person, reader, overview.record.id, opened)
        await (await self.get_state(CustomerAlerts))._read(person, reader, overview.record.id)
        orders._present(overview)
        (await self.get_state(RequestsState))._present(overview.requests, overview.record.id)
        titles = {line.sku: line.title for line in orders.detail.lines}
        await (await self.get_state(SourcingState))._follow(person, reader, opened, titles)
        timeline._present(page, mark_new=mark_new)
        self.customer_id = overview.record.id
        self._merged = overview.members[1:]
        self.order_key = overview.opened.detail.key if overview.opened else ""

    async def _follow(self, customer_id: UUID | None) -> None:
        if customer_id is None:
            self.customer_id, self.order_key, self.back, self.here = "", "", "/", "/"
            (await self.get_state(CustomerState)).viewers = []
        person = signed_in()
        follow(
            self.router.session,
            person,
            customer_id=customer_id,
            merged=frozenset(self._merged) if customer_id else frozenset(),
        )
        if customer_id is not None:
            await (await self.get_state(CustomerState))._see_viewers(person)

    async def _tell_news(self, person: SignedIn) -> None:
        """The bell, once the page shows what it shows: that is seen."""
        opened = UUID(self.customer_id) if self.panel == "customer" else None
        await (await self.get_state(Bell))._renew(person, opened=opened)

    async def _bring_up_to_date(self, person: SignedIn, *, viewers_only: bool) -> None:
        """Show what changed on what is open. For the live channel, under the state's lock."""
        if self.panel != "customer":
            return
        await (await self.get_state(CustomerState))._see_viewers(person)
        if not viewers_only:
            await self._load(UUID(self.customer_id), self.order_key, mark_new=True)
            await (await self.get_state(ActionState))._order_changed(person)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
