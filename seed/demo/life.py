"""The life of a customer drawn by lot: comes, buys now and then, is written about."""

from datetime import datetime, timedelta
from random import Random

from domain.customers.add_note import add_note
from domain.customers.add_payment_method import add_payment_method
from domain.customers.set_consent import set_consent
from domain.customers.tag import tag_customer
from seed.demo.actors import SHOP
from seed.demo.basket import some_basket
from seed.demo.journeys import LONG_AGO, arrives, some_journey
from seed.demo.orders import Bought, buy, buy_long_ago
from seed.demo.people import Buyer, joined_at, meet
from seed.demo.places import LANDS, SHARES
from seed.demo.teller import Story, Teller
from seed.demo.words import REMARKS, TAGS, say

_CHANNELS = ("web", "web", "web", "web", "phone", "store", "marketplace", "social")
_AUTHORISED_SINCE = timedelta(days=30)  # since then payments are captured when the goods leave


def life(teller: Teller, number: int, orders: int) -> Story:
    """Customer `number` of those drawn by lot, who places `orders` orders until the end."""
    rng = Random(f"life:{number}")
    joins = joined_at(rng, teller)
    yield joins
    buyer = meet(teller, rng, rng.choices(LANDS, SHARES)[0], number)
    spender = rng.random() < 0.08
    times = _shopping_times(rng, teller, orders)
    _be_known(teller, rng, buyer)
    for i, at in enumerate(times):
        yield at
        own = Random(f"order:{number}:{i}")
        bought = _shop(teller, own, buyer, f"order-{number}-{i}", big=spender)
        if i % 3 == 2 or (i and spender):
            bought.reassess()


def _shop(teller: Teller, rng: Random, buyer: Buyer, reference: str, *, big: bool) -> Bought:
    """Buys something; what becomes of it is drawn by lot."""
    basket = some_basket(rng, buyer.land.currency, big=big)
    channel, journey = rng.choice(_CHANNELS), some_journey(rng, basket)
    age = teller.now - teller.clock.at
    if journey is arrives and age > LONG_AGO:
        return buy_long_ago(teller, buyer, basket, rng, reference=reference, channel=channel)
    bought = buy(
        teller,
        buyer,
        basket,
        rng,
        reference=reference,
        channel=channel,
        paid=age > _AUTHORISED_SINCE,
        fulfilment="pickup" if channel == "store" and rng.random() < 0.4 else "ship",
    )
    teller.begin(journey(bought))
    return bought


def _shopping_times(rng: Random, teller: Teller, orders: int) -> list[datetime]:
    """The first soon after joining; more before Christmas than in summer is left to chance."""
    begin = teller.clock.at + timedelta(minutes=rng.randint(3, 50))
    span = teller.now - begin
    return sorted([begin, *(begin + span * rng.random() for _ in range(orders - 1))])


def _be_known(teller: Teller, rng: Random, buyer: Buyer) -> None:
    agent = teller.people["Léa" if buyer.language == "fr" else "Tom"]
    if rng.random() < 0.22:
        teller.do(agent, tag_customer, customer_id=buyer.id, tag=rng.choice(TAGS))
    if rng.random() < 0.3:
        body = say(REMARKS, buyer.language, rng)
        teller.do(agent, add_note, customer_id=buyer.id, body=body, pinned=rng.random() < 0.15)
    if rng.random() < 0.12:
        balance = buyer.money(rng.choice((20, 25, 50, 100)))
        teller.do(
            SHOP,
            add_payment_method,
            customer_id=buyer.id,
            kind="gift_card",
            external_ref=f"gift-{rng.randrange(10**10)}",
            balance=balance,
        )
    if rng.random() < 0.08:
        teller.do(SHOP, set_consent, customer_id=buyer.id, channel="email", purpose="marketing", granted=False)
