"""Orders as the right pane shows them. Pure: the rows of the domain in, words and figures out."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from babel import Locale

from console.ui.figures import Reader
from console.ui.words import parcel_state, state, word
from console.workspace.orders import rows as shown
from domain.kernel.money import Money
from domain.orders import rows as known


def order_rows(
    orders: Iterable[known.OrderRow | known.OrderDetail], reader: Reader, *, customer: str, open_key: str
) -> list[shown.OrderRow]:
    """The list; the order with `open_key` is the open one, and its link closes it again."""
    return [_order_row(order, reader, customer, open_key) for order in orders]


def order_key(number: str) -> str:
    """The number as it stands in an address: without its sign."""
    return number.lstrip("#")


class Beside(Protocol):
    """Tells what can be done with one part of an order."""

    def __call__(self, subject: str, *actions: str) -> list[shown.ActionLink]: ...


def nothing_beside(subject: str, *actions: str) -> list[shown.ActionLink]:
    """For a look at an order that nothing is done with."""
    return []


def order_detail(order: known.OrderDetail, reader: Reader, beside: Beside = nothing_beside) -> shown.OrderDetail:
    """One order, unfolded; `beside` gives what can be done with its holds, payments and returns."""
    return shown.OrderDetail(
        id=str(order.id),
        key=order_key(order.number),
        number=order.number,
        channel=f"{word(order.channel, reader)} · {word(order.fulfilment, reader)}",
        address=address_line(order.shipping_address, reader),
        external_ref=order.external_ref or "",
        lines=[_line(line, reader) for line in order.lines],
        sums=_sums(order, reader),
        payments=[_payment(entry, reader) for entry in order.payments],
        parcels=[_parcel(parcel, order, reader) for parcel in order.shipments],
        holds=[_hold(hold, reader, beside) for hold in order.holds if hold.released_at is None],
        returns=[_return(entry, reader) for entry in order.returns],
        tags=list(order.tags),
    )


def method_name(kind: str, brand: str, last_four: str, reader: Reader) -> str:
    """Visa ···· 4242, or Gift card."""
    name = brand.capitalize() if brand else word(kind, reader)
    return f"{name} ···· {last_four}" if last_four else name


def address_line(address: Mapping[str, str], reader: Reader) -> str:
    """An address on one line, the country in the reader's language."""
    country = Locale.parse(reader.locale).territories.get(address.get("country", ""), address.get("country", ""))
    town = " ".join(part for part in (address.get("postal_code"), address.get("city")) if part)
    parts = (address.get("line1"), address.get("line2"), town, address.get("region"), country)
    return ", ".join(part for part in parts if part)


def with_options(title: str, options: Mapping[str, str]) -> str:
    """Linen shirt (M, blue)."""
    chosen = ", ".join(options.values())
    return f"{title} ({chosen})" if chosen else title


def _order_row(
    order: known.OrderRow | known.OrderDetail, reader: Reader, customer: str, open_key: str
) -> shown.OrderRow:
    key = order_key(order.number)
    text, tone = state(order.status, reader)
    return shown.OrderRow(
        id=str(order.id),
        key=key,
        number=order.number,
        href=f"/?customer={customer}" if key == open_key else f"/?customer={customer}&order={key}",
        open=key == open_key,
        status=text,
        tone=tone,
        held=order.held,
        placed=reader.day_short(order.placed_at),
        placed_exact=reader.exact(order.placed_at),
        total=reader.money(order.total),
    )


def _line(line: known.OrderLineRow, reader: Reader) -> shown.LineRow:
    text, tone = state(line.status, reader)
    return shown.LineRow(
        title=with_options(line.title, line.options),
        sku=line.sku,
        quantity=reader.number(line.quantity),
        unit_price=reader.money(line.unit_price),
        total=reader.money(line.total),
        status=text,
        tone=tone,
        source=line.source_node_name or line.source_node or "",
        promise=reader.say("promised for {day}", day=reader.day(line.promised_on)) if line.promised_on else "",
    )


def _sums(order: known.OrderDetail, reader: Reader) -> list[shown.SumRow]:
    """Subtotal to total, then what was paid, and what is owed by whom if anything is."""
    parts = [
        (reader.say("Subtotal"), order.subtotal, True),
        (reader.say("Discount"), -order.discount, bool(order.discount)),
        (reader.say("Shipping"), order.shipping, bool(order.shipping)),
        (reader.say("Tax"), order.tax, bool(order.tax)),
    ]
    rows = [_sum(label, amount, reader) for label, amount, known_ in parts if known_]
    rows.append(_sum(reader.say("Total"), order.total, reader, total=True))
    if order.captured:
        rows.append(_sum(reader.say("Paid"), order.captured, reader))
    if order.refunded:
        rows.append(_sum(reader.say("Refunded"), -order.refunded, reader))
    if order.balance.minor > 0:
        rows.append(_sum(reader.say("Still to pay"), order.balance, reader))
    if order.balance.minor < 0:
        rows.append(_sum(reader.say("Owed to the customer"), -order.balance, reader))
    return rows


def _sum(label: str, amount: Money, reader: Reader, *, total: bool = False) -> shown.SumRow:
    return shown.SumRow(label=label, amount=reader.money(amount), total=total)


def _payment(entry: known.PaymentRow, reader: Reader) -> shown.EntryRow:
    method = entry.payment_method
    settled = "" if entry.status == "settled" else f" · {entry.status}"
    return shown.EntryRow(
        label=word(entry.kind, reader),
        amount=reader.money(-entry.amount if entry.kind in ("refunded", "voided") else entry.amount),
        detail=(method_name(method.kind, method.brand, method.last_four, reader) if method else "") + settled,
        at=reader.moment(entry.at),
        exact=reader.exact(entry.at),
        tone="green" if entry.kind == "captured" else "amber" if entry.kind == "refunded" else "",
    )


def _parcel(parcel: known.ShipmentRow, order: known.OrderDetail, reader: Reader) -> shown.ParcelRow:
    text, tone = parcel_state(parcel.status, reader)
    titles = {line.id: line.title for line in order.lines}
    at = parcel.delivered_at or parcel.shipped_at or order.placed_at
    return shown.ParcelRow(
        carrier=parcel.carrier or reader.say("Parcel"),
        tracking=parcel.tracking_number,
        status=text,
        tone=tone,
        node=parcel.node or "",
        contents=", ".join(f"{pieces} × {titles.get(line, '?')}" for line, pieces in parcel.lines.items()),
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
    )


def _hold(hold: known.HoldRow, reader: Reader, beside: Beside) -> shown.EntryRow:
    return shown.EntryRow(
        label=hold.reason,
        amount="",
        detail=reader.say("held by {name}", name=hold.placed_by),
        at=reader.moment(hold.placed_at),
        exact=reader.exact(hold.placed_at),
        tone="amber",
        actions=beside(str(hold.id), "release_hold"),
    )


def _return(entry: known.ReturnRow, reader: Reader) -> shown.EntryRow:
    text, tone = state(entry.status, reader)
    pieces = sum(entry.lines.values())
    return shown.EntryRow(
        label=text,
        amount=reader.money(entry.amount),
        detail=" · ".join(
            part for part in (word(entry.channel, reader), f"{pieces} ×" if pieces else "", entry.reason) if part
        ),
        at=reader.moment(entry.requested_at),
        exact=reader.exact(entry.requested_at),
        tone=tone,
    )
