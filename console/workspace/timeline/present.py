"""Events as sentences. Pure: what the domain recorded in, words out. One line per type of event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from console.ui.figures import Reader
from console.ui.words import reason_word, word
from console.workspace.orders.names import method_name
from console.workspace.orders.present import order_key
from console.workspace.timeline.rows import MomentRow
from domain.kernel.money import Money
from domain.overview.rows import TimelineEntry


def moments(events: Iterable[TimelineEntry], reader: Reader, *, customer: str, of_order: bool) -> list[MomentRow]:
    """A heading stands where the day changes. `of_order`: they are all of one order, which need not be named."""
    rows: list[MomentRow] = []
    last = ""
    for event in events:
        day = reader.day_of(event.occurred_at)
        row = _moment(event, reader, customer=customer)
        rows.append(replace(row, day="" if day == last else day, order="" if of_order else row.order))
        last = day
    return rows


def _moment(event: TimelineEntry, reader: Reader, *, customer: str) -> MomentRow:
    mark, tone, english = _SENTENCES.get(event.type, ("", "", ""))
    number = event.order_number or ""
    return MomentRow(
        id=str(event.id),
        day="",
        time=reader.time(event.occurred_at),
        exact=reader.exact(event.occurred_at),
        mark=mark,
        tone=tone,
        text=reader.say(english, **_values(event, reader))
        if english
        else event.type.replace(".", " ").replace("_", " "),
        note=_note(event, reader),
        who=word(event.actor_name, reader) if event.actor_kind == "system" else event.actor_name,
        why=_why(event.cause, reader),
        order=number,
        href=f"/?customer={customer}&order={order_key(number)}" if number else "",
        fresh=False,
    )


def _why(cause: str, reader: Reader) -> str:
    """Where it comes from, if not from the person alone."""
    if cause.startswith("approval:"):
        return reader.say("as approved")
    return reader.say("imported") if cause == "import" else ""


def _note(event: TimelineEntry, reader: Reader) -> str:
    if not event.type.startswith("note."):
        return event.texts.get("note") or ""
    return event.texts.get("body") or reader.say("(erased)")


def _values(event: TimelineEntry, reader: Reader) -> dict[str, str]:
    """Everything a sentence may name, from the event's data; what it does not hold is an ellipsis."""
    values = {name: find(event.data, reader) for name, find in _VALUES.items()}
    return {name: value or "…" for name, value in values.items()}


def _amount(data: Mapping[str, Any], reader: Reader) -> str:
    minor, currency = data.get("amount", data.get("total")), data.get("currency")
    return reader.money(Money(minor, currency)) if isinstance(minor, int) and isinstance(currency, str) else ""


def _code(name: str) -> Callable[[Mapping[str, Any], Reader], str]:
    return lambda data, reader: word(str(data[name]), reader) if data.get(name) else ""


def _reason(data: Mapping[str, Any], reader: Reader) -> str:
    return reason_word(str(data.get("reason") or ""), reader)


def _plain(name: str) -> Callable[[Mapping[str, Any], Reader], str]:
    return lambda data, reader: str(data.get(name) or "")


def _nodes(data: Mapping[str, Any], reader: Reader) -> str:
    nodes = data.get("nodes")
    return ", ".join(sorted(set(map(str, nodes.values())))) if isinstance(nodes, dict) else ""


def _promise(data: Mapping[str, Any], reader: Reader) -> str:
    try:
        return reader.day(date.fromisoformat(str(data.get("promised_on"))))
    except ValueError:
        return ""


def _fields(data: Mapping[str, Any], reader: Reader) -> str:
    fields = data.get("fields")
    return ", ".join(word(str(name), reader) for name in fields) if isinstance(fields, list) else ""


def _method(data: Mapping[str, Any], reader: Reader) -> str:
    return method_name(str(data.get("kind", "")), str(data.get("brand", "")), str(data.get("last_four", "")), reader)


def _changes(data: Mapping[str, Any], reader: Reader) -> str:
    """What became of goods: "2 × SKU-1, SKU-2 → SKU-3"; lines of {sku, quantity, new_sku}."""
    lines = data.get("lines")
    told = [_change(line) for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    return ", ".join(told[:6]) + (" …" if len(told) > 6 else "")


def _change(line: Mapping[str, Any]) -> str:
    pieces = f"{line['quantity']} × " if isinstance(line.get("quantity"), int) else ""
    turned = f" → {line['new_sku']}" if line.get("new_sku") else ""
    return f"{pieces}{line.get('sku', '?')}{turned}"


_VALUES: Final[dict[str, Callable[[Mapping[str, Any], Reader], str]]] = {
    "amount": _amount,
    "channel": _code("channel"),
    "purpose": _code("purpose"),
    "tier": _code("to"),
    "flag": _code("kind"),
    "reason": _reason,
    "where": _plain("where"),
    "tag": _plain("tag"),
    "sku": _plain("sku"),
    "carrier": _plain("carrier"),
    "tracking": _plain("tracking_number"),
    "place": _plain("place"),
    "nodes": _nodes,
    "promise": _promise,
    "fields": _fields,
    "method": _method,
    "changes": _changes,
    "fulfilment": _code("fulfilment"),
    "movement": _code("kind"),
    "problem": _code("problem"),
    "dispute": _code("reason"),
    "action": _code("action"),
    "identity": _code("method"),
    "template": _code("template"),
    "other": _plain("other"),
    "quote": _plain("number"),
    "file": _plain("name"),
}

# Type of event: sign, colour, English sentence.
_SENTENCES: Final = {
    "customer.created": ("customer", "", "Customer created"),
    "customer.changed": ("customer", "", "Changed: {fields}"),
    "customer.tagged": ("tag", "", "Tag “{tag}” added"),
    "customer.untagged": ("tag", "", "Tag “{tag}” removed"),
    "customer.consent_granted": ("consent", "green", "Agreed to {channel}: {purpose}"),
    "customer.consent_withdrawn": ("consent", "amber", "No longer agrees to {channel}: {purpose}"),
    "customer.payment_method_added": ("payment", "", "Means of payment added: {method}"),
    "customer.tier_changed": ("customer", "", "Tier is now {tier}"),
    "customer.credit_given": ("payment", "amber", "Credit of {amount} given: {reason}"),
    "customer.risk_raised": ("risk", "red", "Warning raised: {flag}"),
    "customer.risk_cleared": ("risk", "green", "Warning cleared: {flag}"),
    "note.added": ("note", "amber", "Note"),
    "note.changed": ("note", "amber", "Note corrected"),
    "note.pinned": ("note", "amber", "Note pinned"),
    "note.unpinned": ("note", "", "Note unpinned"),
    "order.placed": ("order", "blue", "Order placed, {amount}, {channel}"),
    "order.sourced": ("stock", "", "Sourced from {nodes}, promised for {promise}"),
    "order.line_unsourced": ("stock", "amber", "No node has {sku}: waiting for stock"),
    "order.released": ("order", "", "Released to fulfilment"),
    "order.picking": ("stock", "", "Picking has begun"),
    "order.shipped": ("shipment", "blue", "Everything is shipped"),
    "order.delivered": ("shipment", "green", "Everything is delivered"),
    "order.cancelled": ("order", "red", "Order cancelled: {reason}"),
    "order.held": ("hold", "amber", "Held: {reason}"),
    "order.hold_released": ("hold", "green", "Hold released: {reason}"),
    "order.tagged": ("tag", "", "Order tag “{tag}” added"),
    "order.untagged": ("tag", "", "Order tag “{tag}” removed"),
    "payment.authorised": ("payment", "", "{amount} authorised"),
    "payment.captured": ("payment", "green", "{amount} paid"),
    "payment.refunded": ("payment", "amber", "{amount} refunded"),
    "payment.voided": ("payment", "", "{amount} released again"),
    "shipment.shipped": ("shipment", "blue", "Parcel sent with {carrier} {tracking}"),
    "shipment.in_transit": ("shipment", "", "On its way, {place}"),
    "shipment.out_for_delivery": ("shipment", "", "Out for delivery, {place}"),
    "shipment.delivered": ("shipment", "green", "Parcel delivered, {place}"),
    "shipment.exception": ("shipment", "red", "Problem on the way, {place}"),
    "shipment.returned": ("return", "amber", "Parcel came back, {place}"),
    "return.requested": ("return", "amber", "Return asked for: {changes}, {amount}"),
    "return.received": ("return", "", "Return received"),
    "return.completed": ("return", "green", "Return completed"),
    "order.edited": ("order", "blue", "Order edited: {changes}"),
    "order.address_changed": ("order", "blue", "Delivery address changed to {place}"),
    "order.payment_changed": ("payment", "blue", "Payment moved to {method}"),
    "order.lines_cancelled": ("order", "red", "Cancelled: {changes}, {reason}"),
    "order.discounted": ("payment", "amber", "Discount of {amount}: {reason}"),
    "order.price_matched": ("payment", "amber", "Price matched, {amount} less: {where}"),
    "order.goodwill_given": ("payment", "amber", "Goodwill of {amount}: {reason}"),
    "order.refunded": ("payment", "amber", "Refund of {amount}: {reason}"),
    "order.fulfilment_changed": ("shipment", "blue", "Now {fulfilment}: {changes}"),
    "order.promise_changed": ("shipment", "blue", "Promised for {promise} now: {reason}"),
    "order.replacement_added": ("return", "blue", "Sent again free of charge: {changes}, {reason}"),
    "order.recall_asked": ("stock", "amber", "{nodes} asked to stop the goods"),
    "return.refunded": ("return", "green", "Return credited, {amount}"),
    "return.rejected": ("return", "red", "Return refused: {reason}"),
    "return.cancelled": ("return", "", "Return cancelled: {reason}"),
    "exchange.requested": ("return", "amber", "Exchange asked for: {changes}"),
    "exchange.received": ("return", "", "Goods of the exchange are back"),
    "exchange.completed": ("return", "green", "Exchange done: {changes}"),
    "exchange.cancelled": ("return", "", "Exchange cancelled: {reason}"),
    "payment.asked": ("payment", "", "{amount} asked of the payment provider: {movement}"),
    "payment.refused": ("payment", "red", "Payment provider refused {amount}: {problem}"),
    "payment.dropped": ("payment", "", "{amount} no longer asked for: {reason}"),
    "dispute.opened": ("risk", "red", "Dispute opened over {amount}: {dispute}"),
    "dispute.answered": ("risk", "blue", "Dispute answered with evidence"),
    "dispute.won": ("risk", "green", "Dispute won"),
    "dispute.lost": ("risk", "red", "Dispute lost, {amount} taken back"),
    "dispute.accepted": ("risk", "amber", "Dispute accepted, {amount} taken back"),
    "approval.asked": ("hold", "amber", "Approval asked for: {action}, {amount}"),
    "approval.granted": ("consent", "green", "Approved: {action}"),
    "approval.refused": ("consent", "red", "Not approved: {action}, {reason}"),
    "approval.changed": ("consent", "amber", "Approved, but the result had changed: {action}"),
    "approval.withdrawn": ("consent", "", "No longer asked for: {action}"),
    "identity.code_sent": ("consent", "", "Identity code sent by {channel}"),
    "identity.passed": ("consent", "green", "Identity confirmed by {identity}"),
    "identity.failed": ("consent", "red", "Identity not confirmed"),
    "identity.unmasked": ("consent", "amber", "Shown unmasked: {fields}"),
    "customer.merged": ("customer", "amber", "Merged with {other}"),
    "customer.unmerged": ("customer", "", "Merge with {other} undone"),
    "customer.exported": ("customer", "amber", "Personal data exported"),
    "customer.erased": ("customer", "red", "Personal data erased"),
    "quote.made": ("order", "", "Quote {quote} made, {amount}"),
    "quote.ordered": ("order", "green", "Quote {quote} became an order"),
    "quote.withdrawn": ("order", "", "Quote {quote} withdrawn"),
    "message.queued": ("note", "", "Message written: {template}, {channel}"),
    "message.sent": ("note", "green", "Message sent: {template}, {channel}"),
    "message.failed": ("note", "red", "Message not sent: {template}, {problem}"),
    "document.added": ("note", "", "File added: {file}"),
    "document.removed": ("note", "", "File removed: {file}"),
    "watcher.added": ("customer", "", "Watches from now on"),
    "watcher.removed": ("customer", "", "No longer watches"),
}


def all_sentences() -> list[str]:
    """Every English sentence of this list, for the test that each has its French."""
    return [english for _, _, english in _SENTENCES.values()]
