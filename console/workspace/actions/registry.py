"""Every panel there is, in the order in which their buttons stand."""

from collections.abc import Mapping
from typing import Any, Final

from console.workspace.actions.answer_dispute.panel import AnswerDisputePanel
from console.workspace.actions.cancel.panel import CancelPanel
from console.workspace.actions.cancel_exchange.panel import CancelExchangePanel
from console.workspace.actions.cancel_return.panel import CancelReturnPanel
from console.workspace.actions.change_address.panel import AddressPanel
from console.workspace.actions.change_fulfilment.panel import FulfilmentPanel
from console.workspace.actions.change_payment.panel import PaymentPanel
from console.workspace.actions.change_promise.panel import PromisePanel
from console.workspace.actions.close_dispute.panel import CloseDisputePanel
from console.workspace.actions.discount.panel import DiscountPanel
from console.workspace.actions.drop_payment.panel import DropPaymentPanel
from console.workspace.actions.edit.panel import EditPanel
from console.workspace.actions.exchange.panel import ExchangePanel
from console.workspace.actions.goodwill.panel import GoodwillPanel
from console.workspace.actions.hold.panel import HoldPanel
from console.workspace.actions.mark_fetched.panel import FetchedPanel
from console.workspace.actions.open_dispute.panel import DisputePanel
from console.workspace.actions.panel import ActionPanel, CustomerPanel, Panel
from console.workspace.actions.price_match.panel import PriceMatchPanel
from console.workspace.actions.receive_return.panel import ReceivePanel
from console.workspace.actions.refund.panel import RefundPanel
from console.workspace.actions.reject_return.panel import RejectReturnPanel
from console.workspace.actions.release_hold.panel import ReleaseHoldPanel
from console.workspace.actions.reorder.panel import ReorderPanel
from console.workspace.actions.replace.panel import ReplacePanel
from console.workspace.actions.retry_payment.panel import RetryPaymentPanel
from console.workspace.actions.return_goods.panel import ReturnPanel
from console.workspace.new_order.panel import NewOrderPanel
from console.workspace.quotes.panel import OrderQuotePanel
from domain.approvals.actions import ACTIONS
from domain.kernel.actor import Actor
from domain.orders.rows import OrderDetail

_ALL: Final[tuple[Panel, ...]] = (
    EditPanel(),
    AddressPanel(),
    CancelPanel(),
    ReturnPanel(),
    ExchangePanel(),
    RefundPanel(),
    DiscountPanel(),
    GoodwillPanel(),
    PriceMatchPanel(),
    ReplacePanel(),
    PaymentPanel(),
    FulfilmentPanel(),
    PromisePanel(),
    HoldPanel(),
    ReorderPanel(),
    DisputePanel(),
    ReleaseHoldPanel(),
    FetchedPanel(),
    ReceivePanel(),
    CancelReturnPanel(),
    RejectReturnPanel(),
    CancelExchangePanel(),
    RetryPaymentPanel(),
    DropPaymentPanel(),
    AnswerDisputePanel(),
    CloseDisputePanel(),
)

PANELS: Final[Mapping[str, Panel]] = {panel.action: panel for panel in _ALL if panel.action in ACTIONS}

# By their names in the address.
CUSTOMER_PANELS: Final[Mapping[str, CustomerPanel]] = {"new-order": NewOrderPanel(), "order-quote": OrderQuotePanel()}

SIGNS: Final[Mapping[str, str]] = {panel.action: panel.sign for panel in _ALL}


def offered(order: OrderDetail, actor: Actor) -> list[Panel]:
    """The panels whose buttons stand above the order: those that make sense for it and for this person."""
    return [panel for panel in PANELS.values() if not panel.of_row and actor.can(panel.right) and panel.suits(order)]


def panel_at(name: str) -> ActionPanel[Any] | None:
    """The panel that an address names."""
    return PANELS.get(name) or CUSTOMER_PANELS.get(name)
