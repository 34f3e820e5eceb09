"""The goods do not come back after all: the customer keeps them."""

from console.workspace.actions.call_off import CallOffPanel
from console.workspace.actions.case import Case
from domain.orders.rows import OrderDetail


class CancelReturnPanel(CallOffPanel):
    action = "cancel_return"
    subject = "return_id"

    def title(self, case: Case) -> str:
        return case.reader.say("Call the return off")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status == "requested" for each in order.returns)
