"""What must hold of every order, whatever was done: queries that find what breaks a rule."""

from collections.abc import Callable
from typing import Any

Sql = Callable[..., list[Any]]

_TABLES = (
    *("orders", "order_lines", "order_adjustments", "order_holds", "payment_entries", "payment_intents"),
    *("credit_entries", "payment_methods", "stock_levels", "reservations", "returns", "return_lines", "exchanges"),
    *("disputes", "shipments", "shipment_lines", "approvals", "allowances", "quotes", "customers"),
)
_GROWING = ("stock_movements", "events")  # rows are never changed

_KEPT = "CASE l.status WHEN 'awaiting' THEN 0 ELSE l.quantity - l.cancelled - l.returned END"
_UNSHIPPED = "l.quantity - l.cancelled - l.shipped"
_LINES = (
    "SELECT order_id, sum(total) AS total, sum(tax) AS tax, sum(discount) AS discount, sum(credited) AS credited"
    " FROM order_lines GROUP BY 1"
)
_ADJUSTED = (
    "SELECT order_id,"
    " -coalesce(sum(amount) FILTER (WHERE kind IN"
    "   ('discount', 'price_match', 'goodwill', 'refund', 'chargeback')), 0) AS discount,"
    " coalesce(sum(amount) FILTER (WHERE kind IN ('fee', 'manual')), 0) AS fees,"
    " coalesce(sum(amount) FILTER (WHERE kind = 'shipping'), 0) AS shipping"
    " FROM order_adjustments GROUP BY 1"
)
_PAID = (
    "SELECT o.id AS order_id, coalesce(sum(e.amount) FILTER (WHERE e.kind = 'captured'), 0) AS captured,"
    " coalesce(sum(e.amount) FILTER (WHERE e.kind = 'refunded'), 0) AS refunded"
    " FROM orders o LEFT JOIN payment_entries e ON e.order_id = o.id GROUP BY 1"
)
_OPEN = (
    "SELECT order_id, bool_or(status = 'pending') AS pending,"
    " bool_or(kind = 'refunded' AND status IN ('refused', 'dropped')) AS undone,"
    " bool_or(status <> 'settled') AS unsettled,"
    " coalesce(sum(amount) FILTER (WHERE kind = 'refunded' AND status = 'pending'), 0) AS going_back"
    " FROM payment_intents GROUP BY 1"
)

# What each query finds breaks the rule that it is named by.
RULES = {
    "a line costs what is kept of it": f"SELECT l.id FROM order_lines l WHERE l.total <> l.unit_price * {_KEPT}",
    "no line is below nothing": f"SELECT l.id FROM order_lines l WHERE {_KEPT} < 0 OR l.tax < 0",
    "the discounts of a line fit into it": (
        "SELECT l.id FROM order_lines l WHERE l.credited NOT BETWEEN 0 AND l.discount"
        " OR l.discount - l.credited > l.total"
    ),
    "an order is the sum of its lines": (
        f"SELECT o.id FROM orders o JOIN ({_LINES}) l ON l.order_id = o.id"
        " WHERE o.subtotal <> l.total OR o.tax <> l.tax OR o.discount < l.discount"
    ),
    "an order is the sum of its parts": (
        "SELECT id FROM orders WHERE total < 0 OR total <> subtotal - discount + shipping + fees"
        " + CASE WHEN taxation IN ('added', 'given') THEN tax ELSE 0 END"
    ),
    "adjustments sum up to the order's": (
        f"SELECT o.id FROM orders o LEFT JOIN ({_ADJUSTED}) a ON a.order_id = o.id"
        " WHERE (o.discount, o.fees, o.shipping)"
        " <> (coalesce(a.discount, 0), coalesce(a.fees, 0), coalesce(a.shipping, 0))"
    ),
    "no more goes back than was captured": f"SELECT order_id FROM ({_PAID}) p WHERE refunded > captured",
    "no more is on its way back than was captured": (
        f"SELECT p.order_id FROM ({_PAID}) p JOIN ({_OPEN}) i USING (order_id) WHERE refunded + going_back > captured"
        " AND NOT EXISTS (SELECT FROM disputes d WHERE d.order_id = p.order_id AND d.status IN ('lost', 'accepted'))"
    ),
    "nobody waits for money that nobody sends": (
        f"SELECT o.id FROM orders o JOIN ({_PAID}) p ON p.order_id = o.id LEFT JOIN ({_OPEN}) i ON i.order_id = o.id"
        " WHERE o.total < p.captured - p.refunded AND NOT coalesce(i.pending OR i.undone, false)"
    ),
    "a cancelled order costs nothing": "SELECT id FROM orders WHERE status = 'cancelled' AND total <> 0",
    "a cancelled order is even": (
        f"SELECT o.id FROM orders o JOIN ({_PAID}) p ON p.order_id = o.id LEFT JOIN ({_OPEN}) i ON i.order_id = o.id"
        " WHERE o.status = 'cancelled' AND p.captured <> p.refunded AND NOT coalesce(i.pending OR i.undone, false)"
    ),
    "a cancelled order keeps no authorisation": (
        "SELECT o.id FROM orders o WHERE o.status = 'cancelled' AND EXISTS (SELECT FROM payment_entries a"
        " WHERE a.order_id = o.id AND a.kind = 'authorised' AND a.amount <> (SELECT coalesce(sum(u.amount), 0)"
        " FROM payment_entries u WHERE u.follows_id = a.id))"
        f" AND NOT coalesce((SELECT unsettled FROM ({_OPEN}) i WHERE i.order_id = o.id), false)"
    ),
    "an authorisation is not used twice": (
        "SELECT a.id FROM payment_entries a JOIN payment_entries u ON u.follows_id = a.id"
        " WHERE a.kind = 'authorised' GROUP BY a.id HAVING a.amount < sum(u.amount)"
    ),
    "what is settled is on the ledger": (
        "SELECT i.id FROM payment_intents i LEFT JOIN payment_entries e ON e.id = i.id AND e.order_id = i.order_id"
        " AND (e.kind, e.amount, e.payment_method_id) = (i.kind, i.amount, i.payment_method_id)"
        " WHERE (i.status = 'settled') <> (e.id IS NOT NULL)"
    ),
    "a balance is the sum of its movements": (
        "SELECT m.id FROM payment_methods m LEFT JOIN credit_entries c ON c.payment_method_id = m.id"
        " WHERE m.balance IS NOT NULL GROUP BY m.id HAVING m.balance <> coalesce(sum(c.amount), 0) OR m.balance < 0"
    ),
    "a credit moves as the ledger says": (
        "SELECT payment_method_id FROM (SELECT c.payment_method_id, c.order_id, c.amount FROM credit_entries c"
        " WHERE c.order_id IS NOT NULL UNION ALL SELECT e.payment_method_id, e.order_id,"
        " CASE e.kind WHEN 'captured' THEN e.amount WHEN 'refunded' THEN -e.amount ELSE 0 END"
        " FROM payment_entries e JOIN payment_methods m ON m.id = e.payment_method_id WHERE m.balance IS NOT NULL) t"
        " GROUP BY payment_method_id, order_id HAVING sum(amount) <> 0"
    ),
    "stock is what is kept and what is missing": (
        "SELECT s.sku FROM stock_levels s WHERE on_hand < 0 OR reserved < 0"
        " OR shortage <> greatest(0, reserved - on_hand) OR reserved <> (SELECT coalesce(sum(r.open), 0)"
        " FROM reservations r WHERE (r.node_id, r.sku) = (s.node_id, s.sku))"
    ),
    "stock is the sum of its movements": (
        "SELECT s.sku FROM stock_levels s LEFT JOIN stock_movements m USING (node_id, sku)"
        " GROUP BY s.node_id, s.sku HAVING (s.on_hand, s.reserved)"
        " <> (coalesce(sum(m.on_hand_delta), 0), coalesce(sum(m.reserved_delta), 0))"
    ),
    "nothing is kept but for what is to leave": (
        "SELECT l.id FROM order_lines l JOIN reservations r ON r.order_line_id = l.id JOIN orders o ON o.id = l.order_id"
        " GROUP BY l.id, o.status HAVING sum(r.open) > CASE WHEN o.status = 'cancelled'"
        f" OR l.status NOT IN ('open', 'awaiting') THEN 0 ELSE {_UNSHIPPED} END"
    ),
    "what is kept lies where the line leaves from": (
        "SELECT l.id FROM order_lines l JOIN reservations r ON r.order_line_id = l.id"
        " WHERE r.open > 0 AND (l.source_node_id IS DISTINCT FROM r.node_id OR l.sku <> r.sku)"
    ),
    "a line is where its pieces are": (
        "SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id"
        f" WHERE (l.status = 'open' AND {_UNSHIPPED} <= 0) OR (l.status = 'cancelled') <> (l.cancelled = l.quantity)"
        f" OR (l.status IN ('shipped', 'delivered') AND {_UNSHIPPED} > 0)"
        " OR l.shipped <> (SELECT coalesce(sum(s.quantity), 0) FROM shipment_lines s WHERE s.order_line_id = l.id)"
        " OR (o.status = 'cancelled' AND l.status <> 'cancelled')"
    ),
    "new goods wait as long as the old ones are expected": (
        "SELECT l.id FROM order_lines l LEFT JOIN exchanges x ON x.id = l.exchange_id"
        " WHERE (l.status = 'awaiting') <> coalesce(x.status = 'requested', false)"
    ),
    "a closed exchange has closed its return": (
        "SELECT x.id FROM exchanges x JOIN returns r ON r.exchange_id = x.id"
        " WHERE (x.status = 'requested') <> (r.status = 'requested')"
        " OR (x.status IN ('received', 'completed')) <> (r.status = 'refunded')"
    ),
    "a return credits what it says": (
        "SELECT r.id FROM returns r JOIN return_lines t ON t.return_id = r.id GROUP BY r.id"
        " HAVING sum(t.credited) > sum(t.quantity) OR (r.credited_at IS NULL AND sum(t.credited) > 0)"
    ),
}


def broken(sql: Sql) -> list[Any]:
    """Every rule that does not hold, with what breaks it."""
    return sql(" UNION ALL ".join(f"SELECT '{name}', t::text FROM ({query}) t" for name, query in _escaped()))


def snapshot(sql: Sql) -> Any:
    """A few numbers that change with any row."""
    whole = [f"(SELECT (count(*), sum(hashtextextended(t::text, 0))::text)::text FROM {name} t)" for name in _TABLES]
    grown = [f"(SELECT count(*)::text FROM {name})" for name in _GROWING]
    return sql("SELECT " + ", ".join(whole + grown))[0]


def _escaped() -> list[tuple[str, str]]:
    return [(name.replace("'", "''"), query) for name, query in RULES.items()]
