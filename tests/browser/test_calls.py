"""The bar of the telephone: a call waits, is taken, held, put through and wrapped up, as it happens."""

import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from domain.conversations.answer_call import answer_call
from domain.conversations.calls import running_calls
from domain.conversations.note_call import note_call_status
from domain.conversations.offer_call import answer_leg, connect_call
from domain.conversations.place_call import meet_customer
from domain.conversations.queue_call import queue_call
from domain.customers.consents import NewConsent
from domain.kernel.actor import Actor
from domain.kernel.ids import new_id
from domain.models.telephone import CallLeg
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser

TELEPHONE = Actor.system("telephone")


class Line:
    """Somebody who calls, and what the telephone company tells about it."""

    def __init__(self, house: House, number: str) -> None:
        self.house, self.ref = house, f"CA{new_id().hex}"
        self._perform(answer_call, vendor_ref=self.ref, number=number)
        self._perform(queue_call, vendor_ref=self.ref)
        calls = house.build.application.ask(running_calls, TELEPHONE)
        self.id: UUID = next(call.id for call in calls if call.number == number)

    def pick_up(self) -> None:
        """The agent's telephone is answered, and the key pressed."""
        leg = self.house.build.application.ask(leg_of(self.id), TELEPHONE)
        self._perform(answer_leg, leg_id=leg, vendor_ref=f"CA{new_id().hex}")
        self._perform(connect_call, leg_id=leg, digits="1")

    def end(self) -> None:
        self._perform(note_call_status, vendor_ref=self.ref, status="completed")

    def _perform(self, use_case: Any, **values: Any) -> Any:
        return self.house.build.application.perform(use_case, TELEPHONE, **values)


def leg_of(call_id: UUID) -> Any:
    """A query for the agent's side of the call that is rung."""

    def read(unit: Any) -> UUID:
        rows = unit.session.query(CallLeg).filter(CallLeg.call_id == call_id, CallLeg.status == "asked")
        found: UUID = rows.order_by(CallLeg.at.desc()).first().id
        return found

    return read


def photograph(page: Page, name: str) -> None:
    """Into the folder that PHOTOGRAPHS names, to be looked at."""
    if folder := os.environ.get("PHOTOGRAPHS"):
        page.wait_for_timeout(300)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_call_is_taken_held_and_wrapped_up(visits: Visits, house: House, hire: Any) -> None:
    noor: Person = hire("Noor Haddad")
    cecile = house.build.customer(first_name="Cécile", last_name="Rings", phones=["+33612340001"])
    house.delivered_order(cecile)
    page = visits.sign_in(noor, "/")
    line = Line(house, "+33612340001")
    waiting = page.locator(".call.waiting")
    expect(waiting).to_contain_text("Cécile Rings")
    photograph(page, "call-waiting")
    assert serious_findings(page) == []
    waiting.get_by_role("button", name="Take").click()
    bar = page.locator("#call")
    expect(bar).to_contain_text("rings on your telephone")
    expect(page.locator("#customer-name, .record").first).to_contain_text("Cécile")
    photograph(page, "call-ringing")
    visits.go(page, "/?inbox=open")
    expect(page.locator("#customer-name, .record")).to_have_count(0)
    line.pick_up()
    expect(page.locator("#customer-name, .record").first).to_contain_text("Cécile")
    expect(bar.get_by_role("button", name="Hang up")).to_be_visible()
    expect(bar.locator(".call-clock")).to_contain_text("0:0")
    bar.get_by_role("button", name="Put on hold").click()
    expect(bar).to_contain_text("on hold")
    bar.get_by_role("button", name="Transfer").click()
    expect(bar.get_by_label("Transfer to")).to_be_visible()
    photograph(page, "call-transfer")
    assert serious_findings(page) == []
    bar.get_by_role("button", name="Cancel").click()
    bar.get_by_role("button", name="Resume").click()
    expect(bar.locator(".badge")).to_have_count(0)
    page.get_by_role("button", name="Français").click()
    expect(bar.get_by_role("button", name="Raccrocher")).to_be_visible()
    page.locator("#toggle-theme").click()
    photograph(page, "call-french-dark")
    assert serious_findings(page) == []
    line.end()
    expect(bar.get_by_label("Issue")).to_be_visible()
    photograph(page, "call-wrap-up")
    bar.get_by_label("Issue").select_option(label="Résolu")
    bar.get_by_role("button", name="Clôturer").click()
    expect(bar).to_have_count(0)


def test_a_customer_is_called_from_their_number(visits: Visits, house: House, hire: Any) -> None:
    noor: Person = hire("Noor Calls")
    colette = house.build.customer(first_name="Colette", last_name="Rung", phones=["+33612340009"])
    quiet = house.build.customer(
        first_name="Quentin", phones=["+33612340008"], consents=[NewConsent("phone", "service", granted=False)]
    )
    do = house.build.application.perform
    page = visits.sign_in(noor, f"/?customer={quiet}")
    page.locator(".call-number").click()
    question = page.locator("#call-question")
    question.get_by_label("Reason for the call").fill("His refund")
    question.get_by_role("button", name="Ring me").click()
    expect(question.get_by_role("alert")).to_contain_text("does not want to be called")
    question.get_by_role("button", name="Cancel").click()
    page.locator(".call-number").click()
    expect(question).to_be_visible()
    visits.go(page, f"/?customer={colette}")
    expect(page.get_by_role("heading", name="Colette Rung")).to_be_visible()
    expect(question).to_have_count(0)  # it was about somebody else
    page.locator(".call-number").click()
    question.get_by_role("button", name="Ring me").click()
    expect(question.get_by_role("alert")).to_be_visible()
    question.get_by_label("Reason for the call").fill("Her parcel came back")
    photograph(page, "call-question")
    assert serious_findings(page, ".pane-middle") == []
    question.get_by_role("button", name="Ring me").click()
    bar = page.locator("#call")
    expect(bar).to_contain_text("rings on your telephone")
    expect(page.locator(".talk-head")).to_contain_text("Her parcel came back")
    (call,) = house.build.application.ask(running_calls, TELEPHONE)
    leg = house.build.application.ask(leg_of(call.id), TELEPHONE)
    do(answer_leg, TELEPHONE, leg_id=leg, vendor_ref=f"CA{new_id().hex}")
    do(connect_call, TELEPHONE, leg_id=leg, digits="1")
    expect(bar).to_contain_text("being called")
    photograph(page, "call-dialling")
    ref = f"CA{new_id().hex}"
    do(meet_customer, TELEPHONE, call_id=call.id, vendor_ref=ref)
    bar.get_by_role("button", name="Mute", exact=True).click()
    expect(bar).to_contain_text("you are muted")
    page.get_by_role("button", name="Français").click()
    page.locator("#toggle-theme").click()
    expect(bar.get_by_role("button", name="Rétablir le micro")).to_be_visible()
    photograph(page, "call-muted-french-dark")
    assert serious_findings(page, ".pane-middle") == []
    do(note_call_status, TELEPHONE, vendor_ref=ref, status="completed")
    expect(bar.get_by_label("Issue")).to_be_visible()


def test_who_takes_second_is_told_and_one_sets_ones_number(visits: Visits, house: House, hire: Any) -> None:
    one, other = hire("Ines Quick"), hire("Otto Late")
    first, second = visits.sign_in(one, "/"), visits.sign_in(other, "/")
    Line(house, "+33612340002")
    take = second.get_by_role("button", name="Take the call of +33612340002")
    expect(take).to_be_visible()
    first.get_by_role("button", name="Take the call of +33612340002").click()
    expect(first.locator("#call")).to_contain_text("rings")
    expect(take).to_have_count(0)
    first.locator("#call-line").dispatch_event("click")
    first.get_by_label("The number that I am called on").fill("call me")
    first.get_by_role("button", name="Keep").click()
    expect(first.locator(".call-form").get_by_role("alert")).to_contain_text("not a phone number")
    first.get_by_label("The number that I am called on").fill("06 12 34 56 70")
    first.get_by_role("button", name="Keep").click()
    expect(first.get_by_label("The number that I am called on")).to_have_count(0)
