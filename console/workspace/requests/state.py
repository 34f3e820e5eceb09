"""What waits for a word about the open customer, or came back."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console import live
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.workspace import writing
from console.workspace.requests.rows import RequestRow
from domain.approvals.acknowledge import acknowledge_approval
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission


class RequestsState(rx.State):
    """`rows`: those that do not stand with the unfolded order, newest first."""

    rows: list[RequestRow] = []
    may_acknowledge: bool = False
    _customer_id: str = ""

    @screen_event(Permission.ORDERS_READ)
    async def withdraw(self, approval: str) -> Any:
        """Take back what this person asked for and nobody has decided yet."""
        owner = parse_id(self._customer_id, field="customer")
        await writing.withdraw(signed_in(), owner, parse_id(approval, field="approval"))

    @screen_event(Permission.ORDERS_WRITE)
    async def acknowledge(self, approval: str) -> Any:
        """I have read that it came back."""
        wanted = parse_id(approval, field="approval")
        await console().perform(acknowledge_approval, signed_in().actor, approval_id=wanted)
        live.hub().changed(parse_id(self._customer_id, field="customer"))

    def _present(self, rows: list[RequestRow], customer_id: str) -> None:
        self._customer_id = customer_id
        self.may_acknowledge = signed_in().actor.can(Permission.ORDERS_WRITE)
        if rows != self.rows:
            self.rows = rows
