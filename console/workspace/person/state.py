"""The panels in which a record is merged with another, or erased."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk, page_load
from console.ui.figures import Reader
from console.ui.i18n import translate
from console.workspace.person import doing
from console.workspace.person.present import open_orders, wrong_input
from console.workspace.person.rows import OpenOrderRow, SideRow, WrongInput
from console.workspace.reading import reader_for
from console.workspace.search.rows import FoundRow
from domain.kernel.errors import Conflict, DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class RecordState(rx.State):
    """`customer_id`: on whose record `panel` ("merge" or "erase") is open. `stays` and `goes` are the two records of
    a merge; `in_the_way` says why nothing can be erased yet.
    """

    customer_id: str = ""
    panel: str = ""
    sought: str = ""
    found: list[FoundRow] = []
    stays: SideRow = SideRow()
    goes: SideRow = SideRow()
    in_the_way: str = ""
    open_orders: list[OpenOrderRow] = []
    wrong: WrongInput = WrongInput()
    _members: tuple[str, ...] = ()

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def begin_merge(self, customer_id: str) -> Any:
        """Open the panel in which the other record is looked for."""
        self._clear()
        wanted = parse_id(customer_id, field="customer")
        self.stays, self._members = await doing.record(signed_in(), await self._reader(), wanted)
        self.customer_id, self.panel = customer_id, "merge"

    @screen_event(Permission.CUSTOMERS_ERASE)
    async def begin_erase(self, customer_id: str) -> Any:
        """Open the panel that says what an erasure takes, or what stands in its way."""
        self._clear()
        wanted = parse_id(customer_id, field="customer")
        self.stays, _ = await doing.record(signed_in(), await self._reader(), wanted)
        refusal = await doing.in_the_way(signed_in(), wanted)
        if refusal is not None:
            await self._stands_in_the_way(refusal)
        self.customer_id, self.panel = customer_id, "erase"

    @screen_event(Permission.CUSTOMERS_READ)
    async def close(self) -> Any:
        """Close the panel; nothing was done."""
        self._clear()

    @screen_event(Permission.CUSTOMERS_MERGE, supersedes=True)
    async def seek(self, text: str) -> Any:
        """Look for the other record by what was typed."""
        wanted = text.strip()
        self.found = await doing.others(signed_in(), await self._reader(), wanted, self._members) if wanted else []
        self.sought = wanted

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def choose(self, other_id: str) -> Any:
        """Put another record beside the open one."""
        wanted = parse_id(other_id, field="other")
        self.goes, _ = await doing.record(signed_in(), await self._reader(), wanted)
        self.sought, self.found = "", []

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def choose_again(self) -> Any:
        """Back to the search for the other record."""
        if self.stays.id != self.customer_id:
            self.stays = self.goes
        self.goes, self.wrong = SideRow(), WrongInput()

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def swap(self) -> Any:
        """Keep the other record instead."""
        self.stays, self.goes, self.wrong = self.goes, self.stays, WrongInput()

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def merge(self, form: dict[str, str]) -> Any:
        """Merge the two records for the reason of the form."""
        kept, merged = parse_id(self.stays.id, field="kept_id"), parse_id(self.goes.id, field="merged_id")
        spoken, numbers = await self._spoken(), {"merged": self.goes.number, "kept": self.stays.number}
        try:
            await doing.merge(signed_in(), kept, merged, form.get("reason", ""))
        except DomainError as refusal:
            self.wrong = wrong_input(refusal, spoken)
            return None
        opened = self.customer_id
        self._clear()
        await self._tell(translate("{merged} is merged into {kept}.", spoken, **numbers))
        return page_load() if opened == str(kept) else rx.redirect(f"/?customer={kept}")

    @screen_event(Permission.CUSTOMERS_MERGE)
    async def undo(self, kept_id: str, merged_id: str) -> Any:
        """Take a merged record out again."""
        kept, merged = parse_id(kept_id, field="kept_id"), parse_id(merged_id, field="merged_id")
        await doing.undo(signed_in(), kept, merged)
        return page_load()

    @screen_event(Permission.CUSTOMERS_ERASE)
    async def erase(self, form: dict[str, str]) -> Any:
        """Erase the record, if the form names its number and a reason."""
        spoken, number = await self._spoken(), self.stays.number
        if not number or form.get("number", "").strip().casefold() != number.casefold():
            self.wrong = WrongInput(number=translate("Type {number} to confirm.", spoken, number=number))
            return None
        if not await self._erased(parse_id(self.customer_id, field="customer"), form.get("reason", "")):
            return None
        self._clear()
        await self._tell(translate("The personal data of {number} are erased.", spoken, number=number))
        return page_load()

    async def _read_again(self, person: SignedIn) -> None:
        """Show the records of the open panel as they are now, in the language that is spoken now. For the loading of
        the page and the live channel, under the state's lock.
        """
        if not self.panel:
            return
        reader = await self._reader()
        self.stays, _ = await doing.record(person, reader, UUID(self.stays.id))
        if self.goes.id:
            self.goes, _ = await doing.record(person, reader, UUID(self.goes.id))
        if self.in_the_way:
            refusal = await doing.in_the_way(person, UUID(self.customer_id))
            self.in_the_way, self.open_orders = "", []
            if refusal is not None:
                await self._stands_in_the_way(refusal)

    async def _erased(self, customer_id: UUID, reason: str) -> bool:
        try:
            await doing.erase(signed_in(), customer_id, reason)
        except Conflict as refusal:
            await self._stands_in_the_way(refusal)
            return False
        except DomainError as refusal:
            self.wrong = wrong_input(refusal, await self._spoken())
            return False
        return True

    async def _stands_in_the_way(self, refusal: Conflict) -> None:
        self.in_the_way = refusal.sentence(await self._spoken())
        self.open_orders = open_orders(refusal, self.stays.id)

    async def _tell(self, text: str) -> None:
        (await self.get_state(Desk))._tell("green", text)

    async def _spoken(self) -> str:
        return (await self.get_state(Desk))._spoken()

    async def _reader(self) -> Reader:
        return reader_for(signed_in(), await self._spoken())

    def _clear(self) -> None:
        self.customer_id, self.panel, self.sought, self.found = "", "", "", []
        self.stays, self.goes, self.wrong, self._members = SideRow(), SideRow(), WrongInput(), ()
        self.in_the_way, self.open_orders = "", []
