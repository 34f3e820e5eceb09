"""The columns that are filled in bulk, table by table, in the order in which foreign keys allow them to be written."""

from typing import Final

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "products": ("id", "source", "external_ref", "name", "folded", "category", "created_at"),
    "variants": ("id", "product_id", "sku", "options", "available"),
    "variant_prices": ("variant_id", "currency", "amount"),
    "customers": (
        *("id", "number", "source", "external_ref", "first_name", "last_name", "sort_key", "language", "time_zone"),
        *("order_count", "last_order_at", "created_at"),
    ),
    "customer_emails": ("id", "customer_id", "address", "folded", "position"),
    "customer_phones": ("id", "customer_id", "e164", "reversed", "position"),
    "customer_addresses": (
        *("id", "customer_id", "label", "line1", "line2", "city", "region", "postal_code", "country", "position"),
    ),
    "payment_methods": (
        *("id", "customer_id", "external_ref", "kind", "brand", "last_four", "balance", "balance_currency", "position"),
    ),
    "credit_entries": ("id", "payment_method_id", "amount", "currency", "reason", "at"),
    "customer_words": ("word", "customer_id"),
    "orders": (
        *("id", "number", "number_key", "source", "external_ref", "customer_id", "status", "channel", "currency"),
        *("subtotal", "discount", "shipping", "tax", "fees", "total", "placed_total", "shipping_address", "placed_at"),
        *("cancelled_at", "cancel_reason"),
    ),
    "order_lines": (
        *("id", "order_id", "position", "sku", "product_external_ref", "title", "options", "quantity", "unit_price"),
        *("total", "discount", "shipped", "cancelled", "returned", "status"),
    ),
    "order_adjustments": ("id", "order_id", "kind", "label", "amount", "at"),
    "payment_entries": ("id", "order_id", "payment_method_id", "kind", "amount", "currency", "external_ref", "at"),
    "shipments": ("id", "order_id", "carrier", "tracking_number", "status", "shipped_at", "delivered_at"),
    "shipment_lines": ("shipment_id", "order_line_id", "quantity"),
    "shipment_scans": ("id", "shipment_id", "status", "place", "at"),
    "returns": (
        *("id", "order_id", "customer_id", "external_ref", "status", "channel", "amount", "currency", "requested_at"),
        *("received_at", "credited_at", "closed_at"),
    ),
    "return_lines": ("return_id", "order_line_id", "quantity", "received", "accepted", "credited", "amount"),
    "event_streams": ("stream", "sequence", "hash"),
    "events": (
        *("id", "stream", "sequence", "type", "occurred_at", "actor_kind", "actor_id", "actor_name", "cause"),
        *("customer_id", "order_id", "data", "previous_hash", "hash", "transaction", "recorded_at"),
    ),
    "event_texts": ("event_id", "field", "value", "salt"),
}
