"""The ways an order goes: most arrive; some are cancelled, held, split, late, lost, or partly given back."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from domain.customers.add_note import add_note
from domain.orders.hold import hold_order, release_hold
from seed.demo.basket import Basket
from seed.demo.orders import Bought
from seed.demo.teller import Story
from seed.demo.words import CANCELLATIONS, HOLDS, LATE, LOST, PARTLY, Words, say

Journey = Callable[[Bought], Story]
LONG_AGO = timedelta(days=35)  # of what is longer ago the shop remembers the main steps only


def arrives(bought: Bought) -> Story:
    """Released, picked, shipped, on its way, delivered."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 1, 9)
    bought.release()
    if _is_recent(bought):
        yield clock.at + _hours(rng, 1, 20)
        bought.pick()
    yield clock.at + _hours(rng, 2, 14)
    yield from _travels(bought)


def is_cancelled(bought: Bought) -> Story:
    """The customer thinks again before it leaves."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 0.3, 20)
    agent = bought.teller.people["Léa" if bought.buyer.language == "fr" else "Tom"]
    bought.cancel(agent, say(CANCELLATIONS, bought.buyer.language, rng))
    bought.reassess()


def is_held(bought: Bought) -> Story:
    """Somebody looks at it before it may go on."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 0.2, 3)
    agent = bought.teller.people["Hugo" if bought.buyer.language == "fr" else "Tom"]
    reason = say(HOLDS, bought.buyer.language, rng)
    hold = bought.teller.do(agent, hold_order, order=bought.id, reason=reason)
    yield clock.at + _hours(rng, 12, 60)
    bought.teller.do(agent, release_hold, order=bought.id, hold_id=hold)
    yield from arrives(bought)


def is_split(bought: Bought) -> Story:
    """The first line leaves at once, the rest some days later."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 1, 9)
    bought.release()
    yield clock.at + _hours(rng, 3, 20)
    first = bought.ship(skus=(bought.basket.lines[0].sku,))
    yield clock.at + _hours(rng, 30, 60)
    bought.scan(first, "delivered")
    yield clock.at + _hours(rng, 10, 60)
    yield from _travels(bought)


def is_late(bought: Bought) -> Story:
    """It waits at the carrier for more than a week; the customer calls."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 20, 70)
    bought.release()
    yield clock.at + _hours(rng, 20, 50)
    parcel = bought.ship()
    yield clock.at + _hours(rng, 20, 40)
    bought.scan(parcel, "in_transit", rng.choice(bought.buyer.land.hubs))
    yield clock.at + _hours(rng, 140, 190)
    _note(bought, LATE)
    yield clock.at + _hours(rng, 20, 80)
    bought.scan(parcel, "delivered")


def is_lost(bought: Bought) -> Story:
    """The carrier cannot find the parcel; the money goes back."""
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 1, 9)
    bought.release()
    yield clock.at + _hours(rng, 3, 30)
    parcel = bought.ship()
    yield clock.at + _hours(rng, 20, 40)
    bought.scan(parcel, "in_transit", rng.choice(bought.buyer.land.hubs))
    yield clock.at + _hours(rng, 100, 170)
    bought.scan(parcel, "exception", rng.choice(bought.buyer.land.hubs))
    yield clock.at + _hours(rng, 2, 40)
    _note(bought, LOST)
    yield clock.at + _hours(rng, 20, 60)
    bought.refund(bought.total)
    bought.reassess()


def is_partly_given_back(bought: Bought) -> Story:
    """It arrives with a fault; some of the money goes back."""
    yield from arrives(bought)
    clock, rng = bought.teller.clock, bought.rng
    yield clock.at + _hours(rng, 20, 160)
    _note(bought, PARTLY)
    yield clock.at + _hours(rng, 0.2, 3)
    bought.refund(bought.buyer.money(round(bought.total.minor * rng.choice((0.1, 0.15, 0.25)) / 100)))
    bought.reassess()


JOURNEYS: Final[tuple[Journey, ...]] = (
    *(arrives, is_cancelled, is_held, is_split, is_late, is_lost, is_partly_given_back),
)
SHARES: Final = (78, 6, 3, 5, 3, 1, 4)


def some_journey(rng: Random, basket: Basket) -> Journey:
    """One of the ways, drawn by lot; only an order of several lines can be split."""
    journey = rng.choices(JOURNEYS, SHARES)[0]
    return arrives if journey is is_split and len(basket.lines) < 2 else journey


def _travels(bought: Bought) -> Story:
    clock, rng = bought.teller.clock, bought.rng
    parcel = bought.ship()
    if _is_recent(bought):
        yield clock.at + _hours(rng, 8, 20)
        bought.scan(parcel, "in_transit", rng.choice(bought.buyer.land.hubs))
        yield clock.at + _hours(rng, 12, 40)
        bought.scan(parcel, "out_for_delivery", bought.buyer.home.city)
        yield clock.at + _hours(rng, 2, 9)
    else:
        yield clock.at + _hours(rng, 24, 70)
    bought.scan(parcel, "delivered", bought.buyer.home.city)


def _note(bought: Bought, words: Words) -> None:
    language = bought.buyer.language
    agent = bought.teller.people["Léa" if language == "fr" else "Tom"]
    body = say(words, language, bought.rng)
    bought.teller.do(agent, add_note, customer_id=bought.buyer.id, order_id=bought.id, body=body)


def _is_recent(bought: Bought) -> bool:
    return bought.teller.now - bought.teller.clock.at < LONG_AGO


def _hours(rng: Random, fewest: float, most: float) -> timedelta:
    return timedelta(hours=rng.uniform(fewest, most))
