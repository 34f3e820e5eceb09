"""Emily Johnson, New York: a parcel that the carrier lost, refunded; the next order out for delivery today."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from domain.orders.tag import tag_order
from seed.demo.places import AMERICA
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase


def emily_johnson(teller: Teller) -> Story:
    """Two orders received, one lost and given back in full, one arriving today."""
    yield teller.ago(210, 15)
    emily = appear(
        teller,
        AMERICA,
        "Emily",
        "Johnson",
        home=Address("245 W 17th Street, Apt 5C", "New York", "US", region="NY", postal_code="10011"),
        emails=["emily.johnson@example.com"],
        phones=["(212) 555-0147"],
        method={"kind": "wallet", "brand": "paypal"},
    )
    teller.begin(history(teller, emily, {209: {"LAM-MUSTA": 1}, 95: {"DRA-200X200-SKY": 1, "TAI-SKY": 1}}, hour=22))
    yield teller.ago(26, 16, 15)
    lost = purchase(teller, emily, {"BAT": 1, "DIF-CEDAR": 1})
    yield teller.clock.at + timedelta(hours=5)
    lost.release()
    yield teller.clock.at + timedelta(hours=20)
    parcel = lost.ship()
    yield teller.clock.at + timedelta(hours=30)
    lost.scan(parcel, "in_transit", "Louisville Worldport")
    yield teller.ago(17, 14)
    lost.scan(parcel, "exception", "Louisville Worldport")
    tom = teller.people["Tom"]
    yield teller.ago(16, 15, 25)
    teller.do(tom, tag_order, order=lost.id, tag="lost parcel")
    body = "Carrier confirmed the loss. She wants the money back, not a replacement."
    teller.do(tom, add_note, customer_id=emily.id, order_id=lost.id, body=body)
    yield teller.ago(15, 13)
    lost.refund(lost.total)
    lost.reassess()
    yield teller.ago(4, 19, 50)
    today = purchase(teller, emily, {"CHA-39": 1, "BOG-180G": 1}, paid=False)
    yield teller.clock.at + timedelta(hours=7)
    today.release()
    yield teller.clock.at + timedelta(hours=18)
    parcel = today.ship()
    yield teller.now - timedelta(hours=2)
    today.scan(parcel, "out_for_delivery", "New York")
