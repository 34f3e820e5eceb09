"""What shops and warehouses send, with the names of fields that their documentation gives. Written for these tests."""

from copy import deepcopy
from typing import Any

SECRET = "the shop’s own secret"
_ADDRESS = {
    "first_name": "Nadia",
    "last_name": "Benali",
    "company": None,
    "address1": "5 rue de la République",
    "address2": "Bât. B",
    "city": "Lyon",
    "province": None,
    "province_code": None,
    "zip": "69002",
    "country": "France",
    "country_code": "FR",
    "phone": "06 12 34 56 78",
}


def shopify_order(**changes: Any) -> dict[str, Any]:
    """Two shirts and a lamp, 10 % off, paid: 2 × 19.99 + 45.00 - 8.50 + 4.90 + 16.28 of tax = 97.66."""
    order: dict[str, Any] = {
        "id": 5940139491234,
        "admin_graphql_api_id": "gid://shopify/Order/5940139491234",
        "name": "#1001",
        "order_number": 1001,
        "email": "nadia.benali@example.org",
        "contact_email": "nadia.benali@example.org",
        "phone": None,
        "created_at": "2026-11-23T18:04:05+01:00",
        "processed_at": "2026-11-23T18:04:04+01:00",
        "updated_at": "2026-11-23T18:04:06+01:00",
        "cancelled_at": None,
        "cancel_reason": None,
        "test": False,
        "currency": "EUR",
        "presentment_currency": "EUR",
        "financial_status": "paid",
        "fulfillment_status": None,
        "source_name": "web",
        "customer_locale": "fr-FR",
        "taxes_included": False,
        "subtotal_price": "76.48",
        "total_line_items_price": "84.98",
        "total_discounts": "8.50",
        "total_tax": "16.28",
        "total_tip_received": "0.00",
        "total_outstanding": "0.00",
        "total_price": "97.66",
        "customer": {
            "id": 7101,
            "email": "nadia.benali@example.org",
            "first_name": "Nadia",
            "last_name": "Benali",
            "phone": None,
        },
        "billing_address": deepcopy(_ADDRESS),
        "shipping_address": deepcopy(_ADDRESS),
        "line_items": [
            {
                "id": 14001,
                "product_id": 801,
                "variant_id": 4501,
                "sku": "SHIRT-M",
                "name": "Linen shirt - M",
                "quantity": 2,
                "current_quantity": 2,
                "price": "19.99",
                "price_set": {"shop_money": {"amount": "19.99", "currency_code": "EUR"}},
                "total_discount": "0.00",
                "taxable": True,
            },
            {
                "id": 14002,
                "product_id": 802,
                "variant_id": 4502,
                "sku": "LAMP",
                "name": "Desk lamp",
                "quantity": 1,
                "current_quantity": 1,
                "price": "45.00",
                "price_set": {"shop_money": {"amount": "45.00", "currency_code": "EUR"}},
                "total_discount": "0.00",
                "taxable": True,
            },
        ],
        "shipping_lines": [{"id": 9001, "title": "Standard", "code": "Standard", "price": "4.90"}],
        "discount_codes": [{"code": "AUTUMN", "amount": "8.50", "type": "percentage"}],
        "refunds": [],
        "fulfillments": [],
    }
    return order | changes


def shopify_fulfillment(**changes: Any) -> dict[str, Any]:
    """Both shirts of `shopify_order` have left."""
    sent: dict[str, Any] = {
        "id": 255858046,
        "order_id": 5940139491234,
        "status": "success",
        "name": "#1001.1",
        "created_at": "2026-11-24T10:30:00+01:00",
        "updated_at": "2026-11-24T10:30:00+01:00",
        "service": "manual",
        "shipment_status": None,
        "location_id": 655441491,
        "tracking_company": "Colissimo",
        "tracking_number": "6A1001",
        "tracking_numbers": ["6A1001"],
        "email": "nadia.benali@example.org",
        "destination": deepcopy(_ADDRESS),
        "line_items": [
            {"id": 14001, "variant_id": 4501, "sku": "SHIRT-M", "quantity": 2, "fulfillment_status": "partial"},
            {"id": 14003, "variant_id": 4503, "sku": "", "quantity": 1, "fulfillment_status": "fulfilled"},
        ],
    }
    return sent | changes


def shopify_product() -> dict[str, Any]:
    return {
        "id": 801,
        "title": "Linen shirt",
        "updated_at": "2026-11-20T10:00:00+01:00",
        "variants": [
            {"id": 4501, "title": "M", "sku": "SHIRT-M", "price": "19.99", "inventory_item_id": 271878},
            {"id": 4503, "title": "Gift wrap", "sku": "", "price": "2.00", "inventory_item_id": 271879},
        ],
    }


def shopify_level(available: int | None, at: str = "2026-11-23T20:00:00+01:00") -> dict[str, Any]:
    return {
        "inventory_item_id": 271878,
        "location_id": 655441491,
        "available": available,
        "updated_at": at,
        "admin_graphql_api_id": "gid://shopify/InventoryLevel/655441491?inventory_item_id=271878",
    }


def woo_order(**changes: Any) -> dict[str, Any]:
    """Three shirts for 50.00 before a coupon of 5.00, and a lamp: 95.00 - 5.00 + 6.00 + 1.50 + 19.20 = 116.70."""
    order: dict[str, Any] = {
        "id": 727,
        "parent_id": 0,
        "number": "727",
        "order_key": "wc_order_58d2d042d1d",
        "created_via": "checkout",
        "version": "9.4.2",
        "status": "processing",
        "currency": "EUR",
        "date_created": "2026-11-23T17:28:02",
        "date_created_gmt": "2026-11-23T16:28:02",
        "date_modified": "2026-11-23T17:28:08",
        "date_modified_gmt": "2026-11-23T16:28:08",
        "discount_total": "5.00",
        "discount_tax": "1.00",
        "shipping_total": "6.00",
        "shipping_tax": "1.20",
        "cart_tax": "18.00",
        "total": "116.70",
        "total_tax": "19.20",
        "prices_include_tax": False,
        "customer_id": 0,
        "customer_note": "",
        "billing": {
            "first_name": "Jonas",
            "last_name": "Keller",
            "company": "",
            "address_1": "Rue du Rhône 12",
            "address_2": "",
            "city": "Genève",
            "state": "GE",
            "postcode": "1204",
            "country": "CH",
            "email": "jonas.keller@example.org",
            "phone": "022 731 12 34",
        },
        "shipping": {
            "first_name": "",
            "last_name": "",
            "company": "",
            "address_1": "",
            "address_2": "",
            "city": "",
            "state": "",
            "postcode": "",
            "country": "CH",
            "phone": "",
        },
        "payment_method": "stripe",
        "payment_method_title": "Card",
        "transaction_id": "ch_123",
        "date_paid_gmt": "2026-11-23T16:28:08",
        "meta_data": [],
        "line_items": [
            {
                "id": 315,
                "name": "Linen shirt",
                "product_id": 93,
                "variation_id": 0,
                "quantity": 3,
                "tax_class": "",
                "subtotal": "50.00",
                "subtotal_tax": "10.00",
                "total": "45.00",
                "total_tax": "9.00",
                "sku": "SHIRT-M",
                "price": 15.0,
            },
            {
                "id": 316,
                "name": "Desk lamp",
                "product_id": 22,
                "variation_id": 23,
                "quantity": 1,
                "subtotal": "45.00",
                "subtotal_tax": "9.00",
                "total": "45.00",
                "total_tax": "9.00",
                "sku": "LAMP",
                "price": 45.0,
            },
        ],
        "tax_lines": [],
        "shipping_lines": [{"id": 317, "method_title": "Flat rate", "total": "6.00"}],
        "fee_lines": [{"id": 318, "name": "Gift box", "total": "1.50", "total_tax": "0.00"}],
        "coupon_lines": [{"id": 319, "code": "autumn", "discount": "5.00"}],
        "refunds": [],
    }
    return order | changes


def woo_tracking(number: str) -> dict[str, Any]:
    """What the plug-ins for tracking write with an order."""
    item = {"tracking_provider": "", "custom_tracking_provider": "La Poste Suisse", "tracking_number": number}
    return {"id": 4411, "key": "_wc_shipment_tracking_items", "value": [item | {"date_shipped": "1795518000"}]}


def woo_product(stock: int | None, at: str = "2026-11-23T19:00:00", sku: str = "SHIRT-M") -> dict[str, Any]:
    return {
        "id": 93,
        "name": "Linen shirt",
        "type": "simple",
        "status": "publish",
        "sku": sku,
        "price": "16.67",
        "manage_stock": stock is not None,
        "stock_quantity": stock,
        "stock_status": "instock",
        "date_modified_gmt": at,
    }


STOCK_CSV = """Warehouse;SKU;On hand;Counted at
PAR;SHIRT-M;12;2026-11-23 18:00
PAR;LAMP;-3;2026-11-23 18:00
LYS;SHIRT-M;4;2026-11-23 18:00
PAR;UNKNOWN;1;2026-11-23 18:00
PAR;LAMP;many;2026-11-23 18:00
"""
