"""Who works in the tests' shop and what is in it, made through the use cases while the site runs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import URL

from console.auth.argon2 import Argon2Passwords
from console.jobs.schema import prepare_job_tables
from domain.customers.consents import NewConsent
from domain.customers.tag import tag_customer
from domain.db.database import Database
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock, SystemClock
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission, Role
from domain.orders.advance import release_order, start_picking
from domain.orders.new_order import NewLine
from domain.orders.record_payment import record_payment
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work.application import Application
from tests.support.builders import PARIS, Builders

PASSWORD = "violet otter climbs slowly"
_QUICK = Argon2Passwords(passes=1, kibibytes=64)


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in with `PASSWORD`."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class Parcel:
    """An order that was paid, sent and delivered."""

    order_id: UUID
    number: str
    tracking: str


@dataclass
class House:
    """`build` acts now, `back_then` at the time its clock is put to."""

    database: Database
    build: Builders = field(init=False)
    clock: SetClock = field(init=False)
    back_then: Builders = field(init=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        actor = Actor(ActorKind.STAFF, "Dominique Hall", frozenset(Permission), id=new_id(), role="administrator")
        self.clock = SetClock(datetime.now(UTC) - timedelta(days=40))
        self.build = Builders(Application(self.database, clock=SystemClock()), actor)
        self.back_then = Builders(Application(self.database, clock=self.clock), actor)
        self.build.node("PAR", name="Paris warehouse")

    def person(self, name: str, role: Role = Role.AGENT, *, language: str = "en") -> Person:
        """Hire somebody; every call another person, also under the same name."""
        email = f"person{next(self._numbers)}@example.org"
        staff_id = self.build.perform(
            add_person,
            email=email,
            name=name,
            role=role,
            password=PASSWORD,
            passwords=_QUICK,
            language=language,
            time_zone="Europe/Paris",
        )
        return Person(staff_id, name, email)

    def token(self, person: Person) -> str:
        """A session of theirs, as the sign-in page would open it."""
        opened = sign_in(
            self.build.application,
            email=person.email,
            password=PASSWORD,
            address="127.0.0.1",
            user_agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0",
            passwords=_QUICK,
        )
        return opened.token

    def sku(self, name: str, price: int = 4990) -> str:
        """A SKU in stock whose product has this name."""
        sku = f"SKU-{next(self._numbers):04}"
        self.build.product(sku, name=name, price=price)
        self.build.stock(sku, 500)
        return sku

    def delivered_order(self, customer_id: UUID, *, title: str = "Linen shirt", days_ago: int = 20) -> Parcel:
        """Two pieces of one thing and one of another, paid by card, sent and scanned on its way to the door."""
        build, skus = self.back_then, (self.sku(title), self.sku("Ceramic mug", 1490))
        self.clock.at = datetime.now(UTC) - timedelta(days=days_ago)
        number, tracking = f"#B{next(self._numbers):05}", f"6A{next(self._numbers):011}"
        order_id = build.order(
            customer_id,
            number=number,
            lines=[NewLine(sku=skus[0], quantity=2), NewLine(sku=skus[1], quantity=1)],
            shipping=Money(490, "EUR"),
            discount=Money(500, "EUR"),
            shipping_address=PARIS,
        )
        card = build.payment_method(customer_id)
        paid = Money(11460, "EUR")
        build.perform(record_payment, order=order_id, kind="captured", amount=paid, payment_method_id=card)
        build.perform(release_order, order=order_id)
        build.perform(start_picking, order=order_id)
        self.clock.advance(timedelta(hours=20))
        parcel = build.shipment(order_id, tracking_number=tracking)
        for status, place in (("in_transit", "Gennevilliers"), ("delivered", "Paris 11")):
            self.clock.advance(timedelta(hours=9))
            build.perform(record_scan, shipment_id=parcel, status=status, place=place, at=self.clock.at)
        return Parcel(order_id, number, tracking)

    def whole_customer(self, first_name: str, last_name: str) -> UUID:
        """A customer about whom everything is known that the header can show."""
        build = self.build
        consents = [NewConsent("email", "service", True), NewConsent("sms", "marketing", False)]
        customer_id = build.customer(
            first_name=first_name, last_name=last_name, phones=["+33612345678"], consents=consents, language="fr"
        )
        build.payment_method(customer_id, kind="gift_card", brand="", last_four="", balance=Money(2500, "EUR"))
        build.note(customer_id, "Asked twice about the warranty.", pinned=True)
        build.perform(tag_customer, customer_id=customer_id, tag="vip")
        return customer_id


def house_at(url: URL) -> House:
    """A shop in the database at `url`, with the tables that its site queues jobs in."""
    database = Database(url)
    prepare_job_tables(database)
    return House(database)
