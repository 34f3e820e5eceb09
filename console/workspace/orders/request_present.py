"""What waits for somebody else's word on an order. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.orders.rows import RequestRow
from domain.approvals.queries import ApprovalRow
from domain.kernel.money import Money

_RECENTLY: Final = timedelta(days=1)


def request_rows(requests: Iterable[ApprovalRow], reader: Reader, *, base: str) -> list[RequestRow]:
    """Those that wait, and the reader's own that came back within a day because their result had changed."""
    return [_row(each, reader, base) for each in requests if each.status == "pending" or _came_back(each, reader)]


def _came_back(each: ApprovalRow, reader: Reader) -> bool:
    decided = each.decided_at
    return each.status == "changed" and each.own and decided is not None and reader.now - decided < _RECENTLY


def _row(each: ApprovalRow, reader: Reader, base: str) -> RequestRow:
    need = max(each.needs, key=lambda one: one.asked, default=None)
    at = each.decided_at or each.asked_at
    return RequestRow(
        id=str(each.id),
        what=word(each.action, reader),
        amount=reader.money(Money(need.asked, need.currency)) if need and need.currency else "",
        who=each.decided_by_name or each.asked_by_name,
        note=each.note,
        at=reader.moment(at),
        exact=reader.exact(at),
        own=each.own,
        changed=each.status == "changed",
        href=f"{base}&do={each.action}",
    )
