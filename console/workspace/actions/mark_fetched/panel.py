"""The customer has fetched a parcel that waited at a counter or in a locker."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from console.workspace.orders.names import contents_of
from domain.approvals.preview import ActionPreview
from domain.fulfilment.waits import waits_to_be_fetched
from domain.orders.rows import OrderDetail


class FetchedPanel(Panel):
    action = "mark_fetched"
    sign = "package-check"
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Fetched")

    def title(self, case: Case) -> str:
        return case.reader.say("The parcel was fetched")

    def suits(self, order: OrderDetail) -> bool:
        return any(waits_to_be_fetched(order, parcel) for parcel in order.shipments)

    def form(self, case: Case) -> list[Field]:
        parcel = next((each for each in case.order.shipments if each.id == case.subject_id), None)
        if parcel is None:
            return []
        since = parcel.delivered_at and case.reader.moment(parcel.delivered_at)
        hint = case.reader.say("arrived {moment}", moment=since) if since else ""
        return [Field("parcel", "says", contents_of(parcel, case.order), hint=hint)]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id), "shipment_id": str(case.subject_id)}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Note it as fetched")
