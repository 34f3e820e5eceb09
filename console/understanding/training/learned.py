"""What agents chose, as texts to learn from: an action that was used says that the intent was right."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol
from uuid import UUID

from console.understanding.training.texts import Labelled

_LEARNED_FROM: Final = ("used",)


class Choice(Protocol):
    """What is read of a row of `domain.conversations.choices`."""

    @property
    def entry_id(self) -> UUID: ...
    @property
    def intent(self) -> str: ...
    @property
    def outcome(self) -> str: ...


def learned_from(
    made: Iterable[Choice], *, text_of: Callable[[UUID], str | None], language_of: Callable[[str], str]
) -> Iterator[Labelled]:
    """One text for each message whose suggestion was used. `text_of` gives None for a message that may not be read
    or is erased; nothing of it is kept but the weights.
    """
    seen: set[UUID] = set()
    for choice in made:
        if choice.outcome not in _LEARNED_FROM or not choice.intent or choice.entry_id in seen:
            continue
        seen.add(choice.entry_id)
        text = text_of(choice.entry_id)
        if text:
            yield Labelled(text, choice.intent, language_of(text))
