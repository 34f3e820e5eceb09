"""Chloé Petit, Nantes: waits for something that is sold out and on order."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from seed.demo.places import FRANCE
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, purchase


def chloe_petit(teller: Teller) -> Story:
    """One order, of which one line has no stock anywhere."""
    yield teller.ago(11, 19)
    chloe = appear(
        teller,
        FRANCE,
        "Chloé",
        "Petit",
        home=Address("19 quai de la Fosse", "Nantes", "FR", postal_code="44000"),
        emails=["chloe.petit@example.com"],
        phones=["06 39 98 31 20"],
    )
    yield teller.clock.at + timedelta(minutes=12)
    waits = purchase(teller, chloe, {"TAP-160X230": 1, "VAS-LARGE": 1}, paid=False)
    yield teller.ago(3, 10, 45)
    body = "Demande quand le tapis arrive. Réassort annoncé, pas encore de date ferme ; la rappeler."
    teller.do(teller.people["Léa"], add_note, customer_id=chloe.id, order_id=waits.id, body=body)
