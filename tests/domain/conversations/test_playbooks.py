"""Every intent has its steps, in both languages."""

import pytest

from domain.conversations.playbooks import playbook
from domain.kernel.errors import NotFound
from domain.ports.understanding import INTENTS


@pytest.mark.parametrize("intent", INTENTS)
def test_three_to_seven_steps_in_both_languages(intent: str) -> None:
    steps = playbook(intent)
    assert 3 <= len(steps) <= 7
    for step in steps:
        assert step.sentence("en").endswith((".", "?")) and step.sentence("fr").endswith((".", "?"))
        assert step.sentence("en") != step.sentence("fr")


def test_what_is_no_intent_has_none() -> None:
    with pytest.raises(NotFound):
        playbook("dance")
