"""Whose address counts when a proxy stands between."""

import asyncio
from collections.abc import Callable
from ipaddress import ip_network
from uuid import UUID

import httpx
import pytest

from console.auth.visitor import visitors_address
from console.bootstrap import Console
from domain.staff.attempts import MOST_PER_ADDRESS

OURS = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # anybody can send the header
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # what was there before our proxy came from anybody
        ("10.0.0.2", "198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("10.0.0.2", "10.9.9.9", "10.9.9.9"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.2", "unknown", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense", "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("", "198.51.100.1", ""),
    ],
)
def test_only_our_own_proxies_are_believed(peer: str, forwarded: str, address: str) -> None:
    assert visitors_address(peer, forwarded, trusted=OURS) == address
    assert visitors_address(peer, forwarded, trusted=()) == peer


def test_behind_a_proxy_of_ours_one_guesser_does_not_lock_everybody_out(
    browser: Callable[..., httpx.AsyncClient], ana: UUID, wired: Console
) -> None:
    wired.settings = wired.settings.model_copy(update={"trusted_proxies": "192.0.2.0/24"})

    async def story() -> list[int]:
        statuses = []
        async with browser() as page:
            for n in range(MOST_PER_ADDRESS + 1):
                form = {"email": f"nobody{n}@example.com", "password": "wrong wrong wrong"}
                answer = await page.post("/sign-in", data=form, headers={"x-forwarded-for": "198.51.100.66"})
            statuses.append(answer.status_code)
            right = {"email": "ana@example.com", "password": "violet otter climbs slowly"}
            answer = await page.post("/sign-in", data=right, headers={"x-forwarded-for": "198.51.100.7"})
        return [*statuses, answer.status_code]

    assert asyncio.run(story()) == [429, 303]
