"""Who may be told of what."""

from dataclasses import replace

import pytest

from domain.kernel.ids import new_id
from domain.messages.purposes import COURTESY, MARKETING, SERVICE, SURVEY
from domain.messages.rows import Contacts
from notifications.catalogue import CATALOGUE, CUSTOMER_EVENTS, DIRECT, channel_for, events_of
from notifications.kinds import FAMILIES, KINDS, TEMPLATES
from notifications.told import AUDIENCES, CHANNELS, CUSTOMER, SYSTEMS
from notifications.values import VALUES

MARIE = Contacts(
    customer_id=new_id(), language="fr", email="marie.dupont@example.org", phone="+33612345678", refused=frozenset()
)


def test_every_entry_says_who_is_told_or_why_nobody() -> None:
    for type, entry in CATALOGUE.items():
        for told in entry.told:
            assert told.who in AUDIENCES, type
            assert told.channels and set(told.channels) <= set(CHANNELS[told.who]), type
            assert bool(told.template) == (told.who == CUSTOMER), type
        assert entry.to_customer or entry.reason.endswith("."), type
    quiet = {type for type, entry in CATALOGUE.items() if SYSTEMS not in {told.who for told in entry.told}}
    assert {type.split(".")[0] for type in quiet} == {"webhook", "attempt"}


def test_every_template_is_used_and_every_used_one_is_there() -> None:
    used = {name for told in CUSTOMER_EVENTS.values() for name in told.templates}
    assert used | set(DIRECT) == set(TEMPLATES)
    assert {kind.family for kind in KINDS.values()} == set(FAMILIES)
    assert {name for kind in KINDS.values() for name in kind.values} == set(VALUES)
    assert set(events_of("dispute_closed")) == {"dispute.won", "dispute.lost", "dispute.accepted"}


@pytest.mark.parametrize(
    ("channels", "contacts", "expected"),
    [
        (("email", "sms"), MARIE, ("email", "")),
        (("sms", "email"), MARIE, ("sms", "")),
        (("email", "sms"), replace(MARIE, email=""), ("sms", "")),
        (("email", "sms"), replace(MARIE, refused=frozenset({"email"})), ("sms", "")),
        (("email", "sms"), replace(MARIE, refused=frozenset({"email", "sms"})), ("email", "no_consent")),
        (("email", "sms"), replace(MARIE, email="", phone=""), ("email", "no_address")),
    ],
)
def test_the_first_channel_that_reaches_them_is_used(
    channels: tuple[str, ...], contacts: Contacts, expected: tuple[str, str]
) -> None:
    assert channel_for(channels, contacts) == expected


@pytest.mark.parametrize(
    ("purpose", "said", "refused"),
    [
        (SERVICE, {("marketing", "email"): False}, set()),  # what an order needs asks for no other consent
        (COURTESY, {}, set()),
        (COURTESY, {("marketing", "email"): False}, {"email"}),
        (SURVEY, {("marketing", "email"): False, ("survey", "sms"): False}, {"sms"}),
        (MARKETING, {("marketing", "email"): True}, {"sms"}),
    ],
)
def test_each_purpose_asks_for_its_own_consent(
    purpose: str, said: dict[tuple[str, str], bool], refused: set[str]
) -> None:
    assert replace(MARIE, said=said).refuses(purpose) == refused
    assert replace(MARIE, said=said, refused=frozenset({"email"})).refuses(purpose) == refused | {"email"}


def test_what_no_order_needs_is_told_for_what_it_is() -> None:
    purposes = {type: told.purpose for type, told in CUSTOMER_EVENTS.items() if told.purpose != SERVICE}
    assert purposes == {
        "case.opened": "awaited",
        "return.requested": "awaited",
        "exchange.requested": "awaited",
        "case.closed": "survey",
        "order.goodwill_given": "courtesy",
        "customer.credit_given": "courtesy",
    }
