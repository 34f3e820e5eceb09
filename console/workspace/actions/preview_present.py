"""A preview in the reader's words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from console.ui.figures import Reader
from console.ui.states import parcel_state, state
from console.ui.words import word
from console.workspace.actions.preview_goods import goods_rows
from console.workspace.actions.preview_rows import DeltaRow, GoodsChangeRow, MessageRow, MovementRow, PreviewRows
from console.workspace.orders.arrival import takes, there_between
from console.workspace.orders.names import method_of
from console.workspace.orders.present import address_line
from domain.approvals.preview import ActionPreview, Settlement
from domain.kernel.approval import Remark
from domain.kernel.money import Money
from domain.orders.rows import OrderDetail


def preview_rows(preview: ActionPreview, reader: Reader, *, messages: Sequence[MessageRow] = ()) -> PreviewRows:
    """Everything that a person should know before they say yes."""
    after = preview.after
    before = preview.before if after and preview.before and preview.before.id == after.id else None
    goods = goods_rows(before, after, reader) if after else []
    touched = (
        bool(goods or preview.settlements) or before is None or (after is not None and after.total != before.total)
    )
    money, tone = money_line(preview, reader) if touched else ("", "")
    return PreviewRows(
        known=True,
        money=money,
        tone=tone,
        sums=[*_kept_fees(before, after, reader), *_sums(before, after, reader)] if after and touched else [],
        movements=[_movement(each, reader) for each in preview.settlements],
        goods=goods,
        facts=[*_facts(before, after, reader), *_why(preview, reader)] if after else [],
        messages=list(messages),
        remarks=_each_once((rule for rule in preview.rules if not rule.rule), reader),
        rules=_each_once((rule for rule in preview.rules if rule.rule), reader),
        needs=[_said(need.en, need.fr, reader) for need in preview.needs],
    )


def _each_once(remarks: Iterable[Remark], reader: Reader) -> list[str]:
    return list(dict.fromkeys(_said(remark.en, remark.fr, reader) for remark in remarks))


def money_line(preview: ActionPreview, reader: Reader) -> tuple[str, str]:
    """Who pays what, in one line, and its colour."""
    difference = preview.payment_difference
    if difference is None:
        return "", ""
    if not difference:
        return reader.say("Nothing to pay"), ""
    amount, pays = reader.money(abs(difference)), difference.minor > 0
    if not pays and _only_released(preview):
        return reader.say("{amount} is released and not charged", amount=amount), "blue"
    wanted = "captured" if pays else "refunded"
    methods = {method_of(each.method, reader) for each in preview.settlements if each.kind == wanted and each.method}
    return (_paid if pays else _returned)(amount, sorted(methods), reader)


def _paid(amount: str, methods: Sequence[str], reader: Reader) -> tuple[str, str]:
    if len(methods) == 1:
        return reader.say("Customer pays {amount} with {method}", amount=amount, method=methods[0]), "amber"
    open_ = not methods
    return reader.say("{amount} still to pay" if open_ else "Customer pays {amount}", amount=amount), "amber"


def _returned(amount: str, methods: Sequence[str], reader: Reader) -> tuple[str, str]:
    if len(methods) == 1:
        return reader.say("Customer gets back {amount} to {method}", amount=amount, method=methods[0]), "blue"
    return reader.say("Customer gets back {amount}", amount=amount), "blue"


def with_money(what: str, preview: ActionPreview, reader: Reader) -> str:
    """What the button says: `what`, and what it comes to for the customer."""
    difference = preview.payment_difference
    if not difference:
        return what
    amount = reader.money(abs(difference))
    if difference.minor > 0:
        return reader.say("{what}, {amount} to pay", what=what, amount=amount)
    if _only_released(preview):
        return reader.say("{what}, {amount} released", what=what, amount=amount)
    return reader.say("{what}, {amount} back", what=what, amount=amount)


def _only_released(preview: ActionPreview) -> bool:
    """Money that was kept ready on a card is let go: nothing comes back, since nothing was charged."""
    return bool(preview.settlements) and all(each.kind == "voided" for each in preview.settlements)


def given_back(preview: ActionPreview) -> Money | None:
    """What the customer gets back, if anything."""
    difference = preview.payment_difference
    return -difference if difference is not None and difference.minor < 0 else None


def went_back(preview: ActionPreview, reader: Reader) -> str:
    """What the person is told once it went back, "" where nothing did."""
    back = given_back(preview)
    return reader.say("{amount} refunded", amount=reader.money(back)) if back else ""


def marked(before: PreviewRows, after: PreviewRows) -> PreviewRows:
    """`after` with everything marked that `before` did not show."""
    return replace(
        after,
        money_moved=after.money != before.money,
        sums=_unlike(before.sums, after.sums),
        movements=_unlike(before.movements, after.movements),
        goods=_unlike(before.goods, after.goods),
        facts=_unlike(before.facts, after.facts),
    )


R = TypeVar("R", DeltaRow, MovementRow, GoodsChangeRow)


def _unlike(before: Iterable[R], after: Iterable[R]) -> list[R]:
    known = {replace(row, moved=False) for row in before}
    return [replace(row, moved=row not in known) for row in after]


def _sums(before: OrderDetail | None, after: OrderDetail, reader: Reader) -> list[DeltaRow]:
    """The figures that change, and the total in any case."""
    tax = reader.say("Tax, included") if after.tax_included else reader.say("Tax")
    parts = [
        (reader.say("Subtotal"), "subtotal", 1),
        (reader.say("Taken off"), "discount", -1),
        (reader.say("Shipping"), "shipping", 1),
        (reader.say("Fees"), "fees", 1),
        (tax, "tax", 1),
        (reader.say("Total"), "total", 1),
    ]
    rows = []
    for label, name, sign in parts:
        now = getattr(after, name) * sign
        was = getattr(before, name) * sign if before else None
        if name == "total" or (now if was is None else now != was):
            rows.append(DeltaRow(label, reader.money(was) if was and was != now else "", reader.money(now)))
    return rows


def _kept_fees(before: OrderDetail | None, after: OrderDetail, reader: Reader) -> list[DeltaRow]:
    """What is kept of new returns for restocking, where the order's own fees do not say it already."""
    if before is None or before.fees != after.fees:
        return []
    known = {each.id for each in before.returns}
    fees = [each.fee for each in after.returns if each.id not in known and each.fee]
    return [DeltaRow(reader.say("Restocking fee"), "", reader.money(-fee)) for fee in fees]


def _movement(each: Settlement, reader: Reader) -> MovementRow:
    return MovementRow(
        label=word(each.kind, reader),
        amount=reader.money(each.amount),
        method=method_of(each.method, reader),
        when=_when(each, reader),
    )


def _when(each: Settlement, reader: Reader) -> str:
    kind = each.method.kind if each.method else ""
    if each.when == "on_receipt":
        took = takes(kind, reader) if each.kind == "refunded" else ""
        later = reader.say("when the goods are back")
        return reader.say("{when}, then {days}", when=later, days=took) if took else later
    if each.kind == "refunded" and (there := there_between(kind, reader.now.astimezone(reader.zone).date(), reader)):
        return there
    return reader.say("now") if each.when == "now" else reader.say("by the payment provider")


def _facts(before: OrderDetail | None, after: OrderDetail, reader: Reader) -> list[DeltaRow]:
    """State, hold, address, way of delivery, sources and promises, where they change; of a new order what counts."""
    if before is None:
        return [DeltaRow(label, "", now) for label, now in _how_it_goes(after, reader) if now]
    yes, no = reader.say("yes"), reader.say("no")
    pairs = [
        (reader.say("State"), state(before.status, reader)[0], state(after.status, reader)[0]),
        (reader.say("Held"), yes if before.held else no, yes if after.held else no),
        *[
            (label, was, now)
            for (label, was), (_, now) in zip(_how_it_goes(before, reader), _how_it_goes(after, reader), strict=True)
        ],
    ]
    moved = [DeltaRow(label, was, now) for label, was, now in pairs if now and was != now]
    return [*moved, *_parcels(before, after, reader)]


def _parcels(before: OrderDetail, after: OrderDetail, reader: Reader) -> list[DeltaRow]:
    """Parcels that were there already, and of which something else is said."""
    were = {parcel.id: parcel.status for parcel in before.shipments}
    return [
        DeltaRow(
            reader.say("Parcel {number}", number=parcel.tracking_number),
            parcel_state(were[parcel.id], reader)[0],
            parcel_state(parcel.status, reader)[0],
        )
        for parcel in after.shipments
        if were.get(parcel.id, parcel.status) != parcel.status
    ]


def _why(preview: ActionPreview, reader: Reader) -> list[DeltaRow]:
    """Why what is sourced anew comes from there: each reason once."""
    after, were = preview.after, {line.id: line.source_node for line in preview.before.lines} if preview.before else {}
    left = {line.id for line in after.lines if line.quantity > line.cancelled + line.shipped} if after else set()
    anew = [each.why for each in preview.sourcing if each.line_id in left and each.node != were.get(each.line_id)]
    reasons = dict.fromkeys(_said(why.en, why.fr, reader) for why in anew if why is not None)
    return [DeltaRow(reader.say("Why from there?"), "", " ".join(reasons))] if reasons else []


def _how_it_goes(order: OrderDetail, reader: Reader) -> list[tuple[str, str]]:
    """Where to, which way, from where and for when; said once where all lines have the same."""
    return [
        (reader.say("Ships to"), address_line(order.shipping_address, reader)),
        (reader.say("Delivery"), _delivery(order, reader)),
        (reader.say("Leaves from"), _sources(order, reader)),
        (reader.say("Promised for"), _promise(order, reader)),
    ]


def _delivery(order: OrderDetail, reader: Reader) -> str:
    node = f" · {order.pickup_node}" if order.pickup_node else ""
    return f"{word(order.fulfilment, reader)}{node}"


def _sources(order: OrderDetail, reader: Reader) -> str:
    lines = [line for line in order.lines if line.quantity > line.cancelled + line.shipped]
    return ", ".join(dict.fromkeys(line.source_node_name or reader.say("waiting for stock") for line in lines))


def _promise(order: OrderDetail, reader: Reader) -> str:
    days = [line.promised_on for line in order.lines if line.promised_on and line.quantity > line.cancelled]
    return reader.day(max(days)) if days else ""


def _said(en: str, fr: str, reader: Reader) -> str:
    return fr if reader.language == "fr" else en
