"""How goods and means of payment are called. Pure."""

from console.ui.figures import Reader
from console.ui.words import word
from domain.orders.payment_rows import PaymentMethodRow
from domain.orders.rows import OrderDetail, ShipmentRow
from domain.orders.titles import with_options as with_options  # noqa: PLC0414  (read together with these)


def method_name(kind: str, brand: str, last_four: str, reader: Reader) -> str:
    """Visa ···· 4242, or Gift card."""
    name = brand.capitalize() if brand else word(kind, reader)
    return f"{name} ···· {last_four}" if last_four else name


def method_of(method: PaymentMethodRow | None, reader: Reader) -> str:
    """`method_name` of a row, "" where there is none."""
    return method_name(method.kind, method.brand, method.last_four, reader) if method else ""


def contents_of(parcel: ShipmentRow, order: OrderDetail) -> str:
    """What is in a parcel: 2 × Linen shirt (M), 1 × Mug."""
    titles = {line.id: with_options(line.title, line.options) for line in order.lines}
    return ", ".join(f"{pieces} × {titles.get(line, '?')}" for line, pieces in parcel.lines.items())
