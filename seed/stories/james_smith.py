"""James Smith, London: an order split in two parcels, one delivered, the other still on its way."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from seed.demo.places import BRITAIN
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase


def james_smith(teller: Teller) -> Story:
    """Three orders received; the newest came apart, and he asks where the second parcel is."""
    yield teller.ago(300, 11)
    james = appear(
        teller,
        BRITAIN,
        "James",
        "Smith",
        home=Address("14 Lambs Conduit Street", "London", "GB", postal_code="WC1N 3LL"),
        emails=["james.smith@example.com"],
        phones=["07700 900461"],
        method={"kind": "card", "brand": "mastercard", "last_four": "8812"},
        marketing=False,
    )
    past = {299: {"HOR-BLACK": 1}, 170: {"PUL-L-MOSS": 1, "BON-GREY": 1}, 48: {"SET-SLATE": 2, "MUG-BLUE": 4}}
    teller.begin(history(teller, james, past))
    yield teller.ago(6, 20, 5)
    split = purchase(teller, james, {"CLA-UKQWE": 1, "SOU-BLACK": 1, "RAD-WALNU": 1})
    yield teller.clock.at + timedelta(hours=9)
    split.release()
    yield teller.clock.at + timedelta(hours=6)
    first = split.ship(skus=("CLA-UKQWE", "SOU-BLACK"))
    yield teller.clock.at + timedelta(hours=30)
    split.scan(first, "delivered", "London")
    yield teller.ago(2, 9, 30)
    second = split.ship()
    yield teller.ago(1, 4, 10)
    split.scan(second, "in_transit", "Midlands Super Hub")
    yield teller.now - timedelta(hours=3)
    body = "Called: has the keyboard and mouse, waits for the radio. Told him the second parcel left yesterday."
    teller.do(teller.people["Tom"], add_note, customer_id=james.id, order_id=split.id, body=body)
