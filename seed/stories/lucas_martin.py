"""Lucas Martin, Paris: much of what he paid was given back; the risk flag says so."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from seed.demo.places import FRANCE
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, purchase, received


def lucas_martin(teller: Teller) -> Story:
    """Four orders received, two of them refunded."""
    yield teller.ago(120, 8)
    lucas = appear(
        teller,
        FRANCE,
        "Lucas",
        "Martin",
        home=Address("61 rue Oberkampf", "Paris", "FR", postal_code="75011"),
        emails=["lucas.martin@example.net"],
        phones=["06 39 98 77 01"],
    )
    past = (
        (119, {"CAS-BLACK": 1}, True),
        (88, {"ENC-SAGE": 1, "STA": 1}, True),
        (45, {"MUG-WHITE": 4}, False),
        (20, {"REV": 1}, False),
    )
    lea = teller.people["Léa"]
    for days, goods, given_back in past:
        yield teller.ago(days, 21, 12)
        bought = purchase(teller, lucas, goods)
        teller.begin(received(bought))
        if given_back:
            yield teller.clock.at + timedelta(days=8)
            body = "Dit que l’article ne fonctionne pas. Remboursé sans retour, deuxième fois à surveiller."
            teller.do(lea, add_note, customer_id=lucas.id, order_id=bought.id, body=body)
            bought.refund(bought.total)
    yield teller.ago(9, 9)
    bought.reassess()
