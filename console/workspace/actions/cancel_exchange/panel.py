"""The customer keeps what they have."""

from console.workspace.actions.call_off import CallOffPanel
from console.workspace.actions.case import Case
from domain.orders.rows import OrderDetail


class CancelExchangePanel(CallOffPanel):
    action = "cancel_exchange"
    subject = "exchange_id"

    def title(self, case: Case) -> str:
        return case.reader.say("Call the exchange off")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status == "requested" for each in order.exchanges)
