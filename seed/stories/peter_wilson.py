"""Peter Wilson, Leeds: delivered four days late; an agent wants to give more goodwill than they may alone."""

from datetime import timedelta

from domain.customers.add_note import add_note
from domain.kernel.address import Address
from seed.demo.places import BRITAIN
from seed.demo.teller import Story, Teller
from seed.stories.acting import do_for
from seed.stories.telling import appear, history, purchase, received


def peter_wilson(teller: Teller) -> Story:
    """A request for £80 waits for a supervisor since half an hour ago."""
    yield teller.ago(300, 10)
    peter = appear(
        teller,
        BRITAIN,
        "Peter",
        "Wilson",
        home=Address("14 Clarendon Road", "Leeds", "GB", postal_code="LS2 9NH"),
        emails=["peter.wilson@example.co.uk"],
        phones=["07700 900461"],
    )
    teller.begin(history(teller, peter, {299: {"CAS-BLACK": 1}, 160: {"COS-NAVY": 2}, 60: {"TAP-120X170": 1}}))
    yield teller.ago(11, 12, 30)
    late = purchase(teller, peter, {"RAD-WALNU": 1, "ENC-SAGE": 1})
    teller.begin(received(late, days=9))
    yield teller.now - timedelta(minutes=34)
    tom = teller.people["Tom"]
    body = "Radio was a birthday present and came four days after the birthday. Very polite, very disappointed."
    teller.do(tom, add_note, customer_id=peter.id, order_id=late.id, body=body)
    do_for(
        teller,
        tom,
        "goodwill",
        late,
        amount={"amount": "80.00", "currency": "GBP"},
        reason="late_delivery",
        give_as="store_credit",
        note="Loyal customer, birthday missed. May I?",
    )
