"""Stock codes that are not goods.

Postage and carriage are shipping; `D` is a discount; `M` (manual) and bank charges billed to a customer are manual
adjustments. Fees and bookings between the shop and somebody else, and samples, are no sale to a customer and are
refused. Everything else, gift vouchers and `PADS` included, is goods.
"""

from typing import Final

CHARGES: Final[dict[str, tuple[str, str]]] = {
    "POST": ("shipping", "Postage"),
    "DOT": ("shipping", "Dotcom postage"),
    "C2": ("shipping", "Carriage"),
    "D": ("discount", "Discount"),
    "M": ("manual", "Manual"),
    "BANK CHARGES": ("manual", "Bank charges"),
}
NOT_SALES: Final = {
    "AMAZONFEE": "a fee of a marketplace",
    "CRUK": "a commission given to charity",
    "S": "samples",
    "B": "a bad debt written off",
}
