"""Requests for an approval in words. Pure."""

from collections.abc import Iterable
from typing import Final

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.orders.present import order_key
from console.workspace.requests.rows import RequestRow
from domain.approvals.queries import ApprovalRow
from domain.kernel.money import Money

_TONES: Final = {"pending": "blue", "refused": "red", "changed": "amber"}
_PANELS: Final = {"place_order": "new-order"}  # named otherwise in the address


def request_rows(requests: Iterable[ApprovalRow], reader: Reader, *, customer: str, beside: bool) -> list[RequestRow]:
    """One row for each request. `beside`: they stand with their order, so it is not named again."""
    return [_row(each, reader, customer, beside) for each in requests]


def _row(each: ApprovalRow, reader: Reader, customer: str, beside: bool) -> RequestRow:
    need = max(each.needs, key=lambda one: one.asked, default=None)
    at = each.decided_at or each.asked_at
    base = f"/?customer={customer}" + (f"&order={order_key(each.order_number)}" if each.order_number else "")
    return RequestRow(
        id=str(each.id),
        status=each.status,
        tone=_TONES.get(each.status, ""),
        what=word(each.action, reader),
        amount=reader.money(Money(need.asked, need.currency)) if need and need.currency else "",
        who=each.asked_by_name,
        note=each.note,
        decider=each.decided_by_name,
        reason=_said(each, reader),
        at=reader.moment(at),
        exact=reader.exact(at),
        own=each.own,
        order=each.order_number if each.order_number and not beside else "",
        opens=base,
        href=base + _asked_anew(each),
    )


def _said(each: ApprovalRow, reader: Reader) -> str:
    """Why it came back: the words of who decided, or what refused it when it was to be done."""
    refusal = each.preview.get("refusal")
    if each.status == "changed" and isinstance(refusal, dict):
        return str(refusal.get(reader.language, refusal.get("en", "")))
    return each.reason


def _asked_anew(each: ApprovalRow) -> str:
    """The panel in which the action is looked at again; of a quote, that of the quote."""
    if each.action == "order_quote":
        return f"&do=order-quote&of={each.args.get('quote_id', '')}"
    if each.order_number is None and each.action not in _PANELS:
        return ""
    return f"&do={_PANELS.get(each.action, each.action)}"
