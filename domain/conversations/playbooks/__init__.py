"""What to do, step by step, for what a customer wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from domain.kernel.errors import NotFound
from domain.ports.understanding import INTENTS

_FILE: Final = Path(__file__).parent / "playbooks.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence for the agent; `panel` is opened with it, `template` is what the customer is sent. Both may be ""."""

    en: str
    fr: str
    panel: str = ""
    template: str = ""

    def sentence(self, language: str) -> str:
        """In `language` ("en" or "fr"; English for any other)."""
        return self.fr if language == "fr" else self.en


def playbook(intent: str) -> tuple[Step, ...]:
    """The steps for `intent`, or `NotFound`."""
    if intent not in INTENTS:
        raise NotFound.of("playbook", "guide", intent)
    return _playbooks()[intent]


@cache
def _playbooks() -> Mapping[str, tuple[Step, ...]]:
    kept: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {intent: tuple(Step(**step) for step in steps) for intent, steps in kept.items()}
