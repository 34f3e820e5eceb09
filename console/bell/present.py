"""What is new with whom somebody watches, in words. Pure."""

from collections.abc import Iterable

from console.bell.rows import BellRow
from console.ui.figures import Reader
from console.workspace.orders.present import order_key
from console.workspace.timeline.present import sentence, who_did
from domain.customers.watched import MOST_COUNTED, LastEvent, WatchedRow


def bell_rows(rows: Iterable[WatchedRow], reader: Reader) -> list[BellRow]:
    """One line for each, in their order."""
    return [_row(each, reader) for each in rows]


def _row(row: WatchedRow, reader: Reader) -> BellRow:
    last, order = row.last, _order(row)
    text = sentence(last.type, last.data, reader) if last else ""
    who = who_did(last.actor_kind, last.actor_name, reader) if last else ""
    named = row.number if row.subject_kind == "order" else ""
    return BellRow(
        id=f"watched-{row.subject_id}",
        kind=row.subject_kind,
        subject=str(row.subject_id),
        customer=str(row.customer_id),
        order=order_key(order) if order else "",
        href=f"/?customer={row.customer_id}" + (f"&order={order_key(order)}" if order else ""),
        title=row.name or row.number,
        number=named or _elsewhere(row, order),
        detail=" · ".join(part for part in (named, text, who) if part),
        text=text,
        who=who,
        aside=reader.recently(last.at) if last else "",
        exact=reader.exact(last.at) if last else "",
        badge=_new(row.news, reader),
        tone="amber" if row.news else "",
    )


def _order(row: WatchedRow) -> str:
    """The number of the order to open: the watched one, or the one with which there is something new."""
    if row.subject_kind == "order":
        return row.number
    return _of(row.last) if row.news else ""


def _of(last: LastEvent | None) -> str:
    return last.order_number if last else ""


def _elsewhere(row: WatchedRow, order: str) -> str:
    """Of a customer: the order that it is about, else the customer's own number."""
    return order or (row.number if row.name else "")


def _new(news: int, reader: Reader) -> str:
    if not news:
        return ""
    more = "+" if news >= MOST_COUNTED else ""
    return reader.say("{count} new", count=f"{reader.number(news)}{more}")
