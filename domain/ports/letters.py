"""The words of messages to customers. The domain says which message and what stands in it; templates make texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. `subject` and `html` are empty where the channel has none."""

    subject: str
    text: str
    html: str = ""


class Letters(Protocol):
    def write(self, *, template: str, channel: str, language: str, values: Mapping[str, Any]) -> Letter:
        """The message `template` for `channel` ("email" or "sms") in `language`, with plain `values` filled in."""


class PlainLetters:
    """Implements `Letters` where there are no templates: the values, one a line."""

    def write(self, *, template: str, channel: str, language: str, values: Mapping[str, Any]) -> Letter:
        lines = [f"{name}: {value}" for name, value in sorted(values.items())]
        return Letter(subject=template if channel == "email" else "", text="\n".join([template, *lines]))
