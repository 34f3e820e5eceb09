"""The words of messages to customers. The domain says which message and what stands in it; templates make texts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

PARTS: Final = ("subject", "text", "sms")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. `subject` and `html` are empty where the channel has none."""

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote for a message in one language: templates of the subject, the e-mail and the SMS."""

    subject: str
    text: str
    sms: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a wording cannot be used: in which of `PARTS`, at which line, and what is wrong."""

    part: str
    line: int
    en: str
    fr: str


class Letters(Protocol):
    def write(
        self, *, template: str, channel: str, language: str, values: Mapping[str, Any], wording: Wording | None = None
    ) -> Letter:
        """The message `template` for `channel` ("email" or "sms") in `language`, with plain `values` filled in; in
        the words of `wording`, or in those that the product comes with."""

    def known(self) -> Collection[str]:
        """Every template there is."""

    def asked_for(self) -> Collection[str]:
        """Those of them that customers ask for themselves, and that nobody may switch off."""

    def shipped(self, *, template: str, language: str) -> Wording:
        """The words that the product comes with."""

    def faults(self, *, template: str, language: str, wording: Wording) -> Sequence[Fault]:
        """What keeps `wording` from being used, tried with everything that may be told by it; empty: nothing."""


class PlainLetters:
    """Implements `Letters` where there are no templates: the values, one a line."""

    def write(
        self, *, template: str, channel: str, language: str, values: Mapping[str, Any], wording: Wording | None = None
    ) -> Letter:
        lines = [f"{name}: {value}" for name, value in sorted(values.items())]
        return Letter(subject=template if channel == "email" else "", text="\n".join([template, *lines]))

    def known(self) -> Collection[str]:
        return ()

    def asked_for(self) -> Collection[str]:
        return ()

    def shipped(self, *, template: str, language: str) -> Wording:
        return Wording(template, template, template)

    def faults(self, *, template: str, language: str, wording: Wording) -> Sequence[Fault]:
        return ()
