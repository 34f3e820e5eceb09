"""Holds, returns, exchanges and disputes of an order. Pure."""

from uuid import UUID

from console.ui.figures import Reader
from console.ui.states import dispute_state, state
from console.ui.words import word
from console.workspace.orders import rows as shown
from console.workspace.orders.beside import Beside
from console.workspace.orders.names import method_of, with_options
from domain.orders import rows as known
from domain.orders.after_sale_rows import DisputeRow, ExchangeRow


def hold_row(hold: known.HoldRow, reader: Reader, beside: Beside) -> shown.EntryRow:
    """Why the order is kept back, and the way to let it go on."""
    return shown.EntryRow(
        label=hold.reason,
        amount="",
        detail=reader.say("held by {name}", name=hold.placed_by),
        at=reader.moment(hold.placed_at),
        exact=reader.exact(hold.placed_at),
        tone="amber",
        actions=beside(str(hold.id), "release_hold"),
    )


def return_row(entry: known.ReturnRow, order: known.OrderDetail, reader: Reader, beside: Beside) -> shown.EntryRow:
    """What comes back, how far it is, and what is given for it."""
    text, tone = state(entry.status, reader)
    number = f"{entry.number} · " if entry.number else ""
    return shown.EntryRow(
        label=text,
        amount=reader.money(entry.amount) if entry.exchange_id is None else "",
        detail=f"{number}{word(entry.channel, reader)}",
        at=reader.moment(entry.requested_at),
        exact=reader.exact(entry.requested_at),
        tone=tone,
        notes=_return_notes(entry, order, reader),
        paper=f"/files/return-labels/{entry.id}" if entry.status == "requested" and entry.tracking_number else "",
        actions=beside(str(entry.id), *_return_actions(entry)),
    )


def coming_back(line_id: UUID, order: known.OrderDetail, reader: Reader) -> list[str]:
    """What of a line is to come back, or be exchanged, and has not arrived yet."""
    counts = {False: 0, True: 0}
    for entry in order.returns:
        if entry.status == "requested":
            counts[entry.exchange_id is not None] += entry.lines.get(line_id, 0)
    said = [
        (counts[False], reader.say("{count} to come back", count=reader.number(counts[False]))),
        (counts[True], reader.say("{count} to be exchanged", count=reader.number(counts[True]))),
    ]
    return [text for count, text in said if count]


def kept_of(line_id: UUID, order: known.OrderDetail) -> int:
    """Pieces of a line that were paid back while the customer keeps them."""
    without_goods = [each for each in order.returns if each.channel == "digital" and each.exchange_id is None]
    return sum(each.lines.get(line_id, 0) for each in without_goods if each.status == "refunded")


def exchange_row(entry: ExchangeRow, order: known.OrderDetail, reader: Reader, beside: Beside) -> shown.EntryRow:
    """What goes for what, and the difference: what the customer pays, or with a minus what they get back."""
    text, tone = state(entry.status, reader)
    actions = ("cancel_exchange",) if entry.status == "requested" else ()
    return shown.EntryRow(
        label=text,
        amount=reader.money(entry.amount),
        detail=" · ".join(part for part in (word(entry.channel, reader), method_of(entry.settle_with, reader)) if part),
        at=reader.moment(entry.requested_at),
        exact=reader.exact(entry.requested_at),
        tone=tone,
        notes=_exchange_notes(entry, order, reader),
        actions=beside(str(entry.id), *actions),
    )


def _exchange_notes(entry: ExchangeRow, order: known.OrderDetail, reader: Reader) -> list[str]:
    titles = {line.id: with_options(line.title, line.options) for line in (*order.lines, *order.awaiting)}
    notes = []
    for line in entry.lines:
        new = titles.get(line.new_line_id, line.new_sku) if line.new_line_id else line.new_sku
        notes.append(f"{line.quantity} × {titles.get(line.line_id, line.sku)} → {new}")
    if entry.status == "requested":
        notes.append(reader.say("the new goods leave once the old ones are back"))
    return notes


def dispute_row(entry: DisputeRow, reader: Reader, beside: Beside) -> shown.EntryRow:
    """What the bank wants explained, and until when."""
    text, tone = dispute_state(entry.status, reader)
    due = entry.respond_by if entry.closed_at is None else None
    return shown.EntryRow(
        label=text,
        amount=reader.money(entry.amount),
        detail=word(entry.reason, reader),
        at=reader.moment(entry.opened_at),
        exact=reader.exact(entry.opened_at),
        tone=tone,
        notes=[reader.say("to be answered by {day}", day=reader.day_short(due))] if due else [],
        actions=beside(str(entry.id), "answer_dispute", "close_dispute") if entry.closed_at is None else [],
    )


def _return_notes(entry: known.ReturnRow, order: known.OrderDetail, reader: Reader) -> list[str]:
    titles = {line.id: with_options(line.title, line.options) for line in order.lines}
    goods = [f"{item.quantity} × {titles.get(item.line_id, '?')}" for item in entry.items]
    reasons = dict.fromkeys(word(item.reason, reader) for item in entry.items if item.reason)
    said = [*reasons, *([word(entry.reason, reader)] if entry.reason and entry.reason not in reasons else [])]
    method = method_of(entry.refund_to, reader)
    parcel = f"{entry.carrier} {entry.tracking_number}".strip()
    more = [
        ", ".join(said),
        reader.say("{amount} kept back", amount=reader.money(entry.fee)) if entry.fee else "",
        reader.say("back to {method}", method=method) if method else "",
        parcel,
        entry.drop_off,
        reader.say("for an exchange") if entry.exchange_id else "",
        reader.say("to be sent by {day}", day=reader.day_short(entry.expires_at))
        if entry.expires_at and entry.status == "requested"
        else "",
    ]
    return [", ".join(goods), *[part for part in more if part]]


def _return_actions(entry: known.ReturnRow) -> tuple[str, ...]:
    if entry.status == "received":
        return ("reject_return",) if entry.credited_at is None else ()
    if entry.status != "requested":
        return ()
    return ("receive_return", "cancel_return") if entry.exchange_id is None else ("receive_return", "reject_return")
