"""Customers help themselves: with the rules, limits and identity checks that agents have, and no way to guess."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_datetime
from sqlalchemy import select

from console.help_page.page import preview_told
from console.help_page.zone import zone_of
from console.ui.figures import Reader
from domain.approvals.act import act
from domain.db.database import Database
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.approval import Remark
from domain.kernel.clock import SetClock
from domain.models.customer import Consent
from domain.models.order import Order
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.console.help_page.conftest import Browser, digest_in
from tests.support.builders import PARIS, Builders

Come = Callable[..., Browser]
Known = Callable[[str, str], Browser]


@pytest.fixture
def ordered(build: Builders, marie: UUID, application: Application) -> Any:
    build.goods("LAMP")
    order_id = build.order(marie, number="#C777")
    return application.ask(read_order, Actor.system("test"), order=order_id)


def test_an_order_is_found_by_mail_or_postal_code(browser: Come, ordered: Any) -> None:
    for number, proof in (("#c777", "Marie@Example.org "), ("C777", ordered.shipping_address["postal_code"])):
        shown = browser().post("track", order=number, proof=proof)
        assert shown.status_code == 200
        assert "#C777" in shown.text
        assert "Dupont" not in shown.text
        assert "marie@example.org" not in shown.text


def test_wrong_pairs_have_one_answer(browser: Come, ordered: Any, build: Builders) -> None:
    build.customer(first_name="Ben", emails=["ben@example.org"])
    pairs = [("#C777", "ben@example.org"), ("#C999", "marie@example.org"), ("", ""), ("#C777", ""), ("#C777", "@")]
    pairs += [("#C777", "75"), ("' OR 1=1 --", "%"), ("C777\x00", "\x00"), ("<script>", "<b>")]
    answers = {
        browser(address=f"192.0.2.{place}").post("track", order=a, proof=b).text for place, (a, b) in enumerate(pairs)
    }
    assert len(answers) == 1
    assert "We do not find an order" in answers.pop()


def test_guessing_is_slowed_down_by_order_and_by_address(browser: Come, ordered: Any) -> None:
    tries = [
        browser(address=f"198.51.100.{n}").post("track", order="#C777", proof=f"7500{n}").status_code for n in range(10)
    ]
    assert tries == [422] * 8 + [429] * 2
    page = browser()
    tries = [page.post("track", order=f"#C{n}", proof="75001").status_code for n in range(22)]
    assert tries == [422] * 20 + [429] * 2


def test_nothing_is_done_before_the_code(browser: Come, ordered: Any, database: Database) -> None:
    page = browser()
    page.post("track", order="#C777", proof="marie@example.org")
    shown = page.post("cancel")
    assert "Cancel this order?" in shown.text
    assert "digest" not in shown.text
    assert page.post("cancel", digest="0" * 64).status_code == 403
    assert page.post("preferences", **{"sms-marketing": "1"}).status_code == 403
    with database.reading() as session:
        assert session.execute(select(Order.status).where(Order.number == "#C777")).scalar_one() != "cancelled"
        assert session.execute(select(Consent)).all() == []


def test_a_wrong_code_is_counted(browser: Come, ordered: Any) -> None:
    page = browser()
    shown = page.post("track", order="#C777", proof="marie@example.org").text
    contacts = re.findall(r'name="contact" value="([^"]+)"', shown)
    assert len(contacts) == 2
    check = re.search(r'name="check" value="([^"]+)"', page.post("code", contact=contacts[0]).text)
    assert check
    wrong = [page.post("code-answer", check=check[1], code="000000").text for _ in range(6)]
    assert "4 more tries" in wrong[0]
    assert "no longer good" in wrong[-1]
    other = browser(address="192.0.2.8")
    other.post("track", order="#C777", proof="marie@example.org")
    assert other.post("code-answer", check=check[1], code="000000").status_code == 422


def test_the_order_is_cancelled_as_shown(known: Known, build: Builders, marie: UUID, application: Application) -> None:
    build.goods("LAMP")
    build.stock("LAMP", 5)
    order_id = build.order(marie, number="#C777", lines=[NewLine("LAMP", 1)])
    page = known("#C777", "marie@example.org")
    shown = page.post("cancel")
    assert "Promised for" in shown.text
    done = page.post("cancel", digest=digest_in(shown)).text
    assert "It is cancelled" in done
    assert "Promised for" not in done
    assert application.ask(read_order, Actor.system("test"), order=order_id).status == "cancelled"


def test_the_names_of_rules_are_not_told_to_customers(ordered: Any, application: Application) -> None:
    args = {"order": str(ordered.id), "reason": "x"}
    seen = application.preview(act, Actor.system("test"), action="cancel", args=args).result.preview
    remarks = (Remark("policy", "Mail only", "Poste seule", rule=True), Remark("fee", "A fee of 5%", "Frais de 5 %"))
    reader = Reader(language="en", zone=ZoneInfo("UTC"), now=application.clock.now())
    assert preview_told(replace(seen, rules=remarks), reader)["rules"] == ["A fee of 5%"]


def test_what_is_given_back_is_previewed_and_asked_for(
    known: Known, ordered: Any, build: Builders, application: Application
) -> None:
    parcel = build.shipment(ordered.id)
    build.perform(record_scan, shipment_id=parcel, status="delivered", at=build.application.clock.now())
    page = known("#C777", "marie@example.org")
    assert "Give something back" in page.get().text
    assert page.post("return", **{"line-0": "0", "reason": "damaged"}).status_code == 422
    assert page.post("return", **{"line-0": "1", "reason": "<b>"}).status_code == 422
    assert page.post("return", **{"line-0": "99", "reason": "damaged"}).status_code == 422
    shown = page.post("return", **{"line-0": "1", "reason": "damaged"})
    done = page.post("return", **{"line-0": "1", "reason": "damaged", "digest": digest_in(shown)})
    assert done.status_code == 200
    found = application.ask(read_order, Actor.system("test"), order=ordered.id)
    asked = "We look at it" in done.text
    assert asked or [back.status for back in found.returns] == ["requested"]


def test_choices_are_kept_and_only_those_shown(known: Known, ordered: Any, database: Database, marie: UUID) -> None:
    page = known("#C777", "marie@example.org")
    chosen = {"email-service": "1", "email-survey": "1", "sms-survey": "1", "sms-marketing": "1"}
    assert "Your choices are kept" in page.post("preferences", **chosen).text
    with database.reading() as session:
        rows = session.execute(select(Consent.channel, Consent.purpose, Consent.granted)).all()
    assert {tuple(row) for row in rows} == {
        ("sms", "service", False),
        ("phone", "service", False),
        ("phone", "survey", False),
        ("sms", "marketing", True),
    }


def test_it_speaks_french_and_is_not_for_frames(browser: Come, ordered: Any) -> None:
    shown = browser().get("/help?lang=fr")
    assert "Où est ma commande" in shown.text
    assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
    assert shown.headers["cache-control"] == "no-store"


def test_another_sites_form_is_refused(browser: Come, ordered: Any, app: Any) -> None:
    page = browser()
    answer = page.get("/help")
    assert answer.status_code == 200
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    refused = asyncio.run(page._ask("POST", "/help/track", data={"order": "#C777", "proof": "x"}, headers=foreign))
    assert refused.status_code == 403


def test_moments_are_told_in_the_zone_of_whoever_reads(browser: Come, build: Builders, clock: SetClock) -> None:
    somebody = build.customer(first_name="Ann", emails=["ann@example.org"])
    known = build.customer(first_name="Kim", emails=["kim@example.org"], time_zone="Asia/Tokyo")
    build.goods("LAMP")
    for number, customer, country in (("#C801", somebody, "US"), ("#C802", somebody, "FR"), ("#C803", known, "US")):
        address = {**PARIS, "country": country}
        order_id = build.order(customer, number=number, shipping_address=address)
        build.perform(record_scan, shipment_id=build.shipment(order_id), status="in_transit", at=clock.now())
    for number, mail, zone in (
        *(("#C801", "ann@example.org", "America/New_York"), ("#C802", "ann@example.org", "Europe/Paris")),
        ("#C803", "kim@example.org", "Asia/Tokyo"),
    ):
        shown = browser().post("track", order=number, proof=mail).text
        local = format_datetime(clock.now(), "d MMMM y, HH:mm:ss z", tzinfo=ZoneInfo(zone), locale="en_GB")
        assert f'<time datetime="{clock.now().isoformat()}" title="{local}" data-near>' in shown
    assert "/help/times.js" in shown
    assert "each.textContent" in browser().get("/help/times.js").text


@pytest.mark.parametrize(
    ("time_zone", "country", "zone"),
    [("UTC", "ES", "Europe/Madrid"), ("UTC", "be", "Europe/Brussels"), ("UTC", "", "UTC"), ("UTC", "<b>", "UTC")],
)
def test_the_zone_of_a_country(time_zone: str, country: str, zone: str) -> None:
    assert str(zone_of(time_zone, country)) == zone
