"""Every action by its name: the use case that does it, and the right it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.discounts.give_credit import give_credit
from domain.discounts.give_discount import give_discount
from domain.discounts.give_goodwill import give_goodwill
from domain.discounts.match_price import match_price
from domain.disputes.close import close_dispute
from domain.disputes.evidence import answer_dispute
from domain.disputes.open import open_dispute
from domain.edits.change_address import change_address
from domain.edits.change_fulfilment import change_fulfilment
from domain.edits.change_payment import change_payment
from domain.edits.change_promise import change_promise
from domain.edits.edit_lines import edit_lines
from domain.exchanges.cancel import cancel_exchange
from domain.exchanges.request import request_exchange
from domain.fulfilment.mark_fetched import mark_fetched
from domain.kernel.permissions import Permission
from domain.orders.cancel import cancel_order
from domain.orders.hold import hold_order, release_hold
from domain.orders.reorder import reorder
from domain.payments.drop_payment import drop_payment
from domain.payments.retry_payment import retry_payment
from domain.quotes.order_at_once import order_at_once
from domain.quotes.order_quote import order_quote
from domain.refunds.refund import refund
from domain.replacements.replace_lines import replace_lines
from domain.returns.cancel import cancel_return
from domain.returns.receive import receive_return
from domain.returns.reject import reject_return
from domain.returns.request import request_return


@dataclass(frozen=True, slots=True)
class Action:
    """`use_case(unit, *, …)` takes plain typed values: what `stored.decode` can read from JSON.

    `makes_order`: its result is the id of the order that is shown afterwards.
    """

    use_case: Callable[..., Any]
    right: Permission
    makes_order: bool = False


ACTIONS: Final[Mapping[str, Action]] = {
    "edit": Action(edit_lines, Permission.ORDERS_WRITE),
    "change_address": Action(change_address, Permission.ORDERS_WRITE),
    "change_payment": Action(change_payment, Permission.ORDERS_WRITE),
    "cancel": Action(cancel_order, Permission.ORDERS_WRITE),
    "change_fulfilment": Action(change_fulfilment, Permission.ORDERS_WRITE),
    "change_promise": Action(change_promise, Permission.ORDERS_WRITE),
    "reorder": Action(reorder, Permission.ORDERS_WRITE, makes_order=True),
    "order_quote": Action(order_quote, Permission.ORDERS_WRITE, makes_order=True),
    "hold": Action(hold_order, Permission.ORDERS_WRITE),
    "release_hold": Action(release_hold, Permission.ORDERS_WRITE),
    "mark_fetched": Action(mark_fetched, Permission.ORDERS_WRITE),
    "open_dispute": Action(open_dispute, Permission.DISPUTES_WRITE),
    "answer_dispute": Action(answer_dispute, Permission.DISPUTES_WRITE),
    "close_dispute": Action(close_dispute, Permission.DISPUTES_WRITE),
    "return": Action(request_return, Permission.RETURNS_WRITE),
    "receive_return": Action(receive_return, Permission.RETURNS_RECEIVE),
    "cancel_return": Action(cancel_return, Permission.RETURNS_WRITE),
    "reject_return": Action(reject_return, Permission.RETURNS_RECEIVE),
    "exchange": Action(request_exchange, Permission.RETURNS_WRITE),
    "cancel_exchange": Action(cancel_exchange, Permission.RETURNS_WRITE),
    "replace": Action(replace_lines, Permission.ORDERS_WRITE),
    "place_order": Action(order_at_once, Permission.ORDERS_WRITE, makes_order=True),
    "discount": Action(give_discount, Permission.DISCOUNTS_WRITE),
    "price_match": Action(match_price, Permission.DISCOUNTS_WRITE),
    "goodwill": Action(give_goodwill, Permission.DISCOUNTS_WRITE),
    "credit": Action(give_credit, Permission.DISCOUNTS_WRITE),
    "refund": Action(refund, Permission.REFUNDS_WRITE),
    "retry_payment": Action(retry_payment, Permission.REFUNDS_WRITE),
    "drop_payment": Action(drop_payment, Permission.REFUNDS_WRITE),
}
