"""Files beside a customer, and the eye of those who watch."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def test_a_file_is_attached_saved_and_removed(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Fay", last_name="Filer")
    house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    files = page.locator("#files")
    page.locator("#attach").set_input_files({"name": "broken lamp.png", "mimeType": "image/png", "buffer": PNG})
    expect(files.locator(".file")).to_contain_text("broken lamp.png")
    expect(files.locator(".file")).to_contain_text("1 kB")
    expect(page.locator("#timeline")).to_contain_text("File added")
    assert serious_findings(page) == []
    with page.expect_download() as download:
        files.get_by_role("link", name="broken lamp.png").click()
    assert download.value.suggested_filename == "broken lamp.png"
    assert download.value.path().read_bytes() == PNG
    files.get_by_role("button", name="Remove the file broken lamp.png").click()
    expect(files.locator(".file")).to_have_count(0)


def test_what_is_not_taken_is_said_beside_the_button(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Rita", last_name="Refused")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    visits.expected.append("422")
    page.locator("#attach").set_input_files({"name": "tool.bin", "mimeType": "", "buffer": b"\x7fELF\x02\x00"})
    expect(page.locator("#files").get_by_role("alert")).to_contain_text("Only these are taken")
    expect(page.locator("#files .file")).to_have_count(0)


def test_who_watches_is_named(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Wanda", last_name="Watched")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    page.locator("#watch").click()
    expect(page.locator("#watched-by")).to_have_text(agent.name)
    expect(page.locator("#watch")).to_have_attribute("aria-pressed", "true")
    page.locator("#watch").click()
    expect(page.locator("#watched-by")).to_have_count(0)


def test_news_of_a_watched_customer_stand_in_the_list_at_once(visits: Visits, house: House, agent: Person) -> None:
    watched, other = house.build.customer(last_name="Watched"), house.build.customer(last_name="Elsewhere")
    page = visits.sign_in(agent, f"/?customer={watched}")
    page.locator("#watch").click()
    row = page.locator(f"#watched-{watched}")
    expect(row).to_be_visible()
    visits.go(page, f"/?customer={other}")
    expect(row).not_to_contain_text("new")
    house.build.note(watched, "Somebody called about the lamp.")
    expect(row).to_contain_text("1 new")
    row.click()
    expect(page.locator("#timeline")).to_contain_text("Somebody called about the lamp.")
    expect(row).not_to_contain_text("new")
