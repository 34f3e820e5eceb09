"""Oliver Brown, Leeds: orders and cancels; the risk flag says so."""

from datetime import timedelta

from domain.kernel.address import Address
from seed.demo.places import BRITAIN
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase


def oliver_brown(teller: Teller) -> Story:
    """Two orders received, three cancelled within hours."""
    yield teller.ago(180, 10)
    oliver = appear(
        teller,
        BRITAIN,
        "Oliver",
        "Brown",
        home=Address("5 Brudenell Grove", "Leeds", "GB", postal_code="LS6 1HR"),
        emails=["oliver.brown@example.com"],
        phones=["+44 7700 900822"],
    )
    teller.begin(history(teller, oliver, {179: {"GRI-STEEL": 1}, 60: {"CAD-A4-OAK": 3}}))
    for days, wanted in zip((110, 37, 12), ({"BOU-BLACK": 1}, {"BOU-STEEL": 1}, {"QUI-KING": 1}), strict=True):
        yield teller.ago(days, 22, 30)
        bought = purchase(teller, oliver, wanted)
        yield teller.clock.at + timedelta(hours=9)
        bought.cancel(teller.people["Tom"], "Customer changed their mind")
        bought.reassess()
