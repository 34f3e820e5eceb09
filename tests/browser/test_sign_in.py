"""The way in and the way out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import PASSWORD, House, Person
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser


def test_a_wrong_password_is_refused_and_the_right_one_leads_where_one_wanted_to_go(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Nadia", last_name="Torvald")
    visits.expected.append("401 (Unauthorized)")
    page = visits.stranger()
    page.goto(f"{visits.site.address}/?customer={customer_id}")

    enter(page, agent.email, "not the password at all")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(agent.email)

    enter(page, agent.email, PASSWORD)
    expect(page).to_have_url(f"{visits.site.address}/?customer={customer_id}")
    expect(page.get_by_role("heading", name="Nadia Torvald")).to_be_visible()


def test_the_sign_in_page_and_the_console_speak_the_language_chosen_last(visits: Visits, house: House) -> None:
    person = house.person("Zoé Petit", language="en")
    page = visits.stranger()
    page.goto(f"{visits.site.address}/sign-in")
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()
    enter(page, person.email, PASSWORD, label="Mot de passe", button="Se connecter")
    expect(page.get_by_role("combobox", name="Rechercher")).to_be_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_label("Account of Zoé Petit").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_signing_out_asks_for_the_password_again(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.get_by_label("Account of Léa Moreau").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in"))
    page.goto(f"{visits.site.address}/")
    expect(page.get_by_label("Password")).to_be_visible()


def test_signing_out_everywhere_closes_the_screen_of_another_browser(visits: Visits, house: House) -> None:
    person = house.person("Noor Haddad")
    customer_id = house.build.customer(first_name="Piotr", last_name="Wallin")
    other = visits.sign_in(person, f"/?customer={customer_id}")
    expect(other.get_by_role("heading", name="Piotr Wallin")).to_be_visible()

    page = visits.sign_in(person)
    page.get_by_label("Account of Noor Haddad").click()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page).to_have_url(re.compile("/sign-in"))

    expect(other).to_have_url(re.compile("/sign-in"))
    expect(other.get_by_text("Piotr Wallin")).to_have_count(0)
    enter(other, person.email, PASSWORD)
    expect(other.get_by_role("heading", name="Piotr Wallin")).to_be_visible()


def enter(page: Page, email: str, password: str, *, label: str = "Password", button: str = "Sign in") -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(label).fill(password)
    page.get_by_role("button", name=button).click()


def test_a_page_that_is_open_to_the_signed_in_only_says_so_before_it_is_loaded(visits: Visits) -> None:
    page = visits.stranger()
    answer = page.goto(f"{visits.site.address}/admin")
    assert answer is not None
    expect(page).to_have_url(re.compile(r"/sign-in\?next=%2Fadmin"))
    assert "Administration" not in answer.text()


def test_coming_back_while_signed_in_goes_straight_in(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.goto(f"{visits.site.address}/sign-in")
    ready(page)
    expect(page).to_have_url(f"{visits.site.address}/")
