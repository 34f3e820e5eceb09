"""Orders as the right pane shows them. Pure: the rows of the domain in, words and figures out."""

from collections.abc import Iterable, Mapping

from babel import Locale

from console.ui.figures import Reader
from console.ui.states import parcel_state, state
from console.ui.words import word
from console.workspace.orders import rows as shown
from console.workspace.orders.after_sale_present import (
    coming_back,
    dispute_row,
    exchange_row,
    hold_row,
    kept_of,
    return_row,
)
from console.workspace.orders.beside import Beside, nothing_beside
from console.workspace.orders.money_present import payment, sums
from console.workspace.orders.names import contents_of, with_options
from console.workspace.orders.ordered import ordered
from domain.fulfilment.waits import waits_to_be_fetched
from domain.orders import rows as known


def order_rows(
    orders: Iterable[known.OrderRow | known.OrderDetail], reader: Reader, *, customer: str, open_key: str
) -> list[shown.OrderRow]:
    """The list; the order with `open_key` is the open one, and its link closes it again."""
    return [_order_row(order, reader, customer, open_key) for order in orders]


def order_key(number: str) -> str:
    """The number as it stands in an address: without its sign."""
    return number.lstrip("#")


def order_detail(order: known.OrderDetail, reader: Reader, beside: Beside = nothing_beside) -> shown.OrderDetail:
    """One order, unfolded; `beside` gives what can be done with its holds, payments and returns."""
    return shown.OrderDetail(
        id=str(order.id),
        key=order_key(order.number),
        number=order.number,
        channel=f"{word(order.channel, reader)} · {_way(order, reader)}",
        address=address_line(order.shipping_address, reader),
        external_ref=order.external_ref or "",
        lines=[_line(line, order, reader) for line in order.lines],
        sums=sums(order, reader),
        payments=[payment(entry, reader, beside) for entry in order.payments],
        parcels=[_parcel(parcel, order, reader, beside) for parcel in order.shipments],
        holds=[hold_row(hold, reader, beside) for hold in order.holds if hold.released_at is None],
        returns=[return_row(entry, order, reader, beside) for entry in order.returns],
        exchanges=[exchange_row(entry, order, reader, beside) for entry in order.exchanges],
        disputes=[dispute_row(entry, reader, beside) for entry in order.disputes],
        tags=list(order.tags),
    )


def address_line(address: Mapping[str, str], reader: Reader) -> str:
    """An address on one line, the country in the reader's language."""
    country = Locale.parse(reader.locale).territories.get(address.get("country", ""), address.get("country", ""))
    town = " ".join(part for part in (address.get("postal_code"), address.get("city")) if part)
    parts = (address.get("line1"), address.get("line2"), town, address.get("region"), country)
    return ", ".join(part for part in parts if part)


def _order_row(
    order: known.OrderRow | known.OrderDetail, reader: Reader, customer: str, open_key: str
) -> shown.OrderRow:
    key = order_key(order.number)
    text, tone = state(order.status, reader)
    goods, more = ordered(order, reader)
    return shown.OrderRow(
        id=str(order.id),
        key=key,
        number=order.number,
        href=f"/?customer={customer}" if key == open_key else f"/?customer={customer}&order={key}",
        open=key == open_key,
        status=text,
        tone=tone,
        held=order.held,
        under_way=_under_way(order, reader),
        back=_back(order, reader),
        placed=reader.day_short(order.placed_at),
        placed_exact=reader.exact(order.placed_at),
        total=reader.money(order.total),
        goods=goods,
        more=more,
    )


def _back(order: known.OrderRow | known.OrderDetail, reader: Reader) -> str:
    if isinstance(order, known.OrderRow) or not order.refunded.minor:
        return ""
    return reader.say("all refunded") if order.refunded == order.captured else reader.say("partly refunded")


def _under_way(order: known.OrderRow | known.OrderDetail, reader: Reader) -> str:
    """Goods of the order that are to come back."""
    if isinstance(order, known.OrderRow):
        return ""
    if any(each.status == "requested" for each in order.exchanges):
        return reader.say("exchange under way")
    return reader.say("return under way") if any(each.status == "requested" for each in order.returns) else ""


def _line(line: known.OrderLineRow, order: known.OrderDetail, reader: Reader) -> shown.LineRow:
    text, tone = _line_state(line, order, reader)
    to_leave = line.status in ("open", "awaiting") and line.quantity > line.cancelled + line.shipped
    return shown.LineRow(
        id=str(line.id),
        title=with_options(line.title, line.options),
        sku=line.sku,
        quantity=_left_of(line, reader),
        notes=[*_line_notes(line, order, reader), *coming_back(line.id, order, reader)],
        unit_price=reader.money(line.unit_price),
        total=reader.money(line.total),
        status=text,
        tone=tone,
        source=line.source_node_name or line.source_node or "",
        promise=reader.say("promised for {day}", day=reader.day(line.promised_on)) if line.promised_on else "",
        sourced=bool(line.source_node) or to_leave,
        to_leave=to_leave,
    )


def _way(order: known.OrderDetail, reader: Reader) -> str:
    place = order.pickup_node or order.locker
    return f"{word(order.fulfilment, reader)} ({place})" if place else word(order.fulfilment, reader)


def _line_state(line: known.OrderLineRow, order: known.OrderDetail, reader: Reader) -> tuple[str, str]:
    """Its state; what was paid back whole while the customer keeps it did not come back."""
    if line.status == "returned" and kept_of(line.id, order) == line.returned:
        return reader.say("refunded, kept"), ""
    return state(line.status, reader)


def _left_of(line: known.OrderLineRow, reader: Reader) -> str:
    """How many were ordered, and of how many the price still counts where that is fewer."""
    left = line.quantity - line.cancelled - line.returned
    count = reader.number(line.quantity)
    return reader.say("{left} of {count}", left=reader.number(left), count=count) if left != line.quantity else count


def _line_notes(line: known.OrderLineRow, order: known.OrderDetail, reader: Reader) -> list[str]:
    """What became of pieces, and where a line comes from that was not ordered at first."""
    kept = kept_of(line.id, order)
    kinds = {"exchange": reader.say("in exchange"), "replacement": reader.say("sent again")}
    counts = [
        (line.cancelled, reader.say("{count} cancelled", count=line.cancelled)),
        (line.returned - kept, reader.say("{count} returned", count=line.returned - kept)),
        (kept, reader.say("{count} refunded, kept", count=kept)),
    ]
    notes = [kinds[line.kind]] if line.kind in kinds else []
    return notes + [text for count, text in counts if count and count < line.quantity]


def _parcel(parcel: known.ShipmentRow, order: known.OrderDetail, reader: Reader, beside: Beside) -> shown.ParcelRow:
    text, tone = parcel_state(parcel.status, reader)
    at = parcel.delivered_at or parcel.shipped_at or order.placed_at
    return shown.ParcelRow(
        carrier=parcel.carrier or reader.say("Parcel"),
        tracking=parcel.tracking_number,
        status=text,
        tone=tone,
        node=parcel.node or "",
        contents=contents_of(parcel, order),
        at=reader.moment(at),
        exact=reader.exact(at),
        scans=[
            shown.ScanRow(
                label=parcel_state(scan.status, reader)[0],
                place=scan.place,
                at=reader.moment(scan.at),
                exact=reader.exact(scan.at),
            )
            for scan in parcel.scans
        ],
        actions=beside(str(parcel.id), "mark_fetched") if waits_to_be_fetched(order, parcel) else [],
    )
