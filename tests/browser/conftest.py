"""One site, one shop and one browser for the browser tests of a process; every test opens visits of its own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import URL

from domain.kernel.permissions import Role
from tests.browser.chromium import chromium
from tests.browser.house import House, Person, house_at
from tests.browser.site import Site, frontend, site
from tests.browser.visit import Rooms, Visits
from tests.support.databases import copy_of_template

expect.set_options(timeout=10_000)  # two busy cores; what is there is seen at once


@pytest.fixture(scope="package")
def house(postgres: URL) -> Iterator[House]:
    """The shop. Tests share it, so each looks for its own customers and people."""
    with copy_of_template(postgres) as url:
        shop = house_at(url)
        yield shop
        shop.database.dispose()


@pytest.fixture(scope="package")
def running(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    address = house.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with site(address, tmp_path_factory.mktemp("site"), frontend()) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of this package alone: while it is open, no test of the same process can run an event loop of its own."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="package")
def rooms(browser: Browser) -> Rooms:
    return Rooms(browser)


@pytest.fixture
def visits(rooms: Rooms, running: Site, house: House) -> Iterator[Visits]:
    """Opens pages; in the end none of them may have complained, and neither may the server."""
    running.new_errors()
    visits = Visits(rooms, running, house)
    yield visits
    visits.close()
    assert visits.unexpected() == []
    assert running.new_errors() == []


@pytest.fixture(scope="package")
def agent(house: House) -> Person:
    return house.person("Léa Moreau")


@pytest.fixture(scope="package")
def administrator(house: House) -> Person:
    return house.person("Ada Collins", Role.ADMINISTRATOR)


@pytest.fixture
def hire(house: House) -> Callable[..., Person]:
    """`hire("Noor Haddad")`: somebody for this test alone, who may be locked or signed out."""
    return house.person
