"""Requests as people read them. Pure: rows of the domain in, words out."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from console.supervise.approvals.rows import ApprovalCard, ApprovalLine, FigureRow, GoodsRow, LimitRow
from console.ui.figures import Reader
from console.ui.people import role_label
from console.ui.words import reason_word, word
from console.workspace.orders.names import method_name
from console.workspace.orders.present import order_key
from domain.approvals.queries import ApprovalRow
from domain.kernel.approval import Need
from domain.kernel.money import Money

# Status: word, colour.
STATES: Final = {
    "pending": ("waits", "amber"),
    "granted": ("granted", "green"),
    "refused": ("refused", "red"),
    "changed": ("sent back", "amber"),
    "withdrawn": ("withdrawn", ""),
}
# The last part of a limit's name: beside an amount, and as a row.
ALLOWED: Final = {
    "per_action": "limit {amount}",
    "per_actor": "budget {amount}",
    "per_customer": "per customer {amount}",
}
LIMITS: Final = {
    "per_action": "{kind} at once",
    "per_actor": "{kind} by this person lately",
    "per_customer": "{kind} to this customer lately",
}
SUMS: Final = {
    "subtotal": "Goods",
    "discount": "Discount",
    "shipping": "Shipping",
    "tax": "Tax",
    "fees": "Fees",
    "total": "Total",
}
MOVES: Final = {
    "captured": "{amount} is collected with {method}",
    "refunded": "{amount} goes back to {method}",
    "voided": "{amount} is released on {method}",
    "authorised": "{amount} is reserved on {method}",
}


def approval_lines(rows: Iterable[ApprovalRow], reader: Reader) -> list[ApprovalLine]:
    """One line each, in the order given."""
    return [_line(row, reader) for row in rows]


def approval_card(row: ApprovalRow, reader: Reader) -> ApprovalCard:
    """One request whole."""
    line = _line(row, reader)
    return ApprovalCard(
        line=line,
        id=line.id,
        waiting=row.status == "pending",
        own=row.own,
        opens=_opens(row),
        grant=" ".join(part for part in (line.what[:1].lower() + line.what[1:], line.amount) if part),
        because=_because(row, reader),
        limits=[_limit(need, reader) for need in row.needs],
        figures=_figures(row.preview, reader),
        moves=[_move(each, reader) for each in row.preview.get("settlements", [])],
        rules=[str(rule.get(reader.language, rule.get("en", ""))) for rule in row.preview.get("rules", [])],
        goods=[_goods(line, reader) for line in row.preview.get("lines", []) if line.get("quantity")],
        decided=reader.moment(row.decided_at) if row.decided_at else "",
        decided_by=row.decided_by_name,
        decided_exact=reader.exact(row.decided_at) if row.decided_at else "",
        outcome=_outcome(row, reader),
    )


def all_phrases() -> list[str]:
    """Every English text of the lists above, for the test that each has its French."""
    states = [english for english, _ in STATES.values()]
    return [*states, *ALLOWED.values(), *LIMITS.values(), *SUMS.values(), *MOVES.values()]


def _line(row: ApprovalRow, reader: Reader) -> ApprovalLine:
    state, tone = STATES.get(row.status, (row.status, ""))
    first = row.needs[0] if row.needs else None
    return ApprovalLine(
        id=str(row.id),
        href=f"/supervisor?approval={row.id}" + ("" if row.status == "pending" else "&list=decided"),
        what=word(row.action, reader),
        amount=_amount(row, reader),
        asked=_need_money(first.asked, first, reader) if first else "",
        allowed=_allowed(first, reader) if first else "",
        more=f"+{len(row.needs) - 1}" if len(row.needs) > 1 else "",
        customer=row.customer_name or "",
        order=row.order_number or "",
        who=row.asked_by_name,
        role=role_label(row.asked_by_role, reader.language),
        since=reader.moment(row.asked_at),
        since_exact=reader.exact(row.asked_at),
        decided=reader.recently(row.decided_at) if row.decided_at else "",
        note=row.note,
        state=reader.say(state) if row.status in STATES else state,
        tone=tone,
    )


def _amount(row: ApprovalRow, reader: Reader) -> str:
    """What the action gives; where it names no amount, what it moves."""
    amount = row.args.get("amount") or row.preview.get("payment_difference")
    return _json_money(amount, reader, unsigned=True)


def _because(row: ApprovalRow, reader: Reader) -> str:
    """Why it is asked for: the reason of a list, in words, and what was added to it."""
    said = reason_word(str(row.args.get("reason") or row.args.get("where") or ""), reader)
    return ": ".join(part for part in (said, str(row.args.get("note") or "")) if part)


def _allowed(need: Need, reader: Reader) -> str:
    dimension = need.limit.rpartition(".")[2]
    if dimension not in ALLOWED:
        return ""
    return reader.say(ALLOWED[dimension], amount=_need_money(need.allowed, need, reader))


def _limit(need: Need, reader: Reader) -> LimitRow:
    kind, _, dimension = need.limit.rpartition(".")
    if dimension not in LIMITS:
        return LimitRow(sentence=need.fr if reader.language == "fr" else need.en)
    return LimitRow(
        name=reader.say(LIMITS[dimension], kind=word(kind, reader)),
        asked=_need_money(need.asked, need, reader),
        allowed=_need_money(need.allowed, need, reader),
    )


def _figures(preview: Mapping[str, Any], reader: Reader) -> list[FigureRow]:
    """Every sum that is there or changes; the total always."""
    before, after = preview.get("totals_before") or {}, preview.get("totals_after") or {}
    return [
        FigureRow(
            name=reader.say(label),
            before=_sum(name, before.get(name), reader),
            after=_sum(name, after.get(name), reader),
            changed=before.get(name) != after.get(name),
            strong=name == "total",
        )
        for name, label in SUMS.items()
        if (name == "total" and after) or _is_there(before.get(name)) or _is_there(after.get(name))
    ]


def _sum(name: str, amount: Any, reader: Reader) -> str:
    """A discount is taken off; it is kept as a positive figure."""
    text = _json_money(amount, reader)
    return f"−{text}" if name == "discount" and _is_there(amount) else text


def _is_there(amount: Any) -> bool:
    return isinstance(amount, dict) and str(amount.get("amount", "0")).strip("-0.") != ""


def _move(each: Mapping[str, Any], reader: Reader) -> str:
    method = each.get("method") or {}
    named = method_name(
        str(method.get("kind", "")), str(method.get("brand", "")), str(method.get("last_four", "")), reader
    )
    kind = str(each.get("kind"))
    return reader.say(
        MOVES.get(kind, MOVES["refunded"]),
        amount=_json_money(each.get("amount"), reader),
        method=named if method else reader.say("where it came from"),
    )


def _goods(line: Mapping[str, Any], reader: Reader) -> GoodsRow:
    return GoodsRow(
        pieces=f"{line['quantity']} ×",
        title=str(line.get("title", "")),
        sku=str(line.get("sku", "")),
        total=_json_money(line.get("total"), reader),
    )


def _outcome(row: ApprovalRow, reader: Reader) -> str:
    refusal = row.preview.get("refusal")
    if row.status == "changed":
        return (
            str(refusal.get(reader.language, refusal.get("en", "")))
            if isinstance(refusal, dict)
            else reader.say("The result was no longer the one that was asked for.")
        )
    return row.reason


def _opens(row: ApprovalRow) -> str:
    if row.customer_id is None:
        return ""
    order = f"&order={order_key(row.order_number)}" if row.order_number else ""
    return f"/?customer={row.customer_id}{order}"


def _need_money(minor: int, need: Need, reader: Reader) -> str:
    return reader.money(Money(minor, need.currency)) if need.currency else ""


def _json_money(amount: Any, reader: Reader, *, unsigned: bool = False) -> str:
    if not isinstance(amount, dict):
        return ""
    money = Money.parse(str(amount.get("amount")), str(amount.get("currency")))
    return reader.money(abs(money) if unsigned else money)
