"""People, their access, and the keys of other systems."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from domain.kernel.permissions import Role
from tests.browser.house import House, Person
from tests.browser.test_sign_in import enter
from tests.browser.visit import Visits, ready, serious_findings
from tests.support.tills import Till

pytestmark = pytest.mark.browser


def test_an_agent_gets_no_administration(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.get_by_label(f"Account of {agent.name}").click()
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    expect(page.get_by_role("link", name="Administration")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("administration")
    expect(page.get_by_role("dialog")).to_contain_text("No command has these letters.")
    for path in ("/admin", "/admin?new=person", "/admin?tab=roles", "/admin?tab=keys", "/admin?tab=keys&new=key"):
        visits.go(page, path)
        expect(page.get_by_text("This is not for you")).to_be_visible()
        expect(page.locator(".admin-row, .matrix, form.form")).to_have_count(0)


def test_somebody_who_was_added_can_sign_in(visits: Visits, administrator: Person) -> None:
    page = visits.sign_in(administrator, "/admin")
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill("Wilma Neuer")
    page.get_by_label(re.compile("E-mail")).fill("wilma@example.org")
    page.get_by_label(re.compile("Password")).fill("short")
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Wilma Neuer")

    page.get_by_label(re.compile("Password")).fill("green kettle on the roof")
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("heading", name="Wilma Neuer")).to_be_visible()
    expect(page.get_by_role("list", name="People")).to_contain_text("wilma@example.org")

    theirs = visits.stranger()
    theirs.goto(f"{visits.site.address}/sign-in")
    enter(theirs, "wilma@example.org", "green kettle on the roof")
    ready(theirs)


def test_locking_somebody_closes_their_screen_and_the_door(visits: Visits, house: House, administrator: Person) -> None:
    person = house.person("Viktor Sperling")
    theirs = visits.sign_in(person)
    page = visits.sign_in(administrator, f"/admin?person={person.id}")
    page.get_by_role("button", name="Lock", exact=True).click()
    page.get_by_role("button", name="Lock Viktor Sperling").click()
    expect(page.get_by_role("region", name="Viktor Sperling")).to_contain_text("locked")
    expect(theirs).to_have_url(re.compile("/sign-in"))
    visits.expected.append("401 (Unauthorized)")
    enter(theirs, person.email, "violet otter climbs slowly")
    expect(theirs.get_by_role("alert")).to_be_visible()

    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("button", name="Lock", exact=True)).to_be_visible()
    enter(theirs, person.email, "violet otter climbs slowly")
    ready(theirs)


def test_a_change_of_rights_counts_on_an_open_screen(visits: Visits, house: House, administrator: Person) -> None:
    person = house.person("Renata Wechsel")
    page = visits.sign_in(administrator, f"/admin?person={person.id}")
    page.get_by_label("Role", exact=True).select_option("supervisor")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("region", name="Renata Wechsel")).to_contain_text("Supervisor")
    page.reload()
    ready(page)
    expect(page.get_by_label("Role", exact=True)).to_have_value("supervisor")


def test_a_key_is_shown_once_and_can_be_revoked(visits: Visits, administrator: Person) -> None:
    page = visits.sign_in(administrator, "/admin?tab=keys")
    page.get_by_role("link", name="Make a key").click()
    page.get_by_label("Name of the other system").fill("Web shop")
    page.get_by_label("What it may do").select_option(label="What is ticked below")
    expect(page.locator('[name="staff.manage"]')).to_be_disabled()  # an agent may not either
    page.locator('[name="orders.read"]').check()
    page.get_by_role("button", name="Make this key").click()
    secret = page.locator("#made-key")
    expect(secret).to_have_text(re.compile(r"\S{20,}"))
    text = secret.inner_text()

    page.locator("#tab-roles").click()  # asked, and stayed
    page.get_by_role("button", name="I have kept it").click()
    expect(secret).to_have_count(0)
    page.reload()
    ready(page)
    assert text not in page.content()
    page.get_by_role("list", name="API keys").get_by_text("Web shop").click()
    expect(page.get_by_role("region", name="Web shop")).to_contain_text("not used yet")
    assert text not in page.content()
    page.get_by_role("button", name="Revoke", exact=True).click()
    page.get_by_role("button", name="Revoke “Web shop”").click()
    expect(page.get_by_role("region", name="Web shop")).to_contain_text("revoked")


def test_people_are_found_by_a_part_of_their_name(visits: Visits, house: House, administrator: Person) -> None:
    house.person("Quirin Seltenheimer")
    page = visits.sign_in(administrator, "/admin")
    page.get_by_role("combobox", name="Search people").fill("seltenh")
    people = page.get_by_role("list", name="People")
    expect(people.get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quirin Seltenheimer")).to_be_visible()


def test_a_refused_payment_is_given_up_with_a_reason(visits: Visits, house: House) -> None:
    till = Till.of_new_order(house.build.application, house.build)
    asked = till.collect(1000)
    till.answer(asked, code="insufficient_funds")
    page = visits.sign_in(house.person("Ines Calder", Role.SUPERVISOR), "/admin?tab=payments")
    expect(page.locator("#tab-payments")).to_have_attribute("aria-current", "page")
    row = page.locator(f'#waiting-payments a[href$="{asked}"]')
    expect(row).to_contain_text("insufficient funds")
    row.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Drop…").click()
    page.get_by_role("button", name="Give up €10.00").click()
    expect(page.locator("#drop-payment").get_by_role("alert")).to_have_text("Say why.")
    page.locator("#drop-payment").get_by_label("Reason").fill("pays in the shop")
    page.keyboard.press("Enter")
    expect(page.locator("#drop-payment")).to_have_count(0)
    expect(row).to_have_count(0)
    assert till.intent(asked).status == "dropped"


def test_a_failed_job_is_seen_with_why_and_given_up(visits: Visits, house: House, administrator: Person) -> None:
    with house.database.session() as session:
        queued = text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'notifications.deliver', '{}', 'failed', 3) RETURNING id"
        )
        job = session.execute(queued).scalar_one()
        noted = text("INSERT INTO job_failures VALUES (:job, 'ConnectionError: no mail server', now())")
        session.execute(noted, {"job": job})
        session.commit()
    page = visits.sign_in(administrator, "/admin?tab=payments")
    page.locator("#tab-jobs").click()
    row = page.locator(f'#failed-jobs a[href$="job={job}"]')
    expect(row).to_contain_text("ConnectionError: no mail server")
    row.click()
    expect(page.locator("#failed-job")).to_contain_text("3 attempts")
    assert serious_findings(page) == []
    page.locator("[data-opens=discard-job]").click()
    page.locator("#discard-job").get_by_label("Reason").fill("the server is gone")
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Français").click()
    expect(page.locator("#tab-jobs")).to_have_text("Tâches")
