"""Which goods go and which come, in the reader's words. Pure."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from console.ui.figures import Reader
from console.workspace.actions.preview_rows import GoodsChangeRow
from console.workspace.orders.names import with_options
from domain.orders.after_sale_rows import ExchangeRow
from domain.orders.rows import OrderDetail, OrderLineRow


def goods_rows(before: OrderDetail | None, after: OrderDetail, reader: Reader) -> list[GoodsChangeRow]:
    """The lines that go off the order and come onto it, and of an exchange what is sent back for what."""
    known: Mapping[UUID, OrderLineRow] = {line.id: line for line in before.lines} if before else {}
    rows: list[GoodsChangeRow] = []
    for line in after.lines:
        was = known.get(line.id)
        if was is None:
            rows.append(_row("new", line, reader))
        elif (was.sku, _kept(was), was.unit_price) != (line.sku, _kept(line), line.unit_price):
            rows += [_row("gone", was, reader)] if _kept(was) else []
            rows += [_row("new", line, reader)] if _kept(line) else []
    left = {line.id for line in after.lines}
    rows += [_row("gone", was, reader) for id, was in known.items() if id not in left]
    exchanges = {each.id for each in before.exchanges} if before else set()
    new = [each for each in after.exchanges if each.id not in exchanges and each.status == "requested"]
    return rows + [row for each in new for row in _swapped(each, after, reader)]


def _swapped(exchange: ExchangeRow, order: OrderDetail, reader: Reader) -> Iterator[GoodsChangeRow]:
    lines = {line.id: line for line in (*order.lines, *order.awaiting)}
    for pair in exchange.lines:
        old, new = lines.get(pair.line_id), lines.get(pair.new_line_id) if pair.new_line_id else None
        if old is not None:
            yield _piece("gone", old, pair.quantity, reader.say("comes back"), reader)
        if new is not None:
            yield _piece("new", new, pair.quantity, _kept_at(new, reader), reader)


def _kept_at(line: OrderLineRow, reader: Reader) -> str:
    """Whether there is one for the customer, and when it leaves."""
    node = line.source_node_name or line.source_node
    if not node:
        return reader.say("not in stock: looked for again once the old one is back")
    return reader.say("in stock, kept in {place}; leaves once the old one is back", place=node)


def _piece(kind: str, line: OrderLineRow, count: int, detail: str, reader: Reader) -> GoodsChangeRow:
    text = f"{reader.number(count)} × {with_options(line.title, line.options)}"
    return GoodsChangeRow(kind, text, detail, reader.money(line.unit_price * count))


def _row(kind: str, line: OrderLineRow, reader: Reader) -> GoodsChangeRow:
    text = f"{reader.number(_kept(line))} × {with_options(line.title, line.options)}"
    return GoodsChangeRow(kind, text, "", reader.money(line.total))


def _kept(line: OrderLineRow) -> int:
    return line.quantity - line.cancelled - line.returned
