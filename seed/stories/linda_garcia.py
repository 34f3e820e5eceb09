"""Linda Garcia, Austin: her bank says that a delivered parcel never came; the answer is due in three days."""

from datetime import timedelta

from domain.disputes.open import open_dispute
from domain.kernel.address import Address
from seed.demo.actors import PAYMENTS
from seed.demo.places import AMERICA
from seed.demo.teller import Story, Teller
from seed.stories.telling import appear, history, purchase, received


def linda_garcia(teller: Teller) -> Story:
    """Delivered two weeks ago with a scan at the door, disputed since the day before yesterday."""
    yield teller.ago(180, 16)
    linda = appear(
        teller,
        AMERICA,
        "Linda",
        "Garcia",
        home=Address("1204 E 6th Street", "Austin", "US", region="TX", postal_code="78702"),
        emails=["linda.garcia@example.com"],
        phones=["(512) 555-0134"],
    )
    teller.begin(history(teller, linda, {178: {"HOR-WHITE": 1}}))
    yield teller.ago(19, 17, 10)
    sent = purchase(teller, linda, {"CAS-SILVE": 1, "SOU-BLACK": 1})
    teller.begin(received(sent, days=4))
    yield teller.ago(2, 9, 15)
    teller.do(
        PAYMENTS,
        open_dispute,
        order=sent.id,
        reason="not_received",
        external_ref="dp_demo_garcia",
        vendor="payments",
        respond_by=teller.now + timedelta(days=3),
    )
