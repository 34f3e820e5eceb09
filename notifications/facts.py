"""What a message can name of what happened: each value of `values.VALUES`, read when a template needs it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_currency
from sqlalchemy import select

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.models.payment import PaymentIntent
from domain.models.quote import Quote
from domain.models.returns import Return
from domain.models.shipment import Shipment, ShipmentLine
from domain.orders.titles import with_options
from domain.payments.arrival import arrival_of
from domain.work.unit import Unit
from notifications.greeting import greeting
from notifications.happening import Happening
from notifications.words import METHODS, WAYS

_LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}
_SHORT: Final = 3


class Facts:
    """The facts of one happening in one language. What it does not hold is empty."""

    def __init__(
        self, unit: Unit, event: Happening, *, name: str, language: str, label: bool = False, survey: str = ""
    ) -> None:
        self._unit, self._event, self._language = unit, event, language
        self.name, self.label, self.survey = name, label, survey

    def of(self, names: Iterable[str]) -> dict[str, Any]:
        """The values with these names."""
        return {name: getattr(self, name) for name in names}

    @property
    def hello(self) -> str:
        return greeting(self.name, self._language)

    @property
    def number(self) -> str:
        return self._order.number

    @property
    def total(self) -> str:
        return self._money(self._order.total, self._order.currency)

    @property
    def amount(self) -> str:
        amount, currency = self._event.data.get("amount"), self._event.data.get("currency")
        return self._money(abs(amount), currency or self._order.currency) if isinstance(amount, int) else ""

    @property
    def items(self) -> str:
        return _listed(self._items)

    @property
    def items_short(self) -> str:
        return ", ".join(self._items[:_SHORT]) + (" …" if len(self._items) > _SHORT else "")

    @property
    def left(self) -> str:
        return _listed(f"{line.unshipped} × {_called(line)}" for line in self._lines if _to_come(line))

    @property
    def waiting(self) -> str:
        waits = [line for line in self._lines if _to_come(line) and line.source_node_id is None]
        return _listed(f"{line.unshipped} × {_called(line)}" for line in waits)

    @property
    def day(self) -> str:
        """The last of the days that are promised for what it is about."""
        named = self._event.data.get("promised_on")
        skus = {str(line.get("sku")) for line in self._said_lines}
        days = [line.promised_on for line in self._lines if line.promised_on and (not skus or line.sku in skus)]
        return self._day(date.fromisoformat(str(named)) if named else max(days, default=None))

    @property
    def new_day(self) -> str:
        return self.day

    @property
    def last_day(self) -> str:
        return self._day(self._quote.expires_at.date() if self._quote else None)

    @property
    def place(self) -> str:
        return str(self._event.data.get("place") or "")

    @property
    def to_place(self) -> str:
        return self.place

    @property
    def way(self) -> str:
        return WAYS[self._order.fulfilment][self._language]

    @property
    def store(self) -> str:
        """Its name, or the locker's."""
        node_id = self._order.pickup_node_id
        name = self._unit.session.execute(select(Node.name).where(Node.id == node_id)).scalar_one() if node_id else ""
        return name or self._order.locker

    @property
    def carrier(self) -> str:
        return str(self._event.data.get("carrier") or (self._shipment.carrier if self._shipment else ""))

    @property
    def tracking(self) -> str:
        said = self._event.data.get("tracking_number")
        return str(said or (self._shipment.tracking_number if self._shipment else ""))

    @property
    def method(self) -> str:
        """ "Visa 4242", or what kind of means of payment it is."""
        method = self._get(PaymentMethod, "payment_method_id")
        if method is None:
            return ""
        known = f"{method.brand.capitalize()} {method.last_four}".strip()
        return known if method.last_four else METHODS[method.kind][self._language]

    @property
    def wallet(self) -> bool:
        method = self._get(PaymentMethod, "payment_method_id")
        return method is not None and method.kind == "wallet"

    @property
    def arrives(self) -> str:
        """The last day that the bank should need, "" for what is there at once."""
        method = self._get(PaymentMethod, "payment_method_id")
        arrival = arrival_of(method.kind) if method else None
        return self._day(arrival.between(self._unit.now.date())[1]) if arrival and arrival.most else ""

    @property
    def credit(self) -> str:
        return self.method or METHODS["store_credit"][self._language]

    @property
    def won(self) -> bool:
        """Whether the customer has: what the shop lost or gave in to."""
        return self._event.type in ("dispute.lost", "dispute.accepted")

    @property
    def return_number(self) -> str:
        back = self._get(Return, "return_id")
        return str(self._event.data.get("number") or (back.number if back else "") or "")

    @property
    def for_return(self) -> str:
        """The number of the return that money goes back for; what the gateway moves knows itself what it is for."""
        intent = self._get(PaymentIntent, "payment_id") or self._get(PaymentIntent, "intent_id")
        if intent is None:
            return str(self._event.credited.get("number") or "")
        back = self._unit.session.get(Return, intent.subject_id) if intent.subject_kind == "return" else None
        return (back.number if back else "") or ""

    @property
    def quote_number(self) -> str:
        return str(self._event.data.get("number") or "")

    @property
    def case_number(self) -> str:
        return str(self._event.data.get("number") or "")

    @cached_property
    def _order(self) -> Order:
        return self._unit.session.execute(select(Order).where(Order.id == self._event.order_id)).scalar_one()

    @cached_property
    def _lines(self) -> list[OrderLine]:
        query = select(OrderLine).where(OrderLine.order_id == self._event.order_id).order_by(OrderLine.position)
        return list(self._unit.session.execute(query).scalars())

    @cached_property
    def _shipment(self) -> Shipment | None:
        found: Shipment | None = self._get(Shipment, "shipment_id")
        return found

    @cached_property
    def _quote(self) -> Quote | None:
        found: Quote | None = self._get(Quote, "quote_id")
        return found

    @property
    def _said_lines(self) -> list[Mapping[str, Any]]:
        lines = self._quote.content.get("lines") if self._quote else self._event.data.get("lines")
        return [line for line in lines if isinstance(line, Mapping)] if isinstance(lines, list) else []

    @cached_property
    def _items(self) -> list[str]:
        """The lines that the event names, those of its parcel, or all that are left of the order."""
        titles = {line.sku: _called(line) for line in self._lines} if self._event.order_id else {}
        if said := self._said_lines:
            return [_item(line, titles) for line in said]
        if self._shipment is not None:
            query = select(OrderLine, ShipmentLine.quantity).join(
                ShipmentLine, ShipmentLine.order_line_id == OrderLine.id
            )
            found = self._unit.session.execute(query.where(ShipmentLine.shipment_id == self._shipment.id))
            return [f"{quantity} × {_called(line)}" for line, quantity in found]
        return [f"{line.kept} × {_called(line)}" for line in self._lines if line.kept]

    def _get(self, table: Any, named: str) -> Any:
        id = self._event.data.get(named)
        return self._unit.session.get(table, UUID(str(id))) if id else None

    def _money(self, minor: int, currency: str) -> str:
        money = Money(minor, currency)
        return str(format_currency(money.decimal, currency, locale=_LOCALES[self._language]))

    def _day(self, day: date | None) -> str:
        return str(format_date(day, "EEEE d MMMM", locale=_LOCALES[self._language])) if day else ""


def _called(line: OrderLine) -> str:
    return with_options(line.title, line.options)


def _to_come(line: OrderLine) -> bool:
    return line.unshipped > 0 and line.status != "awaiting"


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"– {item}" for item in items)


def _item(line: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    sku, new = str(line.get("sku") or "?"), str(line.get("new_sku") or "")
    turned = f" → {titles.get(new, new)}" if new else ""
    title = with_options(str(line["title"]), line.get("options") or {}) if line.get("title") else titles.get(sku, sku)
    return f"{line.get('quantity', 1)} × {title}{turned}"
