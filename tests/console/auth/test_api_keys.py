"""Other systems come in with a key."""

import asyncio

import pytest

from console.auth.api_keys import NotAuthenticated, authenticate
from console.auth.known_keys import KnownKeys
from console.listening import listen
from console.live import Hub
from domain.db.database import Database
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.staff.add_api_key import add_api_key
from domain.staff.change_role_rights import change_role_rights
from domain.staff.keys import KnownKey, api_keys
from domain.staff.revoke_api_key import revoke_api_key
from domain.work.application import Application
from tests.console.test_live import NotedScreens
from tests.support.queries import queries_of


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer cpt_unknown",
        "Bearer é",
        "Bearer cpt_" + "x" * 5000,
        "cpt_abc",
        "Bearer cpt_\x00",
    ],
)
def test_without_a_good_key_nobody_comes_in(header: str | None) -> None:
    with pytest.raises(NotAuthenticated):
        asyncio.run(authenticate(header))


def test_a_key_acts_with_its_rights_until_it_is_revoked(
    application: Application, administrator: Actor, clock: SetClock
) -> None:
    made = application.perform(
        add_api_key, administrator, name="shop", role="agent", scopes=["orders.read", "identity:attested"]
    )
    for scheme in ("Bearer", "bearer"):
        actor = asyncio.run(authenticate(f"{scheme}  {made.key} "))
        assert (actor.kind, actor.name, actor.permissions) == (
            ActorKind.API_KEY,
            "shop",
            frozenset({Permission.ORDERS_READ}),
        )
        assert "identity:attested" in actor.scopes
    assert application.ask(api_keys, administrator).items[0].last_used_at == clock.now()
    application.perform(change_role_rights, administrator, role="agent", permissions=[])
    assert asyncio.run(authenticate(f"Bearer {made.key}")).permissions == frozenset()
    application.perform(revoke_api_key, administrator, key_id=made.id)
    with pytest.raises(NotAuthenticated):
        asyncio.run(authenticate(f"Bearer {made.key}"))


def test_a_process_that_hears_what_is_recorded_knows_a_key_for_a_moment_and_forgets_it_when_it_changes(
    application: Application, administrator: Actor, database: Database, database_url: str
) -> None:
    made = application.perform(add_api_key, administrator, name="shop", role="agent", scopes=["orders.read"])
    header = f"Bearer {made.key}"

    async def known() -> None:
        """Until a key is answered without a question to the database."""
        for _ in range(300):
            await authenticate(header)
            with queries_of(database) as sent:
                await authenticate(header)
            if not sent.statements:
                return
            await asyncio.sleep(0.02)
        pytest.fail("the key is asked for each time")

    async def run() -> None:
        listening = asyncio.create_task(listen(Hub(NotedScreens()), lambda: database_url))
        try:
            await known()
            await asyncio.to_thread(application.perform, revoke_api_key, administrator, key_id=made.id)
            for _ in range(300):
                await authenticate(header)
                await asyncio.sleep(0.02)
            pytest.fail("the key opens after it was revoked")
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    with pytest.raises(NotAuthenticated):
        asyncio.run(run())


def test_what_was_asked_before_a_change_is_not_remembered_after_it() -> None:
    keys, found = KnownKeys(), KnownKey(Actor.system("shop"), note=False)
    keys.listens(True)
    asked: list[str] = []

    async def look_up(key: str) -> KnownKey:
        asked.append(key)
        if len(asked) == 1:
            keys.hear("role.rights_changed")  # while the answer is on its way
        return found

    async def run() -> None:
        for _ in range(3):
            assert await keys.find("cpt_x", look_up) == found

    asyncio.run(run())
    assert len(asked) == 2
    keys.hear("order.placed")
    asyncio.run(run())
    assert len(asked) == 2
    keys.listens(False)
    asyncio.run(run())
    assert len(asked) == 5
