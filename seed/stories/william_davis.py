"""William Davis, Austin: new, ordered a few minutes ago by phone."""

from datetime import timedelta

from domain.kernel.address import Address
from seed.demo.places import AMERICA
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, purchase


def william_davis(teller: Teller) -> Story:
    """A first order, still pending, paid by an authorised card."""
    yield teller.now - timedelta(minutes=26)
    william = appear(
        teller,
        AMERICA,
        "William",
        "Davis",
        home=Address("1907 South Congress Ave", "Austin", "US", region="TX", postal_code="78704"),
        emails=["william.davis@example.com"],
        phones=["+1 512 555 0119"],
        marketing=False,
    )
    yield teller.now - timedelta(minutes=17)
    goods = {"CLA-USQWE": 1, "LAM-BLACK": 1}
    purchase(teller, william, goods, channel="phone", paid=False, actor=teller.people["Tom"])
