"""The hasher: what it keeps, what it refuses, what it renews."""

import pytest

from console.auth.argon2 import Argon2Passwords


def test_only_the_same_password_matches() -> None:
    hasher = Argon2Passwords(passes=1, kibibytes=8)
    kept = hasher.hash("violet otter climbs")
    assert kept.startswith("$argon2id$")
    assert kept != hasher.hash("violet otter climbs")
    assert hasher.matches("violet otter climbs", kept)
    assert not hasher.matches("violet otter climb", kept)
    assert not hasher.matches("violet otter climbs", hasher.of_nobody)
    assert not hasher.matches("\ud800", kept)


@pytest.mark.parametrize("kept", ["", "plain", "$argon2id$broken"])
def test_what_is_no_hash_matches_nothing(kept: str) -> None:
    assert not Argon2Passwords(passes=1, kibibytes=8).matches("violet otter climbs", kept)


def test_weaker_parameters_are_outdated() -> None:
    weak, strong = Argon2Passwords(passes=1, kibibytes=8), Argon2Passwords(passes=2, kibibytes=16)
    assert strong.is_outdated(weak.hash("x"))
    assert not strong.is_outdated(strong.hash("x"))
