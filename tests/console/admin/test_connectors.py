"""Connectors on the screen: made, shown with their secret, a file looked at before it is taken, refused rows retried."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import pytest

from console.admin.connectors.present import locations_of
from console.admin.connectors.state import ConnectorsState
from console.connectors.work import work_off
from domain.connectors.queries import connectors
from domain.connectors.receive import keep_file
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.work.application import Application
from tests.support.builders import Builders

FORM = {"name": "Rungis", "format": "warehouse_csv", "node": "PAR", "time_zone": "Europe/Paris", "locations": "R = PAR"}


def story(told: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test whose events are handled in one loop."""

    @wraps(told)
    def run(**given: Any) -> None:
        asyncio.run(told(**given))  # type: ignore[arg-type]

    return run


@pytest.fixture
def rungis(build: Builders) -> None:
    build.product("LAMP")
    build.node("PAR")


async def shown(screen: Any, **wanted: str) -> ConnectorsState:
    state: ConnectorsState = await screen.of(ConnectorsState)
    await state._show(screen.person, wanted)
    return state


@story
async def test_what_is_wrong_stands_at_its_field(screen: Any, rungis: None) -> None:
    for change, field in (
        ({"name": ""}, "name"),
        ({"node": "NOWHERE"}, "node"),
        ({"locations": "R"}, "locations"),
        ({"format": "magento"}, "format"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"secret": "x" * 501}, "secret"),
    ):
        await screen.call(ConnectorsState, "add", FORM | change)
        assert getattr((await screen.of(ConnectorsState)).wrong, field), field


@story
async def test_a_file_is_looked_at_committed_and_what_was_refused_tried_again(
    screen: Any, rungis: None, application: Application, administrator: Actor, build: Builders, jobs: Any
) -> None:
    await screen.call(ConnectorsState, "add", FORM)
    (row,) = application.ask(connectors, administrator)
    body = "sku,on_hand\nLAMP,7\nNO-SUCH,1\n"
    kept = application.perform(keep_file, administrator, connector_id=row.id, name="stock.csv", body=body)
    state = await shown(screen, connector=str(row.id), delivery=str(kept))
    assert (state.panel, state.looked.open, state.looked.says) == ("file", True, "1 taken, 0 as before, 1 refused")
    assert [(one.what, one.place, one.field) for one in state.looked.refused] == [("Stock NO-SUCH", "no. 3", "sku")]
    jobs.noted.clear()
    await screen.call(ConnectorsState, "commit")
    assert [job.args["delivery_id"] for job in jobs.noted] == [str(kept)]
    work_off(application, kept)
    state = await shown(screen, connector=str(row.id))
    assert (state.panel, state.rows[0].tone, state.log[0].counts) == (
        "connector",
        "amber",
        "1 taken, 0 as before, 1 refused",
    )
    assert json.loads(state.refused[0].raw)["on_hand"] == "1"
    await screen.call(ConnectorsState, "try_again", state.refused[0].id)
    assert len(state.refused) == 1
    build.product("NO-SUCH")
    await screen.call(ConnectorsState, "try_again", state.refused[0].id)
    assert (state.refused, state.rows[0].tone) == ([], "green")


@story
async def test_the_secret_is_shown_only_when_asked_for(
    screen: Any, rungis: None, application: Application, administrator: Actor
) -> None:
    await screen.call(ConnectorsState, "add", FORM | {"name": "Shop", "format": "shopify", "secret": "shpss_1"})
    (row,) = application.ask(connectors, administrator)
    state = await shown(screen, connector=str(row.id))
    assert (state.secret, state.chosen.address) == ("", f"http://console.test/webhooks/connectors/{row.id}")
    await screen.call(ConnectorsState, "show_secret")
    assert state.secret == "shpss_1"
    await screen.call(ConnectorsState, "take_secret", {"secret": ""})
    assert len(state.secret) > 30
    await screen.call(ConnectorsState, "change", FORM | {"name": "Our shop"})
    await screen.call(ConnectorsState, "stop")
    assert (state.chosen.name, state.chosen.status, state.secret) == ("Our shop", "off", "")
    await screen.call(ConnectorsState, "go_on")
    assert (await shown(screen, connector="nothing")).panel == "missing"


def test_places_are_typed_one_a_line() -> None:
    assert locations_of("655 = PAR\n\n a=b = LYO; x=Y") == {"655": "PAR", "a=b": "LYO", "x": "Y"}
    with pytest.raises(Invalid):
        locations_of("= PAR")
