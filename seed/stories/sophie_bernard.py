"""Sophie Bernard, Lille: an order that is on hold because its address must be checked."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from domain.orders.hold import hold_order
from seed.demo.places import FRANCE
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase


def sophie_bernard(teller: Teller) -> Story:
    """Two orders received, one held since yesterday."""
    yield teller.ago(150, 12)
    sophie = appear(
        teller,
        FRANCE,
        "Sophie",
        "Bernard",
        home=Address("8 rue Esquermoise", "Lille", "FR", postal_code="59000"),
        emails=["sophie.bernard@example.org"],
        phones=["+33 6 39 98 45 67"],
        sms=False,
    )
    teller.begin(history(teller, sophie, {149: {"MAR-M-NAVY": 2}, 70: {"SER-SAND": 2, "TBL-GREY": 1}}))
    yield teller.ago(1, 11, 8)
    elsewhere = Address("Résidence Les Tilleuls", "Roubaix", "FR", postal_code="59100")
    held = purchase(teller, sophie, {"CVT-BRASS": 1, "NAP-150X300": 1}, to=elsewhere, paid=False)
    yield teller.clock.at + timedelta(minutes=40)
    hugo = teller.people["Hugo"]
    teller.do(hugo, hold_order, order=held.id, reason="Adresse de livraison incomplète : numéro de rue manquant")
    body = "Message laissé sur le répondeur pour obtenir le numéro de rue. À rappeler."
    teller.do(hugo, add_note, customer_id=sophie.id, order_id=held.id, body=body, pinned=True)
