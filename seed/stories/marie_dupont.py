"""Marie Dupont, Lyon: a gold customer of many orders, one of them being picked right now."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.customers.add_payment_method import add_payment_method
from domain.customers.tag import tag_customer
from domain.kernel.address import Address
from domain.kernel.money import Money
from seed.demo.actors import SHOP
from seed.demo.places import FRANCE
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase


def marie_dupont(teller: Teller) -> Story:
    """Five orders received, a gift card, notes in French, and an order in picking since this morning."""
    yield teller.ago(360, 9)
    marie = appear(
        teller,
        FRANCE,
        "Marie",
        "Dupont",
        home=Address("27 rue de la Charité", "Lyon", "FR", postal_code="69002"),
        more_addresses=(Address("3 chemin des Vignes", "Annecy", "FR", postal_code="74000"),),
        emails=["marie.dupont@example.com", "m.dupont@atelier-dupont.example"],
        phones=["06 39 98 12 34"],
    )
    gift = Money(5000, "EUR")
    teller.do(
        SHOP,
        add_payment_method,
        customer_id=marie.id,
        kind="gift_card",
        external_ref="gift-marie",
        balance=gift,
    )
    past = {
        358: {"COC-28CM-EMBER": 1, "TOR-NATUR": 2},
        241: {"ASS-GOLDR": 1, "TAS-GOLDR": 2, "VER": 1},
        133: {"LMP-BRASS": 1, "COS-EMERA": 2},
        64: {"PLD-ECRU": 1},
        21: {"CAS-SILVE": 1, "THE-GRAPH": 1},
    }
    teller.begin(history(teller, marie, past))
    lea = teller.people["Léa"]
    yield teller.ago(230, 10, 20)
    teller.do(lea, tag_customer, customer_id=marie.id, tag="collector")
    body = "Collectionne le service Lune. La prévenir dès qu’une nouvelle pièce sort."
    teller.do(lea, add_note, customer_id=marie.id, body=body, pinned=True)
    yield teller.ago(1, 17, 42)
    current = purchase(teller, marie, {"CLA-AZERT": 1, "SOU-WHITE": 1, "COC-24CM-NIGHT": 1}, paid=False)
    yield teller.clock.at + timedelta(hours=3)
    current.release()
    yield teller.now - timedelta(minutes=55)
    current.pick()
    yield teller.now - timedelta(minutes=31)
    body = "Souhaite être livrée avant samedi : c’est un cadeau. Vérifier la date de livraison."
    teller.do(lea, add_note, customer_id=marie.id, order_id=current.id, body=body)
