"""Amélie Roux, Nantes: a lamp that came broken is on its way back, and mugs are exchanged for another colour."""

from domain.kernel.address import Address
from seed.demo.places import FRANCE
from seed.demo.teller import Story, Teller
from seed.stories.acting import do_for
from seed.stories.telling import appear, history, purchase, received


def amelie_roux(teller: Teller) -> Story:
    """Received last week: a return was asked for the day before yesterday, an exchange this morning."""
    yield teller.ago(120, 9)
    amelie = appear(
        teller,
        FRANCE,
        "Amélie",
        "Roux",
        home=Address("21 quai de la Fosse", "Nantes", "FR", postal_code="44000"),
        emails=["amelie.roux@example.org"],
        phones=["+33 6 39 98 12 30"],
    )
    teller.begin(history(teller, amelie, {119: {"NAP-150X200": 1}}))
    yield teller.ago(9, 18, 20)
    lamp = purchase(teller, amelie, {"LAM-BLACK": 1, "BGR-BRASS": 2})
    teller.begin(received(lamp, days=3))
    yield teller.ago(8, 20, 5)
    mugs = purchase(teller, amelie, {"MUG-WHITE": 4})
    teller.begin(received(mugs, days=3))
    yield teller.ago(2, 14, 40)
    broken = [{"sku": "LAM-BLACK", "quantity": 1, "reason": "damaged"}]
    do_for(teller, teller.people["Léa"], "return", lamp, lines=broken, channel="mail")
    yield teller.ago(0, 8, 50)
    sage = [{"sku": "MUG-WHITE", "new_sku": "MUG-SAGE", "quantity": 2}]
    do_for(teller, teller.people["Léa"], "exchange", mugs, lines=sage, channel="store")
