"""Other systems come in with a key."""

import asyncio

import pytest

from console.auth.api_keys import NotAuthenticated, authenticate
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.staff.add_api_key import add_api_key
from domain.staff.change_role_rights import change_role_rights
from domain.staff.keys import api_keys
from domain.staff.revoke_api_key import revoke_api_key
from domain.work.application import Application


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
